/* spend_pack.c - books as bytes. */
#include "spend/spend_pack.h"

#include <string.h>

enum { FORM = 1, SEVEN = 7, LONGEST = 10 };

/* ---- writing ----------------------------------------------------------------------------------------------------- */

static char *put_uint(char *p, uint64_t x) {
    for (; x >= 0x80; x >>= SEVEN) *p++ = (char)(x | 0x80);
    *p++ = (char)x;
    return p;
}

static uint64_t zigzag(int64_t x) { return (uint64_t)x << 1 ^ (uint64_t)(x >> 63); }

static void add_uint(Buf *b, uint64_t x) {
    char room[LONGEST];
    buf_add(b, (Str){room, (size_t)(put_uint(room, x) - room)});
}

static void add_int(Buf *b, int64_t x) { add_uint(b, zigzag(x)); }

static void add_text(Buf *b, Str s) {
    add_uint(b, s.n);
    buf_add(b, s);
}

static void add_sum(Buf *b, SpendSum s) {
    add_int(b, s.rows);
    add_int(b, s.sum);
}

static void add_names(Buf *to, const SpendNames *t) {
    add_uint(to, t->n);
    for (uint32_t i = 0; i < t->n; i++) add_text(to, t->v[i]);
}

/* The counts of a book in one order, for both ways. */
enum { COUNTS = 8 + SPEND_DATE_N };
static void counts_of(SpendBook *b, int64_t *v[COUNTS]) {
    int n = 0;
    v[n++] = &b->unreadable;
    v[n++] = &b->blank;
    v[n++] = &b->repeats;
    v[n++] = &b->notes;
    v[n++] = &b->padded;
    v[n++] = &b->nameless;
    v[n++] = &b->alike;
    v[n++] = (int64_t *)&b->rows;
    for (int i = 0; i < SPEND_DATE_N; i++) v[n++] = &b->dates[i];
}

void spend_pack_head(const SpendBook *b, Buf *to) {
    SpendBook own = *b;
    int64_t  *counts[COUNTS];
    add_uint(to, FORM);
    add_uint(to, b->payees_n);
    for (uint32_t i = 0; i < b->payees_n; i++) {
        const SpendPayee *p = &b->payees[i];
        add_text(to, p->name);
        add_text(to, p->supplier_id);
        add_text(to, p->registration);
        add_uint(to, p->key);
        add_uint(to, p->bearer);
    }
    add_names(to, &b->categories);
    add_names(to, &b->units);
    add_uint(to, (uint64_t)b->currencies_n);
    for (int i = 0; i < b->currencies_n; i++) {
        add_text(to, str_of(b->currencies[i]));
        add_int(to, b->read[i].rows);
        add_int(to, b->read[i].sum);
    }
    add_uint(to, (uint64_t)b->currency);
    add_uint(to, b->totals_n);
    for (uint32_t i = 0; i < b->totals_n; i++) {
        add_uint(to, b->totals[i].row);
        add_int(to, b->totals[i].says);
        add_int(to, b->totals[i].all);
        add_int(to, b->totals[i].since);
    }
    add_uint(to, b->totals_more);
    counts_of(&own, counts);
    for (int i = 0; i < COUNTS; i++) add_int(to, *counts[i]);
    for (int i = 0; i < SPEND_STATE_N; i++) add_sum(to, b->tally.by[i]);
    add_sum(to, b->tally.file);
    add_sum(to, b->tally.credits);
    add_uint(to, b->turned);
    add_int(to, b->from);
    add_int(to, b->until);
}

/* How many bytes a number has in common with the one before: numbers of payments rise. */
static size_t common(Str a, Str b) {
    size_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n]) n++;
    return n;
}

void spend_pack_rows(const SpendChunk *k, Buf *to) {
    enum { ROW_MOST = 9 * LONGEST + UINT8_MAX };
    uint32_t row = 0;
    Day      day = 0;
    Str      before = {0};
    add_uint(to, k->n);
    for (uint32_t i = 0; i < k->n; i++) {
        char *p = buf_room(to, ROW_MOST), *from = p;
        if (!p) return;
        *p++ = (char)(k->state[i] | k->currency[i] << 4);
        p = put_uint(p, zigzag((int64_t)k->row[i] - row));
        p = put_uint(p, zigzag(k->amount[i]));
        p = put_uint(p, zigzag((int64_t)k->day[i] - day));
        p = put_uint(p, k->payee[i]);
        p = put_uint(p, k->category[i]);
        p = put_uint(p, k->unit[i]);
        Str    number = spend_number(k, i);
        size_t same = common(before, number);
        *p++ = (char)number.n;
        *p++ = (char)same;
        if (number.n > same) memcpy(p, number.p + same, number.n - same);
        p += number.n - same;
        before = number;
        buf_grown(to, (size_t)(p - from));
        row = k->row[i];
        day = k->day[i];
    }
}
_Static_assert(SPEND_STATE_N <= 16 && SPEND_CURRENCIES_MAX <= 16, "both stand in one byte");

/* ---- reading ----------------------------------------------------------------------------------------------------- */

typedef struct In {
    const uint8_t *p, *end;
    bool           bad;
} In;

static uint64_t get_uint(In *in) {
    uint64_t x = 0;
    for (unsigned shift = 0; shift < 64 && in->p < in->end; shift += SEVEN) {
        uint8_t c = *in->p++;
        x |= (uint64_t)(c & 0x7F) << shift;
        if (c < 0x80) return x;
    }
    in->bad = true;
    return 0;
}

static int64_t get_int(In *in) {
    uint64_t x = get_uint(in);
    return (int64_t)(x >> 1 ^ -(x & 1));
}

static uint64_t get_below(In *in, uint64_t limit) {
    uint64_t x = get_uint(in);
    if (x < limit) return x;
    in->bad = true;
    return 0;
}

/* A count of things of which each takes a byte at least. */
static uint32_t get_count(In *in) { return (uint32_t)get_below(in, (uint64_t)(in->end - in->p) + 1); }

static Str get_text(In *in) {
    size_t n = get_count(in);
    if (in->bad || n > (size_t)(in->end - in->p)) {
        in->bad = true;
        return (Str){0};
    }
    Str s = {(const char *)in->p, n};
    in->p += n;
    return s;
}

static SpendSum get_sum(In *in) {
    SpendSum s;
    s.rows = get_int(in);
    s.sum = get_int(in);
    return s;
}

static void get_names(In *in, Arena *a, SpendNames *t) {
    uint32_t n = get_count(in);
    t->v = ARENA_ARRAY(a, Str, n + 1);
    for (; t->n < n && !in->bad; t->n++) t->v[t->n] = get_text(in);
}

static void get_payees(In *in, SpendBook *b) {
    uint32_t n = get_count(in);
    b->payees = ARENA_ARRAY(b->arena, SpendPayee, n + 1);
    for (; b->payees_n < n && !in->bad; b->payees_n++) {
        SpendPayee *p = &b->payees[b->payees_n];
        p->name = get_text(in);
        p->supplier_id = get_text(in);
        p->registration = get_text(in);
        p->key = get_uint(in);
        p->bearer = (SpendBearer)get_below(in, SPEND_BEARER_N);
    }
}

static void get_currencies(In *in, SpendBook *b) {
    b->currencies_n = (int)get_below(in, SPEND_CURRENCIES_MAX + 1);
    for (int i = 0; i < b->currencies_n; i++) {
        Str s = get_text(in);
        if (s.n > SPEND_CODE_MAX) in->bad = true;
        else if (s.n) memcpy(b->currencies[i], s.p, s.n);
        b->read[i].rows = get_int(in);
        b->read[i].sum = get_int(in);
    }
    b->currency = (int)get_below(in, (uint64_t)b->currencies_n);
}

bool spend_unpack_head(Arena *a, Str s, SpendBook *ret_book) {
    In       in = {(const uint8_t *)s.p, (const uint8_t *)s.p + s.n, s.n == 0};
    int64_t *counts[COUNTS];
    *ret_book = (SpendBook){.arena = a};
    if (in.bad || get_uint(&in) != FORM) return false;
    get_payees(&in, ret_book);
    get_names(&in, a, &ret_book->categories);
    get_names(&in, a, &ret_book->units);
    get_currencies(&in, ret_book);
    ret_book->totals_n = (uint32_t)get_below(&in, SPEND_TOTALS_MAX + 1);
    for (uint32_t i = 0; i < ret_book->totals_n && !in.bad; i++) {
        SpendTotal *t = &ret_book->totals[i];
        t->row = (uint32_t)get_uint(&in);
        t->says = get_int(&in);
        t->all = get_int(&in);
        t->since = get_int(&in);
    }
    ret_book->totals_more = (uint32_t)get_uint(&in);
    counts_of(ret_book, counts);
    for (int i = 0; i < COUNTS; i++) *counts[i] = get_int(&in);
    for (int i = 0; i < SPEND_STATE_N; i++) ret_book->tally.by[i] = get_sum(&in);
    ret_book->tally.file = get_sum(&in);
    ret_book->tally.credits = get_sum(&in);
    ret_book->turned = get_uint(&in);
    ret_book->from = (Day)get_int(&in);
    ret_book->until = (Day)get_int(&in);
    return !in.bad && in.p == in.end;
}

/* Its length, how much of it is that of the number before, and the rest. */
static bool get_number(In *in, SpendChunk *k, uint32_t i) {
    if (in->end - in->p < 2) return false;
    size_t n = in->p[0], same = in->p[1], before = i ? k->number_n[i - 1] : 0;
    in->p += 2;
    if (n > SPEND_NUMBER_MAX || same > n || same > before || n - same > (size_t)(in->end - in->p)) return false;
    k->number_at[i] = k->text_n;
    k->number_n[i] = (uint8_t)n;
    if (same) memcpy(k->text + k->text_n, k->text + k->number_at[i - 1], same);
    if (n > same) memcpy(k->text + k->text_n + same, in->p, n - same);
    k->text_n += (uint32_t)n;
    in->p += n - same;
    return true;
}

bool spend_unpack_rows(const SpendBook *b, Str s, SpendChunk *k) {
    In       in = {(const uint8_t *)s.p, (const uint8_t *)s.p + s.n, s.n == 0};
    int64_t  row = 0, day = 0;
    uint32_t n = in.bad ? 0 : (uint32_t)get_below(&in, SPEND_CHUNK + 1);
    k->n = k->text_n = 0;
    if (k->text_cap < SPEND_CHUNK * SPEND_NUMBER_MAX) {
        k->text_cap = SPEND_CHUNK * SPEND_NUMBER_MAX;
        k->text = arena_alloc(b->arena, k->text_cap);
    }
    for (uint32_t i = 0; i < n && !in.bad; i++) {
        uint8_t first = in.p < in.end ? *in.p++ : UINT8_MAX;
        k->state[i] = first & 15;
        k->currency[i] = first >> 4;
        row = (int64_t)((uint64_t)row + (uint64_t)get_int(&in));
        k->amount[i] = get_int(&in);
        day = (int64_t)((uint64_t)day + (uint64_t)get_int(&in));
        k->payee[i] = (uint32_t)get_below(&in, b->payees_n);
        k->category[i] = (uint32_t)get_below(&in, b->categories.n);
        k->unit[i] = (uint32_t)get_below(&in, b->units.n);
        k->row[i] = (uint32_t)row;
        k->day[i] = (Day)day;
        if (!get_number(&in, k, i) || k->state[i] >= SPEND_STATE_N || k->currency[i] >= b->currencies_n) return false;
        if (k->amount[i] > SPEND_AMOUNT_MAX || k->amount[i] < -SPEND_AMOUNT_MAX) return false;
        if (day < 0 || day > INT32_MAX || (day && !day_valid((Day)day))) return false;
    }
    k->n = n;
    return !in.bad && in.p == in.end;
}

/* ---- links ------------------------------------------------------------------------------------------------------- */

void spend_pack_links(const SpendLink *v, uint32_t n, Buf *to) {
    add_uint(to, n);
    for (uint32_t i = 0; i < n; i++) {
        add_uint(to, v[i].payee);
        add_uint(to, v[i].others);
        add_uint(to, (uint64_t)v[i].actor);
        add_uint(to, v[i].how);
        add_uint(to, v[i].why);
    }
}

bool spend_unpack_links(Arena *a, Str s, uint32_t payees, SpendLink **ret_v, uint32_t *ret_n) {
    In       in = {(const uint8_t *)s.p, (const uint8_t *)s.p + s.n, false};
    uint32_t n = get_count(&in);
    *ret_v = ARENA_ARRAY(a, SpendLink, n + 1);
    for (uint32_t i = 0; i < n && !in.bad; i++) {
        SpendLink *l = &(*ret_v)[i];
        l->payee = (uint32_t)get_below(&in, payees);
        l->others = (uint32_t)get_below(&in, UINT32_MAX);
        l->actor = (Id)get_below(&in, INT64_MAX);
        l->how = (SpendHow)get_below(&in, SPEND_DECIDED + 1);
        l->why = (SpendWhy)get_below(&in, SPEND_BY_SOUND + 1);
    }
    *ret_n = n;
    return !in.bad && in.p == in.end;
}
