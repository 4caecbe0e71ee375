/* way_page.c - the warm way between any two: who could introduce the one to the other. */
#include "weave/weave_page.h"

#include "actor/actor.h"
#include "ent/form.h"

/* The two fields of a tie stand for the two, so that they are typed, found and asked back about as everywhere. */
static Html fields_of(Ctx *c, const Tie *t, const Params *typed) {
    static const int FIELDS[] = {TIE_F_FROM_ACTOR, TIE_F_TO_ACTOR};
    Buf b;
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        ent_field_html(c, &b, &tie_entity, &tie_entity.fields[FIELDS[i]], t, typed);
    }
    return html_keep(c->arena, &b);
}

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &tie_entity);
    return html_keep(c->arena, &b);
}

/* GET /network/way: from_actor, to_actor. */
Fault get_weave_way(Ctx *c, const Request *rq, Reply *rp) {
    Tie     *t = ent_new(c, &tie_entity);
    WeaveWay ways[WAYS_SHOWN];
    WayView  v = {.asked = params_get(&rq->args, "from_actor").n || params_get(&rq->args, "to_actor").n};
    Params   two = {0};
    Param    args[4];
    for (size_t i = 0; i < rq->args.n && two.n < 4; i++) {
        Str name = rq->args.v[i].name;
        bool ours = str_eq(name, LIT("from_actor")) || str_eq(name, LIT("to_actor"));
        if (ours) args[two.n++] = rq->args.v[i];
    }
    two.v = args;
    if (v.asked) ent_form_read(c, &tie_entity, &two, t);
    if (v.asked && t->from_actor && t->from_actor == t->to_actor) complain(c, "to_actor", T_WEAVE_WAY_TWO);
    v.asked = v.asked && t->from_actor && t->to_actor && !c->complaints.n;
    if (v.asked) TRY(weave_apart(c, t->from_actor, t->to_actor, ways, WAYS_SHOWN, &v.ways_n));
    for (size_t i = 0; i < v.ways_n; i++) v.ways[i] = (WayLine){ways[i].steps, ways[i].steps_n};
    v.fields = fields_of(c, t, c->complaints.n ? &two : NULL);
    v.errors = errors_of(c);
    c->complaints.n = 0;
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_WEAVE_WAY_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/network"), tr(c->reader.lang, T_WEAVE_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, weave_way_page, &v);
}
