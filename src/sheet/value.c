/* value.c - numbers, yes and no, Israeli check digits. Dates stand in value_date.c. */
#include "sheet/value.h"

#include "base/utf8.h"

#include <math.h>

static const struct {
    const char *word, *code;
} CURRENCIES[] = {
#define CURRENCY(word, code) {word, code},
#include "sheet/currency.def"
#undef CURRENCY
};

static const struct {
    const char *word;
    bool        yes;
} YESNOS[] = {
#define YESNO(word, yes) {word, yes},
#include "sheet/yesno.def"
#undef YESNO
};

/* Takes a currency off either end. */
static Str take_currency(Str s, char ret_code[4]) {
    for (size_t i = 0; i < sizeof CURRENCIES / sizeof *CURRENCIES; i++) {
        Str w = str_of(CURRENCIES[i].word);
        if (s.n <= w.n) continue;
        bool at_start = str_eq_nocase(str_sub(s, 0, w.n), w);
        if (!at_start && !str_eq_nocase(str_sub(s, s.n - w.n, w.n), w)) continue;
        memcpy(ret_code, CURRENCIES[i].code, 4);
        return str_trim(at_start ? str_sub(s, w.n, s.n) : str_sub(s, 0, s.n - w.n));
    }
    return s;
}

enum { PLAIN_MAX = 40 };

typedef struct Plain {
    char   c[PLAIN_MAX];                          /* digits, '.' and ',' */
    size_t n;
    bool   negative, percent;
    int    points, commas;
    char   last;                                  /* the mark that stands last */
} Plain;

static int digit_of(uint32_t c) {
    if (c >= '0' && c <= '9') return (int)(c - '0');
    if (c >= 0x660 && c <= 0x669) return (int)(c - 0x660);
    if (c >= 0x6F0 && c <= 0x6F9) return (int)(c - 0x6F0);
    return -1;
}

static bool is_space(uint32_t c) {
    return c == ' ' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

static bool is_minus(uint32_t c) {
    return c == '-' || c == 0x2212 || c == 0x2013;
}

static bool mark_bidi(uint32_t c) {
    return c == 0x200E || c == 0x200F || c == 0x61C || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* One character of the body; false: no part of a number. A space or apostrophe parts thousands. */
static bool plain_take(Plain *p, uint32_t c, uint32_t next) {
    int d = digit_of(c);
    if (p->n == PLAIN_MAX) return false;
    if (d >= 0) {
        p->c[p->n++] = (char)('0' + d);
        return true;
    }
    if (c == '.' || c == 0x66B) {
        p->points++;
        p->c[p->n++] = p->last = '.';
        return true;
    }
    if (c == ',' || c == 0x66C) {
        p->commas++;
        p->c[p->n++] = p->last = ',';
        return true;
    }
    return (is_space(c) || c == '\'' || c == 0x2019) && p->n > 0 && digit_of(next) >= 0;
}

static bool plain_read(Str s, Plain *p) {
    *p = (Plain){0};
    bool paren = s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')';
    if (paren) s = str_trim(str_sub(s, 1, s.n - 2));
    p->negative = paren;
    bool ended = false;
    for (size_t i = 0; i < s.n;) {
        bool     start = i == 0;
        uint32_t c = utf8_next(s, &i);
        size_t   j = i;
        uint32_t next = j < s.n ? utf8_next(s, &j) : 0;
        if (mark_bidi(c)) continue;
        if (ended) return false;
        if (is_minus(c) && (start || p->n == 0 || i == s.n)) {
            if (p->negative) return false;
            p->negative = true;
            ended = i == s.n;
        } else if (c == '+' && p->n == 0) {
            continue;
        } else if ((c == '%' || c == 0x66A) && p->n > 0) {
            p->percent = ended = true;
        } else if (is_space(c) && (p->n == 0 || next == '%' || is_minus(next))) {
            continue;
        } else if (!plain_take(p, c, next)) {
            return false;
        }
    }
    return p->n > (size_t)(p->points + p->commas);
}

/* Digits behind the last mark, and before the first. */
static size_t digits_behind(const Plain *p) {
    size_t k = 0;
    while (k < p->n && p->c[p->n - 1 - k] >= '0') k++;
    return k;
}

static size_t digits_before(const Plain *p) {
    size_t k = 0;
    while (k < p->n && p->c[k] >= '0') k++;
    return k;
}

/* Every group of digits behind a `mark` that stands before `end` has three. */
static bool groups_of_three(const Plain *p, char mark, size_t end) {
    size_t run = 0;
    bool   seen = false;
    for (size_t i = 0; i <= end; i++) {
        bool at_mark = i == end || p->c[i] == mark;
        if (!at_mark) {
            run++;
            continue;
        }
        if (seen ? run != 3 : run < 1 || run > 3) return false;
        seen = true;
        run = 0;
    }
    return true;
}

/* Decides which mark is the decimal one; 0: none. false: not a number. */
static bool decide_mark(const Plain *p, char known, char *ret_mark, bool *ret_unsure) {
    *ret_unsure = false;
    *ret_mark = 0;
    if (p->points + p->commas == 0) return true;
    size_t behind = digits_behind(p), before = digits_before(p);
    size_t last_at = p->n - behind - 1;
    char   other = p->last == '.' ? ',' : '.';
    int    lasts = p->last == '.' ? p->points : p->commas, others = p->points + p->commas - lasts;
    if (others > 0) {
        *ret_mark = p->last;
        return lasts == 1 && groups_of_three(p, other, last_at);
    }
    if (lasts > 1) return groups_of_three(p, p->last, p->n);
    bool three = behind == 3 && before >= 1 && before <= 3 && p->c[0] != '0';
    if (known == p->last) {
        *ret_mark = p->last;
        return true;
    }
    if (known != 0) return three;
    *ret_unsure = three;
    if (!(three && p->last == ',')) *ret_mark = p->last;
    return true;
}

static bool exponent_number(Str s, CellNumber *n) {
    if (str_find_byte(s, 'e') < 0 && str_find_byte(s, 'E') < 0) return false;
    double x;
    if (!str_real(s, &x) || fabs(x) > 1e18) return false;
    *n = (CellNumber){.x = x};
    if (fabs(x) < 9e12) {
        n->micro = llround(x * 1e6);
        n->fits = true;
    }
    return true;
}

bool cell_number(Str s, char mark, CellNumber *ret_n) {
    CellNumber n = {0};
    s = str_trim(s);
    if (s.n == 0 || s.n > 64) return false;
    if (exponent_number(s, ret_n)) return true;
    s = take_currency(s, n.currency);
    Plain p;
    char  decimal;
    if (!plain_read(s, &p) || !decide_mark(&p, mark, &decimal, &n.unsure)) return false;
    double   scale = 1;
    int64_t  micro = 0;
    int      places = -1;
    bool     fits = true;
    for (size_t i = 0; i < p.n; i++) {
        char c = p.c[i];
        if (c == decimal) places = 0;
        if (c < '0') continue;
        n.x = n.x * 10 + (c - '0');
        if (places >= 0) {
            places++;
            scale *= 10;
        }
        if (places > 6) fits = fits && c == '0';
        else fits = fits && !__builtin_mul_overflow(micro, 10, &micro) &&
                    !__builtin_add_overflow(micro, c - '0', &micro);
    }
    for (int k = places < 0 ? 0 : places; k < 6; k++) fits = fits && !__builtin_mul_overflow(micro, 10, &micro);
    n.x /= scale;
    n.percent = p.percent;
    if (p.percent) {
        n.x /= 100;
        fits = fits && micro % 100 == 0;
        micro /= 100;
    }
    n.fits = fits;
    n.micro = !fits ? 0 : p.negative ? -micro : micro;
    if (p.negative) n.x = -n.x;
    *ret_n = n;
    return true;
}

void number_style_see(NumberStyle *st, Str s) {
    char  currency[4], mark;
    Plain p;
    bool  unsure;
    s = take_currency(str_trim(s), currency);
    if (s.n == 0 || s.n > 64 || !plain_read(s, &p) || !decide_mark(&p, 0, &mark, &unsure) || unsure) return;
    /* Several thousands marks and no decimal one speak for the other mark. */
    if (mark == 0 && p.points + p.commas > 0) mark = p.last == '.' ? ',' : '.';
    if (mark == '.') st->point++;
    if (mark == ',') st->comma++;
}

char number_style_mark(const NumberStyle *st) {
    if (st->point > 4 * st->comma) return '.';
    if (st->comma > 4 * st->point) return ',';
    return 0;
}

bool cell_yesno(Str s, bool *ret_yes) {
    s = str_trim(s);
    for (size_t i = 0; i < sizeof YESNOS / sizeof *YESNOS; i++) {
        if (!str_eq_nocase(s, str_of(YESNOS[i].word))) continue;
        *ret_yes = YESNOS[i].yes;
        return true;
    }
    return false;
}

/* 9 digits from what was typed; false when there are none, too many, or other characters. */
static bool nine_digits(Str s, char out[10]) {
    char   d[9];
    size_t n = 0;
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ' ' || c == '-' || c == '/' || c == '.') continue;
        if (c < '0' || c > '9' || n == 9) return false;
        d[n++] = c;
    }
    if (n < 5) return false;
    memset(out, '0', 9 - n);
    memcpy(out + 9 - n, d, n);
    out[9] = '\0';
    return true;
}

bool il_number_parse(Str s, char ret_digits[10]) {
    char d[10];
    int  sum = 0;
    if (!nine_digits(s, d)) return false;
    for (int i = 0; i < 9; i++) {
        int x = (d[i] - '0') * (i % 2 + 1);
        sum += x / 10 + x % 10;
    }
    if (sum % 10 != 0 || sum == 0) return false;
    memcpy(ret_digits, d, sizeof d);
    return true;
}

bool il_number_valid(Str s) {
    char d[10];
    return il_number_parse(s, d);
}
