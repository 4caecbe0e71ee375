/* demo_spend.c - invented payments of the demo, read from a file as anybody's are; what is bought next, and quotes. */
#include "ops/demo.h"

#include "actor/actor.h"
#include "listing_ent.h"
#include "spend/coming.h"
#include "spend/guest.h"
#include "spend/spend.h"
#include "spend/workday.h"

/* "payee;kind;amount;days" parted by |, as the file of a buyer would have them; an amount may be anything, days may be
** missing, and ";=" behind a row gives it the number of the one before. */
static Str demo_csv(Ctx *c, const DemoLine *l) {
    Buf b;
    Str rest = demo_get(l, "rows"), row, part;
    int number = 0;
    buf_init(&b, 1 << 20);
    buf_add(&b, demo_get(l, "head"));
    buf_byte(&b, '\n');
    while (str_split(&rest, '|', &row)) {
        Str     v[4] = {{0}}, row_of = row;
        int64_t days;
        for (int i = 0; i < 4 && str_split(&row, ';', &part); i++) v[i] = part;
        bool total = !v[1].n && !v[3].n;
        buf_printf(&b, "%.*s,%.*s,%.*s,", STR_ARG(v[0]), STR_ARG(v[1]), STR_ARG(v[2]));
        if (str_int(v[3], &days)) buf_day_iso(&b, demo_day(c, days));
        /* "=" behind the days: as the row before it, with its number. */
        if (!total) buf_printf(&b, ",%d", 41000 + (str_ends(row_of, LIT(";=")) ? number : ++number));
        buf_byte(&b, '\n');
    }
    return buf_keep(c->arena, &b);
}

Fault demo_payments(Ctx *c, Demoing *m, const DemoLine *l) {
    PaymentFile *v = ent_new(c, &payment_file_entity);
    SpendBrought b;
    SpendPlan    plan = {0};
    SheetSource  src = {.fd = -1, .mem = demo_csv(c, l)};
    v->buyer = demo_of(m, demo_get(l, "buyer"));
    v->name = demo_get(l, "name");
    v->vat = PAYMENT_VAT_IN;
    v->state = demo_get(l, "draft").n ? PAYMENT_STATE_DRAFT : PAYMENT_STATE_IN_USE;
    v->published = demo_get(l, "published").n > 0;
    v->is_demo = 1;
    Fault f = spend_bring(c, v->buyer, 0, &src, &plan, &b);
    if (f == OK) f = spend_keep(c, v, &b, src.mem);
    arena_release(&b.arena);
    TRY(f);
    demo_keep(m, l->key, v->head.id);
    return OK;
}

Fault demo_mark(Ctx *c, Demoing *m, const DemoLine *l) {
    SpendMark *v = ent_new(c, &spend_mark_entity);
    v->name = demo_get(l, "name");
    v->move = choice_value(&spend_move_choices, demo_get(l, "move"));
    (void)m;
    return ent_save(c, &spend_mark_entity, v);
}

Fault demo_coming(Ctx *c, Demoing *m, const DemoLine *l) {
    ComingPurchase *v = ent_new(c, &coming_purchase_entity);
    v->buyer = demo_of(m, demo_get(l, "buyer"));
    v->what = demo_get(l, "what");
    Fault f = category_by_code(c, demo_get(l, "category"), &v->category);
    if (f != OK && f != NOT_FOUND) return f;
    v->about = choice_value(&amount_range_choices, demo_get(l, "about"));
    v->from_on = demo_day(c, demo_number(l, "from", 30));
    v->until_on = demo_day(c, demo_number(l, "until", 60));
    Buf lots;
    Str rest = demo_get(l, "lots"), lot;
    buf_init(&lots, 4000);
    while (str_split(&rest, '|', &lot)) {
        if (lots.n) buf_byte(&lots, '\n');
        buf_add(&lots, lot);
    }
    v->lots = buf_keep(c->arena, &lots);
    v->needs = demo_get(l, "needs");
    int certificate = choice_value(&certificate_choices, demo_get(l, "certificate"));
    if (certificate) v->certificates = (int64_t)1 << (certificate - 1);
    v->published = demo_get(l, "published").n > 0;
    v->is_demo = 1;
    TRY(ent_save(c, &coming_purchase_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

Fault demo_quotes(Ctx *c, Demoing *m, const DemoLine *l) {
    QuoteRequest *v = ent_new(c, &quote_request_entity);
    v->buyer = demo_of(m, demo_get(l, "buyer"));
    v->purchase = demo_of(m, demo_get(l, "purchase"));
    v->what = demo_get(l, "what");
    v->about = choice_value(&amount_range_choices, demo_get(l, "about"));
    v->answer_by = workday_after(c->reader.today, QUOTE_DAYS + 2);
    v->is_demo = 1;
    TRY(ent_save(c, &quote_request_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

Fault demo_quote(Ctx *c, Demoing *m, const DemoLine *l) {
    Quote *v = ent_new(c, &quote_entity);
    v->of_request = demo_of(m, demo_get(l, "request"));
    v->supplier = demo_of(m, demo_get(l, "supplier"));
    v->why_asked = demo_get(l, "why");
    return ent_save(c, &quote_entity, v);
}

Fault demo_guest(Ctx *c, Demoing *m, const DemoLine *l) {
    DayGuest *v = ent_new(c, &day_guest_entity);
    v->of_event = demo_of(m, demo_get(l, "event"));
    v->actor = demo_of(m, demo_get(l, "actor"));
    v->why = demo_get(l, "why");
    v->state = choice_value(&guest_state_choices, demo_get(l, "state"));
    v->request = demo_of(m, demo_get(l, "request"));
    v->words = demo_get(l, "words");
    if (demo_get(l, "contract").n) v->contract = demo_number(l, "contract", 0) * 100;
    if (demo_get(l, "contract").n) v->contract_on = demo_day(c, demo_number(l, "on", 0));
    v->is_demo = 1;
    return ent_save(c, &day_guest_entity, v);
}
