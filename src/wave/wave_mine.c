/* wave_mine.c - on the owner's page: the follow-up that waits for an answer, and what was told over the years. */
#include "wave/wave_page.h"

/* The last one that can be answered now; those before it are past. */
static Fault fill(Ctx *c, const Case *k, WaveMine *v) {
    WavePart all = {0};
    TRY(wave_part_of(c, k->head.id, &all));
    v->rows = ARENA_ARRAY(c->arena, WaveRow, all.rows_n + 1);
    for (size_t i = all.rows_n; i-- > 0;) {
        const WaveRow *row = &all.rows[i];
        bool ahead = !row->answered && !row->open && row->due_on > c->reader.today;
        if (row->answered) v->rows[v->rows_n++] = *row;
        if (row->open && !v->ask.id && !v->rows_n) v->ask = *row;
        if (ahead) v->next_on = row->due_on;      /* the first of those ahead is met last */
    }
    return OK;
}

static Fault ask_draw(Buf *b, const Page *pg, const Case *k) {
    WaveMine v = {.rows_n = 0};
    TRY(fill(pg->c, k, &v));
    if (v.ask.id) wave_mine_ask_html(b, pg, &v);
    return OK;
}

static Fault years_draw(Buf *b, const Page *pg, const Case *k) {
    WaveMine v = {.rows_n = 0};
    TRY(fill(pg->c, k, &v));
    if (v.rows_n || v.next_on) wave_mine_years_html(b, pg, &v);
    return OK;
}

const MinePart WAVE_MINE_ASK = {.order = 30, .waits = true, .draw = ask_draw};
const MinePart WAVE_MINE_YEARS = {.order = 40, .draw = years_draw};
