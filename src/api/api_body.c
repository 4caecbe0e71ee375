/* api_body.c - small bodies: an object with a few members that are no fields of a noun. */
#include "api/api_inner.h"

#include <jansson.h>

enum { COMPLAINTS_MAX = 50 };

static void read_text(Ctx *c, const ApiText *t, const json_t *v) {
    if (!v || json_is_null(v)) {
        if (t->required) complain(c, t->name, T_FORM_FIX_REQUIRED);
    } else if (!json_is_string(v)) {
        complain(c, t->name, T_FORM_FIX_TEXT);
    } else {
        *t->into = arena_copy(c->arena, (Str){json_string_value(v), json_string_length(v)});
        if (t->required && !str_trim(*t->into).n) complain(c, t->name, T_FORM_FIX_REQUIRED);
    }
}

static bool is_known(const ApiText *v, size_t n, const char *key) {
    for (size_t i = 0; i < n; i++) {
        if (str_eq(str_of(key), str_of(v[i].name))) return true;
    }
    return false;
}

Fault api_texts(Ctx *c, const Request *rq, const ApiText *v, size_t n) {
    TRY(api_json_body(rq));
    json_t *root = json_loadb(rq->body.p ? rq->body.p : "", rq->body.n, JSON_REJECT_DUPLICATES, NULL), *one;
    if (!json_is_object(root)) {
        json_decref(root);
        return fail_text(c, BAD_REQUEST, "json", LIT("not an object"));
    }
    const char *key;
    for (size_t i = 0; i < n; i++) {
        *v[i].into = (Str){0};
        read_text(c, &v[i], json_object_get(root, v[i].name));
    }
    json_object_foreach(root, key, one) {
        Str name = arena_copy(c->arena, str_of(key));
        if (!is_known(v, n, key) && c->complaints.n < COMPLAINTS_MAX) {
            complain_text(c, arena_z(c->arena, name), T_FORM_FIX_MEMBER, name);
        }
    }
    json_decref(root);
    return complaints_fault(c);
}
