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

typedef struct MeetingPresent {
    PresentRow *rows;
    size_t      rows_n;
    Str         path, back;                       /* back: where the form of presence comes back to */
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

typedef struct ItemPage {
    const ItemView *v;
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

typedef struct Room {
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
    BuildRow *asked, *due, *open;
    size_t    asked_n, due_n, open_n;
    bool      nothing;
} Build;
PAGE_FN(meeting_build, Build)
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
