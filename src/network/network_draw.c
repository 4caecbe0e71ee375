/* network_draw.c - the network of a business as a drawing: the business in the middle, a line to each tie. Full is what
** there is near by, a ring what there is outside of the region, dashed what is missing. The lists beside it say so. */
#include "network/network_page.h"

#include "base/utf8.h"

#include <math.h>

enum { NODES_MAX = 8, WIDTH = 360, HEIGHT = 320, DOT = 22, MIDDLE = 30, WIDE = 132, HIGH = 112, NAME_CHARS = 15 };

typedef struct Node {
    Str         name, class;
    const char *icon;
} Node;

static const char *icon_of(int role) {
    static const char *const ICONS[TIE_ROLE_N] = {
        [TIE_ROLE_SUPPLIER] = "package",       [TIE_ROLE_CUSTOMER] = "shopping-bag",
        [TIE_ROLE_ANCHOR_BUYER] = "building",  [TIE_ROLE_DISTRIBUTOR] = "truck",
        [TIE_ROLE_MENTOR] = "school",          [TIE_ROLE_PEER] = "users",
        [TIE_ROLE_BANK] = "receipt",           [TIE_ROLE_ACCOUNTANT] = "clipboard-list",
        [TIE_ROLE_AUTHORITY] = "building-community", [TIE_ROLE_FORUM] = "users-group",
        [TIE_ROLE_COMMUNITY] = "heart-handshake", [TIE_ROLE_MARKETING] = "star",
        [TIE_ROLE_ADVISER] = "bulb",           [TIE_ROLE_OTHER] = "affiliate",
    };
    return role > 0 && role < TIE_ROLE_N ? ICONS[role] : "affiliate";
}

/* At most half of the places go to what is missing, so that both are seen. */
static size_t nodes_of(const Network *net, Lang l, Node *v) {
    size_t lacking = net->open_n + net->missing_n, n = 0;
    size_t missing = lacking < NODES_MAX / 2 ? lacking : NODES_MAX / 2;
    size_t has = net->has_n < NODES_MAX - missing ? net->has_n : NODES_MAX - missing;
    if (has + missing < NODES_MAX) missing = lacking < NODES_MAX - has ? lacking : NODES_MAX - has;
    for (size_t i = 0; i < has; i++) v[n++] = (Node){net->has[i].name, net->has[i].state, icon_of(net->has[i].role)};
    for (size_t i = 0; i < missing; i++) {
        bool    open = i < net->open_n;
        TextKey name = open ? net->open[i].role_label : net->missing[i - net->open_n].role_label;
        int     role = open ? net->open[i].role : net->missing[i - net->open_n].role;
        v[n++] = (Node){tr(l, name), LIT("wanted"), icon_of(role)};
    }
    return n;
}

static void put_icon(Buf *b, const char *icon, double x, double y, int size) {
    page_icon_at(b, icon, x - size / 2.0, y - size / 2.0, size);
}

void network_svg(Buf *b, const Page *pg, const Network *net) {
    Node   v[NODES_MAX];
    size_t n = nodes_of(net, pg->r->lang, v);
    double cx = WIDTH / 2.0, cy = HEIGHT / 2.0 - 8;
    buf_printf(b, "<svg class=\"net-svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", WIDTH, HEIGHT);
    Str all = arena_printf(pg->c->arena, "%d", (int)net->all);
    tr_attr(b, pg->r, T_NETWORK_DRAWN, (TrArg[]){TR_N("n", (int64_t)net->has_n), TR_ARG("all", all)}, 2);
    buf_lit(b, "\">");
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * M_PI * (double)i / (double)n - M_PI / 2;
        buf_printf(b, "<line class=\"net-line %.*s\" x1=\"%.0f\" y1=\"%.0f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                   STR_ARG(v[i].class), cx, cy, cx + WIDE * cos(angle), cy + HIGH * sin(angle));
    }
    buf_printf(b, "<circle class=\"net-dot middle\" cx=\"%.0f\" cy=\"%.0f\" r=\"%d\"/>", cx, cy, MIDDLE);
    put_icon(b, "building-store", cx, cy, 26);
    for (size_t i = 0; i < n; i++) {
        double angle = 2 * M_PI * (double)i / (double)n - M_PI / 2;
        double x = cx + WIDE * cos(angle), y = cy + HIGH * sin(angle);
        buf_printf(b, "<g class=\"net-dot %.*s\"><circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>", STR_ARG(v[i].class), x, y,
                   DOT);
        put_icon(b, v[i].icon, x, y, 20);
        buf_printf(b, "</g><text class=\"net-name\" x=\"%.1f\" y=\"%.1f\">", x, y + DOT + 14);
        put_text(b, utf8_head(v[i].name, NAME_CHARS));
        if (utf8_length(v[i].name) > NAME_CHARS) buf_lit(b, "\xE2\x80\xA6");
        buf_lit(b, "</text>");
    }
    buf_lit(b, "</svg>");
}
