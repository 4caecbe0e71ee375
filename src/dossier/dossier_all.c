/* dossier_all.c - for headquarters: which chapters each locality has, and which are missing. */
#include "dossier/dossier_page.h"

enum { PLACES_MAX = 500, CHAPTERS_MAX = PLACES_MAX * CHAPTER_KIND_N };

typedef struct Kept {
    Id  place;
    int kind;
    Day day;
} Kept;

typedef struct Keeping {
    Kept  *v;
    size_t n;
} Keeping;

static Fault take_chapter(Ctx *c, const void *rec, void *arg) {
    const PlaceChapter *v = rec;
    Keeping            *k = arg;
    (void)c;
    if (k->n < CHAPTERS_MAX) k->v[k->n++] = (Kept){v->place, v->kind, chapter_day(v)};
    return OK;
}

static Fault chapters(Ctx *c, Keeping *k) {
    static const int FIELDS[] = {PLACE_CHAPTER_F_PLACE, PLACE_CHAPTER_F_KIND, PLACE_CHAPTER_F_WRITTEN_ON,
                                 PLACE_CHAPTER_F_LOOKED_ON, -1};
    ListSpec s = {.entity = &place_chapter_entity};
    k->v = ARENA_ARRAY(c->arena, Kept, CHAPTERS_MAX);
    return list_some(c, &s, FIELDS, CHAPTERS_MAX, take_chapter, k);
}

/* Towns and villages, recognised or not; or those places alone that have a local unit. */
static Fault localities(Ctx *c, bool units, const Place **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &place_entity, .limit = PLACES_MAX};
    void    *at;
    if (units) {
        s.filters[s.n_filters++] = (ListFilter){.field = &place_entity.fields[PLACE_F_IS_UNIT], .op = LIST_EQ,
                                                .val = v_int(1)};
    } else {
        s.extras[s.n_extras++] = (ListExtra){.name = "town", .val = v_int(PLACE_KIND_LOCALITY),
                                             .sql = "(x.kind = :town OR x.kind = 3)"};
    }
    TRY(list_run(c, &s, false, &at, ret_n, NULL));
    *ret_v = at;
    return OK;
}
_Static_assert(PLACE_KIND_UNRECOGNISED == 3, "the condition above names this kind by number");

static void fill_row(Ctx *c, const Place *p, const Keeping *k, AllRow *row) {
    *row = (AllRow){.name = tri_best(&p->name, c->reader.lang, NULL), .href = dossier_path(c, p->head.id),
                    .cells = ARENA_ARRAY(c->arena, AllCell, CHAPTER_KIND_N), .unit = p->is_unit == 1};
    for (int kind = 1; kind < CHAPTER_KIND_N; kind++) {
        row->cells[row->cells_n++].name = choice_label(&chapter_kind_choices, kind);
    }
    for (size_t i = 0; i < k->n; i++) {
        if (k->v[i].place != p->head.id || k->v[i].kind < 1 || k->v[i].kind >= CHAPTER_KIND_N) continue;
        AllCell *cell = &row->cells[k->v[i].kind - 1];
        if (!cell->known) row->known++;
        cell->known = true;
        cell->old = k->v[i].day < year_before(c->reader.today);
        row->old += cell->old;
    }
    row->whole = row->known == (int64_t)row->cells_n;
}

Fault get_dossiers(Ctx *c, const Request *rq, Reply *rp) {
    const Place *p;
    size_t       n;
    Keeping      k = {0};
    AllPlaces    v = {.units = !str_eq(params_get(&rq->args, "all"), LIT("1")), .chapters = CHAPTER_KIND_N - 1};
    TRY(localities(c, v.units, &p, &n));
    TRY(chapters(c, &k));
    v.rows = ARENA_ARRAY(c->arena, AllRow, n + 1);
    for (int begun = 1; begun >= 0; begun--) {    /* those of which something is known stand first */
        for (size_t i = 0; i < n; i++) {
            AllRow *row = &v.rows[v.rows_n];
            fill_row(c, &p[i], &k, row);
            v.rows_n += (row->known > 0) == begun;
        }
    }
    for (size_t i = 0; i < v.rows_n; i++) {
        v.whole += v.rows[i].whole;
        v.begun += v.rows[i].known > 0;
    }
    v.all = (int64_t)n;
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_DOSSIER_ALL_PLACES));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/places"), tr(c->reader.lang, T_ENT_PLACE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, dossier_all_page, &v);
}
