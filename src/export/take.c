/* take.c - a list becomes a file: columns, cells, portions, and the route GET /export/NOUN.ENDING. */
#include "export/take.h"

#include "account/account.h"
#include "base/check.h"
#include "db/facts.h"
#include "db/region.h"
#include "ent/form.h"
#include "http/slow.h"
#include "place/place.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { FLUSH_BYTES = 1 << 18, GIVEN_MAX = 500 };

/* ---- files -------------------------------------------------------------------------------------------------- */

Fault take_temp(const char *folder, int *ret_fd) {
    *ret_fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (*ret_fd >= 0) return OK;
    return errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
}

Fault take_flush(Take *t, bool all) {
    if (!buf_ok(&t->b)) return fail(t->c, TOO_LARGE, "file", TAKE_BUF_BYTES);
    if (!all && t->b.n < FLUSH_BYTES) return OK;
    if (t->fd < 0) TRY(take_temp(t->folder, &t->fd));
    for (size_t at = 0; at < t->b.n;) {
        ssize_t n = write(t->fd, t->b.p + at, t->b.n - at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
        at += (size_t)n;
    }
    buf_clear(&t->b);
    return OK;
}

/* ---- columns -------------------------------------------------------------------------------------------------- */

static void column(Take *t, const Field *f, int lang) {
    Ctx *c = t->c;
    CHECK(t->columns_n < TAKE_COLUMNS_MAX);
    Str label = tr(c->reader.lang, f->label);
    if (lang < LANG_N) label = arena_printf(c->arena, "%.*s (%s)", STR_ARG(label), lang_name((Lang)lang));
    t->columns[t->columns_n++] = (TakeColumn){f, lang, label};
}

/* Every field that the reader may see; of texts each language. */
static void columns_all(Take *t) {
    const Entity *e = t->sheet->entity;
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (!field_readable(t->c, f) || f->type == F_JSON) continue;
        if ((f->flags & FIELD_HIDDEN) && !(f->flags & FIELD_LIST)) continue;
        if (f->type != F_TRI) column(t, f, LANG_N);
        for (int l = 0; l < LANG_N && f->type == F_TRI; l++) column(t, f, l);
    }
}

static void columns_of(Take *t) {
    const Entity *e = t->sheet->entity;
    t->columns = ARENA_ARRAY(t->c->arena, TakeColumn, TAKE_COLUMNS_MAX);
    if (t->format->fields) {
        for (const int *i = t->format->fields; *i >= 0; i++) column(t, &e->fields[*i], LANG_N);
        return;
    }
    if (str_eq(params_get(&t->rq->args, "all"), LIT("1"))) {
        columns_all(t);
        return;
    }
    if (e->label >= 0) column(t, &e->fields[e->label], LANG_N);
    ViewColumns shown = view_columns(t->c, t->rq, t->sheet);
    for (int i = 0; i < shown.n; i++) column(t, &e->fields[shown.v[i]], LANG_N);
}

/* ---- cells -------------------------------------------------------------------------------------------------- */

static Id ref_in(const Field *f, const void *rec) { return *(const Id *)field_in(f, rec); }

/* The names of everything that a portion's rows point at. */
static Fault names_of(const Take *t, const char *rows, size_t n, RefNames *ret_names) {
    Id    *ids = ARENA_ARRAY(t->c->arena, Id, n * t->columns_n + 1);
    size_t m = 0;
    for (size_t k = 0; k < t->columns_n; k++) {
        const Field *f = t->columns[k].f;
        for (size_t i = 0; i < n && f->type == F_REF; i++) {
            Id id = ref_in(f, rows + i * t->sheet->entity->size);
            if (id) ids[m++] = id;
        }
    }
    return ref_names(t->c, ids, m, ret_names);
}

static TakeCell cell_number(double x, Str text, TakeKind kind) {
    return (TakeCell){.kind = kind, .text = text, .number = x};
}

static TakeCell cell_of(Ctx *c, const TakeColumn *col, const void *rec, const RefNames *names) {
    const Field *f = col->f;
    const void  *at = field_in(f, rec);
    if (!value_known(f, rec)) return (TakeCell){0};
    switch (f->type) {
    case F_TRI: {
        const Tri *tri = at;
        Str        s = col->lang < LANG_N ? tri->v[col->lang] : tri_best(tri, c->reader.lang, NULL);
        return (TakeCell){.kind = s.n ? TAKE_WORDS : TAKE_NOTHING, .text = s};
    }
    case F_REF: {
        Str s = ref_name(names, ref_in(f, rec));
        return (TakeCell){.kind = s.n ? TAKE_WORDS : TAKE_NOTHING, .text = s};
    }
    case F_INT: return cell_number((double)*(const int64_t *)at, field_plain(c, f, rec), TAKE_NUMBER);
    case F_MONEY: return cell_number((double)*(const int64_t *)at / 100, field_plain(c, f, rec), TAKE_MONEY);
    case F_REAL: return cell_number(*(const double *)at, field_plain(c, f, rec), TAKE_NUMBER);
    case F_DAY:
        return (TakeCell){.kind = TAKE_DAY, .text = field_plain(c, f, rec), .at = {.d = *(const Day *)at}};
    case F_STAMP:
        return (TakeCell){.kind = TAKE_MOMENT, .text = field_plain(c, f, rec),
                          .at = stamp_local(*(const Stamp *)at, c->reader.zone)};
    case F_PHONE:
    case F_EMAIL:
    case F_URL: return (TakeCell){.kind = TAKE_CODE, .text = field_plain(c, f, rec)};
    default: return (TakeCell){.kind = TAKE_WORDS, .text = field_plain(c, f, rec)};
    }
}

Fault take_cell(Ctx *c, const TakeColumn *col, const void *rec, TakeCell *ret_cell) {
    Id    id = col->f->type == F_REF ? ref_in(col->f, rec) : 0;
    Str   name = {0};
    RefNames one = {.ids = &id, .names = &name, .n = id != 0};
    if (id) TRY(ent_labels(c, &id, 1, &name));
    *ret_cell = cell_of(c, col, rec, &one);
    return OK;
}

static Fault portion(Ctx *c, const void *rows, size_t n, void *arg) {
    Take  *t = arg;
    RefNames names = {0};
    if (!t->format->machine) TRY(names_of(t, rows, n, &names));
    TakeCell *cells = ARENA_ARRAY(c->arena, TakeCell, t->columns_n + 1);
    for (size_t i = 0; i < n; i++) {
        const void *rec = (const char *)rows + i * t->sheet->entity->size;
        for (size_t k = 0; k < t->columns_n && !t->format->machine; k++) {
            cells[k] = cell_of(c, &t->columns[k], rec, &names);
        }
        TRY(view_taken(c, t->sheet->entity, rec));
        if (!t->rows) t->first = arena_copy(t->outer, view_name(c, t->sheet->entity, rec));
        TRY(t->format->row(t, rec, cells));
        t->rows++;
    }
    if (t->rq->call && job_stopping(c->region)) return STOPPING;
    return take_flush(t, false);
}

/* ---- about -------------------------------------------------------------------------------------------------- */

static Str moment(Ctx *c) {
    Buf b;
    buf_init(&b, 200);
    plain_stamp(&b, &c->reader, c->reader.now);
    return buf_keep(c->arena, &b);
}

size_t take_about(const Take *t, bool more, TakeAbout ret_v[TAKE_ABOUT_MAX]) {
    Ctx     *c = t->c;
    size_t   n = 0;
    Lang     l = c->reader.lang;
    TextKey  count = more ? T_EXPORT_ROWS_CUT : T_EXPORT_ROWS;
    ret_v[n++] = (TakeAbout){T_EXPORT_WHAT, tr(l, t->sheet->entity->many)};
    ret_v[n++] = (TakeAbout){T_EXPORT_CHOSEN, t->words.n ? t->words : tr(l, T_VIEW_EVERYTHING)};
    ret_v[n++] = (TakeAbout){T_EXPORT_COUNT, tr_str(c->arena, &c->reader, count, (TrArg[]){TR_N("n", t->rows)}, 1)};
    if (t->local.n) ret_v[n++] = (TakeAbout){T_EXPORT_LOCAL, t->local};
    if (t->region.n) ret_v[n++] = (TakeAbout){T_EXPORT_REGION, t->region};
    if (t->who.n) ret_v[n++] = (TakeAbout){T_EXPORT_WHO, t->who};
    ret_v[n++] = (TakeAbout){T_EXPORT_WHEN, moment(c)};
    return n;
}

static Fault fill_about(Take *t) {
    Ctx *c = t->c;
    Buf  b;
    TRY(fact_name(c, c->reader.lang, &t->region));
    Account *a = ent_new(c, &account_entity);
    Fault f = c->who.account ? ent_load(c, &account_entity, c->who.account, a) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    c->fault = (FaultNote){0};
    t->who = a->name;
    buf_init(&b, 1 << 16);
    view_words(c, &b, t->rq, t->sheet, &t->spec);
    t->words = arena_copy(c->arena, buf_str(&b));
    buf_clear(&b);
    f = place_local_note(c, t->rq, &b);
    t->local = arena_copy(c->arena, buf_str(&b));
    buf_clear(&b);
    buf_add(&b, tr(c->reader.lang, t->sheet->entity->many));
    buf_byte(&b, ' ');
    buf_day_iso(&b, c->reader.today);
    buf_printf(&b, ".%s", t->format->file.ending);
    t->file_name = buf_keep(c->arena, &b);
    return f;
}

/* Chosen rows: `id` in the address, as the boxes of the list send them. */
static Fault given_of(Take *t) {
    Ctx *c = t->c;
    Id  *ids = ARENA_ARRAY(c->arena, Id, GIVEN_MAX), id;
    size_t n = 0;
    if (!params_has(&t->rq->args, "id")) return OK;
    for (size_t i = 0; i < t->rq->args.n; i++) {
        const Param *p = &t->rq->args.v[i];
        if (!str_eq(p->name, LIT("id")) || !id_parse(p->value, &id)) continue;
        if (n == GIVEN_MAX) return fail(c, BAD_REQUEST, "id", GIVEN_MAX);
        ids[n++] = id;
    }
    t->spec.ids = ids;
    t->spec.n_ids = ids_sort(ids, n);
    t->spec.ids_only = true;
    return OK;
}

static Fault run_inside(Take *t) {
    bool more;
    TRY(view_query(t->c, t->rq, t->sheet, &t->spec));
    TRY(given_of(t));
    columns_of(t);
    TRY(fill_about(t));
    TRY(t->format->begin(t));
    Fault f = list_portions(t->c, &t->spec, t->format->rows_max, portion, t, &more);
    if (f == OK) return t->format->end(t, more);
    if (t->format->drop) t->format->drop(t);
    return f;
}

Fault take_run(Take *t) {
    t->fd = -1;
    t->outer = t->c->arena;
    buf_init(&t->b, TAKE_BUF_BYTES);
    Fault f = region_read_begin(t->c->region, t->c);
    if (f == OK) {
        f = run_inside(t);
        region_read_end(t->c->region, t->c);
    }
    if (f == OK && !t->format->page) f = take_flush(t, true);
    buf_release(&t->b);
    if (f == OK && !t->format->page && lseek(t->fd, 0, SEEK_SET) != 0) f = BROKEN;
    if (f != OK && t->fd >= 0) close(t->fd);
    return f;
}

static const TakeFormat *const FORMATS[] = {&TAKE_XLSX, &TAKE_CSV, &TAKE_JSON, &TAKE_GEOJSON, &TAKE_VCARD,
                                          &TAKE_PDF,  &TAKE_PRINT};
enum { FORMATS_N = sizeof FORMATS / sizeof *FORMATS };

static const ViewFile ALL_FIELDS = {"xlsx", T_EXPORT_AS_XLSX_ALL, take_fits_all, false, "all=1"};

const ViewFile *const TAKE_FILES[FORMATS_N + 2] = {
    &TAKE_PRINT.file, &TAKE_PDF.file,     &TAKE_XLSX.file, &ALL_FIELDS, &TAKE_CSV.file,
    &TAKE_VCARD.file, &TAKE_GEOJSON.file, &TAKE_JSON.file,
};

bool take_fits_all(const Sheet *s) { return s->entity != NULL; }

const TakeFormat *take_format(const Sheet *s, Str ending) {
    for (int i = 0; i < FORMATS_N; i++) {
        if (str_eq(ending, str_of(FORMATS[i]->file.ending))) return FORMATS[i]->file.fits(s) ? FORMATS[i] : NULL;
    }
    return NULL;
}

/* GET /export/NOUN.ENDING: what the list of the same address shows, all pages of it. */
Fault get_export(Ctx *c, const Request *rq, Reply *rp) {
    Str rest = rq->words[0], noun;
    Take t = {.c = c, .rq = rq, .rp = rp, .folder = request_temp(rq)};
    if (!str_split(&rest, '.', &noun)) return fail(c, NOT_FOUND, "page", 0);
    t.sheet = view_sheet(noun);
    t.format = t.sheet ? take_format(t.sheet, rest) : NULL;
    if (!t.format || !(c->who.roles & t.sheet->entity->readers)) return fail(c, NOT_FOUND, "page", 0);
    TRY(take_run(&t));
    if (!t.format->page) {
        rp->fd = t.fd;
        rp->type = t.format->type;
        rp->file_name = t.file_name;
    }
    Taking *note = ent_new(c, &taking_entity);
    note->kind = TAKING_KIND_LIST;
    note->noun = noun;
    note->format = rest;
    note->row_count = t.rows;
    return taking_note(c, note);
}
