/* api_self.c - who the program speaks for, and finding records by name. */
#include "api/api_inner.h"

#include "account/account.h"
#include "base/check.h"

enum { NOUNS_MAX = 64, HITS_USUAL = 20, HITS_MAX = 100 };

/* Names of the choices whose bits are set, as a list. */
static void put_names(Buf *b, const char *name, const Choices *choices, unsigned bits) {
    bool first = true;
    buf_printf(b, ",\"%s\":[", name);
    for (int i = 0; i < choices->n; i++) {
        if (!(bits >> (choices->v[i].value - 1) & 1)) continue;
        buf_printf(b, "%s\"%s\"", first ? "" : ",", choices->v[i].name);
        first = false;
    }
    buf_byte(b, ']');
}

static void put_roles(Buf *b, unsigned roles) {
    bool first = true;
    buf_lit(b, ",\"roles\":[");
    for (int i = 0; i < grant_role_choices.n; i++) {
        const Choice *role = &grant_role_choices.v[i];
        if (!(roles & account_role(role->value))) continue;
        buf_printf(b, "%s\"%s\"", first ? "" : ",", role->name);
        first = false;
    }
    buf_byte(b, ']');
}

/* GET /api/v1/me. A session of the browser gets the token that its writes must carry. */
Fault api_me(Ctx *c, const Request *rq, Reply *rp) {
    Account *a = ent_new(c, &account_entity);
    Buf *b = rp->body;
    bool key = request_header(rq, "authorization").n > 0;
    char id[ID_CHARS + 1];
    TRY(account_own(c, a));
    id_print(id, a->head.id);
    rp->type = "application/json";
    buf_printf(b, "{\"id\":\"%s\",\"name\":", id);
    put_json(b, a->name);
    buf_lit(b, ",\"email\":");
    put_json(b, a->email);
    put_member_id(b, "org", c->who.org);
    put_member_id(b, "person", c->who.person);
    buf_printf(b, ",\"lang\":\"%s\"", lang_code(c->reader.lang));
    put_roles(b, c->who.roles);
    put_names(b, "scopes", &token_scope_choices, c->who.scopes);
    put_names(b, "nouns", &token_noun_choices, c->who.nouns ? c->who.nouns : ~0u);
    buf_lit(b, ",\"csrf\":");
    if (key) buf_lit(b, "null");
    else put_json(b, csrf_token(c, rq));
    buf_byte(b, '}');
    return OK;
}

/* ---- finding ------------------------------------------------------------------------------------------------- */

static Str name_of(const Ctx *c, const Entity *e, const void *rec) {
    const Field *f = &e->fields[e->label];
    if (f->type != F_TRI) return *(const Str *)field_in(f, rec);
    return tri_best(field_in(f, rec), c->reader.lang, NULL);
}

typedef struct Hits {
    Buf    *b;
    int64_t n, max;
} Hits;

static Fault put_hits(Ctx *c, Hits *h, const Entity *e, Str words) {
    Param    has = {arena_printf(c->arena, "%s.has", e->fields[e->label].name), words};
    Params   args = {&has, 1};
    ListSpec spec;
    void    *rows;
    size_t   n;
    TRY(list_parse(c, e, &args, &spec));
    spec.limit = h->max - h->n;
    TRY(list_run(c, &spec, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const void *rec = (const char *)rows + i * e->size;
        char id[ID_CHARS + 1];
        id_print(id, ((const Head *)rec)->id);
        buf_printf(h->b, "%s{\"noun\":\"%s\",\"id\":\"%s\",\"name\":", h->n ? "," : "", e->table, id);
        put_json(h->b, name_of(c, e, rec));
        buf_printf(h->b, ",\"href\":\"" API_ROOT "/%s/%s\"}", e->table, id);
        h->n++;
    }
    return OK;
}

/* GET /api/v1/search?q=&noun=: names that contain the words, noun by noun. */
Fault api_search(Ctx *c, const Request *rq, Reply *rp) {
    const Route *lists[NOUNS_MAX];
    size_t n = api_lists(lists, NOUNS_MAX);
    Str words = str_trim(params_get(&rq->args, "q")), noun = params_get(&rq->args, "noun");
    Hits h = {.b = rp->body, .max = HITS_USUAL};
    bool known = !noun.n;
    if (!words.n) complain(c, "q", T_FORM_FIX_REQUIRED);
    if (params_has(&rq->args, "limit") &&
        (!str_int(params_get(&rq->args, "limit"), &h.max) || h.max < 1 || h.max > HITS_MAX)) {
        complain(c, "limit", T_FORM_FIX_NUMBER);
    }
    for (size_t i = 0; i < n && !known; i++) {
        known = str_eq(noun, str_of(entity_named(str_of(lists[i]->api->entity))->table));
    }
    if (!known) complain(c, "noun", T_FORM_FIX_CHOICE);
    TRY(complaints_fault(c));
    rp->type = "application/json";
    buf_lit(h.b, "{\"items\":[");
    for (size_t i = 0; i < n && h.n < h.max; i++) {
        const Entity *e = entity_named(str_of(lists[i]->api->entity));
        if (e->label < 0 || !api_may_see(c, lists[i]) || (noun.n && !str_eq(noun, str_of(e->table)))) continue;
        TRY(put_hits(c, &h, e, words));
    }
    buf_lit(h.b, "]}");
    return OK;
}
