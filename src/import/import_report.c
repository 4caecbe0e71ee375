/* import_report.c - what a pass found, kept as JSON with the import. */
#include "import/import_inner.h"

#include "base/check.h"
#include "base/utf8.h"

#include <jansson.h>

enum { TEXT_MAX = 60 };

TextKey import_left_key(int why) {
    static const TextKey KEYS[LEFT_N] = {
        T_NONE, T_IMPORT_LEFT_TOTAL, T_IMPORT_LEFT_REPEAT, T_IMPORT_LEFT_SECTION, T_IMPORT_LEFT_NAMELESS,
        T_IMPORT_LEFT_TWICE, T_IMPORT_LEFT_TWIN, T_IMPORT_LEFT_CHOSEN, T_IMPORT_LEFT_NOT_OURS, T_IMPORT_LEFT_REFUSED,
        T_IMPORT_LEFT_AMOUNT, T_IMPORT_LEFT_NEGATIVE, T_IMPORT_LEFT_REVERSED, T_IMPORT_LEFT_CURRENCY,
        T_IMPORT_LEFT_RHYTHM, T_IMPORT_LEFT_DAY, T_IMPORT_LEFT_BUYER, T_IMPORT_LEFT_PERSON, T_IMPORT_LEFT_PLACE,
        T_IMPORT_LEFT_CATEGORY, T_IMPORT_LEFT_ITSELF};
    CHECK(why >= 0 && why < LEFT_N);
    return KEYS[why];
}

TextKey import_note_key(int note) {
    static const TextKey KEYS[NOTE_N] = {
        T_IMPORT_NOTE_REPAIRED, T_IMPORT_NOTE_CONVERTED, T_IMPORT_NOTE_PHONE, T_IMPORT_NOTE_EMAIL, T_IMPORT_NOTE_URL,
        T_IMPORT_NOTE_NUMBER, T_IMPORT_NOTE_POSITION, T_IMPORT_NOTE_TOWN, T_IMPORT_NOTE_CUT, T_IMPORT_NOTE_FORMULA,
        T_IMPORT_NOTE_OUTLINE, T_IMPORT_NOTE_HOST, T_IMPORT_NOTE_DATE, T_IMPORT_NOTE_SELLER, T_IMPORT_NOTE_WHERE,
        T_IMPORT_NOTE_NET};
    CHECK(note >= 0 && note < NOTE_N);
    return KEYS[note];
}

int64_t import_left_all(const ImportReport *r) {
    int64_t n = 0;
    for (int i = LEFT_NONE + 1; i < LEFT_N; i++) n += r->left[i];
    return n;
}

void import_note(ImportReport *r, ImportNote note, uint64_t row) {
    if (!r->notes[note].n++) r->notes[note].row = row;
}

/* ---- writing --------------------------------------------------------------------------------------------------- */

static json_t *text(Str s) {
    Str head = utf8_head(s, TEXT_MAX);
    return json_stringn(head.p ? head.p : "", head.n);
}

/* A word that is asked about is known again by all of it. */
static json_t *whole(Str s) { return json_stringn(s.p ? s.p : "", s.n); }

static json_t *number(uint64_t n) { return json_integer((json_int_t)n); }

static json_t *diffs_out(const ImportReport *r) {
    json_t *list = json_array();
    for (size_t i = 0; i < r->n_diffs; i++) {
        const DiffRow *d = &r->diffs[i];
        json_t *fields = json_array();
        for (int k = 0; k < d->n; k++) {
            json_array_append_new(fields, json_pack("[o,o,o]", text(d->field[k]), text(d->old[k]), text(d->fresh[k])));
        }
        json_array_append_new(list, json_pack("[o,I,o,o,i]", number(d->row), (json_int_t)d->id, text(d->name), fields,
                                              d->more));
    }
    return list;
}

static json_t *lists_out(const ImportReport *r) {
    json_t *o = json_object(), *left = json_array(), *twins = json_array(), *towns = json_array(), *said = json_array();
    for (size_t i = 0; i < r->n_left_rows; i++) {
        const LeftRow *l = &r->left_rows[i];
        json_array_append_new(left, json_pack("[o,i,o]", number(l->row), (int)l->why, text(l->text)));
    }
    for (size_t i = 0; i < r->n_twins; i++) {
        const TwinRow *t = &r->twins[i];
        json_array_append_new(twins, json_pack("[o,i,I,o,o]", number(t->row), (int)t->how, (json_int_t)t->id,
                                               text(t->name), text(t->known)));
    }
    for (size_t i = 0; i < r->n_towns; i++) {
        const TownRow *t = &r->towns[i];
        json_array_append_new(towns, json_pack("[o,I,I]", text(t->name), (json_int_t)t->n, (json_int_t)t->near));
    }
    for (size_t i = 0; i < r->n_remarks; i++) {
        const RemarkRow *m = &r->remarks[i];
        json_array_append_new(said, json_pack("[o,o,I,I,I]", text(m->key), text(m->what), (json_int_t)m->n,
                                              (json_int_t)m->row, (json_int_t)m->column));
    }
    json_object_set_new(o, "left_rows", left);
    json_object_set_new(o, "twins", twins);
    json_object_set_new(o, "towns", towns);
    json_object_set_new(o, "remarks", said);
    json_object_set_new(o, "diffs", diffs_out(r));
    return o;
}

enum { MONEY_N = 10 };

static void money_of(MoneyTold *m, int64_t *ret_v[MONEY_N]) {
    int64_t *const ALL[MONEY_N] = {&m->taken, &m->taken_low, &m->taken_high, &m->left, &m->left_low, &m->left_high,
                                   &m->added, &m->totals, &m->agree, &m->said};
    memcpy(ret_v, ALL, sizeof ALL);
}

static void spending_out(json_t *o, const ImportReport *r) {
    MoneyTold m = r->money;
    int64_t  *v[MONEY_N];
    json_t   *words = json_array(), *money = json_array();
    money_of(&m, v);
    for (int i = 0; i < MONEY_N; i++) json_array_append_new(money, json_integer(*v[i]));
    for (size_t i = 0; i < r->n_words; i++) {
        const WordRow *w = &r->words[i];
        json_array_append_new(words, json_pack("[i,o,I,I]", (int)w->of, whole(w->name), (json_int_t)w->n,
                                               (json_int_t)w->near));
    }
    json_object_set_new(o, "words", words);
    json_object_set_new(o, "money", money);
}

Str import_report_text(Ctx *c, const ImportReport *r) {
    json_t *o = lists_out(r), *left = json_array(), *notes = json_array();
    for (int i = 0; i < LEFT_N; i++) json_array_append_new(left, json_integer(r->left[i]));
    for (int i = 0; i < NOTE_N; i++) {
        json_array_append_new(notes, json_pack("[I,I]", (json_int_t)r->notes[i].n, (json_int_t)r->notes[i].row));
    }
    const int64_t counts[] = {r->rows, r->made, r->changed, r->known, r->read, r->all_twins};
    json_t *all = json_array();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) json_array_append_new(all, json_integer(counts[i]));
    json_object_set_new(o, "counts", all);
    json_object_set_new(o, "left", left);
    json_object_set_new(o, "notes", notes);
    if (r->money.taken || r->money.left || r->n_words) spending_out(o, r);
    if (r->stop.key) {
        json_object_set_new(o, "stop", json_pack("[s,I,I,I,s]", r->stop.key, (json_int_t)r->stop.row,
                                                 (json_int_t)r->stop.column, (json_int_t)r->stop.limit, r->stop.what));
    }
    char *out = json_dumps(o, JSON_COMPACT);
    CHECK(out != NULL);
    Str s = arena_copy(c->arena, str_of(out));
    free(out);
    json_decref(o);
    return s;
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static int64_t int_at(const json_t *list, size_t i) { return json_integer_value(json_array_get(list, i)); }

static Str text_at(Arena *a, const json_t *list, size_t i) {
    return arena_copy(a, str_of(json_string_value(json_array_get(list, i))));
}

static size_t bounded(const json_t *list, size_t max) {
    size_t n = json_array_size(list);
    return n < max ? n : max;
}

static int within(int64_t n, int end) { return n >= 0 && n < end ? (int)n : 0; }

static void diffs_in(Arena *a, const json_t *list, ImportReport *r) {
    for (size_t i = 0; i < bounded(list, IMPORT_SHOWN_MAX); i++) {
        const json_t *one = json_array_get(list, i), *fields = json_array_get(one, 3);
        DiffRow *d = &r->diffs[r->n_diffs++];
        *d = (DiffRow){.row = (uint64_t)int_at(one, 0), .id = int_at(one, 1), .name = text_at(a, one, 2),
                       .more = (int)int_at(one, 4)};
        for (size_t k = 0; k < bounded(fields, sizeof d->field / sizeof *d->field); k++, d->n++) {
            const json_t *f = json_array_get(fields, k);
            d->field[k] = text_at(a, f, 0);
            d->old[k] = text_at(a, f, 1);
            d->fresh[k] = text_at(a, f, 2);
        }
    }
}

static void lists_in(Arena *a, const json_t *o, ImportReport *r) {
    const json_t *left = json_object_get(o, "left_rows"), *twins = json_object_get(o, "twins");
    const json_t *towns = json_object_get(o, "towns"), *said = json_object_get(o, "remarks");
    for (size_t i = 0; i < bounded(left, IMPORT_SHOWN_MAX); i++) {
        const json_t *one = json_array_get(left, i);
        r->left_rows[r->n_left_rows++] = (LeftRow){(uint64_t)int_at(one, 0), (ImportLeft)within(int_at(one, 1), LEFT_N),
                                                   text_at(a, one, 2)};
    }
    for (size_t i = 0; i < bounded(twins, IMPORT_ASK_MAX); i++) {
        const json_t *one = json_array_get(twins, i);
        r->twins[r->n_twins++] = (TwinRow){(uint64_t)int_at(one, 0), (SameHow)within(int_at(one, 1), SAME_HOW_N),
                                           int_at(one, 2), text_at(a, one, 3), text_at(a, one, 4)};
    }
    for (size_t i = 0; i < bounded(towns, IMPORT_ASK_MAX); i++) {
        const json_t *one = json_array_get(towns, i);
        r->towns[r->n_towns++] = (TownRow){text_at(a, one, 0), int_at(one, 1), int_at(one, 2)};
    }
    for (size_t i = 0; i < bounded(said, REMARK_N); i++) {
        const json_t *one = json_array_get(said, i);
        r->remarks[r->n_remarks++] = (RemarkRow){text_at(a, one, 0), text_at(a, one, 1), int_at(one, 2),
                                                 int_at(one, 3), int_at(one, 4)};
    }
    diffs_in(a, json_object_get(o, "diffs"), r);
}

static void spending_in(Arena *a, const json_t *o, ImportReport *r) {
    const json_t *words = json_object_get(o, "words"), *money = json_object_get(o, "money");
    int64_t      *v[MONEY_N];
    money_of(&r->money, v);
    for (size_t i = 0; i < MONEY_N; i++) *v[i] = int_at(money, i);
    for (size_t i = 0; i < bounded(words, IMPORT_ASK_MAX); i++) {
        const json_t *one = json_array_get(words, i);
        r->words[r->n_words++] = (WordRow){(ImportWord)within(int_at(one, 0), WORD_OF_N), text_at(a, one, 1),
                                           int_at(one, 2), int_at(one, 3)};
    }
}

static void stop_in(Arena *a, const json_t *one, ImportReport *r) {
    Str key = text_at(a, one, 0), what = text_at(a, one, 4);
    if (!key.n || tr_key(key) == T_NONE) return;
    r->stop = (SheetProblem){.key = key.p, .row = (uint64_t)int_at(one, 1), .column = (uint32_t)int_at(one, 2),
                             .limit = (uint64_t)int_at(one, 3)};
    Str head = str_sub(what, 0, sizeof r->stop.what - 1);
    if (head.n) memcpy(r->stop.what, head.p, head.n);
}

Fault import_report_read(Ctx *c, Str json, ImportReport *ret_r) {
    *ret_r = (ImportReport){0};
    if (!json.n) return OK;
    json_t *o = json_loadb(json.p, json.n, 0, NULL);
    if (!o) return fail(c, BAD_FILE, "import", 0);
    const json_t *all = json_object_get(o, "counts"), *left = json_object_get(o, "left");
    int64_t *counts[] = {&ret_r->rows, &ret_r->made, &ret_r->changed, &ret_r->known, &ret_r->read, &ret_r->all_twins};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) *counts[i] = int_at(all, i);
    for (int i = 0; i < LEFT_N; i++) ret_r->left[i] = int_at(left, (size_t)i);
    for (int i = 0; i < NOTE_N; i++) {
        const json_t *one = json_array_get(json_object_get(o, "notes"), (size_t)i);
        ret_r->notes[i] = (NoteCount){int_at(one, 0), (uint64_t)int_at(one, 1)};
    }
    lists_in(c->arena, o, ret_r);
    spending_in(c->arena, o, ret_r);
    stop_in(c->arena, json_object_get(o, "stop"), ret_r);
    json_decref(o);
    return OK;
}
