/* api_body.c - small bodies: an object with a few members that are no fields of a noun. */
#include "api/api_inner.h"

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

Fault api_object(Ctx *c, const Request *rq, json_t **ret_root) {
    TRY(api_json_body(rq));
    json_t *root = json_loadb(rq->body.p ? rq->body.p : "", rq->body.n, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(root)) {
        json_decref(root);
        return fail_text(c, BAD_REQUEST, "json", LIT("not an object"));
    }
    *ret_root = root;
    return OK;
}

void api_only(Ctx *c, json_t *root, const char *const *names) {
    const char *key;
    json_t     *one;
    json_object_foreach(root, key, one) {
        int i = 0;
        while (names[i] && !str_eq(str_of(names[i]), str_of(key))) i++;
        Str name = arena_copy(c->arena, str_of(key));
        if (!names[i] && c->complaints.n < COMPLAINTS_MAX) {
            complain_text(c, arena_z(c->arena, name), T_FORM_FIX_MEMBER, name);
        }
    }
}

Fault api_texts(Ctx *c, const Request *rq, const ApiText *v, size_t n) {
    json_t      *root;
    const char **names = ARENA_ARRAY(c->arena, const char *, n + 1);
    TRY(api_object(c, rq, &root));
    for (size_t i = 0; i < n; i++) {
        names[i] = v[i].name;
        *v[i].into = (Str){0};
        read_text(c, &v[i], json_object_get(root, v[i].name));
    }
    api_only(c, root, names);
    json_decref(root);
    return complaints_fault(c);
}
