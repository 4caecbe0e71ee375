/* api_self.c - who the program speaks for, and finding records by name. */
#include "api/api_inner.h"

#include "account/account.h"
#include "base/check.h"
#include "base/utf8.h"
#include "seek/seek.h"

enum { HITS_USUAL = 20, HITS_MAX = SEEK_LIMIT_MAX };

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

static void put_hit(Ctx *c, Hits *h, const Entity *e, const void *rec) {
    char id[ID_CHARS + 1];
    id_print(id, ((const Head *)rec)->id);
    buf_printf(h->b, "%s{\"noun\":\"%s\",\"id\":\"%s\",\"name\":", h->n ? "," : "", e->table, id);
    put_json(h->b, e->label >= 0 ? name_of(c, e, rec) : tr(c->reader.lang, e->one));
    buf_printf(h->b, ",\"href\":\"" API_ROOT "/%s/%s\"}", e->table, id);
    h->n++;
}

/* Names that contain the words, for nouns that the image in memory does not hold, or does not hold yet. */
static Fault put_named(Ctx *c, Hits *h, const Entity *e, Str words) {
    Param    has = {arena_printf(c->arena, "%s.has", e->fields[e->label].name), words};
    Params   args = {&has, 1};
    ListSpec spec;
    void    *rows;
    size_t   n;
    TRY(list_parse(c, e, &args, &spec));
    spec.limit = h->max - h->n;
    TRY(list_run(c, &spec, false, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) put_hit(c, h, e, (const char *)rows + i * e->size);
    return OK;
}

/* The nouns asked for that the reader and the key may see. */
static size_t nouns_of(Ctx *c, Str noun, const Entity **ret_v, size_t max) {
    const Route *lists[API_NOUNS_MAX];
    size_t n = api_lists(lists, API_NOUNS_MAX), m = 0;
    bool known = !noun.n;
    for (size_t i = 0; i < n && m < max; i++) {
        const Entity *e = entity_named(str_of(lists[i]->api->entity));
        bool asked = !noun.n || str_eq(noun, str_of(e->table));
        known = known || asked;
        if (asked && api_may_see(c, lists[i]) && (e->label >= 0 || seek_knows(e))) ret_v[m++] = e;
    }
    if (!known) complain(c, "noun", T_FORM_FIX_CHOICE);
    return m;
}

/* The image first, best hits first; then by name what it does not know. */
static Fault put_hits(Ctx *c, Hits *h, Str words, const Entity *const *nouns, size_t n) {
    const Entity *of[API_NOUNS_MAX];
    size_t     n_of = 0;
    SeekAnswer a = {.ready = false};
    for (size_t i = 0; i < n; i++) {
        if (seek_knows(nouns[i])) of[n_of++] = nouns[i];
    }
    SeekAsk ask = {.text = utf8_head(words, FIND_ASKED_BYTES_MAX), .nouns = of, .n_nouns = n_of,
                   .limit = (uint32_t)h->max};
    if (n_of) TRY(seek(c, &ask, &a));
    for (size_t i = 0; i < a.n_hits && h->n < h->max; i++) put_hit(c, h, a.hits[i].entity, a.hits[i].rec);
    for (size_t i = 0; i < n && h->n < h->max; i++) {
        bool held = a.ready && seek_knows(nouns[i]);
        if (!held && nouns[i]->label >= 0) TRY(put_named(c, h, nouns[i], words));
    }
    return OK;
}

/* GET /api/v1/search?q=&noun=: records found as the search box finds them. */
Fault api_search(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *nouns[API_NOUNS_MAX];
    Str  words = str_trim(params_get(&rq->args, "q"));
    Hits h = {.b = rp->body, .max = HITS_USUAL};
    size_t n = nouns_of(c, params_get(&rq->args, "noun"), nouns, API_NOUNS_MAX);
    if (!words.n) complain(c, "q", T_FORM_FIX_REQUIRED);
    if (params_has(&rq->args, "limit") &&
        (!str_int(params_get(&rq->args, "limit"), &h.max) || h.max < 1 || h.max > HITS_MAX)) {
        complain(c, "limit", T_FORM_FIX_NUMBER);
    }
    TRY(complaints_fault(c));
    rp->type = "application/json";
    buf_lit(h.b, "{\"items\":[");
    TRY(put_hits(c, &h, words, nouns, n));
    buf_lit(h.b, "]}");
    return OK;
}
