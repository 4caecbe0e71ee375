/* spend_public.c - what people and businesses of a place buy in a month, and where, a sheet at a time and in ranges:
** /spend/CODE without an account and without a name, or filled in by the staff together with somebody. */
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
static Fault asked_of(Ctx *c, Id org, Id place, Asked *v, size_t *ret_n, Id *ret_region) {
    const Who kept = c->who;
    Id        ids[CODES_N], above[STAY_DEFS_MAX];
    Str       names[CODES_N];
    size_t    n = 0, n_above = 0;
    c->who = door_system(org);
    Fault f = place_above(c, place, above, STAY_DEFS_MAX, &n_above);
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
    return str_int(params_get(form, arena_z(c->arena, name)), &v) && v > 0 && v <= most ? (int)v : 0;
}

static Str amount_name(Ctx *c, int i) {
    if (i == 0) return tr(c->reader.lang, T_STAY_NOTHING_AT_ALL);
    return stay_money(c, (LeakRange){UPTO[i - 1] * 100, UPTO[i] * 100});
}

static AskRow row_of(Ctx *c, const Asked *a, size_t i, bool region) {
    AskRow r = {.name = a->name, .amount_id = control(c, 'a', i), .where_id = control(c, 'w', i),
                  .amounts = ARENA_ARRAY(c->arena, SpendChoice, UPTO_N),
                  .wheres = ARENA_ARRAY(c->arena, SpendChoice, WHERE_N)};
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

/* The answers as they were sent; how many there are. */
static size_t read_answers(Ctx *c, const Request *rq, Asked *v, size_t n) {
    size_t told = 0;
    for (size_t i = 0; i < n && rq->method == POST; i++) {
        v[i].amount = chosen(c, &rq->form, control(c, 'a', i), UPTO_N);
        v[i].where = chosen(c, &rq->form, control(c, 'w', i), WHERE_N - 1);
        told += v[i].amount > 0;
    }
    return told;
}

static Fault rows_fill(Ctx *c, const Request *rq, Id org, Id place, SpendAsk *v) {
    Asked  asked[CODES_N];
    Id     region;
    size_t n;
    TRY(asked_of(c, org, place, asked, &n, &region));
    (void)read_answers(c, rq, asked, n);
    v->rows = ARENA_ARRAY(c->arena, AskRow, n + 1);
    for (size_t i = 0; i < n; i++) v->rows[v->rows_n++] = row_of(c, &asked[i], i, region != 0);
    return OK;
}

static bool says_business(const Request *rq) { return str_eq(params_get(&rq->form, "kind"), LIT("business")); }

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Door *d, bool empty) {
    AskView  words = {.ask = false};
    SpendAsk v = {.w = &words, .until = d->until_on, .empty = empty, .open = true, .business = says_business(rq),
                  .action = arena_printf(c->arena, "/spend/%.*s", STR_ARG(rq->words[0]))};
    TRY(door_words(c, d, &words));
    Page pg = door_page(c, rq, rp, T_STAY_ASK);
    bool thanks = str_eq(params_get(&rq->args, "thanks"), LIT("1")) && rq->method != POST;
    if (thanks) return page_send(&pg, rp, spend_thanks_page, &v);
    TRY(rows_fill(c, rq, d->head.org, d->place, &v));
    return page_send(&pg, rp, spend_ask_page, &v);
}

Fault get_spend_ask(Ctx *c, const Request *rq, Reply *rp) {
    Door  d;
    Fault f = door_open(c, rq->words[0], DOOR_KIND_SPEND, &d);
    if (f != OK) return door_closed(c, rq, rp, f);
    return draw(c, rq, rp, &d, false);
}

/* ---- keeping ----------------------------------------------------------------------------------------------------- */

/* What all rows of a sheet share. */
typedef struct Sheeted {
    Id  place, region, spender, of_case, door;
    int kind, way;
    int64_t sheet;
} Sheeted;

static Outlay *outlay_of(Ctx *c, const Sheeted *s, const Asked *a) {
    Outlay *o = ent_new(c, &outlay_entity);
    int     at = a->amount - 1;
    o->what = a->name;
    o->category = a->category;
    o->place = s->place;
    o->kind = s->kind;
    o->spender = s->spender;
    o->of_case = s->of_case;
    o->low = UPTO[at - 1] * 100;
    o->high = UPTO[at] * 100;
    o->per = OUTLAY_PER_MONTH;
    o->year = day_year(c->reader.today);
    o->way = s->way;
    o->sure = OUTLAY_SURE_NEAR;
    o->sheet = s->sheet;
    o->door = s->door;
    o->bought = a->where == WHERE_FAR ? OUTLAY_WHERE_AWAY : OUTLAY_WHERE_UNKNOWN;
    if (a->where == WHERE_HERE || (a->where == WHERE_REGION && s->region)) {
        o->bought = OUTLAY_WHERE_PLACE;
        o->bought_in = a->where == WHERE_HERE ? s->place : s->region;
    }
    return o;
}

static int64_t sheet_number(void) {
    uint64_t v;
    secret_bytes(&v, sizeof v);
    return (int64_t)(v >> 12) + 1;
}

Fault post_spend_ask(Ctx *c, const Request *rq, Reply *rp) {
    static const DoorLimit LIMIT = {"spendings of caller", "spendings of link", SPEND_CALLER_HOUR_MAX,
                                    SPEND_DOOR_DAY_MAX};
    Door    d;
    Asked   asked[CODES_N];
    Sheeted s = {.way = OUTLAY_WAY_LINK, .sheet = sheet_number(),
                 .kind = says_business(rq) ? SPENDER_KIND_BUSINESS : SPENDER_KIND_HOUSEHOLD};
    size_t  n;
    bool    many;
    Fault   f = door_open(c, rq->words[0], DOOR_KIND_SPEND, &d);
    if (f != OK) return door_closed(c, rq, rp, f);
    Str thanks = arena_printf(c->arena, "/spend/%.*s?thanks=1", STR_ARG(d.code));
    if (door_is_machine(rq)) {
        reply_go(c, rp, thanks, T_NONE, NULL, 0);
        return OK;
    }
    TRY(asked_of(c, d.head.org, d.place, asked, &n, &s.region));
    if (!read_answers(c, rq, asked, n)) return draw(c, rq, rp, &d, true);
    TRY(door_too_many(c, rq, &d, &LIMIT, &many));
    if (many) {                                   /* the count is kept: no fault */
        page_fault(c, rq, rp, TOO_MANY);
        return OK;
    }
    s.place = d.place;
    s.door = d.head.id;
    for (size_t i = 0; i < n; i++) {              /* who buys nothing of a field leaves nothing to sum */
        if (asked[i].amount > 1) TRY(door_save(c, d.head.org, &outlay_entity, outlay_of(c, &s, &asked[i])));
    }
    c->act = 0;
    reply_go(c, rp, thanks, T_NONE, NULL, 0);
    return OK;
}

/* ---- filled in together with somebody ---------------------------------------------------------------------------- */

static Fault draw_sheet(Ctx *c, const Request *rq, Reply *rp, const Sheeted *s, bool empty) {
    Id       ids[2] = {s->place, s->spender};
    Str      names[2];
    AskView  words = {.ask = false};
    SpendAsk v = {.w = &words, .empty = empty, .action = arena_printf(c->arena, "%.*s", STR_ARG(rq->path)),
                  .business = s->kind == SPENDER_KIND_BUSINESS};
    TRY(ent_labels(c, ids, 2, names));
    words.place = names[0];
    words.welcome = names[1];
    words.welcome_lang = str_of(lang_code(c->reader.lang));
    v.action = arena_printf(c->arena, "/places/%.*s/leaks/sheet?spender=%.*s&of_case=%.*s",
                            STR_ARG(id_str(c->arena, s->place)), STR_ARG(params_get(&rq->args, "spender")),
                            STR_ARG(params_get(&rq->args, "of_case")));
    TRY(rows_fill(c, rq, c->who.org, s->place, &v));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_STAY_ASK));
    pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, s->place), names[0]};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, spend_ask_page, &v);
}

/* Of whom: the place of the address, a business, an accompaniment. */
static Fault sheet_of(Ctx *c, const Request *rq, Sheeted *s) {
    Head h;
    *s = (Sheeted){.place = rq->ids[0], .way = OUTLAY_WAY_SESSION, .sheet = sheet_number()};
    (void)id_parse(params_get(&rq->args, "spender"), &s->spender);
    (void)id_parse(params_get(&rq->args, "of_case"), &s->of_case);
    bool business = rq->method == POST ? says_business(rq) : s->spender != 0;
    s->kind = business ? SPENDER_KIND_BUSINESS : SPENDER_KIND_HOUSEHOLD;
    if (s->of_case) TRY(ent_load_head(c, &case_entity, s->of_case, &h));
    return ent_load_head(c, &place_entity, s->place, &h);
}

Fault get_spend_sheet(Ctx *c, const Request *rq, Reply *rp) {
    Sheeted s;
    TRY(sheet_of(c, rq, &s));
    return draw_sheet(c, rq, rp, &s, false);
}

Fault post_spend_sheet(Ctx *c, const Request *rq, Reply *rp) {
    Sheeted s;
    Asked   asked[CODES_N];
    size_t  n;
    TRY(sheet_of(c, rq, &s));
    TRY(asked_of(c, c->who.org, s.place, asked, &n, &s.region));
    if (!read_answers(c, rq, asked, n)) return draw_sheet(c, rq, rp, &s, true);
    for (size_t i = 0; i < n; i++) {
        if (asked[i].amount > 1) TRY(ent_save(c, &outlay_entity, outlay_of(c, &s, &asked[i])));
    }
    Str place = id_str(c->arena, s.place);
    Str go = s.of_case ? arena_printf(c->arena, "%.*s#spending", STR_ARG(case_path(c, s.of_case)))
                       : arena_printf(c->arena, "/places/%.*s/leaks", STR_ARG(place));
    reply_go(c, rp, go, T_ACT_OUTLAY, NULL, 0);
    return OK;
}
