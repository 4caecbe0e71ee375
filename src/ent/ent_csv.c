/* ent_csv.c - records as lines of CSV (RFC 4180) for machines, so that they read back, and the cells of any CSV. */
#include "ent/form.h"

#include "base/check.h"
#include "base/utf8.h"
#include "ent/ent_inner.h"
#include "lang/show.h"

enum { CELL_MAX = 64 << 20 };

static const char *const STATES[] = {"", "written", "translated", "machine", "check"};

/* Also one that has an apostrophe there already: taking one away gives the same text again. */
static bool like_formula(Str s) {
    size_t i = 0;
    while (i < s.n && s.p[i] == '\'') i++;
    return i < s.n && s.p[i] && strchr("=+-@\t\r", s.p[i]);
}

void csv_cell(Buf *b, bool first, Str s, bool words) {
    bool guard = words && like_formula(s), quote = false;
    if (!first) buf_byte(b, ',');
    for (size_t i = 0; i < s.n && !quote; i++) quote = s.p[i] && strchr("\",\r\n", s.p[i]);
    quote = quote || (s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' '));
    if (quote) buf_byte(b, '"');
    if (guard) buf_byte(b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') buf_byte(b, '"');
        buf_byte(b, s.p[i]);
    }
    if (quote) buf_byte(b, '"');
}

void ent_csv_head(Ctx *c, Buf *b, const Entity *e) {
    csv_cell(b, true, LIT("id"), false);
    csv_cell(b, false, LIT("visibility"), false);
    csv_cell(b, false, LIT("unit"), false);
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (!field_readable(c, f)) continue;
        if (f->type != F_TRI) csv_cell(b, false, str_of(f->name), false);
        for (Lang k = 0; k < LANG_N && f->type == F_TRI; k++) {
            csv_cell(b, false, arena_printf(c->arena, "%s.%s", f->name, lang_code(k)), false);
            csv_cell(b, false, arena_printf(c->arena, "%s.%s.state", f->name, lang_code(k)), false);
        }
    }
    buf_lit(b, "\r\n");
}

static void tri_cells(Buf *b, const Tri *t) {
    for (int k = 0; k < LANG_N; k++) {
        csv_cell(b, false, t->v[k], false);
        csv_cell(b, false, str_of(t->v[k].n ? STATES[t->state[k]] : ""), false);
    }
}

static void id_cell(Buf *b, bool first, Id id) {
    char text[ID_CHARS + 1] = "";
    if (id) id_print(text, id);
    csv_cell(b, first, str_of(text), false);
}

void ent_csv_row(Ctx *c, Buf *b, const Entity *e, const void *rec) {
    const Head *h = rec;
    Buf value;
    buf_init(&value, CELL_MAX);
    id_cell(b, true, h->id);
    csv_cell(b, false, str_of(VISIBILITY_NAMES[h->visibility]), false);
    id_cell(b, false, h->unit);
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (!field_readable(c, f)) continue;
        if (f->type == F_TRI) {
            tri_cells(b, field_in(f, rec));
            continue;
        }
        buf_clear(&value);
        value_print(&value, f, rec, 0);
        CHECK(buf_ok(&value));
        csv_cell(b, false, buf_str(&value), false);
    }
    buf_release(&value);
    buf_lit(b, "\r\n");
}

/* ---- for people ----------------------------------------------------------------------------------------------- */

static void set_plain(Ctx *c, Buf *b, const Field *f, int64_t bits) {
    bool first = true;
    for (int i = 0; i < f->choices->n; i++) {
        if (!(bits >> (f->choices->v[i].value - 1) & 1)) continue;
        if (!first) buf_lit(b, ", ");
        buf_add(b, choice_words(c->arena, &c->reader, f->choices, f->choices->v[i].value));
        first = false;
    }
}

Str field_plain(Ctx *c, const Field *f, const void *rec) {
    const void *at = field_in(f, rec);
    if (!value_known(f, rec) || f->type == F_TRI || f->type == F_REF) return (Str){0};
    if (f->type == F_ENUM) {                      /* isolates are for sentences, not for cells */
        return utf8_clean_line(c->arena, choice_words(c->arena, &c->reader, f->choices, *(const int *)at));
    }
    if (f->type == F_BOOL) return tr(c->reader.lang, *(const int *)at ? T_FORM_YES : T_FORM_NO);
    if (f->type != F_SET) return form_shown(c, f, rec);
    Buf b;
    buf_init(&b, CELL_MAX);
    set_plain(c, &b, f, *(const int64_t *)at);
    return buf_keep(c->arena, &b);
}

/* ---- reading back --------------------------------------------------------------------------------------------- */

/* "name.he" or "name.he.state"; the state stands behind its text. */
static bool tri_cell_read(Ctx *c, const Field *f, void *rec, Str rest, Str cell) {
    ptrdiff_t dot = str_find_byte(rest, '.');
    Lang l;
    if (!lang_parse(dot < 0 ? rest : str_sub(rest, 0, (size_t)dot), &l)) return false;
    if (dot < 0) {
        value_read(c, f, rec, l, cell);
        return true;
    }
    Tri *t = field_at(f, rec);
    for (int i = TEXT_WRITTEN; i <= TEXT_CHECK; i++) {
        if (t->v[l].n && str_eq(cell, str_of(STATES[i]))) t->state[l] = (uint8_t)i;
    }
    return str_eq(str_sub(rest, (size_t)dot, rest.n), LIT(".state"));
}

bool ent_cell_read(Ctx *c, const Entity *e, void *rec, Str column, Str cell) {
    Head *h = rec;
    if (str_eq(column, LIT("visibility"))) {
        if (!visibility_named(cell, &h->visibility)) complain(c, "visibility", T_FORM_FIX_CHOICE);
        return true;
    }
    if (str_eq(column, LIT("id")) || str_eq(column, LIT("unit"))) {
        Id *id = str_eq(column, LIT("id")) ? &h->id : &h->unit;
        *id = 0;
        if (cell.n && !id_parse(cell, id)) complain(c, id == &h->id ? "id" : "unit", T_FORM_FIX_REF);
        return true;
    }
    ptrdiff_t dot = str_find_byte(column, '.');
    const Field *f = field_named(e, dot < 0 ? column : str_sub(column, 0, (size_t)dot));
    if (!f || !field_writable(c, f) || (f->type == F_TRI) != (dot >= 0)) return false;
    if (f->type == F_TRI) return tri_cell_read(c, f, rec, str_sub(column, (size_t)dot + 1, column.n), cell);
    value_read(c, f, rec, 0, cell);
    return true;
}
