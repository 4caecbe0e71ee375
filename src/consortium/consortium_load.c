/* consortium_load.c - all of one consortium, as the engine reckons it and as people read it. */
#include "consortium/consortium_page.h"

#include "ent/list.h"
#include "lang/show.h"

#include <math.h>

Fault consortium_members_as_program(Ctx *c, Id id, ConsortiumMember **ret_v, size_t *ret_n) {
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = consortium_members_of(c, id, ret_v, ret_n);
    c->who = kept;
    return f;
}

Fault joint_load(Ctx *c, const Consortium *k, Joint *ret_j) {
    *ret_j = (Joint){.k = k};
    TRY(consortium_parts_of(c, k->head.id, &ret_j->parts, &ret_j->parts_n));
    TRY(consortium_members_of(c, k->head.id, &ret_j->members, &ret_j->members_n));
    Id *ids = ARENA_ARRAY(c->arena, Id, ret_j->members_n + 1);
    ret_j->names = ARENA_ARRAY(c->arena, Str, ret_j->members_n + 1);
    for (size_t i = 0; i < ret_j->members_n; i++) ids[i] = ret_j->members[i].actor;
    if (ret_j->members_n) TRY(ent_labels(c, ids, ret_j->members_n, ret_j->names));
    bool over = k->state == CONSORTIUM_STATE_LOST || k->state == CONSORTIUM_STATE_ENDED || k->head.archived_at;
    ret_j->may_write = !over && (c->who.roles & ROLES_STAFF) && ent_may_write(c, &consortium_entity, &k->head);
    return OK;
}

Fault consortium_load_mine(Ctx *c, Id id, Consortium *ret_k) {
    TRY(ent_load(c, &consortium_entity, id, ret_k));
    return ent_may_write(c, &consortium_entity, &ret_k->head) ? OK : fail(c, NOT_ALLOWED, "consortium", id);
}

int64_t consortium_share(const ConsortiumMember *m) { return isnan(m->share) ? NUMBER_NONE : llround(m->share * 100); }

JoinPart consortium_asked(const Ctx *c, const ConsortiumPart *p) {
    Day today = c->reader.today;
    return (JoinPart){.quantity = p->quantity, .rhythm = p->rhythm, .days = p->days, .to_place = p->to_place,
                      .km = p->km, .each_holds = p->each_holds, .one_holds = p->one_holds, .insured = p->insured,
                      .insured_how = p->insured_how, .by_on = p->by_on, .on = p->by_on > today ? p->by_on : today};
}

JoinMember consortium_gives(const ConsortiumMember *m) {
    return (JoinMember){.capacity = m->capacity, .days = m->days, .to_place = m->to_place, .km = m->km,
                        .certificates = m->certificates, .certified_until = m->certified_until, .insured = m->insured,
                        .agreed = m->says == CONSORTIUM_SAYS_AGREED};
}

size_t joint_carriers(const Joint *j, Id part, size_t *ret_at) {
    size_t n = 0;
    for (size_t i = 0; i < j->members_n && n < JOIN_MEMBERS_MAX; i++) {
        if (j->members[i].part == part && j->members[i].says != CONSORTIUM_SAYS_LEFT) ret_at[n++] = i;
    }
    return n;
}

/* ---- as people read it ------------------------------------------------------------------------------------------- */

/* The unit stands outside of the number's isolate, so that what it stands in takes its direction from the word. */
Str consortium_amount(Ctx *c, int64_t n, Str unit) {
    Buf b;
    if (n == NUMBER_NONE) return (Str){0};
    buf_init(&b, 400);
    plain_number(&b, &c->reader, n);
    if (unit.n) buf_byte(&b, ' ');
    buf_add(&b, unit);
    return buf_keep(c->arena, &b);
}

Str consortium_money(Ctx *c, int64_t minor) {
    Buf b;
    if (minor == NUMBER_NONE) return (Str){0};
    buf_init(&b, 128);
    plain_money(&b, &c->reader, minor, reader_currency(&c->reader));
    return buf_keep(c->arena, &b);
}

Str consortium_percent(Ctx *c, int64_t hundredths) {
    Buf b;
    if (hundredths == NUMBER_NONE) return (Str){0};
    int whole = (int)(hundredths / 100), rest = (int)(hundredths % 100);
    Str text = rest % 10 ? arena_printf(c->arena, "%d.%02d%%", whole, rest)
               : rest    ? arena_printf(c->arena, "%d.%d%%", whole, rest / 10)
                         : arena_printf(c->arena, "%d%%", whole);
    buf_init(&b, 64);
    plain_code(&b, text);
    return buf_keep(c->arena, &b);
}

/* Days that follow each other as "Sunday – Thursday". */
Str consortium_day_words(Ctx *c, int64_t days) {
    enum { RUN = 3 };
    Buf b;
    buf_init(&b, 2000);
    for (int d = 0; d < JOIN_DAYS; d++) {
        int last = d;
        if (!(days >> d & 1)) continue;
        while (last + 1 < JOIN_DAYS && days >> (last + 1) & 1) last++;
        if (last - d + 1 < RUN) last = d;
        if (b.n) buf_lit(&b, " \xC2\xB7 ");
        buf_add(&b, tr(c->reader.lang, choice_label(&consortium_days_choices, d + 1)));
        if (last > d) {
            buf_lit(&b, " \xE2\x80\x93 ");
            buf_add(&b, tr(c->reader.lang, choice_label(&consortium_days_choices, last + 1)));
        }
        d = last;
    }
    return buf_keep(c->arena, &b);
}

Str consortium_set(Ctx *c, const Choices *choices, int64_t bits) {
    Buf b;
    buf_init(&b, 2000);
    for (int i = 0; i < choices->n; i++) {
        if (!(bits >> (choices->v[i].value - 1) & 1)) continue;
        if (b.n) buf_lit(&b, " \xC2\xB7 ");
        buf_add(&b, tr(c->reader.lang, choices->v[i].label));
    }
    return buf_keep(c->arena, &b);
}

Str consortium_tint(int state) {
    switch (state) {
    case CONSORTIUM_STATE_FORMING: return LIT("warn");
    case CONSORTIUM_STATE_OFFERED: return LIT("info");
    case CONSORTIUM_STATE_AGREED:
    case CONSORTIUM_STATE_WON:
    case CONSORTIUM_STATE_DELIVERING: return LIT("ok");
    default: return (Str){0};
    }
}
