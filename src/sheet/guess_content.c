/* guess_content.c - counts what the values of a column look like. */
#include "sheet/guess_content.h"

#include "base/utf8.h"

#include <math.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* What the characters of a text are. */
typedef struct Shape {
    uint32_t digits, hebrew, arabic, latin, spaces, other;
    bool     dot;
} Shape;

static Shape shape_of(Str s) {
    Shape sh = {0};
    for (size_t i = 0; i < s.n;) {
        uint32_t c = utf8_next(s, &i);
        if (c >= '0' && c <= '9') sh.digits++;
        else if (c >= 0x5D0 && c <= 0x5EA) sh.hebrew++;
        else if (c >= 0x620 && c <= 0x64A) sh.arabic++;
        else if (((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= 0xC0 && c <= 0x24F)) sh.latin++;
        else if (c == ' ' || c == '\n') sh.spaces++;
        else sh.other++;
        sh.dot = sh.dot || c == '.';
    }
    return sh;
}

static bool like_email(Str s) {
    ptrdiff_t at = str_find_byte(s, '@');
    return at > 0 && str_find_byte(s, ' ') < 0 && str_find_byte(str_sub(s, (size_t)at, s.n), '.') > 1;
}

static bool like_url(Str s) {
    return str_starts(s, LIT("http://")) || str_starts(s, LIT("https://")) || str_starts(s, LIT("www.")) ||
           str_find(s, LIT(".co.il")) > 0 || str_find(s, LIT("facebook.com")) >= 0;
}

/* Digits of a phone as typed, with the marks people put between them; 0: not a phone. */
static size_t phone_digits(Str s, char out[20]) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (is_digit(c) && n < 16) out[n++] = c;
        else if (is_digit(c)) return 0;
        else if (c == '/' && n >= 9) break;
        else if (str_find_byte(LIT("+-() ./"), c) < 0 && (uint8_t)c < 0x80) return 0;
    }
    out[n] = '\0';
    return n;
}

static void see_phone(ColumnStats *st, Str s, const Shape *sh) {
    char   d[20];
    size_t n = sh->hebrew + sh->arabic + sh->latin == 0 ? phone_digits(s, d) : 0;
    if (n < 7) return;
    Str t = {d, n};
    if (str_starts(t, LIT("00"))) t = str_sub(t, 2, t.n);
    if (str_starts(t, LIT("972"))) t = str_sub(t, 3, t.n);
    else if (str_starts(t, LIT("0"))) t = str_sub(t, 1, t.n);
    else if (s.p[0] != '+' && n != 9 && n != 8) return;
    bool plain = sh->other == 0 && sh->spaces == 0;
    bool zero = t.n < n;
    if (t.n == 9 && (t.p[0] == '5' || t.p[0] == '7')) {
        st->mobile += t.p[0] == '5';
        st->phone++;
    } else if (t.n == 8 && str_find_byte(LIT("23489"), t.p[0]) >= 0 && (zero || !plain)) {
        st->phone++;
    } else if (s.p[0] == '+' || (sh->other > 0 && zero && t.n >= 8 && t.n <= 10)) {
        st->phone++;
    }
}

static void see_place(ColumnStats *st, Str s, double x, const Shape *sh) {
    st->lat += sh->dot && x >= 29.3 && x <= 42.5;
    st->lon += sh->dot && ((x >= 34.0 && x <= 36.2) || (x >= -9.6 && x <= 19.0 && x != 0));
    st->degrees += sh->dot && x >= -180 && x <= 180;
    st->itm_e += x >= 120000 && x <= 300000;
    st->itm_n += x >= 370000 && x <= 810000;
    st->post5 += s.n == 5 && sh->digits == 5;
    st->post7 += s.n == 7 && sh->digits == 7;
    st->house += x >= 1 && x < 1000 && s.n <= 4 && !sh->dot;
    st->serial += x >= 25000 && x <= 60000 && s.n == 5;
}

/* Eight figures are a date only where the year says so. */
static void see_date(ColumnStats *st, Str s, const Shape *sh) {
    bool packed = s.n == 8 && sh->digits == 8;
    st->date += !packed || (s.p[0] == '1' && s.p[1] == '9') || (s.p[0] == '2' && s.p[1] == '0');
    date_style_see(&st->dates, s);
}

static void see_number(ColumnStats *st, Str s, const Shape *sh) {
    CellNumber n;
    char       id[10];
    if (sh->digits >= 8 && sh->digits <= 9 && sh->digits + sh->other + sh->spaces == s.n &&
        il_number_parse(s, id)) {
        st->reg_number += id[0] == '5';
        st->person_id++;
    }
    st->id_long += sh->digits >= 7 && sh->digits <= 10;
    if (!cell_number(s, 0, &n)) return;
    st->number++;
    st->whole += !sh->dot && n.x == floor(n.x);
    st->money += n.currency[0] != '\0';
    number_style_see(&st->numbers, s);
    see_place(st, s, n.x, sh);
}

static void see_text(ColumnStats *st, Str s, const Shape *sh) {
    uint32_t letters = sh->hebrew + sh->arabic + sh->latin;
    size_t   length = utf8_length(s);
    if (letters == 0) return;
    st->hebrew += sh->hebrew > letters / 2;
    st->arabic += sh->arabic > letters / 2;
    st->latin += sh->latin > letters / 2;
    st->words += letters >= 2;
    st->short_text += length <= 40 && letters >= 2;
    st->long_text += length > 60;
    st->address += sh->digits >= 1 && sh->digits <= 6 && letters >= 3 && sh->spaces >= 1 && length <= 80 &&
                   (is_digit(s.p[s.n - 1]) || is_digit(s.p[0]) || str_find_byte(s, ',') > 0);
    st->house += length <= 5 && is_digit(s.p[0]) && letters == 1;
    ptrdiff_t colon = str_find_byte(s, ':');
    st->hours += colon > 0 && str_find_byte(s, '-') > 0 && (size_t)colon + 1 < s.n && is_digit(s.p[colon - 1]) &&
                 is_digit(s.p[colon + 1]);
    static const char *const CODES[] = {"he", "ar", "en", "ru", "am", "fr", "it", "pt"};
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) st->lang_code += str_eq_nocase(s, str_of(CODES[i]));
}

/* What people and programs write where they know nothing. */
static bool says_nothing(Str s) {
    static const char *const MARKS[] = {"", "-", "--", "---", ".", "NA", "N/A", "null", "none", "?", "#N/A"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (str_eq_nocase(s, str_of(MARKS[i]))) return true;
    return false;
}

/* "16:30", "9:05:00", or from then to then. */
static bool like_time(Str s) {
    ptrdiff_t colon = str_find_byte(s, ':');
    if (colon < 1 || colon > 2 || s.n < (size_t)colon + 3) return false;
    for (size_t i = 0; i < (size_t)colon + 3; i++) {
        if (i != (size_t)colon && !is_digit(s.p[i])) return false;
    }
    return s.n == (size_t)colon + 3 || !is_digit(s.p[colon + 3]);
}

void content_see(ColumnStats *st, const SheetCell *cell) {
    Str s = cell ? str_trim(cell->s) : (Str){0};
    if (says_nothing(s)) {
        st->empty++;
        return;
    }
    if (st->filled++ == 0) st->first = s;
    uint64_t h = str_hash(s);
    uint32_t i = 0;
    while (i < st->distinct && st->hashes[i] != h) i++;
    if (i == st->distinct && st->distinct < DISTINCT_MAX) st->hashes[st->distinct++] = h;
    if (s.p[0] == '{' && str_find(s, LIT("\"coordinates\"")) > 0) {
        st->geometry++;
        return;
    }
    Shape sh = shape_of(s);
    bool  yes;
    CellDate day;
    bool  dated = cell->kind == CELL_DATE || cell_date(s, ORDER_UNKNOWN, false, &day);
    st->email += like_email(s);
    st->url += !like_email(s) && like_url(s);
    st->yesno += cell_yesno(s, &yes);
    st->time += like_time(s);
    if (dated) see_date(st, s, &sh);
    if (!dated || sh.digits == s.n) see_phone(st, s, &sh);
    see_number(st, s, &sh);
    see_text(st, s, &sh);
}

/* Share of the filled cells in per cent. */
static int share(const ColumnStats *st, uint32_t n) {
    return st->filled == 0 ? 0 : (int)(100 * n / st->filled);
}

/* Points when nearly all are so; a sign against it when nearly none is. */
static int mostly(const ColumnStats *st, uint32_t n, int most) {
    int percent = share(st, n);
    if (percent < 10 && st->filled >= 3) return CONTENT_CANNOT;
    return percent < 60 ? 0 : percent * most / 100;
}

static int name_points(const ColumnStats *st) {
    if (share(st, st->words) < 50) return CONTENT_CANNOT;
    bool varied = st->distinct >= 8 ? st->distinct * 10 >= (st->filled < DISTINCT_MAX ? st->filled : DISTINCT_MAX) * 8
                                    : st->distinct * 10 >= st->filled * 9;
    return varied && share(st, st->short_text) > 70 && share(st, st->address) < 40 ? 45 : 0;
}

static int kind_points(const ColumnStats *st) {
    if (share(st, st->words) < 50) return 0;
    return st->filled >= 12 && st->distinct * 4 <= st->filled && st->distinct < 40 ? 40 : 0;
}

/* Degrees far from our regions do not confirm a header, and do not contradict it. */
static int degree_points(const ColumnStats *st, uint32_t n, int most) {
    int points = mostly(st, n, most);
    return points == CONTENT_CANNOT && share(st, st->degrees) > 60 ? 0 : points;
}

static int number_points(const ColumnStats *st, GuessKind k) {
    switch (k) {
    case GUESS_LAT: return degree_points(st, st->lat, 75);
    case GUESS_LON: return degree_points(st, st->lon, 72);
    case GUESS_ITM_E: return mostly(st, st->itm_e, 70);
    case GUESS_ITM_N: return mostly(st, st->itm_n, 70);
    case GUESS_MONEY: return share(st, st->number) < 30 && st->filled > 2 ? CONTENT_CANNOT
                             : share(st, st->money) > 50                  ? 90
                             : share(st, st->number) > 80                 ? 20
                                                                          : 0;
    case GUESS_POSTCODE: return share(st, st->number) < 30 && st->filled > 2 ? CONTENT_CANNOT
                                : share(st, st->post7) > 90                  ? 60
                                                                             : 0;
    case GUESS_HOUSE: return share(st, st->house) > 70 ? 40 : share(st, st->long_text) > 10 ? CONTENT_CANNOT : 0;
    default: return share(st, st->number) < 30 && st->filled > 2 ? CONTENT_CANNOT
                    : share(st, st->number) > 80                 ? 50
                                                                 : 0;
    }
}

static int date_points(const ColumnStats *st) {
    if (share(st, st->date) > 70) return 90;
    if (share(st, st->serial) > 90) return 45;
    return share(st, st->date) + share(st, st->serial) < 10 && share(st, st->whole) < 80 && st->filled > 2
               ? CONTENT_CANNOT
               : 0;
}

static int text_points(const ColumnStats *st, GuessKind k) {
    switch (k) {
    case GUESS_NAME: return name_points(st);
    /* A script alone does not make a name: it can only speak against one. */
    case GUESS_NAME_HE: return share(st, st->hebrew) > 50 ? 0 : CONTENT_CANNOT;
    case GUESS_NAME_AR: return share(st, st->arabic) > 50 ? 0 : CONTENT_CANNOT;
    case GUESS_NAME_EN: return share(st, st->latin) > 50 ? 0 : CONTENT_CANNOT;
    case GUESS_PERSON:
    case GUESS_FIRST_NAME:
    case GUESS_LAST_NAME:
    case GUESS_LOCALITY:
    case GUESS_STREET: return share(st, st->words) < 40 && st->filled > 2 ? CONTENT_CANNOT : 0;
    case GUESS_KIND: return kind_points(st);
    case GUESS_ADDRESS: return share(st, st->address) > 60 ? 55 : share(st, st->words) < 20 ? CONTENT_CANNOT : 0;
    case GUESS_NOTES: return share(st, st->long_text) > 40 ? 50 : 0;
    case GUESS_TEXT: return share(st, st->words) > 50 ? 28 : 0;
    default: return 0;
    }
}

int content_points(const ColumnStats *st, GuessKind k) {
    if (st->filled == 0) return 0;
    switch (k) {
    case GUESS_PHONE: return share(st, st->mobile) > 95 ? 60 : mostly(st, st->phone, 85);
    case GUESS_MOBILE: return share(st, st->phone) < 10 && st->filled > 2 ? CONTENT_CANNOT
                              : share(st, st->mobile) > 90                ? 82
                                                                          : 0;
    case GUESS_FAX: return share(st, st->phone) < 10 && st->filled > 2 ? CONTENT_CANNOT : 0;
    case GUESS_EMAIL: return mostly(st, st->email, 99);
    case GUESS_URL: return mostly(st, st->url, 95);
    case GUESS_REG_NUMBER: return st->filled >= 3 && share(st, st->reg_number) > 80 ? 85
                                  : share(st, st->person_id) > 80                   ? 55
                                  : share(st, st->whole) < 10 && st->filled > 2     ? CONTENT_CANNOT
                                                                                    : 0;
    case GUESS_PERSON_ID: return st->filled >= 3 && share(st, st->person_id) > 90 ? 58
                                 : share(st, st->id_long) < 10 && st->filled > 2      ? CONTENT_CANNOT
                                                                                      : 0;
    case GUESS_DATE: return date_points(st);
    case GUESS_YESNO: return share(st, st->yesno) > 95 && st->distinct <= 2 ? 75
                             : st->distinct > 4                              ? CONTENT_CANNOT
                                                                             : 0;
    case GUESS_LANGUAGE: return mostly(st, st->lang_code, 85) > 0 ? 85 : 0;
    case GUESS_TIME: return mostly(st, st->time, 70);
    case GUESS_HOURS: return share(st, st->hours) > 50 ? 80 : 0;
    case GUESS_GEOMETRY: return mostly(st, st->geometry, 99);
    case GUESS_LAT:
    case GUESS_LON:
    case GUESS_ITM_E:
    case GUESS_ITM_N:
    case GUESS_MONEY:
    case GUESS_POSTCODE:
    case GUESS_HOUSE:
    case GUESS_POPULATION:
    case GUESS_NUMBER: return number_points(st, k);
    default: return text_points(st, k);
    }
}

const char *content_lang(const ColumnStats *st) {
    if (share(st, st->hebrew) > 70) return "he";
    if (share(st, st->arabic) > 70) return "ar";
    return share(st, st->latin) > 70 ? "en" : "\0\0";
}
