/* import_spending.c - how a row becomes spending: the cells are kept while they come, and read together at the end,
** for who spends decides whose place it is, and a day what an amount is. */
#include "import/import_inner.h"

#include "base/utf8.h"

enum { WHAT_MAX = 160, WORDS_MAX = 160, SOURCE_SEED = 7 };

void import_outlay_take(Take *t, GuessKind kind, const SheetCell *cell) {
    if (!t->told[kind].n) t->told[kind] = take_plain(t, str_trim(cell->s));
}

static void leave(Take *t, ImportLeft why) {
    if (t->draft->why == LEFT_NONE) t->draft->why = why;
}

static void unknown_word(Take *t, ImportWord of, Str name) { t->draft->unknown[of] = take_cut(t, name, WORDS_MAX); }

/* ---- how much ---------------------------------------------------------------------------------------------------- */

static int read_amount(Take *t, GuessKind kind, OutlayAmount *ret_a) {
    return outlay_amount(t->told[kind], ret_a);
}

static bool same_money(const OutlayAmount *month, const OutlayAmount *year) {
    int64_t apart = month->low * 12 - year->low;
    return apart <= year->low / 50 && -apart <= year->low / 50;
}

/* With VAT where that stands; without, and the tax beside it, together; else without, and it is told. */
static int with_tax(Take *t, OutlayAmount *a) {
    OutlayAmount tax;
    int          is = read_amount(t, GUESS_MONEY, a);
    if (is != OUTLAY_EMPTY) return is;
    is = read_amount(t, GUESS_NET, a);
    if (is != OUTLAY_READ) return is;
    a->net = read_amount(t, GUESS_VAT, &tax) != OUTLAY_READ;
    if (!a->net) {
        a->low += tax.low;
        a->high += tax.high;
    }
    return is;
}

static int amount_of(Take *t, OutlayAmount *a) {
    OutlayAmount month = {0}, year = {0}, most;
    int          m = read_amount(t, GUESS_MONTHLY, &month), y = read_amount(t, GUESS_YEARLY, &year);
    int          is = with_tax(t, a);
    if (is == OUTLAY_EMPTY && (m == OUTLAY_READ || y == OUTLAY_READ)) {
        is = OUTLAY_READ;
        *a = m == OUTLAY_READ ? month : year;
        a->per = m == OUTLAY_READ ? RHYTHM_MONTH : RHYTHM_YEAR;
        if (m == OUTLAY_READ && y == OUTLAY_READ && !same_money(&month, &year)) leave(t, LEFT_RHYTHM);
    } else if (is == OUTLAY_EMPTY && (m == OUTLAY_WORDS || y == OUTLAY_WORDS)) {
        is = OUTLAY_WORDS;
    }
    int upper = is == OUTLAY_READ ? read_amount(t, GUESS_AT_MOST, &most) : OUTLAY_EMPTY;
    if (upper == OUTLAY_EMPTY) return is;
    if (upper == OUTLAY_WORDS || most.high < a->low) return OUTLAY_WORDS;
    a->high = most.high;
    return is;
}

static bool other_currency(const Take *t, const OutlayAmount *a) {
    const char  *home = reader_currency(&t->c->reader);
    OutlayAmount said;
    if (a->currency[0] && !str_eq(str_of(a->currency), str_of(home))) return true;
    Str s = t->told[GUESS_CURRENCY];
    if (!s.n || str_eq_nocase(s, str_of(home))) return false;
    bool read = outlay_amount(arena_printf(t->c->arena, "1 %.*s", STR_ARG(s)), &said) == OUTLAY_READ;
    return !read || !str_eq(str_of(said.currency), str_of(home));
}

static void take_amount(Take *t, Outlay *o) {
    OutlayAmount a = {0};
    Draft       *d = t->draft;
    if (amount_of(t, &a) != OUTLAY_READ || (!a.low && !a.high)) {
        leave(t, LEFT_AMOUNT);
        return;
    }
    if (other_currency(t, &a)) {
        leave(t, LEFT_CURRENCY);
        return;
    }
    d->amount = true;
    d->low = a.low;
    d->high = a.high;
    if (a.net) take_mark(t, NOTE_NET);
    if (a.about) o->sure = OUTLAY_SURE_NEAR;
    OutlayRhythm per = a.per != RHYTHM_UNSAID ? a.per : outlay_rhythm(t->told[GUESS_RHYTHM]);
    if (per == RHYTHM_UNSAID) per = t->plan->rhythm;
    if (per == RHYTHM_UNSAID) leave(t, LEFT_RHYTHM);
    d->payment = per == RHYTHM_PAYMENT;
    o->per = per == RHYTHM_MONTH ? OUTLAY_PER_MONTH : OUTLAY_PER_YEAR;
}

/* ---- when -------------------------------------------------------------------------------------------------------- */

static void take_year(Take *t, Outlay *o) {
    CellDate day;
    Draft   *d = t->draft;
    int64_t  said = outlay_year_in(t->told[GUESS_OF_YEAR]);
    bool     dated = cell_date(t->told[GUESS_DATE], t->order, true, &day) && day.d && day.d <= t->c->reader.today &&
                 day_year(day.d) >= 2000;
    if (dated) d->day = day.d;
    if (d->payment && !dated && !said) leave(t, LEFT_DAY);
    o->year = said ? said : dated ? day_year(day.d) : t->plan->year ? t->plan->year : day_year(t->c->reader.today);
}

/* ---- who, and whose place ---------------------------------------------------------------------------------------- */

static Id actor_said(Take *t, ImportWord of, Str name, Str number, Id place) {
    const ImportWho *who = import_who(t->maps);
    Arena *a = t->c->arena;
    Id     id = number.n ? import_who_numbered(who, number) : 0;
    if (!id && name.n) id = import_word_choice(t->maps, a, of, name);
    return id || !name.n ? id : import_who_named(who, a, name, place);
}

/* A household counts as one who spends by the words for it; where rows have none, each row is one. */
static void household(Take *t, Outlay *o, Str words) {
    o->kind = SPENDER_KIND_HOUSEHOLD;
    if (words.n) {
        o->sheet = outlay_number(words, SOURCE_SEED);
        return;
    }
    Str row = arena_printf(t->c->arena, "%llu|%.*s|%.*s", (unsigned long long)t->draft->row,
                           STR_ARG(t->told[GUESS_ITEM]), STR_ARG(t->told[GUESS_KIND]));
    o->sheet = outlay_number(row, SOURCE_SEED);
}

static void take_buyer(Take *t, Outlay *o) {
    Str name = take_line(t, t->told[GUESS_BUYER]);
    if (t->plan->whose == WHOSE_HOUSES) {
        household(t, o, name);
        if (outlay_house(name) == HOUSE_NAMED) leave(t, LEFT_PERSON);
        return;
    }
    OutlayHouse house = outlay_house(name);
    bool        one = t->plan->whose == WHOSE_ONE;
    if (!one && house == HOUSE_NAMELESS) {
        household(t, o, name);
        return;
    }
    o->kind = SPENDER_KIND_BUSINESS;
    o->spender = one ? t->plan->buyer : actor_said(t, WORD_OF_BUYER, name, t->told[GUESS_REG_NUMBER], o->place);
    if (o->spender) return;
    if (name.n && house != HOUSE_NAMED) unknown_word(t, WORD_OF_BUYER, name);
    leave(t, house == HOUSE_NAMED ? LEFT_PERSON : LEFT_BUYER);
}

/* The place that the row says; else where who spends sits; else the file's; else the reader's own. */
static void take_place(Take *t, Outlay *o) {
    int  kind;
    Id   sits;
    bool known = import_who_is(import_who(t->maps), o->spender, &kind, &sits);
    if (o->spender && (!known || kind == ACTOR_KIND_PERSON)) leave(t, known ? LEFT_PERSON : LEFT_BUYER);
    if (o->place || t->draft->town.n) {
        if (!o->place && !t->draft->town_make) leave(t, LEFT_PLACE);
        return;
    }
    o->place = sits ? sits : t->plan->place;
    if (!o->place) o->place = import_place_own(t->maps, 0);
    if (!o->place) leave(t, LEFT_PLACE);
}

/* ---- what, and from whom ----------------------------------------------------------------------------------------- */

/* All of it, or the last of its parts that is known: "Food / Bread". */
static bool category_in(Take *t, Str s, Id *ret_id) {
    Arena *a = t->c->arena;
    if (!s.n) return false;
    *ret_id = import_word_choice(t->maps, a, WORD_OF_CATEGORY, s);
    if (*ret_id || import_category_named(t->maps, a, s, ret_id)) return true;
    for (size_t end = s.n, i = s.n; i-- > 0;) {
        bool mark = str_find_byte(LIT("/>:|\\"), s.p[i]) >= 0;
        if (!mark && i) continue;
        Str part = str_trim(str_sub(s, mark ? i + 1 : i, end - (mark ? i + 1 : i)));
        if (part.n < s.n && part.n && import_category_named(t->maps, a, part, ret_id)) return true;
        end = i;
    }
    return false;
}

static void take_what(Take *t, Outlay *o) {
    Str kind = take_line(t, t->told[GUESS_KIND]), item = take_line(t, t->told[GUESS_ITEM]);
    if (!category_in(t, kind, &o->category) && !category_in(t, item, &o->category)) {
        o->category = 0;
        Str word = kind.n ? kind : item;
        if (word.n) unknown_word(t, WORD_OF_CATEGORY, word);
        leave(t, LEFT_CATEGORY);
    }
    bool first_kind = kind.n && (t->draft->payment || !item.n);
    o->what = take_cut(t, first_kind ? kind : item, WHAT_MAX);
}

static void take_seller(Take *t, Outlay *o) {
    Str  name = take_line(t, t->told[GUESS_SELLER]), number = t->told[GUESS_SELLER_NUMBER];
    bool theirs = t->plan->whose == WHOSE_ONE && !number.n;
    o->seller = actor_said(t, WORD_OF_SELLER, name, theirs ? t->told[GUESS_REG_NUMBER] : number, o->place);
    if (o->seller && o->seller == o->spender) leave(t, LEFT_ITSELF);
    if (o->seller || !name.n) return;
    o->seller_words = take_cut(t, name, WORDS_MAX);
    unknown_word(t, WORD_OF_SELLER, name);
    take_mark(t, NOTE_SELLER);
}

/* A name where a place belongs: a town, or whoever sells it; what is neither stays in words and is asked about. */
static void take_named(Take *t, Outlay *o, Str name) {
    Draft *d = t->draft;
    if (!o->seller && !o->seller_words.n) o->seller = actor_said(t, WORD_OF_SELLER, name, (Str){0}, o->place);
    if (o->seller) return;
    if (!d->town.n) take_town(t, &o->bought_in, name);
    else (void)import_place_named(t->maps, t->c->arena, name, &o->bought_in);
    bool comes = d->town_into == &o->bought_in && d->town_make;
    o->bought = o->bought_in || comes ? OUTLAY_WHERE_PLACE : OUTLAY_WHERE_UNKNOWN;
    if (o->bought == OUTLAY_WHERE_UNKNOWN && !o->seller_words.n) o->seller_words = take_cut(t, name, WORDS_MAX);
}

static void take_bought(Take *t, Outlay *o) {
    Str name = take_line(t, t->told[GUESS_BOUGHT]);
    int kind;
    Id  sits;
    switch (outlay_where(name)) {
    case WHERE_HERE:
        o->bought = OUTLAY_WHERE_PLACE;
        o->bought_in = o->place;
        return;
    case WHERE_AWAY: o->bought = OUTLAY_WHERE_AWAY; return;
    case WHERE_NAMED: take_named(t, o, name); break;
    case WHERE_UNSAID: case WHERE_UNKNOWN: break;
    }
    if (o->bought) return;
    o->bought = o->seller ? OUTLAY_WHERE_PLACE : OUTLAY_WHERE_UNKNOWN;
    if (o->seller && import_who_is(import_who(t->maps), o->seller, &kind, &sits)) o->bought_in = sits;
    if (!o->seller) take_mark(t, NOTE_WHERE);
}

/* ---- the row ----------------------------------------------------------------------------------------------------- */

bool import_outlay_finish(Take *t) {
    Outlay *o = t->draft->rec;
    if (t->told[GUESS_LOCALITY].n) take_town(t, &o->place, t->told[GUESS_LOCALITY]);
    take_amount(t, o);
    take_year(t, o);
    take_buyer(t, o);
    take_place(t, o);
    take_what(t, o);
    take_seller(t, o);
    take_bought(t, o);
    t->draft->number = take_code(t, t->told[GUESS_CODE]);
    o->way = t->draft->payment ? OUTLAY_WAY_BOOKS : OUTLAY_WAY_FILE;
    if (t->draft->payment) o->sure = OUTLAY_SURE_EXACT;
    return true;
}

static uint64_t mix(uint64_t h, uint64_t x) {
    h = (h ^ x) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

static uint64_t text_key(Arena *a, Str s) {
    Str folded = s.n ? outlay_name(a, s) : (Str){0};
    return folded.n ? str_hash(folded) : 0;
}

uint64_t import_outlay_key(Arena *a, const Outlay *o, bool whole) {
    bool     sheet = o->sheet != NUMBER_NONE;
    uint64_t h = mix(mix(mix(11, (uint64_t)o->place), (uint64_t)o->spender), sheet ? (uint64_t)o->sheet : 0);
    h = mix(mix(mix(h, (uint64_t)o->category), (uint64_t)o->kind), (uint64_t)o->seller);
    if (!o->seller) {
        h = mix(h, text_key(a, o->seller_words));
        h = mix(mix(h, (uint64_t)o->bought), (uint64_t)o->bought_in);
    }
    return whole ? mix(mix(h, (uint64_t)o->year), text_key(a, o->what)) : h;
}

/* What spends, on what, from whom, where and when, together: the amount is what may change. */
void import_outlay_facts(Arena *a, const void *rec, SameFacts *ret_f) {
    uint64_t key = import_outlay_key(a, rec, true);
    *ret_f = (SameFacts){.place = (uint32_t)(key >> 32) | 1};
    ret_f->names[0] = (uint32_t)key | 1;
}

const TargetField IMPORT_OUTLAY_FIELDS[] = {
    {GUESS_BUYER, T_NONE}, {GUESS_REG_NUMBER, T_NONE}, {GUESS_LOCALITY, T_IMPORT_BUYER_PLACE},
    {GUESS_KIND, T_ENT_OUTLAY_CATEGORY}, {GUESS_ITEM, T_NONE}, {GUESS_MONEY, T_IMPORT_AMOUNT}, {GUESS_MONTHLY, T_NONE},
    {GUESS_YEARLY, T_NONE}, {GUESS_AT_MOST, T_NONE}, {GUESS_NET, T_NONE}, {GUESS_VAT, T_NONE}, {GUESS_RHYTHM, T_NONE},
    {GUESS_OF_YEAR, T_NONE}, {GUESS_DATE, T_NONE}, {GUESS_BOUGHT, T_NONE}, {GUESS_SELLER, T_NONE},
    {GUESS_SELLER_NUMBER, T_NONE}, {GUESS_CURRENCY, T_NONE}, {GUESS_CODE, T_IMPORT_DOCUMENT}, {GUESS_NOTHING, T_NONE}};

const int IMPORT_OUTLAY_FILL[] = {OUTLAY_F_WAY, OUTLAY_F_SURE, OUTLAY_F_SOURCE, OUTLAY_F_SHEET, OUTLAY_F_WHAT,
                                  OUTLAY_F_SELLER_WORDS, OUTLAY_F_BOUGHT_IN, -1};
