/* post_store.c - notes about one actor, and their rules at the write. */
#include "actor/actor.h"
#include "post/post_page.h"

enum { Q_OF };

const Query POST_QUERIES[POST_Q_N] = {
    [Q_OF] = {.sql = "SELECT x.id, x.kind, x.visibility, x.happened_at, x.text, x.created_by, l_created_by.text"
                     " FROM posts x {label:x.created_by} WHERE x.org = :org AND x.about = :about"
                     " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.happened_at DESC, x.id DESC LIMIT 100",
              .in = "org:id about:id",
              .out = "id:id kind:int visibility:int happened_at:int text:text created_by:id author:text"},
};

Fault post_check(Ctx *c, const void *before, void *after) {
    Post *p = after;
    (void)before;
    if (!p->happened_at) p->happened_at = c->reader.now;
    if (p->happened_at > c->reader.now + 60 * 1000) complain(c, "happened_at", T_POST_FUTURE);
    return complaints_fault(c);
}

Fault post_after(Ctx *c, const void *before, const void *after) {
    const Post *p = after;
    (void)before;
    return p->about ? actor_heard(c, p->about, p->happened_at) : OK;
}

Fault post_of(Ctx *c, Id about, PostRow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &POST_QUERIES[Q_OF], VALS(v_id(c->who.org), v_id(about)), &r));
    for (; n < max && rows_next(&r); n++) {
        ret_v[n] = (PostRow){.id = rows_id(&r, 0), .kind = (int)rows_int(&r, 1), .visibility = (int)rows_int(&r, 2),
                             .happened_at = rows_int(&r, 3), .text = rows_copy(&r, 4), .author_id = rows_id(&r, 5),
                             .author = rows_copy(&r, 6)};
        ret_v[n].day = stamp_day(ret_v[n].happened_at, c->reader.zone);
    }
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}
