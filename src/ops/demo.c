/* demo.c - a region to look at. The places are real, everybody in it is invented and marked as demo. */
#include "ops/demo.h"

#include "account/account.h"
#include "actor/actor.h"
#include "base/check.h"
#include "case/case.h"
#include "chain/chain.h"
#include "commitment_ent.h"
#include "db/facts.h"
#include "lang/show.h"
#include "intake_ent.h"
#include "listing_ent.h"
#include "matching_ent.h"
#include "place/place.h"
#include "post/post.h"
#include "network/network.h"
#include "survey/survey.h"
#include "tool/tool.h"
#include "tie_ent.h"

enum { MADE_MAX = 2000 };

Str demo_get(const DemoLine *l, const char *name) {
    Str rest = l->rest, part, head = str_of(name);
    while (str_split(&rest, '\t', &part)) {
        bool named = part.n > head.n && part.p[head.n] == '=' && str_starts(part, head);
        if (named) return str_sub(part, head.n + 1, part.n);
    }
    return (Str){0};
}

int64_t demo_number(const DemoLine *l, const char *name, int64_t otherwise) {
    int64_t n;
    return str_int(demo_get(l, name), &n) ? n : otherwise;
}

Id demo_of(const Demoing *m, Str key) {
    for (size_t i = 0; key.n && i < m->n; i++) {
        if (str_eq(m->made[i].key, key)) return m->made[i].id;
    }
    return 0;
}

void demo_keep(Demoing *m, Str key, Id id) {
    CHECK(m->n < MADE_MAX);
    m->made[m->n++] = (Made){key, id};
}

/* A place of the file by its code; one that the region does not have is none. */
static Fault place_of(Ctx *c, const DemoLine *l, Id *ret_id) {
    Str code = demo_get(l, "place");
    *ret_id = 0;
    if (!code.n) return OK;
    Fault f = place_by_code(c, code, ret_id);
    return f == NOT_FOUND ? OK : f;
}

static void names_of(const DemoLine *l, Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        t->v[i] = demo_get(l, lang_code((Lang)i));
        if (t->v[i].n) t->state[i] = TEXT_WRITTEN;
    }
}

Day demo_day(const Ctx *c, int64_t days) { return day_plus(c->reader.today, (int32_t)days); }

Stamp demo_at(const Ctx *c, int64_t days, int hour) {
    Stamp at = stamp_of(demo_day(c, days), hour, 0, c->reader.zone);
    return at > c->reader.now ? c->reader.now : at;
}

static Fault make_account(Ctx *c, Demoing *m, const DemoLine *l) {
    Account *a = ent_new(c, &account_entity);
    Id place;
    TRY(place_of(c, l, &place));
    a->name = demo_get(l, "name");
    a->email = demo_get(l, "email");
    a->lang = demo_get(l, "lang");
    a->address = choice_value(&address_form_choices, demo_get(l, "address"));
    a->is_demo = 1;
    a->blocked = demo_get(l, "stopped").n ? 1 : -1;
    a->head.unit = place;
    TRY(password_hash(c, m->d->password, &a->password));
    TRY(account_make(c, a, choice_value(&grant_role_choices, demo_get(l, "role")), place));
    demo_keep(m, l->key, a->head.id);
    if (a->blocked == 1 || m->d->n_logins >= 16) return OK;
    m->d->logins[m->d->n_logins++] = (DemoLogin){a->name, a->email, demo_get(l, "role")};
    return OK;
}

static void phone_of(const Ctx *c, const DemoLine *l, Str *ret_phone) {
    char e164[20];
    bool repaired, good = phone_parse(demo_get(l, "phone"), reader_phone_home(&c->reader), e164, &repaired);
    if (good) *ret_phone = arena_copy(c->arena, str_of(e164));
}

/* years=-1: opened the year before this one; over=-2: closed two years ago, or (left=1) moved away. */
static void demo_life(const Ctx *c, const DemoLine *l, Actor *a) {
    int64_t opened = demo_number(l, "years", NUMBER_NONE), over = demo_number(l, "over", NUMBER_NONE);
    if (opened != NUMBER_NONE) a->founded_year = day_year(c->reader.today) + opened;
    if (over == NUMBER_NONE) return;
    a->life = demo_get(l, "left").n ? LIFE_STATE_MOVED : LIFE_STATE_CLOSED;
    if (over <= 0) a->ended_year = day_year(c->reader.today) + over;
}

static Fault make_actor(Ctx *c, Demoing *m, const DemoLine *l) {
    Actor *a = ent_new(c, &actor_entity);
    names_of(l, &a->name);
    a->kind = choice_value(&actor_kind_choices, demo_get(l, "kind"));
    TRY(place_of(c, l, &a->locality));
    Str category = demo_get(l, "category");
    Fault f = category.n ? category_by_code(c, category, &a->category) : OK;
    if (f != OK && f != NOT_FOUND) return f;
    phone_of(c, l, &a->phone);
    a->size = choice_value(&size_class_choices, demo_get(l, "size"));
    a->street = demo_get(l, "street");
    (void)str_real(demo_get(l, "lat"), &a->lat);
    (void)str_real(demo_get(l, "lon"), &a->lon);
    a->about = demo_get(l, "about");
    a->email = demo_get(l, "email");
    a->founded_year = demo_number(l, "founded", NUMBER_NONE);
    demo_life(c, l, a);
    if (demo_get(l, "confirmed").n) a->confirmed_on = demo_day(c, demo_number(l, "confirmed", 0));
    if (demo_get(l, "heard").n) a->heard_at = demo_at(c, demo_number(l, "heard", 0), 11);
    if (demo_get(l, "leads").n) a->introduces_on = demo_day(c, demo_number(l, "leads", 0));
    a->is_demo = 1;
    if (str_eq(demo_get(l, "seen"), LIT("members"))) a->head.visibility = VIS_MEMBERS;
    if (str_eq(demo_get(l, "seen"), LIT("all"))) a->head.visibility = VIS_PUBLIC;
    TRY(ent_save(c, &actor_entity, a));
    demo_keep(m, l->key, a->head.id);
    return OK;
}

static Fault make_tie(Ctx *c, Demoing *m, const DemoLine *l) {
    Tie *t = ent_new(c, &tie_entity);
    t->from_actor = demo_of(m, demo_get(l, "from"));
    t->to_actor = demo_of(m, demo_get(l, "to"));
    t->kind = choice_value(&tie_kind_choices, demo_get(l, "kind"));
    t->state = choice_value(&tie_state_choices, demo_get(l, "state"));
    t->what = demo_get(l, "what");
    (void)str_real(demo_get(l, "share"), &t->share);
    t->yearly = demo_number(l, "yearly", NUMBER_NONE);
    t->certainty = choice_value(&tie_certainty_choices, demo_get(l, "certainty"));
    t->strength = demo_number(l, "strength", NUMBER_NONE);
    if (demo_get(l, "since").n) t->from_on = demo_day(c, demo_number(l, "since", 0));
    if (demo_get(l, "used").n) t->used_on = demo_day(c, demo_number(l, "used", 0));
    if (demo_get(l, "until").n) t->until_on = demo_day(c, demo_number(l, "until", 0));
    if (str_eq(demo_get(l, "seen"), LIT("members"))) t->head.visibility = VIS_MEMBERS;
    return ent_save(c, &tie_entity, t);
}

/* Names of choices with commas between them. */
static int64_t set_of(const DemoLine *l, const char *name, const Choices *choices) {
    Str     rest = demo_get(l, name), one;
    int64_t set = 0;
    while (str_split(&rest, ',', &one)) {
        int value = choice_value(choices, one);
        if (value) set |= (int64_t)1 << (value - 1);
    }
    return set;
}

static Fault make_refusal(Ctx *c, Demoing *m, const DemoLine *l) {
    Refusal *r = ent_new(c, &refusal_entity);
    r->need = demo_of(m, demo_get(l, "need"));
    r->actor = demo_of(m, demo_get(l, "actor"));
    r->reason = choice_value(&refuse_reason_choices, demo_get(l, "reason"));
    r->words = demo_get(l, "words");
    r->is_demo = 1;
    return ent_save(c, &refusal_entity, r);
}

static Fault make_listing(Ctx *c, Demoing *m, const DemoLine *l) {
    Listing *v = ent_new(c, &listing_entity);
    names_of(l, &v->title);
    v->kind = choice_value(&listing_kind_choices, demo_get(l, "kind"));
    v->state = choice_value(&listing_state_choices, demo_get(l, "state"));
    v->holder = demo_of(m, demo_get(l, "holder"));
    TRY(place_of(c, l, &v->place));
    if (demo_get(l, "category").n) TRY(category_by_code(c, demo_get(l, "category"), &v->category));
    v->rhythm = choice_value(&listing_rhythm_choices, demo_get(l, "rhythm"));
    v->days = set_of(l, "on", &listing_days_choices);
    v->terms = set_of(l, "terms", &listing_terms_choices);
    v->certificates = set_of(l, "certificates", &certificate_choices);
    v->languages = set_of(l, "languages", &place_language_choices);
    v->quantity = demo_get(l, "quantity");
    demo_amount(l, &v->amount, &v->amount_most, &v->counted_in);
    v->head.unit = v->place;
    v->proposer = demo_get(l, "proposer");
    if (demo_get(l, "confirm").n) v->confirm_on = demo_day(c, demo_number(l, "confirm", 0));
    if (demo_get(l, "deadline").n) v->deadline_on = demo_day(c, demo_number(l, "deadline", 0));
    if (demo_get(l, "met").n) v->met_on = demo_day(c, demo_number(l, "met", 0));
    v->is_demo = 1;
    TRY(ent_save(c, &listing_entity, v));
    demo_keep(m, l->key, v->head.id);
    return OK;
}

/* Notes and tasks are in the name of who wrote them. */
Fault demo_save_by(Ctx *c, Id account, const Entity *e, void *rec) {
    Id kept = c->who.account;
    if (account) c->who.account = account;
    Fault f = ent_save(c, e, rec);
    c->who.account = kept;
    return f;
}

static Fault make_note(Ctx *c, Demoing *m, const DemoLine *l) {
    Post *p = ent_new(c, &post_entity);
    p->kind = choice_value(&post_kind_choices, demo_get(l, "kind"));
    p->about = demo_of(m, demo_get(l, "about"));
    p->text = demo_get(l, "text");
    p->happened_at = demo_at(c, demo_number(l, "days", 0), 10);
    p->is_demo = 1;
    p->of_case = demo_of(m, demo_get(l, "case"));
    TRY(note_place(c, p));
    return demo_save_by(c, demo_of(m, demo_get(l, "by")), &post_entity, p);
}

static Fault make_task(Ctx *c, Demoing *m, const DemoLine *l) {
    Commitment *t = ent_new(c, &commitment_entity);
    t->text = demo_get(l, "text");
    t->kind = COMMITMENT_KIND_TASK;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = demo_of(m, demo_get(l, "owner"));
    t->about = demo_of(m, demo_get(l, "about"));
    t->due_on = demo_day(c, demo_number(l, "due", 0));
    t->is_demo = 1;
    return demo_save_by(c, t->owner, &commitment_entity, t);
}

/* Those of one's own making came in `days` ago; one that was only begun has its first questions answered. */
static Fault make_intake(Ctx *c, Demoing *m, const DemoLine *l) {
    Intake *v = ent_new(c, &intake_entity);
    v->kind = choice_value(&door_kind_choices, demo_get(l, "kind"));
    v->way = INTAKE_WAY_LINK;
    v->door = demo_of(m, demo_get(l, "door"));
    v->name = demo_get(l, "name");
    v->business = demo_get(l, "business");
    v->locality = demo_get(l, "locality");
    v->wish = demo_get(l, "wish");
    v->subject = demo_get(l, "subject");
    v->details = demo_get(l, "details");
    v->about = choice_value(&listing_kind_choices, demo_get(l, "about"));
    v->lang = demo_get(l, "lang");
    v->state = choice_value(&intake_state_choices, demo_get(l, "state"));
    v->step = demo_number(l, "step", NUMBER_NONE);
    TRY(place_of(c, l, &v->place));
    phone_of(c, l, &v->phone);
    if (v->state == INTAKE_STATE_SENT) {
        v->sent_at = demo_at(c, demo_number(l, "days", 0), 9);
        v->answer_by = demo_day(c, demo_number(l, "days", 0) + 3);
    }
    v->is_demo = 1;
    return ent_save(c, &intake_entity, v);
}

static Fault make_door(Ctx *c, Demoing *m, const DemoLine *l) {
    Door *d = ent_new(c, &door_entity);
    d->name = demo_get(l, "name");
    d->kind = choice_value(&door_kind_choices, demo_get(l, "kind"));
    if (demo_get(l, "until").n) d->until_on = demo_day(c, demo_number(l, "until", 0));
    TRY(place_of(c, l, &d->place));
    TRY(ent_save(c, &door_entity, d));
    demo_keep(m, l->key, d->head.id);
    return OK;
}

static const struct {
    const char *kind;
    Fault     (*make)(Ctx *c, Demoing *m, const DemoLine *l);
} KINDS[] = {{"body", demo_body}, {"seat", demo_seat}, {"meeting", demo_meeting}, {"item", demo_item},
             {"aid", demo_aid}, {"referral", demo_referral}, {"finance", demo_finance}, {"wave", demo_wave},
             {"came", demo_came}, {"said", demo_said}, {"barrier", demo_barrier}, {"principles", demo_principles},
             {"consultant", demo_consultant}, {"conflict", demo_conflict}, {"funding", demo_funding},
             {"session", demo_session}, {"hours", demo_hours}, {"account", make_account}, {"actor", make_actor},
             {"tie", make_tie}, {"listing", make_listing}, {"note", make_note}, {"task", make_task},
             {"refusal", make_refusal}, {"alert", demo_alert},
             {"intake", make_intake}, {"door", make_door}, {"case", demo_case}, {"member", demo_member},
             {"future", demo_future}, {"goal", demo_goal}, {"step", demo_step}, {"round", demo_round},
             {"need", demo_need}, {"response", demo_response}, {"many", demo_many}, {"initiative", demo_initiative},
             {"partner", demo_partner}, {"move", demo_move}, {"look", demo_look}, {"wanted", demo_wanted},
             {"tool_known", demo_tool_known}, {"tool_variant", demo_tool_variant}, {"tool", demo_tool},
             {"agreement", demo_agreement}, {"undertaking", demo_undertaking}, {"signed", demo_signed},
             {"chapter", demo_chapter}, {"leader", demo_leader}, {"theme", demo_theme}, {"wish", demo_wish},
             {"aim", demo_aim}, {"wishpage", demo_wish_page}, {"benchmark", demo_benchmark}, {"date", demo_date},
             {"met", demo_met}, {"fund", demo_fund}, {"line", demo_line_of}, {"spending", demo_spending},
             {"introduction", demo_introduction}, {"outcome", demo_outcome}, {"service", demo_service},
             {"learning", demo_learning}, {"training", demo_training}, {"event", demo_event}, {"calendar", demo_open},
             {"picture", demo_picture}, {"proposal", demo_proposal}, {"opinion", demo_opinion},
             {"hear", demo_hear}, {"notice", demo_notice}, {"leverage", demo_leverage}, {"taker", demo_taker},
             {"chain", demo_chain}, {"in_chain", demo_in_chain},
             {"outlay", demo_outlay}, {"spare", demo_spare}, {"plug", demo_plug}, {"study", demo_study},
             {"payee", demo_payee},
             {"pledge", demo_pledge}, {"given", demo_given}, {"hires", demo_hires},
             {"payments", demo_payments}, {"mark", demo_mark}, {"coming", demo_coming}, {"quotes", demo_quotes},
             {"quote", demo_quote},
             {"facility", demo_facility}, {"booking", demo_booking},
             {"consortium", demo_consortium}, {"joint_part", demo_joint_part}, {"joint_member", demo_joint_member},
             {"joint_quote", demo_joint_quote}, {"packages", demo_packages},
             {"quote", demo_quote}, {"guest", demo_guest},
             {"facility", demo_facility}, {"booking", demo_booking}};

Fault demo_line(Ctx *c, Demoing *m, const DemoLine *l) {
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (str_eq(l->kind, str_of(KINDS[i].kind))) return KINDS[i].make(c, m, l);
    }
    return fail_text(c, BAD_FILE, "demo", l->kind);
}

static Fault make_line(Ctx *c, Demoing *m, Str text) {
    DemoLine l = {.rest = text};
    if (!text.n || text.p[0] == '#') return OK;
    if (!str_split(&l.rest, '\t', &l.kind) || !str_split(&l.rest, '\t', &l.key)) return fail(c, BAD_FILE, "demo", 0);
    return demo_line(c, m, &l);
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
    Demoing m = {.d = d, .made = ARENA_ARRAY(c->arena, Made, MADE_MAX)};
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
    TRY(tie_template_take_ready(c, &n));
    TRY(chain_take_ready(c, &n));
    TRY(tool_take_ready(c, &n));
    TRY(consent_load(c, ops_file(LIT("consents.tsv"))));
    Str line;
    while (str_split(&people, '\n', &line)) TRY(make_line(c, &m, line));
    return OK;
}
