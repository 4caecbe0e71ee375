/* ent_check.c - what must hold for the fields of a record before it is written. */
#include "ent/ent_inner.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/batch.h"
#include "lang/collate.h"
#include "lang/show.h"

enum { PHONE_MAX = 20, EMAIL_MAX = 254, URL_MAX = 2000, LINE_MAX_CHARACTERS = 1000, LINES_MAX_CHARACTERS = 100000 };

bool reader_is_staff(const Ctx *c) { return c->who.system || (c->who.roles & ROLES_STAFF); }

void ent_hide(const Ctx *c, const Entity *e, void *rec) {
    if (reader_is_staff(c)) return;
    for (int i = 0; i < e->n_fields; i++) {
        if (e->fields[i].flags & FIELD_STAFF) value_clear(&e->fields[i], rec);
    }
}

/* Most characters of a field: what its declaration says, else a bound of ours. */
int64_t field_length_max(const Field *f) {
    if (f->max) return f->max;
    switch (f->type) {
    case F_PHONE: return PHONE_MAX;
    case F_EMAIL: return EMAIL_MAX;
    case F_URL: return URL_MAX;
    case F_LINES:
    case F_JSON: return LINES_MAX_CHARACTERS;
    default: return LINE_MAX_CHARACTERS;
    }
}

static void check_length(Ctx *c, const Field *f, Str s) {
    if (!s.n) return;
    int64_t n = (int64_t)utf8_length(s), max = field_length_max(f);
    if (n > max) complain_n(c, f->name, T_FORM_FIX_SHORTER, max);
    if (n < f->min) complain_n(c, f->name, T_FORM_FIX_LONGER, f->min);
}

/* The bound as people write it: amounts in whole units. */
static void complain_bound(Ctx *c, const Field *f, TextKey key, int64_t bound) {
    Buf b;
    buf_init(&b, 100);
    if (f->type == F_MONEY) {
        plain_money(&b, &c->reader, bound, reader_currency(&c->reader));
    } else {
        plain_number(&b, &c->reader, bound);
    }
    complain_text(c, f->name, key, buf_str(&b));
    buf_release(&b);
}

static void check_range(Ctx *c, const Field *f, const void *rec) {
    if (f->min == 0 && f->max == 0) return;
    double v = f->type == F_REAL ? *(const double *)field_in(f, rec) : (double)*(const int64_t *)field_in(f, rec);
    if (v < (double)f->min) complain_bound(c, f, T_FORM_FIX_MIN, f->min);
    if (v > (double)f->max) complain_bound(c, f, T_FORM_FIX_MAX, f->max);
}

static void check_choices(Ctx *c, const Field *f, const void *rec) {
    if (f->type == F_ENUM) {
        if (!choice_of(f->choices, *(const int *)field_in(f, rec))) complain(c, f->name, T_FORM_FIX_CHOICE);
        return;
    }
    int64_t left = *(const int64_t *)field_in(f, rec);
    for (int i = 0; i < f->choices->n; i++) left &= ~((int64_t)1 << (f->choices->v[i].value - 1));
    if (left) complain(c, f->name, T_FORM_FIX_CHOICE);
}

static void check_field(Ctx *c, const Field *f, const void *rec) {
    const void *at = field_in(f, rec);
    if (!value_known(f, rec)) {
        if (f->flags & FIELD_REQUIRED) complain(c, f->name, T_FORM_FIX_REQUIRED);
        return;
    }
    switch (f->type) {
    case F_TRI:
        for (int l = 0; l < LANG_N; l++) check_length(c, f, ((const Tri *)at)->v[l]);
        break;
    case F_INT:
    case F_MONEY:
    case F_REAL: check_range(c, f, rec); break;
    case F_ENUM:
    case F_SET: check_choices(c, f, rec); break;
    case F_DAY:
        if (!day_valid(*(const Day *)at)) complain(c, f->name, T_FORM_FIX_DATE);
        break;
    case F_BOOL:
    case F_STAMP:
    case F_REF:
    case FIELD_TYPES: break;
    default: check_length(c, f, *(const Str *)at);
    }
}

/* A reference must lead to a record that the writer may see. One that has been merged is followed, unless that would
** lead to the record itself, as while an un-merge is under way. */
static void check_ref(Ctx *c, const Field *f, void *rec) {
    Id *id = field_at(f, rec), lives;
    bool known = db_batch_kept(c, f->to, *id, &lives);
    if (known || ent_resolve(c, f->to, *id, &lives) == OK) {
        if (!known) db_batch_keep(c, f->to, *id, lives);
        if (lives != ((const Head *)rec)->id) *id = lives;
    } else {
        complain(c, f->name, T_FORM_FIX_REF);
    }
}

/* A record with a first and a last day has them in this order. */
void check_period(Ctx *c, const Entity *e, const void *rec) {
    const Field *from = field_named(e, LIT("from_on")), *until = field_named(e, LIT("until_on"));
    if (!from || !until || from->type != F_DAY || until->type != F_DAY) return;
    Day first = *(const Day *)field_in(from, rec), last = *(const Day *)field_in(until, rec);
    if (first && last && last < first && !complaint_of(c, until->name)) complain(c, until->name, T_FORM_FIX_UNTIL);
}

void check_changed_fields(Ctx *c, const Entity *e, const void *before, void *rec) {
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        bool same = before && value_eq(f, before, rec);
        if (!same && f->type == F_REF && f->to && c->db && value_known(f, rec)) check_ref(c, f, rec);
        if (!same && before && (f->flags & FIELD_FIXED) && value_known(f, before)) {
            complain(c, f->name, T_FORM_FIX_FIXED);
        }
        if (!same || (f->flags & FIELD_REQUIRED)) check_field(c, f, rec);
    }
}

void ent_check_fields(Ctx *c, const Entity *e, void *rec) { check_changed_fields(c, e, NULL, rec); }

/* ---- references by name --------------------------------------------------------------------------------------- */

static const Query NAMED = {
    .sql = "SELECT l.owner FROM labels l WHERE l.entity = :entity AND l.lang = :lang AND l.sort = :sort LIMIT 20 "
           "{unscoped:each hit is loaded within the reader's scope}",
    .in = "entity:text lang:text sort:blob",
    .out = "owner:id",
};

const Query *const CHECK_QUERIES = &NAMED;
const int          CHECK_QUERIES_N = 1;

typedef struct Hits {
    Id     v[LANG_N * 20];
    size_t n;
} Hits;

static Fault hits_add(Ctx *c, const Entity *to, Lang l, Str text, Hits *hits) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &NAMED, VALS(v_text(str_of(to->name)), v_text(str_of(lang_code(l))),
                                v_blob(collate_key(c->arena, l, text))), &r));
    while (rows_next(&r) && hits->n < sizeof hits->v / sizeof *hits->v) {
        bool known = false;
        for (size_t i = 0; i < hits->n; i++) known = known || hits->v[i] == rows_id(&r, 0);
        if (!known) hits->v[hits->n++] = rows_id(&r, 0);
    }
    return rows_fault(&r);
}

Fault ref_named(Ctx *c, const Entity *to, Str text, Id *ret_id) {
    Id id, found = 0;
    if (id_parse(text, &id) && ent_resolve(c, to, id, &id) == OK) {
        *ret_id = id;
        return OK;
    }
    Hits hits = {.n = 0};
    text = utf8_clean_line(c->arena, text);
    for (Lang l = 0; l < LANG_N; l++) TRY(hits_add(c, to, l, text, &hits));
    for (size_t i = 0; i < hits.n; i++) {
        Head head;
        Fault f = ent_load_head(c, to, hits.v[i], &head);
        if (f == NOT_FOUND || (f == OK && (head.archived_at || head.merged_into))) continue;
        TRY(f);
        if (found) return DUPLICATE;
        found = hits.v[i];
    }
    if (!found) return NOT_FOUND;
    *ret_id = found;
    return OK;
}
