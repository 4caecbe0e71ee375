/* spend.c - a file of supplier payments: read, matched to actors and asked for its local share by three definitions,
** against reading the file.
** The file is made here: payments of a year with the headings of the councils that publish theirs, 30,000 payees of
** which two in three are among 20,000 actors (fewer of both in a smaller file), some written otherwise (legal form,
** case, spaces) and some with a registration number; credits, payments that were taken back, rows that stand twice,
** people, dates that are times. The reference walks every cell of the same file with the same reader (sheet/) and
** counts the bytes: nothing that reads the file can be faster with it. Ours does that, judges every row, packs the
** book and keeps it in a new SQLite database on the disk (in BENCH_DIR, else the temporary folder) in one
** transaction, matches every payee, and adds up by three definitions of local, by payee, category and quarter. Both
** are run in turn, the medians stand in the last line.
** spend [rows]: 100,000; with size=full in the environment 1,000,000. */
#include "base/check.h"
#include "base/rand.h"
#include "spend/spend_match.h"
#include "spend/spend_pack.h"
#include "spend/spend_read.h"
#include "spend/spend_sum.h"

#include <limits.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROWS_EACH_ACTOR = 50, ROWS_EACH_PAYEE = 33, TURNS = 5, MEMORY_MB = 1024, DEFS = 3 };

static uint32_t actors_n, payees_n;

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static const char *const HEADS[] = {"North", "Cherry", "River", "Stone", "Green",
                                    "Silver", "Oak", "Bright", "Field", "Iron"};
static const char *const TAILS[] = {"gate", "well", "mill", "bridge", "ford", "wood", "land", "hill", "brook", "side"};
static const char *const TRADES[] = {"Packaging", "Haulage", "Catering", "Software", "Printing", "Cleaning", "Bakery",
                                     "Joinery", "Training", "Electrical"};

static Str company(Arena *a, uint32_t i) {
    return arena_printf(a, "%s%s %s %u", HEADS[i % 10], TAILS[i / 10 % 10], TRADES[i / 100 % 10], i / 1000);
}

static void row_of(Buf *b, Rng *r, Arena *a, uint32_t i) {
    uint64_t x = rng_next(r) >> 11;
    double   u = (double)x / 9007199254740992.0;
    uint32_t payee = (uint32_t)(u * u * u * payees_n);
    int64_t  amount = 50000 + (int64_t)rng_below(r, 2000000);
    arena_reset(a);
    Str name = company(a, payee);
    const char *form = payee % 3 == 0 ? " LTD" : payee % 3 == 1 ? " Limited" : "";
    if (rng_below(r, 50) == 0) amount = -amount;
    int category = (int)(payee % 120);
    buf_printf(b, "Some Council,\"Policy, Culture and Communication\",Category %d,K%04d,", category, category);
    if (rng_below(r, 100) == 0) buf_lit(b, "00:00:00");
    else buf_printf(b, "%02d/%02d/2025", 1 + (int)rng_below(r, 28), 1 + (int)rng_below(r, 12));
    buf_printf(b, ",4628%06u_%u,%s%lld.%02d,Revenue,2000%05u,", i / 2, i % 2, amount < 0 ? "-" : "",
               (long long)llabs(amount) / 100, (int)(llabs(amount) % 100), payee);
    if (payee % 40 == 7) buf_lit(b, "Redacted personal data\r\n");
    else if (payee % 5 == 0) buf_printf(b, "%.*s%s                  \r\n", STR_ARG(name), form);
    else buf_printf(b, "%.*s%s\r\n", STR_ARG(name), form);
}

static void make_file(Buf *b, uint32_t rows) {
    Arena a;
    Rng   r;
    arena_init(&a, 1 << 20);
    rng_seed(&r, 1);
    buf_lit(b, "Body Name,Organisational Unit,Expenditure Category,Expenditure Code,Paid Date,Trans No,Amount,Type,"
               "Supplier ID,Supplier Name \r\n");
    for (uint32_t i = 0; i < rows; i++) {
        size_t from = b->n;
        row_of(b, &r, &a, i);
        size_t n = b->n - from;
        char  *again = i % 500 ? NULL : buf_room(b, n);
        if (again) memcpy(again, b->p + from, n);
        if (again) buf_grown(b, n);
    }
    CHECK(buf_ok(b));
    arena_release(&a);
}

static SpendActor *make_actors(Arena *a) {
    SpendActor *v = ARENA_ARRAY(a, SpendActor, actors_n);
    for (uint32_t i = 0; i < actors_n; i++) {
        Str name = company(a, i);
        v[i] = (SpendActor){.id = (Id)i + 1, .registration = arena_printf(a, "51%07u", i)};
        v[i].names[LANG_EN] = arena_printf(a, "%.*s%s", STR_ARG(name), i % 2 ? " Ltd" : "");
    }
    return v;
}

/* ---- the two sides ----------------------------------------------------------------------------------------------- */

static double time_reading(const SheetSource *src, uint64_t *ret_bytes) {
    Arena        a;
    Sheet       *s;
    SheetProblem why = {0};
    SheetOptions o = {0};
    SheetRow     row;
    arena_init(&a, (size_t)MEMORY_MB << 20);
    double start = seconds();
    CHECK(sheet_open(&a, src, &o, &s, &why) == OK);
    for (*ret_bytes = 0; sheet_next(s, &row) == OK && row.row;) {
        for (uint32_t i = 0; i < row.n; i++) *ret_bytes += row.cells[i].s.n;
    }
    double took = seconds() - start;
    sheet_close(s);
    arena_release(&a);
    return took;
}

typedef struct Answer {
    double     read, pack, match, sum;            /* seconds */
    size_t     packed;
    uint64_t   rows;
    uint32_t   payees, certain, likely;
    SpendTally tally;
    int64_t    permille[DEFS];
} Answer;

static void sql(sqlite3 *db, const char *text) { CHECK(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK); }

static void keep_piece(sqlite3_stmt *put, int n, const Buf *piece, Answer *to) {
    CHECK(buf_ok(piece));
    sqlite3_bind_int(put, 1, n);
    sqlite3_bind_blob(put, 2, piece->p, (int)piece->n, SQLITE_STATIC);
    CHECK(sqlite3_step(put) == SQLITE_DONE);
    sqlite3_reset(put);
    to->packed += piece->n;
}

/* As the program keeps it: one row a piece, synced to the disk at the end. */
static sqlite3 *keep_all(const SpendBook *b, const char *file, Answer *to) {
    sqlite3      *db;
    sqlite3_stmt *put;
    Buf           piece;
    int           n = 0;
    buf_init(&piece, (size_t)256 << 20);
    CHECK(sqlite3_open(file, &db) == SQLITE_OK);
    sql(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE pieces (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL); BEGIN");
    CHECK(sqlite3_prepare_v2(db, "INSERT INTO pieces (n, bytes) VALUES (?1, ?2)", -1, &put, NULL) == SQLITE_OK);
    spend_pack_head(b, &piece);
    keep_piece(put, n++, &piece, to);
    for (const SpendChunk *k = b->first; k; k = k->next) {
        buf_clear(&piece);
        spend_pack_rows(k, &piece);
        keep_piece(put, n++, &piece, to);
    }
    sql(db, "COMMIT");
    sqlite3_finalize(put);
    buf_release(&piece);
    return db;
}

/* A third, half and nearly all of the actors are in the three places. */
static void match_all(Arena *a, const SpendBook *b, const SpendActor *actors, uint8_t *local[DEFS], Answer *to) {
    Arena       own;
    SpendIndex *x = spend_index(a, b->words, actors, actors_n);
    arena_init(&own, (size_t)64 << 20);
    for (uint32_t i = 0; i < b->payees_n; i++) {
        const SpendPayee *p = &b->payees[i];
        SpendMatch m = spend_match(x, &own, p->name, p->registration, p->bearer);
        arena_reset(&own);
        to->certain += m.how == SPEND_CERTAIN;
        to->likely += m.how == SPEND_LIKELY;
        for (int d = 0; d < DEFS; d++) {
            local[d][i] = m.how == SPEND_NONE_LIKE ? SPEND_UNKNOWN
                          : m.actor % 6 < (uint32_t[]){2, 3, 5}[d] ? SPEND_LOCAL : SPEND_NOT_LOCAL;
        }
    }
    arena_release(&own);
}

static void sum_all(Arena *a, const SpendBook *b, uint8_t *local[DEFS], Answer *to) {
    SpendDef   defs[DEFS];
    SpendSums *s = ARENA_NEW(a, SpendSums);
    for (int d = 0; d < DEFS; d++) {
        defs[d] = (SpendDef){.n = 2, .v = {{0, 20250630, local[d]}, {20250701, 0, local[d]}}};
    }
    *s = (SpendSums){.defs = defs, .defs_n = DEFS, .undated = 20250101,
                     .payees = ARENA_ARRAY(a, SpendSum, b->payees_n)};
    s->categories = arena_alloc(a, arena_product(b->categories.n, sizeof *s->categories));
    for (const SpendChunk *k = b->first; k; k = k->next) spend_sum(s, k);
    for (int d = 0; d < DEFS; d++) to->permille[d] = spend_permille(s->local[d][SPEND_LOCAL].sum, s->all.sum);
    CHECK(s->all.sum == to->tally.by[SPEND_KEPT].sum);
}

static double time_ours(const SheetSource *src, const SpendActor *actors, const char *file, Answer *to) {
    Arena     a;
    SpendBook b;
    SpendFile f;
    SpendPlan plan = {.today = 20261130, .settle = {.currency = "ILS"}};
    uint8_t  *local[DEFS];
    arena_init(&a, (size_t)MEMORY_MB << 20);
    *to = (Answer){0};
    double start = seconds();
    CHECK(spend_read(&a, src, &plan, &b, &f) == OK && f.suffices);
    spend_tally(&b, &to->tally);
    double read = seconds();
    sqlite3 *db = keep_all(&b, file, to);
    double packed = seconds();
    for (int d = 0; d < DEFS; d++) local[d] = arena_alloc(&a, b.payees_n + 1);
    match_all(&a, &b, actors, local, to);
    double matched = seconds();
    sum_all(&a, &b, local, to);
    double end = seconds();
    to->read = read - start;
    to->pack = packed - read;
    to->match = matched - packed;
    to->sum = end - matched;
    to->rows = b.rows;
    to->payees = b.payees_n;
    sqlite3_close(db);
    arena_release(&a);
    return end - start;
}

static int by_time(const void *x, const void *y) {
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static double median(double *v) {
    qsort(v, TURNS, sizeof *v, by_time);
    return v[TURNS / 2];
}

static void tell(const Answer *a) {
    static const char *const STATES[SPEND_STATE_N] = {"kept", "twice", "known", "taken back", "other currency",
                                                      "unreadable"};
    printf("read %.0f ms, kept %.0f ms (%.1f MB), matched %.0f ms, summed %.0f ms\n", a->read * 1e3, a->pack * 1e3,
           (double)a->packed / 1e6, a->match * 1e3, a->sum * 1e3);
    printf("%u payees: %u certain, %u likely\n", a->payees, a->certain, a->likely);
    for (int s = 0; s < SPEND_STATE_N; s++) {
        printf("  %-15s %8lld rows %18lld\n", STATES[s], (long long)a->tally.by[s].rows, (long long)a->tally.by[s].sum);
    }
    printf("  %-15s %8lld rows %18lld\n", "the file", (long long)a->tally.file.rows, (long long)a->tally.file.sum);
    printf("local by three definitions: %lld, %lld, %lld per mille\n", (long long)a->permille[0],
           (long long)a->permille[1], (long long)a->permille[2]);
}

int main(int argc, char **argv) {
    const char *size = getenv("size");
    int64_t     rows = size && !strcmp(size, "full") ? 1000000 : 100000;
    uint64_t    bytes = 0;
    double      ours[TURNS], theirs[TURNS];
    Answer      answer;
    Arena       a;
    Buf         text;
    if (argc > 1 && (!str_int(str_of(argv[1]), &rows) || rows < 1 || rows > 10000000)) return 2;
    actors_n = (uint32_t)rows / ROWS_EACH_ACTOR + 1;
    payees_n = (uint32_t)rows / ROWS_EACH_PAYEE + 1;
    arena_init(&a, (size_t)256 << 20);
    buf_init(&text, (size_t)2 << 30);
    make_file(&text, (uint32_t)rows);
    const SpendActor *actors = make_actors(&a);
    SheetSource src = {.fd = -1, .mem = buf_str(&text)};
    const char *dir = getenv("BENCH_DIR") ? getenv("BENCH_DIR") : getenv("TMPDIR");
    char        folder[PATH_MAX], file[PATH_MAX + 16];
    snprintf(folder, sizeof folder, "%s/rakaz-spend.XXXXXX", dir ? dir : "/tmp");
    CHECK(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/spend.db", folder);
    for (int i = 0; i < TURNS; i++) {
        theirs[i] = time_reading(&src, &bytes);
        ours[i] = time_ours(&src, actors, file, &answer);
        CHECK(unlink(file) == 0);
    }
    CHECK(rmdir(folder) == 0);
    printf("%lld rows, %.1f MB, %u actors\n", (long long)rows, (double)text.n / 1e6, actors_n);
    tell(&answer);
    double value = median(ours) * 1e3, reference = median(theirs) * 1e3;
    printf("spend value=%.1fms reference=%.1fms ratio=%.2f bar=5 %s\n", value, reference, value / reference,
           value <= 5 * reference ? "holds" : "falls-short");
    buf_release(&text);
    arena_release(&a);
    return 0;
}
