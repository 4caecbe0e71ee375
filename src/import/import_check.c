/* import_check.c - what would happen, what happened, and the choices in between. */
#include "import/import_page.h"

#include "base/check.h"
#include "base/utf8.h"
#include "db/region.h"

#include <math.h>

/* ---- what the report tells -------------------------------------------------------------------------------------- */

static void fill_notes(Ctx *c, const ImportReport *r, CheckView *v) {
    v->notes = ARENA_ARRAY(c->arena, Html, NOTE_N + r->n_remarks + 1);
    for (int i = 0; i < NOTE_N; i++) {
        const TrArg args[] = {TR_N("n", r->notes[i].n), TR_N("row", (int64_t)r->notes[i].row)};
        if (r->notes[i].n) v->notes[v->notes_n++] = import_sentence(c, import_note_key(i), args, 2);
    }
    for (size_t i = 0; i < r->n_remarks; i++) {
        const RemarkRow *m = &r->remarks[i];
        const TrArg args[] = {TR_N("n", m->n), TR_N("row", m->row), TR_N("column", m->column), TR_ARG("what", m->what)};
        if (tr_key(m->key) == T_NONE) continue;
        v->notes[v->notes_n++] = import_sentence(c, tr_key(m->key), args, sizeof args / sizeof *args);
    }
}

static void fill_left(Ctx *c, const ImportReport *r, CheckView *v) {
    v->lefts = ARENA_ARRAY(c->arena, LeftKind, LEFT_N);
    for (int i = LEFT_NONE + 1; i < LEFT_N; i++) {
        if (r->left[i]) v->lefts[v->lefts_n++] = (LeftKind){import_left_key(i), r->left[i]};
    }
    v->left_rows = ARENA_ARRAY(c->arena, LeftView, r->n_left_rows + 1);
    for (size_t i = 0; i < r->n_left_rows; i++) {
        const LeftRow *l = &r->left_rows[i];
        v->left_rows[v->left_rows_n++] = (LeftView){(int64_t)l->row, import_left_key(l->why), l->text};
    }
}

/* A value that the report keeps as value_print wrote it, as this reader sees it. */
static Html value_html(Ctx *c, const Entity *e, const Field *f, Str text) {
    Buf b;
    buf_init(&b, 100000);
    if (!text.n) return html_keep(c->arena, &b);
    if (f->type == F_TRI || f->type == F_LINES || f->type == F_TEXT) {
        show_name(&b, text);
    } else {
        void *rec = ent_new(c, e);
        if (value_read(c, f, rec, LANG_EN, text)) value_show(c, &b, f, rec);
        else show_name(&b, text);
        c->complaints.n = 0;
    }
    return html_keep(c->arena, &b);
}

static void fill_diffs(Ctx *c, const ImportReport *r, const ImportTarget *t, CheckView *v) {
    v->diffs = ARENA_ARRAY(c->arena, DiffView, r->n_diffs + 1);
    for (size_t i = 0; i < r->n_diffs; i++) {
        const DiffRow *d = &r->diffs[i];
        DiffView *to = &v->diffs[v->diffs_n++];
        *to = (DiffView){.row = (int64_t)d->row, .more = d->more, .name = d->name,
                         .href = view_record_path(c, t->entity, d->id),
                         .fields = ARENA_ARRAY(c->arena, DiffField, (size_t)d->n + 1)};
        for (int k = 0; k < d->n; k++) {
            const Field *f = field_named(t->entity, d->field[k]);
            if (!f) continue;
            to->fields[to->fields_n++] = (DiffField){f->label, value_html(c, t->entity, f, d->old[k]),
                                                     value_html(c, t->entity, f, d->fresh[k])};
        }
    }
}

static TextKey twin_why(SameHow how) {
    switch (how) {
    case SAME_NUMBER: return T_IMPORT_SAME_NUMBER;
    case SAME_PHONE: return T_IMPORT_SAME_PHONE;
    case SAME_STREET: return T_IMPORT_SAME_STREET;
    case SAME_NAME: return T_IMPORT_SAME_NAME;
    default: return T_IMPORT_SAME_SOUND;
    }
}

static void fill_choice(Ctx *c, ImportTwin chosen, Option **ret_v, size_t *ret_n) {
    static const TextKey LABELS[TWIN_N] = {T_IMPORT_TWIN_PROPOSED, T_IMPORT_TWIN_SAME, T_IMPORT_TWIN_NEW,
                                           T_IMPORT_TWIN_SKIP};
    *ret_v = ARENA_ARRAY(c->arena, Option, TWIN_N);
    for (int i = chosen == TWIN_PROPOSED ? TWIN_PROPOSED : TWIN_SAME; i < TWIN_N; i++) {
        (*ret_v)[(*ret_n)++] = (Option){import_twin_name((ImportTwin)i), tr(c->reader.lang, LABELS[i]),
                                        (ImportTwin)i == chosen};
    }
}

static ImportTwin twin_chosen(const ImportPlan *p, const TwinRow *t) {
    for (size_t i = 0; i < p->n_twin; i++) {
        if (p->twin[i].row == t->row) return p->twin[i].choice;
    }
    return p->twins == TWIN_PROPOSED ? import_twin_proposed(t->how) : p->twins;
}

static void fill_twins(Ctx *c, const ImportReport *r, const ImportPlan *p, CheckView *v) {
    v->twin_rows = ARENA_ARRAY(c->arena, TwinView, r->n_twins + 1);
    for (size_t i = 0; i < r->n_twins; i++) {
        const TwinRow *t = &r->twins[i];
        TwinView *to = &v->twin_rows[v->twin_rows_n++];
        *to = (TwinView){.row = (int64_t)t->row, .name = t->name, .known = t->known, .why = twin_why(t->how),
                         .href = view_record_path(c, p->target->entity, t->id),
                         .field = arena_printf(c->arena, "twin.%llu", (unsigned long long)t->row)};
        fill_choice(c, twin_chosen(p, t), &to->options, &to->options_n);
    }
    v->twins = r->all_twins;
    v->twins_more = r->all_twins - (int64_t)r->n_twins;
    fill_choice(c, p->twins, &v->twin_all, &v->twin_all_n);
}

static const TownChoice *town_chosen(const ImportPlan *p, Str name) {
    for (size_t i = 0; i < p->n_town; i++) {
        if (str_eq(p->town[i].name, name)) return &p->town[i];
    }
    return NULL;
}

static Fault fill_towns(Ctx *c, const ImportReport *r, const ImportPlan *p, CheckView *v) {
    static const TextKey LABELS[] = {T_IMPORT_TOWN_TEXT, T_IMPORT_TOWN_MAKE, T_IMPORT_TOWN_IS};
    static const char *const NAMES[] = {"text", "make", "is"};
    Id  *ids = ARENA_ARRAY(c->arena, Id, r->n_towns + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, r->n_towns + 1);
    for (size_t i = 0; i < r->n_towns; i++) {
        const TownChoice *chosen = town_chosen(p, r->towns[i].name);
        ids[i] = chosen && chosen->choice == TOWN_IS ? chosen->place : r->towns[i].near;
    }
    TRY(ent_labels(c, ids, r->n_towns, names));
    v->towns = ARENA_ARRAY(c->arena, TownView, r->n_towns + 1);
    for (size_t i = 0; i < r->n_towns; i++) {
        const TownRow *t = &r->towns[i];
        const TownChoice *chosen = town_chosen(p, t->name);
        ImportTown now = chosen ? chosen->choice : t->near ? TOWN_IS : TOWN_TEXT;
        TownView *to = &v->towns[v->towns_n++];
        *to = (TownView){.name = t->name, .n = t->n, .near = names[i],
                         .field = arena_printf(c->arena, "town.%zu", i),
                         .place_field = arena_printf(c->arena, "town.%zu.place", i),
                         .options = ARENA_ARRAY(c->arena, Option, 3)};
        for (int k = TOWN_TEXT; k <= TOWN_IS; k++) {
            if (k == TOWN_MAKE && !v->may_make) continue;
            to->options[to->options_n++] = (Option){str_of(NAMES[k]), tr(c->reader.lang, LABELS[k]), k == (int)now};
        }
    }
    return OK;
}

static void fill_known(Ctx *c, const ImportPlan *p, CheckView *v) {
    static const TextKey LABELS[KNOWN_N] = {T_IMPORT_KNOWN_UPDATE, T_IMPORT_KNOWN_FILL, T_IMPORT_KNOWN_LEAVE};
    v->knowns = ARENA_ARRAY(c->arena, Option, KNOWN_N);
    for (int i = 0; i < KNOWN_N; i++) {
        v->knowns[v->knowns_n++] = (Option){import_known_name((ImportKnown)i), tr(c->reader.lang, LABELS[i]),
                                            (ImportKnown)i == p->known};
    }
}

/* How far: of the file in the first pass, of the rows in the second. */
static int64_t permille_of(const Import *v, const ImportReport *r) {
    if (v->done_rows == NUMBER_NONE) return 0;
    if (v->state == IMPORT_STATE_MATCHED) return v->done_rows > 1000 ? 1000 : v->done_rows;
    if (r->read <= 0) return 0;                   /* a command line's: no check has counted the rows */
    return v->done_rows >= r->read ? 1000 : v->done_rows * 1000 / r->read;
}

/* The list where what came in is seen. */
static const char *list_of(Str target) {
    if (str_eq(target, LIT("localities")) || str_eq(target, LIT("areas"))) return "places";
    return str_eq(target, LIT("outlays")) ? "outlays" : "actors";
}

static Fault fill_over(Ctx *c, const Import *v, CheckView *view) {
    char id[ID_CHARS + 1];
    view->may_undo = import_may_undo(c, v);
    view->until = v->head.created_at + (Stamp)IMPORT_KEPT_DAYS * 24 * 3600 * 1000;
    view->at = v->finished_at ? v->finished_at : v->head.changed_at;
    if (v->act != NUMBER_NONE && v->act && v->state != IMPORT_STATE_UNDONE) {
        id_print(id, v->act);
        view->list_href = arena_printf(c->arena, "/%s?act=%s%s", list_of(v->target), id,
                                       str_eq(v->target, LIT("outlays")) ? "" : "&local=all");
        if (view->over) TRY(import_changed_since(c, v->act, &view->since));
    }
    TRY(import_has_file(c, v->head.id, &view->has_file));
    if (view->has_file && view->left) view->left_href = import_path(c, v->head.id, "/left");
    return OK;
}

/* A stop is told in the reader's own words again. */
Fault import_told(Ctx *c, const Import *v, CheckView *ret_view) {
    CheckView *view = ret_view;
    ImportReport *r = ARENA_NEW(c->arena, ImportReport);
    ImportPlan *p = ARENA_NEW(c->arena, ImportPlan);
    *view = (CheckView){.id = v->head.id, .name = v->name, .path = import_path(c, v->head.id, ""),
                        .check_href = import_path(c, v->head.id, "/check"),
                        .columns_href = import_path(c, v->head.id, "/columns"),
                        .stop_href = import_path(c, v->head.id, "/stop"),
                        .undo_href = import_path(c, v->head.id, "/undo")};
    view->may_make = ent_may_write(c, &place_entity, NULL);
    TRY(import_report_read(c, v->report, r));
    if (v->mapping.n) TRY(import_plan_read(c, v->mapping, p));
    if (p->target) view->target = p->target->label;
    view->checking = v->state == IMPORT_STATE_MATCHED;
    view->running = v->state == IMPORT_STATE_RUNNING;
    view->failed = v->state == IMPORT_STATE_FAILED;
    view->undone = v->state == IMPORT_STATE_UNDONE;
    view->title = view->running ? T_IMPORT_RUNNING : view->checking ? T_IMPORT_CHECKING : T_IMPORT_DONE;
    view->over = !view->checking && !view->running;
    view->permille = permille_of(v, r);
    view->rows = r->rows;
    view->made = view->running && v->created != NUMBER_NONE ? v->created : r->made;
    view->changed = r->changed;
    view->known = r->known;
    view->left = import_left_all(r);
    view->nothing = !view->made && !view->changed;
    if (r->stop.key) view->stop = import_problem(c, &r->stop);
    fill_notes(c, r, view);
    fill_left(c, r, view);
    import_money_fill(c, r, view);
    TRY(ent_labels(c, &v->head.created_by, 1, &view->who));
    if (v->state >= IMPORT_STATE_RUNNING) return fill_over(c, v, view);
    if (!p->target) return OK;
    fill_diffs(c, r, p->target, view);
    fill_twins(c, r, p, view);
    fill_known(c, p, view);
    TRY(import_words_fill(c, r, p, view));
    return fill_towns(c, r, p, view);
}

/* ---- pages ------------------------------------------------------------------------------------------------------ */

Fault get_import(Ctx *c, const Request *rq, Reply *rp) {
    Import *v = ent_new(c, &import_entity);
    CheckView view;
    TRY(import_of(c, rq->ids[0], v));
    bool told = v->state >= IMPORT_STATE_RUNNING || v->state == IMPORT_STATE_MATCHED;
    if (!told && !rq->fragment) {
        const char *below = v->state == IMPORT_STATE_CHECKED ? "/check" : "/columns";
        reply_go(c, rp, import_path(c, v->head.id, below), T_NONE, NULL, 0);
        return OK;
    }
    Page pg = import_page(c, rq, v->state == IMPORT_STATE_MATCHED ? T_IMPORT_CHECK : T_IMPORT_RESULT);
    TRY(import_told(c, v, &view));
    return page_send(&pg, rp, rq->fragment ? import_progress_page : import_done_page, &view);
}

Fault get_import_check(Ctx *c, const Request *rq, Reply *rp) {
    Import *v = ent_new(c, &import_entity);
    CheckView view;
    TRY(import_of(c, rq->ids[0], v));
    if (v->state != IMPORT_STATE_CHECKED) {
        const char *below = v->state == IMPORT_STATE_UPLOADED ? "/columns" : "";
        reply_go(c, rp, import_path(c, v->head.id, below), T_NONE, NULL, 0);
        return OK;
    }
    Page pg = import_page(c, rq, T_IMPORT_CHECK);
    TRY(import_told(c, v, &view));
    return page_send(&pg, rp, import_check_page, &view);
}

/* ---- choices ---------------------------------------------------------------------------------------------------- */

/* A choice that is said is one of those there are. */
static void said_wrong(Ctx *c, const Params *said, const char *name) {
    if (params_get(said, name).n) complain(c, arena_z(c->arena, str_of(name)), T_FORM_FIX_CHOICE);
}

static void twins_read(Ctx *c, const Params *said, const ImportReport *r, ImportPlan *p) {
    char name[40];
    p->twin = ARENA_ARRAY(c->arena, TwinChoice, r->n_twins + 1);
    p->n_twin = 0;
    for (size_t i = 0; i < r->n_twins; i++) {
        ImportTwin t;
        snprintf(name, sizeof name, "twin.%llu", (unsigned long long)r->twins[i].row);
        if (!import_twin_named(params_get(said, name), &t)) said_wrong(c, said, name);
        else if (t != TWIN_PROPOSED) p->twin[p->n_twin++] = (TwinChoice){r->twins[i].row, t};
    }
    ImportTwin all;
    if (import_twin_named(params_get(said, "twins"), &all)) p->twins = all;
    else said_wrong(c, said, "twins");
}

/* "Is this place" without a place that is known is no choice yet: the town stays text. */
static Fault towns_read(Ctx *c, const Params *said, const ImportReport *r, ImportPlan *p) {
    char name[40];
    p->town = ARENA_ARRAY(c->arena, TownChoice, r->n_towns + 1);
    p->n_town = 0;
    for (size_t i = 0; i < r->n_towns; i++) {
        snprintf(name, sizeof name, "town.%zu", i);
        Str what = params_get(said, name);
        if (!str_eq(what, LIT("text")) && !str_eq(what, LIT("make")) && !str_eq(what, LIT("is"))) {
            said_wrong(c, said, name);
        }
        snprintf(name, sizeof name, "town.%zu.place", i);
        Str place = str_trim(params_get(said, name));
        TownChoice t = {.name = r->towns[i].name};
        if (str_eq(what, LIT("make")) && ent_may_write(c, &place_entity, NULL)) t.choice = TOWN_MAKE;
        if (str_eq(what, LIT("is")) && place.n) {
            Fault f = place_by_name(c, place, &t.place);
            if (f != OK && f != NOT_FOUND) return f;
            if (f == OK) t.choice = TOWN_IS;
        }
        p->town[p->n_town++] = t;
    }
    return OK;
}

static Fault choices_read(Ctx *c, Id id, const Params *said, Import *v) {
    ImportReport *r = ARENA_NEW(c->arena, ImportReport);
    ImportPlan *p = ARENA_NEW(c->arena, ImportPlan);
    TRY(import_of(c, id, v));
    if (v->state != IMPORT_STATE_CHECKED) return fail(c, TOO_LATE, "import", v->head.id);
    TRY(import_report_read(c, v->report, r));
    TRY(import_plan_read(c, v->mapping, p));
    if (!import_known_named(params_get(said, "known"), &p->known)) said_wrong(c, said, "known");
    twins_read(c, said, r, p);
    TRY(towns_read(c, said, r, p));
    TRY(import_words_read(c, said, r, p));
    TRY(complaints_fault(c));
    v->mapping = import_plan_text(c, p);
    return v->mapping.n ? OK : fail(c, TOO_LARGE, "import", v->head.id);
}

Fault import_go_on(Ctx *c, Id id, const Params *said, bool run) {
    Import *v = ent_new(c, &import_entity);
    TRY(region_read_begin(c->region, c));
    Fault f = choices_read(c, id, said, v);
    region_read_end(c->region, c);
    TRY(f);
    return import_work_start(c, v, run ? IMPORT_RUNNING : IMPORT_CHECKING);
}

Fault post_import_check(Ctx *c, const Request *rq, Reply *rp) {
    bool run = str_eq(params_get(&rq->form, "do"), LIT("run"));
    TRY(import_go_on(c, rq->ids[0], &rq->form, run));
    reply_go(c, rp, import_path(c, rq->ids[0], run ? "" : "/check"), T_NONE, NULL, 0);
    return OK;
}
