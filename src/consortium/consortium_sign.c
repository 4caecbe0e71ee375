/* consortium_sign.c - the sharing agreement as it was signed: the scan hangs on a note that the unit and the owners who
** agreed may read; a later one replaces it, and the earlier ones stay to be read. */
#include "consortium/consortium_page.h"

#include "ent/list.h"
#include "file/file.h"
#include "post/post.h"

enum { SIGNED_MAX = 20 };

/* ---- on the page of the consortium ------------------------------------------------------------------------------- */

static Fault fill_files(Ctx *c, const ConsortiumSigning *s, size_t n, SignedRow *rows) {
    Id      *posts = ARENA_ARRAY(c->arena, Id, n + 1);
    FileRow *f;
    size_t   files_n = 0;
    if (!n) return OK;
    for (size_t i = 0; i < n; i++) posts[i] = s[i].paper;
    TRY(files_of_posts(c, posts, n, &f, &files_n));
    for (size_t i = 0; i < n; i++) {
        rows[i] = (SignedRow){.signed_on = s[i].signed_on, .signed_by = s[i].signed_by,
                              .files = ARENA_ARRAY(c->arena, SignedFile, files_n + 1)};
        for (size_t k = 0; k < files_n; k++) {
            if (f[k].post != s[i].paper) continue;
            rows[i].files[rows[i].files_n++] = (SignedFile){
                .href = arena_printf(c->arena, "/files/%.*s", STR_ARG(id_str(c->arena, f[k].id))), .name = f[k].name,
                .icon = f[k].icon, .size = f[k].size};
        }
    }
    return OK;
}

static bool is_agreed(const Consortium *k) {
    return k->state != CONSORTIUM_STATE_FORMING && k->state != CONSORTIUM_STATE_LOST;
}

static Fault signings_of(Ctx *c, Id consortium, ConsortiumSigning **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &consortium_signing_entity, .limit = SIGNED_MAX, .n_filters = 1, .descending = true,
                  .sort = &consortium_signing_entity.fields[CONSORTIUM_SIGNING_F_SIGNED_ON]};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &consortium_signing_entity.fields[CONSORTIUM_SIGNING_F_CONSORTIUM],
                                .op = LIST_EQ, .val = v_id(consortium)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

static Fault signed_draw(Buf *b, const Page *pg, const void *rec) {
    const Consortium  *k = rec;
    Ctx               *c = pg->c;
    ConsortiumSigning *s;
    size_t             n;
    TRY(signings_of(c, k->head.id, &s, &n));
    bool may = is_agreed(k) && !k->head.archived_at && (c->who.roles & ROLES_STAFF) &&
               ent_may_write(c, &consortium_entity, &k->head);
    if (!n && !may) return OK;
    SignedView v = {.rows = ARENA_ARRAY(c->arena, SignedRow, n + 1)};
    TRY(fill_files(c, s, n, v.rows));
    v.rows_n = n ? 1 : 0;
    v.past = v.rows + v.rows_n;
    v.past_n = n - v.rows_n;
    if (may) {
        Str path = view_record_path(c, &consortium_entity, k->head.id);
        v.sign = arena_printf(c->arena, "%.*s/sign", STR_ARG(path));
        v.print = !n;
    }
    if (!n) page_part_waits(pg);
    consortium_signed_html(b, pg, &v);
    return OK;
}

const RecordPart CONSORTIUM_SIGNED_PART = {.entity = &consortium_entity, .anchor = "signed",
                                           .title = T_ENT_CONSORTIUM_SIGNING, .order = 6, .draw = signed_draw};

/* ---- filing it --------------------------------------------------------------------------------------------------- */

static Fault load_agreed(Ctx *c, Id id, Consortium *ret_k) {
    TRY(consortium_load_mine(c, id, ret_k));
    return is_agreed(ret_k) && !ret_k->head.archived_at ? OK : fail(c, OVER, "consortium", id);
}

static Fault draw_sign(Ctx *c, const Request *rq, Reply *rp, const Consortium *k) {
    bool     again = rq->method == POST;
    SignView v = {.path = view_record_path(c, &consortium_entity, k->head.id),
                  .today = day_iso(c->arena, c->reader.today),
                  .name = tri_best(&k->title, c->reader.lang, NULL), .signed_by = params_get(&rq->form, "signed_by")};
    v.signed_on = again ? params_get(&rq->form, "signed_on") : v.today;
    v.action = arena_printf(c->arena, "%.*s/sign", STR_ARG(v.path));
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_CONSORTIUM_SIGN));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/consortia"), tr(c->reader.lang, T_ENT_CONSORTIUM_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.path, v.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    if (c->complaints.n) return page_again(&pg, rp, consortium_sign_page, &v);
    return page_send(&pg, rp, consortium_sign_page, &v);
}

/* GET /consortia/ID/sign. */
Fault get_consortium_sign(Ctx *c, const Request *rq, Reply *rp) {
    Consortium *k = ent_new(c, &consortium_entity);
    TRY(load_agreed(c, rq->ids[0], k));
    return draw_sign(c, rq, rp, k);
}

typedef struct Signing {
    const Request *rq;
    Consortium    *k;
    FilesTaken     files;
} Signing;

/* About the body in whose name they act; the owners who agreed see it as they see the consortium. */
static Fault keep_paper(Ctx *c, const Signing *s, Id *ret_post) {
    const Consortium *k = s->k;
    SignedPaper       paper = {.what = T_ENT_CONSORTIUM_SIGNING, .name = tri_best(&k->title, c->reader.lang, NULL),
                               .about = k->body ? k->body : k->buyer, .unit = k->head.unit, .team = k->head.id,
                               .files = &s->files};
    return post_signed_paper(c, &paper, ret_post);
}

static Fault sign_run(Ctx *c, void *arg) {
    Signing           *s = arg;
    ConsortiumSigning *v = ent_new(c, &consortium_signing_entity);
    TRY(load_agreed(c, s->rq->ids[0], s->k));
    if (!s->files.n) complain(c, "paper", T_CONSORTIUM_SIGN_FILE);
    ent_form_read(c, &consortium_signing_entity, &s->rq->form, v);
    v->consortium = s->k->head.id;
    v->is_demo = s->k->is_demo;
    ent_check_fields(c, &consortium_signing_entity, v);    /* all at once: a chosen file is lost with each answer */
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_ACT_CONSORTIUM_SIGNED, tri_best(&s->k->title, c->reader.lang, NULL)));
    TRY(keep_paper(c, s, &v->paper));
    return ent_save(c, &consortium_signing_entity, v);
}

/* POST /consortia/ID/sign, with the scan. */
Fault post_consortium_sign(Ctx *c, const Request *rq, Reply *rp) {
    Signing s = {.rq = rq, .k = ent_new(c, &consortium_entity)};
    Fault   f = files_write(c, rq, "paper", &s.files, sign_run, &s);
    if (f == INVALID) return files_again(c, rq, rp, get_consortium_sign);
    TRY(f);
    reply_go(c, rp, view_record_path(c, &consortium_entity, s.k->head.id), T_CONSORTIUM_SIGNED_NOW, NULL, 0);
    return OK;
}
