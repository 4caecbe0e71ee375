/* sending_store.c - interest profiles and notices: statements, rules at the write, mails, answers. */
#include "sending/sending_page.h"

#include "account/account.h"
#include "actor/actor.h"
#include "db/facts.h"
#include "lang/plain.h"
#include "place_ent.h"

enum { Q_INTEREST, Q_SAME, Q_LATELY, Q_THERE, Q_BY_KEY, Q_COUNTS, Q_GIVEN, Q_OF_ACTOR, Q_UNSENT, Q_WAITING };
_Static_assert(Q_WAITING + 1 == SENDING_Q_N, "as many as the header says");

const Query SENDING_QUERIES[SENDING_Q_N] = {
    [Q_INTEREST] = {.sql = "SELECT x.id FROM interests x WHERE x.org = :org AND x.actor = :actor"
                           " AND x.archived_at IS NULL {unscoped:whether and how somebody may be written to}"
                           " ORDER BY x.said_on DESC, x.id DESC LIMIT 1",
                    .in = "org:id actor:id", .out = "id:id"},
    [Q_SAME] = {.sql = "SELECT x.id FROM interests x WHERE x.org = :org AND x.actor = :actor AND x.id <> :me"
                       " AND x.archived_at IS NULL AND {scope:x} LIMIT 1",
                .in = "org:id actor:id me:int", .out = "id:id"},
    [Q_LATELY] = {.sql = "SELECT x.actor, CAST(count(*) AS BIGINT) FROM notices x WHERE x.org = :org"
                         " AND x.sent_on > :since AND (:actor = 0 OR x.actor = :actor) AND x.archived_at IS NULL"
                         " {unscoped:how many, not of what} GROUP BY x.actor ORDER BY x.actor",
                  .in = "org:id since:int actor:int", .out = "actor:id n:int", .many = true},
    [Q_THERE] = {.sql = "SELECT x.id FROM notices x WHERE x.org = :org AND x.actor = :actor"
                        " AND (x.listing = :item OR x.track = :item) AND x.id <> :me AND x.archived_at IS NULL"
                        " {unscoped:that it was told already} LIMIT 1",
                 .in = "org:id actor:id item:id me:int", .out = "id:id"},
    [Q_BY_KEY] = {.sql = "SELECT x.id FROM notices x WHERE x.org = :org AND x.key = :key AND x.archived_at IS NULL"
                         " {unscoped:whoever has the key may know what stands there} LIMIT 1",
                  .in = "org:id key:text", .out = "id:id"},
    [Q_COUNTS] = {.sql = "SELECT CAST(coalesce(sum(CASE WHEN x.state = :to_tell THEN 1 ELSE 0 END), 0) AS BIGINT),"
                         " CAST(count(x.told_on) AS BIGINT), CAST(count(x.opened_on) AS BIGINT),"
                         " CAST(count(x.interested_on) AS BIGINT), CAST(count(x.declined_on) AS BIGINT),"
                         " CAST(count(x.applied_on) AS BIGINT), CAST(count(x.received_on) AS BIGINT)"
                         " FROM notices x WHERE x.org = :org AND (x.listing = :item OR x.track = :item)"
                         " AND x.archived_at IS NULL AND {scope:x}",
                  .in = "to_tell:int org:id item:id",
                  .out = "to_tell:int told:int opened:int interested:int declined:int applied:int received:int"},
    [Q_GIVEN] = {.sql = "SELECT x.id, coalesce(x.listing, x.track) AS item, x.actor, x.state, x.told_on"
                        " FROM notices x WHERE x.org = :org AND (:item = 0 OR x.listing = :item OR x.track = :item)"
                        " AND x.archived_at IS NULL AND {scope:x} ORDER BY item, x.actor",
                 .in = "org:id item:int", .out = "id:id item:id actor:id state:int told_on:int", .many = true},
    [Q_OF_ACTOR] = {.sql = "SELECT x.id FROM notices x WHERE x.org = :org AND x.actor = :actor"
                           " AND x.archived_at IS NULL AND x.state <> :declined AND x.sent_on > :since"
                           " {unscoped:of the reader's own business} ORDER BY x.sent_on DESC, x.id DESC LIMIT 20",
                    .in = "org:id actor:id declined:int since:int", .out = "id:id"},
    [Q_UNSENT] = {.sql = "SELECT x.id FROM notices x WHERE x.org = :org AND x.actor = :actor"
                         " AND x.archived_at IS NULL {unscoped:whose mails are taken back} ORDER BY x.id LIMIT 500",
                  .in = "org:id actor:id", .out = "id:id"},
    [Q_WAITING] = {.sql = "SELECT x.id FROM notices x WHERE x.org = :org AND (x.listing = :item OR x.track = :item)"
                          " AND x.state <= :interested AND x.archived_at IS NULL"
                          " {unscoped:whose mails are decided anew} ORDER BY x.id LIMIT 2000",
                   .in = "org:id item:id interested:int", .out = "id:id"},
};

/* ---- languages --------------------------------------------------------------------------------------------------- */

Lang sending_lang_of(int lang, Lang otherwise) { return case_language(lang, otherwise); }

/* What they chose; else the one of ours that they speak; else the writer's. */
int sending_lang(int chosen, int64_t languages, Lang otherwise) {
    int64_t ours = languages & ((1 << PLACE_LANGUAGE_EN) - 1);
    if (chosen) return chosen;
    if (ours == 1 << (PLACE_LANGUAGE_HE - 1)) return CASE_LANG_HE;
    if (ours == 1 << (PLACE_LANGUAGE_AR - 1)) return CASE_LANG_AR;
    if (ours == 1 << (PLACE_LANGUAGE_EN - 1)) return CASE_LANG_EN;
    int own = choice_value(&case_lang_choices, str_of(lang_code(otherwise)));
    return own ? own : CASE_LANG_EN;
}
_Static_assert(PLACE_LANGUAGE_EN == 3 && CASE_LANG_N == 4, "three languages stand first");

/* ---- interest profiles ------------------------------------------------------------------------------------------- */

static Fault stand(Ctx *c, Id actor, Head *h) {
    Head of;
    if (!actor) return OK;
    Fault f = ent_load_head(c, &actor_entity, actor, &of);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    h->unit = of.unit;
    if (h->visibility < VIS_UNIT) h->visibility = VIS_UNIT;
    if (h->visibility > VIS_TEAM) h->visibility = VIS_TEAM; /* the program must know whom it may write to */
    return OK;
}

Fault interest_check(Ctx *c, const void *before, void *after) {
    const Interest *was = before;
    Interest       *v = after;
    Id              same;
    TRY(stand(c, v->actor, &v->head));
    if (v->kinds & v->not_kinds) complain(c, "not_kinds", T_SENDING_BOTH);
    if (v->way && (!was || was->way != v->way || !v->said_on)) v->said_on = c->reader.today;
    if (!v->way) v->said_on = 0;
    Fault f = was ? NOT_FOUND : db_int(c, &SENDING_QUERIES[Q_SAME],
                                       VALS(v_id(c->who.org), v_id(v->actor), v_int(v->head.id)), &same);
    if (f == OK) complain(c, "actor", T_SENDING_ONE_PROFILE);
    else if (f != NOT_FOUND) return f;
    return complaints_fault(c);
}

static Fault forget_all(Ctx *c, Id actor) {
    enum { NOTICES_OF_ONE = 500 };
    Id    *ids = ARENA_ARRAY(c->arena, Id, NOTICES_OF_ONE);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &SENDING_QUERIES[Q_UNSENT], VALS(v_id(c->who.org), v_id(actor)), &r));
        while (n < NOTICES_OF_ONE && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) TRY(mail_forget(c, ids[i]));
    return OK;
}

Fault interest_after(Ctx *c, const void *before, const void *after) {
    const Interest *was = before, *v = after;
    bool no = v->way == HEAR_WAY_NONE && (!was || was->way != HEAR_WAY_NONE);
    return no && !v->head.archived_at ? forget_all(c, v->actor) : OK;
}

Fault interest_of(Ctx *c, Id actor, Interest *ret_v) {
    int64_t id;
    if (ent_around_none(c, &interest_entity.fields[INTEREST_F_ACTOR], actor)) return OK;
    Fault f = db_int(c, &SENDING_QUERIES[Q_INTEREST], VALS(v_id(c->who.org), v_id(actor)), &id);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    return ent_load_as_program(c, &interest_entity, id, ret_v);
}

Fault interest_say(Ctx *c, Interest *v) { return ent_save_following(c, &interest_entity, v); }

/* Who withdraws being written to in a case is written to by nobody. Their own word afterwards decides anew. */
Fault sending_on_consent(Ctx *c, const Consent *before, const Consent *after) {
    Case     *k = ent_new(c, &case_entity);
    Interest *v = ent_new(c, &interest_entity);
    bool withdrawn = after->withdrawn_at && (!before || !before->withdrawn_at);
    if (after->purpose != CONSENT_PURPOSE_CONTACT || !withdrawn) return OK;
    TRY(ent_load_as_program(c, &case_entity, after->of_case, k));
    TRY(interest_of(c, k->client, v));
    if (v->way == HEAR_WAY_NONE) return OK;
    v->actor = k->client;
    v->way = HEAR_WAY_NONE;
    return interest_say(c, v);
}

/* ---- whom one may tell ------------------------------------------------------------------------------------------- */

static Day lately_since(const Ctx *c) { return day_plus(c->reader.today, -NOTICES_DAYS); }

Fault notices_lately(Ctx *c, Lately **ret_v, size_t *ret_n) {
    size_t  n = 0;
    Lately *v = ARENA_ARRAY(c->arena, Lately, SENDING_BUSINESSES_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SENDING_QUERIES[Q_LATELY], VALS(v_id(c->who.org), v_int(lately_since(c)), v_int(0)), &r));
    while (n < SENDING_BUSINESSES_MAX && rows_next(&r)) v[n++] = (Lately){rows_id(&r, 0), rows_int(&r, 1)};
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

static Fault lately_of(Ctx *c, Id actor, int64_t *ret_n) {
    *ret_n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SENDING_QUERIES[Q_LATELY], VALS(v_id(c->who.org), v_int(lately_since(c)), v_int(actor)), &r));
    if (rows_next(&r)) *ret_n = rows_int(&r, 1);
    return rows_fault(&r);
}

Fault notice_may(Ctx *c, Id actor, int kind, NoticeMay *ret_m) {
    Actor    *a = ent_new(c, &actor_entity);
    Interest *v = ent_new(c, &interest_entity);
    Str       site;
    Fault     f = ent_load_as_program(c, &actor_entity, actor, a);
    *ret_m = (NoticeMay){.out = OUT_NO_WAY};
    if (f != OK) return f == NOT_FOUND ? OK : f;
    TRY(interest_of(c, actor, v));
    TRY(fact_get(c, "site", &site));
    FitBusiness b = {.id = actor, .has_mail = a->email.n && site.n, .has_phone = a->phone.n > 0, .way = v->way,
                     .not_kinds = v->not_kinds, .said_on = v->said_on};
    TRY(case_withdrew_contact(c, &actor, 1, &b.withdrew_on));
    TRY(lately_of(c, actor, &b.lately));
    *ret_m = (NoticeMay){.out = fit_out(kind, &b), .way = fit_way(&b), .is_demo = a->is_demo,
                         .lang = sending_lang(v->speaks, a->languages, c->reader.lang)};
    return OK;
}

Fault sending_said_no(Ctx *c, Id actor, bool *ret_yes) {
    Interest *v = ent_new(c, &interest_entity);
    Day       withdrew;
    TRY(interest_of(c, actor, v));
    TRY(case_withdrew_contact(c, &actor, 1, &withdrew));
    FitBusiness b = {.id = actor, .way = v->way, .said_on = v->said_on, .withdrew_on = withdrew};
    *ret_yes = fit_out(0, &b) == OUT_SAID_NO;
    return OK;
}

/* ---- a notice at the write --------------------------------------------------------------------------------------- */

TextKey sending_why(FitOut out) {
    static const TextKey WHY_NOT[OUT_N] = {
        [OUT_SAID_NO] = T_SENDING_OUT_NO, [OUT_THIS_KIND] = T_SENDING_OUT_KIND, [OUT_ENOUGH] = T_SENDING_OUT_ENOUGH,
        [OUT_NO_WAY] = T_SENDING_OUT_NO_WAY,
    };
    return WHY_NOT[out];
}

static Fault begin(Ctx *c, Notice *n) {
    Item      item;
    NoticeMay m;
    Id        there;
    if (!n->actor || !n->listing == !n->track) {
        complain(c, n->actor ? "listing" : "actor", T_FORM_FIX_REQUIRED);
        return OK;
    }
    Fault f = item_of_notice(c, n, &item);
    if (f != OK) return f == NOT_FOUND ? OK : f;  /* the check of the reference complains */
    if (!item.fit.live) complain(c, n->listing ? "listing" : "track", T_SENDING_NOT_LIVE);
    TRY(notice_may(c, n->actor, item.fit.kind, &m));
    if (m.out) complain(c, "actor", sending_why(m.out));
    f = db_int(c, &SENDING_QUERIES[Q_THERE],
               VALS(v_id(c->who.org), v_id(n->actor), v_id(item.fit.id), v_int(n->head.id)), &there);
    if (f == OK) complain(c, "actor", T_SENDING_TOLD_ALREADY);
    else if (f != NOT_FOUND) return f;
    n->way = m.way;
    n->speaks = m.lang;
    n->is_demo = m.is_demo;
    n->sent_on = n->sent_on ? n->sent_on : c->reader.today;
    n->key = key_new(c);
    n->state = n->way == HEAR_WAY_MAIL ? NOTICE_STATE_TOLD : NOTICE_STATE_TO_TELL;
    n->told_on = n->way == HEAR_WAY_MAIL ? n->sent_on : 0;
    if (n->told_on) n->told_by = c->who.account;
    return OK;
}

Fault notice_check(Ctx *c, const void *before, void *after) {
    Notice *n = after;
    if (!before) TRY(begin(c, n));
    TRY(stand(c, n->actor, &n->head));
    if (n->state != NOTICE_STATE_DECLINED) n->reason = (Str){0};
    return complaints_fault(c);
}

/* ---- mails ------------------------------------------------------------------------------------------------------- */

static Str link_of(Ctx *c, const Notice *n, Str site) {
    return arena_printf(c->arena, "%.*s/offered/%.*s", STR_ARG(site), STR_ARG(n->key));
}

/* What they are told: what it is, until when, and the way to it. remind: whoever is interested, before it closes. */
static Fault mail_to(Ctx *c, const Notice *n, const Item *item, Stamp at, bool remind) {
    Actor *a = ent_new(c, &actor_entity);
    Str    site, region;
    Fault  f = ent_load_as_program(c, &actor_entity, n->actor, a);
    if (f != OK || !a->email.n) return f == NOT_FOUND ? OK : f;
    TRY(fact_get(c, "site", &site));
    if (!site.n) return OK;
    Mail m = {.org = c->who.org, .to = a->email, .reader = c->reader, .about = n->head.id, .not_before = at,
              .subject = remind ? T_SENDING_MAIL_SOON : T_SENDING_MAIL, .link = link_of(c, n, site)};
    m.reader.lang = sending_lang_of(n->speaks, c->reader.lang);
    TRY(fact_name(c, m.reader.lang, &region));
    m.args[m.n_args++] = TR_ARG("region", region);
    m.args[m.n_args++] = TR_ARG("what", tri_best(&item->name, m.reader.lang, NULL));
    m.body = remind ? T_SENDING_MAIL_SOON_TEXT : T_SENDING_MAIL_TEXT;
    if (item->fit.closes_on) {
        m.body = remind ? T_SENDING_MAIL_SOON_TEXT : T_SENDING_MAIL_DAY;
        m.args[m.n_args++] = TR_ARG("day", plain_day_str(c->arena, &m.reader, item->fit.closes_on));
    }
    return mail_queue(c, &m);
}

/* Once, some days before the last day, to whoever is interested and has not applied. */
static Fault plan_reminder(Ctx *c, const Notice *n, const Item *item) {
    enum { MORNING_HOUR = 8 };
    Day on = remind_on(item->fit.closes_on, c->reader.today);
    if (!on || n->way != HEAR_WAY_MAIL || !item->fit.live) return OK;
    return mail_to(c, n, item, stamp_of(on, MORNING_HOUR, 0, c->reader.zone), true);
}

Fault notice_after(Ctx *c, const void *before, const void *after) {
    const Notice *was = before, *n = after;
    Item          item;
    bool news = !was && n->way == HEAR_WAY_MAIL;
    bool back = was && was->head.archived_at && !n->head.archived_at;
    if (n->head.archived_at) return was && was->head.archived_at ? OK : mail_forget(c, n->head.id);
    if (was && was->state == n->state && !back) return OK;
    if (was && n->state > NOTICE_STATE_OPENED) TRY(mail_forget(c, n->head.id));
    if (n->is_demo == 1 || (!news && n->state != NOTICE_STATE_INTERESTED)) return OK;
    Fault f = item_of_notice(c, n, &item);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    if (!news) return plan_reminder(c, n, &item);
    return mail_to(c, n, &item, c->reader.now + MAIL_WAITS_MINUTES * 60 * 1000, false);
}

/* The item closes on another day, or is live no more: what waits in the outbox is decided anew. */
static Fault plan_anew(Ctx *c, const Item *item) {
    enum { WAITING_MAX = 2000 };
    Id    *ids = ARENA_ARRAY(c->arena, Id, WAITING_MAX);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &SENDING_QUERIES[Q_WAITING],
                    VALS(v_id(c->who.org), v_id(item->fit.id), v_int(NOTICE_STATE_INTERESTED)), &r));
        while (n < WAITING_MAX && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) {
        Notice   *one = ent_new(c, &notice_entity);
        NoticeMay m;
        TRY(ent_load_as_program(c, &notice_entity, ids[i], one));
        bool interested = one->state == NOTICE_STATE_INTERESTED;
        if (!item->fit.live || interested) TRY(mail_forget(c, one->head.id));
        if (!interested || one->is_demo == 1) continue;
        TRY(notice_may(c, one->actor, item->fit.kind, &m));
        if (m.out != OUT_SAID_NO) TRY(plan_reminder(c, one, item));
    }
    return OK;
}

static bool moved(const Item *was, const Item *now) {
    return was->fit.closes_on != now->fit.closes_on || was->fit.live != now->fit.live;
}

Fault sending_on_listing(Ctx *c, const Listing *before, const Listing *after) {
    Item was, now;
    item_of_listing(c, before, &was);
    item_of_listing(c, after, &now);
    return moved(&was, &now) ? plan_anew(c, &now) : OK;
}

Fault sending_on_track(Ctx *c, const AidTrack *before, const AidTrack *after) {
    Item was, now;
    item_of_track(c, before, &was);
    item_of_track(c, after, &now);
    return moved(&was, &now) ? plan_anew(c, &now) : OK;
}

/* ---- sending ----------------------------------------------------------------------------------------------------- */

Fault notices_send(Ctx *c, const Item *item, const Id *actors, size_t n, Sent *ret_sent) {
    *ret_sent = (Sent){0};
    for (size_t i = 0; i < n; i++) {
        Notice *v = ent_new(c, &notice_entity);
        v->actor = actors[i];
        v->listing = item->aid ? 0 : item->fit.id;
        v->track = item->aid ? item->fit.id : 0;
        TRY(ent_save(c, &notice_entity, v));
        *(v->way == HEAR_WAY_MAIL ? &ret_sent->mails : &ret_sent->phones) += 1;
    }
    return OK;
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */

Fault notice_by_key(Ctx *c, Str key, Notice *ret_n) {
    int64_t id;
    if (key.n < 16 || key.n > 60) return fail(c, NOT_FOUND, "page", 0);
    Fault f = db_int(c, &SENDING_QUERIES[Q_BY_KEY], VALS(v_id(c->who.org), v_text(key)), &id);
    if (f == NOT_FOUND) return fail(c, NOT_FOUND, "page", 0);
    TRY(f);
    return ent_load_as_program(c, &notice_entity, id, ret_n);
}

Fault notice_own(Ctx *c, Id id, Notice *ret_n) { return ent_load_as_program(c, &notice_entity, id, ret_n); }

Fault notice_waits(Ctx *c, const Notice *n, bool *ret_yes) {
    Item      item;
    NoticeMay m;
    *ret_yes = false;
    Fault f = item_of_notice(c, n, &item);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    TRY(notice_may(c, n->actor, item.fit.kind, &m));
    *ret_yes = item.fit.live && m.out != OUT_SAID_NO;
    return OK;
}

Fault notice_answer(Ctx *c, Str key, int state, Str reason, Notice *ret_n) {
    bool waits, opens = state == NOTICE_STATE_OPENED;
    TRY(notice_by_key(c, key, ret_n));
    TRY(notice_waits(c, ret_n, &waits));
    if (!waits) return fail(c, EXPIRED, "notice", ret_n->head.id);
    if (!notice_step(ret_n, state, c->reader.today)) return OK;
    if (!opens && !ret_n->opened_on) ret_n->opened_on = c->reader.today;
    if (state == NOTICE_STATE_DECLINED) ret_n->reason = reason;
    return ent_save_following(c, &notice_entity, ret_n);
}

/* What staff write down is no opening of the link. */
Fault notice_move(Ctx *c, Id id, int state, Str reason, Notice *ret_n) {
    TRY(ent_load(c, &notice_entity, id, ret_n));
    if (!ent_may_write(c, &notice_entity, &ret_n->head)) return fail(c, NOT_ALLOWED, "notice", id);
    bool told = ret_n->told_on != 0;
    if (state == NOTICE_STATE_OPENED) return BAD_REQUEST;
    if (!notice_step(ret_n, state, c->reader.today)) return fail(c, OVER, "notice", id);
    if (!told) ret_n->told_by = c->who.account;
    if (state == NOTICE_STATE_DECLINED) ret_n->reason = reason;
    return ent_save(c, &notice_entity, ret_n);
}

/* ---- counts ------------------------------------------------------------------------------------------------------ */

Fault notice_counts(Ctx *c, Id item, NoticeCounts *ret_n) {
    *ret_n = (NoticeCounts){0};
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SENDING_QUERIES[Q_COUNTS], VALS(v_int(NOTICE_STATE_TO_TELL), v_id(c->who.org), v_id(item)), &r));
    if (rows_next(&r)) {
        *ret_n = (NoticeCounts){rows_int(&r, 0), rows_int(&r, 1), rows_int(&r, 2), rows_int(&r, 3), rows_int(&r, 4),
                                rows_int(&r, 5), rows_int(&r, 6)};
    }
    return rows_fault(&r);
}

Fault notices_given(Ctx *c, Id item, Given **ret_v, size_t *ret_n) {
    enum { GIVEN_MAX = 20000 };
    size_t n = 0;
    Given *v = ARENA_ARRAY(c->arena, Given, GIVEN_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SENDING_QUERIES[Q_GIVEN], VALS(v_id(c->who.org), v_int(item)), &r));
    while (n < GIVEN_MAX && rows_next(&r)) {
        v[n++] = (Given){rows_id(&r, 0), rows_id(&r, 1), rows_id(&r, 2), (int)rows_int(&r, 3), (Day)rows_int(&r, 4)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault notices_of_actor(Ctx *c, Id actor, Id *ret_v, size_t max, size_t *ret_n) {
    enum { SHOWN_DAYS = 365 };
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &SENDING_QUERIES[Q_OF_ACTOR],
                VALS(v_id(c->who.org), v_id(actor), v_int(NOTICE_STATE_DECLINED),
                     v_int(day_plus(c->reader.today, -SHOWN_DAYS))), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    *ret_n = n;
    return rows_fault(&r);
}
