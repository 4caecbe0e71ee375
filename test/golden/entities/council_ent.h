/* Written by entc from src/council/council.ent. Do not edit. */
#ifndef RAKAZ_COUNCIL_ENT_H
#define RAKAZ_COUNCIL_ENT_H

#include "ent/ent.h"

enum {
    BODY_KIND_COUNCIL = 1,
    BODY_KIND_STEERING,
    BODY_KIND_OPERATIONS,
    BODY_KIND_FORUM,
    BODY_KIND_TEAM,
    BODY_KIND_N
};
extern const Choices body_kind_choices;

enum {
    BODY_STATE_ACTIVE = 1,
    BODY_STATE_PAUSED,
    BODY_STATE_ENDED,
    BODY_STATE_N
};
extern const Choices body_state_choices;

enum {
    SEAT_KIND_COORDINATOR = 1,
    SEAT_KIND_LEAD_BY_CASE,
    SEAT_KIND_TRUSTEE,
    SEAT_KIND_ENTREPRENEUR,
    SEAT_KIND_MEMBER,
    SEAT_KIND_N
};
extern const Choices seat_kind_choices;

enum {
    MEETING_STATE_PLANNED = 1,
    MEETING_STATE_HELD,
    MEETING_STATE_CANCELLED,
    MEETING_STATE_N
};
extern const Choices meeting_state_choices;

enum {
    REPLY_YES = 1,
    REPLY_NO,
    REPLY_N
};
extern const Choices reply_choices;

enum {
    ATTENDED_CAME = 1,
    ATTENDED_EXCUSED,
    ATTENDED_ABSENT,
    ATTENDED_N
};
extern const Choices attended_choices;

enum {
    ITEM_STATE_ASKED = 1,
    ITEM_STATE_PLANNED,
    ITEM_STATE_DISCUSSED,
    ITEM_STATE_POSTPONED,
    ITEM_STATE_DROPPED,
    ITEM_STATE_N
};
extern const Choices item_state_choices;

enum {
    AGENDA_KIND_TOPIC = 1,
    AGENDA_KIND_REVIEW,
    AGENDA_KIND_EXIT_CHECK,
    AGENDA_KIND_N
};
extern const Choices agenda_kind_choices;

enum {
    ITEM_SHOW_FUTURE = 1,
    ITEM_SHOW_RECOMMENDATIONS,
    ITEM_SHOW_EXIT_CHECK,
    ITEM_SHOW_HOURS,
    ITEM_SHOW_N
};
extern const Choices item_show_choices;

enum {
    EXIT_WAY_GO_ON = 1,
    EXIT_WAY_LIGHTER,
    EXIT_WAY_GOODBYE,
    EXIT_WAY_N
};
extern const Choices exit_way_choices;

enum {
    COUNCIL_NEED_COORDINATOR = 1,
    COUNCIL_NEED_LEAD,
    COUNCIL_NEED_TRUSTEE,
    COUNCIL_NEED_ENTREPRENEUR,
    COUNCIL_NEED_N
};
extern const Choices council_need_choices;

typedef struct Body {
    Head     head;
    Tri      name;
    int      kind;                              /* enum body_kind */
    Id       place;                             /* ref place */
    Tri      mandate;
    int64_t  every_weeks;
    int      state;                             /* enum body_state */
    Day      ends_on;
    Str      result;
    Day      met_on;
    Day      next_on;
    int      is_demo;
} Body;

/* Index into body_entity.fields. */
enum {
    BODY_F_NAME,
    BODY_F_KIND,
    BODY_F_PLACE,
    BODY_F_MANDATE,
    BODY_F_EVERY_WEEKS,
    BODY_F_STATE,
    BODY_F_ENDS_ON,
    BODY_F_RESULT,
    BODY_F_MET_ON,
    BODY_F_NEXT_ON,
    BODY_F_IS_DEMO,
    BODY_F_N
};
extern const Entity body_entity;

typedef struct Seat {
    Head     head;
    Id       body;                              /* ref body */
    int      kind;                              /* enum seat_kind */
    Id       account;                           /* ref account */
    Id       actor;                             /* ref actor */
    Str      name;
    int      is_local;
    Day      from_on;
    Day      until_on;
    Day      attended_on;
} Seat;

/* Index into seat_entity.fields. */
enum {
    SEAT_F_BODY,
    SEAT_F_KIND,
    SEAT_F_ACCOUNT,
    SEAT_F_ACTOR,
    SEAT_F_NAME,
    SEAT_F_IS_LOCAL,
    SEAT_F_FROM_ON,
    SEAT_F_UNTIL_ON,
    SEAT_F_ATTENDED_ON,
    SEAT_F_N
};
extern const Entity seat_entity;

typedef struct Meeting {
    Head     head;
    Tri      title;
    Id       body;                              /* ref body */
    Stamp    starts_at;
    int64_t  length;
    Str      room;
    Str      link;
    int      state;                             /* enum meeting_state */
    Str      notes;
    Str      reason;
    Stamp    invited_at;
    int      is_demo;
} Meeting;

/* Index into meeting_entity.fields. */
enum {
    MEETING_F_TITLE,
    MEETING_F_BODY,
    MEETING_F_STARTS_AT,
    MEETING_F_LENGTH,
    MEETING_F_ROOM,
    MEETING_F_LINK,
    MEETING_F_STATE,
    MEETING_F_NOTES,
    MEETING_F_REASON,
    MEETING_F_INVITED_AT,
    MEETING_F_IS_DEMO,
    MEETING_F_N
};
extern const Entity meeting_entity;

typedef struct Attendance {
    Head     head;
    Id       meeting;                           /* ref meeting */
    Id       seat;                              /* ref seat */
    Id       account;                           /* ref account */
    Id       actor;                             /* ref actor */
    Str      name;
    int      reply;                             /* enum reply */
    int      came;                              /* enum attended */
} Attendance;

/* Index into attendance_entity.fields. */
enum {
    ATTENDANCE_F_MEETING,
    ATTENDANCE_F_SEAT,
    ATTENDANCE_F_ACCOUNT,
    ATTENDANCE_F_ACTOR,
    ATTENDANCE_F_NAME,
    ATTENDANCE_F_REPLY,
    ATTENDANCE_F_CAME,
    ATTENDANCE_F_N
};
extern const Entity attendance_entity;

typedef struct AgendaItem {
    Head     head;
    Str      topic;
    Id       body;                              /* ref body */
    Id       of_case;                           /* ref case */
    int      kind;                              /* enum agenda_kind */
    Id       meeting;                           /* ref meeting */
    int64_t  number;
    Str      question;
    Str      share;
    int64_t  shown;                             /* set item_show */
    Stamp    chose_at;
    int      way_on;                            /* enum exit_way */
    Str      way_why;
    int      state;                             /* enum item_state */
    Str      discussion;
    Str      decision;
    int64_t  missing;                           /* set council_need */
    Str      incomplete_why;
    Day      decided_on;
    int      is_demo;
} AgendaItem;

/* Index into agenda_item_entity.fields. */
enum {
    AGENDA_ITEM_F_TOPIC,
    AGENDA_ITEM_F_BODY,
    AGENDA_ITEM_F_OF_CASE,
    AGENDA_ITEM_F_KIND,
    AGENDA_ITEM_F_MEETING,
    AGENDA_ITEM_F_NUMBER,
    AGENDA_ITEM_F_QUESTION,
    AGENDA_ITEM_F_SHARE,
    AGENDA_ITEM_F_SHOWN,
    AGENDA_ITEM_F_CHOSE_AT,
    AGENDA_ITEM_F_WAY_ON,
    AGENDA_ITEM_F_WAY_WHY,
    AGENDA_ITEM_F_STATE,
    AGENDA_ITEM_F_DISCUSSION,
    AGENDA_ITEM_F_DECISION,
    AGENDA_ITEM_F_MISSING,
    AGENDA_ITEM_F_INCOMPLETE_WHY,
    AGENDA_ITEM_F_DECIDED_ON,
    AGENDA_ITEM_F_IS_DEMO,
    AGENDA_ITEM_F_N
};
extern const Entity agenda_item_entity;

typedef struct Recusal {
    Head     head;
    Id       agenda_item;                       /* ref agenda_item */
    Id       attendance;                        /* ref attendance */
    Str      name;
    Str      why;
} Recusal;

/* Index into recusal_entity.fields. */
enum {
    RECUSAL_F_AGENDA_ITEM,
    RECUSAL_F_ATTENDANCE,
    RECUSAL_F_NAME,
    RECUSAL_F_WHY,
    RECUSAL_F_N
};
extern const Entity recusal_entity;

#endif
