/* find.c - lines of any bytes as records, removals, commits and queries; what comes back obeys its promises.
** "+k..." puts a record with number k whose fields are parted by '|', "-k" removes it, "." commits, "~" tidies,
** anything else is asked. */
#include "base/check.h"
#include "find/find.h"

enum { IDS = 64, LINES_MAX = 200 };

typedef struct World {
    FindIndex *x;
    bool       put[IDS], shown[IDS];        /* to be alive after the next commit; alive now */
} World;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void put(World *w, uint8_t k, Str text) {
    FindField fields[8];
    FindDoc   d = {.id = k % IDS + 1, .kind = k % 5, .weight = k / 64, .org = k % 2, .gate = k % 3};
    Str       part;
    while (d.n_fields < 8 && str_split(&text, '|', &part)) {
        fields[d.n_fields] = (FindField){(FindPart)((d.n_fields + k / 128) % FIND_PART_N), part};
        d.n_fields++;
    }
    d.fields = fields;
    CHECK(find_put(w->x, &d) == OK);
    w->put[k % IDS] = true;
}

static bool may(void *reader, Id org, uint64_t gate) {
    (void)reader;
    return org == 0 && gate < 2;
}

static void check_marks(const FindHit *h) {
    CHECK(h->n_marks >= 1 && h->n_marks <= FIND_MARKS_MAX);
    for (size_t i = 0; i < h->n_marks; i++) {
        CHECK(h->marks[i].n > 0 && h->marks[i].cls > FIND_NOTHING && h->marks[i].cls < FIND_CLASS_N);
        CHECK(i == 0 || h->marks[i - 1].field < h->marks[i].field ||
              (h->marks[i - 1].field == h->marks[i].field && h->marks[i - 1].start < h->marks[i].start));
    }
}

static void ask(const World *w, Str text) {
    FindQuery q = {.text = text, .limit = 1 + (uint32_t)text.n % 30};
    if (text.n % 3 == 0) q.may = may;
    if (text.n % 4 == 0) q.kinds = 5;
    Arena    a;
    FindHit *hits;
    size_t   n;
    bool     seen[IDS] = {false};
    arena_init(&a, 1 << 20);
    find_query(w->x, &q, &a, &hits, &n, NULL);
    CHECK(n <= q.limit);
    for (size_t i = 0; i < n; i++) {
        const FindHit *h = &hits[i];
        CHECK(h->id >= 1 && h->id <= IDS && w->shown[h->id - 1] && !seen[h->id - 1]);
        seen[h->id - 1] = true;
        CHECK(h->points > 0 && h->group < FIND_GROUP_N);
        CHECK(!q.kinds || q.kinds >> h->kind & 1);
        CHECK(i == 0 || hits[i - 1].group < h->group ||
              (hits[i - 1].group == h->group && hits[i - 1].points >= h->points));
        check_marks(h);
    }
    CHECK(!a.over);
    arena_release(&a);
}

static void commit(World *w) {
    size_t alive = 0;
    find_commit(w->x);
    for (int i = 0; i < IDS; i++) alive += w->shown[i] = w->put[i];
    CHECK(find_count(w->x) == alive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    World w = {.x = find_open()};
    Str   rest = {(const char *)data, n < 20000 ? n : 20000}, line;
    for (int i = 0; i < LINES_MAX && str_split(&rest, '\n', &line); i++) {
        uint8_t k = line.n > 1 ? (uint8_t)line.p[1] : 0;
        if (str_starts(line, LIT("+"))) {
            put(&w, k, str_sub(line, 2, line.n));
        } else if (str_starts(line, LIT("-"))) {
            find_remove(w.x, k % IDS + 1);
            w.put[k % IDS] = false;
        } else if (str_eq(line, LIT("."))) {
            commit(&w);
        } else if (str_eq(line, LIT("~"))) {
            find_tidy(w.x);
        } else {
            ask(&w, line);
        }
    }
    find_free(w.x);
    return 0;
}
