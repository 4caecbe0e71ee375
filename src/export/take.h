/* take.h - what the formats of this folder share: a list on its way into a file. */
#ifndef RAKAZ_EXPORT_TAKE_H
#define RAKAZ_EXPORT_TAKE_H

#include "export/export.h"

enum {
    TAKE_COLUMNS_MAX = 160,
    TAKE_ROWS_MAX = 1000000,                      /* a sheet of a workbook holds 1,048,576 */
    TAKE_CELL_BYTES = 1 << 20,
    TAKE_BUF_BYTES = 8 << 20,
};

/* One column: a field, of texts in several languages one language or (LANG_N) what is best for the reader. */
typedef struct TakeColumn {
    const Field *f;
    int          lang;
    Str          label;
} TakeColumn;

typedef enum TakeKind { TAKE_NOTHING, TAKE_WORDS, TAKE_CODE, TAKE_NUMBER, TAKE_MONEY, TAKE_DAY, TAKE_MOMENT } TakeKind;

/* A value on its way out. `text` is what a person would write: plain decimals, ISO dates, phones in national form. */
typedef struct TakeCell {
    TakeKind  kind;
    Str       text;
    double    number;                             /* TAKE_NUMBER; TAKE_MONEY in whole units */
    LocalTime at;                                 /* TAKE_DAY, TAKE_MOMENT */
} TakeCell;

typedef struct Take       Take;
typedef struct TakeFormat TakeFormat;

struct TakeFormat {
    ViewFile    file;                             /* its ending, its name in the menu, the nouns it fits */
    const char *type;
    bool        machine;                          /* whole records, no columns */
    bool        page;                             /* an answer for the browser instead of a file */
    const int  *fields;                           /* columns of its own, ending with -1; NULL: the list's */
    size_t      rows_max;
    Fault     (*begin)(Take *t);
    Fault     (*row)(Take *t, const void *rec, const TakeCell *cells);
    Fault     (*end)(Take *t, bool more);         /* more: rows_max was reached */
    void      (*drop)(Take *t);                   /* instead of the end, after a fault; may be NULL */
};

struct Take {
    Ctx              *c;
    const Request    *rq;
    Reply            *rp;                         /* of a page */
    const Sheet      *sheet;
    const TakeFormat *format;
    ListSpec          spec;
    TakeColumn       *columns;
    size_t            columns_n;
    Str               words, local, region, who, file_name; /* local: the definition by which rows were chosen */
    Arena            *outer;                      /* lives as long as the request; c->arena only for a portion */
    const char       *folder;                     /* for temporary files */
    int64_t           rows;
    Str               first;                      /* what the first row is called */
    int               fd;                         /* the file; -1 until somebody has made it */
    Buf               b;                          /* not yet in the file */
    void             *own;                        /* of the format */
};

extern const TakeFormat TAKE_CSV, TAKE_JSON, TAKE_XLSX, TAKE_GEOJSON, TAKE_VCARD, TAKE_PDF, TAKE_PRINT;

/* All of them in the order of the menu, ending with NULL. */
extern const ViewFile *const TAKE_FILES[];
bool take_fits_all(const Sheet *s);

/* The format by its ending, if this noun can be taken so; else NULL. */
const TakeFormat *take_format(const Sheet *s, Str ending);

/* Reads the list of the request's address into a file (t->fd, at its beginning; a page into t->rp), with
** a read transaction of its own.
** The caller has set c, rq, rp, folder, sheet, format. */
Fault take_run(Take *t) MUST;

/* Puts t->b into the file when it has grown, or (`all`) in any case. */
Fault take_flush(Take *t, bool all) MUST;

/* A file without a name in the folder. DISK_FULL, BROKEN. */
Fault take_temp(const char *folder, int *ret_fd) MUST;

/* The lines that tell what this is: rows, query, region, who, when, definition of "local". Each label and text. */
typedef struct TakeAbout {
    TextKey label;
    Str     text;
} TakeAbout;
enum { TAKE_ABOUT_MAX = 8 };
size_t take_about(const Take *t, bool more, TakeAbout ret_v[TAKE_ABOUT_MAX]);

/* The value as pages show it: in the reader's language, in its isolate. */
Str  take_shown(Ctx *c, const TakeColumn *col, const TakeCell *cell, const void *rec);
bool take_is_number(const Field *f);

/* The cell of one value alone; a reference costs a query. */
Fault take_cell(Ctx *c, const TakeColumn *col, const void *rec, TakeCell *ret_cell) MUST;

/* GET /export/NOUN.ENDING, GET /export/NOUN/ID/ENDING */
Fault get_export(Ctx *c, const Request *rq, Reply *rp);
Fault get_export_record(Ctx *c, const Request *rq, Reply *rp);

/* ---- workbooks: take_xlsx.c -------------------------------------------------------------------------------------- */

struct lxw_workbook;
struct lxw_worksheet;

/* An empty workbook that is written into a file without a name in the folder; by_rows: rows, which then come in their
** order, go to disk instead of staying in memory. The caller closes it (workbook_close; *ret_fd then stands at the
** file's beginning) or drops it (lxw_workbook_free), and closes the file. DISK_FULL, BROKEN. */
Fault take_book_open(Ctx *c, const char *folder, bool by_rows, int *ret_fd, struct lxw_workbook **ret_book) MUST;

/* A sheet of the book's, which runs from the right for readers who do. `name` NULL: the library gives it one. NULL: the
** disk has no room for what it keeps there. */
struct lxw_worksheet *take_book_sheet(const Ctx *c, struct lxw_workbook *book, const char *name);

/* What the library says (lxw_error) as a fault. DISK_FULL where a file could not be made or written; else BROKEN. */
Fault take_book_told(Ctx *c, int error) MUST;

#endif
