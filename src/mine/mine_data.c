/* mine_data.c - all that is kept about an owner and that the store shows them: to read, to print, to take away. */
#include "mine/mine.h"

#include "account/account.h"
#include "db/facts.h"
#include "keep/keep.h"

/* Calls `each` with every record of the owner's cases: the cases, and whatever hangs on them by its field `of_case`. */
typedef Fault (*EachKind)(Ctx *c, const Entity *e, const void *rows, size_t n, void *arg);

static Fault each_kind(Ctx *c, EachKind each, void *arg) {
    const Case *cases;
    size_t      n;
    TRY(mine_cases(c, &cases, &n));
    TRY(each(c, &case_entity, cases, n, arg));
    for (int i = 0; i < ENTITIES_N; i++) {
        const Field *f = field_named(ENTITIES[i], LIT("of_case"));
        if (!f || f->to != &case_entity) continue;
        for (size_t k = 0; k < n; k++) {
            void  *rows;
            size_t rows_n;
            TRY(case_records(c, ENTITIES[i], cases[k].head.id, &rows, &rows_n));
            if (rows_n) TRY(each(c, ENTITIES[i], rows, rows_n, arg));
        }
    }
    return OK;
}

/* ---- to read ----------------------------------------------------------------------------------------------------- */

/* References to what the owner does not see (a colleague's account) say nothing to them. */
static bool says_something(Ctx *c, const Field *f, const void *rec) {
    Str name = {0};
    if (f->type != F_REF) return true;
    return ent_labels(c, field_in(f, rec), 1, &name) == OK && name.n;
}

static Html facts_of(Ctx *c, const Entity *e, const void *rec) {
    Buf b;
    buf_init(&b, 1 << 18);
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        bool told = f->type != F_JSON && !(f->flags & FIELD_SECRET) && f->to != &case_entity && field_readable(c, f);
        if (!told || !value_known(f, rec) || !says_something(c, f, rec)) continue;
        buf_lit(&b, "<dt>");
        put_text(&b, tr(c->reader.lang, f->label));
        buf_lit(&b, "</dt><dd class=\"free\">");
        value_show(c, &b, f, rec);
        buf_lit(&b, "</dd>");
    }
    return html_keep(c->arena, &b);
}

static Fault to_read(Ctx *c, const Entity *e, const void *rows, size_t n, void *arg) {
    MineData *d = arg;
    MineKind *k = NULL;
    for (size_t i = 0; i < d->kinds_n && !k; i++) {
        if (d->kinds[i].name == e->many) k = &d->kinds[i];
    }
    if (!n) return OK;
    if (!k) {
        k = &d->kinds[d->kinds_n++];
        *k = (MineKind){.name = e->many, .rows = ARENA_ARRAY(c->arena, MineRecord, LIST_PAGE_MAX)};
    }
    for (size_t i = 0; i < n && k->rows_n < LIST_PAGE_MAX; i++) {
        const char *rec = (const char *)rows + i * e->size;
        k->rows[k->rows_n++] = (MineRecord){.facts = facts_of(c, e, rec)};
    }
    return OK;
}

Fault get_mine_data(Ctx *c, const Request *rq, Reply *rp) {
    const Case *cases;
    size_t      n;
    MineData v = {.kinds = ARENA_ARRAY(c->arena, MineKind, (size_t)ENTITIES_N + 1)};
    TRY(mine_cases(c, &cases, &n));
    TRY(each_kind(c, to_read, &v));
    if (n) {
        v.name = tri_best(&cases[0].title, c->reader.lang, NULL);
        v.id = id_str(c->arena, cases[0].head.id);
        Erasure asked;
        TRY(keep_asked(c, cases[0].client, &asked));
        if (asked.id) v.erase_asked_on = stamp_day(asked.asked_at, c->reader.zone);
    }
    Page pg = mine_page_new(c, rq, T_MINE_DATA);
    return page_send(&pg, rp, mine_data_page, &v);
}

/* ---- to take away ------------------------------------------------------------------------------------------------ */

typedef struct Json {
    Buf          *b;
    const Entity *last;
} Json;

static Fault to_json(Ctx *c, const Entity *e, const void *rows, size_t n, void *arg) {
    Json *j = arg;
    if (j->last != e) {
        if (j->last) buf_lit(j->b, "],\n");
        buf_printf(j->b, "\"%s\":[", e->table);
    } else if (n) {
        buf_lit(j->b, ",");
    }
    j->last = e;
    for (size_t i = 0; i < n; i++) {
        if (i) buf_lit(j->b, ",");
        buf_lit(j->b, "\n");
        ent_json(c, j->b, e, (const char *)rows + i * e->size);
    }
    return OK;
}

Fault get_mine_json(Ctx *c, const Request *rq, Reply *rp) {
    Json j = {.b = rp->body};
    (void)rq;
    buf_lit(rp->body, "{");
    TRY(each_kind(c, to_json, &j));
    if (j.last) buf_lit(rp->body, "]");
    buf_lit(rp->body, "}\n");
    rp->type = "application/json";
    rp->file_name = LIT("my-business.json");
    return buf_ok(rp->body) ? OK : TOO_LARGE;
}
