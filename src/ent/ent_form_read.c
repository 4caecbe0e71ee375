/* ent_form_read.c - forms back into records. What the form showed and came back unchanged does not touch the stored
** value, so that a form never loses a second of a moment or a digit of a number. */
#include "ent/form.h"

#include "base/check.h"
#include "ent/ent_inner.h"

/* The last of a name: a checkbox stands behind its hidden twin. */
static Str last_of(const Params *form, Str name) {
    Str value = {0};
    for (size_t i = 0; i < form->n; i++) {
        if (str_eq(form->v[i].name, name)) value = form->v[i].value;
    }
    return value;
}

static void read_tri(Ctx *c, const Field *f, const Params *form, void *rec) {
    for (Lang l = 0; l < LANG_N; l++) {
        const char *name = arena_z(c->arena, arena_printf(c->arena, "%s.%s", f->name, lang_code(l)));
        if (params_has(form, name)) value_read(c, f, rec, l, params_get(form, name));
    }
}

static void read_set(Ctx *c, const Field *f, const Params *form, void *rec) {
    Buf all;
    buf_init(&all, 64 << 10);
    for (size_t i = 0; i < form->n; i++) {
        if (!str_eq(form->v[i].name, str_of(f->name))) continue;
        if (all.n) buf_byte(&all, ',');
        buf_add(&all, form->v[i].value);
    }
    if (buf_ok(&all)) value_read(c, f, rec, c->reader.lang, buf_str(&all));
    else complain(c, f->name, T_FORM_FIX_CHOICE);
    buf_release(&all);
}

/* A choice among guesses first; then the name, unless it is still the name of the id beside it. */
static void read_ref(Ctx *c, const Field *f, const Params *form, void *rec) {
    const char *pick = arena_z(c->arena, arena_printf(c->arena, "%s.pick", f->name));
    const char *named = arena_z(c->arena, arena_printf(c->arena, "%s.name", f->name));
    Str id_text = str_trim(last_of(form, str_of(f->name))), name = str_trim(params_get(form, named));
    Id id;
    if (params_has(form, pick)) {
        id_text = params_get(form, pick);
    } else if (params_has(form, named)) {
        Str label = {0};
        bool known = id_parse(id_text, &id) && ent_labels(c, &id, 1, &label) == OK && str_eq(label, name);
        if (!known) id_text = name;
    }
    /* As it was: it may point at what this reader does not see. */
    if (id_parse(id_text, &id) && id == *(const Id *)field_in(f, rec)) return;
    value_read(c, f, rec, c->reader.lang, id_text);
}

static bool in_form(const Field *f, const Params *form, Arena *a) {
    if (params_has(form, f->name)) return true;
    return f->type == F_REF && params_has(form, arena_z(a, arena_printf(a, "%s.name", f->name)));
}

static void read_field(Ctx *c, const Field *f, const Params *form, void *rec) {
    if (f->type == F_TRI) {
        read_tri(c, f, form, rec);
    } else if (!in_form(f, form, c->arena)) {
        return;
    } else if (f->type == F_SET) {
        read_set(c, f, form, rec);
    } else if (f->type == F_REF) {
        read_ref(c, f, form, rec);
    } else {
        Str typed = last_of(form, str_of(f->name));
        if (value_known(f, rec) && str_eq(typed, form_shown(c, f, rec))) return;
        value_read(c, f, rec, c->reader.lang, typed);
    }
}

void ent_form_read(Ctx *c, const Entity *e, const Params *form, void *rec) {
    Head *h = rec;
    int64_t version;
    if (h->version && str_int(params_get(form, "version"), &version) && version > 0) h->version = version;
    if (params_has(form, "visibility") && !visibility_named(params_get(form, "visibility"), &h->visibility)) {
        complain(c, "visibility", T_FORM_FIX_CHOICE);
    }
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        bool fixed = (f->flags & FIELD_FIXED) && h->version && value_known(f, rec);
        if (field_readable(c, f) && !(f->flags & FIELD_HIDDEN) && !fixed) read_field(c, f, form, rec);
    }
}
