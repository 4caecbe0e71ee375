/* sending_page.c - whom an item fits, who was told and how they answered; passing it on; cards, lists and routes. */
#include "sending/sending_page.h"

#include "account/account_page.h"
#include "actor/actor.h"
#include "db/facts.h"
#include "lang/plain.h"
#include "listing/listing.h"
#include "referral/aid.h"

#include <stdlib.h>

enum { FIT_SHOWN = 200, CHOSEN_MAX = 2000 };

static Str fit_path(Ctx *c, Id item) {
    return arena_printf(c->arena, "/opportunities/%.*s", STR_ARG(id_str(c->arena, item)));
}

static Str notices_path(Ctx *c, const Item *item) {
    return arena_printf(c->arena, "/notices?%.*s", STR_ARG(item->list));
}

static Str tint_of(int state) {
    static const char *const TINTS[NOTICE_STATE_N] = {
        [NOTICE_STATE_TO_TELL] = "warn", [NOTICE_STATE_TOLD] = "", [NOTICE_STATE_OPENED] = "info",
        [NOTICE_STATE_INTERESTED] = "ok", [NOTICE_STATE_DECLINED] = "bad", [NOTICE_STATE_APPLIED] = "ok",
        [NOTICE_STATE_RECEIVED] = "ok",
    };
    return state > 0 && state < NOTICE_STATE_N ? str_of(TINTS[state]) : (Str){0};
}

/* ---- reasons in words -------------------------------------------------------------------------------------------- */

static void say(Ctx *c, FitRow *r, TextKey key, Str what) {
    TrArg arg = TR_ARG("what", what);
    if (r->tags_n < REASONS_MAX) {
        r->tags[r->tags_n++].text = tr_str(c->arena, &c->reader, key, what.n ? &arg : NULL, what.n ? 1 : 0);
    }
}

static void ask(Ctx *c, FitRow *r, bool yes, TextKey key) {
    if (!yes || r->tags_n == REASONS_MAX) return;
    say(c, r, key, (Str){0});
    r->tags[r->tags_n - 1].ask = true;
}

static Str kind_word(Ctx *c, int kind) { return tr(c->reader.lang, choice_label(&hear_kind_choices, kind)); }
static Str trade_word(Ctx *c, int trade) { return tr(c->reader.lang, choice_label(&trade_group_choices, trade)); }

static Str year_word(Ctx *c, int64_t year) { return arena_printf(c->arena, "%lld", (long long)year); }

static void reasons(Ctx *c, const FitItem *item, const FitBusiness *b, const RefNames *names, FitRow *r) {
    const Fit *f = &r->fit;
    if (f->field) say(c, r, T_SENDING_WHY_FIELD, ref_name(names, item->category));
    if (f->trade) say(c, r, T_SENDING_WHY_TRADE, trade_word(c, b->trade));
    if (f->asked_trade) say(c, r, T_SENDING_WHY_ASKED_TRADE, trade_word(c, item->trade));
    if (f->place) say(c, r, T_SENDING_WHY_PLACE, ref_name(names, item->place));
    if (f->asked_kind) say(c, r, T_SENDING_WHY_ASKED, kind_word(c, item->kind));
    if (f->years) say(c, r, T_SENDING_WHY_YEARS, year_word(c, b->founded));
    ask(c, r, f->ask_trade, T_SENDING_ASK_TRADE);
    ask(c, r, f->ask_place, T_SENDING_ASK_PLACE);
    ask(c, r, f->ask_more, T_SENDING_ASK_MORE);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static int fit_rows_order(const void *a, const void *b) {
    const FitRow *x = a, *y = b;
    int d = fit_order(&x->fit, &y->fit);
    return d ? d : x->id < y->id ? -1 : x->id > y->id;
}

static bool is_given(const Given *v, size_t n, Id actor) {
    for (size_t i = 0; i < n; i++) {
        if (v[i].actor == actor) return true;
    }
    return false;
}

/* Those whom it fits and who may be told, and those who may not, with why; neither was told yet. */
static void sort_out(Ctx *c, const FitItem *item, Pool *p, const Given *given, size_t given_n, FitView *v) {
    v->rows = ARENA_ARRAY(c->arena, FitRow, p->n + 1);
    v->out = ARENA_ARRAY(c->arena, FitRow, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        FitBusiness *b = &p->v[i];
        b->told = is_given(given, given_n, b->id);
        Fit f = fit_of(item, b, c->reader.today);
        if (!f.fits || b->told) continue;
        FitRow row = {.id = b->id, .fit = f, .unasked = !b->way, .way = choice_label(&hear_way_choices, f.way),
                      .why = sending_why(f.out)};
        if (f.out) v->out[v->out_n++] = row;
        else v->rows[v->rows_n++] = row;
    }
    if (v->rows_n) qsort(v->rows, v->rows_n, sizeof *v->rows, fit_rows_order);
    if (v->out_n) qsort(v->out, v->out_n, sizeof *v->out, fit_rows_order);
}

static const FitBusiness *business(const Pool *p, Id id) {
    return p->n ? bsearch(&id, p->v, p->n, sizeof *p->v, id_order) : NULL;
}

static Fault name_rows(Ctx *c, const Pool *p, const FitItem *item, FitRow *rows, size_t n) {
    Id      *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 3);
    RefNames names;
    for (size_t i = 0; i < n; i++) {
        const FitBusiness *b = business(p, rows[i].id);
        ids[2 * i] = rows[i].id;
        ids[2 * i + 1] = b && b->up_n ? b->up[0] : 0;
    }
    ids[2 * n] = item->place;
    ids[2 * n + 1] = item->category;
    TRY(ref_names(c, ids, 2 * n + 2, &names));
    for (size_t i = 0; i < n; i++) {
        const FitBusiness *b = business(p, rows[i].id);
        rows[i].name = ref_name(&names, rows[i].id);
        rows[i].href = view_record_path(c, &actor_entity, rows[i].id);
        if (b && b->up_n) rows[i].town = ref_name(&names, b->up[0]);
        if (b) reasons(c, item, b, &names, &rows[i]);
    }
    return OK;
}

/* The words for somebody who is told by telephone, in their language, ready to copy. */
static Fault message_of(Ctx *c, const Notice *n, const Item *item, Str site, Str *ret_text) {
    const Reader own = c->reader;
    Reader r = c->reader;
    Str    name = {0}, region;
    r.lang = sending_lang_of(n->speaks, c->reader.lang);
    c->reader.lang = r.lang;
    Fault f = ent_labels(c, &n->actor, 1, &name);
    c->reader = own;
    TRY(f);
    TRY(fact_name(c, r.lang, &region));
    TrArg args[] = {TR_ARG("name", name), TR_ARG("region", region),
                    TR_ARG("what", tri_best(&item->name, r.lang, NULL)),
                    TR_ARG("day", plain_day_str(c->arena, &r, item->fit.closes_on))};
    size_t with_day = sizeof args / sizeof *args, without = with_day - 1;
    bool   day = item->fit.closes_on != 0;
    Str    text = tr_str(c->arena, &r, day ? T_SENDING_MESSAGE_DAY : T_SENDING_MESSAGE, args, day ? with_day : without);
    /* Without isolates around it, which would become part of the address where it is copied to. */
    *ret_text = arena_printf(c->arena, "%.*s\n%.*s/offered/%.*s", STR_ARG(text), STR_ARG(site), STR_ARG(n->key));
    return OK;
}

static Str in_link(Ctx *c, Str s) {
    Buf b;
    buf_init(&b, 16 << 10);
    put_urlpart(&b, s);
    return buf_keep(c->arena, &b);
}

static Fault given_row(Ctx *c, const Notice *n, const Actor *a, const FitView *v, Str site, GivenRow *row) {
    bool open = v->may_send && v->item->fit.live;
    *row = (GivenRow){.id = n->head.id, .href = view_record_path(c, &notice_entity, n->head.id), .reason = n->reason,
                      .state = choice_label(&notice_state_choices, n->state), .tint = tint_of(n->state),
                      .way = choice_label(&hear_way_choices, n->way), .on = n->told_on ? n->told_on : n->sent_on,
                      .to_tell = n->state == NOTICE_STATE_TO_TELL && open,
                      .told = v->may_send && n->state < NOTICE_STATE_INTERESTED,
                      .interested = v->may_send && n->state == NOTICE_STATE_INTERESTED,
                      .applied = v->may_send && n->state == NOTICE_STATE_APPLIED,
                      .declined = n->state == NOTICE_STATE_DECLINED,
                      .message_lang = str_of(lang_code(sending_lang_of(n->speaks, c->reader.lang)))};
    row->path = arena_printf(c->arena, "/notices/%.*s/step", STR_ARG(id_str(c->arena, n->head.id)));
    if (a) row->name = tri_best(&a->name, c->reader.lang, NULL);
    if (!row->to_tell || !a || !a->phone.n) return OK;
    TRY(message_of(c, n, v->item, site, &row->message));
    row->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(a->phone));
    row->wa_href = arena_printf(c->arena, "https://wa.me/%.*s?text=%.*s",
                                STR_ARG(str_sub(a->phone, 1, a->phone.n)), STR_ARG(in_link(c, row->message)));
    return OK;
}

static Fault fill_given(Ctx *c, const Request *rq, const Pool *pool, const Given *given, size_t n, FitView *v) {
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    void  *rows, *actors;
    size_t got, got_actors;
    size_t m = n < FIT_SHOWN ? n : FIT_SHOWN;
    if (!m) return OK;
    for (size_t i = 0; i < m; i++) ids[i] = given[i].id;
    ListSpec s = {.entity = &notice_entity, .ids = ids, .n_ids = m, .ids_only = true, .limit = FIT_SHOWN,
                  .sort = &notice_entity.fields[NOTICE_F_STATE]};
    TRY(list_run(c, &s, false, &rows, &got, NULL));
    Id *who = ARENA_ARRAY(c->arena, Id, m + 1);
    for (size_t i = 0; i < m; i++) who[i] = given[i].actor;
    ListSpec a = {.entity = &actor_entity, .ids = who, .n_ids = m, .ids_only = true, .limit = FIT_SHOWN};
    TRY(list_run(c, &a, false, &actors, &got_actors, NULL));
    v->given = ARENA_ARRAY(c->arena, GivenRow, got + 1);
    for (size_t i = 0; i < got; i++) {
        const Notice *one = (const Notice *)rows + i;
        const Actor  *of = NULL;
        for (size_t k = 0; k < got_actors && !of; k++) {
            const Actor *x = (const Actor *)actors + k;
            if (x->head.id == one->actor) of = x;
        }
        GivenRow *row = &v->given[v->given_n++];
        const FitBusiness *b = business(pool, one->actor);
        TRY(given_row(c, one, of, v, request_site(rq), row));
        row->said_no = b && fit_out(v->item->fit.kind, b) == OUT_SAID_NO;
        if (row->said_no) row->to_tell = false;
    }
    return OK;
}

static Fault counts_html(const Page *pg, const Item *item, Html *ret_html) {
    Ctx      *c = pg->c;
    CountView v = {.all_href = notices_path(c, item), .closes_on = item->fit.closes_on, .over = item->over};
    Buf       b;
    TRY(notice_counts(c, item->fit.id, &v.n));
    buf_init(&b, 1 << 14);
    if (v.n.told || v.n.to_tell) sending_counts_html(&b, pg, &v);
    *ret_html = html_keep(c->arena, &b);
    return OK;
}

static Fault get_fit(Ctx *c, const Request *rq, Reply *rp) {
    Item    item;
    Pool    pool;
    Given  *given;
    size_t  given_n;
    FitView v = {.item = &item, .path = fit_path(c, rq->ids[0]), .cap = NOTICES_MAX, .days = NOTICES_DAYS};
    TRY(item_load(c, rq->ids[0], &item));
    v.name = tri_best(&item.name, c->reader.lang, NULL);
    v.kind = item_kind(&item);
    v.closes_on = item.fit.closes_on;
    v.over = item.over;
    v.not_live = !item.fit.live && !item.over;
    v.may_send = (c->who.roles & ROLES_STAFF) && ent_may_write(c, &notice_entity, NULL);
    Id  ids[2] = {item.fit.place, item.body};
    Str names[2] = {{0}};
    TRY(ent_labels(c, ids, 2, names));
    v.place = names[0];
    v.body = names[1];
    if (v.body.n) v.body_href = view_record_path(c, &actor_entity, item.body);
    TRY(pool_load(c, &pool));
    TRY(notices_given(c, item.fit.id, &given, &given_n));
    sort_out(c, &item.fit, &pool, given, given_n, &v);
    v.n = (Reached){.fits = (int64_t)v.rows_n};
    v.shown_less = v.rows_n > FIT_SHOWN;
    if (v.shown_less) v.rows_n = FIT_SHOWN;
    if (v.out_n > FIT_SHOWN) v.out_n = FIT_SHOWN;
    v.more = pool.more;
    TRY(name_rows(c, &pool, &item.fit, v.rows, v.rows_n));
    TRY(name_rows(c, &pool, &item.fit, v.out, v.out_n));
    TRY(fill_given(c, rq, &pool, given, given_n, &v));
    Page pg = page_new(c, rq, NAV_LISTINGS, v.name);
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/opportunities"), tr(c->reader.lang, T_SENDING_LIVE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){item.href, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, tr(c->reader.lang, T_SENDING_WHOM)};
    TRY(counts_html(&pg, &item, &v.counts));
    return page_send(&pg, rp, sending_fit_page, &v);
}

/* ---- passing on -------------------------------------------------------------------------------------------------- */

static size_t chosen_ids(const Request *rq, Id *ids, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < rq->form.n && n < max; i++) {
        bool one = str_eq(rq->form.v[i].name, LIT("actor"));
        if (one && id_parse(rq->form.v[i].value, &ids[n])) n++;
    }
    return ids_sort(ids, n);
}

/* Of those that were chosen (or all) whom it fits now. */
static Fault those_who_fit(Ctx *c, const Request *rq, const FitItem *item, Id *ids, size_t *ret_n) {
    Pool    pool;
    Given  *given;
    size_t  given_n;
    FitView v = {0};
    bool    all = str_eq(params_get(&rq->form, "all"), LIT("1"));
    Id     *chosen = ARENA_ARRAY(c->arena, Id, CHOSEN_MAX);
    size_t  chosen_n = chosen_ids(rq, chosen, CHOSEN_MAX);
    *ret_n = 0;
    TRY(pool_load(c, &pool));
    TRY(notices_given(c, item->id, &given, &given_n));
    sort_out(c, item, &pool, given, given_n, &v);
    for (size_t i = 0; i < v.rows_n && *ret_n < CHOSEN_MAX; i++) {
        if (all || ids_hold(chosen, chosen_n, v.rows[i].id)) ids[(*ret_n)++] = v.rows[i].id;
    }
    return OK;
}

/* POST /opportunities/ID/send: actor=... of those that were chosen, or all=1. */
static Fault post_send(Ctx *c, const Request *rq, Reply *rp) {
    Item   item;
    Sent   sent;
    Id    *ids = ARENA_ARRAY(c->arena, Id, CHOSEN_MAX);
    size_t n;
    Str    back = fit_path(c, rq->ids[0]);
    TRY(item_load(c, rq->ids[0], &item));
    if (!item.fit.live) return fail(c, EXPIRED, "opportunity", item.fit.id);
    TRY(those_who_fit(c, rq, &item.fit, ids, &n));
    if (!n) {
        reply_go_final(c, rp, back, T_SENDING_NOBODY_CHOSEN);
        return OK;
    }
    TRY(act_begin(c, T_ACT_SENDING, tri_best(&item.name, c->reader.lang, NULL)));
    TRY(notices_send(c, &item, ids, n, &sent));
    TrArg args[] = {TR_N("mails", sent.mails), TR_N("phones", sent.phones)};
    reply_go(c, rp, back, T_SENDING_SENT, args, 2);
    return OK;
}

/* POST /notices/ID/step: state=told|interested|declined|applied|received, with why. */
static Fault post_step(Ctx *c, const Request *rq, Reply *rp) {
    Notice *n = ent_new(c, &notice_entity);
    int     state = choice_value(&notice_state_choices, params_get(&rq->form, "state"));
    Str     reason = str_trim(params_get(&rq->form, "reason")), back = params_get(&rq->form, "back");
    if (!state) return BAD_REQUEST;
    TRY(notice_move(c, rq->ids[0], state, reason, n));
    if (!path_is_ours(back)) back = fit_path(c, n->listing ? n->listing : n->track);
    TrArg arg = TR_ARG("state", tr(c->reader.lang, choice_label(&notice_state_choices, state)));
    reply_go(c, rp, back, T_SENDING_STEPPED, &arg, 1);
    return OK;
}

/* ---- cards ------------------------------------------------------------------------------------------------------- */

static Fault card_draw(Buf *b, const Page *pg, const Item *item) {
    Ctx      *c = pg->c;
    CountView v = {.all_href = notices_path(c, item), .fit_href = fit_path(c, item->fit.id),
                   .closes_on = item->fit.closes_on, .over = item->over};
    if (!item->fit.kind || !(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(notice_counts(c, item->fit.id, &v.n));
    v.any = v.n.told || v.n.to_tell;
    sending_card_html(b, pg, &v);
    return OK;
}

static Fault listing_draw(Buf *b, const Page *pg, const void *rec) {
    Item item;
    item_of_listing(pg->c, rec, &item);
    return card_draw(b, pg, &item);
}

static Fault track_draw(Buf *b, const Page *pg, const void *rec) {
    Item item;
    item_of_track(pg->c, rec, &item);
    return card_draw(b, pg, &item);
}

const RecordPart SENDING_LISTING_PART = {.entity = &listing_entity, .anchor = "whom", .title = T_SENDING_WHOM,
                                         .order = 5, .draw = listing_draw};
const RecordPart SENDING_TRACK_PART = {.entity = &aid_track_entity, .anchor = "whom", .title = T_SENDING_WHOM,
                                       .order = 5, .draw = track_draw};

static Html tags_of(Ctx *c, const Choices *choices, int64_t set) {
    Buf b;
    buf_init(&b, 8000);
    for (int i = 0; i < choices->n; i++) {
        if (!(set >> (choices->v[i].value - 1) & 1)) continue;
        buf_lit(&b, "<span class=\"tag\">");
        put_text(&b, tr(c->reader.lang, choices->v[i].label));
        buf_lit(&b, "</span>");
    }
    return html_keep(c->arena, &b);
}

/* On the page of a business: what it wants to hear of. */
static Fault interest_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx         *c = pg->c;
    const Actor *a = rec;
    ListSpec     s = {.entity = &interest_entity, .limit = 1, .descending = true,
                      .sort = &interest_entity.fields[INTEREST_F_SAID_ON]};
    void        *rows;
    size_t       n;
    if (a->kind != ACTOR_KIND_BUSINESS || !(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    s.filters[s.n_filters++] = (ListFilter){.field = &interest_entity.fields[INTEREST_F_ACTOR], .op = LIST_EQ,
                                            .val = v_id(a->head.id)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    const Interest *v = n ? rows : NULL;
    Str id = id_str(c->arena, a->head.id);
    InterestPart part = {.v = v, .none = !v || !v->way, .may_write = ent_may_write(c, &interest_entity, NULL),
                         .list = arena_printf(c->arena, "/notices?actor=%.*s", STR_ARG(id))};
    if (v) {
        part.way = choice_label(&hear_way_choices, v->way);
        part.said_no = v->way == HEAR_WAY_NONE;
        part.kinds = tags_of(c, &hear_kind_choices, v->kinds);
        part.not_kinds = tags_of(c, &hear_kind_choices, v->not_kinds);
    }
    part.href = v ? arena_printf(c->arena, "/interests/%.*s/edit", STR_ARG(id_str(c->arena, v->head.id)))
                  : arena_printf(c->arena, "/interests/new?actor=%.*s", STR_ARG(id));
    interest_part_html(b, pg, &part);
    return OK;
}

const RecordPart INTEREST_PART = {.entity = &actor_entity, .anchor = "hear", .title = T_ENT_INTEREST, .side = true,
                                  .order = 34, .draw = interest_draw};

/* ---- the record ------------------------------------------------------------------------------------------------- */

static Fault notice_head_draw(Buf *b, const Page *pg, const void *rec) {
    static const int DAYS[] = {NOTICE_F_SENT_ON, NOTICE_F_TOLD_ON, NOTICE_F_OPENED_ON, NOTICE_F_INTERESTED_ON,
                               NOTICE_F_DECLINED_ON, NOTICE_F_APPLIED_ON, NOTICE_F_RECEIVED_ON};
    const Notice *n = rec;
    NoticeHead v = {.state = choice_label(&notice_state_choices, n->state), .tint = tint_of(n->state),
                    .way = choice_label(&hear_way_choices, n->way),
                    .fit_href = fit_path(pg->c, n->listing ? n->listing : n->track)};
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) {
        const Field *f = &notice_entity.fields[DAYS[i]];
        Day on = *(const Day *)field_in(f, n);
        if (on) v.days[v.days_n++] = (NoticeDay){f->label, on};
    }
    notice_head_html(b, pg, &v);
    return OK;
}

/* ---- lists ------------------------------------------------------------------------------------------------------- */

const Sheet INTEREST_SHEET = {
    .entity = &interest_entity,
    .path = "/interests",
    .nav = NAV_ACTORS,
    .icon = "message-circle",
    .title = T_ENT_INTEREST_MANY,
    .empty = T_SENDING_NO_PROFILES,
    .first_step = T_SENDING_ADD_PROFILE,
    .add = T_SENDING_ADD_PROFILE,
    .called = (const int[]){INTEREST_F_ACTOR, -1},
    .columns = (const int[]){INTEREST_F_ACTOR, INTEREST_F_WAY, INTEREST_F_KINDS, INTEREST_F_SAID_ON, -1},
    .filters = (const int[]){INTEREST_F_WAY, INTEREST_F_KINDS, -1},
    .bulk = (const int[]){-1},
};

const Sheet NOTICE_SHEET = {
    .entity = &notice_entity,
    .path = "/notices",
    .nav = NAV_LISTINGS,
    .icon = "send",
    .title = T_ENT_NOTICE_MANY,
    .empty = T_SENDING_NO_NOTICES,
    .first_step = T_SENDING_TO_LIVE,
    .add = T_SENDING_TO_LIVE,
    .called = (const int[]){NOTICE_F_ACTOR, NOTICE_F_STATE, -1},
    .head = notice_head_draw,
    .columns = (const int[]){NOTICE_F_ACTOR, NOTICE_F_LISTING, NOTICE_F_TRACK, NOTICE_F_STATE, NOTICE_F_SENT_ON, -1},
    .filters = (const int[]){NOTICE_F_STATE, NOTICE_F_WAY, -1},
    .bulk = (const int[]){-1},
};

VIEW_HANDLERS(interest, INTEREST_SHEET)
VIEW_HANDLERS(notice, NOTICE_SHEET)

/* A notice is made where its item is, for those whom it fits. */
static Fault get_notice_new(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    reply_go(c, rp, LIT("/opportunities"), T_NONE, NULL, 0);
    return OK;
}

enum { READERS = ROLES_STAFF | ROLE_TRUSTEE };

static const Route ROUTES[] = {
    {GET, "/opportunities", get_live, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {GET, "/opportunities/{id}", get_fit, ROUTE_READ, READERS, 0, NULL, false},
    {POST, "/opportunities/{id}/send", post_send, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/notices/{id}/step", post_step, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {GET, "/offered/{word}", get_offer, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/offered/{word}", post_offer, ROUTE_WRITE, ROLES_ALL, 0, NULL, false},
    {GET, "/mine/hear", get_hear, ROUTE_READ, ROLE_OWNER, 0, NULL, false},
    {POST, "/mine/hear", post_hear, ROUTE_WRITE, ROLE_OWNER, 0, NULL, false},
    {GET, "/notices", get_notice_list, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/notices/new", get_notice_new, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/notices/{id}", get_notice, ROUTE_READ, READERS, 0, NULL, false},
    {GET, "/notices/{id}/edit", get_notice_form, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/notices/{id}", post_notice, ROUTE_WRITE, ROLES_STAFF, 1 << 20, NULL, false},
    {POST, "/notices/bulk", post_notice_bulk, ROUTE_SLOW, ROLES_STAFF, 2 << 20, NULL, false},
    {POST, "/notices/{id}/archive", post_notice_archive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    {POST, "/notices/{id}/unarchive", post_notice_unarchive, ROUTE_WRITE, ROLES_STAFF, 0, NULL, false},
    VIEW_ROUTES(interest, "/interests", READERS, ROLES_STAFF),
};

static void sending_start(Region *r) {
    (void)r;
    view_register(&INTEREST_SHEET);
    view_register(&NOTICE_SHEET);
    view_register_part(&SENDING_LISTING_PART);
    view_register_part(&SENDING_TRACK_PART);
    view_register_part(&INTEREST_PART);
    today_register(&SENDING_TODAY);
    mine_register(&SENDING_MINE);
    mine_register(&HEAR_MINE);
    case_on_consent(sending_on_consent);
    listing_on_change(sending_on_listing);
    aid_on_change(sending_on_track);
}

const Module sending_module = {
    .name = "sending", .queries = SENDING_QUERIES, .n_queries = SENDING_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = sending_start,
};
