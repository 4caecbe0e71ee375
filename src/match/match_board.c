/* match_board.c - kept lists: what a changed record does to them, without ranking anew. */
#include "match/match_inner.h"

#include "base/check.h"

/* What is not in the list ranks behind its last; `all`: there is nothing else. */
typedef struct List {
    uint32_t n;
    bool     all;
    uint32_t number[MATCH_KEPT];
    int32_t  score[MATCH_KEPT];
} List;

struct MatchBoard {
    Match    *x;
    List     *lists;                              /* by number of the need */
    size_t    cap;
    uint32_t *touched;                            /* needs */
    size_t    n_touched, cap_touched;
};

static void list_make(MatchBoard *b, uint32_t need) {
    Best  best = {.limit = MATCH_KEPT};
    List *l = &b->lists[need];
    rank_offers(b->x, need, &EYES_ALL, &best);
    l->n = (uint32_t)best.n;
    l->all = best.n < MATCH_KEPT;
    memcpy(l->number, best.number, best.n * sizeof *l->number);
    memcpy(l->score, best.score, best.n * sizeof *l->score);
}

MatchBoard *match_board(Match *x) {
    MatchBoard *b = calloc(1, sizeof *b);
    CHECK(b);
    b->x = x;
    for (uint32_t i = 1; i <= x->need_numbers.next; i++) {
        b->lists = room_for(b->lists, i, &b->cap, sizeof *b->lists);
        if (x->needs[i].id) list_make(b, i);
    }
    return b;
}

void match_board_close(MatchBoard *b) {
    if (!b) return;
    free(b->lists);
    free(b->touched);
    free(b);
}

/* ---- one offer in one list --------------------------------------------------------------------------------------- */

static void list_cut(List *l, uint32_t i) {
    l->n--;
    memmove(&l->number[i], &l->number[i + 1], (l->n - i) * sizeof *l->number);
    memmove(&l->score[i], &l->score[i + 1], (l->n - i) * sizeof *l->score);
}

static uint32_t place_of(const Match *x, const List *l, int32_t score, Id id) {
    uint32_t i = l->n;
    while (i > 0 && (l->score[i - 1] < score ||
                     (l->score[i - 1] == score && x->offers[l->number[i - 1]].id > id))) i--;
    return i;
}

static void list_put(const Match *x, List *l, uint32_t offer, int32_t score) {
    uint32_t i = place_of(x, l, score, x->offers[offer].id);
    if (i == l->n && !l->all) return;             /* others may stand between the last and this one */
    if (i == MATCH_KEPT) {
        l->all = false;
        return;
    }
    if (l->n == MATCH_KEPT) {
        l->n--;
        l->all = false;
    }
    memmove(&l->number[i + 1], &l->number[i], (l->n - i) * sizeof *l->number);
    memmove(&l->score[i + 1], &l->score[i], (l->n - i) * sizeof *l->score);
    l->number[i] = offer;
    l->score[i] = score;
    l->n++;
}

/* false: too short now, to be made anew. */
static bool list_change(const Match *x, List *l, uint32_t offer, int32_t score) {
    for (uint32_t i = 0; i < l->n; i++) {
        if (l->number[i] != offer) continue;
        if (l->score[i] == score) return true;
        list_cut(l, i);
        break;
    }
    if (score != SCORE_NONE) list_put(x, l, offer, score);
    return l->all || l->n >= MATCH_SHOWN;
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

static void touch(void *board, uint32_t need) {
    MatchBoard *b = board;
    b->touched = room_for(b->touched, b->n_touched, &b->cap_touched, sizeof *b->touched);
    b->touched[b->n_touched++] = need;
}

/* The offer's score has changed for these; o NULL: it is gone. */
static void lists_change(MatchBoard *b, uint32_t offer, const Offer *o) {
    size_t short_n = 0;
    if (o) offer_ready(b->x, o, &EYES_ALL);
    for (size_t i = 0; i < b->n_touched; i++) {
        uint32_t need = b->touched[i];
        int32_t  score = o ? offer_score(b->x, o, &b->x->needs[need]) : SCORE_NONE;
        if (!list_change(b->x, &b->lists[need], offer, score)) b->touched[short_n++] = need;
    }
    if (o) offer_done(b->x, o);
    for (size_t i = 0; i < short_n; i++) list_make(b, b->touched[i]);
    b->n_touched = 0;
}

void match_board_offer(MatchBoard *b, const MatchOffer *o) {
    Match   *x = b->x;
    uint32_t i = number_of(&x->offer_numbers, o->id);
    turn_next(x);
    if (i) needs_around(x, &x->offers[i], touch, b);
    match_put_offer(x, o);
    i = number_of(&x->offer_numbers, o->id);
    needs_around(x, &x->offers[i], touch, b);
    lists_change(b, i, &x->offers[i]);
}

bool match_board_remove_offer(MatchBoard *b, Id id) {
    Match   *x = b->x;
    uint32_t i = number_of(&x->offer_numbers, id);
    if (!i) return false;
    turn_next(x);
    needs_around(x, &x->offers[i], touch, b);
    match_remove_offer(x, id);
    lists_change(b, i, NULL);
    return true;
}

void match_board_need(MatchBoard *b, const MatchNeed *n) {
    match_put_need(b->x, n);
    uint32_t i = number_of(&b->x->need_numbers, n->id);
    b->lists = room_for(b->lists, i, &b->cap, sizeof *b->lists);
    list_make(b, i);
}

bool match_board_remove_need(MatchBoard *b, Id id) {
    uint32_t i = number_of(&b->x->need_numbers, id);
    if (i) b->lists[i] = (List){0};
    return match_remove_need(b->x, id);
}

/* What changes is how far others are for who knows the one end, and for that end itself. */
void match_board_tie(MatchBoard *b, const MatchTie *t) {
    Match *x = b->x;
    if (t->there) match_put_tie(x, t->from, t->to, t->tag);
    else match_remove_tie(x, t->from, t->to, t->tag);
    uint32_t end = number_of(&x->node_numbers, t->from);
    if (!end) return;
    const Run  in = x->nodes[end].in;
    const Arc *v = run_of(&x->arcs, &in);
    x->tie_now[end] = 1;
    for (uint32_t i = 0; i < in.n; i++) x->tie_now[v[i].node] = 1;
    for (uint32_t i = 1; i <= x->need_numbers.next; i++) {
        if (x->needs[i].id && x->tie_now[x->needs[i].node]) touch(b, i);
    }
    x->tie_now[end] = 0;
    for (uint32_t i = 0; i < in.n; i++) x->tie_now[v[i].node] = 0;
    for (size_t i = 0; i < b->n_touched; i++) list_make(b, b->touched[i]);
    b->n_touched = 0;
}

size_t match_board_list(MatchBoard *b, Id need, MatchHit *ret_v) {
    Match   *x = b->x;
    uint32_t i = number_of(&x->need_numbers, need);
    if (!i) return 0;
    const List *l = &b->lists[i];
    size_t n = l->n < MATCH_SHOWN ? l->n : MATCH_SHOWN;
    need_ready(x, &x->needs[i], &EYES_ALL);
    for (size_t k = 0; k < n; k++) {
        const Offer *o = &x->offers[l->number[k]];
        CHECK(need_hit(x, &x->needs[i], o, &EYES_ALL, &ret_v[k]) && ret_v[k].score == l->score[k]);
    }
    need_done(x, &x->needs[i]);
    return n;
}
