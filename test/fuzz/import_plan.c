/* import_plan.c - how a file is to be read, as it is kept: what is accepted is within its bounds and reads back. */
#include "base/check.h"
#include "import/import_inner.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n > 20000) return 0;
    Arena a;
    Buf   b;
    ImportPlan p, again;
    arena_init(&a, 64 << 20);
    buf_init(&b, 1 << 20);
    Ctx c = {.arena = &a};
    if (import_plan_read(&c, (Str){(const char *)data, n}, &p) == OK) {
        CHECK(p.target && p.n_columns <= IMPORT_COLUMNS_MAX);
        CHECK(p.n_twin <= IMPORT_ASK_MAX && p.n_town <= IMPORT_ASK_MAX);
        import_plan_json(&b, &p);
        CHECK(buf_ok(&b) && import_plan_read(&c, buf_str(&b), &again) == OK);
        CHECK(again.target == p.target && again.head == p.head && again.known == p.known && again.twins == p.twins);
        CHECK(again.n_columns == p.n_columns && memcmp(again.columns, p.columns, p.n_columns) == 0);
        CHECK(again.n_twin == p.n_twin && again.n_town == p.n_town);
        for (size_t i = 0; i < p.n_town; i++) CHECK(str_eq(again.town[i].name, p.town[i].name));
    }
    buf_release(&b);
    arena_release(&a);
    return 0;
}
