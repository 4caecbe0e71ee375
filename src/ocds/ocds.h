/* ocds.h - packages of the Open Contracting Data Standard 1.1 (standard.open-contracting.org/1.1): read into processes
** and amounts, and written. Pure: bytes in, rows out; nothing is decided here that a person would want to be asked.
**
** Releases of one process are put together in the order of their dates, as the standard's merging does: what a later
** one says stands, what it leaves out stays. The same money stands up to three times in a process, as award, as
** contract and as payment; a row *counts* when nothing nearer to the payment does: a payment always, a contract without
** payments, an award without either. Every amount of the file is in exactly one row. */
#ifndef RAKAZ_OCDS_OCDS_H
#define RAKAZ_OCDS_OCDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/fault.h"
#include "sheet/sheet.h"

enum {
    OCDS_NOTES_MAX = 60, OCDS_PATH_MAX = 80, OCDS_LOTS_MAX = 60,
    OCDS_ROWS_MAX = 200000,                       /* awards, contracts and payments of one package; and parties */
};

typedef struct OcdsParty {
    Str name, id;                                 /* id: as the publisher numbers them */
    Str number;                                   /* in a register of companies */
} OcdsParty;

typedef struct OcdsMoney {
    int64_t amount;                               /* hundredths */
    char    currency[4];                          /* "": not said */
    bool    known;
} OcdsMoney;

/* One process, as its last release says. */
typedef struct OcdsProcess {
    Str       ocid, title, words, needs, method, category;
    Str       lots;                               /* what small firms can take, one a line */
    OcdsParty buyer;
    OcdsMoney value, least;
    Day       from, until;                        /* when suppliers may ask and offer */
    Stamp     date;                               /* of the last release */
    bool      planning, tender;
    bool      over;                               /* its tender is complete, cancelled, withdrawn or unsuccessful */
    bool      given;                              /* there is an award or a contract that is not off */
    bool      by_lots;                            /* `lots` are its lots, not its items */
} OcdsProcess;

typedef enum OcdsOf { OCDS_AWARD, OCDS_CONTRACT, OCDS_PAYMENT, OCDS_OF_N } OcdsOf;

typedef struct OcdsRow {
    uint32_t  process, seq;
    OcdsOf    of;
    Str       id;
    Str       above;                              /* a contract's award, a payment's contract: their id */
    Str       status, what;
    OcdsParty payee;
    uint32_t  payees;                             /* more than one share an amount that is not parted */
    OcdsMoney value;
    Day       day, told_on;                       /* told_on: of the release that says so */
    bool      off;                                /* pending, cancelled, unsuccessful: no money */
    bool      counts;
} OcdsRow;

/* What was not read, or not as it should be: where, and how often. */
typedef struct OcdsNote {
    char    path[OCDS_PATH_MAX];
    int64_t n;
} OcdsNote;

typedef struct Ocds {
    OcdsProcess *processes;
    uint32_t     processes_n;
    OcdsRow     *rows;                            /* by process, kind and id */
    uint32_t     rows_n;
    OcdsNote     notes[OCDS_NOTES_MAX];
    int          notes_n;
    int64_t      notes_more;
    int64_t      releases;
    bool         unversioned;                     /* the package does not say its version */
    Str          publisher;
} Ocds;

/* Do these bytes mean to be a package, a record or a release? Then a reader of tables is not to be asked. */
bool ocds_is(Str s);

/* Reads one package, or several one behind the other. BAD_FILE with the sentence in `why` (key and where): no JSON, no
** OCDS, another version, what 1.1 demands is missing, or more rows than OCDS_ROWS_MAX. Texts lie in `a` or point into
** `s`. */
MUST Fault ocds_read(Arena *a, Str s, Ocds *ret_o, SheetProblem *why);

/* The rows that count, as a table with headings that spend_column knows; amounts in plain decimals. `wanted` by
** process, NULL: all. */
void ocds_table(const Ocds *o, const bool *wanted, Buf *to);

/* ---- writing ----------------------------------------------------------------------------------------------------- */

typedef struct OcdsOut {
    Str       ocid, related;                      /* related: the process that planned it, if that is another one */
    Stamp     date;
    OcdsParty buyer, supplier;                    /* a supplier without a name is withheld */
    bool      planning, tender, asked, award;     /* asked: suppliers were asked for quotes */
    Str       tender_id, title, words, needs, lots, status, method;
    int64_t   least, most;                        /* hundredths; below zero: not said */
    int64_t   tenderers;                          /* below zero: not said */
    Day       from, until, decided;
    Str       award_id, why;
    int64_t   price;                              /* below zero: not said */
    Str       currency;
} OcdsOut;

typedef struct OcdsHead {
    Str   uri, publisher, next;                   /* next: address of what follows; empty: nothing */
    Str   language;                               /* "he": what most texts are in; empty: not said */
    Stamp now;
    bool  records;
} OcdsHead;

void ocds_package_begin(Buf *b, const OcdsHead *h);
void ocds_put(Buf *b, const OcdsHead *h, const OcdsOut *o, bool first);
void ocds_package_end(Buf *b, const OcdsHead *h);

#endif
