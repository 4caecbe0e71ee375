/* future_picture.c - the desired future of a place: each telling stays, the newest stands on top, and once a year it is
** read again. */
#include "future/future_page.h"

#include "future/diff.h"
#include "place_ent.h"
#include "today/today_part.h"

#include <stdlib.h>

enum { READ_DAYS = 365 };

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* What was told stays: a language that was missing may be added, nothing that is there is changed. */
static bool is_overwritten(const Picture *was, const Picture *p) {
    for (int i = 0; i < LANG_N; i++) {
        if (was->text.v[i].n && !str_eq(was->text.v[i], p->text.v[i])) return true;
    }
    return was->horizon != p->horizon || !str_eq(was->signatories, p->signatories) || was->place != p->place;
}

Fault picture_check(Ctx *c, const void *before, void *after) {
    const Picture *was = before;
    Picture       *p = after;
    p->head.unit = p->place;
    if (was && is_overwritten(was, p)) complain(c, "text", T_FUTURE_FIX_TOLD);
    if (!p->told_on) p->told_on = c->reader.today;
    if (p->told_on > c->reader.today) complain(c, "told_on", T_FUTURE_FIX_TO_COME);
    if (!was) TRY(picture_next_number(c, p->place, &p->number));
    return complaints_fault(c);
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static int newest_first(const void *a, const void *b) {
    const Picture *x = a, *y = b;
    return (x->number < y->number) - (x->number > y->number);
}

Fault pictures_of(Ctx *c, Id place, Picture **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &picture_entity, .limit = FUTURE_ROWS_MAX};
    void    *rows;
    list_of(&s, PICTURE_F_PLACE, place);
    TRY(list_run(c, &s, true, &rows, ret_n, NULL));
    qsort(rows, *ret_n, sizeof(Picture), newest_first);
    *ret_v = rows;
    return OK;
}

static Day read_due(const Picture *p) { return day_plus(p->read_on > p->told_on ? p->read_on : p->told_on, READ_DAYS); }

/* The languages of the program in which it was not told. */
static Str missing_in(Ctx *c, const Tri *t) {
    Buf b;
    buf_init(&b, 400);
    for (Lang l = 0; l < LANG_N; l++) {
        bool ours = l == LANG_HE || l == LANG_AR || l == LANG_EN;
        if (!ours || t->v[l].n) continue;
        if (b.n) buf_lit(&b, ", ");
        buf_add(&b, str_of(lang_name(l)));
    }
    return buf_keep(c->arena, &b);
}

PictureRow picture_row(Ctx *c, const Picture *p) {
    Lang       l;
    PictureRow r = {.id = p->head.id, .text = tri_best(&p->text, c->reader.lang, &l), .horizon = p->horizon,
                    .number = p->number, .told_on = p->told_on, .read_on = p->read_on, .signatories = p->signatories,
                    .missing = missing_in(c, &p->text), .shown = p->shown == 1,
                    .href = view_record_path(c, &picture_entity, p->head.id)};
    r.lang = str_of(lang_code(l));
    r.due = read_due(p) <= c->reader.today;
    return r;
}

/* ---- cards ------------------------------------------------------------------------------------------------------- */

static Fault card_fill(Ctx *c, Id place, PictureCard *v) {
    Picture *rows;
    size_t   n;
    TRY(pictures_of(c, place, &rows, &n));
    Head here = {.org = c->who.org, .unit = place, .visibility = VIS_MEMBERS};
    v->id = id_str(c->arena, place);
    v->back = view_record_path(c, &place_entity, place);
    v->may_write = ent_may_write(c, &picture_entity, &here);
    v->older_n = n ? (int64_t)n - 1 : 0;
    if (n) {
        v->now = ARENA_NEW(c->arena, PictureRow);
        *v->now = picture_row(c, &rows[0]);
    }
    return OK;
}

Fault picture_card_draw(Buf *b, const Page *pg, const void *place) {
    PictureCard v = {.now = NULL};
    if (!pg->c->who.account) return OK;
    TRY(card_fill(pg->c, ((const Head *)place)->id, &v));
    if (v.now || v.may_write) picture_card_html(b, pg, &v);
    return OK;
}

/* On the page of one version: its words, and the versions beside it. */
Fault picture_part_draw(Buf *b, const Page *pg, const void *rec) {
    const Picture *p = rec;
    Ctx     *c = pg->c;
    Picture *rows;
    size_t   n;
    TRY(pictures_of(c, p->place, &rows, &n));
    PictureRow  now = picture_row(c, p);
    PicturePart v = {.now = &now, .versions = ARENA_ARRAY(c->arena, PictureRow, n + 1)};
    now.due = now.due && n && rows[0].head.id == p->head.id;
    for (size_t i = 0; i < n; i++) {
        if (rows[i].head.id != p->head.id) v.versions[v.versions_n++] = picture_row(c, &rows[i]);
    }
    v.newest = n && rows[0].head.id == p->head.id;
    v.may_write = ent_may_write(c, &picture_entity, &p->head) && !p->head.archived_at;
    picture_part_html(b, pg, &v);
    return OK;
}

/* The form of a new version begins with the words of the last one. */
Fault picture_fresh(Ctx *c, void *rec) {
    Picture *p = rec, *rows;
    size_t   n;
    if (!p->place) return OK;
    TRY(pictures_of(c, p->place, &rows, &n));
    if (!n) return OK;
    p->text = rows[0].text;
    p->horizon = rows[0].horizon;
    p->signatories = rows[0].signatories;
    return OK;
}

/* ---- acts -------------------------------------------------------------------------------------------------------- */

Fault post_picture_read(Ctx *c, const Request *rq, Reply *rp) {
    Picture *p = ent_new(c, &picture_entity);
    TRY(ent_load(c, &picture_entity, rq->ids[0], p));
    p->read_on = c->reader.today;
    TRY(ent_save(c, &picture_entity, p));
    reply_go(c, rp, view_record_path(c, &picture_entity, p->head.id), T_FUTURE_READ_NOW, NULL, 0);
    return OK;
}

Fault post_picture_show(Ctx *c, const Request *rq, Reply *rp) {
    Picture *p = ent_new(c, &picture_entity);
    TRY(ent_load(c, &picture_entity, rq->ids[0], p));
    p->shown = str_eq(params_get(&rq->form, "on"), LIT("1"));
    TRY(ent_save(c, &picture_entity, p));
    reply_go(c, rp, view_record_path(c, &picture_entity, p->head.id),
             p->shown ? T_FUTURE_SHOWN_NOW : T_FUTURE_HIDDEN_NOW, NULL, 0);
    return OK;
}

/* ---- side by side ------------------------------------------------------------------------------------------------ */

static Html side_html(Ctx *c, const DiffPart *v, size_t n, DiffKind kind) {
    Buf b;
    buf_init(&b, 1 << 19);
    for (size_t i = 0; i < n; i++) {
        const char *tag = kind == DIFF_OLD ? "del" : "ins";
        if (v[i].kind == DIFF_SAME) {
            put_text(&b, v[i].text);
        } else if (v[i].kind == kind) {
            buf_printf(&b, "<%s>", tag);
            put_text(&b, v[i].text);
            buf_printf(&b, "</%s>", tag);
        }
    }
    return html_keep(c->arena, &b);
}

/* In the reader's language where both have it, else in one that both have. */
static Lang language_of_both(const Ctx *c, const Picture *x, const Picture *y) {
    Lang l = c->reader.lang;
    for (int i = 0; i < LANG_N && !(x->text.v[l].n && y->text.v[l].n); i++) l = (Lang)i;
    return x->text.v[l].n && y->text.v[l].n ? l : c->reader.lang;
}

/* GET /pictures/ID/beside?with=ID: the earlier one first. */
Fault get_picture_beside(Ctx *c, const Request *rq, Reply *rp) {
    Picture  *x = ent_new(c, &picture_entity), *y = ent_new(c, &picture_entity);
    Id        with;
    DiffPart *parts;
    size_t    n;
    TRY(ent_load(c, &picture_entity, rq->ids[0], y));
    if (!id_parse(params_get(&rq->args, "with"), &with)) return fail(c, BAD_REQUEST, "with", 0);
    TRY(ent_load(c, &picture_entity, with, x));
    if (x->place != y->place) return fail(c, NOT_FOUND, "picture", with);
    if (x->number > y->number) {
        Picture *t = x;
        x = y;
        y = t;
    }
    Lang        l = language_of_both(c, x, y);
    PictureRow  old = picture_row(c, x), now = picture_row(c, y);
    PictureTwo  v = {.old = &old, .now = &now, .lang = str_of(lang_code(l))};
    Str         name;
    diff_words(c->arena, tri_best(&x->text, l, NULL), tri_best(&y->text, l, NULL), &parts, &n);
    v.left = side_html(c, parts, n, DIFF_OLD);
    v.right = side_html(c, parts, n, DIFF_NEW);
    diff_words(c->arena, x->signatories, y->signatories, &parts, &n);
    v.signed_left = side_html(c, parts, n, DIFF_OLD);
    v.signed_right = side_html(c, parts, n, DIFF_NEW);
    v.signs = x->signatories.n || y->signatories.n;
    TRY(ent_labels(c, &y->place, 1, &name));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_FUTURE_BESIDE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, y->place), name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){now.href, tr(c->reader.lang, T_ENT_PICTURE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, picture_two_page, &v);
}

/* ---- today ------------------------------------------------------------------------------------------------------- */

static bool is_newest(const Picture *rows, size_t n, size_t i) {
    for (size_t k = 0; k < n; k++) {
        if (rows[k].place == rows[i].place && rows[k].number > rows[i].number) return false;
    }
    return true;
}

/* Those that were not read for a year, for whoever coordinates there. */
Fault picture_dates(Ctx *c, TodayDates *into) {
    ListSpec s = {.entity = &picture_entity, .limit = FUTURE_ROWS_MAX};
    void    *at;
    size_t   n, kept = 0;
    if (!(c->who.roles & (ROLE_HQ | ROLE_COORDINATOR))) return OK;
    TRY(list_run(c, &s, false, &at, &n, NULL));
    const Picture *rows = at;
    size_t *due = ARENA_ARRAY(c->arena, size_t, n + 1);
    Id     *places = ARENA_ARRAY(c->arena, Id, n + 1);
    Str    *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!is_newest(rows, n, i) || read_due(&rows[i]) > c->reader.today) continue;
        if (!ent_may_write(c, &picture_entity, &rows[i].head)) continue;
        places[kept] = rows[i].place;
        due[kept++] = i;
    }
    TRY(ent_names(c, &place_entity, places, kept, names));
    for (size_t i = 0; i < kept; i++) {
        const Picture *p = &rows[due[i]];
        today_date(into, &(TodayDate){.name = names[i], .noun = T_ENT_PICTURE, .what = T_FUTURE_NOT_READ_SINCE,
                                      .href = view_record_path(c, &picture_entity, p->head.id), .icon = "book",
                                      .day = p->read_on ? p->read_on : p->told_on, .due = read_due(p)});
    }
    return OK;
}
