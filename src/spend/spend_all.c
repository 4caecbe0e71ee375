/* spend_all.c - the counted files of one buyer as one: payees and kinds of spending over all of them, sums by
** places. */
#include "spend/spend.h"

#include "actor/actor.h"
#include "place/place.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert((int)SIZE_CLASS_N <= (int)SPEND_SIZES, "each size has a sum");

enum { FILES_MAX = 400 };

bool spend_name_shown(const Ctx *c, SpendBearer bearer) {
    return bearer == SPEND_BODY || c->who.system || (c->who.roles & ROLES_STAFF);
}

/* ---- loading ----------------------------------------------------------------------------------------------------- */

/* 1 + index by key, open addressing. */
typedef struct KeyTable {
    uint32_t *slot;
    uint64_t  mask;
} KeyTable;

static KeyTable table_for(Ctx *c, uint64_t n) {
    uint64_t slots = 64;
    while (slots < 2 * n) slots *= 2;
    return (KeyTable){ARENA_ARRAY(c->arena, uint32_t, slots), slots - 1};
}

static uint32_t group_of(SpendAll *a, KeyTable *t, const SpendPayee *p) {
    uint64_t at = p->key & t->mask;
    for (; t->slot[at]; at = (at + 1) & t->mask) {
        if (a->groups[t->slot[at] - 1].key == p->key) return t->slot[at] - 1;
    }
    a->groups[a->groups_n] = (SpendGroup){.key = p->key, .name = p->name, .bearer = p->bearer};
    t->slot[at] = (uint32_t)++a->groups_n;
    return (uint32_t)a->groups_n - 1;
}

static uint32_t kind_of(SpendAll *a, KeyTable *t, Str name) {
    uint64_t key = spend_hash(name) >> 1, at = key & t->mask;
    for (; t->slot[at]; at = (at + 1) & t->mask) {
        if (a->kinds[t->slot[at] - 1].key == key) return t->slot[at] - 1;
    }
    a->kinds[a->kinds_n] = (SpendKind){.key = key, .name = name};
    t->slot[at] = (uint32_t)++a->kinds_n;
    return (uint32_t)a->kinds_n - 1;
}

/* A payee's best match over all files. */
static Fault join_links(Ctx *c, SpendAll *a, SpendPart *part) {
    SpendLink *v;
    uint32_t   n;
    Str        s;
    TRY(spend_pieces(c, part->file->head.id, SPEND_PIECE_LINKS, &s));
    if (!spend_unpack_links(c->arena, s, part->book.payees_n, &v, &n)) {
        return fail(c, DB_BROKEN, "payment_file", part->file->head.id);
    }
    for (uint32_t i = 0; i < n; i++) {
        SpendGroup *g = &a->groups[part->group[v[i].payee]];
        if (v[i].how <= g->how) continue;
        g->how = v[i].how;
        g->why = v[i].why;
        g->others = v[i].others;
        g->actor = v[i].how == SPEND_CERTAIN ? v[i].actor : 0;
        g->likely = v[i].how == SPEND_LIKELY ? v[i].actor : 0;
    }
    return OK;
}

/* ---- one payee under several names ------------------------------------------------------------------------------- */

static SpendNumbered *numbered(Ctx *c, const SpendAll *a, size_t *ret_n) {
    size_t n = 0;
    for (size_t i = 0; i < a->parts_n; i++) n += a->parts[i].book.payees_n;
    SpendNumbered *v = ARENA_ARRAY(c->arena, SpendNumbered, n + 1);
    n = 0;
    for (size_t i = 0; i < a->parts_n; i++) {
        const SpendBook *b = &a->parts[i].book;
        for (uint32_t k = 0; k < b->payees_n; k++) {
            const SpendPayee *p = &b->payees[k];
            v[n++] = (SpendNumbered){p->name, p->supplier_id, p->bearer, a->parts[i].group[k]};
        }
    }
    *ret_n = n;
    return v;
}

/* A spelling joins its payee. */
static void add_spelling(Ctx *c, SpendGroup *to, const SpendGroup *from) {
    enum { ALSO_MAX = 400 };
    if (to->also.n > ALSO_MAX) return;
    to->also = to->also.n ? arena_printf(c->arena, "%.*s \u00B7 %.*s", STR_ARG(to->also), STR_ARG(from->name))
                          : from->name;
}

/* Groups whose names are one payee by its number become one; what was an index of a group is one of what is left. */
static void join_numbers(Ctx *c, SpendAll *a) {
    size_t         n;
    SpendNumbers   by;
    SpendNumbered *v = numbered(c, a, &n);
    uint32_t      *now = ARENA_ARRAY(c->arena, uint32_t, a->groups_n + 1), left = 0;
    spend_numbers(c->arena, spend_words(c->arena), v, n, a->groups_n, &by);
    a->keys = ARENA_ARRAY(c->arena, uint64_t, a->groups_n + 1);
    a->key_group = now;
    a->keys_n = a->groups_n;
    for (size_t g = 0; g < a->keys_n; g++) {
        SpendGroup is = a->groups[g];
        a->keys[g] = is.key;
        if (by.root[g] == g) {
            now[g] = left;
            a->groups[left] = is;
        } else {
            now[g] = now[by.root[g]];
            add_spelling(c, &a->groups[now[g]], &is);
        }
        SpendGroup *to = &a->groups[now[g]];
        left += by.root[g] == g;
        if (!to->number.n) to->number = by.number[g];
        if (!to->other.n) to->other = by.other[g];
    }
    a->groups_n = left;
    for (size_t i = 0; i < a->parts_n; i++) {
        SpendPart *p = &a->parts[i];
        for (uint32_t k = 0; k < p->book.payees_n; k++) p->group[k] = now[p->group[k]];
    }
}

const SpendGroup *spend_group(const SpendAll *a, uint64_t key) {
    for (size_t i = 0; i < a->keys_n; i++) {
        if (a->keys[i] == key) return &a->groups[a->key_group[i]];
    }
    return NULL;
}

/* ---- what people said -------------------------------------------------------------------------------------------- */

static void say(SpendGroup *g, const SpendSaid *s) {
    g->said = s->id;
    if (s->verdict == PAYEE_VERDICT_BODY) {
        g->bearer = SPEND_BODY;
        return;
    }
    g->how = SPEND_DECIDED;
    g->likely = 0;
    g->actor = s->verdict == PAYEE_VERDICT_SAME ? s->actor : 0;
}

static int by_key(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* What was said of this name under any of its spellings, the last word. */
static const SpendSaid *said_of(const SpendSaid *v, size_t n, uint64_t key) {
    const SpendSaid *s = bsearch(&key, v, n, sizeof *v, by_key);
    while (s && s + 1 < v + n && s[1].key == key) s++;
    return s;
}

static int by_number(const void *x, const void *y) {
    const SpendSaid *a = x, *b = y;
    int c = str_cmp(a->number, b->number);
    return c ? c : (a->id > b->id) - (a->id < b->id);
}

/* Of a number that somebody decided about, names that were not there yet: the same payee, unless they have nothing in
** common with the name that was decided about. */
static void say_by_number(Ctx *c, SpendGroup *g, const SpendSaid *v, size_t n, const SpendWords *w) {
    size_t from = 0, until = n;
    while (from < until) {                        /* behind the last of this number */
        size_t mid = from + (until - from) / 2;
        if (str_cmp(v[mid].number, g->number) <= 0) from = mid + 1;
        else until = mid;
    }
    if (!from || !str_eq(v[from - 1].number, g->number)) return;
    const SpendSaid *last = &v[from - 1];
    if (!spend_alike(c->arena, w, last->name, g->name)) {
        g->other = last->name;
        return;
    }
    say(g, last);
    g->why = SPEND_BY_OWN_NUMBER;
}

/* What people said stands above what was matched. */
static Fault join_said(Ctx *c, SpendAll *a) {
    SpendSaid *v;
    size_t     n, numbers = 0;
    TRY(spend_said(c, a->buyer, &v, &n));
    if (!n) return OK;
    for (size_t i = 0; i < a->keys_n; i++) {
        SpendGroup      *g = &a->groups[a->key_group[i]];
        const SpendSaid *s = a->keys[i] ? said_of(v, n, a->keys[i]) : NULL;
        if (s && s->id > g->said) say(g, s);
    }
    SpendSaid *with = ARENA_ARRAY(c->arena, SpendSaid, n);
    for (size_t i = 0; i < n; i++) {
        if (v[i].number.n && v[i].verdict != PAYEE_VERDICT_BODY) with[numbers++] = v[i];
    }
    if (!numbers) return OK;
    qsort(with, numbers, sizeof *with, by_number);
    const SpendWords *w = spend_words(c->arena);
    for (size_t i = 0; i < a->groups_n; i++) {
        SpendGroup *g = &a->groups[i];
        if (g->number.n && !g->said && !g->other.n) say_by_number(c, g, with, numbers, w);
    }
    return OK;
}

/* Whom the reader may not see they are not asked about. */
static Fault hide_unseen(Ctx *c, SpendAll *a) {
    RefNames names;
    Id      *ids = ARENA_ARRAY(c->arena, Id, a->groups_n + 1);
    size_t   n = 0;
    for (size_t i = 0; i < a->groups_n; i++) {
        if (a->groups[i].likely) ids[n++] = a->groups[i].likely;
    }
    if (!n) return OK;
    TRY(ref_names(c, ids, n, &names));
    for (size_t i = 0; i < a->groups_n; i++) {
        SpendGroup *g = &a->groups[i];
        if (!g->likely || ref_name(&names, g->likely).n) continue;
        g->likely = 0;
        g->how = SPEND_NONE_LIKE;
        g->why = SPEND_BY_NOTHING;
    }
    return OK;
}

static Fault join_marks(Ctx *c, SpendAll *a) {
    SpendMoved *v;
    size_t      n;
    TRY(spend_marks(c, &v, &n));
    for (size_t i = 0; i < a->kinds_n && n; i++) {
        const SpendMoved *m = bsearch(&a->kinds[i].key, v, n, sizeof *v, by_key);
        if (!m) continue;
        while (m + 1 < v + n && m[1].key == m->key) m++;
        a->kinds[i].move = m->move;
    }
    return OK;
}

/* Names that differ but for the legal form are one payee, and so are those that are alike under one number. */
static Fault join(Ctx *c, SpendAll *a) {
    uint64_t payees = 0, kinds = 0;
    for (size_t i = 0; i < a->parts_n; i++) {
        payees += a->parts[i].book.payees_n;
        kinds += a->parts[i].book.categories.n;
    }
    KeyTable groups = table_for(c, payees), of = table_for(c, kinds);
    a->groups = ARENA_ARRAY(c->arena, SpendGroup, payees + 1);
    a->kinds = ARENA_ARRAY(c->arena, SpendKind, kinds + 1);
    for (size_t i = 0; i < a->parts_n; i++) {
        SpendPart       *p = &a->parts[i];
        const SpendBook *b = &p->book;
        p->group = ARENA_ARRAY(c->arena, uint32_t, b->payees_n + 1);
        p->kind = ARENA_ARRAY(c->arena, uint32_t, b->categories.n + 1);
        for (uint32_t k = 0; k < b->payees_n; k++) p->group[k] = group_of(a, &groups, &b->payees[k]);
        for (uint32_t k = 0; k < b->categories.n; k++) p->kind[k] = kind_of(a, &of, b->categories.v[k]);
    }
    join_numbers(c, a);
    for (size_t i = 0; i < a->parts_n; i++) TRY(join_links(c, a, &a->parts[i]));
    TRY(join_said(c, a));
    TRY(hide_unseen(c, a));
    return join_marks(c, a);
}

/* The region's own where a file has it; else the currency of the most rows, the first of equal ones. */
static Str main_currency(const Ctx *c, const PaymentFile *v, size_t n) {
    Str     best = {0}, own = str_of(reader_currency(&c->reader));
    int64_t most = -1;
    for (size_t i = 0; i < n; i++) {
        if (str_eq(v[i].currency, own)) return own;
        int64_t rows = 0;
        for (size_t k = 0; k < n; k++) rows += str_eq(v[k].currency, v[i].currency) ? v[k].rows_n : 0;
        if (rows > most) best = v[i].currency;
        if (rows > most) most = rows;
    }
    return best;
}

const char *spend_code(const Ctx *c, Str currency) {
    bool good = currency.n == SPEND_CODE_MAX;
    for (size_t i = 0; good && i < currency.n; i++) good = currency.p[i] >= 'A' && currency.p[i] <= 'Z';
    return good ? arena_z(c->arena, currency) : reader_currency(&c->reader);
}

static void currency_note(const Ctx *c, SpendAll *a, Str currency) {
    const char *code = spend_code(c, currency);
    for (size_t i = 0; i < a->currencies_n; i++) {
        if (strcmp(a->currencies[i], code) == 0) return;
    }
    if (a->currencies_n < SPEND_CURRENCIES_MAX) a->currencies[a->currencies_n++] = code;
}

Fault spend_all_load(Ctx *c, Id buyer, Str currency, SpendAll *ret_a) {
    const Field *f = payment_file_entity.fields;
    ListSpec s = {.entity = &payment_file_entity, .sort = &f[PAYMENT_FILE_F_FROM_ON], .limit = FILES_MAX,
                  .n_filters = 2};
    void    *rows;
    size_t   n;
    *ret_a = (SpendAll){.buyer = buyer};
    s.filters[0] = (ListFilter){.field = &f[PAYMENT_FILE_F_BUYER], .op = LIST_EQ, .val = v_id(buyer)};
    s.filters[1] = (ListFilter){.field = &f[PAYMENT_FILE_F_STATE], .op = LIST_EQ, .val = v_int(PAYMENT_STATE_IN_USE)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    PaymentFile *v = rows;
    bool known = false;                           /* an address may say anything: only what a file has is taken */
    for (size_t i = 0; i < n; i++) {
        known = known || str_eq(v[i].currency, currency);
        currency_note(c, ret_a, v[i].currency);
    }
    if (!known) currency = main_currency(c, v, n);
    snprintf(ret_a->currency, sizeof ret_a->currency, "%s", spend_code(c, currency));
    ret_a->parts = ARENA_ARRAY(c->arena, SpendPart, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(v[i].currency, currency)) {
            ret_a->others_n++;
            continue;
        }
        SpendPart *p = &ret_a->parts[ret_a->parts_n++];
        p->file = &v[i];
        TRY(spend_head(c, v[i].head.id, &p->book));
        Day from = v[i].from_on, until = v[i].until_on;
        if (from && (!ret_a->from || from < ret_a->from)) ret_a->from = from;
        if (until > ret_a->until) ret_a->until = until;
    }
    return join(c, ret_a);
}

/* ---- who is where ------------------------------------------------------------------------------------------------ */

typedef struct Where {
    Id  *actors;                                  /* matched ones, rising */
    bool *known;                                  /* where they are */
    int  *size;
    size_t n;
} Where;

static Fault where_each(Ctx *c, const void *rec, void *arg) {
    const Actor *a = rec;
    Where       *w = arg;
    (void)c;
    const Id *at = bsearch(&a->head.id, w->actors, w->n, sizeof *w->actors, id_order);
    if (!at) return OK;
    w->known[at - w->actors] = a->locality != 0 || a->lat == a->lat;
    w->size[at - w->actors] = a->size > 0 && a->size < SPEND_SIZES ? a->size : 0;
    return OK;
}

static Fault where_load(Ctx *c, const SpendAll *a, Where *w) {
    static const int FIELDS[] = {ACTOR_F_LOCALITY, ACTOR_F_LAT, ACTOR_F_SIZE, -1};
    *w = (Where){.actors = ARENA_ARRAY(c->arena, Id, a->groups_n + 1)};
    for (size_t i = 0; i < a->groups_n; i++) {
        if (a->groups[i].actor) w->actors[w->n++] = a->groups[i].actor;
    }
    w->n = ids_sort(w->actors, w->n);
    w->known = ARENA_ARRAY(c->arena, bool, w->n + 1);
    w->size = ARENA_ARRAY(c->arena, int, w->n + 1);
    if (!w->n) return OK;
    ListSpec s = {.entity = &actor_entity, .ids = w->actors, .n_ids = w->n, .ids_only = true};
    return list_some(c, &s, FIELDS, w->n, where_each, w);
}

/* Of each group whether it belongs to a version. */
static Fault local_of(Ctx *c, const SpendAll *a, const Where *w, Id version, uint8_t **ret_local) {
    Id     *in = ARENA_ARRAY(c->arena, Id, w->n + 1);
    size_t  n = 0;
    uint8_t *v = arena_alloc(c->arena, a->groups_n + 1);
    if (w->n) TRY(place_members_among(c, version, w->actors, w->n, in, &n));
    for (size_t i = 0; i < a->groups_n; i++) {
        Id actor = a->groups[i].actor;
        if (!actor) continue;
        const Id *at = bsearch(&actor, w->actors, w->n, sizeof *w->actors, id_order);
        if (ids_hold(in, n, actor)) v[i] = SPEND_LOCAL;
        else if (at && w->known[at - w->actors]) v[i] = SPEND_NOT_LOCAL;
    }
    *ret_local = v;
    return OK;
}

static Fault def_load(Ctx *c, SpendAll *a, const Where *w, Id place, SpendDef *ret_d) {
    PlaceSpan spans[SPEND_VERSIONS_MAX];
    size_t    n;
    *ret_d = (SpendDef){0};
    TRY(place_spans(c, place, spans, SPEND_VERSIONS_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        uint8_t *v;
        TRY(local_of(c, a, w, spans[i].version, &v));
        ret_d->v[ret_d->n++] = (SpendVersion){spans[i].from, spans[i].until, v};
    }
    return OK;
}

/* By the program's eyes: sums are the same for every reader, and name nobody. */
static Fault defs_load(Ctx *c, SpendAll *a, const Id *places, int n) {
    Where w;
    a->defs = ARENA_ARRAY(c->arena, SpendDef, SPEND_DEFS_MAX);
    TRY(where_load(c, a, &w));
    for (size_t i = 0; i < a->groups_n; i++) {
        const Id *at = bsearch(&a->groups[i].actor, w.actors, w.n, sizeof *w.actors, id_order);
        if (at && a->groups[i].actor) a->groups[i].size = w.size[at - w.actors];
    }
    for (int i = 0; i < n && i < SPEND_DEFS_MAX; i++) {
        TRY(def_load(c, a, &w, places[i], &a->defs[a->places_n]));
        a->places[a->places_n++].place = places[i];
    }
    return OK;
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

typedef struct Walk {
    SpendAll        *a;
    const SpendPart *part;
    SpendSums       *sums;
    const SpendPick *pick;
    SpendRowEach     each;
    void            *arg;
} Walk;

/* Payees and categories of the file become those of all files. */
static Fault sum_chunk(Ctx *c, const SpendBook *b, const SpendChunk *k, void *arg) {
    Walk       *w = arg;
    SpendChunk *own = (SpendChunk *)(uintptr_t)k; /* the caller's scratch, read anew for each piece */
    (void)c;
    (void)b;
    for (uint32_t i = 0; i < k->n; i++) {
        own->payee[i] = w->part->group[k->payee[i]];
        own->category[i] = w->part->kind[k->category[i]];
    }
    spend_sum(w->sums, own);
    return OK;
}

static void fill_few(Ctx *c, SpendAll *a) {
    int64_t *v = ARENA_ARRAY(c->arena, int64_t, a->groups_n + 1);
    size_t   n = 0;
    for (size_t i = 0; i < a->groups_n; i++) {
        const SpendGroup *g = &a->groups[i];
        a->sizes[g->size].rows += g->sum.rows;
        a->sizes[g->size].sum += g->sum.sum;
        bool named = g->bearer != SPEND_WITHHELD && g->bearer != SPEND_NAMELESS;
        if (named) v[n++] = g->sum.sum;
        else a->withheld = (SpendSum){a->withheld.rows + g->sum.rows, a->withheld.sum + g->sum.sum};
    }
    spend_few(v, n, &a->few);
}

static void fill_sums(Ctx *c, SpendAll *a, const SpendSums *s) {
    a->all = s->all;
    memcpy(a->local, s->local, sizeof a->local);
    a->quarters = arena_alloc(c->arena, sizeof s->quarters);
    memcpy(a->quarters, s->quarters, sizeof s->quarters);
    for (size_t i = 0; i < a->groups_n; i++) {
        a->groups[i].sum = s->payees[i];
        a->groups[i].local = s->locals[i];
    }
    for (size_t i = 0; i < a->kinds_n; i++) {
        SpendKind *k = &a->kinds[i];
        memcpy(k->sum, s->categories[i], sizeof k->sum);
        a->moved[k->move].rows += k->sum[0].rows;
        a->moved[k->move].sum += k->sum[0].sum;
    }
    fill_few(c, a);
}

Fault spend_all_sum(Ctx *c, SpendAll *a, const Id *places, int n) {
    SpendSums *s = ARENA_NEW(c->arena, SpendSums);
    Who        was = c->who;
    c->who = who_program(c);
    Fault f = defs_load(c, a, places, n);
    c->who = was;
    TRY(f);
    *s = (SpendSums){.defs = a->defs, .defs_n = a->places_n,
                     .payees = ARENA_ARRAY(c->arena, SpendSum, a->groups_n + 1),
                     .locals = ARENA_ARRAY(c->arena, SpendSum, a->groups_n + 1)};
    s->categories = arena_alloc(c->arena, arena_product(a->kinds_n + 1, sizeof *s->categories));
    for (size_t i = 0; i < a->parts_n; i++) {
        Walk w = {.a = a, .part = &a->parts[i], .sums = s};
        s->undated = a->parts[i].file->dated_as;
        TRY(spend_each(c, a->parts[i].file->head.id, &a->parts[i].book, sum_chunk, &w));
    }
    fill_sums(c, a, s);
    return OK;
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

static bool fits(const SpendAll *a, const SpendPick *p, const SpendRowView *r) {
    SpendState state = p->state >= 0 ? (SpendState)p->state : SPEND_KEPT;
    if (r->state != state) return false;
    if (p->by_payee && a->groups[r->group].key != p->payee) return false;
    if (p->by_kind && a->kinds[r->kind].key != p->kind) return false;
    if (p->size >= 0 && a->groups[r->group].size != p->size) return false;
    if (p->move >= 0 && a->kinds[r->kind].move != p->move) return false;
    if (p->quarter >= 0 && spend_quarter(r->day) != p->quarter) return false;
    return p->local < 0 || r->local == (SpendLocal)p->local;
}

static Fault row_chunk(Ctx *c, const SpendBook *b, const SpendChunk *k, void *arg) {
    Walk *w = arg;
    for (uint32_t i = 0; i < k->n; i++) {
        Day day = k->day[i] ? k->day[i] : w->part->file->dated_as;
        SpendRowView r = {.part = w->part, .row = k->row[i], .group = w->part->group[k->payee[i]],
                          .kind = w->part->kind[k->category[i]], .amount = k->amount[i], .day = day,
                          .currency = b->currencies[k->currency[i]], .number = spend_number(k, i),
                          .unit = b->units.v[k->unit[i]],
                          .state = (SpendState)k->state[i]};
        if (w->a->places_n) r.local = spend_local(&w->a->defs[0], r.group, day);
        if (fits(w->a, w->pick, &r)) TRY(w->each(c, w->a, &r, w->arg));
    }
    return OK;
}

Fault spend_rows(Ctx *c, const SpendAll *a, const SpendPick *p, SpendRowEach each, void *arg) {
    SpendPick         own = *p;
    const SpendGroup *g = p->by_payee ? spend_group(a, p->payee) : NULL;
    if (g) own.payee = g->key;
    for (size_t i = 0; i < a->parts_n; i++) {
        const SpendPart *part = &a->parts[i];
        Walk w = {.a = (SpendAll *)(uintptr_t)a, .part = part, .pick = &own, .each = each, .arg = arg};
        if (p->file && part->file->head.id != p->file) continue;
        TRY(spend_each(c, part->file->head.id, &part->book, row_chunk, &w));
    }
    return OK;
}

/* ---- from one to another ----------------------------------------------------------------------------------------- */

typedef struct Paid {
    Id       payee;
    Day      since;
    SpendSum sum;
} Paid;

static Fault add_paid(Ctx *c, const SpendAll *a, const SpendRowView *r, void *arg) {
    Paid *p = arg;
    (void)c;
    if (a->groups[r->group].actor != p->payee || !r->day || r->day < p->since) return OK;
    p->sum.rows++;
    p->sum.sum += r->amount;
    return OK;
}

static Fault paid_in_room(Ctx *c, Id buyer, Paid *p) {
    static const SpendPick ALL = {.quarter = -1, .local = -1, .state = -1, .move = -1, .size = -1};
    const char *currency = reader_currency(&c->reader);
    SpendAll    a;
    TRY(spend_all_load(c, buyer, str_of(currency), &a));
    return str_eq(str_of(a.currency), str_of(currency)) ? spend_rows(c, &a, &ALL, add_paid, p) : OK;
}

Fault spend_paid(Ctx *c, Id buyer, Id payee, Day since, SpendSum *ret_s) {
    enum { PAID_BYTES = 512 << 20 };
    Arena own, *outer = c->arena;
    Paid  p = {.payee = payee, .since = since};
    arena_init(&own, PAID_BYTES);
    c->arena = &own;
    known_begin(c);
    Fault f = paid_in_room(c, buyer, &p);
    c->arena = outer;
    known_begin(c);                               /* what was known lay in the arena that goes */
    c->fault.text = arena_copy(c->arena, c->fault.text);
    arena_release(&own);
    *ret_s = p.sum;
    return f;
}
