/* council_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_COUNCIL_COUNCIL_PAGE_H
#define RAKAZ_COUNCIL_COUNCIL_PAGE_H

#include "commitment/commitment.h"
#include "council/council_store.h"
#include "mine/mine.h"
#include "today/today_part.h"

/* ---- a body: council_body.c -------------------------------------------------------------------------------- */

typedef struct BodyHead {
    const Body *b;
    TextKey     kind, state;
    Str         place;
    bool        over, paused, demo;               /* over: its last day has passed */
} BodyHead;
PAGE_FN(body_head, BodyHead)

typedef struct SeatRow {
    Id      id;
    TextKey kind;
    Str     name, edit_href;
    Day     from_on, until_on, attended_on;
    int64_t missed;
    bool    quiet, ends_soon, over, elsewhere, by_case;
} SeatRow;

typedef struct BodySeats {
    SeatRow *rows;
    size_t   rows_n;
    TextKey  missing[NEED_N];
    size_t   missing_n;
    Id       body;
    bool     may_write;
} BodySeats;
PAGE_FN(body_seats, BodySeats)

typedef struct PersonSeat {
    Str     body, href;
    TextKey kind;
    Day     until_on;
} PersonSeat;
typedef struct PersonSeats {
    PersonSeat *rows;
    size_t      rows_n;
} PersonSeats;
PAGE_FN(person_seats, PersonSeats)
extern const RecordPart PERSON_SEATS_PART;

typedef struct MeetingRow {
    Str     href, room;
    Stamp   starts_at;
    TextKey state;
    Str     tint;
} MeetingRow;

typedef struct BodyMeetings {
    MeetingRow *rows;
    size_t      rows_n;
    Id          body;
    bool        may_call, sits;
    Day         next_on, met_on;
} BodyMeetings;
PAGE_FN(body_meetings, BodyMeetings)

Str tint_of_meeting(int state);

/* ---- a meeting: council_meeting.c -------------------------------------------------------------------------- */

typedef struct MeetingHead {
    const Meeting *m;
    Str            body, body_href, tint;
    TextKey        state;
} MeetingHead;
PAGE_FN(meeting_head, MeetingHead)

typedef struct MeetingActs {
    Str  path;
    bool may_write, planned, invited, begun;      /* begun: its day has come */
} MeetingActs;
PAGE_FN(meeting_acts, MeetingActs)

/* Somebody who is asked to a meeting. */
typedef struct PresentRow {
    Id      id, seat;                             /* id 0: not written down yet */
    Id      account, actor;
    int     kind, reply, came;
    Day     from_on, until_on;
    Str     name, field;                          /* field: its name in the form of presence */
    TextKey kind_label, reply_label, came_label;
    Str     tint;
    bool    is_came, is_excused, is_absent;
} PresentRow;

typedef struct InterestRow {
    Str  path, topic;                             /* path: of the item */
    bool said;
} InterestRow;
typedef struct Interests {
    InterestRow *rows;
    size_t       rows_n;
    Str          back;
} Interests;

typedef struct MeetingPresent {
    PresentRow *rows;
    size_t      rows_n;
    Str         path, back;                       /* back: where the form of presence comes back to */
    Interests   interest;                         /* businesses that the reader may have to do with */
    bool        may_write, asks, yes, no;         /* asks: the reader is asked whether they come */
} MeetingPresent;
PAGE_FN(meeting_present, MeetingPresent)
PAGE_FN(present_form, MeetingPresent)

/* Those who are written down, the seats that are held on that day, and in the place of the lead consultants' seat those
** of the businesses on the agenda. */
Fault present_rows(Ctx *c, const Meeting *m, MeetingPresent *ret_p) MUST;

Str meeting_path(Ctx *c, const Meeting *m);

/* A meeting that the reader may change. */
Fault meeting_open(Ctx *c, Id id, Meeting *ret_m) MUST;

/* A reason is asked for before it is done. */
typedef struct WhyView {
    Str     path, action, name, typed;
    TextKey title, what, button;
} WhyView;
PAGE_FN(council_why, WhyView)
void council_errors(Buf *b, const Page *pg);

/* GET /meetings/ID/calendar: the meeting for the reader's own calendar. */
Fault get_meeting_calendar(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_meeting_came(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_meeting_reply(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- the agenda: council_item.c, council_room.c, council_build.c ------------------------------------------------ */

/* One item as pages show it. */
typedef struct ItemView {
    const AgendaItem *it;
    Id       id;
    Str      path, topic, body, body_href, meeting_href, case_href, tint, room, link;
    int64_t  place;                               /* 1, 2, … on its agenda */
    TextKey  state;
    Stamp    at;                                  /* of its meeting; 0: on no agenda */
    TextKey  missing[NEED_N];
    size_t   missing_n;
    Recused *left;
    size_t   left_n;
    TaskList tasks;
    bool     discussed, waits, may_write, said;   /* said: something was written down */
} ItemView;
Fault item_view(Ctx *c, const AgendaItem *it, ItemView *ret_v) MUST;

typedef struct ItemList {
    ItemView *rows;
    size_t    rows_n;
    Str       path;
    Id        of, of_case, body;
    bool      may_build, may_add, agreed, held;
} ItemList;
PAGE_FN(item_rows, ItemList)
PAGE_FN(meeting_agenda, ItemList)
PAGE_FN(case_council, ItemList)
PAGE_FN(body_asked, ItemList)

/* ---- what is shown of a business: council_shown.c ------------------------------------------------------------ */

typedef struct ShownAdvice {
    Str     text, evidence;
    TextKey state;
    Day     due_on;
    bool    done, late;
} ShownAdvice;
typedef struct ShownRound {
    Day on;
} ShownRound;
typedef struct ShownCell {
    Str text;
    Day on;
} ShownCell;
typedef struct ShownLine {
    Str        name;
    ShownCell *cells;                             /* by round */
    size_t     cells_n;
} ShownLine;
typedef struct ShownHours {
    Day     from_on, until_on;
    int64_t minutes, hours;
} ShownHours;
typedef struct Shown {
    const AgendaItem *it;
    Str          future, ask_href;                /* ask_href: where the team asks the questions */
    ShownAdvice *advice;
    size_t       advice_n;
    ShownRound  *rounds;
    size_t       rounds_n;
    ShownLine   *lines;
    size_t       lines_n;
    ShownHours  *hours;
    size_t       hours_n;
    TextKey      way;
    bool         chose, waits, exit_check, inner; /* waits: the owner has not chosen; inner: some the team alone */
} Shown;
PAGE_FN(item_shown, Shown)

/* What the reader of an item sees of the business: what its owner chose for this meeting, and, where they read alone
** and not before the council, of an exit check what its own team knows. */
Fault item_shown(Ctx *c, const AgendaItem *it, bool alone, Shown *ret_v) MUST;

typedef struct ShowPick {
    Str     value;
    TextKey label;
    bool    on;
} ShowPick;
typedef struct MineShow {
    Id        id;
    Str       path, question, share;
    Stamp     at;
    ShowPick *picks;
    size_t    picks_n;
    bool      chose;
} MineShow;
typedef struct MineShows {
    MineShow *rows;
    size_t    rows_n;
} MineShows;
PAGE_FN(council_mine_show, MineShows)
extern const MinePart COUNCIL_MINE_SHOW;
Fault post_mine_show(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- an interest in an item, said beforehand: council_interest.c ---------------------------------------------- */

PAGE_FN(council_interest, Interests)

/* The businesses among these items that the reader may have to do with: of one who is asked to the meeting. */
Fault interests_of(Ctx *c, const AgendaItem *items, size_t n, Str back, Interests *ret_v) MUST;
Fault post_item_interest(Ctx *c, const Request *rq, Reply *rp) MUST;

/* The presence of the reader in a meeting, whether they see it or not. */
Fault own_presence(Ctx *c, Id meeting, Attendance *ret_a, bool *ret_there) MUST;

typedef struct ItemPage {
    const ItemView *v;
    Shown           shown;
    Interests       interest;
    bool            asks, yes, no;                /* the lead consultant is asked whether they come */
} ItemPage;
PAGE_FN(item_head, ItemView)
PAGE_FN(item_body, ItemView)
PAGE_FN(room_left, ItemView)
PAGE_FN(item_text, ItemPage)

Fault items_views(Ctx *c, const AgendaItem *items, size_t n, ItemList *ret_list) MUST;

typedef struct RoomTab {
    Str     href, topic;
    int64_t place;
    bool    current, discussed;
} RoomTab;

typedef struct Person {
    Id   id;
    Str  name;
    bool chosen;
} Person;

typedef struct WayPick {
    Str     value;
    TextKey label;
    bool    chosen;
} WayPick;

typedef struct Room {
    Shown           shown;
    WayPick        *ways;                         /* of an exit check: how the accompaniment goes on */
    size_t          ways_n;
    Str             way_why;
    const Meeting  *m;
    Str             path, title;
    RoomTab        *tabs;
    size_t          tabs_n;
    const ItemView *item;                         /* NULL: the agenda is empty */
    Str             version, discussion, decision, why, step, due; /* as they stand in the form */
    Str             theirs_discussion, theirs_decision;
    bool            stale, last;
    Person         *owners;                       /* who may promise something */
    size_t          owners_n;
    Person         *here;                         /* presences of those who may leave for the item */
    size_t          here_n;
    MeetingPresent  present;
} Room;
PAGE_FN(meeting_room, Room)
PAGE_FN(room_item, Room)
void room_line(Buf *b, const Page *pg, const char *field);

Fault get_meeting_room(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_item_minutes(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_item_recuse(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_item_reply(Ctx *c, const Request *rq, Reply *rp) MUST;

/* GET /meetings/ID/print: the agenda before the meeting, the minutes once something was said. */
typedef struct PrintMeeting {
    const Meeting  *m;
    Str             body, path;
    ItemList        items;
    MeetingPresent  present;
    bool            minutes;
} PrintMeeting;
PAGE_FN(meeting_print, PrintMeeting)
Fault get_meeting_print(Ctx *c, const Request *rq, Reply *rp) MUST;

/* GET and POST /meetings/ID/build: what may come on the agenda, to be ticked. */
typedef struct BuildRow {
    Str     value, name, what;
    Day     due_on;
    bool    may;                                  /* the business agrees */
} BuildRow;
typedef struct Build {
    Str       path, title;
    BuildRow *asked, *due, *exits, *open, *barriers;
    size_t    asked_n, due_n, exits_n, open_n, barriers_n;
    Str       topic, question;                    /* as typed */
    bool      nothing, weekly;                    /* weekly: what is open comes on by itself */
} Build;
PAGE_FN(meeting_build, Build)
/* The last of the days, 6, 12 and 24 months after it began, on which a business is asked what it does alone; 0: none
** has come. */
Day   exit_day(Day opened_on, Day until);
Fault get_meeting_build(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_meeting_build(Ctx *c, const Request *rq, Reply *rp) MUST;

extern const RecordPart MEETING_AGENDA_PART, ITEM_TEXT_PART, CASE_COUNCIL_PART, BODY_ASKED_PART, BODY_TASKS_PART;
extern const RecordPart BODY_SEATS_PART, BODY_MEETINGS_PART, MEETING_PRESENT_PART;

/* ---- on the owner's page: council_mine.c ------------------------------------------------------------------- */

typedef struct MineCouncil {
    ItemList items;
    Str      case_path, ask;
    bool     agreed, may_ask, signs;              /* signs: the consent that it takes is not there */
} MineCouncil;
PAGE_FN(council_mine, MineCouncil)

typedef struct MineAsk {
    Str  path, case_path, name, body, question, share;
    Html errors;
    bool agreed, there;
} MineAsk;
PAGE_FN(council_mine_ask, MineAsk)

/* ---- towns and their councils, quiet seats: council_towns.c ------------------------------------------------------ */

typedef struct TownRow {
    Str  name, council, href;
    Day  met_on, next_on;
    bool none, quiet;                             /* quiet: did not meet this quarter */
} TownRow;
typedef struct Towns {
    TownRow *rows;                                /* those that lack something first */
    size_t   rows_n;
    int64_t  none_n, quiet_n;
} Towns;
PAGE_FN(council_towns, Towns)
PAGE_FN(council_towns_link, Towns)
PAGE_FN(council_towns_today, Towns)

/* The first day of the quarter of a day. */
Day   quarter_start(Day today);
bool  council_sees_towns(const Ctx *c);
Fault council_towns(Ctx *c, Towns *ret_v) MUST;
Fault get_council_towns(Ctx *c, const Request *rq, Reply *rp) MUST;
void  bodies_beside(Buf *b, const Page *pg);
extern const TodayPart COUNCIL_TOWNS_TODAY;

typedef struct QuietSeat {
    Str     name;
    int64_t missed;
    Day     last_on;
} QuietSeat;
typedef struct QuietSeats {
    QuietSeat *rows;
    size_t     rows_n;
} QuietSeats;
PAGE_FN(council_quiet, QuietSeats)
Fault meeting_form_top(Buf *b, const Page *pg, const void *rec);
void  body_row_quiet(Buf *b, const Page *pg, const void *rec);

/* ---- on the first page: council_today.c ------------------------------------------------------------------------- */

typedef struct MeetingTodayRow {
    Str   href, name, room;
    Stamp at;
    bool  asks, yes, no;                          /* asks: the reader is asked whether they come */
} MeetingTodayRow;
typedef struct MeetingsToday {
    MeetingTodayRow *rows;
    size_t           rows_n;
} MeetingsToday;
PAGE_FN(council_today, MeetingsToday)
extern const TodayPart COUNCIL_TODAY;

extern const MinePart COUNCIL_MINE;
Fault get_mine_council(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_mine_council(Ctx *c, const Request *rq, Reply *rp) MUST;

#endif
