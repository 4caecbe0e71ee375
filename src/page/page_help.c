/* page_help.c - pages about the product itself: help, about, what the device shows without a network. */
#include "base/check.h"
#include "db/facts.h"
#include "page/shell.h"

/* ---- help --------------------------------------------------------------------------------------------------- */

static const HelpPart HELP[] = {
    {T_HELP_FILE, T_HELP_FILE_TEXT},       {T_HELP_FIND, T_HELP_FIND_TEXT}, {T_HELP_NOTE, T_HELP_NOTE_TEXT},
    {T_HELP_OFFLINE, T_HELP_OFFLINE_TEXT}, {T_HELP_UNDO, T_HELP_UNDO_TEXT}, {T_HELP_LOCAL, T_HELP_LOCAL_TEXT},
};
static const HelpPart ABOUT[] = {
    {T_HELP_WHAT, T_HELP_WHAT_TEXT},
    {T_HELP_CREDIT, T_HELP_CREDIT_TEXT},
    {T_HELP_LICENCE, T_HELP_LICENCE_TEXT},
};
static const HelpPart ACCESSIBILITY[] = {
    {T_HELP_STANDARD, T_HELP_STANDARD_TEXT},
    {T_HELP_GAPS, T_HELP_GAPS_TEXT},
    {T_HELP_TELL, T_HELP_TELL_TEXT},
};
static const HelpPart PRIVACY[] = {
    {T_HELP_KEPT, T_HELP_KEPT_TEXT},
    {T_HELP_SEEN, T_HELP_SEEN_TEXT},
    {T_HELP_RIGHTS, T_HELP_RIGHTS_TEXT},
    {T_HELP_DEVICE, T_HELP_DEVICE_TEXT},
};

static const struct {
    const char     *word;                         /* /help/WORD; "": /help */
    TextKey         title;
    const HelpPart *parts;
    size_t          n;
} HELPS[] = {
    {"", T_PAGE_HELP, HELP, sizeof HELP / sizeof *HELP},
    {"about", T_PAGE_ABOUT, ABOUT, sizeof ABOUT / sizeof *ABOUT},
    {"accessibility", T_PAGE_ACCESSIBILITY, ACCESSIBILITY, sizeof ACCESSIBILITY / sizeof *ACCESSIBILITY},
    {"privacy", T_PAGE_PRIVACY, PRIVACY, sizeof PRIVACY / sizeof *PRIVACY},
};
enum { HELPS_N = sizeof HELPS / sizeof *HELPS };

/* What the region says of the data it keeps, and whom to ask about it. */
static Fault fill_privacy(Ctx *c, HelpView *v) {
    Lang l = c->reader.lang;
    TRY(fact_in(c, "privacy", l, &v->own, &l));
    v->own_lang = str_of(lang_code(l));
    v->own_dir = str_of(lang_dir(l));
    TRY(fact_get(c, "contact.name", &v->who));
    TRY(fact_get(c, "contact.phone", &v->phone));
    TRY(fact_get(c, "contact.email", &v->email));
    v->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(v->phone));
    v->mail_href = arena_printf(c->arena, "mailto:%.*s", STR_ARG(v->email));
    v->asked = v->who.n || v->phone.n || v->email.n;
    return OK;
}

static Fault get_help(Ctx *c, const Request *rq, Reply *rp) {
    HelpView v = {.links = ARENA_ARRAY(c->arena, HelpLink, HELPS_N)};
    for (size_t i = 0; i < HELPS_N; i++) {
        if (str_eq(rq->words[0], str_of(HELPS[i].word))) {
            v.title = HELPS[i].title;
            v.parts = HELPS[i].parts;
            v.parts_n = HELPS[i].n;
            continue;
        }
        v.links[v.links_n++] = (HelpLink){
            .href = arena_printf(c->arena, "/help%s%s", *HELPS[i].word ? "/" : "", HELPS[i].word),
            .name = HELPS[i].title,
        };
    }
    if (!v.parts) return NOT_FOUND;
    if (v.parts == PRIVACY && c->db) TRY(fill_privacy(c, &v));
    Page pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, v.title));
    pg.bare = c->who.account == 0;
    v.keys = !pg.bare;
    return page_send(&pg, rp, help_page_page, &v);
}

/* The service worker keeps this page and shows it when there is no network. */
static Fault get_offline(Ctx *c, const Request *rq, Reply *rp) {
    Page        pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, T_PAGE_OFFLINE_SHORT));
    OfflineView v = {.signed_in = c->who.account != 0};
    pg.bare = c->who.account == 0;
    return page_send(&pg, rp, offline_page_page, &v);
}

static const Route ROUTES[] = {
    {.method = GET, .path = "/more", .handler = get_more, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/help", .handler = get_help, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/help/{word}", .handler = get_help, .kind = ROUTE_READ, .who = ROLES_ALL},
    {.method = GET, .path = "/offline", .handler = get_offline, .kind = ROUTE_READ, .who = ROLES_ALL},
};

const Module PAGE_MODULE = {.name = "page", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};
