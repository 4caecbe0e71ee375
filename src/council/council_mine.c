/* council_mine.c - on the owner's page: what the council talks about with us, and asking for a meeting oneself. */
#include "council/council_page.h"

#include "account/account_page.h"
#include "ent/form.h"

enum { SHOWN_MAX = 4 };

/* ---- the card -------------------------------------------------------------------------------------------------- */

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx        *c = pg->c;
    AgendaItem *items = NULL;
    size_t      n;
    Id          body;
    MineCouncil v = {.case_path = case_path(c, k->head.id)};
    TRY(items_of_case(c, k->head.id, &items, &n));
    TRY(council_of(c, k->head.unit, &body));
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_COUNCIL, &v.agreed));
    if (!body && !n) return OK;
    TRY(items_views(c, items, n < SHOWN_MAX ? n : SHOWN_MAX, &v.items));
    v.may_ask = v.agreed && body && k->stage != CASE_STAGE_CLOSED;
    v.signs = !v.agreed && k->stage != CASE_STAGE_CLOSED;
    v.ask = arena_printf(c->arena, "/mine/%.*s/council", STR_ARG(id_str(c->arena, k->head.id)));
    council_mine_html(b, pg, &v);
    return OK;
}

const MinePart COUNCIL_MINE = {.order = 30, .draw = mine_draw};

/* ---- asking ---------------------------------------------------------------------------------------------------- */

static Fault draw_ask(Ctx *c, const Request *rq, Reply *rp, const Case *k) {
    MineAsk v = {.path = arena_printf(c->arena, "/mine/%.*s/council", STR_ARG(id_str(c->arena, k->head.id))),
                 .case_path = case_path(c, k->head.id), .name = tri_best(&k->title, c->reader.lang, NULL),
                 .question = params_get(&rq->form, "question"), .share = params_get(&rq->form, "share")};
    Buf b;
    Id  body;
    TRY(case_consents(c, k->head.id, CONSENT_PURPOSE_COUNCIL, &v.agreed));
    TRY(council_of(c, k->head.unit, &body));
    v.there = body != 0;
    if (body) TRY(ent_names(c, &body_entity, &body, 1, &v.body));
    buf_init(&b, 1 << 14);
    complaints_html(c, &b, &agenda_item_entity);
    v.errors = html_keep(c->arena, &b);
    Page pg = mine_page_new(c, rq, T_COUNCIL_MINE_ASK);
    if (c->complaints.n) return page_again(&pg, rp, council_mine_ask_page, &v);
    return page_send(&pg, rp, council_mine_ask_page, &v);
}

Fault get_mine_council(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    TRY(mine_case(c, rq->ids[0], k));
    return draw_ask(c, rq, rp, k);
}

Fault post_mine_council(Ctx *c, const Request *rq, Reply *rp) {
    Case *k = ent_new(c, &case_entity);
    Str   question = str_trim(params_get(&rq->form, "question"));
    Id    item;
    TRY(mine_case(c, rq->ids[0], k));
    if (!question.n) complain(c, "question", T_FORM_FIX_REQUIRED);
    Fault f = c->complaints.n ? INVALID
                              : council_ask(c, k->head.id, question, str_trim(params_get(&rq->form, "share")), &item);
    if (f == INVALID) return draw_ask(c, rq, rp, k);
    TRY(f);
    reply_go(c, rp, LIT("/mine"), T_COUNCIL_MINE_ASKED, NULL, 0);
    return OK;
}
