/* calendar.c - one event as iCalendar text. */
#include "council/calendar.h"

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

void calendar_write(Buf *b, const CalendarEvent *e) {
    buf_lit(b, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rakaz//meetings//EN\r\nMETHOD:PUBLISH\r\n"
               "BEGIN:VEVENT\r\n");
    property(b, "UID", e->uid, false);
    moment(b, "DTSTAMP", e->made_at);
    moment(b, "DTSTART", e->starts_at);
    moment(b, "DTEND", e->starts_at + (Stamp)e->minutes * 60 * 1000);
    buf_printf(b, "SEQUENCE:%d\r\n", e->sequence);
    property(b, "SUMMARY", e->name, true);
    property(b, "LOCATION", e->where, true);
    property(b, "URL", e->link, false);
    buf_printf(b, "STATUS:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", e->off ? "CANCELLED" : "CONFIRMED");
}
