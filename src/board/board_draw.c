/* board_draw.c - where the money flows: what comes in, what of it is spent again in the place, what of that again. */
#include "board/board_page.h"

#include <stdlib.h>

enum { WIDTH = 630, COLUMN = 210, FULL = 84, DEEP = 150, LEAD = 24 };

/* Where x lies when the page is read from the right. */
static int at(int x, bool rtl) { return rtl ? WIDTH - x : x; }

static void stays(Buf *b, int x, int high, bool rtl) {
    buf_printf(b, "<rect class=\"flow-stays\" x=\"%d\" y=\"0\" width=\"%d\" height=\"%d\"/>",
               rtl ? WIDTH - x - COLUMN : x, COLUMN, high);
}

/* What lies between `kept` and `had` turns down and out. */
static void leaves(Buf *b, int x, int had, int kept, bool rtl) {
    int wide = had - kept, far = x + LEAD + wide, near = x + LEAD;
    if (wide <= 0) return;
    buf_printf(b, "<path class=\"flow-leaves\" d=\"M%d %dC%d %d %d %d %d %dL%d %dC%d %d %d %d %d %dZ\"/>",
               at(x, rtl), kept, at(x + LEAD, rtl), kept, at(far, rtl), kept + 20, at(far, rtl), DEEP, at(near, rtl),
               DEEP, at(near, rtl), had + 20, at(x + LEAD / 2, rtl), had, at(x, rtl), had);
}

void board_flow(Buf *b, const Page *pg, const BoardStudy *s) {
    bool rtl = lang_dir(pg->r->lang)[0] == 'r';
    int  second = FULL * s->r2_part / 100, third = FULL * s->r3_part / 100;
    buf_printf(b, "<svg class=\"net-svg\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">", WIDTH, DEEP);
    stays(b, 0, FULL, rtl);
    stays(b, COLUMN, second, rtl);
    stays(b, 2 * COLUMN, third, rtl);
    leaves(b, COLUMN, FULL, second, rtl);
    leaves(b, 2 * COLUMN, second, third, rtl);
    buf_lit(b, "</svg>");
}

void board_network(Buf *b, const Page *pg, const BoardView *v) { weave_svg(b, pg, v->net); }
