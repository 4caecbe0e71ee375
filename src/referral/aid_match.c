/* aid_match.c - tracks and cases held against each other. A reader sees only cases whose team they are in. */
#include "referral/aid_match.h"

#include "actor/actor.h"
#include "db/scope.h"
#include "lang/show.h"
#include "place_ent.h"
#include "referral/referral_page.h"

#include <math.h>
#include <stdlib.h>

enum { UP_MAX = 8, FACTS_ASKERS_MAX = 4 };

static CaseFactsFn askers[FACTS_ASKERS_MAX];      /* filled at the start, read-only from then on */
static int         n_askers;

void aid_on_facts(CaseFactsFn fn) {
    for (int i = 0; i < n_askers; i++) {
        if (askers[i] == fn) return;
    }
    if (n_askers < FACTS_ASKERS_MAX) askers[n_askers++] = fn;
}

/* ---- what is known of businesses ------------------------------------------------------------------------------ */

typedef struct Business {
    Id       of_case, client, town;
    AidFacts facts;
    Id       up[UP_MAX];                          /* the town and all that it is part of */
    size_t   up_n;
    Str      name, place;
} Business;

static Fault load_these(Ctx *c, const Entity *e, const Id *ids, size_t n, void **ret_rows, size_t *ret_n) {
    ListSpec s = {.entity = e, .ids = ids, .n_ids = n, .ids_only = true, .limit = LIST_PAGE_MAX};
    *ret_n = 0;
    return n ? list_run(c, &s, false, ret_rows, ret_n, NULL) : OK;
}

static Fault trades_fill(Ctx *c, Business *v, const Id *category, size_t n) {
    void  *rows;
    size_t n_rows;
    TRY(load_these(c, &category_entity, category, n, &rows, &n_rows));
    for (size_t r = 0; r < n_rows; r++) {
        const Category *one = &((const Category *)rows)[r];
        for (size_t i = 0; i < n; i++) {
            if (category[i] == one->head.id) v[i].facts.trade = one->trade;
        }
    }
    return OK;
}

/* Each town is followed upwards once. */
static Fault around(Ctx *c, Business *v, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t same = 0;
        while (same < i && v[same].town != v[i].town) same++;
        if (same < i) {
            memcpy(v[i].up, v[same].up, sizeof v[i].up);
            v[i].up_n = v[same].up_n;
            continue;
        }
        for (Id at = v[i].town; at && v[i].up_n < UP_MAX;) {
            Place *p = ent_new(c, &place_entity);
            Fault  f = ent_load(c, &place_entity, at, p);
            if (f == NOT_FOUND) break;
            TRY(f);
            v[i].up[v[i].up_n++] = at;
            at = p->parent;
        }
    }
    return OK;
}

static Fault clients_fill(Ctx *c, Business *v, size_t n) {
    Id *clients = ARENA_ARRAY(c->arena, Id, n + 1), *category = ARENA_ARRAY(c->arena, Id, n + 1);
    Id *towns = ARENA_ARRAY(c->arena, Id, n + 1);
    void  *rows;
    size_t n_rows;
    RefNames names;
    for (size_t i = 0; i < n; i++) clients[i] = v[i].client;
    TRY(load_these(c, &actor_entity, clients, n, &rows, &n_rows));
    for (size_t r = 0; r < n_rows; r++) {
        const Actor *a = &((const Actor *)rows)[r];
        for (size_t i = 0; i < n; i++) {
            if (v[i].client != a->head.id) continue;
            v[i].facts.founded = a->founded_year;
            v[i].town = towns[i] = a->locality;
            category[i] = a->category;
        }
    }
    TRY(trades_fill(c, v, category, n));
    TRY(ref_names(c, towns, n, &names));
    for (size_t i = 0; i < n; i++) v[i].place = ref_name(&names, v[i].town);
    return around(c, v, n);
}

static Fault known_fill(Ctx *c, Business *v, size_t n) {
    CaseFact *told = ARENA_ARRAY(c->arena, CaseFact, n + 1);
    for (size_t i = 0; i < n; i++) {
        told[i] = (CaseFact){.of_case = v[i].of_case, .turnover_low = NUMBER_NONE, .turnover_high = NUMBER_NONE,
                             .jobs = NAN};
        v[i].facts = (AidFacts){.founded = NUMBER_NONE, .year = day_year(c->reader.today)};
    }
    TRY(clients_fill(c, v, n));
    for (int k = 0; k < n_askers; k++) TRY(askers[k](c, told, n));
    for (size_t i = 0; i < n; i++) {
        v[i].facts.turnover_low = told[i].turnover_low;
        v[i].facts.turnover_high = told[i].turnover_high;
        v[i].facts.jobs = told[i].jobs;
    }
    return OK;
}

static AidWhere where_of(const AidTrack *t, const Business *k) {
    if (!k->town) return AID_WHERE_UNKNOWN;
    for (size_t i = 0; i < k->up_n; i++) {
        if (k->up[i] == t->place) return AID_WHERE_IN;
    }
    return AID_WHERE_OUT;
}

/* ---- in words ------------------------------------------------------------------------------------------------- */

static Str number(Ctx *c, int64_t n) {
    Buf b;
    buf_init(&b, 64);
    plain_number(&b, &c->reader, n);
    return buf_keep(c->arena, &b);
}

/* "up to 3", "at least 1", "1 to 3". */
static Str bounds(Ctx *c, int64_t min, int64_t max) {
    bool low = min != NUMBER_NONE, high = max != NUMBER_NONE;
    TrArg args[] = {TR_ARG("min", low ? number(c, min) : (Str){0}), TR_ARG("max", high ? number(c, max) : (Str){0})};
    if (low && high) return tr_str(c->arena, &c->reader, T_AID_WANT_BETWEEN, args, 2);
    return tr_str(c->arena, &c->reader, high ? T_AID_WANT_TO : T_AID_WANT_FROM, high ? args + 1 : args, 1);
}

typedef struct Wanting {
    TextKey fits, no, ask;                        /* take {has} and {want}; ask {want} alone */
    Str     has, want;
} Wanting;

static void say(Ctx *c, AidMatch *m, AidSay how, const Wanting *w) {
    if (how == AID_NOT_WANTED) return;
    TextKey key = how == AID_FITS ? w->fits : how == AID_ASK ? w->ask : w->no;
    TrArg args[] = {TR_ARG("want", w->want), TR_ARG("has", w->has)};
    m->says[m->says_n++] = (AidSaying){.text = tr_str(c->arena, &c->reader, key, args, how == AID_ASK ? 1 : 2),
                                       .fits = how == AID_FITS, .ask = how == AID_ASK, .no = how == AID_FITS_NOT};
}

static Str trades_text(Ctx *c, int64_t set) {
    Buf  b;
    bool any = false;
    buf_init(&b, 2000);
    for (int i = 0; i < trade_group_choices.n; i++) {
        const Choice *one = &trade_group_choices.v[i];
        if (!(set & (int64_t)1 << (one->value - 1))) continue;
        if (any) buf_lit(&b, ", ");
        buf_add(&b, tr(c->reader.lang, one->label));
        any = true;
    }
    return buf_keep(c->arena, &b);
}

static Str turnover_text(Ctx *c, const AidFacts *f) {
    if (f->turnover_low == NUMBER_NONE) return (Str){0};
    if (f->turnover_high == INT64_MAX) return bounds(c, f->turnover_low, NUMBER_NONE);
    if (f->turnover_low == f->turnover_high) return number(c, f->turnover_low);
    return bounds(c, f->turnover_low, f->turnover_high);
}

static AidMatch match_of(Ctx *c, const AidTrack *t, const Business *k, Str place_wanted) {
    AidFit   f = aid_fit(t, &k->facts, where_of(t, k));
    AidMatch m = {.says = ARENA_ARRAY(c->arena, AidSaying, AID_SAYS_MAX), .all = f.all, .ask = f.all == AID_ASK,
                  .plain = f.all == AID_NOT_WANTED};
    const AidFacts *facts = &k->facts;
    Str years = facts->founded == NUMBER_NONE ? (Str){0} : number(c, facts->year - facts->founded);
    Str jobs = isnan(facts->jobs) ? (Str){0} : number(c, (int64_t)ceil(facts->jobs));
    say(c, &m, f.years, &(Wanting){T_AID_YEARS_FITS, T_AID_YEARS_NO, T_AID_YEARS_ASK, years,
                                   bounds(c, t->years_min, t->years_max)});
    say(c, &m, f.place, &(Wanting){T_AID_PLACE_FITS, T_AID_PLACE_NO, T_AID_PLACE_ASK, k->place, place_wanted});
    say(c, &m, f.trade, &(Wanting){T_AID_TRADE_FITS, T_AID_TRADE_NO, T_AID_TRADE_ASK,
                                   tr(c->reader.lang, choice_label(&trade_group_choices, facts->trade)),
                                   trades_text(c, t->trades)});
    say(c, &m, f.turnover, &(Wanting){T_AID_TURNOVER_FITS, T_AID_TURNOVER_NO, T_AID_TURNOVER_ASK,
                                      turnover_text(c, facts), bounds(c, NUMBER_NONE, t->turnover_max)});
    say(c, &m, f.jobs, &(Wanting){T_AID_JOBS_FITS, T_AID_JOBS_NO, T_AID_JOBS_ASK, jobs,
                                  bounds(c, NUMBER_NONE, t->jobs_max)});
    return m;
}

static int sure_first(const void *a, const void *b) {
    static const int ORDER[] = {[AID_FITS] = 0, [AID_ASK] = 1, [AID_NOT_WANTED] = 2, [AID_FITS_NOT] = 3};
    const AidMatch *x = a, *y = b;
    if (x->all != y->all) return ORDER[x->all] - ORDER[y->all];
    return x->at < y->at ? -1 : x->at > y->at;
}

static void put(AidMatches *v, AidMatch m) {
    m.at = v->rows_n;
    if (m.all == AID_FITS_NOT) v->no[v->no_n++] = m;
    else v->rows[v->rows_n++] = m;
}

/* ---- on a case: tracks that may fit --------------------------------------------------------------------------- */

static Fault tracks_of(Ctx *c, const AidTrack **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &aid_track_entity, .limit = AID_TRACKS_MAX};
    void *rows;
    s.filters[s.n_filters++] = (ListFilter){.field = &aid_track_entity.fields[AID_TRACK_F_STATE], .op = LIST_EQ,
                                            .val = v_int(AID_STATE_OPEN)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

static Fault fill_tracks(Ctx *c, const Business *k, const AidTrack *t, size_t n, AidMatches *v) {
    Id *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    RefNames names;
    for (size_t i = 0; i < n; i++) {
        ids[2 * i] = t[i].body;
        ids[2 * i + 1] = t[i].place;
    }
    TRY(ref_names(c, ids, 2 * n, &names));
    v->rows = ARENA_ARRAY(c->arena, AidMatch, n + 1);
    v->no = ARENA_ARRAY(c->arena, AidMatch, n + 1);
    Str of = id_str(c->arena, k->of_case);
    for (size_t i = 0; i < n; i++) {
        if (aid_standing(&t[i], c->reader.today) != AID_TAKES) continue;
        AidMatch m = match_of(c, &t[i], k, ref_name(&names, t[i].place));
        m.name = tri_best(&t[i].name, c->reader.lang, NULL);
        m.href = view_record_path(c, &aid_track_entity, t[i].head.id);
        m.more = ref_name(&names, t[i].body);
        m.refer = arena_printf(c->arena, "/referrals/new?of_case=%.*s&track=%.*s&back=/cases/%.*s", STR_ARG(of),
                               STR_ARG(id_str(c->arena, t[i].head.id)), STR_ARG(of));
        put(v, m);
    }
    if (v->rows_n) qsort(v->rows, v->rows_n, sizeof *v->rows, sure_first);
    return OK;
}

static Fault case_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx *c = pg->c;
    const AidTrack *t;
    size_t n;
    bool   team;
    AidMatches v = {.on_case = true};
    if (k->stage == CASE_STAGE_CLOSED || k->head.archived_at) return OK;
    TRY(case_team_has(c, k->head.id, &team));
    if (!team) return OK;
    TRY(tracks_of(c, &t, &n));
    if (!n) return OK;
    Business known = {.of_case = k->head.id, .client = k->client};
    TRY(known_fill(c, &known, 1));
    TRY(fill_tracks(c, &known, t, n, &v));
    if (v.rows_n || v.no_n) aid_matches_html(b, pg, &v);
    return OK;
}

/* ---- on a track: cases of one's own that it may fit ------------------------------------------------------------ */

/* Open cases whose team the reader is in, the one changed last first. */
static Fault own_cases(Ctx *c, Business *v, size_t *ret_n) {
    ListSpec s = {.entity = &case_entity, .limit = AID_CASES_MAX, .sort_changed = true, .descending = true};
    void  *rows;
    size_t n, n_teams;
    const Id *teams;
    *ret_n = 0;
    s.filters[s.n_filters++] = (ListFilter){.field = &case_entity.fields[CASE_F_STAGE], .op = LIST_LT,
                                            .val = v_int(CASE_STAGE_CLOSED)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    TRY(scope_teams(c, &teams, &n_teams));
    for (size_t i = 0; i < n; i++) {
        const Case *k = &((const Case *)rows)[i];
        bool team = false;
        for (size_t t = 0; t < n_teams && !team; t++) team = teams[t] == k->head.id;
        if (!team) continue;
        v[(*ret_n)++] = (Business){.of_case = k->head.id, .client = k->client,
                                .name = tri_best(&k->title, c->reader.lang, NULL)};
    }
    return OK;
}

static Fault track_draw(Buf *b, const Page *pg, const void *rec) {
    const AidTrack *t = rec;
    Ctx   *c = pg->c;
    Business *known = ARENA_ARRAY(c->arena, Business, AID_CASES_MAX + 1);
    size_t n;
    Str    wanted = {0};
    AidMatches v = {.rows = ARENA_ARRAY(c->arena, AidMatch, AID_CASES_MAX + 1),
                    .no = ARENA_ARRAY(c->arena, AidMatch, AID_CASES_MAX + 1)};
    bool takes = aid_standing(t, c->reader.today) == AID_TAKES;
    if (!takes || !(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(own_cases(c, known, &n));
    if (!n) return OK;
    TRY(known_fill(c, known, n));
    if (t->place) TRY(ent_labels(c, &t->place, 1, &wanted));
    for (size_t i = 0; i < n; i++) {
        AidMatch m = match_of(c, t, &known[i], wanted);
        Str of = id_str(c->arena, known[i].of_case);
        m.name = known[i].name;
        m.more = known[i].place;
        m.href = case_path(c, known[i].of_case);
        m.refer = arena_printf(c->arena, "/referrals/new?of_case=%.*s&track=%.*s&back=/cases/%.*s", STR_ARG(of),
                               STR_ARG(id_str(c->arena, t->head.id)), STR_ARG(of));
        put(&v, m);
    }
    if (v.rows_n) qsort(v.rows, v.rows_n, sizeof *v.rows, sure_first);
    aid_matches_html(b, pg, &v);
    return OK;
}

const RecordPart AID_FOR_CASE = {.entity = &case_entity, .anchor = "aid", .title = T_AID_MAY_FIT, .side = true,
                                 .order = 64, .draw = case_draw};
const RecordPart AID_CASES = {.entity = &aid_track_entity, .anchor = "cases", .title = T_AID_OWN_CASES, .order = 25,
                              .draw = track_draw};
