/* coming_store.c - rules of coming purchases and of requests for quotes. */
#include "spend/coming_page.h"

#include "spend/spend.h"
#include "spend/workday.h"

enum { Q_CHOSEN };
_Static_assert(Q_CHOSEN + 1 == COMING_Q_N, "as many as the header says");

const Query COMING_QUERIES[COMING_Q_N] = {
    [Q_CHOSEN] = {.sql = "SELECT q.id FROM quotes q WHERE q.org = :s_org AND q.of_request = :request AND q.chosen = 1"
                         " AND q.archived_at IS NULL {unscoped:whether there is one} ORDER BY q.id LIMIT 1",
                  .in = "request:id", .out = "id:id"},
};

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

Fault quote_request_check(Ctx *c, const void *before, void *after) {
    QuoteRequest       *v = after;
    const QuoteRequest *was = before;
    bool                open;
    TRY(spend_stands(c, v->buyer, &v->head, &open));
    if (!v->state) v->state = QUOTE_STATE_DRAFT;
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

Fault quote_check(Ctx *c, const void *before, void *after) {
    Quote        *v = after;
    const Quote  *was = before;
    QuoteRequest *of = ent_new(c, &quote_request_entity);
    if (!v->answer) v->answer = QUOTE_ANSWER_WAITING;
    if (!v->of_request) return complaints_fault(c);
    Fault f = ent_load(c, &quote_request_entity, v->of_request, of);
    if (f == NOT_FOUND) return complaints_fault(c);
    TRY(f);
    if (v->supplier && v->supplier == of->buyer) complain(c, "supplier", T_COMING_SELF);
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
