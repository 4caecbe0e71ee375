/* demo_many.c - invented businesses whose accompaniment is seen in sums alone: one line of the demo makes as many as it
** says, each a year or so further than the one before. Every one is written as lines of the demo and made by them. */
#include "ops/demo.h"

#include "lang/show.h"

/* How one of them stands. days: since it was opened. */
typedef struct One {
    const DemoLine *l;
    Str key, category;
    int64_t no, days;
    bool ended;                                   /* the business has closed since */
} One;

static Fault make(Ctx *c, Demoing *m, const char *kind, Str key, Str rest) {
    DemoLine l = {.kind = str_of(kind), .key = key, .rest = rest};
    return demo_line(c, m, &l);
}

/* A name of the line, with the number of this one in the place of #. */
static Str numbered(Ctx *c, const One *o, const char *lang) {
    Str name = demo_get(o->l, lang);
    ptrdiff_t at = str_find(name, LIT("#"));
    if (at < 0) return name;
    Str head = str_sub(name, 0, (size_t)at), tail = str_sub(name, (size_t)at + 1, name.n);
    return arena_printf(c->arena, "%.*s%d%.*s", STR_ARG(head), (int)o->no, STR_ARG(tail));
}

/* The `i`th of words parted by |. */
static Str nth_of(Str words, int64_t i) {
    enum { WORDS_MAX = 16 };
    Str v[WORDS_MAX], part;
    int64_t n = 0;
    while (n < WORDS_MAX && str_split(&words, '|', &part)) v[n++] = part;
    return n ? v[i % n] : (Str){0};
}

static Fault business(Ctx *c, Demoing *m, const One *o) {
    Str rest = arena_printf(c->arena,
        "kind=business\tcategory=%.*s\tplace=%.*s\the=%.*s\tar=%.*s\ten=%.*s\tsize=micro\tfounded=%d\theard=-%d",
        STR_ARG(o->category), STR_ARG(demo_get(o->l, "place")), STR_ARG(numbered(c, o, "he")),
        STR_ARG(numbered(c, o, "ar")), STR_ARG(numbered(c, o, "en")),
        (int)(day_year(c->reader.today) - 4 - o->days / 365 - o->no % 3),
        (int)(3 + o->no * 5 % 40));
    return make(c, m, "actor", o->key, rest);
}

static const char *stage_at(const One *o) {
    if (o->ended) return "closed";
    if (o->days < 70) return "diagnosis";
    if (o->days < 160) return "plan";
    return o->days < 800 ? "doing" : "follow_up";
}

/* Consents run out: whoever began long ago has signed anew since. */
static Fault accompaniment(Ctx *c, Demoing *m, const One *o, Str key) {
    enum { ANEW = 330 };
    Str renewed = o->days > ANEW ? arena_printf(c->arena, "\trenewed=-%d", (int)(o->days % ANEW)) : (Str){0};
    Str rest = arena_printf(c->arena,
        "client=%.*s\tcoordinator=%.*s\tlead=%.*s\tminutes=45\tlang=%.*s\tstage=%s\tasked=-%d\topened=-%d"
        "\theard=-%d\tnext=%d\tsigned=%.*s%.*s",
        STR_ARG(o->key), STR_ARG(demo_get(o->l, "coordinator")), STR_ARG(demo_get(o->l, "lead")),
        STR_ARG(demo_get(o->l, "lang")), stage_at(o), (int)o->days + 6, (int)o->days, (int)(2 + o->no * 7 % 36),
        (int)(3 + o->no * 3 % 40), STR_ARG(numbered(c, o, arena_z(c->arena, demo_get(o->l, "lang")))),
        STR_ARG(renewed));
    TRY(make(c, m, "case", key, rest));
    rest = arena_printf(c->arena, "case=%.*s\tkind=%.*s\ttext=%.*s", STR_ARG(key),
                        STR_ARG(nth_of(demo_get(o->l, "needs"), o->no)), STR_ARG(demo_get(o->l, "wants")));
    return make(c, m, "need", o->key, rest);
}

/* Each follow-up that is due; about one in seven was not reached. */
static Fault years(Ctx *c, Demoing *m, const One *o, Str key) {
    static const struct {
        const char *at;
        int days;
    } AT[] = {{"start", 0}, {"half_year", 182}, {"year", 365}, {"two_years", 730}, {"five_years", 1826}};
    static const char *const PROOF[] = {"said", "signed", "document"};
    static const char *const PART[] = {"much", "some", "decisive", "unsure"};
    TRY(make(c, m, "wave", o->key, arena_printf(c->arena, "case=%.*s", STR_ARG(key))));
    for (size_t i = 0; i < sizeof AT / sizeof *AT && AT[i].days + 3 < o->days; i++) {
        bool last = i + 1 == sizeof AT / sizeof *AT || AT[i + 1].days + 3 >= o->days;
        double jobs = 1 + (double)(o->no % 3) / 2 + (double)i * (double)(1 + o->no % 2) / 2;
        int64_t turnover = 180000 + o->no % 5 * 60000 + (int64_t)i * (18000 + o->no % 4 * 9000);
        if (i && (o->no + (int64_t)i) % 7 == 0) continue;
        const char *life = o->ended && last ? "closed" : o->no % 11 == 4 && last ? "moved" : "working";
        if (*life == 'c') jobs = 0;
        Str rest = arena_printf(c->arena,
            "case=%.*s\tat=%s\tlife=%s\tsince=%d\tjobs=%.1f\tlocal=%.1f\tproof=%s\tlevel=%s\tturnover=%lld"
            "\tincome=%lld",
            STR_ARG(key), AT[i].at, life, AT[i].days - (int)o->days - 30, jobs, jobs > 1 ? jobs - 0.5 : jobs,
            PROOF[o->no % 3], i > 1 ? "sure" : i ? "steady" : "beginning", (long long)turnover,
            (long long)(turnover / 50));
        Str signed_by = o->no % 4 ? numbered(c, o, "he") : (Str){0};
        if (i) {
            rest = arena_printf(c->arena, "%.*s\tpart=%s\tsigned=%.*s", STR_ARG(rest), PART[o->no % 4],
                                STR_ARG(signed_by));
        }
        TRY(make(c, m, "wave", o->key, rest));
    }
    return OK;
}

/* Ties that were looked for since the accompaniment began; about every other one works by now. */
static Fault needed(Ctx *c, Demoing *m, const One *o, Str key) {
    static const char *const ROLES[] = {"accountant", "bank", "supplier"};
    enum { BEGAN = 420, ROLES_N = sizeof ROLES / sizeof *ROLES };
    for (int64_t i = 0; i < ROLES_N && o->days > BEGAN; i++) {
        Str works = (o->no + i) % 2 ? arena_printf(c->arena, "\tcandidate=keren\tactive=-%d",
                                                   (int)(o->days - 80 - (o->no * 37 + i * 61) % 320)) : (Str){0};
        Str rest = arena_printf(c->arena, "case=%.*s\trole=%s\tsince=-%d%.*s", STR_ARG(key), ROLES[i],
                                (int)o->days - 60, STR_ARG(works));
        TRY(make(c, m, "wanted", arena_printf(c->arena, "%.*s.%d", STR_ARG(o->key), (int)i), rest));
    }
    return OK;
}

/* Training in half of them, information in every third, a session in two of three. */
static Fault services(Ctx *c, Demoing *m, const One *o, Str key) {
    Str wants = demo_get(o->l, "wants"), lead = demo_get(o->l, "lead");
    const char *came = o->no % 3 ? "\tcame=used" : "";
    if (o->no % 2) {
        TRY(make(c, m, "service", o->key, arena_printf(c->arena,
            "case=%.*s\tkind=training\twhat=%.*s\tdays=-%d\tminutes=120%s", STR_ARG(key), STR_ARG(wants),
            (int)(o->no * 5), came)));
    }
    if (o->no % 3 == 0) {
        TRY(make(c, m, "service", o->key, arena_printf(c->arena,
            "case=%.*s\tkind=information\twhat=%.*s\tdays=-%d\tminutes=20%s", STR_ARG(key), STR_ARG(wants),
            (int)(o->no * 4), o->no % 2 ? "\tcame=used" : "")));
    }
    if (o->no % 3 == 1 || o->ended) return OK;
    return make(c, m, "session", o->key, arena_printf(c->arena,
        "case=%.*s\tby=%.*s\tway=met\tdays=-%d\tlang=%.*s\tcontact=75\tsaid=%.*s", STR_ARG(key), STR_ARG(lead),
        (int)(2 + o->no * 7 % 36), STR_ARG(demo_get(o->l, "lang")), STR_ARG(wants)));
}

/* A community tool in most of them, each as far as its number says; those that have had it long were asked again. */
static Fault tools(Ctx *c, Demoing *m, const One *o, Str key) {
    static const char *const TOOLS[] = {"buy_local", "networking", "survey"};
    bool    old = o->days > 500 && o->no % 3;
    int64_t since = o->days / 2 + 40;
    if (o->no % 6 == 5 || o->days < 70) return OK;
    Str rest = arena_printf(c->arena, "case=%.*s\ttool=%s\tstep=%s\tshown=-%d\t%s=-%d%s", STR_ARG(key),
                            TOOLS[o->no % 2], old ? "in_use" : o->no % 4 == 1 ? "shown" : "tried", (int)since + 9,
                            old ? "used" : "tried", (int)since, old && o->no % 5 ? "\tkept=-3" : "");
    TRY(make(c, m, "tool", o->key, rest));
    TRY(services(c, m, o, key));
    if (o->no % 3) return OK;
    rest = arena_printf(c->arena, "case=%.*s\ttool=%s\tstep=tried\tshown=-%d", STR_ARG(key), TOOLS[2], 20);
    return make(c, m, "tool", o->key, rest);
}

Fault demo_many(Ctx *c, Demoing *m, const DemoLine *l) {
    enum { FIRST = 25, YEARS = 2000 };
    int64_t n = demo_number(l, "count", 0);
    for (int64_t i = 0; i < n; i++) {
        One o = {.l = l, .no = i + 1, .days = FIRST + i * YEARS / n, .ended = i % 9 == 7,
                 .category = nth_of(demo_get(l, "categories"), i),
                 .key = arena_printf(c->arena, "%.*s.%d", STR_ARG(l->key), (int)i + 1)};
        Str key = arena_printf(c->arena, "case.%.*s", STR_ARG(o.key));
        TRY(business(c, m, &o));
        TRY(accompaniment(c, m, &o, key));
        TRY(years(c, m, &o, key));
        TRY(needed(c, m, &o, key));
        TRY(tools(c, m, &o, key));
    }
    return OK;
}
