/* db_pg_values.c - values in PostgreSQL's binary form: 8-byte integers, doubles, arrays of ids, and numeric as far as
** aggregates give it. Binary, because nothing needs to be printed and read again on either side. */
#include "base/check.h"
#include "db/db_pg.h"

#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    OID_BOOL = 16, OID_BYTEA = 17, OID_NAME = 19,
    OID_INT8 = 20, OID_INT2 = 21, OID_INT4 = 23, OID_TEXT = 25, OID_OID = 26,
    OID_FLOAT4 = 700, OID_FLOAT8 = 701, OID_INT8_ARRAY = 1016, OID_NUMERIC = 1700,
};

static const Oid TYPE_OIDS[SQL_TYPES] = {
    [SQL_INT] = OID_INT8, [SQL_REAL] = OID_FLOAT8, [SQL_TEXT] = OID_TEXT, [SQL_BLOB] = OID_BYTEA,
    [SQL_IDS] = OID_INT8_ARRAY,
};

SqlType pg_type(const PGresult *res, int col) {
    switch (PQftype(res, col)) {
    case OID_BOOL:
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
    case OID_OID:    return SQL_INT;
    case OID_FLOAT4:
    case OID_FLOAT8: return SQL_REAL;
    case OID_NAME:
    case OID_TEXT:   return SQL_TEXT;
    case OID_BYTEA:  return SQL_BLOB;
    default:         return SQL_TYPES;
    }
}

static SqlType slot_type(const Stmt *s, int i) {
    if (s->p.slot[i] == SLOT_IN) return s->p.in[i];
    return s->p.slot[i] == SLOT_LANG ? SQL_TEXT : SQL_INT;
}

/* One dimension, no NULLs: header of five 4-byte numbers, then length and value of each. */
static char *array_made(Str ids, int *ret_length) {
    size_t n = ids.n / sizeof(Id), length = 20 + 12 * n;
    CHECK(length <= INT32_MAX);
    char    *a = calloc(1, length);
    CHECK(a != NULL);
    uint32_t head[5] = {htobe32(n > 0), 0, htobe32(OID_INT8), htobe32((uint32_t)n), htobe32(1)};
    memcpy(a, head, sizeof head);
    for (size_t i = 0; i < n; i++) {
        uint64_t id;
        uint32_t eight = htobe32(8);
        memcpy(&id, ids.p + i * sizeof id, sizeof id);
        id = htobe64(id);
        memcpy(a + 20 + 12 * i, &eight, sizeof eight);
        memcpy(a + 24 + 12 * i, &id, sizeof id);
    }
    *ret_length = n > 0 ? (int)length : 12;       /* an array of no elements has no dimension */
    return a;
}

static void param(PgParams *p, int i, const Val *v) {
    uint64_t bits = 0;
    switch (v->kind) {
    case VAL_NULL:
        return;
    case VAL_INT:
    case VAL_REAL:
        memcpy(&bits, v->kind == VAL_INT ? (const void *)&v->i : (const void *)&v->r, sizeof bits);
        p->number[i] = htobe64(bits);
        p->value[i] = (const char *)&p->number[i];
        p->length[i] = sizeof bits;
        return;
    case VAL_TEXT:
    case VAL_BLOB:
        CHECK(v->s.n <= INT32_MAX);
        p->value[i] = v->s.p ? v->s.p : "";
        p->length[i] = (int)v->s.n;
        return;
    case VAL_IDS:
        CHECK(p->n_made < PG_LISTS_MAX);
        p->made[p->n_made] = array_made(v->s, &p->length[i]);
        p->value[i] = p->made[p->n_made++];
        return;
    }
}

void pg_params(const Stmt *s, const Val *v, PgParams *ret_p) {
    ret_p->n = s->p.n_slots;
    ret_p->n_made = 0;
    for (int i = 0; i < ret_p->n; i++) {
        ret_p->type[i] = TYPE_OIDS[slot_type(s, i)];
        ret_p->value[i] = NULL;
        ret_p->length[i] = 0;
        ret_p->format[i] = 1;
        if (v) param(ret_p, i, &v[i]);
    }
}

void pg_params_release(PgParams *p) {
    for (int i = 0; i < p->n_made; i++) free(p->made[i]);
}

/* numeric: digits to base 10,000 of which the first counts 10000^weight. Integers up to 2^63 are exact when read as
** such; a double is as good as a double can be. */
static uint16_t word(const char *p, int i) {
    uint16_t w;
    memcpy(&w, p + 2 * i, sizeof w);
    return be16toh(w);
}

static double numeric_real(const char *p) {
    int      digits = word(p, 0), weight = (int16_t)word(p, 1);
    unsigned sign = word(p, 2);
    double   x = 0;
    if (sign == 0xC000) return (double)NAN;
    for (int i = 0; i < digits; i++) x = x * 10000 + word(p, 4 + i);
    x *= pow(10000, weight - digits + 1);
    return sign == 0x4000 ? -x : x;
}

static int64_t numeric_integer(const char *p) {
    int     digits = word(p, 0), weight = (int16_t)word(p, 1);
    int64_t n = 0;
    for (int i = 0; i <= weight; i++) n = (int64_t)((uint64_t)n * 10000 + (i < digits ? word(p, 4 + i) : 0u));
    return word(p, 2) == 0x4000 ? -n : n;
}

static uint64_t bits_of(const char *p, int n) {
    uint64_t bits = 0;
    for (int i = 0; i < n; i++) bits = bits << 8 | (unsigned char)p[i];
    return bits;
}

int64_t pg_integer(const PGresult *res, int row, int col) {
    const char *p = PQgetvalue(res, row, col);
    switch (PQftype(res, col)) {
    case OID_INT8:    return (int64_t)bits_of(p, 8);
    case OID_INT4:    return (int32_t)bits_of(p, 4);
    case OID_INT2:    return (int16_t)bits_of(p, 2);
    case OID_OID:     return (int64_t)bits_of(p, 4);
    case OID_BOOL:    return p[0] != 0;
    case OID_NUMERIC: return numeric_integer(p);
    case OID_FLOAT8:  return (int64_t)pg_real(res, row, col);
    default:          CHECK(!"a column that is no number"); return 0;
    }
}

double pg_real(const PGresult *res, int row, int col) {
    const char *p = PQgetvalue(res, row, col);
    uint64_t    bits;
    uint32_t    half;
    double      x;
    float       f;
    switch (PQftype(res, col)) {
    case OID_FLOAT8:
        bits = bits_of(p, 8);
        memcpy(&x, &bits, sizeof x);
        return x;
    case OID_FLOAT4:
        half = (uint32_t)bits_of(p, 4);
        memcpy(&f, &half, sizeof f);
        return (double)f;
    case OID_NUMERIC: return numeric_real(p);
    default:          return (double)pg_integer(res, row, col);
    }
}
