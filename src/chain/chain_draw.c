/* chain_draw.c - a chain as a drawing: stages in the order of reading, three in a row, an arrow from each to the next.
** Full where somebody of the place does it, a ring where only others do, dashed where nobody does; the list below says
** the same. */
#include "chain/chain_page.h"

#include "base/utf8.h"
#include "lang/show.h"

enum { ACROSS = 3, CELL = 120, HIGH = 104, TOP = 34, DOT = 24, NAME_CHARS = 17, GAP = 5 };

typedef struct Spot {
    int x, y;
} Spot;

static Spot spot_of(size_t at, bool rtl) {
    int x = (int)(at % ACROSS) * CELL + CELL / 2, y = (int)(at / ACROSS) * HIGH + TOP;
    return (Spot){rtl ? ACROSS * CELL - x : x, y};
}

static void line(Buf *b, Spot from, Spot to, bool there) {
    buf_printf(b, "<line class=\"net-line %s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", there ? "active" : "wanted",
               from.x, from.y, to.x, to.y);
}

/* From one stage to the next; at the end of a row by way of the room between the rows. */
static void lead(Buf *b, size_t at, bool rtl, bool there) {
    Spot from = spot_of(at, rtl), to = spot_of(at + 1, rtl);
    if (from.y == to.y) {
        int side = rtl ? -1 : 1;
        line(b, (Spot){from.x + side * (DOT + GAP), from.y}, (Spot){to.x - side * (DOT + GAP), to.y}, there);
        return;
    }
    int  middle = to.y - DOT - 2 * GAP - 4;
    Spot turn = {from.x, middle}, down = {to.x, middle};
    line(b, (Spot){from.x, from.y + DOT + 22}, turn, there);
    line(b, turn, down, there);
    line(b, down, (Spot){to.x, to.y - DOT - GAP}, there);
}

static void stage(Buf *b, const Page *pg, const ChainStageView *s, Spot at) {
    const char *class = s->empty ? "wanted" : s->local ? "active" : "outside";
    const char *icon = s->empty ? "plus" : s->local ? "building-store" : "truck";
    enum { ICON = 22 };
    buf_printf(b, "<g class=\"net-dot %s\"><circle cx=\"%d\" cy=\"%d\" r=\"%d\"/>", class, at.x, at.y, DOT);
    page_icon_at(b, icon, at.x - ICON / 2, at.y - ICON / 2, ICON);
    buf_lit(b, "</g>");
    buf_printf(b, "<text class=\"net-name\" x=\"%d\" y=\"%d\">", at.x, at.y + DOT + 16);
    put_text(b, utf8_head(s->name, NAME_CHARS));
    if (utf8_length(s->name) > NAME_CHARS) buf_lit(b, "\xE2\x80\xA6");
    if (s->actors_n > 1) {
        buf_lit(b, " \xC2\xB7 ");
        show_number(b, pg->r, (int64_t)s->actors_n);
    }
    buf_lit(b, "</text>");
}

void chain_svg(Buf *b, const Page *pg, const ChainView *v) {
    bool   rtl = lang_dir(pg->r->lang)[0] == 'r';
    size_t rows = (v->stages_n + ACROSS - 1) / ACROSS;
    buf_printf(b, "<svg class=\"net-svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", ACROSS * CELL,
               (int)rows * HIGH);
    Str empty = arena_printf(pg->c->arena, "%d", (int)v->empty);
    tr_attr(b, pg->r, T_CHAIN_DRAWN, (TrArg[]){TR_N("n", (int64_t)v->stages_n), TR_ARG("empty", empty)}, 2);
    buf_lit(b, "\">");
    for (size_t i = 0; i + 1 < v->stages_n; i++) lead(b, i, rtl, v->stages[i].links > 0);
    for (size_t i = 0; i < v->stages_n; i++) stage(b, pg, &v->stages[i], spot_of(i, rtl));
    buf_lit(b, "</svg>");
}
