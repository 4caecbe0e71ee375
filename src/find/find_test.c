/* find_test.c - what a person may expect of the search box, in sentences. */
#include "find/find.h"
#include "find/find_run.h"
#include "base/check.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

typedef struct Box {
    FindIndex *x;
    Arena      a;
    FindQuery  q;               /* what asked() adds to the text */
    FindHit   *hits;
    size_t     n;
    FindStats  stats;
} Box;

static int open_box(void **state) {
    Box *b = test_calloc(1, sizeof *b);
    b->x = find_open();
    arena_init(&b->a, (size_t)8 << 20);
    b->q.limit = 20;
    *state = b;
    return 0;
}

static int close_box(void **state) {
    Box *b = *state;
    find_free(b->x);
    arena_release(&b->a);
    test_free(b);
    return 0;
}

/* fields: "name|alias|place|phone|note", as many as there are. */
static void put(Box *b, Id id, uint16_t weight, const char *fields) {
    FindField f[FIND_PART_N];
    FindDoc   d = {.id = id, .weight = weight, .org = 1, .gate = (uint64_t)id, .fields = f};
    Str       rest = str_of(fields), part;
    while (str_split(&rest, '|', &part)) {
        f[d.n_fields] = (FindField){(FindPart)d.n_fields, part};
        d.n_fields++;
    }
    assert_int_equal(find_put(b->x, &d), OK);
}

static void ask(Box *b, const char *text) {
    b->q.text = str_of(text);
    find_query(b->x, &b->q, &b->a, &b->hits, &b->n, &b->stats);
}

static bool finds(Box *b, const char *text, Id id) {
    ask(b, text);
    for (size_t i = 0; i < b->n; i++) {
        if (b->hits[i].id == id) return true;
    }
    return false;
}

/* The query finds these records in this order and no others. */
static void expect(Box *b, const char *text, size_t n, const Id *ids) {
    ask(b, text);
    bool equal = b->n == n;
    for (size_t i = 0; i < n && equal; i++) equal = b->hits[i].id == ids[i];
    for (size_t i = 0; i < b->n && !equal; i++) print_message("%s: hit %d\n", text, (int)b->hits[i].id);
    if (!equal) fail_msg("%s", text);
}

#define EXPECT(b, text, ...) expect(b, text, sizeof((Id[]){__VA_ARGS__}) / sizeof(Id), (Id[]){__VA_ARGS__})

static void test_empty_index_finds_nothing_and_costs_nothing(void **state) {
    Box *b = *state;
    ask(b, "ירוחם");
    assert_int_equal(b->n, 0);
    assert_int_equal(b->stats.n_docs, 0);
    assert_true(find_bytes(b->x) < 2048);
    assert_false(find_tidy(b->x));
}

static void test_text_without_words_finds_nothing(void **state) {
    Box *b = *state;
    put(b, 1, 0, "ירוחם");
    find_commit(b->x);
    static const char *const TEXTS[] = {"", " ", "-", "\"'", "\xFF\xFE", "()"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        ask(b, TEXTS[i]);
        assert_int_equal(b->n, 0);
        assert_int_equal(b->stats.n_words, 0);
    }
}

static void test_nothing_is_found_before_commit(void **state) {
    Box *b = *state;
    put(b, 1, 0, "ירוחם");
    assert_false(finds(b, "ירוחם", 1));
    find_commit(b->x);
    assert_true(finds(b, "ירוחם", 1));
    find_remove(b->x, 1);
    assert_true(finds(b, "ירוחם", 1));
    find_commit(b->x);
    assert_false(finds(b, "ירוחם", 1));
    assert_int_equal(find_count(b->x), 0);
}

static void test_replacing_a_record_forgets_its_old_name(void **state) {
    Box *b = *state;
    put(b, 1, 0, "ישן");
    put(b, 1, 0, "אמצעי");
    find_commit(b->x);
    put(b, 1, 0, "חדש");
    find_commit(b->x);
    b->q.strict = true;
    assert_false(finds(b, "ישן", 1));
    assert_false(finds(b, "אמצעי", 1));
    EXPECT(b, "חדש", 1);
    assert_int_equal(find_count(b->x), 1);
    find_remove(b->x, 1);
    put(b, 1, 0, "שוב");
    find_commit(b->x);
    EXPECT(b, "שוב", 1);
}

/* Every spelling of a place finds the record that has only one other spelling of it. */
static void test_places_are_found_across_scripts(void **state) {
    Box *b = *state;
    static const char *const NAMES[][6] = {
        {"שפרעם", "شفاعمرو", "Shefa-'Amr", "שפרע״ם", "شَفاعَمْرو"},
        {"רהט", "رهط", "Rahat", "רָהָט"},
        {"כסיפה", "כסייפה", "Kuseife", "Kseyfe", "كسيفة", "Kuseifa"},
        {"לקיה", "לקייה", "Laqye", "Lakiya", "اللقية", "Laqiyya"},
        {"מצפה רמון", "Mitzpe Ramon", "Mizpe Ramon", "متسبيه رامون", "Mitspe Ramon"},
        {"ירוחם", "Yeroham", "Yeroẖam", "يروحام", "YEROHAM"},
        {"באר שבע", "Be'er Sheva", "Beersheba", "Beer Sheva", "באר-שבע"},
        {"בני שמעון", "Bnei Shimon", "Bene Shim'on", "בני-שמעון"},
        {"נתיבות", "Netivot", "نتيفوت", "נתיבוֹת"},
        {"חורה", "Hura", "حورة", "H̱ura"},
        {"ערערה-בנגב", "Ar'ara BaNegev", "ערערה בנגב", "‘Ar‘ara BaNegev"},
    };
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        for (size_t k = 0; k < 6 && NAMES[i][k]; k++) {
            find_remove(b->x, 1);
            put(b, 1, 0, NAMES[i][k]);
            find_commit(b->x);
            for (size_t j = 0; j < 6 && NAMES[i][j]; j++) {
                if (!finds(b, NAMES[i][j], 1)) fail_msg("%s does not find %s", NAMES[i][j], NAMES[i][k]);
            }
        }
    }
}

/* One name in three scripts: whatever is typed finds all, and nothing that only shares consonants. */
static void test_names_are_found_across_scripts_and_little_else(void **state) {
    Box *b = *state;
    static const char *const NAMES[][4] = {
        {"שפרעם", "شفاعمرو", "Shefa-'Amr"}, {"שפרעם", "Shfaram"}, {"לוי", "Levi", "Levy"}, {"כהן", "Cohen"},
        {"באר שבע", "Be'er Sheva", "بئر السبع"}, {"רהט", "Rahat", "رهط"}, {"ח׳ליל", "خليل", "Khalil"},
        {"מוחמד", "محمد", "Muhammad", "Mohammed"},
    };
    static const char *const OTHERS[] = {"Food", "ספרים", "sperm", "Lovely", "Lilah", "כנה", "Roth", "ברז שבור"};
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) put(b, (Id)(100 + i), 9, OTHERS[i]);
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        size_t n = 0;
        for (Id id = 1; id <= 4; id++) find_remove(b->x, id);
        while (n < 4 && NAMES[i][n]) {
            put(b, (Id)n + 1, 0, NAMES[i][n]);
            n++;
        }
        find_commit(b->x);
        for (size_t k = 0; k < n; k++) {
            ask(b, NAMES[i][k]);
            assert_int_equal(b->hits[0].id, k + 1);
            if (b->n != n) fail_msg("%s finds %zu names", NAMES[i][k], b->n);
            for (size_t j = 0; j < n; j++) assert_true(b->hits[j].id <= (Id)n);
        }
    }
    EXPECT(b, "bedui");
    put(b, 1, 0, "בדואי");
    put(b, 2, 0, "מועצה בדואית");
    find_commit(b->x);
    EXPECT(b, "bedu", 1, 2);
    EXPECT(b, "bedui", 1);
}

static void test_what_is_spelled_so_comes_before_what_sounds_so(void **state) {
    Box *b = *state;
    put(b, 1, 9, "רהט");
    put(b, 2, 0, "x||Rahat Center");
    put(b, 3, 0, "Al-Rahat");
    put(b, 4, 9, "רהיטים");
    find_commit(b->x);
    EXPECT(b, "Rahat", 3, 2, 1);
}

static void test_signs_and_forms_of_letters_do_not_matter(void **state) {
    Box *b = *state;
    put(b, 1, 0, "צה\"ל");
    put(b, 2, 0, "חברה בע״מ");
    put(b, 3, 0, "مُحَمَّد أحمد");
    put(b, 4, 0, "פנחס כץ");
    put(b, 5, 0, "Città di Óstia");
    put(b, 6, 0, "على ١٢٣");
    put(b, 7, 0, "dell'Acqua");
    find_commit(b->x);
    b->q.strict = b->q.whole = true;
    static const struct {
        const char *text;
        Id          id;
    } CASES[] = {
        {"צהל", 1}, {"צה״ל", 1}, {"בעמ", 2}, {"חֶבְרָה", 2}, {"محمد احمد", 3}, {"مـحـمـد", 3}, {"כצ", 4},
        {"citta", 5},
        {"OSTIA", 5}, {"علي", 6}, {"123", 6}, {"۱۲۳", 6}, {"acqua", 7}, {"dell’acqua", 7},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        ask(b, CASES[i].text);
        assert_int_equal(b->n, 1);
        assert_int_equal(b->hits[0].id, CASES[i].id);
        assert_int_equal(b->hits[0].cls, FIND_EXACT);
    }
}

static void test_prefix_letters_are_forgiven_below_exact_words(void **state) {
    Box *b = *state;
    put(b, 1, 9, "הנגרייה");
    put(b, 2, 0, "נגרייה");
    put(b, 3, 0, "السوق");
    put(b, 4, 9, "שבנגרייה");
    find_commit(b->x);
    b->q.strict = true;
    EXPECT(b, "נגרייה", 2, 1, 4);
    assert_int_equal(b->hits[1].cls, FIND_STEM);
    EXPECT(b, "לנגרייה", 1, 4, 2);
    EXPECT(b, "نسوق");
    EXPECT(b, "سوق", 3);
    EXPECT(b, "بالسوق", 3);
}

static void test_better_matches_come_first(void **state) {
    Box *b = *state;
    put(b, 1, 0, "שלום");
    put(b, 2, 9, "בית שלום");
    put(b, 3, 9, "שלומית");
    put(b, 4, 9, "השלום");
    put(b, 5, 9, "Shalom");
    put(b, 6, 9, "x||||שלום");
    put(b, 7, 9, "x|שלום");
    put(b, 8, 9, "x||שלום");
    put(b, 9, 9, "שלים טוב");
    find_commit(b->x);
    EXPECT(b, "שלום", 1, 2, 7, 3, 4, 8, 5, 6, 9);
    put(b, 11, 0, "שטיח");
    find_commit(b->x);
    ask(b, "שחיט");
    assert_int_equal(b->n, 0);
    ask(b, "שטחי");
    assert_int_equal(b->hits[0].id, 11);
}

static void test_weight_orders_equals_and_then_id(void **state) {
    Box *b = *state;
    put(b, 3, 5, "דוד לוי");
    put(b, 2, 5, "דוד כהן");
    put(b, 1, 7, "דוד אזולאי");
    find_commit(b->x);
    EXPECT(b, "דוד", 1, 2, 3);
    EXPECT(b, "ד", 1, 2, 3);
}

static void test_all_words_must_match_in_any_order_across_fields(void **state) {
    Box *b = *state;
    put(b, 1, 0, "מאפיית הזהב||רהט|050-1234567|פותחים מוקדם");
    put(b, 2, 0, "מאפיית הכסף||ירוחם");
    find_commit(b->x);
    EXPECT(b, "רהט מאפיית", 1);
    EXPECT(b, "מאפיית rahat", 1);
    EXPECT(b, "מוקדם מאפ", 1);
    EXPECT(b, "0501234 מאפיית", 1);
    EXPECT(b, "מאפיית", 1, 2);
    EXPECT(b, "מאפיית רהט ירוחם");
}

static void test_whole_name_comes_before_longer_names(void **state) {
    Box *b = *state;
    put(b, 1, 9, "מועצת באר שבע");
    put(b, 2, 0, "באר שבע");
    put(b, 3, 9, "שבע באר מים");
    find_commit(b->x);
    EXPECT(b, "באר שבע", 2, 1, 3);
    EXPECT(b, "שבע בא", 2, 1, 3);
}

static void test_only_the_last_word_may_be_unfinished(void **state) {
    Box *b = *state;
    put(b, 1, 0, "ירוחם המדבר");
    find_commit(b->x);
    b->q.strict = true;
    EXPECT(b, "ירו", 1);
    EXPECT(b, "ירוחם המד", 1);
    EXPECT(b, "ירו המדבר");
    EXPECT(b, "ירו ");
    b->q.whole = true;
    EXPECT(b, "ירו");
}

static void test_typing_errors_are_forgiven_when_there_is_room(void **state) {
    Box *b = *state;
    put(b, 1, 0, "מוחמד");
    put(b, 2, 0, "restaurant");
    put(b, 3, 0, "כהן");
    find_commit(b->x);
    static const char *const ONE[] = {"מוחחמד", "ווחמד", "מחומד"};
    static const char *const TWO[] = {"restaulamt", "erstauratn"};
    for (int i = 0; i < 3; i++) assert_true(finds(b, ONE[i], 1));
    for (int i = 0; i < 2; i++) assert_true(finds(b, TWO[i], 2));
    assert_false(finds(b, "רסטעורט", 2));
    assert_false(finds(b, "כהק", 3));
    assert_true(finds(b, "resta", 2));
    assert_int_equal(b->hits[0].group, FIND_STRICT);
    assert_true(finds(b, "rista", 2));
    b->q.strict = true;
    assert_false(finds(b, "restaulant", 2));
}

static void test_the_wrong_keyboard_is_noticed(void **state) {
    Box *b = *state;
    put(b, 1, 0, "ירוחם");
    put(b, 2, 0, "رهط");
    put(b, 3, 0, "dimona");
    find_commit(b->x);
    EXPECT(b, "hruj", 1);
    EXPECT(b, "hrujo", 1);
    assert_int_equal(b->hits[0].group, FIND_KEYS);
    assert_true(str_eq(b->stats.meant, LIT("ירוחם")));
    EXPECT(b, "hruho", 1);
    assert_int_equal(b->hits[0].group, FIND_KEYS_TOLERANT);
    EXPECT(b, "vi'", 2);
    EXPECT(b, "גןצםמש", 3);
    EXPECT(b, "يهةخىش", 3);
    ask(b, "ירוחם");
    assert_int_equal(b->stats.meant.n, 0);
}

static void test_words_together_and_apart_are_one(void **state) {
    Box *b = *state;
    put(b, 1, 0, "Beersheba");
    put(b, 2, 0, "כפר סבא");
    put(b, 3, 0, "Um-Batin");
    find_commit(b->x);
    EXPECT(b, "beer sheba", 1);
    EXPECT(b, "כפרסבא", 2);
    EXPECT(b, "umbatin", 3);
    EXPECT(b, "um batin", 3);
}

static void test_phones_match_in_any_grouping(void **state) {
    Box *b = *state;
    put(b, 1, 0, "א|||050-123 4567");
    put(b, 2, 0, "ב|||+972 (0)8-658.1234");
    put(b, 3, 0, "ג|||+39 0832 123456");
    find_commit(b->x);
    static const char *const FIRST[] = {
        "0501234567", "050-1234567", "05 01 23 45 67", "+972501234567", "972-50-1234567", "00972501234567",
        "050",        "0501",        "501234567",      "050 123",       "4567",           "1234567",
        "34567",      "٠٥٠١٢٣٤٥٦٧",
    };
    for (size_t i = 0; i < sizeof FIRST / sizeof FIRST[0]; i++) {
        if (!finds(b, FIRST[i], 1)) fail_msg("%s", FIRST[i]);
    }
    assert_false(finds(b, "567", 1));
    assert_false(finds(b, "1235", 1));
    EXPECT(b, "08-6581234", 2);
    EXPECT(b, "+972 8 658 1234", 2);
    EXPECT(b, "390832", 3);
    EXPECT(b, "0039 0832 123456", 3);
}

static bool odd_gate(void *reader, Id org, uint64_t gate) {
    ++*(int *)reader;
    return org == 1 && gate % 2 == 1;
}

static void test_what_a_reader_may_not_see_does_not_count(void **state) {
    Box *b = *state;
    int  asked = 0;
    put(b, 2, 9, "דוד");
    put(b, 4, 9, "דוד|||050-1234567");
    put(b, 1, 0, "דוד מלך");
    find_commit(b->x);
    b->q.may = odd_gate;
    b->q.reader = &asked;
    b->q.limit = 1;
    EXPECT(b, "דוד", 1);
    assert_true(b->stats.full);
    b->q.limit = 2;
    EXPECT(b, "דוד", 1);
    assert_false(b->stats.full);
    assert_int_equal(b->stats.n_scored, 1);
    asked = 0;
    EXPECT(b, "מלך דוד", 1);
    assert_true(asked <= 3);
    EXPECT(b, "0501234567");
}

static void test_kinds_are_a_filter(void **state) {
    Box *b = *state;
    FindField f = {FIND_NAME, LIT("עומר")};
    for (uint8_t kind = 0; kind < 3; kind++) {
        FindDoc d = {.id = kind + 1, .kind = kind, .fields = &f, .n_fields = 1};
        assert_int_equal(find_put(b->x, &d), OK);
    }
    find_commit(b->x);
    b->q.kinds = 1u << 2 | 1u << 0;
    EXPECT(b, "עומר", 1, 3);
    assert_int_equal(b->hits[1].kind, 2);
}

static void test_marks_are_the_bytes_of_the_words(void **state) {
    Box       *b = *state;
    const char text[] = "מסעדת \"ירוחם\" בע״מ";
    put(b, 1, 0, text);
    find_commit(b->x);
    ask(b, "בעמ ירוח");
    assert_int_equal(b->n, 1);
    assert_int_equal(b->hits[0].n_marks, 2);
    static const char *const WORDS[] = {"ירוחם", "בע״מ"};
    for (int i = 0; i < 2; i++) {
        FindMark m = b->hits[0].marks[i];
        assert_true(str_eq(str_sub(str_of(text), m.start, m.n), str_of(WORDS[i])));
        assert_int_equal(m.field, 0);
    }
    put(b, 2, 0, "x|Shefa-'Amr||052-1112223");
    find_commit(b->x);
    ask(b, "shefaamr");
    assert_int_equal(b->hits[0].n_marks, 1);
    assert_int_equal(b->hits[0].marks[0].n, 10);
    ask(b, "0521112223");
    assert_int_equal(b->hits[0].part, FIND_PHONE);
    assert_int_equal(b->hits[0].marks[0].n, 11);
}

static void test_rank_table_is_in_order_and_typing_errors_are_last(void **state) {
    (void)state;
    static const struct {
        unsigned cls, points;
    } RANKS[] = {
#define FIND_RANK(cls, part, points) {FIND_##cls, points},
#include "find/find_rank.def"
#undef FIND_RANK
    };
    for (size_t i = 0; i < sizeof RANKS / sizeof RANKS[0]; i++) {
        assert_int_equal(RANKS[i].points % 16, 0);
        if (i == 0) continue;
        assert_true(RANKS[i].points < RANKS[i - 1].points);
        assert_true(RANKS[i].cls == FIND_TYPO || RANKS[i - 1].cls != FIND_TYPO);
    }
}

static void test_long_texts_and_queries_are_bounded(void **state) {
    Box *b = *state;
    Buf  t;
    buf_init(&t, 1 << 20);
    for (int i = 0; i < 30000; i++) buf_printf(&t, "w%d ", i);
    FindField f = {FIND_NOTE, buf_str(&t)};
    FindDoc   d = {.id = 1, .fields = &f, .n_fields = 1};
    assert_int_equal(find_put(b->x, &d), OK);
    find_commit(b->x);
    assert_true(finds(b, "w4095", 1));
    assert_false(finds(b, "w29999", 1));
    b->q.text = buf_str(&t);
    find_query(b->x, &b->q, &b->a, &b->hits, &b->n, &b->stats);
    assert_int_equal(b->stats.n_words, FIND_ASKED_MAX);
    assert_int_equal(b->n, 1);
    buf_clear(&t);
    for (int i = 0; i < 300; i++) buf_lit(&t, "א");
    f.text = buf_str(&t);
    d.id = 2;
    assert_int_equal(find_put(b->x, &d), OK);
    find_commit(b->x);
    b->q.text = f.text;
    find_query(b->x, &b->q, &b->a, &b->hits, &b->n, &b->stats);
    assert_int_equal(b->n, 1);
    buf_release(&t);
}

static void test_many_small_commits_stay_few_segments(void **state) {
    Box *b = *state;
    for (Id id = 1; id <= 3000; id++) {
        put(b, id, 0, "שם");
        find_commit(b->x);
    }
    ask(b, "שם");
    assert_int_equal(b->n, 20);
    assert_true(b->stats.n_segments <= 33);
    while (find_tidy(b->x)) continue;
    ask(b, "שם");
    assert_true(b->stats.n_segments <= 4);
    assert_int_equal(b->stats.n_docs, 3000);
}

/* ---- Readers, a writer and a tidier at once: whatever else it is called, each record has its q-word, once. */
enum { IDS = 400 };

typedef struct Crowd {
    FindIndex *x;
    atomic_bool stop;
    atomic_int  wrong, asked, tidied;
} Crowd;

static void put_named(FindIndex *x, Id id, bool other) {
    char text[64];
    snprintf(text, sizeof text, "%s q%dq", other ? "אחר" : "שם", (int)id);
    FindField f = {FIND_NAME, str_of(text)};
    FindDoc   d = {.id = id, .fields = &f, .n_fields = 1};
    CHECK(find_put(x, &d) == OK);
}

static void *read_on(void *crowd) {
    Crowd *c = crowd;
    Arena  a;
    arena_init(&a, (size_t)1 << 20);
    for (int i = 0; !c->stop; i++) {
        char text[64];
        snprintf(text, sizeof text, "q%dq", i % IDS + 1);
        FindQuery q = {.text = str_of(text), .limit = 5, .strict = true, .whole = true};
        FindHit  *hits;
        size_t    n;
        find_query(c->x, &q, &a, &hits, &n, NULL);
        if (n != 1 || hits[0].id != i % IDS + 1) c->wrong++;
        c->asked++;
        arena_reset(&a);
    }
    arena_release(&a);
    return NULL;
}

static void *tidy_on(void *crowd) {
    Crowd *c = crowd;
    while (!c->stop) c->tidied += find_tidy(c->x);
    return NULL;
}

static void test_readers_always_see_a_whole_state(void **state) {
    Box      *b = *state;
    Crowd     c = {.x = b->x};
    pthread_t readers[2], tidier;
    for (Id id = 1; id <= IDS; id++) put_named(b->x, id, false);
    find_commit(b->x);
    for (int i = 0; i < 2; i++) assert_int_equal(pthread_create(&readers[i], NULL, read_on, &c), 0);
    assert_int_equal(pthread_create(&tidier, NULL, tidy_on, &c), 0);
    for (int round = 0; round < 2000 || c.tidied < 5 || c.asked < 500; round++) {
        put_named(b->x, round * 7 % IDS + 1, round % 2);
        if (round % 3 == 0) find_commit(b->x);
    }
    find_commit(b->x);
    c.stop = true;
    for (int i = 0; i < 2; i++) pthread_join(readers[i], NULL);
    pthread_join(tidier, NULL);
    assert_int_equal(c.wrong, 0);
    assert_int_equal(find_count(b->x), IDS);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_box, close_box)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_empty_index_finds_nothing_and_costs_nothing),
        TEST(test_text_without_words_finds_nothing),
        TEST(test_nothing_is_found_before_commit),
        TEST(test_replacing_a_record_forgets_its_old_name),
        TEST(test_places_are_found_across_scripts),
        TEST(test_names_are_found_across_scripts_and_little_else),
        TEST(test_what_is_spelled_so_comes_before_what_sounds_so),
        TEST(test_signs_and_forms_of_letters_do_not_matter),
        TEST(test_prefix_letters_are_forgiven_below_exact_words),
        TEST(test_better_matches_come_first),
        TEST(test_weight_orders_equals_and_then_id),
        TEST(test_all_words_must_match_in_any_order_across_fields),
        TEST(test_whole_name_comes_before_longer_names),
        TEST(test_only_the_last_word_may_be_unfinished),
        TEST(test_typing_errors_are_forgiven_when_there_is_room),
        TEST(test_the_wrong_keyboard_is_noticed),
        TEST(test_words_together_and_apart_are_one),
        TEST(test_phones_match_in_any_grouping),
        TEST(test_what_a_reader_may_not_see_does_not_count),
        TEST(test_kinds_are_a_filter),
        TEST(test_marks_are_the_bytes_of_the_words),
        TEST(test_rank_table_is_in_order_and_typing_errors_are_last),
        TEST(test_long_texts_and_queries_are_bounded),
        TEST(test_many_small_commits_stay_few_segments),
        TEST(test_readers_always_see_a_whole_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
