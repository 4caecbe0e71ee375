/* sending_open.c - /offered/KEY: what a business reads behind its link, without signing in, and its answer in one tap;
** and what its owner sees and says on their own page. */
#include "sending/sending_page.h"

#include "account/account_page.h"
#include "actor_ent.h"
#include "base/utf8.h"
#include "db/facts.h"
#include "db/region.h"
#include "ent/form.h"

#include <stdlib.h>

/* ---- that it was opened: a moment later, so that reading need not wait ------------------------------------------- */

enum { OPENED_BYTES = 4 << 20, KEY_MAX = 60 };

typedef struct Opened {
    Arena arena;
    Ctx   ctx;
    Job   job;
    Id    org;
    char  key[KEY_MAX + 1];
} Opened;

static Fault opened_run(Ctx *c, void *arg) {
    const Opened *o = arg;
    Notice       *n = ent_new(c, &notice_entity);
    c->who = (Who){.org = o->org, .roles = 0, .floor = VIS_PUBLIC, .scopes = ~0u};
    return notice_answer(c, str_of(o->key), NOTICE_STATE_OPENED, (Str){0}, n);
}

static void opened_free(Opened *o) {
    arena_release(&o->arena);
    free(o);
}

static void opened_done(Ctx *c, void *arg, Fault result) {
    (void)c;
    (void)result;
    opened_free(arg);
}

static void opened(Ctx *c, Str key) {
    Opened *o = c->region ? calloc(1, sizeof *o) : NULL;
    if (!o) return;
    arena_init(&o->arena, OPENED_BYTES);
    o->ctx = (Ctx){.arena = &o->arena, .region = c->region, .reader = c->reader};
    o->org = c->who.org;
    memcpy(o->key, key.p, key.n < KEY_MAX ? key.n : KEY_MAX);
    o->job = (Job){.ctx = &o->ctx, .run = opened_run, .done = opened_done, .arg = o};
    if (region_submit(c->region, &o->job) != OK) opened_free(o);
}

/* ---- the page behind the link ------------------------------------------------------------------------------------ */

static Fault names_as_program(Ctx *c, const Id *ids, size_t n, Str *ret_v) {
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = ent_labels(c, ids, n, ret_v);
    c->who = kept;
    return f;
}

/* Only what everybody may read of it: its name, its words, where and until when. */
static Fault details(Ctx *c, const Notice *n, OfferOpen *o) {
    Listing  *l = ent_new(c, &listing_entity);
    AidTrack *t = ent_new(c, &aid_track_entity);
    Fault     f = n->listing ? ent_load_as_program(c, &listing_entity, n->listing, l)
                             : ent_load_as_program(c, &aid_track_entity, n->track, t);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    o->details = n->listing ? l->details : tri_best(&t->fits, c->reader.lang, NULL);
    o->link = n->listing ? l->link : t->url;
    return OK;
}

static Fault fill(Ctx *c, const Request *rq, const Notice *n, OfferOpen *o) {
    Item     item;
    Interest *v = ent_new(c, &interest_entity);
    Str      names[2] = {{0}};
    Fault    f = item_of_notice(c, n, &item);
    *o = (OfferOpen){.path = rq->path, .over = true};
    if (f != OK && f != NOT_FOUND) return f;
    if (f == OK) {
        Id ids[2] = {n->actor, item.fit.place};
        TRY(names_as_program(c, ids, 2, names));
        o->title = tri_best(&item.name, c->reader.lang, NULL);
        o->kind = item_kind(&item);
        o->closes_on = item.fit.closes_on;
        TRY(details(c, n, o));
        TRY(notice_waits(c, n, &o->waits));
        o->over = !item.fit.live;
    }
    o->business = names[0];
    o->place = names[1];
    TRY(interest_of(c, n->actor, v));
    o->stopped = v->way == HEAR_WAY_NONE;
    o->state = choice_label(&notice_state_choices, n->state);
    o->interested = n->state == NOTICE_STATE_INTERESTED;
    o->declined = n->state == NOTICE_STATE_DECLINED;
    o->applied = n->state >= NOTICE_STATE_APPLIED;
    o->answered = o->interested || o->declined || o->applied;
    TRY(fact_name(c, c->reader.lang, &o->region));
    TRY(fact_get(c, "contact.phone", &o->phone));
    o->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(o->phone));
    return OK;
}

/* The page speaks the language of the business, unless another is chosen on it. */
static void speak(Ctx *c, const Request *rq, const Notice *n) {
    bool chosen = request_cookie(rq, COOKIE_LANG).n || params_has(&rq->args, "lang");
    if (!chosen && !c->who.account) c->reader.lang = sending_lang_of(n->speaks, c->reader.lang);
}

Fault get_offer(Ctx *c, const Request *rq, Reply *rp) {
    Notice   *n = ent_new(c, &notice_entity);
    OfferOpen o;
    TRY(notice_by_key(c, rq->words[0], n));
    speak(c, rq, n);
    TRY(fill(c, rq, n, &o));
    bool theirs = !(c->who.roles & ROLES_STAFF);  /* staff who look at it have not opened it for them */
    if (theirs && o.waits && n->state < NOTICE_STATE_OPENED) opened(c, rq->words[0]);
    Page pg = guest_page(c, rq, T_SENDING_OPEN);
    reply_header(c, rp, "X-Robots-Tag", LIT("noindex"));
    rp->passing = true;
    return page_send(&pg, rp, offer_open_page, &o);
}

/* They are written to no more, by whoever holds the link. */
static Fault stop(Ctx *c, const Notice *n) {
    Interest *v = ent_new(c, &interest_entity);
    TRY(interest_of(c, n->actor, v));
    v->actor = n->actor;
    v->way = HEAR_WAY_NONE;
    return interest_say(c, v);
}

Fault post_offer(Ctx *c, const Request *rq, Reply *rp) {
    Notice *n = ent_new(c, &notice_entity);
    Str     says = params_get(&rq->form, "says");
    Str     reason = utf8_head(utf8_clean_line(c->arena, params_get(&rq->form, "reason")), 300);
    int     state = choice_value(&notice_state_choices, says);
    TRY(notice_by_key(c, rq->words[0], n));
    if (str_eq(says, LIT("stop"))) {
        TRY(stop(c, n));
        reply_go_final(c, rp, rq->path, T_SENDING_THANKS_NO);
        return OK;
    }
    bool theirs = state == NOTICE_STATE_INTERESTED || state == NOTICE_STATE_DECLINED || state == NOTICE_STATE_APPLIED;
    if (!theirs) return BAD_REQUEST;
    TRY(notice_answer(c, rq->words[0], state, reason, n));
    reply_go_final(c, rp, rq->path, state == NOTICE_STATE_DECLINED ? T_SENDING_THANKS_NO : T_SENDING_THANKS);
    return OK;
}

/* ---- the owner's own page ---------------------------------------------------------------------------------------- */

static Fault offers_draw(Buf *b, const Page *pg, Id actor) {
    enum { SHOWN_MAX = 6 };
    Ctx      *c = pg->c;
    Id        ids[SHOWN_MAX];
    size_t    n;
    OfferMine v = {.rows = ARENA_ARRAY(c->arena, OfferRow, SHOWN_MAX)};
    TRY(notices_of_actor(c, actor, ids, SHOWN_MAX, &n));
    for (size_t i = 0; i < n; i++) {
        Notice *one = ent_new(c, &notice_entity);
        Item    item;
        TRY(notice_own(c, ids[i], one));
        Fault f = item_of_notice(c, one, &item);
        if (f == NOT_FOUND) continue;
        TRY(f);
        bool open = one->state < NOTICE_STATE_INTERESTED;
        if (open && !item.fit.live) continue;
        v.rows[v.rows_n++] = (OfferRow){.name = tri_best(&item.name, c->reader.lang, NULL), .waits = open,
                                        .href = arena_printf(c->arena, "/offered/%.*s", STR_ARG(one->key)),
                                        .state = choice_label(&notice_state_choices, one->state),
                                        .closes_on = item.fit.closes_on};
    }
    if (v.rows_n) sending_mine_html(b, pg, &v);
    return OK;
}

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) { return offers_draw(b, pg, k->client); }

const MinePart SENDING_MINE = {.order = 27, .waits = true, .draw = mine_draw};

static Fault hear_draw(Buf *b, const Page *pg, const Case *k) {
    OfferMine v = {.hear_href = arena_printf(pg->c->arena, "/mine/hear?of=%.*s",
                                             STR_ARG(id_str(pg->c->arena, k->client)))};
    if (k->stage != CASE_STAGE_CLOSED) hear_mine_html(b, pg, &v);
    return OK;
}

const MinePart HEAR_MINE = {.order = 70, .draw = hear_draw};

/* The one that is asked for among the reader's own, else the first; 0: there is none. NOT_FOUND: it is not theirs. */
static Fault own_business(Ctx *c, Id asked, Id *ret_actor) {
    Id     own[MINE_BUSINESSES_MAX];
    size_t n;
    TRY(mine_businesses(c, own, MINE_BUSINESSES_MAX, &n));
    *ret_actor = !asked && n ? own[0] : 0;
    for (size_t i = 0; i < n; i++) {
        if (own[i] == asked) *ret_actor = asked;
    }
    return asked && !*ret_actor ? fail(c, NOT_FOUND, "page", asked) : OK;
}

static Fault hear_show(Ctx *c, const Request *rq, Reply *rp, Id actor, const Interest *v) {
    static const int FIELDS[] = {INTEREST_F_WAY, INTEREST_F_KINDS, INTEREST_F_NOT_KINDS, INTEREST_F_TRADES,
                                 INTEREST_F_SPEAKS, INTEREST_F_WORDS};
    HearView h = {.path = arena_printf(c->arena, "/mine/hear?of=%.*s", STR_ARG(id_str(c->arena, actor)))};
    Buf      b;
    h.none = !actor;
    TRY(names_as_program(c, &actor, 1, &h.name));
    buf_init(&b, 1 << 17);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        Field f = interest_entity.fields[FIELDS[i]];  /* they speak of themselves */
        if (FIELDS[i] == INTEREST_F_WAY) f.label = T_SENDING_HEAR_WAY, f.hint = T_SENDING_HEAR_WAY_HINT;
        if (FIELDS[i] == INTEREST_F_NOT_KINDS) f.label = T_SENDING_HEAR_NOT;
        if (FIELDS[i] == INTEREST_F_TRADES) f.label = T_SENDING_HEAR_TRADES;
        if (FIELDS[i] == INTEREST_F_WORDS) f.label = T_SENDING_HEAR_WORDS;
        ent_field_html(c, &b, &interest_entity, &f, v, rq->method == POST ? &rq->form : NULL);
    }
    h.fields = html_keep(c->arena, &b);
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &interest_entity);
    h.errors = html_keep(c->arena, &b);
    Page pg = mine_page_new(c, rq, T_SENDING_HEAR);
    buf_init(&b, 1 << 16);
    if (actor) TRY(offers_draw(&b, &pg, actor));
    h.offers = html_keep(c->arena, &b);
    if (c->complaints.n) return page_again(&pg, rp, hear_page, &h);
    return page_send(&pg, rp, hear_page, &h);
}

static Fault hear_own(Ctx *c, const Request *rq, Id *ret_actor, Interest *ret_v) {
    Id asked = 0;
    (void)id_parse(params_get(&rq->args, "of"), &asked);
    TRY(own_business(c, asked, ret_actor));
    return *ret_actor ? interest_of(c, *ret_actor, ret_v) : OK;
}

Fault get_hear(Ctx *c, const Request *rq, Reply *rp) {
    Interest *v = ent_new(c, &interest_entity);
    Id        actor;
    TRY(hear_own(c, rq, &actor, v));
    return hear_show(c, rq, rp, actor, v);
}

Fault post_hear(Ctx *c, const Request *rq, Reply *rp) {
    Interest *v = ent_new(c, &interest_entity);
    Id        actor;
    TRY(hear_own(c, rq, &actor, v));
    if (!actor) return fail(c, NOT_FOUND, "page", 0);
    ent_form_read(c, &interest_entity, &rq->form, v);
    v->actor = actor;
    Fault f = c->complaints.n ? INVALID : interest_say(c, v);
    if (f == INVALID) return hear_show(c, rq, rp, actor, v);
    TRY(f);
    reply_go(c, rp, LIT("/mine"), T_SENDING_HEARD, NULL, 0);
    return OK;
}
