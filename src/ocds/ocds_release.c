/* ocds_release.c - one release: its planning and tender into the process, its awards, contracts and payments into
** rows. */
#include "ocds/ocds_inner.h"

#include <stdio.h>
#include <string.h>

bool ocds_quiet(Str key) {
    static const char *const QUIET[] = {"id", "uri", "url", "language", "version", "publishedDate", "extensions",
                                        "license", "publicationPolicy", "publisher", "ocid", "tag", "date",
                                        "initiationType", "links", "dateModified"};
    for (size_t i = 0; i < sizeof QUIET / sizeof *QUIET; i++) {
        if (str_eq(key, str_of(QUIET[i]))) return true;
    }
    return false;
}

void ocds_nothing(OcdsReader *rd, void *to, int which, Str value) {
    (void)rd;
    (void)to;
    (void)which;
    (void)value;
}

static OcdsProcess *process(OcdsReader *rd) { return &rd->o->processes[rd->process]; }

/* ---- values, periods, parties ------------------------------------------------------------------------------------ */

static void take_money(OcdsReader *rd, void *to, int which, Str v) {
    OcdsMoney *m = to;
    if (which == 0) {
        m->known = ocds_amount(ocds_text(rd, v), &m->amount);
        if (!m->known) ocds_note(rd, "amount", v.n > 24 ? (Str){0} : v);
        return;
    }
    Str code = ocds_text(rd, v);
    memset(m->currency, 0, sizeof m->currency);
    if (code.n == sizeof m->currency - 1) memcpy(m->currency, code.p, code.n);
}

static OcdsMoney money(OcdsReader *rd, Str v, const char *path) {
    OcdsWords w = {path, "amount currency", 2, take_money};
    OcdsMoney m = {0};
    ocds_members(rd, v, &w, &m);
    return m;
}

typedef struct Period {
    Day start, end;
} Period;

static void take_period(OcdsReader *rd, void *to, int which, Str v) {
    Period *p = to;
    if (which == 0) p->start = ocds_day(rd, v);
    if (which == 1) p->end = ocds_day(rd, v);
}

static Period period(OcdsReader *rd, Str v, const char *path) {
    OcdsWords w = {path, "startDate endDate maxExtentDate durationInDays", 4, take_period};
    Period    p = {0};
    ocds_members(rd, v, &w, &p);
    return p;
}

static void take_identifier(OcdsReader *rd, void *to, int which, Str v) {
    OcdsParty *p = to;
    if (which == 0) p->number = ocds_text(rd, v);
    if (which == 1 && !p->name.n) p->name = ocds_text(rd, v);
}

/* People who answer for a party are not read: contactPoint. OCDS 1.0 named who was paid by an identifier with its
** legalName. */
static void take_party(OcdsReader *rd, void *to, int which, Str v) {
    static const OcdsWords IDENTIFIER = {"identifier", "id legalName scheme uri", 2, take_identifier};
    OcdsParty *p = to;
    if (which == 0) p->id = ocds_text(rd, v);
    if (which == 1) p->name = ocds_text(rd, v);
    if (which == 2) ocds_members(rd, v, &IDENTIFIER, p);
    if (which == 3 && !p->name.n) p->name = ocds_text(rd, v);
}

static OcdsParty party(OcdsReader *rd, Str v, const char *path) {
    OcdsWords w = {path, "id name identifier legalName additionalIdentifiers roles address contactPoint", 8,
                   take_party};
    OcdsParty p = {0};
    ocds_members(rd, v, &w, &p);
    return p;
}

static void each_party(OcdsReader *rd, void *to, uint32_t i, Str v) {
    (void)to;
    (void)i;
    rd->full = rd->full || rd->parties_n == OCDS_ROWS_MAX;
    if (rd->full) return;
    ARENA_ROOM(rd->a, rd->parties, rd->parties_n, 1, &rd->parties_cap);
    rd->parties[rd->parties_n] = (OcdsNamed){rd->process, rd->parties_n, party(rd, v, "parties")};
    rd->parties_n++;
}

/* ---- planning and tender ----------------------------------------------------------------------------------------- */

static void set(Str *to, Str s) {
    if (s.n) *to = s;
}

static void take_budget(OcdsReader *rd, void *to, int which, Str v) {
    OcdsProcess *p = to;
    if (which == 0) {
        OcdsMoney m = money(rd, v, "planning.budget.amount");
        if (m.known) p->value = m;
    }
    if (which == 1 && !p->title.n) set(&p->title, ocds_text(rd, v));
    if (which == 2 && !p->words.n) set(&p->words, ocds_text(rd, v));
}

static void take_planning(OcdsReader *rd, void *to, int which, Str v) {
    static const OcdsWords BUDGET = {"planning.budget", "amount project description", 3, take_budget};
    OcdsProcess *p = to;
    p->planning = true;
    if (which == 0) ocds_members(rd, v, &BUDGET, p);
    if (which == 1) set(&p->words, ocds_text(rd, v));
}

/* What is wanted part by part: titles of lots, or descriptions of items. */
static void take_lot(OcdsReader *rd, void *to, int which, Str v) {
    Str *s = to;
    if (which == 0 || !s->n) set(s, ocds_text(rd, v));
}

typedef struct Lots {
    Str      text;
    uint32_t n;
} Lots;

static void each_lot(OcdsReader *rd, void *to, uint32_t i, Str v) {
    static const OcdsWords LOT = {"tender.items", "title description id quantity unit classification"
                                  " additionalClassifications value status", 2, take_lot};
    Lots *l = to;
    Str   s = {0};
    ocds_members(rd, v, &LOT, &s);
    if (!s.n || i >= OCDS_LOTS_MAX) return;
    Str copy = arena_copy(rd->a, s);
    for (size_t k = 0; k < copy.n; k++) {
        if (copy.p[k] == '\n') ((char *)(uintptr_t)copy.p)[k] = ' ';
    }
    l->text = l->n++ ? arena_printf(rd->a, "%.*s\n%.*s", STR_ARG(l->text), STR_ARG(copy)) : copy;
}

/* One thing alone is no part. Lots stand above items, whichever comes first. */
static void lots(OcdsReader *rd, OcdsProcess *p, Str v, bool lots) {
    Lots l = {0};
    ocds_elements(rd, v, lots ? "tender.lots" : "tender.items", each_lot, &l);
    if (l.n < 2 || (p->by_lots && !lots)) return;
    p->lots = l.text;
    p->by_lots = lots;
}

static bool is_over(Str status) {
    static const char *const ENDED[] = {"complete", "cancelled", "unsuccessful", "withdrawn"};
    for (size_t i = 0; i < sizeof ENDED / sizeof *ENDED; i++) {
        if (str_eq(status, str_of(ENDED[i]))) return true;
    }
    return false;
}

enum { TENDER_TITLE, TENDER_WORDS, TENDER_STATUS, TENDER_VALUE, TENDER_LEAST, TENDER_PERIOD, TENDER_NEEDS,
       TENDER_LOTS, TENDER_ITEMS, TENDER_METHOD, TENDER_CATEGORY, TENDER_BUYER, TENDER_N };
static const char TENDER_NAMES[] = "title description status value minValue tenderPeriod eligibilityCriteria"
                                   " lots items procurementMethod mainProcurementCategory procuringEntity";

static void take_tender_text(OcdsReader *rd, OcdsProcess *p, int which, Str v) {
    Str s = ocds_text(rd, v);
    if (which == TENDER_TITLE) set(&p->title, s);
    if (which == TENDER_WORDS) set(&p->words, s);
    if (which == TENDER_STATUS) p->over = is_over(s);
    if (which == TENDER_NEEDS) set(&p->needs, s);
    if (which == TENDER_METHOD) set(&p->method, s);
    if (which == TENDER_CATEGORY) set(&p->category, s);
}

static void take_tender(OcdsReader *rd, void *to, int which, Str v) {
    OcdsProcess *p = to;
    OcdsMoney    m;
    Period       asked;
    p->tender = true;
    switch (which) {
    case TENDER_VALUE:
        m = money(rd, v, "tender.value");
        if (m.known) p->value = m;
        break;
    case TENDER_LEAST:
        m = money(rd, v, "tender.minValue");
        if (m.known) p->least = m;
        break;
    case TENDER_PERIOD:
        asked = period(rd, v, "tender.tenderPeriod");
        p->from = asked.start;
        p->until = asked.end;
        break;
    case TENDER_LOTS:
    case TENDER_ITEMS: lots(rd, p, v, which == TENDER_LOTS); break;
    case TENDER_BUYER:
        if (!p->buyer.name.n && !p->buyer.id.n) p->buyer = party(rd, v, "tender.procuringEntity");
        break;
    default: take_tender_text(rd, p, which, v);
    }
}

/* ---- awards, contracts, payments --------------------------------------------------------------------------------- */

static OcdsRow *row_new(OcdsReader *rd, OcdsOf of, Str above) {
    Ocds *o = rd->o;
    rd->full = rd->full || o->rows_n == OCDS_ROWS_MAX;
    if (rd->full) return &rd->spare;
    ARENA_ROOM(rd->a, o->rows, o->rows_n, 1, &rd->rows_cap);
    OcdsRow *r = &o->rows[o->rows_n];
    *r = (OcdsRow){.process = rd->process, .seq = o->rows_n++, .of = of, .above = above};
    return r;
}

enum { PAYEES_NAMED = 5 };
static void each_supplier(OcdsReader *rd, void *to, uint32_t i, Str v) {
    OcdsRow  *r = to;
    OcdsParty p = party(rd, v, "awards.suppliers");
    r->payees++;
    if (i == 0) r->payee = p;
    else if (p.name.n && r->payee.name.n && r->payees <= PAYEES_NAMED) {
        r->payee = (OcdsParty){.name = arena_printf(rd->a, "%.*s / %.*s", STR_ARG(r->payee.name), STR_ARG(p.name))};
    }
}

static bool is_off(Str status) {
    return str_eq(status, LIT("pending")) || str_eq(status, LIT("cancelled")) || str_eq(status, LIT("unsuccessful"));
}

enum { AWARD_ID, AWARD_TITLE, AWARD_WORDS, AWARD_STATUS, AWARD_DATE, AWARD_VALUE, AWARD_SUPPLIERS, AWARD_N };
static void take_award(OcdsReader *rd, void *to, int which, Str v) {
    OcdsRow *r = to;
    switch (which) {
    case AWARD_ID: r->id = ocds_text(rd, v); break;
    case AWARD_TITLE: r->what = ocds_text(rd, v); break;
    case AWARD_WORDS:
        if (!r->what.n) r->what = ocds_text(rd, v);
        break;
    case AWARD_STATUS: r->status = ocds_text(rd, v); break;
    case AWARD_DATE: r->day = ocds_day(rd, v); break;
    case AWARD_VALUE: r->value = money(rd, v, "awards.value"); break;
    case AWARD_SUPPLIERS: ocds_elements(rd, v, "awards.suppliers", each_supplier, r); break;
    default: break;
    }
}

/* Something without an id is known by its place. */
static void name_row(OcdsReader *rd, OcdsRow *r, uint32_t i, const char *path) {
    if (!r->id.n) {
        r->id = arena_printf(rd->a, "#%u", i + 1);
        ocds_note(rd, path, (Str){0});
    }
    r->off = is_off(r->status);
    r->told_on = rd->date;
}

static void each_award(OcdsReader *rd, void *to, uint32_t i, Str v) {
    static const OcdsWords AWARD = {"awards", "id title description status date value suppliers", AWARD_N, take_award};
    OcdsRow r = {0};
    (void)to;
    ocds_members(rd, v, &AWARD, &r);
    name_row(rd, &r, i, "awards.id");
    OcdsRow *own = row_new(rd, OCDS_AWARD, (Str){0});
    r.process = own->process;
    r.seq = own->seq;
    r.of = own->of;
    *own = r;
}

enum { PAID_ID, PAID_DATE, PAID_VALUE, PAID_PAYEE, PAID_AMOUNT, PAID_RECEIVER, PAID_N };
static void take_paid(OcdsReader *rd, void *to, int which, Str v) {
    OcdsRow *r = to;
    switch (which) {
    case PAID_ID: r->id = ocds_text(rd, v); break;
    case PAID_DATE: r->day = ocds_day(rd, v); break;
    case PAID_VALUE: r->value = money(rd, v, "transactions.value"); break;
    case PAID_PAYEE: r->payee = party(rd, v, "transactions.payee"); break;
    case PAID_AMOUNT:
        if (!r->value.known) r->value = money(rd, v, "transactions.amount");
        break;
    case PAID_RECEIVER:
        if (!r->payee.name.n && !r->payee.id.n) r->payee = party(rd, v, "transactions.receiverOrganization");
        break;
    default: break;
    }
}

static void each_paid(OcdsReader *rd, void *to, uint32_t i, Str v) {
    static const OcdsWords PAID = {"contracts.implementation.transactions",
                                   "id date value payee amount receiverOrganization source payer uri"
                                   " providerOrganization", PAID_N, take_paid};
    const Str *contract = to;
    OcdsRow    r = {0};
    ocds_members(rd, v, &PAID, &r);
    name_row(rd, &r, i, "transactions.id");
    OcdsRow *own = row_new(rd, OCDS_PAYMENT, *contract);
    r.process = own->process;
    r.seq = own->seq;
    r.of = own->of;
    r.above = *contract;
    *own = r;
}

static void take_implementation(OcdsReader *rd, void *to, int which, Str v) {
    if (which == 0) ocds_elements(rd, v, "contracts.implementation.transactions", each_paid, to);
}

typedef struct Contract {
    OcdsRow r;
    Str     implementation;
} Contract;

enum { CON_ID, CON_AWARD, CON_TITLE, CON_WORDS, CON_STATUS, CON_SIGNED, CON_PERIOD, CON_VALUE, CON_DONE, CON_N };
static void take_contract(OcdsReader *rd, void *to, int which, Str v) {
    Contract *k = to;
    OcdsRow  *r = &k->r;
    switch (which) {
    case CON_ID: r->id = ocds_text(rd, v); break;
    case CON_AWARD: r->above = ocds_text(rd, v); break;
    case CON_TITLE: r->what = ocds_text(rd, v); break;
    case CON_WORDS:
        if (!r->what.n) r->what = ocds_text(rd, v);
        break;
    case CON_STATUS: r->status = ocds_text(rd, v); break;
    case CON_SIGNED: r->day = ocds_day(rd, v); break;
    case CON_PERIOD:
        if (!r->day) r->day = period(rd, v, "contracts.period").start;
        break;
    case CON_VALUE: r->value = money(rd, v, "contracts.value"); break;
    case CON_DONE: k->implementation = v; break;
    default: break;
    }
}

static void each_contract(OcdsReader *rd, void *to, uint32_t i, Str v) {
    static const OcdsWords CONTRACT = {"contracts", "id awardID title description status dateSigned period value"
                                       " implementation", CON_N, take_contract};
    static const OcdsWords DONE = {"contracts.implementation", "transactions", 1, take_implementation};
    Contract k = {0};
    (void)to;
    ocds_members(rd, v, &CONTRACT, &k);
    name_row(rd, &k.r, i, "contracts.id");
    OcdsRow *own = row_new(rd, OCDS_CONTRACT, k.r.above);
    k.r.process = own->process;
    k.r.seq = own->seq;
    k.r.of = own->of;
    *own = k.r;
    if (k.implementation.n) ocds_members(rd, k.implementation, &DONE, &k.r.id);
}

/* ---- the release ------------------------------------------------------------------------------------------------- */

enum { REL_DATE, REL_PARTIES, REL_BUYER, REL_PLANNING, REL_TENDER, REL_AWARDS, REL_CONTRACTS, REL_N };
static void take_release(OcdsReader *rd, void *to, int which, Str v) {
    static const OcdsWords PLANNING = {"planning", "budget rationale", 2, take_planning};
    static const OcdsWords TENDER = {"tender", TENDER_NAMES, TENDER_N, take_tender};
    OcdsProcess *p = to;
    switch (which) {
    case REL_PARTIES: ocds_elements(rd, v, "parties", each_party, NULL); break;
    case REL_BUYER: p->buyer = party(rd, v, "buyer"); break;
    case REL_PLANNING: ocds_members(rd, v, &PLANNING, p); break;
    case REL_TENDER: ocds_members(rd, v, &TENDER, p); break;
    case REL_AWARDS: ocds_elements(rd, v, "awards", each_award, NULL); break;
    case REL_CONTRACTS: ocds_elements(rd, v, "contracts", each_contract, NULL); break;
    default: break;
    }
}

void ocds_release(OcdsReader *rd, Str span) {
    static const OcdsWords RELEASE = {"", "date parties buyer planning tender awards contracts", REL_N, take_release};
    Str v;
    rd->date = json_find(span, LIT("date"), &v) ? ocds_day(rd, v) : 0;
    ocds_members(rd, span, &RELEASE, process(rd));
}
