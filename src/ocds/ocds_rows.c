/* ocds_rows.c - rows of one thing put together, their names found, which of them count; the table of those that do. */
#include "ocds/ocds_inner.h"

#include <stdlib.h>
#include <string.h>

static int same_thing(const OcdsRow *a, const OcdsRow *b) {
    if (a->process != b->process) return a->process < b->process ? -1 : 1;
    if (a->of != b->of) return a->of < b->of ? -1 : 1;
    int c = a->of == OCDS_PAYMENT ? str_cmp(a->above, b->above) : 0;
    return c ? c : str_cmp(a->id, b->id);
}

static int by_thing(const void *x, const void *y) {
    const OcdsRow *a = x, *b = y;
    int c = same_thing(a, b);
    return c ? c : (a->seq > b->seq) - (a->seq < b->seq);
}

/* What a later release leaves out stays as it was. */
static void put_over(OcdsRow *to, const OcdsRow *later) {
    OcdsRow was = *to;
    *to = *later;
    if (!to->value.known) to->value = was.value;
    if (!to->value.currency[0]) memcpy(to->value.currency, was.value.currency, sizeof was.value.currency);
    if (!to->day) to->day = was.day;
    if (!to->payee.name.n && !to->payee.id.n) to->payee = was.payee;
    if (!to->payees) to->payees = was.payees;
    if (!to->what.n) to->what = was.what;
    if (!to->above.n) to->above = was.above;
    if (!to->status.n) to->off = was.off;
    if (!to->status.n) to->status = was.status;
}

static void put_together(Ocds *o) {
    uint32_t n = 0;
    if (o->rows_n) qsort(o->rows, o->rows_n, sizeof *o->rows, by_thing);
    for (uint32_t i = 0; i < o->rows_n; i++) {
        if (n && !same_thing(&o->rows[n - 1], &o->rows[i])) put_over(&o->rows[n - 1], &o->rows[i]);
        else o->rows[n++] = o->rows[i];
    }
    o->rows_n = n;
}

/* ---- names ------------------------------------------------------------------------------------------------------- */

static int by_named(const void *x, const void *y) {
    const OcdsNamed *a = x, *b = y;
    if (a->process != b->process) return a->process < b->process ? -1 : 1;
    return str_cmp(a->party.id, b->party.id);
}

static int by_named_in_order(const void *x, const void *y) {
    const OcdsNamed *a = x, *b = y;
    int c = by_named(x, y);
    return c ? c : (a->seq > b->seq) - (a->seq < b->seq);
}

/* Of one party, what was told last; what a later release leaves out stays. */
static void put_named(OcdsReader *rd) {
    OcdsNamed *v = rd->parties;
    uint32_t   n = 0;
    if (rd->parties_n) qsort(v, rd->parties_n, sizeof *v, by_named_in_order);
    for (uint32_t i = 0; i < rd->parties_n; i++) {
        if (!n || by_named(&v[n - 1], &v[i])) {
            v[n++] = v[i];
            continue;
        }
        OcdsParty *p = &v[n - 1].party;
        if (v[i].party.name.n) p->name = v[i].party.name;
        if (v[i].party.number.n) p->number = v[i].party.number;
    }
    rd->parties_n = n;
}

static void find_name(const OcdsReader *rd, uint32_t process, OcdsParty *p) {
    if (!p->id.n || !rd->parties_n) return;
    OcdsNamed key = {.process = process, .party = {.id = p->id}};
    const OcdsNamed *is = bsearch(&key, rd->parties, rd->parties_n, sizeof key, by_named);
    if (!is) return;
    if (!p->name.n) p->name = is->party.name;
    if (!p->number.n) p->number = is->party.number;
}

static OcdsRow *find_row(const Ocds *o, uint32_t process, OcdsOf of, Str id) {
    OcdsRow key = {.process = process, .of = of, .id = id};
    size_t  from = 0, until = o->rows_n;
    while (from < until) {
        size_t mid = from + (until - from) / 2;
        int    c = same_thing(&o->rows[mid], &key);
        if (!c) return &o->rows[mid];
        if (c < 0) from = mid + 1;
        else until = mid;
    }
    return NULL;
}

static bool is_award(const Ocds *o, size_t i, uint32_t process) {
    return i < o->rows_n && o->rows[i].process == process && o->rows[i].of == OCDS_AWARD;
}

/* The award of a contract; where it does not say, the only one of its process. */
static OcdsRow *award_of(const Ocds *o, const OcdsRow *contract) {
    if (contract->above.n) return find_row(o, contract->process, OCDS_AWARD, contract->above);
    size_t from = 0, until = o->rows_n;
    while (from < until) {
        size_t mid = from + (until - from) / 2;
        if (o->rows[mid].process < contract->process) from = mid + 1;
        else until = mid;
    }
    bool one = is_award(o, from, contract->process) && !is_award(o, from + 1, contract->process);
    return one ? &o->rows[from] : NULL;
}

/* A number without a name is named by whoever was awarded under it. */
static void take_payee(OcdsRow *to, const OcdsRow *from) {
    if (to->payee.name.n || !from) return;
    bool same = !to->payee.id.n || str_eq(to->payee.id, from->payee.id) || str_eq(to->payee.id, from->payee.number);
    if (!same) return;
    to->payee = from->payee;
    to->payees = from->payees;
}

/* ---- what counts ------------------------------------------------------------------------------------------------- */

static bool has_money(const OcdsRow *r) { return r->value.known && !r->off; }

/* Awards stand before contracts, contracts before payments, within a process. */
static void count_rows(Ocds *o) {
    for (size_t i = 0; i < o->rows_n; i++) o->rows[i].counts = has_money(&o->rows[i]);
    for (size_t i = o->rows_n; i-- > 0;) {
        OcdsRow *r = &o->rows[i];
        if (r->of != OCDS_PAYMENT || !r->counts) continue;
        OcdsRow *contract = find_row(o, r->process, OCDS_CONTRACT, r->above);
        if (!contract) continue;
        contract->counts = false;
        OcdsRow *award = award_of(o, contract);
        if (award) award->counts = false;
    }
    for (size_t i = 0; i < o->rows_n; i++) {
        OcdsRow *r = &o->rows[i];
        if (r->of != OCDS_CONTRACT || !r->counts) continue;
        OcdsRow *award = award_of(o, r);
        if (award) award->counts = false;
    }
}

void ocds_rows(OcdsReader *rd) {
    Ocds *o = rd->o;
    put_together(o);
    put_named(rd);
    for (uint32_t i = 0; i < o->processes_n; i++) {
        OcdsProcess *p = &o->processes[i];
        find_name(rd, i, &p->buyer);
        if (str_eq(p->words, p->title)) p->words = (Str){0};
    }
    for (size_t i = 0; i < o->rows_n; i++) {
        OcdsRow *r = &o->rows[i];
        if (!r->day) r->day = r->told_on;
        if (r->of != OCDS_PAYMENT && !r->off) o->processes[r->process].given = true;
        find_name(rd, r->process, &r->payee);
        if (r->of == OCDS_CONTRACT) take_payee(r, award_of(o, r));
        if (r->of == OCDS_PAYMENT) take_payee(r, find_row(o, r->process, OCDS_CONTRACT, r->above));
    }
    count_rows(o);
}

/* ---- as a table -------------------------------------------------------------------------------------------------- */

static void put_cell(Buf *b, Str s, bool last) {
    buf_byte(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '"') buf_byte(b, '"');
        buf_byte(b, ch == '\n' || ch == '\r' ? ' ' : ch);
    }
    buf_byte(b, '"');
    buf_byte(b, last ? '\n' : ',');
}

static void put_hundredths(Buf *b, int64_t x) {
    uint64_t u = x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
    buf_printf(b, "%s%llu.%02llu\n", x < 0 ? "-" : "", (unsigned long long)(u / 100), (unsigned long long)(u % 100));
}

enum { NUMBER_MAX = 80 };

static Str tail(Str s) { return s.n > NUMBER_MAX ? str_sub(s, s.n - NUMBER_MAX, NUMBER_MAX) : s; }

/* The end of a long number tells it apart; it is never cut within a letter. */
static void put_number(Buf *b, const OcdsProcess *p, const OcdsRow *r) {
    static const char *const OF[OCDS_OF_N] = {"award", "contract", "payment"};
    Buf own;
    buf_init(&own, 4 * NUMBER_MAX);
    buf_add(&own, tail(p->ocid));
    if (r->of == OCDS_PAYMENT) {
        buf_byte(&own, '/');
        buf_add(&own, tail(r->above));
    }
    buf_printf(&own, "/%s/", OF[r->of]);
    buf_add(&own, tail(r->id));
    Str s = buf_str(&own);
    size_t cut = s.n > NUMBER_MAX ? s.n - NUMBER_MAX : 0;
    while (cut && cut < s.n && ((uint8_t)s.p[cut] & 0xC0) == 0x80) cut++;
    put_cell(b, str_sub(s, cut, s.n), false);
    buf_release(&own);
}

void ocds_table(const Ocds *o, const bool *wanted, Buf *to) {
    buf_lit(to, "Supplier Name,Supplier ID,Company Number,Payment Date,Transaction No,Category,Description,Currency,"
                "Amount\n");
    for (size_t i = 0; i < o->rows_n; i++) {
        const OcdsRow     *r = &o->rows[i];
        const OcdsProcess *p = &o->processes[r->process];
        if (!r->counts || (wanted && !wanted[r->process])) continue;
        put_cell(to, r->payee.name, false);
        put_cell(to, r->payee.id, false);
        put_cell(to, r->payee.number, false);
        buf_day_iso(to, r->day);
        buf_byte(to, ',');
        put_number(to, p, r);
        put_cell(to, p->category, false);
        put_cell(to, r->what.n ? r->what : p->title, false);
        put_cell(to, str_of(r->value.currency), false);
        put_hundredths(to, r->value.amount);
    }
}
