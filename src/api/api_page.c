/* api_page.c - GET /api: how programs speak with rakaz, for the people who write them. */
#include "api/api_page.h"

#include "base/check.h"

void api_problems_html(Buf *b, const Page *pg) {
    for (int f = OK + 1; f < FAULT_N; f++) {
        TextKey key = tr_key(str_of(fault_key((Fault)f)));
        const char *name = fault_name((Fault)f);
        buf_printf(b, "<dt id=\"%s\"><bdi dir=\"ltr\"><code>%d %s</code></bdi></dt><dd>", name, fault_status((Fault)f),
                   name);
        put_text(b, tr(pg->r->lang, key));
        buf_lit(b, "</dd>");
    }
}

/* @ is the address of the site. */
static const char *const EXAMPLES[API_EXAMPLES] = {
    [API_EXAMPLE_READ] = "curl '@/api/v1/actors?kind=business&sort=-changed' \\\n"
                         "  -H 'Authorization: Bearer KEY'",
    [API_EXAMPLE_CREATE] = "curl '@/api/v1/actors' \\\n"
                           "  -H 'Authorization: Bearer KEY' \\\n"
                           "  -H 'Content-Type: application/json' \\\n"
                           "  -H 'Idempotency-Key: 2026-0001' \\\n"
                           "  -d '{\"kind\":\"business\",\"name\":{\"en\":\"Crater Bikes\"}}'",
    [API_EXAMPLE_CHANGE] = "curl -X PATCH '@/api/v1/actors/ID' \\\n"
                           "  -H 'Authorization: Bearer KEY' \\\n"
                           "  -H 'Content-Type: application/merge-patch+json' \\\n"
                           "  -H 'If-Match: \"1\"' \\\n"
                           "  -d '{\"phone\":\"+97286588888\"}'",
    [API_EXAMPLE_FOLLOW] = "curl '@/api/v1/changes?since=0' \\\n"
                           "  -H 'Authorization: Bearer KEY'",
};

void api_example_html(Buf *b, const Page *pg, ApiExample which) {
    Str rest = str_of(EXAMPLES[which]);
    ptrdiff_t at = str_find_byte(rest, '@');
    CHECK(at >= 0);
    buf_lit(b, "<pre class=\"sample\" dir=\"ltr\"><code>");
    put_text(b, str_sub(rest, 0, (size_t)at));
    put_text(b, request_site(pg->rq));
    put_text(b, str_sub(rest, (size_t)at + 1, rest.n));
    buf_lit(b, "</code></pre>");
}

static bool is_of(const Route *r, const Choice *kind) {
    unsigned all = (1u << token_noun_choices.n) - 1;
    return kind ? (r->api->nouns >> (kind->value - 1) & 1) : !(r->api->nouns & all);
}

static void fill_kind(Ctx *c, const Choice *kind, const Route *const *lists, size_t n, ApiKind *k) {
    k->name = kind ? kind->label : T_PAGE_MORE;
    k->nouns = ARENA_ARRAY(c->arena, ApiNoun, n + 1);
    for (size_t i = 0; i < n; i++) {
        if (!is_of(lists[i], kind)) continue;
        const Entity *e = entity_named(str_of(lists[i]->api->entity));
        k->nouns[k->nouns_n++] = (ApiNoun){tr(c->reader.lang, e->many), str_of(lists[i]->path)};
    }
}

Fault get_api_page(Ctx *c, const Request *rq, Reply *rp) {
    const Route *lists[API_NOUNS_MAX];
    size_t n = api_lists(lists, API_NOUNS_MAX);
    ApiView v = {.undo = LIT("POST " API_ROOT "/acts/ID/undo"), .signed_in = c->who.account != 0,
                 .kinds = ARENA_ARRAY(c->arena, ApiKind, (size_t)token_noun_choices.n + 1)};
    for (int i = 0; i <= token_noun_choices.n; i++) {
        fill_kind(c, i < token_noun_choices.n ? &token_noun_choices.v[i] : NULL, lists, n, &v.kinds[v.kinds_n++]);
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_API_TITLE));
    pg.bare = !v.signed_in;
    return page_send(&pg, rp, api_page, &v);
}
