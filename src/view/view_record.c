/* view_record.c - the page of one record of any noun. */
#include "view/view_page.h"

enum { PARTS_SHOWN = 32, PARTS_JUMPED = 7 };

typedef Fault (*Drawer)(Buf *b, const Page *pg, const void *rec);

/* Runs a drawer into the arena. */
static Fault drawn(const Page *pg, Drawer draw, const void *rec, Html *ret_html) {
    Buf b;
    buf_init(&b, 1 << 20);
    Fault f = draw(&b, pg, rec);
    *ret_html = html_keep(pg->c->arena, &b);
    return f;
}

static Html tile_html(const Page *pg, const Sheet *s, const void *rec) {
    Buf b;
    buf_init(&b, 1 << 14);
    if (s->tile) s->tile(&b, pg, rec);
    return html_keep(pg->c->arena, &b);
}

static Html facts_html(const Page *pg, const Sheet *s, const void *rec) {
    Buf b;
    buf_init(&b, 1 << 18);
    view_facts(pg->c, &b, s, rec, s->told);
    return html_keep(pg->c->arena, &b);
}

/* The other names of the record: a reader of one language may know it by another. */
static void fill_others(Ctx *c, const Entity *e, const void *rec, RecordView *v) {
    v->others = ARENA_ARRAY(c->arena, Str, LANG_N);
    if (e->label < 0 || e->fields[e->label].type != F_TRI) return;
    const Tri *t = field_in(&e->fields[e->label], rec);
    for (int l = 0; l < LANG_N; l++) {
        if (t->v[l].n && !str_eq(t->v[l], v->name)) v->others[v->others_n++] = t->v[l];
    }
}

static Fault fill_parts(Page *pg, const Sheet *s, const void *rec, RecordView *v) {
    const RecordPart *parts[PARTS_SHOWN];
    bool waits;
    size_t n = view__parts(s->entity, parts, PARTS_SHOWN);
    v->main = ARENA_ARRAY(pg->c->arena, PartView, n + 1);
    v->side = ARENA_ARRAY(pg->c->arena, PartView, n + 1);
    v->waits = ARENA_ARRAY(pg->c->arena, PartView, n + 1);
    pg->part_waits = &waits;
    for (size_t i = 0; i < n; i++) {
        PartView part = {.anchor = str_of(parts[i]->anchor), .title = tr(pg->r->lang, parts[i]->title)};
        waits = false;
        TRY(drawn(pg, parts[i]->draw, rec, &part.html));
        if (!part.html.s.n) continue;
        if (waits) v->waits[v->waits_n++] = part;
        else if (parts[i]->side) v->side[v->side_n++] = part;
        else v->main[v->main_n++] = part;
    }
    pg->part_waits = NULL;
    return OK;
}

static void fill_files(Ctx *c, const Sheet *s, RecordView *v) {
    char   id[ID_CHARS + 1];
    size_t n = 0;
    id_print(id, v->id);
    while (view__file_at((int)n)) n++;
    v->files = ARENA_ARRAY(c->arena, ListFile, n + 1);
    for (size_t i = 0; i < n && (c->who.roles & ROLES_MEMBER); i++) {
        const ViewFile *f = view__file_at((int)i);
        if (!f->record || !f->fits(s)) continue;
        Str href = arena_printf(c->arena, "/export/%s/%s/%s", s->entity->name, id, f->ending);
        v->files[v->files_n++] = (ListFile){href, f->name};
    }
}

/* A long page says at its top what stands on it. */
static void fill_jumps(Ctx *c, RecordView *v) {
    if (v->main_n + v->side_n < PARTS_JUMPED) return;
    v->jumps = ARENA_ARRAY(c->arena, PartView, v->main_n + v->side_n + 1);
    for (size_t i = 0; i < v->main_n; i++) v->jumps[v->jumps_n++] = v->main[i];
    for (size_t i = 0; i < v->side_n; i++) v->jumps[v->jumps_n++] = v->side[i];
    if (v->waits_n) {
        v->jumps[v->jumps_n++] = (PartView){.anchor = LIT("waits"), .title = tr(c->reader.lang, T_VIEW_WAITS)};
    }
}

static Fault fill_lets(Ctx *c, const Sheet *s, const void *rec, ViewLets *lets) {
    bool may = ent_may_write(c, s->entity, rec);
    *lets = (ViewLets){.edit = may, .archive = may};
    return may && s->lets ? s->lets(c, rec, lets) : OK;
}

Fault view_record(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) {
    const Entity *e = s->entity;
    char id_text[ID_CHARS + 1];
    void *rec = ent_new(c, e);
    TRY(ent_load(c, e, id, rec));
    const Head *head = rec;
    if (head->merged_into) {
        rp->status = 303;
        rp->location = view_record_path(c, e, head->merged_into);
        return OK;
    }
    id_print(id_text, id);
    RecordView v = {.sheet = s, .rec = rec, .id = id, .entity = str_of(e->name),
                    .archived = head->archived_at != 0};
    if (s->around) TRY(ent_around(c, e, id));
    TRY(fill_lets(c, s, rec, &v.lets));
    TRY(view_call(c, s, rec, &v.name));
    v.edit_href = arena_printf(c->arena, "%s/%s/edit", s->path, id_text);
    v.archive_href = arena_printf(c->arena, "%s/%s/%s", s->path, id_text, v.archived ? "unarchive" : "archive");
    v.history_href = arena_printf(c->arena, "/history/%s/%s", e->name, id_text);
    Page pg = page_new(c, rq, s->nav, v.name);
    pg.crumbs[pg.n_crumbs++] = (Crumb){str_of(s->path), tr(c->reader.lang, e->many)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, v.name};
    fill_others(c, e, rec, &v);
    fill_files(c, s, &v);
    v.tile = tile_html(&pg, s, rec);
    if (s->head) TRY(drawn(&pg, s->head, rec, &v.head));
    if (s->actions) TRY(drawn(&pg, s->actions, rec, &v.actions));
    if (s->menu) TRY(drawn(&pg, s->menu, rec, &v.menu));
    v.facts = facts_html(&pg, s, rec);
    TRY(fill_parts(&pg, s, rec, &v));
    fill_jumps(c, &v);
    return page_send(&pg, rp, view_record_page, &v);
}
