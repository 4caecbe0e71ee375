/* post_store.c - notes about somebody or naming them, and their rules at the write. */
#include "actor/actor.h"
#include "post/post_page.h"

enum { Q_OF, Q_OF_CASE, Q_MENTIONS, Q_AUTHOR, Q_TALKS };

#define COLUMNS "SELECT x.id, x.kind, x.visibility, x.happened_at, x.text, l_created_by.text, x.version," \
    " x.changed_at, x.about FROM posts x {label:x.created_by}"
#define OUT "id:id kind:int visibility:int happened_at:int text:text author:text version:int changed_at:int about:id"
#define NEWEST " AND x.archived_at IS NULL AND {scope:x} AND (:kind = 0 OR x.kind = :kind)" \
    " AND (x.happened_at < :older_at OR (x.happened_at = :older_at AND x.id < :older_id))" \
    " ORDER BY x.happened_at DESC, x.id DESC LIMIT :max"

const Query POST_QUERIES[POST_Q_N] = {
    [Q_OF] = {.sql = COLUMNS
                     " WHERE x.id IN (SELECT p.id FROM posts p WHERE p.org = :org AND p.about = :actor"
                     " UNION ALL SELECT m.post FROM mentions m WHERE m.org = :org AND m.actor = :actor"
                     " AND m.archived_at IS NULL) {unscoped:of these the outer statement gives those in scope}"
                     NEWEST,
              .in = "org:id actor:id kind:int older_at:int older_id:id max:int",
              .out = OUT},
    [Q_OF_CASE] = {.sql = COLUMNS " WHERE x.org = :org AND x.of_case = :actor" NEWEST,
                   .in = "org:id actor:id kind:int older_at:int older_id:id max:int",
                   .out = OUT},
    [Q_MENTIONS] = {.sql = "SELECT m.id, m.post, m.actor, m.name FROM mentions m WHERE m.org = :org"
                           " AND m.post {in:posts} AND m.archived_at IS NULL"
                           " {unscoped:of notes that a scoped statement has given} ORDER BY m.id LIMIT 2000",
                    .in = "org:id posts:ids",
                    .out = "id:id post:id actor:id name:text"},
    [Q_AUTHOR] = {.sql = "SELECT l.text FROM labels l WHERE l.owner = :account AND l.lang = :s_lang",
                  .in = "account:id",
                  .out = "name:text"},
    [Q_TALKS] = {.sql = "SELECT CAST(count(*) AS BIGINT), CAST(count(DISTINCT x.created_by) AS BIGINT) FROM posts x"
                        " WHERE x.org = :org AND x.about {in:actors} AND x.happened_at >= :since"
                        " AND x.of_case IS NULL AND x.archived_at IS NULL AND {scope:x}",
                 .in = "org:id actors:ids since:int",
                 .out = "n:int people:int"},
};

Fault post_check(Ctx *c, const void *before, void *after) {
    Post *p = after;
    (void)before;
    if (!p->happened_at) p->happened_at = c->reader.now;
    if (p->of_case) {                             /* what is written down in a case stays in its team */
        Head of;
        TRY(ent_load_head(c, post_entity.fields[POST_F_OF_CASE].to, p->of_case, &of));
        p->head.unit = of.unit;
        p->head.visibility = VIS_TEAM;
        p->head.team = of.id;
    }
    if (p->happened_at > c->reader.now + POST_TOLERANCE_MS) complain(c, "happened_at", T_POST_FUTURE);
    return complaints_fault(c);
}

static PostOfCaseFn written;                      /* set at the start, read-only from then on */

void post_when_written_in_case(PostOfCaseFn fn) { written = fn; }

Fault post_after(Ctx *c, const void *before, const void *after) {
    const Post *p = after;
    bool        of_case = p->of_case && !p->head.archived_at;
    if (!before && of_case && written) TRY(written(c, p));
    return p->about && !p->head.archived_at ? actor_heard(c, p->about, p->happened_at) : OK;
}

Fault post_of(Ctx *c, Id actor, const PostCut *cut, PostRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &POST_QUERIES[cut->of_case ? Q_OF_CASE : Q_OF],
                VALS(v_id(c->who.org), v_id(cut->of_case ? cut->of_case : actor), v_int(cut->kind),
                     v_int(cut->older_at ? cut->older_at : INT64_MAX),
                     v_int(cut->older_id), v_int((int64_t)max)), &r));
    for (; n < max && rows_next(&r); n++) {
        ret_v[n] = (PostRow){.id = rows_id(&r, 0), .kind = (int)rows_int(&r, 1), .visibility = (int)rows_int(&r, 2),
                             .happened_at = rows_int(&r, 3), .text = rows_copy(&r, 4), .author = rows_copy(&r, 5),
                             .edited = rows_int(&r, 6) > 1, .changed_at = rows_int(&r, 7), .about = rows_id(&r, 8)};
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

Fault post_author(Ctx *c, Id account, Str *ret_name) {
    Fault f = db_text(c, &POST_QUERIES[Q_AUTHOR], VALS(v_id(account)), ret_name);
    return f == NOT_FOUND ? OK : f;
}

Fault post_mentions(Ctx *c, const Id *posts, size_t n, MentionRow **ret_v, size_t *ret_n) {
    size_t k = 0, cap = n * NOTE_MENTIONS_MAX;
    MentionRow *v = ARENA_ARRAY(c->arena, MentionRow, cap + 1);
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &POST_QUERIES[Q_MENTIONS], VALS(v_id(c->who.org), v_ids(posts, n)), &r));
    for (; k < cap && rows_next(&r); k++) {
        v[k] = (MentionRow){.id = rows_id(&r, 0), .post = rows_id(&r, 1), .actor = rows_id(&r, 2),
                            .name = rows_copy(&r, 3)};
    }
    TRY(rows_fault(&r));
    *ret_v = v;
    *ret_n = k;
    return OK;
}

Fault post_talks(Ctx *c, const PostTalks *of, int64_t *ret_n, int64_t *ret_people) {
    *ret_n = *ret_people = 0;
    if (!of->n) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &POST_QUERIES[Q_TALKS], VALS(v_id(c->who.org), v_ids(of->actors, of->n), v_int(of->since)), &r));
    if (rows_next(&r)) {
        *ret_n = rows_int(&r, 0);
        *ret_people = rows_int(&r, 1);
    }
    return rows_fault(&r);
}
