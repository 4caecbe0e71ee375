/* query.c - takes a Query apart: parameters, marks, the order of NULLs.
**
** The text is read token by token, so that a colon or a brace inside a quoted text stays what it is. Parameters
** become numbers in the order of `in`; those that the database layer fills by itself come behind them, each once.
** For PostgreSQL a second pass completes the terms of ORDER BY (see db.h). */
#include "db/query.h"

#include "base/check.h"
#include "db/scope.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef struct Parser {
    const Query *q;
    Dialect      dialect;
    Parsed      *p;
    Str          names[QUERY_IN_MAX];
    bool         used[QUERY_IN_MAX];
} Parser;

static const struct {
    const char *name;
    SqlType     type;
} TYPE_NAMES[] = {
    {"id", SQL_INT}, {"int", SQL_INT}, {"real", SQL_REAL}, {"text", SQL_TEXT}, {"blob", SQL_BLOB}, {"ids", SQL_IDS},
};

static const struct {
    const char *name;
    SlotKind    kind;
} OWN_PARAMETERS[] = {
    {"s_org", SLOT_ORG},         {"s_floor", SLOT_FLOOR}, {"s_account", SLOT_ACCOUNT},
    {"s_today", SLOT_TODAY},     {"s_lang", SLOT_LANG},
};

#define COUNT(v) (sizeof(v) / sizeof(v)[0])

static bool bad(Parser *ps, const char *what, Str about) {
    if (ps->p->error[0] == 0) {
        snprintf(ps->p->error, QUERY_ERROR_MAX, "%s: %.*s", what, (int)(about.n < 100 ? about.n : 100),
                 about.p ? about.p : "");
    }
    return false;
}

static bool is_word(char ch, bool first) {
    return isalpha((unsigned char)ch) || ch == '_' || (!first && isdigit((unsigned char)ch));
}

static bool is_name(Str s) {
    if (s.n == 0 || s.n > 60) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_word(s.p[i], i == 0)) return false;
    }
    return true;
}

/* ---- tokens ---------------------------------------------------------------------------------------------- */

static size_t quoted_end(Str sql, size_t i) {
    char quote = sql.p[i++];
    while (i < sql.n) {
        if (sql.p[i] == quote && (i + 1 >= sql.n || sql.p[i + 1] != quote)) return i + 1;
        i += sql.p[i] == quote ? 2 : 1;
    }
    return sql.n;
}

static size_t space_end(Str sql, size_t i) {
    while (i < sql.n) {
        if (isspace((unsigned char)sql.p[i])) {
            i++;
        } else if (sql.n - i >= 2 && memcmp(sql.p + i, "--", 2) == 0) {
            while (i < sql.n && sql.p[i] != '\n') i++;
        } else if (sql.n - i >= 2 && memcmp(sql.p + i, "/*", 2) == 0) {
            ptrdiff_t end = str_find(str_sub(sql, i + 2, sql.n), LIT("*/"));
            i = end < 0 ? sql.n : i + 2 + (size_t)end + 2;
        } else {
            break;
        }
    }
    return i;
}

bool sql_token(Str sql, size_t *i, Token *ret_t) {
    if (*i >= sql.n) return false;
    size_t    from = *i, to = from + 1;
    char      ch = sql.p[from];
    TokenKind kind = TOKEN_OTHER;
    if (space_end(sql, from) > from) {
        kind = TOKEN_SPACE;
        to = space_end(sql, from);
    } else if (ch == '\'' || ch == '"') {
        kind = TOKEN_QUOTED;
        to = quoted_end(sql, from);
    } else if (is_word(ch, true)) {
        kind = TOKEN_WORD;
        while (to < sql.n && is_word(sql.p[to], false)) to++;
    } else if (isdigit((unsigned char)ch)) {
        kind = TOKEN_NUMBER;
        while (to < sql.n && (is_word(sql.p[to], false) || sql.p[to] == '.')) to++;
    } else if (ch == '{') {
        kind = TOKEN_MARK;
        while (to < sql.n && sql.p[to - 1] != '}') to++;
    }
    *ret_t = (Token){kind, str_sub(sql, from, to - from)};
    *i = to;
    return true;
}

/* ---- in and out ------------------------------------------------------------------------------------------ */

/* One "name:type". */
static bool column_parse(Parser *ps, Str part, Str *ret_name, uint8_t *ret_type) {
    ptrdiff_t colon = str_find_byte(part, ':');
    if (colon <= 0) return bad(ps, "not name:type", part);
    *ret_name = str_sub(part, 0, (size_t)colon);
    Str type = str_sub(part, (size_t)colon + 1, part.n);
    if (!is_name(*ret_name)) return bad(ps, "not a name", part);
    for (size_t t = 0; t < COUNT(TYPE_NAMES); t++) {
        if (str_eq(type, str_of(TYPE_NAMES[t].name))) {
            *ret_type = (uint8_t)TYPE_NAMES[t].type;
            return true;
        }
    }
    return bad(ps, "unknown type", part);
}

static bool columns_parse(Parser *ps) {
    Parsed *p = ps->p;
    Str     rest = str_of(ps->q->in), part, name;
    while (str_split(&rest, ' ', &part)) {
        if (part.n == 0) continue;
        if (p->n_in == QUERY_IN_MAX) return bad(ps, "too many parameters", part);
        if (!column_parse(ps, part, &ps->names[p->n_in], &p->in[p->n_in])) return false;
        for (int i = 0; i < p->n_in; i++) {
            if (str_eq(ps->names[i], ps->names[p->n_in])) return bad(ps, "parameter named twice", part);
        }
        p->slot[p->n_slots++] = SLOT_IN;
        p->n_in++;
    }
    rest = str_of(ps->q->out);
    while (str_split(&rest, ' ', &part)) {
        if (part.n == 0) continue;
        if (p->n_out == QUERY_OUT_MAX) return bad(ps, "too many columns", part);
        if (!column_parse(ps, part, &name, &p->out[p->n_out])) return false;
        if (p->out[p->n_out] == SQL_IDS) return bad(ps, "a column cannot be ids", part);
        p->n_out++;
    }
    return true;
}

/* ---- the text -------------------------------------------------------------------------------------------- */

static void put_number(Parser *ps, int n) {
    buf_printf(&ps->p->sql, ps->dialect == DB_PG ? "$%d" : "?%d", n);
}

/* The number of the caller's parameter `name`, or 0. */
static int in_number(Parser *ps, Str name) {
    for (int i = 0; i < ps->p->n_in; i++) {
        if (str_eq(ps->names[i], name)) {
            ps->used[i] = true;
            return i + 1;
        }
    }
    return 0;
}

/* The number of a parameter of ours: the one it has, or a new one; 0 if it is none. */
static int own_number(Parser *ps, Str name) {
    Parsed *p = ps->p;
    for (size_t k = 0; k < COUNT(OWN_PARAMETERS); k++) {
        if (!str_eq(name, str_of(OWN_PARAMETERS[k].name))) continue;
        for (int i = p->n_in; i < p->n_slots; i++) {
            if (p->slot[i] == OWN_PARAMETERS[k].kind) return i + 1;
        }
        p->slot[p->n_slots++] = (uint8_t)OWN_PARAMETERS[k].kind;
        return p->n_slots;
    }
    return 0;
}

static bool parameter(Parser *ps, Str name) {
    int n = in_number(ps, name);
    if (n > 0 && ps->p->in[n - 1] == SQL_IDS) return bad(ps, "ids are used as {in:...}", name);
    if (n == 0) n = own_number(ps, name);
    if (n == 0) return bad(ps, "parameter that `in` does not name", name);
    put_number(ps, n);
    return true;
}

static bool text_parse(Parser *ps, Str sql);

static bool mark_scope(Parser *ps, Str alias) {
    if (!is_name(alias)) return bad(ps, "not an alias", alias);
    Buf b;
    buf_init(&b, QUERY_SQL_MAX);
    scope_condition(&b, alias);
    CHECK(buf_ok(&b));
    bool ok = text_parse(ps, buf_str(&b));
    buf_release(&b);
    return ok;
}

static bool mark_label(Parser *ps, Str arg) {
    ptrdiff_t dot = str_find_byte(arg, '.');
    Str       alias = dot < 0 ? arg : str_sub(arg, 0, (size_t)dot);
    Str       column = dot < 0 ? LIT("id") : str_sub(arg, (size_t)dot + 1, arg.n);
    Str       name = dot < 0 ? alias : column;
    if (!is_name(alias) || !is_name(column)) return bad(ps, "not an alias", arg);
    buf_printf(&ps->p->sql, "LEFT JOIN labels l_%.*s ON l_%.*s.owner = %.*s.%.*s AND l_%.*s.lang = ",
               STR_ARG(name), STR_ARG(name), STR_ARG(alias), STR_ARG(column), STR_ARG(name));
    return parameter(ps, LIT("s_lang"));
}

static bool mark_in(Parser *ps, Str name) {
    int n = in_number(ps, name);
    if (n == 0 || ps->p->in[n - 1] != SQL_IDS) return bad(ps, "`in` does not name these ids", name);
    buf_printf(&ps->p->sql, ps->dialect == DB_PG ? "= ANY ($%d)" : "IN carray(?%d)", n);
    return true;
}

static bool mark(Parser *ps, Str text) {
    ptrdiff_t colon = str_find_byte(text, ':');
    if (colon < 0 || !str_ends(text, LIT("}"))) return bad(ps, "unknown mark", text);
    Str name = str_sub(text, 1, (size_t)colon - 1);
    Str arg = str_sub(text, (size_t)colon + 1, text.n - (size_t)colon - 2);
    if (str_eq(name, LIT("scope"))) return mark_scope(ps, arg);
    if (str_eq(name, LIT("label"))) return mark_label(ps, arg);
    if (str_eq(name, LIT("in"))) return mark_in(ps, arg);
    if (str_eq(name, LIT("unscoped"))) return str_trim(arg).n > 0 || bad(ps, "say why", text);
    return bad(ps, "unknown mark", text);
}

static bool text_parse(Parser *ps, Str sql) {
    size_t i = 0;
    Token  t;
    while (sql_token(sql, &i, &t)) {
        if (t.kind == TOKEN_SPACE) {
            buf_byte(&ps->p->sql, ' ');
        } else if (t.kind == TOKEN_MARK) {
            if (!mark(ps, t.s)) return false;
        } else if (str_eq(t.s, LIT(":"))) {
            if (!sql_token(sql, &i, &t) || t.kind != TOKEN_WORD) return bad(ps, "a colon without a name", sql);
            if (!parameter(ps, t.s)) return false;
        } else if (t.kind == TOKEN_OTHER && (t.s.p[0] == '?' || t.s.p[0] == '$' || t.s.p[0] == ';')) {
            return bad(ps, "not to be used in a query", t.s);
        } else {
            buf_add(&ps->p->sql, t.s);
        }
    }
    return true;
}

/* ---- NULLS FIRST ----------------------------------------------------------------------------------------- */

static bool ends_order(Token t, int depth) {
    static const char *const WORDS[] = {"limit", "offset", "fetch",     "for",   "rows",
                                        "range", "groups", "union",     "except", "intersect"};
    if (depth > 0) return false;
    if (t.kind == TOKEN_OTHER) return t.s.p[0] == ')';
    if (t.kind != TOKEN_WORD) return false;
    for (size_t w = 0; w < COUNT(WORDS); w++) {
        if (str_eq_nocase(t.s, str_of(WORDS[w]))) return true;
    }
    return false;
}

/* What a term of ORDER BY shows of itself: its words, as far as they decide. */
typedef struct Term {
    Str  column;                                  /* the last word that is not ASC, DESC or NULLS */
    bool plain, descending, complete;             /* plain: nothing but [alias.]column */
} Term;

static void term_add(Term *m, Token t) {
    if (t.kind == TOKEN_WORD && str_eq_nocase(t.s, LIT("desc"))) m->descending = true;
    else if (t.kind == TOKEN_WORD && str_eq_nocase(t.s, LIT("nulls"))) m->complete = true;
    else if (t.kind == TOKEN_WORD && !str_eq_nocase(t.s, LIT("asc"))) m->column = t.s;
    else if (t.kind == TOKEN_OTHER && t.s.p[0] != '.') m->plain = false;
}

static void term_end(Buf *out, const Term *m) {
    bool never_null = m->plain && (str_eq(m->column, LIT("id")) || str_eq(m->column, LIT("seq")));
    if (m->complete || never_null) return;
    /* The white space that ended the term stands before what is added; SQL does not mind. */
    buf_add(out, m->descending ? LIT(" NULLS LAST ") : LIT(" NULLS FIRST "));
}

/* Copies the terms behind ORDER BY; stops before the token that ends them. */
static size_t order_terms(Buf *out, Str sql, size_t i) {
    Term   m = {.plain = true};
    Token  t;
    int    depth = 0;
    size_t at = i;
    while (sql_token(sql, &i, &t) && !ends_order(t, depth)) {
        at = i;
        if (t.kind == TOKEN_OTHER && t.s.p[0] == '(') depth++;
        if (t.kind == TOKEN_OTHER && t.s.p[0] == ')') depth--;
        if (depth == 0 && t.kind == TOKEN_OTHER && t.s.p[0] == ',') {
            term_end(out, &m);
            m = (Term){.plain = true};
        } else {
            term_add(&m, t);
        }
        buf_add(out, t.s);
    }
    term_end(out, &m);
    return at;
}

static void complete_order(Buf *sql) {
    Buf out;
    buf_init(&out, 2 * QUERY_SQL_MAX);
    Str    from = buf_str(sql);
    size_t i = 0;
    Token  t;
    bool   order = false;
    while (sql_token(from, &i, &t)) {
        buf_add(&out, t.s);
        if (t.kind != TOKEN_WORD) continue;
        if (order && str_eq_nocase(t.s, LIT("by"))) i = order_terms(&out, from, i);
        order = str_eq_nocase(t.s, LIT("order"));
    }
    buf_release(sql);
    *sql = out;
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

static bool parse(Parser *ps) {
    CHECK(ps->q->sql != NULL);
    if (!columns_parse(ps) || !text_parse(ps, str_of(ps->q->sql))) return false;
    for (int i = 0; i < ps->p->n_in; i++) {
        if (!ps->used[i]) return bad(ps, "parameter that the text does not use", ps->names[i]);
    }
    if (ps->dialect == DB_PG) complete_order(&ps->p->sql);
    buf_byte(&ps->p->sql, 0);
    return buf_ok(&ps->p->sql) || bad(ps, "too long", str_sub(str_of(ps->q->sql), 0, 60));
}

bool query_parse(const Query *q, Dialect d, Parsed *ret_p) {
    memset(ret_p, 0, sizeof *ret_p);
    buf_init(&ret_p->sql, QUERY_SQL_MAX);
    Parser ps = {.q = q, .dialect = d, .p = ret_p};
    return parse(&ps);
}

void query_release(Parsed *p) {
    buf_release(&p->sql);
}
