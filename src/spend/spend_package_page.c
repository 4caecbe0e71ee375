/* spend_package_page.c - what stands in a package of the Open Contracting Data Standard that was brought, and taking
** its coming purchases. */
#include "spend/spend_page.h"

#include "base/utf8.h"
#include "db/region.h"
#include "spend/coming_page.h"

#include <string.h>

enum { SHOWN_MAX = 200, TITLE_CHARS = 200, TEXT_CHARS = 2000 };

/* The record, its bytes read again, and whose the processes are. */
typedef struct Opened {
    PaymentFile *v;
    SpendBrought b;
} Opened;

static Fault open_package(Ctx *c, Id id, Opened *o) {
    Str raw;
    o->v = ent_new(c, &payment_file_entity);
    TRY(ent_load(c, &payment_file_entity, id, o->v));
    if (o->v->coming_n == NUMBER_NONE) return fail(c, NOT_FOUND, "payment_file", id);
    TRY(spend_pieces(c, id, SPEND_PIECE_RAW, &raw));
    if (!raw.n) return fail(c, EXPIRED, "payment_file", id);
    return spend_package(c, o->v->buyer, raw, &o->b);
}

static Str line(Ctx *c, Str s, size_t n) { return utf8_head(utf8_clean_line(c->arena, s), n); }

/* Parts, one a line, parted by dots. */
static Str in_a_row(Ctx *c, Str lines) {
    Str all = {0}, part;
    while (all.n < TEXT_CHARS && str_split(&lines, '\n', &part)) {
        part = line(c, part, TITLE_CHARS);
        if (all.n) all = arena_printf(c->arena, "%.*s \u00B7 %.*s", STR_ARG(all), STR_ARG(part));
        else all = part;
    }
    return all;
}

static Str title_of(Ctx *c, const OcdsProcess *p) {
    Str s = line(c, p->title, TITLE_CHARS);
    if (!s.n) s = line(c, p->words, TITLE_CHARS);
    return s.n ? s : line(c, p->ocid, TITLE_CHARS);
}

/* ---- the page ---------------------------------------------------------------------------------------------------- */

static Str value_of(Ctx *c, const OcdsMoney *m) {
    Buf b;
    if (!m->known) return (Str){0};
    buf_init(&b, 200);
    plain_money(&b, &c->reader, m->amount, spend_code(c, str_of(m->currency)));
    return buf_keep(c->arena, &b);
}

static Fault fill_row(Ctx *c, const Opened *o, uint32_t i, SpendPackView *v) {
    const OcdsProcess *p = &o->b.ocds->processes[i];
    const SpendOwner  *w = &o->b.owners[i];
    Id                 there;
    TRY(coming_by_ocid(c, p->ocid, &there));
    SpendPackRow *r = &v->rows[v->rows_n++];
    *r = (SpendPackRow){.title = title_of(c, p), .lots = in_a_row(c, p->lots), .buyer = p->buyer.name,
                        .ocid = p->ocid, .value = value_of(c, &p->value), .from = p->from, .until = p->until,
                        .other = w->actor != 0, .named = w->named, .there = there != 0};
    if (p->title.n) r->words = line(c, p->words, TITLE_CHARS);
    r->chosen = !there && (w->theirs || !w->named) && (!p->until || p->until >= c->reader.today);
    if (w->actor) r->buyer_href = view_record_path(c, &actor_entity, w->actor);
    if (there) r->there_href = view_record_path(c, &coming_purchase_entity, there);
    v->open = v->open || !there;
    return OK;
}

/* Sums by kind and currency of what counts and is this buyer's, and what others have. */
static void fill_read(Ctx *c, const Opened *o, SpendPackView *v) {
    enum { SUMS_MAX = 24 };
    static const TextKey NAMES[OCDS_OF_N] = {T_OCDS_AWARDS, T_OCDS_CONTRACTS, T_OCDS_PAYMENTS};
    const Ocds *d = o->b.ocds;
    v->sums = ARENA_ARRAY(c->arena, SpendPackSum, SUMS_MAX);
    for (uint32_t i = 0; i < d->rows_n; i++) {
        const OcdsRow *r = &d->rows[i];
        if (!r->counts) continue;
        if (o->b.owners[r->process].actor) {
            v->others_rows++;
            continue;
        }
        const char *code = spend_code(c, str_of(r->value.currency));
        size_t      k = 0;
        while (k < v->sums_n && (v->sums[k].name != NAMES[r->of] || strcmp(v->sums[k].currency, code) != 0)) k++;
        if (k == SUMS_MAX) continue;
        if (k == v->sums_n) v->sums[v->sums_n++] = (SpendPackSum){.name = NAMES[r->of], .currency = code};
        v->sums[k].n++;
        v->sums[k].sum += r->value.amount;
    }
    v->notes = ARENA_ARRAY(c->arena, SpendPackNote, OCDS_NOTES_MAX);
    for (int i = 0; i < d->notes_n; i++) {
        v->notes[v->notes_n++] = (SpendPackNote){utf8_clean_line(c->arena, str_of(d->notes[i].path)), d->notes[i].n};
    }
    v->notes_more = d->notes_more;
    v->releases = d->releases;
    v->processes = d->processes_n;
    v->publisher = line(c, d->publisher, TITLE_CHARS);
    v->unversioned = d->unversioned;
}

static Fault fill(Ctx *c, const Opened *o, SpendPackView *v) {
    const Ocds *d = o->b.ocds;
    v->rows = ARENA_ARRAY(c->arena, SpendPackRow, SHOWN_MAX + 1);
    for (uint32_t i = 0; i < d->processes_n; i++) {
        v->others += o->b.owners[i].actor != 0;
        if (!spend_is_coming(&d->processes[i])) v->past++;
        else if (v->rows_n == SHOWN_MAX) v->more++;
        else TRY(fill_row(c, o, i, v));
    }
    fill_read(c, o, v);
    return OK;
}

typedef struct Drawing {
    const Request *rq;
    Reply         *rp;
    Arena         *outer;
    Opened         o;
} Drawing;

static Fault draw(Ctx *c, const Request *rq, Reply *rp, Arena *outer, Opened *o) {
    SpendPackView v = {.path = view_record_path(c, &payment_file_entity, rq->ids[0])};
    TRY(open_package(c, rq->ids[0], o));
    v.name = o->v->name;
    v.may_write = !o->v->head.archived_at && ent_may_write(c, &payment_file_entity, &o->v->head);
    TRY(ent_names(c, &actor_entity, &o->v->buyer, 1, &v.buyer));
    TRY(fill(c, o, &v));
    Id buyer = o->v->buyer;
    c->arena = outer;
    Page pg = spend_page(c, rq, buyer, v.buyer, T_OCDS_IN_IT);
    return page_send(&pg, rp, spend_package_page, &v);
}

static Fault run_draw(Ctx *c, void *arg) {
    Drawing *d = arg;
    return draw(c, d->rq, d->rp, d->outer, &d->o);
}

Fault get_file_package(Ctx *c, const Request *rq, Reply *rp) {
    Drawing d = {.rq = rq, .rp = rp, .outer = c->arena};
    arena_init(&d.o.b.arena, 1 << 30);
    Fault f = spend_room(c, run_draw, &d);
    arena_release(&d.o.b.arena);
    return f;
}

/* ---- taking ------------------------------------------------------------------------------------------------------ */

typedef struct Taking {
    const Request *rq;
    Arena         *outer;
    Opened         o;
    ComingPurchase **v;
    size_t         n;
    Str            name;
} Taking;

/* In ranges, as coming purchases are told; in the region's money alone. */
static int range_of(Ctx *c, const OcdsMoney *m) {
    static const struct {
        int64_t most;
        int     range;
    } RANGES[] = {{1000000, AMOUNT_RANGE_UNDER_10}, {5000000, AMOUNT_RANGE_UNDER_50},
                  {20000000, AMOUNT_RANGE_UNDER_200}, {100000000, AMOUNT_RANGE_UNDER_1M}};
    if (!m->known || m->amount <= 0 || !str_eq(str_of(m->currency), str_of(reader_currency(&c->reader)))) return 0;
    for (size_t i = 0; i < sizeof RANGES / sizeof *RANGES; i++) {
        if (m->amount <= RANGES[i].most) return RANGES[i].range;
    }
    return AMOUNT_RANGE_OVER_1M;
}

/* Lives in the arena of the request. */
static ComingPurchase *purchase_of(Ctx *c, const Taking *t, uint32_t i) {
    const OcdsProcess *p = &t->o.b.ocds->processes[i];
    const SpendOwner  *w = &t->o.b.owners[i];
    ComingPurchase    *v = ent_new(c, &coming_purchase_entity);
    v->what = arena_copy(c->arena, title_of(c, p));
    v->buyer = w->actor ? w->actor : t->o.v->buyer;
    v->about = range_of(c, &p->value);
    v->from_on = p->from;
    v->until_on = p->until && p->from && p->until < p->from ? 0 : p->until;
    v->lots = arena_copy(c->arena, utf8_head(utf8_clean_text(c->arena, p->lots), TEXT_CHARS));
    v->needs = arena_copy(c->arena, utf8_head(utf8_clean_text(c->arena, p->needs), TEXT_CHARS));
    v->ocid = arena_copy(c->arena, utf8_head(p->ocid, TITLE_CHARS));
    v->published = str_eq(params_get(&t->rq->form, "published"), LIT("1"));
    return v;
}

static bool is_taken(const Params *form, Str ocid) {
    for (size_t i = 0; i < form->n; i++) {
        if (str_eq(form->v[i].name, LIT("take")) && str_eq(form->v[i].value, ocid)) return true;
    }
    return false;
}

static Fault run_gather(Ctx *c, void *arg) {
    Taking *t = arg;
    Id      there;
    TRY(open_package(c, t->rq->ids[0], &t->o));
    if (!ent_may_write(c, &payment_file_entity, &t->o.v->head)) return fail(c, NOT_ALLOWED, "payment_file", 0);
    const Ocds *d = t->o.b.ocds;
    c->arena = t->outer;
    t->name = arena_copy(c->arena, t->o.v->name);
    t->v = ARENA_ARRAY(c->arena, ComingPurchase *, SHOWN_MAX);
    for (uint32_t i = 0; i < d->processes_n && t->n < SHOWN_MAX; i++) {
        if (!spend_is_coming(&d->processes[i]) || !is_taken(&t->rq->form, d->processes[i].ocid)) continue;
        TRY(coming_by_ocid(c, d->processes[i].ocid, &there));
        if (!there) t->v[t->n++] = purchase_of(c, t, i);
    }
    return OK;
}

static Fault run_take(Ctx *c, void *arg) {
    Taking *t = arg;
    TRY(act_begin(c, T_OCDS_ACT_TAKE, t->name));
    for (size_t i = 0; i < t->n; i++) TRY(ent_save(c, &coming_purchase_entity, t->v[i]));
    return OK;
}

Fault post_file_package(Ctx *c, const Request *rq, Reply *rp) {
    Taking t = {.rq = rq, .outer = c->arena};
    Str    path = arena_printf(c->arena, "%.*s/package",
                               STR_ARG(view_record_path(c, &payment_file_entity, rq->ids[0])));
    arena_init(&t.o.b.arena, 1 << 30);
    Fault f = spend_room(c, run_gather, &t);
    if (f == OK && t.n) f = region_write(c->region, c, run_take, &t);
    arena_release(&t.o.b.arena);
    if (f == INVALID && c->complaints.n) {
        reply_go_final(c, rp, path, c->complaints.v[0].key);
        return OK;
    }
    TRY(f);
    if (!t.n) reply_go_final(c, rp, path, T_OCDS_NOTHING_CHOSEN);
    else reply_go(c, rp, path, T_OCDS_TAKEN, (TrArg[]){TR_N("n", (int64_t)t.n)}, 1);
    return OK;
}
