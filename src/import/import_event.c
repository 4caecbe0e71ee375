/* import_event.c - how the cells of a row become an event, and when two are the same one: one name, one day, one
** place. */
#include "import/import_inner.h"

#include "base/utf8.h"
#include "find/fold.h"

enum { TITLE_MAX = 160, WHERE_MAX = 200, ABOUT_MAX = 2000, CONTACT_MAX = 160 };

/* ---- days and times ---------------------------------------------------------------------------------------------- */

static void set_time(Take *t, Event *ev, int minutes) {
    Str *into = ev->at_time.n ? &ev->until_time : &ev->at_time;
    if (!into->n) *into = arena_printf(t->c->arena, "%02d:%02d", minutes / 60, minutes % 60);
}

/* "16:30", "16:30:00"; -1: no time. */
static int time_in(Str s) {
    s = str_trim(s);
    ptrdiff_t colon = str_find_byte(s, ':');
    bool      seconds = colon > 0 && s.n == (size_t)colon + 6 && s.p[colon + 3] == ':';
    return time_minutes(seconds ? str_sub(s, 0, s.n - 3) : s);
}

/* One time, or from then to then in one cell. */
static void take_time(Take *t, Event *ev, Str s) {
    size_t at = 0;
    while (at < s.n && s.p[at] != '-' && (unsigned char)s.p[at] != 0xE2) at++;
    int from = time_in(str_sub(s, 0, at)), until = -1;
    if (at < s.n) {
        size_t behind = s.p[at] == '-' ? at + 1 : at + 3; /* a hyphen, or a dash of three bytes */
        if (behind < s.n) until = time_in(str_sub(s, behind, s.n));
    }
    if (from < 0) {
        take_mark(t, NOTE_DATE);
        take_note_line(t, &ev->about, s);
        return;
    }
    set_time(t, ev, from);
    if (until >= 0) set_time(t, ev, until);
}

/* The first column of days is the beginning, a later day of another the end; a day of the week says nothing more. */
static void take_day(Take *t, Event *ev, Str s) {
    CellDate day;
    bool     digits = false;
    for (size_t i = 0; i < s.n; i++) digits = digits || (s.p[i] >= '0' && s.p[i] <= '9');
    if (!digits) return;
    if (!cell_date(s, ORDER_UNKNOWN, true, &day)) {
        take_mark(t, NOTE_DATE);
        take_note_line(t, &ev->about, s);
        return;
    }
    if (!ev->from_on) ev->from_on = day.d;
    else if (day.d > ev->from_on) ev->until_on = day.d;
    if (day.hour >= 0 && (day.hour || day.minute)) set_time(t, ev, day.hour * 60 + day.minute);
}

/* ---- the rest ---------------------------------------------------------------------------------------------------- */

/* A kind by its name in any language; what is none of ours stands in the words. */
static void take_kind(Take *t, Event *ev, Str s) {
    Str word = fold_text(t->c->arena, s);
    for (int i = 0; i < event_kind_choices.n; i++) {
        const Choice *one = &event_kind_choices.v[i];
        bool is = str_eq_nocase(s, str_of(one->name));
        for (int l = 0; l < LANG_N; l++) is = is || str_eq(word, fold_text(t->c->arena, tr((Lang)l, one->label)));
        if (is) ev->kind = one->value;
        if (is) return;
    }
    take_note_line(t, &ev->about, s);
}

static void take_host(Take *t, Event *ev, Str s) {
    Str name = take_line(t, s);
    if (!name.n || import_host_named(t->maps, t->c->arena, name, &ev->host)) return;
    take_mark(t, NOTE_HOST);
    take_note_line(t, &ev->about, s);
}

static void take_link(Take *t, Event *ev, Str s) {
    bool bare = str_find(s, LIT("://")) < 0;
    Str  url = bare ? arena_printf(t->c->arena, "https://%.*s", STR_ARG(s)) : s;
    bool good = (!bare || str_find_byte(s, '.') > 0) &&
                value_read(t->c, &event_entity.fields[EVENT_F_LINK], ev, LANG_EN, url);
    t->c->complaints.n = 0;
    if (good) return;
    ev->link = (Str){0};
    take_mark(t, NOTE_URL);
    take_note_line(t, &ev->about, s);
}

void import_event_take(Take *t, GuessKind kind, const SheetCell *cell) {
    Event *ev = t->draft->rec;
    Str    s = take_plain(t, str_trim(cell->s));
    switch (kind) {
    case GUESS_NAME: take_name(t, &ev->title, import_lang_of(s), s); break;
    case GUESS_NAME_HE: take_name(t, &ev->title, LANG_HE, s); break;
    case GUESS_NAME_AR: take_name(t, &ev->title, LANG_AR, s); break;
    case GUESS_NAME_EN: take_name(t, &ev->title, LANG_EN, s); break;
    case GUESS_DATE: take_day(t, ev, s); break;
    case GUESS_TIME: take_time(t, ev, s); break;
    case GUESS_LOCALITY: take_town(t, &ev->place, s); break;
    case GUESS_LOCALITY_CODE:
        if (!ev->place) (void)import_place_coded(t->maps, take_code(t, s), &ev->place);
        break;
    case GUESS_ADDRESS: case GUESS_STREET: case GUESS_HOUSE:
        take_join(t, &ev->where_words, take_line(t, s), WHERE_MAX, " ");
        break;
    case GUESS_ORG: take_host(t, ev, s); break;
    case GUESS_KIND: take_kind(t, ev, s); break;
    case GUESS_URL: take_link(t, ev, s); break;
    case GUESS_PHONE: case GUESS_MOBILE: case GUESS_EMAIL: case GUESS_PERSON:
        take_join(t, &ev->contact, take_code(t, s), CONTACT_MAX, ", ");
        break;
    case GUESS_NOTES: take_join(t, &ev->about, utf8_clean_text(t->c->arena, s), ABOUT_MAX, "\n"); break;
    default: take_note_line(t, &ev->about, s);
    }
}

/* Without a town it is where its bringer works; of no kind that we know it is another one. */
bool import_event_finish(Take *t) {
    Event *ev = t->draft->rec;
    if (!ev->place && !t->draft->town_make) ev->place = import_place_own(t->maps, 0);
    if (!ev->kind) ev->kind = EVENT_KIND_OTHER;
    if (!ev->from_on) take_mark(t, NOTE_DATE);    /* its row is refused: an event has a day */
    ev->about = take_cut(t, ev->about, ABOUT_MAX);
    bool backwards = ev->until_time.n && !ev->until_on && str_cmp(ev->until_time, ev->at_time) <= 0;
    if (backwards) ev->until_time = (Str){0};
    return import_is_named(&ev->title);
}

/* Day and place together: an event of another day or place is another one. */
void import_event_facts(Arena *a, const void *rec, SameFacts *ret_f) {
    const Event *ev = rec;
    uint64_t     where = (uint64_t)ev->place * 0x9E3779B97F4A7C15u ^ (uint64_t)ev->from_on * 0xD6E8FEB86659FD93u;
    *ret_f = (SameFacts){.place = (uint32_t)(where >> 32) | 1};
    import_names_facts(a, &ev->title, ret_f);
}

const TargetField IMPORT_EVENT_FIELDS[] = {
    {GUESS_NAME, T_ENT_EVENT_TITLE}, {GUESS_NAME_HE, T_NONE}, {GUESS_NAME_AR, T_NONE}, {GUESS_NAME_EN, T_NONE},
    {GUESS_DATE, T_NONE}, {GUESS_TIME, T_NONE}, {GUESS_LOCALITY, T_NONE}, {GUESS_LOCALITY_CODE, T_NONE},
    {GUESS_ADDRESS, T_ENT_EVENT_WHERE_WORDS}, {GUESS_ORG, T_ENT_EVENT_HOST}, {GUESS_KIND, T_ENT_EVENT_KIND},
    {GUESS_URL, T_NONE}, {GUESS_PERSON, T_NONE}, {GUESS_PHONE, T_NONE}, {GUESS_MOBILE, T_NONE}, {GUESS_EMAIL, T_NONE},
    {GUESS_NOTES, T_ENT_EVENT_ABOUT}, {GUESS_TEXT, T_IMPORT_AS_LINE}, {GUESS_NOTHING, T_NONE}};

const int IMPORT_EVENT_FILL[] = {EVENT_F_KIND, EVENT_F_STATE, EVENT_F_ABOUT, EVENT_F_PLACE, -1};
