/* seek_feed.c - from records to what the image holds, on the feeding thread: all of them once, then those that change.
**
** Everything is read again from the database after it was said to have changed, never taken from what was said, and by
** one thread: so a record in the image is never older than the last change that was heard of. */
#include "seek/seek_inner.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

enum { PORTION_ROWS = 500, ARENA_BYTES = 64 << 20, DAY_MS = 24 * 3600 * 1000 };

/* ---- kinds and texts -------------------------------------------------------------------------------------------- */

static bool is_searched(const Field *f) {
    return (f->flags & FIELD_SEARCH) && !(f->flags & (FIELD_STAFF | FIELD_SECRET));
}

bool seek_knows(const Entity *e) {
    for (int i = 0; i < e->n_fields; i++) {
        if (is_searched(&e->fields[i])) return true;
    }
    return false;
}

Kinds kinds_all(void) {
    Kinds k = {0};
    CHECK(ENTITIES_N <= KINDS_MAX);
    for (int i = 0; i < ENTITIES_N; i++) {
        if (seek_knows(ENTITIES[i])) k.v[k.n++] = ENTITIES[i];
    }
    k.searched = k.n;
    CHECK(k.searched <= SEARCHED_MAX);
    for (int i = 0; i < ENTITIES_N; i++) {
        if (!seek_knows(ENTITIES[i]) && guests_want(ENTITIES[i])) k.v[k.n++] = ENTITIES[i];
    }
    return k;
}

int kind_of(const Kinds *k, const Entity *e) {
    for (int i = 0; i < k->n; i++) {
        if (k->v[i] == e) return i;
    }
    return -1;
}

int kind_searched(const Kinds *k, const Entity *e) {
    int kind = kind_of(k, e);
    return kind < k->searched ? kind : -1;
}

static FindPart part_of(const Entity *e, int field) {
    const Field *f = &e->fields[field];
    if (field == e->label) return FIND_NAME;
    if (f->flags & FIELD_ALIAS) return FIND_ALIAS;
    if (f->type == F_PHONE) return FIND_PHONE;
    return f->type == F_REF ? FIND_PLACE : FIND_NOTE;
}

/* Unknown texts keep their place, so that the places depend on the noun alone. */
size_t texts_of(const Entity *e, const void *rec, SeekText out[SEEK_TEXTS_MAX]) {
    size_t n = 0;
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (!is_searched(f)) continue;
        int langs = f->type == F_TRI ? LANG_N : 1;
        for (int l = 0; l < langs && n < SEEK_TEXTS_MAX; l++) {
            SeekText t = {.field = f, .lang = (Lang)l, .part = part_of(e, i)};
            if (f->type == F_TRI) t.text = ((const Tri *)field_in(f, rec))->v[l];
            else if (f->type != F_REF) t.text = *(const Str *)field_in(f, rec);
            out[n++] = t;
        }
    }
    return n;
}

/* ---- names of what references point at -------------------------------------------------------------------------- */

static size_t ref_slot(const RefTexts *t, Id id) {
    size_t i = (size_t)(((uint64_t)id * 0x9E3779B97F4A7C15u) >> 32) & (t->n_slots - 1);
    while (t->slots[i].id && t->slots[i].id != id) i = (i + 1) & (t->n_slots - 1);
    return i;
}

static RefText *ref_find(const RefTexts *t, Id id) {
    if (!t->n_slots) return NULL;
    RefText *at = &t->slots[ref_slot(t, id)];
    return at->id ? at : NULL;
}

static RefText *ref_add(RefTexts *t, Id id) {
    if (2 * (t->n + 1) > t->n_slots) {
        RefTexts more = {.n = t->n, .n_slots = t->n_slots ? 2 * t->n_slots : 64};
        more.slots = calloc(more.n_slots, sizeof *more.slots);
        CHECK(more.slots);
        for (size_t i = 0; i < t->n_slots; i++) {
            if (t->slots[i].id) more.slots[ref_slot(&more, t->slots[i].id)] = t->slots[i];
        }
        free(t->slots);
        *t = more;
    }
    RefText *at = &t->slots[ref_slot(t, id)];
    if (!at->id) t->n++;
    at->id = id;
    return at;
}

void ref_texts_free(RefTexts *t) {
    for (size_t i = 0; i < t->n_slots; i++) free(t->slots[i].text);
    free(t->slots);
    *t = (RefTexts){0};
}

/* Only what everybody in the organisation may read: else a name could be found out by searching for it. */
static Str public_names(Arena *a, const Entity *e, const void *rec) {
    Buf b;
    if (((const Head *)rec)->visibility != VIS_PUBLIC) return (Str){0};
    const Field *f = &e->fields[e->label];
    if (f->type != F_TRI) return *(const Str *)field_in(f, rec);
    buf_init(&b, 1 << 16);
    for (int l = 0; l < LANG_N; l++) {
        Str name = ((const Tri *)field_in(f, rec))->v[l];
        if (b.n && name.n) buf_byte(&b, '\n');
        buf_add(&b, name);
    }
    return buf_keep(a, &b);
}

/* Keeps the names; whether they are others than before. */
static bool ref_put(RefTexts *t, Id id, Id org, Str names) {
    RefText *at = ref_add(t, id);
    if (org) at->org = org;
    if (str_eq(str_of(at->text), names)) return false;
    free(at->text);
    at->text = names.n ? strndup(names.p, names.n) : NULL;
    CHECK(at->text || !names.n);
    return true;
}

/* Reads the names of those of the ids that are not known yet. */
static Fault refs_load(Feed *d, const Entity *to, const Id *ids, size_t n) {
    void  *rows;
    size_t m;
    if (!n) return OK;
    TRY(ent_feed_these(&d->c, to, ids, n, &rows, &m));
    for (size_t i = 0; i < n; i++) ref_put(&d->s->refs, ids[i], 0, (Str){0});
    for (size_t i = 0; i < m; i++) {
        const Head *h = (const Head *)((const char *)rows + i * to->size);
        ref_put(&d->s->refs, h->id, h->org, public_names(d->c.arena, to, h));
    }
    return OK;
}

static Fault refs_of_rows(Feed *d, const Entity *e, const char *rows, size_t n) {
    for (int k = 0; k < e->n_fields; k++) {
        const Field *f = &e->fields[k];
        if (f->type != F_REF || !is_searched(f)) continue;
        Id    *ids = ARENA_ARRAY(d->c.arena, Id, n + 1);
        size_t m = 0;
        for (size_t i = 0; i < n; i++) {
            Id   id = *(const Id *)field_in(f, rows + i * e->size);
            bool known = !id || ref_find(&d->s->refs, id);
            for (size_t j = 0; j < m && !known; j++) known = ids[j] == id;
            if (!known) ids[m++] = id;
        }
        TRY(refs_load(d, f->to, ids, m));
    }
    return OK;
}

/* ---- records ---------------------------------------------------------------------------------------------------- */

/* Of what matches equally well, the lately changed comes first. */
static uint16_t weight_of(const Head *h) {
    int64_t days = h->changed_at / DAY_MS;
    return (uint16_t)(days < 0 ? 0 : days > UINT16_MAX ? UINT16_MAX : days);
}

static Fault put_record(Feed *d, int kind, const void *rec, bool with_team) {
    const Entity *e = d->s->kinds.v[kind];
    const Head   *h = rec;
    SeekText  texts[SEEK_TEXTS_MAX];
    FindField fields[SEEK_TEXTS_MAX];
    size_t    n = texts_of(e, rec, texts);
    for (size_t i = 0; i < n; i++) {
        fields[i] = (FindField){texts[i].part, texts[i].text};
        if (texts[i].field->type != F_REF) continue;
        const RefText *ref = ref_find(&d->s->refs, *(const Id *)field_in(texts[i].field, rec));
        if (ref) fields[i].text = str_of(ref->text);
    }
    FindDoc doc = {.id = h->id, .kind = (uint8_t)kind, .weight = weight_of(h), .org = h->org,
                   .gate = gate_of(&d->s->gates, h, with_team), .fields = fields, .n_fields = n};
    guests_put(d->guests, e, rec, doc.gate);
    return n ? find_put(d->index, &doc) : OK;
}

static int by_id(const void *a, const void *b) {
    Id x = *(const Id *)a, y = *(const Id *)b;
    return (x > y) - (x < y);
}

/* Those of the rows that a unit holds and that have a team of their own besides. */
static Fault teams_of_rows(Feed *d, const Entity *e, const char *rows, size_t n, const Id **ret_v, size_t *ret_n) {
    Id    *ids = ARENA_ARRAY(&d->arena, Id, n + 1);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        const Head *h = (const Head *)(rows + i * e->size);
        if (h->visibility == VIS_UNIT) ids[k++] = h->id;
    }
    return scope_with_team(&d->c, ids, k, ret_v, ret_n);
}

static Fault put_rows(Feed *d, int kind, const char *rows, size_t n) {
    const Entity *e = d->s->kinds.v[kind];
    const Id *teams;
    size_t n_teams;
    TRY(refs_of_rows(d, e, rows, n));
    TRY(teams_of_rows(d, e, rows, n, &teams, &n_teams));
    for (size_t i = 0; i < n; i++) {
        const Head *h = (const Head *)(rows + i * e->size);
        bool with_team = n_teams && bsearch(&h->id, teams, n_teams, sizeof *teams, by_id);
        TRY(put_record(d, kind, h, with_team));
    }
    return OK;
}

static void feed_begin(Feed *d, Seek *s, FindIndex *index) {
    d->s = s;
    d->index = index;
    d->guests = s->guests;
    arena_init(&d->arena, ARENA_BYTES);
    d->c = (Ctx){.arena = &d->arena, .region = s->region, .reader = {.lang = LANG_EN, .zone = "UTC"}};
}

static void feed_end(Feed *d) { arena_release(&d->arena); }

/* One portion is one read transaction: a long one would keep the database from tidying up behind its writers. */
static Fault portion(Feed *d, int kind, Id *after, size_t *ret_n) {
    const Entity *e = d->s->kinds.v[kind];
    void *rows;
    arena_reset(&d->arena);
    TRY(region_read_begin(d->s->region, &d->c));
    Fault f = ent_feed(&d->c, e, *after, PORTION_ROWS, &rows, ret_n);
    if (f == OK) f = put_rows(d, kind, rows, *ret_n);
    region_read_end(d->s->region, &d->c);
    if (f == OK && *ret_n) *after = ((const Head *)((char *)rows + (*ret_n - 1) * e->size))->id;
    return f;
}

static Fault last_entry(Feed *d) {
    TRY(region_read_begin(d->s->region, &d->c));
    Fault f = act_last(&d->c, &d->s->seq);
    region_read_end(d->s->region, &d->c);
    return f;
}

static Fault begin_guests(Feed *d) {
    arena_reset(&d->arena);
    TRY(region_read_begin(d->s->region, &d->c));
    const Who kept = d->c.who;
    d->c.who = who_program(&d->c);
    Fault f = guests_begin(&d->c, d->guests);
    d->c.who = kept;
    region_read_end(d->s->region, &d->c);
    return f;
}

static Fault all_kinds(Feed *d) {
    TRY(last_entry(d));
    TRY(begin_guests(d));
    for (int kind = 0; kind < d->s->kinds.n; kind++) {
        Id     after = INT64_MIN;
        size_t n;
        do {
            if (seek_ending(d->s)) return STOPPING;
            TRY(portion(d, kind, &after, &n));
            atomic_fetch_add(&d->s->fed, n);
        } while (n == PORTION_ROWS);
    }
    find_commit(d->index);
    return OK;
}

Fault feed_all(Seek *s, FindIndex **ret_index) {
    Feed  d;
    GuestImage *guests[SEEK_GUESTS_MAX] = {NULL};
    feed_begin(&d, s, find_open());
    d.guests = guests;
    ref_texts_free(&s->refs);
    atomic_store(&s->fed, 0);
    Fault f = all_kinds(&d);
    feed_end(&d);
    if (f == OK) {
        *ret_index = d.index;
        guests_show(s->region, guests);
        memcpy(s->guests, guests, sizeof guests);
    } else {
        find_free(d.index);
        guests_break(guests);
    }
    return f;
}

/* ---- changes ---------------------------------------------------------------------------------------------------- */

void touch_add(Touch **v, size_t *n, size_t *cap, Touch one) {
    if (*n == *cap) {
        *cap = *cap ? 2 * *cap : 64;
        *v = realloc(*v, *cap * sizeof **v);
        CHECK(*v);
    }
    (*v)[(*n)++] = one;
}

static int by_kind_and_id(const void *a, const void *b) {
    const Touch *x = a, *y = b;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static const void *row_of(const Entity *e, const char *rows, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (((const Head *)(rows + i * e->size))->id == id) return rows + i * e->size;
    }
    return NULL;
}

/* The records of one kind as they are now; ids that are not live any more go. */
static Fault put_these(Feed *d, int kind, const Id *ids, size_t n, void **ret_rows, size_t *ret_n) {
    const Entity *e = d->s->kinds.v[kind];
    TRY(ent_feed_these(&d->c, e, ids, n, ret_rows, ret_n));
    for (size_t i = 0; i < n; i++) {
        if (row_of(e, *ret_rows, *ret_n, ids[i])) continue;
        find_remove(d->index, ids[i]);
        guests_drop(d->guests, e, ids[i]);
    }
    return put_rows(d, kind, *ret_rows, *ret_n);
}

/* All records that are found by the name of this one are put again. */
static Fault put_pointing(Feed *d, const Entity *to, Id id, Id org) {
    for (int kind = 0; kind < d->s->kinds.n; kind++) {
        const Entity *e = d->s->kinds.v[kind];
        for (int k = 0; k < e->n_fields; k++) {
            if (e->fields[k].to != to || !is_searched(&e->fields[k])) continue;
            Pointing p = {e, &e->fields[k], org, id};
            Id       after = INT64_MIN, ids[PORTION_ROWS];
            size_t   n;
            do {
                void  *rows;
                size_t m;
                TRY(ent_pointing(&d->c, &p, after, ids, PORTION_ROWS, &n));
                if (!n) break;
                after = ids[n - 1];
                TRY(put_these(d, kind, ids, n, &rows, &m));
            } while (n == PORTION_ROWS);
        }
    }
    return OK;
}

/* The names of these records are in use elsewhere: where they have changed, what points there changes too. */
static Fault names_changed(Feed *d, const Entity *e, const Id *ids, size_t n, const char *rows, size_t n_rows) {
    for (size_t i = 0; i < n; i++) {
        const RefText *known = ref_find(&d->s->refs, ids[i]);
        if (!known) continue;
        const Head *h = row_of(e, rows, n_rows, ids[i]);
        Id  org = h ? h->org : known->org;
        Str names = h ? public_names(d->c.arena, e, h) : (Str){0};
        if (ref_put(&d->s->refs, ids[i], org, names)) TRY(put_pointing(d, e, ids[i], org));
    }
    return OK;
}

static Fault touched_portion(Feed *d, int kind, const Id *ids, size_t n) {
    void  *rows;
    size_t m;
    arena_reset(&d->arena);
    TRY(region_read_begin(d->s->region, &d->c));
    Fault f = put_these(d, kind, ids, n, &rows, &m);
    if (f == OK) f = names_changed(d, d->s->kinds.v[kind], ids, n, rows, m);
    region_read_end(d->s->region, &d->c);
    return f;
}

Fault feed_touched(Seek *s, FindIndex *index, Touch *v, size_t n) {
    Feed  d;
    Fault f = OK;
    if (!n) return OK;
    feed_begin(&d, s, index);
    qsort(v, n, sizeof *v, by_kind_and_id);
    for (size_t i = 0; i < n && f == OK;) {
        Id     ids[PORTION_ROWS];
        size_t m = 0;
        int    kind = v[i].kind;
        for (; i < n && m < PORTION_ROWS && v[i].kind == kind; i++) {
            if (!m || ids[m - 1] != v[i].id) ids[m++] = v[i].id;
        }
        f = seek_ending(s) ? STOPPING : touched_portion(&d, kind, ids, m);
    }
    feed_end(&d);
    return f;
}

/* ---- what nobody has told --------------------------------------------------------------------------------------- */

typedef struct Touches {
    Touch *v;
    size_t n, cap;
} Touches;

/* A record's visibility is that of its children too; the log names the record alone. */
static Fault log_children(Feed *d, const Touched *t, Touches *out) {
    for (int kind = 0; kind < d->s->kinds.n; kind++) {
        const Entity *e = d->s->kinds.v[kind];
        if (e->parent != t->entity || e->parent_field < 0) continue;
        Pointing p = {e, &e->fields[e->parent_field], t->org, t->record};
        Id       after = INT64_MIN, ids[PORTION_ROWS];
        size_t   n;
        do {
            TRY(ent_pointing(&d->c, &p, after, ids, PORTION_ROWS, &n));
            for (size_t i = 0; i < n; i++) touch_add(&out->v, &out->n, &out->cap, (Touch){kind, ids[i]});
            if (n) after = ids[n - 1];
        } while (n == PORTION_ROWS);
    }
    return OK;
}

/* A merge moves references without an entry for each: then all is read anew. */
static Fault log_entry(Feed *d, const Touched *t, Touches *out) {
    bool merge = t->kind == CHANGE_MERGE || t->kind == CHANGE_UNMERGE;
    if (merge || out->n > PENDING_MAX) return TOO_LARGE;
    int kind = t->entity ? kind_of(&d->s->kinds, t->entity) : -1;
    if (kind >= 0) touch_add(&out->v, &out->n, &out->cap, (Touch){kind, t->record});
    return t->entity && t->kind == CHANGE_UPDATE ? log_children(d, t, out) : OK;
}

static Fault log_portion(Feed *d, Touches *out, size_t *ret_n) {
    arena_reset(&d->arena);
    Touched *t = ARENA_ARRAY(&d->arena, Touched, PORTION_ROWS);
    TRY(region_read_begin(d->s->region, &d->c));
    Fault f = act_since(&d->c, d->s->seq, t, PORTION_ROWS, ret_n);
    for (size_t i = 0; f == OK && i < *ret_n; i++) {
        f = log_entry(d, &t[i], out);
        d->s->seq = t[i].seq;
    }
    region_read_end(d->s->region, &d->c);
    return f;
}

Fault feed_log(Seek *s, Touch **v, size_t *n, size_t *cap) {
    Feed    d;
    Touches out = {*v, *n, *cap};
    size_t  got;
    Fault   f;
    feed_begin(&d, s, NULL);
    do {
        f = seek_ending(s) ? STOPPING : log_portion(&d, &out, &got);
    } while (f == OK && got == PORTION_ROWS);
    feed_end(&d);
    *v = out.v;
    *n = out.n;
    *cap = out.cap;
    return f;
}
