/* take_card.c - people, businesses and organisations as contact cards: vCard 3.0 (RFC 2426, RFC 2425 for lines), which
** every phone reads. */
#include "export/take.h"

#include "actor/actor.h"

#include <math.h>

enum { LINE_OCTETS = 75, COLUMN_NAME = 0, COLUMN_CATEGORY, COLUMN_LOCALITY };

/* The columns: fields whose text needs a name or a choice. */
static const int FIELDS[] = {ACTOR_F_NAME, ACTOR_F_CATEGORY, ACTOR_F_LOCALITY, -1};

static void escaped(Buf *b, Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n') buf_lit(b, "\\n");
        else if (s.p[i] == '\\' || s.p[i] == ';' || s.p[i] == ',') buf_printf(b, "\\%c", s.p[i]);
        else if ((unsigned char)s.p[i] >= 0x20 || s.p[i] == '\t') buf_byte(b, s.p[i]);
    }
}

/* A line of at most 75 octets, continued behind a space; never within a character. */
static void folded(Buf *b, Str s) {
    for (size_t at = 0, room = LINE_OCTETS; at < s.n; room = LINE_OCTETS - 1) {
        size_t n = s.n - at < room ? s.n - at : room;
        while (at + n < s.n && ((unsigned char)s.p[at + n] & 0xC0) == 0x80) n--;
        if (at) buf_lit(b, "\r\n ");
        buf_add(b, str_sub(s, at, n));
        at += n;
    }
    buf_lit(b, "\r\n");
}

/* name:one;two;... with the parts that are not known left empty; nothing when none is known. */
static void line(Take *t, const char *name, const Str *parts, size_t n) {
    Buf  b;
    bool any = false;
    buf_init(&b, TAKE_CELL_BYTES);
    buf_printf(&b, "%s:", name);
    for (size_t i = 0; i < n; i++) {
        if (i) buf_byte(&b, ';');
        escaped(&b, parts[i]);
        any = any || parts[i].n;
    }
    if (any) folded(&t->b, buf_str(&b));
    buf_release(&b);
}

static void one(Take *t, const char *name, Str value) { line(t, name, &value, 1); }

/* Mobile numbers of the region's country, so that a phone offers to send a message. */
static void phone(Take *t, Str e164) {
    bool mobile = str_starts(e164, LIT("+9725")) || str_starts(e164, LIT("+97059")) || str_starts(e164, LIT("+97056"));
    one(t, mobile ? "TEL;TYPE=CELL" : "TEL;TYPE=VOICE", e164);
}

/* Its names in other languages: found by the search of the phone. */
static void other_names(Take *t, const Actor *a, Str name) {
    Buf b;
    buf_init(&b, TAKE_CELL_BYTES);
    for (int l = 0; l < LANG_N; l++) {
        if (!a->name.v[l].n || str_eq(a->name.v[l], name)) continue;
        buf_add(&b, b.n ? LIT(",") : LIT("NICKNAME:"));
        escaped(&b, a->name.v[l]);
    }
    if (b.n) folded(&t->b, buf_str(&b));
    buf_release(&b);
}

static void names(Take *t, const Actor *a, Str name) {
    bool person = a->kind == ACTOR_KIND_PERSON;
    line(t, "N", (Str[]){person ? (Str){0} : name, person ? name : (Str){0}, {0}, {0}, {0}}, 5);
    one(t, "FN", name);
    if (!person) one(t, "ORG", name);
    other_names(t, a, name);
}

static Fault card_row(Take *t, const void *rec, const TakeCell *cells) {
    const Actor *a = rec;
    Buf         *b = &t->b;
    Str          name = cells[COLUMN_NAME].text;
    buf_lit(b, "BEGIN:VCARD\r\nVERSION:3.0\r\n");
    names(t, a, name);
    phone(t, a->phone);
    phone(t, a->phone_other);
    one(t, "EMAIL;TYPE=INTERNET", a->email);
    if (a->website.n) {
        buf_lit(b, "URL:");
        folded(b, a->website);
    }
    line(t, "ADR;TYPE=WORK", (Str[]){{0}, {0}, a->street, cells[COLUMN_LOCALITY].text, {0}, {0}, {0}}, 7);
    if (!isnan(a->lat) && !isnan(a->lon)) buf_printf(b, "GEO:%.6f;%.6f\r\n", a->lat, a->lon);
    one(t, "CATEGORIES", cells[COLUMN_CATEGORY].text);
    one(t, "NOTE", a->about);
    buf_lit(b, "UID:");
    buf_id(b, a->head.id);
    buf_lit(b, "\r\nREV:");
    buf_stamp_iso(b, a->head.changed_at);
    buf_lit(b, "\r\nEND:VCARD\r\n");
    return OK;
}

static Fault card_begin(Take *t) {
    (void)t;
    return OK;
}

static Fault card_end(Take *t, bool more) {
    (void)t;
    (void)more;
    return OK;
}

static bool is_actor(const Sheet *s) { return s->entity == &actor_entity; }

const TakeFormat TAKE_VCARD = {
    .file = {"vcf", T_EXPORT_AS_VCARD, is_actor, true, NULL}, .type = "text/vcard; charset=utf-8", .fields = FIELDS,
    .rows_max = TAKE_ROWS_MAX, .begin = card_begin, .row = card_row, .end = card_end,
};
