/* page_help.c - pages about the product itself: more, help, about, what the device shows without a network. */
#include "base/check.h"
#include "db/facts.h"
#include "page/shell.h"

/* ---- more: what does not fit into the bars ------------------------------------------------------------------ */

static const struct {
    const char *href, *icon;
    TextKey     name;
    unsigned    who;
} MORE[] = {
    {"/cases", "users", T_ENT_CASE_MANY, ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER},
    {"/caseload", "table", T_CASE_LOAD, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/needs", "list", T_RESPONSE_ROLLUP, ROLES_STAFF},
    {"/responses", "users-group", T_ENT_RESPONSE_MANY, ROLES_MEMBER},
    {"/initiatives", "flag", T_ENT_INITIATIVE_MANY, ROLES_MEMBER},
    {"/wanted-ties", "affiliate", T_ENT_WANTED_TIE_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/aims", "flag", T_ENT_AIM_MANY, ROLES_MEMBER},
    {"/wishes", "message-circle", T_ENT_WISH_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/introductions", "heart-handshake", T_ENT_INTRODUCTION_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/listings", "heart-handshake", T_PAGE_LISTINGS, ROLES_ALL},
    {"/places", "map-pin", T_PAGE_PLACES, ROLES_ALL},
    {"/events/month", "calendar", T_EVENT_TITLE, ROLES_MEMBER},
    {"/dossiers", "file-text", T_DOSSIER_ALL_PLACES, ROLE_ADMIN | ROLE_HQ},
    {"/intakes", "inbox", T_ENT_INTAKE_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/aid", "receipt", T_ENT_AID_TRACK_MANY, ROLES_MEMBER},
    {"/referrals", "send", T_ENT_REFERRAL_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/finance", "receipt", T_ENT_FINANCE_REQUEST_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/waves", "sunrise", T_ENT_WAVE_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/tools", "tool", T_ENT_TOOL_MANY, ROLES_MEMBER},
    {"/results", "flag", T_RESULTS_TITLE, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/outreach", "phone", T_OUTREACH_TITLE, ROLES_STAFF | ROLE_TRUSTEE},
    {"/counts", "building-store", T_MEASURE_COUNT, ROLES_STAFF},
    {"/services/sums", "gift", T_SERVICE_SUMS, ROLE_ADMIN | ROLE_HQ},
    {"/feedback", "message-circle", T_FEEDBACK_SUMS, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/finance/sums", "receipt", T_FINANCE_SUMS, ROLES_STAFF | ROLE_TRUSTEE},
    {"/doors", "qrcode", T_ENT_DOOR_MANY, ROLES_STAFF},
    {"/tasks", "checkbox", T_ENT_COMMITMENT_MANY, ROLES_MEMBER},
    {"/notes", "note", T_ENT_POST_MANY, ROLES_MEMBER},
    {"/bodies", "users-group", T_ENT_BODY_MANY, ROLES_MEMBER},
    {"/meetings", "calendar", T_ENT_MEETING_MANY, ROLES_MEMBER},
    {"/barriers", "barrier-block", T_ENT_BARRIER_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/agreements", "heart-handshake", T_ENT_AGREEMENT_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/ties", "affiliate", T_ENT_TIE_MANY, ROLES_MEMBER},
    {"/consultants", "school", T_ENT_CONSULTANT_MANY, ROLES_STAFF},
    {"/case-sessions", "message-circle", T_ENT_CASE_SESSION_MANY, ROLES_STAFF},
    {"/hours", "clock", T_SESSION_HOURS, ROLES_STAFF},
    {"/budget", "receipt", T_BUDGET_TITLE, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/funding-sources", "receipt", T_ENT_FUNDING_SOURCE_MANY, ROLES_STAFF},
    {"/learning", "school", T_LEARN_TITLE, ROLES_STAFF},
    {"/principles", "file-text", T_ENT_PRINCIPLE_TEXT_MANY, ROLES_MEMBER},
    {"/conflicts", "barrier-block", T_ENT_CONFLICT_MANY, ROLES_STAFF},
    {"/consent-texts", "file-text", T_ENT_CONSENT_TEXT_MANY, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/imports", "file-import", T_IMPORT_LIST, ROLES_STAFF},
    {"/categories", "tag", T_ENT_CATEGORY_MANY, ROLES_STAFF},
    {"/surveys", "clipboard-list", T_ENT_SURVEY_MANY, ROLES_STAFF},
    {"/people", "users", T_ACCOUNT_PEOPLE, ROLES_STAFF},
    {"/erasures", "trash", T_KEEP_ERASURES, ROLE_ADMIN},
    {"/region/settings", "settings", T_ENT_SETTING, ROLE_ADMIN},
    {"/region", "shield-lock", T_EXPORT_REGION_PAGE, ROLE_ADMIN | ROLE_HQ},
    {"/me", "user", T_PAGE_PROFILE, ROLES_MEMBER},
    {"/api", "code", T_API_TITLE, ROLES_STAFF},
    {"/help", "help", T_PAGE_HELP, ROLES_ALL},
};
enum { MORE_N = sizeof MORE / sizeof *MORE };

static Fault get_more(Ctx *c, const Request *rq, Reply *rp) {
    Page     pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_PAGE_MORE));
    MoreView v = {.links = ARENA_ARRAY(c->arena, NavLink, MORE_N), .signed_in = c->who.account != 0};
    for (size_t i = 0; i < MORE_N; i++) {
        if (!(c->who.roles & MORE[i].who)) continue;
        v.links[v.links_n++] = (NavLink){
            .href = str_of(MORE[i].href),
            .name = MORE[i].name,
            .icon = page_icon_html(c->arena, MORE[i].icon),
        };
    }
    return page_send(&pg, rp, more_page, &v);
}

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
