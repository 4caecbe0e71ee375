/* stop.h - how the program is told to end. */
#ifndef RAKAZ_HTTP_STOP_H
#define RAKAZ_HTTP_STOP_H

/* Holds back SIGTERM, SIGINT and SIGHUP and ignores SIGPIPE; call before the first thread is made, so that all
** threads inherit it. */
void stop_prepare(void);

/* Waits for SIGTERM or SIGINT; a SIGHUP (a closed terminal) ends the program as well. Returns its number. A second
** signal during the shutdown ends the process at once. */
int stop_wait(void);

#endif
