/* coming_store.c - rules of coming purchases and of requests for quotes. */
#include "spend/coming_page.h"

#include "db/facts.h"
#include "spend/spend.h"
#include "spend/workday.h"

enum { Q_CHOSEN, Q_OCID, Q_OPEN, Q_FIRST };
_Static_assert(Q_FIRST + 1 == COMING_Q_N, "as many as the header says");

const Query COMING_QUERIES[COMING_Q_N] = {
    [Q_CHOSEN] = {.sql = "SELECT q.id FROM quotes q WHERE q.org = :s_org AND q.of_request = :request AND q.chosen = 1"
                         " AND q.archived_at IS NULL {unscoped:whether there is one} ORDER BY q.id LIMIT 1",
                  .in = "request:id", .out = "id:id"},
    [Q_OCID] = {.sql = "SELECT x.id FROM coming_purchases x WHERE x.org = :s_org AND x.ocid = :ocid"
                       " AND x.archived_at IS NULL AND {scope:x} ORDER BY x.id LIMIT 1",
                .in = "ocid:text", .out = "id:id"},
    /* The first published request of a published purchase is the tender of that process. */
    [Q_OPEN] = {.sql = "SELECT x.id, 0 AS request FROM coming_purchases x WHERE x.org = :s_org AND x.published = 1"
                       " AND x.visibility = :open AND x.archived_at IS NULL AND x.id > :after"
                       " {unscoped:published for everybody}"
                       " UNION ALL SELECT q.id, 1 FROM quote_requests q WHERE q.org = :s_org AND q.published = 1"
                       " AND q.state >= :asked AND q.archived_at IS NULL AND q.id > :after AND NOT EXISTS (SELECT 1"
                       " FROM coming_purchases p WHERE p.id = q.purchase AND p.published = 1 AND p.visibility = :open"
                       " AND p.archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM quote_requests f"
                       " WHERE f.purchase = p.id AND f.org = :s_org AND f.published = 1 AND f.state >= :asked"
                       " AND f.archived_at IS NULL AND f.id < q.id)) {unscoped:published for everybody}"
                       " ORDER BY 1 LIMIT :max",
                .in = "open:int asked:int after:int max:int", .out = "id:id request:int"},
    [Q_FIRST] = {.sql = "SELECT q.id FROM quote_requests q WHERE q.org = :s_org AND q.purchase = :purchase"
                        " AND q.published = 1 AND q.state >= :asked AND q.archived_at IS NULL"
                        " {unscoped:published for everybody} ORDER BY q.id LIMIT 1",
                 .in = "purchase:id asked:int", .out = "id:id"},
};

/* ---- how much ---------------------------------------------------------------------------------------------------- */

void coming_range(int about, int64_t *ret_least, int64_t *ret_most) {
    static const int64_t ENDS[AMOUNT_RANGE_N][2] = {
        [0] = {-1, -1}, [AMOUNT_RANGE_UNDER_10] = {-1, 1000000}, [AMOUNT_RANGE_UNDER_50] = {1000000, 5000000},
        [AMOUNT_RANGE_UNDER_200] = {5000000, 20000000}, [AMOUNT_RANGE_UNDER_1M] = {20000000, 100000000},
        [AMOUNT_RANGE_OVER_1M] = {100000000, -1}};
    bool known = about > 0 && about < AMOUNT_RANGE_N;
    *ret_least = ENDS[known ? about : 0][0];
    *ret_most = ENDS[known ? about : 0][1];
}

static Str money_words(Arena *a, const Reader *r, int64_t minor) {
    Buf b;
    if (minor < 0) return (Str){0};
    buf_init(&b, 128);
    plain_money(&b, r, minor, reader_currency(r));
    return buf_keep(a, &b);
}

Str coming_range_words(Arena *a, const Reader *r, int about) {
    int64_t least, most;
    coming_range(about, &least, &most);
    TrArg from = TR_ARG("from", money_words(a, r, least)), to = TR_ARG("to", money_words(a, r, most));
    if (least < 0 && most < 0) return (Str){0};
    if (least < 0) return tr_str(a, r, T_COMING_ABOUT_UNDER, &to, 1);
    if (most < 0) return tr_str(a, r, T_COMING_ABOUT_OVER, &from, 1);
    return tr_str(a, r, T_COMING_ABOUT_BETWEEN, (TrArg[]){from, to}, 2);
}

/* ---- the rules --------------------------------------------------------------------------------------------------- */

Fault coming_purchase_check(Ctx *c, const void *before, void *after) {
    ComingPurchase *v = after;
    bool open;
    (void)before;
    TRY(spend_stands(c, v->buyer, &v->head, &open));
    if (v->published == 1 && !open) complain(c, "published", T_SPEND_BUYER_HIDDEN);
    spend_shown(c, v->published == 1, &v->head);
    if (v->from_on && v->until_on && v->until_on < v->from_on) complain(c, "until_on", T_COMING_UNTIL_FIRST);
    return complaints_fault(c);
}

/* What suppliers were asked stays what they were asked: the time may only grow. */
static void check_asked(Ctx *c, const QuoteRequest *was, const QuoteRequest *v) {
    if (was->state < QUOTE_STATE_ASKED) return;
    if (!str_eq(was->what, v->what)) complain(c, "what", T_COMING_WAS_ASKED);
    if (!str_eq(was->words, v->words)) complain(c, "words", T_COMING_WAS_ASKED);
    if (v->answer_by < was->answer_by) complain(c, "answer_by", T_COMING_ONLY_LATER);
    if (v->state < was->state) complain(c, "what", T_COMING_WAS_ASKED);
}

/* A request for what was told beforehand looks for suppliers where that said, unless it says otherwise. */
static Fault take_purchase(Ctx *c, QuoteRequest *v) {
    ComingPurchase *of = ent_new(c, &coming_purchase_entity);
    if (!v->purchase || (v->category && v->certificates)) return OK;
    Fault f = ent_load(c, &coming_purchase_entity, v->purchase, of);
    if (f == NOT_FOUND) return OK;                /* the check of the reference complains */
    TRY(f);
    if (!v->category) v->category = of->category;
    if (!v->certificates) v->certificates = of->certificates;
    return OK;
}

Fault quote_request_check(Ctx *c, const void *before, void *after) {
    QuoteRequest       *v = after;
    const QuoteRequest *was = before;
    bool                open;
    TRY(spend_stands(c, v->buyer, &v->head, &open));
    if (v->published == 1 && !open) complain(c, "published", T_SPEND_BUYER_HIDDEN);
    if (!v->state) v->state = QUOTE_STATE_DRAFT;
    if (!was) TRY(take_purchase(c, v));
    bool asks = v->state == QUOTE_STATE_ASKED && (!was || was->state == QUOTE_STATE_DRAFT);
    if (asks) v->asked_on = c->reader.today;
    bool early = v->answer_by && v->answer_by < workday_after(c->reader.today, QUOTE_DAYS);
    if (early && v->state <= QUOTE_STATE_ASKED && (asks || v->state == QUOTE_STATE_DRAFT)) {
        complain(c, "answer_by", T_COMING_TWO_DAYS);
    }
    if (was) check_asked(c, was, v);
    if (v->state == QUOTE_STATE_CLOSED && !str_trim(v->chosen_why).n) complain(c, "chosen_why", T_COMING_WHY);
    return complaints_fault(c);
}

static bool is_answer(const Quote *was, const Quote *v) {
    return was->supplier == v->supplier && str_eq(was->why_asked, v->why_asked);
}

static Fault is_asked(Ctx *c, const Quote *v, bool *ret_yes) {
    Quote *q;
    size_t n;
    *ret_yes = false;
    TRY(quotes_of(c, v->of_request, &q, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes || (q[i].supplier == v->supplier && q[i].head.id != v->head.id);
    return OK;
}

Fault quote_check(Ctx *c, const void *before, void *after) {
    Quote        *v = after;
    const Quote  *was = before;
    QuoteRequest *of = ent_new(c, &quote_request_entity);
    bool          twice = false;
    if (!v->answer) v->answer = QUOTE_ANSWER_WAITING;
    if (!v->of_request) return complaints_fault(c);
    Fault f = ent_load(c, &quote_request_entity, v->of_request, of);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (v->supplier && v->supplier == of->buyer) complain(c, "supplier", T_COMING_SELF);
    if (!was && v->supplier) TRY(is_asked(c, v, &twice));
    if (twice) complain(c, "supplier", T_COMING_TWICE);
    if (of->state == QUOTE_STATE_CLOSED) return fail(c, FROZEN, "quote_request", of->head.id);
    if (!was && of->state != QUOTE_STATE_DRAFT) complain(c, "supplier", T_COMING_ASKED_ALREADY);
    if (was && of->state == QUOTE_STATE_ASKED && !is_answer(was, v)) complain(c, "why_asked", T_COMING_WAS_ASKED);
    if (v->answer != QUOTE_ANSWER_WAITING && of->state == QUOTE_STATE_DRAFT) complain(c, "answer", T_COMING_NOT_ASKED);
    if (v->answer == QUOTE_ANSWER_DECLINES) v->price = NUMBER_NONE;
    if (v->answer != QUOTE_ANSWER_WAITING && !v->answered_on) v->answered_on = c->reader.today;
    if (v->answered_on > c->reader.today) complain(c, "answered_on", T_BUDGET_LATER);
    return complaints_fault(c);
}

/* ---- acts -------------------------------------------------------------------------------------------------------- */

Fault quotes_of(Ctx *c, Id request, Quote **ret_v, size_t *ret_n) {
    enum { QUOTES_MAX = 60 };
    ListSpec s = {.entity = &quote_entity, .limit = QUOTES_MAX, .n_filters = 1};
    void    *rows;
    s.filters[0] = (ListFilter){.field = &quote_entity.fields[QUOTE_F_OF_REQUEST], .op = LIST_EQ, .val = v_id(request)};
    TRY(list_run(c, &s, false, &rows, ret_n, NULL));
    *ret_v = rows;
    return OK;
}

Fault quote_ask(Ctx *c, QuoteRequest *v) {
    Quote *q;
    size_t n;
    TRY(quotes_of(c, v->head.id, &q, &n));
    if (!n) complain(c, "supplier", T_COMING_NOBODY);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_COMING_ACT_ASK, v->what));
    v->state = QUOTE_STATE_ASKED;
    return ent_save(c, &quote_request_entity, v);
}

/* The newest request of a purchase that is still being written, or a new one. */
static Fault draft_for(Ctx *c, const ComingPurchase *p, QuoteRequest *ret_q) {
    const Field *f = quote_request_entity.fields;
    ListSpec     s = {.entity = &quote_request_entity, .limit = 1, .n_filters = 2, .sort_changed = true,
                      .descending = true};
    void  *rows;
    size_t n;
    s.filters[0] = (ListFilter){.field = &f[QUOTE_REQUEST_F_PURCHASE], .op = LIST_EQ, .val = v_id(p->head.id)};
    s.filters[1] = (ListFilter){.field = &f[QUOTE_REQUEST_F_STATE], .op = LIST_EQ, .val = v_int(QUOTE_STATE_DRAFT)};
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    if (n) {
        *ret_q = *(const QuoteRequest *)rows;
        return OK;
    }
    ret_q->buyer = p->buyer;
    ret_q->purchase = p->head.id;
    ret_q->what = p->what;
    ret_q->about = p->about;
    ret_q->is_demo = p->is_demo;
    ret_q->answer_by = workday_after(c->reader.today, QUOTE_DAYS + 1);
    return ent_save(c, &quote_request_entity, ret_q);
}

Fault coming_ask(Ctx *c, Id purchase, Id supplier, Str why, QuoteRequest *ret_q) {
    ComingPurchase *p = ent_new(c, &coming_purchase_entity);
    Quote          *q = ent_new(c, &quote_entity);
    bool            there;
    TRY(ent_load(c, &coming_purchase_entity, purchase, p));
    if (p->head.archived_at || (p->until_on && p->until_on < c->reader.today)) {
        return fail(c, OVER, "coming_purchase", purchase);
    }
    TRY(act_begin(c, T_COMING_ACT_ADD, p->what));
    TRY(draft_for(c, p, ret_q));
    bool may = ent_may_write(c, &quote_request_entity, &ret_q->head);
    if (!may) return fail(c, NOT_ALLOWED, "coming_purchase", purchase);
    q->of_request = ret_q->head.id;
    q->supplier = supplier;
    q->why_asked = why;
    TRY(is_asked(c, q, &there));
    return there ? OK : ent_save(c, &quote_entity, q);
}

Fault quote_close(Ctx *c, QuoteRequest *v, Id chosen, Str why) {
    Quote *all;
    size_t n;
    bool   waits = false;
    if (v->state != QUOTE_STATE_ASKED) return fail(c, FROZEN, "quote_request", v->head.id);
    if (!str_trim(why).n) complain(c, "chosen_why", T_COMING_WHY);
    TRY(quotes_of(c, v->head.id, &all, &n));
    for (size_t i = 0; i < n; i++) waits = waits || !all[i].answer || all[i].answer == QUOTE_ANSWER_WAITING;
    if (waits && v->answer_by >= c->reader.today) complain(c, "chosen_why", T_COMING_STILL_OPEN);
    TRY(complaints_fault(c));
    TRY(act_begin(c, T_COMING_ACT_CLOSE, v->what));
    if (chosen) {
        Quote *q = ent_new(c, &quote_entity);
        TRY(ent_load(c, &quote_entity, chosen, q));
        if (q->of_request != v->head.id || q->answer != QUOTE_ANSWER_OFFERS) return fail(c, INVALID, "quote", chosen);
        q->chosen = 1;
        TRY(ent_save(c, &quote_entity, q));
    }
    v->state = QUOTE_STATE_CLOSED;
    v->chosen_why = why;
    return ent_save(c, &quote_request_entity, v);
}

/* ---- what is published ------------------------------------------------------------------------------------------- */

Fault coming_published(Ctx *c, Id after, ComingOpen *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &COMING_QUERIES[Q_OPEN],
                VALS(v_int(VIS_PUBLIC), v_int(QUOTE_STATE_ASKED), v_int(after), v_int((int64_t)max)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = (ComingOpen){rows_id(&r, 0), rows_int(&r, 1) != 0};
    *ret_n = n;
    return rows_fault(&r);
}

Fault coming_first_request(Ctx *c, Id purchase, Id *ret_id) {
    Fault f = db_int(c, &COMING_QUERIES[Q_FIRST], VALS(v_id(purchase), v_int(QUOTE_STATE_ASKED)), ret_id);
    if (f == NOT_FOUND) *ret_id = 0;
    return f == NOT_FOUND ? OK : f;
}

Fault coming_ocid(Ctx *c, Id id, Str *ret_ocid) {
    Str prefix;
    TRY(fact_get(c, "ocds.prefix", &prefix));
    if (!prefix.n) prefix = LIT("rakaz");
    *ret_ocid = arena_printf(c->arena, "%.*s-%.*s", STR_ARG(prefix), STR_ARG(id_str(c->arena, id)));
    return OK;
}

Fault coming_by_ocid(Ctx *c, Str ocid, Id *ret_id) {
    Head head;
    Id   own;
    Str  ours;
    *ret_id = 0;
    Fault f = db_int(c, &COMING_QUERIES[Q_OCID], VALS(v_text(ocid)), ret_id);
    if (f != NOT_FOUND) return f;
    if (ocid.n <= ID_CHARS || !id_parse(str_sub(ocid, ocid.n - ID_CHARS, ID_CHARS), &own)) return OK;
    TRY(coming_ocid(c, own, &ours));
    if (!str_eq(ours, ocid)) return OK;
    f = ent_load_head(c, &coming_purchase_entity, own, &head);
    if (f == OK && !head.archived_at) *ret_id = own;
    return f == NOT_FOUND ? OK : f;
}
