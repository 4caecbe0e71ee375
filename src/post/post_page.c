/* post_page.c - notes' own pages: the list, a note, the quick note. */
#include "post/post_page.h"

#include "account/account.h"
#include "actor/actor.h"
#include "db/region.h"

enum { WRITERS = ROLES_STAFF | ROLE_TRUSTEE };

/* The words of a note, as on a timeline. */
static Fault post_head(Buf *b, const Page *pg, const void *rec) {
    const Post *p = rec;
    Ctx *c = pg->c;
    Str  author = {0};
    PostRow *row = ARENA_NEW(c->arena, PostRow);
    *row = (PostRow){.id = p->head.id, .kind = p->kind, .visibility = p->head.visibility, .about = p->about,
                     .happened_at = p->happened_at, .text = p->text, .edited = p->head.version > 1,
                     .changed_at = p->head.changed_at};
    TRY(post_author(c, p->head.created_by, &author));
    row->author = author;
    TRY(post_rows_fill(c, row, 1, 0));
    post_entry_html(b, pg, row);
    return OK;
}

/* For those who write a note without its form. */
static Fault post_before_save(Ctx *c, const Request *rq, void *rec) {
    Post *p = rec;
    (void)rq;
    if (p->head.id || p->head.unit) return OK;
    p->lang = str_of(lang_code(c->reader.lang));
    return note_place(c, p);
}

/* Notes are read from the last that happened. */
static Fault post_extras(Ctx *c, const Request *rq, ListSpec *s) {
    (void)c;
    if (params_has(&rq->args, "sort")) return OK;
    s->sort = &post_entity.fields[POST_F_HAPPENED_AT];
    s->descending = true;
    return OK;
}

const Sheet POST_SHEET = {
    .entity = &post_entity,
    .path = "/notes",
    .nav = NAV_MORE,
    .icon = "note",
    .title = T_ENT_POST_MANY,
    .empty = T_POST_NONE,
    .first_step = T_POST_ADD,
    .add = T_POST_ADD,
    .columns = (const int[]){POST_F_ABOUT, POST_F_KIND, POST_F_HAPPENED_AT, -1},
    .filters = (const int[]){POST_F_KIND, -1},
    .bulk = (const int[]){-1},
    .told = (const int[]){POST_F_KIND, POST_F_ABOUT, POST_F_TEXT, POST_F_HAPPENED_AT, -1},
    .form = (const int[]){POST_F_ABOUT, POST_F_KIND, POST_F_TEXT, POST_F_HAPPENED_AT, POST_F_MINUTES, -1},
    .extras = post_extras,
    .head = post_head,
    .before_save = post_before_save,
};

VIEW_HANDLERS(post, POST_SHEET)

/* ---- the quick note ------------------------------------------------------------------------------------------- */

static Fault form_draw(Ctx *c, const Request *rq, Reply *rp) {
    NoteForm v;
    TRY(note_form_fill(c, rq, NULL, &v));
    Page pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, T_POST_ADD));
    pg.has_errors = c->complaints.n > 0;
    return page_send(&pg, rp, note_new_page, &v);
}

/* GET /notes/new: about=ID, kind=call and the like in the address fill in the first values. */
static Fault get_note_new(Ctx *c, const Request *rq, Reply *rp) {
    if (!ent_may_write(c, &post_entity, NULL)) return fail(c, NOT_ALLOWED, "post", 0);
    return form_draw(c, rq, rp);
}

/* GET /notes/who?q=: colleagues by a part of their name, for who does the next step. */
static Fault get_note_who(Ctx *c, const Request *rq, Reply *rp) {
    enum { WHO_MAX = 12 };
    NoteWho  v = {.rows = ARENA_ARRAY(c->arena, MentionRow, WHO_MAX)};
    Param    words = {LIT("name.has"), str_trim(params_get(&rq->args, "q"))};
    Params   args = {&words, 1};
    ListSpec spec;
    void    *rows;
    size_t   n = 0;
    if (!(c->who.roles & account_entity.readers)) return NOT_ALLOWED;
    if (words.value.n) {
        TRY(list_parse(c, &account_entity, &args, &spec));
        spec.limit = WHO_MAX;
        TRY(list_run(c, &spec, false, &rows, &n, NULL));
    }
    for (size_t i = 0; i < n; i++) {
        const Account *a = (const Account *)rows + i;
        v.rows[v.rows_n++] = (MentionRow){.id = a->head.id, .label = a->name};
    }
    Page pg = page_new(c, rq, NAV_NONE, (Str){0});
    note_who_html(rp->body, &pg, &v);
    return OK;
}

static Fault shown_again(Ctx *c, const Request *rq, Reply *rp) {
    rp->status = 422;
    TRY(form_draw(c, rq, rp));
    return INVALID;
}

/* To the timeline of whom it is about, where the note stands on top; else to the note. */
static Fault told(Ctx *c, Reply *rp, const Note *n) {
    Str name = {0}, path = view_record_path(c, &actor_entity, n->post->about);
    if (path.n) TRY(ent_labels(c, &n->post->about, 1, &name));
    Str to = path.n ? arena_printf(c->arena, "%.*s#timeline", STR_ARG(path))
                    : view_record_path(c, &post_entity, n->post->head.id);
    bool step = n->step != NULL;
    TextKey said = name.n ? (step ? T_POST_KEPT_STEP_ABOUT : T_POST_KEPT_ABOUT)
                          : (step ? T_POST_KEPT_STEP : T_POST_KEPT);
    reply_go(c, rp, to, said, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

/* What a note is made of, on its way to the writer. */
typedef struct NoteJob {
    const Request    *rq;
    Reply            *rp;
    const FilesTaken *files;
    Complaints        complaints;                 /* about the files */
} NoteJob;

static Fault note_write(Ctx *c, const NoteJob *j) {
    Note n;
    c->complaints = j->complaints;
    Fault f = note_read(c, j->rq, &n);
    n.files = j->files;
    if (f == OK && !c->complaints.n) f = note_save(c, &n);
    if (f == INVALID || (f == OK && c->complaints.n)) return shown_again(c, j->rq, j->rp);
    TRY(f);
    return told(c, j->rp, &n);
}

/* POST /notes: a note, those it names and the next step, in one act. */
static Fault post_note(Ctx *c, const Request *rq, Reply *rp) {
    return note_write(c, &(NoteJob){.rq = rq, .rp = rp});
}

static Fault note_job(Ctx *c, void *arg) {
    NoteJob *j = arg;
    buf_clear(j->rp->body);                       /* of a first try */
    return note_write(c, j);
}

static Fault limit_read(Ctx *c, int64_t *ret_mb) {
    TRY(region_read_begin(c->region, c));
    Fault f = file_limit(c, ret_mb);
    region_read_end(c->region, c);
    return f;
}

/* POST /notes/files: the same with files. They are looked at and stored before the writer has the note. */
static Fault post_note_files(Ctx *c, const Request *rq, Reply *rp) {
    FilesTaken files = {.n = 0};
    NoteJob    j = {.rq = rq, .rp = rp, .files = &files};
    int64_t mb;
    TRY(limit_read(c, &mb));
    Fault f = files_take(c, rq, "file", mb, &files);
    if (f == OK && !c->complaints.n) f = files_store(c, &files);
    j.complaints = c->complaints;
    if (f == OK) f = region_write(c->region, c, note_job, &j);
    files_release(&files);
    return f;
}

/* POST /notes/ID: the words are changed; who is named in them follows. */
static Fault post_note_changed(Ctx *c, const Request *rq, Reply *rp) {
    Post *p = ent_new(c, &post_entity);
    TRY(post_post(c, rq, rp));
    TRY(ent_load(c, &post_entity, rq->ids[0], p));
    return note_mentions_follow(c, p);
}

const Route POST_ROUTES[POST_ROUTES_N] = {
    {GET, "/notes", get_post_list, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/notes/new", get_note_new, ROUTE_READ, WRITERS, 0, NULL, false},
    {GET, "/notes/who", get_note_who, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/notes", post_note, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/notes/files", post_note_files, ROUTE_SLOW, WRITERS, FILES_BODY_MAX, NULL, false},
    {POST, "/notes/bulk", post_post_bulk, ROUTE_WRITE, WRITERS, 2 << 20, NULL, false},
    {GET, "/notes/{id}", get_post, ROUTE_READ, ROLES_MEMBER, 0, NULL, true},
    {GET, "/notes/{id}/edit", get_post_form, ROUTE_READ, WRITERS, 0, NULL, false},
    {POST, "/notes/{id}", post_note_changed, ROUTE_WRITE, WRITERS, 1 << 20, NULL, false},
    {POST, "/notes/{id}/archive", post_post_archive, ROUTE_WRITE, WRITERS, 0, NULL, false},
    {POST, "/notes/{id}/unarchive", post_post_unarchive, ROUTE_WRITE, WRITERS, 0, NULL, false},
};

static void post_start(Region *r) {
    (void)r;
    view_register(&POST_SHEET);
    view_register_part(&POST_TIMELINE);
}

const Module post_module = {
    .name = "post", .queries = POST_QUERIES, .n_queries = POST_Q_N, .routes = POST_ROUTES, .n_routes = POST_ROUTES_N,
    .start = post_start,
};
