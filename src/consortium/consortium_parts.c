/* consortium_parts.c - consortia on the page of an actor, of what they answer, and on the owner's page. */
#include "consortium/consortium_page.h"

#include "actor_ent.h"
#include "coming_ent.h"
#include "ent/list.h"

enum { SHOWN_MAX = 12, OWN_MAX = 10 };

static JoinedLine line_of(Ctx *c, Id id, Str title, int form, int state) {
    return (JoinedLine){.title = title, .href = view_record_path(c, &consortium_entity, id),
                        .form = choice_label(&consortium_form_choices, form), .tint = consortium_tint(state),
                        .state = choice_label(&consortium_state_choices, state)};
}

/* ---- an actor ---------------------------------------------------------------------------------------------------- */

static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *a = rec;
    Ctx         *c = pg->c;
    JoinedRow    rows[SHOWN_MAX];
    size_t       n;
    if (!(c->who.roles & CONSORTIUM_READERS)) return OK;
    TRY(consortia_of_actor(c, a->head.id, rows, SHOWN_MAX, &n));
    if (!n) return OK;
    JoinedList v = {.rows = ARENA_ARRAY(c->arena, JoinedLine, n)};
    for (size_t i = 0; i < n; i++) {
        v.rows[v.rows_n++] = line_of(c, rows[i].id, rows[i].title, rows[i].form, rows[i].state);
    }
    v.all = arena_printf(c->arena, "/consortia?with=%.*s", STR_ARG(id_str(c->arena, a->head.id)));
    consortium_card_html(b, pg, &v);
    return OK;
}

const RecordPart CONSORTIUM_ACTOR_PART = {.entity = &actor_entity, .anchor = "consortia",
                                          .title = T_ENT_CONSORTIUM_MANY, .side = true, .order = 13,
                                          .draw = actor_draw};

/* ---- what they answer -------------------------------------------------------------------------------------------- */

static Fault answers_draw(Buf *b, const Page *pg, int field, Id to, const char *argument) {
    ListSpec s = {.entity = &consortium_entity, .limit = SHOWN_MAX, .n_filters = 1};
    Ctx     *c = pg->c;
    void    *rows;
    size_t   n;
    if (!(c->who.roles & CONSORTIUM_READERS)) return OK;
    s.filters[0] = (ListFilter){.field = &consortium_entity.fields[field], .op = LIST_EQ, .val = v_id(to)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    JoinedList v = {.rows = ARENA_ARRAY(c->arena, JoinedLine, n + 1)};
    for (size_t i = 0; i < n; i++) {
        const Consortium *k = (const Consortium *)rows + i;
        v.rows[v.rows_n++] = line_of(c, k->head.id, tri_best(&k->title, c->reader.lang, NULL), k->form, k->state);
    }
    if ((c->who.roles & ROLES_STAFF) && ent_may_write(c, &consortium_entity, NULL)) {
        v.add = arena_printf(c->arena, "/consortia/new?form=supply&%s=%.*s", argument, STR_ARG(id_str(c->arena, to)));
    }
    if (!v.rows_n && !v.add.n) return OK;
    if (!v.rows_n) page_part_waits(pg);
    consortium_card_html(b, pg, &v);
    return OK;
}

static Fault purchase_draw(Buf *b, const Page *pg, const void *rec) {
    const ComingPurchase *p = rec;
    return answers_draw(b, pg, CONSORTIUM_F_PURCHASE, p->head.id, "purchase");
}

static Fault request_draw(Buf *b, const Page *pg, const void *rec) {
    const QuoteRequest *r = rec;
    return answers_draw(b, pg, CONSORTIUM_F_REQUEST, r->head.id, "request");
}

const RecordPart CONSORTIUM_PURCHASE_PART = {.entity = &coming_purchase_entity, .anchor = "together",
                                             .title = T_CONSORTIUM_TOGETHER_TITLE, .order = 8, .draw = purchase_draw};
const RecordPart CONSORTIUM_REQUEST_PART = {.entity = &quote_request_entity, .anchor = "together",
                                            .title = T_CONSORTIUM_TOGETHER_TITLE, .order = 8, .draw = request_draw};

/* ---- the owner's page -------------------------------------------------------------------------------------------- */

/* Who else is in it: by name alone, as the program knows them, since an owner agrees to be in it with these. */
static Str others_of(Ctx *c, const ConsortiumMember *v, size_t n, const ConsortiumMember *own) {
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str   *names = ARENA_ARRAY(c->arena, Str, n + 1);
    size_t there = 0;
    Buf    b;
    for (size_t i = 0; i < n; i++) {
        bool twice = v[i].says == CONSORTIUM_SAYS_LEFT || v[i].actor == own->actor;
        for (size_t o = 0; o < there; o++) twice = twice || ids[o] == v[i].actor;
        if (!twice) ids[there++] = v[i].actor;
    }
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = there ? ent_labels(c, ids, there, names) : OK;
    c->who = kept;
    buf_init(&b, 8000);
    for (size_t i = 0; f == OK && i < there; i++) {
        if (b.n) buf_lit(&b, ", ");
        plain_name(&b, names[i]);
    }
    return buf_keep(c->arena, &b);
}

/* Who leads is told by when it is offered and what still lacks, as far as they see it; once offered nothing waits. */
static Fault own_deadline(Ctx *c, const Consortium *k, const ConsortiumMember *m, OwnJoint *r) {
    Consortium *seen = ent_new(c, &consortium_entity);
    Joint       j;
    bool waits = k->state == CONSORTIUM_STATE_FORMING || k->state == CONSORTIUM_STATE_AGREED;
    if (m->role != CONSORTIUM_ROLE_LEAD || !k->answer_by || !waits || k->form != CONSORTIUM_FORM_SUPPLY) return OK;
    r->answer_by = k->answer_by;
    Fault f = ent_load(c, &consortium_entity, k->head.id, seen);
    if (f != OK) return f == NOT_FOUND ? OK : f;
    TRY(joint_load(c, seen, &j));
    r->lacks = consortium_lacks_words(c, &j);
    if (!r->lacks.n) r->lacks = tr(c->reader.lang, T_CONSORTIUM_NOTHING_LACKS);
    return OK;
}

static Fault own_row(Ctx *c, const OwnRow *at, OwnJoint *r) {
    Consortium       *k = ent_new(c, &consortium_entity);
    ConsortiumMember *m = ent_new(c, &consortium_member_entity), *all;
    ConsortiumPart   *p = ent_new(c, &consortium_part_entity);
    size_t            n;
    TRY(ent_load_as_program(c, &consortium_entity, at->consortium, k));
    TRY(ent_load_as_program(c, &consortium_member_entity, at->member, m));
    if (m->part) TRY(ent_load_as_program(c, &consortium_part_entity, m->part, p));
    TRY(consortium_members_as_program(c, k->head.id, &all, &n));
    *r = (OwnJoint){.title = tri_best(&k->title, c->reader.lang, NULL), .part = p->what,
                    .path = view_record_path(c, &consortium_member_entity, m->head.id),
                    .form = choice_label(&consortium_form_choices, k->form),
                    .state = choice_label(&consortium_state_choices, k->state),
                    .role = choice_label(&consortium_role_choices, m->role), .who = others_of(c, all, n, m),
                    .gives = p->head.id ? consortium_amount(c, m->capacity, p->counted_in) : (Str){0},
                    .share = consortium_percent(c, consortium_share(m)), .waits = m->says == CONSORTIUM_SAYS_ASKED,
                    .agreed = m->says == CONSORTIUM_SAYS_AGREED};
    TRY(own_deadline(c, k, m, r));
    if (k->buyer) {
        const Who kept = c->who;
        c->who = who_program(c);
        Fault f = ent_labels(c, &k->buyer, 1, &r->buyer);
        c->who = kept;
        TRY(f);
    }
    Fault f = ent_load(c, &consortium_entity, k->head.id, k);
    if (f == OK) r->href = view_record_path(c, &consortium_entity, k->head.id);
    return f == NOT_FOUND ? OK : f;
}

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx   *c = pg->c;
    OwnRow own[OWN_MAX];
    size_t n;
    TRY(consortium_rows_mine(c, k->client, own, OWN_MAX, &n));
    if (!n) return OK;
    OwnJoints v = {.rows = ARENA_ARRAY(c->arena, OwnJoint, n)};
    for (size_t i = 0; i < n; i++) TRY(own_row(c, &own[i], &v.rows[v.rows_n++]));
    consortium_mine_html(b, pg, &v);
    return OK;
}

const MinePart CONSORTIUM_MINE = {.order = 26, .waits = true, .draw = mine_draw};
