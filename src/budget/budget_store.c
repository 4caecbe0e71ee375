/* budget_store.c - sources, lines and spendings: rules at the write, and what their sums are made of. */
#include "budget/budget_page.h"

#include "account/account.h"
#include "db/region.h"
#include "db/scope.h"

enum { Q_SPENT, Q_SAME, Q_HAS_SPENT, Q_HAS_LINES, Q_OUTSIDE, Q_ALL, Q_SEERS };
_Static_assert(Q_SEERS + 1 == BUDGET_Q_N, "as many as the header says");

const Query BUDGET_QUERIES[BUDGET_Q_N] = {
    [Q_SPENT] = {.sql = "SELECT x.line, CAST(sum(x.amount) AS BIGINT) FROM spendings x WHERE x.org = :org"
                        " AND x.fund {in:funds} AND x.archived_at IS NULL AND {scope:x} GROUP BY x.line"
                        " ORDER BY x.line",
                 .in = "org:id funds:ids", .out = "line:id amount:int"},
    [Q_SAME] = {.sql = "SELECT x.id FROM spendings x WHERE x.org = :org AND x.line = :line AND x.on_day = :day"
                       " AND x.amount = :amount AND x.note = :note"
                       " AND coalesce(x.document, '') = coalesce(:document, '')"
                       " AND x.archived_at IS NULL AND {scope:x} LIMIT 1",
                .in = "org:id line:id day:int amount:int note:text document:text", .out = "id:id"},
    [Q_HAS_SPENT] = {.sql = "SELECT x.id FROM spendings x WHERE x.org = :org AND x.line = :line"
                            " AND x.archived_at IS NULL {unscoped:whether there is one} LIMIT 1",
                     .in = "org:id line:id", .out = "id:id"},
    [Q_HAS_LINES] = {.sql = "SELECT x.id FROM budget_lines x WHERE x.org = :org AND x.fund = :fund"
                            " AND x.archived_at IS NULL AND (x.year < :first OR x.year > :last)"
                            " {unscoped:whether there is one} LIMIT 1",
                     .in = "org:id fund:id first:int last:int", .out = "id:id"},
    [Q_OUTSIDE] = {.sql = "SELECT x.id FROM spendings x WHERE x.org = :org AND x.fund = :fund"
                          " AND x.archived_at IS NULL AND (x.on_day < :from OR x.on_day > :until)"
                          " {unscoped:whether there is one} LIMIT 1",
                   .in = "org:id fund:id from:int until:int", .out = "id:id"},
    [Q_ALL] = {.sql = "SELECT x.id, x.place FROM funds x WHERE x.org = :org"
                      " {unscoped:who may see them is found out here} ORDER BY x.id LIMIT :max",
               .in = "org:id max:int", .out = "id:id place:id"},
    [Q_SEERS] = {.sql = "SELECT DISTINCT r.account, r.from_on, r.until_on FROM reach r WHERE r.place = :place"
                        " AND r.level >= 2 AND (r.role & :roles) <> 0 {unscoped:who may see is found out here}",
                 .in = "place:id roles:int", .out = "account:id from_on:int until_on:int"},
};

/* ---- rules at the write ----------------------------------------------------------------------------------------- */

static Fault there_is(Ctx *c, int query, const Val *vals, size_t n, bool *ret_yes) {
    int64_t id;
    Fault f = db_int(c, &BUDGET_QUERIES[query], vals, n, &id);
    *ret_yes = f == OK;
    return f == NOT_FOUND ? OK : f;
}

/* Lines and spendings stay within the days of their source, and a source that has lines is not put away. */
static Fault holds_all(Ctx *c, const Fund *v) {
    bool lines, spent;
    bool gone = v->head.archived_at != 0;
    int  first = gone ? INT32_MAX : day_year(v->from_on), last = gone ? 0 : day_year(v->until_on);
    TRY(there_is(c, Q_HAS_LINES, VALS(v_id(c->who.org), v_id(v->head.id), v_int(first), v_int(last)), &lines));
    if (lines && gone) return fail(c, IN_USE, "fund", v->head.id);
    TRY(there_is(c, Q_OUTSIDE, VALS(v_id(c->who.org), v_id(v->head.id), v_int(v->from_on), v_int(v->until_on)),
                 &spent));
    if (lines || spent) complain(c, "until_on", T_BUDGET_LINES_OUTSIDE);
    return OK;
}

Fault fund_check(Ctx *c, const void *before, void *after) {
    Fund *v = after;
    v->head.unit = v->place;
    v->head.visibility = VIS_TEAM;
    v->head.team = v->head.id;
    if (v->until_on && v->from_on && v->until_on < v->from_on) complain(c, "until_on", T_BUDGET_UNTIL_FIRST);
    else if (before) TRY(holds_all(c, v));
    return complaints_fault(c);
}

/* Who reads and writes a source with all that hangs on it: its team. Whoever coordinates its place, headquarters and
** administrators; nobody else of the place. */
static Fault seers_renew(Ctx *c, Id fund, Id place) {
    enum { EVERYWHERE_MAX = 500 };
    RoleDays *wide = ARENA_ARRAY(c->arena, RoleDays, EVERYWHERE_MAX);
    size_t    n;
    TRY(scope_team_clear(c, fund));
    TRY(roles_everywhere(c, BUDGET_READERS, wide, EVERYWHERE_MAX, &n));
    for (size_t i = 0; i < n; i++) TRY(scope_team_put(c, fund, wide[i].account, wide[i].from_on, wide[i].until_on));
    if (place) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &BUDGET_QUERIES[Q_SEERS], VALS(v_id(place), v_int(BUDGET_READERS)), &r));
        while (rows_next(&r)) {
            TRY(scope_team_put(c, fund, rows_id(&r, 0), (Day)rows_int(&r, 1), (Day)rows_int(&r, 2)));
        }
        TRY(rows_fault(&r));
    }
    region_changed(c, fund_entity.table, fund);
    return OK;
}

Fault fund_after(Ctx *c, const void *before, const void *after) {
    const Fund *v = after;
    return before ? OK : seers_renew(c, v->head.id, v->place);
}

Fault funds_follow_reach(Ctx *c) {
    Id     ids[2 * FUNDS_MAX];
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &BUDGET_QUERIES[Q_ALL], VALS(v_id(c->who.org), v_int(FUNDS_MAX)), &r));
        for (; n < FUNDS_MAX && rows_next(&r); n++) {
            ids[2 * n] = rows_id(&r, 0);
            ids[2 * n + 1] = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) TRY(seers_renew(c, ids[2 * i], ids[2 * i + 1]));
    return OK;
}

Fault budget_line_check(Ctx *c, const void *before, void *after) {
    BudgetLine *v = after;
    Fund       *of = ent_new(c, &fund_entity);
    const BudgetLine *was = before;
    bool        spent = false;
    if (was) TRY(there_is(c, Q_HAS_SPENT, VALS(v_id(c->who.org), v_id(v->head.id)), &spent));
    if (spent && v->head.archived_at) return fail(c, IN_USE, "budget_line", v->head.id);
    if (spent && was->year != v->year) complain(c, "year", T_BUDGET_SPENT_ALREADY);
    if (!v->fund || v->year == NUMBER_NONE) return complaints_fault(c);
    Fault f = ent_load(c, &fund_entity, v->fund, of);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (!ledger_runs(of->from_on, of->until_on, (int)v->year)) complain(c, "year", T_BUDGET_NOT_ITS_YEAR);
    return complaints_fault(c);
}

/* A correction takes back of a spending of the same source; nothing else is below zero. */
static Fault corrects_rightly(Ctx *c, const Spending *v) {
    Spending *of = ent_new(c, &spending_entity);
    if (!v->corrects) {
        if (v->amount < 0) complain(c, "amount", T_BUDGET_ONLY_CORRECTION);
        return OK;
    }
    Fault f = ent_load(c, &spending_entity, v->corrects, of);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    if (of->fund != v->fund || of->head.id == v->head.id) complain(c, "corrects", T_BUDGET_OTHER_SOURCE);
    return OK;
}

Fault spending_check(Ctx *c, const void *before, void *after) {
    Spending   *v = after;
    BudgetLine *line = ent_new(c, &budget_line_entity);
    Fund       *of = ent_new(c, &fund_entity);
    (void)before;
    if (v->amount == 0) complain(c, "amount", T_FORM_FIX_REQUIRED);
    if (!v->line || v->amount == NUMBER_NONE || !v->on_day) return complaints_fault(c);
    Fault f = ent_load(c, &budget_line_entity, v->line, line);
    if (f == OK) f = ent_load(c, &fund_entity, line->fund, of);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    v->fund = of->head.id;
    v->year = line->year;
    if (v->on_day > c->reader.today) complain(c, "on_day", T_BUDGET_LATER);
    else if (day_year(v->on_day) != line->year) complain(c, "on_day", T_BUDGET_OTHER_YEAR);
    else if (v->on_day < of->from_on || v->on_day > of->until_on) complain(c, "on_day", T_BUDGET_OUTSIDE);
    TRY(corrects_rightly(c, v));
    return complaints_fault(c);
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

Fault funds_of(Ctx *c, Id place, Fund **ret_v, size_t *ret_n) {
    const Field *f = fund_entity.fields;
    ListSpec s = {.entity = &fund_entity, .sort = &f[FUND_F_UNTIL_ON], .descending = true, .limit = FUNDS_MAX};
    void    *rows = NULL;
    *ret_n = 0;
    if (!(c->who.roles & BUDGET_READERS) && !c->who.system) return OK;
    if (place) s.filters[s.n_filters++] = (ListFilter){.field = &f[FUND_F_PLACE], .op = LIST_EQ, .val = v_id(place)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

typedef struct Lines {
    const Id   *funds;
    size_t      n_funds, n;
    BudgetLine *v;
    Arena      *arena;                            /* what a portion brings does not last */
} Lines;

static Fault line_keep(Ctx *c, const void *rec, void *arg) {
    (void)c;
    const BudgetLine *l = rec;
    Lines *to = arg;
    for (size_t i = 0; i < to->n_funds && to->n < LEDGER_LINES_MAX; i++) {
        if (to->funds[i] != l->fund) continue;
        to->v[to->n] = *l;
        to->v[to->n++].purpose = arena_copy(to->arena, l->purpose);
        break;
    }
    return OK;
}

static Fault lines_of(Ctx *c, const Id *funds, size_t n, Lines *to) {
    enum { AT_ONCE = 20 };
    for (size_t from = 0; from < n; from += AT_ONCE) {
        ListSpec s = {.entity = &budget_line_entity};
        for (size_t i = from; i < n && i < from + AT_ONCE; i++) {
            s.filters[s.n_filters++] = (ListFilter){.field = &budget_line_entity.fields[BUDGET_LINE_F_FUND],
                                                    .op = LIST_EQ, .val = v_id(funds[i])};
        }
        TRY(list_each(c, &s, false, line_keep, to));
    }
    return OK;
}

Fault ledger_read(Ctx *c, const Id *funds, size_t n, LedgerLine **ret_v, BudgetLine **ret_lines, size_t *ret_n) {
    Lines l = {.funds = funds, .n_funds = n, .arena = c->arena,
               .v = ARENA_ARRAY(c->arena, BudgetLine, LEDGER_LINES_MAX)};
    *ret_n = 0;
    if (!n) return OK;
    TRY(lines_of(c, funds, n, &l));
    LedgerLine *v = ARENA_ARRAY(c->arena, LedgerLine, l.n + 1);
    for (size_t i = 0; i < l.n; i++) {
        v[i] = (LedgerLine){.id = l.v[i].head.id, .fund = l.v[i].fund, .year = (int)l.v[i].year, .kind = l.v[i].kind,
                            .planned = l.v[i].planned};
    }
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &BUDGET_QUERIES[Q_SPENT], VALS(v_id(c->who.org), v_ids(funds, n)), &r));
    while (rows_next(&r)) {
        for (size_t i = 0; i < l.n; i++) {
            if (v[i].id == rows_id(&r, 0)) v[i].spent = rows_int(&r, 1);
        }
    }
    *ret_v = v;
    *ret_lines = l.v;
    *ret_n = l.n;
    return rows_fault(&r);
}

/* ---- spendings pasted as text ----------------------------------------------------------------------------------- */

enum { PASTED_MAX = 2000, CELLS = 5 };

static void cells_of(Str row, Str *v) {
    char by = str_find_byte(row, '\t') >= 0 ? '\t' : str_find_byte(row, ';') >= 0 ? ';' : ',';
    for (int i = 0; i < CELLS; i++) {
        v[i] = (Str){0};
        if (row.n) (void)str_split(&row, by, &v[i]);
        v[i] = str_trim(v[i]);
    }
}

static void wrong(Ctx *c, int row, TextKey why) {
    Str words = arena_printf(c->arena, "%d", row);
    complain_text(c, "rows", why, words);
}

/* The line of these words in a year; 0: none, or several. */
static Id line_named(const BudgetLine *v, size_t n, int year, Str words) {
    Id found = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].year != year || !str_eq_nocase(str_trim(v[i].purpose), words)) continue;
        if (found) return 0;
        found = v[i].head.id;
    }
    return found;
}

static Fault is_known(Ctx *c, const Spending *s, bool *ret_yes) {
    return there_is(c, Q_SAME, VALS(v_id(c->who.org), v_id(s->line), v_int(s->on_day), v_int(s->amount),
                                    v_text(s->note), v_text(s->document)), ret_yes);
}

/* One row; a complaint says its number. */
static Fault paste_row(Ctx *c, const BudgetLine *lines, size_t n, Str row, int number, Pasted *to) {
    Spending *s = ent_new(c, &spending_entity);
    Str       v[CELLS];
    bool      known;
    size_t    before = c->complaints.n;
    cells_of(row, v);
    if (number == 1 && !day_parse(v[0], &s->on_day) && !money_parse(v[1], &s->amount)) return OK; /* headings */
    if (!day_parse(v[0], &s->on_day)) return wrong(c, number, T_BUDGET_ROW_DAY), OK;
    if (!money_parse(v[1], &s->amount) || s->amount == NUMBER_NONE) return wrong(c, number, T_BUDGET_ROW_AMOUNT), OK;
    s->line = line_named(lines, n, day_year(s->on_day), v[2]);
    if (!s->line) return wrong(c, number, T_BUDGET_ROW_LINE), OK;
    s->note = v[3].n ? v[3] : v[2];
    s->document = v[4];
    TRY(is_known(c, s, &known));
    if (known) {
        to->known++;
        return OK;
    }
    Fault f = ent_save(c, &spending_entity, s);
    if (f == INVALID || c->complaints.n > before) {
        c->complaints.n = before;
        return wrong(c, number, T_BUDGET_ROW_WRONG), OK;
    }
    to->made += f == OK;
    return f;
}

Fault spendings_paste(Ctx *c, Id fund, Str text, Pasted *ret_n) {
    LedgerLine *ledger;
    BudgetLine *lines;
    size_t      n;
    Str         row;
    int         number = 0;
    *ret_n = (Pasted){0};
    TRY(act_begin(c, T_BUDGET_ACT_PASTE, (Str){0}));
    TRY(ledger_read(c, &fund, 1, &ledger, &lines, &n));
    while (str_split(&text, '\n', &row)) {
        number++;
        row = str_trim(row);
        if (!row.n) continue;
        if (number > PASTED_MAX) return fail(c, TOO_LARGE, "spending", PASTED_MAX);
        TRY(paste_row(c, lines, n, row, number, ret_n));
    }
    if (!ret_n->made && !ret_n->known && !c->complaints.n) complain(c, "rows", T_FORM_FIX_REQUIRED);
    return complaints_fault(c);
}
