/* consultant_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_CONSULTANT_CONSULTANT_PAGE_H
#define RAKAZ_CONSULTANT_CONSULTANT_PAGE_H

#include "account/account_page.h"
#include "consultant/consultant.h"

enum { CONSULTANT_Q_N = 13 };
extern const Query CONSULTANT_QUERIES[CONSULTANT_Q_N];

/* ---- consultant_store.c ------------------------------------------------------------------------------------- */

typedef struct TownRow {
    Id  id, place;
    Str name;
    Str remove;                                   /* address that takes it off; empty: not for this reader */
} TownRow;

/* The noun's own limit (ent/right.h): one's own profile, or that of whom one coordinates. */
bool consultant_right(Ctx *c, const Head *head);

/* Towns that one works in; name and remove are not filled in. */
Fault consultant_towns(Ctx *c, Id consultant, TownRow *ret_v, size_t max, size_t *ret_n) MUST;

/* Towns of many profiles. */
typedef struct TownOf {
    Id consultant, place;
} TownOf;
Fault consultant_towns_of(Ctx *c, const Id *consultants, size_t n, TownOf *ret_v, size_t max, size_t *ret_n) MUST;

typedef struct SignatureRow {
    Id      id;
    int64_t number;
    Str     name;
    Stamp   signed_at;
} SignatureRow;
Fault principles_signed(Ctx *c, Id consultant, SignatureRow *ret_v, size_t max, size_t *ret_n) MUST;

/* How many have signed a version, and how many that take cases have not. */
typedef struct Signed {
    int64_t yes, no;
} Signed;
Fault principles_count(Ctx *c, const PrincipleText *t, Signed *ret_n) MUST;

/* Tells those who wait for a hand-over (consultant_on_hand_over). */
Fault consultant_tell_hand_over(Ctx *c, Id of_case, Id from, Id to) MUST;

/* Somebody's reach has changed: who coordinates a town that a profile lists sees it from now on. On the writer. */
Fault consultants_follow_reach(Ctx *c) MUST;

/* ---- pages -------------------------------------------------------------------------------------------------- */

typedef struct ConsultantHead {
    const Consultant *v;
    TextKey kind, state, ready;
    Str     account_href;
    Str     hand_over;                            /* empty: not for this reader */
    bool    is_ready, demo, active;
} ConsultantHead;
PAGE_FN(consultant_head, ConsultantHead)
PAGE_FN(consultant_actions, ConsultantHead)

typedef struct TownsView {
    TownRow *rows;
    size_t   rows_n;
    Str      action;
    Html     field;
    bool     may_write;
} TownsView;
PAGE_FN(consultant_towns, TownsView)

typedef struct SeatIn {
    Str     name, href;                           /* of the case */
    TextKey role;
} SeatIn;
typedef struct CasesView {
    SeatIn *rows;                                 /* those that the reader may see */
    size_t  rows_n;
} CasesView;
PAGE_FN(consultant_cases, CasesView)

typedef struct AgreementView {
    SignatureRow *rows;
    size_t   rows_n;
    int64_t  number;                              /* in force; 0: none */
    bool     must_sign, own, trained;
    Day      trained_on;
    Str      name;
} AgreementView;
PAGE_FN(consultant_agreement, AgreementView)

typedef struct ConflictRow {
    Id      id;
    Str     name, href;
    TextKey nature;
    Day     from_on, until_on;
    bool    over;
} ConflictRow;
typedef struct ConflictsView {
    ConflictRow *rows;
    size_t       rows_n;
    Str          add;                             /* empty: not for this reader */
} ConflictsView;
PAGE_FN(consultant_conflicts, ConflictsView)

typedef struct PrinciplesView {
    const PrincipleText *t;
    Str     text, text_lang, path, name;
    int64_t number;
    Day     since;
    bool    in_force, draft, may_write, may_sign, signed_it, nothing, no_profile;
    int64_t yes, no;
    Html    errors;
} PrinciplesView;
PAGE_FN(principle_head, PrinciplesView)
PAGE_FN(principle_words, PrinciplesView)
PAGE_FN(principle_actions, PrinciplesView)
PAGE_FN(principle_sign, PrinciplesView)

#endif
