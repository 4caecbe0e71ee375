/* sandbox.h - after start, the process can touch its data, its temporary files and its sockets, and nothing else.
**
** Landlock (raw system calls, the kernel's ABI is probed) limits the file tree; seccomp limits the system calls to
** those a server needs: no exec, no ptrace, no mounts, no new namespaces, no kernel modules. Enter before the first
** thread is made: both are inherited by threads, and Landlock holds only for those made afterwards. */
#ifndef RAKAZ_HTTP_SANDBOX_H
#define RAKAZ_HTTP_SANDBOX_H

#include "base/buf.h"

typedef struct SandboxOptions {
    const char *data_dir;                         /* read and write, with everything below it; NULL: none */
    const char *temp_dir;                         /* read and write */
    const char *worker;                           /* the one program that may be run, or NULL: none */
} SandboxOptions;

/* Enters as far as the kernel allows and appends to `said` one sentence about what holds now. false: nothing
** could be limited, or a part that the kernel has refused to apply. */
bool sandbox_enter(const SandboxOptions *o, Buf *said);

#endif
