/* list_ahead.c - first a part of a page is drawn to hear which lists it asks for, then all of them are asked for in one
** statement: how many there are, or whether there is any. Most are empty on most days, and are not read at all then.
**
** The statement is made of those of the lists, each parameter under a name of its own. */
#include "ent/list_ahead.h"

#include "base/check.h"
#include "ent/list.h"

#include <ctype.h>
#include <string.h>

enum { AHEAD_MAX = 32, AHEAD_BYTES = 40 << 10, AHEAD_VALUES = 200 };

typedef struct Asking {
    unsigned char key[COUNT_KEY_BYTES];
    ListRows      rows;
    bool          counted;
    int64_t       n;
} Asking;

struct ListAhead {
    bool   gathering;
    Asking v[AHEAD_MAX];
    size_t n, bytes, values;
};

static Asking *find(const Ctx *c, const ListRows *r) {
    unsigned char key[COUNT_KEY_BYTES];
    ListAhead    *a = c->ahead;
    count_key(c, r->sql, r->v, r->n, key);
    for (size_t i = 0; i < a->n; i++) {
        if (memcmp(a->v[i].key, key, sizeof key) == 0) return &a->v[i];
    }
    return NULL;
}

/* Values lie where they lay no longer when the statement runs. */
static const Val *values_kept(Ctx *c, const ListRows *r) {
    Val *v = ARENA_ARRAY(c->arena, Val, r->n + 1);
    for (size_t i = 0; i < r->n; i++) {
        v[i] = r->v[i];
        bool text = v[i].kind == VAL_TEXT || v[i].kind == VAL_BLOB || v[i].kind == VAL_IDS;
        if (text) v[i].s = arena_copy(c->arena, v[i].s);
    }
    return v;
}

bool ahead_gathers(Ctx *c, const ListRows *r, bool counted) {
    ListAhead *a = c->ahead;
    if (!a || !a->gathering) return false;
    Asking *known = find(c, r);
    if (known) known->counted = known->counted || counted;
    bool room = a->n < AHEAD_MAX && a->bytes + r->sql.n < AHEAD_BYTES && a->values + r->n < AHEAD_VALUES;
    if (known || !room) return true;
    Asking *one = &a->v[a->n++];
    *one = (Asking){.rows = *r, .counted = counted};
    one->rows.sql = arena_copy(c->arena, r->sql);
    one->rows.in = arena_copy(c->arena, r->in);
    one->rows.v = values_kept(c, r);
    count_key(c, r->sql, r->v, r->n, one->key);
    a->bytes += r->sql.n;
    a->values += r->n;
    return true;
}

bool ahead_known(const Ctx *c, const ListRows *r, bool *ret_counted, int64_t *ret_n) {
    if (!c->ahead || c->ahead->gathering || c->writing) return false;
    const Asking *one = find(c, r);
    if (!one) return false;
    *ret_counted = one->counted;
    *ret_n = one->n;
    return true;
}

/* ---- the statement ---------------------------------------------------------------------------------------------- */

static bool is_own(Str name) { return str_starts(name, LIT("s_")); }

static size_t word_end(Str sql, size_t i) {
    while (i < sql.n && (isalnum((unsigned char)sql.p[i]) || sql.p[i] == '_')) i++;
    return i;
}

/* :name and {in:name} get the number of their list; what the database layer fills in by itself stays. */
static void put_named(Buf *b, Str sql, size_t number) {
    for (size_t i = 0; i < sql.n;) {
        char ch = sql.p[i];
        size_t end = i + 1;
        if (ch == '\'') {
            while (end < sql.n && sql.p[end] != '\'') end++;
            end += end < sql.n;
            buf_add(b, str_sub(sql, i, end - i));
        } else if (ch == '{' && !str_starts(str_sub(sql, i, sql.n), LIT("{in:"))) {
            while (end < sql.n && sql.p[end - 1] != '}') end++;
            buf_add(b, str_sub(sql, i, end - i));
        } else if (ch == ':' && word_end(sql, end) > end) {
            end = word_end(sql, end);
            Str name = str_sub(sql, i + 1, end - i - 1);
            if (is_own(name)) buf_printf(b, ":%.*s", STR_ARG(name));
            else buf_printf(b, ":a%zu_%.*s", number, STR_ARG(name));
        } else {
            buf_byte(b, ch);
        }
        i = end;
    }
}

static void put_in(Buf *b, Str in, size_t number) {
    for (Str part; str_split(&in, ' ', &part);) {
        if (part.n) buf_printf(b, "%sa%zu_%.*s", b->n ? " " : "", number, STR_ARG(part));
    }
}

static Fault ask(Ctx *c, ListAhead *a) {
    Buf    sql, in;
    Val    v[AHEAD_VALUES];
    size_t n = 0;
    buf_init(&sql, 4 * AHEAD_BYTES);
    buf_init(&in, AHEAD_BYTES);
    for (size_t i = 0; i < a->n; i++) {
        const Asking *one = &a->v[i];
        buf_printf(&sql, "%sSELECT CAST(%zu AS BIGINT), ", i ? " UNION ALL " : "", i);
        if (one->counted) buf_lit(&sql, "count(*)");
        else buf_lit(&sql, "CAST(1 AS BIGINT) WHERE EXISTS (SELECT 1");
        put_named(&sql, one->rows.sql, i);
        if (!one->counted) buf_lit(&sql, ")");
        put_in(&in, one->rows.in, i);
        for (size_t k = 0; k < one->rows.n; k++) v[n++] = one->rows.v[k];
    }
    CHECK(buf_ok(&sql) && buf_ok(&in));
    Query made = db_made(c, buf_str(&sql), buf_str(&in), LIT("number:int n:int"));
    buf_release(&sql);
    buf_release(&in);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &made, v, n, &r));
    while (rows_next(&r)) a->v[rows_int(&r, 0)].n = rows_int(&r, 1);
    return rows_fault(&r);
}

void lists_gather(Ctx *c) {
    if (c->writing) return;
    c->ahead = ARENA_NEW(c->arena, ListAhead);
    c->ahead->gathering = true;
}

Fault lists_ask(Ctx *c) {
    ListAhead *a = c->ahead;
    if (!a) return OK;
    a->gathering = false;
    Fault f = a->n ? ask(c, a) : OK;
    if (f != OK) c->ahead = NULL;
    return f;
}

void lists_forget(Ctx *c) { c->ahead = NULL; }
