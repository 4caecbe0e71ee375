/* case_consent.c - what was agreed to, in which words, and what its withdrawal closes; the desired future and the goals
** at the write. */
#include "case/case_store.h"

enum { FIRST_WORDS_DAYS = 3650 };                 /* papers signed before the region was here may be kept too */

/* ---- the words ------------------------------------------------------------------------------------------------- */

static Fault next_number(Ctx *c, int query, const Val *vals, size_t n, int64_t *ret_number) {
    int64_t last = 0;
    Fault f = db_int(c, &CASE_QUERIES[query], vals, n, &last);
    *ret_number = last + 1;
    return f == NOT_FOUND ? OK : f;
}

Fault consent_text_check(Ctx *c, const void *before, void *after) {
    const ConsentText *was = before;
    ConsentText       *w = after;
    int64_t used;
    if (!was) {
        return next_number(c, Q_CASE_TEXT_LAST, VALS(v_id(c->who.org), v_int(w->purpose)), &w->number);
    }
    bool same = w->from_on == was->from_on && w->months == was->months;
    for (int l = 0; l < LANG_N; l++) {
        /* A missing language may be added; what was there stays. */
        same = same && (!was->words.v[l].n || str_eq(w->words.v[l], was->words.v[l]));
    }
    if (same) return OK;
    Fault f = db_int(c, &CASE_QUERIES[Q_CASE_TEXT_USED], VALS(v_id(w->head.id)), &used);
    if (f == OK) complain(c, "words", T_CASE_WORDS_SIGNED);
    if (f != OK && f != NOT_FOUND) return f;
    return complaints_fault(c);
}

Fault consent_words_now(Ctx *c, ConsentText *ret_words) {
    enum { WORDS_MAX = 200 };
    Id ids[WORDS_MAX];
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &CASE_QUERIES[Q_CASE_TEXTS_NOW], VALS(v_id(c->who.org), v_int(c->reader.today)), &r));
        while (n < WORDS_MAX && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    void *rows;
    size_t found;
    ListSpec s = {.entity = &consent_text_entity, .ids = ids, .n_ids = n, .ids_only = true, .limit = WORDS_MAX};
    for (int p = 0; p < CONSENT_PURPOSE_N; p++) ent_clear(&consent_text_entity, &ret_words[p]);
    if (!n) return OK;
    TRY(list_run(c, &s, true, &rows, &found, NULL));
    for (size_t i = 0; i < found; i++) {
        const ConsentText *w = &((const ConsentText *)rows)[i];
        ConsentText *now = &ret_words[w->purpose];
        if (!now->head.id || w->from_on > now->from_on || (w->from_on == now->from_on && w->number > now->number)) {
            *now = *w;
        }
    }
    return OK;
}

static Fault load_line(Ctx *c, Str line) {
    ConsentText *w = ent_new(c, &consent_text_entity);
    Str purpose, months, part;
    if (!str_split(&line, '\t', &purpose) || !str_split(&line, '\t', &months)) return fail(c, BAD_FILE, "consents", 0);
    w->purpose = choice_value(&consent_purpose_choices, purpose);
    if (!w->purpose || !str_int(months, &w->months)) return fail_text(c, BAD_FILE, "consents", purpose);
    while (str_split(&line, '\t', &part)) {
        for (int l = 0; l < LANG_N; l++) {
            Str head = arena_printf(c->arena, "%s=", lang_code((Lang)l));
            if (!str_starts(part, head)) continue;
            w->words.v[l] = str_sub(part, head.n, part.n);
            w->words.state[l] = TEXT_WRITTEN;
        }
    }
    w->from_on = day_plus(c->reader.today, -FIRST_WORDS_DAYS);
    return ent_save(c, &consent_text_entity, w);
}

Fault consent_load(Ctx *c, Str tsv) {
    Str line;
    while (str_split(&tsv, '\n', &line)) {
        if (line.n && line.p[0] != '#') TRY(load_line(c, line));
    }
    return OK;
}

/* ---- a consent at the write ------------------------------------------------------------------------------------ */

/* Who withdrew begins anew with a new case: what was told in the old one stays shut. */
static Fault check_shut(Ctx *c, const Consent *v) {
    bool shut;
    if (!v->of_case || v->purpose != CONSENT_PURPOSE_ACCOMPANY) return OK;
    TRY(case_is_shut(c, v->of_case, &shut));
    if (shut) complain(c, "purpose", T_CASE_STAYS_SHUT);
    return OK;
}

static Fault check_new(Ctx *c, Consent *v) {
    ConsentText *w = ent_new(c, &consent_text_entity);
    TRY(check_shut(c, v));
    Fault f = v->words ? ent_load(c, &consent_text_entity, v->words, w) : NOT_FOUND;
    if (f != OK) return f == NOT_FOUND ? OK : f;
    if (w->purpose != v->purpose) complain(c, "words", T_FORM_FIX_CHOICE);
    if (v->signed_on > c->reader.today) complain(c, "signed_on", T_CASE_FUTURE);
    if (!v->until_on && w->months != NUMBER_NONE && day_valid(v->signed_on)) {
        v->until_on = consent_until(v->signed_on, w->months);
    }
    if (v->way == CONSENT_WAY_PAPER && !v->paper) complain(c, "paper", T_CASE_WANTS_PAPER);
    bool said = v->way == CONSENT_WAY_SPOKEN;
    if (said && v->purpose == CONSENT_PURPOSE_ACCOMPANY) complain(c, "way", T_CASE_WANTS_SIGNING);
    return OK;
}

Fault consent_check(Ctx *c, const void *before, void *after) {
    const Consent *was = before;
    Consent       *v = after;
    if (!was) TRY(check_new(c, v));
    if (was && was->withdrawn_at && !v->withdrawn_at) complain(c, "withdrawn_at", T_CASE_ASK_ANEW);
    if (v->until_on && v->until_on < v->signed_on) complain(c, "until_on", T_CASE_UNTIL_FIRST);
    if (!was) {
        v->withdrawn_at = 0;
        v->withdrawn_by = 0;
    } else if (v->withdrawn_at && !was->withdrawn_at) {
        v->withdrawn_at = c->reader.now;
        v->withdrawn_by = c->who.account;
    }
    return complaints_fault(c);
}

/* Signed: who was asked becomes one who is accompanied. Withdrawn: the case is closed and shut. */
static Fault follow_consent(Ctx *c, const Consent *was, const Consent *v) {
    Case *k = ent_new(c, &case_entity);
    bool shut;
    TRY(ent_load(c, &case_entity, v->of_case, k));
    TRY(case_is_shut(c, v->of_case, &shut));
    if (!was && k->stage == CASE_STAGE_PRE_CLIENT && consent_holds(v, c->reader.today)) {
        k->stage = CASE_STAGE_DIAGNOSIS;
        if (!k->opened_on || k->opened_on > v->signed_on) k->opened_on = v->signed_on;
        TRY(ent_save(c, &case_entity, k));
    } else if (shut && k->stage != CASE_STAGE_CLOSED) {
        k->stage = CASE_STAGE_CLOSED;
        k->why_closed = CASE_END_WITHDRAWN;
        TRY(ent_save(c, &case_entity, k));
    }
    return case_teams_renew(c, v->of_case);
}

/* The owner may sign and withdraw, though a case is the staff's to change. */
static Fault accompany_changed(Ctx *c, const Consent *was, const Consent *v) {
    const Who kept = c->who;
    c->who = who_program(c);
    Fault f = follow_consent(c, was, v);
    c->who = kept;
    return f;
}

/* Whoever withdraws a purpose withdraws it, however often it was signed. */
static Fault withdraw_others(Ctx *c, const Consent *v) {
    void    *rows;
    size_t   n;
    ListSpec s = {.entity = &consent_entity, .limit = 100, .n_filters = 2};
    s.filters[0] = (ListFilter){.field = &consent_entity.fields[CONSENT_F_OF_CASE], .op = LIST_EQ,
                                .val = v_id(v->of_case)};
    s.filters[1] = (ListFilter){.field = &consent_entity.fields[CONSENT_F_PURPOSE], .op = LIST_EQ,
                                .val = v_int(v->purpose)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        Consent *other = (Consent *)rows + i;
        if (other->withdrawn_at || other->head.id == v->head.id) continue;
        other->withdrawn_at = c->reader.now;
        other->withdrawn_why = v->withdrawn_why;
        return ent_save(c, &consent_entity, other);  /* which withdraws the next */
    }
    return OK;
}

Fault consent_after(Ctx *c, const void *before, const void *after) {
    const Consent *was = before, *v = after;
    if (was && !was->withdrawn_at && v->withdrawn_at) TRY(withdraw_others(c, v));
    TRY(case_tell_consent(c, was, v));
    return v->purpose == CONSENT_PURPOSE_ACCOMPANY ? accompany_changed(c, was, v) : OK;
}

Fault case_consent_rows(Ctx *c, Id of_case, ConsentRow **ret_v, size_t *ret_n) {
    enum { ROWS_MAX = 200 };
    ConsentRow *v = ARENA_ARRAY(c->arena, ConsentRow, ROWS_MAX);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &CASE_QUERIES[Q_CASE_CONSENTS], VALS(v_id(of_case)), &r));
    for (; n < ROWS_MAX && rows_next(&r); n++) {
        v[n] = (ConsentRow){.id = rows_id(&r, 0), .purpose = (int)rows_int(&r, 1), .way = (int)rows_int(&r, 2),
                            .signed_by = rows_copy(&r, 3), .signed_on = (Day)rows_int(&r, 4),
                            .until_on = (Day)rows_int(&r, 5), .withdrawn_at = rows_int(&r, 6),
                            .paper = rows_id(&r, 7), .number = rows_int(&r, 8),
                            .limited_until = (Day)rows_int(&r, 9)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- the desired future and the goals -------------------------------------------------------------------------- */

Fault vision_check(Ctx *c, const void *before, void *after) {
    Vision *v = after;
    if (before) return complaints_fault(c);
    TRY(next_number(c, Q_CASE_VISION_LAST, VALS(v_id(v->of_case)), &v->number));
    if (!v->told_on) v->told_on = c->reader.today;
    if (!v->lang.n) v->lang = str_of(lang_code(c->reader.lang));
    bool past = v->horizon != NUMBER_NONE && v->horizon < day_year(c->reader.today);
    if (past) complain(c, "horizon", T_CASE_HORIZON_PAST);
    return complaints_fault(c);
}

Fault goal_check(Ctx *c, const void *before, void *after) {
    Goal *g = after;
    (void)before;
    if (!g->state) g->state = GOAL_STATE_OPEN;
    if (g->state == GOAL_STATE_REACHED && !g->evidence.n) complain(c, "evidence", T_CASE_WANTS_EVIDENCE);
    if (g->state >= GOAL_STATE_CHANGED && !g->reason.n) complain(c, "reason", T_CASE_WANTS_REASON);
    return complaints_fault(c);
}
