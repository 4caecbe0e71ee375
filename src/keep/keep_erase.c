/* keep_erase.c - what there is of a business and its cases, and erasing it for good. */
#include "keep/keep_store.h"

#include "account/account.h"
#include "actor/actor.h"
#include "db/facts.h"
#include "db/scope.h"
#include "file/file.h"
#include "http/once.h"
#include "import/import.h"
#include "place/place.h"

#include <math.h>

enum { ROUNDS_MAX = 4, MAILS_MAX = 200 };

Fault keep_years(Ctx *c, int kind, bool law, int64_t *ret_years) {
    static const char *const FACTS[KEEP_N] = {
        [KEEP_NOTES] = "keep.notes",     [KEEP_SESSIONS] = "keep.sessions", [KEEP_FINANCE] = "keep.finance",
        [KEEP_ANSWERS] = "keep.answers", [KEEP_FILES] = "keep.files",       [KEEP_OPENINGS] = "keep.openings",
    };
    const char *fact = FACTS[kind];
    Str value = {0};
    if (law) fact = kind == KEEP_CONSENTS ? "law.consents" : kind == KEEP_FINANCE ? "law.finance" : NULL;
    if (fact) TRY(fact_get(c, fact, &value));
    if (!value.n || !str_int(value, ret_years) || *ret_years < 1) *ret_years = NUMBER_NONE;
    return OK;
}

/* ---- gathering ----------------------------------------------------------------------------------------------- */

/* Where the way from a business to what is about it ends: what is others' as well. */
static bool take(const Entity *e, const Field *f) {
    static const char *const OTHERS[] = {"account", "grant", "invite", "token", "consultant", "seat", "attendance",
                                         "body", "meeting", "barrier", "aid_track", "response"};
    (void)f;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        if (str_eq(str_of(e->name), str_of(OTHERS[i]))) return false;
    }
    return true;
}

EntIds *gather_set(Gather *g, const Entity *e) {
    for (int i = 0; i < ENTITIES_N; i++) {
        if (ENTITIES[i] == e) return &g->sets[i];
    }
    return NULL;
}

static size_t gathered(const Gather *g) {
    size_t n = 0;
    for (int i = 0; i < ENTITIES_N; i++) n += g->sets[i].n;
    return n;
}

static Fault grow(Ctx *c, Gather *g) {
    size_t before = 0;
    for (int round = 0; round < ROUNDS_MAX && gathered(g) != before; round++) {
        before = gathered(g);
        for (int i = 0; i < ENTITIES_N; i++) {
            const EntIds *s = &g->sets[i];
            if (s->n) TRY(ent_hanging(c, ENTITIES[i], s->v, s->n, g->sets, take));
        }
    }
    const EntIds *cases = gather_set(g, &case_entity);
    g->cases = cases->v;
    g->cases_n = cases->n;
    return OK;
}

static void ids_remove(EntIds *s, const EntIds *gone) {
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        bool out = false;
        for (size_t k = 0; k < gone->n && !out; k++) out = gone->v[k] == s->v[i];
        if (!out) s->v[kept++] = s->v[i];
    }
    s->n = kept;
}

/* What stands in the case of somebody else is theirs, though it may be about this business. */
static Fault leave_others(Ctx *c, Gather *g) {
    const EntIds *cases = gather_set(g, &case_entity);
    for (int i = 0; i < ENTITIES_N; i++) {
        const Entity *e = ENTITIES[i];
        const Field  *f = field_named(e, LIT("of_case"));
        EntIds        in_case = {0}, theirs = {0};
        if (!f || !g->sets[i].n) continue;
        TRY(ent_column(c, &(EntColumn){.e = e, .want = "of_case", .by = "id"}, &g->sets[i], &in_case));
        ids_remove(&in_case, cases);
        TRY(ent_column(c, &(EntColumn){.e = e, .want = "id", .by = "of_case"}, &in_case, &theirs));
        ids_remove(&g->sets[i], &theirs);
    }
    return OK;
}

static void gather_new(Ctx *c, Gather *g) {
    *g = (Gather){.sets = ARENA_ARRAY(c->arena, EntIds, (size_t)ENTITIES_N + 1)};
    for (int i = 0; i < ENTITIES_N; i++) g->sets[i] = (EntIds){.e = ENTITIES[i]};
}

Fault gather_case(Ctx *c, Id of_case, Gather *ret_g) {
    gather_new(c, ret_g);
    ent_ids_add(c, gather_set(ret_g, &case_entity), of_case);
    return grow(c, ret_g);
}

/* Whoever spoke for the business, when nobody else has to do with them. */
static Fault add_contacts(Ctx *c, Gather *g) {
    EntIds found = {0};
    EntColumn contact = {.e = &case_entity, .want = "contact", .by = "id"};
    TRY(ent_column(c, &contact, gather_set(g, &case_entity), &found));
    for (size_t i = 0; i < found.n; i++) {
        Gather alone;
        bool   others = false;
        gather_new(c, &alone);
        TRY(ent_hanging(c, &actor_entity, &found.v[i], 1, alone.sets, take));
        for (int k = 0; k < ENTITIES_N; k++) {
            if (ENTITIES[k] != &case_entity) continue;
            ids_remove(&alone.sets[k], &g->sets[k]);
            others = others || alone.sets[k].n;
        }
        EntIds *actors = gather_set(g, &actor_entity);
        if (!others) ent_ids_add(c, actors, found.v[i]);
        actors->n = ids_sort(actors->v, actors->n);
    }
    return OK;
}

static Fault gather_client(Ctx *c, Id client, Gather *ret_g) {
    EntIds *actors;
    gather_new(c, ret_g);
    actors = gather_set(ret_g, &actor_entity);
    ent_ids_add(c, actors, client);
    TRY(ent_hanging(c, &actor_entity, &client, 1, ret_g->sets, take));
    TRY(leave_others(c, ret_g));
    TRY(add_contacts(c, ret_g));
    return grow(c, ret_g);
}

/* ---- what a law wants kept ----------------------------------------------------------------------------------- */

static Fault law_holds(Ctx *c, int kind, Day *ret_until) {
    int64_t years;
    *ret_until = 0;
    TRY(keep_years(c, kind, true, &years));
    if (years != NUMBER_NONE) *ret_until = keep_until(c->reader.today, years);
    return OK;
}

/* The scans that consents and documents of money stand on are held with them. */
Fault gather_papers(Ctx *c, Gather *g, const char *noun) {
    const Entity *e = entity_named(str_of(noun)), *post = entity_named(LIT("post")), *file = entity_named(LIT("file"));
    EntIds posts = {0}, files = {0};
    TRY(ent_column(c, &(EntColumn){.e = e, .want = "paper", .by = "id"}, gather_set(g, e), &posts));
    TRY(ent_column(c, &(EntColumn){.e = file, .want = "id", .by = "post"}, &posts, &files));
    ids_remove(gather_set(g, post), &posts);
    ids_remove(gather_set(g, file), &files);
    g->posts.e = post;
    g->files.e = file;
    for (size_t i = 0; i < posts.n; i++) ent_ids_add(c, &g->posts, posts.v[i]);
    for (size_t i = 0; i < files.n; i++) ent_ids_add(c, &g->files, files.v[i]);
    return OK;
}

static Fault hold(Ctx *c, Gather *g, KeepCount counts[KEEP_N]) {
    for (int kind = 1; kind < KEEP_N; kind++) TRY(law_holds(c, kind, &counts[kind].held_until));
    if (counts[KEEP_CONSENTS].held_until) TRY(gather_papers(c, g, "consent"));
    if (counts[KEEP_FINANCE].held_until) TRY(gather_papers(c, g, "finance_document"));
    return OK;
}

/* ---- the account of the owner -------------------------------------------------------------------------------- */

/* Who has another role, or owns another business here, keeps the account. */
static Fault only_owner(Ctx *c, const Gather *g, Id account, bool *ret_yes) {
    GrantRow *v;
    size_t    n;
    EntIds    one = {.v = &account, .n = 1, .cap = 1}, theirs = {0}, cases = {.v = g->cases, .n = g->cases_n};
    *ret_yes = true;
    TRY(grant_list(c, account, &v, &n));
    for (size_t i = 0; i < n; i++) *ret_yes = *ret_yes && (v[i].role == GRANT_ROLE_OWNER || v[i].over);
    EntColumn owned = {&case_member_entity, "of_case", "account", "role", CASE_ROLE_OWNER};
    TRY(ent_column(c, &owned, &one, &theirs));
    ids_remove(&theirs, &cases);
    *ret_yes = *ret_yes && !theirs.n;
    return OK;
}

static Fault add_accounts(Ctx *c, Gather *g) {
    EntIds found = {0}, *accounts = gather_set(g, &account_entity);
    EntColumn owners = {&case_member_entity, "account", "of_case", "role", CASE_ROLE_OWNER};
    TRY(ent_column(c, &owners, gather_set(g, &case_entity), &found));
    for (size_t i = 0; i < found.n; i++) {
        bool alone;
        TRY(only_owner(c, g, found.v[i], &alone));
        if (alone) ent_ids_add(c, accounts, found.v[i]);
    }
    for (size_t i = 0; i < accounts->n; i++) {    /* what they were invited by, and keys of theirs */
        EntIds invites = {0};
        EntIds one = {.v = &accounts->v[i], .n = 1};
        TRY(ent_column(c, &(EntColumn){.e = &invite_entity, .want = "id", .by = "account"}, &one, &invites));
        for (size_t k = 0; k < invites.n; k++) ent_ids_add(c, gather_set(g, &invite_entity), invites.v[k]);
    }
    return OK;
}

/* ---- how much there is --------------------------------------------------------------------------------------- */

typedef struct Counting {
    Id        client;
    KeepCount *counts;
    Str        name;
} Counting;

static Fault count(Ctx *c, Gather *g, KeepCount counts[KEEP_N]) {
    for (int i = 0; i < ENTITIES_N; i++) counts[keep_rule(ENTITIES[i]).kind].n += (int64_t)g->sets[i].n;
    return case_openings_count(c, g->cases, g->cases_n, &counts[KEEP_OPENINGS].n);
}

static Fault counts_run(Ctx *c, void *arg) {
    Counting *w = arg;
    Gather    g;
    TRY(gather_client(c, w->client, &g));
    TRY(hold(c, &g, w->counts));
    TRY(add_accounts(c, &g));
    return count(c, &g, w->counts);
}

Fault keep_counts(Ctx *c, Id client, KeepCount ret_v[KEEP_N]) {
    Counting w = {.client = client, .counts = ret_v};
    memset(ret_v, 0, KEEP_N * sizeof *ret_v);
    return run_as_system(c, counts_run, &w);
}

static Fault name_run(Ctx *c, void *arg) {
    Counting *w = arg;
    return ent_labels(c, &w->client, 1, &w->name);
}

Fault keep_name(Ctx *c, Id client, Str *ret_name) {
    Counting w = {.client = client};
    TRY(run_as_system(c, name_run, &w));
    *ret_name = w.name;
    return OK;
}

/* ---- before the words go ------------------------------------------------------------------------------------- */

static Fault end_members(Ctx *c, Id of_case) {
    CasePerson *v;
    size_t      n;
    Day         last = day_plus(c->reader.today, -1);
    TRY(case_people(c, of_case, false, &v, &n));
    for (size_t i = 0; i < n; i++) {
        CaseMember *m = ent_new(c, &case_member_entity);
        TRY(ent_load(c, &case_member_entity, v[i].member, m));
        if (m->from_on > last) {
            TRY(ent_archive(c, &case_member_entity, v[i].member));
            continue;
        }
        m->until_on = last;
        TRY(ent_save(c, &case_member_entity, m));
    }
    return OK;
}

static Fault close_cases(Ctx *c, Id client) {
    EntIds one = {.v = &client, .n = 1}, cases = {0};
    TRY(ent_column(c, &(EntColumn){.e = &case_entity, .want = "id", .by = "client"}, &one, &cases));
    for (size_t i = 0; i < cases.n; i++) {
        Case *k = ent_new(c, &case_entity);
        TRY(ent_load(c, &case_entity, cases.v[i], k));
        if (k->head.merged_into || k->head.archived_at) continue;
        if (k->stage != CASE_STAGE_CLOSED) {
            k->stage = CASE_STAGE_CLOSED;
            k->why_closed = CASE_END_OWN_WISH;
            TRY(ent_save(c, &case_entity, k));
        }
        TRY(end_members(c, cases.v[i]));
    }
    return OK;
}

static Fault drop_mails_to(Ctx *c, const EntIds *s) {
    for (int k = 0; s->e && s->n && k < s->e->n_fields; k++) {
        Str    found[MAILS_MAX];
        size_t n = 0;
        if (s->e->fields[k].type != F_EMAIL) continue;
        Str   sql = arena_printf(c->arena, "SELECT DISTINCT x.%s FROM %s x WHERE x.id {in:ids} AND x.%s IS NOT NULL",
                                 s->e->fields[k].name, s->e->table, s->e->fields[k].name);
        Query q = db_made(c, sql, LIT("ids:ids"), LIT("email:text"));
        {
            AUTO(rows_end) Rows r = {0};
            TRY(db_rows(c, &q, VALS(v_ids(s->v, s->n)), &r));
            while (n < MAILS_MAX && rows_next(&r)) found[n++] = rows_copy(&r, 0);
            TRY(rows_fault(&r));
        }
        for (size_t i = 0; i < n; i++) TRY(mails_erase(c, NULL, 0, found[i]));
    }
    return OK;
}

/* ---- erasing ------------------------------------------------------------------------------------------------- */

static Fault erase_set(Ctx *c, const EntIds *s, EntIds *gone) {
    if (!s->n) return OK;
    TRY(mails_erase(c, s->v, s->n, (Str){0}));
    TRY(drop_mails_to(c, s));
    if (s->e == &file_entity) TRY(files_bytes_drop(c, s->v, s->n));
    TRY(ent_erase(c, s, keep_rule(s->e).how));
    for (size_t i = 0; i < s->n; i++) ent_ids_add(c, gone, s->v[i]);
    return OK;
}

Fault gather_erase_kind(Ctx *c, Gather *g, int kind, EntIds *gone, int64_t *ret_records) {
    int64_t n = 0;
    for (int i = 0; i < ENTITIES_N; i++) {
        if (keep_rule(ENTITIES[i]).kind != kind) continue;
        n += (int64_t)g->sets[i].n;
        TRY(erase_set(c, &g->sets[i], gone));
    }
    if (kind == KEEP_OPENINGS) {
        TRY(case_openings_count(c, g->cases, g->cases_n, &n));
        TRY(case_openings_drop(c, g->cases, g->cases_n));
    }
    *ret_records = n;
    return OK;
}

Fault gather_erase_papers(Ctx *c, Gather *g, EntIds *gone, int64_t *ret_records) {
    *ret_records += (int64_t)(g->posts.n + g->files.n);
    TRY(erase_set(c, &g->files, gone));
    return erase_set(c, &g->posts, gone);
}

static Fault rename_all(Ctx *c, Gather *g) {
    static const Entity *const NAMED[] = {&actor_entity, &case_entity, &account_entity};
    for (size_t k = 0; k < sizeof NAMED / sizeof *NAMED; k++) {
        const EntIds *s = gather_set(g, NAMED[k]);
        for (size_t i = 0; i < s->n; i++) TRY(ent_name_erased(c, NAMED[k], s->v[i], T_KEEP_ERASED_NAME));
    }
    const EntIds *actors = gather_set(g, &actor_entity), *accounts = gather_set(g, &account_entity);
    for (size_t i = 0; i < actors->n; i++) {
        Actor *a = ent_new(c, &actor_entity);     /* the town stays, for sums */
        TRY(ent_load(c, &actor_entity, actors->v[i], a));
        TRY(place_members_of(c, actors->v[i], (double)NAN, (double)NAN, a->locality));
    }
    for (size_t i = 0; i < accounts->n; i++) TRY(account_gone(c, accounts->v[i]));
    return OK;
}

/* Nobody is in the team of what is empty. */
static Fault clear_teams(Ctx *c, Gather *g) {
    for (int i = 0; i < ENTITIES_N; i++) {
        EntIds teams = {0};
        if (ENTITIES[i] != &case_entity && !str_eq(str_of(ENTITIES[i]->name), LIT("agenda_item"))) continue;
        TRY(ent_column(c, &(EntColumn){.e = ENTITIES[i], .want = "team", .by = "id"}, &g->sets[i], &teams));
        for (size_t k = 0; k < g->sets[i].n; k++) TRY(scope_team_clear(c, g->sets[i].v[k]));
        for (size_t k = 0; k < teams.n; k++) TRY(scope_team_clear(c, teams.v[k]));
    }
    return OK;
}

typedef struct Work {
    const Erasure *e;
    KeepCount      counts[KEEP_N];
    Gather         g;
    EntIds         gone;
} Work;

static Fault erase_kinds(Ctx *c, Work *w, Str *ret_told) {
    Buf b;
    buf_init(&b, 1000);
    for (int kind = 1; kind < KEEP_N; kind++) {
        Day     until = w->counts[kind].held_until;
        int64_t n = 0;
        if (!until) TRY(gather_erase_kind(c, &w->g, kind, &w->gone, &n));
        if (n) buf_printf(&b, "%s%d:%lld", b.n ? " " : "", kind, (long long)n);
        for (size_t i = 0; i < w->g.cases_n; i++) {
            TRY(keep_note(c, &(KeepNote){w->g.cases[i], kind, until, i ? 0 : n}));
        }
    }
    *ret_told = buf_keep(c->arena, &b);
    return OK;
}

/* The owner is told at the address that is being erased; of the mail nothing stays once it went out. */
static Fault tell_owner(Ctx *c, const Account *a) {
    bool   ready;
    Reader r = c->reader;
    TRY(mail_ready(c, &ready));
    if (!ready || !a->email.n) return OK;
    (void)!lang_parse(a->lang, &r.lang);
    return mail_queue(c, &(Mail){.org = c->who.org, .to = a->email, .reader = r, .subject = T_KEEP_MAIL_DONE,
                                 .body = T_KEEP_MAIL_DONE_TEXT, .passing = true});
}

static Fault erase_run(Ctx *c, void *arg) {
    Work    *w = arg;
    Account *owner = ent_new(c, &account_entity);
    Sealed   sealed;
    Str      told;
    Fault    f = w->e->account ? account_by_id(c, w->e->account, owner) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    TRY(close_cases(c, w->e->client));
    TRY(gather_client(c, w->e->client, &w->g));
    TRY(hold(c, &w->g, w->counts));
    TRY(add_accounts(c, &w->g));
    TRY(erase_also(c, gather_set(&w->g, &actor_entity), &w->gone));
    TRY(erase_kinds(c, w, &told));
    TRY(rename_all(c, &w->g));
    TRY(clear_teams(c, &w->g));
    TRY(mails_erase(c, &w->e->id, 1, (Str){0}));
    TRY(keep_done(c, w->e->id, told));
    TRY(ent_erase_log(c, &actor_entity, w->e->client, w->gone.v, w->gone.n, &sealed));
    TRY(import_forget_erased(c, sealed.seal));
    TRY(once_forget(c));
    TRY(tell_owner(c, owner));
    db_scrub(c);
    return OK;
}

/* In any of the languages in which it is called. */
static Fault name_fits(Ctx *c, void *arg) {
    Counting *w = arg;
    Actor    *a = ent_new(c, &actor_entity);
    Str       typed = str_trim(w->name);
    bool      same = false;
    TRY(ent_load(c, &actor_entity, w->client, a));
    for (int l = 0; l < LANG_N; l++) same = same || (typed.n && str_eq(typed, a->name.v[l]));
    if (!same) complain(c, "name", T_KEEP_NAME_DIFFERS);
    return complaints_fault(c);
}

Fault keep_erase(Ctx *c, const Erasure *e, Str typed) {
    Work     w = {.e = e};
    Counting name = {.client = e->client, .name = typed};
    if (e->done_at || e->taken_back_at) return fail(c, OVER, "erasure", e->id);
    TRY(run_as_system(c, name_fits, &name));
    TRY(act_begin(c, T_ACT_ERASE, (Str){0}));
    return run_as_system(c, erase_run, &w);
}
