/* network_store.c - needed ties: statements, rules at the write, and what becomes of one that works. */
#include "network/network_page.h"

#include "base/embed.h"
#include "actor/actor.h"
#include "tie/tie.h"

enum { Q_CHAINS, Q_FIGURES, Q_READY };
_Static_assert(Q_READY + 1 == NETWORK_Q_N, "as many as the header says");

const Query NETWORK_QUERIES[NETWORK_Q_N] = {
    [Q_CHAINS] = {.sql = "WITH RECURSIVE up(place, at) AS (SELECT t.id, t.id FROM place_tree t WHERE t.org = :org"
                         " AND t.id {in:places} UNION SELECT u.place, t.parent FROM up u JOIN place_tree t"
                         " ON t.org = :org AND t.id = u.at WHERE t.parent IS NOT NULL)"
                         " SELECT u.place, u.at, t.parent FROM up u JOIN place_tree t ON t.org = :org AND t.id = u.at"
                         " ORDER BY u.place LIMIT 8000",
                  .in = "org:id places:ids", .out = "place:id at:id parent:id"},
    [Q_FIGURES] = {.sql = "SELECT w.of_case, w.trade, w.wanted_on, w.active_on FROM wanted_ties w WHERE w.org = :org"
                          " AND w.archived_at IS NULL AND w.state <> :let_go AND w.wanted_on IS NOT NULL"
                          " {unscoped:sums, small cells hidden} ORDER BY w.of_case, w.id LIMIT 200000",
                   .in = "org:id let_go:int", .out = "case:id trade:int wanted_on:int active_on:int", .many = true},
    [Q_READY] = {.sql = "SELECT t.id FROM tie_templates t WHERE t.org = :org AND t.ready = :ready"
                        " {unscoped:whether it is there, archived or not} LIMIT 1",
                 .in = "org:id ready:text", .out = "id:id"},
};

/* ---- where somebody sits ----------------------------------------------------------------------------------------- */

typedef struct Above {
    Id   place, at;
    bool top;
} Above;

static NetNear near_of(const Above *v, size_t n, Id from, Id place) {
    NetNear best = NET_ELSEWHERE;
    if (!place || !from) return NET_UNKNOWN;
    if (place == from) return NET_HERE;
    for (size_t i = 0; i < n; i++) {
        if (v[i].place != place) continue;
        for (size_t k = 0; k < n; k++) {
            if (v[k].place != from || v[k].at != v[i].at) continue;
            if (!v[i].top) return NET_HERE;
            best = NET_AROUND;
        }
    }
    return best;
}

Fault network_near(Ctx *c, Id from, const Id *places, size_t n, NetNear *ret_v) {
    enum { ABOVE_MAX = 8000 };
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Above *v = ARENA_ARRAY(c->arena, Above, ABOVE_MAX);
    size_t ids_n = 0, v_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (places[i]) ids[ids_n++] = places[i];
    }
    if (from) ids[ids_n++] = from;
    ids_n = ids_sort(ids, ids_n);
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &NETWORK_QUERIES[Q_CHAINS], VALS(v_id(c->who.org), v_ids(ids, ids_n)), &r));
        for (; v_n < ABOVE_MAX && rows_next(&r); v_n++) {
            v[v_n] = (Above){rows_id(&r, 0), rows_id(&r, 1), rows_id(&r, 2) == 0};
        }
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) ret_v[i] = near_of(v, v_n, from, places[i]);
    return OK;
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

Fault wanted_figures(Ctx *c, WantedFigure **ret_v, size_t *ret_n) {
    enum { FIGURES_MAX = 200000 };
    Id    *agree;
    size_t agree_n, n = 0, room = 0;
    WantedFigure *v = NULL;
    TRY(case_consenting(c, CONSENT_PURPOSE_RESULTS, &agree, &agree_n));
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &NETWORK_QUERIES[Q_FIGURES], VALS(v_id(c->who.org), v_int(WANTED_STATE_LET_GO)), &r));
    while (n < FIGURES_MAX && rows_next(&r)) {
        if (!ids_hold(agree, agree_n, rows_id(&r, 0))) continue;
        ARENA_ROOM(c->arena, v, n, 1, &room);
        v[n++] = (WantedFigure){rows_id(&r, 0), (int)rows_int(&r, 1), (Day)rows_int(&r, 2), (Day)rows_int(&r, 3)};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- the ready set ----------------------------------------------------------------------------------------------- */

Fault tie_template_check(Ctx *c, const void *before, void *after) {
    TieTemplate *t = after;
    (void)c;
    (void)before;
    if (t->how_many == NUMBER_NONE) t->how_many = 1;
    if (t->position == NUMBER_NONE) t->position = 500;
    return OK;
}

/* role, group, stage, groups where such are found, how many, then the words in each language. */
static Fault take_line(Ctx *c, Str line, int64_t number, int64_t *ret_made) {
    TieTemplate *t = ent_new(c, &tie_template_entity);
    Str rest = line, cell[5], part;
    int64_t there;
    for (size_t i = 0; i < 5; i++) {
        if (!str_split(&rest, '\t', &cell[i])) return fail_text(c, BAD_FILE, "tie_template", line);
    }
    t->role = choice_value(&tie_role_choices, cell[0]);
    t->trade = choice_value(&trade_group_choices, cell[1]);
    t->from_stage = choice_value(&case_stage_choices, cell[2]);
    while (str_split(&cell[3], ',', &part)) {
        int one = choice_value(&trade_group_choices, part);
        if (one) t->seeks |= (int64_t)1 << (one - 1);
    }
    if (!t->role || !str_int(cell[4], &t->how_many)) return fail_text(c, BAD_FILE, "tie_template", line);
    t->position = 10 * number;
    t->ready = arena_printf(c->arena, "%.*s:%.*s:%d", STR_ARG(cell[0]), STR_ARG(cell[1]), (int)number);
    while (str_split(&rest, '\t', &part)) {
        Lang l;
        ptrdiff_t is = str_find_byte(part, '=');
        bool named = is > 0 && lang_parse(str_sub(part, 0, (size_t)is), &l);
        if (!named) return fail_text(c, BAD_FILE, "tie_template", part);
        t->why.v[l] = str_sub(part, (size_t)is + 1, part.n);
        t->why.state[l] = TEXT_WRITTEN;
    }
    Fault f = db_int(c, &NETWORK_QUERIES[Q_READY], VALS(v_id(c->who.org), v_text(t->ready)), &there);
    if (f != NOT_FOUND) return f;
    (*ret_made)++;
    return ent_save(c, &tie_template_entity, t);
}

EMBED(ties, "ties.tsv");

Fault tie_template_take_ready(Ctx *c, int64_t *ret_made) {
    Str     text = {data_ties, (size_t)(data_ties_end - data_ties)}, line;
    int64_t number = 0;
    *ret_made = 0;
    while (str_split(&text, '\n', &line)) {
        if (line.n && line.p[0] != '#') TRY(take_line(c, line, ++number, ret_made));
    }
    return OK;
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* The group of the business, so that sums need not open a case. */
static Fault follow_case(Ctx *c, WantedTie *w) {
    Case  *k = ent_new(c, &case_entity);
    Actor *a = ent_new(c, &actor_entity);
    Fault  f = ent_load(c, &case_entity, w->of_case, k);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    if (w->candidate && w->candidate == k->client) complain(c, "candidate", T_NETWORK_ITSELF);
    f = ent_load(c, &actor_entity, k->client, a);
    if (f == OK && !w->trade && a->category) w->trade = actor_trade(c, a->category);
    return f == NOT_FOUND ? OK : f;
}

/* Whoever is in charge is in the room. */
static Fault in_charge(Ctx *c, const WantedTie *was, const WantedTie *w) {
    CasePerson *v;
    size_t      n;
    if (!w->responsible || (was && was->responsible == w->responsible)) return OK;
    TRY(case_people(c, w->of_case, false, &v, &n));
    for (size_t i = 0; i < n; i++) {
        if (v[i].account == w->responsible) return OK;
    }
    complain(c, "responsible", T_NETWORK_NOT_OF_CASE);
    return OK;
}

static void days_of(WantedTie *w, Day today) {
    bool chosen = w->state == WANTED_STATE_CHOSEN || w->state == WANTED_STATE_ASKED;
    if (!w->wanted_on) w->wanted_on = today;
    if (chosen && !w->chosen_on) w->chosen_on = today;
    if (w->state == WANTED_STATE_WANTED) w->chosen_on = w->asked_on = 0;
    if (w->state == WANTED_STATE_CHOSEN) w->asked_on = 0;
    if (w->state == WANTED_STATE_ASKED && !w->asked_on) w->asked_on = today;
    if (w->state != WANTED_STATE_ACTIVE) w->active_on = w->tie = 0;
    else if (!w->active_on) w->active_on = today;
    if (w->state != WANTED_STATE_LET_GO) w->let_go_on = 0;
    else if (!w->let_go_on) w->let_go_on = today;
}

Fault wanted_tie_check(Ctx *c, const void *before, void *after) {
    const WantedTie *was = before;
    WantedTie       *w = after;
    bool             other = was && was->candidate != w->candidate && was->state == w->state;
    if (!w->state) w->state = WANTED_STATE_WANTED;
    if (w->candidate && (w->state == WANTED_STATE_WANTED || (other && w->state == WANTED_STATE_ASKED))) {
        w->state = WANTED_STATE_CHOSEN;
    }
    if (other && w->candidate) w->chosen_on = 0;
    if (!w->candidate && (w->state == WANTED_STATE_CHOSEN || w->state == WANTED_STATE_ASKED)) {
        w->state = WANTED_STATE_WANTED;
    }
    if (w->state == WANTED_STATE_ACTIVE && !w->candidate) complain(c, "candidate", T_NETWORK_WANTS_CANDIDATE);
    if (w->state == WANTED_STATE_LET_GO && !w->reason.n) complain(c, "reason", T_NETWORK_WANTS_REASON);
    if (w->state != WANTED_STATE_LET_GO) w->reason = (Str){0};
    if (w->of_case) TRY(follow_case(c, w));
    if (w->of_case) TRY(in_charge(c, was, w));
    days_of(w, c->reader.today);
    return complaints_fault(c);
}

/* ---- a tie that works -------------------------------------------------------------------------------------------- */

static bool same_ends(const Tie *t, Id client, Id other) {
    return (t->from_actor == client && t->to_actor == other) || (t->from_actor == other && t->to_actor == client);
}

/* A live tie of this kind and direction between the two, whatever its state: of the program's knowledge, so that none
** is made twice. */
static Fault tie_between(Ctx *c, Id client, Id other, const NetTie *as, Tie **ret_t) {
    const Field *f = tie_entity.fields;
    ListSpec s = {.entity = &tie_entity, .limit = 50, .n_filters = 3};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &f[TIE_F_FROM_ACTOR], .op = LIST_EQ, .val = v_id(as->out ? client : other)};
    s.filters[1] = (ListFilter){.field = &f[TIE_F_TO_ACTOR], .op = LIST_EQ, .val = v_id(as->out ? other : client)};
    s.filters[2] = (ListFilter){.field = &f[TIE_F_KIND], .op = LIST_EQ, .val = v_int(as->kind)};
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    *ret_t = NULL;
    for (size_t i = 0; i < n; i++) {
        Tie *t = &((Tie *)rows)[i];
        if (same_ends(t, client, other) && t->state != TIE_STATE_ENDED) *ret_t = t;
    }
    return OK;
}

Fault network_tie(Ctx *c, Id client, Id other, int role, Id *ret_tie) {
    const Who kept = c->who;
    NetTie    as = net_tie_of(role);
    Tie      *t;
    c->who.system = true;
    Fault f = tie_between(c, client, other, &as, &t);
    c->who = kept;
    TRY(f);
    if (!t) {
        t = ent_new(c, &tie_entity);
        t->kind = as.kind;
        t->from_actor = as.out ? client : other;
        t->to_actor = as.out ? other : client;
        t->from_on = c->reader.today;
    }
    if (t->state != TIE_STATE_ACTIVE) {
        t->state = TIE_STATE_ACTIVE;
        if (!t->from_on) t->from_on = c->reader.today;
        TRY(ent_save_following(c, &tie_entity, t));
    }
    *ret_tie = t->head.id;
    return OK;
}

Fault wanted_tie_step(Ctx *c, Id id, const WantedStep *s, WantedTie *ret_w) {
    Case *k = ent_new(c, &case_entity);
    TRY(ent_load(c, &wanted_tie_entity, id, ret_w));
    if (!ent_may_write(c, &wanted_tie_entity, &ret_w->head)) return fail(c, NOT_ALLOWED, "wanted_tie", id);
    TRY(ent_load(c, &case_entity, ret_w->of_case, k));
    ret_w->state = s->state;
    if (s->state == WANTED_STATE_CHOSEN) ret_w->candidate = s->candidate;
    if (s->state == WANTED_STATE_CHOSEN) ret_w->chosen_on = 0;
    if (s->state == WANTED_STATE_WANTED) ret_w->candidate = 0;
    if (s->state == WANTED_STATE_LET_GO) ret_w->reason = s->reason;
    bool chosen = s->state != WANTED_STATE_CHOSEN || s->candidate;
    if (!chosen) complain(c, "candidate", T_NETWORK_WANTS_CANDIDATE);
    if (s->state == WANTED_STATE_ASKED && !ret_w->candidate) complain(c, "candidate", T_NETWORK_WANTS_CANDIDATE);
    TRY(complaints_fault(c));
    if (s->state == WANTED_STATE_ACTIVE && ret_w->candidate && ret_w->candidate != k->client) {
        TRY(network_tie(c, k->client, ret_w->candidate, ret_w->role, &ret_w->tie));
    }
    return ent_save(c, &wanted_tie_entity, ret_w);
}
