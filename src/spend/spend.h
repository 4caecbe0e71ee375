/* spend.h - what a large buyer pays to whom: files of payments, how much of them stays in a place, who the payees are.
**
** A file is a record (spend.ent); its rows stand in pieces beside it and never change but when the file is read again.
** What the pages show is added up from the pieces each time, by the places that the reader chose. Sums are the same for
** every reader of a file; names of payees that may be people are shown to staff alone. */
#ifndef RAKAZ_SPEND_SPEND_H
#define RAKAZ_SPEND_SPEND_H

#include "ocds/ocds.h"
#include "spend/spend_match.h"
#include "spend/spend_number.h"
#include "spend/spend_pack.h"
#include "spend/spend_read.h"
#include "spend/spend_sum.h"
#include "ent/erase.h"
#include "spend/spend_owner.h"
#include "spend_ent.h"
#include "view/view.h"

extern const Module spend_module;
extern const Sheet  PAYMENT_FILE_SHEET;
extern const Sheet  PAYEE_MATCH_SHEET;
extern const Sheet  SPEND_MARK_SHEET;

enum {
    SPEND_WRITERS = ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR,
    SPEND_FILE_BYTES = 256 << 20,                 /* of an upload */
    SPEND_RAW_BYTES = 16 << 20,                   /* a file up to here is kept, to be read again otherwise */
    SPEND_OCDS_BYTES = 32 << 20,                  /* of a package, which is kept always */
};

/* The entities' own hooks. A file stands in the unit of its buyer, and is public once it counts and its buyer has
** published it. */
Fault payment_file_check(Ctx *c, const void *before, void *after);
Fault payee_match_check(Ctx *c, const void *before, void *after);
Fault spend_mark_check(Ctx *c, const void *before, void *after);

/* ---- bringing a file: spend_bring.c ------------------------------------------------------------------------------ */

/* Whose a process of a package is, by the name of its buyer. */
typedef struct SpendOwner {
    Id   actor;                                   /* certainly somebody else than the file's buyer; 0: nobody else */
    bool named, theirs;                           /* the file names a buyer; certainly the file's own */
} SpendOwner;

/* What was read, with the arena that it lies in. */
typedef struct SpendBrought {
    Arena       arena;                            /* release it */
    SpendBook   book;
    SpendFile   file;
    SpendLink  *links;                            /* payees who may be actors */
    uint32_t    links_n;
    Ocds       *ocds;                             /* what it was read from, if it is a package; else NULL */
    SpendOwner *owners;                           /* by process of it: whose it is */
} SpendBrought;

/* Reads a file for a buyer: rows that stand in other counted files of theirs (but `self`) are known, payees are
** matched to the actors that the reader sees. Within a reading or a write; release ret_b->arena in any case. */
Fault spend_bring(Ctx *c, Id buyer, Id self, const SheetSource *src, SpendPlan *plan, SpendBrought *ret_b) MUST;

/* Reads a package into ret_b->ocds and finds whose its processes are; ret_b->arena is ready. As spend_bring. */
Fault spend_package(Ctx *c, Id buyer, Str raw, SpendBrought *ret_b) MUST;

/* Can these still be taken as coming purchases: planned or asked for, and neither given nor over. */
bool spend_is_coming(const OcdsProcess *p);

/* Brings the bytes of a file as a draft of this buyer, as spend_bring reads them; on a slow thread. What stops it is no
** fault: the same file is there already, the file is refused, or nothing in it says who was paid how much. */
typedef struct SpendCame {
    Id           before;
    SheetProblem problem;
    bool         refused, no_columns;
} SpendCame;
Fault spend_bytes(Ctx *c, Id buyer, Str raw, Str name, PaymentFile *v, SpendCame *ret) MUST;

/* The first file of a form, its bytes in `a` if they are not in memory; empty: none was sent. */
Fault spend_upload(Ctx *c, Arena *a, const Request *rq, Str *ret_raw, Str *ret_name) MUST;

/* Keeps what was brought: the record, and its pieces in place of those before. `raw`: the bytes of the file, empty
** to leave what is there. On the writer. */
Fault spend_keep(Ctx *c, PaymentFile *v, const SpendBrought *b, Str raw) MUST;

/* ---- pieces: spend_store.c --------------------------------------------------------------------------------------- */

enum { SPEND_Q_N = 10 };
extern const Query SPEND_QUERIES[SPEND_Q_N];

typedef enum SpendPiece { SPEND_PIECE_RAW, SPEND_PIECE_HEAD, SPEND_PIECE_ROWS, SPEND_PIECE_LINKS } SpendPiece;

/* All of one kind joined, in the arena; empty: there are none. Payments of a large buyer want more room than a
** request has: see spend_room. */
Fault spend_pieces(Ctx *c, Id file, SpendPiece kind, Str *ret_bytes) MUST;

/* Runs something in a reading with an arena of its own, in which all is made that a page needs; nothing of it lasts.
** On a slow thread. */
typedef Fault (*SpendIn)(Ctx *c, void *arg);
Fault spend_room(Ctx *c, SpendIn run, void *arg) MUST;

/* Names and counts of a file, without its rows. */
Fault spend_head(Ctx *c, Id file, SpendBook *ret_b) MUST;

/* Calls each with the rows of a file, chunk by chunk; a chunk holds until the call returns. */
typedef Fault (*SpendEach)(Ctx *c, const SpendBook *b, const SpendChunk *k, void *arg);
Fault spend_each(Ctx *c, Id file, const SpendBook *b, SpendEach each, void *arg) MUST;

/* Identities of the rows of a buyer's counted files but one, rising; in `a`. */
Fault spend_known(Ctx *c, Arena *a, Id buyer, Id self, int64_t **ret_v, size_t *ret_n) MUST;

/* A live file of this buyer with the same bytes; 0: there is none that the reader sees. */
Fault spend_same_file(Ctx *c, Id buyer, Str digest, Id *ret_id) MUST;

/* Who was decided about by people: by the key of a payee, whoever asks; and by the buyer's own number of it. */
typedef struct SpendSaid {
    uint64_t key;
    Id       id, actor;
    int      verdict;
    Str      number, name;
} SpendSaid;
Fault spend_said(Ctx *c, Id buyer, SpendSaid **ret_v, size_t *ret_n) MUST;

typedef struct SpendMoved {
    uint64_t key;
    int      move;
} SpendMoved;
Fault spend_marks(Ctx *c, SpendMoved **ret_v, size_t *ret_n) MUST;

/* Who is erased is withheld in every file: spend_erase.c. On the writer, for ent/erase.h. */
Fault spend_erase(Ctx *c, const EntIds *actors, EntIds *gone);

/* For that: every file, what was ever said of payees, a file's names and matches written anew without its bytes, and
** its bytes alone. */
typedef struct SpendWord {
    Id       id, actor;
    uint64_t key;
} SpendWord;
Fault spend_files(Ctx *c, Id **ret_v, size_t *ret_n) MUST;
Fault spend_words_said(Ctx *c, SpendWord **ret_v, size_t *ret_n) MUST;
Fault spend_withhold(Ctx *c, Id file, const SpendBook *b, const SpendLink *links, uint32_t links_n) MUST;
Fault spend_raw_drop(Ctx *c, Id file) MUST;

/* Buyers with files that the reader sees. */
typedef struct SpendBuyer {
    Id      buyer;
    int64_t files, rows;
    Day     from, until;
} SpendBuyer;
enum { SPEND_BUYERS_MAX = 200 };
Fault spend_buyers(Ctx *c, SpendBuyer **ret_v, size_t *ret_n) MUST;

/* ---- all counted files of a buyer together: spend_all.c ---------------------------------------------------------- */

/* One payee over all files, by its key; key 0: those without a name. */
typedef struct SpendGroup {
    uint64_t    key;
    Str         name;
    SpendBearer bearer;
    Id          actor;                            /* certain or decided */
    Id          likely;                           /* to be asked about */
    SpendWhy    why;
    uint32_t    others;
    SpendHow    how;
    Id          said;                             /* the record of the decision; 0: none */
    Str         number;                           /* the buyer's own; empty: none */
    Str         also;                             /* other spellings under its number, parted by " · " */
    Str         other;                            /* a different name under its number: doubtful */
    int         size;                             /* SIZE_CLASS_...; 0: not known */
    SpendSum    sum, local;                       /* local: by the first place */
} SpendGroup;

typedef struct SpendKind {
    uint64_t key;
    Str      name;
    int      move;                                /* SPEND_MOVE_...; 0: not known */
    SpendSum sum[1 + SPEND_LOCAL_N];
} SpendKind;

typedef struct SpendPart {
    PaymentFile *file;
    SpendBook    book;
    uint32_t    *group, *kind;                    /* by payee and category of the book */
} SpendPart;

enum { SPEND_SIZES = 8 };                         /* at least as many as size_class has, and one */

/* A place as a definition of local. */
typedef struct SpendPlace {
    Id  place;
    Str name;
} SpendPlace;

typedef struct SpendAll {
    Id          buyer;
    SpendPart  *parts;                            /* counted files in one currency */
    size_t      parts_n, others_n;                /* others: counted files in other currencies */
    char        currency[SPEND_CODE_MAX + 1];
    const char *currencies[SPEND_CURRENCIES_MAX];     /* of the counted files, each once; what is more is not named */
    size_t      currencies_n;
    SpendGroup *groups;
    size_t      groups_n;
    SpendKind  *kinds;
    size_t      kinds_n;
    SpendPlace  places[SPEND_DEFS_MAX];
    int         places_n;
    SpendSum    all, local[SPEND_DEFS_MAX][SPEND_LOCAL_N];
    SpendSum  (*quarters)[1 + SPEND_LOCAL_N];
    Day         from, until;
    SpendFew    few;
    SpendSum    withheld;                         /* of payees without a name, or with one that was withheld */
    SpendSum    moved[3];                         /* by SPEND_MOVE_..., 0: not marked */
    SpendSum    sizes[SPEND_SIZES];               /* by size of the payee, 0: not known */
    uint8_t   **local_of;                         /* by definition and version: groups (SpendLocal) */
    SpendDef   *defs;                             /* over groups */
    uint64_t   *keys;                             /* every key of a payee, */
    uint32_t   *key_group;                        /* and its group */
    size_t      keys_n;
} SpendAll;

/* A currency for showing: the code where it is one, else the region's. */
const char *spend_code(const Ctx *c, Str currency);

/* A record of a buyer stands in the buyer's unit. Whether everybody sees the buyer; true for one that is not there. */
Fault spend_stands(Ctx *c, Id buyer, Head *head, bool *ret_open) MUST;

/* Who sees a record: everybody once it is published, else its unit, whatever a form says. The program may keep one
** narrower. */
void spend_shown(const Ctx *c, bool to_all, Head *head);

/* Reads the counted files of a buyer that the reader sees, in one currency, and what is said of their payees.
** No sums yet. Empty, or one that no file has: the region's where a file has it, else that of the most rows. */
Fault spend_all_load(Ctx *c, Id buyer, Str currency, SpendAll *ret_a) MUST;

/* The payee that bears this key, under any of its spellings; NULL: none. */
const SpendGroup *spend_group(const SpendAll *a, uint64_t key);

/* Adds up, by up to three places. */
Fault spend_all_sum(Ctx *c, SpendAll *a, const Id *places, int n) MUST;

/* Of what went to local payees by the first place: how much to owners there, elsewhere, not known. */
typedef struct SpendOwned {
    int64_t sum[SPEND_LOCAL_N];
    int64_t payees, known, circular;              /* local payees; with an owner that is known; owned in a circle */
    int64_t of[SPEND_LOCAL_N];                    /* of how many payees each sum is */
} SpendOwned;
Fault spend_owned(Ctx *c, const SpendAll *a, SpendOwned *ret_o) MUST;

/* Rows that a page shows. Unset: -1, 0 or empty. */
typedef struct SpendPick {
    Id       file;
    bool     by_payee, by_kind;
    uint64_t payee, kind;
    int      quarter, local, state, move, size;   /* local: SpendLocal by the first place; state: SpendState */
} SpendPick;
typedef struct SpendRowView {
    const SpendPart *part;
    uint32_t row, group, kind;
    int64_t  amount;
    Day      day;
    Str      number, unit;
    const char *currency;                         /* of the row: another one than the file's where that is its state */
    SpendState state;
    SpendLocal local;
} SpendRowView;
typedef Fault (*SpendRowEach)(Ctx *c, const SpendAll *a, const SpendRowView *r, void *arg);
/* Calls each for the rows that fit, in the order of files and rows. */
Fault spend_rows(Ctx *c, const SpendAll *a, const SpendPick *p, SpendRowEach each, void *arg) MUST;

/* What a buyer has paid to an actor since a day, by the counted files in the region's money that the reader sees.
** Within a reading or a write, in memory of its own. */
Fault spend_paid(Ctx *c, Id buyer, Id payee, Day since, SpendSum *ret_s) MUST;

/* May this reader be shown the name? Staff may; everybody else not those that may be people's. */
bool spend_name_shown(const Ctx *c, SpendBearer bearer);

#endif
