/* spend_public.c - /spend/CODE: what people and businesses of a place buy in a month, and where, without an account and
** without a name. Each answer is a sheet of spendings, in ranges. */
#include "stay/stay_page.h"

#include "base/rand.h"
#include "lang/show.h"

/* What is asked: fields that most people buy in, by their codes; those that the region does not have are not asked. */
static const char *const CODES[] = {"shop/supermarket", "shop/greengrocer", "shop/bakery",      "shop/clothes",
                                    "craft/caterer",    "shop/car_repair",  "craft/electrician", "shop/copyshop"};
enum { CODES_N = sizeof CODES / sizeof *CODES };

/* Ranges of a month, in whole shekels: above the one before, up to this. The first is nothing. */
static const int64_t UPTO[] = {0, 200, 500, 1000, 2500, 5000, 10000};
enum { UPTO_N = sizeof UPTO / sizeof *UPTO };

enum { WHERE_HERE = 1, WHERE_REGION, WHERE_FAR, WHERE_N };
static const TextKey WHERES[WHERE_N] = {T_NONE, T_STAY_WHERE_HERE, T_STAY_WHERE_REGION, T_STAY_WHERE_FAR};

/* One category with what was chosen; 0: nothing was. */
typedef struct Asked {
    Id  category;
    Str name;
    int amount, where;                            /* amount: index in UPTO, + 1 */
} Asked;

/* Names and ids, whatever a visitor may see otherwise. */
static Fault asked_of(Ctx *c, const Door *d, Asked *v, size_t *ret_n, Id *ret_region) {
    const Who kept = c->who;
    Id        ids[CODES_N], above[STAY_DEFS_MAX];
    Str       names[CODES_N];
    size_t    n = 0, n_above = 0;
    c->who = door_system(d->head.org);
    Fault f = place_above(c, d->place, above, STAY_DEFS_MAX, &n_above);
    for (int i = 0; i < CODES_N && f == OK; i++) {
        Fault g = category_by_code(c, str_of(CODES[i]), &ids[n]);
        if (g == OK) n++;
        else if (g != NOT_FOUND) f = g;
    }
    if (f == OK && n) f = ent_names(c, &category_entity, ids, n, names);
    c->who = kept;
    for (size_t i = 0; i < n && f == OK; i++) v[i] = (Asked){.category = ids[i], .name = names[i]};
    *ret_n = n;
    *ret_region = n_above > 1 ? above[n_above - 1] : 0;
    return f;
}

static Str control(Ctx *c, char letter, size_t i) { return arena_printf(c->arena, "%c%zu", letter, i); }

static int chosen(Ctx *c, const Params *form, Str name, int most) {
    int64_t v = 0;
    (void)c;
    return str_int(params_get(form, arena_z(c->arena, name)), &v) && v > 0 && v <= most ? (int)v : 0;
}

static Str amount_name(Ctx *c, int i) {
    if (i == 0) return tr(c->reader.lang, T_STAY_NOTHING_AT_ALL);
    return stay_money(c, (LeakRange){UPTO[i - 1] * 100, UPTO[i] * 100});
}

static SpendRow row_of(Ctx *c, const Door *d, const Asked *a, size_t i, bool region) {
    SpendRow r = {.name = a->name, .amount_id = control(c, 'a', i), .where_id = control(c, 'w', i),
                  .amounts = ARENA_ARRAY(c->arena, SpendChoice, UPTO_N),
                  .wheres = ARENA_ARRAY(c->arena, SpendChoice, WHERE_N)};
    (void)d;
    for (int k = 0; k < UPTO_N; k++) {
        r.amounts[r.amounts_n++] = (SpendChoice){arena_printf(c->arena, "%d", k + 1), amount_name(c, k),
                                                 a->amount == k + 1};
    }
    for (int k = WHERE_HERE; k < WHERE_N; k++) {
        if (k == WHERE_REGION && !region) continue;
        r.wheres[r.wheres_n++] = (SpendChoice){arena_printf(c->arena, "%d", k), tr(c->reader.lang, WHERES[k]),
                                               a->where == k};
    }
    return r;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Door *d, bool empty) {
    AskView  words = {.ask = false};
    Asked    asked[CODES_N];
    Id       region;
    size_t   n;
    bool     post = rq->method == POST;
    SpendAsk v = {.w = &words, .until = d->until_on, .empty = empty,
                  .action = arena_printf(c->arena, "/spend/%.*s", STR_ARG(rq->words[0])),
                  .business = post && str_eq(params_get(&rq->form, "kind"), LIT("business"))};
    TRY(door_words(c, d, &words));
    Page pg = door_page(c, rq, rp, T_STAY_ASK);
    if (str_eq(params_get(&rq->args, "thanks"), LIT("1")) && !post) return page_send(&pg, rp, spend_thanks_page, &v);
    TRY(asked_of(c, d, asked, &n, &region));
    v.rows = ARENA_ARRAY(c->arena, SpendRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (post) {
            asked[i].amount = chosen(c, &rq->form, control(c, 'a', i), UPTO_N);
            asked[i].where = chosen(c, &rq->form, control(c, 'w', i), WHERE_N - 1);
        }
        v.rows[v.rows_n++] = row_of(c, d, &asked[i], i, region != 0);
    }
    return page_send(&pg, rp, spend_ask_page, &v);
}

Fault get_spend_ask(Ctx *c, const Request *rq, Reply *rp) {
    Door  d;
    Fault f = door_open(c, rq->words[0], DOOR_KIND_SPEND, &d);
    if (f != OK) return door_closed(c, rq, rp, f);
    return draw(c, rq, rp, &d, false);
}

/* One answer of a sheet. Who buys nothing of a field has answered it, and there is nothing to sum. */
static Fault keep(Ctx *c, const Door *d, const Asked *a, int kind, int64_t sheet, Id region) {
    Outlay *o = ent_new(c, &outlay_entity);
    int     at = a->amount - 1;
    *o = (Outlay){.head = o->head, .what = a->name, .category = a->category, .place = d->place, .kind = kind,
                  .low = UPTO[at - 1] * 100, .high = UPTO[at] * 100, .per = OUTLAY_PER_MONTH,
                  .year = day_year(c->reader.today), .way = OUTLAY_WAY_LINK, .sure = OUTLAY_SURE_NEAR, .sheet = sheet,
                  .bought = OUTLAY_WHERE_UNKNOWN, .is_demo = -1};
    if (a->where == WHERE_FAR) o->bought = OUTLAY_WHERE_AWAY;
    if (a->where == WHERE_HERE || (a->where == WHERE_REGION && region)) {
        o->bought = OUTLAY_WHERE_PLACE;
        o->bought_in = a->where == WHERE_HERE ? d->place : region;
    }
    return door_save(c, d->head.org, &outlay_entity, o);
}

static int64_t sheet_number(void) {
    uint64_t v;
    secret_bytes(&v, sizeof v);
    return (int64_t)(v >> 12) + 1;
}

Fault post_spend_ask(Ctx *c, const Request *rq, Reply *rp) {
    static const DoorLimit LIMIT = {"spendings of caller", "spendings of link", SPEND_CALLER_HOUR_MAX,
                                    SPEND_DOOR_DAY_MAX};
    Door   d;
    Asked  asked[CODES_N];
    Id     region;
    size_t n, told = 0;
    bool   many;
    Fault  f = door_open(c, rq->words[0], DOOR_KIND_SPEND, &d);
    if (f != OK) return door_closed(c, rq, rp, f);
    Str thanks = arena_printf(c->arena, "/spend/%.*s?thanks=1", STR_ARG(d.code));
    if (door_is_machine(rq)) {
        reply_go(c, rp, thanks, T_NONE, NULL, 0);
        return OK;
    }
    TRY(asked_of(c, &d, asked, &n, &region));
    for (size_t i = 0; i < n; i++) {
        asked[i].amount = chosen(c, &rq->form, control(c, 'a', i), UPTO_N);
        asked[i].where = chosen(c, &rq->form, control(c, 'w', i), WHERE_N - 1);
        told += asked[i].amount > 0;
    }
    if (!told) return draw(c, rq, rp, &d, true);
    TRY(door_too_many(c, rq, &d, &LIMIT, &many));
    if (many) {                                   /* the count is kept: no fault */
        page_fault(c, rq, rp, TOO_MANY);
        return OK;
    }
    bool    business = str_eq(params_get(&rq->form, "kind"), LIT("business"));
    int64_t sheet = sheet_number();
    for (size_t i = 0; i < n; i++) {
        if (asked[i].amount < 2) continue;
        TRY(keep(c, &d, &asked[i], business ? SPENDER_KIND_BUSINESS : SPENDER_KIND_HOUSEHOLD, sheet, region));
    }
    c->act = 0;
    reply_go(c, rp, thanks, T_NONE, NULL, 0);
    return OK;
}
