/* referral_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_REFERRAL_REFERRAL_PAGE_H
#define RAKAZ_REFERRAL_REFERRAL_PAGE_H

#include "referral/referral.h"

/* ---- tracks: aid_page.c, aid_store.c ------------------------------------------------------------------------ */

enum { AID_Q_N = 1 };
extern const Query AID_QUERIES[AID_Q_N];

typedef struct AidRow {
    Id      id;
    Str     name, href;
    TextKey kind, standing;
    Str     tone;                                 /* of the tag: "ok", "warn" or none */
    Day     closes_on;
} AidRow;

typedef struct AidPart {
    AidRow *rows;
    size_t  rows_n;
    Id      body;
    bool    may_write;
} AidPart;

/* Whether requests are taken, in words, and the tone of the tag that says so. */
void aid_told(const AidTrack *t, Day today, TextKey *ret_key, Str *ret_tone);

/* Tracks of one body, those that take requests first. */
Fault aid_of(Ctx *c, Id body, size_t max, AidRow **ret_v, size_t *ret_n) MUST;

typedef struct AidHead {
    TextKey kind, standing;
    Str     tone;
    Str     body, body_href;
    Str     amounts;                              /* "up to 50,000", in its currency; empty: not known */
    Day     opens_on, closes_on;
    bool    over, not_yet, counts;                /* counts: a last day that is still ahead */
} AidHead;

typedef struct AidLine {
    Str text;
} AidLine;

typedef struct AidLines {
    AidLine *rows;
    size_t   rows_n;
    Str      lang, text;                          /* text: told as it stands, instead of lines */
} AidLines;

PAGE_FN(aid_part, AidPart)
PAGE_FN(aid_head, AidHead)
PAGE_FN(aid_lines, AidLines)

/* ---- both: referral_page.c ------------------------------------------------------------------------------------ */

/* Is the reader in the team of a case? Its money and referrals are shown to nobody else. */
Fault case_team_has(Ctx *c, Id of_case, bool *ret_yes) MUST;

/* The error summary of a small form. */
void small_errors(Buf *b, const Page *pg);

/* A task for the team of a case, taken on by whoever makes it. On the writer. */
Fault case_task(Ctx *c, Id of_case, Str text, Day due_on, Id *ret_task) MUST;

/* Ticks such a task off, if it is open still. On the writer. */
Fault case_task_done(Ctx *c, Id task) MUST;

/* A small form for one value more: a reason, an amount. */
typedef struct SmallForm {
    TextKey title, button;
    TextKey what;                                 /* one sentence; T_NONE: none */
    Str     of, path, action;                     /* what it is about, and where that stands */
    Html    fields;
    bool    files;                                /* asks for a file */
} SmallForm;
PAGE_FN(small_form, SmallForm)

/* ---- referrals: referral_page.c, referral_store.c -------------------------------------------------------------- */

enum { REFERRAL_Q_N = 1, FOLLOW_UP_DAYS = 14 };
extern const Query REFERRAL_QUERIES[REFERRAL_Q_N];

typedef struct ReferralRow {
    Id      id, body_id;
    Str     asked, href, body;
    int     answer;
    Day     sent_on, follow_up_on;
    TextKey answer_label;
    Str     tone;
    bool    draft, waits, recall;                 /* recall: sent and waiting, and nobody agrees any more */
    bool    late;                                 /* waits longer than was meant */
    bool    consents;                             /* the owner agrees today */
    Str     back;                                 /* where the quick acts come back to */
} ReferralRow;

typedef struct ReferralPart {
    ReferralRow *rows;
    size_t       rows_n;
    Id           of_case;
    Str          back;
    bool         consents, may_write;
} ReferralPart;

/* The referrals of a case, newest first. */
Fault referrals_of(Ctx *c, Id of_case, size_t max, ReferralRow **ret_v, size_t *ret_n) MUST;

/* What the row of a referral shows; `consents`: whether the case agrees to be spoken for today. */
void referral_tell(const Ctx *c, ReferralRow *row, bool consents);

typedef struct LangLetter {
    Str  href, name;
    bool current;
} LangLetter;

typedef struct ReferralLetter {
    Str  org, region_phone, to, about, text, from, back;
    Day  day;
    bool consents;
    LangLetter *langs;
    size_t      langs_n;
} ReferralLetter;

PAGE_FN(referral_part, ReferralPart)
PAGE_FN(referral_acts, ReferralRow)
PAGE_FN(referral_head, ReferralRow)
PAGE_FN(referral_letter, ReferralLetter)

/* ---- money: finance_page.c, finance_card.c, finance_store.c ----------------------------------------------------- */

enum {
    FINANCE_Q_ITEMS, FINANCE_Q_SUMS, FINANCE_Q_YEARS, FINANCE_Q_REASONS, FINANCE_Q_GIVEN,
    FINANCE_Q_N,
};
extern const Query FINANCE_QUERIES[FINANCE_Q_N];

typedef struct FinanceMove {
    Str     word;                                 /* "sent" */
    TextKey label;
    bool    asks;                                 /* a form comes first */
    bool    main;                                 /* the likely one */
} FinanceMove;

typedef struct FinanceRow {
    Id      id;
    Str     purpose, href, body, back;
    int     stage;
    TextKey stage_label;
    Str     tone;
    int64_t asked, approved, received;
    Day     asked_on, approved_on, received_on;
    const char *currency;
    FinanceMove *moves;
    size_t   moves_n;
    TextKey  proof, refusal;                      /* T_NONE: not known */
    Str      reason;
    bool     over_approved, over_asked, reader_writes, unsent;
} FinanceRow;

typedef struct FinancePart {
    FinanceRow *rows;
    size_t      rows_n;
    Id          of_case;
    bool        may_write;
    int64_t     raised;                           /* received so far; 0: nothing */
    const char *currency;
} FinancePart;

typedef struct ItemRow {
    Id      id;
    Str     name, href;
    int     kind, have;
    TextKey have_label;
    Str     tone;
    Day     due_on;
    Id      paper;                                /* the note with its file; 0: none */
    bool    needed, in_hand, done, missing, late;
} ItemRow;

typedef struct ItemPart {
    ItemRow *documents;
    size_t   documents_n;
    ItemRow *conditions;
    size_t   conditions_n;
    Id       request;
    Str      path;
    bool     may_write, may_fill;                 /* may_fill: the track names lines that are not here yet */
} ItemPart;

typedef struct SumRow {
    TextKey label;
    int     year;
    Str     href;
    int64_t n, asked, approved, received;
} SumRow;

typedef struct SumTable {
    TextKey     title;
    SumRow     *rows;
    size_t      rows_n;
    const char *currency;
} SumTable;

typedef struct SumView {
    SumTable stages, years, reasons;
} SumView;

Fault finance_of(Ctx *c, Id of_case, size_t max, FinanceRow **ret_v, size_t *ret_n) MUST;
Fault finance_items(Ctx *c, Id request, ItemPart *ret_part) MUST;
Fault finance_sums(Ctx *c, SumView *ret_view) MUST;

/* The stages that follow on another, the likely ones first; how many. Pure. */
enum { FINANCE_MOVES_MAX = 5 };
int  finance_next(int stage, int ret_stages[FINANCE_MOVES_MAX]);
bool finance_may(int from, int to);

/* GET and POST /finance-items/ID/file: finance_paper.c. */
Fault get_item_file(Ctx *c, const Request *rq, Reply *rp);
Fault post_item_file(Ctx *c, const Request *rq, Reply *rp);

/* A request as cards and pages show it, without its body's name. */
FinanceRow finance_row(Ctx *c, const FinanceRequest *v);

PAGE_FN(finance_part, FinancePart)
PAGE_FN(finance_head, FinanceRow)
PAGE_FN(finance_acts, FinanceRow)
PAGE_FN(finance_items, ItemPart)
PAGE_FN(finance_sums, SumView)
PAGE_FN(finance_table, SumTable)
PAGE_FN(finance_amounts, FinanceRow)

#endif
