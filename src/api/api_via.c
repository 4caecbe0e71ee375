/* api_via.c - steps that a page has already. The members of the body become the fields of that page's form, and its
** handler does for a program what it does for people, with every check; what it would show is not sent. */
#include "api/api_inner.h"

#include "base/check.h"
#include "db/region.h"
#include "wave_ent.h"

#include <string.h>

enum { MEMBERS_MAX = 40, VALUES_MAX = 400, PAGE_BYTES_MAX = 8 << 20 };

/* Steps whose page has another address than the list of the noun and the end of the step's own. */
static const struct {
    const char *id, *path;
} ELSEWHERE[] = {
    {"answerWave", "/waves/{id}"},
    {"askCouncilCase", "/mine/{id}/council"},
    {"becomeCommitment", "/steps/{id}/change"},
    {"correctWorkTime", "/hours/{id}/correct"},
    {"freezePlaceVersion", "/versions/{id}/freeze"},
    {"futurePlace", "/places/{id}/future/publish"},
    {"helpCase", "/mine/{id}/help"},
    {"leaveOutSheet", "/places/{id}/leaks/sheets"},
    {"sendAidTrack", "/opportunities/{id}/send"},
    {"sendListing", "/opportunities/{id}/send"},
    {"showAgendaItem", "/mine/{id}/show"},
    {"wordLeverage", "/leverages/{id}"},
};

/* "/api/v1/wanted_ties/{id}/let_go" is done by "/wanted-ties/{id}/let-go". */
static Str page_path(Ctx *c, const Route *r, const Entity *e) {
    for (size_t i = 0; i < sizeof ELSEWHERE / sizeof *ELSEWHERE; i++) {
        if (strcmp(ELSEWHERE[i].id, r->api->id) == 0) return str_of(ELSEWHERE[i].path);
    }
    const Sheet *s = view_sheet(str_of(e->name));
    const char  *end = r->path + strlen(API_ROOT "/") + strlen(e->table);
    Str          path = arena_printf(c->arena, "%s%s%s", s ? "" : "/", s ? s->path : e->table, end);
    char        *p = (char *)(uintptr_t)path.p;
    for (size_t i = 0; i < path.n; i++) p[i] = p[i] == '_' ? '-' : p[i];
    return path;
}

static const Route *page_of(Str path) {
    for (int m = 0; m < MODULES_N; m++) {
        for (int i = 0; i < MODULES[m]->n_routes; i++) {
            const Route *r = &MODULES[m]->routes[i];
            if (r->method == POST && str_eq(str_of(r->path), path)) return r;
        }
    }
    return NULL;
}

/* ---- the body as a form ------------------------------------------------------------------------------------------ */

typedef struct Form {
    Ctx     *c;
    const Entity *e;
    Param    v[VALUES_MAX];
    size_t   n;
} Form;

static void put(Form *f, Str name, Str value) {
    if (f->n < VALUES_MAX) f->v[f->n++] = (Param){arena_copy(f->c->arena, name), arena_copy(f->c->arena, value)};
    else if (!complaint_of(f->c, "")) complain(f->c, "", T_FORM_FIX_TEXT);
}

static void wrong(const Form *f, Str name, TextKey why) {
    complain(f->c, arena_z(f->c->arena, arena_copy(f->c->arena, name)), why);
}

/* People type amounts in whole units, programs tell them in the smallest, here as everywhere. */
static bool is_money(const Form *f, Str name) {
    const Field *own = field_named(f->e, name), *told = field_named(&wave_money_entity, name);
    const Field *field = own ? own : f->e == &wave_entity ? told : NULL;
    if (strcmp(f->e->name, "plug") == 0 && str_eq(name, LIT("amount"))) return true;
    return field && field->type == F_MONEY;
}

static Str number_text(Form *f, Str name, const json_t *v) {
    if (!json_is_integer(v)) return arena_printf(f->c->arena, "%.15g", json_real_value(v));
    long long n = json_integer_value(v);
    if (!is_money(f, name) || n < 0) return arena_printf(f->c->arena, "%lld", n);
    return arena_printf(f->c->arena, "%lld.%02lld", n / 100, n % 100);
}

static Str text_of(const json_t *v) { return (Str){json_string_value(v), json_string_length(v)}; }

/* Of several the chosen ones are told: "agree": ["council"] is the box agree.council, and one of the boxes agree. */
static void put_chosen(Form *f, Str name, const json_t *v) {
    for (size_t i = 0; i < json_array_size(v); i++) {
        const json_t *one = json_array_get(v, i);
        if (!json_is_string(one)) return wrong(f, name, T_FORM_FIX_TEXT);
        put(f, arena_printf(f->c->arena, "%.*s.%.*s", STR_ARG(name), STR_ARG(text_of(one))), LIT("1"));
        put(f, name, text_of(one));
    }
}

/* A text in several languages: "why": {"he": "…"} is the field why.he. */
static void put_languages(Form *f, Str name, json_t *v) {
    const char *code;
    json_t     *one;
    json_object_foreach(v, code, one) {
        Lang l;
        if (!lang_parse(str_of(code), &l) || !json_is_string(one)) return wrong(f, name, T_FORM_FIX_TRI);
        put(f, arena_printf(f->c->arena, "%.*s.%s", STR_ARG(name), code), text_of(one));
    }
}

/* A box that is not ticked is not sent. */
static void put_member(Form *f, Str name, json_t *v) {
    switch (json_typeof(v)) {
    case JSON_STRING: put(f, name, text_of(v)); break;
    case JSON_INTEGER:
    case JSON_REAL: put(f, name, number_text(f, name, v)); break;
    case JSON_TRUE: put(f, name, LIT("1")); break;
    case JSON_FALSE: break;
    case JSON_NULL: put(f, name, (Str){0}); break;
    case JSON_ARRAY: put_chosen(f, name, v); break;
    case JSON_OBJECT: put_languages(f, name, v); break;
    }
}

/* Is this one of the types of a schema, which says one or several? */
static bool may_be(const json_t *schema, const char *type) {
    const json_t *t = json_object_get(schema, "type");
    for (size_t i = 0; i < json_array_size(t); i++) {
        if (strcmp(json_string_value(json_array_get(t, i)), type) == 0) return true;
    }
    return json_is_string(t) && strcmp(json_string_value(t), type) == 0;
}

static bool is_chosen(const json_t *of, const json_t *v) {
    for (size_t i = 0; i < json_array_size(of); i++) {
        if (json_equal(json_array_get(of, i), v)) return true;
    }
    return false;
}

/* What is wrong with a member; T_NONE: nothing. A form knows texts alone, so kinds are told apart here. */
static TextKey misfit(const json_t *schema, const json_t *v) {
    static const struct {
        const char *type;
        TextKey     why;
    } KINDS[] = {{"boolean", T_FORM_FIX_YES_NO}, {"integer", T_FORM_FIX_NUMBER}, {"number", T_FORM_FIX_REAL}};
    static const char *const NAMES[] = {
        [JSON_OBJECT] = "object", [JSON_ARRAY] = "array", [JSON_STRING] = "string", [JSON_INTEGER] = "integer",
        [JSON_REAL] = "number", [JSON_TRUE] = "boolean", [JSON_FALSE] = "boolean", [JSON_NULL] = "null",
    };
    const json_t *choices = json_object_get(schema, "enum");
    if (json_is_null(v) && !may_be(schema, "boolean")) return T_NONE;
    if (choices) return is_chosen(choices, v) ? T_NONE : T_FORM_FIX_CHOICE;
    if (may_be(schema, NAMES[json_typeof(v)]) || (json_is_integer(v) && may_be(schema, "number"))) return T_NONE;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (may_be(schema, KINDS[i].type)) return KINDS[i].why;
    }
    return T_FORM_FIX_TEXT;
}

/* The schema that the description gives out, as JSON: which members there are, and which have to be there. */
static json_t *schema_of(Ctx *c, const char *text) {
    Str   s = arena_copy(c->arena, str_of(text));
    char *p = (char *)(uintptr_t)s.p;
    for (size_t i = 0; i < s.n; i++) p[i] = p[i] == '\'' ? '"' : p[i];
    json_t *root = json_loadb(s.p, s.n, 0, NULL);
    CHECK(root != NULL);
    return root;
}

static void read_members(Form *f, const json_t *schema, json_t *root) {
    const char  *names[MEMBERS_MAX + 1] = {NULL}, *key;
    size_t       n = 0;
    const json_t *one;
    json_object_foreach(json_object_get(schema, "properties"), key, one) {
        CHECK(n < MEMBERS_MAX);
        names[n++] = key;
        json_t *v = json_object_get(root, key);
        TextKey why = v ? misfit(one, v) : T_NONE;
        if (why) wrong(f, str_of(key), why);
        else if (v) put_member(f, str_of(key), v);
    }
    api_only(f->c, root, names);
    const json_t *required = json_object_get(schema, "required");
    for (size_t i = 0; i < json_array_size(required); i++) {
        const char *name = json_string_value(json_array_get(required, i));
        json_t     *v = json_object_get(root, name);
        if (v && !json_is_null(v)) continue;
        wrong(f, str_of(name), T_FORM_FIX_REQUIRED);
    }
}

static Fault form_of(Ctx *c, const Request *rq, const Entity *e, Form *ret_f) {
    json_t *root;
    *ret_f = (Form){.c = c, .e = e};
    if (!rq->route->api->body) return OK;
    TRY(api_object(c, rq, &root));
    json_t *schema = schema_of(c, rq->route->api->body);
    read_members(ret_f, schema, root);
    json_decref(schema);
    json_decref(root);
    return complaints_fault(c);
}

/* ---- the step -------------------------------------------------------------------------------------------------- */

/* A page that makes one goes there. */
static Fault told_new(Ctx *c, Reply *rp, const Entity *e, Str where) {
    Id id = 0;
    CHECK(where.n > ID_CHARS && id_parse(str_sub(where, where.n - ID_CHARS, where.n), &id));
    return api_answer_new(c, rp, e, id);
}

static Fault told(Ctx *c, const Request *rq, Reply *rp, const Entity *e, Str where) {
    char id[ID_CHARS + 1];
    if (!rq->ids[0]) return told_new(c, rp, e, where);
    if (*rq->route->api->shape != '{') return api_answer(c, rp, e, rq->ids[0]);
    id_print(id, rq->ids[0]);                     /* who did it may not see the record any more */
    rp->type = "application/json";
    api_tell_act(c, rp);
    buf_printf(rp->body, "{\"%s\":\"%s\"}", e->name, id);
    return OK;
}

const Route *api_via_page(Ctx *c, const Route *r) {
    return page_of(page_path(c, r, entity_named(str_of(r->api->entity))));
}

Fault api_via(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    return api_via_at(c, rq, rp, page_path(c, rq->route, e));
}

Fault api_via_at(Ctx *c, const Request *rq, Reply *rp, Str path) {
    const Entity *e;
    Form form;
    Buf  b;
    TRY(api_entity(c, rq, &e));
    const Route *page = page_of(path);
    CHECK(page && (page->kind == ROUTE_SLOW) == (rq->route->kind == ROUTE_SLOW));
    if (!(c->who.roles & page->who)) return fail(c, NOT_ALLOWED, e->name, rq->ids[0]);
    TRY(form_of(c, rq, e, &form));
    Request as = *rq;
    Reply   shown = {.body = &b};
    as.route = page;
    as.path = path;                               /* a handler looks at its end alone */
    as.args = (Params){0};
    as.form = (Params){.v = form.v, .n = form.n};
    buf_init(&b, PAGE_BYTES_MAX);
    Fault f = page->handler(c, &as, &shown);
    buf_release(&b);
    if (f == OK && c->complaints.n) f = INVALID;
    TRY(f);
    if (page->kind != ROUTE_SLOW) return told(c, rq, rp, e, shown.location);
    TRY(region_read_begin(c->region, c));
    f = told(c, rq, rp, e, shown.location);
    region_read_end(c->region, c);
    return f;
}
