/* take_print.c - a list as one page for the printer: all rows, heads on every sheet of paper. */
#include "export/export_page.h"

#include "lang/show.h"

enum { PRINT_ROWS_MAX = 3000, PRINT_BYTES_MAX = 24 << 20 };

typedef struct Print {
    Buf rows;
} Print;

static Fault print_begin(Take *t) {
    Print *p = t->own = ARENA_NEW(t->c->arena, Print);
    buf_init(&p->rows, PRINT_BYTES_MAX);
    return OK;
}

static Fault print_row(Take *t, const void *rec, const TakeCell *cells) {
    Print *p = t->own;
    Ctx   *c = t->c;
    buf_lit(&p->rows, "<tr>");
    for (size_t i = 0; i < t->columns_n; i++) {
        const Field *f = t->columns[i].f;
        Str tag = take_is_number(f) ? LIT("<td class=\"num\">") : LIT("<td>");
        buf_add(&p->rows, i == 0 ? LIT("<th scope=\"row\">") : tag);
        if (f->type == F_REF && value_known(f, rec)) show_name(&p->rows, cells[i].text);
        else if (cells[i].kind != TAKE_NOTHING) value_show(c, &p->rows, f, rec);
        buf_add(&p->rows, i == 0 ? LIT("</th>") : LIT("</td>"));
    }
    buf_lit(&p->rows, "</tr>\n");
    return buf_ok(&p->rows) ? OK : fail(c, TOO_LARGE, "file", PRINT_BYTES_MAX);
}

static void print_drop(Take *t) { buf_release(&((Print *)t->own)->rows); }

static Fault print_end(Take *t, bool more) {
    Print    *p = t->own;
    Ctx      *c = t->c;
    TakeAbout about[TAKE_ABOUT_MAX];
    size_t    n = take_about(t, more, about);
    PrintView v = {.about = about + 2, .about_n = n - 2, .words = t->words, .rows = html_keep(c->arena, &p->rows),
                   .heads = ARENA_ARRAY(c->arena, PrintHead, t->columns_n + 1), .heads_n = t->columns_n};
    v.back = arena_printf(c->arena, "%s%s%.*s", t->sheet->path, t->rq->query.n ? "?" : "", STR_ARG(t->rq->query));
    for (size_t i = 0; i < t->columns_n; i++) {
        v.heads[i] = (PrintHead){t->columns[i].label, take_is_number(t->columns[i].f)};
    }
    Page pg = page_new(c, t->rq, NAV_NONE, tr(c->reader.lang, t->sheet->entity->many));
    pg.bare = true;
    return page_send(&pg, t->rp, print_list_page, &v);
}

const TakeFormat TAKE_PRINT = {
    .file = {"print", T_EXPORT_PRINT, take_fits_all, false, NULL}, .page = true, .rows_max = PRINT_ROWS_MAX,
    .begin = print_begin, .row = print_row, .end = print_end, .drop = print_drop,
};
