/* survival_store.c - what is known of the accompanied businesses' being there: their follow-ups, cases that were closed
** because the business was, and what their public pages say. */
#include "wave/survival_page.h"

#include "actor/actor.h"

typedef struct AllSeen {
    Seen   v[SEEN_MAX];
    size_t n;
} AllSeen;

static void add(AllSeen *k, Seen s) {
    if (k->n < SEEN_MAX) k->v[k->n++] = s;
}

/* Spans begin with their case, in order. */
static size_t span_at(const CaseSpan *v, size_t n, Id of_case) {
    const CaseSpan *at = n ? bsearch(&of_case, v, n, sizeof *v, id_order) : NULL;
    return at ? (size_t)(at - v) : n;
}

static Fault told_read(Ctx *c, const CaseSpan *spans, size_t n, AllSeen *known) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &WAVE_QUERIES[WAVE_Q_TOLD], VALS(v_id(c->who.org)), &r));
    while (rows_next(&r)) {
        size_t i = span_at(spans, n, rows_id(&r, 0));
        Day on = (Day)rows_int(&r, 1), since = (Day)rows_int(&r, 3);
        if (i == n) continue;
        if (rows_int(&r, 2) == BUSINESS_LIFE_CLOSED) {
            Day from = since ? since : spans[i].opened_on, until = since ? since : on;
            add(&known[i], (Seen){.closed = true, .from = from, .until = until});
        } else {
            bool moved = rows_int(&r, 2) == BUSINESS_LIFE_MOVED;
            add(&known[i], (Seen){.from = on, .until = on, .moved_on = moved ? since : 0});
        }
    }
    return rows_fault(&r);
}

static const ActorLife *life_of(const ActorLife *v, size_t n, Id actor) {
    return n ? bsearch(&actor, v, n, sizeof *v, id_order) : NULL;
}

/* A page that says it is closed tells the year at most; one whose details were confirmed was there that day. */
static void page_says(const ActorLife *a, Day opened_on, Day today, AllSeen *k) {
    if (a->life == LIFE_STATE_CLOSED) {
        Day from = a->ended_year ? day_of(a->ended_year, 1, 1) : opened_on;
        Day until = a->ended_year ? day_of(a->ended_year, 12, 31) : today;
        add(k, (Seen){.closed = true, .from = from, .until = until < today ? until : today});
    } else if ((a->life == LIFE_STATE_ACTIVE || a->life == LIFE_STATE_PAUSED) && a->confirmed_on) {
        add(k, (Seen){.from = a->confirmed_on, .until = a->confirmed_on});
    }
}

static bool has_id(const Id *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i] == id) return true;
    }
    return false;
}

/* Those who agree today, of the units asked for; both lists rise. */
static size_t agreed(CaseSpan *spans, size_t n, const Id *agree, size_t n_agree, const Id *units, size_t n_units) {
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < n; i++) {
        while (at < n_agree && agree[at] < spans[i].of_case) at++;
        if (at == n_agree || agree[at] != spans[i].of_case) continue;
        if (units && !has_id(units, n_units, spans[i].unit)) continue;
        spans[kept++] = spans[i];
    }
    return kept;
}

Fault survival_rows(Ctx *c, const Id *units, size_t n_units, SurvivalRow **ret_v, size_t *ret_n) {
    Id       *agree;
    CaseSpan *spans;
    size_t n_agree, n, n_lives;
    TRY(case_consenting(c, CONSENT_PURPOSE_RESULTS, &agree, &n_agree));
    TRY(case_spans(c, &spans, &n));
    n = agreed(spans, n, agree, n_agree, units, n_units);
    AllSeen     *known = ARENA_ARRAY(c->arena, AllSeen, n + 1);
    SurvivalRow *v = ARENA_ARRAY(c->arena, SurvivalRow, n + 1);
    Id          *clients = ARENA_ARRAY(c->arena, Id, n + 1);
    ActorLife   *lives = ARENA_ARRAY(c->arena, ActorLife, n + 1);
    for (size_t i = 0; i < n; i++) clients[i] = spans[i].client;
    qsort(clients, n, sizeof *clients, id_order);
    TRY(actor_lives(c, clients, n, lives, &n_lives));
    for (size_t i = 0; i < n; i++) {
        const ActorLife *a = life_of(lives, n_lives, spans[i].client);
        v[i] = (SurvivalRow){.unit = spans[i].unit, .trade = a ? actor_trade(c, a->category) : 0};
        if (spans[i].shut_on) {
            add(&known[i], (Seen){.closed = true, .from = spans[i].opened_on, .until = spans[i].shut_on});
        }
        if (a) page_says(a, spans[i].opened_on, c->reader.today, &known[i]);
    }
    TRY(told_read(c, spans, n, known));
    for (size_t i = 0; i < n; i++) {
        for (int h = 0; h < HORIZONS; h++) {
            v[i].at[h] = survival_at(spans[i].opened_on, HORIZON_MONTHS[h], known[i].v, known[i].n, c->reader.today);
        }
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}
