/* tally_lines.c - which places an address asks for, their numbers, and in which order. */
#include "tally/tally_page.h"

#include "lang/collate.h"

#include <stdlib.h>
#include <string.h>

static const char *const WORDS[SIDE_N] = {"name", "work", "opened", "closed", "net", "met", "needs", "offers", "alone",
                                          "ties"};

/* ---- the address ------------------------------------------------------------------------------------------------- */

static void sort_read(Str s, SideAsk *a) {
    a->sort = SIDE_WORK;
    a->descending = true;
    bool down = s.n && s.p[0] == '-';
    if (down) s = str_sub(s, 1, s.n);
    for (int k = 0; k < SIDE_N; k++) {
        if (!str_eq(s, str_of(WORDS[k]))) continue;
        a->sort = (SideColumn)k;
        a->descending = down;
    }
}

static void ask_read(Ctx *c, const Request *rq, SideAsk *a) {
    Str     of = params_get(&rq->args, "of");
    int64_t n;
    *a = (SideAsk){.q = str_trim(params_get(&rq->args, "q")), .now = day_year(c->reader.today),
                   .empty = params_on(&rq->args, "empty"), .kind = choice_value(&place_kind_choices, of)};
    a->of = a->kind ? SIDE_KIND : str_eq(of, LIT("all")) ? SIDE_ALL : SIDE_UNITS;
    a->year = a->now;
    if (str_int(params_get(&rq->args, "year"), &n) && n <= a->now && n > a->now - TALLY_YEARS + 1) a->year = (int)n;
    a->period = TALLY_YEARS - 1 - (a->now - a->year);
    if (str_int(params_get(&rq->args, "page"), &n) && n > 1 && n < 1000000) a->offset = (n - 1) * VIEW_PAGE_ROWS;
    sort_read(params_get(&rq->args, "sort"), a);
}

static const char *of_word(const SideAsk *a) {
    if (a->of == SIDE_KIND) return choice_of(&place_kind_choices, a->kind)->name;
    return a->of == SIDE_ALL ? "all" : "units";
}

Str side_path(Ctx *c, const SideAsk *a, const char *path, SideColumn sort, bool descending) {
    Buf b;
    buf_init(&b, 4000);
    buf_printf(&b, "%s?of=%s&year=%d&sort=%s%s", path, of_word(a), a->year, descending ? "-" : "", WORDS[sort]);
    if (a->empty) buf_lit(&b, "&empty=1");
    if (a->q.n) {
        buf_lit(&b, "&q=");
        put_urlpart(&b, a->q);
    }
    return buf_keep(c->arena, &b);
}

/* ---- numbers ----------------------------------------------------------------------------------------------------- */

int64_t side_number(const SideLine *l, const SideAsk *a, SideColumn k, int ago) {
    enum { NOW = TALLY_YEARS - 1 };
    const int32_t(*n)[TALLY_YEARS] = l->row->n;
    int at = a->period - ago;
    if (at < 0) return 0;
    switch (k) {
        case SIDE_WORK: return n[TALLY_WORK][at];
        case SIDE_OPENED: return n[TALLY_OPENED][at];
        case SIDE_CLOSED: return n[TALLY_CLOSED][at];
        case SIDE_NET: return n[TALLY_OPENED][at] - n[TALLY_CLOSED][at];
        case SIDE_MET: return n[TALLY_MET][at];
        case SIDE_NEEDS: return n[TALLY_NEEDS][NOW];
        case SIDE_OFFERS: return n[TALLY_OFFERS][NOW];
        case SIDE_ALONE: return n[TALLY_ALONE][NOW];
        case SIDE_TIES:
            return n[TALLY_BUSINESSES][NOW] ? (int64_t)n[TALLY_TIES][NOW] * 1000 / n[TALLY_BUSINESSES][NOW] : 0;
        default: return 0;
    }
}

/* Whatever the year: a place is not left out because that year was quiet. */
static bool is_known(const TallyRow *row) {
    for (int what = 0; what < TALLY_N; what++) {
        for (int y = 0; y < TALLY_YEARS; y++) {
            if (row->n[what][y]) return true;
        }
    }
    return false;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

typedef struct Reading {
    const TallySums *sums;
    SideLine        *v;
    size_t           n, cap;
} Reading;

static Fault take_place(Ctx *c, const void *rec, void *arg) {
    const Place *p = rec;
    Reading     *r = arg;
    const TallyRow *row =
        r->sums->n ? bsearch(&p->head.id, r->sums->v, r->sums->n, sizeof *r->sums->v, id_order) : NULL;
    if (!row || r->n == r->cap) return OK;
    SideLine *l = &r->v[r->n++];
    *l = (SideLine){.id = p->head.id, .kind = p->kind, .unit = p->is_unit == 1, .row = row,
                    .name = arena_copy(c->arena, tri_best(&p->name, c->reader.lang, NULL))};
    l->order = collate_key(c->arena, c->reader.lang, l->name);
    return OK;
}

/* All places with a definition whose names fit, as the list of places finds them. */
static Fault places_read(Ctx *c, const SideAsk *a, const TallySums *sums, Reading *r) {
    static const int FIELDS[] = {PLACE_F_KIND, PLACE_F_IS_UNIT, -1};
    Param    args[1] = {{LIT("q"), a->q}};
    Request  asked = {.args = {.v = args, .n = a->q.n ? 1 : 0}};
    ListSpec s;
    TRY(view_query(c, &asked, &PLACE_SHEET, &s));
    *r = (Reading){.sums = sums, .v = ARENA_ARRAY(c->arena, SideLine, sums->n + 1), .cap = sums->n};
    return list_some(c, &s, FIELDS, 1000000, take_place, r);
}

static int by_name(const SideLine *x, const SideLine *y) {
    size_t n = x->order.n < y->order.n ? x->order.n : y->order.n;
    int    order = n ? memcmp(x->order.p, y->order.p, n) : 0;
    if (!order) order = (x->order.n > y->order.n) - (x->order.n < y->order.n);
    return order ? order : (x->id > y->id) - (x->id < y->id);
}

static int by_asked(const void *x, const void *y, void *ask) {
    const SideAsk  *a = ask;
    const SideLine *one = x, *other = y;
    int64_t m = side_number(one, a, a->sort, 0), n = side_number(other, a, a->sort, 0);
    int     order = a->sort == SIDE_NAME ? by_name(one, other) : (m > n) - (m < n);
    if (order) return a->descending ? -order : order;
    return by_name(one, other);
}

static bool is_asked(const SideAsk *a, const SideLine *l) {
    return a->of == SIDE_ALL || (a->of == SIDE_UNITS ? l->unit : l->kind == a->kind);
}

Fault side_read(Ctx *c, const Request *rq, SideAsk *ret_a, SideLines *ret_l) {
    TallySums sums;
    Reading   r;
    ask_read(c, rq, ret_a);
    *ret_l = (SideLines){0};
    TRY(tally_read(c, &sums));
    TRY(places_read(c, ret_a, &sums, &r));
    ret_l->v = r.v;
    ret_l->all = (int64_t)r.n;
    for (size_t i = 0; i < r.n; i++) {
        ret_l->units += r.v[i].unit;
        if (r.v[i].kind > 0 && r.v[i].kind < PLACE_KIND_N) ret_l->kinds[r.v[i].kind]++;
    }
    if (ret_a->of == SIDE_UNITS && !params_has(&rq->args, "of") && !ret_l->units) ret_a->of = SIDE_ALL;
    for (size_t i = 0; i < r.n; i++) {
        if (!is_asked(ret_a, &r.v[i])) continue;
        bool known = is_known(r.v[i].row);
        ret_l->left_out += !known;
        if (known || ret_a->empty) ret_l->v[ret_l->n++] = r.v[i];
    }
    if (ret_l->n) qsort_r(ret_l->v, ret_l->n, sizeof *ret_l->v, by_asked, ret_a);
    return OK;
}
