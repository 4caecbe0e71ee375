/* ent_value.c - one value of a field: one row a type (TYPES), and the loops that need no more than that.
**
** Each type has two prints: `print` for machines, which reads back to the same, and `show` for people. */
#include "ent/ent_inner.h"

#include "base/check.h"
#include "base/utf8.h"
#include "lang/show.h"

#include <math.h>

enum { SET_MAX = 62, MACHINE_REAL_DIGITS = 17 };

/* ---- reading what people and files wrote ---------------------------------------------------------------------- */

static bool read_line(Ctx *c, const Field *f, void *at, Str text) {
    (void)f;
    *(Str *)at = utf8_clean_line(c->arena, text);
    return true;
}

static bool read_lines(Ctx *c, const Field *f, void *at, Str text) {
    (void)f;
    *(Str *)at = utf8_clean_text(c->arena, text);
    return true;
}

static bool wrong(Ctx *c, const Field *f, TextKey key) {
    complain(c, f->name, key);
    return false;
}

static bool is_digit(Str s, size_t i) { return i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; }

/* A comma or space between digits with exactly three digits behind it: "12,400". */
static bool is_grouping(Str s, size_t i) {
    return (s.p[i] == ',' || s.p[i] == ' ') && i > 0 && is_digit(s, i - 1) && is_digit(s, i + 1) &&
           is_digit(s, i + 2) && is_digit(s, i + 3) && !is_digit(s, i + 4);
}

static bool read_int(Ctx *c, const Field *f, void *at, Str text) {
    char digits[32];
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (is_grouping(text, i)) continue;
        if (n == sizeof digits) return wrong(c, f, T_FORM_FIX_NUMBER);
        digits[n++] = text.p[i];
    }
    int64_t v;
    if (!str_int((Str){digits, n}, &v) || v == NUMBER_NONE) return wrong(c, f, T_FORM_FIX_NUMBER);
    *(int64_t *)at = v;
    return true;
}

static bool read_money(Ctx *c, const Field *f, void *at, Str text) {
    bool minus = text.n > 1 && text.p[0] == '-';
    int64_t minor;
    if (!money_parse(str_sub(text, minus, text.n), &minor) || minor == NUMBER_NONE) {
        return wrong(c, f, T_FORM_FIX_MONEY);
    }
    *(int64_t *)at = minus ? -minor : minor;
    return true;
}

static bool read_real(Ctx *c, const Field *f, void *at, Str text) {
    double x;
    if (!str_real(text, &x)) return wrong(c, f, T_FORM_FIX_REAL);
    *(double *)at = x;
    return true;
}

static bool read_bool(Ctx *c, const Field *f, void *at, Str text) {
    static const char *const YES[] = {"true", "1", "yes", "on"}, *const NO[] = {"false", "0", "no", "off"};
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++) {
        bool yes = str_eq_nocase(text, str_of(YES[i])), no = str_eq_nocase(text, str_of(NO[i]));
        if (yes || no) {
            *(int *)at = yes;
            return true;
        }
    }
    for (Lang l = 0; l < LANG_N; l++) {
        bool yes = str_eq_nocase(text, tr(l, T_FORM_YES));
        if (yes || str_eq_nocase(text, tr(l, T_FORM_NO))) {
            *(int *)at = yes;
            return true;
        }
    }
    return wrong(c, f, T_FORM_FIX_YES_NO);
}

static bool read_day(Ctx *c, const Field *f, void *at, Str text) {
    if (!day_parse(text, at)) return wrong(c, f, T_FORM_FIX_DATE);
    return true;
}

/* A moment with its offset, or, as a form's control sends it, local time without one; a date alone is its start. */
static bool read_stamp(Ctx *c, const Field *f, void *at, Str text) {
    Stamp t;
    if (stamp_parse(text, &t)) {
        *(Stamp *)at = t;
        return true;
    }
    Day d;
    int64_t hour, minute;
    if (day_parse(text, &d)) {
        *(Stamp *)at = stamp_of(d, 0, 0, c->reader.zone);
        return true;
    }
    bool local = text.n >= 16 && (text.p[10] == 'T' || text.p[10] == ' ') && text.p[13] == ':' &&
                 day_parse(str_sub(text, 0, 10), &d) && str_int(str_sub(text, 11, 2), &hour) &&
                 str_int(str_sub(text, 14, 2), &minute);
    if (!local || hour < 0 || hour > 23 || minute < 0 || minute > 59) return wrong(c, f, T_FORM_FIX_STAMP);
    *(Stamp *)at = stamp_of(d, (int)hour, (int)minute, c->reader.zone);
    return true;
}

static bool read_enum(Ctx *c, const Field *f, void *at, Str text) {
    const Choice *choice = choice_named(c, f->choices, text);
    if (!choice) return wrong(c, f, T_FORM_FIX_CHOICE);
    *(int *)at = choice->value;
    return true;
}

static bool read_set(Ctx *c, const Field *f, void *at, Str text) {
    int64_t bits = 0;
    Str part;
    while (str_split(&text, ',', &part)) {
        part = str_trim(part);
        if (!part.n) continue;
        const Choice *choice = choice_named(c, f->choices, part);
        if (!choice) return wrong(c, f, T_FORM_FIX_CHOICE);
        CHECK(choice->value >= 1 && choice->value <= SET_MAX);
        bits |= (int64_t)1 << (choice->value - 1);
    }
    *(int64_t *)at = bits;
    return true;
}

static bool read_ref(Ctx *c, const Field *f, void *at, Str text) {
    Id id;
    if (!f->to || !c->db) {
        if (!id_parse(text, &id)) return wrong(c, f, T_FORM_FIX_REF);
        *(Id *)at = id;
        return true;
    }
    Fault fault = ref_named(c, f->to, text, &id);
    if (fault == OK) {
        *(Id *)at = id;
        return true;
    }
    if (id_parse(text, &id)) return wrong(c, f, T_FORM_FIX_REF); /* of a list, not typed: the name would say nothing */
    complain_text(c, f->name, fault == DUPLICATE ? T_FORM_FIX_REF_SEVERAL : T_FORM_FIX_REF_NONE, text);
    return false;
}

static bool read_phone(Ctx *c, const Field *f, void *at, Str text) {
    char e164[20];
    bool repaired;
    if (!phone_parse(text, reader_phone_home(&c->reader), e164, &repaired)) {
        return wrong(c, f, T_FORM_FIX_PHONE);
    }
    *(Str *)at = arena_copy(c->arena, str_of(e164));
    return true;
}

/* One @ with something before it and a domain with an inner dot behind it; no white space, no second @. */
static bool read_email(Ctx *c, const Field *f, void *at, Str text) {
    ptrdiff_t i = str_find_byte(text, '@');
    bool good = i > 0 && i <= 64 && text.n <= 254 && str_find_byte(str_sub(text, (size_t)i + 1, text.n), '@') < 0;
    ptrdiff_t dot = good ? str_find_byte(str_sub(text, (size_t)i + 1, text.n), '.') : -1;
    good = dot > 0 && text.p[text.n - 1] != '.' && !str_ends(text, LIT(".")) && str_find(text, LIT("..")) < 0;
    for (size_t k = 0; good && k < text.n; k++) {
        good = (unsigned char)text.p[k] > ' ' && !strchr("<>()[],;:\\\"", text.p[k]);
    }
    if (!good) return wrong(c, f, T_FORM_FIX_EMAIL);
    char *copy = arena_alloc(c->arena, text.n + 1);
    for (size_t k = 0; k < text.n; k++) {
        bool upper = k > (size_t)i && text.p[k] >= 'A' && text.p[k] <= 'Z';
        copy[k] = upper ? (char)(text.p[k] + 32) : text.p[k];
    }
    *(Str *)at = (Str){copy, text.n};
    return true;
}

static bool read_url(Ctx *c, const Field *f, void *at, Str text) {
    if (str_find(text, LIT("://")) < 0) text = arena_printf(c->arena, "https://%.*s", STR_ARG(text));
    bool secure = str_starts(text, LIT("https://"));
    bool good = secure || str_starts(text, LIT("http://"));
    Str host = str_sub(text, secure ? 8 : 7, text.n);
    ptrdiff_t slash = str_find_byte(host, '/');
    if (slash >= 0) host.n = (size_t)slash;
    good = good && str_find_byte(host, '.') > 0 && str_find_byte(host, '@') < 0;
    for (size_t k = 0; good && k < text.n; k++) {
        good = (unsigned char)text.p[k] > ' ' && !strchr("<>\"\\", text.p[k]);
    }
    if (!good) return wrong(c, f, T_FORM_FIX_URL);
    *(Str *)at = arena_copy(c->arena, text);
    return true;
}

static bool read_json(Ctx *c, const Field *f, void *at, Str text) {
    Str json;
    if (!json_canonical(c->arena, text, &json)) return wrong(c, f, T_FORM_FIX_JSON);
    *(Str *)at = json;
    return true;
}

/* ---- printing for machines ------------------------------------------------------------------------------------ */

static void print_str(Buf *b, const Field *f, const void *at) {
    (void)f;
    buf_add(b, *(const Str *)at);
}

static void print_int(Buf *b, const Field *f, const void *at) {
    (void)f;
    buf_int(b, *(const int64_t *)at);
}

/* In whole units with two decimals, as money_parse reads it. */
static void print_money(Buf *b, const Field *f, const void *at) {
    (void)f;
    int64_t v = *(const int64_t *)at;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    buf_printf(b, "%s%llu.%02u", v < 0 ? "-" : "", (unsigned long long)(u / 100), (unsigned)(u % 100));
}

/* The shortest of the two usual precisions that reads back to the same number. */
static void print_real(Buf *b, const Field *f, const void *at) {
    (void)f;
    double x = *(const double *)at, back;
    char text[40];
    for (int digits = 15; digits <= MACHINE_REAL_DIGITS; digits++) {
        int n = snprintf(text, sizeof text, "%.*g", digits, x);
        if (str_real((Str){text, (size_t)n}, &back) && memcmp(&back, &x, sizeof x) == 0) break;
    }
    buf_add(b, str_of(text));
}

static void print_bool(Buf *b, const Field *f, const void *at) {
    (void)f;
    buf_add(b, *(const int *)at ? LIT("true") : LIT("false"));
}

static void print_day(Buf *b, const Field *f, const void *at) {
    (void)f;
    buf_day_iso(b, *(const Day *)at);
}

static void print_stamp(Buf *b, const Field *f, const void *at) {
    (void)f;
    buf_stamp_iso(b, *(const Stamp *)at);
}

static void print_enum(Buf *b, const Field *f, const void *at) {
    const Choice *choice = choice_of(f->choices, *(const int *)at);
    if (choice) buf_add(b, str_of(choice->name));
}

static void print_set(Buf *b, const Field *f, const void *at) {
    int64_t bits = *(const int64_t *)at;
    bool first = true;
    for (int i = 0; i < f->choices->n; i++) {
        if (!(bits >> (f->choices->v[i].value - 1) & 1)) continue;
        if (!first) buf_byte(b, ',');
        first = false;
        buf_add(b, str_of(f->choices->v[i].name));
    }
}

static void print_ref(Buf *b, const Field *f, const void *at) {
    (void)f;
    buf_id(b, *(const Id *)at);
}

/* ---- showing to people ---------------------------------------------------------------------------------------- */

static void show_text(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)c;
    (void)f;
    show_name(b, *(const Str *)at);
}

/* Paragraph by paragraph, each with the direction of its own first letter. */
static void show_lines(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)c;
    (void)f;
    Str rest = *(const Str *)at, line;
    while (str_split(&rest, '\n', &line)) {
        if (!line.n) continue;
        buf_lit(b, "<p dir=\"auto\">");
        put_text(b, line);
        buf_lit(b, "</p>");
    }
}

static void show_tri(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)f;
    Lang l;
    Str best = tri_best(at, c->reader.lang, &l);
    if (l == c->reader.lang) {
        show_name(b, best);
        return;
    }
    buf_printf(b, "<bdi lang=\"%s\" dir=\"%s\">", lang_code(l), lang_dir(l));
    put_text(b, best);
    buf_lit(b, "</bdi>");
}

static void show_int(Ctx *c, Buf *b, const Field *f, const void *at) {
    int64_t n = *(const int64_t *)at;
    bool year = f->min >= 1000 && f->max <= 9999; /* a number that names, not one that counts */
    if (year && n != NUMBER_NONE) buf_int(b, n);
    else show_number(b, &c->reader, n);
}

static void show_amount(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)f;
    show_money(b, &c->reader, *(const int64_t *)at, reader_currency(&c->reader));
}

static void show_decimal(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)f;
    double x = *(const double *)at;
    show_real(b, &c->reader, x, x == floor(x) ? 0 : 2);
}

static void show_bool(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)f;
    put_text(b, tr(c->reader.lang, *(const int *)at ? T_FORM_YES : T_FORM_NO));
}

static void show_date(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)f;
    show_day(b, &c->reader, *(const Day *)at);
}

static void show_moment(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)f;
    show_stamp(b, &c->reader, *(const Stamp *)at);
}

static void show_enum(Ctx *c, Buf *b, const Field *f, const void *at) {
    put_text(b, choice_words(c->arena, &c->reader, f->choices, *(const int *)at));
}

static void show_set(Ctx *c, Buf *b, const Field *f, const void *at) {
    int64_t bits = *(const int64_t *)at;
    for (int i = 0; i < f->choices->n; i++) {
        if (!(bits >> (f->choices->v[i].value - 1) & 1)) continue;
        buf_lit(b, "<span class=\"tag\">");
        put_text(b, choice_words(c->arena, &c->reader, f->choices, f->choices->v[i].value));
        buf_lit(b, "</span> ");
    }
}

/* The record's name; what the reader may not see is not named. Whether a page is there to lead to, the page knows. */
static void show_ref(Ctx *c, Buf *b, const Field *f, const void *at) {
    Id  id = *(const Id *)at;
    Str name = {0};
    if (!f->to || !c->db || ent_labels(c, &id, 1, &name) != OK) name = (Str){0};
    show_name(b, name);
}

static void show_link(Buf *b, const char *scheme, Str target) {
    buf_printf(b, "<a rel=\"noopener\" href=\"%s", scheme);
    put_attr(b, target);
    buf_lit(b, "\">");
}

static void show_tel(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)f;
    show_link(b, "tel:", *(const Str *)at);
    show_phone(b, &c->reader, *(const Str *)at);
    buf_lit(b, "</a>");
}

static void show_email(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)c;
    (void)f;
    show_link(b, "mailto:", *(const Str *)at);
    show_code(b, *(const Str *)at);
    buf_lit(b, "</a>");
}

static void show_url(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)c;
    (void)f;
    buf_lit(b, "<a rel=\"noopener nofollow\" href=\"");
    put_link(b, *(const Str *)at);
    buf_lit(b, "\">");
    show_code(b, *(const Str *)at);
    buf_lit(b, "</a>");
}

static void show_json(Ctx *c, Buf *b, const Field *f, const void *at) {
    (void)c;
    (void)f;
    show_code(b, *(const Str *)at);
}

#define WIDE "INTEGER", "BIGINT", "int"
#define WORDS "TEXT", "TEXT", "text"
const Type TYPES[FIELD_TYPES] = {
    [F_TEXT] = {"text", STORE_STR, WORDS, "string", NULL, read_line, print_str, show_text},
    [F_LINES] = {"lines", STORE_STR, WORDS, "string", NULL, read_lines, print_str, show_lines},
    [F_TRI] = {"tri", STORE_TEXTS, NULL, NULL, NULL, "object", NULL, read_line, print_str, show_tri},
    [F_INT] = {"int", STORE_NUMBER, WIDE, "integer", "int64", read_int, print_int, show_int},
    [F_MONEY] = {"money", STORE_NUMBER, WIDE, "integer", "int64", read_money, print_money, show_amount},
    [F_REAL] = {"real", STORE_REAL, "REAL", "DOUBLE PRECISION", "real", "number", "double", read_real, print_real,
                show_decimal},
    [F_BOOL] = {"bool", STORE_BOOL, WIDE, "boolean", NULL, read_bool, print_bool, show_bool},
    [F_DAY] = {"day", STORE_INT, WIDE, "string", "date", read_day, print_day, show_date},
    [F_STAMP] = {"stamp", STORE_WIDE, WIDE, "string", "date-time", read_stamp, print_stamp, show_moment},
    [F_ENUM] = {"enum", STORE_INT, WIDE, "string", NULL, read_enum, print_enum, show_enum},
    [F_SET] = {"set", STORE_WIDE, WIDE, "array", NULL, read_set, print_set, show_set},
    [F_REF] = {"ref", STORE_WIDE, "INTEGER", "BIGINT", "id", "string", NULL, read_ref, print_ref, show_ref},
    [F_PHONE] = {"phone", STORE_STR, WORDS, "string", NULL, read_phone, print_str, show_tel},
    [F_EMAIL] = {"email", STORE_STR, WORDS, "string", "email", read_email, print_str, show_email},
    [F_URL] = {"url", STORE_STR, WORDS, "string", "uri", read_url, print_str, show_url},
    [F_JSON] = {"json", STORE_STR, WORDS, "object", NULL, read_json, print_str, show_json},
};

/* ---- loops over storage --------------------------------------------------------------------------------------- */

static bool tri_known(const Tri *t) {
    for (int l = 0; l < LANG_N; l++) {
        if (t->v[l].n) return true;
    }
    return false;
}

bool value_known(const Field *f, const void *rec) {
    const void *at = field_in(f, rec);
    switch (TYPES[f->type].storage) {
    case STORE_STR: return ((const Str *)at)->n > 0;
    case STORE_NUMBER: return *(const int64_t *)at != NUMBER_NONE;
    case STORE_WIDE: return *(const int64_t *)at != 0;
    case STORE_INT: return *(const int32_t *)at != 0;
    case STORE_BOOL: return *(const int *)at >= 0;
    case STORE_REAL: return !isnan(*(const double *)at);
    case STORE_TEXTS: return tri_known(at);
    }
    return false;
}

void value_clear(const Field *f, void *rec) {
    void *at = field_at(f, rec);
    switch (TYPES[f->type].storage) {
    case STORE_STR: *(Str *)at = (Str){0}; break;
    case STORE_NUMBER: *(int64_t *)at = NUMBER_NONE; break;
    case STORE_WIDE: *(int64_t *)at = 0; break;
    case STORE_INT: *(int32_t *)at = 0; break;
    case STORE_BOOL: *(int *)at = -1; break;
    case STORE_REAL: *(double *)at = NAN; break;
    case STORE_TEXTS: *(Tri *)at = (Tri){0}; break;
    }
}

void ent_clear(const Entity *e, void *rec) {
    memset(rec, 0, e->size);
    ((Head *)rec)->visibility = e->visibility;
    for (int i = 0; i < e->n_fields; i++) value_clear(&e->fields[i], rec);
}

void *ent_new(Ctx *c, const Entity *e) {
    void *rec = arena_alloc(c->arena, e->size);
    ent_clear(e, rec);
    return rec;
}

static bool tri_eq(const Tri *a, const Tri *b) {
    for (int l = 0; l < LANG_N; l++) {
        if (!str_eq(a->v[l], b->v[l])) return false;
        if (a->v[l].n && a->state[l] != b->state[l]) return false;
    }
    return true;
}

bool value_eq(const Field *f, const void *a, const void *b) {
    const void *x = field_in(f, a), *y = field_in(f, b);
    switch (TYPES[f->type].storage) {
    case STORE_STR: return str_eq(*(const Str *)x, *(const Str *)y);
    case STORE_NUMBER:
    case STORE_WIDE: return *(const int64_t *)x == *(const int64_t *)y;
    case STORE_INT: return *(const int32_t *)x == *(const int32_t *)y;
    case STORE_BOOL: return *(const int *)x == *(const int *)y;
    case STORE_REAL: return *(const double *)x == *(const double *)y || !(value_known(f, a) || value_known(f, b));
    case STORE_TEXTS: return tri_eq(x, y);
    }
    return false;
}

void value_copy(const Field *f, void *to, const void *from) {
    static const size_t SIZES[] = {
        [STORE_STR] = sizeof(Str),      [STORE_NUMBER] = sizeof(int64_t), [STORE_WIDE] = sizeof(int64_t),
        [STORE_INT] = sizeof(int32_t),  [STORE_BOOL] = sizeof(int),       [STORE_REAL] = sizeof(double),
        [STORE_TEXTS] = sizeof(Tri),
    };
    memcpy(field_at(f, to), field_in(f, from), SIZES[TYPES[f->type].storage]);
}

Val value_bind(const Field *f, const void *rec) {
    const void *at = field_in(f, rec);
    if (!value_known(f, rec)) return v_null();
    switch (TYPES[f->type].storage) {
    case STORE_STR: return v_text(*(const Str *)at);
    case STORE_NUMBER:
    case STORE_WIDE: return v_int(*(const int64_t *)at);
    case STORE_INT: return v_int(*(const int32_t *)at);
    case STORE_BOOL: return v_int(*(const int *)at);
    case STORE_REAL: return v_real(*(const double *)at);
    case STORE_TEXTS: break;
    }
    CHECK(!"a text in several languages has no column");
    return v_null();
}

void value_take(const Rows *r, int col, const Field *f, void *rec) {
    void *at = field_at(f, rec);
    switch (TYPES[f->type].storage) {
    case STORE_STR: *(Str *)at = rows_copy(r, col); break;
    case STORE_NUMBER: *(int64_t *)at = rows_number(r, col); break;
    case STORE_WIDE: *(int64_t *)at = rows_int(r, col); break;
    case STORE_INT: *(int32_t *)at = (int32_t)rows_int(r, col); break;
    case STORE_BOOL: *(int *)at = rows_null(r, col) ? -1 : (int)rows_int(r, col); break;
    case STORE_REAL: *(double *)at = rows_real(r, col); break;
    case STORE_TEXTS: CHECK(!"a text in several languages has no column");
    }
}

/* ---- the public verbs ----------------------------------------------------------------------------------------- */

void value_print(Buf *b, const Field *f, const void *rec, Lang l) {
    if (!value_known(f, rec)) return;
    if (f->type == F_TRI) {
        buf_add(b, ((const Tri *)field_in(f, rec))->v[l]);
    } else {
        TYPES[f->type].print(b, f, field_in(f, rec));
    }
}

bool value_read(Ctx *c, const Field *f, void *rec, Lang l, Str text) {
    if (f->type == F_TRI) {
        Tri *t = field_at(f, rec);
        Str was = t->v[l];
        t->v[l] = tri_is_long(f) ? utf8_clean_text(c->arena, text) : utf8_clean_line(c->arena, text);
        if (!t->v[l].n) t->state[l] = TEXT_NONE;
        else if (!str_eq(was, t->v[l])) t->state[l] = TEXT_WRITTEN;
        return true;
    }
    if (f->type != F_LINES) text = str_trim(text);
    if (!text.n) {
        value_clear(f, rec);
        return true;
    }
    return TYPES[f->type].read(c, f, field_at(f, rec), text);
}

void value_show(Ctx *c, Buf *b, const Field *f, const void *rec) {
    if (value_known(f, rec)) {
        TYPES[f->type].show(c, b, f, field_in(f, rec));
    } else {
        show_name(b, (Str){0});
    }
}

Str tri_best(const Tri *t, Lang want, Lang *ret_l) {
    const Lang *order = lang_fallback(want);
    for (int i = 0; i < LANG_N; i++) {
        if (!t->v[order[i]].n) continue;
        if (ret_l) *ret_l = order[i];
        return t->v[order[i]];
    }
    if (ret_l) *ret_l = want;
    return (Str){0};
}
