/* stop.c - how the program is told to end. */
#include "http/stop.h"

#include "base/check.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static void stop_set(sigset_t *set) {
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
}

void stop_prepare(void) {
    sigset_t set;
    stop_set(&set);
    CHECK(pthread_sigmask(SIG_BLOCK, &set, NULL) == 0);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    CHECK(sigaction(SIGPIPE, &ignore, NULL) == 0);
}

int stop_wait(void) {
    sigset_t set;
    int      number = 0;
    stop_set(&set);
    while ((number = sigwaitinfo(&set, NULL)) < 0) CHECK(errno == EINTR);
    /* The default action is back for the calling thread, so that a second signal is not waited out. */
    CHECK(pthread_sigmask(SIG_UNBLOCK, &set, NULL) == 0);
    return number;
}
