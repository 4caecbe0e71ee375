/* spend_all_page.c - what a buyer paid: by places, kinds of spending, payees and quarters; every sum leads to its
** rows. */
#include "spend/spend_page.h"

#include "base/cells.h"
#include "db/region.h"
#include "ent/form.h"

#include <stdlib.h>

enum { SHOWN = 30, QUARTERS_SHOWN = 24 };

static const TextKey LOCAL_WORDS[SPEND_LOCAL_N] = {
    [SPEND_UNKNOWN] = T_SPEND_UNKNOWN, [SPEND_LOCAL] = T_SPEND_LOCAL, [SPEND_NOT_LOCAL] = T_SPEND_NOT_LOCAL};
static const SpendLocal ORDER[SPEND_LOCAL_N] = {SPEND_LOCAL, SPEND_NOT_LOCAL, SPEND_UNKNOWN};

/* ---- shared ------------------------------------------------------------------------------------------------------ */

Str spend_path(Ctx *c, Id buyer, const char *below) {
    return arena_printf(c->arena, "/purchases/%.*s%s", STR_ARG(id_str(c->arena, buyer)), below);
}

Page spend_page(Ctx *c, const Request *rq, Id buyer, Str name, TextKey title) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/purchases"), tr(c->reader.lang, T_SPEND_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){spend_path(c, buyer, ""), name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

Fault spend_buyer(Ctx *c, Id buyer, Head *ret_head, Str *ret_name) {
    TRY(ent_load_head(c, &actor_entity, buyer, ret_head));
    return ent_labels(c, &buyer, 1, ret_name);
}

/* A place by its id, or by its name where a browser without script sent only that; 0: none that the reader sees. */
static Fault place_asked(Ctx *c, const Request *rq, int i, Id *ret_id) {
    char field[32], name[32];
    snprintf(field, sizeof field, "local%d", i + 1);
    snprintf(name, sizeof name, "place%d", i + 1);
    Str words = str_trim(params_get(&rq->args, name));
    Head  head;
    Fault f = NOT_FOUND;
    if (id_parse(params_get(&rq->args, field), ret_id)) {
        f = ent_load_head(c, &place_entity, *ret_id, &head);
    } else if (words.n) {
        f = place_by_name(c, words, ret_id);
    }
    if (f != OK) *ret_id = 0;                     /* also one that the reader may not see: its sums would tell of it */
    return f == NOT_FOUND ? OK : f;
}

Str spend_currency_query(Ctx *c, const Request *rq) {
    Str s = params_get(&rq->args, "currency");
    bool said = s.n && str_eq(s, str_of(spend_code(c, s)));
    return said ? arena_printf(c->arena, "&currency=%.*s", STR_ARG(s)) : (Str){0};
}

static Str places_query(Ctx *c, const Id *v, int n) {
    Buf b;
    buf_init(&b, 256);
    for (int i = 0; i < n; i++) {
        buf_printf(&b, "%slocal%d=", i ? "&" : "", i + 1);
        buf_id(&b, v[i]);
    }
    return buf_keep(c->arena, &b);
}

Fault spend_places(Ctx *c, const Request *rq, Id buyer, Id *ret_v, int *ret_n, Str *ret_query) {
    Head   head;
    size_t n = 0;
    *ret_n = 0;
    for (int i = 0; i < SPEND_DEFS_MAX; i++) {
        Id id;
        TRY(place_asked(c, rq, i, &id));
        if (id) ret_v[(*ret_n)++] = id;
    }
    if (!*ret_n) {
        TRY(ent_load_head(c, &actor_entity, buyer, &head));
        if (head.unit) TRY(place_above(c, head.unit, ret_v, SPEND_DEFS_MAX, &n));
        *ret_n = (int)n;
    }
    Str query = places_query(c, ret_v, *ret_n), currency = spend_currency_query(c, rq);
    *ret_query = arena_printf(c->arena, "%.*s%.*s", STR_ARG(query), STR_ARG(currency));
    return OK;
}

static Str share_text(Ctx *c, int64_t part, int64_t whole) {
    if (whole <= 0) return (Str){0};
    int64_t p = spend_permille(part, whole);
    Buf     b;
    buf_init(&b, 64);
    int64_t q = p < 0 ? -p : p;
    Str     text = arena_printf(c->arena, "%s%lld.%d%%", p < 0 ? "-" : "", (long long)(q / 10), (int)(q % 10));
    plain_code(&b, text);
    return buf_keep(c->arena, &b);
}

static SpendCell cell_of(Ctx *c, SpendSum s, int64_t whole, Str href) {
    return (SpendCell){.sum = s.sum, .rows = s.rows, .permille = spend_permille(s.sum, whole),
                       .share = share_text(c, s.sum, whole), .href = s.rows ? href : (Str){0}};
}

/* Where a single payee is stands in no public list: sums by place do, their rows are the staff's. */
static bool sees_where(const Ctx *c) { return c->who.system || (c->who.roles & ROLES_STAFF); }

/* "All, local, not, unknown" of one line; `q`: what chooses its rows. */
static void local_cells(Ctx *c, SpendLine *l, const SpendSum sum[1 + SPEND_LOCAL_N], Str rows, const char *q,
                        bool all) {
    l->cells = ARENA_ARRAY(c->arena, SpendCell, 1 + SPEND_LOCAL_N);
    if (all) {
        l->cells[l->cells_n] = cell_of(c, sum[0], 0, arena_printf(c->arena, "%.*s%s", STR_ARG(rows), q));
        l->cells[l->cells_n++].label = T_SPEND_PAID;
    }
    for (int i = 0; i < SPEND_LOCAL_N; i++) {
        SpendLocal is = ORDER[i];
        Str        href = {0};
        if (sees_where(c)) href = arena_printf(c->arena, "%.*s%s&is=%d", STR_ARG(rows), q, (int)is);
        l->cells[l->cells_n] = cell_of(c, sum[1 + is], sum[0].sum, href);
        l->cells[l->cells_n++].label = LOCAL_WORDS[is];
    }
}

/* ---- by place ---------------------------------------------------------------------------------------------------- */

static Fault fill_defs(Ctx *c, const SpendAll *a, const Id *places, SpendAllView *v) {
    Id  ids[SPEND_DEFS_MAX] = {0};
    Str names[SPEND_DEFS_MAX] = {{0}};
    for (int i = 0; i < a->places_n; i++) ids[i] = places[i];
    TRY(ent_names(c, &place_entity, ids, SPEND_DEFS_MAX, names));
    v->defs = ARENA_ARRAY(c->arena, SpendLine, SPEND_DEFS_MAX);
    v->fields = ARENA_ARRAY(c->arena, SpendPlaceField, SPEND_DEFS_MAX);
    v->first_place = names[0];
    for (int i = 0; i < SPEND_DEFS_MAX; i++) {
        static const TextKey LABELS[] = {T_SPEND_FIRST_PLACE, T_SPEND_SECOND_PLACE, T_SPEND_THIRD_PLACE};
        v->fields[v->fields_n++] = (SpendPlaceField){
            .name = names[i], .value = id_str(c->arena, ids[i]), .field = arena_printf(c->arena, "local%d", i + 1),
            .name_field = arena_printf(c->arena, "place%d", i + 1), .id = arena_printf(c->arena, "f-place%d", i + 1),
            .label = LABELS[i]};
        if (i >= a->places_n) continue;
        SpendLine *l = &v->defs[v->defs_n++];
        SpendSum   sum[1 + SPEND_LOCAL_N] = {a->all};
        memcpy(sum + 1, a->local[i], sizeof a->local[i]);
        *l = (SpendLine){.name = names[i], .href = view_record_path(c, &place_entity, ids[i])};
        /* Rows follow the first place: another one stands first in their address. */
        Str rows = arena_printf(c->arena, "%.*s/rows?local1=%.*s%.*s", STR_ARG(v->path),
                                STR_ARG(id_str(c->arena, ids[i])), STR_ARG(v->currency_query));
        local_cells(c, l, sum, rows, "", false);
    }
    return OK;
}

/* ---- by kind of spending ----------------------------------------------------------------------------------------- */

static int kind_order(const void *x, const void *y) {
    const SpendKind *a = *(const SpendKind *const *)x, *b = *(const SpendKind *const *)y;
    if (a->sum[0].sum != b->sum[0].sum) return a->sum[0].sum < b->sum[0].sum ? 1 : -1;
    return (a->key > b->key) - (a->key < b->key);
}

static void add_sums(SpendSum *to, const SpendSum *v) {
    for (int i = 0; i < 1 + SPEND_LOCAL_N; i++) {
        to[i].rows += v[i].rows;
        to[i].sum += v[i].sum;
    }
}

static void fill_kinds(Ctx *c, const SpendAll *a, SpendAllView *v) {
    const SpendKind **order = ARENA_ARRAY(c->arena, const SpendKind *, a->kinds_n + 1);
    SpendSum rest[1 + SPEND_LOCAL_N] = {{0}};
    size_t   n = 0;
    for (size_t i = 0; i < a->kinds_n; i++) {
        if (a->kinds[i].sum[0].rows) order[n++] = &a->kinds[i];
    }
    qsort(order, n, sizeof *order, kind_order);
    v->kinds = ARENA_ARRAY(c->arena, SpendLine, SHOWN + 1);
    for (size_t i = 0; i < n; i++) {
        const SpendKind *k = order[i];
        if (i >= SHOWN) {
            add_sums(rest, k->sum);
            continue;
        }
        SpendLine  *l = &v->kinds[v->kinds_n++];
        const char *q = arena_z(c->arena, arena_printf(c->arena, "&kind=%llx", (unsigned long long)k->key));
        *l = (SpendLine){.name = k->name, .may = k->move == SPEND_MOVE_MAY, .cannot = k->move == SPEND_MOVE_CANNOT,
                         .key = arena_printf(c->arena, "%llx", (unsigned long long)k->key)};
        local_cells(c, l, k->sum, v->rows_href, q, true);
        l->href = l->cells[0].href;
    }
    if (!rest[0].rows) return;
    SpendLine *l = &v->kinds[v->kinds_n++];
    *l = (SpendLine){.rest = true, .name = tr(c->reader.lang, T_SPEND_THE_REST)};
    local_cells(c, l, rest, v->rows_href, "", true);
    for (size_t i = 0; i < l->cells_n; i++) l->cells[i].href = (Str){0};
}

/* ---- by payee ---------------------------------------------------------------------------------------------------- */

static int group_order(const void *x, const void *y) {
    const SpendGroup *a = *(const SpendGroup *const *)x, *b = *(const SpendGroup *const *)y;
    if (a->sum.sum != b->sum.sum) return a->sum.sum < b->sum.sum ? 1 : -1;
    return (a->key > b->key) - (a->key < b->key);
}

static Str group_name(Ctx *c, const SpendGroup *g) {
    if (g->bearer == SPEND_NAMELESS) return tr(c->reader.lang, T_SPEND_NAMELESS);
    if (g->bearer == SPEND_WITHHELD) return tr(c->reader.lang, T_SPEND_WITHHELD);
    return spend_name_shown(c, g->bearer) ? g->name : tr(c->reader.lang, T_SPEND_MAYBE_PERSON);
}

static Fault fill_payees(Ctx *c, const SpendAll *a, SpendAllView *v) {
    const SpendGroup **order = ARENA_ARRAY(c->arena, const SpendGroup *, a->groups_n + 1);
    SpendSum rest = {0};
    size_t   n = 0;
    RefNames names;
    for (size_t i = 0; i < a->groups_n; i++) {
        v->likely += a->groups[i].likely != 0 && a->groups[i].sum.rows;
        if (a->groups[i].sum.rows) order[n++] = &a->groups[i];
    }
    v->groups = (int64_t)n;
    qsort(order, n, sizeof *order, group_order);
    v->payees = ARENA_ARRAY(c->arena, SpendLine, SHOWN + 1);
    Id *ids = ARENA_ARRAY(c->arena, Id, SHOWN + 1);
    for (size_t i = 0; i < n && i < SHOWN; i++) ids[i] = order[i]->actor;
    TRY(ref_names(c, ids, n < SHOWN ? n : SHOWN, &names));
    for (size_t i = 0; i < n; i++) {
        const SpendGroup *g = order[i];
        if (i >= SHOWN) {
            rest.rows += g->sum.rows;
            rest.sum += g->sum.sum;
            continue;
        }
        Str href = arena_printf(c->arena, "%.*s&payee=%llx", STR_ARG(v->rows_href), (unsigned long long)g->key);
        SpendLine *l = &v->payees[v->payees_n++];
        *l = (SpendLine){.name = group_name(c, g), .cells = ARENA_NEW(c->arena, SpendCell), .cells_n = 1,
                         .hidden = !spend_name_shown(c, g->bearer), .who = ref_name(&names, g->actor)};
        l->cells[0] = cell_of(c, g->sum, a->all.sum, l->hidden ? (Str){0} : href);
        l->href = l->cells[0].href;
        if (l->who.n) l->who_href = view_record_path(c, &actor_entity, g->actor);
        if (g->likely) l->tag = T_SPEND_ASK_WHO;
    }
    if (!rest.rows) return OK;
    SpendLine *l = &v->payees[v->payees_n++];
    *l = (SpendLine){.rest = true, .name = tr(c->reader.lang, T_SPEND_THE_REST), .cells_n = 1,
                     .cells = ARENA_NEW(c->arena, SpendCell)};
    l->cells[0] = cell_of(c, rest, a->all.sum, (Str){0});
    return OK;
}

/* ---- by quarter, figures, files ---------------------------------------------------------------------------------- */

static Str quarter_name(Ctx *c, int q) {
    if (q == SPEND_QUARTERS_MAX - 1) return tr(c->reader.lang, T_SPEND_NO_DAY);
    return tr_str(c->arena, &c->reader, T_SPEND_QUARTER,
                  (TrArg[]){TR_ARG("year", arena_printf(c->arena, "%d", SPEND_YEAR_FIRST + q / 4)),
                            TR_ARG("n", arena_printf(c->arena, "%d", q % 4 + 1))}, 2);
}

static void fill_quarters(Ctx *c, const SpendAll *a, SpendAllView *v) {
    v->quarters = ARENA_ARRAY(c->arena, SpendLine, SPEND_QUARTERS_MAX);
    for (int q = 0; q < SPEND_QUARTERS_MAX; q++) {
        if (!a->quarters[q][0].rows) continue;
        SpendLine  *l = &v->quarters[v->quarters_n++];
        const char *of = arena_z(c->arena, arena_printf(c->arena, "&quarter=%d", q));
        *l = (SpendLine){.name = quarter_name(c, q)};
        local_cells(c, l, a->quarters[q], v->rows_href, of, true);
        l->href = l->cells[0].href;
    }
}

static void fill_sizes(Ctx *c, const SpendAll *a, SpendAllView *v) {
    v->sizes = ARENA_ARRAY(c->arena, SpendLine, SPEND_SIZES);
    for (int k = 1; k <= SPEND_SIZES; k++) {
        int size = k % SPEND_SIZES;               /* what is not known stands last */
        if (!a->sizes[size].rows) continue;
        SpendLine *l = &v->sizes[v->sizes_n++];
        Str href = {0};
        if (sees_where(c)) href = arena_printf(c->arena, "%.*s&size=%d", STR_ARG(v->rows_href), size);
        *l = (SpendLine){.cells = ARENA_NEW(c->arena, SpendCell), .cells_n = 1,
                         .name = tr(c->reader.lang, size ? choice_label(&size_class_choices, size) : T_SPEND_UNKNOWN)};
        l->cells[0] = cell_of(c, a->sizes[size], a->all.sum, href);
    }
}

static void fill_figures(Ctx *c, const SpendAll *a, SpendAllView *v) {
    Str rows = v->rows_href;
    v->all = cell_of(c, a->all, 0, rows);
    v->withheld = cell_of(c, a->withheld, a->all.sum, (Str){0});
    v->may = cell_of(c, a->moved[SPEND_MOVE_MAY], a->all.sum,
                     arena_printf(c->arena, "%.*s&move=%d", STR_ARG(rows), SPEND_MOVE_MAY));
    v->cannot = cell_of(c, a->moved[SPEND_MOVE_CANNOT], a->all.sum,
                        arena_printf(c->arena, "%.*s&move=%d", STR_ARG(rows), SPEND_MOVE_CANNOT));
    v->unmarked = cell_of(c, a->moved[0], a->all.sum, arena_printf(c->arena, "%.*s&move=0", STR_ARG(rows)));
    v->first = share_text(c, a->few.first, a->few.all);
    v->five = share_text(c, a->few.five, a->few.all);
    v->ten = share_text(c, a->few.ten, a->few.all);
    v->hhi = a->few.hhi;
}

static Fault fill_files(Ctx *c, Id buyer, SpendAllView *v) {
    enum { FILES_SHOWN = 60 };
    const Field *f = payment_file_entity.fields;
    ListSpec s = {.entity = &payment_file_entity, .sort = &f[PAYMENT_FILE_F_FROM_ON], .descending = true,
                  .limit = FILES_SHOWN, .n_filters = 1};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &f[PAYMENT_FILE_F_BUYER], .op = LIST_EQ, .val = v_id(buyer)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const PaymentFile *p = rows;
    v->files = ARENA_ARRAY(c->arena, SpendFileRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        Buf b;
        buf_init(&b, 256);
        plain_money(&b, &c->reader, p[i].kept, spend_code(c, p[i].currency));
        v->files[v->files_n++] = (SpendFileRow){
            .name = p[i].name, .href = view_record_path(c, &payment_file_entity, p[i].head.id), .from = p[i].from_on,
            .until = p[i].until_on, .state = choice_label(&payment_state_choices, p[i].state), .rows = p[i].rows_n,
            .counts = p[i].state == PAYMENT_STATE_IN_USE, .published = p[i].published == 1, .demo = p[i].is_demo == 1,
            .kept = buf_keep(c->arena, &b)};
    }
    return OK;
}

static void add_tally(SpendTally *to, SpendSum *foreign, const SpendBook *b) {
    for (int s = 0; s < SPEND_STATE_N; s++) {
        to->by[s].rows += b->tally.by[s].rows;
        to->by[s].sum += b->tally.by[s].sum;
    }
    to->file.rows += b->tally.file.rows;
    to->file.sum += b->tally.file.sum;
    for (int i = 0; i < b->currencies_n; i++) {
        if (i != b->currency) foreign->rows += b->read[i].rows;
    }
}

size_t spend_state_rows(Ctx *c, const SpendTally *t, const SpendSum *foreign, Str rows, SpendStateRow *ret_v) {
    static const struct {
        TextKey name, what;
    } WORDS[SPEND_STATE_N] = {
        [SPEND_KEPT] = {T_SPEND_S_KEPT, T_NONE}, [SPEND_TWIN] = {T_SPEND_S_TWIN, T_SPEND_S_TWIN_WHAT},
        [SPEND_KNOWN] = {T_SPEND_S_KNOWN, T_SPEND_S_KNOWN_WHAT},
        [SPEND_REVERSED] = {T_SPEND_S_REVERSED, T_SPEND_S_REVERSED_WHAT},
        [SPEND_FOREIGN] = {T_SPEND_S_FOREIGN, T_SPEND_S_FOREIGN_WHAT},
        [SPEND_UNREADABLE] = {T_SPEND_S_UNREADABLE, T_SPEND_S_UNREADABLE_WHAT}};
    static const SpendState SUMMED[] = {SPEND_KEPT, SPEND_TWIN, SPEND_KNOWN, SPEND_REVERSED};
    size_t n = 0;
    for (size_t i = 0; i < sizeof SUMMED / sizeof *SUMMED; i++) {
        SpendState s = SUMMED[i];
        if (s != SPEND_KEPT && !t->by[s].rows) continue;
        Str href = rows.n && t->by[s].rows ? arena_printf(c->arena, "%.*s&state=%d", STR_ARG(rows), (int)s) : (Str){0};
        ret_v[n++] = (SpendStateRow){.name = WORDS[s].name, .what = WORDS[s].what, .rows = t->by[s].rows,
                                     .sum = t->by[s].sum, .href = href, .has_sum = true};
    }
    ret_v[n++] = (SpendStateRow){.name = T_SPEND_S_FILE, .what = T_SPEND_S_FILE_WHAT, .rows = t->file.rows,
                                 .sum = t->file.sum, .whole = true, .has_sum = true};
    for (int s = SPEND_FOREIGN; s <= SPEND_UNREADABLE; s++) {
        int64_t count = s == SPEND_FOREIGN ? foreign->rows : t->by[s].rows;
        if (!count) continue;
        Str href = rows.n ? arena_printf(c->arena, "%.*s&state=%d", STR_ARG(rows), s) : (Str){0};
        ret_v[n++] = (SpendStateRow){.name = WORDS[s].name, .what = WORDS[s].what, .rows = count, .href = href};
    }
    return n;
}

static void fill_states(Ctx *c, const SpendAll *a, SpendAllView *v) {
    SpendTally t = {0};
    SpendSum   foreign = {0};
    v->states = ARENA_ARRAY(c->arena, SpendStateRow, SPEND_STATE_N + 1);
    for (size_t i = 0; i < a->parts_n; i++) add_tally(&t, &foreign, &a->parts[i].book);
    v->states_n = spend_state_rows(c, &t, &foreign, v->staff ? v->rows_href : (Str){0}, v->states);
}

/* Few would say of one what is nobody's business, and so would two places that differ by one payee: others than staff
** are told by the buyer's own place, of five known payees and more, and of one side of them not fewer. */
static Fault may_tell_owned(Ctx *c, const SpendAll *a, const SpendOwned *o, bool *ret_yes) {
    static const SpendLocal SIDES[] = {SPEND_LOCAL, SPEND_NOT_LOCAL};
    Head   head;
    Id     own;
    size_t n = 0;
    *ret_yes = o->known >= CELL_LEAST;
    for (size_t i = 0; i < sizeof SIDES / sizeof *SIDES; i++) {
        *ret_yes = *ret_yes && (!o->of[SIDES[i]] || o->of[SIDES[i]] >= CELL_LEAST);
    }
    if (!*ret_yes) return OK;
    TRY(ent_load_head(c, &actor_entity, a->buyer, &head));
    if (head.unit) TRY(place_above(c, head.unit, &own, 1, &n));
    *ret_yes = n && own == a->places[0].place;
    return OK;
}

static Fault fill_owned(Ctx *c, const SpendAll *a, SpendAllView *v) {
    static const TextKey NAMES[SPEND_LOCAL_N] = {[SPEND_LOCAL] = T_SPEND_OWNED_HERE,
                                                 [SPEND_NOT_LOCAL] = T_SPEND_OWNED_AWAY,
                                                 [SPEND_UNKNOWN] = T_SPEND_OWNED_UNKNOWN};
    static const SpendLocal OWNED[] = {SPEND_LOCAL, SPEND_NOT_LOCAL, SPEND_UNKNOWN};
    SpendOwned o;
    bool       may = v->staff;
    TRY(spend_owned(c, a, &o));
    if (o.payees && !may) TRY(may_tell_owned(c, a, &o, &may));
    if (!o.payees || !may) return OK;
    v->owned = ARENA_ARRAY(c->arena, SpendLine, SPEND_LOCAL_N);
    for (size_t i = 0; i < sizeof OWNED / sizeof *OWNED; i++) {
        SpendLocal l = OWNED[i];
        SpendLine *to = &v->owned[v->owned_n++];
        *to = (SpendLine){.name = tr(c->reader.lang, NAMES[l]), .cells = ARENA_ARRAY(c->arena, SpendCell, 1),
                          .cells_n = 1};
        to->cells[0] = (SpendCell){.sum = o.sum[l], .share = share_text(c, o.sum[l], a->local[0][SPEND_LOCAL].sum)};
    }
    v->owned_payees = o.payees;
    v->owned_known = o.known;
    v->owned_circular = v->staff ? o.circular : 0;
    return OK;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

/* Sums of several currencies add up to nothing: each has a page. */
static void fill_currencies(Ctx *c, const SpendAll *a, SpendAllView *v) {
    if (a->currencies_n < 2) return;
    v->currencies = ARENA_ARRAY(c->arena, SpendCurrency, a->currencies_n);
    for (size_t i = 0; i < a->currencies_n; i++) {
        Str code = str_of(a->currencies[i]);
        v->currencies[v->currencies_n++] = (SpendCurrency){
            .code = code, .current = strcmp(a->currencies[i], a->currency) == 0,
            .href = arena_printf(c->arena, "%.*s?currency=%.*s", STR_ARG(v->path), STR_ARG(code))};
    }
}

static Fault fill_all(Ctx *c, const Request *rq, Id buyer, SpendAllView *v) {
    SpendAll a;
    Id       places[SPEND_DEFS_MAX];
    int      n;
    TRY(spend_places(c, rq, buyer, places, &n, &v->query));
    v->rows_href = arena_printf(c->arena, "%.*s/rows?%.*s", STR_ARG(v->path), STR_ARG(v->query));
    v->csv_href = arena_printf(c->arena, "%.*s/rows.csv?%.*s", STR_ARG(v->path), STR_ARG(v->query));
    v->currency_query = spend_currency_query(c, rq);
    v->payees_href = spend_payees_path(c, v->path, -1, v->currency_query);
    TRY(spend_all_load(c, buyer, params_get(&rq->args, "currency"), &a));
    TRY(spend_all_sum(c, &a, places, n));
    v->counted = a.parts_n > 0;
    v->currency = arena_z(c->arena, str_of(a.currency));
    v->asked = v->currency_query.n ? str_of(v->currency) : (Str){0};
    v->others_n = (int64_t)a.others_n;
    fill_currencies(c, &a, v);
    v->from = a.from;
    v->until = a.until;
    for (size_t i = 0; i < a.parts_n; i++) v->demo = v->demo || a.parts[i].file->is_demo == 1;
    TRY(fill_defs(c, &a, places, v));
    TRY(fill_owned(c, &a, v));
    fill_kinds(c, &a, v);
    TRY(fill_payees(c, &a, v));
    fill_quarters(c, &a, v);
    fill_sizes(c, &a, v);
    fill_figures(c, &a, v);
    fill_states(c, &a, v);
    return fill_files(c, buyer, v);
}

static Fault draw_all(Ctx *c, const Request *rq, Reply *rp, Arena *outer) {
    Id           buyer = rq->ids[0];
    Head         head;
    SpendAllView v = {.path = spend_path(c, buyer, ""), .staff = (c->who.roles & ROLES_STAFF) != 0};
    TRY(spend_buyer(c, buyer, &head, &v.name));
    v.may_write = spend_may_bring(c, &head);
    v.upload_href = spend_path(c, buyer, "/new");
    v.actor_href = view_record_path(c, &actor_entity, buyer);
    v.coming_href = arena_printf(c->arena, "/coming-purchases?buyer=%.*s", STR_ARG(id_str(c->arena, buyer)));
    TRY(fill_all(c, rq, buyer, &v));
    c->arena = outer;
    Page pg = page_new(c, rq, NAV_MORE, tr_str(c->arena, &c->reader, T_SPEND_OF, (TrArg[]){TR_ARG("name", v.name)}, 1));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/purchases"), tr(c->reader.lang, T_SPEND_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, v.name};
    return page_send(&pg, rp, spend_all_page, &v);
}

typedef struct Drawing {
    const Request *rq;
    Reply         *rp;
    SpendDraw      draw;
    Arena         *outer;
} Drawing;

static Fault run_drawing(Ctx *c, void *arg) {
    Drawing *d = arg;
    return d->draw(c, d->rq, d->rp, d->outer);
}

Fault spend_drawn(Ctx *c, const Request *rq, Reply *rp, SpendDraw draw) {
    return spend_room(c, run_drawing, &(Drawing){rq, rp, draw, c->arena});
}

Fault get_purchase_all(Ctx *c, const Request *rq, Reply *rp) { return spend_drawn(c, rq, rp, draw_all); }

Fault get_purchases(Ctx *c, const Request *rq, Reply *rp) {
    SpendBuyer     *b;
    size_t          n;
    SpendBuyersView v = {.may_write = (c->who.roles & SPEND_WRITERS) != 0, .member = (c->who.roles & ROLES_MEMBER) != 0,
                         .releases = LIT("releases.json"), .records = LIT("records.json")};
    TRY(spend_buyers(c, &b, &n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = b[i].buyer;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    v.rows = ARENA_ARRAY(c->arena, SpendBuyerRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!names[i].n) continue;
        v.rows[v.rows_n++] = (SpendBuyerRow){.name = names[i], .href = spend_path(c, ids[i], ""), .files = b[i].files,
                                             .rows = b[i].rows, .from = b[i].from, .until = b[i].until};
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_SPEND_TITLE));
    return page_send(&pg, rp, spend_buyers_page, &v);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static int number_asked(const Request *rq, const char *name, int most) {
    int64_t n;
    if (!str_int(params_get(&rq->args, name), &n) || n < 0 || n >= most) return -1;
    return (int)n;
}

static bool key_asked(const Request *rq, const char *name, uint64_t *ret_key) {
    Str s = params_get(&rq->args, name);
    *ret_key = 0;
    if (!s.n || s.n > 16) return false;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        int  d = ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
        if (d < 0) return false;
        *ret_key = *ret_key << 4 | (uint64_t)d;
    }
    return true;
}

/* Whom a visitor is not shown by name they cannot ask for either, nor for one of several spellings: who guesses a name
** learns nothing. */
static Fault may_pick(Ctx *c, const SpendAll *a, const SpendPick *p) {
    if (!p->by_payee || spend_name_shown(c, SPEND_PERSON)) return OK;
    const SpendGroup *g = spend_group(a, p->payee);
    bool shown = g && g->key == p->payee && spend_name_shown(c, g->bearer);
    return shown ? OK : fail(c, NOT_FOUND, "payment_file", 0);
}

/* Where a payee is and which rows are set aside is for staff. */
static SpendPick pick_asked(const Ctx *c, const Request *rq) {
    SpendPick p = {.quarter = number_asked(rq, "quarter", SPEND_QUARTERS_MAX),
                   .local = number_asked(rq, "is", SPEND_LOCAL_N), .state = number_asked(rq, "state", SPEND_STATE_N),
                   .move = number_asked(rq, "move", 3), .size = number_asked(rq, "size", SPEND_SIZES)};
    p.by_payee = key_asked(rq, "payee", &p.payee);
    p.by_kind = key_asked(rq, "kind", &p.kind);
    (void)id_parse(params_get(&rq->args, "file"), &p.file);
    if (!sees_where(c)) p.state = p.local = p.size = -1;
    return p;
}

typedef struct Shown {
    SpendRowsView *v;
    Id             buyer;
    Str            rows;                          /* address of rows with the places */
} Shown;

/* The file's, unless the row is in another one. */
static const char *row_currency(const Ctx *c, const SpendAll *a, const SpendRowView *r) {
    return r->state == SPEND_FOREIGN ? spend_code(c, str_of(r->currency)) : a->currency;
}

static Fault show_row(Ctx *c, const SpendAll *a, const SpendRowView *r, void *arg) {
    static const char *const COLOURS[SPEND_LOCAL_N] = {"", "ok", "warn"};
    Shown            *to = arg;
    SpendRowsView    *v = to->v;
    const SpendGroup *g = &a->groups[r->group];
    v->sum += r->amount;
    if (v->total++ < v->offset || v->rows_n == (size_t)v->limit) return OK;
    bool shown = spend_name_shown(c, g->bearer);
    v->rows[v->rows_n++] = (SpendShownRow){
        .day = r->day, .payee = group_name(c, g), .kind = arena_copy(c->arena, a->kinds[r->kind].name),
        .number = arena_copy(c->arena, shown ? r->number : (Str){0}), .unit = arena_copy(c->arena, r->unit),
        .file = r->part->file->name, .file_href = view_record_path(c, &payment_file_entity, r->part->file->head.id),
        .amount = r->amount, .currency = row_currency(c, a, r), .read = r->state != SPEND_UNREADABLE, .row = r->row,
        .local = sees_where(c) ? LOCAL_WORDS[r->local] : T_NONE,
        .colour = str_of(COLOURS[r->local]),
        .payee_href = shown ? arena_printf(c->arena, "%.*s&payee=%llx", STR_ARG(to->rows), (unsigned long long)g->key)
                            : (Str){0}};
    return OK;
}

static Fault load_picked(Ctx *c, const Request *rq, SpendAll *a, Str *ret_query) {
    Id  places[SPEND_DEFS_MAX];
    int n;
    TRY(spend_places(c, rq, rq->ids[0], places, &n, ret_query));
    TRY(spend_all_load(c, rq->ids[0], params_get(&rq->args, "currency"), a));
    TRY(spend_all_sum(c, a, places, n));
    return a->parts_n ? OK : fail(c, NOT_FOUND, "payment_file", 0);
}

/* What chose the rows, in words. */
static Fault pick_words(Ctx *c, const SpendAll *a, const SpendPick *p, Str *ret_words) {
    static const TextKey STATES[SPEND_STATE_N] = {T_SPEND_S_KEPT, T_SPEND_S_TWIN, T_SPEND_S_KNOWN, T_SPEND_S_REVERSED,
                                                  T_SPEND_S_FOREIGN, T_SPEND_S_UNREADABLE};
    Buf b;
    Str place = {0};
    buf_init(&b, 4000);
    if (a->places_n) TRY(ent_names(c, &place_entity, &a->places[0].place, 1, &place));
    if (p->state > 0) buf_add(&b, tr(c->reader.lang, STATES[p->state]));
    if (p->local >= 0) {
        if (b.n) buf_lit(&b, " \u00b7 ");
        buf_add(&b, tr(c->reader.lang, LOCAL_WORDS[p->local]));
        buf_lit(&b, ": ");
        plain_name(&b, place);
    }
    const SpendGroup *g = p->by_payee ? spend_group(a, p->payee) : NULL;
    if (g) {
        if (b.n) buf_lit(&b, " \u00b7 ");
        plain_name(&b, group_name(c, g));
    }
    for (size_t i = 0; i < a->kinds_n && p->by_kind; i++) {
        if (a->kinds[i].key != p->kind) continue;
        if (b.n) buf_lit(&b, " \u00b7 ");
        plain_name(&b, a->kinds[i].name);
        break;
    }
    if (p->move >= 0) {
        if (b.n) buf_lit(&b, " \u00b7 ");
        buf_add(&b, p->move ? tr(c->reader.lang, choice_label(&spend_move_choices, p->move))
                            : tr(c->reader.lang, T_SPEND_UNMARKED));
    }
    if (p->size >= 0) {
        if (b.n) buf_lit(&b, " \u00b7 ");
        buf_add(&b, tr(c->reader.lang, T_ENT_ACTOR_SIZE));
        buf_lit(&b, ": ");
        buf_add(&b, tr(c->reader.lang, p->size ? choice_label(&size_class_choices, p->size) : T_SPEND_UNKNOWN));
    }
    if (p->quarter >= 0) {
        if (b.n) buf_lit(&b, " \u00b7 ");
        buf_add(&b, quarter_name(c, p->quarter));
    }
    *ret_words = buf_keep(c->arena, &b);
    return OK;
}

static Fault draw_rows(Ctx *c, const Request *rq, Reply *rp, Arena *outer) {
    enum { ROWS_SHOWN = 50 };
    Head          head;
    SpendAll      a;
    Str           query;
    int64_t       page = 1;
    SpendRowsView v = {.limit = ROWS_SHOWN, .path = spend_path(c, rq->ids[0], "")};
    TRY(spend_buyer(c, rq->ids[0], &head, &v.name));
    TRY(load_picked(c, rq, &a, &query));
    if (!str_int(params_get(&rq->args, "page"), &page) || page < 1 || page > 1000000) page = 1;
    v.offset = (page - 1) * ROWS_SHOWN;
    v.rows = ARENA_ARRAY(c->arena, SpendShownRow, ROWS_SHOWN);
    v.currency = arena_z(c->arena, str_of(a.currency));
    SpendPick p = pick_asked(c, rq);
    v.mixed = p.state == SPEND_FOREIGN || p.state == SPEND_UNREADABLE;
    Shown     to = {.v = &v, .buyer = rq->ids[0],
                    .rows = arena_printf(c->arena, "%.*s/rows?%.*s", STR_ARG(v.path), STR_ARG(query))};
    TRY(may_pick(c, &a, &p));
    TRY(spend_rows(c, &a, &p, show_row, &to));
    TRY(pick_words(c, &a, &p, &v.words));
    Buf address;
    buf_init(&address, 4000);
    buf_printf(&address, "%.*s/rows?", STR_ARG(v.path));
    for (size_t i = 0; i < rq->args.n; i++) {
        const Param *one = &rq->args.v[i];
        if (str_eq(one->name, LIT("page")) || str_eq(one->name, LIT("lang"))) continue;
        if (address.p[address.n - 1] != '?') buf_byte(&address, '&');
        put_urlpart(&address, one->name);
        buf_byte(&address, '=');
        put_urlpart(&address, one->value);
    }
    v.address = buf_keep(c->arena, &address);
    v.csv_href = arena_printf(c->arena, "%.*s/rows.csv%.*s", STR_ARG(v.path),
                              (int)(v.address.n - v.path.n - 5), v.address.p + v.path.n + 5);
    c->arena = outer;
    Page pg = spend_page(c, rq, rq->ids[0], v.name, T_SPEND_ROWS);
    return page_send(&pg, rp, spend_rows_page, &v);
}

Fault get_purchase_rows(Ctx *c, const Request *rq, Reply *rp) { return spend_drawn(c, rq, rp, draw_rows); }

/* ---- the same rows as a file ------------------------------------------------------------------------------------- */

static Fault csv_row(Ctx *c, const SpendAll *a, const SpendRowView *r, void *arg) {
    Buf              *b = arg;
    const SpendGroup *g = &a->groups[r->group];
    Buf               money;
    buf_init(&money, 64);
    int64_t whole = r->amount < 0 ? -r->amount : r->amount;
    if (r->state != SPEND_UNREADABLE) {
        buf_printf(&money, "%s%lld.%02d", r->amount < 0 ? "-" : "", (long long)(whole / 100), (int)(whole % 100));
    }
    csv_cell(b, true, day_iso(c->arena, r->day), false);
    csv_cell(b, false, group_name(c, g), true);
    csv_cell(b, false, a->kinds[r->kind].name, true);
    csv_cell(b, false, spend_name_shown(c, g->bearer) ? r->number : (Str){0}, true);
    csv_cell(b, false, buf_str(&money), false);
    csv_cell(b, false, str_of(row_currency(c, a, r)), false);
    csv_cell(b, false, sees_where(c) ? tr(c->reader.lang, LOCAL_WORDS[r->local]) : (Str){0}, true);
    csv_cell(b, false, r->part->file->name, true);
    buf_printf(b, ",%u\r\n", r->row);
    buf_release(&money);
    return buf_ok(b) ? OK : fail(c, TOO_LARGE, "payment_file", r->part->file->head.id);
}

static Fault draw_csv(Ctx *c, const Request *rq, Reply *rp, Arena *outer) {
    static const TextKey HEADS[] = {T_SPEND_DAY, T_SPEND_PAYEE, T_SPEND_KIND, T_SPEND_NUMBER, T_SPEND_AMOUNT,
                                    T_ENT_PAYMENT_FILE_CURRENCY, T_SPEND_LOCAL, T_ENT_PAYMENT_FILE, T_SPEND_ROW};
    Head     head;
    SpendAll a;
    Str      query, name;
    TRY(spend_buyer(c, rq->ids[0], &head, &name));
    TRY(load_picked(c, rq, &a, &query));
    SpendPick p = pick_asked(c, rq);
    TRY(may_pick(c, &a, &p));
    (void)outer;                                  /* the answer holds nothing of the arena */
    buf_lit(rp->body, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) {
        csv_cell(rp->body, i == 0, tr(c->reader.lang, HEADS[i]), true);
    }
    buf_lit(rp->body, "\r\n");
    TRY(spend_rows(c, &a, &p, csv_row, rp->body));
    rp->type = "text/csv; charset=utf-8";
    return OK;
}

Fault get_purchase_csv(Ctx *c, const Request *rq, Reply *rp) {
    TRY(spend_drawn(c, rq, rp, draw_csv));
    rp->file_name = LIT("payments.csv");
    return OK;
}
