/* demo_wish.c - invented wishes of residents, the themes they were sorted into, and goals of places. */
#include "ops/demo.h"

#include "future/future_store.h"
#include "place/place.h"

static Fault place_at(Ctx *c, const DemoLine *l, Id *ret_id) { return place_by_code(c, demo_get(l, "place"), ret_id); }

static void tri_at(const DemoLine *l, const char *prefix, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "%s%s", prefix, lang_code((Lang)i));
        t->v[i] = demo_get(l, name);
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

Fault demo_theme(Ctx *c, Demoing *m, const DemoLine *l) {
    Theme    *t = ent_new(c, &theme_entity);
    WishPage *p = ent_new(c, &wish_page_entity);
    tri_at(l, "", &t->name);
    t->is_demo = 1;
    TRY(place_at(c, l, &t->place));
    TRY(ent_save(c, &theme_entity, t));
    demo_keep(m, l->key, t->head.id);
    if (demo_get(l, "hands").n) {
        HandCount *h = ent_new(c, &hand_count_entity);
        h->theme = t->head.id;
        h->hands = demo_number(l, "hands", 1);
        h->held_on = demo_day(c, demo_number(l, "held", -10));
        h->held_at = demo_get(l, "at");
        TRY(ent_save(c, &hand_count_entity, h));
    }
    Fault f = wish_page_of(c, t->place, p);       /* the page makes the votes' hashes */
    if (f == NOT_FOUND) f = future_publish(c, t->place, false, p);
    TRY(f);
    for (int64_t i = 0; i < demo_number(l, "votes", 0); i++) {
        TRY(theme_vote(c, p, t->head.id, arena_printf(c->arena, "demo %lld", (long long)i), false));
    }
    return OK;
}

Fault demo_wish(Ctx *c, Demoing *m, const DemoLine *l) {
    Wish  *w = ent_new(c, &wish_entity);
    Id     themes[8];
    size_t n = 0;
    Str    keys = demo_get(l, "themes"), key;
    w->words = demo_get(l, "words");
    w->way = choice_value(&wish_way_choices, demo_get(l, "way"));
    w->describes = choice_value(&wish_group_choices, demo_get(l, "describes"));
    w->lang = demo_get(l, "lang");
    w->told_on = demo_day(c, demo_number(l, "days", 0));
    w->fit = str_eq(demo_get(l, "fit"), LIT("yes"));
    w->door = demo_of(m, demo_get(l, "door"));
    w->is_demo = 1;
    TRY(place_at(c, l, &w->place));
    TRY(ent_save(c, &wish_entity, w));
    demo_keep(m, l->key, w->head.id);
    while (n < 8 && str_split(&keys, ',', &key)) themes[n++] = demo_of(m, key);
    return n ? wish_sort(c, w, themes, n) : OK;
}

Fault demo_aim(Ctx *c, Demoing *m, const DemoLine *l) {
    Aim   *a = ent_new(c, &aim_entity);
    Id     themes[8];
    size_t n = 0;
    Str    keys = demo_get(l, "themes"), key;
    tri_at(l, "", &a->text);
    tri_at(l, "measure_", &a->measure);
    tri_at(l, "reason_", &a->reason);
    a->line = choice_value(&goal_line_choices, demo_get(l, "line"));
    a->state = choice_value(&goal_state_choices, demo_get(l, "state"));
    a->horizon = demo_number(l, "horizon", NUMBER_NONE);
    a->owner = demo_of(m, demo_get(l, "owner"));
    if (a->owner) a->taken_on = demo_day(c, -14);
    a->is_demo = 1;
    TRY(place_at(c, l, &a->place));
    TRY(ent_save(c, &aim_entity, a));
    demo_keep(m, l->key, a->head.id);
    while (n < 8 && str_split(&keys, ',', &key)) themes[n++] = demo_of(m, key);
    return aim_link(c, a, themes, n);
}

Fault demo_wish_page(Ctx *c, Demoing *m, const DemoLine *l) {
    WishPage *p = ent_new(c, &wish_page_entity);
    Id        place;
    (void)m;
    TRY(place_at(c, l, &place));
    return future_publish(c, place, true, p);
}

Fault demo_picture(Ctx *c, Demoing *m, const DemoLine *l) {
    Picture *p = ent_new(c, &picture_entity);
    tri_at(l, "", &p->text);
    p->horizon = demo_number(l, "horizon", 2035);
    p->signatories = demo_get(l, "signed");
    p->told_on = demo_day(c, demo_number(l, "days", 0));
    p->shown = str_eq(demo_get(l, "shown"), LIT("yes"));
    p->is_demo = 1;
    TRY(place_at(c, l, &p->place));
    TRY(ent_save(c, &picture_entity, p));
    demo_keep(m, l->key, p->head.id);
    return OK;
}

Fault demo_proposal(Ctx *c, Demoing *m, const DemoLine *l) {
    Proposal *p = ent_new(c, &proposal_entity);
    tri_at(l, "", &p->title);
    tri_at(l, "what_", &p->what);
    tri_at(l, "decision_", &p->decision);
    tri_at(l, "why_", &p->why);
    p->brought_by = demo_get(l, "by");
    p->brought_on = demo_day(c, demo_number(l, "days", 0));
    p->prevailed = choice_value(&opinion_prevailed_choices, demo_get(l, "prevailed"));
    if (p->prevailed) {
        p->state = PROPOSAL_STATE_DECIDED;
        p->decided_on = demo_day(c, demo_number(l, "decided", 0));
    }
    p->shown = str_eq(demo_get(l, "shown"), LIT("yes"));
    p->is_demo = 1;
    TRY(place_at(c, l, &p->place));
    TRY(ent_save(c, &proposal_entity, p));
    demo_keep(m, l->key, p->head.id);
    return OK;
}

Fault demo_opinion(Ctx *c, Demoing *m, const DemoLine *l) {
    Opinion *o = ent_new(c, &opinion_entity);
    o->proposal = demo_of(m, demo_get(l, "proposal"));
    o->standing = choice_value(&opinion_standing_choices, demo_get(l, "standing"));
    o->view = choice_value(&opinion_view_choices, demo_get(l, "view"));
    o->words = demo_get(l, "words");
    o->who = demo_get(l, "who");
    return ent_save(c, &opinion_entity, o);
}
