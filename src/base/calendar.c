/* calendar.c - events as iCalendar text. */
#include "base/calendar.h"

enum { LINE_BYTES = 75 };

/* Text of a property: what would end it is escaped. */
static void escaped(Buf *b, Str s) {
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '\n') buf_lit(b, "\\n");
        else if (ch == '\\' || ch == ';' || ch == ',') buf_printf(b, "\\%c", ch);
        else if ((unsigned char)ch >= 0x20) buf_add(b, (Str){&s.p[i], 1});
    }
}

static bool is_inside_letter(char ch) { return ((unsigned char)ch & 0xC0) == 0x80; }

/* Folds: a line goes on behind CR LF and a blank. */
static void line(Buf *b, Str s) {
    size_t from = 0, room = LINE_BYTES;
    while (s.n - from > room) {
        size_t to = from + room;
        while (to > from && is_inside_letter(s.p[to])) to--;
        buf_add(b, str_sub(s, from, to - from));
        buf_lit(b, "\r\n ");
        from = to;
        room = LINE_BYTES - 1;
    }
    buf_add(b, str_sub(s, from, s.n - from));
    buf_lit(b, "\r\n");
}

static void property(Buf *b, const char *name, Str value, bool text) {
    Buf one;
    if (!value.n) return;
    buf_init(&one, 16 * 1024);
    buf_printf(&one, "%s:", name);
    if (text) escaped(&one, value);
    else buf_add(&one, value);
    line(b, buf_str(&one));
    buf_release(&one);
}

static void moment(Buf *b, const char *name, Stamp at) {
    LocalTime t = stamp_local(at, "UTC");
    buf_printf(b, "%s:%08dT%02d%02d%02dZ\r\n", name, (int)t.d, t.hour, t.minute, t.second);
}

static void whole_day(Buf *b, Day d) {
    buf_printf(b, "DTSTART;VALUE=DATE:%08d\r\nDTEND;VALUE=DATE:%08d\r\n", (int)d, (int)day_plus(d, 1));
}

static void event_body(Buf *b, const CalendarEvent *e) {
    property(b, "UID", e->uid, false);
    moment(b, "DTSTAMP", e->made_at);
    if (e->day) {
        whole_day(b, e->day);
        buf_lit(b, "TRANSP:TRANSPARENT\r\n");
    } else {
        moment(b, "DTSTART", e->starts_at);
        moment(b, "DTEND", e->starts_at + (Stamp)e->minutes * 60 * 1000);
    }
    buf_printf(b, "SEQUENCE:%d\r\n", e->sequence);
    property(b, "SUMMARY", e->name, true);
    property(b, "LOCATION", e->where, true);
    property(b, "URL", e->link, false);
    buf_printf(b, "STATUS:%s\r\n", e->off ? "CANCELLED" : "CONFIRMED");
}

void calendar_event(Buf *b, const CalendarEvent *e) {
    buf_lit(b, "BEGIN:VEVENT\r\n");
    event_body(b, e);
    buf_lit(b, "END:VEVENT\r\n");
}

static void begin(Buf *b, const char *method) {
    buf_printf(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rakaz//meetings//EN\r\nMETHOD:%s\r\n", method);
}

void calendar_invite(Buf *b, const CalendarEvent *e, Str from, Str to, Str words) {
    begin(b, e->off ? "CANCEL" : "REQUEST");
    buf_lit(b, "BEGIN:VEVENT\r\n");
    event_body(b, e);
    property(b, "ORGANIZER:mailto", from, false);
    property(b, "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto", to, false);
    property(b, "DESCRIPTION", words, true);
    buf_lit(b, "END:VEVENT\r\n");
    calendar_end(b);
}

void calendar_begin(Buf *b, Str name, const char *zone) {
    begin(b, "PUBLISH");
    property(b, "X-WR-CALNAME", name, true);
    buf_printf(b, "X-WR-TIMEZONE:%s\r\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\r\nX-PUBLISHED-TTL:PT4H\r\n", zone);
}

void calendar_end(Buf *b) { buf_lit(b, "END:VCALENDAR\r\n"); }

void calendar_write(Buf *b, const CalendarEvent *e) {
    begin(b, "PUBLISH");
    calendar_event(b, e);
    calendar_end(b);
}
