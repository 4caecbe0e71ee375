/* page_more.c - what does not fit into the bars, by what it is about. */
#include "page/shell.h"

typedef struct MoreRow {
    const char *href, *icon;
    TextKey     name;
    unsigned    who;
} MoreRow;

static const MoreRow ACCOMPANY[] = {
    {"/cases", "users", T_ENT_CASE_MANY, ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER},
    {"/caseload", "table", T_CASE_LOAD, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/intakes", "inbox", T_ENT_INTAKE_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/case-sessions", "message-circle", T_ENT_CASE_SESSION_MANY, ROLES_STAFF},
    {"/surveys", "clipboard-list", T_ENT_SURVEY_MANY, ROLES_STAFF},
    {"/needs", "list", T_RESPONSE_ROLLUP, ROLES_STAFF},
    {"/responses", "users-group", T_ENT_RESPONSE_MANY, ROLES_MEMBER},
    {"/tools", "tool", T_ENT_TOOL_MANY, ROLES_MEMBER},
    {"/services/sums", "gift", T_SERVICE_SUMS, ROLE_ADMIN | ROLE_HQ},
    {"/aid", "receipt", T_ENT_AID_TRACK_MANY, ROLES_MEMBER},
    {"/referrals", "send", T_ENT_REFERRAL_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/finance", "receipt", T_ENT_FINANCE_REQUEST_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/waves", "sunrise", T_ENT_WAVE_MANY, ROLES_STAFF | ROLE_TRUSTEE},
};
static const MoreRow NETWORK[] = {
    {"/listings", "heart-handshake", T_PAGE_LISTINGS, ROLES_ALL},
    {"/matches", "affiliate", T_MATCHING_TITLE, ROLES_STAFF},
    {"/alerts", "bell", T_ENT_ALERT_MANY, ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER},
    {"/ties", "affiliate", T_ENT_TIE_MANY, ROLES_MEMBER},
    {"/wanted-ties", "affiliate", T_ENT_WANTED_TIE_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/introductions", "heart-handshake", T_ENT_INTRODUCTION_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/opportunities", "bulb", T_SENDING_LIVE, ROLES_MEMBER},
    {"/chains", "affiliate", T_ENT_VALUE_CHAIN_MANY, ROLES_MEMBER},
    {"/purchases", "receipt", T_SPEND_TITLE, ROLES_ALL},
    {"/coming-purchases", "calendar", T_ENT_COMING_PURCHASE_MANY, ROLES_ALL},
    {"/quote-requests", "receipt", T_ENT_QUOTE_REQUEST_MANY, ROLES_STAFF},
    {"/consortia", "users-group", T_ENT_CONSORTIUM_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/pledges", "heart-handshake", T_PLEDGE_RESPONSIBILITY, ROLES_MEMBER},
    {"/facilities", "building", T_ENT_FACILITY_MANY, ROLES_MEMBER},
};
static const MoreRow PLACE[] = {
    {"/dashboard", "table", T_BOARD_TITLE, ROLES_STAFF},
    {"/places", "map-pin", T_PAGE_PLACES, ROLES_ALL},
    {"/dossiers", "file-text", T_DOSSIER_ALL_PLACES, ROLE_ADMIN | ROLE_HQ},
    {"/events/month", "calendar", T_EVENT_TITLE, ROLES_MEMBER},
    {"/wishes", "message-circle", T_ENT_WISH_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/aims", "flag", T_ENT_AIM_MANY, ROLES_MEMBER},
    {"/initiatives", "flag", T_ENT_INITIATIVE_MANY, ROLES_MEMBER},
    {"/outreach", "phone", T_OUTREACH_TITLE, ROLES_STAFF | ROLE_TRUSTEE},
    {"/counts", "building-store", T_TALLY_TITLE, ROLES_STAFF},
    {"/network", "affiliate", T_WEAVE_TITLE, ROLES_MEMBER},
    {"/leaks", "receipt", T_STAY_TITLE, ROLES_STAFF},
};
static const MoreRow COUNCIL[] = {
    {"/bodies", "users-group", T_ENT_BODY_MANY, ROLES_MEMBER},
    {"/meetings", "calendar", T_ENT_MEETING_MANY, ROLES_MEMBER},
    {"/barriers", "barrier-block", T_ENT_BARRIER_MANY, ROLES_STAFF | ROLE_TRUSTEE},
    {"/agreements", "heart-handshake", T_ENT_AGREEMENT_MANY, ROLES_STAFF | ROLE_TRUSTEE},
};
static const MoreRow TEAM[] = {
    {"/tasks", "checkbox", T_ENT_COMMITMENT_MANY, ROLES_MEMBER},
    {"/notes", "note", T_ENT_POST_MANY, ROLES_MEMBER},
    {"/consultants", "school", T_ENT_CONSULTANT_MANY, ROLES_STAFF},
    {"/hours", "clock", T_SESSION_HOURS, ROLES_STAFF},
    {"/learning", "school", T_LEARN_TITLE, ROLES_STAFF},
    {"/principles", "file-text", T_ENT_PRINCIPLE_TEXT_MANY, ROLES_MEMBER},
    {"/conflicts", "barrier-block", T_ENT_CONFLICT_MANY, ROLES_STAFF},
};
static const MoreRow RESULTS[] = {
    {"/results", "flag", T_RESULTS_TITLE, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/feedback", "message-circle", T_FEEDBACK_SUMS, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/finance/sums", "receipt", T_FINANCE_SUMS, ROLES_STAFF | ROLE_TRUSTEE},
    {"/budget", "receipt", T_BUDGET_TITLE, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/funding-sources", "receipt", T_ENT_FUNDING_SOURCE_MANY, ROLES_STAFF},
};
static const MoreRow RUNNING[] = {
    {"/doors", "qrcode", T_ENT_DOOR_MANY, ROLES_STAFF},
    {"/imports", "file-import", T_IMPORT_LIST, ROLES_STAFF},
    {"/categories", "tag", T_ENT_CATEGORY_MANY, ROLES_STAFF},
    {"/consent-texts", "file-text", T_ENT_CONSENT_TEXT_MANY, ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR},
    {"/people", "users", T_ACCOUNT_PEOPLE, ROLES_STAFF},
    {"/erasures", "trash", T_KEEP_ERASURES, ROLE_ADMIN},
    {"/region/settings", "settings", T_ENT_SETTING, ROLE_ADMIN},
    {"/region", "shield-lock", T_EXPORT_REGION_PAGE, ROLE_ADMIN | ROLE_HQ},
    {"/api", "code", T_API_TITLE, ROLES_STAFF},
};
static const MoreRow YOU[] = {
    {"/me", "user", T_PAGE_PROFILE, ROLES_MEMBER},
    {"/help", "help", T_PAGE_HELP, ROLES_ALL},
};

#define ROWS(r) r, sizeof r / sizeof *r
static const struct {
    TextKey        title;
    int            column;                        /* on a wide screen; on a phone they stand below each other */
    const MoreRow *rows;
    size_t         n;
} GROUPS[] = {
    {T_PAGE_MORE_ACCOMPANY, 0, ROWS(ACCOMPANY)},
    {T_PAGE_MORE_NETWORK, 1, ROWS(NETWORK)},
    {T_PAGE_MORE_PLACE, 1, ROWS(PLACE)},
    {T_PAGE_MORE_COUNCIL, 1, ROWS(COUNCIL)},
    {T_PAGE_MORE_TEAM, 2, ROWS(TEAM)},
    {T_PAGE_MORE_RESULTS, 2, ROWS(RESULTS)},
    {T_PAGE_MORE_RUNNING, 2, ROWS(RUNNING)},
    {T_PAGE_MORE_YOU, 0, ROWS(YOU)},
};
enum { GROUPS_N = sizeof GROUPS / sizeof *GROUPS };

static MoreGroup group_for(Ctx *c, int at) {
    MoreGroup g = {.title = GROUPS[at].title, .links = ARENA_ARRAY(c->arena, NavLink, GROUPS[at].n)};
    for (size_t i = 0; i < GROUPS[at].n; i++) {
        const MoreRow *r = &GROUPS[at].rows[i];
        if (!(c->who.roles & r->who)) continue;
        g.links[g.links_n++] = (NavLink){
            .href = str_of(r->href), .name = r->name, .icon = page_icon_html(c->arena, r->icon)};
    }
    return g;
}

Fault get_more(Ctx *c, const Request *rq, Reply *rp) {
    Page     pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_PAGE_MORE));
    MoreView v = {.columns = ARENA_ARRAY(c->arena, MoreColumn, MORE_COLUMNS), .columns_n = MORE_COLUMNS,
                  .signed_in = c->who.account != 0};
    for (int i = 0; i < MORE_COLUMNS; i++) v.columns[i].groups = ARENA_ARRAY(c->arena, MoreGroup, GROUPS_N);
    for (int i = 0; i < GROUPS_N; i++) {
        MoreGroup   g = group_for(c, i);
        MoreColumn *into = &v.columns[GROUPS[i].column];
        if (g.links_n) into->groups[into->groups_n++] = g;
    }
    return page_send(&pg, rp, more_page, &v);
}
