/* answer_compare.c - rounds of one set side by side: scores by area, and the answers that changed. A question is the
** same through versions by what it was copied from. */
#include "survey/answer_page.h"

#include "case/case.h"
#include "ent/form.h"
#include "lang/show.h"

/* The rounds compared, the oldest first, each with its version and answers. */
typedef struct Compared {
    Id          of_case, survey;
    Round       rounds[ROUNDS_COMPARED];
    SurveyWhole wholes[ROUNDS_COMPARED];
    Id          sheets[ROUNDS_COMPARED];
    size_t      n;
    Round      *all;                              /* of this set, the newest first */
    size_t      n_all;
    Given      *given;
    size_t      n_given;
    bool        every;                            /* all answers, not only those that changed */
} Compared;

/* ---- which rounds --------------------------------------------------------------------------------------------- */

static bool is_wanted(const Request *rq, Id sheet) {
    Id id;
    for (size_t i = 0; i < rq->args.n; i++) {
        if (str_eq(rq->args.v[i].name, LIT("sheet")) && id_parse(rq->args.v[i].value, &id) && id == sheet) return true;
    }
    return false;
}

/* The rounds that the address names; without any, the first and the last two. */
static void pick_rounds(const Request *rq, Compared *m) {
    bool named = params_get(&rq->args, "sheet").n > 0;
    for (size_t i = m->n_all; i-- > 0 && m->n < ROUNDS_COMPARED;) {
        bool usual = i == m->n_all - 1 || i < 2;
        if (named ? is_wanted(rq, m->all[i].id) : usual) m->rounds[m->n++] = m->all[i];
    }
}

static Fault compared_load(Ctx *c, const Request *rq, Compared *ret_m) {
    Compared *m = ret_m;
    Round *every = ARENA_ARRAY(c->arena, Round, ROUNDS_SHOWN);
    size_t n;
    *m = (Compared){.all = ARENA_ARRAY(c->arena, Round, ROUNDS_SHOWN),
                    .every = str_eq(params_get(&rq->args, "all"), LIT("1"))};
    if (!id_parse(params_get(&rq->args, "of_case"), &m->of_case)) return fail(c, NOT_FOUND, "case", 0);
    TRY(rounds_of(c, m->of_case, every, ROUNDS_SHOWN, &n));
    if (!id_parse(params_get(&rq->args, "survey"), &m->survey)) m->survey = n ? every[0].survey : 0;
    for (size_t i = 0; i < n; i++) {
        if (every[i].survey == m->survey) m->all[m->n_all++] = every[i];
    }
    pick_rounds(rq, m);
    if (!m->n) return fail(c, NOT_FOUND, "answer_sheet", 0);
    for (size_t i = 0; i < m->n; i++) {
        size_t k = 0;
        while (k < i && m->rounds[k].version != m->rounds[i].version) k++;
        if (k < i) m->wholes[i] = m->wholes[k];
        else TRY(survey_load(c, m->rounds[i].version, &m->wholes[i]));
        m->sheets[i] = m->rounds[i].id;
    }
    return answers_of(c, m->sheets, m->n, &m->given, &m->n_given);
}

/* ---- one line ------------------------------------------------------------------------------------------------- */

static const AreaWhole *area_in(const SurveyWhole *w, Id key) {
    for (size_t a = 0; a < w->n_areas; a++) {
        if (survey_area_key(w->areas[a].area) == key) return &w->areas[a];
    }
    return NULL;
}

static const SurveyItem *item_in(const SurveyWhole *w, Id key) {
    for (size_t a = 0; a < w->n_areas; a++) {
        for (size_t i = 0; i < w->areas[a].n_items; i++) {
            if (survey_item_key(w->areas[a].items[i]) == key) return w->areas[a].items[i];
        }
    }
    return NULL;
}

static Str round_label(Ctx *c, const Round *r) {
    Buf b;
    buf_init(&b, 1000);
    tr_plain(&b, &c->reader, T_SURVEY_ROUND, (TrArg[]){TR_N("n", r->number)}, 1);
    buf_lit(&b, " · ");
    plain_day(&b, &c->reader, r->on);
    return buf_keep(c->arena, &b);
}

static CompareCell answer_cell(Ctx *c, const Compared *m, size_t at, Id key) {
    const SurveyItem *i = item_in(&m->wholes[at], key);
    CompareCell v = {.label = round_label(c, &m->rounds[at]), .none = true};
    const Given *g = i ? answer_to(m->given, m->n_given, m->sheets[at], i->head.id) : NULL;
    if (!g) return v;
    v.none = false;
    v.known = g->state == ANSWER_STATE_ANSWERED;
    v.text = answer_text(c, i, g);
    if (i->kind != ITEM_KIND_TEXT || !v.known) v.note = g->words;
    return v;
}

/* Changed: two rounds that both have an answer say different things. */
static bool has_changed(const CompareRow *row) {
    const CompareCell *before = NULL;
    for (size_t k = 0; k < row->cells_n; k++) {
        const CompareCell *cell = &row->cells[k];
        if (cell->none) continue;
        if (before && (!str_eq(before->text, cell->text) || !str_eq(before->note, cell->note))) return true;
        before = cell;
    }
    return false;
}

static CompareRow answer_row(Ctx *c, const Compared *m, const SurveyItem *i) {
    Lang l = c->reader.lang;
    CompareRow row = {.name = tri_best(&i->text, l, &l), .cells_n = m->n,
                      .cells = ARENA_ARRAY(c->arena, CompareCell, m->n)};
    row.lang = str_of(lang_code(l));
    for (size_t k = 0; k < m->n; k++) row.cells[k] = answer_cell(c, m, k, survey_item_key(i));
    row.changed = has_changed(&row);
    return row;
}

static CompareCell score_cell(Ctx *c, const Compared *m, size_t at, Id key) {
    const AreaWhole *area = area_in(&m->wholes[at], key);
    CompareCell v = {.label = round_label(c, &m->rounds[at]), .none = true};
    AreaScore score = {.area = 0};
    for (size_t i = 0; area && i < area->n_items; i++) {
        ScoreItem item = survey_score_item(area->items[i]);
        const Given *g = answer_to(m->given, m->n_given, m->sheets[at], area->items[i]->head.id);
        score_add(&score.score, &item, answer_score_state(g ? g->state : 0), g ? g->chosen : 0);
    }
    ScoreLine line = score_line(c, &score);
    v.none = line.nothing;
    v.known = line.known;
    v.percent = line.percent;
    v.word = line.word;
    v.answered = line.answered;
    v.asked = line.asked;
    return v;
}

/* From the first known to the last known score. */
static CompareRow score_row(Ctx *c, const Compared *m, const SurveyArea *a) {
    CompareRow row = {.name = tri_best(&a->name, c->reader.lang, NULL), .cells_n = m->n,
                      .cells = ARENA_ARRAY(c->arena, CompareCell, m->n)};
    int64_t first = 0, last = 0;
    int known = 0;
    for (size_t k = 0; k < m->n; k++) {
        row.cells[k] = score_cell(c, m, k, survey_area_key(a));
        if (!row.cells[k].known) continue;
        if (!known++) first = row.cells[k].percent;
        last = row.cells[k].percent;
    }
    row.has_change = known > 1;
    row.change = last > first ? last - first : first - last;
    row.up = last > first;
    row.down = last < first;
    return row;
}

/* ---- all of it ------------------------------------------------------------------------------------------------ */

/* Areas and questions of the newest version first, then those that only older ones have. */
static bool newer_has(const Compared *m, size_t at, Id area, Id item) {
    for (size_t k = at + 1; k < m->n; k++) {
        if (item ? item_in(&m->wholes[k], item) != NULL : area_in(&m->wholes[k], area) != NULL) return true;
    }
    return false;
}

static CompareArea area_rows(Ctx *c, const Compared *m, size_t at, const AreaWhole *area) {
    CompareArea v = {.name = tri_best(&area->area->name, c->reader.lang, NULL),
                     .rows = ARENA_ARRAY(c->arena, CompareRow, area->n_items + 1)};
    for (size_t i = 0; i < area->n_items; i++) {
        if (newer_has(m, at, 0, survey_item_key(area->items[i]))) continue;
        CompareRow row = answer_row(c, m, area->items[i]);
        if (m->every || row.changed) v.rows[v.rows_n++] = row;
    }
    return v;
}

static size_t areas_of_all(const Compared *m) {
    size_t n = 0;
    for (size_t k = 0; k < m->n; k++) n += m->wholes[k].n_areas;
    return n;
}

static void fill_lines(Ctx *c, const Compared *m, CompareView *v) {
    size_t max = areas_of_all(m);
    v->scores = ARENA_ARRAY(c->arena, CompareRow, max + 1);
    v->areas = ARENA_ARRAY(c->arena, CompareArea, max + 1);
    for (size_t at = m->n; at-- > 0;) {
        for (size_t a = 0; a < m->wholes[at].n_areas; a++) {
            const AreaWhole *area = &m->wholes[at].areas[a];
            CompareArea rows = area_rows(c, m, at, area);
            if (rows.rows_n) v->areas[v->areas_n++] = rows;
            if (newer_has(m, at, survey_area_key(area->area), 0)) continue;
            CompareRow row = score_row(c, m, area->area);
            bool any = false;
            for (size_t k = 0; k < row.cells_n; k++) any |= !row.cells[k].none;
            if (any) v->scores[v->scores_n++] = row;
        }
    }
}

static RoundLine compare_round(Ctx *c, const Compared *m, const Round *r) {
    RoundLine v = {.id = r->id, .href = answer_path(c, r->id, ""), .name = r->name, .number = r->number, .on = r->on,
                   .way = choice_label(&sheet_way_choices, r->way), .begun = r->state == SHEET_STATE_BEGUN};
    for (size_t k = 0; k < m->n; k++) v.shown |= m->rounds[k].id == r->id;
    return v;
}

/* The address of this page again, of the same rounds. */
static Str address(Ctx *c, const Compared *m, const char *path, bool every) {
    char id[ID_CHARS + 1], survey[ID_CHARS + 1];
    id_print(id, m->of_case);
    id_print(survey, m->survey);
    Str s = arena_printf(c->arena, "%s?of_case=%s&survey=%s", path, id, survey);
    for (size_t k = 0; k < m->n; k++) {
        id_print(id, m->rounds[k].id);
        s = arena_printf(c->arena, "%.*s&sheet=%s", STR_ARG(s), id);
    }
    return every ? arena_printf(c->arena, "%.*s&all=1", STR_ARG(s)) : s;
}

Fault get_answer_compare(Ctx *c, const Request *rq, Reply *rp) {
    Compared m;
    TRY(compared_load(c, rq, &m));
    CompareView v = {.of_case = m.of_case, .survey_id = m.survey, .all = m.every,
                     .choose = m.n_all > 2, .cols = (int64_t)m.n + 1,
                     .survey = m.rounds[0].name, .whose_href = case_path(c, m.of_case),
                     .rounds = ARENA_ARRAY(c->arena, RoundLine, m.n + 1),
                     .offered = ARENA_ARRAY(c->arena, RoundLine, m.n_all + 1),
                     .csv = address(c, &m, "/answer-sheets/compare.csv", false),
                     .all_href = address(c, &m, "/answer-sheets/compare", true),
                     .changed_href = address(c, &m, "/answer-sheets/compare", false)};
    TRY(case_name(c, m.of_case, &v.whose));
    for (size_t k = 0; k < m.n; k++) v.rounds[v.rounds_n++] = compare_round(c, &m, &m.rounds[k]);
    for (size_t k = m.n_all; k-- > 0;) v.offered[v.offered_n++] = compare_round(c, &m, &m.all[k]);
    fill_lines(c, &m, &v);
    Str  title = arena_printf(c->arena, "%.*s · %.*s", STR_ARG(v.survey), STR_ARG(v.whose));
    Page pg = page_new(c, rq, NAV_CASES, title);
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.whose_href, v.whose};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.rounds[v.rounds_n - 1].href, v.survey};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, tr(c->reader.lang, T_SURVEY_COMPARE)};
    return answer_send(&pg, rp, answer_compare_page, &v, m.of_case);
}

/* ---- as a table file ------------------------------------------------------------------------------------------ */

static void csv_score(Ctx *c, Buf *b, const CompareCell *cell) {
    Str text = cell->known ? arena_printf(c->arena, "%lld%%", (long long)cell->percent) : (Str){0};
    csv_cell(b, false, text, false);
}

static void csv_answer(Ctx *c, Buf *b, const CompareCell *cell) {
    Str text = cell->text;
    if (cell->note.n) text = arena_printf(c->arena, "%.*s: %.*s", STR_ARG(cell->text), STR_ARG(cell->note));
    csv_cell(b, false, text, true);
}

static void csv_lines(Ctx *c, Buf *b, const CompareView *v) {
    for (size_t i = 0; i < v->scores_n; i++) {
        csv_cell(b, true, v->scores[i].name, true);
        csv_cell(b, false, tr(c->reader.lang, T_SURVEY_SCORE), true);
        for (size_t k = 0; k < v->scores[i].cells_n; k++) csv_score(c, b, &v->scores[i].cells[k]);
        buf_lit(b, "\r\n");
    }
    for (size_t a = 0; a < v->areas_n; a++) {
        for (size_t i = 0; i < v->areas[a].rows_n; i++) {
            const CompareRow *row = &v->areas[a].rows[i];
            csv_cell(b, true, v->areas[a].name, true);
            csv_cell(b, false, row->name, true);
            for (size_t k = 0; k < row->cells_n; k++) csv_answer(c, b, &row->cells[k]);
            buf_lit(b, "\r\n");
        }
    }
}

Fault get_answer_compare_csv(Ctx *c, const Request *rq, Reply *rp) {
    Compared m;
    CompareView v = {.all = true};
    TRY(compared_load(c, rq, &m));
    m.every = true;
    fill_lines(c, &m, &v);
    Buf *b = rp->body;
    buf_lit(b, "\xef\xbb\xbf");
    csv_cell(b, true, tr(c->reader.lang, T_ENT_SURVEY_AREA), true);
    csv_cell(b, false, tr(c->reader.lang, T_ENT_SURVEY_ITEM), true);
    for (size_t k = 0; k < m.n; k++) {
        Str day = arena_printf(c->arena, "%lld · %04d-%02d-%02d", (long long)m.rounds[k].number,
                               m.rounds[k].on / 10000, m.rounds[k].on / 100 % 100, m.rounds[k].on % 100);
        csv_cell(b, false, day, true);
    }
    buf_lit(b, "\r\n");
    csv_lines(c, b, &v);
    rp->type = "text/csv; charset=utf-8";
    rp->file_name = arena_printf(c->arena, "%.*s.csv", STR_ARG(m.rounds[0].name));
    rp->passing = true;
    case_opened(c, m.of_case);
    return OK;
}
