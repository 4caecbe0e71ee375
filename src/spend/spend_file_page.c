/* spend_file_page.c - bringing a file, what was found in it, reading it otherwise, counting it. */
#include "spend/spend_page.h"

#include "base/utf8.h"
#include "db/region.h"

#include <sodium.h>
#include <unistd.h>

/* ---- bringing ---------------------------------------------------------------------------------------------------- */

bool spend_may_bring(Ctx *c, const Head *buyer) {
    PaymentFile *fresh = ent_new(c, &payment_file_entity);
    fresh->head.unit = buyer->unit;
    return (c->who.roles & SPEND_WRITERS) && ent_may_write(c, &payment_file_entity, &fresh->head);
}

static Fault draw_new(Ctx *c, const Request *rq, Reply *rp, SpendNewView *v) {
    Head head;
    TRY(region_read_begin(c->region, c));
    Fault f = spend_buyer(c, rq->ids[0], &head, &v->buyer);
    if (f == OK && !spend_may_bring(c, &head)) f = fail(c, NOT_ALLOWED, "actor", rq->ids[0]);
    v->path = spend_path(c, rq->ids[0], "");
    v->max = SPEND_FILE_BYTES;
    if (f == OK) {
        Page pg = spend_page(c, rq, rq->ids[0], v->buyer, T_SPEND_BRING);
        pg.has_errors = v->refused.s.n > 0 || v->before_href.n > 0;
        if (pg.has_errors) rp->status = 422;
        f = page_send(&pg, rp, spend_new_page, v);
    }
    region_read_end(c->region, c);
    return f;
}

Fault get_purchase_new(Ctx *c, const Request *rq, Reply *rp) { return draw_new(c, rq, rp, &(SpendNewView){0}); }

static Html sentence(Ctx *c, TextKey key, const TrArg *args, size_t n) {
    Buf b;
    buf_init(&b, 10000);
    tr_html(&b, &c->reader, key, args, n);
    return html_keep(c->arena, &b);
}

static Html problem(Ctx *c, const SheetProblem *p) {
    if (!p->key) return sentence(c, T_SHEET_UNREADABLE, NULL, 0);
    return sentence(c, tr_key(str_of(p->key)),
                    (TrArg[]){TR_N("row", (int64_t)p->row), TR_N("column", p->column), TR_N("limit", (int64_t)p->limit),
                              TR_ARG("what", str_of(p->what))}, 4);
}

/* The bytes of an upload, in `a` when they are in a file. */
static Fault bytes_of(Ctx *c, Arena *a, const Upload *u, Str *ret_s) {
    *ret_s = u->bytes;
    if (u->fd < 0) return OK;
    char  *p = arena_alloc(a, (size_t)u->size + 1);
    size_t n = 0;
    while (n < (size_t)u->size) {
        ssize_t got = pread(u->fd, p + n, (size_t)u->size - n, (off_t)n);
        if (got <= 0) return fail(c, BAD_FILE, "file", 0);
        n += (size_t)got;
    }
    *ret_s = (Str){p, n};
    return OK;
}

static Str digest_of(Ctx *c, Str s) {
    enum { DIGEST_BYTES = 32 };
    uint8_t out[DIGEST_BYTES];
    char    hex[2 * DIGEST_BYTES + 1];
    crypto_generichash(out, sizeof out, (const uint8_t *)s.p, s.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, out, sizeof out);
    return arena_copy(c->arena, str_of(hex));
}

typedef struct Keep {
    PaymentFile        *v;
    const SpendBrought *b;
    Str                 raw;
} Keep;

static Fault run_keep(Ctx *c, void *arg) {
    Keep *k = arg;
    return spend_keep(c, k->v, k->b, k->raw);
}

/* What the headings say of VAT, where nobody has said otherwise. */
static int vat_of(const SpendFile *f) {
    return f->vat == SPEND_VAT_IN ? PAYMENT_VAT_IN : f->vat == SPEND_VAT_OUT ? PAYMENT_VAT_OUT : PAYMENT_VAT_UNSAID;
}

static Str columns_text(Ctx *c, const SpendColumns *k) {
    Buf b;
    buf_init(&b, 300);
    for (int i = 0; i < SPEND_COLUMN_N; i++) buf_printf(&b, "%s%d", i ? "," : "", k->at[i]);
    return buf_keep(c->arena, &b);
}

/* One after the other, parted by tabs, as many as there is room for. */
static Str headings_text(Ctx *c, const SheetHead *h) {
    enum { HEADINGS_MAX = 64, ROOM = 4000, EACH = 55 };
    Buf b;
    buf_init(&b, 4 * ROOM);
    for (uint32_t i = 0; i < h->columns && i < HEADINGS_MAX; i++) {
        if (i) buf_byte(&b, '\t');
        buf_add(&b, utf8_head(utf8_clean_line(c->arena, h->names[i]), EACH));
    }
    return buf_keep(c->arena, &b);
}

static void columns_read(Str s, SpendColumns *ret_k) {
    Str     word;
    int64_t n;
    for (int i = 0; i < SPEND_COLUMN_N; i++) {
        ret_k->at[i] = str_split(&s, ',', &word) && str_int(word, &n) && n >= 0 && n < 1024 ? (int)n : -1;
    }
}

/* May a file of this buyer be brought, and is it there already? Within a reading. */
static Fault may_bring(Ctx *c, Id buyer, Str digest, Id *ret_before) {
    Head head;
    Str  name;
    TRY(spend_buyer(c, buyer, &head, &name));
    if (!spend_may_bring(c, &head)) return fail(c, NOT_ALLOWED, "actor", buyer);
    return spend_same_file(c, buyer, digest, ret_before);
}

/* One file on its way in. */
typedef struct Bringing {
    Id            buyer;
    Str           raw, name;
    PaymentFile  *v;
    SpendBrought  b;
    SpendCame    *came;
} Bringing;

static Fault run_bring(Ctx *c, void *arg) {
    Bringing   *g = arg;
    SpendPlan   plan = {0};
    SheetSource src = {.fd = -1, .mem = g->raw, .name = g->name};
    TRY(may_bring(c, g->buyer, g->v->digest, &g->came->before));
    return g->came->before ? OK : spend_bring(c, g->buyer, 0, &src, &plan, &g->b);
}

static Fault keep_brought(Ctx *c, Bringing *g) {
    PaymentFile *v = g->v;
    v->buyer = g->buyer;
    v->name = utf8_head(utf8_clean_line(c->arena, g->name), 200);
    if (!v->name.n) v->name = LIT("?");
    v->vat = vat_of(&g->b.file);
    v->columns = columns_text(c, &g->b.file.columns);
    v->headings = headings_text(c, &g->b.file.head);
    Str kept = g->raw.n <= SPEND_RAW_BYTES || g->b.ocds ? g->raw : (Str){0};
    return region_write(c->region, c, run_keep, &(Keep){v, &g->b, kept});
}

Fault spend_bytes(Ctx *c, Id buyer, Str raw, Str name, PaymentFile *v, SpendCame *ret) {
    Bringing g = {.buyer = buyer, .raw = raw, .name = name, .v = v, .came = ret};
    *ret = (SpendCame){0};
    v->digest = digest_of(c, raw);
    Fault f = spend_room(c, run_bring, &g);
    ret->problem = g.b.file.problem;
    ret->refused = f == BAD_FILE || f == BAD_TYPE || f == TOO_LARGE;
    ret->no_columns = f == OK && !ret->before && !g.b.file.suffices;
    if (ret->refused) f = OK;
    if (f == OK && !ret->before && !ret->refused && !ret->no_columns) f = keep_brought(c, &g);
    arena_release(&g.b.arena);
    return f;
}

Fault spend_upload(Ctx *c, Arena *a, const Request *rq, Str *ret_raw, Str *ret_name) {
    const Upload *u = NULL;
    *ret_raw = *ret_name = (Str){0};
    for (size_t i = 0; i < rq->n_files && !u; i++) {
        if (str_eq(rq->files[i].field, LIT("file")) && rq->files[i].size) u = &rq->files[i];
    }
    if (!u) return OK;
    *ret_name = u->name;
    return bytes_of(c, a, u, ret_raw);
}

static Fault bring(Ctx *c, const Request *rq, Reply *rp, Str raw, Str name) {
    SpendNewView view = {0};
    SpendCame    came;
    PaymentFile *v = ent_new(c, &payment_file_entity);
    TRY(spend_bytes(c, rq->ids[0], raw, name, v, &came));
    if (came.before) view.before_href = view_record_path(c, &payment_file_entity, came.before);
    else if (came.refused) view.refused = problem(c, &came.problem);
    else if (came.no_columns) view.refused = sentence(c, T_SPEND_NO_COLUMNS, NULL, 0);
    if (came.before || view.refused.s.n) return draw_new(c, rq, rp, &view);
    reply_go(c, rp, view_record_path(c, &payment_file_entity, v->head.id), T_SPEND_BROUGHT, NULL, 0);
    return OK;
}

Fault post_purchase_new(Ctx *c, const Request *rq, Reply *rp) {
    Arena bytes;
    Str   raw, name;
    arena_init(&bytes, SPEND_FILE_BYTES + 1);
    Fault f = spend_upload(c, &bytes, rq, &raw, &name);
    if (f == OK && raw.n) f = bring(c, rq, rp, raw, name);
    else if (f == OK) f = draw_new(c, rq, rp, &(SpendNewView){.refused = sentence(c, T_IMPORT_NO_FILE, NULL, 0)});
    arena_release(&bytes);
    return f;
}

/* ---- reading it otherwise ---------------------------------------------------------------------------------------- */

static Fault file_to_write(Ctx *c, Id id, PaymentFile *v) {
    TRY(ent_load(c, &payment_file_entity, id, v));
    return ent_may_write(c, &payment_file_entity, &v->head) ? OK : fail(c, NOT_ALLOWED, "payment_file", id);
}

static SpendPlan plan_of(const PaymentFile *v) {
    SpendPlan p = {.chosen = v->columns.n > 0,
                   .settle = {.count_twins = v->count_twins == 1, .keep_signs = v->keep_signs == 1}};
    columns_read(v->columns, &p.columns);
    return p;
}

/* From the bytes that were kept; EXPIRED for a file that was too large for that. */
static Fault read_again(Ctx *c, PaymentFile *v, SpendBrought *b) {
    Str       raw;
    SpendPlan plan = plan_of(v);
    TRY(spend_pieces(c, v->head.id, SPEND_PIECE_RAW, &raw));
    if (!raw.n) return fail(c, EXPIRED, "payment_file", v->head.id);
    SheetSource src = {.fd = -1, .mem = raw, .name = v->name};
    TRY(spend_bring(c, v->buyer, v->head.id, &src, &plan, b));
    return b->file.suffices ? OK : fail(c, INVALID, "payment_file", v->head.id);
}

/* What the form says about how to read; the record's texts outlive the reading. */
static void say_how(Ctx *c, const Request *rq, PaymentFile *v) {
    SpendColumns k;
    char         field[32];
    int64_t      n;
    v->count_twins = str_eq(params_get(&rq->form, "twins"), LIT("1"));
    v->keep_signs = str_eq(params_get(&rq->form, "signs"), LIT("1"));
    if (!params_has(&rq->form, "col.0")) return;
    for (int i = 0; i < SPEND_COLUMN_N; i++) {
        snprintf(field, sizeof field, "col.%d", i);
        k.at[i] = str_int(params_get(&rq->form, field), &n) && n >= 0 && n < 1024 ? (int)n : -1;
    }
    v->columns = columns_text(c, &k);
}

typedef struct Reading {
    PaymentFile *v;
    SpendBrought b;
} Reading;

static Fault run_again(Ctx *c, void *arg) {
    Reading *r = arg;
    return read_again(c, r->v, &r->b);
}

/* The record, to be written by this reader. */
static Fault open_file(Ctx *c, Id id, PaymentFile *v) {
    TRY(region_read_begin(c->region, c));
    Fault f = file_to_write(c, id, v);
    region_read_end(c->region, c);
    return f;
}

Fault post_file_read(Ctx *c, const Request *rq, Reply *rp) {
    Reading r = {.v = ent_new(c, &payment_file_entity)};
    Str     path = view_record_path(c, &payment_file_entity, rq->ids[0]);
    TRY(open_file(c, rq->ids[0], r.v));
    say_how(c, rq, r.v);
    Fault f = spend_room(c, run_again, &r);
    if (f == OK) f = region_write(c->region, c, run_keep, &(Keep){r.v, &r.b, {0}});
    arena_release(&r.b.arena);
    if (f == INVALID || f == EXPIRED) {
        reply_go_final(c, rp, path, f == EXPIRED ? T_SPEND_NOT_KEPT : T_SPEND_NO_COLUMNS);
        return OK;
    }
    TRY(f);
    reply_go_final(c, rp, path, T_SPEND_READ_AGAIN);
    return OK;
}

/* ---- counting it ------------------------------------------------------------------------------------------------- */

static Fault run_count(Ctx *c, void *arg) {
    PaymentFile *v = arg;
    TRY(act_begin(c, T_SPEND_ACT_COUNT, v->name));
    return ent_save(c, &payment_file_entity, v);
}

/* Read again first: what stands in files that were counted meanwhile does not count twice. */
Fault post_file_count(Ctx *c, const Request *rq, Reply *rp) {
    Reading      r = {.v = ent_new(c, &payment_file_entity)};
    PaymentFile *v = r.v;
    TRY(open_file(c, rq->ids[0], v));
    Fault f = spend_room(c, run_again, &r);
    if (f == OK) f = region_write(c->region, c, run_keep, &(Keep){v, &r.b, {0}});
    arena_release(&r.b.arena);
    if (f != EXPIRED) TRY(f);
    c->act = 0;
    v->state = PAYMENT_STATE_IN_USE;
    TRY(region_write(c->region, c, run_count, v));
    reply_go(c, rp, spend_path(c, v->buyer, ""), T_SPEND_COUNTED, (TrArg[]){TR_ARG("name", v->name)}, 1);
    return OK;
}

/* ---- what was found in it ---------------------------------------------------------------------------------------- */

static Fault view_of(const Page *pg, const PaymentFile *v, SpendFileView *ret_view) {
    Ctx *c = pg->c;
    *ret_view = (SpendFileView){
        .v = v, .path = view_record_path(c, &payment_file_entity, v->head.id),
        .currency = spend_code(c, v->currency),
        .state = choice_label(&payment_state_choices, v->state), .vat = choice_label(&payment_vat_choices, v->vat),
        .draft = v->state != PAYMENT_STATE_IN_USE, .twins = v->count_twins == 1, .signs = v->keep_signs == 1,
        .demo = v->is_demo == 1, .may_write = !v->head.archived_at && ent_may_write(c, &payment_file_entity, &v->head),
        .buyer_href = view_record_path(c, &actor_entity, v->buyer), .purchases_href = spend_path(c, v->buyer, ""),
        .vat_unsaid = v->vat == PAYMENT_VAT_UNSAID, .package = v->coming_n != NUMBER_NONE, .coming_n = v->coming_n};
    return OK;
}

static Fault head_draw(Buf *b, const Page *pg, const void *rec) {
    SpendFileView v;
    TRY(view_of(pg, rec, &v));
    TRY(ent_names(pg->c, &actor_entity, &v.v->buyer, 1, &v.buyer));
    spend_file_head_html(b, pg, &v);
    return OK;
}

static Fault acts_draw(Buf *b, const Page *pg, const void *rec) {
    SpendFileView v;
    TRY(view_of(pg, rec, &v));
    spend_file_acts_html(b, pg, &v);
    return OK;
}

/* A draft's rows are in no list yet. */
static Fault sums_draw(Buf *b, const Page *pg, const void *rec) {
    SpendFileView v;
    SpendBook     book;
    SpendSum      foreign = {0};
    Ctx          *c = pg->c;
    TRY(view_of(pg, rec, &v));
    TRY(spend_head(c, v.v->head.id, &book));
    for (int i = 0; i < book.currencies_n; i++) foreign.rows += i == book.currency ? 0 : book.read[i].rows;
    v.states = ARENA_ARRAY(c->arena, SpendStateRow, SPEND_STATE_N + 1);
    Str rows = {0};
    if (!v.draft && (c->who.roles & ROLES_STAFF)) {
        rows = arena_printf(c->arena, "%.*s/rows?file=%.*s", STR_ARG(v.purchases_href),
                            STR_ARG(id_str(c->arena, v.v->head.id)));
    }
    v.states_n = spend_state_rows(c, &book.tally, &foreign, rows, v.states);
    v.totals = ARENA_ARRAY(c->arena, SpendTotalRow, book.totals_n + 1);
    for (uint32_t i = 0; i < book.totals_n; i++) {
        const SpendTotal *s = &book.totals[i];
        bool since = s->says == s->since;
        v.totals[v.totals_n++] = (SpendTotalRow){.row = s->row, .says = s->says, .fits = since || s->says == s->all,
                                                 .ours = since ? s->since : s->all};
    }
    spend_file_sums_html(b, pg, &v);
    return OK;
}

static void fact(SpendFileView *v, TextKey name, TextKey what, int64_t n) {
    if (n) v->facts[v->facts_n++] = (SpendFact){.name = name, .what = what, .n = n};
}

/* Names under the buyer's own numbers of its suppliers. */
static void count_numbers(const SpendBook *k, int64_t *ret_drifted, int64_t *ret_doubtful) {
    Arena        own;
    SpendNumbers by = {0};
    bool         any = false;
    arena_init(&own, 512 << 20);
    SpendNumbered *v = ARENA_ARRAY(&own, SpendNumbered, k->payees_n + 1);
    for (uint32_t i = 0; i < k->payees_n; i++) {
        v[i] = (SpendNumbered){k->payees[i].name, k->payees[i].supplier_id, k->payees[i].bearer, i};
        any = any || v[i].number.n;
    }
    if (any) spend_numbers(&own, spend_words(&own), v, k->payees_n, k->payees_n, &by);
    arena_release(&own);
    *ret_drifted = by.drifted;
    *ret_doubtful = by.doubtful;
}

static Fault facts_draw(Buf *b, const Page *pg, const void *rec) {
    enum { FACTS_MAX = 24 };
    SpendFileView v;
    SpendBook     k;
    int64_t       bearers[SPEND_BEARER_N] = {0};
    TRY(view_of(pg, rec, &v));
    TRY(spend_head(pg->c, v.v->head.id, &k));
    for (uint32_t i = 0; i < k.payees_n; i++) bearers[k.payees[i].bearer]++;
    v.facts = ARENA_ARRAY(pg->c->arena, SpendFact, FACTS_MAX);
    v.turned = k.turned;
    int64_t drifted, doubtful;
    count_numbers(&k, &drifted, &doubtful);
    fact(&v, T_SPEND_P_DRIFTED, T_SPEND_P_DRIFTED_WHAT, drifted);
    fact(&v, T_SPEND_P_DOUBTFUL, T_SPEND_P_DOUBTFUL_WHAT, doubtful);
    fact(&v, T_SPEND_P_ROWS, T_NONE, (int64_t)k.rows);
    fact(&v, T_SPEND_P_PAYEES, T_NONE, k.payees_n);
    fact(&v, T_SPEND_P_TIME, T_SPEND_P_TIME_WHAT, k.dates[SPEND_DATE_TIME]);
    fact(&v, T_SPEND_P_NO_DATE, T_SPEND_P_TIME_WHAT, k.dates[SPEND_DATE_NONE]);
    fact(&v, T_SPEND_P_WRONG_DATE, T_SPEND_P_TIME_WHAT, k.dates[SPEND_DATE_WRONG]);
    fact(&v, T_SPEND_P_LATER, T_SPEND_P_TIME_WHAT, k.dates[SPEND_DATE_LATER]);
    fact(&v, T_SPEND_P_NAMELESS, T_SPEND_P_NAMELESS_WHAT, k.nameless);
    fact(&v, T_SPEND_P_WITHHELD, T_SPEND_P_NAMELESS_WHAT, bearers[SPEND_WITHHELD]);
    fact(&v, T_SPEND_P_PEOPLE, T_SPEND_P_PEOPLE_WHAT, bearers[SPEND_PERSON] + bearers[SPEND_MAYBE]);
    fact(&v, T_SPEND_P_PADDED, T_SPEND_P_PADDED_WHAT, k.padded);
    fact(&v, T_SPEND_P_ALIKE, T_SPEND_P_ALIKE_WHAT, k.alike);
    fact(&v, T_SPEND_P_REPEATS, T_NONE, k.repeats);
    fact(&v, T_SPEND_P_NOTES, T_NONE, k.notes);
    fact(&v, T_SPEND_P_BLANK, T_NONE, k.blank);
    spend_file_facts_html(b, pg, &v);
    return OK;
}

/* What a package holds beside payments, before anything of it is taken. */
static Fault package_draw(Buf *b, const Page *pg, const void *rec) {
    SpendFileView v;
    TRY(view_of(pg, rec, &v));
    if (!v.package || !(pg->c->who.roles & ROLES_STAFF)) return OK;
    v.coming_href = arena_printf(pg->c->arena, "%.*s/package", STR_ARG(v.path));
    spend_file_package_html(b, pg, &v);
    return OK;
}

static void fill_options(Ctx *c, Str headings, int chosen, SpendColumnRow *r) {
    enum { OPTIONS_MAX = 64 };
    Str name;
    r->options = ARENA_ARRAY(c->arena, SpendOption, OPTIONS_MAX + 1);
    r->options[r->options_n++] = (SpendOption){.label = LIT("\u2013"), .chosen = chosen < 0};
    for (int at = 0; at < OPTIONS_MAX && str_split(&headings, '\t', &name); at++) {
        r->options[r->options_n++] = (SpendOption){.value = arena_printf(c->arena, "%d", at), .chosen = chosen == at,
                                                   .label = name.n ? name : arena_printf(c->arena, "%d", at + 1)};
    }
}

/* Which column holds what; a file whose bytes were kept can be read otherwise. */
static Fault columns_draw(Buf *b, const Page *pg, const void *rec) {
    static const TextKey NAMES[SPEND_COLUMN_N] = {
        [SPEND_AMOUNT] = T_SPEND_C_AMOUNT, [SPEND_GROSS] = T_SPEND_C_GROSS, [SPEND_NET] = T_SPEND_C_NET,
        [SPEND_VAT] = T_SPEND_C_VAT, [SPEND_SUPPLIER] = T_SPEND_C_SUPPLIER, [SPEND_SUPPLIER_ID] = T_SPEND_C_SUPPLIER_ID,
        [SPEND_REGISTRATION] = T_SPEND_C_REGISTRATION, [SPEND_DATE] = T_SPEND_C_DATE, [SPEND_NUMBER] = T_SPEND_C_NUMBER,
        [SPEND_CATEGORY] = T_SPEND_C_CATEGORY, [SPEND_CODE] = T_SPEND_C_CODE, [SPEND_UNIT] = T_SPEND_C_UNIT,
        [SPEND_CURRENCY] = T_SPEND_C_CURRENCY, [SPEND_WHAT] = T_SPEND_C_WHAT, [SPEND_BUYER] = T_SPEND_C_BUYER,
        [SPEND_TYPE] = T_SPEND_C_TYPE, [SPEND_TOWN] = T_SPEND_C_TOWN};
    SpendFileView v;
    SpendColumns  k;
    TRY(view_of(pg, rec, &v));
    if (!v.may_write || !v.v->headings.n) return OK;
    columns_read(v.v->columns, &k);
    v.columns = ARENA_ARRAY(pg->c->arena, SpendColumnRow, SPEND_COLUMN_N);
    for (int i = 0; i < SPEND_COLUMN_N; i++) {
        SpendColumnRow *r = &v.columns[v.columns_n++];
        *r = (SpendColumnRow){.name = NAMES[i], .field = arena_printf(pg->c->arena, "col.%d", i)};
        fill_options(pg->c, v.v->headings, k.at[i], r);
    }
    spend_file_columns_html(b, pg, &v);
    return OK;
}

const RecordPart SPEND_FILE_PARTS[4] = {
    {.entity = &payment_file_entity, .anchor = "package", .title = T_OCDS_IN_IT, .order = 0, .draw = package_draw},
    {.entity = &payment_file_entity, .anchor = "sums", .title = T_SPEND_ADDS_UP, .order = 1, .draw = sums_draw},
    {.entity = &payment_file_entity, .anchor = "found", .title = T_SPEND_FOUND, .order = 2, .side = true,
     .draw = facts_draw},
    {.entity = &payment_file_entity, .anchor = "columns", .title = T_SPEND_COLUMNS, .order = 3, .draw = columns_draw},
};

/* ---- sheets ------------------------------------------------------------------------------------------------------ */

const Sheet PAYMENT_FILE_SHEET = {
    .entity = &payment_file_entity,
    .path = "/payment-files",
    .nav = NAV_MORE,
    .icon = "file-spreadsheet",
    .title = T_ENT_PAYMENT_FILE_MANY,
    .empty = T_SPEND_NO_FILES,
    .first_step = T_SPEND_TITLE,
    .columns = (const int[]){PAYMENT_FILE_F_BUYER, PAYMENT_FILE_F_STATE, PAYMENT_FILE_F_FROM_ON,
                             PAYMENT_FILE_F_UNTIL_ON, PAYMENT_FILE_F_KEPT, -1},
    .filters = (const int[]){PAYMENT_FILE_F_BUYER, PAYMENT_FILE_F_STATE, -1},
    .bulk = (const int[]){-1},
    .form = (const int[]){PAYMENT_FILE_F_NAME, PAYMENT_FILE_F_VAT, PAYMENT_FILE_F_DATED_AS, PAYMENT_FILE_F_PUBLISHED,
                          -1},
    .told = (const int[]){PAYMENT_FILE_F_NAME, PAYMENT_FILE_F_BUYER, PAYMENT_FILE_F_STATE, PAYMENT_FILE_F_FROM_ON,
                          PAYMENT_FILE_F_UNTIL_ON, PAYMENT_FILE_F_ROWS_N, PAYMENT_FILE_F_KEPT, PAYMENT_FILE_F_CURRENCY,
                          PAYMENT_FILE_F_VAT, PAYMENT_FILE_F_DIGEST, PAYMENT_FILE_F_COLUMNS, PAYMENT_FILE_F_COUNT_TWINS,
                          PAYMENT_FILE_F_KEEP_SIGNS, PAYMENT_FILE_F_PUBLISHED, -1},
    .head = head_draw,
    .actions = acts_draw,
};
