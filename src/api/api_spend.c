/* api_spend.c - payments of a buyer brought by programs, as a file or as rows of JSON: through the same reader as on
** the page, a draft alone, refused by the same sentences. On a slow thread. */
#include "api/api_inner.h"

#include "db/region.h"
#include "spend/spend.h"

static Str said(Ctx *c, TextKey key, const TrArg *args, size_t n) {
    return tr_str(c->arena, &c->reader, key, args, n);
}

static Str why_refused(Ctx *c, const SheetProblem *p) {
    if (!p->key) return said(c, T_SHEET_UNREADABLE, NULL, 0);
    return said(c, tr_key(str_of(p->key)),
                (TrArg[]){TR_N("row", (int64_t)p->row), TR_N("column", p->column), TR_N("limit", (int64_t)p->limit),
                          TR_ARG("what", str_of(p->what))}, 4);
}

static Fault bring(Ctx *c, Reply *rp, Id buyer, Str raw, Str name, const char *field) {
    PaymentFile *v = ent_new(c, &payment_file_entity);
    SpendCame    came;
    TRY(spend_bytes(c, buyer, raw, name, v, &came));
    if (came.before) return fail(c, IN_USE, "payment_file", came.before);
    if (came.refused) complain_text(c, field, T_API_SAID, why_refused(c, &came.problem));
    if (came.no_columns) complain_text(c, field, T_API_SAID, said(c, T_SPEND_NO_COLUMNS, NULL, 0));
    TRY(complaints_fault(c));
    TRY(region_read_begin(c->region, c));
    Fault f = api_answer_new(c, rp, &payment_file_entity, v->head.id);
    region_read_end(c->region, c);
    return f;
}

Fault api_payments_bring(Ctx *c, const Request *rq, Reply *rp) {
    Str   type = request_header(rq, "content-type"), raw, name;
    Id    buyer;
    Arena bytes;
    if (!str_eq_nocase(str_sub(type, 0, 19), LIT("multipart/form-data"))) return BAD_TYPE;
    if (!id_parse(params_get(&rq->args, "buyer"), &buyer)) complain(c, "buyer", T_FORM_FIX_REQUIRED);
    TRY(complaints_fault(c));
    arena_init(&bytes, SPEND_FILE_BYTES + 1);
    Fault f = spend_upload(c, &bytes, rq, &raw, &name);
    if (f == OK && !raw.n) {
        complain(c, "file", T_FORM_FIX_REQUIRED);
        f = complaints_fault(c);
    }
    if (f == OK) f = bring(c, rp, buyer, raw, name, "file");
    arena_release(&bytes);
    return f;
}

/* Rows are objects; their members are the headings. */
static Fault rows_written(Ctx *c, const json_t *rows, Str *ret_s) {
    size_t  i;
    json_t *one;
    json_array_foreach(rows, i, one) {
        if (!json_is_object(one)) complain(c, "rows", T_FORM_FIX_TEXT);
    }
    if (!json_is_array(rows) || !json_array_size(rows)) complain(c, "rows", T_FORM_FIX_REQUIRED);
    TRY(complaints_fault(c));
    size_t n = json_dumpb(rows, NULL, 0, JSON_COMPACT);
    char  *p = arena_alloc(c->arena, n + 1);
    *ret_s = (Str){p, json_dumpb(rows, p, n, JSON_COMPACT)};
    return OK;
}

Fault api_payments_rows(Ctx *c, const Request *rq, Reply *rp) {
    json_t *root;
    Id      buyer = 0;
    Str     raw = {0}, name = LIT("rows.json");
    TRY(api_object(c, rq, &root));
    api_only(c, root, (const char *const[]){"buyer", "name", "rows", NULL});
    const json_t *b = json_object_get(root, "buyer"), *called = json_object_get(root, "name");
    bool known = json_is_string(b) && id_parse(str_of(json_string_value(b)), &buyer);
    if (!known) complain(c, "buyer", T_FORM_FIX_REQUIRED);
    if (json_is_string(called)) name = arena_copy(c->arena, str_of(json_string_value(called)));
    else if (called && !json_is_null(called)) complain(c, "name", T_FORM_FIX_TEXT);
    Fault f = rows_written(c, json_object_get(root, "rows"), &raw);
    json_decref(root);
    TRY(f);
    return bring(c, rp, buyer, raw, name, "rows");
}
