/* import.c - one row of a table becomes an actor. */
#include "import/import.h"

#include "base/utf8.h"
#include "lang/show.h"
#include "place/place.h"
#include "sheet/itm.h"

#include <math.h>

/* The language of a name, by its first letter of a script that tells. */
static Lang lang_of(Str s) {
    for (size_t i = 0; i < s.n;) {
        uint32_t ch = utf8_next(s, &i);
        if (ch >= 0x5D0 && ch <= 0x5EA) return LANG_HE;
        if (ch >= 0x620 && ch <= 0x6FF) return LANG_AR;
        if ((ch | 32) >= 'a' && (ch | 32) <= 'z') return LANG_EN;
    }
    return LANG_EN;
}

static void set_name(Ctx *c, Actor *a, Lang l, Str s) {
    if (a->name.v[l].n) return;
    a->name.v[l] = utf8_head(utf8_clean_line(c->arena, s), 160);
    a->name.state[l] = TEXT_WRITTEN;
}

static void set_phone(Ctx *c, Actor *a, Str s, ImportReport *report) {
    char e164[20];
    bool repaired = false;
    if (!phone_parse(s, reader_phone_home(&c->reader), e164, &repaired)) return;
    Str *into = a->phone.n ? &a->phone_other : &a->phone;
    if (str_eq(a->phone, str_of(e164))) return;
    *into = arena_copy(c->arena, str_of(e164));
    report->repaired += repaired;
}

static void set_number(Ctx *c, Actor *a, Str s) {
    bool good = s.n <= 24 && actor_registration_ok(s, str_of(reader_phone_home(&c->reader)));
    if (good) a->registration_no = arena_copy(c->arena, s);
}

static void join(Ctx *c, Str *into, Str s, size_t max, const char *between) {
    Str all = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(*into), into->n ? between : "", STR_ARG(s));
    *into = utf8_head(all, max);
}

/* A position in metres of some grid, as its two cells come. */
typedef struct Metres {
    double east, north;
} Metres;

static void take_cell(Ctx *c, GuessKind kind, Str s, Actor *a, Metres *grid, ImportReport *report) {
    switch (kind) {
    case GUESS_NAME: case GUESS_PERSON: case GUESS_ORG: set_name(c, a, lang_of(s), s); break;
    case GUESS_NAME_HE: set_name(c, a, LANG_HE, s); break;
    case GUESS_NAME_AR: set_name(c, a, LANG_AR, s); break;
    case GUESS_NAME_EN: set_name(c, a, LANG_EN, s); break;
    case GUESS_PHONE: case GUESS_MOBILE: set_phone(c, a, s, report); break;
    case GUESS_REG_NUMBER: set_number(c, a, s); break;
    case GUESS_ADDRESS: case GUESS_STREET: case GUESS_HOUSE:
        join(c, &a->street, utf8_clean_line(c->arena, s), 160, " ");
        break;
    case GUESS_LAT: str_real(s, &a->lat); break;
    case GUESS_LON: str_real(s, &a->lon); break;
    case GUESS_ITM_E: str_real(s, &grid->east); break;
    case GUESS_ITM_N: str_real(s, &grid->north); break;
    case GUESS_HOURS: join(c, &a->hours, utf8_clean_line(c->arena, s), 300, "; "); break;
    case GUESS_NOTES: join(c, &a->note, utf8_clean_text(c->arena, s), 8000, "\n"); break;
    case GUESS_LOCALITY:
        if (place_by_name(c, s, &a->locality) != OK) report->placeless++;
        break;
    default: break;
    }
}

bool import_actor(Ctx *c, const ColumnGuess *columns, uint32_t n_columns, const SheetRow *row, Actor *a,
                  ImportReport *report) {
    Metres grid = {NAN, NAN};
    for (uint32_t i = 0; i < n_columns && i < row->n; i++) {
        Str s = str_trim(row->cells[i].s);
        if (s.n) take_cell(c, columns[i].best[0].kind, s, a, &grid, report);
    }
    double lon, lat;
    bool gridded = !isnan(grid.east) && !isnan(grid.north);
    if (gridded && grid_to_wgs84(grid_guess(grid.east, grid.north), grid.east, grid.north, &lon, &lat)) {
        a->lat = lat;
        a->lon = lon;
        a->where_from = WHERE_FROM_CONVERTED;
    }
    if (isnan(a->lat) != isnan(a->lon)) a->lat = a->lon = NAN;
    a->kind = ACTOR_KIND_BUSINESS;
    for (int l = 0; l < LANG_N; l++) {
        if (a->name.v[l].n) return true;
    }
    return false;
}
