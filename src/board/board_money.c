/* board_money.c - the cards about money: the newest LM3 study, what leaks and could be made here, what large buyers
** pay to whom. */
#include "board/board_page.h"

#include "spend/spend.h"
#include "stay/stay_page.h"

enum { STUDIES_READ = 12, LEAKS_SHOWN = 5, COULD_SHOWN = 3, BUYERS_SHOWN = 4 };
static const int64_t ROWS_SUMMED = 200000;        /* of a buyer, on a page that tells of many */

/* ---- LM3 --------------------------------------------------------------------------------------------------------- */

static int part_of(int64_t part, int64_t whole) { return whole > 0 ? (int)((__int128)part * 100 / whole) : 0; }

static Fault study_fill(Ctx *c, const Lm3Study *s, BoardStudy *v) {
    Lm3        l;
    Lm3Flaw    flaw;
    Lm3Payee  *payees;
    size_t     n;
    TRY(lm3_of(c, s, &l, &flaw, &payees, &n));
    *v = (BoardStudy){.any = true, .some = flaw == LM3_FINE && l.paid > 0, .one = l.value > 0, .exact = l.exact,
                      .year = s->year, .name = s->name, .href = view_record_path(c, &lm3_study_entity, s->head.id),
                      .form = choice_label(&lm3_form_choices, s->form), .open = s->state != LM3_STATE_TOLD,
                      .demo = s->is_demo == 1,
                      .few = !(c->who.roles & lm3_payee_entity.readers) && l.paid == 0};
    if (!v->some) return OK;
    v->value = lm3_number(c, l.value, LM3_UNIT / 200);
    v->lowest = lm3_number(c, l.lowest, 0);
    v->highest = lm3_number(c, l.highest, LM3_UNIT / 100 - 1);
    v->r1 = lm3_money(c, l.r1);
    v->r2 = lm3_money(c, l.r2);
    v->r3 = lm3_money(c, l.r3_known);
    v->r2_part = part_of(l.r2, l.r1);
    v->r3_part = part_of(l.r3_known, l.r1);
    v->coverage = l.coverage / (LM3_UNIT / 100);
    return OK;
}

/* The newest finished one of which this reader may be told; else one of which they may not, else one still asked. */
Fault board_study(Ctx *c, const Request *asked, BoardView *v) {
    ListSpec  s;
    void     *rows;
    size_t    n;
    int64_t   all;
    TRY(view_query(c, asked, &LM3_STUDY_SHEET, &s));
    s.sort = &lm3_study_entity.fields[LM3_STUDY_F_YEAR];
    s.descending = true;
    s.limit = STUDIES_READ;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    TRY(list_count(c, &s, &all));
    const Lm3Study *studies = rows;
    for (size_t i = 0; i < n && !v->study.some; i++) {
        if (studies[i].state == LM3_STATE_TOLD) TRY(study_fill(c, &studies[i], &v->study));
    }
    if (n && !v->study.any) TRY(study_fill(c, &studies[0], &v->study));
    v->study.others = all - (all > 0);
    return OK;
}

/* ---- what leaks -------------------------------------------------------------------------------------------------- */

static void rank(const StaySum *s, const LeakRow **best, size_t *ret_n) {
    size_t n = 0;
    for (uint32_t k = 0; k < s->n; k++) {
        const LeakRow *r = &s->rows[k];
        if (leak_middle(r->leaves) <= 0) continue;
        size_t at = n < LEAKS_SHOWN ? n++ : LEAKS_SHOWN;
        for (; at > 0 && leak_middle(r->leaves) > leak_middle(best[at - 1]->leaves); at--) {
            if (at < LEAKS_SHOWN) best[at] = best[at - 1];
        }
        if (at < LEAKS_SHOWN) best[at] = r;
    }
    *ret_n = n;
}

static Fault could_fill(Ctx *c, const StaySum *s, BoardView *v) {
    StayPlugs p;
    TRY(stay_plugs(c, s, &p));
    v->could = ARENA_ARRAY(c->arena, BoardCould, COULD_SHOWN);
    for (size_t i = 0; i < p.n && v->could_n < COULD_SHOWN; i++) {
        const LeakPlug *one = &p.v[i];
        if (!one->bests || one->score <= 0) continue;
        const LeakMaker *m = &p.makers[one->best[0]];
        v->could[v->could_n++] = (BoardCould){
            .category = s->names[one->category], .might = stay_money(c, (LeakRange){one->score, one->score}),
            .maker = p.names[one->best[0]],
            .maker_href = view_record_path(c, &actor_entity, m->id)};
    }
    return OK;
}

/* Of the year so far; where nothing is known of it yet, of the one before. */
static Fault newest_sum(Ctx *c, const PlaceLocal *l, StaySum *s) {
    int64_t year = day_year(c->reader.today);
    TRY(stay_sum(c, l->place, year, l->version, s));
    if (!s->defs_n || s->facts) return OK;
    return stay_sum(c, l->place, year - 1, l->version, s);
}

Fault board_leaks(Ctx *c, const PlaceLocal *l, BoardView *v) {
    StaySum        s;
    const LeakRow *best[LEAKS_SHOWN];
    size_t         n;
    TRY(newest_sum(c, l, &s));
    v->leaks = arena_printf(c->arena, "/places/%.*s/leaks?year=%lld&version=%.*s", STR_ARG(id_str(c->arena, l->place)),
                            (long long)s.year, STR_ARG(id_str(c->arena, l->version)));
    v->year = s.year;
    v->leaks_hidden = s.hidden;
    if (!s.defs_n) return OK;
    const LeakRow *total = &s.rows[s.n];
    int64_t        known = leak_middle(total->stays) + leak_middle(total->leaves);
    rank(&s, best, &n);
    v->leaks_any = total->facts > 0 && known > 0;
    v->leaves = stay_money(c, total->leaves);
    v->stays = stay_money(c, total->stays);
    v->stays_part = part_of(leak_middle(total->stays), known);
    v->leaks_of = ARENA_ARRAY(c->arena, BoardLeak, LEAKS_SHOWN);
    for (size_t i = 0; i < n; i++) {
        v->leaks_of[v->leaks_of_n++] = (BoardLeak){
            .name = s.names[best[i] - s.rows], .leaves = stay_money(c, best[i]->leaves),
            .part = part_of(leak_middle(best[i]->leaves), leak_middle(best[0]->leaves))};
    }
    return could_fill(c, &s, v);
}

/* ---- large buyers ------------------------------------------------------------------------------------------------ */

static Fault buyer_sum(Ctx *c, Id buyer, Id place, BoardBuyer *v) {
    SpendAll a;
    TRY(spend_all_load(c, buyer, (Str){0}, &a));
    TRY(spend_all_sum(c, &a, &place, 1));
    v->summed = a.all.sum > 0;
    if (!v->summed) return OK;
    int64_t permille = spend_permille(a.local[0][SPEND_LOCAL].sum, a.all.sum);
    v->share = arena_printf(c->arena, "%d.%d%%", (int)(permille / 10), abs((int)(permille % 10)));
    v->unknown = part_of(a.local[0][SPEND_UNKNOWN].sum, a.all.sum);
    return OK;
}

/* Those who belong to the place, the ones with most rows first. */
Fault board_buyers(Ctx *c, const PlaceLocal *l, BoardView *v) {
    SpendBuyer *all;
    size_t      n, here_n;
    TRY(spend_buyers(c, &all, &n));
    if (!n) return OK;
    Id *ids = ARENA_ARRAY(c->arena, Id, n), *here = ARENA_ARRAY(c->arena, Id, n);
    for (size_t i = 0; i < n; i++) ids[i] = all[i].buyer;
    size_t sorted = ids_sort(ids, n);
    TRY(place_members_among(c, l->version, ids, sorted, here, &here_n));
    v->buyers = ARENA_ARRAY(c->arena, BoardBuyer, BUYERS_SHOWN);
    for (size_t i = 0; i < n && v->buyers_n < BUYERS_SHOWN; i++) {
        const SpendBuyer *b = &all[i];
        if (!ids_hold(here, here_n, b->buyer)) continue;
        BoardBuyer *row = &v->buyers[v->buyers_n];
        *row = (BoardBuyer){.from = b->from, .until = b->until};
        row->href = arena_printf(c->arena, "/purchases/%.*s?local1=%.*s", STR_ARG(id_str(c->arena, b->buyer)),
                                 STR_ARG(id_str(c->arena, l->place)));
        TRY(ent_names(c, &actor_entity, &b->buyer, 1, &row->name));
        if (!row->name.n) continue;
        if (b->rows <= ROWS_SUMMED) TRY(buyer_sum(c, b->buyer, l->place, row));
        v->buyers_n++;
    }
    return OK;
}
