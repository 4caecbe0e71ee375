/* consortium_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_CONSORTIUM_CONSORTIUM_PAGE_H
#define RAKAZ_CONSORTIUM_CONSORTIUM_PAGE_H

#include "account/account_page.h"
#include "consortium/consortium.h"
#include "lang/show.h"
#include "mine/mine.h"
#include "today/today_part.h"

enum { CONSORTIUM_Q_N = 5, CONSORTIUM_READERS = ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER };
extern const Query CONSORTIUM_QUERIES[CONSORTIUM_Q_N];

/* ---- statements: consortium_store.c ------------------------------------------------------------------------------ */

/* Rows of a noun that belong to one consortium; parts and members in the order in which they were written. */
Fault consortium_rows_of(Ctx *c, const Entity *e, int field, Id of, void **ret_v, size_t *ret_n) MUST;
Fault consortium_parts_of(Ctx *c, Id id, ConsortiumPart **ret_v, size_t *ret_n) MUST;
Fault consortium_members_of(Ctx *c, Id id, ConsortiumMember **ret_v, size_t *ret_n) MUST;
Fault consortium_members_as_program(Ctx *c, Id id, ConsortiumMember **ret_v, size_t *ret_n) MUST;

/* Those in which an actor takes part, buys, or that act as it: one statement, none where nothing points at it. */
typedef struct JoinedRow {
    Id  id;
    Str title;
    int form, state;
} JoinedRow;
Fault consortia_of_actor(Ctx *c, Id actor, JoinedRow *ret_v, size_t max, size_t *ret_n) MUST;

/* The rows of a business that live, whoever asks: for its owner. */
typedef struct OwnRow {
    Id member, consortium;
} OwnRow;
Fault consortium_rows_mine(Ctx *c, Id actor, OwnRow *ret_v, size_t max, size_t *ret_n) MUST;

ListExtra consortium_with(Id actor, Str text);    /* `with=`: in which an actor has to do */

/* ---- all of one consortium: consortium_load.c -------------------------------------------------------------------- */

typedef struct Joint {
    const Consortium *k;
    ConsortiumPart   *parts;
    ConsortiumMember *members;                    /* all rows, those who left too */
    Str              *names;                      /* of the members, beside them */
    size_t            parts_n, members_n;
    bool              may_write;
} Joint;
Fault joint_load(Ctx *c, const Consortium *k, Joint *ret_j) MUST;
/* As many statements as for one, unless a list cannot hold the rows of all. */
Fault joints_load(Ctx *c, const Consortium *k, size_t n, Joint *ret_v) MUST;

int64_t    consortium_share(const ConsortiumMember *m);  /* in hundredths of a per cent; NUMBER_NONE */
JoinPart   consortium_asked(const Ctx *c, const ConsortiumPart *p);
JoinMember consortium_gives(const ConsortiumMember *m);

/* What was agreed, and what was offered, stays what it is until it is put together anew. */
bool consortium_is_settled(const Consortium *k);

/* Is anything of a member still to be changed? What is settled refuses other terms; until when certificates hold is
** none of them, nor what was paid so far, which is asked of who buys together. */
bool consortium_member_changes(const Consortium *k, const ConsortiumMember *m);

/* What the pages of its parts, members, quotes and deliveries do not offer (Sheet.lets). */
Fault consortium_part_lets(Ctx *c, const void *rec, ViewLets *lets) MUST;
Fault consortium_member_lets(Ctx *c, const void *rec, ViewLets *lets) MUST;
Fault consortium_quote_lets(Ctx *c, const void *rec, ViewLets *lets) MUST;
Fault consortium_delivery_lets(Ctx *c, const void *rec, ViewLets *lets) MUST;

/* One that the reader may change; NOT_ALLOWED. */
Fault consortium_load_mine(Ctx *c, Id id, Consortium *ret_k) MUST;

/* The members of one part who take part in it: their indexes in j->members, as many as are returned. */
size_t joint_carriers(const Joint *j, Id part, size_t *ret_at);

/* "4,000 loaves"; with how often; a list of labels; plain text in the arena. */
Str consortium_wants(Ctx *c, const ConsortiumPart *p);
Str consortium_amount(Ctx *c, int64_t n, Str unit);
Str consortium_day_words(Ctx *c, int64_t days);
Str consortium_set(Ctx *c, const Choices *choices, int64_t bits);
Str consortium_money(Ctx *c, int64_t minor);
Str consortium_certificates(Ctx *c, const ConsortiumMember *m);  /* "Kosher, until 1.3.2027 · Halal" */

/* Until when a member's certificate holds (its bit). */
const Field *consortium_until_field(int bit);
Day         *consortium_until(ConsortiumMember *m, int bit);
Str consortium_percent(Ctx *c, int64_t hundredths);
Str consortium_tint(int state);

/* ---- what is missing: consortium_missing.c ----------------------------------------------------------------------- */

typedef struct LackLine {
    Html text;
    Str  plain;                                   /* the same for paper */
    bool ask;                                     /* not known: to be asked */
} LackLine;
typedef struct Candidate {
    Str  name, href, add;
    Html why;
} Candidate;
typedef struct LackPart {
    Str        name, asked, given;
    LackLine  *lines;
    size_t     lines_n;
    Candidate *who;
    size_t     who_n;
    Str        more;                              /* the list of all who could; empty: none */
    int64_t    certificates;                      /* bits of those that are missing */
    bool       covered;
} LackPart;
typedef struct LackView {
    LackPart *parts;
    size_t    parts_n;
    LackLine *lines;                              /* of the whole: members, shares, the lead */
    size_t    lines_n;
    bool      nothing;                            /* nothing is missing */
    Str       add_part;
} LackView;
PAGE_FN(consortium_missing, LackView)
extern const RecordPart CONSORTIUM_MISSING_PART;

/* What is missing or to be asked, of each part and of the whole; not yet who could have it. */
void consortium_lacks(Ctx *c, const Joint *j, LackView *ret_v);

/* Who could have it: consortium_who.c. */
Fault consortium_who(Ctx *c, const Joint *j, const ConsortiumPart *p, LackPart *to) MUST;

/* ---- who gives what: consortium_record.c ------------------------------------------------------------------------- */

typedef struct MemberRow {
    Str     name, href, path, edit, capacity, days, reach, certificates, insured, share, words;
    TextKey role, says;
    Str     tint;
    Day     agreed_on;
    bool    lead, may_agree, may_leave, left;
} MemberRow;
typedef struct PartRow {
    Str        name, asked, days, where, certificates, insured, edit, sum, add;
    Day        by_on, until_on;
    MemberRow *rows;
    size_t     rows_n;
    bool       any;                               /* a part, and not the rows without one */
} PartRow;
typedef struct JointView {
    PartRow *parts;
    size_t   parts_n;
    Str      shares, add_part;
    bool     priced, supplied, may_write;         /* shares of a price are asked for; days, reach and papers are */
} JointView;
PAGE_FN(consortium_members, JointView)
Str consortium_reach(Ctx *c, const ConsortiumMember *m, Str place);     /* "40 km", or the place; empty: not known */
Str consortium_given(Ctx *c, const Joint *j, const ConsortiumPart *p);  /* "3,400 rolls" */
Str consortium_sum(Ctx *c, const Joint *j, const ConsortiumPart *p);    /* "3,400 rolls of 4,000 rolls" */
extern const RecordPart CONSORTIUM_MEMBERS_PART;

typedef struct ConsortiumHead {
    const Consortium *k;
    TextKey  form, state;
    Str      tint, buyer, buyer_href, place, place_href, owner, body, body_href, price;
    Str      answers, answers_href;
    bool     demo;
} ConsortiumHead;
PAGE_FN(consortium_head, ConsortiumHead)
Fault consortium_head_draw(Buf *b, const Page *pg, const void *rec) MUST;

typedef struct ConsortiumActs {
    Str  path, id;
    bool add_part, add_member, missing, agree, offer, won, deliver, end, reopen, lost, stop;
} ConsortiumActs;
PAGE_FN(consortium_acts, ConsortiumActs)
Fault consortium_acts_draw(Buf *b, const Page *pg, const void *rec) MUST;

/* ---- the sharing agreement as it was signed: consortium_sign.c --------------------------------------------------- */

typedef struct SignedFile {
    Str         href, name;
    const char *icon;
    int64_t     size;
} SignedFile;
typedef struct SignedRow {
    Day         signed_on;
    Str         signed_by;
    SignedFile *files;
    size_t      files_n;
} SignedRow;
typedef struct SignedView {
    SignedRow *rows;                              /* the one in force */
    size_t     rows_n;
    SignedRow *past;                              /* those that it replaced, newest first */
    size_t     past_n;
    Str        sign;                              /* address; empty: not for this reader */
    bool       print;                             /* nothing is filed yet: where the paper to sign is */
} SignedView;
PAGE_FN(consortium_signed, SignedView)
extern const RecordPart CONSORTIUM_SIGNED_PART;

typedef struct SignView {
    Str path, name, action, signed_on, signed_by, today;
} SignView;
PAGE_FN(consortium_sign, SignView)
Fault get_consortium_sign(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_consortium_sign(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- the day by which it is offered, on the first page: consortium_today.c --------------------------------------- */

Fault consortium_dates(Ctx *c, TodayDates *into) MUST;

/* Not offered yet, and to be offered by a day that is near or over; those that the reader follows. */
ListExtra consortium_due(const Ctx *c);
ListExtra consortium_followed(const Ctx *c);

/* What still lacks in one line of plain text: the first, and how many more; empty: nothing. */
Str consortium_lacks_words(Ctx *c, const Joint *j);

/* ---- until when each certificate holds, below them in the form of a member: consortium_until.c ------------------- */

typedef struct UntilView {
    Html fields;
    bool open;
} UntilView;
PAGE_FN(consortium_until, UntilView)
extern const FormPart CONSORTIUM_UNTIL_PART;

/* ---- steps: consortium_steps.c ----------------------------------------------------------------------------------- */

typedef struct ConsortiumStep {
    Str     path, name, action, value, input;     /* input: the name of the field of words */
    TextKey title, hint, label;
    const char *field;
    bool    contact, danger;                      /* contact: asks whether phone and mail may stand in the papers */
} ConsortiumStep;
PAGE_FN(consortium_step, ConsortiumStep)
Fault get_consortium_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_consortium_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_consortium_move(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_member_step(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_member_step(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- buying together, deliveries, packages: consortium_trade.c --------------------------------------------------- */

typedef struct QuoteLine {
    Str  supplier, href, path, words, terms;      /* words: for one and in all; empty: so few are not sold */
    Day  valid_until;
    bool best, chosen, over, may_choose;
} QuoteLine;
typedef struct SaveRow {
    Str name, takes, before, after, saved;
} SaveRow;
typedef struct SavePart {
    Str        name, together, add, before, after, saved, unknown;
    QuoteLine *quotes;
    size_t     quotes_n;
    SaveRow   *rows;
    size_t     rows_n;
} SavePart;
typedef struct SaveView {
    SavePart *parts;
    size_t    parts_n;
} SaveView;
PAGE_FN(consortium_savings, SaveView)
JoinQuote consortium_steps_of(const ConsortiumQuote *q);
extern const RecordPart CONSORTIUM_SAVINGS_PART;
Fault post_quote_choose(Ctx *c, const Request *rq, Reply *rp) MUST;

typedef struct MonthRow {
    Str  name, part, promised, received, returned, gains;
    Day  day;                                     /* the first of the month */
    bool less;
} MonthRow;
typedef struct MonthView {
    MonthRow *rows;
    size_t    rows_n;
    Str       all, add, sell;
    bool      market;
} MonthView;
PAGE_FN(consortium_months, MonthView)
extern const RecordPart CONSORTIUM_DELIVERIES_PART;
/* One member (an index in j->members) in one month; of all deliveries, however many: a sum that lacks some would say
** that less came than was promised. Latest first. */
typedef struct MonthSum {
    size_t  member;
    int     year, month;
    int64_t received, returned, money;            /* money: NUMBER_NONE where none is known */
} MonthSum;
Fault consortium_month_sums(Ctx *c, const Joint *j, MonthSum **ret_v, size_t *ret_n) MUST;
static inline void month_words(Buf *b, const Page *pg, Day d) { show_month(b, pg->r, day_year(d), day_month(d)); }

typedef struct SoldView {
    Str  path, name, action;
    Html fields;
} SoldView;
PAGE_FN(consortium_sold, SoldView)
Fault get_consortium_sold(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_consortium_sold(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- writing down a delivery: consortium_note.c ------------------------------------------------------------------ */

typedef struct NoteChoice {
    Str  value, name, part;
    bool chosen;
} NoteChoice;
typedef struct NoteView {
    Str         path, name, action;
    Html        fields;
    NoteChoice *members;
    size_t      members_n;
} NoteView;
PAGE_FN(consortium_note, NoteView)
Fault get_delivery_note(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_delivery_note(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- on other pages: consortium_parts.c -------------------------------------------------------------------------- */

typedef struct JoinedLine {
    Str     title, href, tint;
    TextKey form, state;
} JoinedLine;
typedef struct JoinedList {
    JoinedLine *rows;
    size_t      rows_n;
    Str         add, all;
} JoinedList;
PAGE_FN(consortium_card, JoinedList)
extern const RecordPart CONSORTIUM_ACTOR_PART, CONSORTIUM_PURCHASE_PART, CONSORTIUM_REQUEST_PART;

typedef struct OwnJoint {
    Str     title, href, who, buyer, part, gives, share, path, lacks;
    Day     answer_by;                            /* of who leads, while it is to be offered */
    TextKey form, state, role;
    bool    waits;                                /* for the owner's yes */
    bool    agreed;
} OwnJoint;
typedef struct OwnJoints {
    OwnJoint *rows;
    size_t    rows_n;
} OwnJoints;
PAGE_FN(consortium_mine, OwnJoints)
extern const MinePart CONSORTIUM_MINE;

#endif
