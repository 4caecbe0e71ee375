/* leverage_form.c - posting a pair, and wording it anew: one form for both sides. */
#include "leverage/leverage_page.h"

#include "actor/actor.h"

#include <stddef.h>

/* The form as a record of its own, so that its fields are drawn, read and checked as those of every noun. */
typedef struct Words {
    Head        head;
    LeverageNew n;
} Words;

enum { W_HOLDER, W_PLACE, W_ASKS, W_ASKS_MORE, W_GIVES, W_GIVES_MORE, W_N };
#define AT(member) (offsetof(Words, n) + offsetof(LeverageNew, member))
static const Field FIELDS[W_N] = {
    [W_HOLDER] = {.name = "holder", .type = F_REF, .offset = AT(holder), .flags = FIELD_REQUIRED, .to = &actor_entity,
                  .label = T_ENT_LEVERAGE_HOLDER},
    [W_PLACE] = {.name = "place", .type = F_REF, .offset = AT(place), .flags = FIELD_REQUIRED, .to = &place_entity,
                 .label = T_ENT_LEVERAGE_PLACE},
    [W_ASKS] = {.name = "asks", .type = F_TRI, .offset = AT(asks), .min = 1, .max = 160, .flags = FIELD_REQUIRED,
                .label = T_LEVERAGE_ASKS, .hint = T_LEVERAGE_ASKS_HINT},
    [W_ASKS_MORE] = {.name = "asks_more", .type = F_LINES, .offset = AT(asks_more), .max = 2000,
                     .label = T_LEVERAGE_MORE},
    [W_GIVES] = {.name = "gives", .type = F_TRI, .offset = AT(gives), .min = 1, .max = 160, .flags = FIELD_REQUIRED,
                 .label = T_LEVERAGE_GIVES, .hint = T_LEVERAGE_GIVES_HINT},
    [W_GIVES_MORE] = {.name = "gives_more", .type = F_LINES, .offset = AT(gives_more), .max = 2000,
                      .label = T_LEVERAGE_MORE},
};
static const Entity FORM = {.name = "leverage_form", .size = sizeof(Words), .fields = FIELDS, .n_fields = W_N,
                            .label = -1, .parent_field = -1};

static Html field(Ctx *c, const Request *rq, const Words *w, int first, int last) {
    Buf b;
    buf_init(&b, 1 << 19);
    for (int i = first; i <= last; i++) {
        ent_field_html(c, &b, &FORM, &FIELDS[i], w, rq->method == POST ? &rq->form : NULL);
    }
    return html_keep(c->arena, &b);
}

/* `name`: of the business, when it is settled. */
static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Words *w, Id id, bool own) {
    PairForm v = {.title = id ? T_LEVERAGE_WORD : T_LEVERAGE_ADD,
                  .action = id ? leverage_path(c, id) : LIT("/leverages"),
                  .asks = field(c, rq, w, W_ASKS, W_ASKS_MORE),
                  .gives = field(c, rq, w, W_GIVES, W_GIVES_MORE)};
    v.back = id ? v.action : own ? LIT("/mine") : LIT("/leverages");
    if (own && w->n.holder) TRY(ent_labels(c, &w->n.holder, 1, &v.mine));
    if (!id) v.fields = field(c, rq, w, v.mine.n ? W_PLACE : W_HOLDER, W_PLACE);
    if (v.mine.n && !id) v.holder = id_str(c->arena, w->n.holder);
    Page pg = page_new(c, rq, NAV_LISTINGS, tr(c->reader.lang, v.title));
    pg.crumbs[pg.n_crumbs++] = own ? (Crumb){LIT("/mine"), tr(c->reader.lang, T_MINE_TITLE)}
                                   : (Crumb){LIT("/leverages"), tr(c->reader.lang, T_ENT_LEVERAGE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, leverage_form_page, &v);
    return page_send(&pg, rp, leverage_form_page, &v);
}

/* A business is of its town. */
static Fault begin(Ctx *c, Words *w) {
    Actor *a = ent_new(c, &actor_entity);
    if (!w->n.holder) return OK;
    Fault f = ent_load(c, &actor_entity, w->n.holder, a);
    if (f == NOT_FOUND) w->n.holder = 0;
    if (f == OK && !w->n.place) w->n.place = a->locality ? a->locality : a->head.unit;
    return f == NOT_FOUND ? OK : f;
}

/* The words of a pair that is there; who may change them. */
static Fault words_of(Ctx *c, Id id, Words *w, bool *ret_speaks) {
    Leverage *v = ent_new(c, &leverage_entity);
    Listing  *asks = ent_new(c, &listing_entity), *gives = ent_new(c, &listing_entity);
    TRY(ent_load(c, &leverage_entity, id, v));
    bool staff = (c->who.roles & ROLES_STAFF) && ent_may_write(c, &leverage_entity, &v->head);
    *ret_speaks = false;
    if (!staff) TRY(leverage_speaks(c, v->holder, ret_speaks));
    if (!staff && !*ret_speaks) return fail(c, NOT_ALLOWED, "leverage", id);
    TRY(ent_load(c, &listing_entity, v->asks, asks));
    TRY(ent_load(c, &listing_entity, v->gives, gives));
    w->n = (LeverageNew){.holder = v->holder, .place = v->place, .asks = asks->title, .gives = gives->title,
                         .asks_more = asks->details, .gives_more = gives->details};
    return OK;
}

/* GET /leverages/new?holder=ID, GET /leverages/ID/edit. */
Fault get_leverage_form(Ctx *c, const Request *rq, Reply *rp) {
    Words *w = ent_new(c, &FORM);
    bool   staff = c->who.roles & ROLES_STAFF, speaks = false;
    if (rq->ids[0]) {
        TRY(words_of(c, rq->ids[0], w, &speaks));
        return draw(c, rq, rp, w, rq->ids[0], speaks);
    }
    ent_form_read(c, &FORM, &rq->args, w);
    c->complaints.n = 0;
    TRY(begin(c, w));
    if (!staff) {
        TRY(leverage_speaks(c, w->n.holder, &speaks));
        if (!speaks) return fail(c, NOT_ALLOWED, "leverage", 0);
    }
    return draw(c, rq, rp, w, 0, speaks);
}

/* POST /leverages, POST /leverages/ID. */
Fault post_leverage_form(Ctx *c, const Request *rq, Reply *rp) {
    Words    *w = ent_new(c, &FORM);
    Leverage *v = ent_new(c, &leverage_entity);
    bool      speaks = false;
    Id        id = rq->ids[0];
    if (id) TRY(words_of(c, id, w, &speaks));
    Id holder = w->n.holder, place = w->n.place;
    ent_form_read(c, &FORM, &rq->form, w);
    if (id) w->n.holder = holder;
    if (id) w->n.place = place;
    if (!id && !(c->who.roles & ROLES_STAFF)) {
        TRY(leverage_speaks(c, w->n.holder, &speaks));
        if (!speaks) return fail(c, NOT_ALLOWED, "leverage", 0);
    }
    if (!c->complaints.n) ent_check_fields(c, &FORM, w);
    Fault f = c->complaints.n ? INVALID
              : id            ? leverage_words(c, id, &w->n, speaks)
                              : leverage_post(c, &w->n, speaks, v);
    if (f == INVALID) return draw(c, rq, rp, w, id, speaks);
    TRY(f);
    reply_go(c, rp, leverage_path(c, id ? id : v->head.id), id ? T_LEVERAGE_WORDED : T_LEVERAGE_POSTED, NULL, 0);
    return OK;
}
