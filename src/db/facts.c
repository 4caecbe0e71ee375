/* facts.c - what a region knows about itself. */
#include "db/facts.h"

#include "base/check.h"
#include "db/region.h"

enum { Q_GET, Q_SET, Q_DROP, FACT_Q_N };
static const Query Q[FACT_Q_N] = {
    [Q_GET] = {.sql = "SELECT value FROM region_facts WHERE name = :name", .in = "name:text", .out = "value:text"},
    [Q_SET] = {.sql = "INSERT INTO region_facts (name, value) VALUES (:name, :value) "
                      "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
               .in = "name:text value:text"},
    [Q_DROP] = {.sql = "DELETE FROM region_facts WHERE name = :name", .in = "name:text"},
};

const Query *const FACT_QUERIES = Q;
const int          FACT_QUERIES_N = FACT_Q_N;

Fault fact_get(Ctx *c, const char *name, Str *ret_value) {
    Str value;
    Fault f = db_text(c, &Q[Q_GET], VALS(v_text(str_of(name))), &value);
    if (f != OK && f != NOT_FOUND) return f;
    *ret_value = f == OK ? value : (Str){0};
    return OK;
}

Fault fact_in(Ctx *c, const char *name, Lang want, Str *ret_value, Lang *ret_l) {
    const Lang *order = lang_fallback(want);
    *ret_value = (Str){0};
    for (int i = 0; i < LANG_N; i++) {
        const char *full = arena_printf(c->arena, "%s.%s", name, lang_code(order[i])).p;
        TRY(fact_get(c, full, ret_value));
        if (!ret_value->n) continue;
        if (ret_l) *ret_l = order[i];
        return OK;
    }
    return OK;
}

Fault fact_name(Ctx *c, Lang want, Str *ret_name) {
    TRY(fact_in(c, "name", want, ret_name, NULL));
    return ret_name->n ? OK : fact_get(c, "name", ret_name);
}

Fault fact_set(Ctx *c, const char *name, Str value) {
    CHECK(c->writing);
    region_changed(c, "region_facts", 0);
    if (!value.n) return db_run(c, &Q[Q_DROP], VALS(v_text(str_of(name))));
    return db_run(c, &Q[Q_SET], VALS(v_text(str_of(name)), v_text(value)));
}
