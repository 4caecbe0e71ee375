/* ent_form.c - records as forms, drawn: one field is a label, a hint, a complaint and a control (docs/look.md).
**
** Direction: a text field follows its own first letter (dir=auto; with a placeholder of one space, because an empty one
** would stand at the left), a field of one language has that language's direction, codes are always left to right. */
#include "ent/form.h"

#include "base/check.h"
#include "ent/ent_inner.h"
#include "ent/leave.h"
#include "ent/list.h"
#include "lang/show.h"

#include <string.h>

enum { RADIOS_MAX = 5, PICKS_MAX = 50, GUESSES_MAX = 10, SHOWN_MAX = 1 << 20, SHORT_MAX = 24, MID_MAX = 60 };

/* One field being drawn. */
typedef struct Draw {
    Ctx          *c;
    Buf          *b;
    const Entity *e;
    const Field  *f;
    const void   *rec;
    const Params *typed;
    bool          bad;
} Draw;

/* ---- parts of every field ------------------------------------------------------------------------------------- */

void complaint_html(Ctx *c, Buf *b, const Complaint *one) {
    const TrArg args[] = {TR_N("n", one->n), TR_ARG("text", one->text)};
    tr_html(b, &c->reader, one->key, args, 2);
}

static void put_tr(Draw *d, TextKey key) { put_text(d->b, tr(d->c->reader.lang, key)); }

void complaint_line(Ctx *c, Buf *b, const char *name) {
    const Complaint *one = complaint_of(c, name);
    if (!one) return;
    buf_printf(b, "<p class=\"err\" id=\"f-%s-err\"><span class=\"vh\">", name);
    put_text(b, tr(c->reader.lang, T_FORM_ERROR));
    buf_lit(b, " </span><span>");
    complaint_html(c, b, one);
    buf_lit(b, "</span></p>");
}

static void draw_hint_and_errors(Draw *d) {
    if (d->f->hint != T_NONE) {
        buf_printf(d->b, "<p class=\"hint\" id=\"f-%s-hint\">", d->f->name);
        put_tr(d, d->f->hint);
        buf_lit(d->b, "</p>");
    }
    complaint_line(d->c, d->b, d->f->name);
}

static void draw_label_text(Draw *d) {
    put_tr(d, d->f->label);
    if (d->f->flags & FIELD_REQUIRED) return;
    buf_lit(d->b, " <span class=\"opt\">");
    put_tr(d, T_FORM_OPTIONAL);
    buf_lit(d->b, "</span>");
}

/* What tells assistive technology that the control and its hint and complaint belong together. A group of controls
** takes this alone: it is neither invalid nor required itself. */
static void draw_described_by(Draw *d) {
    bool hint = d->f->hint != T_NONE;
    if (hint || d->bad) {
        buf_printf(d->b, " aria-describedby=\"%s%s%s%s%s%s%s\"", hint ? "f-" : "", hint ? d->f->name : "",
                   hint ? "-hint" : "", hint && d->bad ? " " : "", d->bad ? "f-" : "", d->bad ? d->f->name : "",
                   d->bad ? "-err" : "");
    }
}

static void draw_described(Draw *d) {
    draw_described_by(d);
    if (d->bad) buf_lit(d->b, " aria-invalid=\"true\"");
    if (d->f->flags & FIELD_REQUIRED) buf_lit(d->b, " aria-required=\"true\"");
}

static void draw_begin(Draw *d) {
    buf_printf(d->b, "<div class=\"field%s\"><label for=\"f-%s\">", d->bad ? " bad" : "", d->f->name);
    draw_label_text(d);
    buf_lit(d->b, "</label>");
    draw_hint_and_errors(d);
}

static void draw_group_begin(Draw *d) {
    buf_printf(d->b, "<fieldset class=\"field%s\"", d->bad ? " bad" : "");
    draw_described_by(d);
    buf_lit(d->b, "><legend>");
    draw_label_text(d);
    buf_lit(d->b, "</legend>");
    draw_hint_and_errors(d);
}

static Str typed_or(Draw *d, const char *name, Str shown) {
    return d->typed && params_has(d->typed, name) ? params_get(d->typed, name) : shown;
}

/* ---- what a form shows for a stored value --------------------------------------------------------------------- */

static void shown_stamp(Ctx *c, Buf *b, Stamp t) {
    LocalTime at = stamp_local(t, c->reader.zone);
    buf_day_iso(b, at.d);
    buf_printf(b, "T%02d:%02d", at.hour, at.minute);
}

static void shown_money(Buf *b, int64_t minor) {
    if (minor % 100) return;
    CHECK(b->n >= 3);
    b->n -= 3;                                    /* whole amounts without ".00" */
}

Str form_shown(Ctx *c, const Field *f, const void *rec) {
    if (!value_known(f, rec) || f->type == F_TRI) return (Str){0};
    Buf b;
    buf_init(&b, 16 * SHOWN_MAX);
    const void *at = field_in(f, rec);
    if (f->type == F_STAMP) {
        shown_stamp(c, &b, *(const Stamp *)at);
    } else if (f->type == F_PHONE) {
        plain_phone(&b, &c->reader, *(const Str *)at);
    } else {
        value_print(&b, f, rec, 0);
    }
    if (f->type == F_MONEY) shown_money(&b, *(const int64_t *)at);
    CHECK(buf_ok(&b));
    Str s = buf_keep(c->arena, &b);
    /* The isolates of a phone number are for sentences, not for fields. */
    bool isolated = f->type == F_PHONE && s.n > 6 && str_starts(s, LIT("\xE2\x81\xA6"));
    return isolated ? str_sub(s, 3, s.n - 6) : s;
}

/* ---- controls ------------------------------------------------------------------------------------------------- */

static const char *size_class(const Field *f) {
    int64_t max = field_length_max(f);
    return max <= SHORT_MAX ? " class=\"short\"" : max <= MID_MAX ? " class=\"mid\"" : "";
}

static void draw_input(Draw *d, const char *attributes) {
    buf_printf(d->b, "<input id=\"f-%s\" name=\"%s\" %s", d->f->name, d->f->name, attributes);
    draw_described(d);
    buf_lit(d->b, " value=\"");
    put_attr(d->b, typed_or(d, d->f->name, form_shown(d->c, d->f, d->rec)));
    buf_lit(d->b, "\">");
}

static void draw_text(Draw *d) {
    char attributes[120];
    snprintf(attributes, sizeof attributes, "type=\"text\" dir=\"auto\" placeholder=\" \"%s", size_class(d->f));
    draw_input(d, attributes);
}

static void draw_area(Draw *d, const char *attributes) {
    buf_printf(d->b, "<textarea id=\"f-%s\" name=\"%s\" %s", d->f->name, d->f->name, attributes);
    draw_described(d);
    buf_lit(d->b, ">\n");
    put_text(d->b, typed_or(d, d->f->name, form_shown(d->c, d->f, d->rec)));
    buf_lit(d->b, "</textarea>");
}

static void draw_money(Draw *d) {
    buf_lit(d->b, "<div class=\"affix\">");
    draw_input(d, "type=\"text\" inputmode=\"decimal\" dir=\"ltr\" autocomplete=\"off\"");
    buf_lit(d->b, "<span>");
    put_text(d->b, str_of(currency_sign(reader_currency(&d->c->reader))));
    buf_lit(d->b, "</span></div>");
}

/* One language of a text; the first one is what the label points at. */
static void draw_language(Draw *d, Lang l, bool first) {
    const Tri *t = field_in(d->f, d->rec);
    const char *name = arena_z(d->c->arena, arena_printf(d->c->arena, "%s.%s", d->f->name, lang_code(l)));
    const char *id = first ? d->f->name : name;
    Str text = typed_or(d, name, t->v[l]);
    if (!first) {
        buf_printf(d->b, "<label for=\"f-%s\" lang=\"%s\" dir=\"%s\">", id, lang_code(l), lang_dir(l));
        put_text(d->b, str_of(lang_name(l)));
        buf_lit(d->b, "</label>");
    }
    buf_printf(d->b, "<%s id=\"f-%s\" name=\"%s\" lang=\"%s\" dir=\"%s\"", tri_is_long(d->f) ? "textarea" : "input",
               id, name, lang_code(l), lang_dir(l));
    if (first) draw_described(d);
    if (tri_is_long(d->f)) {
        buf_lit(d->b, ">\n");
        put_text(d->b, text);
        buf_lit(d->b, "</textarea>");
    } else {
        buf_lit(d->b, " type=\"text\" value=\"");
        put_attr(d->b, text);
        buf_lit(d->b, "\">");
    }
}

/* The reader's language first, the others folded away unless they are all there is. */
static void draw_tri(Draw *d) {
    const Tri *t = field_in(d->f, d->rec);
    Lang own = d->c->reader.lang;
    bool elsewhere = false;
    draw_language(d, own, true);
    for (Lang l = 0; l < LANG_N; l++) elsewhere = elsewhere || (l != own && t->v[l].n);
    buf_printf(d->b, "<details class=\"languages\"%s><summary>", elsewhere && !t->v[own].n ? " open" : "");
    put_tr(d, T_FORM_OTHER_LANGUAGES);
    buf_lit(d->b, "</summary>");
    for (Lang l = 0; l < LANG_N; l++) {
        if (l != own) draw_language(d, l, false);
    }
    buf_lit(d->b, "</details>");
}

static void draw_radio(Draw *d, Str value, Str words, Str chosen, bool first) {
    buf_lit(d->b, "<label class=\"chip\"><input type=\"radio\"");
    if (first) buf_printf(d->b, " id=\"f-%s\"", d->f->name);
    buf_printf(d->b, " name=\"%s\" value=\"", d->f->name);
    put_attr(d->b, value);
    buf_printf(d->b, "\"%s> ", str_eq(value, chosen) ? " checked" : "");
    put_text(d->b, words);
    buf_lit(d->b, "</label>");
}

static Str words_of(const Draw *d, const Choice *choice) {
    return choice_words(d->c->arena, &d->c->reader, d->f->choices, choice->value);
}

static void draw_radios(Draw *d) {
    Lang l = d->c->reader.lang;
    Str chosen = typed_or(d, d->f->name, form_shown(d->c, d->f, d->rec));
    bool required = d->f->flags & FIELD_REQUIRED;
    draw_group_begin(d);
    buf_lit(d->b, "<div class=\"chips\">");
    if (!required) draw_radio(d, (Str){0}, tr(l, T_FORM_NOT_KNOWN), chosen, true);
    if (d->f->type == F_BOOL) {
        draw_radio(d, LIT("true"), tr(l, T_FORM_YES), chosen, required);
        draw_radio(d, LIT("false"), tr(l, T_FORM_NO), chosen, false);
    }
    for (int i = 0; d->f->type == F_ENUM && i < d->f->choices->n; i++) {
        const Choice *choice = &d->f->choices->v[i];
        draw_radio(d, str_of(choice->name), words_of(d, choice), chosen, required && i == 0);
    }
    buf_lit(d->b, "</div></fieldset>");
}

static void draw_option(Draw *d, Str value, Str text, Str chosen) {
    buf_lit(d->b, "<option value=\"");
    put_attr(d->b, value);
    buf_printf(d->b, "\"%s>", str_eq(value, chosen) ? " selected" : "");
    put_text(d->b, text);
    buf_lit(d->b, "</option>");
}

static void draw_select_begin(Draw *d, Str chosen) {
    buf_printf(d->b, "<select id=\"f-%s\" name=\"%s\" class=\"mid\"", d->f->name, d->f->name);
    draw_described(d);
    buf_lit(d->b, ">");
    TextKey none = d->f->flags & FIELD_REQUIRED ? T_FORM_CHOOSE : T_FORM_NOT_KNOWN;
    draw_option(d, (Str){0}, tr(d->c->reader.lang, none), chosen);
}

static void draw_select(Draw *d) {
    Str chosen = typed_or(d, d->f->name, form_shown(d->c, d->f, d->rec));
    draw_select_begin(d, chosen);
    for (int i = 0; i < d->f->choices->n; i++) {
        const Choice *choice = &d->f->choices->v[i];
        draw_option(d, str_of(choice->name), words_of(d, choice), chosen);
    }
    buf_lit(d->b, "</select>");
}

static bool set_chosen(Draw *d, const Choice *choice) {
    if (!d->typed || !params_has(d->typed, d->f->name)) {
        return *(const int64_t *)field_in(d->f, d->rec) >> (choice->value - 1) & 1;
    }
    for (size_t i = 0; i < d->typed->n; i++) {
        const Param *p = &d->typed->v[i];
        if (str_eq(p->name, str_of(d->f->name)) && str_eq(p->value, str_of(choice->name))) return true;
    }
    return false;
}

static void draw_set(Draw *d) {
    draw_group_begin(d);
    buf_printf(d->b, "<input type=\"hidden\" name=\"%s\" value=\"\"><div class=\"picks\">", d->f->name);
    for (int i = 0; i < d->f->choices->n; i++) {
        const Choice *choice = &d->f->choices->v[i];
        buf_lit(d->b, "<label class=\"pick\"><input type=\"checkbox\"");
        if (i == 0) buf_printf(d->b, " id=\"f-%s\"", d->f->name);
        buf_printf(d->b, " name=\"%s\" value=\"%s\"%s><span>", d->f->name, choice->name,
                   set_chosen(d, choice) ? " checked" : "");
        put_text(d->b, words_of(d, choice));
        buf_lit(d->b, "</span></label>");
    }
    buf_lit(d->b, "</div></fieldset>");
}

/* ---- references ----------------------------------------------------------------------------------------------- */

static Str id_text(Ctx *c, Id id) {
    char text[ID_CHARS + 1] = "";
    if (id) id_print(text, id);
    return arena_copy(c->arena, str_of(text));
}

static Fault live_records(Ctx *c, const Entity *to, Str part, int64_t limit, void **ret_rows, size_t *ret_n) {
    Params args = {.v = &(Param){.value = part}, .n = 0};
    if (part.n && to->label >= 0) {
        args.v->name = arena_printf(c->arena, "%s.has", to->fields[to->label].name);
        args.n = 1;
    }
    ListSpec s;
    TRY(list_parse(c, to, &args, &s));
    s.limit = limit;
    return list_run(c, &s, false, ret_rows, ret_n, NULL);
}

static Str record_name(Ctx *c, const Entity *e, const void *rec) {
    if (e->label < 0) return id_text(c, ((const Head *)rec)->id);
    const Field *f = &e->fields[e->label];
    Lang l;
    return f->type == F_TRI ? tri_best(field_in(f, rec), c->reader.lang, &l) : *(const Str *)field_in(f, rec);
}

/* What tells records of one name apart: their first two facts of the list. */
static void draw_facts(Draw *d, const Entity *e, const void *rec) {
    int n = 0;
    buf_lit(d->b, " <small>");
    for (int i = 0; i < e->n_fields && n < 2; i++) {
        const Field *f = &e->fields[i];
        bool fact = (f->flags & FIELD_LIST) && i != e->label && f->type != F_REF && field_readable(d->c, f);
        if (!fact || !value_known(f, rec)) continue;
        if (n++) buf_lit(d->b, " · ");
        value_show(d->c, d->b, f, rec);
    }
    buf_lit(d->b, "</small>");
}

static const Entity *leaving;                     /* set at the start, read-only from then on */
static FormLeaveFn   leave_fn;

void form_leave_out(const Entity *of, FormLeaveFn fn) {
    leaving = of;
    leave_fn = fn;
}

bool form_leaves(const Entity *of) { return leave_fn && of == leaving; }

Fault form_left_out(Ctx *c, const Entity *of, const Id *ids, size_t n, bool *ret_out) {
    memset(ret_out, 0, n * sizeof *ret_out);
    return form_leaves(of) && n ? leave_fn(c, ids, n, ret_out) : OK;
}

static const bool *left_out(Ctx *c, const Entity *of, const void *rows, size_t n) {
    bool *out = ARENA_ARRAY(c->arena, bool, n + 1);
    Id   *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = ((const Head *)((const char *)rows + i * of->size))->id;
    if (form_left_out(c, of, ids, n, out) != OK) memset(out, 0, n * sizeof *out);
    return out;
}

/* A name that did not lead to one record: what it may have meant. */
static void draw_guesses(Draw *d, Str name) {
    void *rows;
    size_t n;
    if (!d->bad || !name.n || live_records(d->c, d->f->to, name, GUESSES_MAX, &rows, &n) != OK || !n) return;
    const bool *out = left_out(d->c, d->f->to, rows, n);
    buf_lit(d->b, "<div class=\"picks\">");
    for (size_t i = 0; i < n; i++) {
        const void *rec = (char *)rows + i * d->f->to->size;
        char id[ID_CHARS + 1];
        if (out[i]) continue;
        id_print(id, ((const Head *)rec)->id);
        buf_printf(d->b, "<label class=\"pick\"><input type=\"radio\" name=\"%s.pick\" value=\"%s\"><span>",
                   d->f->name, id);
        show_name(d->b, record_name(d->c, d->f->to, rec));
        draw_facts(d, d->f->to, rec);
        buf_lit(d->b, "</span></label>");
    }
    buf_lit(d->b, "</div>");
}

/* The name is typed and found as one types; without script the server looks it up. */
static void draw_search(Draw *d, Id id) {
    Str name = {0};
    if (id && ent_labels(d->c, &id, 1, &name) != OK) name = (Str){0};
    if (id && !name.n) name = id_text(d->c, id);
    const char *named = arena_z(d->c->arena, arena_printf(d->c->arena, "%s.name", d->f->name));
    name = typed_or(d, named, name);
    buf_printf(d->b, "<div class=\"combo\"><input id=\"f-%s\" name=\"%s\" type=\"text\" dir=\"auto\" placeholder=\" \"",
               d->f->name, named);
    buf_printf(d->b, " autocomplete=\"off\" data-pick=\"/find?kind=%s&amp;part=pick\" data-into=\"%s\"", d->f->to->name,
               d->f->name);
    draw_described(d);
    buf_lit(d->b, " value=\"");
    put_attr(d->b, name);
    buf_printf(d->b, "\"><input type=\"hidden\" name=\"%s\" value=\"", d->f->name);
    put_attr(d->b, typed_or(d, d->f->name, id_text(d->c, id)));
    buf_lit(d->b, "\"></div>");
    draw_guesses(d, name);
}

static void draw_ref(Draw *d) {
    Id id = *(const Id *)field_in(d->f, d->rec);
    void *rows = NULL;
    size_t n;
    if (!d->f->to || live_records(d->c, d->f->to, (Str){0}, PICKS_MAX + 1, &rows, &n) != OK) return;
    if (n > PICKS_MAX) {
        draw_search(d, id);
        return;
    }
    Str chosen = typed_or(d, d->f->name, id_text(d->c, id));
    bool listed = !id;
    const bool *out = left_out(d->c, d->f->to, rows, n);
    draw_select_begin(d, chosen);
    for (size_t i = 0; i < n; i++) {
        const void *rec = (char *)rows + i * d->f->to->size;
        if (out[i] && ((const Head *)rec)->id != id) continue;
        listed = listed || ((const Head *)rec)->id == id;
        draw_option(d, id_text(d->c, ((const Head *)rec)->id), record_name(d->c, d->f->to, rec), chosen);
    }
    /* One that is archived or not for this reader stays what it is. */
    Str name = {0};
    if (!listed && ent_labels(d->c, &id, 1, &name) != OK) name = (Str){0};
    if (!listed) draw_option(d, id_text(d->c, id), name.n ? name : id_text(d->c, id), chosen);
    buf_lit(d->b, "</select>");
}

/* ---- the field, the form -------------------------------------------------------------------------------------- */

static bool is_group(const Field *f) {
    return f->type == F_SET || f->type == F_BOOL || (f->type == F_ENUM && f->choices->n <= RADIOS_MAX);
}

static void draw_control(Draw *d) {
    switch (d->f->type) {
    case F_TEXT: draw_text(d); break;
    case F_LINES: draw_area(d, "dir=\"auto\" placeholder=\" \""); break;
    case F_JSON: draw_area(d, "dir=\"ltr\" spellcheck=\"false\""); break;
    case F_TRI: draw_tri(d); break;
    case F_INT:
        draw_input(d, "type=\"text\" inputmode=\"numeric\" dir=\"ltr\" class=\"short\" autocomplete=\"off\"");
        break;
    case F_REAL:
        draw_input(d, "type=\"text\" inputmode=\"decimal\" dir=\"ltr\" class=\"short\" autocomplete=\"off\"");
        break;
    case F_MONEY: draw_money(d); break;
    case F_DAY: draw_input(d, "type=\"date\" dir=\"ltr\" class=\"short\""); break;
    case F_STAMP: draw_input(d, "type=\"datetime-local\" dir=\"ltr\" class=\"mid\""); break;
    case F_ENUM: draw_select(d); break;
    case F_REF: draw_ref(d); break;
    case F_PHONE: draw_input(d, "type=\"tel\" dir=\"ltr\" class=\"short\" autocomplete=\"tel\""); break;
    case F_EMAIL: draw_input(d, "type=\"email\" dir=\"ltr\" class=\"mid\" autocomplete=\"email\""); break;
    case F_URL: draw_input(d, "type=\"url\" dir=\"ltr\" autocomplete=\"url\""); break;
    case F_BOOL:
    case F_SET:
    case FIELD_TYPES: break;
    }
}

void ent_field_html(Ctx *c, Buf *b, const Entity *e, const Field *f, const void *rec, const Params *typed) {
    Draw d = {.c = c, .b = b, .e = e, .f = f, .rec = rec, .typed = typed, .bad = complaint_of(c, f->name) != NULL};
    if (is_group(f)) {
        if (f->type == F_SET) draw_set(&d);
        else draw_radios(&d);
        return;
    }
    draw_begin(&d);
    draw_control(&d);
    buf_lit(b, "</div>");
}

static const TextKey VISIBILITY_LABELS[] = {
    [VIS_PUBLIC] = T_VISIBILITY_PUBLIC, [VIS_MEMBERS] = T_VISIBILITY_MEMBERS, [VIS_UNIT] = T_VISIBILITY_UNIT,
    [VIS_TEAM] = T_VISIBILITY_TEAM,     [VIS_PRIVATE] = T_VISIBILITY_PRIVATE,
};

TextKey visibility_label(int visibility) {
    CHECK(visibility >= VIS_PUBLIC && visibility <= VIS_PRIVATE);
    return VISIBILITY_LABELS[visibility];
}

void ent_visibility_html(Ctx *c, Buf *b, const void *rec, const Params *typed) {
    static const Field FIELD = {.name = "visibility", .label = T_VISIBILITY_LABEL, .flags = FIELD_REQUIRED};
    Draw d = {.c = c, .b = b, .f = &FIELD, .rec = rec, .typed = typed,
              .bad = complaint_of(c, FIELD.name) != NULL};
    Str chosen = typed_or(&d, FIELD.name, str_of(VISIBILITY_NAMES[((const Head *)rec)->visibility]));
    draw_begin(&d);
    buf_lit(b, "<select id=\"f-visibility\" name=\"visibility\"");
    draw_described(&d);
    buf_lit(b, ">");
    for (int v = VIS_PUBLIC; v <= VIS_PRIVATE; v++) {
        draw_option(&d, str_of(VISIBILITY_NAMES[v]), tr(c->reader.lang, VISIBILITY_LABELS[v]), chosen);
    }
    buf_lit(b, "</select></div>");
}

void ent_form_html(Ctx *c, Buf *b, const Entity *e, const void *rec, const Params *typed) {
    const Head *h = rec;
    Str version = arena_printf(c->arena, "%lld", (long long)h->version);
    if (typed && params_has(typed, "version")) version = params_get(typed, "version");
    buf_lit(b, "<input type=\"hidden\" name=\"version\" value=\"");
    put_attr(b, version);
    buf_lit(b, "\">");
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        bool fixed = (f->flags & FIELD_FIXED) && h->version && value_known(f, rec);
        if (!field_readable(c, f) || (f->flags & FIELD_HIDDEN) || fixed) continue;
        ent_field_html(c, b, e, f, rec, typed);
    }
    if (!e->parent) ent_visibility_html(c, b, rec, typed);
}

void complaints_html(Ctx *c, Buf *b, const Entity *e) {
    if (!c->complaints.n) return;
    buf_lit(b, "<div class=\"errors\" tabindex=\"-1\" role=\"alert\"><h2>");
    tr_html(b, &c->reader, T_FORM_ERRORS, &TR_N("n", (int64_t)c->complaints.n), 1);
    buf_lit(b, "</h2><ul>");
    for (size_t i = 0; i < c->complaints.n; i++) {
        const Complaint *one = &c->complaints.v[i];
        const Field *f = e ? field_named(e, str_of(one->field)) : NULL;
        buf_lit(b, "<li><a href=\"#f-");
        put_urlpart(b, str_of(one->field));
        buf_lit(b, "\">");
        if (f) {
            buf_lit(b, "<b>");
            put_text(b, tr(c->reader.lang, f->label));
            buf_lit(b, "</b> ");
        }
        complaint_html(c, b, one);
        buf_lit(b, "</a></li>");
    }
    buf_lit(b, "</ul></div>");
}
