/* stay_sum.c - what leaks of a place: spending summed by category and definition, and what of it could be made here. */
#include "stay/stay_page.h"

#include "base/id.h"
#include "lang/show.h"
#include "leak/few.h"
#include "listing/listing.h"

#include <stdlib.h>

enum { ROUND_TO = 1000 * 100 };                   /* agorot: sums that hold what is not readable are told so exactly */

/* Headquarters and administrators, and whoever coordinates the place. */
static bool sees_sums(const Ctx *c, Id place) {
    Head h = {.org = c->who.org, .unit = place, .visibility = VIS_UNIT};
    if (c->who.roles & c->who.roles_everywhere & (ROLE_HQ | ROLE_ADMIN)) return true;
    return (c->who.roles & ROLE_COORDINATOR) && ent_may_write((Ctx *)c, &outlay_entity, &h);
}

/* ---- definitions ------------------------------------------------------------------------------------------------- */

/* What local may mean here: the place as it is defined now (or by the version asked for), and those above it. */
static Fault definitions(Ctx *c, Id place, Id version, StaySum *s) {
    Id           above[STAY_DEFS_MAX];
    size_t       n;
    PlaceVersion *pv = ent_new(c, &place_version_entity);
    TRY(place_above(c, place, above, STAY_DEFS_MAX, &n));
    if (!n) return fail(c, NOT_FOUND, "place", place);
    s->top = above[n - 1];
    if (version) {
        Fault f = ent_load(c, &place_version_entity, version, pv);
        if (f != OK && f != NOT_FOUND) return f;
    }
    for (size_t i = 0; i < n; i++) {
        Str value = id_str(c->arena, above[i]);
        bool asked = pv->head.id && pv->place == above[i];
        if (asked) value = arena_printf(c->arena, "%.*s.%lld", STR_ARG(value), (long long)pv->number);
        PlaceLocal *l = &s->defs[s->defs_n];
        TRY(place_local_read(c, value, l));
        if (!l->version) continue;
        if (asked) s->def = s->defs_n;
        s->defs_n++;
    }
    return OK;
}

/* One definition, to hold facts against. */
typedef struct Inside {
    const Id *places, *members;
    size_t    places_n, members_n;
} Inside;

/* A seller who belongs is inside; else the place where it is bought decides, when it is known. */
static void place_fact(const StayFact *f, const Inside *in, unsigned d, LeakFact *to) {
    uint64_t bit = UINT64_C(1) << d;
    bool     by_seller = f->seen && f->seller && ids_hold(in->members, in->members_n, f->seller);
    if (by_seller) to->inside |= bit;
    else if (f->bought == OUTLAY_WHERE_AWAY) to->outside |= bit;
    else if (f->bought == OUTLAY_WHERE_PLACE && f->bought_in) {
        if (ids_hold(in->places, in->places_n, f->bought_in)) to->inside |= bit;
        else to->outside |= bit;
    }
}

static Fault insides(Ctx *c, const StaySum *s, const StayFact *v, size_t n, Inside *ret_in) {
    Id    *sellers = ARENA_ARRAY(c->arena, Id, n + 1);
    size_t n_sellers = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].seen && v[i].seller) sellers[n_sellers++] = v[i].seller;
    }
    n_sellers = ids_sort(sellers, n_sellers);
    for (size_t d = 0; d < s->defs_n; d++) {
        TRY(stay_below(c, s->defs[d].place, &ret_in[d].places, &ret_in[d].places_n));
        TRY(stay_members(c, &s->defs[d], sellers, n_sellers, &ret_in[d].members, &ret_in[d].members_n));
    }
    return OK;
}

/* ---- sums -------------------------------------------------------------------------------------------------------- */

static uint32_t index_of(const Id *v, size_t n, Id id) { return (uint32_t)ids_index(v, n, id); }

/* Who spends: somebody by name, a sheet of the link, or, of neither, each by itself. */
static Id spender_of(const StayFact *f) { return f->spender ? f->spender : f->sheet ? f->sheet : f->id; }

/* Those that the reader may read first. */
static size_t seen_first(Ctx *c, StayFact *v, size_t n) {
    StayFact *rest = ARENA_ARRAY(c->arena, StayFact, n + 1);
    size_t    seen = 0, others = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].seen) v[seen++] = v[i];
        else rest[others++] = v[i];
    }
    for (size_t i = 0; i < others; i++) v[seen + i] = rest[i];
    return seen;
}

static void facts_of(Ctx *c, StaySum *s, StayFact *v, const Inside *in) {
    size_t    n = s->facts;
    LeakFact *leak = ARENA_ARRAY(c->arena, LeakFact, n + 1);
    Id       *who = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) who[i] = spender_of(&v[i]);
    size_t n_who = ids_sort(who, n);
    s->seen = seen_first(c, v, n);
    for (size_t i = 0; i < n; i++) {
        leak[i] = (LeakFact){.category = index_of(s->categories, s->n, v[i].category), .low = v[i].low,
                             .high = v[i].high, .spender = index_of(who, n_who, spender_of(&v[i]))};
        for (unsigned d = 0; d < s->defs_n; d++) place_fact(&v[i], &in[d], d, &leak[i]);
    }
    s->fact = v;
    s->leak = leak;
}

static int64_t rounded(int64_t v) { return (v + ROUND_TO / 2) / ROUND_TO * ROUND_TO; }

static void add_rounded(LeakRange *to, const LeakRange *r) {
    to->low += rounded(r->low);
    to->high += rounded(r->high);
}

static void add_row(LeakRow *to, const LeakRow *r) {
    LeakRange  *const INTO[] = {&to->stays, &to->leaves, &to->unknown};
    const LeakRange *const FROM[] = {&r->stays, &r->leaves, &r->unknown};
    for (int i = 0; i < 3; i++) {
        add_rounded(INTO[i], FROM[i]);
        add_rounded(&to->spent, FROM[i]);
    }
    to->facts += r->facts;
    to->spenders += r->spenders;
    to->unknown_facts += r->unknown_facts;
}

/* What nobody may read here, all of the widest place above: of which categories, by which definitions, it is told. */
static void tell_each(Ctx *c, StaySum *s, const FewTree *t, const FewFact *v, const uint32_t *category, size_t n) {
    FewFact *of = ARENA_ARRAY(c->arena, FewFact, n + 1);
    StayTree *tree = s->tree;
    FewPage   page = {.place = index_of(tree->ids, tree->n, s->place), .definitions = (unsigned)s->defs_n};
    for (size_t d = 0; d < s->defs_n; d++) page.whose[d] = index_of(tree->ids, tree->n, s->defs[d].place);
    if (page.place == tree->n) return;
    for (uint32_t k = 0; k < s->n; k++) {
        size_t m = 0;
        for (size_t i = 0; i < n; i++) {
            if (category[i] == k) of[m++] = v[i];
        }
        if (m) s->told[k] = few_told(c->arena, t, of, m, &page);
    }
}

/* The places as a tree of numbers; what does not hang below the top is left out by standing alone. */
static FewTree tree_of(Ctx *c, const StaySum *s) {
    enum { DEPTH_MAX = 64 };
    const StayTree *tree = s->tree;
    uint32_t       *parent = ARENA_ARRAY(c->arena, uint32_t, tree->n + 1);
    for (size_t i = 0; i < tree->n; i++) {
        uint32_t at = index_of(tree->ids, tree->n, tree->parents[i]);
        bool     there = at < tree->n && tree->ids[i] != s->top;
        parent[i] = there ? at : FEW_TOP;
    }
    for (size_t i = 0; i < tree->n; i++) {        /* whatever the data say, every way up ends */
        uint32_t at = (uint32_t)i;
        for (size_t steps = 0; at != FEW_TOP && steps < DEPTH_MAX; steps++) at = parent[at];
        if (at != FEW_TOP) parent[i] = FEW_TOP;
    }
    return (FewTree){parent, (uint32_t)tree->n};
}

static Fault tell(Ctx *c, StaySum *s, const Inside *in) {
    StayFact *all;
    size_t    n, m = 0;
    s->told = ARENA_ARRAY(c->arena, uint64_t, (size_t)s->n + 1);
    if (s->facts == s->seen) return OK;
    TRY(stay_facts(c, s->top, s->year, (StayWhose){true, s->kept}, &all, &n));
    if (n == STAY_FACTS_MAX) return OK;           /* there may be more: nothing is told */
    s->tree = ARENA_NEW(c->arena, StayTree);
    TRY(stay_tree(c, s->top, s->tree));
    Id       *who = ARENA_ARRAY(c->arena, Id, n + 1);
    FewFact  *v = ARENA_ARRAY(c->arena, FewFact, n + 1);
    uint32_t *category = ARENA_ARRAY(c->arena, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) who[i] = spender_of(&all[i]);
    size_t n_who = ids_sort(who, n);
    for (size_t i = 0; i < n; i++) {
        LeakFact f = {0};
        uint32_t k = index_of(s->categories, s->n, all[i].category);
        if (all[i].seen || k == s->n) continue;
        for (unsigned d = 0; d < s->defs_n; d++) place_fact(&all[i], &in[d], d, &f);
        category[m] = k;
        v[m++] = (FewFact){index_of(s->tree->ids, s->tree->n, all[i].place),
                           index_of(who, n_who, spender_of(&all[i])), f.inside, f.outside};
    }
    FewTree t = tree_of(c, s);
    tell_each(c, s, &t, v, category, m);
    return OK;
}

/* One definition: what is readable exactly, and of the rest the categories in which enough spend, rounded. */
static bool sum_by(Ctx *c, StaySum *s, unsigned d, LeakRow *rows) {
    LeakRow *rest = ARENA_ARRAY(c->arena, LeakRow, (size_t)s->n + 1);
    if (!leak_sum(c->arena, s->leak, s->seen, s->n, d, rows)) return false;
    if (s->facts == s->seen) return true;
    if (!leak_sum(c->arena, s->leak + s->seen, s->facts - s->seen, s->n, d, rest)) return false;
    for (uint32_t k = 0; k < s->n; k++) {
        if (!rest[k].facts) continue;
        if (!(s->told[k] >> d & 1)) {
            s->hidden = true;
            continue;
        }
        add_row(&rows[k], &rest[k]);
        add_row(&rows[s->n], &rest[k]);
        if (d == s->def) s->others += rest[k].spenders;
    }
    return true;
}

static Fault sum(Ctx *c, StaySum *s, Id version) {
    StayFact *v;
    size_t    n;
    Inside    in[STAY_DEFS_MAX] = {{0}};
    TRY(definitions(c, s->place, version, s));
    TRY(stay_facts(c, s->place, s->year, (StayWhose){sees_sums(c, s->place), s->kept}, &v, &n));
    s->facts = n;
    s->categories = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) s->categories[i] = v[i].category;
    s->n = (uint32_t)ids_sort(s->categories, n);
    s->names = ARENA_ARRAY(c->arena, Str, (size_t)s->n + 1);
    s->rows = ARENA_ARRAY(c->arena, LeakRow, (size_t)s->n + 1);
    if (!n || !s->defs_n) return OK;
    TRY(ent_names(c, &category_entity, s->categories, s->n, s->names));
    TRY(insides(c, s, v, n, in));
    facts_of(c, s, v, in);
    TRY(tell(c, s, in));
    LeakRow *rows = ARENA_ARRAY(c->arena, LeakRow, (size_t)s->n + 1);
    for (unsigned d = 0; d < s->defs_n; d++) {
        bool fine = sum_by(c, s, d, d == s->def ? s->rows : rows);
        if (!fine) return fail(c, TOO_LARGE, "outlay", 0);
        s->of_def[d] = (d == s->def ? s->rows : rows)[s->n];
    }
    return OK;
}

Fault stay_sum(Ctx *c, Id place, int64_t year, Id version, StaySum *ret_s) {
    *ret_s = (StaySum){.place = place, .year = year};
    return sum(c, ret_s, version);
}

Fault stay_sum_kept(Ctx *c, const StaySum *s, const StaySum **ret_s) {
    bool cases = false;
    *ret_s = s;
    for (size_t i = 0; i < s->seen; i++) cases = cases || s->fact[i].of_case;
    if (!cases || s->kept || !s->defs_n) return OK;
    StaySum *kept = ARENA_NEW(c->arena, StaySum);
    *kept = (StaySum){.place = s->place, .year = s->year, .kept = true};
    *ret_s = kept;
    return sum(c, kept, s->defs[s->def].version);
}

LeakRow stay_row(const StaySum *s, Id category) {
    uint32_t k = index_of(s->categories, s->n, category);
    return k < s->n ? s->rows[k] : (LeakRow){0};
}

bool stay_leak_known(const LeakRow *r) { return r->facts && (r->leaves.high > 0 || r->facts > r->unknown_facts); }

/* ---- of one who spends ------------------------------------------------------------------------------------------- */

bool stay_leaves(const StaySum *s, size_t i) { return s->leak[i].outside >> s->def & 1; }

Fault stay_bought(Ctx *c, const StaySum *s, Id spender, Id category, LeakRow *ret_row) {
    LeakFact *v = ARENA_ARRAY(c->arena, LeakFact, s->seen + 1);
    LeakRow   rows[2] = {0};
    size_t    n = 0;
    for (size_t i = 0; i < s->seen; i++) {
        if (s->fact[i].spender != spender || s->fact[i].category != category) continue;
        v[n] = s->leak[i];
        v[n++].category = 0;
    }
    if (!leak_sum(c->arena, v, n, 1, (unsigned)s->def, rows)) return fail(c, TOO_LARGE, "outlay", 0);
    *ret_row = rows[0];
    return OK;
}

static int by_leak(const void *a, const void *b) {
    const StayBuyer *x = a, *y = b;
    if (x->leaves != y->leaves) return x->leaves < y->leaves ? 1 : -1;
    return (x->id > y->id) - (x->id < y->id);
}

size_t stay_buyers(const StaySum *s, Id category, StayBuyer *v, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < s->seen; i++) {
        const StayFact *f = &s->fact[i];
        size_t          k = 0;
        if (f->category != category || !f->spender || !stay_leaves(s, i)) continue;
        while (k < n && v[k].id != f->spender) k++;
        if (k == max) continue;
        if (k == n) v[n++] = (StayBuyer){.id = f->spender};
        v[k].leaves += leak_middle((LeakRange){f->low, f->high});
    }
    qsort(v, n, sizeof *v, by_leak);
    return n;
}

Str stay_money(Ctx *c, LeakRange r) {
    const char *currency = reader_currency(&c->reader);
    Buf b;
    buf_init(&b, 512);
    plain_money(&b, &c->reader, r.low, currency);
    if (r.high != r.low) {
        buf_lit(&b, " – ");
        plain_money(&b, &c->reader, r.high, currency);
    }
    return buf_keep(c->arena, &b);
}

/* ---- what could be made here ------------------------------------------------------------------------------------- */

/* Businesses of these fields, of this place first, that belong to what is local; with what they offer and have free. */
static Fault makers_of(Ctx *c, const StaySum *s, StayPlugs *p, size_t *ret_n) {
    enum { MAKERS_MAX = 200 };
    PoolRow    *pool = ARENA_ARRAY(c->arena, PoolRow, MAKERS_MAX);
    HolderOffer offers[MAKERS_MAX];
    StaySpare   spares[MAKERS_MAX];
    size_t      n, n_offers, n_spares, n_members;
    const Id   *members;
    ActorPool   ask = {.categories = s->categories, .n_categories = s->n, .here = s->place};
    TRY(actor_pool(c, &ask, pool, MAKERS_MAX, &n));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = pool[i].id;
    size_t n_ids = ids_sort(ids, n);
    TRY(stay_members(c, &s->defs[s->def], ids, n_ids, &members, &n_members));
    TRY(listing_offers(c, members, n_members, offers, MAKERS_MAX, &n_offers));
    TRY(stay_spares(c, members, n_members, spares, MAKERS_MAX, &n_spares));
    p->makers = ARENA_ARRAY(c->arena, LeakMaker, n + 1);
    *ret_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (!ids_hold(members, n_members, pool[i].id)) continue;
        LeakMaker *m = &p->makers[(*ret_n)++];
        *m = (LeakMaker){.id = pool[i].id, .category = index_of(s->categories, s->n, pool[i].category),
                         .skill = LEAK_SKILL_SAME, .spare = LEAK_SPARE_UNKNOWN};
        for (size_t k = 0; k < n_offers; k++) {
            if (offers[k].holder == pool[i].id) m->skill = LEAK_SKILL_OFFERS;
        }
        for (size_t k = 0; k < n_spares; k++) {
            bool same = spares[k].actor == pool[i].id && spares[k].category == pool[i].category;
            if (same) m->spare = spares[k].free * (LEAK_UNIT / 100);
        }
    }
    return OK;
}

Fault stay_plugs(Ctx *c, const StaySum *s, StayPlugs *ret_p) {
    size_t n = 0;
    *ret_p = (StayPlugs){0};
    if (!s->n || !s->defs_n) return OK;
    TRY(makers_of(c, s, ret_p, &n));
    ret_p->names = ARENA_ARRAY(c->arena, Str, n + 1);
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ret_p->makers[i].id;
    TRY(ent_names(c, &actor_entity, ids, n, ret_p->names));
    ret_p->v = leak_plugs(c->arena, s->rows, s->n, ret_p->makers, n, &ret_p->n);
    return OK;
}
