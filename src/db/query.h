/* query.h - what a Query says, taken apart once for each engine. Used by the database layer and the SQL check. */
#ifndef RAKAZ_DB_QUERY_H
#define RAKAZ_DB_QUERY_H

#include "db/db.h"

typedef enum SqlType { SQL_INT, SQL_REAL, SQL_TEXT, SQL_BLOB, SQL_IDS, SQL_TYPES } SqlType;

/* Where a parameter's value comes from: the caller, or the Ctx. */
typedef enum SlotKind { SLOT_IN, SLOT_ORG, SLOT_FLOOR, SLOT_ACCOUNT, SLOT_TODAY, SLOT_LANG, SLOT_KINDS } SlotKind;

enum { QUERY_IN_MAX = 240, QUERY_OUT_MAX = 240, QUERY_SQL_MAX = 64 * 1024, QUERY_ERROR_MAX = 200 };

typedef struct Parsed {
    Buf     sql;                                  /* for the engine, NUL-terminated */
    uint8_t in[QUERY_IN_MAX];                     /* SqlType of each value passed */
    int     n_in;
    uint8_t out[QUERY_OUT_MAX];
    int     n_out;
    uint8_t slot[QUERY_IN_MAX + SLOT_KINDS];      /* SlotKind of parameter i + 1; the caller's stand first */
    int     n_slots;
    char    error[QUERY_ERROR_MAX];               /* "" if the query is well formed */
} Parsed;

/* Takes `q` apart. false: it is malformed, `error` says how (a bug of whoever wrote it). Release in either case. */
bool query_parse(const Query *q, Dialect d, Parsed *ret_p);
void query_release(Parsed *p);

/* The parts of an SQL text. Comments and white space are one kind; a quoted text or name is one token. */
typedef enum TokenKind { TOKEN_SPACE, TOKEN_WORD, TOKEN_NUMBER, TOKEN_QUOTED, TOKEN_MARK, TOKEN_OTHER } TokenKind;

typedef struct Token {
    TokenKind kind;
    Str       s;                                  /* of a TOKEN_MARK with its braces */
} Token;

/* Reads the token at *i and moves behind it; false at the end. */
bool sql_token(Str sql, size_t *i, Token *ret_t);

#endif
