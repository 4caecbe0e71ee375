/* import_inner.h - what the files of this folder share.
**
** A file comes in two passes over its rows: one that only looks (what would happen), one that does it. Both make a
** draft of each row, ask the index who it is, and decide; nothing but the second writes. */
#ifndef RAKAZ_IMPORT_IMPORT_INNER_H
#define RAKAZ_IMPORT_IMPORT_INNER_H

#include "actor/actor.h"
#include "event/event.h"
#include "import/import.h"
#include "import/import_same.h"
#include "import/import_who.h"
#include "import_ent.h"
#include "place/place.h"
#include "sheet/guess.h"
#include "stay_ent.h"

enum {
    IMPORT_COLUMNS_MAX = 300,                     /* what stands behind is left out */
    IMPORT_PREVIEW_ROWS = 200,
    IMPORT_CHUNK_ROWS = 1000,                     /* in one write, where others wait for the writer */
    IMPORT_COMMIT_ROWS = 20000,                   /* in one commit, where nobody does */
    IMPORT_ASK_MAX = 200,                         /* twins and towns that a person decides about one by one */
    IMPORT_SHOWN_MAX = 60,                        /* examples of anything else */
    IMPORT_KEPT_DAYS = 30,                        /* the file, and the way back */
};

/* ---- what happens to rows ----------------------------------------------------------------------------------- */

/* Why a row is left alone. Keys "import.left_total" and so on. */
typedef enum ImportLeft {
    LEFT_NONE,
    LEFT_TOTAL,                                   /* sums */
    LEFT_REPEAT,                                  /* the header once more */
    LEFT_SECTION,                                 /* sub-headings and remarks */
    LEFT_NAMELESS,
    LEFT_TWICE,                                   /* stands in the file before */
    LEFT_TWIN,                                    /* perhaps known, and nobody has decided */
    LEFT_CHOSEN,                                  /* somebody chose so */
    LEFT_NOT_OURS,                                /* known, but not the reader's to change */
    LEFT_REFUSED,                                 /* a rule of the record */
    LEFT_AMOUNT,                                  /* of spending: no amount that can be read, or none */
    LEFT_NEGATIVE,                                /* below zero, and takes nothing back that stands here */
    LEFT_REVERSED,                                /* an amount and what takes it back */
    LEFT_CURRENCY,                                /* another currency than the region's */
    LEFT_RHYTHM,                                  /* neither a month nor a year */
    LEFT_DAY,                                     /* a payment without a day that can be */
    LEFT_BUYER,                                   /* who spends is nobody here */
    LEFT_PERSON,                                  /* who spends is a person */
    LEFT_PLACE,                                   /* of no place that is known */
    LEFT_CATEGORY,                                /* of no field that is known */
    LEFT_ITSELF,                                  /* who spends is who was paid */
    LEFT_N
} ImportLeft;

/* What is worth telling about values. Keys "import.note_repaired" and so on, with {n} and {row}. */
typedef enum ImportNote {
    NOTE_REPAIRED,                                /* phones got their leading zero back */
    NOTE_CONVERTED,                               /* positions from the national grid */
    NOTE_PHONE,                                   /* values that cannot be read: kept in the staff note */
    NOTE_EMAIL,
    NOTE_URL,
    NOTE_NUMBER,                                  /* registration numbers */
    NOTE_POSITION,
    NOTE_TOWN,                                    /* towns that are not places here */
    NOTE_CUT,                                     /* texts longer than their field */
    NOTE_FORMULA,                                 /* what looks like a formula or a script stays text */
    NOTE_OUTLINE,                                 /* outlines with mistakes, left out */
    NOTE_HOST,                                    /* organisers that are nobody here, or several of one name */
    NOTE_DATE,                                    /* days and times that cannot be read */
    NOTE_SELLER,                                  /* who was paid is nobody here: kept in words */
    NOTE_WHERE,                                   /* nobody says where it is bought */
    NOTE_NET,                                     /* amounts without VAT */
    NOTE_N
} ImportNote;

/* What to do with a known record. */
typedef enum ImportKnown { KNOWN_UPDATE, KNOWN_FILL, KNOWN_LEAVE, KNOWN_N } ImportKnown;

/* What to do with a row that may be known. */
typedef enum ImportTwin { TWIN_PROPOSED, TWIN_SAME, TWIN_NEW, TWIN_SKIP, TWIN_N } ImportTwin;

/* What to do with a town that is no place here. */
typedef enum ImportTown { TOWN_TEXT, TOWN_MAKE, TOWN_IS } ImportTown;

typedef struct TwinChoice {
    uint64_t   row;
    ImportTwin choice;
} TwinChoice;

typedef struct TownChoice {
    Str        name;                              /* as written */
    ImportTown choice;
    Id         place;                             /* TOWN_IS */
} TownChoice;

/* Words of a file of spending that name nobody and nothing here, and that a person may decide about. */
typedef enum ImportWord { WORD_OF_BUYER, WORD_OF_SELLER, WORD_OF_CATEGORY, WORD_OF_N } ImportWord;

typedef struct WordChoice {
    ImportWord of;
    Str        name;                              /* as written */
    Id         id;
} WordChoice;

/* Whose a whole file of spending is. */
typedef enum ImportWhose { WHOSE_SAID, WHOSE_ONE, WHOSE_HOUSES, WHOSE_N } ImportWhose;

typedef struct ImportTarget ImportTarget;

/* How a file is read, as a person decided; stands in imports.mapping as JSON. */
typedef struct ImportPlan {
    const ImportTarget *target;
    int64_t     table;                            /* which sheet, from 1; 0: the first with rows */
    Charset     charset;
    int64_t     head;                             /* row of the header; 0: found by itself, -1: there is none */
    uint8_t     columns[IMPORT_COLUMNS_MAX];      /* GuessKind */
    uint32_t    n_columns;
    ImportKnown known;
    ImportTwin  twins;                            /* of those without a choice of their own */
    TwinChoice *twin;                             /* by row */
    size_t      n_twin;
    TownChoice *town;
    size_t      n_town;
    WordChoice *word;
    size_t      n_word;
    ImportWhose whose;                            /* of spending: of the whole file */
    OutlayRhythm rhythm;                          /* what an amount is that says nothing */
    Id          buyer, place;                     /* WHOSE_ONE; where rows say none; 0: not chosen */
    int64_t     year;                             /* where rows say none; 0: this one */
    bool        no_outlays;                       /* not the reader's to write: never guessed. Not kept */
} ImportPlan;

void  import_plan_json(Buf *b, const ImportPlan *p);
/* Bounded and checked: what does not fit is BAD_FILE. Texts live in the arena. */
Fault import_plan_read(Ctx *c, Str json, ImportPlan *ret_p) MUST;

/* Names in JSON, forms and on the command line: "phone", "update", "skip". false: there is none. */
bool import_kind_named(Str name, GuessKind *ret_k);
bool import_known_named(Str name, ImportKnown *ret_k);
bool import_twin_named(Str name, ImportTwin *ret_t);
Str  import_kind_name(GuessKind k);
Str  import_known_name(ImportKnown k);
Str  import_twin_name(ImportTwin t);
extern const char *const IMPORT_WHOSE_NAMES[WHOSE_N], *const IMPORT_RHYTHM_NAMES[RHYTHM_N];

/* ---- what a pass found -------------------------------------------------------------------------------------- */

typedef struct NoteCount {
    int64_t  n;
    uint64_t row;                                 /* the first */
} NoteCount;

typedef struct LeftRow {
    uint64_t   row;
    ImportLeft why;
    Str        text;                              /* the first cells, or the rule */
} LeftRow;

typedef struct DiffRow {
    uint64_t row;
    Id       id;
    Str      name;
    Str      field[4], old[4], fresh[4];          /* values as value_print writes them; tri with its language */
    int      n;
    int      more;
} DiffRow;

typedef struct TwinRow {
    uint64_t row;
    SameHow  how;
    Id       id;
    Str      name, known;
} TwinRow;

typedef struct TownRow {
    Str     name;
    int64_t n;
    Id      near;                                 /* a place whose name sounds like it; 0: none */
} TownRow;

typedef struct WordRow {
    ImportWord of;
    Str        name;
    int64_t    n;
    Id         near;                              /* the one whose name sounds like it; 0: none, or several */
} WordRow;

/* The money of a file of spending, in hundredths as it stands there; every amount is in one of the two. */
typedef struct MoneyTold {
    int64_t taken, taken_low, taken_high;         /* rows that come in, are known or change something */
    int64_t left, left_low, left_high;
    int64_t added;                                /* of the rows taken: those that are in the sum of another */
    int64_t totals, agree, said;                  /* rows of sums, those that agree with rows above, the last one */
} MoneyTold;

typedef struct RemarkRow {
    Str     key, what;
    int64_t n, row, column;
} RemarkRow;

/* What is done with a twin when nobody has chosen. */
ImportTwin import_twin_proposed(SameHow how);

typedef struct ImportReport {
    int64_t    rows, made, changed, known, read;  /* read: lines of the file so far */
    int64_t    left[LEFT_N];
    NoteCount  notes[NOTE_N];
    LeftRow    left_rows[IMPORT_SHOWN_MAX];
    DiffRow    diffs[IMPORT_SHOWN_MAX];
    TwinRow    twins[IMPORT_ASK_MAX];
    TownRow    towns[IMPORT_ASK_MAX];
    RemarkRow  remarks[REMARK_N];
    WordRow    words[IMPORT_ASK_MAX];
    size_t     n_left_rows, n_diffs, n_twins, n_towns, n_remarks, n_words;
    int64_t    all_twins;
    MoneyTold  money;
    SheetProblem stop;                            /* why reading stopped; key NULL: it did not */
} ImportReport;

int64_t import_left_all(const ImportReport *r);
/* As JSON, in the arena; and back (BAD_FILE: it is none). */
Str     import_report_text(Ctx *c, const ImportReport *r);
Fault   import_report_read(Ctx *c, Str json, ImportReport *ret_r) MUST;
void    import_note(ImportReport *r, ImportNote note, uint64_t row);

/* ---- targets ------------------------------------------------------------------------------------------------- */

/* Places, fields of work and their spellings, in memory for the length of a pass. */
typedef struct ImportMaps ImportMaps;
MUST Fault import_maps_open(Ctx *c, Arena *a, const ImportPlan *plan, ImportMaps **ret_m);
bool import_place_named(const ImportMaps *m, Arena *a, Str name, Id *ret_id);
bool import_place_coded(const ImportMaps *m, Str code, Id *ret_id);
/* A code of a place without the land before it: "il-9000" is 9000 in the files of that land. */
Str  import_code_bare(Str code);
/* Who holds an event: the one live actor of this name. Filled for a file of events alone. */
bool import_host_named(const ImportMaps *m, Arena *a, Str name, Id *ret_id);
/* Actors by name and number. Filled for a file of spending alone. */
const ImportWho *import_who(const ImportMaps *m);
/* What a person chose for a word; 0: nothing. */
Id   import_word_choice(const ImportMaps *m, Arena *a, ImportWord of, Str name);
bool import_category_named(const ImportMaps *m, Arena *a, Str name, Id *ret_id);
void import_place_made(ImportMaps *m, Arena *a, Str name, Id id);
const TownChoice *import_town_choice(const ImportMaps *m, Arena *a, Str name);
/* For readers who work on some places only: theirs, where `place` is none of them, so that they see what they brought
** in. 0: the place itself is right. */
Id   import_place_own(const ImportMaps *m, Id place);
/* The one place whose name sounds like it; 0: none or several. */
Id   import_place_near(const ImportMaps *m, Str name);

/* A row on its way to become a record. */
typedef struct Draft {
    uint64_t row;
    void    *rec;
    SameFacts facts;
    Str      town;                                /* as written, when it is no place here */
    Id      *town_into;                           /* the field of the record that wants it */
    bool     town_make;
    Str      org, role;                           /* of a person */
    Str      shape;                               /* of a place */
    bool     hangs;                               /* a known record gets what hangs on the row, too */
    uint64_t marks;                               /* bit of each ImportNote */
    ImportLeft why;                               /* of spending: why it stays out, LEFT_NONE: it does not */
    Str      why_text;
    Str      unknown[WORD_OF_N];                  /* words that name nobody and nothing here */
    int64_t  low, high;                           /* the amount as it stands in the file */
    bool     amount, payment;
    Day      day;
    Str      number;                              /* of the document */
} Draft;

typedef struct Take {
    Ctx              *c;                          /* its arena is the chunk's */
    const ImportPlan *plan;
    const ImportMaps *maps;
    const SheetHead  *head;
    Draft            *draft;
    Str               header;                     /* of the cell in hand */
    double            east, north;
    Str               first, last, person;
    Str               told[GUESS_N];              /* of spending: the cells, which are read together */
    DateOrder         order;
} Take;

typedef struct TargetField {
    GuessKind kind;
    TextKey   label;                              /* T_NONE: what the guess is called */
} TargetField;

/* What a file may become. A new noun is a row in import_target.c. */
struct ImportTarget {
    const char        *name;                      /* in imports.target and on the command line */
    TextKey            label, hint;
    const char        *icon;
    const Entity      *entity;
    int                kind;
    const TargetField *fields;                    /* in the order of the list; ends with GUESS_NOTHING */
    void             (*take)(Take *t, GuessKind kind, const SheetCell *cell);
    bool             (*finish)(Take *t);          /* false: the row names nobody */
    void             (*facts)(Arena *a, const void *rec, SameFacts *ret_f);
    int                known_kinds;               /* bits of the kinds that may be the same; 0: all */
    const int         *fill_only;                 /* fields never overwritten; ends with -1 */
    Fault            (*after)(Ctx *c, const Draft *d);  /* what hangs on a new record; NULL: nothing */
    /* Does a known record lack what hangs on the row? Then `after` gives it. NULL: never. */
    Fault            (*lacks)(Ctx *c, const Draft *d, Id id, bool *ret_lacks);
};

const ImportTarget *import_target_named(Str name);
const ImportTarget *import_target_at(size_t i);   /* NULL behind the last */

/* The target that fits the columns, and the plan that follows from the guesses. */
const ImportTarget *import_target_guess(const ColumnGuess *g, uint32_t n, SheetFormat format);
void import_plan_guess(const ColumnGuess *g, uint32_t n, ImportPlan *p);
bool import_target_takes(const ImportTarget *t, GuessKind kind);

/* Some column says what the rows are called; without one there is nothing to bring in. */
bool import_names_rows(const ImportPlan *p);

/* A name in the language of its letters. */
void import_name_set(Tri *name, Str s);

/* ---- cells on their way into a field: import_target.c ---- */

void take_mark(Take *t, ImportNote n);
Str  take_cut(Take *t, Str s, size_t max);
Str  take_line(Take *t, Str s);                   /* one clean line */
Str  take_plain(Take *t, Str s);                  /* what a spreadsheet would run stays text */
void take_name(Take *t, Tri *name, Lang l, Str s);
void take_join(Take *t, Str *into, Str s, size_t max, const char *between);
void take_note_line(Take *t, Str *note, Str s);   /* with the column's own name before it */
Str  take_code(Take *t, Str s);
void take_town(Take *t, Id *into, Str s);
bool import_is_named(const Tri *name);
Lang import_lang_of(Str s);                       /* of a name, by its letters */
void import_names_facts(Arena *a, const Tri *name, SameFacts *f);

/* ---- events: import_event.c ---- */

extern const TargetField IMPORT_EVENT_FIELDS[];
extern const int         IMPORT_EVENT_FILL[];
void import_event_take(Take *t, GuessKind kind, const SheetCell *cell);
bool import_event_finish(Take *t);
void import_event_facts(Arena *a, const void *rec, SameFacts *ret_f);

/* ---- spending: import_spending.c ---- */

extern const TargetField IMPORT_OUTLAY_FIELDS[];
extern const int         IMPORT_OUTLAY_FILL[];
void import_outlay_take(Take *t, GuessKind kind, const SheetCell *cell);
bool import_outlay_finish(Take *t);
void import_outlay_facts(Arena *a, const void *rec, SameFacts *ret_f);
/* Who spends on what and from whom; with the year and the words for it, what tells one spending from another. */
uint64_t import_outlay_key(Arena *a, const Outlay *o, bool whole);

/* Fills the draft (whose rec is new) from a row; false: it names nobody. */
bool import_draft(Take *t, const SheetRow *row);

/* ---- a file that is open -------------------------------------------------------------------------------------- */

/* Sheet, header and guesses of a file read by a plan. The memory is the opener's. */
typedef struct ImportFile {
    Arena       *a;
    SheetSource  src;
    SheetPreview preview;
    SheetHead    head;
    ColumnGuess *guess;
    Sheet       *sheet;                           /* at its first row */
    SheetProblem problem;
} ImportFile;

/* BAD_TYPE, BAD_FILE, TOO_LARGE with f->problem. A plan without columns gets those guessed, and its target. */
MUST Fault import_file_open(Arena *a, int fd, Str name, ImportPlan *plan, ImportFile *ret_f);
void import_file_close(ImportFile *f);

/* ---- a pass --------------------------------------------------------------------------------------------------- */

typedef struct Pass Pass;
struct Pass {
    Ctx              *c;
    const ImportPlan *plan;
    ImportFile       *file;
    Arena            *kept;                       /* what lives as long as the report */
    ImportReport     *report;
    bool              dry;
    Id                import;                     /* whose progress is kept; 0: none */
    Id                act;                        /* one act for all; 0: made at the first write */
    bool              alone;                      /* nobody else waits for the writer; without go_on */
    bool            (*go_on)(Pass *p);            /* asked after each chunk; NULL: always */
    void             *arg;
};

/* Reads the whole file once. Without `dry` writes what the plan says, chunk by chunk. STOPPING: go_on said no. */
Fault import_pass(Pass *p) MUST;

/* ---- steps that pages and command line share: import_job.c ----------------------------------------------------- */

extern const Command IMPORT_COMMAND;

MUST Fault import_digest(Ctx *c, int fd, Str *ret_digest, int64_t *ret_size);
Str   import_plan_text(Ctx *c, const ImportPlan *p);

/* Through the writer: saves the record of an import; ends a pass with what it found. */
Fault import_save(Ctx *c, Import *v) MUST;
Fault import_finish(Ctx *c, Id id, int state, const ImportReport *r, Id act) MUST;

TextKey import_left_key(int why);
TextKey import_note_key(int note);

/* ---- store: import_store.c ------------------------------------------------------------------------------------ */

enum { IMPORT_Q_N = 12 };
extern const Query IMPORT_QUERIES[IMPORT_Q_N];

/* The file of an import, in pieces. On the writer; and into a temporary file without a name. */
Fault import_piece_add(Ctx *c, Id import, int64_t n, Str bytes) MUST;
Fault import_temp(Ctx *c, int *ret_fd) MUST;
Fault import_file_load(Ctx *c, Id import, int *ret_fd) MUST;

Fault import_has_file(Ctx *c, Id import, bool *ret_has) MUST;

/* Rows left alone, for the file to repair. On the writer. */
Fault import_left_add(Ctx *c, Id import, uint64_t row, ImportLeft why) MUST;
typedef struct LeftEntry {
    uint64_t   row;
    ImportLeft why;
} LeftEntry;
Fault import_left_read(Ctx *c, Id import, uint64_t above, LeftEntry *ret_v, size_t max, size_t *ret_n) MUST;

/* How far a pass is, beside the record's own history. On the writer. */
Fault import_progress(Ctx *c, const Import *v) MUST;

/* A done import of the same bytes; 0: there is none. */
Fault import_by_digest(Ctx *c, Str digest, Id *ret_id) MUST;

/* Imports of all organisations that are being looked at or written, with how far they are. */
enum { IMPORT_UNDER_WAY_MAX = 50 };
typedef struct ImportUnderWay {
    Id      id, org;
    int     state;
    int64_t done;
} ImportUnderWay;
Fault import_under_way(Ctx *c, ImportUnderWay ret_v[IMPORT_UNDER_WAY_MAX], size_t *ret_n) MUST;

/* Files older than what can be taken back, and pieces without an import. On the writer. */
Fault import_forget_old(Ctx *c) MUST;

/* How many records of an act somebody changed afterwards. */
Fault import_changed_since(Ctx *c, Id act, int64_t *ret_n) MUST;

#endif
