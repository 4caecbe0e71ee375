/* consortium_missing.c - what a consortium still lacks, part by part, and what is to be asked. */
#include "consortium/consortium_page.h"

#include "lang/plain.h"
#include "lang/show.h"
#include "listing_ent.h"

enum { LINES_MAX = 60 };

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static LackLine sentence(Ctx *c, TextKey key, Str what, Str who) {
    Buf   b;
    TrArg args[] = {TR_ARG("what", what), TR_ARG("who", who)};
    buf_init(&b, 8000);
    tr_html(&b, &c->reader, key, args, 2);
    return (LackLine){.text = html_keep(c->arena, &b), .plain = tr_str(c->arena, &c->reader, key, args, 2)};
}

static void say(LackLine *v, size_t *n, LackLine line, bool ask) {
    line.ask = ask;
    if (*n < LINES_MAX) v[(*n)++] = line;
}

static void lack(Ctx *c, LackPart *p, TextKey key, Str what) {
    say(p->lines, &p->lines_n, sentence(c, key, what, (Str){0}), false);
}

static void ask(Ctx *c, LackPart *p, TextKey key, Str what) {
    say(p->lines, &p->lines_n, sentence(c, key, what, (Str){0}), true);
}

/* Those of some rows, by their names, whose test says so. */
typedef struct Carriers {
    const Joint *j;
    size_t       at[JOIN_MEMBERS_MAX], n;
    JoinPart     part;
    JoinMember   gives[JOIN_MEMBERS_MAX];
} Carriers;

typedef bool (*IsOne)(const Carriers *v, size_t i, int bit);

static Str names_of(Ctx *c, const Carriers *v, IsOne is, int bit) {
    Buf b;
    buf_init(&b, 8000);
    for (size_t i = 0; i < v->n; i++) {
        Str name = v->j->names[v->at[i]];
        if (!is(v, i, bit)) continue;
        if (!name.n) name = tr(c->reader.lang, T_CONSORTIUM_NOT_SEEN);
        if (b.n) buf_lit(&b, ", ");
        plain_name(&b, name);
    }
    return buf_keep(c->arena, &b);
}

static bool no_capacity(const Carriers *v, size_t i, int bit) {
    (void)bit;
    return v->gives[i].capacity == NUMBER_NONE;
}
static bool no_days(const Carriers *v, size_t i, int bit) {
    (void)bit;
    return !v->gives[i].days;
}
static bool no_insurance(const Carriers *v, size_t i, int bit) {
    (void)bit;
    return v->gives[i].insured == NUMBER_NONE;
}
static bool is_far(const Carriers *v, size_t i, int bit) {
    (void)bit;
    return join_reaches(&v->part, &v->gives[i]) == JOIN_NO;
}
static bool maybe_far(const Carriers *v, size_t i, int bit) {
    (void)bit;
    return join_reaches(&v->part, &v->gives[i]) == JOIN_UNKNOWN;
}
static bool not_certified(const Carriers *v, size_t i, int bit) {
    return join_certified(&v->part, &v->gives[i], bit) == JOIN_NO;
}
static bool maybe_certified(const Carriers *v, size_t i, int bit) {
    return join_certified(&v->part, &v->gives[i], bit) == JOIN_UNKNOWN;
}

/* ---- one part ---------------------------------------------------------------------------------------------------- */

/* Days on which as much is missing in one line. */
static void lack_days(Ctx *c, const ConsortiumPart *p, const JoinSum *s, LackPart *to) {
    int64_t told = 0;
    for (int d = 0; d < JOIN_DAYS; d++) {
        int64_t much = s->day_missing[d], days = 0;
        if (much <= 0 || told >> d & 1) continue;
        for (int o = d; o < JOIN_DAYS; o++) days |= s->day_missing[o] == much ? (int64_t)1 << o : 0;
        told |= days;
        say(to->lines, &to->lines_n, sentence(c, T_CONSORTIUM_LACKS_ON_DAY, consortium_amount(c, much, p->counted_in),
                                              consortium_day_words(c, days)), false);
    }
}

static void lack_quantity(Ctx *c, const ConsortiumPart *p, const Carriers *v, const JoinSum *s, LackPart *to) {
    bool by_day = p->rhythm == CONSORTIUM_RHYTHM_DAY && p->days;
    Str  who = names_of(c, v, no_capacity, 0);
    if (s->missing == NUMBER_NONE) ask(c, to, T_CONSORTIUM_ASK_QUANTITY, (Str){0});
    if (!v->n) lack(c, to, T_CONSORTIUM_NOBODY_YET, (Str){0});
    if (!by_day && s->missing > 0 && s->missing != NUMBER_NONE) {
        lack(c, to, T_CONSORTIUM_LACKS_AMOUNT, consortium_amount(c, s->missing, p->counted_in));
    }
    if (by_day) lack_days(c, p, s, to);
    if (!by_day && s->days_missing && v->n) {
        lack(c, to, T_CONSORTIUM_LACKS_DAYS, consortium_day_words(c, s->days_missing));
    }
    if (s->days_unknown) {
        say(to->lines, &to->lines_n,
            sentence(c, T_CONSORTIUM_ASK_DAYS, consortium_day_words(c, s->days_unknown),
                     names_of(c, v, no_days, 0)), true);
    }
    if (who.n && s->missing) ask(c, to, T_CONSORTIUM_ASK_CAPACITY, who);
}

/* Who holds it, and until when: it ends before the last delivery. */
static Str names_until(Ctx *c, const Carriers *v, int bit) {
    Buf b;
    buf_init(&b, 8000);
    for (size_t i = 0; i < v->n; i++) {
        Str name = v->j->names[v->at[i]];
        if (join_certified(&v->part, &v->gives[i], bit) != JOIN_ENDS) continue;
        if (!name.n) name = tr(c->reader.lang, T_CONSORTIUM_NOT_SEEN);
        if (b.n) buf_lit(&b, ", ");
        plain_name(&b, name);
        buf_lit(&b, " \xC2\xB7 ");
        buf_add(&b, plain_day_str(c->arena, &c->reader, v->gives[i].until[bit]));
    }
    return buf_keep(c->arena, &b);
}

static void lack_certificate(Ctx *c, const Carriers *v, const JoinSum *s, int bit, LackPart *to) {
    int64_t one = (int64_t)1 << bit;
    Str     what = tr(c->reader.lang, choice_label(&certificate_choices, bit + 1));
    Str     none = s->each_missing & one ? names_of(c, v, not_certified, bit) : (Str){0};
    Str     ends = (s->each_missing | s->one_missing) & one ? names_until(c, v, bit) : (Str){0};
    if (none.n) say(to->lines, &to->lines_n, sentence(c, T_CONSORTIUM_LACKS_EACH, what, none), false);
    if (ends.n) say(to->lines, &to->lines_n, sentence(c, T_CONSORTIUM_CERTIFICATE_ENDS, what, ends), false);
    if (s->one_missing & one && !ends.n) lack(c, to, T_CONSORTIUM_LACKS_ONE, what);
    if ((s->each_unknown | s->one_unknown) & one) {
        say(to->lines, &to->lines_n,
            sentence(c, T_CONSORTIUM_ASK_CERTIFICATE, what, names_of(c, v, maybe_certified, bit)), true);
    }
}

static void lack_rest(Ctx *c, const Carriers *v, const JoinSum *s, LackPart *to) {
    if (s->far) lack(c, to, T_CONSORTIUM_LACKS_REACH, names_of(c, v, is_far, 0));
    if (s->far_unknown) ask(c, to, T_CONSORTIUM_ASK_REACH, names_of(c, v, maybe_far, 0));
    for (int bit = 0; bit < certificate_choices.n; bit++) lack_certificate(c, v, s, bit, to);
    if (s->insured_missing && v->n) {
        lack(c, to, T_CONSORTIUM_LACKS_INSURANCE, consortium_money(c, s->insured_missing));
    }
    if (s->insured_unknown) ask(c, to, T_CONSORTIUM_ASK_INSURANCE, names_of(c, v, no_insurance, 0));
}

Str consortium_wants(Ctx *c, const ConsortiumPart *p) {
    Str   amount = consortium_amount(c, p->quantity, p->counted_in);
    Str   rhythm = tr(c->reader.lang, choice_label(&consortium_rhythm_choices, p->rhythm));
    TrArg args[] = {TR_ARG("what", amount.n ? amount : p->counted_in), TR_ARG("often", rhythm)};
    return tr_str(c->arena, &c->reader, T_CONSORTIUM_OFTEN, args, 2);
}

static void lack_part(Ctx *c, const Joint *j, const ConsortiumPart *p, LackPart *to) {
    Carriers *v = ARENA_NEW(c->arena, Carriers);
    v->j = j;
    v->n = joint_carriers(j, p->head.id, v->at);
    v->part = consortium_asked(c, p);
    for (size_t i = 0; i < v->n; i++) v->gives[i] = consortium_gives(&j->members[v->at[i]]);
    JoinSum s = join_sum(&v->part, v->gives, v->n);
    *to = (LackPart){.name = p->what, .asked = consortium_wants(c, p), .covered = s.covered,
                     .lines = ARENA_ARRAY(c->arena, LackLine, LINES_MAX)};
    if (j->k->form == CONSORTIUM_FORM_PURCHASE) {  /* what is pooled is what they want: nothing of it can lack */
        to->covered = v->n && !s.unknown;
        if (!v->n) lack(c, to, T_CONSORTIUM_NOBODY_YET, (Str){0});
        if (s.unknown) ask(c, to, T_CONSORTIUM_ASK_CAPACITY, names_of(c, v, no_capacity, 0));
        return;
    }
    to->certificates = s.each_missing | s.one_missing;
    lack_quantity(c, p, v, &s, to);
    lack_rest(c, v, &s, to);
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static bool not_agreed(const Carriers *v, size_t i, int bit) {
    (void)bit;
    return v->j->members[v->at[i]].says == CONSORTIUM_SAYS_ASKED;
}
static bool no_share(const Carriers *v, size_t i, int bit) {
    (void)bit;
    return consortium_share(&v->j->members[v->at[i]]) == NUMBER_NONE;
}

static void lack_shares(Ctx *c, const Carriers *all, LackView *v) {
    int64_t shares[JOIN_MEMBERS_MAX];
    for (size_t i = 0; i < all->n; i++) shares[i] = consortium_share(&all->j->members[all->at[i]]);
    JoinShares s = join_shares(shares, all->n);
    if (s.unknown) {
        say(v->lines, &v->lines_n, sentence(c, T_CONSORTIUM_ASK_SHARE, names_of(c, all, no_share, 0), (Str){0}), true);
    }
    if (s.over) {
        say(v->lines, &v->lines_n,
            sentence(c, T_CONSORTIUM_SHARES_OVER, consortium_percent(c, s.over), (Str){0}), false);
    }
    if (s.missing && !s.unknown) {
        say(v->lines, &v->lines_n,
            sentence(c, T_CONSORTIUM_SHARES_MISSING, consortium_percent(c, s.missing), (Str){0}), false);
    }
}

static void lack_whole(Ctx *c, const Joint *j, LackView *v) {
    Carriers *all = ARENA_NEW(c->arena, Carriers);
    Id        first = 0, other = 0;
    size_t    leads = 0;
    all->j = j;
    for (size_t i = 0; i < j->members_n && all->n < JOIN_MEMBERS_MAX; i++) {
        const ConsortiumMember *m = &j->members[i];
        if (m->says == CONSORTIUM_SAYS_LEFT) continue;
        all->at[all->n++] = i;
        leads += m->role == CONSORTIUM_ROLE_LEAD;
        if (!first) first = m->actor;
        else if (m->actor != first) other = m->actor;
    }
    if (!other) say(v->lines, &v->lines_n, sentence(c, T_CONSORTIUM_NEEDS_TWO, (Str){0}, (Str){0}), false);
    if (all->n && !leads) say(v->lines, &v->lines_n, sentence(c, T_CONSORTIUM_NEEDS_LEAD, (Str){0}, (Str){0}), false);
    if (all->n && j->k->form != CONSORTIUM_FORM_PURCHASE) lack_shares(c, all, v);
    Str waits = names_of(c, all, not_agreed, 0);
    if (waits.n) say(v->lines, &v->lines_n, sentence(c, T_CONSORTIUM_ASK_YES, waits, (Str){0}), true);
}

void consortium_lacks(Ctx *c, const Joint *j, LackView *ret_v) {
    *ret_v = (LackView){.parts = ARENA_ARRAY(c->arena, LackPart, j->parts_n + 1), .nothing = j->parts_n > 0,
                        .lines = ARENA_ARRAY(c->arena, LackLine, LINES_MAX)};
    for (size_t i = 0; i < j->parts_n; i++) {
        LackPart *p = &ret_v->parts[ret_v->parts_n++];
        lack_part(c, j, &j->parts[i], p);
        ret_v->nothing = ret_v->nothing && !p->lines_n;
    }
    lack_whole(c, j, ret_v);
    ret_v->nothing = ret_v->nothing && !ret_v->lines_n;
}

Str consortium_lacks_words(Ctx *c, const Joint *j) {
    LackView v;
    int64_t  n = 0;
    Str      first = {0};
    consortium_lacks(c, j, &v);
    for (size_t i = 0; i < v.parts_n; i++) {
        n += (int64_t)v.parts[i].lines_n;
        if (!first.n && v.parts[i].lines_n) first = v.parts[i].lines[0].plain;
    }
    n += (int64_t)v.lines_n;
    if (!first.n && v.lines_n) first = v.lines[0].plain;
    if (n < 2) return first;
    TrArg args[] = {TR_ARG("what", first), TR_N("n", n - 1)};
    return tr_str(c->arena, &c->reader, T_CONSORTIUM_AND_MORE, args, 2);
}

static Fault missing_draw(Buf *b, const Page *pg, const void *rec) {
    const Consortium *k = rec;
    Ctx     *c = pg->c;
    Joint    j;
    LackView v;
    if (k->state == CONSORTIUM_STATE_LOST || k->state == CONSORTIUM_STATE_ENDED) return OK;
    TRY(joint_load(c, k, &j));
    consortium_lacks(c, &j, &v);
    bool given = k->form != CONSORTIUM_FORM_PURCHASE;
    for (size_t i = 0; given && i < v.parts_n; i++) {
        if (v.parts[i].lines_n) TRY(consortium_who(c, &j, &j.parts[i], &v.parts[i]));
    }
    Str id = id_str(c->arena, k->head.id);
    if (j.may_write && !j.parts_n && !consortium_is_settled(k)) {
        v.add_part = arena_printf(c->arena, "/consortium-parts/new?consortium=%.*s&back=/consortia/%.*s", STR_ARG(id),
                                  STR_ARG(id));
    }
    consortium_missing_html(b, pg, &v);
    return OK;
}

const RecordPart CONSORTIUM_MISSING_PART = {.entity = &consortium_entity, .anchor = "missing",
                                            .title = T_CONSORTIUM_MISSING, .order = 1, .draw = missing_draw};
