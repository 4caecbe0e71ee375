/* api_import.c - files brought in by programs: the same steps as on the pages, with a body in place of each form. All
** on a slow thread. */
#include "api/api_inner.h"

#include "base/check.h"
#include "db/region.h"
#include "import/import.h"

enum { SAID_MAX = 2000 };

/* ---- bodies become what a form says ---------------------------------------------------------------------------- */

typedef struct Said {
    Ctx   *c;
    Params form;
} Said;

static void say(Said *s, Str name, Str value) {
    if (s->form.n < SAID_MAX) s->form.v[s->form.n++] = (Param){name, value};
}

/* A text or a whole number; null and a member that is missing say nothing. */
static void say_value(Said *s, const char *name, Str as, const json_t *v) {
    Ctx *c = s->c;
    if (!v || json_is_null(v)) return;
    if (json_is_string(v)) say(s, as, arena_copy(c->arena, (Str){json_string_value(v), json_string_length(v)}));
    else if (json_is_integer(v)) say(s, as, arena_printf(c->arena, "%lld", (long long)json_integer_value(v)));
    else complain(c, name, T_FORM_FIX_TEXT);
}

/* ["name", null, "phone"]: what each column is. */
static void say_columns(Said *s, const json_t *columns) {
    size_t  i;
    json_t *one;
    if (!columns) return;
    if (!json_is_array(columns)) complain(s->c, "columns", T_FORM_FIX_CHOICE);
    json_array_foreach(columns, i, one) {
        Str name = arena_printf(s->c->arena, "col.%zu", i);
        if (json_is_null(one)) say(s, name, LIT("nothing"));
        else say_value(s, "columns", name, one);
    }
}

/* [{"row": 7, "choice": "same"}]: rows that may be known. */
static void say_rows(Said *s, const json_t *rows) {
    size_t  i;
    json_t *one;
    if (rows && !json_is_array(rows)) complain(s->c, "rows", T_FORM_FIX_CHOICE);
    json_array_foreach(rows, i, one) {
        const json_t *row = json_object_get(one, "row");
        if (!json_is_integer(row)) complain(s->c, "rows", T_FORM_FIX_NUMBER);
        Str name = arena_printf(s->c->arena, "twin.%lld", (long long)json_integer_value(row));
        say_value(s, "rows", name, json_object_get(one, "choice"));
    }
}

/* [{"choice": "is", "place": "Yeroham"}]: towns that are no places here, in the order of the report. */
static void say_towns(Said *s, const json_t *towns) {
    size_t  i;
    json_t *one;
    if (towns && !json_is_array(towns)) complain(s->c, "towns", T_FORM_FIX_CHOICE);
    json_array_foreach(towns, i, one) {
        say_value(s, "towns", arena_printf(s->c->arena, "town.%zu", i), json_object_get(one, "choice"));
        say_value(s, "towns", arena_printf(s->c->arena, "town.%zu.place", i), json_object_get(one, "place"));
    }
}

/* [{"id": "0abc..."}, null]: words that name nobody here, in the order of the report. */
static void say_words(Said *s, const json_t *words) {
    size_t  i;
    json_t *one;
    if (words && !json_is_array(words)) complain(s->c, "words", T_FORM_FIX_CHOICE);
    json_array_foreach(words, i, one) {
        say_value(s, "words", arena_printf(s->c->arena, "word.%zu.id", i), json_object_get(one, "id"));
    }
}

/* Lists as above, other members under their own names. `all`: those that there may be; ends with NULL. */
static Fault read_said(Ctx *c, const Request *rq, const char *const *all, Said *ret_said) {
    json_t *root;
    TRY(api_object(c, rq, &root));
    *ret_said = (Said){c, {ARENA_ARRAY(c->arena, Param, SAID_MAX), 0}};
    api_only(c, root, all);
    say_columns(ret_said, json_object_get(root, "columns"));
    say_rows(ret_said, json_object_get(root, "rows"));
    say_towns(ret_said, json_object_get(root, "towns"));
    say_words(ret_said, json_object_get(root, "words"));
    for (int i = 0; all[i]; i++) {
        json_t *v = json_object_get(root, all[i]);
        if (!json_is_array(v)) say_value(ret_said, all[i], str_of(all[i]), v);
    }
    json_decref(root);
    return complaints_fault(c);
}

/* ---- answers --------------------------------------------------------------------------------------------------- */

static Fault answer(Ctx *c, Reply *rp, Id id, bool is_new) {
    const Entity *e = entity_named(LIT("import"));
    CHECK(e != NULL);
    TRY(region_read_begin(c->region, c));
    Fault f = is_new ? api_answer_new(c, rp, e, id) : api_answer(c, rp, e, id);
    region_read_end(c->region, c);
    return f;
}

/* May the reader write this import at all? Within its own read transaction. */
static Fault may_write(Ctx *c, const Request *rq) {
    const Entity *e;
    TRY(api_entity(c, rq, &e));
    TRY(region_read_begin(c->region, c));
    void *rec = ent_new(c, e);
    Fault f = ent_load(c, e, rq->ids[0], rec);
    if (f == OK && !ent_may_write(c, e, rec)) f = fail(c, NOT_ALLOWED, e->name, rq->ids[0]);
    region_read_end(c->region, c);
    return f;
}

/* ---- the steps ------------------------------------------------------------------------------------------------- */

Fault api_import_bring(Ctx *c, const Request *rq, Reply *rp) {
    Brought b;
    Str     type = request_header(rq, "content-type");
    if (!str_eq_nocase(str_sub(type, 0, 19), LIT("multipart/form-data"))) return BAD_TYPE;
    TRY(import_bring(c, rq, &b));
    if (b.before) return fail(c, IN_USE, "import", b.before);
    if (b.said.n) complain_text(c, "file", T_API_SAID, b.said);
    TRY(complaints_fault(c));
    return answer(c, rp, b.v->head.id, true);
}

Fault api_import_columns(Ctx *c, const Request *rq, Reply *rp) {
    TRY(may_write(c, rq));
    TRY(import_columns_json(c, rq->ids[0], &rq->args, rp->body));
    rp->type = "application/json";
    return OK;
}

Fault api_import_columns_set(Ctx *c, const Request *rq, Reply *rp) {
    Said said;
    TRY(may_write(c, rq));
    TRY(read_said(c, rq, (const char *const[]){"into", "table", "head", "charset", "columns", "whose", "buyer", "place",
                                                   "year", "rhythm", NULL}, &said));
    TRY(import_columns_set(c, rq->ids[0], &said.form));
    return answer(c, rp, rq->ids[0], false);
}

static Fault go_on(Ctx *c, const Request *rq, Reply *rp, bool run) {
    Said said;
    TRY(may_write(c, rq));
    TRY(read_said(c, rq, (const char *const[]){"known", "twins", "rows", "towns", "words", NULL}, &said));
    TRY(import_go_on(c, rq->ids[0], &said.form, run));
    return answer(c, rp, rq->ids[0], false);
}

Fault api_import_check(Ctx *c, const Request *rq, Reply *rp) { return go_on(c, rq, rp, false); }
Fault api_import_run(Ctx *c, const Request *rq, Reply *rp) { return go_on(c, rq, rp, true); }

Fault api_import_stop(Ctx *c, const Request *rq, Reply *rp) {
    TRY(may_write(c, rq));
    TRY(import_stop(c, rq->ids[0]));
    return answer(c, rp, rq->ids[0], false);
}

Fault api_import_undo(Ctx *c, const Request *rq, Reply *rp) {
    TRY(may_write(c, rq));
    TRY(import_take_back(c, rq->ids[0]));
    return answer(c, rp, rq->ids[0], false);
}
