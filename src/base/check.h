/* check.h - assertions that stay on in production. A broken one is a bug of ours: the process stops before
** it writes anything wrong, and the supervisor starts a new one. */
#ifndef RAKAZ_BASE_CHECK_H
#define RAKAZ_BASE_CHECK_H

/* Prints file, line and condition to standard error and aborts. */
_Noreturn void check_failed(const char *file, int line, const char *what);

#define CHECK(cond) ((cond) ? (void)0 : check_failed(__FILE__, __LINE__, #cond))

#endif
