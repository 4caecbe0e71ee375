/* consortium_store.c - consortia, their parts and members: the rules at the write, and who sees them. */
#include "consortium/consortium_page.h"

#include "actor_ent.h"
#include "coming_ent.h"
#include "ent/list.h"
#include "tie/tie.h"

#include <math.h>

enum { Q_OWNERS, Q_OTHER, Q_OF_ACTOR, Q_MINE, Q_WITH };
_Static_assert(Q_WITH + 1 == CONSORTIUM_Q_N, "as many as the header says");
_Static_assert(CONSORTIUM_SAYS_AGREED == 2 && CONSORTIUM_SAYS_LEFT == 3 && CONSORTIUM_ROLE_LEAD == 1 &&
               CONSORTIUM_STATE_LOST == 5 && CONSORTIUM_STATE_ENDED == 7, "the statements name these by number");

const Query CONSORTIUM_QUERIES[CONSORTIUM_Q_N] = {
    [Q_OWNERS] = {.sql = "SELECT DISTINCT m.agreed_by FROM consortium_members m WHERE m.org = :org"
                         " AND m.consortium = :consortium AND m.says = 2 AND m.agreed_by IS NOT NULL"
                         " AND coalesce(m.agreed_words, '') = ''"
                         " AND m.archived_at IS NULL {unscoped:who has agreed may read what they agreed to}"
                         " ORDER BY m.agreed_by",
                  .in = "org:id consortium:id", .out = "account:id"},
    [Q_OTHER] = {.sql = "SELECT m.actor, m.part, m.role FROM consortium_members m WHERE m.org = :org"
                        " AND m.consortium = :consortium AND m.id <> :but AND m.archived_at IS NULL"
                        " AND (m.says IS NULL OR m.says <> 3) {unscoped:whether two rows may stand beside each other}"
                        " ORDER BY m.id LIMIT 200",
                 .in = "org:id consortium:id but:id", .out = "actor:id part:id role:int"},
    [Q_OF_ACTOR] = {.sql = "SELECT x.id, l_x.text, x.form, x.state FROM consortia x {label:x} WHERE x.org = :org"
                           " AND x.archived_at IS NULL AND {scope:x} AND (x.buyer = :actor OR x.body = :actor"
                           " OR x.id IN (SELECT m.consortium FROM consortium_members m WHERE m.org = :org"
                           " AND m.actor = :actor AND m.archived_at IS NULL AND (m.says IS NULL OR m.says <> 3)))"
                           " {unscoped:members follow their consortium} ORDER BY x.id DESC LIMIT :max",
                    .in = "org:id actor:id max:int", .out = "id:id title:text form:int state:int"},
    [Q_MINE] = {.sql = "SELECT m.id, m.consortium FROM consortium_members m JOIN consortia k ON k.id = m.consortium"
                       " WHERE m.org = :org AND m.actor = :actor AND m.archived_at IS NULL AND k.archived_at IS NULL"
                       " AND (m.says IS NULL OR m.says <> 3) AND (k.state IS NULL OR k.state NOT IN (5, 7))"
                       " {unscoped:of the reader's own business} ORDER BY m.id DESC LIMIT :max",
                .in = "org:id actor:id max:int", .out = "id:id consortium:id"},
    [Q_WITH] = {.sql = "SELECT m.id FROM consortium_members m WHERE m.org = :org AND m.part = :part"
                       " AND m.archived_at IS NULL {unscoped:whether there is one} ORDER BY m.id LIMIT 1",
                .in = "org:id part:id", .out = "id:id"},
};

/* ---- a consortium at the write ----------------------------------------------------------------------------------- */

static bool is_over(const Consortium *k) {
    return k->state == CONSORTIUM_STATE_LOST || k->state == CONSORTIUM_STATE_ENDED;
}

/* Whom it answers tells who buys. */
static Fault take_buyer(Ctx *c, Consortium *k) {
    ComingPurchase *p = ent_new(c, &coming_purchase_entity);
    QuoteRequest   *r = ent_new(c, &quote_request_entity);
    Fault f = OK;
    if (k->buyer || k->form != CONSORTIUM_FORM_SUPPLY) return OK;
    if (k->purchase) f = ent_load(c, &coming_purchase_entity, k->purchase, p);
    else if (k->request) f = ent_load(c, &quote_request_entity, k->request, r);
    if (f == OK) k->buyer = p->buyer ? p->buyer : r->buyer;
    return f == NOT_FOUND ? OK : f;               /* the check of the reference complains */
}

Fault consortium_check(Ctx *c, const void *before, void *after) {
    const Consortium *was = before;
    Consortium       *k = after;
    if (k->place) k->head.unit = k->place;
    if (!k->state) k->state = CONSORTIUM_STATE_FORMING;
    if (!was && !k->owner) k->owner = c->who.account;
    if (!c->who.system || c->who.account) {       /* no choice of a form shows it or hides it */
        k->head.visibility = VIS_UNIT;
        k->head.team = 0;
    }
    TRY(take_buyer(c, k));
    if (k->form == CONSORTIUM_FORM_SUPPLY && !k->buyer) complain(c, "buyer", T_CONSORTIUM_NEEDS_BUYER);
    if (k->body && k->body == k->buyer) complain(c, "body", T_CONSORTIUM_BODY_BUYS);
    if (was && was->body && was->body != k->body && was->state != CONSORTIUM_STATE_FORMING) {
        complain(c, "body", T_CONSORTIUM_BODY_STAYS);
    }
    bool why = k->state == CONSORTIUM_STATE_LOST ||
               (k->state == CONSORTIUM_STATE_ENDED && was && was->state != CONSORTIUM_STATE_DELIVERING &&
                was->state != CONSORTIUM_STATE_ENDED);
    if (why && !str_trim(k->reason).n) complain(c, "reason", T_CONSORTIUM_WHY);
    return complaints_fault(c);
}

/* What belongs to it: what ended stays as it was. */
static Fault load_live(Ctx *c, Id id, Consortium *ret_k) {
    TRY(ent_load(c, &consortium_entity, id, ret_k));
    return is_over(ret_k) ? fail(c, OVER, "consortium", id) : OK;
}

bool consortium_is_settled(const Consortium *k) {
    return k->state == CONSORTIUM_STATE_AGREED || k->state == CONSORTIUM_STATE_OFFERED;
}

static bool changed(const Entity *e, const int *fields, size_t n, const void *was, const void *now) {
    for (size_t i = 0; i < n; i++) {
        if (!value_eq(&e->fields[fields[i]], was, now)) return true;
    }
    return false;
}

Fault consortium_part_check(Ctx *c, const void *before, void *after) {
    const ConsortiumPart *was = before;
    ConsortiumPart       *p = after;
    Consortium           *k = ent_new(c, &consortium_entity);
    int64_t               id;
    if (!p->consortium) return complaints_fault(c);
    Fault f = load_live(c, p->consortium, k);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (consortium_is_settled(k)) complain(c, "what", T_CONSORTIUM_SETTLED);
    if (p->until_on && p->by_on && p->until_on < p->by_on) complain(c, "until_on", T_CONSORTIUM_UNTIL_FIRST);
    if (p->insured_how && p->insured == NUMBER_NONE) complain(c, "insured", T_CONSORTIUM_HOW_MUCH);
    bool away = was && p->head.archived_at && !was->head.archived_at;
    if (!away) return complaints_fault(c);
    f = db_int(c, &CONSORTIUM_QUERIES[Q_WITH], VALS(v_id(c->who.org), v_id(p->head.id)), &id);
    return f == OK ? fail(c, IN_USE, "consortium_part", p->head.id) : f == NOT_FOUND ? complaints_fault(c) : f;
}

/* ---- what is offered on the pages of what belongs to it ---------------------------------------------------------- */

/* `ret_k` is empty where the reader does not see it. */
static Fault of_which(Ctx *c, Id id, Consortium *ret_k) {
    ent_clear(&consortium_entity, ret_k);
    Fault f = ent_load(c, &consortium_entity, id, ret_k);
    return f == NOT_FOUND ? OK : f;
}

bool consortium_member_changes(const Consortium *k, const ConsortiumMember *m) {
    return !is_over(k) && (!consortium_is_settled(k) || m->certificates || k->form == CONSORTIUM_FORM_PURCHASE);
}

Fault consortium_part_lets(Ctx *c, const void *rec, ViewLets *lets) {
    Consortium *k = ent_new(c, &consortium_entity);
    TRY(of_which(c, ((const ConsortiumPart *)rec)->consortium, k));
    if (is_over(k) || consortium_is_settled(k)) *lets = (ViewLets){0};
    return OK;
}

Fault consortium_member_lets(Ctx *c, const void *rec, ViewLets *lets) {
    const ConsortiumMember *m = rec;
    Consortium             *k = ent_new(c, &consortium_entity);
    TRY(of_which(c, m->consortium, k));
    lets->edit = consortium_member_changes(k, m);
    if (is_over(k)) lets->archive = false;
    return OK;
}

Fault consortium_quote_lets(Ctx *c, const void *rec, ViewLets *lets) {
    Consortium *k = ent_new(c, &consortium_entity);
    TRY(of_which(c, ((const ConsortiumQuote *)rec)->consortium, k));
    if (is_over(k)) *lets = (ViewLets){0};
    return OK;
}

Fault consortium_delivery_lets(Ctx *c, const void *rec, ViewLets *lets) {
    Consortium *k = ent_new(c, &consortium_entity);
    TRY(of_which(c, ((const ConsortiumDelivery *)rec)->consortium, k));
    if (k->head.id && k->state != CONSORTIUM_STATE_DELIVERING) *lets = (ViewLets){0};
    return OK;
}

/* ---- a member ---------------------------------------------------------------------------------------------------- */

/* The only part there is, where none was said. */
static Fault take_part(Ctx *c, ConsortiumMember *m) {
    ConsortiumPart *v;
    size_t          n;
    TRY(consortium_parts_of(c, m->consortium, &v, &n));
    if (!m->part && n == 1) m->part = v[0].head.id;
    bool theirs = !m->part;
    for (size_t i = 0; i < n; i++) theirs = theirs || v[i].head.id == m->part;
    if (!theirs) complain(c, "part", T_CONSORTIUM_PART_OF_OTHER);
    return OK;
}

static Fault hold_beside(Ctx *c, const ConsortiumMember *m) {
    AUTO(rows_end) Rows r = {0};
    bool lead = m->role == CONSORTIUM_ROLE_LEAD, twice = false, leads = false;
    TRY(db_rows(c, &CONSORTIUM_QUERIES[Q_OTHER],
                VALS(v_id(c->who.org), v_id(m->consortium), v_id(m->head.id ? m->head.id : 1)), &r));
    while (rows_next(&r)) {
        Id part = rows_null(&r, 1) ? 0 : rows_id(&r, 1);
        twice = twice || (rows_id(&r, 0) == m->actor && part == m->part);
        leads = leads || rows_int(&r, 2) == CONSORTIUM_ROLE_LEAD;
    }
    if (twice) complain(c, "actor", T_CONSORTIUM_TWICE);
    if (lead && leads) complain(c, "role", T_CONSORTIUM_ONE_LEAD);
    return rows_fault(&r);
}

static void hold_share(Ctx *c, const ConsortiumMember *m) {
    if (isnan(m->share)) return;
    double hundredths = m->share * 100;
    if (fabs(hundredths - round(hundredths)) > 1e-6) complain(c, "share", T_CONSORTIUM_HUNDREDTHS);
}

/* The words of a row that were agreed to; until when a certificate holds is a fact about it. */
static bool same_terms(const ConsortiumMember *was, const ConsortiumMember *m) {
    static const int FIELDS[] = {CONSORTIUM_MEMBER_F_ROLE, CONSORTIUM_MEMBER_F_PART, CONSORTIUM_MEMBER_F_CAPACITY,
                                 CONSORTIUM_MEMBER_F_DAYS, CONSORTIUM_MEMBER_F_KM, CONSORTIUM_MEMBER_F_TO_PLACE,
                                 CONSORTIUM_MEMBER_F_CERTIFICATES, CONSORTIUM_MEMBER_F_INSURED,
                                 CONSORTIUM_MEMBER_F_SHARE};
    return !changed(&consortium_member_entity, FIELDS, sizeof FIELDS / sizeof *FIELDS, was, m);
}

static void ask_anew(ConsortiumMember *m) {
    m->says = CONSORTIUM_SAYS_ASKED;
    m->agreed_by = 0;
    m->agreed_on = 0;
    m->agreed_words = (Str){0};
    m->contact_shown = -1;
}

/* What has a day is held; what was held and is no more has no day. */
static void hold_until(const ConsortiumMember *was, ConsortiumMember *m, int bit) {
    int64_t one = (int64_t)1 << bit;
    Day    *until = consortium_until(m, bit);
    bool    gone = was && (was->certificates & one) && !(m->certificates & one);
    if (gone) *until = 0;
    if (*until) m->certificates = (m->certificates == NUMBER_NONE ? 0 : m->certificates) | one;
}

Fault consortium_member_check(Ctx *c, const void *before, void *after) {
    const ConsortiumMember *was = before;
    ConsortiumMember       *m = after;
    Consortium             *k = ent_new(c, &consortium_entity);
    if (!m->consortium) return complaints_fault(c);
    Fault f = load_live(c, m->consortium, k);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (!m->says) m->says = CONSORTIUM_SAYS_ASKED;
    for (int bit = 0; bit < JOIN_CERTIFICATES; bit++) hold_until(was, m, bit);
    if (m->actor && m->actor == k->buyer) complain(c, "actor", T_CONSORTIUM_BUYER_TAKES_PART);
    if (m->actor && m->actor == k->body) complain(c, "actor", T_CONSORTIUM_BODY_TAKES_PART);
    TRY(take_part(c, m));
    hold_share(c, m);
    bool same = was && same_terms(was, m), leaves = m->says == CONSORTIUM_SAYS_LEFT;
    if (consortium_is_settled(k) && !same && !leaves) complain(c, "actor", T_CONSORTIUM_SETTLED);
    if (was && !same && was->says == CONSORTIUM_SAYS_AGREED && m->says == CONSORTIUM_SAYS_AGREED) ask_anew(m);
    if (!c->complaints.n && !m->head.archived_at && !leaves) TRY(hold_beside(c, m));
    return complaints_fault(c);
}

/* The owners who agreed for their business read what they agreed to; who left does not go on. */
Fault consortium_member_after(Ctx *c, const void *before, const void *after) {
    const ConsortiumMember *was = before, *m = after;
    Id     who[JOIN_MEMBERS_MAX];
    size_t n = 0;
    if (!was && m->says != CONSORTIUM_SAYS_AGREED) return OK;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &CONSORTIUM_QUERIES[Q_OWNERS], VALS(v_id(c->who.org), v_id(m->consortium)), &r));
        while (n < JOIN_MEMBERS_MAX && rows_next(&r)) who[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    TRY(scope_team_clear(c, m->consortium));
    for (size_t i = 0; i < n; i++) TRY(scope_team_put(c, m->consortium, who[i], 0, 0));
    return OK;
}

/* ---- quotes and deliveries --------------------------------------------------------------------------------------- */

static void hold_step(Ctx *c, int64_t from, int64_t price, int64_t from_before, const char *from_name,
                      const char *price_name) {
    bool has_from = from != NUMBER_NONE, has_price = price != NUMBER_NONE;
    if (has_from && !has_price) complain(c, price_name, T_CONSORTIUM_STEP_BOTH);
    if (has_price && !has_from) complain(c, from_name, T_CONSORTIUM_STEP_BOTH);
    bool rises = from_before != NUMBER_NONE && from > from_before;
    if (has_from && !rises) complain(c, from_name, T_CONSORTIUM_STEP_RISES);
}

Fault consortium_quote_check(Ctx *c, const void *before, void *after) {
    ConsortiumQuote *q = after;
    Consortium      *k = ent_new(c, &consortium_entity);
    ConsortiumPart  *p = ent_new(c, &consortium_part_entity);
    (void)before;
    if (!q->consortium) return complaints_fault(c);
    Fault f = load_live(c, q->consortium, k);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (k->form != CONSORTIUM_FORM_PURCHASE) complain(c, "consortium", T_CONSORTIUM_PURCHASE_ALONE);
    f = q->part ? ent_load(c, &consortium_part_entity, q->part, p) : NOT_FOUND;
    if (f == OK && p->consortium != q->consortium) complain(c, "part", T_CONSORTIUM_PART_OF_OTHER);
    if (f != OK && f != NOT_FOUND) return f;
    hold_step(c, q->from_two, q->price_two, q->from_one, "from_two", "price_two");
    hold_step(c, q->from_three, q->price_three, q->from_two, "from_three", "price_three");
    return complaints_fault(c);
}

Fault consortium_delivery_check(Ctx *c, const void *before, void *after) {
    ConsortiumDelivery *d = after;
    Consortium         *k = ent_new(c, &consortium_entity);
    ConsortiumMember   *m = ent_new(c, &consortium_member_entity);
    (void)before;
    if (!d->consortium) return complaints_fault(c);
    Fault f = load_live(c, d->consortium, k);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (k->state != CONSORTIUM_STATE_DELIVERING) return fail(c, OVER, "consortium", k->head.id);
    f = d->member ? ent_load(c, &consortium_member_entity, d->member, m) : NOT_FOUND;
    if (f == OK && m->consortium != d->consortium) complain(c, "member", T_CONSORTIUM_PART_OF_OTHER);
    if (f != OK && f != NOT_FOUND) return f;
    if (d->on_day > c->reader.today) complain(c, "on_day", T_CONSORTIUM_NOT_YET);
    bool why = d->fate == DELIVERY_FATE_SHORT || d->fate == DELIVERY_FATE_RETURNED;
    if (why && !str_trim(d->reason).n) complain(c, "reason", T_CONSORTIUM_WHY);
    return complaints_fault(c);
}

/* The paper says what all have agreed to. */
Fault consortium_signing_check(Ctx *c, const void *before, void *after) {
    ConsortiumSigning *s = after;
    Consortium        *k = ent_new(c, &consortium_entity);
    (void)before;
    if (!s->consortium) return complaints_fault(c);
    Fault f = ent_load(c, &consortium_entity, s->consortium, k);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (k->state == CONSORTIUM_STATE_FORMING) complain(c, "signed_on", T_CONSORTIUM_SIGN_EARLY);
    if (s->signed_on > c->reader.today) complain(c, "signed_on", T_CONSORTIUM_NOT_YET);
    return complaints_fault(c);
}

/* ---- what there is ----------------------------------------------------------------------------------------------- */

Fault consortium_rows_of(Ctx *c, const Entity *e, int field, Id of, void **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = e, .limit = JOIN_MEMBERS_MAX, .n_filters = 1};
    s.filters[0] = (ListFilter){.field = &e->fields[field], .op = LIST_EQ, .val = v_id(of)};
    return list_run(c, &s, false, ret_v, ret_n, NULL);
}

static int by_id(const void *a, const void *b) {
    const Head *x = a, *y = b;
    return x->id < y->id ? -1 : x->id > y->id;
}

Fault consortium_parts_of(Ctx *c, Id id, ConsortiumPart **ret_v, size_t *ret_n) {
    void *rows;
    TRY(consortium_rows_of(c, &consortium_part_entity, CONSORTIUM_PART_F_CONSORTIUM, id, &rows, ret_n));
    if (*ret_n) qsort(rows, *ret_n, sizeof(ConsortiumPart), by_id);
    *ret_v = rows;
    return OK;
}

Fault consortium_members_of(Ctx *c, Id id, ConsortiumMember **ret_v, size_t *ret_n) {
    void *rows;
    TRY(consortium_rows_of(c, &consortium_member_entity, CONSORTIUM_MEMBER_F_CONSORTIUM, id, &rows, ret_n));
    if (*ret_n) qsort(rows, *ret_n, sizeof(ConsortiumMember), by_id);
    *ret_v = rows;
    return OK;
}

Fault consortia_of_actor(Ctx *c, Id actor, JoinedRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    *ret_n = 0;
    bool none = ent_around_none(c, &consortium_entity.fields[CONSORTIUM_F_BUYER], actor) &&
                ent_around_none(c, &consortium_entity.fields[CONSORTIUM_F_BODY], actor) &&
                ent_around_none(c, &consortium_member_entity.fields[CONSORTIUM_MEMBER_F_ACTOR], actor);
    if (none) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSORTIUM_QUERIES[Q_OF_ACTOR], VALS(v_id(c->who.org), v_id(actor), v_int((int64_t)max)), &r));
    while (n < max && rows_next(&r)) {
        ret_v[n++] = (JoinedRow){.id = rows_id(&r, 0), .title = rows_copy(&r, 1), .form = (int)rows_int(&r, 2),
                               .state = (int)rows_int(&r, 3)};
    }
    *ret_n = n;
    return rows_fault(&r);
}

Fault consortium_rows_mine(Ctx *c, Id actor, OwnRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CONSORTIUM_QUERIES[Q_MINE], VALS(v_id(c->who.org), v_id(actor), v_int((int64_t)max)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = (OwnRow){rows_id(&r, 0), rows_id(&r, 1)};
    *ret_n = n;
    return rows_fault(&r);
}

const char CONSORTIUM_HELD_SQL[] = "(x.state NOT IN (5, 7) AND :open > 0)";

ListExtra consortium_due(const Ctx *c) {
    enum { SOON_DAYS = 14 };
    return (ListExtra){.name = "due", .val = v_int(day_plus(c->reader.today, SOON_DAYS)), .text = LIT("1"),
                       .sql = "(x.form = 1 AND x.state <= 2 AND x.answer_by <= :due)"};
}
_Static_assert(CONSORTIUM_FORM_SUPPLY == 1 && CONSORTIUM_STATE_FORMING == 1 && CONSORTIUM_STATE_AGREED == 2,
               "the condition names these by number");

ListExtra consortium_followed(const Ctx *c) {
    return (ListExtra){.name = "mine", .val = v_id(c->who.account), .text = LIT("1"), .sql = "(x.owner = :mine)"};
}

ListExtra consortium_with(Id actor, Str text) {
    return (ListExtra){.name = "with", .val = v_id(actor), .text = text,
                       .sql = "(x.buyer = :with OR x.body = :with OR EXISTS (SELECT 1 FROM consortium_members m"
                              " WHERE m.org = x.org AND m.consortium = x.id AND m.actor = :with"
                              " AND m.archived_at IS NULL AND (m.says IS NULL OR m.says <> 3)))"};
}
