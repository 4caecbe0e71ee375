/* consortium_record.c - the page of a consortium: how it stands, the next step, who gives what. */
#include "consortium/consortium_page.h"

#include "actor_ent.h"
#include "coming_ent.h"
#include "lang/show.h"
#include "listing_ent.h"
#include "place_ent.h"

/* ---- the head ---------------------------------------------------------------------------------------------------- */

Fault consortium_head_draw(Buf *b, const Page *pg, const void *rec) {
    enum { BUYER, PLACE, OWNER, BODY, ANSWERS, NAMES };
    const Consortium *k = rec;
    Ctx *c = pg->c;
    bool staff = c->who.roles & ROLES_STAFF;
    const Entity *of = k->purchase ? &coming_purchase_entity : k->request ? &quote_request_entity : &listing_entity;
    Id  answers = k->purchase ? k->purchase : k->request ? k->request : k->listing;
    Id  ids[NAMES] = {k->buyer, k->place, staff ? k->owner : 0, staff ? k->body : 0, answers};
    Str names[NAMES];
    TRY(ent_labels(c, ids, NAMES, names));
    ConsortiumHead h = {.k = k, .form = choice_label(&consortium_form_choices, k->form), .buyer = names[BUYER],
                        .state = choice_label(&consortium_state_choices, k->state), .tint = consortium_tint(k->state),
                        .place = names[PLACE], .owner = names[OWNER], .body = names[BODY], .answers = names[ANSWERS],
                        .price = consortium_money(c, k->price), .demo = k->is_demo == 1};
    if (h.buyer.n) h.buyer_href = view_record_path(c, &actor_entity, k->buyer);
    if (h.body.n) h.body_href = view_record_path(c, &actor_entity, k->body);
    if (h.place.n) h.place_href = view_record_path(c, &place_entity, k->place);
    if (h.answers.n) h.answers_href = view_record_path(c, of, answers);
    consortium_head_html(b, pg, &h);
    return OK;
}

/* The one next step as a button; what else may be done beside it. */
Fault consortium_acts_draw(Buf *b, const Page *pg, const void *rec) {
    const Consortium *k = rec;
    Ctx     *c = pg->c;
    Joint    j;
    LackView lacks;
    TRY(joint_load(c, k, &j));
    if (!j.may_write) return OK;
    consortium_lacks(c, &j, &lacks);
    ConsortiumActs v = {.path = view_record_path(c, &consortium_entity, k->head.id),
                        .id = id_str(c->arena, k->head.id)};
    bool forming = k->state == CONSORTIUM_STATE_FORMING;
    v.add_part = forming && !j.parts_n;
    v.add_member = forming && j.parts_n && j.members_n < 2;
    v.agree = forming && j.parts_n && j.members_n >= 2 && !lacks.lines_n;
    v.missing = forming && j.parts_n && j.members_n >= 2 && lacks.lines_n;
    bool agreed = k->state == CONSORTIUM_STATE_AGREED, supply = k->form == CONSORTIUM_FORM_SUPPLY;
    v.offer = agreed && supply;
    v.won = v.lost = k->state == CONSORTIUM_STATE_OFFERED;
    v.deliver = k->state == CONSORTIUM_STATE_WON || (agreed && !supply);
    v.end = k->state == CONSORTIUM_STATE_DELIVERING;
    v.reopen = agreed || v.won;
    v.stop = !v.end;
    consortium_acts_html(b, pg, &v);
    return OK;
}

/* ---- who gives what ---------------------------------------------------------------------------------------------- */

Str consortium_reach(Ctx *c, const ConsortiumMember *m, Str place) {
    Buf b;
    if (place.n) return place;
    if (m->km == NUMBER_NONE) return (Str){0};
    buf_init(&b, 64);
    plain_number(&b, &c->reader, m->km);
    TrArg args[] = {TR_ARG("n", buf_keep(c->arena, &b))};
    return tr_str(c->arena, &c->reader, T_CONSORTIUM_KM, args, 1);
}

static MemberRow member_row(Ctx *c, const Joint *j, size_t at, Str unit, Str place) {
    const ConsortiumMember *m = &j->members[at];
    bool asked = m->says == CONSORTIUM_SAYS_ASKED, left = m->says == CONSORTIUM_SAYS_LEFT;
    MemberRow r = {.name = j->names[at], .path = view_record_path(c, &consortium_member_entity, m->head.id),
                   .capacity = consortium_amount(c, m->capacity, unit), .insured = consortium_money(c, m->insured),
                   .days = consortium_day_words(c, m->days), .reach = consortium_reach(c, m, place),
                   .certificates = consortium_certificates(c, m), .left = left,
                   .share = consortium_percent(c, consortium_share(m)), .agreed_on = m->agreed_on,
                   .role = choice_label(&consortium_role_choices, m->role), .words = left ? m->reason : m->agreed_words,
                   .says = choice_label(&consortium_says_choices, m->says), .lead = m->role == CONSORTIUM_ROLE_LEAD,
                   .tint = asked ? LIT("warn") : left ? (Str){0} : LIT("ok")};
    if (r.name.n) r.href = view_record_path(c, &actor_entity, m->actor);
    if (!j->may_write || left) return r;
    Str id = id_str(c->arena, j->k->head.id);
    if (consortium_member_changes(j->k, m)) {
        r.edit = arena_printf(c->arena, "%.*s/edit?back=/consortia/%.*s", STR_ARG(r.path), STR_ARG(id));
    }
    r.may_agree = asked;
    r.may_leave = true;
    return r;
}

Str consortium_given(Ctx *c, const Joint *j, const ConsortiumPart *p) {
    size_t      at[JOIN_MEMBERS_MAX], n = joint_carriers(j, p->head.id, at);
    JoinMember *v = ARENA_ARRAY(c->arena, JoinMember, n + 1);
    JoinPart    asked = consortium_asked(c, p);
    for (size_t i = 0; i < n; i++) v[i] = consortium_gives(&j->members[at[i]]);
    return consortium_amount(c, join_sum(&asked, v, n).given, p->counted_in);
}

Str consortium_sum(Ctx *c, const Joint *j, const ConsortiumPart *p) {
    Str   of = consortium_amount(c, p->quantity, p->counted_in), given = consortium_given(c, j, p);
    TrArg args[] = {TR_ARG("given", given), TR_ARG("of", of)};
    return of.n ? tr_str(c->arena, &c->reader, T_CONSORTIUM_GIVEN_OF, args, 2) : given;
}

static void part_add(Ctx *c, const Joint *j, const ConsortiumPart *p, const Str *places, JointView *v) {
    PartRow *r = &v->parts[v->parts_n];
    Id       part = p ? p->head.id : 0;
    Str      id = id_str(c->arena, j->k->head.id), unit = p ? p->counted_in : (Str){0};
    *r = (PartRow){.rows = ARENA_ARRAY(c->arena, MemberRow, j->members_n + 1), .any = p != NULL};
    for (size_t i = 0; i < j->members_n; i++) {
        if (j->members[i].part == part) r->rows[r->rows_n++] = member_row(c, j, i, unit, places[j->parts_n + i]);
    }
    if (!p && !r->rows_n) return;
    v->parts_n++;
    if (!p) return;
    r->name = p->what;
    r->asked = consortium_wants(c, p);
    r->days = consortium_day_words(c, p->days);
    r->where = places[p - j->parts];
    r->certificates = consortium_set(c, &certificate_choices, p->each_holds | p->one_holds);
    r->insured = consortium_money(c, p->insured);
    r->by_on = p->by_on;
    r->until_on = p->until_on;
    r->sum = consortium_given(c, j, p);
    if (!j->may_write || consortium_is_settled(j->k)) return;
    Str at = id_str(c->arena, part);
    r->edit = arena_printf(c->arena, "/consortium-parts/%.*s/edit?back=/consortia/%.*s", STR_ARG(at), STR_ARG(id));
    r->add = arena_printf(c->arena, "/consortium-members/new?consortium=%.*s&part=%.*s&back=/consortia/%.*s",
                          STR_ARG(id), STR_ARG(at), STR_ARG(id));
}

static Fault members_draw(Buf *b, const Page *pg, const void *rec) {
    const Consortium *k = rec;
    Ctx      *c = pg->c;
    Joint     j;
    int64_t   shares[JOIN_MEMBERS_MAX];
    size_t    n = 0;
    TRY(joint_load(c, k, &j));
    JointView v = {.parts = ARENA_ARRAY(c->arena, PartRow, j.parts_n + 1), .may_write = j.may_write,
                   .priced = k->form != CONSORTIUM_FORM_PURCHASE,
                   .supplied = k->form == CONSORTIUM_FORM_SUPPLY};
    Id  *ids = ARENA_ARRAY(c->arena, Id, j.parts_n + j.members_n + 1);
    Str *places = ARENA_ARRAY(c->arena, Str, j.parts_n + j.members_n + 1);
    for (size_t i = 0; i < j.parts_n; i++) ids[i] = j.parts[i].to_place;
    for (size_t i = 0; i < j.members_n; i++) ids[j.parts_n + i] = j.members[i].to_place;
    if (j.parts_n + j.members_n) TRY(ent_labels(c, ids, j.parts_n + j.members_n, places));
    for (size_t i = 0; i < j.parts_n; i++) part_add(c, &j, &j.parts[i], places, &v);
    part_add(c, &j, NULL, places, &v);
    for (size_t i = 0; i < j.members_n && n < JOIN_MEMBERS_MAX; i++) {
        if (j.members[i].says != CONSORTIUM_SAYS_LEFT) shares[n++] = consortium_share(&j.members[i]);
    }
    if (v.priced && n) v.shares = consortium_percent(c, join_shares(shares, n).sum);
    Str id = id_str(c->arena, k->head.id);
    if (j.may_write && !consortium_is_settled(k)) {
        v.add_part = arena_printf(c->arena, "/consortium-parts/new?consortium=%.*s&back=/consortia/%.*s", STR_ARG(id),
                                  STR_ARG(id));
    }
    if (!v.parts_n) page_part_waits(pg);
    consortium_members_html(b, pg, &v);
    return OK;
}

const RecordPart CONSORTIUM_MEMBERS_PART = {.entity = &consortium_entity, .anchor = "members",
                                            .title = T_CONSORTIUM_WHO_GIVES, .order = 2, .draw = members_draw};
