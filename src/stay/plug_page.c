/* plug_page.c - what came of a step against a leak: who was introduced for it, what they agreed on, and what the one
** who buys now buys here because of it. */
#include "stay/stay_page.h"

#include "ent/list.h"
#include "finance_ent.h"
#include "introduction/introduction.h"
#include "lang/show.h"
#include "spend/spend.h"
#include "tie_ent.h"

enum { DEALS_MAX = 12, TOLD_MAX = 60 };
_Static_assert((int)DEALS_MAX <= (int)LIST_FILTERS_MAX, "all of them are asked for in one statement");

/* One introduction that came of a step, as the reader sees it. */
typedef struct PlugDeal {
    const Introduction *v;
    int     came, proof;
    int64_t worth;                                /* a year; NUMBER_NONE: not told, or not to this reader */
    Id      seller, buyer;                        /* who is to sell to whom */
    bool    trades;                               /* they do */
} PlugDeal;

/* ---- reading ----------------------------------------------------------------------------------------------------- */

/* What was told last stands; of how much it is worth, what was said last about it. Who sells is told with it, and else
** whom the step names as the maker. */
static void deal_told(const Ctx *c, PlugDeal *d, Id maker, const IntroOutcome *told, size_t n) {
    bool money = field_readable(c, &intro_outcome_entity.fields[INTRO_OUTCOME_F_VALUE]);
    d->worth = NUMBER_NONE;
    for (size_t i = 0; i < n; i++) {
        if (told[i].introduction != d->v->head.id) continue;
        if (!d->came) d->came = told[i].came > 0 ? told[i].came : INTRO_CAME_TALKS;
        if (!money || told[i].value == NUMBER_NONE || d->worth != NUMBER_NONE) continue;
        d->worth = told[i].value;
        d->proof = told[i].proof;
    }
    d->trades = d->came == INTRO_CAME_ONE_SELLS || d->came == INTRO_CAME_OTHER_SELLS;
    bool one = d->trades ? d->came == INTRO_CAME_ONE_SELLS : maker != d->v->other;
    d->seller = one ? d->v->one : d->v->other;
    d->buyer = one ? d->v->other : d->v->one;
}

static Fault deals_of(Ctx *c, const Plug *p, PlugDeal *v, size_t *ret_n) {
    ListSpec s = {.entity = &introduction_entity, .limit = DEALS_MAX, .n_filters = 1, .descending = true,
                  .sort = &introduction_entity.fields[INTRODUCTION_F_ASKED_ON]};
    ListSpec o = {.entity = &intro_outcome_entity, .limit = TOLD_MAX, .descending = true,
                  .sort = &intro_outcome_entity.fields[INTRO_OUTCOME_F_TOLD_ON]};
    void    *rows, *told;
    size_t   n, n_told;
    *ret_n = 0;
    s.filters[0] = (ListFilter){.field = &introduction_entity.fields[INTRODUCTION_F_PLUG], .op = LIST_EQ,
                                .val = v_id(p->head.id)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (!n) return OK;
    const Introduction *all = rows;
    for (size_t i = 0; i < n; i++) {
        o.filters[o.n_filters++] = (ListFilter){.field = &intro_outcome_entity.fields[INTRO_OUTCOME_F_INTRODUCTION],
                                                .op = LIST_EQ, .val = v_id(all[i].head.id)};
    }
    TRY(list_run(c, &o, false, &told, &n_told, NULL));
    for (size_t i = 0; i < n; i++) {
        v[i] = (PlugDeal){.v = &all[i]};
        deal_told(c, &v[i], p->maker, told, n_told);
    }
    *ret_n = n;
    return OK;
}

/* The spending that was noted of this step in this year, of who buys. */
static Fault noted_of(Ctx *c, const Plug *p, const PlugDeal *d, Id *ret_id) {
    const Field *f = outlay_entity.fields;
    ListSpec s = {.entity = &outlay_entity, .limit = 1, .n_filters = 3};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &f[OUTLAY_F_PLUG], .op = LIST_EQ, .val = v_id(p->head.id)};
    s.filters[1] = (ListFilter){.field = &f[OUTLAY_F_SPENDER], .op = LIST_EQ, .val = v_id(d->buyer)};
    s.filters[2] = (ListFilter){.field = &f[OUTLAY_F_YEAR], .op = LIST_EQ, .val = v_int(day_year(c->reader.today))};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    *ret_id = n ? ((const Outlay *)rows)->head.id : 0;
    return OK;
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static Str money_of(Ctx *c, int64_t v) { return v == NUMBER_NONE ? (Str){0} : stay_money(c, (LeakRange){v, v}); }

static Str some_money(Ctx *c, LeakRange r) { return r.high > 0 ? stay_money(c, r) : (Str){0}; }

/* What can be measured of it: what who buys is known to buy here and elsewhere, and what files of payments say. */
static Fault measured(Ctx *c, const Plug *p, const StaySum *s, const PlugDeal *d, PlugDealLine *l) {
    SpendSum paid;
    LeakRow  row;
    TRY(stay_bought(c, s, d->buyer, p->category, &row));
    l->stays = some_money(c, row.stays);
    l->leaves = some_money(c, row.leaves);
    l->unknown = row.unknown_facts > 0;
    TRY(spend_paid(c, d->buyer, d->seller, p->started_on, &paid));
    if (paid.rows) l->paid = money_of(c, paid.sum);
    return OK;
}

/* The tie that came of it, when the reader sees it, with what it is worth a year. */
static Fault tie_fill(Ctx *c, const PlugDeal *d, PlugDealLine *l) {
    Tie *t = ent_new(c, &tie_entity);
    if (!d->v->tie) return OK;
    Fault f = ent_load(c, &tie_entity, d->v->tie, t);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    l->tie_href = view_record_path(c, &tie_entity, t->head.id);
    l->tie = money_of(c, t->yearly);
    return OK;
}

static Str tint_of(int state) {
    if (state == INTRO_STATE_BOTH_AGREED) return LIT("ok");
    return state == INTRO_STATE_DECLINED ? LIT("bad") : state == INTRO_STATE_LAPSED ? (Str){0} : LIT("warn");
}

static Fault deal_line(Ctx *c, const Plug *p, const StaySum *s, const PlugDeal *d, PlugDealLine *l) {
    const Introduction *v = d->v;
    Id  ids[4] = {v->one, v->other, d->buyer, d->seller}, noted;
    Str names[4];
    TRY(ent_names(c, &actor_entity, ids, 4, names));
    *l = (PlugDealLine){.id = id_str(c->arena, v->head.id), .about = v->about, .one = names[0], .other = names[1],
                        .buyer = names[2], .maker = names[3], .tint = tint_of(v->state), .trades = d->trades,
                        .href = view_record_path(c, &introduction_entity, v->head.id),
                        .state = choice_label(&intro_state_choices, v->state),
                        .came = d->came ? choice_label(&intro_came_choices, d->came) : T_NONE,
                        .worth = money_of(c, d->worth)};
    TRY(tie_fill(c, d, l));
    if (!d->trades) return OK;
    TRY(measured(c, p, s, d, l));
    TRY(noted_of(c, p, d, &noted));
    if (noted) l->noted_href = view_record_path(c, &outlay_entity, noted);
    l->may_note = !noted && !p->head.archived_at && ent_may_write(c, &plug_entity, &p->head);
    if (d->worth != NUMBER_NONE) l->amount = arena_printf(c->arena, "%lld", (long long)(d->worth / 100));
    return OK;
}

/* What was typed, beside the field that it was typed into. */
static void typed_fill(const Page *pg, PlugDealLine *l) {
    const Complaint *wrong = complaint_of(pg->c, "amount");
    if (pg->rq->method != POST || !str_eq(params_get(&pg->rq->form, "introduction"), l->id)) return;
    l->amount = params_get(&pg->rq->form, "amount");
    if (wrong) l->error = complaint_str(pg->c, wrong);
}

/* The sums of a step's place, by what local meant when it began. false: the reader does not see the place. */
static Fault sums_of(Ctx *c, const Plug *p, StaySum *ret_s, bool *ret_there) {
    Fault f = stay_sum(c, p->place, day_year(c->reader.today), p->meant, ret_s);
    *ret_there = f == OK;
    return f == NOT_FOUND ? OK : f;
}

static Fault deals_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx        *c = pg->c;
    const Plug *p = rec;
    PlugDeal    deals[DEALS_MAX];
    StaySum     s = {0};
    PlugView    v = {.path = view_record_path(c, &plug_entity, p->head.id),
                     .sign = str_of(currency_sign(reader_currency(&c->reader)))};
    bool        there = true;
    TRY(deals_of(c, p, deals, &v.deals_n));
    v.deals = ARENA_ARRAY(c->arena, PlugDealLine, v.deals_n + 1);
    if (v.deals_n) TRY(sums_of(c, p, &s, &there));
    for (size_t i = 0; i < v.deals_n; i++) {
        TRY(deal_line(c, p, &s, &deals[i], &v.deals[i]));
        typed_fill(pg, &v.deals[i]);
    }
    if (!p->head.archived_at && ent_may_write(c, &introduction_entity, NULL)) v.add = stay_introduce(c, p, 0);
    if (there && (v.deals_n || v.add.n)) plug_deals_html(b, pg, &v);
    return OK;
}

static Fault effect_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx        *c = pg->c;
    const Plug *p = rec;
    const StaySum *kept;
    StaySum     s;
    PlugView    v = {0};
    bool        there;
    TRY(sums_of(c, p, &s, &there));
    if (!there) return OK;
    TRY(stay_sum_kept(c, &s, &kept));
    TRY(stay_started(c, p, kept, &v.row));
    v.leaks = arena_printf(c->arena, "/places/%.*s/leaks?version=%.*s", STR_ARG(id_str(c->arena, p->place)),
                           STR_ARG(id_str(c->arena, p->meant)));
    plug_effect_html(b, pg, &v);
    return OK;
}

const RecordPart PLUG_DEALS = {.entity = &plug_entity, .anchor = "deals", .title = T_STAY_DEALS, .order = 1,
                               .draw = deals_draw};
const RecordPart PLUG_EFFECT = {.entity = &plug_entity, .anchor = "effect", .title = T_STAY_EFFECT, .order = 2,
                                .draw = effect_draw};

/* ---- noting what is bought here ---------------------------------------------------------------------------------- */

/* Agorot a year as the record tells it: by the month or the year. */
static int64_t as_told(const Outlay *o, int64_t a_year) {
    return o->per == OUTLAY_PER_MONTH ? (a_year + 6) / 12 : a_year;
}

/* So much less of one spending. One of which nothing is left leaves the lists; its history stays. */
static Fault lessen(Ctx *c, Id id, int64_t a_year) {
    Outlay *o = ent_new(c, &outlay_entity);
    TRY(ent_load(c, &outlay_entity, id, o));
    int64_t less = as_told(o, a_year), top = o->high == NUMBER_NONE ? o->low : o->high;
    if (less >= top) return ent_archive(c, &outlay_entity, id);
    o->low = o->low > less ? o->low - less : 0;
    if (o->high != NUMBER_NONE) o->high -= less;
    return ent_save(c, &outlay_entity, o);
}

/* What who buys bought outside of this field becomes less by as much, the largest first. */
static Fault instead(Ctx *c, const Plug *p, const PlugDeal *d, int64_t amount) {
    StaySum s;
    bool    there;
    TRY(sums_of(c, p, &s, &there));
    while (there && amount > 0) {
        const StayFact *most = NULL;
        for (size_t i = 0; i < s.seen; i++) {
            StayFact *f = &s.fact[i];
            bool ours = f->spender == d->buyer && f->category == p->category && f->high > 0 && stay_leaves(&s, i) &&
                        (!f->of_case || f->of_case == d->v->of_case);
            if (ours && (!most || f->high > most->high)) most = f;
        }
        if (!most) return OK;
        TRY(lessen(c, most->id, amount));
        amount -= most->high;
        s.fact[most - s.fact].high = 0;           /* taken */
    }
    return OK;
}

static Fault note(Ctx *c, const Plug *p, const PlugDeal *d, int64_t amount) {
    Actor  *buyer = ent_new(c, &actor_entity);
    Outlay *o = ent_new(c, &outlay_entity);
    TRY(ent_load(c, &actor_entity, d->buyer, buyer));
    o->what = d->v->about;
    o->category = p->category;
    o->place = p->place;
    o->kind = buyer->kind == ACTOR_KIND_PERSON ? SPENDER_KIND_HOUSEHOLD : SPENDER_KIND_BUSINESS;
    o->spender = d->buyer;
    o->seller = d->seller;
    o->low = amount;
    o->per = OUTLAY_PER_YEAR;
    o->year = day_year(c->reader.today);
    o->bought = OUTLAY_WHERE_PLACE;
    o->way = d->proof > PROOF_LEVEL_SAID ? OUTLAY_WAY_BOOKS : OUTLAY_WAY_TOLD;
    o->sure = OUTLAY_SURE_NEAR;
    o->of_case = d->v->of_case;
    o->plug = p->head.id;
    return ent_save(c, &outlay_entity, o);
}

/* The introduction that the form names, with what came of it. OVER: they do not trade, or it was noted this year. */
static Fault deal_asked(Ctx *c, const Request *rq, const Plug *p, PlugDeal *ret_d) {
    PlugDeal deals[DEALS_MAX];
    size_t   n;
    Id       id, noted;
    if (!id_parse(params_get(&rq->form, "introduction"), &id)) return fail(c, BAD_REQUEST, "plug", p->head.id);
    TRY(deals_of(c, p, deals, &n));
    for (size_t i = 0; i < n; i++) {
        if (deals[i].v->head.id != id) continue;
        *ret_d = deals[i];
        TRY(noted_of(c, p, ret_d, &noted));
        return deals[i].trades && !noted ? OK : fail(c, OVER, "introduction", id);
    }
    return fail(c, NOT_FOUND, "introduction", id);
}

/* POST /plugs/ID/bought: introduction, amount, instead. What is bought here now, as spending of the place. */
Fault post_plug_bought(Ctx *c, const Request *rq, Reply *rp) {
    Plug    *p = ent_new(c, &plug_entity);
    PlugDeal d;
    int64_t  amount = 0;
    TRY(ent_load(c, &plug_entity, rq->ids[0], p));
    if (!ent_may_write(c, &plug_entity, &p->head)) return fail(c, NOT_ALLOWED, "plug", p->head.id);
    if (p->head.archived_at) return fail(c, OVER, "plug", p->head.id);
    TRY(deal_asked(c, rq, p, &d));
    bool fine = money_parse(params_get(&rq->form, "amount"), &amount) && amount > 0 && amount <= LEAK_AMOUNT_MAX;
    if (!fine) {
        complain(c, "amount", T_STAY_NOTE_WANTED);
        TRY(view_record(c, rq, rp, &PLUG_SHEET, p->head.id));
        rp->status = fault_status(INVALID);
        return INVALID;
    }
    if (str_eq(params_get(&rq->form, "instead"), LIT("1"))) TRY(instead(c, p, &d, amount));
    TRY(note(c, p, &d, amount));
    reply_go(c, rp, view_record_path(c, &plug_entity, p->head.id), T_STAY_NOTED, NULL, 0);
    return OK;
}
