/* import_target.c - what a file may become, and how a row's cells fill its record. A new noun is a row of TARGETS. */
#include "import/import_inner.h"

#include "base/check.h"
#include "base/utf8.h"
#include "find/fold.h"
#include "geo/geo.h"
#include "lang/show.h"
#include "sheet/itm.h"
#include "tie/tie.h"

#include <math.h>

/* ---- cells ---------------------------------------------------------------------------------------------------- */

void take_mark(Take *t, ImportNote n) { t->draft->marks |= UINT64_C(1) << n; }

/* The language of a name, by its first letter of a script that tells. */
Lang import_lang_of(Str s) {
    for (size_t i = 0; i < s.n;) {
        uint32_t ch = utf8_next(s, &i);
        if (ch >= 0x5D0 && ch <= 0x5EA) return LANG_HE;
        if (ch >= 0x620 && ch <= 0x6FF) return LANG_AR;
        if ((ch | 32) >= 'a' && (ch | 32) <= 'z') return LANG_EN;
    }
    return LANG_EN;
}

Str take_cut(Take *t, Str s, size_t max) {
    Str head = utf8_head(s, max);
    if (head.n < s.n) take_mark(t, NOTE_CUT);
    return head;
}

Str take_line(Take *t, Str s) { return utf8_clean_line(t->c->arena, s); }

/* Text that a spreadsheet would run stays text; the apostrophe that guarded it in a file of ours goes. */
Str take_plain(Take *t, Str s) {
    if (s.n > 1 && s.p[0] == '\'' && str_find_byte(LIT("=+-@"), s.p[1]) >= 0) return str_sub(s, 1, s.n);
    bool formula = s.n > 1 && (s.p[0] == '=' || s.p[0] == '@');
    ptrdiff_t tag = str_find_byte(s, '<');
    bool script = tag >= 0 && str_eq_nocase(str_sub(s, (size_t)tag + 1, 6), LIT("script"));
    if (formula || script) take_mark(t, NOTE_FORMULA);
    return s;
}

void take_name(Take *t, Tri *name, Lang l, Str s) {
    if (name->v[l].n) return;
    name->v[l] = take_cut(t, take_line(t, s), 120);
    name->state[l] = name->v[l].n ? TEXT_WRITTEN : TEXT_NONE;
}

void import_name_set(Tri *name, Str s) {
    Lang l = import_lang_of(s);
    name->v[l] = utf8_head(s, 120);
    name->state[l] = TEXT_WRITTEN;
}

bool import_is_named(const Tri *name) {
    for (int l = 0; l < LANG_N; l++) {
        if (name->v[l].n) return true;
    }
    return false;
}

void take_join(Take *t, Str *into, Str s, size_t max, const char *between) {
    if (!s.n) return;
    Str all = into->n ? arena_printf(t->c->arena, "%.*s%s%.*s", STR_ARG(*into), between, STR_ARG(s)) : s;
    *into = take_cut(t, all, max);
}

/* A line of the staff note with the column's own name before it. */
void take_note_line(Take *t, Str *note, Str s) {
    Str text = utf8_clean_text(t->c->arena, s);
    if (t->header.n) text = arena_printf(t->c->arena, "%.*s: %.*s", STR_ARG(t->header), STR_ARG(text));
    take_join(t, note, text, 8000, "\n");
}

/* A code as it is, but for the decimals that a spreadsheet adds to whole numbers. */
Str take_code(Take *t, Str s) {
    if (str_ends(s, LIT(".0"))) s = str_sub(s, 0, s.n - 2);
    return take_line(t, s);
}

static void number_of(Str s, double *ret_x) {
    CellNumber n;
    if (str_real(s, ret_x)) return;
    *ret_x = cell_number(s, '.', &n) ? n.x : NAN;
}

/* The value of a field by its own reading. false: it cannot be read, and the field stays empty. */
static bool read_field(Take *t, const Field *f, Str s) {
    bool good = value_read(t->c, f, t->draft->rec, LANG_EN, s);
    t->c->complaints.n = 0;
    if (!good) value_clear(f, t->draft->rec);
    return good;
}

/* ---- actors --------------------------------------------------------------------------------------------------- */

static bool set_phone(Take *t, Actor *a, Str s) {
    char e164[20];
    bool repaired = false;
    if (str_ends(s, LIT(".0"))) s = str_sub(s, 0, s.n - 2);
    if (!phone_parse(s, reader_phone_home(&t->c->reader), e164, &repaired)) return false;
    Str phone = str_of(e164);
    if (str_eq(a->phone, phone) || str_eq(a->phone_other, phone)) return true;
    Str *into = a->phone.n ? &a->phone_other : &a->phone;
    if (into->n) return false;                    /* a third one */
    *into = arena_copy(t->c->arena, phone);
    if (repaired) take_mark(t, NOTE_REPAIRED);
    return true;
}

/* The next part of a cell that holds several values. */
static bool part_of(Str *rest, Str *ret_part) {
    size_t at = 0;
    if (!rest->n) return false;
    while (at < rest->n && str_find_byte(LIT("/,;:\n|"), rest->p[at]) < 0) at++;
    *ret_part = str_trim(str_sub(*rest, 0, at));
    *rest = str_sub(*rest, at + 1, rest->n);
    return true;
}

static bool is_digit(char ch) { return ch >= '0' && ch <= '9'; }

static bool has_digit(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (is_digit(s.p[i])) return true;
    }
    return false;
}

/* The phone without words before and behind it, "08-6264470 (home)"; all of it when words stand between the digits. */
static Str number_in(Str s) {
    size_t from = 0, to = s.n;
    while (from < s.n && !is_digit(s.p[from]) && s.p[from] != '+') from++;
    while (to > from && !is_digit(s.p[to - 1])) to--;
    if (from && from < to && s.p[from - 1] == '(') from--;
    Str number = str_sub(s, from, to);
    for (size_t i = 0; i < number.n;) {
        uint32_t ch = utf8_next(number, &i);
        bool latin = (ch | 32) >= 'a' && (ch | 32) <= 'z';
        if (latin || (ch >= 0x5D0 && ch <= 0x5EA) || (ch >= 0x620 && ch <= 0x64A)) return s;
    }
    return number;
}

/* One phone, or several in one cell, with words such as "(home)" beside them. */
static void take_phone(Take *t, Actor *a, Str s) {
    Str  rest = s, one;
    bool good = set_phone(t, a, s);
    while (!good && part_of(&rest, &one)) {
        Str number = number_in(one);
        if (number.n && !set_phone(t, a, number)) break;
        good = !rest.n && a->phone.n;
    }
    if (good) return;
    take_mark(t, NOTE_PHONE);
    take_note_line(t, &a->note, s);
}

static void take_number(Take *t, Actor *a, Str s) {
    char digits[10];
    Str  home = str_of(reader_phone_home(&t->c->reader)), number = take_code(t, s);
    if (str_eq(home, LIT("972")) && il_number_parse(number, digits)) number = arena_copy(t->c->arena, str_of(digits));
    if (number.n && number.n <= 24 && actor_registration_ok(number, home)) {
        a->registration_no = number;
        return;
    }
    take_mark(t, NOTE_NUMBER);
    take_note_line(t, &a->note, s);
}

void take_town(Take *t, Id *into, Str s) {
    Str name = take_line(t, s);
    if (*into || !name.n || import_place_named(t->maps, t->c->arena, name, into)) return;
    if (has_digit(name) && import_place_coded(t->maps, name, into)) return;
    const TownChoice *choice = import_town_choice(t->maps, t->c->arena, name);
    if (choice && choice->choice == TOWN_IS) {
        *into = choice->place;
        return;
    }
    take_mark(t, NOTE_TOWN);
    t->draft->town = take_cut(t, name, 120);
    t->draft->town_into = into;
    t->draft->town_make = choice && choice->choice == TOWN_MAKE;
}

static void take_web(Take *t, Actor *a, Str s) {
    bool bare = str_find(s, LIT("://")) < 0;
    Str  url = bare ? arena_printf(t->c->arena, "https://%.*s", STR_ARG(s)) : s;
    bool plausible = !bare || str_find_byte(s, '.') > 0;
    if (plausible && read_field(t, &actor_entity.fields[ACTOR_F_WEBSITE], url)) return;
    take_mark(t, NOTE_URL);
    take_note_line(t, &a->note, s);
}

static void take_email(Take *t, Actor *a, Str s) {
    if (a->email.n) {
        take_note_line(t, &a->note, s);
        return;
    }
    if (read_field(t, &actor_entity.fields[ACTOR_F_EMAIL], s)) return;
    take_mark(t, NOTE_EMAIL);
    take_note_line(t, &a->note, s);
}

static void take_kind(Take *t, Actor *a, Str s) {
    Str name = take_line(t, s);
    if (!a->category && import_category_named(t->maps, t->c->arena, name, &a->category)) return;
    take_join(t, &a->about, name, 4000, "\n");
}

static void take_language(Actor *a, Str s) {
    Str word;
    while (str_split(&s, ',', &word)) {
        int v = choice_value(&place_language_choices, str_trim(word));
        if (v) a->languages |= INT64_C(1) << (v - 1);
    }
}

/* Names of people and of what they belong to: what they mean depends on the target. */
static bool take_person(Take *t, Actor *a, GuessKind kind, Str s) {
    bool person = t->plan->target->kind == ACTOR_KIND_PERSON;
    switch (kind) {
    case GUESS_FIRST_NAME: t->first = take_line(t, s); return true;
    case GUESS_LAST_NAME: t->last = take_line(t, s); return true;
    case GUESS_PERSON:
        if (t->person.n && !person) take_note_line(t, &a->note, s);
        else t->person = take_line(t, s);
        return true;
    case GUESS_ORG: t->draft->org = take_line(t, s); return true;
    case GUESS_ROLE: t->draft->role = take_line(t, s); return true;
    default: return false;
    }
}

static void take_actor(Take *t, GuessKind kind, const SheetCell *cell) {
    Actor *a = t->draft->rec;
    Str    s = take_plain(t, str_trim(cell->s));
    if (take_person(t, a, kind, s)) return;
    switch (kind) {
    case GUESS_NAME: take_name(t, &a->name, import_lang_of(s), s); break;
    case GUESS_NAME_HE: take_name(t, &a->name, LANG_HE, s); break;
    case GUESS_NAME_AR: take_name(t, &a->name, LANG_AR, s); break;
    case GUESS_NAME_EN: take_name(t, &a->name, LANG_EN, s); break;
    case GUESS_PHONE: case GUESS_MOBILE: take_phone(t, a, s); break;
    case GUESS_REG_NUMBER: take_number(t, a, s); break;
    case GUESS_ADDRESS: case GUESS_STREET: case GUESS_HOUSE: take_join(t, &a->street, take_code(t, s), 160, " "); break;
    case GUESS_EMAIL: take_email(t, a, s); break;
    case GUESS_URL: take_web(t, a, s); break;
    case GUESS_LAT: number_of(s, &a->lat); break;
    case GUESS_LON: number_of(s, &a->lon); break;
    case GUESS_ITM_E: number_of(s, &t->east); break;
    case GUESS_ITM_N: number_of(s, &t->north); break;
    case GUESS_HOURS: take_join(t, &a->hours, take_line(t, s), 300, "; "); break;
    case GUESS_KIND: take_kind(t, a, s); break;
    case GUESS_LANGUAGE: take_language(a, s); break;
    case GUESS_CODE: a->outside_key = take_cut(t, take_code(t, s), 160); break;
    case GUESS_LOCALITY: take_town(t, &a->locality, s); break;
    case GUESS_LOCALITY_CODE:
        if (!a->locality) (void)import_place_coded(t->maps, take_code(t, s), &a->locality);
        break;
    case GUESS_NOTES: take_join(t, &a->note, utf8_clean_text(t->c->arena, s), 8000, "\n"); break;
    default: take_note_line(t, &a->note, s);
    }
}

/* Degrees out of what stood in the file: as given, exchanged, or from a grid. Both or none. */
static int position_of(Take *t, double *lat, double *lon) {
    bool gridded = !isnan(t->east) && !isnan(t->north), given = !isnan(*lat) || !isnan(*lon);
    double x = gridded ? t->east : *lon, y = gridded ? t->north : *lat, to_lon, to_lat;
    bool half = isnan(x) || isnan(y);
    if (!gridded && !given) {
        if (!isnan(t->east) || !isnan(t->north)) take_mark(t, NOTE_POSITION);
        return 0;
    }
    Grid grid = half ? GRID_NONE : grid_guess(x, y);
    bool degrees = grid == GRID_DEGREES || (grid == GRID_NONE && !gridded);
    bool inside = !half && fabs(x) <= 180 && fabs(y) <= 90 && (x != 0 || y != 0);
    if (degrees && inside) return WHERE_FROM_GIVEN;
    if (!degrees && grid_to_wgs84(grid, x, y, &to_lon, &to_lat)) {
        *lat = to_lat;
        *lon = to_lon;
        if (grid == GRID_DEGREES_SWAPPED) return WHERE_FROM_GIVEN;
        take_mark(t, NOTE_CONVERTED);
        return WHERE_FROM_CONVERTED;
    }
    take_mark(t, NOTE_POSITION);
    *lat = *lon = NAN;
    return 0;
}

static bool finish_actor(Take *t) {
    Actor *a = t->draft->rec;
    Draft *d = t->draft;
    bool   people = t->plan->target->kind == ACTOR_KIND_PERSON;
    Str    full_name = t->person;
    take_join(t, &t->first, t->last, 120, " ");
    if (!full_name.n) full_name = t->first;
    a->kind = t->plan->target->kind;
    bool unnamed = people && !import_is_named(&a->name) && full_name.n;
    if (unnamed) take_name(t, &a->name, import_lang_of(full_name), full_name);
    if (!people && d->org.n) take_name(t, &a->name, import_lang_of(d->org), d->org);
    if (!people && full_name.n) {
        if (import_is_named(&a->name)) take_join(t, &a->note, full_name, 8000, "\n");
        else take_name(t, &a->name, import_lang_of(full_name), full_name);
    }
    /* A card of an organisation: it names itself, and no person. */
    Lang l;
    bool itself = people && d->org.n && (!import_is_named(&a->name) || str_eq(tri_best(&a->name, LANG_EN, &l), d->org));
    if (itself && !t->first.n) {
        take_name(t, &a->name, import_lang_of(d->org), d->org);
        a->kind = ACTOR_KIND_ORGANISATION;
    }
    if (itself || !people) d->org = (Str){0};
    if (d->role.n && !d->org.n) take_join(t, &a->note, d->role, 8000, "\n");
    a->where_from = position_of(t, &a->lat, &a->lon);
    return import_is_named(&a->name);
}

void import_names_facts(Arena *a, const Tri *name, SameFacts *f) {
    for (int l = 0; l < LANG_N; l++) {
        f->names[l] = same_hash(a, name->v[l]);
        f->sounds[l] = f->names[l] ? (uint32_t)(fold_sound_key(name->v[l]) >> 16) : 0;
    }
}

/* A square of some hundred metres. */
static uint32_t spot_of(double lat, double lon) {
    if (isnan(lat) || isnan(lon)) return 0;
    uint64_t y = (uint64_t)(int64_t)lround(lat * 1000), x = (uint64_t)(int64_t)lround(lon * 1000);
    return (uint32_t)((y * 0x9E3779B97F4A7C15u ^ x * 0xD6E8FEB86659FD93u) >> 32) | 1;
}

static uint32_t id_hash(Id id) {
    return id ? (uint32_t)(((uint64_t)id * 0x9E3779B97F4A7C15u) >> 32) | 1 : 0;
}

static void actor_facts(Arena *a, const void *rec, SameFacts *f) {
    const Actor *v = rec;
    *f = (SameFacts){.street = same_hash(a, v->street), .number = same_digits(v->registration_no),
                     .phones = {same_digits(v->phone), same_digits(v->phone_other)},
                     .key = same_hash(a, v->outside_key), .spot = spot_of(v->lat, v->lon),
                     .place = id_hash(v->locality), .person = v->kind == ACTOR_KIND_PERSON};
    import_names_facts(a, &v->name, f);
}

/* The organisation of a person: known by its name, or made; and the tie between them. */
static Fault actor_org(Ctx *c, const Draft *d) {
    const Actor *a = d->rec;
    if (!d->org.n) return OK;
    Actor *org = ent_new(c, &actor_entity);
    Likely same;
    size_t n;
    org->kind = ACTOR_KIND_ORGANISATION;
    import_name_set(&org->name, d->org);
    org->source = a->source;
    TRY(actor_likely(c, org, &same, 1, &n));
    if (n) org->head.id = same.id;
    else TRY(ent_save(c, &actor_entity, org));
    if (org->head.id == a->head.id) return OK;
    Tie *tie = ent_new(c, &tie_entity);
    *tie = (Tie){.head = tie->head, .from_actor = a->head.id, .to_actor = org->head.id, .kind = TIE_KIND_WORKS_AT,
                 .state = TIE_STATE_ACTIVE, .share = tie->share, .strength = tie->strength,
                 .what = utf8_head(d->role, 300), .source = a->source};
    return ent_save(c, &tie_entity, tie);
}

/* ---- places --------------------------------------------------------------------------------------------------- */

static void take_outline(Take *t, Str s) {
    GeoShape shape;
    if (geo_read(t->c->arena, s, NULL, &shape) == GEO_FINE) t->draft->shape = arena_copy(t->c->arena, s);
    else take_mark(t, NOTE_OUTLINE);
}

static void take_place(Take *t, GuessKind kind, const SheetCell *cell) {
    Place *p = t->draft->rec;
    Str    s = kind == GUESS_GEOMETRY ? cell->s : take_plain(t, str_trim(cell->s));
    double x;
    switch (kind) {
    case GUESS_NAME: case GUESS_ORG: take_name(t, &p->name, import_lang_of(s), s); break;
    case GUESS_NAME_HE: take_name(t, &p->name, LANG_HE, s); break;
    case GUESS_NAME_AR: take_name(t, &p->name, LANG_AR, s); break;
    case GUESS_NAME_EN: take_name(t, &p->name, LANG_EN, s); break;
    case GUESS_LOCALITY_CODE:
        if (t->plan->target->kind != PLACE_KIND_LOCALITY) {
            if (!p->parent) (void)import_place_coded(t->maps, take_code(t, s), &p->parent);
            break;
        }
        p->code = take_cut(t, take_code(t, s), 24);
        break;
    case GUESS_CODE:
        if (!p->code.n) p->code = take_cut(t, take_code(t, s), 24);
        break;
    case GUESS_LOCALITY:
        if (t->plan->target->kind == PLACE_KIND_LOCALITY) take_name(t, &p->name, import_lang_of(s), s);
        else take_town(t, &p->parent, s);
        break;
    case GUESS_LAT: number_of(s, &p->lat); break;
    case GUESS_LON: number_of(s, &p->lon); break;
    case GUESS_ITM_E: number_of(s, &t->east); break;
    case GUESS_ITM_N: number_of(s, &t->north); break;
    case GUESS_POPULATION:
        number_of(s, &x);
        if (x >= 0 && x <= 1e8) p->population = (int64_t)x;
        break;
    case GUESS_GEOMETRY: take_outline(t, s); break;
    case GUESS_NOTES: take_join(t, &p->note, utf8_clean_text(t->c->arena, s), 4000, "\n"); break;
    default: take_note_line(t, &p->note, s);
    }
}

static bool finish_place(Take *t) {
    Place *p = t->draft->rec;
    p->kind = t->plan->target->kind;
    p->standing = PLACE_STANDING_OFFICIAL;
    (void)position_of(t, &p->lat, &p->lon);
    if (!import_is_named(&p->name) && p->code.n) take_name(t, &p->name, LANG_EN, p->code);
    return import_is_named(&p->name);
}

static void place_facts(Arena *a, const void *rec, SameFacts *f) {
    const Place *p = rec;
    bool town = p->kind == PLACE_KIND_LOCALITY;   /* a town has one code, and its middle is where one puts it */
    *f = (SameFacts){.number = same_digits(import_code_bare(p->code)),
                     .spot = town ? 0 : spot_of(p->lat, p->lon), .place = id_hash(p->parent)};
    import_names_facts(a, &p->name, f);
}

/* A place that nobody has defined yet: it has its first version, the list of those who sit there. */
static bool undefined(const PlaceVersion *v) {
    return v->number == 1 && v->method == PLACE_METHOD_LIST && !v->frozen_at;
}

static Fault place_lacks_outline(Ctx *c, const Draft *d, Id id, bool *ret_lacks) {
    *ret_lacks = false;
    if (!d->shape.n) return OK;
    PlaceVersion *v = ent_new(c, &place_version_entity);
    Fault f = place_version_on(c, id, c->reader.today, v);
    *ret_lacks = f == OK && undefined(v);
    return f == NOT_FOUND ? OK : f;
}

/* An outline defines the version that a place begins with; one that was defined otherwise stays. */
static Fault place_outline(Ctx *c, const Draft *d) {
    const Place *p = d->rec;
    if (!d->shape.n) return OK;
    PlaceVersion *v = ent_new(c, &place_version_entity);
    TRY(place_version_on(c, p->head.id, c->reader.today, v));
    if (!undefined(v)) return OK;
    v->method = PLACE_METHOD_SHAPE;
    v->shape = d->shape;
    v->source = p->source;
    return ent_save(c, &place_version_entity, v);
}

/* ---- the table ------------------------------------------------------------------------------------------------- */

#define WHERE_FIELDS                                                                                                 \
    {GUESS_LAT, T_NONE}, {GUESS_LON, T_NONE}, {GUESS_ITM_E, T_NONE}, {GUESS_ITM_N, T_NONE}
#define NAME_FIELDS                                                                                                  \
    {GUESS_NAME, T_NONE}, {GUESS_NAME_HE, T_NONE}, {GUESS_NAME_AR, T_NONE}, {GUESS_NAME_EN, T_NONE}
#define ADDRESS_FIELDS                                                                                               \
    {GUESS_ADDRESS, T_NONE}, {GUESS_STREET, T_NONE}, {GUESS_HOUSE, T_NONE}, {GUESS_LOCALITY, T_NONE},                \
    {GUESS_LOCALITY_CODE, T_NONE}
#define REACH_FIELDS {GUESS_PHONE, T_NONE}, {GUESS_MOBILE, T_NONE}, {GUESS_EMAIL, T_NONE}, {GUESS_URL, T_NONE}
#define LAST_FIELDS {GUESS_NOTES, T_IMPORT_AS_NOTE}, {GUESS_TEXT, T_IMPORT_AS_LINE}, {GUESS_NOTHING, T_NONE}

static const TargetField BUSINESS_FIELDS[] = {
    NAME_FIELDS, {GUESS_ORG, T_NONE}, {GUESS_REG_NUMBER, T_NONE}, {GUESS_KIND, T_NONE}, REACH_FIELDS, ADDRESS_FIELDS,
    WHERE_FIELDS, {GUESS_HOURS, T_NONE}, {GUESS_LANGUAGE, T_NONE}, {GUESS_PERSON, T_NONE}, {GUESS_FIRST_NAME, T_NONE},
    {GUESS_LAST_NAME, T_NONE}, {GUESS_CODE, T_NONE}, LAST_FIELDS};
static const TargetField PERSON_FIELDS[] = {
    {GUESS_PERSON, T_NONE}, {GUESS_FIRST_NAME, T_NONE}, {GUESS_LAST_NAME, T_NONE}, NAME_FIELDS, {GUESS_ORG, T_NONE},
    {GUESS_ROLE, T_NONE}, REACH_FIELDS, ADDRESS_FIELDS, WHERE_FIELDS, {GUESS_LANGUAGE, T_NONE}, {GUESS_KIND, T_NONE},
    {GUESS_CODE, T_NONE}, LAST_FIELDS};
static const TargetField PLACE_FIELDS[] = {
    NAME_FIELDS, {GUESS_LOCALITY, T_NONE}, {GUESS_CODE, T_ENT_PLACE_CODE}, {GUESS_LOCALITY_CODE, T_NONE},
    {GUESS_POPULATION, T_NONE}, WHERE_FIELDS, {GUESS_GEOMETRY, T_NONE}, LAST_FIELDS};

static const int ACTOR_FILL[] = {ACTOR_F_KIND, ACTOR_F_NOTE, ACTOR_F_ABOUT, ACTOR_F_SOURCE, ACTOR_F_OUTSIDE_KEY,
                                 ACTOR_F_LIFE, -1};
static const int PLACE_FILL[] = {PLACE_F_KIND, PLACE_F_STANDING, PLACE_F_NOTE, PLACE_F_SOURCE, PLACE_F_PARENT,
                                 PLACE_F_CODE, -1};

enum {
    NOT_PEOPLE = 1 << ACTOR_KIND_BUSINESS | 1 << ACTOR_KIND_ORGANISATION | 1 << ACTOR_KIND_PUBLIC_BODY |
                 1 << ACTOR_KIND_CORPORATION,
    TOWNS = 1 << PLACE_KIND_LOCALITY | 1 << PLACE_KIND_UNRECOGNISED | 1 << PLACE_KIND_AUTHORITY |
            1 << PLACE_KIND_REGION | 1 << PLACE_KIND_COUNTRY,
};

#define ACTORS(name_, label_, icon_, kind_, fields_, kinds_)                                                         \
    {.name = name_, .label = label_, .hint = label_##_HINT, .icon = icon_, .entity = &actor_entity, .kind = kind_,   \
     .fields = fields_, .take = take_actor, .finish = finish_actor, .facts = actor_facts, .known_kinds = kinds_,     \
     .fill_only = ACTOR_FILL, .after = actor_org}
#define PLACES(name_, label_, icon_, kind_, kinds_)                                                                  \
    {.name = name_, .label = label_, .hint = label_##_HINT, .icon = icon_, .entity = &place_entity, .kind = kind_,   \
     .fields = PLACE_FIELDS, .take = take_place, .finish = finish_place, .facts = place_facts,                       \
     .known_kinds = kinds_, .fill_only = PLACE_FILL, .after = place_outline,                                         \
     .lacks = place_lacks_outline}

enum { BUSINESSES, PEOPLE, ORGANISATIONS, PUBLIC_BODIES, LOCALITIES, AREAS, EVENTS, OUTLAYS, TARGETS_N };
static const ImportTarget TARGETS[TARGETS_N] = {
    [BUSINESSES] = ACTORS("businesses", T_IMPORT_BUSINESSES, "building-store", ACTOR_KIND_BUSINESS, BUSINESS_FIELDS,
                          NOT_PEOPLE),
    [PEOPLE] = ACTORS("people", T_IMPORT_PEOPLE, "user", ACTOR_KIND_PERSON, PERSON_FIELDS, 1 << ACTOR_KIND_PERSON),
    [ORGANISATIONS] = ACTORS("organisations", T_IMPORT_ORGANISATIONS, "users-group", ACTOR_KIND_ORGANISATION,
                             BUSINESS_FIELDS, NOT_PEOPLE),
    [PUBLIC_BODIES] = ACTORS("public_bodies", T_IMPORT_PUBLIC_BODIES, "building", ACTOR_KIND_PUBLIC_BODY,
                             BUSINESS_FIELDS, NOT_PEOPLE),
    [LOCALITIES] = PLACES("localities", T_IMPORT_LOCALITIES, "map-pin", PLACE_KIND_LOCALITY, TOWNS),
    [AREAS] = PLACES("areas", T_IMPORT_AREAS, "polygon", PLACE_KIND_NEIGHBOURHOOD, 0),
    [EVENTS] = {.name = "events", .label = T_IMPORT_EVENTS, .hint = T_IMPORT_EVENTS_HINT, .icon = "calendar",
                .entity = &event_entity, .fields = IMPORT_EVENT_FIELDS, .take = import_event_take,
                .finish = import_event_finish, .facts = import_event_facts, .fill_only = IMPORT_EVENT_FILL},
    [OUTLAYS] = {.name = "outlays", .label = T_IMPORT_OUTLAYS, .hint = T_IMPORT_OUTLAYS_HINT, .icon = "receipt",
                 .entity = &outlay_entity, .fields = IMPORT_OUTLAY_FIELDS, .take = import_outlay_take,
                 .finish = import_outlay_finish, .facts = import_outlay_facts, .fill_only = IMPORT_OUTLAY_FILL},
};

const ImportTarget *import_target_at(size_t i) { return i < TARGETS_N ? &TARGETS[i] : NULL; }

const ImportTarget *import_target_named(Str name) {
    for (size_t i = 0; i < TARGETS_N; i++) {
        if (str_eq(name, str_of(TARGETS[i].name))) return &TARGETS[i];
    }
    return NULL;
}

bool import_target_takes(const ImportTarget *t, GuessKind kind) {
    for (const TargetField *f = t->fields; f->kind != GUESS_NOTHING; f++) {
        if (f->kind == kind) return true;
    }
    return false;
}

const ImportTarget *import_target_guess(const ColumnGuess *g, uint32_t n, SheetFormat format) {
    bool has[GUESS_N] = {false};
    for (uint32_t i = 0; i < n; i++) has[g[i].best[0].kind] = true;
    bool reach = has[GUESS_PHONE] || has[GUESS_MOBILE] || has[GUESS_EMAIL] || has[GUESS_STREET] || has[GUESS_ADDRESS] ||
                 has[GUESS_REG_NUMBER] || has[GUESS_HOURS];
    bool name = has[GUESS_NAME] || has[GUESS_NAME_HE] || has[GUESS_NAME_AR] || has[GUESS_NAME_EN];
    if (format == SHEET_VCARD) return &TARGETS[PEOPLE];
    if (name && has[GUESS_DATE] && has[GUESS_TIME] && !has[GUESS_REG_NUMBER]) return &TARGETS[EVENTS];
    if (has[GUESS_GEOMETRY] && !reach) return &TARGETS[AREAS];
    if (!name && (has[GUESS_FIRST_NAME] || has[GUESS_LAST_NAME] || has[GUESS_PERSON])) return &TARGETS[PEOPLE];
    /* A name and a town in one row: something that is in the town. */
    bool town = has[GUESS_LOCALITY], code = has[GUESS_LOCALITY_CODE], towns = name ? code && !town : code || town;
    bool people = has[GUESS_POPULATION] && name && !has[GUESS_ORG];
    if (!reach && (towns || people)) return &TARGETS[LOCALITIES];
    for (uint32_t i = 0; i < n; i++) {
        if (g[i].institution) return &TARGETS[PUBLIC_BODIES];
    }
    return &TARGETS[BUSINESSES];
}

void import_plan_guess(const ColumnGuess *g, uint32_t n, ImportPlan *p) {
    p->n_columns = n < IMPORT_COLUMNS_MAX ? n : IMPORT_COLUMNS_MAX;
    for (uint32_t i = 0; i < p->n_columns; i++) {
        GuessKind k = g[i].best[0].kind;
        bool loose = k == GUESS_TEXT || k == GUESS_NUMBER;
        p->columns[i] = (uint8_t)(!loose && import_target_takes(p->target, k) ? k : GUESS_NOTHING);
    }
}

static bool has_kind(const ImportPlan *p, GuessKind k) {
    for (uint32_t i = 0; i < p->n_columns; i++) {
        if (p->columns[i] == k) return true;
    }
    return false;
}

/* Spending is an amount for something. */
static bool tells_spending(const ImportPlan *p) {
    bool money = has_kind(p, GUESS_MONEY) || has_kind(p, GUESS_MONTHLY) || has_kind(p, GUESS_YEARLY) ||
                 has_kind(p, GUESS_NET);
    return money && (has_kind(p, GUESS_KIND) || has_kind(p, GUESS_ITEM));
}

bool import_names_rows(const ImportPlan *p) {
    if (p->target->entity == &outlay_entity) return tells_spending(p);
    static const GuessKind NAMES[] = {GUESS_NAME, GUESS_NAME_HE, GUESS_NAME_AR, GUESS_NAME_EN, GUESS_PERSON,
                                      GUESS_FIRST_NAME, GUESS_LAST_NAME, GUESS_ORG};
    bool place = p->target->entity == &place_entity;
    for (uint32_t i = 0; i < p->n_columns; i++) {
        for (size_t k = 0; k < sizeof NAMES / sizeof *NAMES; k++) {
            if (p->columns[i] == NAMES[k]) return true;
        }
        if (place && (p->columns[i] == GUESS_LOCALITY || p->columns[i] == GUESS_CODE)) return true;
    }
    return false;
}

bool import_draft(Take *t, const SheetRow *row) {
    t->east = t->north = NAN;
    t->first = t->last = t->person = (Str){0};
    memset(t->told, 0, sizeof t->told);
    t->draft->row = row->row;
    for (uint32_t i = 0; i < t->plan->n_columns && i < row->n; i++) {
        GuessKind kind = t->plan->columns[i];
        if (kind == GUESS_NOTHING || !str_trim(row->cells[i].s).n) continue;
        t->header = i < t->head->columns ? t->head->names[i] : (Str){0};
        t->plan->target->take(t, kind, &row->cells[i]);
    }
    return t->plan->target->finish(t);
}
