#include "page/shell.h"

#include "base/check.h"
#include "db/facts.h"
#include "http/asset.h"

#include <string.h>

/* The places of the product, in the order in which they stand everywhere. */
static const struct {
    Nav         nav;
    const char *href, *key, *icon;
    TextKey     name;
    unsigned    who;
} NAVS[] = {
    {NAV_TODAY, "/", "gt", "sunrise", T_PAGE_TODAY, ROLES_MEMBER},
    {NAV_ACTORS, "/actors", "gb", "building-store", T_PAGE_ACTORS, ROLES_ALL},
    {NAV_CASES, "/cases", "gc", "users", T_PAGE_CASES, ROLES_STAFF | ROLE_OWNER},
    {NAV_MAP, "/map", "gm", "map-2", T_PAGE_MAP, ROLES_ALL},
    {NAV_LISTINGS, "/listings", "gl", "heart-handshake", T_PAGE_LISTINGS, ROLES_ALL},
    {NAV_PLACES, "/places", "gp", "map-pin", T_PAGE_PLACES, ROLES_ALL},
    {NAV_MORE, "/more", "", "dots", T_PAGE_MORE, ROLES_ALL},
};
enum { NAVS_N = sizeof NAVS / sizeof *NAVS };

/* Icons that point somewhere and mirror in right-to-left pages. */
static const char *const POINTING[] = {"arrow-left", "arrow-right", "arrow-back-up", "login", "logout", "send", "list"};

void page_icon(Buf *b, const char *name) {
    bool points = false;
    for (size_t i = 0; i < sizeof POINTING / sizeof *POINTING; i++) points |= strcmp(name, POINTING[i]) == 0;
    buf_printf(b, "<svg class=\"i%s\" aria-hidden=\"true\"><use href=\"%.*s#i-%s\"/></svg>", points ? " i-dir" : "",
               STR_ARG(asset_path("icons.svg")), name);
}

void page_icon_at(Buf *b, const char *name, double x, double y, int size) {
    buf_printf(b, "<use href=\"%.*s#i-%s\" x=\"%.0f\" y=\"%.0f\" width=\"%d\" height=\"%d\" class=\"i\"/>",
               STR_ARG(asset_path("icons.svg")), name, x, y, size, size);
}

void shell_art(Buf *b, const char *art, const char *class_name) {
    buf_printf(b, "<svg class=\"%s\" aria-hidden=\"true\"><use href=\"%.*s#a-%s\"/></svg>", class_name,
               STR_ARG(asset_path("icons.svg")), art);
}

Page page_new(Ctx *c, const Request *rq, Nav nav, Str title) {
    Page pg = {.c = c, .rq = rq, .r = &c->reader, .title = title, .nav = nav};
    pg.csrf = csrf_token(c, rq);
    pg.op = op_new(c, rq);
    pg.has_errors = c->complaints.n > 0;
    if (!rq->fragment) pg.said = said_take(c, rq, &pg.said_act);
    return pg;
}

/* ---- the frame -------------------------------------------------------------------------------------------- */

Html page_icon_html(Arena *a, const char *name) {
    Buf b;
    buf_init(&b, 1024);
    page_icon(&b, name);
    CHECK(buf_ok(&b));
    return html_keep(a, &b);
}

static NavLink nav_link(const Page *pg, int i) {
    return (NavLink){
        .href = str_of(NAVS[i].href),
        .key = str_of(NAVS[i].key),
        .name = NAVS[i].name,
        .icon = page_icon_html(pg->c->arena, NAVS[i].icon),
        .current = NAVS[i].nav == pg->nav,
    };
}

/* Visitors have no "today", and cases only those who have some. */
static bool nav_shown(const Page *pg, int i) {
    const Who *who = &pg->c->who;
    return NAVS[i].nav == NAV_TODAY ? who->account != 0 : (who->roles & NAVS[i].who) != 0;
}

/* The third place of the bar on a phone: those who accompany or are accompanied have their cases there. */
static Nav third_of_bar(const Page *pg) {
    unsigned roles = pg->c->who.roles;
    bool     cases = (roles & (ROLE_CONSULTANT | ROLE_OWNER)) && !(roles & (ROLE_COORDINATOR | ROLE_HQ | ROLE_ADMIN));
    return cases ? NAV_CASES : NAV_MAP;
}

static void fill_nav(const Page *pg, Shell *s) {
    s->nav = ARENA_ARRAY(pg->c->arena, NavLink, NAVS_N);
    s->bar = ARENA_ARRAY(pg->c->arena, NavLink, 2);
    s->bar2 = ARENA_ARRAY(pg->c->arena, NavLink, 2);
    for (int i = 0; i < NAVS_N; i++) {
        if (!nav_shown(pg, i)) continue;
        NavLink link = nav_link(pg, i);
        bool more = NAVS[i].nav == NAV_MORE;
        if (!more) s->nav[s->nav_n++] = link;
        if (more || NAVS[i].nav == third_of_bar(pg)) s->bar2[s->bar2_n++] = link;
        else if (s->bar_n < 2 && (NAVS[i].nav == NAV_TODAY || NAVS[i].nav == NAV_ACTORS)) s->bar[s->bar_n++] = link;
    }
}

static void fill_langs(const Page *pg, Shell *s) {
    unsigned offered = local_of(pg->c->region)->langs | 1u << pg->r->lang;
    s->langs = ARENA_ARRAY(pg->c->arena, LangLink, LANG_N);
    for (Lang l = 0; l < LANG_N; l++) {
        if (!(offered & 1u << l)) continue;
        s->langs[s->langs_n++] = (LangLink){
            .code = str_of(lang_code(l)),
            .name = str_of(lang_name(l)),
            .shortly = tr(l, T_PAGE_LANG_SHORT),
            .current = l == pg->r->lang,
        };
    }
    const Request *rq = pg->rq;
    s->here_path = LIT("/");
    if (rq->method != GET) return;
    s->here_path = rq->path;
    if (rq->query.n)
        s->here_path = arena_printf(pg->c->arena, "%.*s?%.*s", STR_ARG(rq->path), STR_ARG(rq->query));
}

static Shell shell_of(const Page *pg, PageFn fn, const void *view) {
    Lang  l = pg->r->lang;
    Shell s = {
        .lang = str_of(lang_code(l)),
        .dir = str_of(lang_dir(l)),
        .home = LIT("/"),
        .signed_in = pg->c->who.account != 0,
        .notes = pg->c->who.account != 0 && (pg->c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)),
        .user = pg->c->who.account,
        .n_mark = LIT("{n}"),
        .fn = fn,
        .view = view,
    };
    const Asset *font = asset_named(tr(l, T_PAGE_FONT));
    CHECK(font != NULL);
    s.font = str_of(font->path);
    if (pg->n_crumbs > 0) {
        s.crumbs = (Crumb *)pg->crumbs;
        s.crumbs_n = (size_t)pg->n_crumbs - 1;
        s.here = pg->crumbs[s.crumbs_n].text;
    }
    fill_langs(pg, &s);
    return s;
}

void shell_content(Buf *b, const Page *pg, const Shell *s) { s->fn(b, pg, s->view); }

void shell_switch(Buf *b, const Page *pg) { put_html(b, (Html){pg->place_switch}); }

void shell_langs(Buf *b, const Page *pg) {
    Shell s = shell_of(pg, NULL, NULL);
    lang_part_html(b, pg, &s);
}

void shell_said(Buf *b, const Page *pg) {
    if (pg->said.n) toast_html(b, pg, pg);
}

void shell_said_text(Buf *b, const Page *pg) { put_html(b, (Html){pg->said}); }

Fault page_send(Page *pg, Reply *rp, PageFn fn, const void *view) {
    if (pg->rq->fragment) {
        fn(rp->body, pg, view);
    } else {
        Shell s = shell_of(pg, fn, view);
        if (!pg->bare) fill_nav(pg, &s);
        if (pg->bare) guest_layout_html(rp->body, pg, &s);
        else layout_html(rp->body, pg, &s);
    }
    return buf_ok(rp->body) ? OK : TOO_LARGE;
}

/* ---- parts used in many pages ------------------------------------------------------------------------------ */

void page_empty(Buf *b, const Page *pg, TextKey what, TextKey first_step, Str href) {
    EmptyView v = {.what = what, .first_step = first_step, .href = href};
    empty_state_html(b, pg, &v);
}

static Str page_address(const Page *pg, Str address, int64_t number) {
    const char *join = address.n == 0 ? "?" : str_find_byte(address, '?') < 0 ? "?" : "&";
    return arena_printf(pg->c->arena, "%.*s%spage=%lld", STR_ARG(address), join, (long long)number);
}

/* First, last, and the neighbours of the current one. */
static void fill_pages(const Page *pg, Pager *v, Str address, int64_t here, int64_t last) {
    v->pages = ARENA_ARRAY(pg->c->arena, PageLink, 8);
    int64_t before = 0;
    for (int64_t n = 1; n <= last; n++) {
        if (n != 1 && n != last && (n < here - 1 || n > here + 1)) {
            n = n < here - 1 ? here - 2 : last - 1; /* jump over what is not shown */
            continue;
        }
        v->pages[v->pages_n++] = (PageLink){
            .number = n,
            .href = page_address(pg, address, n),
            .current = n == here,
            .gap = n != before + 1,
        };
        before = n;
    }
}

void page_pager(Buf *b, const Page *pg, int64_t total, int64_t offset, int64_t limit, Str address) {
    CHECK(limit > 0 && offset >= 0);
    if (total <= 0) return;
    int64_t last = (total + limit - 1) / limit;
    int64_t here = offset / limit + 1;
    if (here > last) here = last;
    Pager v = {.from = offset + 1, .to = offset + limit < total ? offset + limit : total, .total = total};
    if (v.from > total) v.from = total;
    if (last > 1) fill_pages(pg, &v, address, here, last);
    if (here > 1) v.before = page_address(pg, address, here - 1);
    if (here < last) v.after = page_address(pg, address, here + 1);
    pager_html(b, pg, &v);
}

Html page_hidden(const Page *pg) {
    Buf b;
    buf_init(&b, 4096);
    buf_lit(&b, "<input type=\"hidden\" name=\"csrf\" value=\"");
    put_attr(&b, pg->csrf);
    buf_lit(&b, "\"><input type=\"hidden\" name=\"op\" value=\"");
    put_attr(&b, pg->op);
    buf_lit(&b, "\">");
    return html_keep(pg->c->arena, &b);
}

/* ---- refusals ---------------------------------------------------------------------------------------------- */

void shell_complaints(Buf *b, const Page *pg) {
    const Complaints *list = &pg->c->complaints;
    if (!list->n) return;
    buf_lit(b, "<ul>");
    for (size_t i = 0; i < list->n; i++) {
        const Complaint *one = &list->v[i];
        const TrArg      args[] = {TR_N("n", one->n), TR_ARG("text", one->text)};
        buf_lit(b, "<li>");
        tr_html(b, pg->r, one->key, args, 2);
        buf_lit(b, "</li>");
    }
    buf_lit(b, "</ul>");
}

void page_fault(Ctx *c, const Request *rq, Reply *rp, Fault f) {
    CHECK(f != OK);
    const char *key = fault_key(f);
    FaultView   v = {
        .what = tr_key(str_of(key)),
        .step = tr_key(arena_printf(c->arena, "%s.step", key)),
        .sign_in = f == NOT_SIGNED_IN && c->who.account == 0,
    };
    int status = fault_status(f);
    if (status == 500 || status == 503 || status == 507)
        v.number = arena_printf(c->arena, "R-%llu", (unsigned long long)rq->number);
    /* What the database said is for the operator. */
    if (c->fault.code == f && status < 500) v.about = c->fault.text;
    rp->status = status;
    buf_clear(rp->body);
    Page pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, v.what));
    pg.bare = c->who.account == 0;
    Fault shown = page_send(&pg, rp, fault_page_page, &v);
    CHECK(shown == OK);
}
