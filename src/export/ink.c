/* ink.c - pages through pango and cairo (ink.h). */
#include "export/ink.h"

#include "base/check.h"
#include "db/region.h"
#include "export/ink_end.h"
#include "http/asset.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- fonts ---------------------------------------------------------------------------------------------------- */

/* The family's name in the files that web/fonts.mjs cuts. */
static const char FAMILY[] = "Rubik Light";

static const int FONT_FILES[] = {
    ASSET_PAGE_HEBREW_400_TTF, ASSET_PAGE_HEBREW_600_TTF,    ASSET_PAGE_ARABIC_400_TTF,    ASSET_PAGE_ARABIC_600_TTF,
    ASSET_PAGE_LATIN_400_TTF,  ASSET_PAGE_LATIN_600_TTF,     ASSET_PAGE_LATIN_EXT_400_TTF, ASSET_PAGE_LATIN_EXT_600_TTF,
    ASSET_PAGE_CYRILLIC_400_TTF, ASSET_PAGE_CYRILLIC_600_TTF,
};
enum { FONT_FILES_N = sizeof FONT_FILES / sizeof *FONT_FILES };

typedef struct Fonts {
    pthread_mutex_t lock;
    FcConfig       *config;                       /* NULL: not loaded yet */
} Fonts;

static const char KEPT[] = "fonts of pages";

void ink_start(Region *r) {
    Fonts *f = calloc(1, sizeof *f);
    CHECK(f && pthread_mutex_init(&f->lock, NULL) == 0);
    region_keep(r, KEPT, f);
}

void ink_stop(Region *r) {
    Fonts *f = region_kept(r, KEPT);
    if (!f) return;
    region_keep(r, KEPT, NULL);
    if (f->config) {
        /* The library holds on to its current configuration until there is another. */
        FcConfig *none = FcConfigCreate();
        FcConfigSetCurrent(none);
        FcConfigDestroy(none);
        FcConfigDestroy(f->config);
    }
    pthread_mutex_destroy(&f->lock);
    free(f);
}

/* The libraries want a file: one in memory, which has a name under /proc. It stays open as long as the process lives:
** they remember faces by that name, and another font must not come to stand under it. */
static bool font_add(FcConfig *config, const Asset *a, int *ret_fd) {
    char path[40];
    *ret_fd = memfd_create("font", MFD_CLOEXEC);
    if (*ret_fd < 0) return false;
    snprintf(path, sizeof path, "/proc/self/fd/%d", *ret_fd);
    return write(*ret_fd, a->raw, a->raw_n) == (ssize_t)a->raw_n &&
           FcConfigAppFontAddFile(config, (const FcChar8 *)path);
}

/* The machine's fonts stand behind ours, for scripts that these do not write. */
static Fault fonts_load(Fonts *f) {
    FcConfig *config = FcInitLoadConfigAndFonts();
    if (!config) return BROKEN;
    int  fds[FONT_FILES_N], n = 0;
    bool whole = true;
    for (; n < FONT_FILES_N && whole; n++) whole = font_add(config, &ASSETS[FONT_FILES[n]], &fds[n]);
    /* From now on the libraries look for fonts there. */
    whole = whole && FcConfigSetCurrent(config);
    if (whole) {
        f->config = config;
        return OK;
    }
    FcConfigDestroy(config);
    while (n > 0) {
        if (fds[--n] >= 0) close(fds[n]);
    }
    return BROKEN;
}

static Fault fonts_ready(Region *r) {
    Fonts *f = region_kept(r, KEPT);
    Fault  fault = OK;
    CHECK(f != NULL);
    pthread_mutex_lock(&f->lock);
    if (!f->config) fault = fonts_load(f);
    pthread_mutex_unlock(&f->lock);
    return fault;
}

/* ---- a document ------------------------------------------------------------------------------------------------- */

enum { A4_SHORT = 595, A4_LONG = 842, MARGIN = 42, FOOT = 30, MARGIN_TOP = 45 };

struct Ink {
    Ctx             *c;
    InkOptions       o;
    int              fd, page;
    off_t            start;                        /* of the file, where `fd` stood */
    Fault            fault;
    bool             rtl;
    double           width, height, y;
    cairo_surface_t *surface;
    cairo_t         *cr;
    PangoFontMap    *map;
    PangoContext    *pango;
    void           (*head)(Ink *k, void *arg);
    void            *head_arg;
};

typedef struct Style {
    double size;
    int    weight;
    double red, green, blue, leading;
} Style;
static const Style STYLES[INK_STYLES] = {
    [INK_TITLE] = {19, 600, 0.165, 0.129, 0.106, 1.15},  [INK_HEAD] = {12.5, 600, 0.059, 0.333, 0.349, 1.2},
    [INK_WORDS] = {9.5, 400, 0.165, 0.129, 0.106, 1.2},  [INK_STRONG] = {9.5, 600, 0.165, 0.129, 0.106, 1.2},
    [INK_SMALL] = {8.5, 400, 0.396, 0.337, 0.282, 1.2},
};

static cairo_status_t put_bytes(void *arg, const unsigned char *p, unsigned n) {
    Ink *k = arg;
    for (unsigned at = 0; at < n;) {
        ssize_t m = write(k->fd, p + at, n - at);
        if (m < 0 && errno == EINTR) continue;
        if (m <= 0) {
            k->fault = errno == ENOSPC || errno == EDQUOT ? DISK_FULL : BROKEN;
            return CAIRO_STATUS_WRITE_ERROR;
        }
        at += (unsigned)m;
    }
    return CAIRO_STATUS_SUCCESS;
}

/* Whatever is drawn stands in one of these: the library calls a file tagged when it does. */
static const char DOCUMENT[] = "Document";

static void metadata(Ink *k) {
    Buf b;
    buf_init(&b, 100);
    buf_stamp_iso(&b, k->c->reader.now);
    cairo_pdf_surface_set_metadata(k->surface, CAIRO_PDF_METADATA_TITLE, arena_z(k->c->arena, k->o.title));
    cairo_pdf_surface_set_metadata(k->surface, CAIRO_PDF_METADATA_CREATOR, "rakaz");
    cairo_pdf_surface_set_metadata(k->surface, CAIRO_PDF_METADATA_CREATE_DATE, arena_z(k->c->arena, buf_str(&b)));
    buf_release(&b);
}

Fault ink_open(Ctx *c, int fd, const InkOptions *o, Ink **ret_ink) {
    TRY(fonts_ready(c->region));
    Ink *k = calloc(1, sizeof *k);
    CHECK(k != NULL);
    *k = (Ink){.c = c, .o = *o, .fd = fd, .page = 1, .y = MARGIN_TOP, .start = lseek(fd, 0, SEEK_CUR),
               .rtl = str_eq(str_of(lang_dir(c->reader.lang)), LIT("rtl")),
               .width = o->landscape ? A4_LONG : A4_SHORT, .height = o->landscape ? A4_SHORT : A4_LONG};
    k->surface = cairo_pdf_surface_create_for_stream(put_bytes, k, k->width, k->height);
    k->cr = cairo_create(k->surface);
    k->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    CHECK(k->map != NULL);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(k->map), 72);
    k->pango = pango_font_map_create_context(k->map);
    pango_context_set_base_dir(k->pango, k->rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(k->pango, pango_language_from_string(lang_code(c->reader.lang)));
    pango_context_set_round_glyph_positions(k->pango, FALSE);
    metadata(k);
    cairo_tag_begin(k->cr, DOCUMENT, NULL);
    *ret_ink = k;
    return OK;
}

void ink_drop(Ink *k) {
    g_object_unref(k->pango);
    cairo_destroy(k->cr);
    cairo_surface_destroy(k->surface);
    g_object_unref(k->map);
    free(k);
}

double ink_left(const Ink *k) { (void)k; return MARGIN; }
double ink_right(const Ink *k) { return k->width - MARGIN; }
double ink_y(const Ink *k) { return k->y; }
bool   ink_rtl(const Ink *k) { return k->rtl; }
int    ink_page(const Ink *k) { return k->page; }
void   ink_skip(Ink *k, double dy) { k->y += dy; }

void ink_heads(Ink *k, void (*head)(Ink *k, void *arg), void *arg) {
    k->head = head;
    k->head_arg = arg;
}

static double bottom(const Ink *k) { return k->height - MARGIN - FOOT; }
double ink_page_height(const Ink *k) { return bottom(k) - MARGIN_TOP; }

/* ---- text ------------------------------------------------------------------------------------------------------- */

InkText ink_text(Ink *k, Str s, InkStyle style, double width, int lines) {
    const Style          *st = &STYLES[style];
    PangoLayout          *l = pango_layout_new(k->pango);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family_static(font, FAMILY);
    pango_font_description_set_weight(font, (PangoWeight)st->weight);
    pango_font_description_set_absolute_size(font, st->size * PANGO_SCALE);
    pango_layout_set_font_description(l, font);
    pango_font_description_free(font);
    pango_layout_set_text(l, s.n ? s.p : "", (int)s.n);
    pango_layout_set_line_spacing(l, (float)st->leading);
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(l, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    if (lines > 0) {
        pango_layout_set_height(l, -lines);
        pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
    }
    PangoRectangle all;
    pango_layout_get_extents(l, NULL, &all);
    return (InkText){.layout = l, .style = style, .height = (double)all.height / PANGO_SCALE};
}

void ink_text_free(InkText *t) { g_object_unref(t->layout); }

/* One line at its baseline, at the start or end of the box; each stands where the reader's page begins. */
static void draw_line(Ink *k, PangoLayoutLine *line, const InkText *t, const double box[2], double base) {
    PangoRectangle is;
    pango_layout_line_get_extents(line, NULL, &is);
    double       width = (double)is.width / PANGO_SCALE;
    bool         right = k->rtl != t->end;
    const Style *st = &STYLES[t->style];
    cairo_set_source_rgb(k->cr, st->red, st->green, st->blue);
    cairo_move_to(k->cr, right ? box[1] - width : box[0], base);
    pango_cairo_show_layout_line(k->cr, line);
}

void ink_text_draw(Ink *k, const InkText *t, double x0, double x1, double y) {
    PangoLayoutIter *i = pango_layout_get_iter(t->layout);
    const double     box[2] = {x0, x1};
    do {
        draw_line(k, pango_layout_iter_get_line_readonly(i), t, box,
                  y + (double)pango_layout_iter_get_baseline(i) / PANGO_SCALE);
    } while (pango_layout_iter_next_line(i));
    pango_layout_iter_free(i);
}

double ink_width(Ink *k, Str s, InkStyle style) {
    int     w;
    InkText t = ink_text(k, s, style, 0, 1);
    pango_layout_get_size(t.layout, &w, NULL);
    ink_text_free(&t);
    return (double)w / PANGO_SCALE;
}

/* Headings and paragraphs are marked as such for screen readers (ISO 32000, 14.8); what the end of a page cuts is
** two of them. */
static const char *const TAGS[INK_STYLES] = {
    [INK_TITLE] = "H1", [INK_HEAD] = "H2", [INK_WORDS] = "P", [INK_STRONG] = "P", [INK_SMALL] = "P",
};

void ink_paragraph(Ink *k, Str s, InkStyle style, double x0, double x1) {
    const double box[2] = {x0, x1};
    InkText      t = ink_text(k, s, style, x1 - x0, 0);
    PangoLayoutIter *i = pango_layout_get_iter(t.layout);
    int          page = 0;
    do {
        PangoRectangle is;
        int            top, end;
        pango_layout_iter_get_line_yrange(i, &top, &end);
        pango_layout_iter_get_line_extents(i, NULL, &is);
        double height = (double)(end - top) / PANGO_SCALE;
        if (page && k->y + height > bottom(k)) {
            cairo_tag_end(k->cr, TAGS[style]);
            page = 0;
        }
        ink_need(k, height);
        if (!page) cairo_tag_begin(k->cr, TAGS[style], NULL);
        page = k->page;
        draw_line(k, pango_layout_iter_get_line_readonly(i), &t, box,
                  k->y + (double)(pango_layout_iter_get_baseline(i) - top) / PANGO_SCALE);
        k->y += height;
    } while (pango_layout_iter_next_line(i));
    if (page) cairo_tag_end(k->cr, TAGS[style]);
    pango_layout_iter_free(i);
    ink_text_free(&t);
}

/* ---- pages ------------------------------------------------------------------------------------------------------ */

void ink_box(Ink *k, InkTone tone, double x0, double x1, double y, double height) {
    static const double TONES[][3] = {
        [INK_BAND] = {0.961, 0.925, 0.863}, [INK_LINE] = {0.847, 0.769, 0.635}, [INK_MARK] = {0.706, 0.322, 0.165},
        [INK_DARK] = {0.1, 0.1, 0.1},
    };
    cairo_set_source_rgb(k->cr, TONES[tone][0], TONES[tone][1], TONES[tone][2]);
    cairo_rectangle(k->cr, x0, y, x1 - x0, height);
    cairo_fill(k->cr);
}

static void foot(Ink *k) {
    Buf b;
    double y = k->height - MARGIN - FOOT + 12, wide = ink_right(k) - MARGIN;
    buf_init(&b, 400);
    buf_printf(&b, "%d", k->page);
    Str     number = arena_copy(k->c->arena, buf_str(&b));
    buf_clear(&b);
    tr_plain(&b, &k->c->reader, T_EXPORT_PAGE, (TrArg[]){TR_ARG("page", number)}, 1);
    ink_box(k, INK_LINE, MARGIN, ink_right(k), y - 6, 0.5);
    InkText about = ink_text(k, k->o.foot, INK_SMALL, wide * 0.8, 1);
    ink_text_draw(k, &about, MARGIN, ink_right(k), y);
    ink_text_free(&about);
    InkText page = ink_text(k, buf_str(&b), INK_SMALL, wide * 0.2, 1);
    page.end = true;
    ink_text_draw(k, &page, MARGIN, ink_right(k), y);
    ink_text_free(&page);
    buf_release(&b);
}

void ink_need(Ink *k, double height) {
    if (k->y + height <= bottom(k) || k->y <= MARGIN_TOP) return;
    foot(k);
    cairo_show_page(k->cr);
    k->page++;
    k->y = MARGIN_TOP;
    if (k->head) k->head(k, k->head_arg);
}

/* The language, and that a window shows the title. A file that cannot be read back stays as it is. */
static void put_end(Ink *k) {
    off_t n = lseek(k->fd, 0, SEEK_CUR);
    Buf   b;
    if (k->start < 0 || n <= k->start) return;
    char *p = mmap(NULL, (size_t)n, PROT_READ, MAP_PRIVATE, k->fd, 0);
    if (p == MAP_FAILED) return;
    buf_init(&b, 1 << 16);
    Str pdf = {p + k->start, (size_t)(n - k->start)};
    if (ink_end(pdf, str_of(lang_code(k->c->reader.lang)), k->rtl, &b)) {
        put_bytes(k, (const unsigned char *)b.p, (unsigned)b.n);
    }
    buf_release(&b);
    munmap(p, (size_t)n);
}

Fault ink_close(Ink *k) {
    foot(k);
    cairo_tag_end(k->cr, DOCUMENT);
    cairo_show_page(k->cr);
    cairo_surface_finish(k->surface);
    if (k->fault == OK && cairo_surface_status(k->surface) == CAIRO_STATUS_SUCCESS) put_end(k);
    Fault f = k->fault;
    if (f == OK && cairo_surface_status(k->surface) != CAIRO_STATUS_SUCCESS) f = BROKEN;
    ink_drop(k);
    return f;
}
