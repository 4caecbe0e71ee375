/* intake_public.c - what anybody may open: /ask/CODE and /propose/CODE, a question a page.
**
** The first answer begins a record under a key of chance; the address with the key is the only way back to it, and it
** shows no more than what its owner typed. After sending it shows a number and a date. */
#include "intake/intake_page.h"

#include "db/facts.h"

static const IntakeQuestion ASK[] = {
    {T_INTAKE_Q_PHONE, T_INTAKE_Q_PHONE_WHY, {INTAKE_F_PHONE, -1}, 1},
    {T_INTAKE_Q_NAME, T_INTAKE_Q_NAME_WHY, {INTAKE_F_NAME, -1}, 1},
    {T_INTAKE_Q_BUSINESS, T_INTAKE_Q_BUSINESS_WHY, {INTAKE_F_BUSINESS, INTAKE_F_LOCALITY, -1}, 0},
    {T_INTAKE_Q_WISH, T_INTAKE_Q_WISH_WHY, {INTAKE_F_WISH, -1}, 1},
    {T_INTAKE_Q_WHEN, T_INTAKE_Q_WHEN_WHY, {INTAKE_F_REACH_BY, INTAKE_F_EMAIL, -1}, 0},
};
static const IntakeQuestion PROPOSE[] = {
    {T_INTAKE_Q_WHAT, T_INTAKE_Q_WHAT_WHY, {INTAKE_F_ABOUT, INTAKE_F_SUBJECT, -1}, 2},
    {T_INTAKE_Q_WHERE, T_INTAKE_Q_WHERE_WHY, {INTAKE_F_LOCALITY, INTAKE_F_BUSINESS, -1}, 0},
    {T_INTAKE_Q_MORE, T_INTAKE_Q_MORE_WHY, {INTAKE_F_DETAILS, -1}, 0},
    {T_INTAKE_Q_TELLER, T_INTAKE_Q_TELLER_WHY, {INTAKE_F_PHONE, INTAKE_F_NAME, -1}, 1},
};

void intake_questions(int kind, const IntakeQuestion **ret_v, int *ret_n) {
    bool ask = kind == DOOR_KIND_ASK;
    *ret_v = ask ? ASK : PROPOSE;
    *ret_n = ask ? (int)(sizeof ASK / sizeof *ASK) : (int)(sizeof PROPOSE / sizeof *PROPOSE);
}

/* One visit: which link, which question, what is known so far. */
typedef struct Visit {
    Door            door;
    Intake         *v;
    const IntakeQuestion *questions;
    int             n, at;                        /* at: 0 is the first */
    Str             path, key;                    /* path: "/ask/CODE" */
} Visit;

static int kind_of(const Request *rq) {
    return str_starts(rq->path, LIT("/ask/")) ? DOOR_KIND_ASK : DOOR_KIND_PROPOSE;
}

/* ---- drawing ---------------------------------------------------------------------------------------------- */

static void question_html(Buf *b, const Page *pg, const Visit *s) {
    const IntakeQuestion *q = &s->questions[s->at];
    const Params *typed = pg->rq->method == POST ? &pg->rq->form : NULL;
    for (int i = 0; q->fields[i] >= 0; i++) {
        Field f = intake_entity.fields[q->fields[i]];
        if (i < q->needed) f.flags |= FIELD_REQUIRED;
        ent_field_html(pg->c, b, &intake_entity, &f, s->v, typed);
    }
}

/* Names and texts of the region, the same on every page of the form. */
Fault door_words(Ctx *c, const Door *d, AskView *v) {
    Lang l = c->reader.lang, found = l;
    TRY(fact_name(c, l, &v->region));
    TRY(fact_in(c, "privacy", l, &v->privacy, &found));
    v->privacy_lang = str_of(lang_code(found));
    TRY(fact_get(c, "contact.phone", &v->phone));
    v->phone_href = arena_printf(c->arena, "tel:%.*s", STR_ARG(v->phone));
    v->welcome = tri_best(&d->welcome, l, &found);
    v->welcome_lang = str_of(lang_code(found));
    if (!d->place) return OK;
    /* The place of a public link is public, whatever the visitor may see otherwise. */
    Who kept = c->who;
    c->who = door_system(d->head.org);
    Fault f = ent_labels(c, &d->place, 1, &v->place);
    c->who = kept;
    return f;
}

Page door_page(Ctx *c, const Request *rq, Reply *rp, TextKey title) {
    Page pg = guest_page(c, rq, title);
    reply_header(c, rp, "X-Robots-Tag", LIT("noindex"));
    return pg;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, const Visit *s) {
    bool    ask = s->door.kind == DOOR_KIND_ASK;
    AskView v = {.ask = ask, .title = ask ? T_INTAKE_ASK : T_INTAKE_PROPOSE, .question = s->questions[s->at].ask,
                 .why = s->questions[s->at].why, .step = s->at + 1, .steps = s->n, .last = s->at + 1 == s->n};
    Buf b;
    TRY(door_words(c, &s->door, &v));
    Page pg = door_page(c, rq, rp, v.title);
    buf_init(&b, 1 << 20);
    question_html(&b, &pg, s);
    v.fields = html_keep(c->arena, &b);
    v.action = s->path;
    if (s->key.n) {
        v.resume = arena_printf(c->arena, "%.*s/%.*s", STR_ARG(s->path), STR_ARG(s->key));
        v.action = v.resume;
        if (s->at > 0) v.back = arena_printf(c->arena, "%.*s?step=%d", STR_ARG(v.resume), s->at);
        reply_once_only(c, rp);
    }
    if (c->complaints.n) return page_again(&pg, rp, ask_page, &v);
    return page_send(&pg, rp, ask_page, &v);
}

static Fault draw_sent(Ctx *c, const Request *rq, Reply *rp, const Visit *s) {
    AskView v = {.ask = s->door.kind == DOOR_KIND_ASK, .answer_by = s->v->answer_by, .reference = s->v->reference,
                 .days = local_of(c->region)->answer_days};
    TRY(door_words(c, &s->door, &v));
    Page pg = door_page(c, rq, rp, T_INTAKE_THANKS);
    return page_send(&pg, rp, ask_sent_page, &v);
}

/* A link that is switched off, over or wrong says the same. */
Fault door_closed(Ctx *c, const Request *rq, Reply *rp, Fault f) {
    AskView v = {.ask = kind_of(rq) == DOOR_KIND_ASK};
    Door none = {.place = 0};
    if (f != NOT_FOUND) return f;
    TRY(door_words(c, &none, &v));
    Page pg = door_page(c, rq, rp, T_INTAKE_CLOSED_DOOR);
    rp->status = fault_status(NOT_FOUND);
    TRY(page_send(&pg, rp, ask_closed_page, &v));
    return NOT_FOUND;
}

/* ---- which link, which record ----------------------------------------------------------------------------- */

static Fault visit_begin(Ctx *c, const Request *rq, Visit *ret_s) {
    Visit s = {.v = ent_new(c, &intake_entity)};
    int kind = kind_of(rq);
    intake_questions(kind, &s.questions, &s.n);
    s.path = arena_printf(c->arena, "%s/%.*s", kind == DOOR_KIND_ASK ? "/ask" : "/propose", STR_ARG(rq->words[0]));
    *ret_s = s;
    TRY(door_open(c, rq->words[0], kind, &ret_s->door));
    return OK;
}

/* The same behind a key: its link may have been switched off since, what was begun may still be sent. */
static Fault visit_again(Ctx *c, const Request *rq, Visit *ret_s) {
    Visit *s = ret_s;
    Fault f = visit_begin(c, rq, s);
    if (f != OK && f != NOT_FOUND) return f;
    s->key = rq->words[1];
    TRY(intake_by_key(c, s->key, s->v));
    bool here = s->v->door == s->door.head.id && s->v->kind == kind_of(rq);
    return here ? OK : fail(c, NOT_FOUND, "intake", 0);
}

static int step_of(const Visit *s, Str asked) {
    int64_t n, known = s->v->step > 0 ? s->v->step : 0;
    if (!str_int(asked, &n) || n < 1) n = known + 1;
    if (n > known + 1) n = known + 1;
    if (n > s->n) n = s->n;
    return (int)n - 1;
}

/* ---- reading answers -------------------------------------------------------------------------------------- */

/* The fields of this question alone, whatever else was sent. */
static void read_answers(Ctx *c, const Request *rq, Visit *s) {
    const IntakeQuestion *q = &s->questions[s->at];
    Params mine = {.v = ARENA_ARRAY(c->arena, Param, INTAKE_FIELDS_MAX)};
    for (int i = 0; q->fields[i] >= 0; i++) {
        const char *name = intake_entity.fields[q->fields[i]].name;
        mine.v[mine.n++] = (Param){str_of(name), params_get(&rq->form, name)};
    }
    ent_form_read(c, &intake_entity, &mine, s->v);
    for (int i = 0; i < q->needed; i++) {
        const Field *f = &intake_entity.fields[q->fields[i]];
        if (!c->complaints.n && !value_known(f, s->v)) complain(c, f->name, T_FORM_FIX_REQUIRED);
    }
}

/* What people cannot see, and machines fill in. */
bool door_is_machine(const Request *rq) { return str_trim(params_get(&rq->form, "website")).n > 0; }

Fault door_too_many(Ctx *c, const Request *rq, const Door *d, const DoorLimit *l, bool *ret_yes) {
    int64_t of_caller, of_door;
    TRY(try_count(c, l->caller, rq->address, 60, &of_caller));
    TRY(try_count(c, l->link, d->code, 24 * 60, &of_door));
    *ret_yes = of_caller > l->caller_hour || of_door > l->link_day;
    return OK;
}

/* ---- handlers --------------------------------------------------------------------------------------------- */

Fault get_ask(Ctx *c, const Request *rq, Reply *rp) {
    Visit s;
    Fault f = visit_begin(c, rq, &s);
    if (f != OK) return door_closed(c, rq, rp, f);
    return draw(c, rq, rp, &s);
}

static void go_on(Ctx *c, Reply *rp, const Visit *s) {
    reply_go(c, rp, arena_printf(c->arena, "%.*s/%.*s", STR_ARG(s->path), STR_ARG(s->key)), T_NONE, NULL, 0);
}

static const DoorLimit LIMIT = {"intakes of caller", "intakes of link", INTAKE_CALLER_HOUR_MAX, INTAKE_DOOR_DAY_MAX};

/* The first answer: from here on it is kept. */
Fault post_ask(Ctx *c, const Request *rq, Reply *rp) {
    Visit s;
    Str site;
    bool many;
    Fault f = visit_begin(c, rq, &s);
    if (f != OK) return door_closed(c, rq, rp, f);
    if (door_is_machine(rq)) {
        s.v->reference = s.door.code;
        s.v->answer_by = intake_due(c);
        return draw_sent(c, rq, rp, &s);
    }
    read_answers(c, rq, &s);
    if (c->complaints.n) return draw(c, rq, rp, &s);
    TRY(door_too_many(c, rq, &s.door, &LIMIT, &many));
    if (many) {                                   /* the count is kept: no fault */
        page_fault(c, rq, rp, TOO_MANY);
        return OK;
    }
    s.key = key_new(c);
    s.v->hash = key_hash(c, s.key);
    s.v->kind = s.door.kind;
    s.v->way = INTAKE_WAY_LINK;
    s.v->door = s.door.head.id;
    s.v->place = s.door.place;
    s.v->head.unit = s.door.head.unit;
    s.v->state = INTAKE_STATE_BEGUN;
    s.v->step = 1;
    f = intake_save(c, s.door.head.org, s.v);
    if (f == INVALID) return draw(c, rq, rp, &s);
    TRY(f);
    TRY(mail_site(c, rq, &site));
    TRY(intake_tell(c, s.v, site));
    c->act = 0;
    go_on(c, rp, &s);
    return OK;
}

Fault get_ask_again(Ctx *c, const Request *rq, Reply *rp) {
    Visit s;
    Fault f = visit_again(c, rq, &s);
    if (f != OK) return door_closed(c, rq, rp, f);
    if (s.v->state != INTAKE_STATE_BEGUN) return draw_sent(c, rq, rp, &s);
    s.at = step_of(&s, params_get(&rq->args, "step"));
    return draw(c, rq, rp, &s);
}

static Fault send(Ctx *c, const Request *rq, Visit *s) {
    Str site;
    s->v->state = INTAKE_STATE_SENT;
    TRY(intake_save(c, s->v->head.org, s->v));
    TRY(mail_site(c, rq, &site));
    return intake_tell(c, s->v, site);
}

Fault post_ask_again(Ctx *c, const Request *rq, Reply *rp) {
    Visit s;
    Fault f = visit_again(c, rq, &s);
    if (f != OK) return door_closed(c, rq, rp, f);
    if (s.v->state != INTAKE_STATE_BEGUN) {
        go_on(c, rp, &s);
        return OK;
    }
    s.at = step_of(&s, params_get(&rq->form, "step"));
    read_answers(c, rq, &s);
    if (c->complaints.n) return draw(c, rq, rp, &s);
    if (s.v->step < s.at + 1) s.v->step = s.at + 1;
    f = s.at + 1 == s.n ? send(c, rq, &s) : intake_save(c, s.v->head.org, s.v);
    if (f == INVALID) return draw(c, rq, rp, &s);
    TRY(f);
    c->act = 0;
    if (s.at + 1 < s.v->step) {                   /* gone back to an earlier question: on to the one behind it */
        reply_go(c, rp, arena_printf(c->arena, "%.*s/%.*s?step=%d", STR_ARG(s.path), STR_ARG(s.key), s.at + 2), T_NONE,
                 NULL, 0);
        return OK;
    }
    go_on(c, rp, &s);
    return OK;
}
