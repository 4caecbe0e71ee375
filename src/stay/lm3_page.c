/* lm3_page.c - LM3 studies: rules at the write, the number with its two ends, and the payees behind it. */
#include "stay/stay_page.h"

#include "lang/show.h"

enum { PAYEES_MAX = 5000, PAYEES_PAGE = 500, PAYEES_SHOWN = 100 };

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* What local means is written down with the study: the version in force when it began. */
Fault lm3_study_check(Ctx *c, const void *before, void *after) {
    Lm3Study       *s = after;
    const Lm3Study *was = before;
    if (!s->state) s->state = LM3_STATE_ASKING;
    if (s->place) s->head.unit = s->place;
    if (s->place && (!s->meant || (was && was->place != s->place))) {
        PlaceVersion *pv = ent_new(c, &place_version_entity);
        Fault f = place_version_on(c, s->place, c->reader.today, pv);
        if (f != OK && f != NOT_FOUND) return f;
        s->meant = f == OK ? pv->head.id : 0;
        if (f == NOT_FOUND) complain(c, "place", T_STAY_NO_DEFINITION);
    }
    return complaints_fault(c);
}

Fault lm3_payee_check(Ctx *c, const void *before, void *after) {
    Lm3Payee *p = after;
    bool      all = p->spent != NUMBER_NONE, here = p->spent_here != NUMBER_NONE;
    (void)before;
    if (here && !all) complain(c, "spent", T_STAY_WANTS_ALL_SPENT);
    if (all && !here) complain(c, "spent_here", T_STAY_WANTS_SPENT_HERE);
    if (all && here && p->spent_here > p->spent) complain(c, "spent_here", T_STAY_HERE_ABOVE_ALL);
    if (all && !p->asked_on) p->asked_on = c->reader.today;
    return complaints_fault(c);
}

/* ---- reckoning --------------------------------------------------------------------------------------------------- */

/* Of LM3_UNIT; who spends nothing has no share. */
static int share_of(const Lm3Payee *p) {
    bool told = p->spent != NUMBER_NONE && p->spent_here != NUMBER_NONE && p->spent > 0;
    return told ? (int)(((__int128)p->spent_here * LM3_UNIT + p->spent / 2) / p->spent) : LM3_SHARE_UNKNOWN;
}

static Lm3Class class_of(int class) {
    return class == LM3_CLASS_STAFF ? LM3_STAFF : class == LM3_CLASS_SUPPLIER ? LM3_SUPPLIER : LM3_OTHER;
}

static Lm3Local local_of_payee(int sits) {
    return sits == LM3_SITS_HERE ? LM3_LOCAL : sits == LM3_SITS_OUTSIDE ? LM3_OUTSIDE : LM3_LOCAL_UNKNOWN;
}

static bool reads_payees(const Ctx *c) { return (c->who.roles & lm3_payee_entity.readers) || c->who.system; }

typedef struct Payees {
    Arena    *arena;
    Lm3Payee *v;
    size_t    n, cap;
} Payees;

static Fault payees_take(Ctx *c, const void *rows, size_t n, void *arg) {
    const Lm3Payee *v = rows;
    Payees         *to = arg;
    (void)c;
    ARENA_ROOM(to->arena, to->v, to->n, n, &to->cap);
    for (size_t i = 0; i < n; i++) {
        to->v[to->n] = v[i];
        to->v[to->n++].name = arena_copy(to->arena, v[i].name);
    }
    return OK;
}

/* All of them: a study that lacks some would be another number. */
static Fault payees_all(Ctx *c, const ListSpec *l, void **ret_rows, size_t *ret_n) {
    Payees all = {.arena = c->arena};
    bool   more;
    TRY(list_run(c, l, false, ret_rows, ret_n, NULL));
    if (*ret_n < PAYEES_PAGE) return OK;
    TRY(list_portions(c, l, PAYEES_MAX, payees_take, &all, &more));
    *ret_rows = all.v;
    *ret_n = all.n;
    return OK;
}

/* Those of a study; who may not read them gets sums alone, and only when a finished study tells of nobody. */
static Fault payees_of(Ctx *c, const ListSpec *l, void **ret_rows, size_t *ret_n) {
    const Who kept = c->who;
    if (!reads_payees(c)) c->who = who_program(c);
    Fault f = payees_all(c, l, ret_rows, ret_n);
    c->who = kept;
    return f;
}

Fault lm3_of(Ctx *c, const Lm3Study *s, Lm3 *ret_l, Lm3Flaw *ret_flaw, Lm3Payee **ret_v, size_t *ret_n) {
    ListSpec l = {.entity = &lm3_payee_entity, .limit = PAYEES_PAGE, .n_filters = 1,
                  .sort = &lm3_payee_entity.fields[LM3_PAYEE_F_PAID], .descending = true};
    void    *rows;
    l.filters[0] = (ListFilter){.field = &lm3_payee_entity.fields[LM3_PAYEE_F_STUDY], .op = LIST_EQ,
                                .val = v_id(s->head.id)};
    TRY(payees_of(c, &l, &rows, ret_n));
    Lm3Payee *v = rows;
    Lm3Paid  *paid = ARENA_ARRAY(c->arena, Lm3Paid, *ret_n + 1);
    for (size_t i = 0; i < *ret_n; i++) {
        paid[i] = (Lm3Paid){v[i].paid, class_of(v[i].class), local_of_payee(v[i].sits), share_of(&v[i])};
    }
    Lm3Form form = s->form == LM3_FORM_ALL ? LM3_ALL : LM3_STRICT;
    bool    told = reads_payees(c) || (s->state == LM3_STATE_TOLD && *ret_n < PAYEES_MAX &&
                                       lm3_told(form, paid, *ret_n));
    *ret_v = v;
    *ret_flaw = lm3_reckon(s->amount, form, paid, *ret_n, ret_l);
    if (reads_payees(c)) return OK;
    *ret_n = 0;                                   /* no single one leaves this function */
    *ret_v = NULL;
    if (!told) *ret_l = (Lm3){.r1 = s->amount};
    if (!told) *ret_flaw = LM3_FINE;
    return OK;
}

/* Both cards of the page read the same. */
typedef struct Reckoned {
    Lm3       l;
    Lm3Flaw   flaw;
    Lm3Payee *v;
    size_t    n;
} Reckoned;

static Fault reckoned(Ctx *c, const Lm3Study *s, const Reckoned **ret_r) {
    Known     k;
    Reckoned *r = ARENA_NEW(c->arena, Reckoned);
    if (known_find(c, reckoned, s->head.id, &k)) {
        *ret_r = k.rows;
        return OK;
    }
    *ret_r = r;
    TRY(lm3_of(c, s, &r->l, &r->flaw, &r->v, &r->n));
    known_keep(c, reckoned, s->head.id, 1, r);
    return OK;
}

Str lm3_number(Ctx *c, int v, int up) {
    int hundredths = (v + up) / (LM3_UNIT / 100);
    return arena_printf(c->arena, "%d.%02d", hundredths / 100, hundredths % 100);
}

Str lm3_money(Ctx *c, int64_t v) {
    enum { ROUND_TO = 1000 * 100 };
    int64_t shown = reads_payees(c) ? v : (v + ROUND_TO / 2) / ROUND_TO * ROUND_TO;
    return stay_money(c, (LeakRange){shown, shown});
}

static Fault result_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx            *c = pg->c;
    const Lm3Study *s = rec;
    const Reckoned *r;
    PlaceVersion   *pv = ent_new(c, &place_version_entity);
    PlaceLocal      local = {0};
    TRY(reckoned(c, s, &r));
    const Lm3 *l = &r->l;
    Fault f = s->meant ? ent_load(c, &place_version_entity, s->meant, pv) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    if (f == OK) {
        TRY(place_local_read(c, arena_printf(c->arena, "%.*s.%lld", STR_ARG(id_str(c->arena, pv->place)),
                                             (long long)pv->number), &local));
    }
    Lm3View v = {.form = choice_label(&lm3_form_choices, s->form), .words = place_local_words(c, &local),
                 .flaw_much = r->flaw == LM3_TOO_MUCH,
                 .flaw_other = r->flaw != LM3_FINE && r->flaw != LM3_TOO_MUCH, .exact = l->exact,
                 .one = l->value > 0, .coverage = l->coverage / (LM3_UNIT / 100),
                 .few = !reads_payees(c) && !l->payees && !l->paid,
                 .payees = arena_printf(c->arena, "%d", l->payees),
                 .answers = arena_printf(c->arena, "%d", l->answers)};
    v.value = lm3_number(c, l->value, LM3_UNIT / 200);
    v.lowest = lm3_number(c, l->lowest, 0);
    v.highest = lm3_number(c, l->highest, LM3_UNIT / 100 - 1);
    v.r1 = lm3_money(c, l->r1);
    v.r2 = lm3_money(c, l->r2);
    v.r3 = lm3_money(c, l->r3_known);
    if (l->untold) v.untold = lm3_money(c, l->untold);
    if (l->where_unknown) v.where_unknown = lm3_money(c, l->where_unknown);
    lm3_result_html(b, pg, &v);
    return OK;
}

static Fault payees_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx            *c = pg->c;
    const Lm3Study *s = rec;
    const Reckoned *r;
    if (!(c->who.roles & lm3_payee_entity.readers)) return OK;   /* sums without names */
    TRY(reckoned(c, s, &r));
    Lm3Payees v = {.rows = ARENA_ARRAY(c->arena, Lm3Line, r->n + 1)};
    for (size_t i = 0; i < r->n && i < PAYEES_SHOWN; i++) {
        const Lm3Payee *p = &r->v[i];
        int share = share_of(p);
        v.rows[v.rows_n++] = (Lm3Line){
            .name = p->name, .href = view_record_path(c, &lm3_payee_entity, p->head.id), .paid = lm3_money(c, p->paid),
            .class = choice_label(&lm3_class_choices, p->class),
            .sits = p->sits ? choice_label(&lm3_sits_choices, p->sits) : T_STAY_UNKNOWN,
            .answered = share != LM3_SHARE_UNKNOWN, .share = share < 0 ? 0 : (share + 50) / 100,
            .asked_on = p->asked_on, .counts = s->form == LM3_FORM_ALL || p->sits == LM3_SITS_HERE};
    }
    Str id = id_str(c->arena, s->head.id);
    if (r->n > PAYEES_SHOWN) v.all = arena_printf(c->arena, "/lm3-payees?study=%.*s", STR_ARG(id));
    if (ent_may_write(c, &lm3_study_entity, &s->head) && !s->head.archived_at) {
        v.add = arena_printf(c->arena, "/lm3-payees/new?study=%.*s", STR_ARG(id));
    }
    lm3_payees_html(b, pg, &v);
    return OK;
}

static Fault study_fresh(Ctx *c, void *rec) {
    Lm3Study *s = rec;
    if (s->year == NUMBER_NONE) s->year = day_year(c->reader.today);
    return OK;
}

static Fault study_head(Buf *b, const Page *pg, const void *rec) { return stay_head(b, pg, rec, &lm3_study_entity); }
static Fault payee_head(Buf *b, const Page *pg, const void *rec) { return stay_head(b, pg, rec, &lm3_payee_entity); }

const RecordPart LM3_RESULT = {.entity = &lm3_study_entity, .anchor = "result", .title = T_STAY_LM3, .order = 1,
                               .draw = result_draw};
const RecordPart LM3_PAYEES = {.entity = &lm3_study_entity, .anchor = "payees", .title = T_ENT_LM3_PAYEE_MANY,
                               .order = 2, .draw = payees_draw};

const Sheet LM3_STUDY_SHEET = {
    .entity = &lm3_study_entity, .path = "/lm3-studies", .nav = NAV_MORE, .icon = "affiliate",
    .title = T_ENT_LM3_STUDY_MANY, .empty = T_STAY_LM3_EMPTY, .first_step = T_STAY_LM3_ADD, .add = T_STAY_LM3_ADD,
    .columns = (const int[]){LM3_STUDY_F_NAME, LM3_STUDY_F_PLACE, LM3_STUDY_F_YEAR, LM3_STUDY_F_AMOUNT,
                             LM3_STUDY_F_FORM, LM3_STUDY_F_STATE, -1},
    .filters = (const int[]){LM3_STUDY_F_PLACE, LM3_STUDY_F_FORM, LM3_STUDY_F_STATE, -1},
    .bulk = (const int[]){LM3_STUDY_F_STATE, -1},
    .head = study_head,
    .fresh = study_fresh,
};

const Sheet LM3_PAYEE_SHEET = {
    .entity = &lm3_payee_entity, .path = "/lm3-payees", .nav = NAV_MORE, .icon = "receipt",
    .title = T_ENT_LM3_PAYEE_MANY, .empty = T_STAY_PAYEE_EMPTY, .first_step = T_STAY_PAYEE_ADD,
    .add = T_STAY_PAYEE_ADD,
    .columns = (const int[]){LM3_PAYEE_F_NAME, LM3_PAYEE_F_STUDY, LM3_PAYEE_F_CLASS, LM3_PAYEE_F_PAID,
                             LM3_PAYEE_F_SITS, LM3_PAYEE_F_ASKED_ON, -1},
    .filters = (const int[]){LM3_PAYEE_F_STUDY, LM3_PAYEE_F_CLASS, LM3_PAYEE_F_SITS, -1},
    .bulk = (const int[]){LM3_PAYEE_F_SITS, -1},
    .head = payee_head,
};
