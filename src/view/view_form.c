/* view_form.c - the form of any noun: new, change, archive, and what to do when two people save at once. */
#include "view/view_page.h"

#include "base/check.h"

static bool may_change(const Ctx *c, const Field *f, bool is_new) {
    if (f->flags & (FIELD_HIDDEN | FIELD_SECRET)) return false;
    if ((f->flags & FIELD_FIXED) && !is_new) return false;
    return !(f->flags & FIELD_STAFF) || (c->who.roles & ROLES_STAFF);
}

/* Index of the i-th field of the form; -1 behind the last. */
static int form_field(const Sheet *s, int i) {
    if (s->form) return s->form[i];
    return i < s->entity->n_fields ? i : -1;
}

static bool is_first(const Sheet *s, int field) {
    for (const int *i = s->first; i && *i >= 0; i++) {
        if (*i == field) return true;
    }
    return s->first == NULL;
}

/* The record that a new one hangs on is not asked for where the link has said it. */
static bool is_brought(const Entity *e, int field, const void *rec) {
    return e->parent && field == e->parent_field && value_known(&e->fields[field], rec);
}

static void parent_html(Buf *b, const Field *f, const void *rec) {
    char id[ID_CHARS + 1];
    id_print(id, *(const Id *)field_in(f, rec));
    buf_printf(b, "<input type=\"hidden\" name=\"%s\" value=\"%s\">", f->name, id);
}

static Fault some_fields(Buf *b, Page *pg, const Sheet *s, const void *rec, const Params *typed, bool first) {
    const Entity *e = s->entity;
    bool is_new = ((const Head *)rec)->id == 0;
    for (int i = 0, at; (at = form_field(s, i)) >= 0; i++) {
        if (is_first(s, at) != first || !may_change(pg->c, &e->fields[at], is_new)) continue;
        if (is_brought(e, at, rec)) {
            if (is_new) parent_html(b, &e->fields[at], rec);
            continue;
        }
        ent_field_html(pg->c, b, e, &e->fields[at], rec, typed);
        const FormPart *part = view__form_part(e, at);
        if (part) TRY(part->draw(b, pg, rec));
    }
    return OK;
}

/* The fold is open where something in it is known, or wants correcting: nobody looks for it there. */
static bool fold_is_open(const Ctx *c, const Sheet *s, const void *rec) {
    for (int i = 0, at; (at = form_field(s, i)) >= 0; i++) {
        const Field *f = &s->entity->fields[at];
        if (is_first(s, at) || !may_change(c, f, ((const Head *)rec)->id == 0)) continue;
        if (value_known(f, rec) || complaint_of(c, f->name)) return true;
    }
    return ((const Head *)rec)->id != 0;
}

static Fault fields_html(Page *pg, const Sheet *s, const void *rec, const Params *typed, Html *ret_html) {
    Ctx *c = pg->c;
    Buf  b;
    buf_init(&b, 1 << 20);
    Fault f = some_fields(&b, pg, s, rec, typed, true);
    if (f == OK && s->first) {
        buf_lit(&b, "<details class=\"fold-box\"");
        if (fold_is_open(c, s, rec)) buf_lit(&b, " open");
        buf_lit(&b, "><summary>");
        page_icon(&b, "adjustments-horizontal");
        buf_lit(&b, " ");
        put_text(&b, tr(c->reader.lang, T_VIEW_MORE_FIELDS));
        buf_lit(&b, "</summary><div class=\"stack\">");
        f = some_fields(&b, pg, s, rec, typed, false);
        buf_lit(&b, "</div></details>");
    }
    if (!s->entity->parent && s->entity->visibility < VIS_TEAM) ent_visibility_html(c, &b, rec, typed);
    *ret_html = html_keep(c->arena, &b);
    return f;
}

static Html errors_html(Ctx *c, const Entity *e) {
    Buf b;
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, e);
    return html_keep(c->arena, &b);
}

static void versus_side(Ctx *c, Buf *b, const char *class_name, TextKey whose, const Field *f, const void *rec) {
    buf_printf(b, "<div class=\"%s\"><b>", class_name);
    put_text(b, tr(c->reader.lang, whose));
    buf_lit(b, "</b> ");
    value_show(c, b, f, rec);
    buf_lit(b, "</div>");
}

/* The fields in which what was typed and what stands there now differ, side by side. */
static Html versus_html(Ctx *c, const Entity *e, const void *mine, const void *theirs) {
    Buf b;
    buf_init(&b, 1 << 18);
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (!may_change(c, f, false) || value_eq(f, mine, theirs)) continue;
        buf_lit(&b, "<div class=\"versus\"><h2>");
        put_text(&b, tr(c->reader.lang, f->label));
        buf_lit(&b, "</h2>");
        versus_side(c, &b, "mine", T_VIEW_MINE, f, mine);
        versus_side(c, &b, "theirs", T_VIEW_THEIRS, f, theirs);
        buf_lit(&b, "</div>");
    }
    return html_keep(c->arena, &b);
}

static Str path_of(Ctx *c, const Sheet *s, Id id) {
    char text[ID_CHARS + 1];
    if (!id) return str_of(s->path);
    id_print(text, id);
    return arena_printf(c->arena, "%s/%s", s->path, text);
}

/* Where a link wanted to come back to when the form is kept or left; empty: the record itself. */
static Str back_of(const Request *rq) {
    Str back = params_get(rq->method == POST ? &rq->form : &rq->args, "back");
    return path_is_ours(back) ? back : (Str){0};
}

/* Draws the form: fresh, or again with complaints, or (theirs) with what somebody else saved meanwhile. */
static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, const void *rec, const void *theirs) {
    const Head   *head = theirs ? theirs : rec;
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    bool          is_new = head->id == 0;
    Str           title = tr(c->reader.lang, s->add), back = back_of(rq);
    if (!is_new) TRY(view_call(c, s, theirs ? theirs : rec, &title));
    FormView v = {.sheet = s, .rec = rec, .typed = typed, .title = title, .is_new = is_new, .stale = theirs != NULL,
                  .action = path_of(c, s, head->id), .home = back,
                  .back = back.n ? back : path_of(c, s, head->id),
                  .version = arena_printf(c->arena, "%lld", (long long)head->version),
                  .errors = errors_html(c, s->entity)};
    if (theirs) v.versus = versus_html(c, s->entity, rec, theirs);
    Page pg = page_new(c, rq, s->nav, title);
    pg.has_errors = c->complaints.n > 0;
    pg.crumbs[pg.n_crumbs++] = (Crumb){str_of(s->path), tr(c->reader.lang, s->entity->many)};
    if (!is_new) pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, title};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, tr(c->reader.lang, is_new ? T_VIEW_NEW : T_VIEW_EDIT)};
    TRY(fields_html(&pg, s, rec, typed, &v.fields));
    if (s->form_top) {
        Buf b;
        buf_init(&b, 1 << 16);
        Fault f = s->form_top(&b, &pg, rec);
        v.top = html_keep(c->arena, &b);
        TRY(f);
    }
    return page_send(&pg, rp, view_form_page, &v);
}

Fault view_form(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) {
    void *rec = ent_new(c, s->entity);
    if (id) {
        TRY(ent_load(c, s->entity, id, rec));
        if (!ent_may_write(c, s->entity, rec)) return fail(c, NOT_ALLOWED, s->entity->name, id);
    } else {
        if (!ent_may_write(c, s->entity, NULL)) return fail(c, NOT_ALLOWED, s->entity->name, 0);
        ent_form_read(c, s->entity, &rq->args, rec); /* a link may bring the first values */
        c->complaints.n = 0;
        if (s->fresh) TRY(s->fresh(c, rec));
    }
    return draw(c, rq, rp, s, rec, NULL);
}

static Fault show_again(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, void *rec) {
    rp->status = 422;
    TRY(draw(c, rq, rp, s, rec, NULL));
    return INVALID;
}

/* Somebody saved between reading and saving: their text and ours, and the version to save over knowingly. */
static Fault show_both(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, void *rec) {
    void *theirs = ent_new(c, s->entity);
    TRY(ent_load(c, s->entity, ((Head *)rec)->id, theirs));
    rp->status = 412;
    TRY(draw(c, rq, rp, s, rec, theirs));
    return STALE;
}

Fault view_save(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id) {
    void *rec = ent_new(c, s->entity);
    Head *head = rec;
    int64_t version = 0;
    if (id) TRY(ent_load(c, s->entity, id, rec));
    ent_form_read(c, s->entity, &rq->form, rec);
    if (id && str_int(params_get(&rq->form, "version"), &version)) head->version = version;
    Fault f = s->before_save ? s->before_save(c, rq, rec) : OK;
    if (f == OK && c->complaints.n == 0) f = ent_save(c, s->entity, rec);
    if (f == INVALID || (f == OK && c->complaints.n)) return show_again(c, rq, rp, s, rec);
    if (f == STALE && id) return show_both(c, rq, rp, s, rec);
    TRY(f);
    Str back = back_of(rq), name;
    TRY(view_call(c, s, rec, &name));
    reply_go(c, rp, back.n ? back : path_of(c, s, head->id), T_VIEW_KEPT, (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}

Fault view_archive(Ctx *c, const Request *rq, Reply *rp, const Sheet *s, Id id, bool back) {
    (void)rq;
    void *rec = ent_new(c, s->entity);
    Str   name;
    TRY(ent_load(c, s->entity, id, rec));
    TRY(view_call(c, s, rec, &name));
    TRY(back ? ent_unarchive(c, s->entity, id) : ent_archive(c, s->entity, id));
    reply_go(c, rp, path_of(c, s, back ? id : 0), back ? T_VIEW_BROUGHT_BACK : T_VIEW_ARCHIVED_NOW,
             (TrArg[]){TR_ARG("name", name)}, 1);
    return OK;
}
