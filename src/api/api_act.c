/* api_act.c - what happened: history of a record, merging, one's own acts and their undo, the feed of changes. */
#include "api/api_inner.h"

#include "base/check.h"

enum { HISTORY_MAX = 200, ACTS_MAX = 100, CHANGES_USUAL = 100 };

static const char *const KINDS[] = {
    [CHANGE_CREATE] = "create",       [CHANGE_UPDATE] = "update", [CHANGE_ARCHIVE] = "archive",
    [CHANGE_UNARCHIVE] = "unarchive", [CHANGE_MERGE] = "merge",   [CHANGE_UNMERGE] = "unmerge",
    [CHANGE_ERASE] = "erase",
};

/* A whole number of the address between 0 or 1 and max. */
static int64_t number_asked(Ctx *c, const Request *rq, const char *name, int64_t otherwise, int64_t max) {
    int64_t n;
    Str     text = params_get(&rq->args, name);
    if (!params_has(&rq->args, name)) return otherwise;
    if (str_int(text, &n) && n >= (otherwise > 0) && n <= max) return n;
    complain(c, name, T_FORM_FIX_NUMBER);
    return otherwise;
}

/* What a record was is read as it is read itself: openings are written down. */
static Fault told_of(Ctx *c, const Entity *e, Id record) {
    void *rec = ent_new(c, e);
    Fault f = ent_load(c, e, record, rec);
    if (f == OK) TRY(view_taken(c, e, rec));
    return f == NOT_FOUND ? OK : f;
}

/* Names of accounts are staff's; to others an account is an id. */
static Fault put_changes(Ctx *c, Buf *b, const Change *v, size_t n) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].account;
    TRY(ent_labels(c, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        CHECK(v[i].kind >= CHANGE_CREATE && v[i].kind <= CHANGE_ERASE);
        buf_printf(b, "%s{\"number\":%lld", i ? "," : "", (long long)v[i].id);
        put_member_id(b, "act", v[i].act);
        put_member_id(b, "account", v[i].account);
        buf_lit(b, ",\"account_name\":");
        if (names[i].n) put_json(b, names[i]);
        else buf_lit(b, "null");
        put_member_stamp(b, "at", v[i].at);
        buf_printf(b, ",\"noun\":\"%s\"", v[i].entity->table);
        put_member_id(b, "record", v[i].record);
        buf_printf(b, ",\"kind\":\"%s\",\"before\":", KINDS[v[i].kind]);
        buf_add(b, v[i].before.n ? v[i].before : LIT("null"));
        buf_lit(b, ",\"after\":");
        buf_add(b, v[i].after.n ? v[i].after : LIT("null"));
        buf_byte(b, '}');
    }
    return OK;
}

Fault api_history(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Change *v;
    size_t  n;
    TRY(api_entity(c, rq, &e));
    TRY(ent_history(c, e, rq->ids[0], HISTORY_MAX, &v, &n));
    TRY(told_of(c, e, rq->ids[0]));
    rp->type = "application/json";
    buf_lit(rp->body, "{\"items\":[");
    TRY(put_changes(c, rp->body, v, n));
    buf_lit(rp->body, "]}");
    return OK;
}

/* ---- merging ------------------------------------------------------------------------------------------------- */

Fault api_merge(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    Str  text;
    Id   loser;
    TRY(api_entity(c, rq, &e));
    TRY(api_texts(c, rq, &(ApiText){"loser", &text, true}, 1));
    if (!id_parse(text, &loser)) complain(c, "loser", T_FORM_FIX_REF);
    TRY(complaints_fault(c));
    TRY(ent_merge(c, e, rq->ids[0], loser));
    return api_answer(c, rp, e, rq->ids[0]);
}

Fault api_unmerge(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(ent_unmerge(c, e, rq->ids[0]));
    return api_answer(c, rp, e, rq->ids[0]);
}

/* ---- acts ---------------------------------------------------------------------------------------------------- */

Fault api_acts(Ctx *c, const Request *rq, Reply *rp) {
    ActRow *v;
    size_t  n;
    (void)rq;
    TRY(act_list(c, ACTS_MAX, &v, &n));
    rp->type = "application/json";
    buf_lit(rp->body, "{\"items\":[");
    for (size_t i = 0; i < n; i++) {
        char id[ID_CHARS + 1];
        id_print(id, v[i].id);
        buf_printf(rp->body, "%s{\"id\":\"%s\",\"kind\":\"%s\",\"title\":", i ? "," : "", id, TEXT_NAMES[v[i].kind]);
        put_json(rp->body, tr(c->reader.lang, v[i].kind));
        buf_lit(rp->body, ",\"summary\":");
        put_json(rp->body, v[i].summary);
        put_member_stamp(rp->body, "at", v[i].at);
        put_member_id(rp->body, "undone_by", v[i].undone_by);
        put_member_id(rp->body, "undoes", v[i].undoes);
        buf_byte(rp->body, '}');
    }
    buf_lit(rp->body, "]}");
    return OK;
}

/* An act may hold records of every noun: a key for some of them does not reach. */
Fault api_undo(Ctx *c, const Request *rq, Reply *rp) {
    if (c->who.nouns) return fail(c, NOT_ALLOWED, "act", rq->ids[0]);
    TRY(act_undo(c, rq->ids[0]));
    rp->type = "application/json";
    buf_lit(rp->body, "{\"act\":\"");
    buf_id(rp->body, c->act);
    buf_lit(rp->body, "\"}");
    return OK;
}

/* ---- the feed ------------------------------------------------------------------------------------------------ */

/* GET /api/v1/changes?since=N: in the order in which it happened. Asking again with `next` goes on without a gap. */
Fault api_changes(Ctx *c, const Request *rq, Reply *rp) {
    const Route  *lists[API_NOUNS_MAX];
    const Entity *of[API_NOUNS_MAX];
    size_t n = api_lists(lists, API_NOUNS_MAX), n_of = 0;
    ChangePage p = {.since = number_asked(c, rq, "since", 0, INT64_MAX)};
    p.limit = (size_t)number_asked(c, rq, "limit", CHANGES_USUAL, CHANGES_PAGE_MAX);
    TRY(complaints_fault(c));
    for (size_t i = 0; i < n; i++) {
        if (api_may_see(c, lists[i])) of[n_of++] = entity_named(str_of(lists[i]->api->entity));
    }
    TRY(changes_since(c, of, n_of, &p));
    for (size_t i = 0; i < p.n; i++) {
        bool again = i && p.v[i].record == p.v[i - 1].record;
        const Entity *e = p.v[i].entity;
        bool kept = e->visibility == VIS_TEAM || e->parent || field_named(e, LIT("of_case"));
        if (kept && !again) TRY(told_of(c, e, p.v[i].record));
    }
    rp->type = "application/json";
    buf_printf(rp->body, "{\"next\":%lld,\"more\":%s,\"items\":[", (long long)p.next, p.more ? "true" : "false");
    TRY(put_changes(c, rp->body, p.v, p.n));
    buf_lit(rp->body, "]}");
    return OK;
}
