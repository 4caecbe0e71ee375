/* agreement_cards.c - both sides of an agreement, and agreements on the pages of a body, a place and a colleague. */
#include "agreement/agreement_page.h"

#include "actor_ent.h"
#include "consultant_ent.h"
#include "ent/list.h"
#include "place_ent.h"

enum { SEERS = ROLES_STAFF | ROLE_TRUSTEE };

/* ---- promises ------------------------------------------------------------------------------------------------- */

static Str step_href(Ctx *c, const Undertaking *u, const char *step) {
    return arena_printf(c->arena, "/undertakings/%.*s/%s", STR_ARG(id_str(c->arena, u->head.id)), step);
}

PromiseRow promise_row(Ctx *c, const Undertaking *u, const Agreement *a) {
    PromiseRow row = {.text = u->text, .href = view_record_path(c, &undertaking_entity, u->head.id),
                      .evidence = u->evidence, .reason = u->reason, .by_on = u->by_on, .kept_on = u->kept_on,
                      .state = choice_label(&undertaking_state_choices, u->state),
                      .open = u->state == UNDERTAKING_STATE_OPEN, .late = undertaking_is_late(u, c->reader.today)};
    row.tint = row.late ? LIT("bad") : row.open ? LIT("warn") : u->state == UNDERTAKING_STATE_KEPT ? LIT("ok")
                                                                                                    : LIT("info");
    bool may = row.open && a->state == AGREEMENT_STATE_SIGNED && undertaking_may_mark(c, a, u);
    if (may && ent_may_write(c, &undertaking_entity, &u->head)) {
        row.kept_href = step_href(c, u, "kept");
        row.alter_href = step_href(c, u, "changed");
    }
    return row;
}

/* What is open comes first, by its day; what has none, last. */
static int before_of(const Undertaking *a, const Undertaking *b) {
    bool open_a = a->state == UNDERTAKING_STATE_OPEN, open_b = b->state == UNDERTAKING_STATE_OPEN;
    if (open_a != open_b) return open_a ? -1 : 1;
    if (!a->by_on != !b->by_on) return a->by_on ? -1 : 1;
    return a->by_on < b->by_on ? -1 : a->by_on > b->by_on;
}

static void sort_promises(Undertaking *v, size_t n) {
    for (size_t i = 1; i < n; i++) {
        Undertaking one = v[i];
        size_t k = i;
        for (; k > 0 && before_of(&one, &v[k - 1]) < 0; k--) v[k] = v[k - 1];
        v[k] = one;
    }
}

static Fault undertakings_of(Ctx *c, const Agreement *a, Undertaking **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &undertaking_entity, .limit = PROMISES_MAX, .n_filters = 1};
    void *rows;
    s.filters[0] = (ListFilter){.field = &undertaking_entity.fields[UNDERTAKING_F_AGREEMENT], .op = LIST_EQ,
                                .val = v_id(a->head.id)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    sort_promises(*ret_v, *ret_n);
    return OK;
}

static Str add_href(Ctx *c, const Agreement *a, const char *side) {
    Str id = id_str(c->arena, a->head.id);
    return arena_printf(c->arena, "/undertakings/new?agreement=%.*s&side=%s&back=/agreements/%.*s", STR_ARG(id), side,
                        STR_ARG(id));
}

/* The name of who stands on the other side. */
static Fault other_of(Ctx *c, const Agreement *a, Str *ret_name) {
    Id id = a->account ? a->account : a->actor;
    *ret_name = (Str){0};
    return id ? ent_labels(c, &id, 1, ret_name) : OK;
}

Fault both_sides(Ctx *c, const Agreement *a, BothSides *ret_v) {
    Undertaking *v;
    size_t n;
    Str    other;
    TRY(undertakings_of(c, a, &v, &n));
    TRY(other_of(c, a, &other));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].owner;
    TRY(ent_labels(c, ids, n, names));
    bool two = a->kind == AGREEMENT_KIND_EXPECTATIONS;
    *ret_v = (BothSides){
        .ours = {.head = two ? T_AGREEMENT_OF_COORDINATOR : T_AGREEMENT_OF_UNIT, .nothing = a->no_ours},
        .theirs = {.of = other, .head = other.n ? T_NONE : T_AGREEMENT_OF_OTHERS, .nothing = a->no_theirs}};
    ret_v->ours.rows = ARENA_ARRAY(c->arena, PromiseRow, n + 1);
    ret_v->theirs.rows = ARENA_ARRAY(c->arena, PromiseRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        Promises *side = v[i].side == UNDERTAKING_SIDE_OURS ? &ret_v->ours : &ret_v->theirs;
        PromiseRow row = promise_row(c, &v[i], a);
        row.owner = names[i];
        side->rows[side->rows_n++] = row;
    }
    if (a->state == AGREEMENT_STATE_ENDED || !agreement_may_change(c, a)) return OK;
    ret_v->ours.add = add_href(c, a, "ours");
    ret_v->theirs.add = add_href(c, a, "theirs");
    return OK;
}

/* ---- agreements as rows ----------------------------------------------------------------------------------------- */

static void count_sides(AgreementRow *row) {
    const Promises *sides[] = {&row->sides.ours, &row->sides.theirs};
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k < sides[i]->rows_n; k++) {
            const PromiseRow *p = &sides[i]->rows[k];
            row->late += p->late;
            row->waits += p->open && !p->late;
            row->kept += p->kept_on != 0;
        }
    }
}

Fault agreement_rows(Ctx *c, const ListSpec *s, bool sides, AgreementRow **ret_v, size_t *ret_n) {
    static const char *const TINTS[AGREEMENT_STATE_N] = {
        [AGREEMENT_STATE_DRAFT] = "warn", [AGREEMENT_STATE_SIGNED] = "ok", [AGREEMENT_STATE_ENDED] = ""};
    void  *rows;
    size_t n;
    TRY(list_run(c, s, false, &rows, &n, NULL));
    AgreementRow *v = ARENA_ARRAY(c->arena, AgreementRow, n + 1);
    Id  *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        const Agreement *a = (const Agreement *)rows + i;
        ids[2 * i] = a->account ? a->account : a->actor;
        ids[2 * i + 1] = a->owner;
    }
    TRY(ent_labels(c, ids, 2 * n, names));
    for (size_t i = 0; i < n; i++) {
        const Agreement *a = (const Agreement *)rows + i;
        v[i] = (AgreementRow){
            .title = a->title, .href = view_record_path(c, &agreement_entity, a->head.id), .other = names[2 * i],
            .owner = names[2 * i + 1], .kind = choice_label(&agreement_kind_choices, a->kind),
            .state = choice_label(&agreement_state_choices, a->state), .tint = str_of(TINTS[a->state]),
            .signed_on = a->signed_on, .review_on = a->review_on, .open = a->state != AGREEMENT_STATE_ENDED,
            .due = a->state == AGREEMENT_STATE_SIGNED && a->review_on && a->review_on <= c->reader.today};
        if (!sides) continue;
        TRY(both_sides(c, a, &v[i].sides));
        count_sides(&v[i]);
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

static void only(ListSpec *s, int field, ListOp op, Val val) {
    s->filters[s->n_filters++] = (ListFilter){.field = &agreement_entity.fields[field], .op = op, .val = val};
}

static ListSpec newest(void) {
    return (ListSpec){.entity = &agreement_entity, .limit = AGREEMENTS_SHOWN, .descending = true,
                      .sort = &agreement_entity.fields[AGREEMENT_F_SIGNED_ON]};
}

static Str add_to(Ctx *c, const char *what, Id id, const char *rest, const Entity *back) {
    Str path = view_record_path(c, back, id);
    return arena_printf(c->arena, "/agreements/new?%s=%.*s%s&back=%.*s", what, STR_ARG(id_str(c->arena, id)), rest,
                        STR_ARG(path));
}

/* ---- on the page of a body --------------------------------------------------------------------------------------- */

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *of = rec;
    Ctx *c = pg->c;
    ListSpec s = newest();
    bool body = of->kind != ACTOR_KIND_BUSINESS && of->kind != ACTOR_KIND_PERSON;
    AgreementCard v = {.empty = T_AGREEMENT_NONE_WITH_BODY, .add_what = T_AGREEMENT_ADD};
    if (!(c->who.roles & SEERS)) return OK;
    only(&s, AGREEMENT_F_ACTOR, LIST_EQ, v_id(of->head.id));
    TRY(agreement_rows(c, &s, false, &v.rows, &v.rows_n));
    if (!v.rows_n && !body) return OK;
    if (c->who.roles & ROLES_STAFF) v.add = add_to(c, "actor", of->head.id, "", &actor_entity);
    agreement_card_html(b, pg, &v);
    return OK;
}

const RecordPart AGREEMENT_ACTOR_PART = {.entity = &actor_entity, .anchor = "agreements",
                                         .title = T_ENT_AGREEMENT_MANY, .side = true, .order = 22, .draw = actor_draw};

/* ---- on the page of a place: the backing of its authority, and its partners ------------------------------------ */

/* A place with a unit, or a local authority itself, has one or says that it has none yet. */
static Fault backing_draw(Buf *b, const Page *pg, const void *rec) {
    const Place *p = rec;
    Ctx *c = pg->c;
    ListSpec s = newest();
    AgreementCard v = {.sides = true, .empty = T_AGREEMENT_NO_BACKING, .add_what = T_AGREEMENT_ADD_BACKING};
    if (!(c->who.roles & SEERS)) return OK;
    only(&s, AGREEMENT_F_PLACE, LIST_EQ, v_id(p->head.id));
    only(&s, AGREEMENT_F_KIND, LIST_EQ, v_int(AGREEMENT_KIND_AUTHORITY));
    only(&s, AGREEMENT_F_STATE, LIST_NE, v_int(AGREEMENT_STATE_ENDED));
    TRY(agreement_rows(c, &s, true, &v.rows, &v.rows_n));
    if (!v.rows_n && p->is_unit != 1) return OK;
    Head where = {.org = c->who.org, .unit = p->head.id, .visibility = VIS_UNIT, .version = 1};
    if (!v.rows_n && ent_may_write(c, &agreement_entity, &where)) {
        v.add = add_to(c, "place", p->head.id, "&kind=authority", &place_entity);
    }
    agreement_card_html(b, pg, &v);
    return OK;
}

const RecordPart AGREEMENT_PLACE_PART = {.entity = &place_entity, .anchor = "backing", .title = T_AGREEMENT_BACKING,
                                         .order = 3, .draw = backing_draw};

static Fault partners_draw(Buf *b, const Page *pg, const void *rec) {
    const Place *p = rec;
    Ctx *c = pg->c;
    ListSpec s = newest();
    AgreementCard v = {.add_what = T_AGREEMENT_ADD_PARTNER};
    if (!(c->who.roles & SEERS)) return OK;
    only(&s, AGREEMENT_F_PLACE, LIST_EQ, v_id(p->head.id));
    only(&s, AGREEMENT_F_KIND, LIST_GE, v_int(AGREEMENT_KIND_POINT));
    TRY(agreement_rows(c, &s, false, &v.rows, &v.rows_n));
    if (!v.rows_n) return OK;
    v.more = arena_printf(c->arena, "/agreements?kind=point&kind=strategic&place=%.*s",
                          STR_ARG(id_str(c->arena, p->head.id)));
    agreement_card_html(b, pg, &v);
    return OK;
}
_Static_assert(AGREEMENT_KIND_STRATEGIC > AGREEMENT_KIND_POINT && AGREEMENT_KIND_N == AGREEMENT_KIND_STRATEGIC + 1,
               "partnerships are the last kinds");

const RecordPart AGREEMENT_PARTNERS_PART = {.entity = &place_entity, .anchor = "partners",
                                            .title = T_AGREEMENT_PARTNERS, .side = true, .order = 8,
                                            .draw = partners_draw};

/* ---- on the profile of whoever accompanies: for themselves and who coordinates --------------------------------- */

static Fault person_draw(Buf *b, const Page *pg, const void *rec) {
    const Consultant *who = rec;
    Ctx *c = pg->c;
    ListSpec s = newest();
    bool own = who->account == c->who.account;
    AgreementCard v = {.sides = true, .empty = T_AGREEMENT_NO_EXPECTATIONS, .add_what = T_AGREEMENT_ADD_EXPECTATIONS};
    only(&s, AGREEMENT_F_ACCOUNT, LIST_EQ, v_id(who->account));
    only(&s, AGREEMENT_F_KIND, LIST_EQ, v_int(AGREEMENT_KIND_EXPECTATIONS));
    only(&s, AGREEMENT_F_STATE, LIST_NE, v_int(AGREEMENT_STATE_ENDED));
    TRY(agreement_rows(c, &s, true, &v.rows, &v.rows_n));
    bool asks = own || (c->who.roles & ROLE_COORDINATOR);
    if (!v.rows_n && !asks) return OK;
    if (!v.rows_n) {
        Str rest = arena_printf(c->arena, "&account=%.*s&place=%.*s", STR_ARG(id_str(c->arena, who->account)),
                                STR_ARG(id_str(c->arena, who->head.unit)));
        Str path = view_record_path(c, &consultant_entity, who->head.id);
        v.add = arena_printf(c->arena, "/agreements/new?kind=expectations%.*s&back=%.*s", STR_ARG(rest), STR_ARG(path));
    }
    agreement_card_html(b, pg, &v);
    return OK;
}

const RecordPart AGREEMENT_PERSON_PART = {.entity = &consultant_entity, .anchor = "expectations",
                                          .title = T_AGREEMENT_EXPECTATIONS, .order = 12, .draw = person_draw};
