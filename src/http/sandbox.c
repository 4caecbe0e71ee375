/* sandbox.c - Landlock and seccomp. */
#include "http/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- Landlock ----------------------------------------------------------------------------------------------- */

enum {
    FS_READ = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
    FS_RUN = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE,
    FS_V1 = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
    FS_REFER = 1 << 13,                           /* ABI 2 */
    FS_TRUNCATE = 1 << 14,                        /* ABI 3 */
    FS_IOCTL_DEV = 1 << 15,                       /* ABI 5 */
    NET_BIND_TCP = 1 << 0,                        /* ABI 4 */
    SCOPE_ALL = 3,                                /* ABI 6: abstract sockets, signals to processes outside */
};

/* As in newer kernel headers than the ones we may be built with. */
typedef struct RulesetAttr {
    uint64_t fs, net, scoped;
} RulesetAttr;

/* What a server reads besides its data: time zones, certificates, name resolution, locale and converter tables, fonts
** for scripts that the program does not bring itself, and the libraries that these load late. */
static const char *const READABLE[] = {
    "/usr/share/zoneinfo", "/usr/lib", "/lib", "/lib64", "/usr/share/ca-certificates", "/etc/ssl", "/etc/localtime",
    "/etc/timezone", "/etc/resolv.conf", "/etc/hosts", "/etc/host.conf", "/etc/nsswitch.conf", "/etc/gai.conf",
    "/etc/services", "/etc/ld.so.cache", "/run/systemd/resolve", "/dev/urandom", "/sys/devices/system/cpu",
    "/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig",
    "/proc/self", "/proc/meminfo", "/proc/stat",
};

static uint64_t fs_handled(int abi) {
    uint64_t rights = FS_V1;
    if (abi >= 2) rights |= FS_REFER;
    if (abi >= 3) rights |= FS_TRUNCATE;
    if (abi >= 5) rights |= FS_IOCTL_DEV;
    return rights;
}

/* A path that is missing needs no right. Rights that make no sense on a file are refused by the kernel. */
static bool path_allow(int ruleset, const char *path, uint64_t rights) {
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0) return errno == ENOENT || errno == EACCES || errno == ENOTDIR;
    struct stat st;
    bool        known = fstat(fd, &st) == 0;
    uint64_t    on_files = FS_RUN | LANDLOCK_ACCESS_FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV;
    struct landlock_path_beneath_attr rule = {
        .allowed_access = known && S_ISDIR(st.st_mode) ? rights : rights & on_files,
        .parent_fd = fd,
    };
    long rc = known ? syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) : -1;
    close(fd);
    return rc == 0;
}

static bool paths_allow(int ruleset, const SandboxOptions *o, int abi) {
    uint64_t all = fs_handled(abi) & ~(uint64_t)(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                                 LANDLOCK_ACCESS_FS_MAKE_BLOCK | FS_IOCTL_DEV);
    bool     ok = true;
    for (size_t i = 0; i < sizeof READABLE / sizeof *READABLE; i++) ok &= path_allow(ruleset, READABLE[i], FS_READ);
    ok &= path_allow(ruleset, "/dev/null", FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
    if (o->data_dir) ok &= path_allow(ruleset, o->data_dir, all);
    if (o->temp_dir) ok &= path_allow(ruleset, o->temp_dir, all);
    if (!o->worker) return ok;
    ok &= path_allow(ruleset, o->worker, FS_RUN);
    ok &= path_allow(ruleset, "/usr/lib", FS_RUN) && path_allow(ruleset, "/lib", FS_RUN);
    return ok && path_allow(ruleset, "/lib64", FS_RUN);
}

/* The ABI in force, 0 if the kernel has none, -1 if it refused. */
static int landlock_enter(const SandboxOptions *o) {
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi <= 0) return 0;
    RulesetAttr attr = {.fs = fs_handled((int)abi)};
    size_t      size = sizeof attr.fs;
    if (abi >= 4) attr.net = NET_BIND_TCP, size += sizeof attr.net;
    if (abi >= 6) attr.scoped = SCOPE_ALL, size += sizeof attr.scoped;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, size, 0);
    if (ruleset < 0) return -1;
    bool ok = paths_allow(ruleset, o, (int)abi) && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return ok ? (int)abi : -1;
}

/* ---- seccomp ------------------------------------------------------------------------------------------------ */

/* By name, so that a call which one architecture lacks is skipped there. */
static const char *const CALLS[] = {
    /* memory and threads */
    "brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "membarrier", "futex", "futex_waitv", "clone", "clone3",
    "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "arch_prctl", "prctl", "gettid", "getpid",
    "getppid", "tgkill", "exit", "exit_group", "sched_yield", "sched_getaffinity", "sched_setaffinity",
    "sched_getparam", "sched_getscheduler", "getrlimit", "prlimit64", "setpriority", "getpriority", "getrusage",
    "getcpu", "restart_syscall", "sysinfo", "uname", "getrandom", "wait4", "waitid", "kill",
    /* signals and time */
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "rt_sigpending", "sigaltstack", "signalfd4",
    "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "timerfd_create",
    "timerfd_settime", "timerfd_gettime",
    /* files */
    "open", "openat", "openat2", "close", "close_range", "read", "write", "readv", "writev", "pread64", "pwrite64",
    "preadv", "pwritev", "preadv2", "pwritev2", "lseek", "fstat", "stat", "lstat", "newfstatat", "statx", "statfs",
    "fstatfs", "access", "faccessat", "faccessat2", "fcntl", "flock", "fsync", "fdatasync", "sync_file_range",
    "syncfs", "ftruncate", "truncate", "fallocate", "fadvise64", "getdents64", "getdents", "getcwd", "readlink",
    "readlinkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "link",
    "linkat", "symlinkat", "umask", "fchmod", "chmod", "fchmodat", "fchown", "utimensat", "copy_file_range",
    "sendfile", "splice", "memfd_create", "dup", "dup2", "dup3", "pipe", "pipe2", "ioctl", "readahead", "msync",
    /* sockets */
    "socket", "socketpair", "connect", "accept", "accept4", "listen", "bind", "shutdown", "getsockname",
    "getpeername", "getsockopt", "setsockopt", "sendto", "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "recvmmsg",
    "poll", "ppoll", "select", "pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "epoll_pwait2",
    "eventfd2",
    /* who we are; nothing that changes it */
    "getuid", "geteuid", "getgid", "getegid", "getgroups", "getresuid", "getresgid", "getpgrp", "getsid",
};

static bool seccomp_enter(bool may_run) {
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!f) return false;
    bool ok = true;
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        int nr = seccomp_syscall_resolve_name(CALLS[i]);
        if (nr != __NR_SCMP_ERROR && nr >= 0) ok &= seccomp_rule_add(f, SCMP_ACT_ALLOW, nr, 0) == 0;
    }
    if (may_run) {
        ok &= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(execve), 0) == 0;
        ok &= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(vfork), 0) == 0;
    }
    ok &= seccomp_attr_set(f, SCMP_FLTATR_CTL_TSYNC, 1) == 0;
    ok = ok && seccomp_load(f) == 0;
    seccomp_release(f);
    return ok;
}

bool sandbox_enter(const SandboxOptions *o, Buf *said) {
    bool alone = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    int  abi = alone ? landlock_enter(o) : -1;
    bool calls = alone && seccomp_enter(o->worker != NULL);
    buf_lit(said, "sandbox: ");
    if (abi > 0) buf_printf(said, "files limited by Landlock ABI %d", abi);
    else buf_add(said, abi == 0 ? LIT("files not limited, this kernel has no Landlock") : LIT("files not limited"));
    buf_add(said, calls ? LIT(", system calls limited by seccomp") : LIT(", system calls not limited"));
    return abi >= 0 && calls;
}
