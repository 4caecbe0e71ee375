/* coming_ocds.c - what buyers have published, by the Open Contracting Data Standard 1.1: a process for each coming
** purchase and each request for quotes. Names of people are never in it, nor is what was not chosen. */
#include "spend/coming_page.h"

#include "db/facts.h"
#include "spend/spend.h"

enum { PER_PAGE = 50 };

/* A party that everybody sees; without a name for every other one. A registration number is told of a buyer alone: that
** of a small business may be its owner's own. */
static Fault party_of(Ctx *c, Id id, bool buyer, OcdsParty *ret_p) {
    Actor *a = ent_new(c, &actor_entity);
    Str    name;
    *ret_p = (OcdsParty){.id = id_str(c->arena, id)};
    Fault f = ent_load(c, &actor_entity, id, a);
    if (f == NOT_FOUND || (f == OK && (a->head.visibility != VIS_PUBLIC || a->kind == ACTOR_KIND_PERSON))) return OK;
    TRY(f);
    TRY(ent_names(c, &actor_entity, &id, 1, &name));
    bool body = spend_name(c->arena, spend_words(c->arena), name).bearer == SPEND_BODY;
    if (!buyer && !body) return OK;
    ret_p->name = name;
    if (buyer) ret_p->number = a->registration_no;
    return OK;
}

static void later(Stamp *to, Stamp s) {
    if (s > *to) *to = s;
}

static Fault put_decision(Ctx *c, const Quote *q, size_t n, OcdsOut *o) {
    for (size_t i = 0; i < n; i++) {
        if (q[i].chosen != 1) continue;
        if (q[i].price != NUMBER_NONE) o->price = q[i].price;
        TRY(party_of(c, q[i].supplier, false, &o->supplier));
    }
    return OK;
}

/* A request for quotes becomes the tender, and when it was decided for somebody the award. */
static Fault put_request(Ctx *c, Id id, OcdsOut *o) {
    QuoteRequest *v = ent_new(c, &quote_request_entity);
    Quote        *q;
    size_t        n;
    bool          chosen = false;
    TRY(ent_load(c, &quote_request_entity, id, v));
    TRY(quotes_of(c, id, &q, &n));
    o->tender = o->asked = true;
    o->tender_id = id_str(c->arena, id);
    o->title = v->what;
    o->words = v->words;
    o->method = LIT("limited");
    o->from = v->asked_on;
    o->until = v->answer_by;
    if (v->about) coming_range(v->about, &o->least, &o->most);
    later(&o->date, v->head.changed_at);
    o->tenderers = 0;
    for (size_t i = 0; i < n; i++) {
        later(&o->date, q[i].head.changed_at);
        o->tenderers += q[i].answer == QUOTE_ANSWER_OFFERS;
        chosen = chosen || q[i].chosen == 1;
    }
    bool closed = v->state == QUOTE_STATE_CLOSED;
    o->status = !closed ? LIT("active") : chosen ? LIT("complete") : LIT("unsuccessful");
    if (!closed) o->tenderers = -1;               /* who offers before the end is nobody's business */
    if (!closed || !chosen) return OK;
    o->award = true;
    o->award_id = o->tender_id;
    o->why = v->chosen_why;
    o->decided = stamp_day(v->head.changed_at, c->reader.zone);
    return put_decision(c, q, n, o);
}

static Fault put_purchase(Ctx *c, Id id, OcdsOut *o) {
    ComingPurchase *v = ent_new(c, &coming_purchase_entity);
    Id              request;
    TRY(ent_load(c, &coming_purchase_entity, id, v));
    TRY(party_of(c, v->buyer, true, &o->buyer));
    TRY(coming_ocid(c, id, &o->ocid));
    if (v->ocid.n) o->ocid = v->ocid;
    o->planning = o->tender = true;
    o->tender_id = id_str(c->arena, id);
    o->title = v->what;
    o->needs = v->needs;
    o->lots = v->lots;
    o->status = LIT("planned");
    o->from = v->from_on;
    o->until = v->until_on;
    coming_range(v->about, &o->least, &o->most);
    o->date = v->head.changed_at;
    TRY(coming_first_request(c, id, &request));
    return request ? put_request(c, request, o) : OK;
}

/* One that is not the tender of its purchase; which purchase it grew from is told where everybody sees that. */
static Fault put_own(Ctx *c, Id id, OcdsOut *o) {
    QuoteRequest   *v = ent_new(c, &quote_request_entity);
    ComingPurchase *of = ent_new(c, &coming_purchase_entity);
    TRY(ent_load(c, &quote_request_entity, id, v));
    TRY(party_of(c, v->buyer, true, &o->buyer));
    TRY(coming_ocid(c, id, &o->ocid));
    TRY(put_request(c, id, o));
    if (!v->purchase) return OK;
    Fault f = ent_load(c, &coming_purchase_entity, v->purchase, of);
    if (f == NOT_FOUND) return OK;
    TRY(f);
    if (of->head.visibility != VIS_PUBLIC || of->published != 1) return OK;
    if (of->ocid.n) o->related = of->ocid;
    else TRY(coming_ocid(c, of->head.id, &o->related));
    return OK;
}

/* By the program's eyes, of what was published and nothing else. */
static Fault put_all(Ctx *c, Buf *b, const OcdsHead *h, const ComingOpen *v, size_t n) {
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        OcdsOut o = {.least = -1, .most = -1, .price = -1, .tenderers = -1,
                     .currency = str_of(reader_currency(&c->reader))};
        TRY(v[i].request ? put_own(c, v[i].id, &o) : put_purchase(c, v[i].id, &o));
        if (!o.buyer.name.n) continue;            /* the buyer was hidden since */
        ocds_put(b, h, &o, first);
        first = false;
    }
    return OK;
}

static Fault answer(Ctx *c, const Request *rq, Reply *rp, const char *path, bool records) {
    ComingOpen v[PER_PAGE + 1];
    size_t     n;
    Id         after = 0;
    Str        asked = params_get(&rq->args, "after"), site = request_site(rq);
    OcdsHead   h = {.now = c->reader.now, .records = records, .language = str_of(lang_code(local_of(c->region)->lang)),
                    .uri = arena_printf(c->arena, "%.*s%s", STR_ARG(site), path)};
    if (asked.n && !id_parse(asked, &after)) return fail(c, NOT_FOUND, "coming_purchase", 0);
    if (after) h.uri = arena_printf(c->arena, "%.*s?after=%.*s", STR_ARG(h.uri), STR_ARG(asked));
    TRY(fact_name(c, c->reader.lang, &h.publisher));
    TRY(coming_published(c, after, v, PER_PAGE + 1, &n));
    if (n > PER_PAGE) {
        n = PER_PAGE;
        h.next = arena_printf(c->arena, "%.*s%s?after=%.*s", STR_ARG(site), path,
                              STR_ARG(id_str(c->arena, v[n - 1].id)));
    }
    Who was = c->who;
    ocds_package_begin(rp->body, &h);
    c->who = who_program(c);
    Fault f = put_all(c, rp->body, &h, v, n);
    c->who = was;
    TRY(f);
    ocds_package_end(rp->body, &h);
    rp->type = "application/json";
    return OK;
}

Fault get_ocds_releases(Ctx *c, const Request *rq, Reply *rp) {
    return answer(c, rq, rp, "/ocds/releases.json", false);
}

Fault get_ocds_records(Ctx *c, const Request *rq, Reply *rp) {
    return answer(c, rq, rp, "/ocds/records.json", true);
}
