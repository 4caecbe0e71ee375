/* intake_store.c - links and requests by their secrets, the rules of both, and who is told. */
#include "intake/intake_page.h"

#include "base/check.h"
#include "base/rand.h"
#include "db/facts.h"
#include "lang/plain.h"

enum { Q_DOOR, Q_KEY };

const Query INTAKE_QUERIES[INTAKE_Q_N] = {
    [Q_DOOR] = {.sql = "SELECT d.id, d.org FROM doors d WHERE d.code = :code AND d.archived_at IS NULL"
                       " {unscoped:whoever opens a link is nobody yet} LIMIT 1",
                .in = "code:text", .out = "id:id org:id"},
    [Q_KEY] = {.sql = "SELECT x.id, x.org FROM intakes x WHERE x.hash = :hash AND x.archived_at IS NULL"
                      " {unscoped:the key is known to who began it alone} LIMIT 1",
               .in = "hash:text", .out = "id:id org:id"},
};

Who door_system(Id org) {
    return (Who){.org = org, .roles = ROLE_HQ, .roles_everywhere = ROLE_HQ, .floor = VIS_TEAM, .system = true,
                 .scopes = ~0u};
}

/* The row that a secret names, loaded as the system of its organisation. */
static Fault load_by(Ctx *c, int q, Str secret, const Entity *e, void *ret_rec) {
    Id id = 0, org = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &INTAKE_QUERIES[q], VALS(v_text(secret)), &r));
        if (rows_next(&r)) {
            id = rows_id(&r, 0);
            org = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    if (!id) return fail(c, NOT_FOUND, e->name, 0);
    Who kept = c->who;
    c->who = door_system(org);
    Fault f = ent_load(c, e, id, ret_rec);
    c->who = kept;
    return f;
}

/* ---- links ------------------------------------------------------------------------------------------------ */

bool door_is_open(const Ctx *c, const Door *d) {
    return d->closed != 1 && !d->head.archived_at && (!d->until_on || d->until_on >= c->reader.today);
}

Fault door_open(Ctx *c, Str code, int kind, Door *ret_d) {
    TRY(load_by(c, Q_DOOR, code, &door_entity, ret_d));
    bool open = ret_d->kind == kind && door_is_open(c, ret_d);
    return open ? OK : fail(c, NOT_FOUND, "door", 0);
}

/* Eight letters and digits that are read aloud and typed from a poster without mistakes: no i, l, o, u, 0, 1. */
static Str short_code(Ctx *c, size_t n) {
    static const char LETTERS[] = "abcdefghjkmnpqrstvwxyz23456789";
    unsigned char raw[16];
    char *out = arena_alloc(c->arena, n + 1);
    CHECK(n <= sizeof raw);
    secret_bytes(raw, n);
    for (size_t i = 0; i < n; i++) out[i] = LETTERS[raw[i] % (sizeof LETTERS - 1)];
    return (Str){out, n};
}

const DoorWays *door_ways(int kind) {
    static const DoorWays WAYS[DOOR_KIND_N] = {
        [DOOR_KIND_ASK] = {"/ask/", T_INTAKE_POSTER_ASK, T_INTAKE_POSTER_ASK_WHAT},
        [DOOR_KIND_PROPOSE] = {"/propose/", T_INTAKE_POSTER_PROPOSE, T_INTAKE_POSTER_PROPOSE_WHAT},
        [DOOR_KIND_WISH] = {"/wish/", T_INTAKE_POSTER_WISH, T_INTAKE_POSTER_WISH_WHAT},
        [DOOR_KIND_SPEND] = {"/spend/", T_INTAKE_POSTER_SPEND, T_INTAKE_POSTER_SPEND_WHAT},
    };
    return &WAYS[kind > 0 && kind < DOOR_KIND_N ? kind : DOOR_KIND_ASK];
}

Fault door_check(Ctx *c, const void *before, void *after) {
    enum { CODE_CHARS = 8 };
    const Door *was = before;
    Door *d = after;
    if (!d->code.n) d->code = short_code(c, CODE_CHARS);
    if (d->place) d->head.unit = d->place;
    bool past = d->until_on && d->until_on < c->reader.today && (!was || was->until_on != d->until_on);
    if (past) complain(c, "until_on", T_INTAKE_FIX_PAST);
    bool asks_all = d->kind == DOOR_KIND_WISH || d->kind == DOOR_KIND_SPEND; /* about a place, and until a day */
    if (asks_all && !d->place) complain(c, "place", T_FORM_FIX_REQUIRED);
    if (asks_all && !d->until_on && d->closed != 1) complain(c, "until_on", T_INTAKE_FIX_UNTIL);
    return complaints_fault(c);
}

/* ---- requests --------------------------------------------------------------------------------------------- */

Day intake_due(const Ctx *c) { return day_plus(c->reader.today, local_of(c->region)->answer_days); }

/* What a list calls it. */
static Str title_of(const Intake *v) {
    if (v->kind == DOOR_KIND_PROPOSE && v->subject.n) return v->subject;
    if (v->business.n) return v->business;
    return v->name.n ? v->name : v->reference;
}

/* One that staff write down themselves has arrived with it. */
Fault intake_check(Ctx *c, const void *before, void *after) {
    enum { REFERENCE_CHARS = 6 };
    Intake *v = after;
    if (!v->reference.n) v->reference = short_code(c, REFERENCE_CHARS);
    if (!v->state) v->state = INTAKE_STATE_SENT;
    if (v->state == INTAKE_STATE_SENT && !v->sent_at) {
        v->sent_at = c->reader.now;
        v->answer_by = intake_due(c);
    }
    if (!before && v->place && !v->head.unit) v->head.unit = v->place;
    if (!v->lang.n) v->lang = str_of(lang_code(c->reader.lang));
    v->title = title_of(v);
    bool nothing = !v->phone.n && !v->email.n && !v->name.n && !v->business.n && !v->subject.n;
    if (nothing) complain(c, v->kind == DOOR_KIND_PROPOSE ? "subject" : "phone", T_FORM_FIX_REQUIRED);
    return complaints_fault(c);
}

Fault intake_by_key(Ctx *c, Str key, Intake *ret_v) {
    return load_by(c, Q_KEY, key_hash(c, key), &intake_entity, ret_v);
}

Fault door_save(Ctx *c, Id org, const Entity *e, void *rec) {
    Who kept = c->who;
    c->who = door_system(org);
    Fault f = ent_save(c, e, rec);
    c->who = kept;
    return f;
}

Fault intake_save(Ctx *c, Id org, Intake *v) { return door_save(c, org, &intake_entity, v); }

Fault intake_waiting(Ctx *c, bool half, size_t max, Intake **ret_v, size_t *ret_n, int64_t *ret_total) {
    ListSpec s = {.entity = &intake_entity, .limit = (int64_t)max};
    void *rows;
    s.filters[s.n_filters++] = (ListFilter){.field = &intake_entity.fields[INTAKE_F_STATE], .op = LIST_EQ,
                                            .val = v_int(half ? INTAKE_STATE_BEGUN : INTAKE_STATE_SENT)};
    if (half) {
        s.sort_changed = s.descending = true;
        s.extras[s.n_extras++] = (ListExtra){.name = "half", .text = LIT("1"), .sql = "(x.changed_at < :half)",
                                             .val = v_int(c->reader.now - INTAKE_HALF_MINUTES * 60 * 1000)};
    } else {
        s.sort = &intake_entity.fields[INTAKE_F_ANSWER_BY];
    }
    TRY(list_run(c, &s, false, &rows, ret_n, ret_total));
    *ret_v = rows;
    return OK;
}

/* ---- who is told ------------------------------------------------------------------------------------------ */

/* Nothing of the request stands in the mail: whoever may read it follows the link. */
static Fault tell_one(Ctx *c, const Intake *v, const Account *a, Str site) {
    bool   sent = v->state == INTAKE_STATE_SENT;
    Reader r = c->reader;
    (void)lang_parse(a->lang, &r.lang);
    Mail m = {.org = v->head.org, .to = a->email, .reader = r, .about = v->head.id, .n_args = 3,
              .subject = sent ? T_INTAKE_MAIL_SENT : T_INTAKE_MAIL_HALF,
              .body = sent ? T_INTAKE_MAIL_SENT_TEXT : T_INTAKE_MAIL_HALF_TEXT};
    m.args[0] = TR_ARG("name", a->name);
    m.args[1] = TR_ARG("day", plain_day_str(c->arena, &r, sent ? v->answer_by : c->reader.today));
    m.args[2] = TR_ARG("number", v->reference);
    m.link = arena_printf(c->arena, "%.*s%.*s", STR_ARG(site), STR_ARG(intake_path(c, v)));
    if (!sent) m.not_before = c->reader.now + INTAKE_HALF_MINUTES * 60 * 1000;
    return mail_queue(c, &m);
}

Fault intake_tell(Ctx *c, const Intake *v, Str site) {
    Account *all;
    size_t n;
    TRY(mail_forget(c, v->head.id));
    if (!site.n) return OK;
    Who kept = c->who;
    c->who = door_system(v->head.org);
    Fault f = accounts_in_charge(c, v->head.unit, &all, &n);
    for (size_t i = 0; f == OK && i < n; i++) f = tell_one(c, v, &all[i], site);
    c->who = kept;
    return f;
}
