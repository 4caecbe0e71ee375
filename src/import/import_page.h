/* import_page.h - what the templates of this folder show. */
#ifndef RAKAZ_IMPORT_IMPORT_PAGE_H
#define RAKAZ_IMPORT_IMPORT_PAGE_H

#include "import/import_inner.h"

/* ---- steps ------------------------------------------------------------------------------------------------------ */

/* 1 file, 2 columns, 3 check, 4 result. */
void import_steps(Buf *b, const Page *pg, int step);

/* ---- the list and the upload ------------------------------------------------------------------------------------ */

typedef struct ImportRow {
    Id      id;
    Str     name, href, undo_href, who;
    TextKey state;
    Str     colour;                               /* of the tag */
    Stamp   at;
    int64_t made, changed, known, left;
    bool    over, may_undo;
} ImportRow;

typedef struct ImportsView {
    ImportRow *rows;
    size_t     rows_n;
    int64_t    total, offset, limit;
} ImportsView;

typedef struct UploadView {
    Html refused;                                 /* the sentence; empty: nothing was refused */
    int64_t max;                                  /* bytes of a file */
    Str  before_name, before_href;                /* an import of the same bytes */
    Str  before_who;
    Stamp before_at;
    Str  into, place;                             /* for the next step, as the link to this page said */
    bool spending;
} UploadView;

/* ---- columns ---------------------------------------------------------------------------------------------------- */

typedef struct Option {
    Str  value, label;
    bool chosen;
} Option;

typedef struct TargetPick {
    Str     value;
    TextKey label, hint;
    Html    icon;
    bool    chosen;
} TargetPick;

typedef struct SampleRow {
    int64_t row;
    Str    *cells;
    size_t  cells_n;
    bool    head;
} SampleRow;

typedef struct ColumnRow {
    int64_t number;
    Str     name, samples[3], field;              /* field: "col.0" */
    Str     first, second, third;
    TextKey why;
    int64_t percent;
    bool    sure, unsure, empty;
    Option *options;
    size_t  options_n;
} ColumnRow;

/* What holds for a whole file of spending. */
typedef struct WholeView {
    Option *whose, *rhythm;
    size_t  whose_n, rhythm_n;
    Str     buyer, buyer_name, place, place_name, year;
    TextKey buyer_wrong, place_wrong, year_wrong; /* T_NONE: nothing is */
} WholeView;

typedef struct ColumnsView {
    Id          id;
    Str         name, path;
    TextKey     format;
    TargetPick *targets;
    size_t      targets_n;
    Option     *tables, *charsets, *heads;
    size_t      tables_n, charsets_n, heads_n;
    SampleRow  *samples;
    size_t      samples_n;
    ColumnRow  *columns;
    size_t      columns_n;
    Param      *keep;                             /* what was chosen above, for the form below */
    size_t      keep_n;
    Html       *remarks;
    size_t      remarks_n;
    bool        nameless, no_sample, spending;
    TextKey     nameless_why;
    WholeView   whole;
} ColumnsView;

/* ---- check and result ------------------------------------------------------------------------------------------- */

typedef struct LeftKind {
    TextKey label;
    int64_t n;
} LeftKind;

typedef struct LeftView {
    int64_t row;
    TextKey why;
    Str     text;
} LeftView;

typedef struct DiffField {
    TextKey label;
    Html    old, fresh;
} DiffField;

typedef struct DiffView {
    int64_t    row, more;
    Str        name, href;
    DiffField *fields;
    size_t     fields_n;
} DiffView;

typedef struct TwinView {
    int64_t row;
    Str     name, known, href, field;
    TextKey why;
    Option *options;
    size_t  options_n;
} TwinView;

typedef struct TownView {
    Str     name, field, place_field, near;
    int64_t n;
    Option *options;
    size_t  options_n;
} TownView;

/* A word of a file of spending that names nobody, with what it may be. */
typedef struct WordView {
    Str     name, field, id_field, id, near, kind;
    TextKey of;
    int64_t n;
} WordView;

typedef struct CheckView {
    Id          id;
    Str         name, path, act;
    TextKey     target, title;
    int64_t     rows, made, changed, known, left, twins, twins_more;
    int64_t     permille;
    bool        checking, running, over, failed, undone, may_undo, has_file, may_make, dry, nothing;
    Html        stop;
    LeftKind   *lefts;
    size_t      lefts_n;
    LeftView   *left_rows;
    size_t      left_rows_n;
    DiffView   *diffs;
    size_t      diffs_n;
    TwinView   *twin_rows;
    size_t      twin_rows_n;
    TownView   *towns;
    size_t      towns_n;
    WordView   *words;
    size_t      words_n;
    bool        money;                            /* a file of spending, with amounts: */
    int64_t     taken_rows, left_money_rows, added, totals, agree;
    Str         taken_sum, left_sum, all_sum, said_sum;
    Html       *notes;
    size_t      notes_n;
    Option     *knowns, *twin_all;
    size_t      knowns_n, twin_all_n;
    Str         list_href, left_href, check_href, columns_href, stop_href, undo_href;
    Str         who;
    Stamp       at, until;
    int64_t     since;                            /* records that somebody changed afterwards */
} CheckView;

PAGE_FN(import_list, ImportsView)
PAGE_FN(import_new, UploadView)
PAGE_FN(import_columns, ColumnsView)
PAGE_FN(import_whole, WholeView)
PAGE_FN(import_check, CheckView)
PAGE_FN(import_words, CheckView)
PAGE_FN(import_money, CheckView)
PAGE_FN(import_progress, CheckView)
PAGE_FN(import_done, CheckView)
PAGE_FN(import_left, CheckView)
PAGE_FN(import_noticed, CheckView)

/* ---- between the files of the pages ------------------------------------------------------------------------------ */

Str  import_path(Ctx *c, Id id, const char *below);

/* A page under "imports". */
Page import_page(Ctx *c, const Request *rq, TextKey title);

/* Over, young enough, and something to take back. */
bool import_may_undo(const Ctx *c, const Import *v);

/* The import, if the reader may see it; within a read transaction. */
Fault import_of(Ctx *c, Id id, Import *ret_v) MUST;

/* Everything that check and result tell, from the stored report. */
Fault import_told(Ctx *c, const Import *v, CheckView *ret_view) MUST;

/* A sentence in the reader's language, in the arena; one about what is wrong with a file. */
Html import_sentence(Ctx *c, TextKey key, const TrArg *args, size_t n);
Html import_problem(Ctx *c, const SheetProblem *p);

/* Starts a pass of this import: at once when the file is small, else as a job. In neither a read nor a write. */
typedef enum ImportWork { IMPORT_CHECKING, IMPORT_RUNNING, IMPORT_UNDOING } ImportWork;
Fault import_work_start(Ctx *c, const Import *v, ImportWork work) MUST;

/* ---- spending: import_spending_page.c ---- */

typedef struct WholeWrong {
    TextKey buyer, place, year;
} WholeWrong;
bool  import_may_spend(Ctx *c);
/* What a form or a program says of a whole file; what is wrong is complained about, too. Opens its own transaction. */
Fault import_whole_read(Ctx *c, const Params *said, ImportPlan *p, WholeWrong *ret_wrong) MUST;
Fault import_whole_fill(Ctx *c, const ImportPlan *p, const Params *said, const WholeWrong *wrong, WholeView *v) MUST;
Fault import_words_read(Ctx *c, const Params *said, const ImportReport *r, ImportPlan *p) MUST;
Fault import_words_fill(Ctx *c, const ImportReport *r, const ImportPlan *p, CheckView *v) MUST;
void  import_money_fill(Ctx *c, const ImportReport *r, CheckView *v);

Fault get_import_new(Ctx *c, const Request *rq, Reply *rp);
Fault post_import_new(Ctx *c, const Request *rq, Reply *rp);
Fault get_import_columns(Ctx *c, const Request *rq, Reply *rp);
Fault post_import_columns(Ctx *c, const Request *rq, Reply *rp);
Fault get_import_check(Ctx *c, const Request *rq, Reply *rp);
Fault post_import_check(Ctx *c, const Request *rq, Reply *rp);
Fault get_import(Ctx *c, const Request *rq, Reply *rp);
Fault post_import_stop(Ctx *c, const Request *rq, Reply *rp);
Fault post_import_undo(Ctx *c, const Request *rq, Reply *rp);

enum { IMPORT_ROUTES_N = 11 };
extern const Route IMPORT_ROUTES[IMPORT_ROUTES_N];

/* At the start of a server: imports whose process ended in the middle become stopped ones, which can be taken back. */
void import_left_behind(Region *r);

#endif
