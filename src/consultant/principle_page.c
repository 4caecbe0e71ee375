/* principle_page.c - the principles we work by: their versions, putting one in force, reading and signing it. */
#include "consultant/consultant_page.h"

/* ---- what stands on the pages of a version -------------------------------------------------------------------- */

static Str words_of(Ctx *c, const PrincipleText *t, Str *ret_lang) {
    Lang l = c->reader.lang;
    Str  text = tri_best(&t->text, c->reader.lang, &l);
    *ret_lang = str_of(lang_code(l));
    return text;
}

static Fault fill(Ctx *c, const PrincipleText *t, PrinciplesView *ret_v) {
    Principles now;
    Signed n;
    PrinciplesView v = {.t = t, .number = t->number, .draft = !t->in_force_at,
                        .since = stamp_day(t->in_force_at, c->reader.zone),
                        .may_write = ent_may_write(c, &principle_text_entity, &t->head)};
    v.text = words_of(c, t, &v.text_lang);
    v.path = arena_printf(c->arena, "/principles/%.*s", STR_ARG(id_str(c->arena, t->head.id)));
    TRY(principles_now(c, &now));
    v.in_force = now.id == t->head.id;
    if (t->in_force_at && (c->who.roles & consultant_entity.readers)) {
        TRY(principles_count(c, t, &n));
        v.yes = n.yes;
        v.no = n.no;
    }
    *ret_v = v;
    return OK;
}

static Fault own_signature(Ctx *c, PrinciplesView *v) {
    Consultant *own = ent_new(c, &consultant_entity);
    Fault f = consultant_own(c, own);
    v->no_profile = f == NOT_FOUND;
    if (f == NOT_FOUND) return OK;
    TRY(f);
    v->signed_it = own->signed_number != NUMBER_NONE && own->signed_number >= v->number;
    v->may_sign = v->in_force && !v->signed_it;
    return OK;
}

typedef void (*Draw)(Buf *b, const Page *pg, const PrinciplesView *v);

static Fault draw(Buf *b, const Page *pg, const PrincipleText *t, Draw how) {
    PrinciplesView v;
    TRY(fill(pg->c, t, &v));
    TRY(own_signature(pg->c, &v));
    how(b, pg, &v);
    return OK;
}

static Fault head_draw(Buf *b, const Page *pg, const void *rec) { return draw(b, pg, rec, principle_head_html); }
static Fault acts_draw(Buf *b, const Page *pg, const void *rec) { return draw(b, pg, rec, principle_actions_html); }
static Fault words_draw(Buf *b, const Page *pg, const void *rec) { return draw(b, pg, rec, principle_words_html); }

static const RecordPart PRINCIPLE_WORDS = {.entity = &principle_text_entity, .anchor = "words",
                                    .title = T_ENT_PRINCIPLE_TEXT_TEXT, .order = 10, .draw = words_draw};

static Fault extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)c;
    if (params_has(&rq->args, "sort")) return OK;
    s->sort = &principle_text_entity.fields[PRINCIPLE_TEXT_F_NUMBER];
    s->descending = true;
    return OK;
}

const Sheet PRINCIPLE_SHEET = {
    .entity = &principle_text_entity,
    .path = "/principles",
    .nav = NAV_MORE,
    .icon = "file-text",
    .title = T_ENT_PRINCIPLE_TEXT_MANY,
    .empty = T_CONSULTANT_NO_PRINCIPLES,
    .first_step = T_CONSULTANT_ADD_PRINCIPLES,
    .add = T_CONSULTANT_ADD_PRINCIPLES,
    .columns = (const int[]){PRINCIPLE_TEXT_F_NUMBER, PRINCIPLE_TEXT_F_IN_FORCE_AT, -1},
    .filters = (const int[]){-1},
    .bulk = (const int[]){-1},
    .told = (const int[]){PRINCIPLE_TEXT_F_TITLE, PRINCIPLE_TEXT_F_TEXT, PRINCIPLE_TEXT_F_NUMBER,
                          PRINCIPLE_TEXT_F_IN_FORCE_AT, -1},
    .extras = extras,
    .head = head_draw,
    .actions = acts_draw,
};

VIEW_HANDLERS(principle, PRINCIPLE_SHEET)

/* ---- the next version begins with the words of the last -------------------------------------------------------- */

static Fault begin_with(Ctx *c, PrincipleText *t) {
    Principles now;
    TRY(principles_now(c, &now));
    if (now.id) return ent_load(c, &principle_text_entity, now.id, t);
    for (Lang l = 0; l < LANG_N; l++) {
        t->title.v[l] = tr(l, T_ENT_PRINCIPLE_TEXT_MANY);
        t->text.v[l] = tr(l, T_CONSULTANT_FIRST_WORDS);
    }
    return OK;
}

static Fault get_principle_new(Ctx *c, const Request *rq, Reply *rp) {
    PrincipleText *t = ent_new(c, &principle_text_entity);
    Request with = *rq;
    Params  words = {.v = ARENA_ARRAY(c->arena, Param, 2 * LANG_N)};
    if (!ent_may_write(c, &principle_text_entity, NULL)) return fail(c, NOT_ALLOWED, "principle_text", 0);
    TRY(begin_with(c, t));
    for (Lang l = 0; l < LANG_N; l++) {
        if (l != LANG_HE && l != LANG_AR && l != LANG_EN) continue;
        words.v[words.n++] = (Param){arena_printf(c->arena, "title.%s", lang_code(l)), t->title.v[l]};
        words.v[words.n++] = (Param){arena_printf(c->arena, "text.%s", lang_code(l)), t->text.v[l]};
    }
    with.args = words;
    return view_form(c, &with, rp, &PRINCIPLE_SHEET, 0);
}

static Fault post_principle_force(Ctx *c, const Request *rq, Reply *rp) {
    PrincipleText *t = ent_new(c, &principle_text_entity);
    TRY(ent_load(c, &principle_text_entity, rq->ids[0], t));
    if (!ent_may_write(c, &principle_text_entity, &t->head)) return fail(c, NOT_ALLOWED, "principle_text", t->head.id);
    TRY(principles_put_in_force(c, t->head.id));
    reply_go(c, rp, view_record_path(c, &principle_text_entity, t->head.id), T_CONSULTANT_IN_FORCE_NOW, NULL, 0);
    return OK;
}

/* ---- reading and signing ---------------------------------------------------------------------------------------- */

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &principle_signature_entity);
    return html_keep(c->arena, &b);
}

static Fault sign_page(Ctx *c, const Request *rq, Reply *rp) {
    PrincipleText *t = ent_new(c, &principle_text_entity);
    Principles now;
    PrinciplesView v = {.nothing = true};
    TRY(principles_now(c, &now));
    if (now.id) {
        TRY(ent_load(c, &principle_text_entity, now.id, t));
        TRY(fill(c, t, &v));
        TRY(own_signature(c, &v));
    }
    if (rq->method == POST) v.name = params_get(&rq->form, "name");
    v.errors = errors_of(c);
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ENT_PRINCIPLE_TEXT_MANY));
    if (c->complaints.n) return page_again(&pg, rp, principle_sign_page, &v);
    return page_send(&pg, rp, principle_sign_page, &v);
}

static Fault get_principles_sign(Ctx *c, const Request *rq, Reply *rp) { return sign_page(c, rq, rp); }

/* POST /principles/sign: the version that was read must still be the one in force. */
static Fault post_principles_sign(Ctx *c, const Request *rq, Reply *rp) {
    Id   principle;
    bool agreed = str_eq(params_get(&rq->form, "agreed"), LIT("1"));
    if (!id_parse(params_get(&rq->form, "principle"), &principle)) return BAD_REQUEST;
    if (!agreed) complain(c, "agreed", T_CONSULTANT_TICK);
    if (!str_trim(params_get(&rq->form, "name")).n) complain(c, "name", T_FORM_FIX_REQUIRED);
    Fault f = c->complaints.n ? INVALID : principles_sign(c, principle, params_get(&rq->form, "name"));
    if (f == INVALID) return sign_page(c, rq, rp);
    TRY(f);
    reply_go(c, rp, LIT("/principles/sign"), T_CONSULTANT_SIGNED, NULL, 0);
    return OK;
}

/* ---- the module ------------------------------------------------------------------------------------------------- */

enum { WRITERS = ROLE_ADMIN | ROLE_HQ };

static const Route ROUTES[] = {
    {GET, "/principles", get_principle_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/principles/sign", get_principles_sign, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/principles/sign", post_principles_sign, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {GET, "/principles/new", get_principle_new, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/principles", post_principle, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/principles/bulk", post_principle_bulk, ROUTE_SLOW, WRITERS, 2 << 20, NULL, false},
    {GET, "/principles/{id}", get_principle, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/principles/{id}/edit", get_principle_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/principles/{id}", post_principle, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/principles/{id}/archive", post_principle_archive, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/principles/{id}/unarchive", post_principle_unarchive, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/principles/{id}/in-force", post_principle_force, ROUTE_WRITE, WRITERS, 0, NULL, false},
};

static void start(Region *r) {
    (void)r;
    view_register(&PRINCIPLE_SHEET);
    view_register_part(&PRINCIPLE_WORDS);
}

const Module principle_module = {
    .name = "principle", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = start,
};
