/* mine.h - the owner's own page on a phone: my business, what I was promised, what I promised, asking for help, what is
** kept about me. It only gathers: everything on it is the store's to show or to hide. */
#ifndef RAKAZ_MINE_MINE_H
#define RAKAZ_MINE_MINE_H

#include "case/case.h"
#include "commitment/commitment.h"

extern const Module mine_module;

/* One thing to do: mine, or promised to me. */
typedef struct MineStep {
    Id      id;
    Str     text, owner;
    Day     due_on;
    bool    late, asked;                          /* asked: it waits for my yes */
} MineStep;

typedef struct MinePerson {
    Str     name, phone, phone_href;
    TextKey role;
} MinePerson;

typedef struct MineCase {
    const Case *k;
    Str         path, name, id;
    TextKey     stage;
    Str         future;
    int64_t     horizon;                          /* 0: not told yet */
    MineStep   *mine, *promised;
    size_t      mine_n, promised_n;
    MinePerson *people;
    size_t      people_n;
    Html        waits, parts;                     /* what other modules show the owner here; waits: on top of all */
    bool        open, agreed, may_agree, signs;   /* signs: the consent to be accompanied is still asked for */
} MineCase;

typedef struct MineView {
    Str       name;
    MineCase *cases;
    size_t    cases_n;
    Str       business_href, phone, phone_href;
    int64_t   answer_days;                        /* the promise: an answer within so many */
} MineView;
PAGE_FN(mine, MineView)

typedef struct MineHelp {
    Str  path, name, text;
    Html errors;
    Day  answer_by;
} MineHelp;
PAGE_FN(mine_help, MineHelp)

/* What another module shows the owner of a case on this page: the next meeting, questions that wait. Writes nothing
** when there is nothing. Registered at its start; lower `order` stands higher, and what `waits` for the owner stands on
** top of the page. */
typedef struct MinePart {
    int     order;
    bool    waits;
    Fault (*draw)(Buf *b, const Page *pg, const Case *k);
} MinePart;
void mine_register(const MinePart *p);

/* ---- what waits for the owner's word: mine_plan.c --------------------------------------------------------------- */

typedef struct MineFuture {
    Id      id;                                   /* of the telling */
    Str     text, path;
    Day     told_on;
    int64_t years;
} MineFuture;
PAGE_FN(mine_future, MineFuture)
PAGE_FN(mine_changed, PlanSince)
extern const MinePart MINE_CHANGED, MINE_FUTURE;

/* ---- what is kept about me: mine_data.c ------------------------------------------------------------------------ */

typedef struct MineRecord {
    Html facts;
} MineRecord;
typedef struct MineKind {
    TextKey     name;
    MineRecord *rows;
    size_t      rows_n;
} MineKind;
typedef struct MineData {
    MineKind *kinds;
    size_t    kinds_n;
    Str       name;
    Str       id;                                 /* of the newest case, for the request to erase; empty: none */
    Day       erase_asked_on;                     /* 0: not asked */
} MineData;
PAGE_FN(mine_data, MineData)

Fault get_mine_data(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_mine_json(Ctx *c, const Request *rq, Reply *rp) MUST;

/* The reader's own cases as their owner, open ones first. */
Fault mine_cases(Ctx *c, const Case **ret_v, size_t *ret_n) MUST;

/* The businesses that the reader speaks for as an owner, each once, at most `max`: those of their cases, themselves
** where they are one, and those that they own, lead or have a role in. */
enum { MINE_BUSINESSES_MAX = 40 };
Fault mine_businesses(Ctx *c, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* One of the reader's own cases; NOT_FOUND for what is not theirs. */
Fault mine_case(Ctx *c, Id id, Case *ret_k) MUST;

/* A page of the owner: its one crumb is the way back. */
Page mine_page_new(Ctx *c, const Request *rq, TextKey title);

/* Puts words before whoever coordinates the case (else leads it), to be answered as every request is. On the writer. */
Fault mine_ask(Ctx *c, const Case *k, Str text) MUST;

#endif
