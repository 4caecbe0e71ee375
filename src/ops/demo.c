/* demo.c - a region to look at. The places are real, everybody in it is invented and marked as demo. */
#include "ops/ops.h"

#include "account/account.h"
#include "actor/actor.h"
#include "base/check.h"
#include "commitment_ent.h"
#include "db/facts.h"
#include "lang/show.h"
#include "intake_ent.h"
#include "listing_ent.h"
#include "place/place.h"
#include "post/post.h"
#include "survey/survey.h"
#include "tie_ent.h"

/* One record of demo.tsv: kind, key, name=value pairs. */
typedef struct Line {
    Str kind, key, rest;
} Line;

/* What a key of the file has become. */
typedef struct Made {
    Str key;
    Id  id;
} Made;

typedef struct Making {
    Demo *d;
    Made *made;
    size_t n;
} Making;

enum { MADE_MAX = 2000 };

static Str get(const Line *l, const char *name) {
    Str rest = l->rest, part, head = str_of(name);
    while (str_split(&rest, '\t', &part)) {
        bool named = part.n > head.n && part.p[head.n] == '=' && str_starts(part, head);
        if (named) return str_sub(part, head.n + 1, part.n);
    }
    return (Str){0};
}

static int64_t number(const Line *l, const char *name, int64_t otherwise) {
    int64_t n;
    return str_int(get(l, name), &n) ? n : otherwise;
}

static Id of_key(const Making *m, Str key) {
    for (size_t i = 0; key.n && i < m->n; i++) {
        if (str_eq(m->made[i].key, key)) return m->made[i].id;
    }
    return 0;
}

static void remember(Making *m, Str key, Id id) {
    CHECK(m->n < MADE_MAX);
    m->made[m->n++] = (Made){key, id};
}

/* A place of the file by its code; one that the region does not have is none. */
static Fault place_of(Ctx *c, const Line *l, Id *ret_id) {
    Str code = get(l, "place");
    *ret_id = 0;
    if (!code.n) return OK;
    Fault f = place_by_code(c, code, ret_id);
    return f == NOT_FOUND ? OK : f;
}

static void names_of(const Line *l, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        t->v[i] = get(l, lang_code((Lang)i));
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

static Day in_days(const Ctx *c, int64_t days) { return day_plus(c->reader.today, (int32_t)days); }

static Stamp at_days(const Ctx *c, int64_t days, int hour) {
    Stamp at = stamp_of(in_days(c, days), hour, 0, c->reader.zone);
    return at > c->reader.now ? c->reader.now : at;
}

static Fault make_account(Ctx *c, Making *m, const Line *l) {
    Account *a = ent_new(c, &account_entity);
    Id place;
    TRY(place_of(c, l, &place));
    a->name = get(l, "name");
    a->email = get(l, "email");
    a->lang = get(l, "lang");
    a->address = choice_value(&address_form_choices, get(l, "address"));
    a->is_demo = 1;
    a->head.unit = place;
    TRY(password_hash(c, m->d->password, &a->password));
    TRY(account_make(c, a, choice_value(&grant_role_choices, get(l, "role")), place));
    remember(m, l->key, a->head.id);
    if (m->d->n_logins < 16) m->d->logins[m->d->n_logins++] = (DemoLogin){a->name, a->email, get(l, "role")};
    return OK;
}

static void phone_of(const Ctx *c, const Line *l, Str *ret_phone) {
    char e164[20];
    bool repaired, good = phone_parse(get(l, "phone"), reader_phone_home(&c->reader), e164, &repaired);
    if (good) *ret_phone = arena_copy(c->arena, str_of(e164));
}

static Fault make_actor(Ctx *c, Making *m, const Line *l) {
    Actor *a = ent_new(c, &actor_entity);
    names_of(l, &a->name);
    a->kind = choice_value(&actor_kind_choices, get(l, "kind"));
    TRY(place_of(c, l, &a->locality));
    Str category = get(l, "category");
    Fault f = category.n ? category_by_code(c, category, &a->category) : OK;
    if (f != OK && f != NOT_FOUND) return f;
    phone_of(c, l, &a->phone);
    a->size = choice_value(&size_class_choices, get(l, "size"));
    a->street = get(l, "street");
    (void)str_real(get(l, "lat"), &a->lat);
    (void)str_real(get(l, "lon"), &a->lon);
    a->about = get(l, "about");
    a->email = get(l, "email");
    a->founded_year = number(l, "founded", NUMBER_NONE);
    if (get(l, "confirmed").n) a->confirmed_on = in_days(c, number(l, "confirmed", 0));
    if (get(l, "heard").n) a->heard_at = at_days(c, number(l, "heard", 0), 11);
    a->is_demo = 1;
    TRY(ent_save(c, &actor_entity, a));
    remember(m, l->key, a->head.id);
    return OK;
}

static Fault make_tie(Ctx *c, Making *m, const Line *l) {
    Tie *t = ent_new(c, &tie_entity);
    t->from_actor = of_key(m, get(l, "from"));
    t->to_actor = of_key(m, get(l, "to"));
    t->kind = choice_value(&tie_kind_choices, get(l, "kind"));
    t->state = choice_value(&tie_state_choices, get(l, "state"));
    t->what = get(l, "what");
    (void)str_real(get(l, "share"), &t->share);
    return ent_save(c, &tie_entity, t);
}

static Fault make_listing(Ctx *c, Making *m, const Line *l) {
    Listing *v = ent_new(c, &listing_entity);
    names_of(l, &v->title);
    v->kind = choice_value(&listing_kind_choices, get(l, "kind"));
    v->state = choice_value(&listing_state_choices, get(l, "state"));
    v->holder = of_key(m, get(l, "holder"));
    TRY(place_of(c, l, &v->place));
    v->head.unit = v->place;
    v->proposer = get(l, "proposer");
    if (get(l, "confirm").n) v->confirm_on = in_days(c, number(l, "confirm", 0));
    if (get(l, "deadline").n) v->deadline_on = in_days(c, number(l, "deadline", 0));
    v->is_demo = 1;
    return ent_save(c, &listing_entity, v);
}

/* Notes and tasks are in the name of who wrote them. */
static Fault save_by(Ctx *c, Id account, const Entity *e, void *rec) {
    Id kept = c->who.account;
    if (account) c->who.account = account;
    Fault f = ent_save(c, e, rec);
    c->who.account = kept;
    return f;
}

static Fault make_note(Ctx *c, Making *m, const Line *l) {
    Post *p = ent_new(c, &post_entity);
    p->kind = choice_value(&post_kind_choices, get(l, "kind"));
    p->about = of_key(m, get(l, "about"));
    p->text = get(l, "text");
    p->happened_at = at_days(c, number(l, "days", 0), 10);
    p->is_demo = 1;
    TRY(note_place(c, p));
    return save_by(c, of_key(m, get(l, "by")), &post_entity, p);
}

static Fault make_task(Ctx *c, Making *m, const Line *l) {
    Commitment *t = ent_new(c, &commitment_entity);
    t->text = get(l, "text");
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = of_key(m, get(l, "owner"));
    t->about = of_key(m, get(l, "about"));
    t->due_on = in_days(c, number(l, "due", 0));
    t->is_demo = 1;
    return save_by(c, t->owner, &commitment_entity, t);
}

/* Those of one's own making came in `days` ago; one that was only begun has its first questions answered. */
static Fault make_intake(Ctx *c, Making *m, const Line *l) {
    Intake *v = ent_new(c, &intake_entity);
    v->kind = choice_value(&door_kind_choices, get(l, "kind"));
    v->way = INTAKE_WAY_LINK;
    v->door = of_key(m, get(l, "door"));
    v->name = get(l, "name");
    v->business = get(l, "business");
    v->locality = get(l, "locality");
    v->wish = get(l, "wish");
    v->subject = get(l, "subject");
    v->details = get(l, "details");
    v->about = choice_value(&listing_kind_choices, get(l, "about"));
    v->lang = get(l, "lang");
    v->state = choice_value(&intake_state_choices, get(l, "state"));
    v->step = number(l, "step", NUMBER_NONE);
    TRY(place_of(c, l, &v->place));
    phone_of(c, l, &v->phone);
    if (v->state == INTAKE_STATE_SENT) {
        v->sent_at = at_days(c, number(l, "days", 0), 9);
        v->answer_by = in_days(c, number(l, "days", 0) + 3);
    }
    v->is_demo = 1;
    return ent_save(c, &intake_entity, v);
}

static Fault make_door(Ctx *c, Making *m, const Line *l) {
    Door *d = ent_new(c, &door_entity);
    d->name = get(l, "name");
    d->kind = choice_value(&door_kind_choices, get(l, "kind"));
    TRY(place_of(c, l, &d->place));
    TRY(ent_save(c, &door_entity, d));
    remember(m, l->key, d->head.id);
    return OK;
}

static const struct {
    const char *kind;
    Fault     (*make)(Ctx *c, Making *m, const Line *l);
} KINDS[] = {{"account", make_account}, {"actor", make_actor}, {"tie", make_tie},      {"listing", make_listing},
             {"note", make_note},       {"task", make_task},   {"intake", make_intake},
             {"door", make_door}};

static Fault make_line(Ctx *c, Making *m, Str text) {
    Line l = {.rest = text};
    if (!text.n || text.p[0] == '#') return OK;
    if (!str_split(&l.rest, '\t', &l.kind) || !str_split(&l.rest, '\t', &l.key)) return fail(c, BAD_FILE, "demo", 0);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (str_eq(l.kind, str_of(KINDS[i].kind))) return KINDS[i].make(c, m, &l);
    }
    return fail_text(c, BAD_FILE, "demo", l.kind);
}

/* name<TAB>value lines become facts. */
static Fault load_facts(Ctx *c, Str text) {
    Str line, name;
    while (str_split(&text, '\n', &line)) {
        if (!line.n || line.p[0] == '#' || !str_split(&line, '\t', &name)) continue;
        TRY(fact_set(c, arena_z(c->arena, name), line));
    }
    return OK;
}

Fault ops_local(Ctx *c) {
    Local *local = ARENA_NEW(c->arena, Local);
    *local = LOCAL_DEFAULTS;
    TRY(local_read(c, local));
    local_reader(local, &c->reader);
    c->reader.today = stamp_day(c->reader.now, c->reader.zone);
    return OK;
}

Fault demo_make(Ctx *c, Demo *d) {
    CHECK(c->writing && c->who.system);
    Str facts = ops_file(arena_printf(c->arena, "regions/%.*s/region.txt", STR_ARG(d->region)));
    Str places = ops_file(arena_printf(c->arena, "regions/%.*s/places.tsv", STR_ARG(d->region)));
    Str outlines = ops_file(arena_printf(c->arena, "regions/%.*s/outlines.geojson", STR_ARG(d->region)));
    Str base = ops_file(arena_printf(c->arena, "regions/%.*s/base.geojson", STR_ARG(d->region)));
    Str people = ops_file(arena_printf(c->arena, "regions/%.*s/demo.tsv", STR_ARG(d->region)));
    Making m = {.d = d, .made = ARENA_ARRAY(c->arena, Made, MADE_MAX)};
    int64_t n;
    Id      org, account;
    if (!facts.n || !places.n) return fail_text(c, NOT_FOUND, "region", d->region);
    TRY(load_facts(c, facts));
    TRY(ops_local(c));
    Account *admin = ent_new(c, &account_entity);
    admin->name = LIT("Demo");
    admin->email = LIT("admin@demo.invalid");
    admin->is_demo = 1;
    TRY(password_hash(c, d->password, &admin->password));
    TRY(account_found(c, d->region, admin, &org, &account));
    d->logins[d->n_logins++] = (DemoLogin){admin->name, admin->email, LIT("admin")};
    TRY(place_load(c, places, &n));
    if (outlines.n) TRY(place_outlines_load(c, outlines, &n));
    if (base.n) TRY(place_base_load(c, base));
    TRY(category_load(c, ops_file(LIT("categories.tsv")), &n));
    TRY(survey_take_ready(c, &n));
    Str line;
    while (str_split(&people, '\n', &line)) TRY(make_line(c, &m, line));
    return OK;
}
