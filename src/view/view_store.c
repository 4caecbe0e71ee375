/* view_store.c - saved views, undo and history: what lists and records have beside them. */
#include "view/view_page.h"

#include "base/utf8.h"

enum { Q_MINE, Q_SAME_NAME };

const Query VIEW_QUERIES[VIEW_Q_N] = {
    [Q_MINE] = {.sql = "SELECT v.id, v.name, v.address, v.shared, v.locked, v.created_by FROM views v"
                       " WHERE v.org = :org AND v.list = :list AND v.archived_at IS NULL AND {scope:v}"
                       " ORDER BY CASE WHEN v.created_by = :account THEN 0 ELSE 1 END, v.id LIMIT 40",
                .in = "org:id list:text account:int",
                .out = "id:id name:text address:text shared:int locked:int created_by:id"},
    [Q_SAME_NAME] = {.sql = "SELECT v.id FROM views v WHERE v.org = :org AND v.list = :list AND v.name = :name"
                            " AND v.created_by = :account AND v.archived_at IS NULL AND {scope:v} ORDER BY v.id",
                     .in = "org:id list:text name:text account:int", .out = "id:id"},
};

Fault view__saved(Ctx *c, Str list, View **ret_v, size_t *ret_n) {
    enum { SHOWN_MAX = 40 };
    View  *v = ARENA_ARRAY(c->arena, View, SHOWN_MAX);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &VIEW_QUERIES[Q_MINE], VALS(v_id(c->who.org), v_text(list), v_int(c->who.account)), &r));
    while (n < SHOWN_MAX && rows_next(&r)) {
        View *at = &v[n++];
        at->head.id = rows_id(&r, 0);
        at->name = rows_copy(&r, 1);
        at->address = rows_copy(&r, 2);
        at->shared = (int)rows_int(&r, 3);
        at->locked = (int)rows_int(&r, 4);
        at->head.created_by = rows_id(&r, 5);
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Str view__back(const Request *rq, Str otherwise) {
    Str back = params_get(&rq->form, "back");
    return path_is_ours(back) ? back : otherwise;
}

/* POST /views: keeps the address of a list under a name. The same name again replaces one's own view. */
Fault post_view(Ctx *c, const Request *rq, Reply *rp) {
    Str list = params_get(&rq->form, "list"), name = utf8_clean_line(c->arena, params_get(&rq->form, "name"));
    const Sheet *s = view_sheet(list);
    if (!s || !name.n) return fail(c, INVALID, "view", 0);
    View *v = ent_new(c, &view_entity);
    int64_t same = 0;
    Fault f = db_int(c, &VIEW_QUERIES[Q_SAME_NAME],
                     VALS(v_id(c->who.org), v_text(list), v_text(name), v_int(c->who.account)), &same);
    if (f == OK) TRY(ent_load(c, &view_entity, same, v));
    else if (f != NOT_FOUND) return f;
    v->name = name;
    v->list = list;
    v->address = params_get(&rq->form, "address");
    v->shared = str_eq(params_get(&rq->form, "shared"), LIT("1"));
    v->head.visibility = v->shared ? VIS_MEMBERS : VIS_PRIVATE;
    TRY(ent_save(c, &view_entity, v));
    Str to = arena_printf(c->arena, "%s%s%.*s", s->path, v->address.n ? "?" : "", STR_ARG(v->address));
    reply_go(c, rp, to, T_VIEW_SAVED_NOW, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

Fault post_view_end(Ctx *c, const Request *rq, Reply *rp) {
    TRY(ent_archive(c, &view_entity, rq->ids[0]));
    reply_go(c, rp, view__back(rq, LIT("/me/views")), T_VIEW_ENDED, NULL, 0);
    return OK;
}

/* POST /acts/ACT/undo: takes back one's own last act, or an import. */
Fault post_undo(Ctx *c, const Request *rq, Reply *rp) {
    TRY(act_undo(c, rq->ids[0]));
    reply_go(c, rp, view__back(rq, LIT("/")), T_VIEW_UNDONE, NULL, 0);
    return OK;
}

enum { HISTORY_SHOWN = 200 };

/* GET /history/NOUN/ID: who changed what, when. */
Fault get_history(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e = entity_named(rq->words[0]);
    if (!e || !view_sheet(rq->words[0])) return fail(c, NOT_FOUND, "page", 0);
    void *rec = ent_new(c, e);
    TRY(ent_load(c, e, rq->ids[0], rec));
    Buf b;
    buf_init(&b, 1 << 20);
    Page  pg = page_new(c, rq, view_sheet(rq->words[0])->nav, tr(c->reader.lang, T_VIEW_HISTORY));
    Fault f = history_html(c, &b, e, rq->ids[0], HISTORY_SHOWN, page_hidden(&pg));
    HistoryView v = {.back = view_record_path(c, e, rq->ids[0]), .entries = {arena_copy(c->arena, buf_str(&b))}};
    buf_release(&b);
    TRY(f);
    TRY(view_call(c, view_sheet(rq->words[0]), rec, &v.name));
    return page_send(&pg, rp, view_history_page, &v);
}

const Route VIEW_OWN_ROUTES[VIEW_OWN_ROUTES_N] = {
    {POST, "/views", post_view, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/views/{id}/end", post_view_end, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {POST, "/acts/{id}/undo", post_undo, ROUTE_WRITE, ROLES_MEMBER, 0, NULL, false},
    {GET, "/find", get_find, ROUTE_READ, ROLES_ALL, 0, NULL, true},
    {GET, "/history/{word}/{id}", get_history, ROUTE_READ, ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, 0, NULL, false},
};
