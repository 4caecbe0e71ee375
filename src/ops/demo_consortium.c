/* demo_consortium.c - invented consortia of the demo: bread for a kitchen with something missing, paper bags bought
** together, a day sold as one package. */
#include "ops/demo.h"

#include "actor/actor.h"
#include "consortium/consortium.h"
#include "listing_ent.h"
#include "place/place.h"

enum { AGOROT = 100, HUNDREDTHS = 100 };

static int64_t money_of(const DemoLine *l, const char *name) {
    int64_t whole = demo_number(l, name, NUMBER_NONE);
    return whole == NUMBER_NONE ? NUMBER_NONE : whole * AGOROT;
}

static Day day_at(const Ctx *c, const DemoLine *l, const char *name) {
    return demo_get(l, name).n ? demo_day(c, demo_number(l, name, 0)) : 0;
}

/* Names with commas between. */
static int64_t set_of(const DemoLine *l, const char *name, const Choices *choices) {
    Str     rest = demo_get(l, name), one;
    int64_t bits = 0;
    while (rest.n && str_split(&rest, ',', &one)) {
        int value = choice_value(choices, one);
        if (value) bits |= (int64_t)1 << (value - 1);
    }
    return bits;
}

static Fault place_of(Ctx *c, const DemoLine *l, const char *name, Id *ret_id) {
    *ret_id = 0;
    return demo_get(l, name).n ? place_by_code(c, demo_get(l, name), ret_id) : OK;
}

Fault demo_consortium(Ctx *c, Demoing *m, const DemoLine *l) {
    Consortium *k = ent_new(c, &consortium_entity);
    for (int i = 0; i < LANG_N; i++) {
        k->title.v[i] = demo_get(l, lang_code((Lang)i));
        if (k->title.v[i].n) k->title.state[i] = TEXT_WRITTEN;
    }
    k->form = choice_value(&consortium_form_choices, demo_get(l, "form"));
    k->state = choice_value(&consortium_state_choices, demo_get(l, "state"));
    TRY(place_of(c, l, "place", &k->place));
    k->buyer = demo_of(m, demo_get(l, "buyer"));
    k->purchase = demo_of(m, demo_get(l, "purchase"));
    k->about = demo_get(l, "about");
    k->price = money_of(l, "price");
    k->answer_by = day_at(c, l, "by");
    k->owner = demo_of(m, demo_get(l, "owner"));
    if (k->state > CONSORTIUM_STATE_FORMING) k->agreed_on = demo_day(c, -30);
    k->head.visibility = VIS_UNIT;
    k->is_demo = 1;
    TRY(demo_save_by(c, k->owner, &consortium_entity, k));
    demo_keep(m, l->key, k->head.id);
    return OK;
}

Fault demo_joint_part(Ctx *c, Demoing *m, const DemoLine *l) {
    ConsortiumPart *p = ent_new(c, &consortium_part_entity);
    p->consortium = demo_of(m, demo_get(l, "of"));
    p->what = demo_get(l, "what");
    Fault f = category_by_code(c, demo_get(l, "category"), &p->category);
    if (f != OK && f != NOT_FOUND) return f;
    p->counted_in = demo_get(l, "unit");
    p->quantity = demo_number(l, "n", NUMBER_NONE);
    p->rhythm = choice_value(&consortium_rhythm_choices, demo_get(l, "often"));
    p->days = set_of(l, "days", &consortium_days_choices);
    TRY(place_of(c, l, "to", &p->to_place));
    p->km = demo_number(l, "km", NUMBER_NONE);
    p->each_holds = set_of(l, "each", &certificate_choices);
    p->one_holds = set_of(l, "one", &certificate_choices);
    p->insured = money_of(l, "insured");
    p->insured_how = choice_value(&insured_how_choices, demo_get(l, "how"));
    p->by_on = day_at(c, l, "by");
    p->until_on = day_at(c, l, "till");
    p->is_demo = 1;
    TRY(ent_save(c, &consortium_part_entity, p));
    demo_keep(m, l->key, p->head.id);
    return OK;
}

/* "kosher:200,halal:30": days from today; a number alone holds for all that are held. */
static Fault until_of(Ctx *c, const DemoLine *l, ConsortiumMember *v) {
    Str rest = demo_get(l, "until"), one;
    while (rest.n && str_split(&rest, ',', &one)) {
        Str     name = one, days = one;
        int64_t n;
        bool    named = str_split(&days, ':', &name) && days.n;
        int     only = named ? choice_value(&certificate_choices, name) : 0;
        if (!str_int(named ? days : one, &n)) return fail(c, INVALID, "consortium_member", 0);
        for (int bit = 0; bit < JOIN_CERTIFICATES; bit++) {
            bool meant = only ? bit == only - 1 : v->certificates >> bit & 1;
            if (meant) *(Day *)field_at(&consortium_member_entity.fields[CONSORTIUM_MEMBER_F_KOSHER_UNTIL + bit], v) =
                demo_day(c, (int)n);
        }
    }
    return OK;
}

/* share= in hundredths of a per cent; before= in agorot; yes=: who said so. */
Fault demo_joint_member(Ctx *c, Demoing *m, const DemoLine *l) {
    ConsortiumMember *v = ent_new(c, &consortium_member_entity);
    v->consortium = demo_of(m, demo_get(l, "of"));
    v->actor = demo_of(m, demo_get(l, "who"));
    v->role = demo_get(l, "lead").n ? CONSORTIUM_ROLE_LEAD : CONSORTIUM_ROLE_MEMBER;
    v->part = demo_of(m, demo_get(l, "part"));
    v->capacity = demo_number(l, "n", NUMBER_NONE);
    v->days = set_of(l, "days", &consortium_days_choices);
    v->km = demo_number(l, "km", NUMBER_NONE);
    TRY(place_of(c, l, "to", &v->to_place));
    v->certificates = set_of(l, "has", &certificate_choices);
    TRY(until_of(c, l, v));
    v->insured = money_of(l, "insured");
    int64_t share = demo_number(l, "share", NUMBER_NONE);
    if (share != NUMBER_NONE) v->share = (double)share / HUNDREDTHS;
    v->price_before = demo_number(l, "before", NUMBER_NONE);
    v->agreed_words = demo_get(l, "yes");
    if (v->agreed_words.n) {
        v->says = CONSORTIUM_SAYS_AGREED;
        v->agreed_on = demo_day(c, -12);
        v->contact_shown = demo_get(l, "contact").n > 0;
    }
    v->is_demo = 1;
    TRY(ent_save(c, &consortium_member_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

/* Prices in agorot. */
Fault demo_joint_quote(Ctx *c, Demoing *m, const DemoLine *l) {
    ConsortiumQuote *q = ent_new(c, &consortium_quote_entity);
    q->consortium = demo_of(m, demo_get(l, "of"));
    q->part = demo_of(m, demo_get(l, "part"));
    q->supplier = demo_of(m, demo_get(l, "supplier"));
    q->from_one = demo_number(l, "from1", 1);
    q->price_one = demo_number(l, "price1", NUMBER_NONE);
    q->from_two = demo_number(l, "from2", NUMBER_NONE);
    q->price_two = demo_number(l, "price2", NUMBER_NONE);
    q->extra = demo_number(l, "extra", NUMBER_NONE);
    q->terms = demo_get(l, "terms");
    q->valid_until = day_at(c, l, "until");
    q->is_demo = 1;
    return ent_save(c, &consortium_quote_entity, q);
}

Fault demo_packages(Ctx *c, Demoing *m, const DemoLine *l) {
    Id id = demo_of(m, demo_get(l, "of"));
    return consortium_sold(c, id, day_at(c, l, "on"), demo_number(l, "n", 1), ent_new(c, &consortium_entity));
}
