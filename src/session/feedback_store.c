/* feedback_store.c - what is asked after a session, and the sums that answers go into. */
#include "session/feedback.h"

#include "session/feedback_page.h"

enum { Q_LAST, Q_DONE, Q_TURN, Q_ADD, Q_WAITING, Q_TELL, Q_FORGET, Q_TOLD };

const Query FEEDBACK_QUERIES[FEEDBACK_Q_N] = {
    [Q_LAST] = {.sql = "SELECT x.id FROM case_sessions x WHERE x.org = :org AND x.of_case = :case AND x.state = :held"
                       " AND x.happened_at >= :since AND x.archived_at IS NULL AND {scope:x}"
                       " ORDER BY x.happened_at DESC, x.id DESC LIMIT 1",
                .in = "org:id case:id held:int since:int", .out = "id:id"},
    [Q_DONE] = {.sql = "SELECT t.session FROM feedback_turns t WHERE t.account = :s_account AND (t.session = :session"
                       " OR (t.waits = 1 AND t.unit = :unit AND t.of_version = :version)) LIMIT 1",
                .in = "session:id unit:id version:id", .out = "session:id"},
    [Q_TURN] = {.sql = "INSERT INTO feedback_turns (account, session, org, unit, of_version, waits)"
                       " VALUES (:s_account, :session, :org, :unit, :version, :waits)",
                .in = "session:id org:id unit:id version:id waits:int"},
    [Q_ADD] = {.sql = "INSERT INTO feedback_sums (org, unit, of_version, item, chosen, waiting, told)"
                      " VALUES (:org, :unit, :version, :item, :chosen, 1, 0)"
                      " ON CONFLICT (org, unit, of_version, item, chosen)"
                      " DO UPDATE SET waiting = feedback_sums.waiting + 1",
               .in = "org:id unit:id version:id item:id chosen:int"},
    [Q_WAITING] = {.sql = "SELECT CAST(count(*) AS BIGINT) FROM feedback_turns t WHERE t.org = :org AND t.unit = :unit"
                          " AND t.of_version = :version AND t.waits = 1",
                   .in = "org:id unit:id version:id", .out = "n:int"},
    [Q_TELL] = {.sql = "UPDATE feedback_sums SET told = told + waiting, waiting = 0 WHERE org = :org AND unit = :unit"
                       " AND of_version = :version",
                .in = "org:id unit:id version:id"},
    [Q_FORGET] = {.sql = "UPDATE feedback_turns SET waits = 0 WHERE org = :org AND unit = :unit"
                         " AND of_version = :version AND waits = 1",
                  .in = "org:id unit:id version:id"},
    [Q_TOLD] = {.sql = "SELECT s.unit, s.item, s.chosen, s.told FROM feedback_sums s WHERE s.org = :org"
                       " AND s.of_version = :version AND s.told > 0 ORDER BY s.unit, s.item, s.chosen",
                .in = "org:id version:id", .out = "unit:id item:id chosen:int told:int"},
};

static const Query *q(int i) { return &FEEDBACK_QUERIES[i]; }

/* Businesses without a place stand together. */
static Id unit_of(const Case *k) { return k->head.unit ? k->head.unit : k->head.org; }

/* ---- asking --------------------------------------------------------------------------------------------------- */

Fault feedback_set(Ctx *c, FeedbackSet *ret_s) {
    SurveyWhole w;
    Id survey, used, draft;
    *ret_s = (FeedbackSet){0};
    Fault f = survey_by_ready(c, LIT("feedback"), &survey);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    TRY(survey_versions(c, survey, &used, &draft));
    if (!used) return OK;
    TRY(survey_load(c, used, &w));
    ret_s->id = used;
    ret_s->name = tri_best(&w.survey->name, c->reader.lang, NULL);
    ret_s->about = tri_best(&w.survey->about, c->reader.lang, NULL);
    for (size_t a = 0; a < w.n_areas; a++) {
        for (size_t i = 0; i < w.areas[a].n_items && ret_s->n < FEEDBACK_ITEMS_MAX; i++) {
            ScoreItem item = survey_score_item(w.areas[a].items[i]);
            if (item.options) ret_s->items[ret_s->n++] = w.areas[a].items[i];
        }
    }
    return OK;
}

static Fault done_with(Ctx *c, const Case *k, Id version, Id session, bool *ret_yes) {
    int64_t id;
    Fault f = db_int(c, q(Q_DONE), VALS(v_id(session), v_id(unit_of(k)), v_id(version)), &id);
    *ret_yes = f == OK;
    return f == NOT_FOUND ? OK : f;
}

Fault feedback_due(Ctx *c, const Case *k, Id version, CaseSession *ret_s) {
    const int64_t ask_ms = (int64_t)FEEDBACK_ASK_DAYS * 24 * 60 * 60 * 1000;
    int64_t last;
    bool    done, agreed;
    if (!c->who.account || k->owner_account != c->who.account || k->stage == CASE_STAGE_CLOSED) return OK;
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_ACCOMPANY, &agreed));
    if (!agreed) return OK;
    Fault f = db_int(c, q(Q_LAST), VALS(v_id(c->who.org), v_id(k->head.id), v_int(SESSION_STATE_HELD),
                                        v_int(c->reader.now - ask_ms)), &last);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    TRY(done_with(c, k, version, last, &done));
    return done ? OK : ent_load(c, &case_session_entity, last, ret_s);
}

/* ---- answering ------------------------------------------------------------------------------------------------ */

static Fault add_all(Ctx *c, const Case *k, const FeedbackSet *s, const int *chosen) {
    int64_t n;
    Id unit = unit_of(k);
    for (size_t i = 0; i < s->n; i++) {
        TRY(db_run(c, q(Q_ADD), VALS(v_id(c->who.org), v_id(unit), v_id(s->id), v_id(s->items[i]->head.id),
                                     v_int(chosen[i]))));
    }
    TRY(db_int(c, q(Q_WAITING), VALS(v_id(c->who.org), v_id(unit), v_id(s->id)), &n));
    if (n <= 0 || feedback_told((size_t)n) != (size_t)n) return OK;
    TRY(db_run(c, q(Q_TELL), VALS(v_id(c->who.org), v_id(unit), v_id(s->id))));
    return db_run(c, q(Q_FORGET), VALS(v_id(c->who.org), v_id(unit), v_id(s->id)));
}

Fault feedback_give(Ctx *c, const Case *k, Id session, const FeedbackSet *s, const int *chosen) {
    CaseSession *of = ent_new(c, &case_session_entity);
    bool done;
    TRY(ent_load(c, &case_session_entity, session, of));
    bool theirs = c->who.account && k->owner_account == c->who.account && of->of_case == k->head.id;
    if (!theirs || of->state != SESSION_STATE_HELD) return fail(c, NOT_FOUND, "case_session", session);
    TRY(done_with(c, k, s->id, session, &done));
    if (done) return fail(c, OVER, "case_session", session);
    TRY(db_run(c, q(Q_TURN), VALS(v_id(session), v_id(c->who.org), v_id(unit_of(k)), v_id(s->id),
                                  v_int(chosen != NULL))));
    return chosen ? add_all(c, k, s, chosen) : OK;
}

/* ---- telling -------------------------------------------------------------------------------------------------- */

static bool among(const Id *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i] == id) return true;
    }
    return !v;
}

Fault feedback_sums(Ctx *c, const FeedbackSet *s, const Id *units, size_t n_units, FeedbackTold *ret_v) {
    AUTO(rows_end) Rows r = {0};
    *ret_v = (FeedbackTold){0};
    TRY(db_rows(c, q(Q_TOLD), VALS(v_id(c->who.org), v_id(s->id)), &r));
    while (rows_next(&r)) {
        int64_t chosen = rows_int(&r, 2);
        bool    fits = chosen >= 0 && chosen <= SCORE_OPTIONS_MAX && among(units, n_units, rows_id(&r, 0));
        for (size_t i = 0; fits && i < s->n; i++) {
            if (s->items[i]->head.id == rows_id(&r, 1)) ret_v->of[i][chosen] += rows_int(&r, 3);
        }
    }
    for (int o = 0; s->n && o <= SCORE_OPTIONS_MAX; o++) ret_v->n += ret_v->of[0][o];
    return rows_fault(&r);
}

Fault feedback_units(Ctx *c, Id version, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(Q_TOLD), VALS(v_id(c->who.org), v_id(version)), &r));
    while (rows_next(&r)) {
        Id unit = rows_id(&r, 0);
        if ((n && ret_v[n - 1] == unit) || n == max) continue;
        ret_v[n++] = unit;
    }
    *ret_n = n;
    return rows_fault(&r);
}
