/* import_plan.c - how a file is read, kept as JSON with the import. */
#include "import/import_inner.h"

#include "base/check.h"

#include <jansson.h>

static const char *const KNOWN[KNOWN_N] = {"update", "fill", "leave"};
static const char *const TWIN[TWIN_N] = {"proposed", "same", "new", "skip"};
const char *const IMPORT_WHOSE_NAMES[WHOSE_N] = {"said", "one", "houses"};
const char *const IMPORT_RHYTHM_NAMES[RHYTHM_N] = {"said", "month", "year", "payments"};

/* "sheet.holds_phone" is called "phone" here. */
Str import_kind_name(GuessKind k) {
    static const size_t BEFORE = sizeof "sheet.holds_" - 1;
    Str key = str_of(guess_key(k));
    return str_sub(key, BEFORE, key.n);
}

static int one_of(Str word, const char *const *words, int n) {
    for (int i = 0; i < n; i++) {
        if (str_eq(word, str_of(words[i]))) return i;
    }
    return -1;
}

bool import_kind_named(Str name, GuessKind *ret_k) {
    for (int k = 0; k < GUESS_N; k++) {
        if (!str_eq(import_kind_name((GuessKind)k), name)) continue;
        *ret_k = (GuessKind)k;
        return true;
    }
    return false;
}

bool import_known_named(Str name, ImportKnown *ret_k) {
    int i = one_of(name, KNOWN, KNOWN_N);
    if (i >= 0) *ret_k = (ImportKnown)i;
    return i >= 0;
}

bool import_twin_named(Str name, ImportTwin *ret_t) {
    int i = one_of(name, TWIN, TWIN_N);
    if (i >= 0) *ret_t = (ImportTwin)i;
    return i >= 0;
}

Str import_known_name(ImportKnown k) { return str_of(KNOWN[k]); }
Str import_twin_name(ImportTwin t) { return str_of(TWIN[t]); }

/* What is chosen of spending: of the whole file, and for words that name nobody. */
static void spending_json(Buf *b, const ImportPlan *p) {
    buf_printf(b, ",\"whose\":\"%s\",\"rhythm\":\"%s\",\"buyer\":%lld,\"place\":%lld,\"year\":%lld,\"word\":[",
               IMPORT_WHOSE_NAMES[p->whose], IMPORT_RHYTHM_NAMES[p->rhythm], (long long)p->buyer, (long long)p->place,
               (long long)p->year);
    for (size_t i = 0; i < p->n_word; i++) {
        buf_printf(b, "%s[%d,", i ? "," : "", (int)p->word[i].of);
        put_json(b, p->word[i].name);
        buf_printf(b, ",%lld]", (long long)p->word[i].id);
    }
    buf_byte(b, ']');
}

void import_plan_json(Buf *b, const ImportPlan *p) {
    buf_lit(b, "{\"target\":");
    put_json(b, str_of(p->target->name));
    buf_printf(b, ",\"table\":%lld,\"charset\":%d,\"head\":%lld,\"known\":\"%s\",\"twins\":\"%s\",\"columns\":[",
               (long long)p->table, (int)p->charset, (long long)p->head, KNOWN[p->known], TWIN[p->twins]);
    for (uint32_t i = 0; i < p->n_columns; i++) {
        if (i) buf_byte(b, ',');
        put_json(b, import_kind_name(p->columns[i]));
    }
    buf_lit(b, "],\"twin\":[");
    for (size_t i = 0; i < p->n_twin; i++) {
        buf_printf(b, "%s[%llu,\"%s\"]", i ? "," : "", (unsigned long long)p->twin[i].row, TWIN[p->twin[i].choice]);
    }
    buf_lit(b, "],\"town\":[");
    for (size_t i = 0; i < p->n_town; i++) {
        if (i) buf_byte(b, ',');
        buf_byte(b, '[');
        put_json(b, p->town[i].name);
        buf_printf(b, ",%d,%lld]", (int)p->town[i].choice, (long long)p->town[i].place);
    }
    buf_byte(b, ']');
    if (p->target->entity == &outlay_entity) spending_json(b, p);
    buf_byte(b, '}');
}

static Str text_in(const json_t *o, const char *name) { return str_of(json_string_value(json_object_get(o, name))); }

static int64_t int_in(const json_t *o, const char *name) { return json_integer_value(json_object_get(o, name)); }

static bool columns_read(const json_t *list, ImportPlan *p) {
    size_t n = json_array_size(list);
    if (n > IMPORT_COLUMNS_MAX) return false;
    for (size_t i = 0; i < n; i++) {
        GuessKind k;
        if (!import_kind_named(str_of(json_string_value(json_array_get(list, i))), &k)) return false;
        p->columns[p->n_columns++] = (uint8_t)k;
    }
    return true;
}

static bool twins_read(Arena *a, const json_t *list, ImportPlan *p) {
    size_t n = json_array_size(list);
    if (n > IMPORT_ASK_MAX) return false;
    p->twin = ARENA_ARRAY(a, TwinChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        ImportTwin choice;
        int64_t row = json_integer_value(json_array_get(one, 0));
        bool good = import_twin_named(str_of(json_string_value(json_array_get(one, 1))), &choice);
        if (!good || row <= 0 || (i && (uint64_t)row <= p->twin[i - 1].row)) return false;
        p->twin[p->n_twin++] = (TwinChoice){(uint64_t)row, choice};
    }
    return true;
}

static bool towns_read(Arena *a, const json_t *list, ImportPlan *p) {
    size_t n = json_array_size(list);
    if (n > IMPORT_ASK_MAX) return false;
    p->town = ARENA_ARRAY(a, TownChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        Str     name = str_of(json_string_value(json_array_get(one, 0)));
        int64_t choice = json_integer_value(json_array_get(one, 1));
        if (!name.n || choice < TOWN_TEXT || choice > TOWN_IS) return false;
        p->town[p->n_town++] = (TownChoice){arena_copy(a, name), (ImportTown)choice,
                                            json_integer_value(json_array_get(one, 2))};
    }
    return true;
}

static bool words_read(Arena *a, const json_t *list, ImportPlan *p) {
    size_t n = json_array_size(list);
    if (n > IMPORT_ASK_MAX) return false;
    p->word = ARENA_ARRAY(a, WordChoice, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        int64_t of = json_integer_value(json_array_get(one, 0));
        Str     name = str_of(json_string_value(json_array_get(one, 1)));
        if (!name.n || of < 0 || of >= WORD_OF_N) return false;
        p->word[p->n_word++] = (WordChoice){(ImportWord)of, arena_copy(a, name),
                                            json_integer_value(json_array_get(one, 2))};
    }
    return true;
}

/* A member that is missing is not chosen: most plans are of no spending. */
static bool spending_read(Arena *a, const json_t *root, ImportPlan *p) {
    Str whose = text_in(root, "whose"), rhythm = text_in(root, "rhythm");
    int w = whose.n ? one_of(whose, IMPORT_WHOSE_NAMES, WHOSE_N) : 0;
    int r = rhythm.n ? one_of(rhythm, IMPORT_RHYTHM_NAMES, RHYTHM_N) : 0;
    p->buyer = int_in(root, "buyer");
    p->place = int_in(root, "place");
    p->year = int_in(root, "year");
    if (w < 0 || r < 0 || (p->year && (p->year < 2000 || p->year > 2100))) return false;
    p->whose = (ImportWhose)w;
    p->rhythm = (OutlayRhythm)r;
    return words_read(a, json_object_get(root, "word"), p);
}

static bool plan_of(Arena *a, const json_t *root, ImportPlan *p) {
    int64_t charset = int_in(root, "charset");
    p->target = import_target_named(text_in(root, "target"));
    p->table = int_in(root, "table");
    p->charset = (Charset)charset;
    p->head = int_in(root, "head");
    bool sane = p->target && charset >= 0 && charset < CHARSET_N && p->table >= 0 && p->table <= 10000 && p->head >= -1;
    return sane && import_known_named(text_in(root, "known"), &p->known) &&
           import_twin_named(text_in(root, "twins"), &p->twins) && columns_read(json_object_get(root, "columns"), p) &&
           twins_read(a, json_object_get(root, "twin"), p) && towns_read(a, json_object_get(root, "town"), p) &&
           spending_read(a, root, p);
}

Fault import_plan_read(Ctx *c, Str json, ImportPlan *ret_p) {
    json_t *root = json_loadb(json.p ? json.p : "", json.n, JSON_REJECT_DUPLICATES, NULL);
    *ret_p = (ImportPlan){0};
    bool good = root && plan_of(c->arena, root, ret_p);
    json_decref(root);
    return good ? OK : fail(c, BAD_FILE, "import", 0);
}

/* ---- the file --------------------------------------------------------------------------------------------------- */

static Fault open_again(ImportFile *f, const ImportPlan *plan) {
    SheetOptions o = {.charset = plan->charset, .table = (int)plan->table};
    sheet_close(f->sheet);
    f->sheet = NULL;
    return sheet_open(f->a, &f->src, &o, &f->sheet, &f->problem);
}

/* The header that the plan names, among the rows of the preview. */
static void head_of(ImportFile *f, const ImportPlan *plan) {
    ptrdiff_t at = -1;
    if (!plan->head) {
        head_find(f->a, &f->preview, &f->head);
        return;
    }
    for (size_t i = 0; i < f->preview.n; i++) {
        if (plan->head > 0 && f->preview.rows[i].row == (uint64_t)plan->head) at = (ptrdiff_t)i;
    }
    head_choose(f->a, &f->preview, at, &f->head);
}

static Fault look(ImportFile *f, const ImportPlan *plan) {
    f->problem = (SheetProblem){0};
    TRY(open_again(f, plan));
    TRY(sheet_preview(f->a, f->sheet, IMPORT_PREVIEW_ROWS, &f->preview));
    head_of(f, plan);
    return OK;
}

/* A header over two columns, and rows under it. */
static bool is_table(const ImportFile *f) {
    size_t n = f->preview.n;
    return f->head.found && f->head.columns > 1 && n && f->preview.rows[n - 1].row >= f->head.data_row;
}

/* Workbooks begin with a sheet of instructions or a cover: when nobody chose, the first sheet that is a table. */
static Fault look_for_table(ImportFile *f, ImportPlan *plan) {
    enum { TRIED_MAX = 12 };
    TRY(look(f, plan));
    const SheetInfo *info = sheet_info(f->sheet);
    size_t n = info->n_tables < TRIED_MAX ? info->n_tables : TRIED_MAX, first = info->table;
    if (plan->table || n < 2 || is_table(f)) return OK;
    bool *hidden = ARENA_ARRAY(f->a, bool, n);
    for (size_t i = 0; i < n; i++) hidden[i] = info->tables[i].hidden;
    for (size_t i = 0; i < n; i++) {
        plan->table = (int64_t)i + 1;
        if (i != first && !hidden[i] && look(f, plan) == OK && is_table(f)) return OK;
    }
    plan->table = 0;
    return look(f, plan);
}

static void choose_target(const ImportFile *f, ImportPlan *plan) {
    bool spending = !plan->no_outlays && outlay_fits(f->guess, f->head.columns);
    plan->target = spending ? import_target_named(LIT("outlays"))
                            : import_target_guess(f->guess, f->head.columns, sheet_info(f->sheet)->format);
}

/* What holds for the whole file, by its title, its name and its columns. */
static void spending_guess(const ImportFile *f, ImportPlan *plan) {
    if (!plan->year) plan->year = outlay_year_in(f->head.title);
    if (!plan->year) plan->year = outlay_year_in(f->src.name);
    if (outlay_are_payments(f->guess, f->head.columns)) plan->rhythm = RHYTHM_PAYMENT;
}

Fault import_file_open(Arena *a, int fd, Str name, ImportPlan *plan, ImportFile *ret_f) {
    ImportFile *f = ret_f;
    bool fresh = plan->n_columns == 0;            /* nobody has chosen yet */
    *f = (ImportFile){.a = a, .src = {.fd = fd, .name = name}};
    TRY(look_for_table(f, plan));
    f->guess = guess_columns(a, &f->preview, &f->head);
    if (!plan->target) choose_target(f, plan);
    if (plan->target->entity == &outlay_entity) outlay_guess(f->guess, f->head.columns);
    if (!plan->n_columns) import_plan_guess(f->guess, f->head.columns, plan);
    if (plan->target->entity == &outlay_entity && fresh) spending_guess(f, plan);
    return open_again(f, plan);
}

void import_file_close(ImportFile *f) {
    sheet_close(f->sheet);
    f->sheet = NULL;
}
