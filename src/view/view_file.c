/* view_file.c - the rows of a list as a file, and the search box: names of everything that has a list. */
#include "view/view_page.h"

#include "base/check.h"

enum { FILE_BYTES_MAX = 64 << 20, HITS_MAX = 20 };

typedef struct Taking {
    Buf        *b;
    const Sheet *sheet;
    bool        json;
    int64_t     n;
} Taking;

static Fault take_one(Ctx *c, const void *rec, void *arg) {
    Taking *t = arg;
    if (!t->json) {
        ent_csv_row(c, t->b, t->sheet->entity, rec, false);
    } else {
        buf_lit(t->b, "\n");
        if (t->n > 0) buf_byte(t->b, ',');
        ent_json(c, t->b, t->sheet->entity, rec);
    }
    t->n++;
    return buf_ok(t->b) ? OK : fail(c, TOO_LARGE, "file", FILE_BYTES_MAX);
}

/* GET /export/NOUN.csv|json: what the list of the same address shows, all pages of it. CSV begins with a byte order
** mark, so that spreadsheets read Hebrew and Arabic. */
Fault get_export(Ctx *c, const Request *rq, Reply *rp) {
    Str rest = rq->words[0], noun;
    ListSpec spec;
    if (!str_split(&rest, '.', &noun) || !view_sheet(noun)) return fail(c, NOT_FOUND, "page", 0);
    bool json = str_eq(rest, LIT("json"));
    if (!json && !str_eq(rest, LIT("csv"))) return fail(c, NOT_FOUND, "page", 0);
    Taking t = {.b = rp->body, .sheet = view_sheet(noun), .json = json};
    TRY(view_query(c, rq, t.sheet, &spec));
    if (json) buf_lit(t.b, "[");
    else buf_lit(t.b, "\xEF\xBB\xBF");
    if (!json) ent_csv_head(c, t.b, t.sheet->entity, false);
    TRY(list_each(c, &spec, true, take_one, &t));
    if (json) buf_lit(t.b, "\n]\n");
    rp->type = json ? "application/json" : "text/csv; charset=utf-8";
    rp->file_name = rq->words[0];
    return buf_ok(t.b) ? OK : fail(c, TOO_LARGE, "file", FILE_BYTES_MAX);
}

/* ---- search by name ------------------------------------------------------------------------------------------- */

static Fault hits_of(Ctx *c, const Sheet *s, Str words, FindGroup *ret_g) {
    const Entity *e = s->entity;
    ListSpec spec;
    Params none = {0}, args = view__with_words(c, e, &none, words);
    void *rows;
    size_t n;
    TRY(list_parse(c, e, &args, &spec));
    spec.limit = HITS_MAX;
    TRY(list_run(c, &spec, false, &rows, &n, NULL));
    ret_g->title = tr(c->reader.lang, e->many);
    ret_g->hits = ARENA_ARRAY(c->arena, FindLink, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Head *head = (const Head *)((const char *)rows + i * e->size);
        ret_g->hits[ret_g->hits_n++] = (FindLink){head->id, view__name(c, e, head), view_record_path(c, e, head->id)};
    }
    return OK;
}

/* GET /find?q=: names that contain the words; with kind=NOUN only of one noun, for pickers (part=pick). */
Fault get_find(Ctx *c, const Request *rq, Reply *rp) {
    Str words = str_trim(params_get(&rq->args, "q")), kind = params_get(&rq->args, "kind");
    FindView v = {.q = words, .pick = str_eq(params_get(&rq->args, "part"), LIT("pick")),
                  .groups = ARENA_ARRAY(c->arena, FindGroup, 32)};
    v.part = rq->fragment || v.pick;
    for (int i = 0; words.n && view__sheet_at(i) && v.groups_n < 32; i++) {
        const Sheet *s = view__sheet_at(i);
        if (s->entity->label < 0 || (kind.n && !str_eq(kind, str_of(s->entity->name)))) continue;
        if (!(c->who.roles & s->entity->readers) && !c->who.system) continue;
        TRY(hits_of(c, s, words, &v.groups[v.groups_n]));
        if (v.groups[v.groups_n].hits_n) v.groups_n++;
    }
    Page pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, T_VIEW_FIND));
    if (!v.part) return page_send(&pg, rp, view_find_page, &v);
    view_find_part_html(rp->body, &pg, &v);
    return OK;
}
