/* place_store.c - all SQL of places beyond what every noun has, their rules at the write, and packs. */
#include "place/place_store.h"

#include "account/account.h"
#include "base/utf8.h"
#include "lang/collate.h"

#include <math.h>

enum { Q_CODE, Q_PARENT, Q_BELOW, Q_NAME };

const Query PLACE_QUERIES[PLACE_Q_N] = {
    [Q_CODE] = {.sql = "SELECT p.id FROM places p WHERE p.org = :org AND p.code = :code AND p.archived_at IS NULL"
                       " AND {scope:p} ORDER BY p.id",
                .in = "org:id code:text", .out = "id:id"},
    [Q_PARENT] = {.sql = "SELECT p.parent FROM places p WHERE p.id = :id AND p.org = :org {unscoped:the tree is one}",
                  .in = "id:id org:id", .out = "parent:id"},
    [Q_BELOW] = {.sql = "SELECT p.id, l_p.text FROM places p {label:p} WHERE p.org = :org AND p.parent = :parent"
                        " AND p.archived_at IS NULL AND {scope:p} ORDER BY l_p.sort LIMIT 400",
                 .in = "org:id parent:id", .out = "id:id text:text"},
    [Q_NAME] = {.sql = "SELECT p.id FROM labels l JOIN places p ON p.id = l.owner WHERE l.entity = 'place'"
                       " AND l.lang = :lang AND l.sort = :sort AND p.org = :org AND p.archived_at IS NULL AND {scope:p}"
                       " ORDER BY p.population DESC, p.id LIMIT 1",
                .in = "lang:text sort:blob org:id", .out = "id:id"},
};

/* Walks up from the new parent: meeting the place itself closes a loop. */
static Fault tree_check(Ctx *c, const Place *p) {
    Id at = p->parent;
    for (int depth = 1; at; depth++) {
        int64_t up = 0;
        if (at == p->head.id || depth > PLACE_DEPTH_MAX) return fail(c, LOOP, "place", p->head.id);
        Fault f = db_int(c, &PLACE_QUERIES[Q_PARENT], VALS(v_id(at), v_id(c->who.org)), &up);
        if (f != OK && f != NOT_FOUND) return f;
        at = up;
    }
    return OK;
}

Fault place_check(Ctx *c, const void *before, void *after) {
    const Place *was = before;
    Place       *p = after;
    if (isnan(p->lat) != isnan(p->lon)) complain(c, isnan(p->lat) ? "lat" : "lon", T_PLACE_HALF_POSITION);
    if (p->parent && (!was || was->parent != p->parent)) TRY(tree_check(c, p));
    return complaints_fault(c);
}

Fault place_after(Ctx *c, const void *before, const void *after) {
    const Place *was = before, *p = after;
    if (!was) return p->parent ? reach_place_added(c, p->head.id, p->parent) : OK;
    if (was->parent == p->parent) return OK;
    return reach_renew(c, 0);
}

Fault place_by_code(Ctx *c, Str code, Id *ret_id) {
    return db_int(c, &PLACE_QUERIES[Q_CODE], VALS(v_id(c->who.org), v_text(code)), ret_id);
}

Fault place_by_name(Ctx *c, Str name, Id *ret_id) {
    for (int l = 0; l < LANG_N; l++) {
        Str   sort = collate_key(c->arena, (Lang)l, name);
        Fault f = db_int(c, &PLACE_QUERIES[Q_NAME],
                         VALS(v_text(str_of(lang_code((Lang)l))), v_blob(sort), v_id(c->who.org)), ret_id);
        if (f != NOT_FOUND) return f;
    }
    return NOT_FOUND;
}

Fault place_below(Ctx *c, Id place, PlaceBelow *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &PLACE_QUERIES[Q_BELOW], VALS(v_id(c->who.org), v_id(place)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = (PlaceBelow){rows_id(&r, 0), rows_copy(&r, 1)};
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}

/* ---- packs ---------------------------------------------------------------------------------------------------- */

static int64_t languages_named(Str words) {
    int64_t set = 0;
    Str word;
    while (str_split(&words, ' ', &word)) {
        int value = choice_value(&place_language_choices, word);
        if (value) set |= INT64_C(1) << (value - 1);
    }
    return set;
}

static Fault load_line(Ctx *c, Str head, Str line, int64_t *made) {
    Str code = str_cell(head, line, "code"), up = str_cell(head, line, "parent");
    Id  id;
    if (!code.n) return OK;
    Fault f = place_by_code(c, code, &id);
    if (f != NOT_FOUND) return f;
    Place *p = ent_new(c, &place_entity);
    p->code = code;
    p->kind = choice_value(&place_kind_choices, str_cell(head, line, "kind"));
    p->standing = choice_value(&place_standing_choices, str_cell(head, line, "standing"));
    p->is_unit = str_eq(str_cell(head, line, "unit"), LIT("1"));
    for (int l = 0; l < LANG_N; l++) {
        p->name.v[l] = str_cell(head, line, lang_code((Lang)l));
        if (p->name.v[l].n) p->name.state[l] = TEXT_WRITTEN;
    }
    p->aliases = utf8_lines(c->arena, str_cell(head, line, "aliases"), '|', 1900);
    p->languages = languages_named(str_cell(head, line, "languages"));
    p->source = str_cell(head, line, "source");
    str_real(str_cell(head, line, "lat"), &p->lat);
    str_real(str_cell(head, line, "lon"), &p->lon);
    str_int(str_cell(head, line, "population"), &p->population);
    if (up.n) TRY(place_by_code(c, up, &p->parent));
    TRY(ent_save(c, &place_entity, p));
    (*made)++;
    return OK;
}

Fault place_load(Ctx *c, Str tsv, int64_t *ret_made) {
    Str head, line;
    int64_t made = 0;
    if (!str_split(&tsv, '\n', &head)) return fail(c, BAD_FILE, "places", 0);
    while (str_split(&tsv, '\n', &line)) TRY(load_line(c, head, line, &made));
    *ret_made = made;
    return OK;
}
