/* search.c - finding among names in three scripts: our index against SQLite FTS5 with bm25.
**
** Records have a name in Hebrew, Arabic and Latin letters, each 2 to 4 words, from a vocabulary of 20,000
** invented words whose frequencies follow Zipf's law; the three spellings of a record are the same words. Asked
** are words and three-letter beginnings drawn with the same frequencies, as people ask for what is there. FTS5
** has one column a script and prefix='2 3', and answers the best 20 by bm25; ours answers the best 20 that the
** reader may see (one record in ten is hidden), with sounds, prefix letters and typing errors. Then words of
** records are typed letter by letter, one or two of a record, a quarter of the queries with two letters
** swapped, and each keystroke is timed.
**
** search [records]: 1,000,000 if not said. */
#include "base/check.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "find/find.h"

#include <malloc.h>
#include <math.h>
#include <sqlite3.h>

enum { SCRIPTS = 3, VOCABULARY = 20000, WORD_BYTES = 40, LIMIT = 20, NAME_WORDS_MAX = 4, SAMPLE = 400 };

typedef struct Vocabulary {
    char   words[SCRIPTS][VOCABULARY][WORD_BYTES];
    double upto[VOCABULARY];    /* sums of frequencies, the last is 1 */
    Rng    rng;
} Vocabulary;

/* A consonant in the three scripts: bet, gimel, dalet, zayin, het, tet, kaf, lamed, mem, nun, samekh, pe, tsadi,
** qof, resh, shin, tav and their Arabic sisters. */
static const char *const CONSONANTS[][SCRIPTS] = {
    {"\u05D1", "\u0628", "b"}, {"\u05D2", "\u062C", "g"}, {"\u05D3", "\u062F", "d"}, {"\u05D6", "\u0632", "z"},
    {"\u05D7", "\u062D", "h"}, {"\u05D8", "\u0637", "t"}, {"\u05DB", "\u0643", "k"}, {"\u05DC", "\u0644", "l"},
    {"\u05DE", "\u0645", "m"}, {"\u05E0", "\u0646", "n"}, {"\u05E1", "\u0633", "s"}, {"\u05E4", "\u0641", "f"},
    {"\u05E6", "\u0635", "tz"}, {"\u05E7", "\u0642", "q"}, {"\u05E8", "\u0631", "r"}, {"\u05E9", "\u0634", "sh"},
    {"\u05EA", "\u062A", "t"},
};
/* a, e, i (yod, ya), o (vav, waw), a long (alef), none. */
static const char *const VOWELS[][SCRIPTS] = {
    {"", "", "a"}, {"", "", "e"}, {"\u05D9", "\u064A", "i"}, {"\u05D5", "\u0648", "o"}, {"\u05D0", "\u0627", "a"},
    {"", "", ""},
};

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double uniform(Rng *r) { return (double)(rng_next(r) >> 11) / 9007199254740992.0; }

static void invent_word(Vocabulary *v, size_t word) {
    size_t syllables = 2 + rng_below(&v->rng, 3), n[SCRIPTS] = {0};
    for (size_t k = 0; k < syllables; k++) {
        const char *const *c = CONSONANTS[rng_below(&v->rng, sizeof CONSONANTS / sizeof CONSONANTS[0])];
        const char *const *vowel = VOWELS[rng_below(&v->rng, sizeof VOWELS / sizeof VOWELS[0])];
        for (size_t s = 0; s < SCRIPTS; s++) {
            int put = snprintf(v->words[s][word] + n[s], WORD_BYTES - n[s], "%s%s", c[s], vowel[s]);
            n[s] += (size_t)put;
            CHECK(n[s] < WORD_BYTES);
        }
    }
}

static Vocabulary *vocabulary_new(void) {
    Vocabulary *v = calloc(1, sizeof *v);
    CHECK(v);
    rng_seed(&v->rng, 1);
    double sum = 0;
    for (size_t i = 0; i < VOCABULARY; i++) {
        invent_word(v, i);
        v->upto[i] = sum += 1.0 / ((double)i + 2.7);    /* Zipf-Mandelbrot */
    }
    for (size_t i = 0; i < VOCABULARY; i++) v->upto[i] /= sum;
    return v;
}

static size_t draw(Vocabulary *v) {
    double x = uniform(&v->rng);
    size_t lo = 0, hi = VOCABULARY - 1;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (v->upto[mid] < x) lo = mid + 1;
        else hi = mid;
    }
    return lo;
}

/* ---- Both sides are fed the same records. */

typedef struct Both {
    FindIndex    *x;
    sqlite3      *db;
    sqlite3_stmt *add, *ask;
    double        find_s, fts_s;
    size_t        sample[SAMPLE][2];    /* two words each of some records */
    size_t        n_sample;
} Both;

static void sql(sqlite3 *db, const char *text) {
    char *error = NULL;
    if (sqlite3_exec(db, text, NULL, NULL, &error) == SQLITE_OK) return;
    fprintf(stderr, "%s\n", error);
    exit(1);
}

static void add_record(Both *b, Id id, char names[SCRIPTS][WORD_BYTES * NAME_WORDS_MAX], uint16_t weight) {
    FindField f[SCRIPTS];
    double    start = seconds();
    for (int s = 0; s < SCRIPTS; s++) f[s] = (FindField){s == 0 ? FIND_NAME : FIND_ALIAS, str_of(names[s])};
    FindDoc d = {.id = id, .weight = weight, .org = 1, .gate = (uint64_t)id % 50, .fields = f, .n_fields = 3};
    CHECK(find_put(b->x, &d) == OK);
    double middle = seconds();
    sqlite3_bind_int64(b->add, 1, id);
    for (int s = 0; s < SCRIPTS; s++) sqlite3_bind_text(b->add, s + 2, names[s], -1, SQLITE_STATIC);
    CHECK(sqlite3_step(b->add) == SQLITE_DONE);
    sqlite3_reset(b->add);
    b->find_s += middle - start;
    b->fts_s += seconds() - middle;
}

static void feed(Both *b, Vocabulary *v, size_t records) {
    CHECK(sqlite3_open(":memory:", &b->db) == SQLITE_OK);
    sql(b->db, "CREATE VIRTUAL TABLE f USING fts5(he, ar, en, content='', prefix='2 3'); BEGIN");
    CHECK(sqlite3_prepare_v2(b->db, "INSERT INTO f(rowid, he, ar, en) VALUES (?1, ?2, ?3, ?4)", -1, &b->add,
                             NULL) == SQLITE_OK);
    b->x = find_open();
    for (size_t i = 1; i <= records; i++) {
        char   names[SCRIPTS][WORD_BYTES * NAME_WORDS_MAX];
        size_t words = 2 + rng_below(&v->rng, NAME_WORDS_MAX - 1), n[SCRIPTS] = {0};
        bool   kept = i % (records / SAMPLE) == 0 && b->n_sample < SAMPLE;
        for (size_t k = 0; k < words; k++) {
            size_t word = draw(v);
            if (kept && k < 2) b->sample[b->n_sample][k] = word;
            for (int s = 0; s < SCRIPTS; s++) {
                const char *gap = k ? " " : "";
                n[s] += (size_t)snprintf(names[s] + n[s], sizeof names[s] - n[s], "%s%s", gap, v->words[s][word]);
            }
        }
        b->n_sample += kept;
        add_record(b, (Id)i, names, (uint16_t)rng_below(&v->rng, 1000));
    }
    double start = seconds();
    sql(b->db, "COMMIT; INSERT INTO f(f) VALUES ('optimize')");
    b->fts_s += seconds() - start;
    start = seconds();
    find_commit(b->x);
    b->find_s += seconds() - start;
    CHECK(sqlite3_prepare_v2(b->db, "SELECT rowid FROM f WHERE f MATCH ?1 ORDER BY rank LIMIT 20", -1, &b->ask,
                             NULL) == SQLITE_OK);
}

/* ---- Asking. */

static bool odd_team(void *reader, Id org, uint64_t gate) {
    (void)reader;
    return org == 1 && gate % 10 != 3;
}

static size_t ask_find(Both *b, Arena *a, const char *text, bool whole, double *ret_us) {
    FindQuery q = {.text = str_of(text), .whole = whole, .limit = LIMIT, .may = odd_team};
    FindHit  *hits;
    size_t    n;
    arena_reset(a);
    double start = seconds();
    find_query(b->x, &q, a, &hits, &n, NULL);
    *ret_us = (seconds() - start) * 1e6;
    return n;
}

static size_t ask_fts(Both *b, const char *match, double *ret_us) {
    size_t n = 0;
    double start = seconds();
    sqlite3_bind_text(b->ask, 1, match, -1, SQLITE_STATIC);
    while (sqlite3_step(b->ask) == SQLITE_ROW) n++;
    sqlite3_reset(b->ask);
    *ret_us = (seconds() - start) * 1e6;
    return n;
}

typedef struct Times {
    double *us;
    size_t  n, cap;
} Times;

static void add_time(Times *t, double us) {
    if (t->n == t->cap) {
        t->cap = t->cap ? t->cap * 2 : 256;
        t->us = realloc(t->us, t->cap * sizeof *t->us);
        CHECK(t->us);
    }
    t->us[t->n++] = us;
}

static int by_time(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double mean(const Times *t) {
    double sum = 0;
    for (size_t i = 0; i < t->n; i++) sum += t->us[i];
    return sum / (double)t->n;
}

static double at_share(Times *t, double share) {
    qsort(t->us, t->n, sizeof *t->us, by_time);
    return t->us[(size_t)(share * (double)(t->n - 1))];
}

static void show(const char *name, Times *t) {
    printf("%-28s n=%-6zu mean %9.1f us  p50 %9.1f  p99 %9.1f  max %9.1f\n", name, t->n, mean(t),
           at_share(t, 0.5), at_share(t, 0.99), at_share(t, 1));
}

/* One kind of question on both sides; how many times faster ours is on the whole of them. */
static double versus(Both *b, Vocabulary *v, Arena *a, bool head, double *ret_ours, double *ret_theirs) {
    Times ours = {0}, theirs = {0};
    for (int i = 0; i < 300; i++) {
        Str  word = str_of(v->words[i % SCRIPTS][draw(v)]);
        char text[WORD_BYTES + 8], match[WORD_BYTES + 16];
        if (head) word = utf8_head(word, 3);
        snprintf(text, sizeof text, "%.*s", STR_ARG(word));
        snprintf(match, sizeof match, head ? "\"%s\"*" : "\"%s\"", text);
        double us_find, us_fts;
        size_t n_find = ask_find(b, a, text, !head, &us_find), n_fts = ask_fts(b, match, &us_fts);
        CHECK(n_fts < LIMIT || n_find > 0);
        add_time(&ours, us_find);
        add_time(&theirs, us_fts);
    }
    show(head ? "three letters, find" : "one word, find", &ours);
    show(head ? "three letters, FTS5 bm25" : "one word, FTS5 bm25", &theirs);
    *ret_ours = mean(&ours);
    *ret_theirs = mean(&theirs);
    free(ours.us);
    free(theirs.us);
    return *ret_theirs / *ret_ours;
}

/* Swaps two neighbouring letters of the text. */
static void spoil(Rng *r, char *text) {
    size_t n = utf8_length(str_of(text)), at = n > 2 ? rng_below(r, n - 1) : 0;
    Str    head = utf8_head(str_of(text), at);
    char   out[4 * WORD_BYTES];
    Str    rest = str_sub(str_of(text), head.n, SIZE_MAX / 2);
    size_t one = utf8_head(rest, 1).n, two = utf8_head(rest, 2).n;
    snprintf(out, sizeof out, "%.*s%.*s%.*s%s", STR_ARG(head), (int)(two - one), rest.p + one, (int)one, rest.p,
             rest.p + two);
    snprintf(text, strlen(text) + 1, "%s", out);
}

static double type_letters(Both *b, Vocabulary *v, Arena *a) {
    Times  keys = {0};
    size_t found = 0;
    for (size_t i = 0; i < b->n_sample; i++) {
        char text[4 * WORD_BYTES], part[4 * WORD_BYTES];
        int  s = (int)(i % SCRIPTS);
        snprintf(text, sizeof text, i % 2 ? "%s %s" : "%s", v->words[s][b->sample[i][i / 2 % 2]],
                 v->words[s][b->sample[i][(i / 2 + 1) % 2]]);
        if (i % 4 == 3) spoil(&v->rng, text);
        size_t n = 0;
        for (size_t k = 1; k <= utf8_length(str_of(text)); k++) {
            double us;
            snprintf(part, sizeof part, "%.*s", STR_ARG(utf8_head(str_of(text), k)));
            n = ask_find(b, a, part, false, &us);
            add_time(&keys, us);
        }
        found += n > 0;
    }
    show("each keystroke, find", &keys);
    printf("queries that found something: %zu of %zu\n", found, b->n_sample);
    double p99 = at_share(&keys, 0.99);
    free(keys.us);
    return p99;
}

static void time_changes(Both *b, Vocabulary *v) {
    Times changes = {0};
    for (int i = 0; i < 2000; i++) {
        FindField f = {FIND_NAME, str_of(v->words[i % SCRIPTS][draw(v)])};
        FindDoc   d = {.id = (Id)rng_below(&v->rng, 1000) + 1, .org = 1, .fields = &f, .n_fields = 1};
        double    start = seconds();
        CHECK(find_put(b->x, &d) == OK);
        find_commit(b->x);
        add_time(&changes, (seconds() - start) * 1e6);
        if (i % 500 == 499) find_tidy(b->x);
    }
    show("one change and commit, find", &changes);
    free(changes.us);
}

static size_t held(void) {
    struct mallinfo2 m = mallinfo2();
    return m.uordblks + m.hblkhd;
}

int main(int argc, char **argv) {
    int64_t records = 1000000;
    if (argc > 1 && (!str_int(str_of(argv[1]), &records) || records < 1000)) return 2;
    Vocabulary *v = vocabulary_new();
    Both        b = {0};
    Arena       a;
    arena_init(&a, (size_t)64 << 20);
    feed(&b, v, (size_t)records);
    printf("%lld records; built in %.1f s (FTS5 %.1f s); index %.1f MB, all memory %.1f MB\n", (long long)records,
           b.find_s, b.fts_s, (double)find_bytes(b.x) / 1e6, (double)held() / 1e6);
    double ours[2], theirs[2], ratio[2];
    for (int head = 0; head < 2; head++) ratio[head] = versus(&b, v, &a, head, &ours[head], &theirs[head]);
    double p99_ms = type_letters(&b, v, &a) / 1e3;
    time_changes(&b, v);
    int  worse = ratio[1] < ratio[0];
    bool holds = ratio[worse] >= 10 && p99_ms <= 5;
    printf("keystroke p99 %.3f ms (bar 5 ms); one word %.1f times, three letters %.1f times as fast as FTS5\n",
           p99_ms, ratio[0], ratio[1]);
    printf("search value=%.1fus reference=%.1fus ratio=%.1f bar=10 %s\n", ours[worse], theirs[worse], ratio[worse],
           holds ? "holds" : "falls-short");
    sqlite3_finalize(b.add);
    sqlite3_finalize(b.ask);
    sqlite3_close(b.db);
    find_free(b.x);
    arena_release(&a);
    free(v);
    return 0;
}
