/* ent_csv.c - records as lines of CSV (RFC 4180): for people in their language, for machines so that it reads back. */
#include "ent/form.h"

#include "base/check.h"
#include "ent/ent_inner.h"
#include "lang/show.h"

enum { CELL_MAX = 64 << 20 };

static const char *const STATES[] = {"", "written", "translated", "machine", "check"};

typedef struct Line {
    Ctx *c;
    Buf *b;
    bool machine, begun;
} Line;

/* A spreadsheet would take text that begins like a formula for one: for people such cells begin with an apostrophe. */
static bool like_formula(Str s) { return s.n && strchr("=+-@\t\r", s.p[0]); }

static void put_cell(Line *l, Str s, bool words) {
    if (l->begun) buf_byte(l->b, ',');
    l->begun = true;
    bool guard = words && !l->machine && like_formula(s), quote = false;
    for (size_t i = 0; i < s.n && !quote; i++) quote = strchr("\",\r\n", s.p[i]) && s.p[i];
    quote = quote || (s.n && (s.p[0] == ' ' || s.p[s.n - 1] == ' '));
    if (quote) buf_byte(l->b, '"');
    if (guard) buf_byte(l->b, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') buf_byte(l->b, '"');
        buf_byte(l->b, s.p[i]);
    }
    if (quote) buf_byte(l->b, '"');
}

static void end_line(Line *l) { buf_lit(l->b, "\r\n"); }

static void head_cell(Line *l, const Field *f) {
    Ctx *c = l->c;
    if (f->type != F_TRI) {
        put_cell(l, l->machine ? str_of(f->name) : tr(c->reader.lang, f->label), true);
        return;
    }
    for (Lang k = 0; k < LANG_N; k++) {
        if (l->machine) {
            put_cell(l, arena_printf(c->arena, "%s.%s", f->name, lang_code(k)), true);
            put_cell(l, arena_printf(c->arena, "%s.%s.state", f->name, lang_code(k)), true);
        } else {
            put_cell(l, arena_printf(c->arena, "%.*s (%s)", STR_ARG(tr(c->reader.lang, f->label)), lang_name(k)),
                     true);
        }
    }
}

void ent_csv_head(Ctx *c, Buf *b, const Entity *e, bool machine) {
    Line l = {.c = c, .b = b, .machine = machine};
    if (machine) {
        put_cell(&l, LIT("id"), false);
        put_cell(&l, LIT("visibility"), false);
        put_cell(&l, LIT("unit"), false);
    }
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (field_readable(c, f) && (machine || !(f->flags & FIELD_HIDDEN))) head_cell(&l, f);
    }
    end_line(&l);
}

/* As a person would write it into a cell: labels of choices, names of records, the national form of a phone. */
static void people_cell(Line *l, const Field *f, const void *rec) {
    Ctx *c = l->c;
    const void *at = field_in(f, rec);
    Buf b;
    buf_init(&b, CELL_MAX);
    if (!value_known(f, rec)) {
        put_cell(l, (Str){0}, false);
        return;
    }
    if (f->type == F_ENUM) {
        const Choice *choice = choice_of(f->choices, *(const int *)at);
        if (choice) buf_add(&b, tr(c->reader.lang, choice->label));
    } else if (f->type == F_SET) {
        for (int i = 0; i < f->choices->n; i++) {
            if (!(*(const int64_t *)at >> (f->choices->v[i].value - 1) & 1)) continue;
            if (b.n) buf_lit(&b, ", ");
            buf_add(&b, tr(c->reader.lang, f->choices->v[i].label));
        }
    } else if (f->type == F_BOOL) {
        buf_add(&b, tr(c->reader.lang, *(const int *)at ? T_FORM_YES : T_FORM_NO));
    } else if (f->type == F_REF) {
        Str name = {0};
        if (f->to && ent_labels(c, at, 1, &name) == OK) buf_add(&b, name);
    } else {
        buf_add(&b, form_shown(c, f, rec));
    }
    CHECK(buf_ok(&b));
    bool words = TYPES[f->type].storage == STORE_STR || f->type == F_REF;
    put_cell(l, buf_str(&b), words);
    buf_release(&b);
}

static void tri_cells(Line *l, const Tri *t) {
    for (int k = 0; k < LANG_N; k++) {
        put_cell(l, t->v[k], true);
        if (l->machine) put_cell(l, str_of(t->v[k].n ? STATES[t->state[k]] : ""), false);
    }
}

static void machine_cell(Line *l, const Field *f, const void *rec) {
    Buf b;
    buf_init(&b, CELL_MAX);
    value_print(&b, f, rec, 0);
    CHECK(buf_ok(&b));
    put_cell(l, buf_str(&b), false);
    buf_release(&b);
}

static void id_cell(Line *l, Id id) {
    char text[ID_CHARS + 1] = "";
    if (id) id_print(text, id);
    put_cell(l, str_of(text), false);
}

void ent_csv_row(Ctx *c, Buf *b, const Entity *e, const void *rec, bool machine) {
    Line l = {.c = c, .b = b, .machine = machine};
    const Head *h = rec;
    if (machine) {
        id_cell(&l, h->id);
        put_cell(&l, str_of(VISIBILITY_NAMES[h->visibility]), false);
        id_cell(&l, h->unit);
    }
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (!field_readable(c, f) || (!machine && (f->flags & FIELD_HIDDEN))) continue;
        if (f->type == F_TRI) tri_cells(&l, field_in(f, rec));
        else if (machine) machine_cell(&l, f, rec);
        else people_cell(&l, f, rec);
    }
    end_line(&l);
}

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
