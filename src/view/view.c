/* view.c - facts of a record, the register of sheets, and the module itself. */
#include "view/view_page.h"

#include "base/check.h"
#include "base/utf8.h"
#include "seek/seek.h"

#include <stdatomic.h>

/* Filled by the modules' starts, before the first request; read-only from then on. */
enum { SHEETS_MAX = 96 };
static const Sheet *sheets[SHEETS_MAX];
static atomic_int   sheets_n;

enum { PARTS_MAX = 192 };
static const RecordPart *parts[PARTS_MAX];
static atomic_int        parts_n;

enum { FILES_MAX = 16, TAKERS_MAX = 8 };
static const ViewFile *files[FILES_MAX];
static atomic_int      files_n;

void view_register_file(const ViewFile *f) {
    for (int i = 0; i < files_n; i++) {
        if (files[i] == f) return;
    }
    CHECK(files_n < FILES_MAX);
    files[files_n] = f;
    files_n++;
}

const ViewFile *view__file_at(int i) { return i >= 0 && i < files_n ? files[i] : NULL; }

static ViewTakenFn takers[TAKERS_MAX];            /* filled at the start, read-only from then on */
static atomic_int  takers_n;

void view_on_taken(ViewTakenFn fn) {
    for (int i = 0; i < takers_n; i++) {
        if (takers[i] == fn) return;
    }
    CHECK(takers_n < TAKERS_MAX);
    takers[takers_n] = fn;
    takers_n++;
}

Fault view_taken(Ctx *c, const Entity *e, const void *rec) {
    for (int i = 0; i < takers_n; i++) TRY(takers[i](c, e, rec));
    return OK;
}

static const ViewLocal *_Atomic local;

void view_register_local(const ViewLocal *l) { local = l; }

const ViewLocal *view__local(void) { return local; }

bool view_local_fits(const Sheet *s) { return local && local->fits(s->entity); }

Fault view_local_request(Ctx *c, const Request *rq, const Sheet *s, Request *ret_rq) {
    Str value = {0};
    *ret_rq = *rq;
    if (!view_local_fits(s) || params_has(&rq->args, "local")) return OK;
    TRY(local->kept(c, &value));
    if (!value.n) return OK;
    ret_rq->args.v = ARENA_ARRAY(c->arena, Param, rq->args.n + 1);
    if (rq->args.n) memcpy(ret_rq->args.v, rq->args.v, rq->args.n * sizeof *rq->args.v);
    ret_rq->args.v[ret_rq->args.n++] = (Param){LIT("local"), value};
    return OK;
}

Fault view_local_draw(Page *pg, const Request *rq, const Sheet *s) {
    return view_local_fits(s) ? local->draw(pg->c, rq, pg) : OK;
}

enum { FORM_PARTS_MAX = 16 };
static const FormPart *form_parts[FORM_PARTS_MAX];
static atomic_int      form_parts_n;

void view_register_form_part(const FormPart *p) {
    for (int i = 0; i < form_parts_n; i++) {
        if (form_parts[i] == p) return;
    }
    CHECK(form_parts_n < FORM_PARTS_MAX);
    form_parts[form_parts_n] = p;
    form_parts_n++;
}

const FormPart *view__form_part(const Entity *e, int field) {
    for (int i = 0; i < form_parts_n; i++) {
        if (form_parts[i]->entity == e && form_parts[i]->below == field) return form_parts[i];
    }
    return NULL;
}

void view_register(const Sheet *s) {
    for (int i = 0; i < sheets_n; i++) {
        if (sheets[i] == s) return;
    }
    CHECK(sheets_n < SHEETS_MAX);
    sheets[sheets_n] = s;
    sheets_n++;
}

const Sheet *view_sheet(Str entity) {
    for (int i = 0; i < sheets_n; i++) {
        if (str_eq(entity, str_of(sheets[i]->entity->name))) return sheets[i];
    }
    return NULL;
}

const Sheet *view__sheet_at(int i) { return i >= 0 && i < sheets_n ? sheets[i] : NULL; }

void view_register_part(const RecordPart *p) {
    int at = parts_n;
    for (int i = 0; i < parts_n; i++) {
        if (parts[i] == p) return;
    }
    CHECK(parts_n < PARTS_MAX);
    while (at > 0 && parts[at - 1]->order > p->order) {
        parts[at] = parts[at - 1];
        at--;
    }
    parts[at] = p;
    parts_n++;
}

size_t view__parts(const Entity *e, const RecordPart **ret_v, size_t max) {
    size_t n = 0;
    for (int i = 0; i < parts_n && n < max; i++) {
        if (parts[i]->entity == e) ret_v[n++] = parts[i];
    }
    return n;
}

Str view_name(const Ctx *c, const Entity *e, const void *rec) {
    if (e->label < 0) return tr(c->reader.lang, e->one);
    const Field *f = &e->fields[e->label];
    if (f->type != F_TRI) return *(const Str *)field_in(f, rec);
    return tri_best(field_in(f, rec), c->reader.lang, NULL);
}

static Id ref_in(const Field *f, const void *rec) { return f->type == F_REF ? *(const Id *)field_in(f, rec) : 0; }

static Str first_words(Ctx *c, const Entity *e, const void *rec) {
    enum { WORDS_CHARS = 60 };
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (f->type != F_LINES || !(f->flags & FIELD_SEARCH) || !value_known(f, rec)) continue;
        Str words = utf8_clean_line(c->arena, *(const Str *)field_in(f, rec)), head = utf8_head(words, WORDS_CHARS);
        return head.n < words.n ? arena_printf(c->arena, "%.*s…", STR_ARG(head)) : head;
    }
    return view_name(c, e, rec);
}

Str view_called(Ctx *c, const Sheet *s, const void *rec, const RefNames *refs) {
    const Entity *e = s->entity;
    if (e->label >= 0) return view_name(c, e, rec);
    if (!s->called) return first_words(c, e, rec);
    Buf b;
    buf_init(&b, 1 << 14);
    for (const int *i = s->called; *i >= 0; i++) {
        const Field *f = &e->fields[*i];
        if (!value_known(f, rec)) continue;
        if (b.n) buf_lit(&b, " \xC2\xB7 ");
        if (f->type == F_ENUM) {
            buf_add(&b, choice_words(c->arena, &c->reader, f->choices, *(const int *)field_in(f, rec)));
            continue;
        }
        Str name = ref_name(refs, ref_in(f, rec));
        plain_name(&b, name.n ? name : tr(c->reader.lang, T_VIEW_UNSEEN));
    }
    return buf_keep(c->arena, &b);
}

Fault view_call(Ctx *c, const Sheet *s, const void *rec, Str *ret_name) {
    RefNames names = {0};
    Id       ids[VIEW_CALLED_MAX];
    size_t   n = 0;
    if (!s->called) {
        *ret_name = view_name(c, s->entity, rec);
        return OK;
    }
    for (int k = 0; s->called[k] >= 0 && k < VIEW_CALLED_MAX; k++) {
        Id id = ref_in(&s->entity->fields[s->called[k]], rec);
        if (id) ids[n++] = id;
    }
    TRY(ref_names(c, ids, n, &names));
    *ret_name = view_called(c, s, rec, &names);
    return OK;
}

Str view_record_path(Ctx *c, const Entity *e, Id id) {
    const Sheet *s = view_sheet(str_of(e->name));
    char text[ID_CHARS + 1];
    if (!s || !id) return (Str){0};
    id_print(text, id);
    return arena_printf(c->arena, "%s/%s", s->path, text);
}

static bool is_shown(const Ctx *c, const Entity *e, int i, const void *rec, const int *skip) {
    const Field *f = &e->fields[i];
    for (const int *k = skip; k && *k >= 0; k++) {
        if (*k == i) return false;
    }
    if (i == e->label || f->type == F_JSON || (f->flags & (FIELD_SECRET | FIELD_HIDDEN))) return false;
    if ((f->flags & FIELD_STAFF) && !(c->who.roles & ROLES_STAFF)) return false;
    return value_known(f, rec);
}

void view__unseen(const Ctx *c, Buf *b) {
    buf_lit(b, "<span class=\"muted\">");
    put_text(b, tr(c->reader.lang, T_VIEW_UNSEEN));
    buf_lit(b, "</span>");
}

/* A name, and the way to its page where there is one and the reader may see the record. */
static void put_ref(Ctx *c, Buf *b, const Field *f, Id id, Str name) {
    Str path = name.n ? view_record_path(c, f->to, id) : (Str){0};
    if (path.n) {
        buf_lit(b, "<a href=\"");
        put_link(b, path);
        buf_lit(b, "\">");
    }
    if (name.n) show_name(b, name);
    else view__unseen(c, b);
    if (path.n) buf_lit(b, "</a>");
}

static void fact(Ctx *c, Buf *b, const Field *f, const void *rec, const RefNames *names) {
    Id ref = ref_in(f, rec);
    buf_lit(b, "<dt>");
    put_text(b, tr(c->reader.lang, f->label));
    buf_lit(b, "</dt><dd>");
    if (f->type == F_LINES) buf_lit(b, "<div class=\"free\" dir=\"auto\">");
    if (ref) put_ref(c, b, f, ref, ref_name(names, ref));
    else value_show(c, b, f, rec);
    if (f->type == F_LINES) buf_lit(b, "</div>");
    buf_lit(b, "</dd>");
}

void view_facts(Ctx *c, Buf *b, const Sheet *s, const void *rec, const int *skip) {
    const Entity *e = s->entity;
    Id      *ids = ARENA_ARRAY(c->arena, Id, (size_t)e->n_fields + 1);
    RefNames names = {0};
    size_t   n = 0;
    bool     any = false;
    for (int i = 0; i < e->n_fields; i++) {
        if (is_shown(c, e, i, rec, skip) && ref_in(&e->fields[i], rec)) ids[n++] = ref_in(&e->fields[i], rec);
    }
    if (ref_names(c, ids, n, &names) != OK) names = (RefNames){0};
    for (int i = 0; i < e->n_fields; i++) {
        if (!is_shown(c, e, i, rec, skip)) continue;
        if (!any) buf_lit(b, "<dl class=\"facts\">");
        any = true;
        fact(c, b, &e->fields[i], rec, &names);
    }
    if (any) buf_lit(b, "</dl>");
}

static void view_start(Region *r) {
    list_counts_start(r);
    seek_start(r);
}

static void view_stop(Region *r) {
    seek_stop(r);
    list_counts_stop(r);
}

const Module view_module = {
    .name = "view",
    .queries = VIEW_QUERIES,
    .n_queries = VIEW_Q_N,
    .routes = VIEW_OWN_ROUTES,
    .n_routes = VIEW_OWN_ROUTES_N,
    .start = view_start,
    .stop = view_stop,
};
