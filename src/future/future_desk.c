/* future_desk.c - the page of a place for those who work with it: links, wishes, themes by rank, goals, publishing; and
** the desk at which wishes are sorted. */
#include "future/future_page.h"

#include "account/account_page.h"
#include "base/utf8.h"
#include "db/scope.h"
#include "lang/show.h"
#include "place_ent.h"

Str future_path(Ctx *c, Id place) {
    return arena_printf(c->arena, "/places/%.*s/future", STR_ARG(id_str(c->arena, place)));
}

/* May the reader write a record of this noun that stands on this place? */
static bool may_here(Ctx *c, const Entity *e, Id place) {
    Head h = {.org = c->who.org, .unit = place, .visibility = e->visibility};
    return ent_may_write(c, e, &h);
}

/* ---- the page of a place ----------------------------------------------------------------------------------------- */

static Fault doors_fill(Ctx *c, const Request *rq, Id place, FutureDesk *v) {
    ListSpec s = {.entity = &door_entity, .limit = 20};
    void    *rows;
    size_t   n;
    list_of(&s, DOOR_F_PLACE, place);
    s.filters[s.n_filters++] = (ListFilter){.field = &door_entity.fields[DOOR_F_KIND], .op = LIST_EQ,
                                            .val = v_int(DOOR_KIND_WISH)};
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    v->doors = ARENA_ARRAY(c->arena, DoorRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Door *d = &((const Door *)rows)[i];
        DoorRow     r = {.name = d->name, .href = view_record_path(c, &door_entity, d->head.id), .until = d->until_on,
                         .address = link_address(c, rq, door_ways(d->kind)->path, d->code), .open = door_is_open(c, d)};
        v->open = v->open || r.open;
        v->doors[v->doors_n++] = r;
    }
    return OK;
}

static Fault page_fill(Ctx *c, const Request *rq, Id place, FutureDesk *v) {
    WishPage *p = ent_new(c, &wish_page_entity);
    Fault     f = wish_page_of(c, place, p);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    v->shown = p->shown == 1;
    if (!v->shown) return OK;
    v->shown_on = stamp_day(p->shown_at, c->reader.zone);
    v->public_path = arena_printf(c->arena, "/future/%.*s", STR_ARG(p->code));
    v->public_address = link_address(c, rq, "/future/", p->code);
    return OK;
}

static Fault themes_fill(Ctx *c, Id place, size_t max, FutureDesk *v) {
    Rank  *ranks;
    size_t n;
    TRY(future_ranks(c, place, &ranks, &n));
    v->themes = ARENA_ARRAY(c->arena, ThemeRow, n + 1);
    for (size_t i = 0; i < n && i < max; i++) {
        ThemeRow *t = &v->themes[v->themes_n++];
        TRY(theme_row(c, &ranks[i], place, false, t));
        t->place = (int64_t)v->themes_n;
        t->may_write = v->may_theme;
        if (!v->staff) t->wishes_href = (Str){0};
    }
    return OK;
}

static Fault desk_fill(Ctx *c, const Request *rq, Id place, size_t max, FutureDesk *v) {
    v->id = id_str(c->arena, place);
    v->path = future_path(c, place);
    v->place_path = view_record_path(c, &place_entity, place);
    v->staff = may_here(c, &wish_entity, place);
    v->may_theme = may_here(c, &theme_entity, place);
    v->may_aim = may_here(c, &aim_entity, place);
    v->may_publish = may_here(c, &wish_page_entity, place);
    TRY(ent_labels(c, &place, 1, &v->place));
    if (v->staff) TRY(wishes_count(c, place, &v->wishes, &v->waiting));
    if (v->staff) TRY(doors_fill(c, rq, place, v));
    if (c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)) TRY(page_fill(c, rq, place, v));
    TRY(themes_fill(c, place, max, v));
    TRY(proposals_of(c, place, false, &v->proposals, &v->proposals_n));
    return aims_of_place(c, place, false, &v->aims, &v->aims_n);
}

Fault get_future_desk(Ctx *c, const Request *rq, Reply *rp) {
    Place     *p = ent_new(c, &place_entity);
    FutureDesk v = {.wishes = 0};
    TRY(ent_load(c, &place_entity, rq->ids[0], p));
    TRY(desk_fill(c, rq, p->head.id, FUTURE_ROWS_MAX, &v));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_FUTURE_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/places"), tr(c->reader.lang, T_ENT_PLACE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.place_path, v.place};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, future_desk_page, &v);
}

/* On the page of the place: the first themes and the way to all of it. Visitors have the public page. */
Fault future_part_draw(Buf *b, const Page *pg, const void *place) {
    enum { SHOWN_MAX = 5 };
    Ctx       *c = pg->c;
    FutureDesk v = {.wishes = 0};
    if (!c->who.account) return OK;
    TRY(desk_fill(c, pg->rq, ((const Head *)place)->id, SHOWN_MAX, &v));
    if (v.staff || v.themes_n || v.aims_n) future_part_html(b, pg, &v);
    return OK;
}

Fault theme_part_draw(Buf *b, const Page *pg, const void *theme) {
    const Theme *t = theme;
    Ctx    *c = pg->c;
    Rank   *ranks;
    size_t  n;
    ThemeRow row = {.id = 0};
    TRY(future_ranks(c, t->place, &ranks, &n));
    for (size_t i = 0; i < n; i++) {
        if (ranks[i].theme != t->head.id) continue;
        TRY(theme_row(c, &ranks[i], t->place, false, &row));
        row.place = (int64_t)i + 1;
    }
    if (!row.id) return OK;
    row.may_write = ent_may_write(c, &theme_entity, &t->head);
    row.place_path = future_path(c, t->place);
    if (!may_here(c, &wish_entity, t->place)) row.wishes_href = (Str){0};
    theme_part_html(b, pg, &row);
    return OK;
}

/* ---- publishing -------------------------------------------------------------------------------------------------- */

/* POST /places/ID/future/publish: on=1, or back to those who work here. */
Fault post_future_publish(Ctx *c, const Request *rq, Reply *rp) {
    WishPage *p = ent_new(c, &wish_page_entity);
    bool      on = str_eq(params_get(&rq->form, "on"), LIT("1"));
    Head      h;
    TRY(ent_load_head(c, &place_entity, rq->ids[0], &h));
    if (!may_here(c, &wish_page_entity, h.id)) return fail(c, NOT_ALLOWED, "place", h.id);
    TRY(future_publish(c, h.id, on, p));
    reply_go(c, rp, future_path(c, h.id), on ? T_FUTURE_PUBLISHED : T_FUTURE_UNPUBLISHED, NULL, 0);
    return OK;
}

Fault post_theme_show(Ctx *c, const Request *rq, Reply *rp) {
    Theme *t = ent_new(c, &theme_entity);
    TRY(ent_load(c, &theme_entity, rq->ids[0], t));
    t->shown = str_eq(params_get(&rq->form, "on"), LIT("1"));
    TRY(ent_save(c, &theme_entity, t));
    reply_go(c, rp, future_path(c, t->place), t->shown ? T_FUTURE_SHOWN_NOW : T_FUTURE_HIDDEN_NOW, NULL, 0);
    return OK;
}

Fault post_theme_hands(Ctx *c, const Request *rq, Reply *rp) {
    Theme     *t = ent_new(c, &theme_entity);
    HandCount *h = ent_new(c, &hand_count_entity);
    TRY(ent_load(c, &theme_entity, rq->ids[0], t));
    ent_form_read(c, &hand_count_entity, &rq->form, h);
    h->theme = t->head.id;
    Fault f = c->complaints.n ? INVALID : ent_save(c, &hand_count_entity, h);
    Str   where = view_record_path(c, &theme_entity, t->head.id);
    if (f == INVALID) {                           /* the browser has checked: back to the form, with why */
        TRY(view_record(c, rq, rp, &THEME_SHEET, t->head.id));
        rp->status = fault_status(INVALID);
        return INVALID;
    }
    TRY(f);
    reply_go(c, rp, where, T_FUTURE_HANDS_KEPT, NULL, 0);
    return OK;
}

/* ---- sorting ----------------------------------------------------------------------------------------------------- */

/* Those of a place that wait to be sorted, the oldest first. */
static Fault waiting(Ctx *c, Id place, size_t max, Wish **ret_v, size_t *ret_n, int64_t *ret_total) {
    ListSpec s = {.entity = &wish_entity, .limit = (int64_t)max, .sort = &wish_entity.fields[WISH_F_TOLD_ON]};
    void    *rows;
    list_of(&s, WISH_F_PLACE, place);
    s.filters[s.n_filters++] = (ListFilter){.field = &wish_entity.fields[WISH_F_CODED], .op = LIST_EQ, .val = v_int(0)};
    TRY(list_run(c, &s, false, &rows, ret_n, ret_total));
    *ret_v = rows;
    return OK;
}

static Str sort_path(Ctx *c, Id place) { return arena_printf(c->arena, "%.*s/sort", STR_ARG(future_path(c, place))); }

static Fault ticks_fill(Ctx *c, const Request *rq, const Wish *w, SortView *v) {
    Rank  *ranks;
    Id     chosen[FUTURE_ROWS_MAX];
    size_t n, n_chosen;
    TRY(future_ranks(c, w->place, &ranks, &n));
    TRY(themes_of_wish(c, w->head.id, chosen, FUTURE_ROWS_MAX, &n_chosen));
    v->themes = ARENA_ARRAY(c->arena, SortTheme, n + 1);
    for (size_t i = 0; i < n; i++) {
        SortTheme t = {id_str(c->arena, ranks[i].theme), ranks[i].name, is_among(chosen, n_chosen, ranks[i].theme)};
        for (size_t k = 0; rq->method == POST && k < rq->form.n; k++) {
            if (str_eq(rq->form.v[k].name, LIT("theme")) && str_eq(rq->form.v[k].value, t.value)) t.chosen = true;
        }
        v->themes[v->themes_n++] = t;
    }
    return OK;
}

static Str first_words(Ctx *c, Str s) {
    enum { SHOWN_CHARS = 90 };
    Str head = utf8_head(s, SHOWN_CHARS);
    return head.n == s.n ? s : arena_printf(c->arena, "%.*s\xE2\x80\xA6", STR_ARG(head));
}

static Fault draw_sort(Ctx *c, const Request *rq, Reply *rp, Id place, Wish *w) {
    enum { NEXT_MAX = 12 };
    Wish    *rows;
    size_t   n;
    SortView v = {.path = sort_path(c, place), .desk = future_path(c, place), .w = w,
                  .name = params_get(&rq->form, "name"), .fit = w && w->fit == 1};
    Buf      b;
    TRY(ent_labels(c, &place, 1, &v.place));
    TRY(waiting(c, place, NEXT_MAX + 1, &rows, &n, &v.waiting));
    if (!w && n) v.w = w = &rows[0];
    v.next = ARENA_ARRAY(c->arena, SortNext, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (w && rows[i].head.id == w->head.id) continue;
        v.next[v.next_n++] = (SortNext){
            arena_printf(c->arena, "%.*s?wish=%.*s", STR_ARG(v.path), STR_ARG(id_str(c->arena, rows[i].head.id))),
            first_words(c, rows[i].words)};
    }
    if (w) {
        v.action = arena_printf(c->arena, "/wishes/%.*s/sort", STR_ARG(id_str(c->arena, w->head.id)));
        v.way = choice_label(&wish_way_choices, w->way);
        v.describes = choice_label(&wish_group_choices, w->describes);
        v.lang = w->lang;
        TRY(ticks_fill(c, rq, w, &v));
    }
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, NULL);
    v.errors = html_keep(c->arena, &b);
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_FUTURE_SORT));
    pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, place), v.place};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.desk, tr(c->reader.lang, T_FUTURE_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, wish_sort_desk_page, &v);
    return page_send(&pg, rp, wish_sort_desk_page, &v);
}

/* GET /places/ID/future/sort?wish=ID: the one asked for, else the first that waits. */
Fault get_wish_sort(Ctx *c, const Request *rq, Reply *rp) {
    Wish *w = ent_new(c, &wish_entity);
    Id    id;
    Head  h;
    TRY(ent_load_head(c, &place_entity, rq->ids[0], &h));
    if (!may_here(c, &wish_entity, h.id)) return fail(c, NOT_ALLOWED, "place", h.id);
    if (!id_parse(params_get(&rq->args, "wish"), &id)) return draw_sort(c, rq, rp, h.id, NULL);
    TRY(ent_load(c, &wish_entity, id, w));
    return draw_sort(c, rq, rp, w->place, w);
}

/* The themes that were ticked, of those of the place. */
static Fault ticked(Ctx *c, const Request *rq, Id place, Id *ret_v, size_t *ret_n) {
    Rank  *ranks;
    size_t n, m = 0;
    Id     id;
    TRY(future_ranks(c, place, &ranks, &n));
    for (size_t k = 0; k < rq->form.n && m < FUTURE_ROWS_MAX - 1; k++) {
        if (!str_eq(rq->form.v[k].name, LIT("theme")) || !id_parse(rq->form.v[k].value, &id)) continue;
        for (size_t i = 0; i < n; i++) {
            if (ranks[i].theme == id && !is_among(ret_v, m, id)) ret_v[m++] = id;
        }
    }
    *ret_n = m;
    return OK;
}

/* A theme that was named while sorting. */
static Fault named(Ctx *c, const Request *rq, Id place, Id *ret_v, size_t *ret_n) {
    Str    name = str_trim(params_get(&rq->form, "name"));
    Theme *t = ent_new(c, &theme_entity);
    if (!name.n) return OK;
    t->name.v[c->reader.lang] = name;
    t->name.state[c->reader.lang] = TEXT_WRITTEN;
    t->place = place;
    TRY(ent_save(c, &theme_entity, t));
    ret_v[(*ret_n)++] = t->head.id;
    return OK;
}

Fault post_wish_sort(Ctx *c, const Request *rq, Reply *rp) {
    Wish  *w = ent_new(c, &wish_entity);
    Id     themes[FUTURE_ROWS_MAX];
    size_t n;
    TRY(ent_load(c, &wish_entity, rq->ids[0], w));
    TRY(ticked(c, rq, w->place, themes, &n));
    Fault f = named(c, rq, w->place, themes, &n);
    bool  none = params_get(&rq->form, "none").n > 0;
    if (f == OK && !n && !none) complain(c, "theme", T_FUTURE_FIX_TICK);
    if (f == INVALID || c->complaints.n) return draw_sort(c, rq, rp, w->place, w);
    TRY(f);
    w->fit = params_get(&rq->form, "fit").n > 0;
    TRY(wish_sort(c, w, themes, n));
    reply_go(c, rp, sort_path(c, w->place), T_FUTURE_SORTED, NULL, 0);
    return OK;
}
