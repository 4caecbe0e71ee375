/* session_page.h - what the pages of this folder show. */
#ifndef RAKAZ_SESSION_SESSION_PAGE_H
#define RAKAZ_SESSION_SESSION_PAGE_H

#include "account/account_page.h"
#include "mine/mine.h"
#include "session/session_store.h"
#include "today/today_part.h"

/* A radio button drawn as a chip. */
typedef struct SessionChip {
    Str     value, icon;
    TextKey label;
    bool    chosen;
} SessionChip;

typedef struct SessionChoice {                    /* an option of a select */
    Str  value, name;
    bool chosen;
} SessionChoice;

/* ---- logging one: session_form.c ------------------------------------------------------------------------------ */

typedef struct SessionForm {
    Html errors;
    Str  case_name, case_path, action;
    SessionChip *ways;
    size_t       ways_n;
    SessionChip *ins;                             /* "tomorrow", for the next step */
    size_t       ins_n;
    SessionChip *whos;                            /* who does the next step */
    size_t       whos_n;
    SessionChoice *langs, *fundings;
    size_t       langs_n, fundings_n;
    Str  when, said, decided, inside, place, took_part, step_text, step_due;
    Str  contact, preparation, travel;
    bool lacks_consent, step_open, inside_open, hours_open, more_open;
} SessionForm;
PAGE_FN(session_form, SessionForm)

typedef struct SessionPick {
    Str name, href;
} SessionPick;
typedef struct SessionPicks {
    SessionPick *rows;
    size_t       rows_n;
} SessionPicks;
PAGE_FN(session_pick, SessionPicks)

Fault get_session_pick(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_session_new(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_session_new(Ctx *c, const Request *rq, Reply *rp) MUST;

/* The complaint about one field, where it stands in the form. */
void session_wrong(Buf *b, const Page *pg, const char *field);

/* ---- a session and the card on a case: session_page.c ----------------------------------------------------------- */

typedef struct MeetRow {
    Id      id;
    Stamp   happened_at;
    Day     day;
    TextKey way, state_label;
    Str     said, decided, host, href, icon;
    bool    planned, cancelled, waits;            /* waits: planned, and its time is over */
} MeetRow;
typedef struct SessionPart {
    MeetRow *rows;
    size_t      rows_n;
    int64_t     total;
    Str         add, all;                         /* addresses; empty: not for this reader */
    bool        lacks_consent, may_write;
} SessionPart;
PAGE_FN(session_part, SessionPart)

typedef struct SessionHead {
    const CaseSession *s;
    TextKey way, state;
    Str     case_name, case_href, host, path;
    bool    planned, cancelled, held, may_write, waits;
} SessionHead;
PAGE_FN(session_head, SessionHead)
PAGE_FN(session_actions, SessionHead)
PAGE_FN(session_words, SessionHead)

typedef struct InsideView {
    Str  text, action;
    Html errors;
    bool may_write;
} InsideView;
PAGE_FN(session_inside, InsideView)

typedef struct SummaryStep {
    Str text, owner;
    Day due_on;
} SummaryStep;
typedef struct SummaryView {
    const CaseSession *s;
    Str     region, business, host, back;
    Str     paper;                                /* the same as PDF; empty: it was not held */
    TextKey way;
    Day     day;
    SummaryStep *steps;
    size_t  steps_n;
    bool    own;                                  /* its owner reads it */
} SummaryView;
PAGE_FN(session_summary, SummaryView)

/* ---- hours: work_page.c ------------------------------------------------------------------------------------------ */

typedef struct SumCell {
    int64_t minutes;
    TextKey head;
    Str     href;                                 /* opens the rows that make it */
} SumCell;
typedef struct SumRow {
    Str      name, href;                          /* of the case, for its team */
    SumCell *cells;
    size_t   cells_n;
} SumRow;
typedef struct SumTable {
    TextKey  title, first;
    SumRow  *rows;                                /* the last is the sum of all */
    size_t   rows_n;
} SumTable;

typedef struct HourRow {
    Id      id;
    Day     on_day;
    TextKey kind, purpose;
    Str     what, href, funding, act;             /* what: the case; act: takes off or corrects */
    int64_t minutes;
    bool    corrects, corrected, open;
} HourRow;

typedef struct HoursForm {
    Str  day, minutes;
    SessionChip *kinds, *purposes;
    size_t kinds_n, purposes_n;
    SessionChoice *cases, *fundings;
    size_t cases_n, fundings_n;
} HoursForm;

typedef struct HoursView {
    Str      name, month_iso, before, after, csv, action, people, all;
    Html     month, errors;
    bool     own, closed, filtered, may_close, has_before;
    Day      closed_on;
    int64_t  total, shown;
    SumTable tables[2];
    size_t   tables_n;
    HourRow *rows;
    size_t   rows_n;
    HoursForm form;
} HoursView;
PAGE_FN(hours, HoursView)
PAGE_FN(hours_cells, SumRow)

typedef struct CorrectView {
    HourRow row;
    Str     action, back;
    Html    errors;
    Str     minutes;
} CorrectView;
PAGE_FN(hours_correct, CorrectView)

typedef struct LoadRow {
    Str     name, href, hours_href;
    int64_t capacity, promised, spent, cases;     /* minutes; capacity NUMBER_NONE: not agreed */
    int64_t cases_n;
    bool    over;
} LoadRow;
typedef struct LoadView {
    LoadRow *rows;
    size_t   rows_n;
    Html     month;
    Str      before, after;
} LoadView;
PAGE_FN(hours_people, LoadView)
PAGE_FN(load_part, LoadRow)

typedef struct CaseHours {
    int64_t contact, preparation, travel, all;
    int64_t promised, left, beyond;
    Str     add, funding;
    Day     paid_until;
    bool    has_promise, ended, ends_soon;
} CaseHours;
PAGE_FN(case_hours, CaseHours)

/* Within 60 days, and not over: paid_today.c. */
enum { PAID_SOON_DAYS = 60 };
bool paid_ends_soon(Day until, Day today);

/* Open cases of the reader, as lead or coordinator, whose paid hours end soon: their names come with the page. */
Fault paid_ending(Ctx *c, size_t max, Case **ret_v, size_t *ret_n) MUST;

Fault paid_dates(Ctx *c, TodayDates *into) MUST;

typedef struct FundingHead {
    int64_t budget, spent, left, percent;
    Day     until_on;
    bool    over, known;
} FundingHead;
PAGE_FN(funding_head, FundingHead)

/* ---- on the owner's page: session_mine.c ----------------------------------------------------------------------- */

typedef struct MineSession {
    Str     href, paper, place, host, icon;       /* paper: the summary as PDF, in the owner's language */
    Stamp   at;
    Day     day;
    TextKey way;
} MineSession;

typedef struct MineSessions {
    MineSession *rows;
    size_t       rows_n;
    Str          help, all;
} MineSessions;
PAGE_FN(session_mine_next, MineSessions)
PAGE_FN(session_mine_last, MineSessions)

/* The icon of a way to meet; and its word where it has not happened yet, or nobody says who met. */
Str     session_icon(int way);
TextKey session_way_word(int way);

/* ---- on the first page: session_today.c ------------------------------------------------------------------------- */

typedef struct SessionTodayRow {
    Str     href, name, place, icon;
    TextKey way;
    Stamp   at;
    bool    waits;                                /* was planned, is to be written down */
} SessionTodayRow;
typedef struct SessionsToday {
    SessionTodayRow *rows;
    size_t           rows_n;
    Str              all;
} SessionsToday;
PAGE_FN(session_today, SessionsToday)
extern const TodayPart SESSION_TODAY;

extern const MinePart SESSION_MINE_NEXT, SESSION_MINE_LAST;

#endif
