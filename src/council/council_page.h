/* council_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_COUNCIL_COUNCIL_PAGE_H
#define RAKAZ_COUNCIL_COUNCIL_PAGE_H

#include "council/council_store.h"

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

/* Those who are written down, and the seats that are held on that day; the lead consultants' seat is nobody's. */
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

extern const RecordPart BODY_SEATS_PART, BODY_MEETINGS_PART, MEETING_PRESENT_PART;

#endif
