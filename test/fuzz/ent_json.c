/* ent_json.c - any bytes as the JSON of a record, of every noun, whole and in part. What was read and is printed again
** reads back to the same text; what cannot be read is complained about and never stops the program. */
#include "base/check.h"
#include "ent/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static Str printed(Ctx *c, const Entity *e, const void *rec) {
    Buf b;
    buf_init(&b, 16 << 20);
    ent_json(c, &b, e, rec);
    CHECK(buf_ok(&b));
    Str s = arena_copy(c->arena, buf_str(&b));
    buf_release(&b);
    return s;
}

static void read_as(Ctx *c, const Entity *e, Str json, bool part) {
    void *rec = ent_new(c, e), *again = ent_new(c, e);
    c->complaints.n = 0;
    Fault f = ent_json_read(c, e, json, part, rec);
    CHECK(f == OK || f == INVALID || f == BAD_REQUEST);
    CHECK((f == INVALID) == (c->complaints.n > 0));
    CHECK(c->complaints.n <= 60);
    if (f != OK) return;
    Str text = printed(c, e, rec);
    CHECK(ent_json_read(c, e, text, part, again) == OK);
    CHECK(str_eq(printed(c, e, again), text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n > 20000) return 0;
    Arena a;
    arena_init(&a, 64 << 20);
    Ctx c = {.arena = &a, .reader = {.lang = LANG_HE, .zone = "Asia/Jerusalem"},
             .who = {.org = 1, .roles = n % 2 ? ROLE_HQ : ROLE_OWNER, .floor = VIS_UNIT, .scopes = ~0u}};
    for (int i = 0; i < ENTITIES_N; i++) {
        read_as(&c, ENTITIES[i], (Str){(const char *)data, n}, n % 3 == 0);
        arena_reset(&a);
        c.complaints = (Complaints){0};
    }
    arena_release(&a);
    return 0;
}
