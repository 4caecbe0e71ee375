/* lang.c - the texts of the program, in every language it speaks. */
#include "lang/lang.h"

#include "base/check.h"
#include "base/utf8.h"
#include "lang/inner.h"

#include <pthread.h>
#include <string.h>

enum { ACCEPTED_MAX = 16 };

#define FSI LIT("\u2068")
#define PDI LIT("\u2069")
#define LRI LIT("\u2066")

const char *lang_code(Lang l) {
    CHECK((unsigned)l < LANG_N);
    return LANG_CODES[l];
}

const char *lang_dir(Lang l) {
    return tr(l, T_LANGUAGE_DIR).p;
}

const char *lang_name(Lang l) {
    return tr(l, T_LANGUAGE_NAME).p;
}

static bool code_known(Str code, Lang *ret_l) {
    for (int l = 0; l < LANG_N; l++) {
        if (!str_eq_nocase(code, str_of(LANG_CODES[l]))) continue;
        *ret_l = (Lang)l;
        return true;
    }
    return false;
}

bool lang_parse(Str code, Lang *ret_l) {
    /* Codes that older systems still send (IANA language subtag registry). */
    static const struct {
        Str old, now;
    } renamed[] = {{LIT("iw"), LIT("he")}, {LIT("in"), LIT("id")}, {LIT("ji"), LIT("yi")}};
    size_t n = 0;
    while (n < code.n && code.p[n] != '-' && code.p[n] != '_') n++;
    Str first = str_sub(code, 0, n);
    for (size_t k = 0; k < sizeof renamed / sizeof renamed[0]; k++) {
        if (str_eq_nocase(first, renamed[k].old)) first = renamed[k].now;
    }
    return code_known(first, ret_l);
}

/* ";q=0.8" in thousandths; 1000 if there is none, 0 if it is not right. */
static int quality(Str params) {
    double q = 1;
    Str    part;
    while (str_split(&params, ';', &part)) {
        part = str_trim(part);
        if (!str_eq_nocase(str_sub(part, 0, 2), LIT("q="))) continue;
        if (!str_real(str_sub(part, 2, part.n), &q) || q < 0 || q > 1) return 0;
    }
    return (int)(q * 1000);
}

Lang lang_pick(Str accept_language, Lang otherwise) {
    Lang best = otherwise, l;
    int  best_q = 0;
    Str  part;
    for (int k = 0; k < ACCEPTED_MAX && str_split(&accept_language, ',', &part); k++) {
        ptrdiff_t semi = str_find_byte(part, ';');
        Str       code = str_trim(semi < 0 ? part : str_sub(part, 0, (size_t)semi));
        int       q = semi < 0 ? 1000 : quality(str_sub(part, (size_t)semi + 1, part.n));
        if (q > best_q && lang_parse(code, &l)) {
            best = l;
            best_q = q;
        }
    }
    return best;
}

/* ---- falling back ---- */

static Lang           fallback[LANG_N][LANG_N];
static pthread_once_t fallback_once = PTHREAD_ONCE_INIT;

static void add_once(Lang *row, int *n, Lang l) {
    for (int k = 0; k < *n; k++) {
        if (row[k] == l) return;
    }
    row[(*n)++] = l;
}

static void make_fallback(void) {
    for (int l = 0; l < LANG_N; l++) {
        int  n = 0;
        Str  codes = str_of(TEXTS[l][T_LANGUAGE_FALLBACK].form[0]), code;
        Lang other;
        add_once(fallback[l], &n, (Lang)l);
        while (str_split(&codes, ' ', &code)) {
            if (lang_parse(code, &other)) add_once(fallback[l], &n, other);
        }
        for (int k = 0; k < LANG_N; k++) add_once(fallback[l], &n, (Lang)k);
    }
}

const Lang *lang_fallback(Lang l) {
    CHECK((unsigned)l < LANG_N);
    pthread_once(&fallback_once, make_fallback);
    return fallback[l];
}

/* ---- plurals: unicode.org, CLDR 44, supplemental/plurals.xml, cardinal rules for whole numbers ---- */

static int plural_none(uint64_t n) {
    (void)n;
    return 0;
}

static int plural_one(uint64_t n) {
    return n == 1 ? 0 : 1;
}

static int plural_zero_one(uint64_t n) {
    return n <= 1 ? 0 : 1;
}

static int plural_he(uint64_t n) {
    return n == 1 ? 0 : n == 2 ? 1 : 2;
}

static int plural_ar(uint64_t n) {
    if (n <= 2) return (int)n;
    uint64_t tail = n % 100;
    return tail >= 3 && tail <= 10 ? 3 : tail >= 11 ? 4 : 5;
}

static bool few_slavic(uint64_t n) {
    uint64_t tail = n % 100;
    return n % 10 >= 2 && n % 10 <= 4 && !(tail >= 12 && tail <= 14);
}

static int plural_ru(uint64_t n) {
    if (n % 10 == 1 && n % 100 != 11) return 0;
    return few_slavic(n) ? 1 : 2;
}

static int plural_pl(uint64_t n) {
    return n == 1 ? 0 : few_slavic(n) ? 1 : 2;
}

typedef struct Plural {
    const char *code;
    int         n;
    int (*rule)(uint64_t n);
} Plural;

/* A language that is not here has one and other. */
static const Plural *plural_of(Lang l) {
    static const Plural others = {"", 2, plural_one};
    static const Plural rules[] = {
        {"ar", 6, plural_ar},       {"he", 3, plural_he},       {"fr", 2, plural_zero_one},
        {"pt", 2, plural_zero_one}, {"am", 2, plural_zero_one}, {"ru", 3, plural_ru},
        {"uk", 3, plural_ru},       {"pl", 3, plural_pl},       {"ja", 1, plural_none},
        {"zh", 1, plural_none},
    };
    for (size_t k = 0; k < sizeof rules / sizeof rules[0]; k++) {
        if (strcmp(rules[k].code, lang_code(l)) == 0) return &rules[k];
    }
    return &others;
}

int lang_plural(Lang l, int64_t n) {
    return plural_of(l)->rule(n < 0 ? 0 - (uint64_t)n : (uint64_t)n);
}

int lang_plural_n(Lang l) {
    return plural_of(l)->n;
}

/* ---- sentences ---- */

/* The forms of a sentence, in the reader's language or the first of its fallback that has it: *ret_l (may be NULL). */
static const TextForm *form_of(Lang l, TextKey key, Lang *ret_l) {
    CHECK((unsigned)l < LANG_N && (unsigned)key < TEXT_N);
    const TextForm *f = &TEXTS[l][key];
    for (int k = 1; k < LANG_N && f->n == 0; k++) {
        Lang next = lang_fallback(l)[k];
        f = &TEXTS[next][key];
        if (ret_l && f->n) *ret_l = next;
    }
    return f;
}

Str tr(Lang l, TextKey key) {
    const TextForm *f = form_of(l, key, NULL);
    return f->n ? str_of(f->form[f->n - 1]) : LIT("");
}

TextKey tr_key(Str dotted) {
    int low = 1, high = TEXT_N;
    while (low < high) {
        int mid = low + (high - low) / 2;
        int c = str_cmp(str_of(TEXT_NAMES[mid]), dotted);
        if (c == 0) return (TextKey)mid;
        if (c < 0) low = mid + 1;
        else high = mid;
    }
    return T_NONE;
}

/* The form for this reader and these arguments. */
static Str sentence(const Reader *r, TextKey key, const TrArg *args, size_t n_args) {
    Lang l = r->lang;                             /* whose plural classes the forms stand in */
    const TextForm *f = form_of(l, key, &l);
    if (r->address == ADDRESS_F && f->f) f = form_of(l, f->f, &l);
    else if (r->address == ADDRESS_M && f->m) f = form_of(l, f->m, &l);
    if (f->n == 0) return LIT("");
    int form = f->n - 1;
    for (size_t k = 0; k < n_args && f->n > 1; k++) {
        if (args[k].kind != TR_COUNT) continue;
        int class = lang_plural(l, args[k].count);
        if (class < form) form = class;
        break;
    }
    return str_of(f->form[form]);
}

bool lang__piece(Str *rest, Str *ret_words, Str *ret_name) {
    if (rest->n == 0) return false;
    ptrdiff_t open = str_find_byte(*rest, '{');
    if (open < 0) open = (ptrdiff_t)rest->n;
    *ret_words = str_sub(*rest, 0, (size_t)open);
    *ret_name = (Str){0};
    *rest = str_sub(*rest, (size_t)open, rest->n);
    if (rest->n == 0) return true;
    ptrdiff_t close = str_find_byte(*rest, '}');
    CHECK(close > 1);
    *ret_name = str_sub(*rest, 1, (size_t)close - 1);
    *rest = str_sub(*rest, (size_t)close + 1, rest->n);
    return true;
}

/* Where a sentence goes. */
typedef enum Goal { GOAL_PAGE, GOAL_ATTR, GOAL_PLAIN } Goal;

static void put_words(Buf *b, Goal goal, Str s) {
    if (goal == GOAL_PAGE) put_text(b, s);
    else if (goal == GOAL_ATTR) put_attr(b, s);
    else buf_add(b, s);
}

static void put_isolated(Buf *b, Goal goal, bool ltr, Str s) {
    if (goal == GOAL_PAGE) buf_add(b, ltr ? LIT("<bdi dir=\"ltr\">") : LIT("<bdi>"));
    else buf_add(b, ltr ? LRI : FSI);
    put_words(b, goal, s);
    if (goal == GOAL_PAGE) buf_lit(b, "</bdi>");
    else buf_add(b, PDI);
}

/* A positive number keeps its order wherever it stands; a sign needs its isolate. */
static void put_count(Buf *b, Goal goal, int64_t n) {
    char room[LANG__NUMBER_BYTES];
    Str  s = lang__number(room, n);
    if (n >= 0) buf_add(b, s);
    else put_isolated(b, goal, true, s);
}

static void put_arg(Buf *b, Goal goal, const TrArg *arg) {
    if (arg->kind == TR_COUNT) {
        put_count(b, goal, arg->count);
    } else if (arg->kind == TR_HTML) {
        CHECK(goal == GOAL_PAGE);
        put_html(b, (Html){arg->text});
    } else {
        put_isolated(b, goal, false, arg->text);
    }
}

static const TrArg *find_arg(const TrArg *args, size_t n_args, Str name) {
    for (size_t k = 0; k < n_args; k++) {
        if (str_eq(name, str_of(args[k].name))) return &args[k];
    }
    return NULL;
}

static void tr_into(Buf *b, Goal goal, Str text, const TrArg *args, size_t n_args) {
    Str words, name;
    while (lang__piece(&text, &words, &name)) {
        put_words(b, goal, words);
        if (name.n == 0) continue;
        const TrArg *arg = find_arg(args, n_args, name);
        CHECK(arg != NULL);
        put_arg(b, goal, arg);
    }
}

void tr_html(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args) {
    tr_into(b, GOAL_PAGE, sentence(r, key, args, n_args), args, n_args);
}

void tr_attr(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args) {
    tr_into(b, GOAL_ATTR, sentence(r, key, args, n_args), args, n_args);
}

void tr_plain(Buf *b, const Reader *r, TextKey key, const TrArg *args, size_t n_args) {
    tr_into(b, GOAL_PLAIN, sentence(r, key, args, n_args), args, n_args);
}

Str tr_str(Arena *a, const Reader *r, TextKey key, const TrArg *args, size_t n_args) {
    enum { STR_BYTES_MAX = 1 << 16 };
    Buf b;
    buf_init(&b, STR_BYTES_MAX);
    tr_plain(&b, r, key, args, n_args);
    return buf_keep(a, &b);
}
