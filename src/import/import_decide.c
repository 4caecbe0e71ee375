/* import_decide.c - what is to be done with one row, and what a known record would become. */
#include "import/import_pass.h"

#include "base/check.h"
#include "base/utf8.h"
#include "find/fold.h"

#include <math.h>

/* ---- telling ---------------------------------------------------------------------------------------------------- */

void import_leave_told(Work *w, uint64_t row, ImportLeft why, Str text) {
    ImportReport *r = w->p->report;
    r->left[why]++;
    if (r->n_left_rows < IMPORT_SHOWN_MAX) {
        r->left_rows[r->n_left_rows++] = (LeftRow){row, why, arena_copy(w->p->kept, utf8_head(text, 60))};
    }
}

void import_leave(Work *w, Chunk *k, uint64_t row, ImportLeft why, Str text) {
    import_leave_told(w, row, why, text);
    if (k->n_left < IMPORT_CHUNK_ROWS) k->left[k->n_left++] = (LeftEntry){row, why};
}

static Str name_of(const Draft *d, const Entity *e) {
    Lang l;
    if (e == &outlay_entity) return d->why_text;
    return tri_best(field_in(&e->fields[e->label], d->rec), LANG_EN, &l);
}

static void tell_twin(Work *w, const Draft *d, const Same *s) {
    ImportReport *r = w->p->report;
    Str known = {0};
    r->all_twins++;
    if (r->n_twins == IMPORT_ASK_MAX) return;
    if (ent_labels(&w->read, &s->id, 1, &known) != OK) known = (Str){0};
    r->twins[r->n_twins++] = (TwinRow){d->row, s->how, s->id,
                                       arena_copy(w->p->kept, utf8_head(name_of(d, w->p->plan->target->entity), 60)),
                                       arena_copy(w->p->kept, utf8_head(known, 60))};
}

/* ---- towns ------------------------------------------------------------------------------------------------------ */

static void tell_town(Work *w, Str name) {
    ImportReport *r = w->p->report;
    for (size_t i = 0; i < r->n_towns; i++) {
        if (!str_eq(r->towns[i].name, name)) continue;
        r->towns[i].n++;
        return;
    }
    if (r->n_towns == IMPORT_ASK_MAX) return;
    r->towns[r->n_towns++] = (TownRow){arena_copy(w->p->kept, name), 1, import_place_near(w->maps, name)};
}

/* Words that name nobody and nothing here: told, with the one that sounds so. */
static void tell_word(Work *w, ImportWord of, Str name) {
    ImportReport *r = w->p->report;
    for (size_t i = 0; i < r->n_words; i++) {
        if (r->words[i].of != of || !str_eq(r->words[i].name, name)) continue;
        r->words[i].n++;
        return;
    }
    if (r->n_words == IMPORT_ASK_MAX) return;
    Id near = of == WORD_OF_CATEGORY ? 0 : import_who_near(import_who(w->maps), name);
    r->words[r->n_words++] = (WordRow){of, arena_copy(w->p->kept, name), 1, near};
}

static void words(Work *w, const Draft *d) {
    for (int i = 0; i < WORD_OF_N; i++) {
        if (d->unknown[i].n) tell_word(w, (ImportWord)i, d->unknown[i]);
    }
}

/* A town that is no place here: told, and made or kept in the address. */
static void town(Work *w, Chunk *k, Draft *d) {
    if (!d->town.n) return;
    tell_town(w, d->town);
    if (d->town_make && d->why == LEFT_NONE) {
        *d->town_into = id_new(w->read.reader.now);
        k->towns[k->n_towns++] = (TownMade){*d->town_into, d->town};
        import_place_made(w->maps, w->read.arena, d->town, *d->town_into);
    } else if (w->p->plan->target->entity == &actor_entity) {
        Actor *a = d->rec;
        Str all = arena_printf(w->read.arena, "%.*s%s%.*s", STR_ARG(a->street), a->street.n ? ", " : "",
                               STR_ARG(d->town));
        a->street = utf8_head(all, 160);
    } else if (w->p->plan->target->entity == &event_entity) {
        Event *ev = d->rec;                       /* a hall, a club: where it is in the place */
        Str all = arena_printf(w->read.arena, "%.*s%s%.*s", STR_ARG(ev->where_words), ev->where_words.n ? ", " : "",
                               STR_ARG(d->town));
        ev->where_words = utf8_head(all, 200);
    }
}

/* ---- a known record --------------------------------------------------------------------------------------------- */

static bool in_list(const int *list, int i) {
    while (*list >= 0 && *list != i) list++;
    return *list == i;
}

static Str printed(Work *w, const Field *f, const void *rec) {
    Buf b;
    buf_init(&b, 1 << 20);
    value_print(&b, f, rec, LANG_EN);
    Str s = arena_copy(w->read.arena, utf8_head(buf_str(&b), 60));
    buf_release(&b);
    return s;
}

/* Texts live as long as the chunk: most of the changed rows are only counted. */
static void differs(DiffRow *d, const Field *f, Str old, Str fresh) {
    if (d->n == (int)(sizeof d->field / sizeof *d->field)) {
        d->more++;
        return;
    }
    d->field[d->n] = str_of(f->name);
    d->old[d->n] = old;
    d->fresh[d->n++] = fresh;
}

/* An example for the report, whose texts outlive the chunk. */
static void tell_diff(Work *w, const Draft *d, DiffRow *diff) {
    ImportReport *r = w->p->report;
    Arena *a = w->p->kept;
    if (r->n_diffs == IMPORT_SHOWN_MAX) return;
    diff->name = arena_copy(a, utf8_head(name_of(d, w->p->plan->target->entity), 60));
    for (int i = 0; i < diff->n; i++) {
        diff->old[i] = arena_copy(a, diff->old[i]);
        diff->fresh[i] = arena_copy(a, diff->fresh[i]);
    }
    r->diffs[r->n_diffs++] = *diff;
}

/* Names: another spelling of the same word is no change. */
static void merge_tri(Work *w, const Field *f, const Tri *fresh, Tri *into, DiffRow *d) {
    bool fill = w->p->plan->known == KNOWN_FILL;
    for (int l = 0; l < LANG_N; l++) {
        if (!fresh->v[l].n || (fill && into->v[l].n)) continue;
        Arena *a = w->read.arena;
        if (into->v[l].n && str_eq(fold_text(a, fresh->v[l]), fold_text(a, into->v[l]))) continue;
        differs(d, f, utf8_head(into->v[l], 60), utf8_head(fresh->v[l], 60));
        into->v[l] = fresh->v[l];
        into->state[l] = fresh->state[l];
    }
}

/* Texts of several lines are added to, never replaced. */
static bool merge_lines(Work *w, const Field *f, const void *fresh, void *into) {
    const Str *more = field_in(f, fresh);
    Str       *has = field_at(f, into);
    if (str_find(*has, *more) >= 0) return false;
    Str all = has->n ? arena_printf(w->read.arena, "%.*s\n%.*s", STR_ARG(*has), STR_ARG(*more)) : *more;
    if (f->max && utf8_length(all) > (size_t)f->max) return false;
    *has = all;
    return true;
}

/* Positions some ten metres apart are one: every program rounds its own way. */
static bool nearly(const Field *f, const void *a, const void *b) {
    double x, y;
    if (f->type == F_REAL) {
        x = *(const double *)field_in(f, a);
        y = *(const double *)field_in(f, b);
        return fabs(x - y) < 1e-4;
    }
    if (f->type != F_PHONE) return false;
    /* A phone that is known as the other one. */
    const Actor *to = b;
    Str phone = *(const Str *)field_in(f, a);
    return str_eq(phone, to->phone) || str_eq(phone, to->phone_other);
}

static void merge_field(Work *w, int i, const void *fresh, void *into, DiffRow *d) {
    const ImportTarget *t = w->p->plan->target;
    const Field        *f = &t->entity->fields[i];
    if (!value_known(f, fresh) || (f->flags & FIELD_SECRET)) return;
    if (f->type == F_TRI) {
        merge_tri(w, f, field_in(f, fresh), field_at(f, into), d);
        return;
    }
    if (value_eq(f, fresh, into) || nearly(f, fresh, into)) return;
    bool has = value_known(f, into), once = in_list(t->fill_only, i) || w->p->plan->known == KNOWN_FILL;
    bool lines = f->type == F_LINES;
    if (has && once && !lines) return;
    Str old = printed(w, f, into);
    if (lines && !merge_lines(w, f, fresh, into)) return;
    if (!lines) value_copy(f, into, fresh);
    if (!(f->flags & FIELD_HIDDEN)) differs(d, f, old, printed(w, f, into));
}

/* Of two phones the one that is known as the first stays the first. */
static void phones_as_known(Actor *fresh, const Actor *known) {
    if (!fresh->phone_other.n || !str_eq(fresh->phone_other, known->phone)) return;
    fresh->phone_other = fresh->phone;
    fresh->phone = known->phone;
}

/* One number where a range stood. */
static void merge_amount(Work *w, const Outlay *fresh, Outlay *into, DiffRow *d) {
    const Field *f = &outlay_entity.fields[OUTLAY_F_HIGH];
    if (w->p->plan->known != KNOWN_UPDATE || fresh->high != NUMBER_NONE || into->high == NUMBER_NONE) return;
    Str old = printed(w, f, into);
    into->high = NUMBER_NONE;
    differs(d, f, old, (Str){0});
}

/* The stored record with what the row knows better; DIFFERS when anything changes. */
static Fault merge(Work *w, Draft *d, Id id, bool *ret_differs, bool *ret_ours) {
    const Entity *e = w->p->plan->target->entity;
    Ctx *c = &w->read;
    void *rec = ent_new(c, e);
    *ret_differs = false;
    *ret_ours = true;
    Fault f = ent_load(c, e, id, rec);
    if (f == NOT_FOUND) *ret_ours = false;
    if (f != OK) return f == NOT_FOUND ? OK : f;
    *ret_ours = ent_may_write(c, e, rec);
    DiffRow diff = {.row = d->row, .id = id};
    if (e == &actor_entity) phones_as_known(d->rec, rec);
    if (e == &outlay_entity && ((const Outlay *)rec)->of_case) return OK; /* what a case was told is the team's */
    for (int i = 0; i < e->n_fields; i++) merge_field(w, i, d->rec, rec, &diff);
    if (e == &outlay_entity) merge_amount(w, d->rec, rec, &diff);
    if (w->p->plan->target->lacks) TRY(w->p->plan->target->lacks(c, d, id, &d->hangs));
    if (!diff.n && !d->hangs) return OK;
    *ret_differs = true;
    d->rec = rec;
    if (diff.n && *ret_ours) tell_diff(w, d, &diff);
    return OK;
}

/* ---- the decision ----------------------------------------------------------------------------------------------- */

typedef struct Sounds {
    Work        *w;
    const Draft *d;
} Sounds;

/* One of the names is spoken like one of the record's. */
static bool sounds_alike(void *arg, Id id) {
    const Sounds *s = arg;
    const Entity *e = s->w->p->plan->target->entity;
    const Field  *f = &e->fields[e->label];
    void *rec = ent_new(&s->w->read, e);
    if (ent_load(&s->w->read, e, id, rec) != OK) return false;
    const Tri *a = field_in(f, s->d->rec), *b = field_in(f, rec);
    for (int i = 0; i < LANG_N; i++) {
        for (int k = 0; k < LANG_N; k++) {
            if (a->v[i].n && b->v[k].n && fold_sounds_alike(a->v[i], b->v[k])) return true;
        }
    }
    return false;
}

/* What is done without a choice of its own: a number is strong, a shared phone or another street are weak. */
ImportTwin import_twin_proposed(SameHow how) {
    switch (how) {
    case SAME_NUMBER: return TWIN_SAME;
    case SAME_SOUND: case SAME_NAME: return TWIN_SKIP;
    default: return TWIN_NEW;
    }
}

static ImportTwin choice_for(Work *w, uint64_t row, SameHow how, bool *ret_chosen) {
    const ImportPlan *p = w->p->plan;
    while (w->twin_at < p->n_twin && p->twin[w->twin_at].row < row) w->twin_at++;
    bool own = w->twin_at < p->n_twin && p->twin[w->twin_at].row == row;
    ImportTwin t = own ? p->twin[w->twin_at].choice : p->twins;
    *ret_chosen = own && t == TWIN_SKIP;
    return t == TWIN_PROPOSED ? import_twin_proposed(how) : t;
}

/* Two rows of a file for one record: the first changes it, the others are told. */
static Fault known(Work *w, Chunk *k, Draft *d, const Same *s) {
    bool changes, ours, spending = w->p->plan->target->entity == &outlay_entity;
    /* An amount counts once, also when nothing of it changes. */
    if (spending && !same_take(w->index, s)) {
        import_leave(w, k, d->row, LEFT_TWICE, d->why_text);
        return OK;
    }
    if (w->p->plan->known == KNOWN_LEAVE) {
        w->p->report->known++;
        return OK;
    }
    TRY(merge(w, d, s->id, &changes, &ours));
    if (!changes) {
        w->p->report->known++;
    } else if (!ours) {
        import_leave(w, k, d->row, LEFT_NOT_OURS, name_of(d, w->p->plan->target->entity));
    } else if (!spending && !same_take(w->index, s)) {
        import_leave(w, k, d->row, LEFT_TWICE, name_of(d, w->p->plan->target->entity));
    } else {
        k->todo[k->n++] = *d;
        w->p->report->changed += w->p->dry;
    }
    return OK;
}

static void fresh(Work *w, Chunk *k, Draft *d) {
    const Entity *e = w->p->plan->target->entity;
    Head *h = d->rec;
    h->id = id_new(w->read.reader.now);
    if (e == &actor_entity) h->unit = import_place_own(w->maps, ((const Actor *)d->rec)->locality);
    if (e == &event_entity) h->unit = ((const Event *)d->rec)->place;
    if (e == &outlay_entity) h->unit = ((const Outlay *)d->rec)->place;
    bool of_place = e == &event_entity || e == &outlay_entity;
    if (of_place && h->unit && !d->town_make && !ent_may_write(&w->read, e, h)) {
        import_leave(w, k, d->row, LEFT_NOT_OURS, name_of(d, e));
        return;
    }
    same_add(w->index, &d->facts, ((Head *)d->rec)->id, (uint32_t)d->row);
    /* A dry run has no writer to say what a rule refuses; without a connection only references go unchecked. */
    if (w->p->dry) {
        Db *db = w->read.db;
        w->read.db = NULL;
        ent_check_fields(&w->read, e, d->rec);
        w->read.db = db;
        bool refused = w->read.complaints.n > 0;
        w->read.complaints.n = 0;
        if (refused) import_leave(w, k, d->row, LEFT_REFUSED, name_of(d, e));
        w->p->report->made += !refused;
        return;
    }
    k->todo[k->n++] = *d;
}

Fault import_decide(Work *w, Chunk *k, Draft *d) {
    const ImportTarget *t = w->p->plan->target;
    Sounds sounds = {w, d};
    town(w, k, d);
    for (int n = 0; n < NOTE_N && d->why == LEFT_NONE; n++) {
        if (d->marks >> n & 1) import_note(w->p->report, (ImportNote)n, d->row);
    }
    words(w, d);
    if (d->why != LEFT_NONE) {
        import_leave(w, k, d->row, d->why, d->why_text);
        return OK;
    }
    t->facts(w->read.arena, d->rec, &d->facts);
    Same s = same_find(w->index, &d->facts, sounds_alike, &sounds);
    if (s.how == SAME_NONE) {
        fresh(w, k, d);
        return OK;
    }
    if (s.row) {
        import_leave(w, k, d->row, LEFT_TWICE, name_of(d, t->entity));
        return OK;
    }
    if (s.how == SAME_SURE) return known(w, k, d, &s);
    bool chosen;
    ImportTwin choice = choice_for(w, d->row, s.how, &chosen);
    tell_twin(w, d, &s);
    if (choice == TWIN_SAME) return known(w, k, d, &s);
    if (choice == TWIN_NEW) fresh(w, k, d);
    else import_leave(w, k, d->row, chosen ? LEFT_CHOSEN : LEFT_TWIN, name_of(d, t->entity));
    return OK;
}
