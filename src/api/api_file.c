/* api_file.c - files of notes for programs: hung on, read. */
#include "api/api_inner.h"

#include "base/check.h"
#include "db/region.h"
#include "file/file.h"

typedef struct Hanging {
    Reply            *rp;
    const FilesTaken *files;
    Id                post, about;
} Hanging;

static Fault put_files(Ctx *c, Buf *b, Id post) {
    FileRow *v;
    size_t   n;
    TRY(files_of_posts(c, &post, 1, &v, &n));
    buf_lit(b, "{\"items\":[");
    for (size_t i = 0; i < n; i++) {
        File *f = ent_new(c, &file_entity);
        TRY(ent_load(c, &file_entity, v[i].id, f));
        if (i) buf_byte(b, ',');
        ent_json(c, b, &file_entity, f);
    }
    buf_lit(b, "]}");
    return OK;
}

static Fault hang(Ctx *c, void *arg) {
    Hanging *h = arg;
    buf_clear(h->rp->body);                       /* of a first try */
    TRY(files_attach(c, h->files, h->post, h->about));
    h->rp->status = 201;
    h->rp->type = "application/json";
    api_tell_act(c, h->rp);
    return put_files(c, h->rp->body, h->post);
}

/* The note, when the reader may write it, and how many MB a file may have. */
static Fault note_of(Ctx *c, Hanging *h, int64_t *ret_mb) {
    const Entity *e = entity_named(LIT("post"));
    CHECK(e && field_named(e, LIT("about")));
    void *post = ent_new(c, e);
    TRY(region_read_begin(c->region, c));
    Fault f = ent_load(c, e, h->post, post);
    if (f == OK && !ent_may_write(c, e, post)) f = fail(c, NOT_ALLOWED, e->name, h->post);
    if (f == OK) f = file_limit(c, ret_mb);
    h->about = *(const Id *)field_in(field_named(e, LIT("about")), post);
    region_read_end(c->region, c);
    return f;
}

/* POST /api/v1/posts/ID/files, multipart/form-data with the field `file`, once or several times. On a slow thread. */
Fault api_post_files(Ctx *c, const Request *rq, Reply *rp) {
    FilesTaken files = {.n = 0};
    int64_t    mb;
    Hanging    h = {.rp = rp, .files = &files, .post = rq->ids[0]};
    Str        type = request_header(rq, "content-type");
    if (!str_eq_nocase(str_sub(type, 0, 19), LIT("multipart/form-data"))) return BAD_TYPE;
    TRY(note_of(c, &h, &mb));
    Fault f = files_take(c, rq, "file", mb, &files);
    if (f == OK && !files.n && !c->complaints.n) complain(c, "file", T_FORM_FIX_REQUIRED);
    if (f == OK) f = complaints_fault(c);
    if (f == OK) f = files_store(c, &files);
    if (f == OK) f = region_write(c->region, c, hang, &h);
    files_release(&files);
    return f;
}
