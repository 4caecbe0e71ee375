/* api_inner.h - what the files of api/ share. */
#ifndef RAKAZ_API_API_INNER_H
#define RAKAZ_API_API_INNER_H

#include "account_ent.h"
#include "api/api.h"
#include "ent/form.h"
#include "ent/list.h"
#include "page/page.h"
#include "view/view.h"

#include <jansson.h>

#define API_ROOT "/api/v1"

enum {
    API_BODY_BYTES_MAX = 256 * 1024,
    API_NOUNS_MAX      = 160,
    MAY_READ           = 1 << (TOKEN_SCOPE_READ - 1),
    MAY_WRITE          = 1 << (TOKEN_SCOPE_WRITE - 1),
    MAY_EXPORT         = 1 << (TOKEN_SCOPE_EXPORT - 1),
};

/* ---- nouns: api_noun.c --------------------------------------------------------------------------------------- */

/* The noun of the route, when the reader's roles may read it: NOT_SIGNED_IN, NOT_ALLOWED. */
Fault api_entity(Ctx *c, const Request *rq, const Entity **ret_e) MUST;

/* Is this a noun whose records the reader's roles and key may see? `route` is its list. */
bool  api_may_see(const Ctx *c, const Route *route);

/* The lists of all nouns, in the order of the table: routes whose shape is "list". */
size_t api_lists(const Route **ret_v, size_t max);

/* BAD_TYPE unless the body came as JSON. */
Fault api_json_body(const Request *rq) MUST;

/* The body, an object; the caller's to free. BAD_TYPE, BAD_REQUEST. */
Fault api_object(Ctx *c, const Request *rq, json_t **ret_root) MUST;

/* Complains of each member of `root` that is none of `names`, which ends with NULL. */
void api_only(Ctx *c, json_t *root, const char *const *names);

/* A member of a small body that is a text, and where it goes: the empty Str when it is null or left out. */
typedef struct ApiText {
    const char *name;
    Str        *into;
    bool        required;
} ApiText;

/* The body: an object with these texts and nothing else. BAD_TYPE, BAD_REQUEST, INVALID by field. */
Fault api_texts(Ctx *c, const Request *rq, const ApiText *v, size_t n) MUST;

/* The record as the answer, with its tag. */
Fault api_answer(Ctx *c, Reply *rp, const Entity *e, Id id) MUST;

/* The same for a record in hand, with those fields only that are `shown` (NULL: all); and for one that is new: 201 and
** its address. */
Fault api_answer_with(Ctx *c, Reply *rp, const Entity *e, const void *rec, const bool *shown) MUST;
Fault api_answer_new(Ctx *c, Reply *rp, const Entity *e, Id id) MUST;

/* Does one of the tags in If-Match name this version? MUST_MATCH, STALE. */
Fault api_version(Ctx *c, const Request *rq, const Entity *e, const Head *h) MUST;

/* The record to be changed as the reader sees it. Who may not write it hears that before anything about versions. */
Fault api_load_to_write(Ctx *c, const Request *rq, const Entity *e, void *rec) MUST;

/* The act of a write in a header, so that its caller can take it back. */
void  api_tell_act(Ctx *c, Reply *rp);

Fault api_list(Ctx *c, const Request *rq, Reply *rp);
Fault api_get(Ctx *c, const Request *rq, Reply *rp);
Fault api_create(Ctx *c, const Request *rq, Reply *rp);
Fault api_replace(Ctx *c, const Request *rq, Reply *rp);
Fault api_change(Ctx *c, const Request *rq, Reply *rp);
Fault api_archive(Ctx *c, const Request *rq, Reply *rp);
Fault api_unarchive(Ctx *c, const Request *rq, Reply *rp);

/* ---- what happened: api_act.c -------------------------------------------------------------------------------- */

Fault api_history(Ctx *c, const Request *rq, Reply *rp);
Fault api_merge(Ctx *c, const Request *rq, Reply *rp);
Fault api_unmerge(Ctx *c, const Request *rq, Reply *rp);
Fault api_acts(Ctx *c, const Request *rq, Reply *rp);
Fault api_undo(Ctx *c, const Request *rq, Reply *rp);
Fault api_changes(Ctx *c, const Request *rq, Reply *rp);

/* ---- oneself and finding: api_self.c ------------------------------------------------------------------------- */

Fault api_me(Ctx *c, const Request *rq, Reply *rp);
Fault api_search(Ctx *c, const Request *rq, Reply *rp);

/* ---- accompaniment: api_case.c, and steps that a page has already: api_via.c ----------------------------------- */

Fault api_case_stage(Ctx *c, const Request *rq, Reply *rp);
Fault api_commitment_accept(Ctx *c, const Request *rq, Reply *rp);
Fault api_commitment_done(Ctx *c, const Request *rq, Reply *rp);
Fault api_round_begin(Ctx *c, const Request *rq, Reply *rp);
Fault api_told_answer(Ctx *c, const Request *rq, Reply *rp);

/* The route's own end, on the page of its noun, is a POST that does it: the body's members become its form. And the
** same for a POST at another address of the pages, "/steps/{id}/accept". */
Fault api_via(Ctx *c, const Request *rq, Reply *rp);
Fault api_via_at(Ctx *c, const Request *rq, Reply *rp, Str page);

/* The route of the page that does a step; NULL: there is none. */
const Route *api_via_page(Ctx *c, const Route *r);

/* ---- colleagues and the region: api_people.c ------------------------------------------------------------------ */

Fault api_grant_give(Ctx *c, const Request *rq, Reply *rp);
Fault api_grant_end(Ctx *c, const Request *rq, Reply *rp);
Fault api_invite(Ctx *c, const Request *rq, Reply *rp);
Fault api_account_change(Ctx *c, const Request *rq, Reply *rp);
Fault api_account_stop(Ctx *c, const Request *rq, Reply *rp);
Fault api_account_allow(Ctx *c, const Request *rq, Reply *rp);
Fault api_account_link(Ctx *c, const Request *rq, Reply *rp);
Fault api_account_step_off(Ctx *c, const Request *rq, Reply *rp);
Fault api_settings(Ctx *c, const Request *rq, Reply *rp);
Fault api_settings_change(Ctx *c, const Request *rq, Reply *rp);

/* ---- imports: api_import.c ------------------------------------------------------------------------------------- */

/* Payments of a buyer, as a file or as rows: api_spend.c. */
Fault api_payments_bring(Ctx *c, const Request *rq, Reply *rp);
Fault api_payments_rows(Ctx *c, const Request *rq, Reply *rp);

Fault api_import_bring(Ctx *c, const Request *rq, Reply *rp);
Fault api_import_columns(Ctx *c, const Request *rq, Reply *rp);
Fault api_import_columns_set(Ctx *c, const Request *rq, Reply *rp);
Fault api_import_check(Ctx *c, const Request *rq, Reply *rp);
Fault api_import_run(Ctx *c, const Request *rq, Reply *rp);
Fault api_import_stop(Ctx *c, const Request *rq, Reply *rp);
Fault api_import_undo(Ctx *c, const Request *rq, Reply *rp);

/* ---- files: api_file.c ---------------------------------------------------------------------------------------- */

Fault api_post_files(Ctx *c, const Request *rq, Reply *rp);

/* ---- the description and its page ---------------------------------------------------------------------------- */

Fault api_openapi(Ctx *c, const Request *rq, Reply *rp);
Fault get_api_page(Ctx *c, const Request *rq, Reply *rp);

#endif
