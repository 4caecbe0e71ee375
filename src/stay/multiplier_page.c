/* multiplier_page.c - output multipliers of an input-output table that is pasted; nothing of it is kept. */
#include "stay/stay_page.h"

#include "leak/iotable.h"

#include <stdlib.h>

/* Six groups of branches of Germany in 1995, domestic flows in millions of DM (Beutel, in the Eurostat Manual of
** Supply, Use and Input-Output Tables 2008, chapter 15; by rOpenGov/iotables, MIT): to try with. */
static const char SAMPLE[] = "NACE;A-B;C-E;F;G-I;J-K;L-P\n"
                             "A-B;1131;25480;1;607;710;762\n"
                             "C-E;7930;304584;64167;41082;11981;30360\n"
                             "F;426;7334;3875;5296;23457;9155\n"
                             "G-I;3559;72717;14190;74399;10835;21008\n"
                             "J-K;3637;96115;31027;65755;193176;34223\n"
                             "L-P;1552;14986;1747;11225;15058;22070\n"
                             "P1;43910;1079446;245606;540063;692487;508918\n";

static Str flaw_text(Ctx *c, IoFlaw f, const IoTable *t) {
    static const TextKey KEYS[] = {
        [IO_SHORT] = T_STAY_IO_SHORT,   [IO_BIG] = T_STAY_IO_BIG,       [IO_WIDTH] = T_STAY_IO_WIDTH,
        [IO_NUMBER] = T_STAY_IO_NUMBER, [IO_OUTPUT] = T_STAY_IO_OUTPUT, [IO_CLOSED] = T_STAY_IO_CLOSED};
    bool named = (f == IO_OUTPUT || f == IO_CLOSED) && t->col;
    return tr_str(c->arena, &c->reader, KEYS[f],
                  (TrArg[]){TR_ARG("row", arena_printf(c->arena, "%zu", t->row)),
                            TR_ARG("col", named ? t->names[t->col - 1] : arena_printf(c->arena, "%zu", t->col))}, 2);
}

typedef struct Ranked {
    double   m, kept;
    uint32_t at;
} Ranked;

static int by_multiplier(const void *a, const void *b) {
    const Ranked *x = a, *y = b;
    return x->m != y->m ? (x->m < y->m ? 1 : -1) : (x->at > y->at) - (x->at < y->at);
}

static void reckon(Ctx *c, MultiplierView *v) {
    IoTable   t;
    FlowTable f;
    double    m[IO_BRANCHES_MAX], bound;
    IoFlaw    flaw = io_read(c->arena, v->text, &t);
    if (flaw == IO_FINE) flaw = io_flow(c->arena, &t, &f);
    if (flaw != IO_FINE) {
        v->flaw = flaw_text(c, flaw, &t);
        return;
    }
    (void)flow_multipliers(&f, c->arena, 1e-9, m, &bound);
    Ranked *r = ARENA_ARRAY(c->arena, Ranked, t.n);
    for (uint32_t i = 0; i < t.n; i++) r[i] = (Ranked){m[i], f.kept[i], i};
    qsort(r, t.n, sizeof *r, by_multiplier);
    v->rows = ARENA_ARRAY(c->arena, MultiplierRow, t.n);
    for (uint32_t i = 0; i < t.n; i++) {
        v->rows[v->rows_n++] = (MultiplierRow){t.names[r[i].at], arena_printf(c->arena, "%.4f", r[i].m),
                                               (int64_t)(r[i].kept * 100 + 0.5)};
    }
    v->bound = arena_printf(c->arena, "%.1e", bound);
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, MultiplierView *v) {
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_STAY_MULTIPLIERS));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/leaks"), tr(c->reader.lang, T_STAY_TITLE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, multipliers_page, v);
}

/* GET /leaks/multipliers, and with sample=1 a table to try with. */
Fault get_multipliers(Ctx *c, const Request *rq, Reply *rp) {
    MultiplierView v = {0};
    if (str_eq(params_get(&rq->args, "sample"), LIT("1"))) {
        v.text = str_of(SAMPLE);
        reckon(c, &v);
    }
    return draw(c, rq, rp, &v);
}

Fault post_multipliers(Ctx *c, const Request *rq, Reply *rp) {
    MultiplierView v = {.text = params_get(&rq->form, "table")};
    reckon(c, &v);
    return draw(c, rq, rp, &v);
}
