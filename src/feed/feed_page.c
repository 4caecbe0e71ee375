/* feed_page.c - the calendar as programs fetch it, and the page on which its address is made, renewed and ended. */
#include "feed/feed_page.h"

#include "account/account_page.h"
#include "feed/feed_store.h"

#include <string.h>

/* GET /calendar/KEY.ics: no cookie, no sign-in; whoever asks has the address. */
static Fault get_calendar(Ctx *c, const Request *rq, Reply *rp) {
    Str key = rq->words[0];
    if (str_ends(key, LIT(".ics"))) key = str_sub(key, 0, key.n - strlen(".ics"));
    TRY(feed_become(c, key));
    TRY(feed_write(c, rp->body, request_site(rq)));
    rp->type = "text/calendar; charset=utf-8";
    return OK;
}

static Page page_of(Ctx *c, const Request *rq, TextKey title) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/me"), tr(c->reader.lang, T_PAGE_PROFILE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

static Fault get_me_calendar(Ctx *c, const Request *rq, Reply *rp) {
    Feed    *own = ent_new(c, &feed_entity);
    FeedView v = {.there = false};
    TRY(feed_own(c, own));
    v.there = own->head.id != 0;
    v.made_at = own->head.created_at;
    Page pg = page_of(c, rq, T_FEED_TITLE);
    return page_send(&pg, rp, feed_page, &v);
}

/* POST /me/calendar: a new address; one that was there is no more. */
static Fault post_me_calendar(Ctx *c, const Request *rq, Reply *rp) {
    Str key, site = request_site(rq);
    TRY(feed_make(c, &key));
    FeedView v = {.address = arena_printf(c->arena, "%.*s/calendar/%.*s.ics", STR_ARG(site), STR_ARG(key))};
    Page pg = page_of(c, rq, T_FEED_MADE);
    reply_once_only(c, rp);
    return page_send(&pg, rp, feed_made_page, &v);
}

static Fault post_me_calendar_end(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    TRY(feed_end(c));
    c->act = 0;
    reply_go(c, rp, LIT("/me/calendar"), T_FEED_ENDED, NULL, 0);
    return OK;
}

static const Route ROUTES[] = {
    {GET, "/calendar/{word}", get_calendar, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {GET, "/me/calendar", get_me_calendar, ROUTE_READ, ROLES_MEMBER, 0, NULL, false},
    {POST, "/me/calendar", post_me_calendar, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/me/calendar/end", post_me_calendar_end, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
};

const Module feed_module = {.name = "feed", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES,
                            .queries = FEEDS_QUERIES, .n_queries = FEED_Q_N};
