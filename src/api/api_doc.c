/* api_doc.c - the description of the interface, OpenAPI 3.1: paths and operations from the routes' tables, schemas from
** the entities. Nothing is described by hand that those tables know. */
#include "api/api_inner.h"

#include "base/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { OPS_MAX = 2048, TEXT_BYTES_MAX = 8192 };

/* One document under way. */
typedef struct Doc {
    Ctx         *c;
    Buf         *b;
    const Route *ops[OPS_MAX];                    /* in the order of the modules */
    size_t       n;
} Doc;

/* JSON with ' for ". What is filled in are names of ours and numbers. */
static void js(Buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void js_text(Buf *b, Str s) {
    for (size_t i = 0; i < s.n; i++) buf_byte(b, s.p[i] == '\'' ? '"' : s.p[i]);
}

static void js(Buf *b, const char *fmt, ...) {
    char    text[TEXT_BYTES_MAX];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    CHECK(n >= 0 && n < TEXT_BYTES_MAX);
    js_text(b, (Str){text, (size_t)n});
}

/* The noun of a route; NULL: it has none. */
static const Entity *entity_of(const Route *r) {
    return r->api->entity ? entity_named(str_of(r->api->entity)) : NULL;
}

static void put_tr(Doc *d, TextKey key) { put_json(d->b, tr(d->c->reader.lang, key)); }

/* The sentence of an operation: "List places". */
static void put_summary(Doc *d, const Route *r) {
    const Entity *e = entity_of(r);
    TrArg args[] = {TR_ARG("noun", e ? tr(d->c->reader.lang, e->many) : (Str){0})};
    Buf   text;
    buf_init(&text, TEXT_BYTES_MAX);
    tr_plain(&text, &d->c->reader, r->api->summary, args, 1);
    put_json(d->b, buf_str(&text));
    buf_release(&text);
}

/* "place_version" is PlaceVersion. */
static Str schema_name(Ctx *c, const char *entity) {
    Str   s = arena_copy(c->arena, str_of(entity));
    char *p = (char *)(uintptr_t)s.p;
    size_t n = 0;
    bool  upper = true;
    for (size_t i = 0; i < s.n; i++) {
        bool low = s.p[i] >= 'a' && s.p[i] <= 'z';
        if (s.p[i] != '_') p[n++] = upper && low ? (char)(s.p[i] - 32) : s.p[i];
        upper = s.p[i] == '_';
    }
    return (Str){s.p, n};
}

static bool is(const char *text, const char *word) { return text && strcmp(text, word) == 0; }

/* ---- parameters ---------------------------------------------------------------------------------------------- */

static void comma(Buf *b) {
    char last = b->n ? b->p[b->n - 1] : 0;
    if (last != '[' && last != '{') buf_byte(b, ',');
}

static void put_ref(Buf *b, const char *name) {
    comma(b);
    js(b, "{'$ref':'#/components/parameters/%s'}", name);
}

/* "q:string! limit:integer": the arguments of one operation. */
static void put_args(Buf *b, const char *args) {
    Str rest = str_of(args), one;
    while (str_split(&rest, ' ', &one)) {
        ptrdiff_t colon = str_find_byte(one, ':');
        CHECK(colon > 0);
        Str  name = str_sub(one, 0, (size_t)colon), type = str_sub(one, (size_t)colon + 1, one.n);
        bool required = str_ends(type, LIT("!"));
        if (required) type.n--;
        if (str_eq(name, LIT("fields"))) {
            put_ref(b, "fields");
            continue;
        }
        comma(b);
        js(b, "{'name':'%.*s','in':'query','required':%s,'schema':{'type':'%.*s'}}", STR_ARG(name),
           required ? "true" : "false", STR_ARG(type));
    }
}

static void put_choices(Buf *b, const Choices *choices) {
    js(b, "'enum':[");
    for (int i = 0; i < choices->n; i++) js(b, "%s'%s'", i ? "," : "", choices->v[i].name);
    js(b, "]");
}

/* A condition for each field that can be compared; other comparisons go by "where". */
static void put_conditions(Doc *d, const Entity *e) {
    for (int i = 0; i < e->n_fields; i++) {
        const Field *f = &e->fields[i];
        if ((f->flags & FIELD_SECRET) || f->type == F_JSON) continue;
        js(d->b, ",{'name':'%s','in':'query','description':", f->name);
        put_tr(d, f->label);
        js(d->b, ",'schema':{'type':'array','items':{'type':'string'");
        if (f->choices) {
            js(d->b, ",");
            put_choices(d->b, f->choices);
        }
        js(d->b, "}}}");
    }
    const Sheet *s = view_sheet(str_of(e->name));
    if (s && view_local_fits(s)) {
        js(d->b, ",{'name':'local','in':'query','schema':{'type':'string'}}");
        js(d->b, ",{'name':'local_not','in':'query','schema':{'type':'string'}}");
    }
    for (int i = 0; s && s->extra_names && s->extra_names[i]; i++) {
        js(d->b, ",{'name':'%s','in':'query','schema':{'type':'string'}}", s->extra_names[i]);
    }
    put_ref(d->b, "where");
}

static void put_list_parameters(Doc *d, const Entity *e) {
    static const char *const REFS[] = {"page", "limit", "sort", "archived", "fields", "ifNoneMatch"};
    for (size_t i = 0; i < sizeof REFS / sizeof *REFS; i++) put_ref(d->b, REFS[i]);
    if (e->label >= 0) put_ref(d->b, "q");
    put_conditions(d, e);
}

static void put_parameters(Doc *d, const Route *r) {
    const ApiOp *op = r->api;
    js(d->b, ",'parameters':[");
    put_ref(d->b, "lang");
    if (is(op->shape, "list")) put_list_parameters(d, entity_of(r));
    if (op->args) put_args(d->b, op->args);
    if (r->method == GET && is(op->shape, "one")) put_ref(d->b, "ifNoneMatch");
    if (r->method == POST) put_ref(d->b, "idempotencyKey");
    else if (r->method != GET) put_ref(d->b, "ifMatch");
    js(d->b, "]");
}

/* ---- bodies and answers -------------------------------------------------------------------------------------- */

static void put_body(Doc *d, const ApiOp *op) {
    if (!op->body) return;
    Str  name = op->entity ? schema_name(d->c, op->entity) : (Str){0};
    bool part = is(op->body, "part");
    js(d->b, ",'requestBody':{'required':true,'content':{");
    if (is(op->body, "files")) {
        js(d->b, "'multipart/form-data':{'schema':{'type':'object','properties':{'file':{'type':'array','items':"
                 "{'type':'string','contentMediaType':'application/octet-stream'}}},'required':['file']}}}}");
        return;
    }
    for (int i = 0; i < (part ? 2 : 1); i++) {
        js(d->b, "%s'application/%s':{'schema':", i ? "," : "", i ? "merge-patch+json" : "json");
        if (part) js(d->b, "{'$ref':'#/components/schemas/%.*sPatch'}", STR_ARG(name));
        else if (*op->body == '{') js_text(d->b, str_of(op->body));
        else js(d->b, "{'$ref':'#/components/schemas/%.*sInput'}", STR_ARG(name));
        js(d->b, "}");
    }
    js(d->b, "}}");
}

static void put_answer_schema(Doc *d, const ApiOp *op) {
    Str  name = op->entity ? schema_name(d->c, op->entity) : (Str){0};
    bool some = op->args && strstr(op->args, "fields:");
    const char *ending = is(op->shape, "list") ? "List" : some ? "Some" : "";
    if (*op->shape == '{') js_text(d->b, str_of(op->shape));
    else js(d->b, "{'$ref':'#/components/schemas/%.*s%s'}", STR_ARG(name), ending);
}

static void put_headers(Doc *d, const Route *r, bool created) {
    const ApiOp *op = r->api;
    bool record = is(op->shape, "one"), list = is(op->shape, "list");
    if (!record && !list) return;
    js(d->b, "'headers':{'ETag':{'$ref':'#/components/headers/ETag'}");
    if (list) js(d->b, ",'Link':{'$ref':'#/components/headers/Link'}");
    if (created) js(d->b, ",'Location':{'$ref':'#/components/headers/Location'}");
    if (record && r->method != GET) js(d->b, ",'Rakaz-Act':{'$ref':'#/components/headers/Act'}");
    js(d->b, "},");
}

/* What may be answered instead: everything that an operation of this kind can meet, the gate's refusals too. */
static void put_refusals(Doc *d, const Route *r) {
    static const struct {
        int  status;
        bool get, post, other;                    /* for these methods */
    } REFUSALS[] = {
        {400, true, true, true}, {401, true, true, true},   {403, true, true, true},  {404, true, true, true},
        {409, false, true, true}, {411, false, true, true}, {412, false, true, true}, {413, false, true, true},
        {414, true, true, true}, {415, false, true, true},  {417, false, true, true}, {422, true, true, true},
        {428, false, false, true}, {429, true, true, true}, {431, true, true, true},
    };
    for (size_t i = 0; i < sizeof REFUSALS / sizeof *REFUSALS; i++) {
        bool may = r->method == GET ? REFUSALS[i].get : r->method == POST ? REFUSALS[i].post : REFUSALS[i].other;
        if (may) js(d->b, ",'%d':{'$ref':'#/components/responses/Problem'}", REFUSALS[i].status);
    }
    js(d->b, ",'5XX':{'$ref':'#/components/responses/Problem'}");
}

static void put_responses(Doc *d, const Route *r) {
    bool one = is(r->api->shape, "one") && r->method == POST && !strstr(r->path, "{id}"); /* makes one of a list */
    bool created = is(r->api->body, "new") || one, made = created || is(r->api->body, "files");
    bool bytes = is(r->api->shape, "bytes");
    bool tagged = r->method == GET && (is(r->api->shape, "one") || is(r->api->shape, "list") || r->cached || bytes);
    js(d->b, ",'responses':{'%d':{", made ? 201 : 200);
    put_headers(d, r, created);
    js(d->b, "'description':");
    put_tr(d, T_API_ANSWER);
    js(d->b, ",'content':{'%s':{", bytes ? "*/*" : "application/json");
    if (!bytes) {
        js(d->b, "'schema':");
        put_answer_schema(d, r->api);
    }
    js(d->b, "}}}");
    if (tagged) {
        js(d->b, ",'304':{'description':");
        put_tr(d, T_API_SAME);
        js(d->b, "}");
    }
    put_refusals(d, r);
    js(d->b, "}");
}

/* A key with its scopes; the browser's session, for writes with its token; visitors, where they may. */
static void put_security(Doc *d, const Route *r) {
    js(d->b, ",'security':[{'key':[");
    for (int i = 0; i < token_scope_choices.n; i++) {
        if (!(r->api->scope >> i & 1)) continue;
        comma(d->b);
        js(d->b, "'%s'", token_scope_choices.v[i].name);
    }
    js(d->b, "]},{'session':[]%s}", r->method == GET ? "" : ",'csrf':[]");
    if (r->who & ROLE_ANYONE) js(d->b, ",{}");
    js(d->b, "]");
}

/* ---- paths --------------------------------------------------------------------------------------------------- */

static void put_operation(Doc *d, const Route *r) {
    static const char *const METHODS[METHOD_N] = {
        [GET] = "get", [POST] = "post", [PUT] = "put", [PATCH] = "patch", [DELETE] = "delete",
    };
    const Entity *e = entity_of(r);
    comma(d->b);
    js(d->b, "'%s':{'operationId':'%s','tags':['%s'],'summary':", METHODS[r->method], r->api->id,
       e ? e->table : "rakaz");
    put_summary(d, r);
    put_parameters(d, r);
    put_body(d, r->api);
    put_responses(d, r);
    put_security(d, r);
    js(d->b, "}");
}

static bool told_before(const Doc *d, size_t at) {
    for (size_t i = 0; i < at; i++) {
        if (strcmp(d->ops[i]->path, d->ops[at]->path) == 0) return true;
    }
    return false;
}

static void put_paths(Doc *d) {
    js(d->b, "'paths':{");
    for (size_t i = 0; i < d->n; i++) {
        if (told_before(d, i)) continue;
        comma(d->b);
        js(d->b, "\n'%s':{", d->ops[i]->path);
        if (strstr(d->ops[i]->path, "{id}")) js(d->b, "'parameters':[{'$ref':'#/components/parameters/id'}]");
        for (size_t k = i; k < d->n; k++) {
            if (strcmp(d->ops[i]->path, d->ops[k]->path) == 0) put_operation(d, d->ops[k]);
        }
        js(d->b, "}");
    }
    js(d->b, "},\n");
}

/* The first operation of a noun. */
static bool is_first_of_noun(const Doc *d, size_t at) {
    const char *noun = d->ops[at]->api->entity;
    for (size_t i = 0; i < at && noun; i++) {
        if (is(d->ops[i]->api->entity, noun)) return false;
    }
    return noun != NULL;
}

static void put_tags(Doc *d) {
    js(d->b, "'tags':[{'name':'rakaz'}");
    for (size_t i = 0; i < d->n; i++) {
        if (!is_first_of_noun(d, i)) continue;
        const Entity *e = entity_of(d->ops[i]);
        js(d->b, ",{'name':'%s','description':", e->table);
        put_tr(d, e->many);
        js(d->b, "}");
    }
    js(d->b, "],\n");
}

/* ---- components ---------------------------------------------------------------------------------------------- */

static void put_entity_schemas(Doc *d, const Entity *e) {
    static const char *const ENDINGS[SCHEMA_N] = {
        [SCHEMA_ANSWER] = "", [SCHEMA_ANSWER_PART] = "Some", [SCHEMA_WHOLE] = "Input", [SCHEMA_PART] = "Patch",
    };
    Str name = schema_name(d->c, e->name);
    for (int of = 0; of < SCHEMA_N; of++) {
        js(d->b, ",\n'%.*s%s':", STR_ARG(name), ENDINGS[of]);
        ent_schema(d->b, e, (SchemaOf)of);
    }
    js(d->b, ",\n'%.*sList':{'type':'object','additionalProperties':false,'properties':{"
             "'total':{'type':'integer','minimum':0},'page':{'type':'integer','minimum':1},"
             "'limit':{'type':'integer','minimum':1,'maximum':%d},'items':{'type':'array','items':"
             "{'$ref':'#/components/schemas/%.*sSome'}}},'required':['total','page','limit','items']}",
       STR_ARG(name), LIST_PAGE_MAX, STR_ARG(name));
}

#define ID_TEXT  "{'type':'string','pattern':'^[0-9a-z]{13}$'}"
#define ID_MAYBE "{'type':['string','null'],'pattern':'^[0-9a-z]{13}$'}"
#define MOMENT   "{'type':'string','format':'date-time'}"
#define WORDS    "{'type':'array','items':{'type':'string'}}"

static const char OWN_SCHEMAS[] =
    "'Problem':{'type':'object','additionalProperties':false,'properties':{'type':{'type':'string','format':"
    "'uri-reference'},'title':{'type':'string'},'status':{'type':'integer'},'code':{'type':'string'},'request':"
    "{'type':'integer'},'about':{'type':'string'},'id':" ID_TEXT ",'detail':{'type':'string'},'errors':{'type':'array',"
    "'items':{'type':'object','additionalProperties':false,'properties':{'field':{'type':'string'},'message':"
    "{'type':'string'}},'required':['field','message']}}},'required':['type','title','status','code']},\n"
    "'Change':{'type':'object','additionalProperties':false,'properties':{'number':{'type':'integer'},'act':"
    ID_MAYBE ",'account':" ID_MAYBE ",'account_name':{'type':['string','null']},'at':" MOMENT ",'noun':{'type':"
    "'string'},'record':" ID_TEXT ",'kind':{'enum':['create','update','archive','unarchive','merge','unmerge']},"
    "'before':{'type':['object','null']},'after':{'type':['object','null']}},'required':['number','act','account',"
    "'account_name','at','noun','record','kind','before','after']},\n"
    "'Changes':{'type':'object','additionalProperties':false,'properties':{'next':{'type':'integer'},'more':{'type':"
    "'boolean'},'items':{'type':'array','items':{'$ref':'#/components/schemas/Change'}}},'required':['next','more',"
    "'items']},\n"
    "'Act':{'type':'object','additionalProperties':false,'properties':{'id':" ID_TEXT ",'kind':{'type':'string'},"
    "'title':{'type':'string'},'summary':{'type':'string'},'at':" MOMENT ",'undone_by':" ID_MAYBE ",'undoes':" ID_MAYBE
    "},'required':['id','kind','title','summary','at','undone_by','undoes']},\n"
    "'Hit':{'type':'object','additionalProperties':false,'properties':{'noun':{'type':'string'},'id':" ID_TEXT
    ",'name':{'type':'string'},'href':{'type':'string','format':'uri-reference'}},'required':['noun','id','name',"
    "'href']},\n"
    "'Invited':{'type':'object','additionalProperties':false,'properties':{'invite':{'$ref':"
    "'#/components/schemas/Invite'},'link':{'type':'string','format':'uri'},'message':{'type':'string'},'mailed':"
    "{'type':'boolean'}},'required':['invite','link','message','mailed']},\n"
    "'Me':{'type':'object','additionalProperties':false,'properties':{'id':" ID_TEXT ",'name':{'type':'string'},"
    "'email':{'type':'string'},'org':" ID_MAYBE ",'person':" ID_MAYBE ",'lang':{'type':'string'},'roles':" WORDS
    ",'scopes':" WORDS ",'nouns':" WORDS ",'csrf':{'type':['string','null']}},"
    "'required':['id','name','email','org','person','lang',"
    "'roles','scopes','nouns','csrf']}";

static void put_schemas(Doc *d) {
    js(d->b, "'schemas':{\n");
    js_text(d->b, str_of(OWN_SCHEMAS));
    for (size_t i = 0; i < d->n; i++) {
        if (is_first_of_noun(d, i)) put_entity_schemas(d, entity_of(d->ops[i]));
    }
    js(d->b, "},\n");
}

/* name in components, name on the line, where, schema, sentence. */
static const struct {
    const char *key, *name, *in, *schema;
    TextKey     what;
    bool        required;
} PARAMETERS[] = {
    {"id", "id", "path", ID_TEXT, T_API_P_ID, true},
    {"lang", "lang", "query", "{'type':'string'}", T_API_P_LANG, false},
    {"page", "page", "query", "{'type':'integer','minimum':1,'default':1}", T_API_P_PAGE, false},
    {"limit", "limit", "query", "{'type':'integer','minimum':1,'maximum':500,'default':50}", T_API_P_LIMIT, false},
    {"sort", "sort", "query", "{'type':'string'}", T_API_P_SORT, false},
    {"archived", "archived", "query", "{'enum':['1']}", T_API_P_ARCHIVED, false},
    {"fields", "fields", "query", "{'type':'string'}", T_API_P_FIELDS, false},
    {"q", "q", "query", "{'type':'string'}", T_API_P_Q, false},
    {"where", "where", "query",
     "{'type':'object','propertyNames':{'pattern':'^[a-z_0-9]+\\\\.(ne|lt|le|gt|ge|has|known|unknown)$'},"
     "'additionalProperties':{'type':'string'}}", T_API_P_WHERE, false},
    {"ifMatch", "If-Match", "header", "{'type':'string'}", T_API_P_IF_MATCH, true},
    {"ifNoneMatch", "If-None-Match", "header", "{'type':'string'}", T_API_P_IF_NONE_MATCH, false},
    {"idempotencyKey", "Idempotency-Key", "header", "{'type':'string','minLength':1,'maxLength':100}", T_API_P_KEY,
     false},
};

static const struct {
    const char *name, *schema;
    TextKey     what;
} HEADERS[] = {
    {"ETag", "{'type':'string'}", T_API_H_ETAG},
    {"Link", "{'type':'string'}", T_API_H_LINK},
    {"Location", "{'type':'string','format':'uri-reference'}", T_API_H_LOCATION},
    {"Act", ID_TEXT, T_API_H_ACT},
};

static void put_parts(Doc *d) {
    js(d->b, "'parameters':{");
    for (size_t i = 0; i < sizeof PARAMETERS / sizeof *PARAMETERS; i++) {
        comma(d->b);
        js(d->b, "\n'%s':{'name':'%s','in':'%s','required':%s,'schema':", PARAMETERS[i].key, PARAMETERS[i].name,
           PARAMETERS[i].in, PARAMETERS[i].required ? "true" : "false");
        js_text(d->b, str_of(PARAMETERS[i].schema));
        if (is(PARAMETERS[i].key, "where")) js(d->b, ",'style':'form','explode':true");
        js(d->b, ",'description':");
        put_tr(d, PARAMETERS[i].what);
        js(d->b, "}");
    }
    js(d->b, "},\n'headers':{");
    for (size_t i = 0; i < sizeof HEADERS / sizeof *HEADERS; i++) {
        comma(d->b);
        js(d->b, "\n'%s':{'schema':", HEADERS[i].name);
        js_text(d->b, str_of(HEADERS[i].schema));
        js(d->b, ",'description':");
        put_tr(d, HEADERS[i].what);
        js(d->b, "}");
    }
    js(d->b, "},\n'responses':{'Problem':{'description':");
    put_tr(d, T_API_PROBLEM);
    js(d->b, ",'content':{'application/problem+json':{'schema':{'$ref':'#/components/schemas/Problem'}}}}},\n");
}

/* ---- the document -------------------------------------------------------------------------------------------- */

static void collect(Doc *d) {
    for (int i = 0; i < MODULES_N; i++) {
        for (int k = 0; k < MODULES[i]->n_routes; k++) {
            if (!MODULES[i]->routes[k].api) continue;
            CHECK(d->n < OPS_MAX);
            d->ops[d->n++] = &MODULES[i]->routes[k];
        }
    }
}

void api_describe(Ctx *c, Buf *b) {
    Doc *d = ARENA_NEW(c->arena, Doc);
    d->c = c;
    d->b = b;
    collect(d);
    js(b, "{'openapi':'3.1.0','info':{'title':'rakaz','version':'1','summary':");
    put_tr(d, T_API_TITLE);
    js(b, ",'description':");
    put_tr(d, T_API_WHAT);
    js(b, ",'license':{'name':'GPL-3.0-or-later','identifier':'GPL-3.0-or-later'}},\n'servers':[{'url':'/'}],\n");
    put_tags(d);
    put_paths(d);
    js(b, "'components':{");
    put_schemas(d);
    put_parts(d);
    js(b, "'securitySchemes':{'key':{'type':'http','scheme':'bearer','description':");
    put_tr(d, T_API_KEY);
    js(b, "},'session':{'type':'apiKey','in':'cookie','name':'session','description':");
    put_tr(d, T_API_SESSION);
    js(b, "},'csrf':{'type':'apiKey','in':'header','name':'X-CSRF-Token','description':");
    put_tr(d, T_API_CSRF);
    js(b, "}}}}\n");
}

Fault api_openapi(Ctx *c, const Request *rq, Reply *rp) {
    (void)rq;
    api_describe(c, rp->body);
    rp->type = "application/json";
    return OK;
}
