/* calendar.h - dates for people's own calendars (RFC 5545). Pure: the one place that writes them. */
#ifndef RAKAZ_BASE_CALENDAR_H
#define RAKAZ_BASE_CALENDAR_H

#include "base/html.h"
#include "base/zone.h"

typedef struct CalendarEvent {
    Str   uid, name, where, link;                 /* where, link: may be empty */
    Stamp starts_at, made_at;
    Day   day;                                    /* this whole day instead of a moment; 0: none */
    int   minutes;
    int   sequence;                               /* rises with each change */
    bool  off;
} CalendarEvent;

/* A calendar of many events: its name and the zone in which people read it, then the events, then its end. Lines end in
** CR LF and are folded at 75 bytes, never inside a letter. */
void calendar_begin(Buf *b, Str name, const char *zone);
void calendar_event(Buf *b, const CalendarEvent *e);
void calendar_end(Buf *b);

/* An invitation for one person, or (e->off) that it is called off (RFC 5546). `from` and `to` are mail addresses; the
** answer goes by the link in `words`, so none is asked for by mail. */
void calendar_invite(Buf *b, const CalendarEvent *e, Str from, Str to, Str words);

/* A calendar with this one event. */
void calendar_write(Buf *b, const CalendarEvent *e);

#endif
