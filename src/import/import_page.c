/* import_page.c - the list of imports, and bringing a file. */
#include "import/import_page.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/region.h"
#include "ent/list.h"

#include <fcntl.h>
#include <unistd.h>

enum { LIST_ROWS = 30, PIECE_BYTES = 1 << 18, PIECES_EACH = 16 };

/* ---- steps ------------------------------------------------------------------------------------------------------ */

void import_steps(Buf *b, const Page *pg, int step) {
    static const TextKey WORDS[] = {T_IMPORT_STEP_FILE, T_IMPORT_STEP_COLUMNS, T_IMPORT_STEP_CHECK, T_IMPORT_STEP_DONE};
    buf_lit(b, "<ol class=\"stepper no-print\" aria-label=\"");
    tr_attr(b, pg->r, T_IMPORT_STEPS, NULL, 0);
    buf_lit(b, "\">");
    for (int i = 1; i <= 4; i++) {
        buf_add(b, i < step ? LIT("<li class=\"done\">") : i == step ? LIT("<li aria-current=\"step\">") : LIT("<li>"));
        if (i < step) page_icon(b, "check");
        else buf_printf(b, "<span class=\"num\">%d</span>", i);
        buf_lit(b, "<span class=\"word\">");
        tr_html(b, pg->r, WORDS[i - 1], NULL, 0);
        buf_lit(b, "</span></li>");
    }
    buf_lit(b, "</ol>");
}

Str import_path(Ctx *c, Id id, const char *below) {
    char text[ID_CHARS + 1];
    id_print(text, id);
    return arena_printf(c->arena, "/imports/%s%s", text, below);
}

Fault import_of(Ctx *c, Id id, Import *ret_v) {
    ent_clear(&import_entity, ret_v);
    return ent_load(c, &import_entity, id, ret_v);
}

/* ---- the list --------------------------------------------------------------------------------------------------- */

static Str colour_of(int state) {
    switch (state) {
    case IMPORT_STATE_DONE: return LIT("ok");
    case IMPORT_STATE_FAILED: return LIT("bad");
    case IMPORT_STATE_RUNNING: case IMPORT_STATE_MATCHED: return LIT("info");
    case IMPORT_STATE_UNDONE: return LIT("");
    default: return LIT("warn");
    }
}

static int64_t shown(int64_t n) { return n == NUMBER_NONE ? 0 : n; }

bool import_may_undo(const Ctx *c, const Import *v) {
    bool over = v->state == IMPORT_STATE_DONE || v->state == IMPORT_STATE_FAILED;
    bool young = c->reader.now - v->head.created_at < (int64_t)IMPORT_KEPT_DAYS * 24 * 3600 * 1000;
    return over && young && v->act != NUMBER_NONE && v->act && (c->who.roles & ROLES_STAFF);
}

static Fault fill_rows(Ctx *c, const Import *v, size_t n, ImportsView *view) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].head.created_by;
    TRY(ent_labels(c, ids, n, names));
    view->rows = ARENA_ARRAY(c->arena, ImportRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool over = v[i].state >= IMPORT_STATE_RUNNING;
        view->rows[view->rows_n++] = (ImportRow){
            .id = v[i].head.id, .name = v[i].name, .href = import_path(c, v[i].head.id, ""),
            .undo_href = import_path(c, v[i].head.id, "#undo"), .who = names[i],
            .state = choice_label(&import_state_choices, v[i].state), .colour = colour_of(v[i].state),
            .at = v[i].head.created_at, .over = over, .may_undo = import_may_undo(c, &v[i]),
            .made = over ? shown(v[i].created) : 0, .changed = over ? shown(v[i].updated) : 0,
            .known = over ? shown(v[i].skipped) : 0, .left = over ? shown(v[i].broken) : 0};
    }
    return OK;
}

static Page page_of(Ctx *c, const Request *rq, TextKey title) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, title));
    pg.crumbs[0] = (Crumb){LIT("/more"), tr(c->reader.lang, T_PAGE_MORE)};
    pg.crumbs[1] = (Crumb){LIT("/imports"), tr(c->reader.lang, T_IMPORT_LIST)};
    pg.n_crumbs = 2;
    return pg;
}

Page import_page(Ctx *c, const Request *rq, TextKey title) {
    Page pg = page_of(c, rq, title);
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return pg;
}

static Fault get_imports(Ctx *c, const Request *rq, Reply *rp) {
    ImportsView v = {.limit = LIST_ROWS};
    int64_t page = 1;
    void *rows;
    size_t n;
    if (!str_int(params_get(&rq->args, "page"), &page) || page < 1 || page > 100000) page = 1;
    v.offset = (page - 1) * LIST_ROWS;
    ListSpec spec = {.entity = &import_entity, .limit = LIST_ROWS, .offset = v.offset, .sort_changed = true,
                     .descending = true};
    TRY(list_run(c, &spec, false, &rows, &n, &v.total));
    TRY(fill_rows(c, rows, n, &v));
    Page pg = page_of(c, rq, T_IMPORT_LIST);
    return page_send(&pg, rp, import_list_page, &v);
}

/* ---- a new file ------------------------------------------------------------------------------------------------- */

enum { PROBLEM_ARGS = 4 };

static void problem_args(const SheetProblem *p, TrArg ret_args[PROBLEM_ARGS]) {
    ret_args[0] = TR_N("row", (int64_t)p->row);
    ret_args[1] = TR_N("column", p->column);
    ret_args[2] = TR_N("limit", (int64_t)p->limit);
    ret_args[3] = TR_ARG("what", str_of(p->what));
}

Html import_sentence(Ctx *c, TextKey key, const TrArg *args, size_t n) {
    Buf b;
    buf_init(&b, 10000);
    tr_html(&b, &c->reader, key, args, n);
    return html_keep(c->arena, &b);
}

Html import_problem(Ctx *c, const SheetProblem *p) {
    TrArg args[PROBLEM_ARGS];
    problem_args(p, args);
    return import_sentence(c, tr_key(str_of(p->key)), args, PROBLEM_ARGS);
}

/* Why a file is refused, as markup and as plain text. */
static void refuse(Ctx *c, Brought *b, TextKey key, const TrArg *args, size_t n) {
    Buf plain;
    buf_init(&plain, 10000);
    tr_plain(&plain, &c->reader, key, args, n);
    b->said = buf_keep(c->arena, &plain);
    b->refused = import_sentence(c, key, args, n);
}

static void refuse_problem(Ctx *c, Brought *b, const SheetProblem *p) {
    TrArg args[PROBLEM_ARGS];
    problem_args(p, args);
    refuse(c, b, tr_key(str_of(p->key)), args, PROBLEM_ARGS);
}

static Fault show_new(Ctx *c, const Request *rq, Reply *rp, UploadView *v) {
    TRY(region_read_begin(c->region, c));
    Page pg = import_page(c, rq, T_IMPORT_NEW);
    pg.has_errors = v->refused.s.n > 0;
    if (pg.has_errors) rp->status = 422;
    v->max = IMPORT_BYTES_MAX;
    Fault f = page_send(&pg, rp, import_new_page, v);
    region_read_end(c->region, c);
    return f;
}

/* What a link to this page says about the file to come; the next step gets it. */
static void coming(const Params *said, UploadView *v) {
    Id place;
    if (import_target_named(params_get(said, "into"))) v->into = params_get(said, "into");
    if (id_parse(params_get(said, "place"), &place) && place) v->place = params_get(said, "place");
    v->spending = str_eq(v->into, LIT("outlays"));
}

Fault get_import_new(Ctx *c, const Request *rq, Reply *rp) {
    UploadView v = {0};
    coming(&rq->args, &v);
    return show_new(c, rq, rp, &v);
}

/* A small upload is in memory; here every file has a descriptor. */
static Fault fd_of(Ctx *c, const Upload *u, int *ret_fd) {
    if (u->fd >= 0) {
        *ret_fd = dup(u->fd);
        return *ret_fd >= 0 ? OK : fail(c, BROKEN, "file", 0);
    }
    TRY(import_temp(c, ret_fd));
    Str s = u->bytes;
    ssize_t n = s.n ? pwrite(*ret_fd, s.p, s.n, 0) : 0;
    if (n == (ssize_t)s.n) return OK;
    close(*ret_fd);
    return fail(c, DISK_FULL, "file", 0);
}

/* Can it be read as a table at all? */
static Fault try_file(Ctx *c, int fd, Str name, Brought *b) {
    Arena memory;
    ImportFile file;
    ImportPlan plan = {0};
    arena_init(&memory, (size_t)1 << 28);
    Fault f = import_file_open(&memory, fd, name, &plan, &file);
    if (f != OK && file.problem.key) refuse_problem(c, b, &file.problem);
    else if (f != OK) refuse(c, b, T_SHEET_UNREADABLE, NULL, 0);
    else if (!file.head.columns) refuse(c, b, T_SHEET_REFUSED_EMPTY, NULL, 0);
    import_file_close(&file);
    arena_release(&memory);
    return f == BAD_FILE || f == BAD_TYPE || f == TOO_LARGE ? OK : f;
}

typedef struct Pieces {
    int     fd;
    Id      import;
    int64_t n;
    bool    end;
} Pieces;

static Fault run_pieces(Ctx *c, void *arg) {
    Pieces *p = arg;
    char *piece = arena_alloc(c->arena, PIECE_BYTES);
    for (int i = 0; i < PIECES_EACH && !p->end; i++) {
        ssize_t n = pread(p->fd, piece, PIECE_BYTES, (off_t)p->n * PIECE_BYTES);
        if (n < 0) return fail(c, BAD_FILE, "file", 0);
        p->end = n < PIECE_BYTES;
        if (n > 0) TRY(import_piece_add(c, p->import, p->n++, (Str){piece, (size_t)n}));
    }
    return OK;
}

static Fault run_forget(Ctx *c, void *arg) {
    (void)arg;
    return import_forget_old(c);
}

/* The record first, as "stopped"; it becomes "brought" when all of the file is there. */
static Fault keep_file(Ctx *c, int fd, Import *v) {
    Pieces p = {.fd = fd};
    Arena *outer = c->arena, own;
    v->state = IMPORT_STATE_FAILED;
    v->head.visibility = VIS_TEAM;
    TRY(import_save(c, v));
    p.import = v->head.id;
    arena_init(&own, (size_t)64 << 20);
    c->arena = &own;
    Fault f = OK;
    while (f == OK && !p.end) {
        f = region_write(c->region, c, run_pieces, &p);
        arena_reset(&own);
    }
    c->arena = outer;
    arena_release(&own);
    TRY(f);
    v->state = IMPORT_STATE_UPLOADED;
    TRY(import_save(c, v));
    return region_write(c->region, c, run_forget, NULL);
}

static Fault find_before(Ctx *c, Str digest, Id *ret_id) {
    TRY(region_read_begin(c->region, c));
    Fault f = import_by_digest(c, digest, ret_id);
    region_read_end(c->region, c);
    return f;
}

static Fault take_file(Ctx *c, const Upload *u, int fd, Brought *b) {
    Import *v = b->v;
    v->name = utf8_head(utf8_clean_line(c->arena, u->name), 200);
    if (!v->name.n) v->name = LIT("?");
    TRY(import_digest(c, fd, &v->digest, &v->size));
    TRY(find_before(c, v->digest, &b->before));
    if (b->before) return OK;
    TRY(try_file(c, fd, v->name, b));
    return b->said.n ? OK : keep_file(c, fd, v);
}

Fault import_bring(Ctx *c, const Request *rq, Brought *ret_b) {
    const Upload *u = NULL;
    for (size_t i = 0; i < rq->n_files && !u; i++) {
        if (str_eq(rq->files[i].field, LIT("file")) && (rq->files[i].size || rq->files[i].name.n)) u = &rq->files[i];
    }
    *ret_b = (Brought){.v = ent_new(c, &import_entity)};
    int fd = -1;
    if (!u) {
        refuse(c, ret_b, T_IMPORT_NO_FILE, NULL, 0);
        return OK;
    }
    TRY(fd_of(c, u, &fd));
    Fault f = take_file(c, u, fd, ret_b);
    close(fd);
    return f;
}

/* An import of the same bytes, as the page tells of it. */
static Fault tell_before(Ctx *c, Id id, UploadView *view) {
    Import *v = ent_new(c, &import_entity);
    TRY(region_read_begin(c->region, c));
    Fault f = import_of(c, id, v);
    if (f == OK) f = ent_labels(c, &v->head.created_by, 1, &view->before_who);
    region_read_end(c->region, c);
    view->before_name = v->name;
    view->before_at = v->finished_at ? v->finished_at : v->head.created_at;
    view->before_href = import_path(c, id, "");
    return f;
}

Fault post_import_new(Ctx *c, const Request *rq, Reply *rp) {
    UploadView view = {0};
    Brought    b;
    TRY(import_bring(c, rq, &b));
    view.refused = b.refused;
    if (b.before) TRY(tell_before(c, b.before, &view));
    coming(&rq->form, &view);
    if (b.before || b.said.n) return show_new(c, rq, rp, &view);
    Str to = import_path(c, b.v->head.id, "/columns");
    if (view.into.n) to = arena_printf(c->arena, "%.*s?into=%.*s", STR_ARG(to), STR_ARG(view.into));
    if (view.into.n && view.place.n) to = arena_printf(c->arena, "%.*s&place=%.*s", STR_ARG(to), STR_ARG(view.place));
    reply_go(c, rp, to, T_NONE, NULL, 0);
    return OK;
}

/* ---- the module ------------------------------------------------------------------------------------------------- */

const Route IMPORT_ROUTES[IMPORT_ROUTES_N] = {
    {GET, "/imports", get_imports, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/imports/new", get_import_new, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
    {POST, "/imports", post_import_new, ROUTE_SLOW, ROLES_STAFF, IMPORT_BYTES_MAX, NULL, false},
    {GET, "/imports/{id}", get_import, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {GET, "/imports/{id}/columns", get_import_columns, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
    {POST, "/imports/{id}/columns", post_import_columns, ROUTE_SLOW, ROLES_STAFF, 1 << 18, NULL, false},
    {GET, "/imports/{id}/check", get_import_check, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/imports/{id}/check", post_import_check, ROUTE_SLOW, ROLES_STAFF, 1 << 18, NULL, false},
    {POST, "/imports/{id}/stop", post_import_stop, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
    {POST, "/imports/{id}/undo", post_import_undo, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
    {GET, "/imports/{id}/left", get_import_left, ROUTE_SLOW, ROLES_STAFF, 0, NULL, false},
};
