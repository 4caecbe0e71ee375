/* consortium_note.c - writing down a delivery: from whom, on which day, how much, and what came of it. */
#include "consortium/consortium_page.h"

static const int FIELDS[] = {CONSORTIUM_DELIVERY_F_ON_DAY, CONSORTIUM_DELIVERY_F_QUANTITY, CONSORTIUM_DELIVERY_F_FATE,
                             CONSORTIUM_DELIVERY_F_REASON};

/* Members by name and part: each row is one choice. */
static Fault fill_choices(Ctx *c, const Consortium *k, Id chosen, NoteView *v) {
    Joint j;
    TRY(joint_load(c, k, &j));
    v->members = ARENA_ARRAY(c->arena, NoteChoice, j.members_n + 1);
    for (size_t i = 0; i < j.members_n; i++) {
        const ConsortiumMember *m = &j.members[i];
        if (m->says == CONSORTIUM_SAYS_LEFT) continue;
        NoteChoice *to = &v->members[v->members_n++];
        *to = (NoteChoice){.value = id_str(c->arena, m->head.id), .name = j.names[i], .chosen = m->head.id == chosen};
        for (size_t p = 0; p < j.parts_n; p++) {
            if (j.parts[p].head.id == m->part) to->part = j.parts[p].what;
        }
    }
    return OK;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Consortium *k, const ConsortiumDelivery *d) {
    Buf b;
    buf_init(&b, 1 << 18);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        ent_field_html(c, &b, &consortium_delivery_entity, &consortium_delivery_entity.fields[FIELDS[i]], d,
                       rq->method == POST ? &rq->form : NULL);
    }
    NoteView v = {.path = view_record_path(c, &consortium_entity, k->head.id), .action = rq->path,
                  .name = tri_best(&k->title, c->reader.lang, NULL), .fields = html_keep(c->arena, &b)};
    TRY(fill_choices(c, k, d->member, &v));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_CONSORTIUM_ADD_DELIVERY));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/consortia"), tr(c->reader.lang, T_ENT_CONSORTIUM_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, consortium_note_page, &v);
    return page_send(&pg, rp, consortium_note_page, &v);
}

/* GET /consortia/ID/delivery. */
Fault get_delivery_note(Ctx *c, const Request *rq, Reply *rp) {
    Consortium         *k = ent_new(c, &consortium_entity);
    ConsortiumDelivery *d = ent_new(c, &consortium_delivery_entity);
    TRY(consortium_load_mine(c, rq->ids[0], k));
    d->on_day = c->reader.today;
    d->fate = DELIVERY_FATE_RECEIVED;
    return draw(c, rq, rp, k, d);
}

Fault post_delivery_note(Ctx *c, const Request *rq, Reply *rp) {
    Consortium         *k = ent_new(c, &consortium_entity);
    ConsortiumDelivery *d = ent_new(c, &consortium_delivery_entity);
    TRY(consortium_load_mine(c, rq->ids[0], k));
    if (k->state != CONSORTIUM_STATE_DELIVERING) return fail(c, OVER, "consortium", k->head.id);
    ent_form_read(c, &consortium_delivery_entity, &rq->form, d);
    d->consortium = k->head.id;
    d->is_demo = k->is_demo;
    Fault f = c->complaints.n ? INVALID : ent_save(c, &consortium_delivery_entity, d);
    if (f == INVALID) return draw(c, rq, rp, k, d);
    TRY(f);
    Str path = view_record_path(c, &consortium_entity, k->head.id);
    reply_go(c, rp, arena_printf(c->arena, "%.*s#deliveries", STR_ARG(path)), T_VIEW_KEPT,
             (TrArg[]){TR_ARG("name", tri_best(&k->title, c->reader.lang, NULL))}, 1);
    return OK;
}
