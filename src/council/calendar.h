/* calendar.h - one date for people's own calendars (RFC 5545). Pure. */
#ifndef RAKAZ_COUNCIL_CALENDAR_H
#define RAKAZ_COUNCIL_CALENDAR_H

#include "base/html.h"
#include "base/zone.h"

typedef struct CalendarEvent {
    Str   uid, name, where, link;                 /* where, link: may be empty */
    Stamp starts_at, made_at;
    int   minutes;
    int   sequence;                               /* rises with each change */
    bool  off;
} CalendarEvent;

/* A calendar with this one event: lines end in CR LF and are folded at 75 bytes, never inside a letter. */
void calendar_write(Buf *b, const CalendarEvent *e);

#endif
