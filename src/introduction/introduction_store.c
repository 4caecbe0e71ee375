/* introduction_store.c - introductions: statements, rules at the write, answers, and what came of them. */
#include "introduction/introduction_page.h"

#include "account/account.h"
#include "actor/actor.h"
#include "db/facts.h"
#include "finance_ent.h"
#include "introduction/follow.h"
#include "network/network.h"
#include "tie_ent.h"

enum { Q_BY_KEY, Q_PAIR, Q_RESTING, Q_OF_ACTOR, Q_ITEMS };
_Static_assert(Q_ITEMS + 1 == INTRO_Q_N, "as many as the header says");

const Query INTRO_QUERIES[INTRO_Q_N] = {
    [Q_BY_KEY] = {.sql = "SELECT i.id FROM introductions i WHERE i.org = :org AND (i.key_one = :key"
                         " OR i.key_other = :key) AND i.archived_at IS NULL"
                         " {unscoped:whoever has the key may know what stands there} LIMIT 1",
                  .in = "org:id key:text", .out = "id:id"},
    [Q_PAIR] = {.sql = "SELECT i.state, i.lapses_on, i.one_on, i.other_on FROM introductions i WHERE i.org = :org"
                       " AND i.one {in:two} AND i.other {in:two} AND i.id <> :me AND i.archived_at IS NULL"
                       " {unscoped:whether these two were asked, not by whom} ORDER BY i.id DESC LIMIT 20",
                .in = "org:id two:ids me:int", .out = "state:int lapses_on:int one_on:int other_on:int"},
    [Q_RESTING] = {.sql = "SELECT i.one, i.other, i.state, i.lapses_on, i.one_on, i.other_on FROM introductions i"
                          " WHERE i.org = :org AND (i.one = :actor OR i.other = :actor) AND i.archived_at IS NULL"
                          " {unscoped:who is not proposed, not why} ORDER BY i.id DESC LIMIT 500",
                   .in = "org:id actor:id",
                   .out = "one:id other:id state:int lapses_on:int one_on:int other_on:int"},
    [Q_OF_ACTOR] = {.sql = "SELECT i.id FROM introductions i WHERE i.org = :org AND (i.one = :actor"
                           " OR i.other = :actor) AND i.archived_at IS NULL AND i.state <= :agreed"
                           " {unscoped:of the reader's own business} ORDER BY i.id DESC LIMIT 20",
                    .in = "org:id actor:id agreed:int", .out = "id:id"},
    [Q_ITEMS] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM introductions i WHERE i.org = :org AND i.item {in:items}"
                        " AND i.archived_at IS NULL AND {scope:i}",
                 .in = "org:id items:ids", .out = "n:int"},
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

Fault introduction_load(Ctx *c, Id id, Introduction *ret_v) {
    return ent_load_as_program(c, &introduction_entity, id, ret_v);
}

Fault introduction_by_key(Ctx *c, Str key, Introduction *ret_v, int *ret_side) {
    int64_t id;
    if (key.n < 16 || key.n > 60) return fail(c, NOT_FOUND, "page", 0);
    Fault f = db_int(c, &INTRO_QUERIES[Q_BY_KEY], VALS(v_id(c->who.org), v_text(key)), &id);
    if (f == NOT_FOUND) return fail(c, NOT_FOUND, "page", 0);
    TRY(f);
    TRY(introduction_load(c, id, ret_v));
    *ret_side = str_eq(ret_v->key_one, key) ? INTRO_ONE : INTRO_OTHER;
    return OK;
}

bool introduction_waits(const Introduction *v, Day today) {
    bool open = v->state == INTRO_STATE_ASKED || v->state == INTRO_STATE_ONE_AGREED;
    return open && !v->head.archived_at && (!v->lapses_on || v->lapses_on >= today);
}

static Lang lang_of(int chosen, Lang otherwise) {
    static const char *const CODES[] = {[INTRO_LANG_HE] = "he", [INTRO_LANG_AR] = "ar", [INTRO_LANG_EN] = "en"};
    Lang l = otherwise;
    if (chosen > 0 && chosen < INTRO_LANG_N) (void)lang_parse(str_of(CODES[chosen]), &l);
    return l;
}

Lang introduction_lang(const Ctx *c, const Introduction *v, int side) {
    return lang_of(side == INTRO_ONE ? v->lang_one : v->lang_other, c->reader.lang);
}

Fault introduction_names(Ctx *c, const Introduction *v, Lang l, Str *ret_one, Str *ret_other) {
    const Who    kept = c->who;
    const Reader reader = c->reader;
    Id  ids[2] = {v->one, v->other};
    Str names[2] = {{0}};
    c->who = who_program(c);
    c->reader.lang = l;
    Fault f = ent_labels(c, ids, 2, names);
    c->who = kept;
    c->reader = reader;
    *ret_one = names[0];
    *ret_other = names[1];
    return f;
}

/* Nothing of it leaves this function before both have said yes. */
Fault introduction_contact(Ctx *c, const Introduction *v, int side, IntroContact *ret_contact) {
    int64_t gives = side == INTRO_ONE ? v->other_gives : v->one_gives;
    Actor  *a = ent_new(c, &actor_entity);
    *ret_contact = (IntroContact){0};
    bool both = v->one_says == INTRO_ANSWER_YES && v->other_says == INTRO_ANSWER_YES;
    if (!both || v->state != INTRO_STATE_BOTH_AGREED || !gives) return OK;
    Fault f = ent_load_as_program(c, &actor_entity, side == INTRO_ONE ? v->other : v->one, a);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    if (gives >> (CONTACT_KIND_PHONE - 1) & 1) ret_contact->phone = a->phone;
    if (gives >> (CONTACT_KIND_EMAIL - 1) & 1) ret_contact->email = a->email;
    return OK;
}

Fault introductions_of_actor(Ctx *c, Id actor, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &INTRO_QUERIES[Q_OF_ACTOR],
                VALS(v_id(c->who.org), v_id(actor), v_int(INTRO_STATE_BOTH_AGREED)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    *ret_n = n;
    return rows_fault(&r);
}

Fault introductions_of_items(Ctx *c, const Id *items, size_t n, int64_t *ret_n) {
    *ret_n = 0;
    return n ? db_int(c, &INTRO_QUERIES[Q_ITEMS], VALS(v_id(c->who.org), v_ids(items, n)), ret_n) : OK;
}

/* ---- pairs that rest --------------------------------------------------------------------------------------------- */

/* state, lapses_on, one_on, other_on from column `at`. until: when a pair that was declined may be asked again. */
static bool rests(const Rows *r, int at, Day today, Day *ret_until) {
    enum { LAPSES = 1, ONE_ON, OTHER_ON };
    int  state = (int)rows_int(r, at);
    Day  lapses = (Day)rows_int(r, at + LAPSES), one = (Day)rows_int(r, at + ONE_ON);
    Day  other = (Day)rows_int(r, at + OTHER_ON), no = one > other ? one : other;
    *ret_until = 0;
    if (state == INTRO_STATE_DECLINED && pair_rests(no, today)) *ret_until = day_plus(no, PAIR_RESTS_DAYS);
    if (*ret_until || state == INTRO_STATE_BOTH_AGREED) return true;
    return (state == INTRO_STATE_ASKED || state == INTRO_STATE_ONE_AGREED) && (!lapses || lapses >= today);
}

Fault introduction_resting(Ctx *c, Id actor, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    Day    until;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &INTRO_QUERIES[Q_RESTING], VALS(v_id(c->who.org), v_id(actor)), &r));
    while (n < max && rows_next(&r)) {
        Id one = rows_id(&r, 0), other = rows_id(&r, 1);
        if (rests(&r, 2, c->reader.today, &until)) ret_v[n++] = one == actor ? other : one;
    }
    *ret_n = n;
    return rows_fault(&r);
}

static Fault pair_check(Ctx *c, const Introduction *v) {
    Id  two[2] = {v->one, v->other};
    Day until;
    if (ids_sort(two, 2) < 2) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &INTRO_QUERIES[Q_PAIR], VALS(v_id(c->who.org), v_ids(two, 2), v_int(v->head.id)), &r));
    while (rows_next(&r)) {
        if (!rests(&r, 0, c->reader.today, &until)) continue;
        complain(c, "other", until ? T_INTRODUCTION_RESTS : T_INTRODUCTION_THERE);
        break;
    }
    return rows_fault(&r);
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* An open case of a business that the reader sees; 0: none. */
static Fault case_of_client(Ctx *c, Id client, Case *ret_k) {
    const Field *f = case_entity.fields;
    ListSpec s = {.entity = &case_entity, .limit = 1, .n_filters = 2};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &f[CASE_F_CLIENT], .op = LIST_EQ, .val = v_id(client)};
    s.filters[1] = (ListFilter){.field = &f[CASE_F_STAGE], .op = LIST_NE, .val = v_int(CASE_STAGE_CLOSED)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (n) *ret_k = *(const Case *)rows;
    return OK;
}

static void swap_sides(Introduction *v) {
    Id  a = v->one;
    Str why = v->why_one;
    int lang = v->lang_one;
    v->one = v->other;
    v->why_one = v->why_other;
    v->lang_one = v->lang_other;
    v->other = a;
    v->why_other = why;
    v->lang_other = lang;
}

/* Whoever is of the case of one of the two makes it from the case: it is its circle's, and no list of the unit has it.
** The business of the case stands first. */
static Fault find_case(Ctx *c, Introduction *v) {
    Case *k = ent_new(c, &case_entity);
    if (v->of_case) {
        Fault f = ent_load(c, &case_entity, v->of_case, k);
        if (f != OK) return f == NOT_FOUND ? OK : f; /* the check of the reference complains */
    } else if (!c->who.system) {
        TRY(case_of_client(c, v->one, k));
        if (!k->head.id) TRY(case_of_client(c, v->other, k));
    }
    if (!k->head.id) return OK;
    v->of_case = k->head.id;
    if (v->other == k->client) swap_sides(v);
    if (v->one != k->client) complain(c, "one", T_INTRODUCTION_CLIENT);
    Str lang = str_of(lang_code(case_language(k->lang, c->reader.lang)));
    if (!v->lang_one) v->lang_one = choice_value(&intro_lang_choices, lang);
    return case_needs(c, v->of_case, CONSENT_PURPOSE_ACCOMPANY, "one");
}

static Fault stand(Ctx *c, Introduction *v) {
    Head h;
    if (v->of_case) {
        Fault f = case_hold(c, v->of_case, false, &v->head);
        return f == NOT_FOUND ? OK : f;           /* the check of the reference complains */
    }
    if (v->head.unit || !v->one) return OK;
    Fault f = ent_load_head(c, &actor_entity, v->one, &h);
    if (f == OK) v->head.unit = h.unit;
    return f == NOT_FOUND ? OK : f;
}

static Fault begin(Ctx *c, Introduction *v) {
    int own = choice_value(&intro_lang_choices, str_of(lang_code(c->reader.lang)));
    TRY(find_case(c, v));
    if (!v->asked_by) v->asked_by = c->who.account;
    if (!v->asked_on) v->asked_on = c->reader.today;
    if (!v->lapses_on) v->lapses_on = day_plus(v->asked_on, WAITS_DAYS);
    if (!v->key_one.n) v->key_one = key_new(c);
    if (!v->key_other.n) v->key_other = key_new(c);
    if (!v->lang_one) v->lang_one = own;
    if (!v->lang_other) v->lang_other = own;
    return v->one && v->other ? pair_check(c, v) : OK;
}

/* What somebody has said yes or no to stays as they read it. */
static void hold_words(Ctx *c, const Introduction *was, const Introduction *v) {
    bool changed = !str_eq(was->why_one, v->why_one) || !str_eq(was->why_other, v->why_other) ||
                   !str_eq(was->about, v->about);
    if (changed && (was->one_says || was->other_says)) complain(c, "about", T_INTRODUCTION_ANSWERED);
}

static Fault follow_read(Ctx *c, int *days, size_t *ret_n) {
    Str text;
    TRY(fact_get(c, "introduction.days", &text));
    *ret_n = follow_days(text, days);
    if (!*ret_n) *ret_n = follow_days(LIT("2,14,42,84,180"), days);
    return OK;
}

static Fault next_day(Ctx *c, Day agreed_on, Day *ret_next) {
    int    days[FOLLOW_MAX];
    size_t n;
    TRY(follow_read(c, days, &n));
    *ret_next = follow_next(agreed_on, days, n, c->reader.today);
    return OK;
}

Fault introduction_check(Ctx *c, const void *before, void *after) {
    const Introduction *was = before;
    Introduction       *v = after;
    if (v->one && v->one == v->other) complain(c, "other", T_INTRODUCTION_ITSELF);
    if (!was) TRY(begin(c, v));
    else hold_words(c, was, v);
    TRY(stand(c, v));
    bool open = v->state != INTRO_STATE_LAPSED || v->one_says || v->other_says;
    if (open) v->state = intro_state_of(v->one_says, v->other_says);
    if (v->state == INTRO_STATE_BOTH_AGREED && !v->agreed_on) {
        v->agreed_on = c->reader.today;
        TRY(next_day(c, v->agreed_on, &v->next_on));
    }
    if (v->state != INTRO_STATE_BOTH_AGREED) v->agreed_on = v->next_on = 0;
    return complaints_fault(c);
}

/* ---- telling ----------------------------------------------------------------------------------------------------- */

/* May a side be written to at its own address? Whoever is accompanied somewhere has said so there, or not. */
static Fault may_write(Ctx *c, Id actor, bool *ret_yes) {
    const Who kept = c->who;
    Case     *k = ent_new(c, &case_entity);
    *ret_yes = true;
    c->who = who_program(c);
    Fault f = case_of_client(c, actor, k);
    if (f == OK && k->head.id) f = case_consents(c, k->head.id, CONSENT_PURPOSE_CONTACT, ret_yes);
    c->who = kept;
    return f;
}

/* A mail with the way there and no word of who or why: what it is about stands behind the link. */
static Fault tell(Ctx *c, const Introduction *v, int side, bool agreed) {
    Actor *a = ent_new(c, &actor_entity);
    Str    site, region;
    bool   may;
    if (side == INTRO_ONE && v->of_case) TRY(case_tell_owner(c, v->of_case));
    TRY(fact_get(c, "site", &site));
    if (!site.n) return OK;
    TRY(may_write(c, side == INTRO_ONE ? v->one : v->other, &may));
    if (!may) return OK;
    Fault f = ent_load_as_program(c, &actor_entity, side == INTRO_ONE ? v->one : v->other, a);
    if (f != OK || !a->email.n) return f == NOT_FOUND ? OK : f;
    Mail m = {.org = c->who.org, .to = a->email, .reader = c->reader, .about = v->head.id, .n_args = 1,
              .subject = agreed ? T_INTRODUCTION_MAIL_AGREED : T_INTRODUCTION_MAIL,
              .body = agreed ? T_INTRODUCTION_MAIL_AGREED_TEXT : T_INTRODUCTION_MAIL_TEXT};
    m.reader.lang = introduction_lang(c, v, side);
    TRY(fact_name(c, m.reader.lang, &region));
    m.args[0] = TR_ARG("region", region);
    Str key = side == INTRO_ONE ? v->key_one : v->key_other;
    m.link = arena_printf(c->arena, "%.*s/introduced/%.*s", STR_ARG(site), STR_ARG(key));
    return mail_queue(c, &m);
}

/* The needed tie goes along: they were asked; a no puts it back among those that are looked for. */
static Fault move_wanted(Ctx *c, const Introduction *v, int state) {
    const Who  kept = c->who;
    WantedTie *w = ent_new(c, &wanted_tie_entity);
    WantedStep s = {.state = state};
    if (!v->wanted) return OK;
    c->who = who_program(c);
    Fault f = ent_load(c, &wanted_tie_entity, v->wanted, w);
    bool  theirs = f == OK && w->candidate == v->other && w->state < WANTED_STATE_ACTIVE;
    if (theirs) f = wanted_tie_step(c, v->wanted, &s, w);
    c->who = kept;
    return f == NOT_FOUND ? OK : f;
}

Fault introduction_after(Ctx *c, const void *before, const void *after) {
    const Introduction *was = before, *v = after;
    bool agreed = v->state == INTRO_STATE_BOTH_AGREED && (!was || was->state != INTRO_STATE_BOTH_AGREED);
    bool no = was && v->state == INTRO_STATE_DECLINED && was->state != INTRO_STATE_DECLINED;
    if (v->head.archived_at) return mail_forget(c, v->head.id);
    if (!was && v->is_demo != 1 && v->state == INTRO_STATE_ASKED) {
        TRY(tell(c, v, INTRO_ONE, false));
        TRY(tell(c, v, INTRO_OTHER, false));
    }
    if (!was && v->state == INTRO_STATE_ASKED) TRY(move_wanted(c, v, WANTED_STATE_ASKED));
    if (no) TRY(mail_forget(c, v->head.id));
    if (no) TRY(move_wanted(c, v, WANTED_STATE_WANTED));
    if (!agreed || v->is_demo == 1) return OK;
    TRY(mail_forget(c, v->head.id));
    TRY(tell(c, v, INTRO_ONE, true));
    return tell(c, v, INTRO_OTHER, true);
}

/* ---- answers ----------------------------------------------------------------------------------------------------- */

/* The case must still be one: whoever withdrew is introduced to nobody. */
static Fault still_open(Ctx *c, const Introduction *v) {
    bool yes = true;
    if (!introduction_waits(v, c->reader.today)) return fail(c, EXPIRED, "introduction", v->head.id);
    if (v->of_case) TRY(case_consents(c, v->of_case, CONSENT_PURPOSE_ACCOMPANY, &yes));
    return yes ? OK : fail(c, EXPIRED, "introduction", v->head.id);
}

Fault introduction_answer(Ctx *c, Id id, const IntroAnswer *a, Introduction *ret_v) {
    TRY(introduction_load(c, id, ret_v));
    TRY(still_open(c, ret_v));
    bool one = a->side == INTRO_ONE;
    *(one ? &ret_v->one_says : &ret_v->other_says) = a->says;
    *(one ? &ret_v->one_on : &ret_v->other_on) = c->reader.today;
    *(one ? &ret_v->one_how : &ret_v->other_how) = a->how;
    *(one ? &ret_v->one_gives : &ret_v->other_gives) = a->says == INTRO_ANSWER_YES ? a->gives : 0;
    if (a->says == INTRO_ANSWER_NO) ret_v->reason = a->reason;
    return ent_save_following(c, &introduction_entity, ret_v);
}

Fault introduction_again(Ctx *c, Id id, Introduction *ret_v) {
    TRY(ent_load(c, &introduction_entity, id, ret_v));
    bool waits = ret_v->state == INTRO_STATE_ASKED || ret_v->state == INTRO_STATE_ONE_AGREED;
    if (!waits) return fail(c, STALE, "introduction", id);
    ret_v->lapses_on = day_plus(c->reader.today, WAITS_DAYS);
    return ent_save(c, &introduction_entity, ret_v);
}

/* ---- what came of it --------------------------------------------------------------------------------------------- */

Fault intro_outcome_check(Ctx *c, const void *before, void *after) {
    IntroOutcome *o = after;
    Introduction *v = ent_new(c, &introduction_entity);
    (void)before;
    if (!o->introduction) return complaints_fault(c);
    Fault f = ent_load(c, &introduction_entity, o->introduction, v);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    if (v->state != INTRO_STATE_BOTH_AGREED) complain(c, "met", T_INTRODUCTION_NOT_AGREED);
    if (o->value != NUMBER_NONE && !o->proof) o->proof = PROOF_LEVEL_SAID;
    if (o->value == NUMBER_NONE) o->proof = 0;
    if (!o->told_on) o->told_on = c->reader.today;
    return complaints_fault(c);
}

/* Trade or work together is a tie from today; of a needed tie, the one that it was looked for. */
static Fault tie_of(Ctx *c, const Introduction *v, int came, Id *ret_tie) {
    static const int ROLES[INTRO_CAME_N] = {[INTRO_CAME_ONE_SELLS] = TIE_ROLE_CUSTOMER,
                                            [INTRO_CAME_OTHER_SELLS] = TIE_ROLE_SUPPLIER,
                                            [INTRO_CAME_TOGETHER] = TIE_ROLE_PEER};
    WantedTie *w = ent_new(c, &wanted_tie_entity);
    *ret_tie = v->tie;
    if (came <= 0 || came >= INTRO_CAME_N || !ROLES[came] || v->tie) return OK;
    TRY(move_wanted(c, v, WANTED_STATE_ACTIVE));
    if (v->wanted) {
        Fault f = ent_load_as_program(c, &wanted_tie_entity, v->wanted, w);
        if (f != NOT_FOUND) TRY(f);
        if (f == OK && w->tie && w->candidate == v->other) *ret_tie = w->tie;
    }
    return *ret_tie ? OK : network_tie(c, v->one, v->other, ROLES[came], ret_tie);
}

/* What passes between the two in a year stands on their tie as well, as it was told last. Of a case it stays with its
** team. */
static Fault worth_of(Ctx *c, const Introduction *v, const IntroOutcome *o) {
    Tie *t = ent_new(c, &tie_entity);
    bool trade = o->came == INTRO_CAME_ONE_SELLS || o->came == INTRO_CAME_OTHER_SELLS;
    bool known = o->value != NUMBER_NONE && o->value <= tie_entity.fields[TIE_F_YEARLY].max;
    if (!v->tie || v->of_case || !trade || !known) return OK;
    Fault f = ent_load_as_program(c, &tie_entity, v->tie, t);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    t->yearly = o->value;
    t->certainty = o->proof == PROOF_LEVEL_SAID ? TIE_CERTAINTY_TOLD : TIE_CERTAINTY_PAPERS;
    return ent_save_following(c, &tie_entity, t);
}

Fault intro_outcome_after(Ctx *c, const void *before, const void *after) {
    const IntroOutcome *o = after;
    Introduction *v = ent_new(c, &introduction_entity);
    if (before || o->head.archived_at) return OK;
    TRY(introduction_load(c, o->introduction, v));
    TRY(tie_of(c, v, o->came, &v->tie));
    TRY(worth_of(c, v, o));
    TRY(next_day(c, v->agreed_on, &v->next_on));
    if (o->met == INTRO_MET_NO || o->came == INTRO_CAME_NOTHING) v->next_on = 0;
    return ent_save_following(c, &introduction_entity, v);
}
