/* finance_paper.c - a file for a line of the checklist: it hangs on a note that the team of the case alone sees. */
#include "referral/referral_page.h"

#include "account/account_page.h"
#include "db/region.h"
#include "file/file.h"
#include "post_ent.h"

/* The line, for somebody who may change it. */
static Fault item_open(Ctx *c, Id id, FinanceDocument *ret_d) {
    TRY(ent_load(c, &finance_document_entity, id, ret_d));
    bool may = !ret_d->head.archived_at && ent_may_write(c, &finance_document_entity, &ret_d->head);
    return may ? OK : fail(c, NOT_ALLOWED, "finance_document", id);
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp) {
    FinanceDocument *d = ent_new(c, &finance_document_entity);
    TRY(item_open(c, rq->ids[0], d));
    SmallForm x = {.title = T_FINANCE_FILE, .what = T_FINANCE_FILE_WHAT, .button = T_FINANCE_FILE_KEEP, .of = d->name,
                   .path = view_record_path(c, &finance_request_entity, d->request), .action = rq->path, .files = true};
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, x.title));
    pg.crumbs[pg.n_crumbs++] = (Crumb){x.path, d->name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return c->complaints.n ? page_again(&pg, rp, small_form_page, &x) : page_send(&pg, rp, small_form_page, &x);
}

Fault get_item_file(Ctx *c, const Request *rq, Reply *rp) { return draw(c, rq, rp); }

typedef struct PaperJob {
    const Request    *rq;
    Reply            *rp;
    const FilesTaken *files;
    Complaints        complaints;                 /* about the files */
} PaperJob;

static Fault keep(Ctx *c, const PaperJob *j, FinanceDocument *d) {
    FinanceRequest *v = ent_new(c, &finance_request_entity);
    Post *p = ent_new(c, &post_entity);
    TRY(ent_load(c, &finance_request_entity, d->request, v));
    TRY(act_begin(c, T_FINANCE_FILE, d->name));
    p->kind = POST_KIND_NOTE;
    p->of_case = v->of_case;
    p->text = d->name;
    p->happened_at = c->reader.now;
    p->is_demo = v->is_demo;
    TRY(ent_save(c, &post_entity, p));
    TRY(files_attach(c, j->files, p->head.id, 0));
    d->paper = p->head.id;
    if (d->have != FINANCE_HAVE_SENT) d->have = FINANCE_HAVE_HAVE;
    return ent_save(c, &finance_document_entity, d);
}

static Fault paper_job(Ctx *c, void *arg) {
    const PaperJob  *j = arg;
    FinanceDocument *d = ent_new(c, &finance_document_entity);
    buf_clear(j->rp->body);                       /* of a first try */
    c->complaints = j->complaints;
    TRY(item_open(c, j->rq->ids[0], d));
    if (!j->files->n && !c->complaints.n) complain(c, "file", T_FINANCE_WANTS_FILE);
    if (c->complaints.n) return draw(c, j->rq, j->rp);
    TRY(keep(c, j, d));
    Str back = arena_printf(c->arena, "%.*s#checklist",
                            STR_ARG(view_record_path(c, &finance_request_entity, d->request)));
    reply_go(c, j->rp, back, T_FINANCE_FILE_KEPT, NULL, 0);
    return OK;
}

static Fault limit_read(Ctx *c, int64_t *ret_mb) {
    TRY(region_read_begin(c->region, c));
    Fault f = file_limit(c, ret_mb);
    region_read_end(c->region, c);
    return f;
}

/* The file is looked at and stored before the writer has it. */
Fault post_item_file(Ctx *c, const Request *rq, Reply *rp) {
    FilesTaken files = {.n = 0};
    PaperJob   j = {.rq = rq, .rp = rp, .files = &files};
    int64_t mb;
    TRY(limit_read(c, &mb));
    Fault f = files_take(c, rq, "file", mb, &files);
    if (f == OK && !c->complaints.n) f = files_store(c, &files);
    j.complaints = c->complaints;
    if (f == OK || f == INVALID) f = region_write(c->region, c, paper_job, &j);
    files_release(&files);
    return f;
}
