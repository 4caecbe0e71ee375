/* future_public.c - what anybody may open: /wish/CODE, where residents answer, and /future/CODE, what became of it. */
#include "future/future_page.h"

#include "db/facts.h"

/* ---- the question ------------------------------------------------------------------------------------------------ */

static const IntakeQuestion QUESTIONS[] = {
    {T_FUTURE_Q_WORDS, T_FUTURE_Q_WORDS_WHY, {WISH_F_WORDS, -1}, 1},
    {T_FUTURE_Q_DESCRIBES, T_FUTURE_Q_DESCRIBES_WHY, {WISH_F_DESCRIBES, -1}, 0},
    {T_FUTURE_Q_EMAIL, T_FUTURE_Q_EMAIL_PAPER, {WISH_F_EMAIL, -1}, 0},
};

void wish_questions(const IntakeQuestion **ret_v, int *ret_n) {
    *ret_v = QUESTIONS;
    *ret_n = sizeof QUESTIONS / sizeof *QUESTIONS;
}

static Html one_field(Ctx *c, const Request *rq, const Wish *w, int field, TextKey label, TextKey hint) {
    Field f = wish_entity.fields[field];
    Buf   b;
    f.flags &= ~(unsigned)(FIELD_HIDDEN | FIELD_SECRET);
    f.label = label;
    f.hint = hint;
    buf_init(&b, 1 << 18);
    ent_field_html(c, &b, &wish_entity, &f, w, rq->method == POST ? &rq->form : NULL);
    return html_keep(c->arena, &b);
}

static void groups_fill(Ctx *c, const Wish *w, WishAsk *v) {
    v->groups = ARENA_ARRAY(c->arena, SortTheme, WISH_GROUP_N);
    for (int i = 1; i < WISH_GROUP_N; i++) {
        const Choice *g = choice_of(&wish_group_choices, i);
        v->groups[v->groups_n++] = (SortTheme){str_of(g->name), tr(c->reader.lang, g->label), w->describes == i};
    }
    v->bad_group = complaint_of(c, "describes") != NULL;
}

/* Where the public page of the place is, when it is published. */
static Fault page_link(Ctx *c, const Door *d, Str *ret_path) {
    WishPage *p = ent_new(c, &wish_page_entity);
    const Who kept = c->who;
    c->who = door_system(d->head.org);
    Fault f = wish_page_of(c, d->place, p);
    c->who = kept;
    if (f == OK && p->shown == 1) *ret_path = arena_printf(c->arena, "/future/%.*s", STR_ARG(p->code));
    return f == NOT_FOUND ? OK : f;
}

static Fault draw_ask(Ctx *c, const Request *rq, Reply *rp, const Door *d, const Wish *w) {
    AskView words = {.ask = false};
    bool    post = rq->method == POST;
    WishAsk v = {.w = &words, .until = d->until_on,
                 .action = arena_printf(c->arena, "/wish/%.*s", STR_ARG(rq->words[0])),
                 .hears = post && params_get(&rq->form, "hears").n > 0,
                 .fold = complaint_of(c, "email") || complaint_of(c, "hears") ||
                         (post && params_get(&rq->form, "email").n > 0)};
    TRY(door_words(c, d, &words));
    TRY(page_link(c, d, &v.page));
    Page pg = door_page(c, rq, rp, T_FUTURE_ASK);
    if (str_eq(params_get(&rq->args, "thanks"), LIT("1")) && !post) return page_send(&pg, rp, wish_thanks_page, &v);
    v.words = one_field(c, rq, w, WISH_F_WORDS, T_FUTURE_Q_WORDS, T_FUTURE_Q_WORDS_WHY);
    groups_fill(c, w, &v);
    v.email = one_field(c, rq, w, WISH_F_EMAIL, T_ENT_WISH_EMAIL, T_FUTURE_Q_EMAIL_WHY);
    if (c->complaints.n) return page_again(&pg, rp, wish_ask_page, &v);
    return page_send(&pg, rp, wish_ask_page, &v);
}

Fault get_wish_ask(Ctx *c, const Request *rq, Reply *rp) {
    Door  d;
    Fault f = door_open(c, rq->words[0], DOOR_KIND_WISH, &d);
    if (f != OK) return door_closed(c, rq, rp, f);
    return draw_ask(c, rq, rp, &d, ent_new(c, &wish_entity));
}

/* These fields alone, whatever else was sent. */
static void read_wish(Ctx *c, const Request *rq, Wish *w) {
    Str    email = str_trim(params_get(&rq->form, "email"));
    Params mine = {.v = ARENA_ARRAY(c->arena, Param, 2)};
    mine.v[mine.n++] = (Param){LIT("words"), params_get(&rq->form, "words")};
    mine.v[mine.n++] = (Param){LIT("describes"), params_get(&rq->form, "describes")};
    ent_form_read(c, &wish_entity, &mine, w);
    if (!c->complaints.n && !str_trim(w->words).n) complain(c, "words", T_FORM_FIX_REQUIRED);
    if (email.n) (void)value_read(c, &wish_entity.fields[WISH_F_EMAIL], w, c->reader.lang, email);
    w->hears = params_get(&rq->form, "hears").n > 0;
    w->lang = str_of(lang_code(c->reader.lang));
}

Fault post_wish_ask(Ctx *c, const Request *rq, Reply *rp) {
    static const DoorLimit LIMIT = {"wishes of caller", "wishes of link", WISH_CALLER_HOUR_MAX, WISH_DOOR_DAY_MAX};
    Door  d;
    Wish *w = ent_new(c, &wish_entity);
    bool  many;
    Fault f = door_open(c, rq->words[0], DOOR_KIND_WISH, &d);
    if (f != OK) return door_closed(c, rq, rp, f);
    Str thanks = arena_printf(c->arena, "/wish/%.*s?thanks=1", STR_ARG(d.code));
    if (door_is_machine(rq)) {
        reply_go(c, rp, thanks, T_NONE, NULL, 0);
        return OK;
    }
    read_wish(c, rq, w);
    if (c->complaints.n) return draw_ask(c, rq, rp, &d, w);
    TRY(door_too_many(c, rq, &d, &LIMIT, &many));
    if (many) {                                   /* the count is kept: no fault */
        page_fault(c, rq, rp, TOO_MANY);
        return OK;
    }
    w->way = WISH_WAY_FORM;
    w->place = d.place;
    w->door = d.head.id;
    f = door_save(c, d.head.org, &wish_entity, w);
    if (f == INVALID) return draw_ask(c, rq, rp, &d, w);
    TRY(f);
    c->act = 0;
    reply_go(c, rp, thanks, T_NONE, NULL, 0);
    return OK;
}

/* ---- what became of it ------------------------------------------------------------------------------------------- */

static const char DEVICE[] = "voice";             /* the cookie: chance alone, without a name */
enum { DEVICE_CHARS = 22, DEVICE_S = 365 * 24 * 3600 };

static Str device_of(const Request *rq) {
    Str s = request_cookie(rq, DEVICE);
    return s.n == DEVICE_CHARS ? s : (Str){0};
}

static Fault public_themes(Ctx *c, const WishPage *p, Str device, FuturePublic *v) {
    Rank  *ranks;
    size_t n;
    TRY(future_ranks(c, p->place, &ranks, &n));
    v->themes = ARENA_ARRAY(c->arena, ThemeRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!ranks[i].shown) continue;
        ThemeRow *t = &v->themes[v->themes_n++];
        TRY(theme_row(c, &ranks[i], p->place, true, t));
        TRY(theme_words(c, t->id, &t->words, &t->words_n));
        TRY(theme_voted(c, p, t->id, device, &t->voted));
        t->place = (int64_t)v->themes_n;
        t->may_vote = v->voting;
        t->action = arena_printf(c->arena, "%.*s/vote", STR_ARG(v->path));
    }
    return OK;
}

/* The last telling that was published. */
static Fault public_picture(Ctx *c, Id place, FuturePublic *v) {
    Picture *rows;
    size_t   n;
    TRY(pictures_of(c, place, &rows, &n));
    for (size_t i = 0; i < n && !v->picture; i++) {
        if (rows[i].shown != 1) continue;
        v->picture = ARENA_NEW(c->arena, PictureRow);
        *v->picture = picture_row(c, &rows[i]);
    }
    return OK;
}

/* As the organisation: what is shown was chosen by its staff. */
static Fault public_fill(Ctx *c, const WishPage *p, Str device, FuturePublic *v) {
    Door d;
    TRY(fact_name(c, c->reader.lang, &v->region));
    TRY(ent_labels(c, &p->place, 1, &v->place));
    TRY(wish_door(c, p->head.org, p->place, &d));
    v->voting = d.head.id != 0;
    if (v->voting) v->ask = arena_printf(c->arena, "/wish/%.*s", STR_ARG(d.code));
    v->until = d.until_on;
    TRY(public_themes(c, p, device, v));
    TRY(public_picture(c, p->place, v));
    TRY(proposals_of(c, p->place, true, &v->proposals, &v->proposals_n));
    return aims_of_place(c, p->place, true, &v->aims, &v->aims_n);
}

static Fault draw_public(Ctx *c, const Request *rq, Reply *rp, const WishPage *p) {
    const Who    kept = c->who;
    Str          device = device_of(rq);
    FuturePublic v = {.path = arena_printf(c->arena, "/future/%.*s", STR_ARG(p->code)),
                      .no_device = rq->method == POST};
    c->who = door_system(p->head.org);
    Fault f = public_fill(c, p, device, &v);
    c->who = kept;
    TRY(f);
    if (!device.n && v.voting) reply_cookie(c, rp, DEVICE, key_new(c), DEVICE_S);
    Page pg = guest_page(c, rq, T_FUTURE_PUBLIC);
    return page_send(&pg, rp, future_public_page, &v);
}

static Fault not_published(Ctx *c, const Request *rq, Reply *rp, Fault f) { return door_closed(c, rq, rp, f); }

Fault get_future_public(Ctx *c, const Request *rq, Reply *rp) {
    WishPage *p = ent_new(c, &wish_page_entity);
    Fault     f = wish_page_by(c, rq->words[0], p);
    if (f != OK) return not_published(c, rq, rp, f);
    return draw_public(c, rq, rp, p);
}

/* May this theme be voted on here and now? */
static Fault may_vote(Ctx *c, const WishPage *p, Id theme, bool *ret_yes) {
    Door   d;
    Theme *t = ent_new(c, &theme_entity);
    *ret_yes = false;
    TRY(wish_door(c, p->head.org, p->place, &d));
    const Who kept = c->who;
    c->who = door_system(p->head.org);
    Fault f = ent_load(c, &theme_entity, theme, t);
    c->who = kept;
    *ret_yes = f == OK && d.head.id && t->place == p->place && t->shown == 1 && !t->head.archived_at;
    return f == NOT_FOUND ? OK : f;
}

/* POST /future/CODE/vote. A device that keeps nothing is told so and does not count. */
Fault post_future_vote(Ctx *c, const Request *rq, Reply *rp) {
    WishPage *p = ent_new(c, &wish_page_entity);
    Id        theme;
    int64_t   tries;
    bool      may;
    Str       device = device_of(rq);
    Fault     f = wish_page_by(c, rq->words[0], p);
    if (f != OK) return not_published(c, rq, rp, f);
    if (!device.n) return draw_public(c, rq, rp, p);
    TRY(try_count(c, "votes of caller", rq->address, 60, &tries));
    if (tries > VOTE_CALLER_HOUR_MAX) {           /* the count is kept: no fault */
        page_fault(c, rq, rp, TOO_MANY);
        return OK;
    }
    if (!id_parse(params_get(&rq->form, "theme"), &theme)) return fail(c, BAD_REQUEST, "theme", 0);
    TRY(may_vote(c, p, theme, &may));
    if (!may) return fail(c, NOT_FOUND, "theme", theme);
    bool back = params_get(&rq->form, "back").n > 0;
    TRY(theme_vote(c, p, theme, device, back));
    Str where = arena_printf(c->arena, "/future/%.*s#t-%.*s", STR_ARG(p->code), STR_ARG(id_str(c->arena, theme)));
    reply_go(c, rp, where, back ? T_FUTURE_VOTE_BACK : T_FUTURE_VOTED, NULL, 0);
    return OK;
}
