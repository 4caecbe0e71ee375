/* network_load.c - the network of one case, side by side: real ties by role, those looked for, those that the ready set
** asks for and nobody has. */
#include "network/network_page.h"

#include "actor/actor.h"
#include "tie/tie.h"

/* ---- what there is ----------------------------------------------------------------------------------------------- */

static const CategoryRow *category_of(const CategoryRow *v, size_t n, Id id) {
    return id && n ? bsearch(&id, v, n, sizeof *v, id_order) : NULL;
}

/* The others at the ends of real ties, as far as the reader sees them. */
typedef struct Others {
    const Actor *v;
    size_t       n;
    NetNear     *near;
    CategoryRow *categories;
    size_t       categories_n;
} Others;

static Fault others_load(Ctx *c, const Network *net, const TieEnds *ties, size_t n, Others *ret_o) {
    Id    *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    void  *rows = NULL;
    *ret_o = (Others){0};
    for (size_t i = 0; i < n; i++) ids[i] = ties[i].from == net->client ? ties[i].to : ties[i].from;
    n = ids_sort(ids, n);
    if (!n) return OK;
    ListSpec s = {.entity = &actor_entity, .ids = ids, .n_ids = n, .ids_only = true, .limit = (int64_t)n};
    TRY(list_run(c, &s, false, &rows, &ret_o->n, NULL));
    ret_o->v = rows;
    Id *places = ARENA_ARRAY(c->arena, Id, ret_o->n + 1);
    ret_o->near = ARENA_ARRAY(c->arena, NetNear, ret_o->n + 1);
    for (size_t i = 0; i < ret_o->n; i++) places[i] = ret_o->v[i].locality;
    TRY(network_near(c, net->here, places, ret_o->n, ret_o->near));
    return category_rows(c, &ret_o->categories, &ret_o->categories_n);
}

static const TextKey NEAR_WORDS[] = {
    [NET_UNKNOWN] = T_NETWORK_NEAR_UNKNOWN, [NET_ELSEWHERE] = T_NETWORK_NEAR_ELSEWHERE,
    [NET_AROUND] = T_NETWORK_NEAR_AROUND, [NET_HERE] = T_NETWORK_NEAR_HERE,
};

static void add_has(Ctx *c, Network *net, const Others *o, const TieEnds *t, int looked_for) {
    bool out = t->from == net->client;
    Id   other = out ? t->to : t->from;
    for (size_t i = 0; i < o->n; i++) {
        const Actor *a = &o->v[i];
        if (a->head.id != other) continue;
        const CategoryRow *g = category_of(o->categories, o->categories_n, a->category);
        NetActor who = {.kind = a->kind, .trade = g ? g->trade : 0, .code = g ? g->code : (Str){0}};
        int      role = looked_for ? looked_for : net_role_of(t->kind, out, &who);
        if (!role) return;
        net->has[net->has_n++] = (NetHas){
            .tie = t->id, .other = other, .role = role, .near = o->near[i], .what = t->what, .from_on = t->from_on,
            .name = tri_best(&a->name, c->reader.lang, NULL), .href = view_record_path(c, &actor_entity, other),
            .role_label = choice_label(&tie_role_choices, role), .near_label = NEAR_WORDS[o->near[i]],
            .state = o->near[i] == NET_ELSEWHERE ? LIT("outside") : LIT("active"),
            .dormant = t->state == TIE_STATE_DORMANT};
        return;
    }
}

static int has_order(const void *a, const void *b) {
    const NetHas *x = a, *y = b;
    if (x->role != y->role) return x->role - y->role;
    return (x->tie > y->tie) - (x->tie < y->tie);
}

/* A tie that was looked for plays the role for which it was. */
static Fault load_has(Ctx *c, Network *net) {
    TieEnds *ties = ARENA_ARRAY(c->arena, TieEnds, NETWORK_TIES_MAX);
    Others   o;
    size_t   n;
    TRY(tie_real_of(c, &net->client, 1, ties, NETWORK_TIES_MAX, &n));
    TRY(others_load(c, net, ties, n, &o));
    net->has = ARENA_ARRAY(c->arena, NetHas, n + 1);
    for (size_t i = 0; i < n; i++) {
        int role = 0;
        for (size_t k = 0; k < net->rows_n && !role; k++) {
            if (net->rows[k].tie == ties[i].id) role = net->rows[k].role;
        }
        add_has(c, net, &o, &ties[i], role);
    }
    qsort(net->has, net->has_n, sizeof *net->has, has_order);
    for (size_t i = 0; i < net->has_n; i++) {
        net->local += net->has[i].near >= NET_AROUND;
        net->outside += net->has[i].near == NET_ELSEWHERE;
        net->unplaced += net->has[i].near == NET_UNKNOWN;
    }
    return OK;
}

/* ---- what is looked for ------------------------------------------------------------------------------------------ */

static NetWant want_of(Ctx *c, const WantedTie *w, const CasePerson *people, size_t people_n) {
    NetWant v = {.id = w->head.id, .candidate = w->candidate, .role = w->role, .state = w->state, .why = w->why,
                 .href = view_record_path(c, &wanted_tie_entity, w->head.id), .reason = w->reason,
                 .role_label = choice_label(&tie_role_choices, w->role),
                 .state_label = choice_label(&wanted_state_choices, w->state), .wanted_on = w->wanted_on,
                 .due_on = w->due_on, .active = w->state == WANTED_STATE_ACTIVE,
                 .let_go = w->state == WANTED_STATE_LET_GO, .chosen = w->state == WANTED_STATE_CHOSEN,
                 .asked = w->state == WANTED_STATE_ASKED,
                 .may_write = ent_may_write(c, &wanted_tie_entity, &w->head)};
    v.open = !v.active && !v.let_go;
    v.ended_on = v.active ? w->active_on : w->let_go_on;
    v.late = v.open && w->due_on && w->due_on < c->reader.today;
    v.select = arena_printf(c->arena, "%.*s/network?need=%.*s#offered", STR_ARG(case_path(c, w->of_case)),
                            STR_ARG(id_str(c->arena, w->head.id)));
    if (v.chosen && v.may_write && (c->who.roles & ROLES_STAFF)) {
        v.introduce = arena_printf(c->arena, "/introductions/new?wanted=%.*s&of_case=%.*s&other=%.*s",
                                   STR_ARG(id_str(c->arena, w->head.id)), STR_ARG(id_str(c->arena, w->of_case)),
                                   STR_ARG(id_str(c->arena, w->candidate)));
    }
    for (size_t i = 0; i < people_n; i++) {
        if (people[i].account == w->responsible) v.who = people[i].name;
    }
    return v;
}

static int want_order(const void *a, const void *b) {
    const NetWant *x = a, *y = b;
    if (x->open && x->state != y->state) return x->state - y->state;
    if (x->due_on != y->due_on) return !x->due_on ? 1 : !y->due_on ? -1 : x->due_on < y->due_on ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static int closed_order(const void *a, const void *b) {
    const NetWant *x = a, *y = b;
    if (x->ended_on != y->ended_on) return x->ended_on > y->ended_on ? -1 : 1;
    return (x->id < y->id) - (x->id > y->id);
}

static Fault load_wanted(Ctx *c, Network *net) {
    CasePerson *people;
    void       *rows;
    size_t      people_n, n;
    TRY(case_records(c, &wanted_tie_entity, net->k->head.id, &rows, &n));
    TRY(case_people(c, net->k->head.id, true, &people, &people_n));
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    net->rows = rows;
    net->rows_n = n;
    net->open = ARENA_ARRAY(c->arena, NetWant, n + 1);
    net->closed = ARENA_ARRAY(c->arena, NetWant, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = net->rows[i].candidate;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        NetWant v = want_of(c, &net->rows[i], people, people_n);
        v.candidate_name = names[i];
        if (v.introduce.n) {
            v.introduce = arena_printf(c->arena, "%.*s&one=%.*s", STR_ARG(v.introduce),
                                       STR_ARG(id_str(c->arena, net->client)));
        }
        if (names[i].n) v.candidate_href = view_record_path(c, &actor_entity, v.candidate);
        if (v.open) net->open[net->open_n++] = v;
        else net->closed[net->closed_n++] = v;
    }
    qsort(net->open, net->open_n, sizeof *net->open, want_order);
    qsort(net->closed, net->closed_n, sizeof *net->closed, closed_order);
    return OK;
}

/* ---- what is missing --------------------------------------------------------------------------------------------- */

static Fault load_missing(Ctx *c, Network *net) {
    enum { TEMPLATES_MAX = 200 };
    void    *rows;
    size_t   all, n = 0;
    int64_t  has[TIE_ROLE_N] = {0};
    ListSpec s = {.entity = &tie_template_entity, .limit = TEMPLATES_MAX,
                  .sort = &tie_template_entity.fields[TIE_TEMPLATE_F_POSITION]};
    TRY(list_run(c, &s, false, &rows, &all, NULL));
    net->ready = all > 0;
    NetNeed *needs = ARENA_ARRAY(c->arena, NetNeed, all + 1);
    int64_t *taken = ARENA_ARRAY(c->arena, int64_t, all + 1), *missing = ARENA_ARRAY(c->arena, int64_t, all + 1);
    Str     *why = ARENA_ARRAY(c->arena, Str, all + 1);
    for (size_t i = 0; i < all; i++) {
        const TieTemplate *t = &((const TieTemplate *)rows)[i];
        NetNeed need = {t->head.id, t->role, t->trade, t->from_stage, t->how_many};
        if (!net_asks(&need, net->trade, net->k->stage)) continue;
        for (size_t k = 0; k < net->rows_n; k++) {
            /* One that works counts with the real ties. */
            taken[n] += net->rows[k].template == t->head.id && net->rows[k].state != WANTED_STATE_ACTIVE;
        }
        why[n] = tri_best(&t->why, c->reader.lang, NULL);
        needs[n++] = need;
    }
    for (size_t i = 0; i < net->has_n; i++) has[net->has[i].role]++;
    net_missing(needs, n, has, taken, missing);
    net->missing = ARENA_ARRAY(c->arena, NetMissing, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!missing[i]) continue;
        net->missing[net->missing_n++] = (NetMissing){needs[i].id, needs[i].role, why[i],
                                                      choice_label(&tie_role_choices, needs[i].role), missing[i]};
        net->lacking += missing[i];
    }
    return OK;
}

Fault network_load(Ctx *c, const Case *k, Network *ret_net) {
    Actor *a = ent_new(c, &actor_entity);
    *ret_net = (Network){.k = k, .client = k->client};
    Fault f = ent_load(c, &actor_entity, k->client, a);
    if (f != NOT_FOUND) TRY(f);
    if (f == OK) {
        ret_net->here = a->locality;
        ret_net->trade = actor_trade(c, a->category);
        ret_net->languages = a->languages;
    }
    TRY(load_wanted(c, ret_net));
    TRY(load_has(c, ret_net));
    TRY(load_missing(c, ret_net));
    ret_net->lacking += (int64_t)ret_net->open_n;
    ret_net->all = (int64_t)ret_net->has_n + ret_net->lacking;
    return OK;
}
