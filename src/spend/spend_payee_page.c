/* spend_payee_page.c - who the payees are: a person confirms what is likely, the largest first, and it is
** remembered. */
#include "spend/spend_page.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { PAYEES_SHOWN = 40, NUMBER_CHARS = 80 };

typedef enum Tab { TAB_LIKELY, TAB_NONE, TAB_SURE, TAB_PEOPLE, TAB_N } Tab;

static Tab tab_of(const SpendGroup *g) {
    if (g->likely) return TAB_LIKELY;
    if (g->actor || g->how == SPEND_DECIDED) return TAB_SURE;
    return g->bearer == SPEND_BODY ? TAB_NONE : TAB_PEOPLE;
}

static int by_sum(const void *x, const void *y) {
    const SpendGroup *a = *(const SpendGroup *const *)x, *b = *(const SpendGroup *const *)y;
    if (a->sum.sum != b->sum.sum) return a->sum.sum < b->sum.sum ? 1 : -1;
    return (a->key > b->key) - (a->key < b->key);
}

static TextKey why_of(const SpendGroup *g) {
    if (g->why == SPEND_BY_OWN_NUMBER) return T_SPEND_WHY_OWN_NUMBER;
    if (g->how == SPEND_DECIDED) return T_SPEND_WHY_SAID;
    switch (g->why) {
    case SPEND_BY_NUMBER: return T_SPEND_WHY_NUMBER;
    case SPEND_BY_NAME: return T_SPEND_WHY_NAME;
    case SPEND_BY_KEY: return T_SPEND_WHY_KEY;
    case SPEND_BY_SOUND: return T_SPEND_WHY_SOUND;
    default: return T_NONE;
    }
}

static TextKey tag_of(const SpendGroup *g) {
    switch (g->bearer) {
    case SPEND_MAYBE: return T_SPEND_MAYBE_PERSON;
    case SPEND_PERSON: return T_SPEND_PERSON;
    case SPEND_WITHHELD: return T_SPEND_WITHHELD;
    case SPEND_NAMELESS: return T_SPEND_NAMELESS;
    default: return T_NONE;
    }
}

Str spend_payees_path(Ctx *c, Str path, int tab, Str currency_query) {
    if (tab >= 0) {
        return arena_printf(c->arena, "%.*s/payees?show=%d%.*s", STR_ARG(path), tab, STR_ARG(currency_query));
    }
    Str rest = currency_query.n ? str_sub(currency_query, 1, currency_query.n) : (Str){0};
    return arena_printf(c->arena, "%.*s/payees%s%.*s", STR_ARG(path), rest.n ? "?" : "", STR_ARG(rest));
}

static SpendPayeeRow row_of(Ctx *c, const SpendGroup *g, Str actor, const SpendPayeesView *to) {
    Tab tab = tab_of(g);
    Id  id = g->likely ? g->likely : g->actor;
    unsigned long long key = g->key;
    SpendPayeeRow r = {.name = g->name, .key = arena_printf(c->arena, "%llx", key), .actor = actor, .actor_id = id,
                       .sum = g->sum.sum, .rows = g->sum.rows, .others = g->others, .why = why_of(g), .tag = tag_of(g),
                       .number = utf8_head(g->number, NUMBER_CHARS), .also = g->also, .other = g->other,
                       .rows_href = arena_printf(c->arena, "%.*s/rows?payee=%llx%.*s", STR_ARG(to->path), key,
                                                 STR_ARG(to->currency_query)),
                       .likely = tab == TAB_LIKELY && actor.n, .sure = tab == TAB_SURE, .none = tab == TAB_NONE,
                       .person = g->bearer == SPEND_MAYBE || g->bearer == SPEND_PERSON};
    if (actor.n) r.actor_href = view_record_path(c, &actor_entity, id);
    Buf add;
    buf_init(&add, 2000);
    buf_lit(&add, "/actors/new?name=");
    put_urlpart(&add, g->name);
    r.add_href = buf_keep(c->arena, &add);
    return r;
}

static Fault fill_rows(Ctx *c, const SpendGroup **v, size_t n, SpendPayeesView *to) {
    RefNames names;
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i]->likely ? v[i]->likely : v[i]->actor;
    TRY(ref_names(c, ids, n, &names));
    to->rows = ARENA_ARRAY(c->arena, SpendPayeeRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        Str actor = ref_name(&names, v[i]->likely ? v[i]->likely : v[i]->actor);
        to->rows[to->rows_n++] = row_of(c, v[i], actor, to);
    }
    return OK;
}

/* The tab that is asked for; else those that somebody must confirm, else the first that holds anybody. */
static int tab_shown(const Request *rq, const SpendTab *tabs) {
    int64_t asked;
    if (str_int(params_get(&rq->args, "show"), &asked) && asked >= 0 && asked < TAB_N) return (int)asked;
    int tab = TAB_LIKELY;
    while (tab + 1 < TAB_N && !tabs[tab].n) tab++;
    return tabs[tab].n ? tab : TAB_LIKELY;
}

static Fault fill(Ctx *c, const Request *rq, SpendPayeesView *to) {
    static const TextKey NAMES[TAB_N] = {T_SPEND_TAB_LIKELY, T_SPEND_TAB_NONE, T_SPEND_TAB_SURE, T_SPEND_TAB_PEOPLE};
    SpendAll a;
    int64_t  page = 1;
    size_t   n = 0;
    if (!str_int(params_get(&rq->args, "page"), &page) || page < 1 || page > 100000) page = 1;
    to->currency_query = spend_currency_query(c, rq);
    TRY(spend_all_load(c, rq->ids[0], params_get(&rq->args, "currency"), &a));
    TRY(spend_all_sum(c, &a, NULL, 0));
    to->tabs = ARENA_ARRAY(c->arena, SpendTab, TAB_N);
    to->tabs_n = TAB_N;
    const SpendGroup **order = ARENA_ARRAY(c->arena, const SpendGroup *, a.groups_n + 1);
    for (size_t i = 0; i < a.groups_n; i++) {
        if (a.groups[i].sum.rows) to->tabs[tab_of(&a.groups[i])].n++;
    }
    int tab = tab_shown(rq, to->tabs);
    for (size_t i = 0; i < a.groups_n; i++) {
        if (a.groups[i].sum.rows && (int)tab_of(&a.groups[i]) == tab) order[n++] = &a.groups[i];
    }
    for (int i = 0; i < TAB_N; i++) {
        to->tabs[i].href = spend_payees_path(c, to->path, i, to->currency_query);
        to->tabs[i].name = NAMES[i];
        to->tabs[i].current = i == tab;
    }
    qsort(order, n, sizeof *order, by_sum);
    to->total = (int64_t)n;
    to->limit = PAYEES_SHOWN;
    to->offset = (page - 1) * PAYEES_SHOWN;
    to->address = to->tabs[tab].href;
    to->back = page > 1 ? arena_printf(c->arena, "%.*s&page=%lld", STR_ARG(to->address), (long long)page) : to->address;
    to->currency = arena_z(c->arena, str_of(a.currency));
    size_t from = (size_t)to->offset < n ? (size_t)to->offset : n;
    return fill_rows(c, order + from, n - from < PAYEES_SHOWN ? n - from : PAYEES_SHOWN, to);
}

static Fault draw_payees(Ctx *c, const Request *rq, Reply *rp, Arena *outer) {
    Head            head;
    SpendPayeesView v = {.path = spend_path(c, rq->ids[0], "")};
    TRY(spend_buyer(c, rq->ids[0], &head, &v.name));
    PayeeMatch *fresh = ent_new(c, &payee_match_entity);
    fresh->head.unit = head.unit;
    v.may_write = ent_may_write(c, &payee_match_entity, &fresh->head);
    TRY(fill(c, rq, &v));
    c->arena = outer;
    Page pg = spend_page(c, rq, rq->ids[0], v.name, T_SPEND_PAYEES);
    return page_send(&pg, rp, spend_payees_page, &v);
}

Fault get_purchase_payees(Ctx *c, const Request *rq, Reply *rp) { return spend_drawn(c, rq, rp, draw_payees); }

/* ---- deciding ---------------------------------------------------------------------------------------------------- */

static bool key_read(Str s, int64_t *ret_key) {
    uint64_t key = 0;
    if (!s.n || s.n > 16) return false;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        int  d = ch >= '0' && ch <= '9' ? ch - '0' : ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
        if (d < 0) return false;
        key = key << 4 | (uint64_t)d;
    }
    *ret_key = (int64_t)(key & INT64_MAX);
    return key != 0;
}

/* Where the form came from, below this buyer's purchases. */
static Str back_to(Ctx *c, const Request *rq, const char *below) {
    Str back = params_get(&rq->form, "back"), path = spend_path(c, rq->ids[0], "");
    return str_starts(back, path) && path_is_ours(back) ? back : spend_path(c, rq->ids[0], below);
}

/* A new word stands above the ones before it, which are kept. */
Fault post_purchase_payee(Ctx *c, const Request *rq, Reply *rp) {
    PayeeMatch *v = ent_new(c, &payee_match_entity);
    Str         verdict = params_get(&rq->form, "verdict");
    v->buyer = rq->ids[0];
    v->name = params_get(&rq->form, "name");
    v->number = params_get(&rq->form, "number");
    v->verdict = choice_value(&payee_verdict_choices, verdict);
    if (!key_read(params_get(&rq->form, "key"), &v->key) || !v->verdict) return fail(c, INVALID, "payee_match", 0);
    (void)id_parse(params_get(&rq->form, "actor"), &v->actor);
    if (v->verdict == PAYEE_VERDICT_OTHER) v->actor = 0;
    TRY(ent_save(c, &payee_match_entity, v));
    reply_go(c, rp, back_to(c, rq, "/payees"), T_SPEND_SAID, (TrArg[]){TR_ARG("name", v->name)}, 1);
    return OK;
}

Fault post_purchase_mark(Ctx *c, const Request *rq, Reply *rp) {
    SpendMark *v = ent_new(c, &spend_mark_entity);
    v->name = params_get(&rq->form, "name");
    v->move = choice_value(&spend_move_choices, params_get(&rq->form, "move"));
    TRY(ent_save(c, &spend_mark_entity, v));
    reply_go(c, rp, back_to(c, rq, "#kinds"), T_SPEND_MARKED, (TrArg[]){TR_ARG("name", v->name)}, 1);
    return OK;
}
