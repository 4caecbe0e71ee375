/* ink.h - drawing pages: a PDF (ISO 32000) of A4 sheets in the reader's language, with the program's own fonts.
**
** Pages go to the file as they are finished; memory holds one page and what the fonts need. Text runs both ways as the
** Unicode bidirectional algorithm says, in isolates where the caller has put them. Lengths are in points, 1/72 inch;
** a box is [x0, x1], and its start is at the right for readers who read from there. */
#ifndef RAKAZ_EXPORT_INK_H
#define RAKAZ_EXPORT_INK_H

#include "db/ctx.h"

/* The fonts of a region's process: loaded at the first use, under a lock. */
void ink_start(Region *r);
void ink_stop(Region *r);

typedef struct Ink Ink;

/* `fd` is written from where it stands. `foot` stands at the foot of every page beside its number; both are plain text
** and live as long as the Ink. DISK_FULL, BROKEN. */
typedef struct InkOptions {
    bool landscape;
    Str  title, foot;
} InkOptions;
Fault ink_open(Ctx *c, int fd, const InkOptions *o, Ink **ret_ink) MUST;

/* Finishes the last page and the file. `k` is gone after either. */
Fault ink_close(Ink *k) MUST;
void  ink_drop(Ink *k);

double ink_left(const Ink *k);                    /* the box of the page */
double ink_right(const Ink *k);
double ink_y(const Ink *k);                       /* where the next thing stands */
bool   ink_rtl(const Ink *k);
int    ink_page(const Ink *k);                    /* from 1 */

void ink_skip(Ink *k, double dy);

/* Begins a new page unless `height` more fits on this one. */
void ink_need(Ink *k, double height);

/* What is drawn at the top of every page that begins from now on; NULL: nothing. */
void ink_heads(Ink *k, void (*head)(Ink *k, void *arg), void *arg);

/* As much as a page can hold below its top. */
double ink_page_height(const Ink *k);

typedef enum InkStyle { INK_TITLE, INK_HEAD, INK_WORDS, INK_STRONG, INK_SMALL, INK_STYLES } InkStyle;

/* A text laid out in a width: at most `lines` lines (0: as many as it takes), the last of them ending in "…" when cut.
** `end`: set at the end of the box, as numbers are. Freed by ink_text_free. */
typedef struct InkText {
    void    *layout;
    InkStyle style;
    double   height;
    bool     end;
} InkText;
InkText ink_text(Ink *k, Str s, InkStyle style, double width, int lines);
void    ink_text_draw(Ink *k, const InkText *t, double x0, double x1, double y);
void    ink_text_free(InkText *t);

/* The text as a paragraph in [x0, x1] at y, which moves below it; over pages, line by line. */
void ink_paragraph(Ink *k, Str s, InkStyle style, double x0, double x1);

/* Width of the text on one line. */
double ink_width(Ink *k, Str s, InkStyle style);

/* A band behind what is drawn next; a thin line. */
typedef enum InkTone { INK_BAND, INK_LINE, INK_MARK, INK_DARK } InkTone;
void ink_box(Ink *k, InkTone tone, double x0, double x1, double y, double height);

#endif
