/* consortium_load.c - all of one consortium, as the engine reckons it and as people read it. */
#include "consortium/consortium_page.h"

#include "actor_ent.h"
#include "ent/list.h"
#include "lang/plain.h"
#include "lang/show.h"

#include <math.h>

Fault consortium_members_as_program(Ctx *c, Id id, ConsortiumMember **ret_v, size_t *ret_n) {
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = consortium_members_of(c, id, ret_v, ret_n);
    c->who = kept;
    return f;
}

static bool may_write(Ctx *c, const Consortium *k) {
    bool over = k->state == CONSORTIUM_STATE_LOST || k->state == CONSORTIUM_STATE_ENDED || k->head.archived_at;
    return !over && (c->who.roles & ROLES_STAFF) && ent_may_write(c, &consortium_entity, &k->head);
}

Fault joint_load(Ctx *c, const Consortium *k, Joint *ret_j) {
    *ret_j = (Joint){.k = k};
    TRY(consortium_parts_of(c, k->head.id, &ret_j->parts, &ret_j->parts_n));
    TRY(consortium_members_of(c, k->head.id, &ret_j->members, &ret_j->members_n));
    Id *ids = ARENA_ARRAY(c->arena, Id, ret_j->members_n + 1);
    ret_j->names = ARENA_ARRAY(c->arena, Str, ret_j->members_n + 1);
    for (size_t i = 0; i < ret_j->members_n; i++) ids[i] = ret_j->members[i].actor;
    if (ret_j->members_n) TRY(ent_labels(c, ids, ret_j->members_n, ret_j->names));
    ret_j->may_write = may_write(c, k);
    return OK;
}

/* Rows of all of them together; which belong to whom, the filters say. */
static Fault rows_of_all(Ctx *c, const Field *of, ListSpec *s, void **ret_v, size_t *ret_n) {
    for (int i = 0; i < s->n_filters; i++) s->filters[i].field = of;
    return list_run(c, s, false, ret_v, ret_n, NULL);
}

static int part_order(const void *a, const void *b) {
    const ConsortiumPart *x = a, *y = b;
    if (x->consortium != y->consortium) return x->consortium < y->consortium ? -1 : 1;
    return (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

static int member_order(const void *a, const void *b) {
    const ConsortiumMember *x = a, *y = b;
    if (x->consortium != y->consortium) return x->consortium < y->consortium ? -1 : 1;
    return (x->head.id > y->head.id) - (x->head.id < y->head.id);
}

Fault joints_load(Ctx *c, const Consortium *k, size_t n, Joint *ret_v) {
    void  *parts, *members;
    size_t parts_n, members_n;
    if (!n) return OK;
    int64_t  most = (int64_t)n * JOIN_MEMBERS_MAX;
    ListSpec s = {.entity = &consortium_part_entity, .limit = most < LIST_PAGE_MAX ? most : LIST_PAGE_MAX};
    for (size_t i = 0; i < n; i++) s.filters[s.n_filters++] = (ListFilter){.op = LIST_EQ, .val = v_id(k[i].head.id)};
    TRY(rows_of_all(c, &consortium_part_entity.fields[CONSORTIUM_PART_F_CONSORTIUM], &s, &parts, &parts_n));
    s.entity = &consortium_member_entity;
    TRY(rows_of_all(c, &consortium_member_entity.fields[CONSORTIUM_MEMBER_F_CONSORTIUM], &s, &members, &members_n));
    if ((int64_t)parts_n == s.limit || (int64_t)members_n == s.limit) {    /* there may be more than a list holds */
        for (size_t i = 0; i < n; i++) TRY(joint_load(c, &k[i], &ret_v[i]));
        return OK;
    }
    ConsortiumPart   *p = parts;
    ConsortiumMember *m = members;
    Id  *ids = ARENA_ARRAY(c->arena, Id, members_n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, members_n + 1);
    if (parts_n) qsort(p, parts_n, sizeof *p, part_order);
    if (members_n) qsort(m, members_n, sizeof *m, member_order);
    for (size_t i = 0; i < members_n; i++) ids[i] = m[i].actor;
    if (members_n) TRY(ent_names(c, &actor_entity, ids, members_n, names));
    for (size_t i = 0; i < n; i++) {
        size_t a = 0, b = 0;
        Joint *j = &ret_v[i];
        while (a < parts_n && p[a].consortium != k[i].head.id) a++;
        while (b < members_n && m[b].consortium != k[i].head.id) b++;
        *j = (Joint){.k = &k[i], .parts = p + a, .members = m + b, .names = names + b,
                     .may_write = may_write(c, &k[i])};
        while (a + j->parts_n < parts_n && p[a + j->parts_n].consortium == k[i].head.id) j->parts_n++;
        while (b + j->members_n < members_n && m[b + j->members_n].consortium == k[i].head.id) j->members_n++;
    }
    return OK;
}

Fault consortium_load_mine(Ctx *c, Id id, Consortium *ret_k) {
    TRY(ent_load(c, &consortium_entity, id, ret_k));
    return ent_may_write(c, &consortium_entity, &ret_k->head) ? OK : fail(c, NOT_ALLOWED, "consortium", id);
}

int64_t consortium_share(const ConsortiumMember *m) { return isnan(m->share) ? NUMBER_NONE : llround(m->share * 100); }

JoinPart consortium_asked(const Ctx *c, const ConsortiumPart *p) {
    Day today = c->reader.today, last = p->until_on > p->by_on ? p->until_on : p->by_on;
    return (JoinPart){.quantity = p->quantity, .rhythm = p->rhythm, .days = p->days, .to_place = p->to_place,
                      .km = p->km, .each_holds = p->each_holds, .one_holds = p->one_holds, .insured = p->insured,
                      .insured_how = p->insured_how, .by_on = p->by_on, .on = last > today ? last : today};
}

_Static_assert(CONSORTIUM_MEMBER_F_ACCESS_UNTIL - CONSORTIUM_MEMBER_F_KOSHER_UNTIL + 1 == JOIN_CERTIFICATES &&
                   CERTIFICATE_KOSHER == 1 && (int)CERTIFICATE_ACCESS == JOIN_CERTIFICATES,
               "a day for each, in their order");

const Field *consortium_until_field(int bit) {
    return &consortium_member_entity.fields[CONSORTIUM_MEMBER_F_KOSHER_UNTIL + bit];
}

Day *consortium_until(ConsortiumMember *m, int bit) { return field_at(consortium_until_field(bit), m); }

JoinMember consortium_gives(const ConsortiumMember *m) {
    JoinMember v = {.capacity = m->capacity, .days = m->days, .to_place = m->to_place, .km = m->km,
                    .certificates = m->certificates, .insured = m->insured,
                    .agreed = m->says == CONSORTIUM_SAYS_AGREED};
    for (int bit = 0; bit < JOIN_CERTIFICATES; bit++) {
        v.until[bit] = *(const Day *)field_in(consortium_until_field(bit), m);
    }
    return v;
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

Str consortium_certificates(Ctx *c, const ConsortiumMember *m) {
    JoinMember v = consortium_gives(m);
    Buf b;
    buf_init(&b, 4000);
    for (int bit = 0; bit < JOIN_CERTIFICATES; bit++) {
        Str   name = tr(c->reader.lang, choice_label(&certificate_choices, bit + 1));
        TrArg args[] = {TR_ARG("what", name), TR_ARG("day", plain_day_str(c->arena, &c->reader, v.until[bit]))};
        if (!(m->certificates >> bit & 1)) continue;
        if (b.n) buf_lit(&b, " \xC2\xB7 ");
        buf_add(&b, v.until[bit] ? tr_str(c->arena, &c->reader, T_CONSORTIUM_HOLDS_UNTIL, args, 2) : name);
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
