/* ent_json.c - records to and from JSON. Written by our own printer, read by jansson. */
#include "ent/form.h"

#include "base/check.h"
#include "base/html.h"
#include "ent/ent_inner.h"

#include <jansson.h>

enum { VALUE_BYTES_MAX = 1 << 20, JSON_DEPTH_MAX = 32, MISTAKES_MAX = 50 };

static const char *const STATES[] = {
    [TEXT_NONE] = "none",       [TEXT_WRITTEN] = "written", [TEXT_TRANSLATED] = "translated",
    [TEXT_MACHINE] = "machine", [TEXT_CHECK] = "check",
};
enum { STATES_N = sizeof STATES / sizeof *STATES };

const char *const VISIBILITY_NAMES[VIS_PRIVATE + 1] = {"public", "members", "unit", "team", "private"};

bool visibility_named(Str name, int *ret_visibility) {
    for (int v = 0; v <= VIS_PRIVATE; v++) {
        if (!str_eq(name, str_of(VISIBILITY_NAMES[v]))) continue;
        *ret_visibility = v;
        return true;
    }
    return false;
}

/* ---- writing -------------------------------------------------------------------------------------------------- */

static void tri_json(Buf *b, const Tri *t) {
    bool first = true;
    buf_byte(b, '{');
    for (Lang l = 0; l < LANG_N; l++) {
        if (!t->v[l].n) continue;
        buf_printf(b, "%s\"%s\":{\"text\":", first ? "" : ",", lang_code(l));
        put_json(b, t->v[l]);
        buf_printf(b, ",\"state\":\"%s\"}", STATES[t->state[l] < STATES_N ? t->state[l] : 0]);
        first = false;
    }
    buf_byte(b, '}');
}

static void set_json(Buf *b, const Field *f, int64_t bits) {
    bool first = true;
    buf_byte(b, '[');
    for (int i = 0; i < f->choices->n; i++) {
        if (!(bits >> (f->choices->v[i].value - 1) & 1)) continue;
        buf_printf(b, "%s\"%s\"", first ? "" : ",", f->choices->v[i].name);
        first = false;
    }
    buf_byte(b, ']');
}

void value_json(Buf *b, const Field *f, const void *rec) {
    const void *at = field_in(f, rec);
    if (!value_known(f, rec)) {
        buf_add(b, f->type == F_SET ? LIT("[]") : LIT("null"));
        return;
    }
    switch (f->type) {
    case F_TRI: tri_json(b, at); break;
    case F_SET: set_json(b, f, *(const int64_t *)at); break;
    case F_INT:
    case F_MONEY: buf_int(b, *(const int64_t *)at); break;
    case F_REAL:
    case F_BOOL:
    case F_JSON: value_print(b, f, rec, 0); break;
    case F_DAY:
    case F_STAMP:
    case F_ENUM:
    case F_REF:
        buf_byte(b, '"');
        value_print(b, f, rec, 0);
        buf_byte(b, '"');
        break;
    default: put_json(b, *(const Str *)at);
    }
}

void put_member_id(Buf *b, const char *name, Id id) {
    if (!id) {
        buf_printf(b, ",\"%s\":null", name);
        return;
    }
    char text[ID_CHARS + 1];
    id_print(text, id);
    buf_printf(b, ",\"%s\":\"%s\"", name, text);
}

void put_member_stamp(Buf *b, const char *name, Stamp t) {
    buf_printf(b, ",\"%s\":", name);
    if (!t) {
        buf_lit(b, "null");
        return;
    }
    buf_byte(b, '"');
    buf_stamp_iso(b, t);
    buf_byte(b, '"');
}

static void head_json(Buf *b, const Head *h) {
    char id[ID_CHARS + 1];
    id_print(id, h->id);
    buf_printf(b, "\"id\":\"%s\",\"version\":%lld,\"visibility\":\"%s\"", id, (long long)h->version,
               VISIBILITY_NAMES[h->visibility]);
    put_member_id(b, "unit", h->unit);
    put_member_stamp(b, "created_at", h->created_at);
    put_member_stamp(b, "changed_at", h->changed_at);
    put_member_stamp(b, "archived_at", h->archived_at);
    put_member_id(b, "merged_into", h->merged_into);
}

bool field_readable(const Ctx *c, const Field *f) {
    return !(f->flags & FIELD_SECRET) && (!(f->flags & FIELD_STAFF) || reader_is_staff(c));
}

bool field_writable(const Ctx *c, const Field *f) {
    return field_readable(c, f) && (!(f->flags & FIELD_HIDDEN) || c->who.system);
}

void ent_json(Ctx *c, Buf *b, const Entity *e, const void *rec) { ent_json_part(c, b, e, rec, NULL); }

void ent_json_part(Ctx *c, Buf *b, const Entity *e, const void *rec, const bool *shown) {
    buf_byte(b, '{');
    head_json(b, rec);
    for (int i = 0; i < e->n_fields; i++) {
        if ((shown && !shown[i]) || !field_readable(c, &e->fields[i])) continue;
        buf_printf(b, ",\"%s\":", e->fields[i].name);
        value_json(b, &e->fields[i], rec);
    }
    buf_byte(b, '}');
}

/* ---- reading -------------------------------------------------------------------------------------------------- */

static Str json_str(const json_t *v) { return (Str){json_string_value(v), json_string_length(v)}; }

static bool wrong(Ctx *c, const Field *f) {
    static const TextKey KEYS[FIELD_TYPES] = {
        [F_TEXT] = T_FORM_FIX_TEXT,   [F_LINES] = T_FORM_FIX_TEXT,    [F_TRI] = T_FORM_FIX_TRI,
        [F_INT] = T_FORM_FIX_NUMBER,  [F_MONEY] = T_FORM_FIX_NUMBER,  [F_REAL] = T_FORM_FIX_REAL,
        [F_BOOL] = T_FORM_FIX_YES_NO, [F_DAY] = T_FORM_FIX_DATE,      [F_STAMP] = T_FORM_FIX_STAMP,
        [F_ENUM] = T_FORM_FIX_CHOICE, [F_SET] = T_FORM_FIX_CHOICE,    [F_REF] = T_FORM_FIX_REF,
        [F_PHONE] = T_FORM_FIX_PHONE, [F_EMAIL] = T_FORM_FIX_EMAIL,   [F_URL] = T_FORM_FIX_URL,
        [F_JSON] = T_FORM_FIX_JSON,
    };
    complain(c, f->name, KEYS[f->type]);
    return false;
}

/* One language of a text: {"text": "...", "state": "written"}, a bare text, or null to take it out. */
static bool tri_member(Ctx *c, const Field *f, void *rec, Lang l, const json_t *v) {
    Tri *t = field_at(f, rec);
    const json_t *text = json_is_object(v) ? json_object_get(v, "text") : v;
    if (!json_is_string(text) && !json_is_null(text)) return wrong(c, f);
    value_read(c, f, rec, l, json_str(text));
    const json_t *state = json_is_object(v) ? json_object_get(v, "state") : NULL;
    if (!state || !t->v[l].n) return true;
    for (int i = TEXT_WRITTEN; i < STATES_N; i++) {
        if (!json_is_string(state) || !str_eq(json_str(state), str_of(STATES[i]))) continue;
        t->state[l] = (uint8_t)i;
        return true;
    }
    return wrong(c, f);
}

static bool tri_read(Ctx *c, const Field *f, void *rec, json_t *json) {
    const char *code;
    json_t *v;
    if (!json_is_object(json)) return wrong(c, f);
    json_object_foreach(json, code, v) {
        Lang l;
        if (!lang_parse(str_of(code), &l)) return wrong(c, f);
        if (!tri_member(c, f, rec, l, v)) return false;
    }
    return true;
}

static bool set_read(Ctx *c, const Field *f, void *rec, const json_t *json) {
    int64_t bits = 0;
    if (!json_is_array(json)) return wrong(c, f);
    for (size_t i = 0; i < json_array_size(json); i++) {
        const json_t *v = json_array_get(json, i);
        const Choice *choice = json_is_string(v) ? choice_named(c, f->choices, json_str(v)) : NULL;
        if (!choice) return wrong(c, f);
        bits |= (int64_t)1 << (choice->value - 1);
    }
    *(int64_t *)field_at(f, rec) = bits;
    return true;
}

static Str json_compact(Arena *a, const json_t *v) {
    char *text = json_dumps(v, JSON_COMPACT | JSON_ENCODE_ANY);
    CHECK(text);
    Str s = arena_copy(a, str_of(text));
    free(text);
    return s;
}

bool json_canonical(Arena *a, Str text, Str *ret_json) {
    json_t *v = json_loadb(text.p ? text.p : "", text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
    if (!v) return false;
    *ret_json = json_compact(a, v);
    json_decref(v);
    return true;
}

bool value_json_read(Ctx *c, const Field *f, void *rec, struct json_t *json) {
    if (json_is_null(json)) {
        value_clear(f, rec);
        return true;
    }
    void *at = field_at(f, rec);
    switch (f->type) {
    case F_TRI: return tri_read(c, f, rec, json);
    case F_SET: return set_read(c, f, rec, json);
    case F_JSON: *(Str *)at = json_compact(c->arena, json); return true;
    case F_INT:
    case F_MONEY:
        if (!json_is_integer(json)) return wrong(c, f);
        *(int64_t *)at = json_integer_value(json);
        return true;
    case F_REAL:
        if (!json_is_number(json)) return wrong(c, f);
        *(double *)at = json_number_value(json);
        return true;
    case F_REF:
        return (json_is_string(json) && id_parse(json_str(json), at)) || wrong(c, f);
    case F_BOOL:
        if (!json_is_boolean(json)) return wrong(c, f);
        *(int *)at = json_is_true(json);
        return true;
    default:
        if (!json_is_string(json)) return wrong(c, f);
        return value_read(c, f, rec, 0, json_str(json));
    }
}

/* Members that ent_json writes and nobody sets: read over, so that what was fetched can be sent back. */
static bool is_read_only(Str name) {
    static const char *const NAMES[] = {"id", "version", "created_at", "changed_at", "archived_at", "merged_into"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (str_eq(name, str_of(NAMES[i]))) return true;
    }
    return false;
}

bool head_json_read(Ctx *c, Head *h, Str name, const struct json_t *v) {
    if (str_eq(name, LIT("visibility"))) {
        if (!json_is_string(v) || !visibility_named(json_str(v), &h->visibility)) {
            complain(c, "visibility", T_FORM_FIX_CHOICE);
        }
        return true;
    }
    Id *id = str_eq(name, LIT("unit")) ? &h->unit : str_eq(name, LIT("team")) ? &h->team : NULL;
    if (!id) return false;
    *id = 0;
    if (!json_is_null(v) && (!json_is_string(v) || !id_parse(json_str(v), id))) {
        complain(c, id == &h->unit ? "unit" : "team", T_FORM_FIX_REF);
    }
    return true;
}

static void member_read(Ctx *c, const Entity *e, void *rec, const char *key, json_t *v) {
    Str name = str_of(key);
    const Field *f = field_named(e, name);
    if (f && !field_readable(c, f)) f = NULL;
    if (f && field_writable(c, f)) {
        value_json_read(c, f, rec, v);
    } else if (!f && !is_read_only(name) && (str_eq(name, LIT("team")) || !head_json_read(c, rec, name, v))) {
        complain_text(c, arena_z(c->arena, name), T_FORM_FIX_MEMBER, name);
    }
}

/* How deep brackets stand in one another, texts left out. Broken JSON gives some number: the parser refuses it. */
static bool json_too_deep(Str json) {
    int depth = 0;
    bool text = false;
    for (size_t i = 0; i < json.n; i++) {
        char ch = json.p[i];
        if (text && ch == '\\') i++;
        else if (ch == '"') text = !text;
        else if (!text && (ch == '{' || ch == '[') && ++depth > JSON_DEPTH_MAX) return true;
        else if (!text && (ch == '}' || ch == ']')) depth--;
    }
    return false;
}

Fault ent_json_read(Ctx *c, const Entity *e, Str json, bool partial, void *rec) {
    json_error_t why;
    if (json_too_deep(json)) return fail_text(c, BAD_REQUEST, "json", LIT("too deep"));
    json_t *root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES, &why);
    if (!root) return fail_text(c, BAD_REQUEST, "json", str_of(why.text));
    if (!json_is_object(root)) {
        json_decref(root);
        return fail_text(c, BAD_REQUEST, "json", LIT("not an object"));
    }
    for (int i = 0; i < e->n_fields && !partial; i++) {
        if (field_writable(c, &e->fields[i])) value_clear(&e->fields[i], rec);
    }
    const char *key;
    json_t *v;
    size_t mistakes = c->complaints.n + MISTAKES_MAX;
    json_object_foreach(root, key, v) {
        if (c->complaints.n < mistakes) member_read(c, e, rec, key, v);
    }
    json_decref(root);
    return complaints_fault(c);
}

/* ---- differences ---------------------------------------------------------------------------------------------- */

static void diff_value(Buf *b, const Field *f, const void *rec) {
    buf_printf(b, "%s\"%s\":", b->n > 1 ? "," : "", f->name);
    value_json(b, f, rec);
}

static void diff_head(Buf *b, const char *name, Id id) {
    buf_printf(b, "%s\"%s\":", b->n > 1 ? "," : "", name);
    if (!id) {
        buf_lit(b, "null");
        return;
    }
    buf_byte(b, '"');
    buf_id(b, id);
    buf_byte(b, '"');
}

static void diff_visibility(Buf *b, const Head *h) {
    buf_printf(b, "%s\"visibility\":\"%s\"", b->n > 1 ? "," : "", VISIBILITY_NAMES[h->visibility]);
}

static Str diff_end(Ctx *c, Buf *b) {
    buf_byte(b, '}');
    CHECK(buf_ok(b));
    Str s = arena_copy(c->arena, buf_str(b));
    buf_release(b);
    return s;
}

int change_diff(Ctx *c, const Entity *e, const void *before, const void *after, Str *ret_before, Str *ret_after) {
    Buf was, now;
    int differs = 0;
    buf_init(&was, 64 * VALUE_BYTES_MAX);
    buf_init(&now, 64 * VALUE_BYTES_MAX);
    buf_byte(&was, '{');
    buf_byte(&now, '{');
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if (before ? value_eq(f, before, after) : !value_known(f, after)) continue;
        differs++;
        if (f->flags & FIELD_SECRET) continue;
        if (before) diff_value(&was, f, before);
        diff_value(&now, f, after);
    }
    const Head *h = before, *g = after;
    if (h && h->visibility != g->visibility) diff_visibility(&was, h);
    if (!h || h->visibility != g->visibility) diff_visibility(&now, g);
    if (h && h->unit != g->unit) diff_head(&was, "unit", h->unit);
    if (h ? h->unit != g->unit : g->unit != 0) diff_head(&now, "unit", g->unit);
    if (h && h->team != g->team) diff_head(&was, "team", h->team);
    if (h ? h->team != g->team : g->team != 0) diff_head(&now, "team", g->team);
    if (h) differs += h->visibility != g->visibility || h->unit != g->unit || h->team != g->team;
    Str old = diff_end(c, &was);
    *ret_before = before ? old : (Str){0};
    *ret_after = diff_end(c, &now);
    return differs;
}
