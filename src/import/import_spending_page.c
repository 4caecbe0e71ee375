/* import_spending_page.c - what is asked and told about a file of spending beside what every file has: whose it is as a
** whole, words that name nobody, and its money. */
#include "import/import_page.h"

#include "db/region.h"
#include "lang/show.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2100 };

bool import_may_spend(Ctx *c) { return ent_may_write(c, &outlay_entity, NULL); }

static int one_of(Str word, const char *const *names, int n) {
    for (int i = 0; i < n; i++) {
        if (str_eq(word, str_of(names[i]))) return i;
    }
    return -1;
}

/* ---- the whole file ---------------------------------------------------------------------------------------------- */

static void wrong(Ctx *c, const char *field, TextKey why, TextKey *ret_why) {
    *ret_why = why;
    complain(c, field, why);
}

/* By what was chosen from the list; without a script by what was typed. */
static Fault said_id(Ctx *c, const Params *said, const char *id, const char *name, Id *ret_id) {
    Str typed = str_trim(params_get(said, name));
    bool cleared = params_has(said, name) && !typed.n;
    *ret_id = 0;
    if (cleared || (id_parse(params_get(said, id), ret_id) && *ret_id) || !typed.n) return OK;
    if (str_eq(str_of(name), LIT("place_name"))) {
        Fault f = place_by_name(c, typed, ret_id);
        return f == NOT_FOUND ? OK : f;
    }
    ImportWho *who;
    TRY(import_who_open(c, c->arena, &who));
    *ret_id = import_who_named(who, c->arena, typed, 0);
    return OK;
}

static Fault buyer_read(Ctx *c, const Params *said, ImportPlan *p, WholeWrong *w) {
    Actor *a = ent_new(c, &actor_entity);
    p->buyer = 0;
    if (p->whose != WHOSE_ONE) return OK;
    TRY(said_id(c, said, "buyer", "buyer_name", &p->buyer));
    Fault f = p->buyer ? ent_load(c, &actor_entity, p->buyer, a) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    if (f == OK && a->kind != ACTOR_KIND_PERSON) return OK;
    wrong(c, "buyer", f == OK ? T_IMPORT_BUYER_PERSON : T_IMPORT_BUYER_WANTED, &w->buyer);
    p->buyer = 0;
    return OK;
}

static Fault place_read(Ctx *c, const Params *said, ImportPlan *p, WholeWrong *w) {
    Place *at = ent_new(c, &place_entity);
    if (!params_has(said, "place") && !params_has(said, "place_name")) return OK;
    TRY(said_id(c, said, "place", "place_name", &p->place));
    bool typed = str_trim(params_get(said, "place_name")).n || params_get(said, "place").n;
    Fault f = p->place ? ent_load(c, &place_entity, p->place, at) : NOT_FOUND;
    if (f == NOT_FOUND) {
        bool cleared = params_has(said, "place_name") && !str_trim(params_get(said, "place_name")).n;
        if (typed && !cleared) wrong(c, "place", T_IMPORT_PLACE_WANTED, &w->place);
        p->place = 0;
        return OK;
    }
    return f;
}

static void year_read(Ctx *c, const Params *said, ImportPlan *p, WholeWrong *w) {
    Str     s = str_trim(params_get(said, "year"));
    int64_t year = 0;
    if (!params_has(said, "year")) return;
    bool good = !s.n || (str_int(s, &year) && year >= YEAR_FIRST && year <= YEAR_LAST);
    p->year = good ? year : 0;
    if (!good) wrong(c, "year", T_IMPORT_YEAR_WANTED, &w->year);
}

static Fault whole_in_read(Ctx *c, const Params *said, ImportPlan *p, WholeWrong *w) {
    int whose = one_of(params_get(said, "whose"), IMPORT_WHOSE_NAMES, WHOSE_N);
    int rhythm = one_of(params_get(said, "rhythm"), IMPORT_RHYTHM_NAMES, RHYTHM_N);
    if (rhythm >= 0) p->rhythm = (OutlayRhythm)rhythm;
    else if (params_get(said, "rhythm").n) complain(c, "rhythm", T_FORM_FIX_CHOICE);
    if (whose < 0 && params_get(said, "whose").n) complain(c, "whose", T_FORM_FIX_CHOICE);
    if (whose >= 0) {
        p->whose = (ImportWhose)whose;
        TRY(buyer_read(c, said, p, w));
    }
    year_read(c, said, p, w);
    return place_read(c, said, p, w);
}

Fault import_whole_read(Ctx *c, const Params *said, ImportPlan *p, WholeWrong *ret_wrong) {
    *ret_wrong = (WholeWrong){0};
    if (p->target->entity != &outlay_entity) return OK;
    TRY(region_read_begin(c->region, c));
    Fault f = whole_in_read(c, said, p, ret_wrong);
    region_read_end(c->region, c);
    return f;
}

static Option *options(Ctx *c, const char *const *names, const TextKey *labels, int n, int chosen) {
    Option *v = ARENA_ARRAY(c->arena, Option, (size_t)n);
    for (int i = 0; i < n; i++) v[i] = (Option){str_of(names[i]), tr(c->reader.lang, labels[i]), i == chosen};
    return v;
}

Fault import_whole_fill(Ctx *c, const ImportPlan *p, const Params *said, const WholeWrong *w, WholeView *v) {
    static const TextKey WHOSE[WHOSE_N] = {T_IMPORT_WHOSE_SAID, T_IMPORT_WHOSE_ONE, T_IMPORT_WHOSE_HOUSES};
    static const TextKey RHYTHM[RHYTHM_N] = {T_IMPORT_RHYTHM_SAID, T_IMPORT_RHYTHM_MONTH, T_IMPORT_RHYTHM_YEAR,
                                             T_IMPORT_RHYTHM_PAYMENTS};
    const Id ids[2] = {p->buyer, p->place};
    Str      names[2];
    TRY(ent_labels(c, ids, 2, names));
    *v = (WholeView){.buyer_wrong = w->buyer, .place_wrong = w->place, .year_wrong = w->year,
                     .whose = options(c, IMPORT_WHOSE_NAMES, WHOSE, WHOSE_N, (int)p->whose), .whose_n = WHOSE_N,
                     .rhythm = options(c, IMPORT_RHYTHM_NAMES, RHYTHM, RHYTHM_N, (int)p->rhythm), .rhythm_n = RHYTHM_N};
    v->buyer_name = p->buyer ? names[0] : params_get(said, "buyer_name");
    v->place_name = p->place ? names[1] : params_get(said, "place_name");
    if (p->buyer) v->buyer = id_str(c->arena, p->buyer);
    if (p->place) v->place = id_str(c->arena, p->place);
    if (p->year) v->year = arena_printf(c->arena, "%lld", (long long)p->year);
    else if (w->year) v->year = params_get(said, "year");
    return OK;
}

/* ---- words that name nobody -------------------------------------------------------------------------------------- */

static const Entity *entity_of(ImportWord of) { return of == WORD_OF_CATEGORY ? &category_entity : &actor_entity; }

/* A name that was typed without choosing it from the list. */
static Fault word_typed(Ctx *c, const ImportPlan *p, ImportMaps **m, ImportWord of, Str name, Id *ret_id) {
    *ret_id = 0;
    if (!*m) TRY(import_maps_open(c, c->arena, p, m));
    if (of != WORD_OF_CATEGORY) *ret_id = import_who_named(import_who(*m), c->arena, name, 0);
    else if (!import_category_named(*m, c->arena, name, ret_id)) *ret_id = 0;
    return OK;
}

static Fault word_read(Ctx *c, const Params *said, const ImportPlan *p, ImportMaps **m, size_t i, WordChoice *w) {
    char field[40], id[40];
    Head h;
    snprintf(field, sizeof field, "word.%zu", i);
    snprintf(id, sizeof id, "word.%zu.id", i);
    Str typed = str_trim(params_get(said, field));
    if (params_has(said, field) && !typed.n) return OK;
    bool chosen = id_parse(params_get(said, id), &w->id) && w->id;
    if (!chosen && typed.n) TRY(word_typed(c, p, m, w->of, typed, &w->id));
    if (!w->id) return OK;
    Fault f = ent_load_head(c, entity_of(w->of), w->id, &h);
    if (f == NOT_FOUND) w->id = 0;
    return f == NOT_FOUND ? OK : f;
}

Fault import_words_read(Ctx *c, const Params *said, const ImportReport *r, ImportPlan *p) {
    ImportMaps *m = NULL;
    WordChoice *was = p->word, *v = ARENA_ARRAY(c->arena, WordChoice, IMPORT_ASK_MAX);
    size_t      n_was = p->n_word, n = 0;
    if (p->target->entity != &outlay_entity) return OK;
    for (size_t i = 0; i < r->n_words; i++) {
        WordChoice w = {.of = r->words[i].of, .name = r->words[i].name};
        TRY(word_read(c, said, p, &m, i, &w));
        if (w.id) v[n++] = w;
    }
    /* What was decided before is asked no more, and holds on. */
    for (size_t i = 0; i < n_was && n < IMPORT_ASK_MAX; i++) {
        bool asked = false;
        for (size_t k = 0; k < r->n_words; k++) {
            asked = asked || (r->words[k].of == was[i].of && str_eq(r->words[k].name, was[i].name));
        }
        if (!asked) v[n++] = was[i];
    }
    p->word = v;
    p->n_word = n;
    return OK;
}

Fault import_words_fill(Ctx *c, const ImportReport *r, const ImportPlan *p, CheckView *v) {
    static const TextKey OF[WORD_OF_N] = {T_IMPORT_WORD_BUYER, T_IMPORT_WORD_SELLER, T_IMPORT_WORD_CATEGORY};
    Id  *ids = ARENA_ARRAY(c->arena, Id, r->n_words + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, r->n_words + 1);
    for (size_t i = 0; i < r->n_words; i++) {
        ids[i] = r->words[i].near;
        for (size_t k = 0; k < p->n_word; k++) {
            bool this = p->word[k].of == r->words[i].of && str_eq(p->word[k].name, r->words[i].name);
            if (this) ids[i] = p->word[k].id;
        }
    }
    TRY(ent_labels(c, ids, r->n_words, names));
    v->words = ARENA_ARRAY(c->arena, WordView, r->n_words + 1);
    for (size_t i = 0; i < r->n_words; i++) {
        const WordRow *w = &r->words[i];
        v->words[v->words_n++] = (WordView){
            .name = w->name, .n = w->n, .of = OF[w->of], .near = names[i], .kind = str_of(entity_of(w->of)->name),
            .id = ids[i] && names[i].n ? id_str(c->arena, ids[i]) : (Str){0},
            .field = arena_printf(c->arena, "word.%zu", i), .id_field = arena_printf(c->arena, "word.%zu.id", i)};
    }
    return OK;
}

/* ---- money ------------------------------------------------------------------------------------------------------- */

static Str money(Ctx *c, int64_t low, int64_t high) {
    const char *currency = reader_currency(&c->reader);
    Buf b;
    buf_init(&b, 512);
    plain_money(&b, &c->reader, low, currency);
    if (high != low) {
        buf_lit(&b, " – ");
        plain_money(&b, &c->reader, high, currency);
    }
    return buf_keep(c->arena, &b);
}

void import_money_fill(Ctx *c, const ImportReport *r, CheckView *v) {
    const MoneyTold *m = &r->money;
    v->money = m->taken || m->left;
    v->taken_rows = m->taken;
    v->left_money_rows = m->left;
    v->added = m->added;
    v->totals = m->totals;
    v->agree = m->agree;
    v->taken_sum = money(c, m->taken_low, m->taken_high);
    v->left_sum = money(c, m->left_low, m->left_high);
    v->all_sum = money(c, m->taken_low + m->left_low, m->taken_high + m->left_high);
    v->said_sum = money(c, m->said, m->said);
}
