/* spend_erase.c - who was erased is in no file of payments any more: the name becomes a withheld one, the bytes of the
** file go; amounts, days and sums stay what they were. */
#include "spend/spend.h"

#include "actor/actor.h"
#include "db/region.h"
#include "sheet/json_read.h"
#include "sheet/sheet.h"

/* How the erased may be called in a file. */
typedef struct Whom {
    const EntIds *actors;
    SpendWords   *words;
    uint64_t     *keys;
    size_t        keys_n, cap;
    uint64_t     *numbers;                        /* in a register of companies */
    size_t        numbers_n;
    Str          *names;
    size_t        names_n;
} Whom;

static void add_key(Ctx *c, Whom *w, uint64_t key) {
    if (!key) return;
    ARENA_ROOM(c->arena, w->keys, w->keys_n, 1, &w->cap);
    w->keys[w->keys_n++] = key;
}

static uint64_t key_of(Ctx *c, const Whom *w, Str name) {
    SpendName n = spend_name(c->arena, w->words, name);
    return n.key.n ? spend_hash(n.key) >> 1 | 1 : 0;
}

static bool is_key(const Whom *w, uint64_t key) {
    for (size_t i = 0; i < w->keys_n && key; i++) {
        if (w->keys[i] == key) return true;
    }
    return false;
}

static Fault names_load(Ctx *c, Whom *w) {
    size_t n = w->actors->n;
    w->words = spend_words(c->arena);
    w->numbers = ARENA_ARRAY(c->arena, uint64_t, n + 1);
    w->names = ARENA_ARRAY(c->arena, Str, LANG_N * n + 1);
    for (size_t i = 0; i < n; i++) {
        Actor *a = ent_new(c, &actor_entity);
        Fault  f = ent_load(c, &actor_entity, w->actors->v[i], a);
        if (f == NOT_FOUND) continue;
        TRY(f);
        uint64_t number = spend_registration_key(a->registration_no);
        if (number) w->numbers[w->numbers_n++] = number;
        for (int l = 0; l < LANG_N; l++) {
            if (!a->name.v[l].n) continue;
            w->names[w->names_n++] = a->name.v[l];
            add_key(c, w, key_of(c, w, a->name.v[l]));
        }
    }
    return OK;
}

/* Names that people said are theirs are theirs too; what was said of any of them goes. */
static Fault said_erase(Ctx *c, Whom *w, EntIds *gone) {
    SpendWord *v;
    size_t     n;
    EntIds     out = {.e = &payee_match_entity};
    TRY(spend_words_said(c, &v, &n));
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < w->actors->n && v[i].actor; k++) {
            if (w->actors->v[k] == v[i].actor) add_key(c, w, v[i].key);
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (is_key(w, v[i].key)) ent_ids_add(c, &out, v[i].id);
    }
    if (!out.n) return OK;
    out.n = ids_sort(out.v, out.n);
    for (size_t i = 0; i < out.n; i++) ent_ids_add(c, gone, out.v[i]);
    return ent_erase(c, &out, ERASE_ROW);
}

static bool is_whom(const Whom *w, const SpendPayee *p) {
    uint64_t number = spend_registration_key(p->registration);
    for (size_t i = 0; i < w->numbers_n && number; i++) {
        if (w->numbers[i] == number) return true;
    }
    return is_key(w, p->key);
}

/* Whom a payee was matched to for certain is that payee under any name. */
static void mark_links(const Whom *w, const SpendLink *v, uint32_t n, bool *is) {
    for (uint32_t i = 0; i < n; i++) {
        for (size_t k = 0; k < w->actors->n; k++) {
            if (v[i].how == SPEND_CERTAIN && v[i].actor == w->actors->v[k]) is[v[i].payee] = true;
        }
    }
}

static bool holds_name(const Whom *w, Str text) {
    for (size_t i = 0; i < w->names_n; i++) {
        if (str_find(text, w->names[i]) >= 0) return true;
    }
    return false;
}

static Fault cells_name(const Whom *w, Sheet *s, bool *ret_any) {
    for (SheetRow row;;) {
        TRY(sheet_next(s, &row));
        if (!row.row) return OK;
        for (uint32_t i = 0; i < row.n; i++) *ret_any = *ret_any || holds_name(w, row.cells[i].s);
    }
}

/* A workbook is packed, and a text may stand in an encoding of its own: every cell of every sheet is read, hidden ones
** too. What cannot be read to its end might name anybody. */
static bool sheets_name(Ctx *c, const Whom *w, Str raw) {
    SheetSource src = {.fd = -1, .mem = raw};
    SheetFormat format;
    bool        any = false, more = true;
    if (sheet_detect(&src, &format) != OK || format >= SHEET_EMPTY) return false;
    for (int table = 1; more && !any; table++) {
        SheetOptions how = {.table = table};
        SheetProblem why = {0};
        Sheet       *s;
        if (sheet_open(c->arena, &src, &how, &s, &why) != OK) return true;
        const SheetInfo *info = sheet_info(s);
        more = (size_t)table < info->n_tables;
        any = holds_name(w, info->tables[table - 1].name);
        Fault f = cells_name(w, s, &any);
        sheet_close(s);
        if (f != OK) return true;
    }
    return any;
}

/* Does it name one of them anywhere? A package may write its letters as \u05d0: it is looked through as it reads. */
static bool names_whom(Ctx *c, const Whom *w, Str raw) {
    Buf  read;
    bool any;
    if (!raw.n) return false;
    if (!ocds_is(raw)) return holds_name(w, raw) || sheets_name(c, w, raw);
    buf_init(&read, 2 * raw.n + 16);
    json_decode(raw, &read);
    any = holds_name(w, buf_str(&read));
    buf_release(&read);
    return any;
}

static Fault file_erase(Ctx *c, const Whom *w, Id file) {
    SpendBook  b;
    SpendLink *links;
    uint32_t   n, kept = 0;
    bool       any = false;
    Str        s, raw;
    TRY(spend_head(c, file, &b));
    TRY(spend_pieces(c, file, SPEND_PIECE_LINKS, &s));
    if (!spend_unpack_links(c->arena, s, b.payees_n, &links, &n)) return fail(c, DB_BROKEN, "payment_file", file);
    bool     *is = ARENA_ARRAY(c->arena, bool, b.payees_n + 1);
    SpendName hidden = spend_name(c->arena, w->words, LIT("Name withheld"));
    mark_links(w, links, n, is);
    for (uint32_t i = 0; i < b.payees_n; i++) {
        if (!is[i] && !is_whom(w, &b.payees[i])) continue;
        any = is[i] = true;
        b.payees[i] = (SpendPayee){.name = LIT("Name withheld"), .key = spend_hash(hidden.key) >> 1 | 1,
                                   .bearer = SPEND_WITHHELD};
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!is[links[i].payee]) links[kept++] = links[i];
    }
    if (any) return spend_withhold(c, file, &b, links, kept);
    TRY(spend_pieces(c, file, SPEND_PIECE_RAW, &raw));
    return names_whom(c, w, raw) ? spend_raw_drop(c, file) : OK;
}

/* Each file in room of its own: a request's is too small. */
static Fault files_erase(Ctx *c, const Whom *w) {
    Id    *files;
    size_t n;
    Arena  own, *outer = c->arena;
    Fault  f = OK;
    TRY(spend_files(c, &files, &n));
    arena_init(&own, 512 << 20);
    for (size_t i = 0; i < n && f == OK; i++) {
        c->arena = &own;
        f = file_erase(c, w, files[i]);
        c->arena = outer;
        c->fault.text = arena_copy(c->arena, c->fault.text);
        arena_reset(&own);
    }
    arena_release(&own);
    return f;
}

Fault spend_erase(Ctx *c, const EntIds *actors, EntIds *gone) {
    Whom w = {.actors = actors};
    TRY(names_load(c, &w));
    TRY(said_erase(c, &w, gone));
    return files_erase(c, &w);
}
