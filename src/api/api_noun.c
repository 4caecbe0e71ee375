/* api_noun.c - reading and writing the records of any noun. */
#include "api/api_inner.h"

#include "base/check.h"

enum { FIELDS_ASKED_MAX = 120, MATCHES_MAX = 16 };

/* ---- nouns --------------------------------------------------------------------------------------------------- */

Fault api_entity(Ctx *c, const Request *rq, const Entity **ret_e) {
    const Entity *e = entity_named(str_of(rq->route->api->entity));
    CHECK(e != NULL);
    *ret_e = e;
    if (c->who.roles & e->readers) return OK;
    return c->who.account ? fail(c, NOT_ALLOWED, e->name, 0) : NOT_SIGNED_IN;
}

bool api_may_see(const Ctx *c, const Route *route) {
    const Entity *e = entity_named(str_of(route->api->entity));
    CHECK(e != NULL);
    return (c->who.roles & e->readers) && (!c->who.nouns || (c->who.nouns & route->api->nouns));
}

size_t api_lists(const Route **ret_v, size_t max) {
    size_t n = 0;
    for (int i = 0; i < api_module.n_routes; i++) {
        const Route *r = &api_module.routes[i];
        if (r->api && r->api->entity && str_eq(str_of(r->api->shape), LIT("list")) && n < max) ret_v[n++] = r;
    }
    return n;
}

bool api_serves(const Entity *e) {
    for (int i = 0; i < api_module.n_routes; i++) {
        const ApiOp *op = api_module.routes[i].api;
        if (op && op->entity && str_eq(str_of(op->entity), str_of(e->name))) return true;
    }
    return false;
}

/* ---- answers ------------------------------------------------------------------------------------------------- */

/* The version, which If-Match compares, and a mark of the text: what hangs on a record may change in its answer without
** a new version (when it was heard from last), and two readers do not see the same fields. */
static void tag_record(Ctx *c, Reply *rp, int64_t version) {
    rp->type = "application/json";
    rp->etag = arena_printf(c->arena, "%lld.%08x", (long long)version, (unsigned)str_hash(buf_str(rp->body)));
}

static void tag_list(Ctx *c, Reply *rp) {
    rp->type = "application/json";
    rp->etag = arena_printf(c->arena, "%016llx", (unsigned long long)str_hash(buf_str(rp->body)));
}

Fault api_answer_with(Ctx *c, Reply *rp, const Entity *e, const void *rec, const bool *shown) {
    TRY(view_taken(c, e, rec));
    ent_json_part(c, rp->body, e, rec, shown);
    tag_record(c, rp, ((const Head *)rec)->version);
    return OK;
}

void api_tell_act(Ctx *c, Reply *rp) {
    char id[ID_CHARS + 1];
    if (!c->act) return;
    id_print(id, c->act);
    reply_header(c, rp, "Rakaz-Act", str_of(id));
}

Fault api_answer(Ctx *c, Reply *rp, const Entity *e, Id id) {
    void *rec = ent_new(c, e);
    TRY(ent_load(c, e, id, rec));
    api_tell_act(c, rp);
    return api_answer_with(c, rp, e, rec, NULL);
}

/* ---- reading ------------------------------------------------------------------------------------------------- */

/* fields=name,phone: which are shown. NULL: all. */
static Fault fields_asked(Ctx *c, const Request *rq, const Entity *e, const bool **ret_shown) {
    Str rest = params_get(&rq->args, "fields"), name;
    *ret_shown = NULL;
    if (!params_has(&rq->args, "fields")) return OK;
    CHECK(e->n_fields <= FIELDS_ASKED_MAX);
    bool *shown = ARENA_ARRAY(c->arena, bool, FIELDS_ASKED_MAX);
    while (str_split(&rest, ',', &name)) {
        const Field *f = field_named(e, str_trim(name));
        bool secret = f && (f->flags & FIELD_SECRET);
        if (f && !secret) shown[f - e->fields] = true;
        else complain_text(c, "fields", T_FORM_FIX_MEMBER, name);
        if (c->complaints.n > MATCHES_MAX) break;
    }
    *ret_shown = shown;
    return complaints_fault(c);
}

/* The address of this list with another page. */
static void put_page_link(Ctx *c, const Request *rq, Buf *b, int64_t page, const char *rel) {
    Param *v = ARENA_ARRAY(c->arena, Param, rq->args.n + 1);
    Params p = {.v = v};
    for (size_t i = 0; i < rq->args.n; i++) {
        if (!str_eq(rq->args.v[i].name, LIT("page"))) v[p.n++] = rq->args.v[i];
    }
    v[p.n++] = (Param){LIT("page"), arena_printf(c->arena, "%lld", (long long)page)};
    if (b->n) buf_lit(b, ", ");
    buf_byte(b, '<');
    buf_add(b, rq->path);
    buf_byte(b, '?');
    params_print(b, &p);
    buf_printf(b, ">; rel=\"%s\"", rel);
}

/* RFC 8288. */
static void tell_pages(Ctx *c, const Request *rq, Reply *rp, int64_t page, int64_t last) {
    Buf b;
    buf_init(&b, 64 * 1024);
    put_page_link(c, rq, &b, 1, "first");
    if (page > 1) put_page_link(c, rq, &b, page - 1, "prev");
    if (page < last) put_page_link(c, rq, &b, page + 1, "next");
    put_page_link(c, rq, &b, last, "last");
    if (buf_ok(&b)) reply_header(c, rp, "Link", buf_str(&b));
    buf_release(&b);
}

/* Nouns without a list of their own among the pages are asked by their fields alone. */
static Fault list_asked(Ctx *c, const Request *rq, const Entity *e, ListSpec *ret_spec) {
    const Sheet  plain = {.entity = e};
    const Sheet *s = view_sheet(str_of(e->name));
    return view_query_strict(c, rq, s ? s : &plain, ret_spec);
}

Fault api_list(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    const bool *shown;
    ListSpec spec;
    void *rows;
    size_t n;
    int64_t total;
    TRY(api_entity(c, rq, &e));
    TRY(fields_asked(c, rq, e, &shown));
    TRY(list_asked(c, rq, e, &spec));
    TRY(list_run(c, &spec, true, &rows, &n, &total));
    int64_t page = spec.offset / spec.limit + 1, last = total > 0 ? (total + spec.limit - 1) / spec.limit : 1;
    buf_printf(rp->body, "{\"total\":%lld,\"page\":%lld,\"limit\":%lld,\"items\":[", (long long)total, (long long)page,
               (long long)spec.limit);
    for (size_t i = 0; i < n; i++) {
        const void *rec = (const char *)rows + i * e->size;
        TRY(view_taken(c, e, rec));
        if (i) buf_byte(rp->body, ',');
        ent_json_part(c, rp->body, e, rec, shown);
    }
    buf_lit(rp->body, "]}");
    tag_list(c, rp);
    tell_pages(c, rq, rp, page, last);
    return OK;
}

Fault api_get(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    const bool *shown;
    TRY(api_entity(c, rq, &e));
    TRY(fields_asked(c, rq, e, &shown));
    void *rec = ent_new(c, e);
    TRY(ent_load(c, e, rq->ids[0], rec));
    return api_answer_with(c, rp, e, rec, shown);
}

/* ---- writing ------------------------------------------------------------------------------------------------- */

Fault api_json_body(const Request *rq) {
    Str type = request_header(rq, "content-type");
    ptrdiff_t end = str_find_byte(type, ';');
    type = str_trim(end < 0 ? type : str_sub(type, 0, (size_t)end));
    if (str_eq_nocase(type, LIT("application/json"))) return OK;
    /* RFC 7396: the only kind of patch there is here. */
    return rq->method == PATCH && str_eq_nocase(type, LIT("application/merge-patch+json")) ? OK : BAD_TYPE;
}

Fault api_version(Ctx *c, const Request *rq, const Entity *e, const Head *h) {
    Str rest = request_header(rq, "if-match"), tag;
    if (!rest.n) return fail(c, MUST_MATCH, e->name, h->id);
    for (int i = 0; i < MATCHES_MAX && str_split(&rest, ',', &tag); i++) {
        int64_t version;
        tag = str_trim(tag);
        if (str_eq(tag, LIT("*"))) return OK;
        if (str_starts(tag, LIT("W/"))) tag = str_sub(tag, 2, tag.n);
        if (str_starts(tag, LIT("\"")) && str_ends(tag, LIT("\"")) && tag.n > 1) tag = str_sub(tag, 1, tag.n - 2);
        ptrdiff_t dot = str_find_byte(tag, '.');
        if (dot >= 0) tag = str_sub(tag, 0, (size_t)dot);
        if (str_int(tag, &version) && version == h->version) return OK;
    }
    return fail(c, STALE, e->name, h->id);
}

Fault api_load_to_write(Ctx *c, const Request *rq, const Entity *e, void *rec) {
    TRY(ent_load(c, e, rq->ids[0], rec));
    if (!ent_may_write(c, e, rec)) return fail(c, NOT_ALLOWED, e->name, rq->ids[0]);
    return api_version(c, rq, e, rec);
}

/* The place that holds a record must be one that the writer sees, like every other reference. */
static Fault check_unit(Ctx *c, Id was, const Head *h) {
    const Entity *place = entity_named(LIT("place"));
    if (h->unit == was || !h->unit || !place) return OK;
    Fault f = ent_load(c, place, h->unit, ent_new(c, place));
    if (f == NOT_FOUND) complain(c, "unit", T_FORM_FIX_REF);
    return f == NOT_FOUND ? OK : f;
}

/* What the noun's own form checks and fills in. Its "I am sure" stands in the address here. A reference that leads
** nowhere is complained about by ent_save. */
static Fault before_save(Ctx *c, const Request *rq, const Entity *e, void *rec) {
    const Sheet *s = view_sheet(str_of(e->name));
    Request as_form = *rq;
    if (!s || !s->before_save) return OK;
    as_form.form = rq->args;
    Fault f = s->before_save(c, &as_form, rec);
    return f == NOT_FOUND ? OK : f;
}

static Fault save(Ctx *c, const Request *rq, const Entity *e, bool part, void *rec) {
    Id unit = ((const Head *)rec)->unit;
    Fault f = ent_json_read(c, e, rq->body, part, rec);
    if (f != INVALID) TRY(f);
    TRY(check_unit(c, unit, rec));
    TRY(before_save(c, rq, e, rec));
    TRY(complaints_fault(c));
    return ent_save(c, e, rec);
}

Fault api_answer_new(Ctx *c, Reply *rp, const Entity *e, Id id) {
    rp->status = 201;
    rp->location = arena_printf(c->arena, API_ROOT "/%s/%.*s", e->table, STR_ARG(id_str(c->arena, id)));
    return api_answer(c, rp, e, id);
}

Fault api_create(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(api_json_body(rq));
    if (!ent_may_write(c, e, NULL)) return fail(c, NOT_ALLOWED, e->name, 0);
    void *rec = ent_new(c, e);
    TRY(save(c, rq, e, true, rec));
    return api_answer_new(c, rp, e, ((const Head *)rec)->id);
}

static Fault write_back(Ctx *c, const Request *rq, Reply *rp, bool part) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(api_json_body(rq));
    void *rec = ent_new(c, e);
    TRY(api_load_to_write(c, rq, e, rec));
    TRY(save(c, rq, e, part, rec));
    return api_answer(c, rp, e, rq->ids[0]);
}

Fault api_replace(Ctx *c, const Request *rq, Reply *rp) { return write_back(c, rq, rp, false); }
Fault api_change(Ctx *c, const Request *rq, Reply *rp) { return write_back(c, rq, rp, true); }

/* Leaves the lists and keeps its history. */
Fault api_archive(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(api_load_to_write(c, rq, e, ent_new(c, e)));
    TRY(ent_archive(c, e, rq->ids[0]));
    return api_answer(c, rp, e, rq->ids[0]);
}

Fault api_unarchive(Ctx *c, const Request *rq, Reply *rp) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(ent_unarchive(c, e, rq->ids[0]));
    return api_answer(c, rp, e, rq->ids[0]);
}
