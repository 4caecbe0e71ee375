/* Written by entc from src/event/event.ent. Do not edit. */
#ifndef RAKAZ_EVENT_ENT_H
#define RAKAZ_EVENT_ENT_H

#include "ent/ent.h"

enum {
    EVENT_KIND_COMMUNITY = 1,
    EVENT_KIND_CULTURE,
    EVENT_KIND_ECONOMY,
    EVENT_KIND_MARKET_DAY,
    EVENT_KIND_FEAST,
    EVENT_KIND_TRAINING,
    EVENT_KIND_OTHER,
    EVENT_KIND_SUPPLIER_DAY,
    EVENT_KIND_N
};
extern const Choices event_kind_choices;

enum {
    EVENT_STATE_PROPOSED = 1,
    EVENT_STATE_PUBLISHED,
    EVENT_STATE_CANCELLED,
    EVENT_STATE_N
};
extern const Choices event_state_choices;

enum {
    EVENT_OPEN_EVERYBODY = 1,
    EVENT_OPEN_BUSINESSES,
    EVENT_OPEN_INVITED,
    EVENT_OPEN_N
};
extern const Choices event_open_choices;

typedef struct Event {
    Head     head;
    Tri      title;
    int      kind;                              /* enum event_kind */
    int      state;                             /* enum event_state */
    Id       place;                             /* ref place */
    Day      from_on;
    Str      at_time;
    Str      until_time;
    Day      until_on;
    int      yearly;
    Id       also;                              /* ref place */
    Str      where_words;
    Id       host;                              /* ref actor */
    int      open_to;                           /* enum event_open */
    Str      about;
    Str      link;
    Str      contact;
    Str      reason;
    int      is_demo;
} Event;

/* Index into event_entity.fields. */
enum {
    EVENT_F_TITLE,
    EVENT_F_KIND,
    EVENT_F_STATE,
    EVENT_F_PLACE,
    EVENT_F_FROM_ON,
    EVENT_F_AT_TIME,
    EVENT_F_UNTIL_TIME,
    EVENT_F_UNTIL_ON,
    EVENT_F_YEARLY,
    EVENT_F_ALSO,
    EVENT_F_WHERE_WORDS,
    EVENT_F_HOST,
    EVENT_F_OPEN_TO,
    EVENT_F_ABOUT,
    EVENT_F_LINK,
    EVENT_F_CONTACT,
    EVENT_F_REASON,
    EVENT_F_IS_DEMO,
    EVENT_F_N
};
extern const Entity event_entity;

typedef struct EventBody {
    Head     head;
    Id       actor;                             /* ref actor */
    int      trusted;
} EventBody;

/* Index into event_body_entity.fields. */
enum {
    EVENT_BODY_F_ACTOR,
    EVENT_BODY_F_TRUSTED,
    EVENT_BODY_F_N
};
extern const Entity event_body_entity;

typedef struct PlaceCalendar {
    Head     head;
    Id       place;                             /* ref place */
    int      is_public;
} PlaceCalendar;

/* Index into place_calendar_entity.fields. */
enum {
    PLACE_CALENDAR_F_PLACE,
    PLACE_CALENDAR_F_IS_PUBLIC,
    PLACE_CALENDAR_F_N
};
extern const Entity place_calendar_entity;

#endif
