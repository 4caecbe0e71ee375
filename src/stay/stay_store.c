/* stay_store.c - spending, spare capacity and steps against leaks: statements, and rules at the write. */
#include "stay/stay_page.h"

#include "base/id.h"
#include "lang/show.h"
#include "spend/spend.h"

enum { Q_READ, Q_ALL, Q_BELOW, Q_SPARES, Q_PLACES, Q_TREE, Q_SHEETS, Q_SHEETS_N, Q_WORDS, Q_UNNAME };
_Static_assert(Q_UNNAME + 1 == STAY_Q_N, "as many as the header says");

#define DOWN_ALL "WITH RECURSIVE down(id) AS (SELECT CAST(:place AS BIGINT) UNION SELECT t.id FROM down d" \
                 " JOIN place_tree t ON t.org = :org AND t.parent = d.id)"
#define DOWN DOWN_ALL " SELECT d.id FROM down d"
#define FACT "SELECT o.id, o.category, o.spender, o.sheet, o.bought_in, o.seller, o.of_case, o.low, o.high, o.per," \
             " o.bought, o.place FROM outlays o WHERE o.org = :org AND o.year = :year AND o.archived_at IS NULL" \
             " AND o.place IN (" DOWN ")"
#define FACT_OUT "id:id category:id spender:id sheet:int bought_in:id seller:id of_case:id low:int high:int per:int" \
                 " bought:int place:id"

const Query STAY_QUERIES[STAY_Q_N] = {
    [Q_READ] = {.sql = FACT " AND {scope:o} ORDER BY o.id LIMIT :max", .in = "org:id place:id year:int max:int",
                .out = FACT_OUT},
    [Q_ALL] = {.sql = FACT " {unscoped:sums of five and more, rounded} ORDER BY o.id LIMIT :max",
               .in = "org:id place:id year:int max:int", .out = FACT_OUT},
    [Q_BELOW] = {.sql = DOWN " ORDER BY d.id",
                 .in = "org:id place:id", .out = "id:id"},
    [Q_SPARES] = {.sql = "SELECT s.actor, s.category, s.free FROM spares s WHERE s.org = :org AND s.actor {in:actors}"
                         " AND s.archived_at IS NULL AND {scope:s} ORDER BY s.actor, s.category, s.id DESC LIMIT :max",
                  .in = "org:id actors:ids max:int", .out = "actor:id category:id free:int"},
    [Q_PLACES] = {.sql = "SELECT o.place, CAST(count(*) AS BIGINT) FROM outlays o WHERE o.org = :org"
                         " AND o.archived_at IS NULL AND {scope:o} GROUP BY o.place ORDER BY 2 DESC, 1 LIMIT 60",
                  .in = "org:id", .out = "place:id n:int"},
    [Q_TREE] = {.sql = DOWN_ALL " SELECT d.id, min(t.parent) FROM down d LEFT JOIN place_tree t ON t.org = :org"
                       " AND t.id = d.id GROUP BY d.id ORDER BY d.id",
                .in = "org:id place:id", .out = "id:id parent:id"},
    [Q_SHEETS] = {.sql = "SELECT o.id, o.sheet, o.door, o.what, o.kind, o.low, o.high, o.per, o.bought, o.bought_in,"
                         " o.created_at, o.archived_at, o.left_out FROM outlays o WHERE o.org = :org"
                         " AND o.place = :place AND o.way = :link AND o.sheet IS NOT NULL AND o.id < :before"
                         " AND (:one = 0 OR o.sheet = :one) AND (:door = 0 OR o.door = :door) AND {scope:o}"
                         " ORDER BY o.id DESC LIMIT :max",
                  .in = "org:id place:id link:int before:int one:int door:int max:int",
                  .out = "id:id sheet:int door:id what:text kind:int low:int high:int per:int bought:int bought_in:id"
                         " created_at:int archived_at:int left_out:text"},
    [Q_SHEETS_N] = {.sql = "SELECT CAST(count(DISTINCT o.sheet) AS BIGINT) FROM outlays o WHERE o.org = :org"
                           " AND o.place = :place AND o.way = :link AND o.sheet IS NOT NULL AND o.id < :before"
                           " AND {scope:o}",
                    .in = "org:id place:id link:int before:int", .out = "n:int"},
    [Q_WORDS] = {.sql = "SELECT o.id, o.seller_words FROM outlays o WHERE o.org = :org"
                        " AND o.seller_words IS NOT NULL {unscoped:erasing} ORDER BY o.id",
                 .in = "org:id", .out = "id:id words:text", .many = true},
    [Q_UNNAME] = {.sql = "UPDATE outlays SET seller_words = NULL WHERE id {in:ids} {unscoped:erasing}",
                  .in = "ids:ids"},
};

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static int64_t a_year(int64_t amount, int per) { return per == OUTLAY_PER_MONTH ? amount * 12 : amount; }

static Fault read_facts(Ctx *c, int query, Id place, int64_t year, StayFact *v, size_t *ret_n) {
    enum { ID, CATEGORY, SPENDER, SHEET, BOUGHT_IN, SELLER, OF_CASE, LOW, HIGH, PER, BOUGHT, PLACE };
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &STAY_QUERIES[query], VALS(v_id(c->who.org), v_id(place), v_int(year), v_int(STAY_FACTS_MAX)), &r));
    for (; n < STAY_FACTS_MAX && rows_next(&r); n++) {
        int per = (int)rows_int(&r, PER);
        v[n] = (StayFact){.id = rows_id(&r, ID), .category = rows_id(&r, CATEGORY), .spender = rows_id(&r, SPENDER),
                          .sheet = rows_int(&r, SHEET), .bought_in = rows_id(&r, BOUGHT_IN),
                          .seller = rows_id(&r, SELLER), .of_case = rows_id(&r, OF_CASE),
                          .low = a_year(rows_int(&r, LOW), per), .bought = (int)rows_int(&r, BOUGHT),
                          .place = rows_id(&r, PLACE)};
        v[n].high = rows_null(&r, HIGH) ? v[n].low : a_year(rows_int(&r, HIGH), per);
    }
    *ret_n = n;
    return rows_fault(&r);
}

/* What was told in a case is told to its team: nothing of it goes into what others will read. */
static size_t without_cases(StayFact *v, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (!v[i].of_case) v[kept++] = v[i];
    }
    return kept;
}

Fault stay_facts(Ctx *c, Id place, int64_t year, StayWhose whose, StayFact **ret_v, size_t *ret_n) {
    StayFact *all = ARENA_ARRAY(c->arena, StayFact, STAY_FACTS_MAX), *seen;
    Id       *agreed;
    size_t    n, n_seen = 0, n_agreed, kept = 0, at = 0;
    bool      reads = (c->who.roles & outlay_entity.readers) || c->who.system;
    *ret_v = all;
    *ret_n = 0;
    if (!whose.others) {
        if (reads) TRY(read_facts(c, Q_READ, place, year, all, ret_n));
        if (whose.kept) *ret_n = without_cases(all, *ret_n);
        for (size_t i = 0; i < *ret_n; i++) all[i].seen = true;
        return OK;
    }
    seen = ARENA_ARRAY(c->arena, StayFact, STAY_FACTS_MAX);
    if (reads) TRY(read_facts(c, Q_READ, place, year, seen, &n_seen));
    if (whose.kept) n_seen = without_cases(seen, n_seen);
    TRY(read_facts(c, Q_ALL, place, year, all, &n));
    TRY(case_consenting(c, CONSENT_PURPOSE_RESULTS, &agreed, &n_agreed));
    for (size_t i = 0; i < n; i++) {              /* both rise by id */
        while (at < n_seen && seen[at].id < all[i].id) at++;
        all[i].seen = at < n_seen && seen[at].id == all[i].id;
        if (all[i].seen || !all[i].of_case || ids_hold(agreed, n_agreed, all[i].of_case)) all[kept++] = all[i];
    }
    *ret_n = kept;
    return OK;
}

enum { PLACES_MAX = 5000 };

Fault stay_below(Ctx *c, Id place, const Id **ret_v, size_t *ret_n) {
    Id    *v = ARENA_ARRAY(c->arena, Id, PLACES_MAX);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &STAY_QUERIES[Q_BELOW], VALS(v_id(c->who.org), v_id(place)), &r));
    while (n < PLACES_MAX && rows_next(&r)) v[n++] = rows_id(&r, 0);
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

Fault stay_tree(Ctx *c, Id place, StayTree *ret_t) {
    ret_t->ids = ARENA_ARRAY(c->arena, Id, PLACES_MAX);
    ret_t->parents = ARENA_ARRAY(c->arena, Id, PLACES_MAX);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &STAY_QUERIES[Q_TREE], VALS(v_id(c->who.org), v_id(place)), &r));
    for (ret_t->n = 0; ret_t->n < PLACES_MAX && rows_next(&r); ret_t->n++) {
        ret_t->ids[ret_t->n] = rows_id(&r, 0);
        ret_t->parents[ret_t->n] = rows_id(&r, 1);
    }
    return rows_fault(&r);
}

Fault stay_members(Ctx *c, const PlaceLocal *l, const Id *sellers, size_t n, const Id **ret_v, size_t *ret_n) {
    Id *v = ARENA_ARRAY(c->arena, Id, n + 1);
    *ret_v = v;
    return place_members_among(c, l->version, sellers, n, v, ret_n);
}

/* Rows newest first; those of one sheet were written together and stand together. */
Fault stay_sheet_rows(Ctx *c, const SheetAsk *a, SheetFact *v, size_t max, size_t *ret_n) {
    enum { ID, SHEET, DOOR, WHAT, KIND, LOW, HIGH, PER, BOUGHT, BOUGHT_IN, CREATED, ARCHIVED, LEFT_OUT };
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &STAY_QUERIES[Q_SHEETS],
                VALS(v_id(c->who.org), v_id(a->place), v_int(OUTLAY_WAY_LINK), v_int(a->before), v_int(a->sheet),
                     v_int(a->door), v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) {
        int per = (int)rows_int(&r, PER);
        v[n] = (SheetFact){.id = rows_id(&r, ID), .sheet = rows_int(&r, SHEET), .door = rows_id(&r, DOOR),
                           .what = rows_copy(&r, WHAT), .kind = (int)rows_int(&r, KIND),
                           .low = a_year(rows_int(&r, LOW), per), .bought = (int)rows_int(&r, BOUGHT),
                           .bought_in = rows_id(&r, BOUGHT_IN), .on = rows_int(&r, CREATED),
                           .out = !rows_null(&r, ARCHIVED), .why = rows_copy(&r, LEFT_OUT)};
        v[n].high = rows_null(&r, HIGH) ? v[n].low : a_year(rows_int(&r, HIGH), per);
    }
    *ret_n = n;
    return rows_fault(&r);
}

Fault stay_sheets_older(Ctx *c, Id place, int64_t before, int64_t *ret_n) {
    return db_int(c, &STAY_QUERIES[Q_SHEETS_N],
                  VALS(v_id(c->who.org), v_id(place), v_int(OUTLAY_WAY_LINK), v_int(before)), ret_n);
}

Fault stay_spares(Ctx *c, const Id *actors, size_t n, StaySpare *ret_v, size_t max, size_t *ret_n) {
    size_t k = 0;
    AUTO(rows_end) Rows r = {0};
    *ret_n = 0;
    if (!n) return OK;
    TRY(db_rows(c, &STAY_QUERIES[Q_SPARES], VALS(v_id(c->who.org), v_ids(actors, n), v_int((int64_t)max)), &r));
    for (; k < max && rows_next(&r); k++) {
        ret_v[k] = (StaySpare){rows_id(&r, 0), rows_id(&r, 1), (int)rows_int(&r, 2)};
    }
    *ret_n = k;
    return rows_fault(&r);
}

Fault stay_places(Ctx *c, Id *ret_places, int64_t *ret_counts, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &STAY_QUERIES[Q_PLACES], VALS(v_id(c->who.org)), &r));
    for (; n < max && rows_next(&r); n++) {
        ret_places[n] = rows_id(&r, 0);
        ret_counts[n] = rows_int(&r, 1);
    }
    *ret_n = n;
    return rows_fault(&r);
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* Where the seller sits is where it is bought, unless somebody said another place. */
static Fault from_seller(Ctx *c, Outlay *o) {
    Actor *a = ent_new(c, &actor_entity);
    if (!o->seller) return OK;
    if (!o->bought || o->bought == OUTLAY_WHERE_UNKNOWN) o->bought = OUTLAY_WHERE_PLACE;
    if (o->bought != OUTLAY_WHERE_PLACE || o->bought_in) return OK;
    Fault f = ent_load(c, &actor_entity, o->seller, a);
    if (f == OK) o->bought_in = a->locality;
    return f == NOT_FOUND ? OK : f;               /* the check of the reference complains */
}

/* A year of it is a number that sums are made of. */
static void hold_amount(Ctx *c, const char *field, int64_t amount, int per) {
    const int64_t most = per == OUTLAY_PER_MONTH ? LEAK_AMOUNT_MAX / 12 : LEAK_AMOUNT_MAX;
    Buf b;
    if (amount == NUMBER_NONE || amount <= most) return;
    buf_init(&b, 128);
    plain_money(&b, &c->reader, most, reader_currency(&c->reader));
    complain_text(c, field, T_FORM_FIX_MAX, buf_keep(c->arena, &b));
}

Fault outlay_check(Ctx *c, const void *before, void *after) {
    Outlay *o = after;
    (void)before;
    TRY(from_seller(c, o));
    if (!o->way) o->way = o->of_case ? OUTLAY_WAY_SESSION : OUTLAY_WAY_TOLD;
    if (!o->sure) o->sure = OUTLAY_SURE_NEAR;
    if (o->bought == OUTLAY_WHERE_PLACE && !o->bought_in && !o->seller) complain(c, "bought_in", T_STAY_WANTS_PLACE);
    if (o->bought != OUTLAY_WHERE_PLACE) o->bought_in = 0;
    if (o->spender && o->spender == o->seller) complain(c, "seller", T_STAY_BUYS_OF_ITSELF);
    if (o->high != NUMBER_NONE && o->low != NUMBER_NONE && o->high < o->low) complain(c, "high", T_STAY_HIGH_BELOW);
    hold_amount(c, "low", o->low, o->per);
    hold_amount(c, "high", o->high, o->per);
    if (o->of_case) {
        Fault f = case_hold(c, o->of_case, true, &o->head);
        if (f != OK && f != NOT_FOUND) return f;
    } else if (o->place) {
        o->head.unit = o->place;
    }
    return complaints_fault(c);
}

Fault spare_check(Ctx *c, const void *before, void *after) {
    Spare *s = after;
    Head   h;
    if (!s->told_on) s->told_on = c->reader.today;
    if (!before && s->actor) {
        Fault f = ent_load_head(c, &actor_entity, s->actor, &h);
        if (f == OK) s->head.unit = h.unit;
        else if (f != NOT_FOUND) return f;
    }
    return complaints_fault(c);
}

/* What leaks on the day it begins is written down with it, by the definition that it was looked at. */
Fault plug_check(Ctx *c, const void *before, void *after) {
    Plug *p = after;
    if (p->place) p->head.unit = p->place;
    if (before || !p->place || !p->category) return complaints_fault(c);
    if (!p->started_on) p->started_on = c->reader.today;
    if (p->year == NUMBER_NONE) p->year = day_year(c->reader.today);
    if (p->left_low == NUMBER_NONE) {
        const StaySum *kept;
        StaySum        s;
        Fault          f = stay_sum(c, p->place, p->year, p->meant, &s);
        if (f != OK) return f == NOT_FOUND ? complaints_fault(c) : f;
        TRY(stay_sum_kept(c, &s, &kept));
        LeakRow row = stay_row(kept, p->category);
        if (s.defs_n) p->meant = s.defs[s.def].version;
        if (!stay_leak_known(&row)) return complaints_fault(c);
        p->left_low = row.leaves.low;
        p->left_high = row.leaves.high;
    }
    return complaints_fault(c);
}

/* ---- erasing: who was erased is named by no spending any more; its amount stays --------------------------------- */

/* One spelling of each name of the erased, legal forms aside. */
static Fault names_of(Ctx *c, const EntIds *actors, const SpendWords *w, Str **ret_v, size_t *ret_n) {
    *ret_v = ARENA_ARRAY(c->arena, Str, LANG_N * actors->n + 1);
    *ret_n = 0;
    for (size_t i = 0; i < actors->n; i++) {
        Actor *a = ent_new(c, &actor_entity);
        Fault  f = ent_load(c, &actor_entity, actors->v[i], a);
        if (f == NOT_FOUND) continue;
        TRY(f);
        for (int l = 0; l < LANG_N; l++) {
            if (a->name.v[l].n) (*ret_v)[(*ret_n)++] = spend_name(c->arena, w, a->name.v[l]).key;
        }
    }
    return OK;
}

/* Spending whose words for who was paid are one of these names. */
static Fault named(Ctx *c, const SpendWords *w, const Str *names, size_t n, EntIds *out) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &STAY_QUERIES[Q_WORDS], VALS(v_id(c->who.org)), &r));
    while (rows_next(&r)) {
        Str  key = spend_name(c->arena, w, rows_copy(&r, 1)).key;
        bool is = false;
        for (size_t i = 0; i < n && key.n; i++) is = is || str_eq(key, names[i]);
        if (is) ent_ids_add(c, out, rows_id(&r, 0));
    }
    return rows_fault(&r);
}

Fault stay_erase(Ctx *c, const EntIds *actors, EntIds *gone) {
    SpendWords *w = spend_words(c->arena);
    EntIds      out = {.e = &outlay_entity};
    Str        *names;
    size_t      n;
    TRY(names_of(c, actors, w, &names, &n));
    if (n) TRY(named(c, w, names, n, &out));
    for (size_t i = 0; i < out.n; i++) ent_ids_add(c, gone, out.v[i]);
    return out.n ? db_run(c, &STAY_QUERIES[Q_UNNAME], VALS(v_ids(out.v, out.n))) : OK;
}
