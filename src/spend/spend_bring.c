/* spend_bring.c - reading a file for a buyer: what is known from other files, and who the payees are. */
#include "spend/spend.h"

#include "actor/actor.h"

#include <stdio.h>
#include <string.h>

enum { BROUGHT_BYTES = 1 << 30, ACTORS_MAX = 300000 };

typedef struct Actors {
    Arena      *a;
    SpendActor *v;
    size_t      n, cap;
} Actors;

static Fault actor_keep(Ctx *c, const void *rec, void *arg) {
    const Actor *from = rec;
    Actors      *to = arg;
    (void)c;
    if (to->n == ACTORS_MAX) return OK;
    ARENA_ROOM(to->a, to->v, to->n, 1, &to->cap);
    SpendActor *one = &to->v[to->n++];
    one->id = from->head.id;
    one->registration = arena_copy(to->a, from->registration_no);
    for (int l = 0; l < LANG_N; l++) {
        if (from->name.v[l].n) one->names[l] = arena_copy(to->a, from->name.v[l]);
    }
    return OK;
}

/* Every live actor that the reader sees, by names and numbers. */
static Fault actor_index(Ctx *c, SpendBrought *b, const SpendWords *w, Actors *to, SpendIndex **ret_x) {
    ListSpec all = {.entity = &actor_entity};
    to->a = &b->arena;
    TRY(list_each(c, &all, true, actor_keep, to));
    *ret_x = spend_index(&b->arena, w, to->v, to->n);
    return OK;
}

/* Every payee against the actors; the buyer pays itself now and then. */
static void link_payees(SpendBrought *b, const SpendIndex *x, const Actors *actors) {
    Arena own;
    b->links = ARENA_ARRAY(&b->arena, SpendLink, b->book.payees_n + 1);
    arena_init(&own, 16 << 20);
    for (uint32_t i = 0; i < b->book.payees_n; i++) {
        const SpendPayee *p = &b->book.payees[i];
        SpendMatch m = spend_match(x, &own, p->name, p->registration, p->bearer);
        arena_reset(&own);
        if (m.how == SPEND_NONE_LIKE) continue;
        b->links[b->links_n++] = (SpendLink){i, m.others, actors->v[m.actor].id, m.how, m.why};
    }
    arena_release(&own);
}

/* ---- a package of the Open Contracting Data Standard ------------------------------------------------------------- */

bool spend_is_coming(const OcdsProcess *p) { return (p->planning || p->tender) && !p->given && !p->over; }

/* Whose each process is. A buyer whose name is certainly another actor's is another one; every other name may be the
** file's own buyer under the name of a department. */
static void find_owners(SpendBrought *b, Id buyer, const SpendWords *w, const SpendIndex *x, const Actors *actors) {
    const Ocds *o = b->ocds;
    Arena       own;
    b->owners = ARENA_ARRAY(&b->arena, SpendOwner, o->processes_n + 1);
    arena_init(&own, 16 << 20);
    for (uint32_t i = 0; i < o->processes_n; i++) {
        const OcdsParty *p = &o->processes[i].buyer;
        if (!p->name.n) continue;
        SpendBearer bearer = spend_name(&own, w, p->name).bearer;
        SpendMatch  m = spend_match(x, &own, p->name, p->number, bearer);
        arena_reset(&own);
        Id is = m.how == SPEND_CERTAIN ? actors->v[m.actor].id : 0;
        b->owners[i] = (SpendOwner){.actor = is == buyer ? 0 : is, .named = true, .theirs = is == buyer};
    }
    arena_release(&own);
}

static Fault too_large(SpendBrought *b) {
    b->file.problem = (SheetProblem){.key = "ocds.too_large", .limit = SPEND_OCDS_BYTES >> 20};
    return TOO_LARGE;
}

/* What counts in it, of this buyer, as a table for the reader of all other files; empty: nothing does. */
static Fault table_of(SpendBrought *b, Str *ret_table) {
    const Ocds *o = b->ocds;
    bool       *wanted = ARENA_ARRAY(&b->arena, bool, o->processes_n + 1);
    Buf         to;
    bool        any = false;
    for (uint32_t i = 0; i < o->processes_n; i++) wanted[i] = !b->owners[i].actor;
    for (uint32_t i = 0; i < o->rows_n; i++) any = any || (o->rows[i].counts && wanted[o->rows[i].process]);
    *ret_table = (Str){0};
    if (!any) return OK;
    buf_init(&to, 4 * SPEND_OCDS_BYTES);
    ocds_table(o, wanted, &to);
    bool ok = buf_ok(&to);
    *ret_table = buf_keep(&b->arena, &to);
    return ok ? OK : too_large(b);
}

/* A package that is all plans: a file without a payment. */
static void nothing_paid(SpendBrought *b, const SpendPlan *plan) {
    spend_book_init(&b->book, &b->arena);
    spend_settle(&b->book, &plan->settle);
    for (int i = 0; i < SPEND_COLUMN_N; i++) b->file.columns.at[i] = -1;
    b->file.suffices = true;
}

Fault spend_package(Ctx *c, Id buyer, Str raw, SpendBrought *b) {
    Actors      actors = {0};
    SpendIndex *x;
    SpendWords *w = spend_words(&b->arena);
    if (raw.n > SPEND_OCDS_BYTES) return too_large(b);
    b->ocds = ARENA_NEW(&b->arena, Ocds);
    TRY(ocds_read(&b->arena, raw, b->ocds, &b->file.problem));
    TRY(actor_index(c, b, w, &actors, &x));
    find_owners(b, buyer, w, x, &actors);
    return OK;
}

Fault spend_bring(Ctx *c, Id buyer, Id self, const SheetSource *src, SpendPlan *plan, SpendBrought *ret_b) {
    int64_t    *known;
    size_t      n;
    Actors      actors = {0};
    SpendIndex *x;
    SheetSource from = *src;
    *ret_b = (SpendBrought){0};
    arena_init(&ret_b->arena, BROUGHT_BYTES);
    plan->today = c->reader.today;
    snprintf(plan->settle.currency, sizeof plan->settle.currency, "%.3s", reader_currency(&c->reader));
    TRY(spend_known(c, &ret_b->arena, buyer, self, &known, &n));
    plan->settle.known = known;
    plan->settle.known_n = n;
    if (src->fd < 0 && ocds_is(src->mem)) {
        TRY(spend_package(c, buyer, src->mem, ret_b));
        TRY(table_of(ret_b, &from.mem));
        if (!from.mem.n) nothing_paid(ret_b, plan);
        if (!from.mem.n) return OK;
    }
    TRY(spend_read(&ret_b->arena, &from, plan, &ret_b->book, &ret_b->file));
    if (!ret_b->file.suffices) return OK;
    TRY(actor_index(c, ret_b, ret_b->book.words, &actors, &x));
    link_payees(ret_b, x, &actors);
    return OK;
}
