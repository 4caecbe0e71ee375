/* take_record.c - one record: as pages (PDF) with its facts and everything that points at it, as a contact card, as
** JSON. GET /export/NOUN/ID/ENDING. */
#include "export/take.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/facts.h"
#include "db/region.h"
#include "ent/form.h"
#include "export/ink_table.h"
#include "lang/show.h"

#include <unistd.h>

enum { RELATED_ROWS_MAX = 300, LABEL_WIDTH = 120, NAME_CHARS = 80 };

typedef struct Paper {
    Ctx         *c;
    Ink         *k;
    const Sheet *sheet;
    const void  *rec;
    Id           id;
} Paper;

/* ---- facts ---------------------------------------------------------------------------------------------------- */

static bool told(const Paper *p, int i) {
    const Entity *e = p->sheet->entity;
    const Field  *f = &e->fields[i];
    bool seen = field_readable(p->c, f) && (!(f->flags & FIELD_HIDDEN) || (f->flags & FIELD_LIST));
    return i != e->label && f->type != F_JSON && seen && value_known(f, p->rec);
}

static Str value_text(Paper *p, const Field *f) {
    TakeColumn col = {.f = f, .lang = LANG_N};
    TakeCell   cell;
    if (take_cell(p->c, &col, p->rec, &cell) != OK) return (Str){0};
    return take_shown(p->c, &col, &cell, p->rec);
}

/* A label and its value side by side; a long value runs over pages. */
static void fact(Paper *p, Str label, Str value) {
    Ink    *k = p->k;
    double  x0 = ink_left(k), x1 = ink_right(k);
    bool    rtl = ink_rtl(k);
    InkText name = ink_text(k, label, INK_STRONG, LABEL_WIDTH - 8, 0);
    ink_need(k, name.height + 6);
    double y = ink_y(k);
    ink_text_draw(k, &name, rtl ? x1 - LABEL_WIDTH : x0, rtl ? x1 : x0 + LABEL_WIDTH, y);
    double below = y + name.height;
    int    page = ink_page(k);
    ink_text_free(&name);
    ink_paragraph(k, value, INK_WORDS, rtl ? x0 : x0 + LABEL_WIDTH, rtl ? x1 - LABEL_WIDTH : x1);
    if (ink_page(k) == page && ink_y(k) < below) ink_skip(k, below - ink_y(k));
    ink_skip(k, 3);
}

static void facts(Paper *p) {
    const Entity *e = p->sheet->entity;
    for (int i = 0; i < e->n_fields; i++) {
        if (!told(p, i)) continue;
        fact(p, tr(p->c->reader.lang, e->fields[i].label), value_text(p, &e->fields[i]));
    }
    ink_skip(p->k, 8);
}

/* ---- what points at it ------------------------------------------------------------------------------------------ */

typedef struct Related {
    Paper       *p;
    const Sheet *sheet;
    TakeColumn   columns[INK_COLUMNS_MAX];
    size_t       n;
    InkTable     table;
    bool         begun;
} Related;

static bool points_here(const Paper *p, const Field *f) { return f->type == F_REF && f->to == p->sheet->entity; }

/* Its name, then what its list shows, but for the one field that says what we know: this record. */
static void related_columns(Related *r) {
    const Entity *e = r->sheet->entity;
    int           here = 0;
    for (int i = 0; i < e->n_fields; i++) here += points_here(r->p, &e->fields[i]);
    for (int i = 0; i < e->n_fields && r->n < INK_COLUMNS_MAX; i++) {
        const Field *f = &e->fields[i];
        bool wanted = i == e->label || (f->flags & FIELD_LIST);
        if (!wanted || !field_readable(r->p->c, f) || (points_here(r->p, f) && here == 1)) continue;
        r->columns[r->n++] = (TakeColumn){f, LANG_N, tr(r->p->c->reader.lang, f->label)};
    }
}

static void related_begin(Related *r) {
    InkColumn heads[INK_COLUMNS_MAX];
    Ink      *k = r->p->k;
    if (r->begun) return;
    r->begun = true;
    ink_need(k, 80);
    ink_paragraph(k, tr(r->p->c->reader.lang, r->sheet->entity->many), INK_HEAD, ink_left(k), ink_right(k));
    ink_skip(k, 4);
    for (size_t i = 0; i < r->n; i++) {
        heads[i] = (InkColumn){.head = r->columns[i].label, .end = take_is_number(r->columns[i].f)};
    }
    ink_table_begin(&r->table, k, heads, r->n);
}

static Fault related_portion(Ctx *c, const void *rows, size_t n, void *arg) {
    Related *r = arg;
    Str      texts[INK_COLUMNS_MAX];
    related_begin(r);
    for (size_t i = 0; i < n; i++) {
        const void *rec = (const char *)rows + i * r->sheet->entity->size;
        TRY(view_taken(c, r->sheet->entity, rec));
        for (size_t k = 0; k < r->n; k++) {
            TakeCell cell;
            TRY(take_cell(c, &r->columns[k], rec, &cell));
            texts[k] = take_shown(c, &r->columns[k], &cell, rec);
        }
        ink_table_row(&r->table, texts);
    }
    return OK;
}

/* The day or moment that its list shows: the newest of it first. */
static const Field *dated_by(const Entity *e) {
    for (int i = 0; i < e->n_fields; i++) {
        bool day = e->fields[i].type == F_STAMP || e->fields[i].type == F_DAY;
        if (day && (e->fields[i].flags & FIELD_LIST)) return &e->fields[i];
    }
    return NULL;
}

/* What a list leaves out by itself is on no paper either: declarations of colleagues, say. */
static Fault as_listed(Ctx *c, const Sheet *s, ListSpec *spec) {
    const Request plain = {.method = GET};
    const Field  *sort = spec->sort;
    bool          descending = spec->descending;
    if (s->extras) TRY(s->extras(c, &plain, spec));
    spec->sort = sort;
    spec->descending = descending;
    spec->sort_changed = false;
    return OK;
}

static Fault is_listed(Ctx *c, const Sheet *s, Id id, bool *ret_yes) {
    void  *rows;
    size_t n = 0;
    for (int archived = 0; archived < 2 && !n; archived++) {
        ListSpec spec = {.entity = s->entity, .ids = &id, .n_ids = 1, .ids_only = true, .limit = 1,
                         .archived = archived == 1};
        TRY(as_listed(c, s, &spec));
        TRY(list_run(c, &spec, false, &rows, &n, NULL));
    }
    *ret_yes = n > 0;
    return OK;
}

/* The rows of one noun that name this record, by each of the fields that may. */
static Fault related(Paper *p, const Sheet *s) {
    Related r = {.p = p, .sheet = s};
    Fault   f = OK;
    bool    more = false;
    related_columns(&r);
    for (int i = 0; i < s->entity->n_fields && f == OK && r.n; i++) {
        const Field *field = &s->entity->fields[i];
        if (!points_here(p, field) || !field_readable(p->c, field)) continue;
        const Field *by = dated_by(s->entity);
        ListSpec spec = {.entity = s->entity, .n_filters = 1, .limit = 1, .sort = by, .descending = by != NULL};
        spec.filters[0] = (ListFilter){.field = field, .op = LIST_EQ, .val = v_id(p->id)};
        f = as_listed(p->c, s, &spec);
        if (f != OK) break;
        f = list_portions(p->c, &spec, RELATED_ROWS_MAX, related_portion, &r, &more);
    }
    if (!r.begun) return f;
    ink_table_end(&r.table);
    if (more) {
        Str cut = tr_str(p->c->arena, &p->c->reader, T_EXPORT_ROWS_CUT, (TrArg[]){TR_N("n", RELATED_ROWS_MAX)}, 1);
        ink_paragraph(p->k, cut, INK_SMALL, ink_left(p->k), ink_right(p->k));
    }
    ink_skip(p->k, 14);
    return f;
}

static Fault all_related(Paper *p) {
    for (int i = 0; i < ENTITIES_N; i++) {
        const Sheet *s = view_sheet(str_of(ENTITIES[i]->name));
        if (s && (p->c->who.roles & s->entity->readers)) TRY(related(p, s));
    }
    return OK;
}

/* ---- the page --------------------------------------------------------------------------------------------------- */

/* Its names in other languages. */
static Str other_names(Ctx *c, const Entity *e, const void *rec, Str name) {
    Buf b;
    buf_init(&b, 1 << 14);
    const Tri *t = e->label >= 0 && e->fields[e->label].type == F_TRI ? field_in(&e->fields[e->label], rec) : NULL;
    for (int l = 0; t && l < LANG_N; l++) {
        if (!t->v[l].n || str_eq(t->v[l], name)) continue;
        if (b.n) buf_lit(&b, "   \xC2\xB7   ");
        plain_name(&b, t->v[l]);
    }
    return buf_keep(c->arena, &b);
}

static Str subtitle(Ctx *c, const Entity *e, Str region) {
    Buf b;
    buf_init(&b, 1 << 14);
    buf_add(&b, tr(c->reader.lang, e->one));
    if (region.n) {
        buf_lit(&b, "   \xC2\xB7   ");
        plain_name(&b, region);
    }
    buf_lit(&b, "   \xC2\xB7   ");
    plain_stamp(&b, &c->reader, c->reader.now);
    return buf_keep(c->arena, &b);
}

static Fault paper_draw(Paper *p, Str name, Str region) {
    Ink   *k = p->k;
    double x0 = ink_left(k), x1 = ink_right(k);
    Str    others = other_names(p->c, p->sheet->entity, p->rec, name);
    ink_paragraph(k, name, INK_TITLE, x0, x1);
    if (others.n) ink_paragraph(k, others, INK_WORDS, x0, x1);
    ink_paragraph(k, subtitle(p->c, p->sheet->entity, region), INK_SMALL, x0, x1);
    ink_skip(k, 12);
    facts(p);
    return all_related(p);
}

static Fault paper_inside(Ctx *c, const Sheet *s, Id id, int fd, Str *ret_name) {
    Paper p = {.c = c, .sheet = s, .id = id};
    void *rec = ent_new(c, s->entity);
    Str   region;
    bool  listed;
    TRY(ent_load(c, s->entity, id, rec));
    TRY(is_listed(c, s, id, &listed));
    if (!listed) return fail(c, NOT_FOUND, s->entity->name, id);
    TRY(view_taken(c, s->entity, rec));
    TRY(fact_name(c, c->reader.lang, &region));
    p.rec = rec;
    TRY(view_call(c, s, rec, ret_name));
    TRY(ink_open(c, fd, &(InkOptions){.title = *ret_name, .foot = *ret_name}, &p.k));
    Fault f = paper_draw(&p, *ret_name, region);
    if (f == OK) return ink_close(p.k);
    ink_drop(p.k);
    return f;
}

static Fault paper(Ctx *c, const Request *rq, const Sheet *s, Id id, Reply *rp) {
    int   fd;
    Str   name;
    TRY(take_temp(request_temp(rq), &fd));
    Fault f = region_read_begin(c->region, c);
    if (f == OK) {
        f = paper_inside(c, s, id, fd, &name);
        region_read_end(c->region, c);
    }
    if (f == OK && lseek(fd, 0, SEEK_SET) != 0) f = BROKEN;
    if (f != OK) {
        close(fd);
        return f;
    }
    rp->fd = fd;
    rp->type = TAKE_PDF.type;
    rp->file_name = arena_printf(c->arena, "%.*s.pdf", STR_ARG(utf8_head(name, NAME_CHARS)));
    return OK;
}

/* The list of this one record. */
static Fault one_run(Take *t, Id id, bool archived) {
    char    text[ID_CHARS + 1];
    Param   v[] = {{LIT("id"), {text, ID_CHARS}}, {LIT("archived"), LIT("1")}};
    Request alone = *t->rq;
    id_print(text, id);
    alone.args = (Params){v, archived ? 2 : 1};
    t->rq = &alone;
    t->rows = 0;
    Fault f = take_run(t);
    if (f == OK && !t->rows) close(t->fd);
    return f;
}

static Fault file_of_one(Ctx *c, const Request *rq, const Sheet *s, const TakeFormat *format, Reply *rp) {
    Take t = {.c = c, .rq = rq, .folder = request_temp(rq), .sheet = s, .format = format};
    TRY(one_run(&t, rq->ids[0], false));
    t.rq = rq;
    if (!t.rows) TRY(one_run(&t, rq->ids[0], true));
    if (!t.rows) return fail(c, NOT_FOUND, s->entity->name, rq->ids[0]);
    rp->fd = t.fd;
    rp->type = format->type;
    rp->file_name = arena_printf(c->arena, "%.*s.%s", STR_ARG(utf8_head(t.first, NAME_CHARS)), format->file.ending);
    return OK;
}

Fault get_export_record(Ctx *c, const Request *rq, Reply *rp) {
    const Sheet      *s = view_sheet(rq->words[0]);
    const TakeFormat *format = s ? take_format(s, rq->words[1]) : NULL;
    if (!format || !format->file.record || !(c->who.roles & s->entity->readers)) return fail(c, NOT_FOUND, "page", 0);
    if (format == &TAKE_PDF) TRY(paper(c, rq, s, rq->ids[0], rp));
    else TRY(file_of_one(c, rq, s, format, rp));
    Taking *note = ent_new(c, &taking_entity);
    note->kind = TAKING_KIND_RECORD;
    note->noun = rq->words[0];
    note->format = rq->words[1];
    note->row_count = 1;
    return taking_note(c, note);
}
