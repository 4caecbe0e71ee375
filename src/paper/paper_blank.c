/* paper_blank.c - the questions of a public link on paper: to fill in by hand, hand over, and be keyed in by whoever
** gets it; and the address at which the same can be answered, for a camera too. */
#include "paper/paper.h"

#include "account/account_page.h"
#include "db/facts.h"
#include "future/future.h"
#include "intake/intake.h"

#include <qrencode.h>

enum { QR_POINTS = 92, QR_GAP = 16, LINE_POINTS = 24, WORDS_LINES = 4, BOX = 9 };

/* ---- what a hand needs --------------------------------------------------------------------------------------- */

static void write_lines(Paper *p, int n) {
    Ink *k = p->k;
    for (int i = 0; i < n; i++) {
        ink_need(k, LINE_POINTS + 4);
        ink_skip(k, LINE_POINTS);
        ink_box(k, INK_LINE, ink_left(k), ink_right(k), ink_y(k), 0.8);
    }
    ink_skip(k, 6);
}

static void box_at(Ink *k, double x, double y) {
    ink_box(k, INK_DARK, x, x + BOX, y, 0.8);
    ink_box(k, INK_DARK, x, x + BOX, y + BOX - 0.8, 0.8);
    ink_box(k, INK_DARK, x, x + 0.8, y, BOX);
    ink_box(k, INK_DARK, x + BOX - 0.8, x + BOX, y, BOX);
}

/* A box to tick, with what it means beside it. */
static void tick(Paper *p, Str text) {
    Ink   *k = p->k;
    double x0 = ink_left(k), x1 = ink_right(k), indent = BOX + 8;
    bool   rtl = ink_rtl(k);
    ink_need(k, 18);
    box_at(k, rtl ? x1 - BOX : x0, ink_y(k) + 3);
    ink_paragraph(k, text, INK_WORDS, rtl ? x0 : x0 + indent, rtl ? x1 - indent : x1);
    ink_skip(k, 4);
}

static void field(Paper *p, const Field *f, bool alone) {
    if (f->choices) {
        for (int i = 0; i < f->choices->n; i++) tick(p, tr(p->c->reader.lang, f->choices->v[i].label));
        return;
    }
    ink_need(p->k, 2 * LINE_POINTS + 4);
    if (!alone) paper_small(p, tr(p->c->reader.lang, f->label));
    write_lines(p, f->type == F_LINES ? WORDS_LINES : 1);
}

static void question(Paper *p, const Entity *e, const IntakeQuestion *q, int number) {
    Lang l = p->c->reader.lang;
    int  n = 0;
    while (q->fields[n] >= 0) n++;
    ink_need(p->k, 90);
    paper_head(p, arena_printf(p->c->arena, "%d. %.*s", number, STR_ARG(tr(l, q->ask))));
    paper_small(p, tr(l, q->why));
    for (int i = 0; i < n; i++) field(p, &e->fields[q->fields[i]], n == 1);
}

/* ---- the other way: on a screen ------------------------------------------------------------------------------ */

static void qr_draw(Ink *k, Str text, double x, double y) {
    QRcode *q = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
    if (!q) return;
    double one = (double)QR_POINTS / q->width;
    for (int row = 0; row < q->width; row++) {
        for (int col = 0, from; col < q->width; col++) {
            for (from = col; col < q->width && (q->data[row * q->width + col] & 1); col++) continue;
            if (col > from) ink_box(k, INK_DARK, x + one * from, x + one * col, y + one * row, one);
        }
    }
    QRcode_free(q);
}

/* The words stand beside the picture: the one begins where the reader begins, the other ends the line. */
static void other_way(Paper *p, Str address, TextKey how) {
    Ink   *k = p->k;
    Lang   l = p->c->reader.lang;
    double x0 = ink_left(k), x1 = ink_right(k), top = ink_y(k);
    bool   rtl = ink_rtl(k);
    double from = rtl ? x0 + QR_POINTS + QR_GAP : x0, to = rtl ? x1 : x1 - QR_POINTS - QR_GAP;
    qr_draw(k, address, rtl ? x0 : x1 - QR_POINTS, top);
    ink_paragraph(k, tr(l, how), INK_WORDS, from, to);
    ink_skip(k, 4);
    ink_paragraph(k, tr(l, T_PAPER_BLANK_ONLINE), INK_WORDS, from, to);
    ink_skip(k, 2);
    ink_paragraph(k, arena_printf(p->c->arena, "\xE2\x81\xA6%.*s\xE2\x81\xA9", STR_ARG(address)), INK_STRONG, from, to);
    if (ink_y(k) < top + QR_POINTS) ink_skip(k, top + QR_POINTS - ink_y(k));
    ink_skip(k, 6);
}

/* ---- the whole ----------------------------------------------------------------------------------------------- */

Fault paper_blank_title(Ctx *c, Id door, Door *ret_d, Str *ret_title) {
    TRY(ent_load(c, &door_entity, door, ret_d));
    if (ret_d->kind == DOOR_KIND_SPEND) return fail(c, NOT_FOUND, "page", 0);    /* it has no paper */
    *ret_title = tr(c->reader.lang, door_ways(ret_d->kind)->invite);
    return OK;
}

Fault paper_blank(Paper *p, const Request *rq, const Door *d) {
    Ctx  *c = p->c;
    Lang  l = c->reader.lang, found = l;
    Str   phone, privacy, place = {0};
    const IntakeQuestion *q;
    int   n;
    bool  wish = d->kind == DOOR_KIND_WISH;
    Str   address = link_address(c, rq, door_ways(d->kind)->path, d->code);
    if (d->place) TRY(ent_labels(c, &d->place, 1, &place));
    paper_small(p, place);
    other_way(p, address, wish ? T_FUTURE_PAPER_HOW : T_PAPER_BLANK_HOW);
    if (wish) wish_questions(&q, &n);
    else intake_questions(d->kind, &q, &n);
    for (int i = 0; i < n; i++) question(p, wish ? &wish_entity : &intake_entity, &q[i], i + 1);
    if (wish) tick(p, tr(l, T_FUTURE_HEARS));
    TRY(fact_in(c, "privacy", l, &privacy, &found));
    ink_need(p->k, 150);
    if (!wish) paper_head(p, tr(l, T_PAPER_BLANK_CONSENT));
    paper_text(p, privacy.n ? privacy : tr(l, wish ? T_FUTURE_PRIVACY : T_INTAKE_PRIVACY));
    if (!wish) {                                  /* a wish has no name */
        tick(p, tr(l, T_PAPER_BLANK_AGREE));
        paper_sign_line(p, T_PAPER_BLANK_SIGNED);
    }
    TRY(fact_get(c, "contact.phone", &phone));
    if (phone.n) {
        ink_skip(p->k, 8);
        paper_pair(p, T_ENT_SETTING_CONTACT_PHONE, phone);
    }
    paper_small(p, tr(l, wish ? T_FUTURE_PAPER_OFFICE : T_PAPER_BLANK_OFFICE));
    return OK;
}
