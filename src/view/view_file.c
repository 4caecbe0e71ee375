/* view_file.c - the search box: names of everything that has a list. */
#include "view/view_page.h"

enum { HITS_MAX = 20 };

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
        ret_g->hits[ret_g->hits_n++] = (FindLink){head->id, view_name(c, e, head), view_record_path(c, e, head->id)};
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
