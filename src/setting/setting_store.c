/* setting_store.c - the one record of settings, and the facts made of it. */
#include "setting/setting_page.h"

#include "base/zone.h"
#include "db/facts.h"

enum { Q_OF_ORG, Q_OWN_ORG };

const Query SETTING_QUERIES[SETTING_Q_N] = {
    [Q_OF_ORG] = {.sql = "SELECT x.id FROM settings x WHERE x.org = :s_org AND x.archived_at IS NULL AND {scope:x}"
                         " ORDER BY x.id LIMIT 1",
                  .out = "id:id"},
    [Q_OWN_ORG] = {.sql = "SELECT id FROM orgs ORDER BY id LIMIT 1", .out = "id:id",
                   .scan = "the first organisation is the region's own"},
};

/* ---- the facts ------------------------------------------------------------------------------------------------- */

/* Parallel: the field and the fact that says the same. */
static const struct {
    int         field;
    const char *fact;
} SAME[] = {
    {SETTING_F_NAME, "name"},           {SETTING_F_ZONE, "zone"},
    {SETTING_F_CURRENCY, "currency"},   {SETTING_F_HOME, "home"},
    {SETTING_F_LANG, "lang"},           {SETTING_F_LANGUAGES, "languages"},
    {SETTING_F_ANSWER_DAYS, "answer_days"}, {SETTING_F_CONTACT_NAME, "contact.name"},
    {SETTING_F_CONTACT_PHONE, "contact.phone"}, {SETTING_F_CONTACT_EMAIL, "contact.email"},
    {SETTING_F_QUIET_MONTHS, "quiet_months"}, {SETTING_F_PRIVACY, "privacy"},     {SETTING_F_KEEP_NOTES, "keep.notes"},
    {SETTING_F_KEEP_SESSIONS, "keep.sessions"}, {SETTING_F_KEEP_FINANCE, "keep.finance"},
    {SETTING_F_KEEP_ANSWERS, "keep.answers"}, {SETTING_F_KEEP_FILES, "keep.files"},
    {SETTING_F_KEEP_OPENINGS, "keep.openings"}, {SETTING_F_LAW_CONSENTS, "law.consents"},
    {SETTING_F_LAW_FINANCE, "law.finance"}, {SETTING_F_BACKUP_DAYS, "backup.days"},
    {SETTING_F_INTRODUCTION_DAYS, "introduction.days"}, {SETTING_F_OCDS_PREFIX, "ocds.prefix"},
};
enum { SAME_N = sizeof SAME / sizeof *SAME };

static const char *fact_of(Ctx *c, int i, Lang l) {
    return arena_printf(c->arena, "%s.%s", SAME[i].fact, lang_code(l)).p;
}

static Fault facts_put(Ctx *c, const Setting *s, int i) {
    const Field *f = &setting_entity.fields[SAME[i].field];
    if (f->type == F_TRI) {
        const Tri *t = field_in(f, s);
        for (Lang l = 0; l < LANG_N; l++) TRY(fact_set(c, fact_of(c, i, l), t->v[l]));
        return OK;
    }
    Buf b;
    buf_init(&b, 64 * 1024);
    value_print(&b, f, s, LANG_EN);
    Str value = buf_keep(c->arena, &b);
    return fact_set(c, SAME[i].fact, value);
}

Fault setting_after(Ctx *c, const void *before, const void *after) {
    (void)before;
    for (int i = 0; i < SAME_N; i++) TRY(facts_put(c, after, i));
    return fact_set(c, "name", (Str){0});         /* the name without a language, of a region that had no settings */
}

/* What `rakaz init` or a region's pack has said. */
static Fault facts_read(Ctx *c, Setting *s, int i) {
    const Field *f = &setting_entity.fields[SAME[i].field];
    Str value;
    if (f->type != F_TRI) {
        TRY(fact_get(c, SAME[i].fact, &value));
        if (value.n && !value_read(c, f, s, LANG_EN, value)) value_clear(f, s);
        return OK;
    }
    Tri *t = field_at(f, s);
    for (Lang l = 0; l < LANG_N; l++) {
        TRY(fact_get(c, fact_of(c, i, l), &t->v[l]));
        if (t->v[l].n) t->state[l] = TEXT_WRITTEN;
    }
    return OK;
}

static Str codes_of(Ctx *c, unsigned langs) {
    Str codes = {0};
    for (Lang l = 0; l < LANG_N; l++) {
        if (!(langs & 1u << l)) continue;
        codes = arena_printf(c->arena, "%.*s%s%s", STR_ARG(codes), codes.n ? " " : "", lang_code(l));
    }
    return codes;
}

/* A region that says nothing runs on what the program takes for granted; the form shows it. */
static Fault facts_all(Ctx *c, Setting *s) {
    Local local = LOCAL_DEFAULTS;
    for (int i = 0; i < SAME_N; i++) TRY(facts_read(c, s, i));
    c->complaints.n = 0;
    TRY(local_read(c, &local));
    s->zone = arena_copy(c->arena, str_of(local.zone));
    s->currency = arena_copy(c->arena, str_of(local.currency));
    s->home = arena_copy(c->arena, str_of(local.home));
    s->lang = str_of(lang_code(local.lang));
    s->languages = codes_of(c, local.langs);
    s->answer_days = local.answer_days;
    s->quiet_months = local.quiet_months;
    Str plain;
    TRY(fact_get(c, "name", &plain));
    if (!plain.n || s->name.v[local.lang].n) return OK;
    s->name.v[local.lang] = plain;
    s->name.state[local.lang] = TEXT_WRITTEN;
    return OK;
}

/* ---- the record ------------------------------------------------------------------------------------------------ */

/* Settings hold for everybody in the database: they are those of the organisation that it was made for. */
static Fault of_own_org(Ctx *c) {
    int64_t own;
    Fault f = db_int(c, &SETTING_QUERIES[Q_OWN_ORG], NO_VALS, &own);
    if (f != OK && f != NOT_FOUND) return f;
    return f == OK && own == c->who.org ? OK : fail(c, NOT_ALLOWED, "setting", 0);
}

Fault setting_load(Ctx *c, Setting *ret_s) {
    int64_t id;
    TRY(of_own_org(c));
    Fault f = db_int(c, &SETTING_QUERIES[Q_OF_ORG], NO_VALS, &id);
    if (f == NOT_FOUND) return facts_all(c, ret_s);
    TRY(f);
    return ent_load(c, &setting_entity, id, ret_s);
}

static Str codes_normal(Ctx *c, Str codes, Lang always) {
    unsigned langs = 1u << always;
    Str one;
    Lang l;
    while (str_split(&codes, ' ', &one)) {
        if (lang_parse(one, &l)) langs |= 1u << l;
    }
    return codes_of(c, langs);
}

static bool is_country_code(Str s) {
    int64_t n;
    return s.n >= 1 && s.n <= 3 && str_int(s, &n) && n > 0 && s.p[0] != '+' && s.p[0] != '0';
}

/* Rising whole numbers, parted by commas or blanks. */
static bool days_rise(Str s) {
    enum { DAY_MAX = 1000, DAYS_MAX = 8 };
    int64_t last = 0, day;
    size_t  n = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        while (at < s.n && s.p[at] != ',' && s.p[at] != ' ') at++;
        Str part = str_sub(s, from, at - from);
        at++;
        if (!part.n) continue;
        if (++n > DAYS_MAX || !str_int(part, &day) || day <= last || day > DAY_MAX) return false;
        last = day;
    }
    return true;
}

/* Letters, digits and dashes: it begins identifiers that others quote. */
static bool prefix_ok(Str s) {
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
        if (!letter && !(ch >= '0' && ch <= '9') && ch != '-') return false;
    }
    return true;
}

Fault setting_check(Ctx *c, const void *before, void *after) {
    const Setting *was = before;
    Setting *s = after;
    Lang first;
    TRY(of_own_org(c));
    bool new_zone = !was || !str_eq(was->zone, s->zone);
    if (s->zone.n && new_zone && !zone_load(arena_z(c->arena, s->zone))) complain(c, "zone", T_SETTING_FIX_ZONE);
    if (s->currency.n && !currency_code_ok(s->currency)) complain(c, "currency", T_SETTING_FIX_CURRENCY);
    if (s->home.n && !is_country_code(s->home)) complain(c, "home", T_SETTING_FIX_HOME);
    if (!prefix_ok(s->ocds_prefix)) complain(c, "ocds_prefix", T_SETTING_FIX_OCDS);
    if (!days_rise(s->introduction_days)) complain(c, "introduction_days", T_SETTING_FIX_DAYS);
    if (!lang_parse(s->lang, &first)) complain(c, "lang", T_FORM_FIX_CHOICE);
    else s->languages = codes_normal(c, s->languages, first);
    return complaints_fault(c);
}

Fault setting_save(Ctx *c, Setting *s) {
    TRY(act_begin(c, T_SETTING_ACT, (Str){0}));
    TRY(complaints_fault(c));
    return ent_save(c, &setting_entity, s);
}
