/* matching_supply.c - who could supply what a buyer will buy, on the page of the coming purchase and of a request for
** quotes that is being written: each with its reason, and one tap puts it among those who are asked. */
#include "matching/matching_page.h"

#include "coming_ent.h"
#include "ent/list.h"

enum { SHOWN = 6, FEW = 3, ASKED_MAX = 60 };

/* What is bought, and the request that suppliers are added to. */
typedef struct Buying {
    MatchThing thing;
    Id         unit, purchase, request, category;
    Str        publish;                           /* where everybody may be let see it; empty: they do, or not ours */
} Buying;

static ListFilter equal(const Field *f, Val val) { return (ListFilter){.field = f, .op = LIST_EQ, .val = val}; }

/* The newest request of a purchase that is still being written; 0: none. */
static Fault draft_of(Ctx *c, Id purchase, Id *ret_id) {
    const Field *f = quote_request_entity.fields;
    ListSpec     s = {.entity = &quote_request_entity, .limit = 1, .n_filters = 2, .sort_changed = true,
                      .descending = true};
    void  *rows;
    size_t n;
    s.filters[0] = equal(&f[QUOTE_REQUEST_F_PURCHASE], v_id(purchase));
    s.filters[1] = equal(&f[QUOTE_REQUEST_F_STATE], v_int(QUOTE_STATE_DRAFT));
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    *ret_id = n ? ((const QuoteRequest *)rows)->head.id : 0;
    return OK;
}

static Fault asked_in(Ctx *c, Id request, Id *ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &quote_entity, .limit = ASKED_MAX, .n_filters = 1};
    void    *rows;
    *ret_n = 0;
    if (!request) return OK;
    s.filters[0] = equal(&quote_entity.fields[QUOTE_F_OF_REQUEST], v_id(request));
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    for (size_t i = 0; i < *ret_n; i++) ret_v[i] = ((const Quote *)rows + i)->supplier;
    return OK;
}

/* Rows of whom the reader may not see are no suppliers to be asked. */
static void rows_named(MatchSupply *v) {
    size_t kept = 0;
    for (size_t i = 0; i < v->rows_n; i++) {
        const MatchRow *r = &v->rows[i];
        bool            hidden = !r->actor || (r->about_href.n && str_eq(r->href, r->about_href));
        if (!hidden) v->rows[kept++] = *r;
    }
    v->rows_n = kept;
}

static void supply_addresses(Ctx *c, const Buying *k, MatchSupply *v) {
    QuoteRequest *fresh = ent_new(c, &quote_request_entity);
    fresh->head.unit = k->unit;
    bool own = k->request == k->thing.id;
    v->back = k->thing.href;
    v->request = own ? k->request : 0;
    v->publish = k->publish;
    v->wider = k->category ? arena_printf(c->arena, "/actors?category=%.*s&local=all",
                                          STR_ARG(id_str(c->arena, k->category))) : LIT("/actors?local=all");
    if (!ent_may_write(c, &quote_request_entity, &fresh->head)) return;
    Str id = id_str(c->arena, k->purchase);
    v->action = own ? LIT("/quotes") : arena_printf(c->arena, "/coming-purchases/%.*s/ask", STR_ARG(id));
}

static Fault supply_draw(Buf *b, const Page *pg, const Buying *k) {
    Ctx        *c = pg->c;
    Id          but[ASKED_MAX];
    MatchFinds  finds;
    MatchSupply v = {0};
    Request     asked;
    PlaceLocal  local;
    MatchWant   want = {.thing = &k->thing, .local = &local, .but = but, .max = SHOWN};
    TRY(asked_in(c, k->request, but, &want.but_n));
    TRY(matching_local_chosen(c, pg->rq, &asked, &local));
    TRY(matching_for(c, &want, &finds));
    if (!finds.ready) return OK;
    MatchOf of = {.thing = &k->thing, .v = finds.v, .n = finds.n, .local = local.name};
    TRY(matching_rows(c, &of, 1, &v.rows, &v.rows_n));
    rows_named(&v);
    v.all_asked = want.but_n && !v.rows_n;
    v.few = v.rows_n + want.but_n < FEW;
    if (k->request && k->request != k->thing.id) v.asked = view_record_path(c, &quote_request_entity, k->request);
    v.means = matching_local_means(c, &local);
    supply_addresses(c, k, &v);
    matching_supply_html(b, pg, &v);
    return OK;
}

static Fault purchase_draw(Buf *b, const Page *pg, const void *rec) {
    const ComingPurchase *p = rec;
    Ctx   *c = pg->c;
    Buying k = {.unit = p->head.unit, .purchase = p->head.id, .category = p->category};
    bool over = p->head.archived_at || (p->until_on && p->until_on < c->reader.today);
    if (!(c->who.roles & ROLES_STAFF) || over) return OK;
    k.thing = (MatchThing){.id = p->head.id, .holder = p->buyer, .kind = MATCHING_COMING, .need = true,
                           .title = p->what, .certificates = (unsigned)p->certificates,
                           .href = view_record_path(c, &coming_purchase_entity, p->head.id)};
    if (p->published != 1 && ent_may_write(c, &coming_purchase_entity, &p->head)) {
        k.publish = arena_printf(c->arena, "%.*s/edit?back=%.*s#f-published", STR_ARG(k.thing.href),
                                 STR_ARG(k.thing.href));
    }
    TRY(draft_of(c, p->head.id, &k.request));
    return supply_draw(b, pg, &k);
}

static Fault request_draw(Buf *b, const Page *pg, const void *rec) {
    const QuoteRequest *q = rec;
    Ctx *c = pg->c;
    bool writing = q->state == QUOTE_STATE_DRAFT && !q->head.archived_at;
    if (!(c->who.roles & ROLES_STAFF) || !writing) return OK;
    return supply_draw(b, pg, &(Buying){
        .unit = q->head.unit, .purchase = q->purchase, .request = q->head.id, .category = q->category,
        .thing = {.id = q->head.id, .holder = q->buyer, .kind = MATCHING_QUOTE, .need = true, .title = q->what,
                  .certificates = (unsigned)q->certificates,
                  .href = view_record_path(c, &quote_request_entity, q->head.id)}});
}

const RecordPart MATCHING_PURCHASE = {.entity = &coming_purchase_entity, .anchor = "who", .title = T_MATCHING_SUPPLY,
                                      .order = 6, .draw = purchase_draw};
const RecordPart MATCHING_REQUEST = {.entity = &quote_request_entity, .anchor = "who", .title = T_MATCHING_SUPPLY,
                                     .order = 6, .draw = request_draw};
