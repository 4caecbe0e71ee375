/* commitment_store.c - tasks of somebody and about somebody, and their rules at the write. */
#include "commitment/commitment_store.h"

#include "account/account.h"
#include "actor/actor.h"
#include "db/facts.h"
#include "db/scope.h"
#include "lang/show.h"

/* What is due within so many days, or has no day, waits; the rest is for later. */
enum { SOON_DAYS = 30 };

enum { Q_MINE, Q_ABOUT, Q_OF_POSTS, Q_OF_ITEMS, Q_COUNT, Q_OWNED };

#define COLUMNS "SELECT x.id, x.text, x.about, x.due_on, x.owner, x.state, l_owner.text, x.ripens_on" \
    " FROM commitments x {label:x.owner}"
#define BY_URGENCY " ORDER BY CASE WHEN x.due_on IS NULL THEN 1 ELSE 0 END, x.due_on, x.id"
#define OUT "id:id text:text about:id due_on:int owner:id state:int name:text ripens_on:int"

const Query COMMITMENT_QUERIES[COMMITMENT_Q_N] = {
    [Q_MINE] = {.sql = COLUMNS " WHERE x.org = :org AND x.owner = :account AND x.state = :open AND " COMMITMENT_SOON
                               " AND x.archived_at IS NULL AND {scope:x}" BY_URGENCY " LIMIT :max",
                .in = "org:id account:id open:int soon:int max:int",
                .out = OUT},
    [Q_ABOUT] = {.sql = COLUMNS " WHERE x.org = :org AND x.about = :actor AND x.state = :open"
                                " AND x.archived_at IS NULL AND {scope:x}" BY_URGENCY " LIMIT :max",
                 .in = "org:id actor:id open:int max:int",
                 .out = OUT},
    [Q_OF_POSTS] = {.sql = "SELECT x.id, x.text, x.post, x.due_on, x.owner, x.state, l_owner.text, x.ripens_on"
                           " FROM commitments x {label:x.owner} WHERE x.org = :org"
                           " AND x.post {in:posts} AND x.archived_at IS NULL"
                           " AND {scope:x} ORDER BY x.id LIMIT :max",
                    .in = "org:id posts:ids max:int",
                    .out = OUT},
    [Q_OF_ITEMS] = {.sql = "SELECT x.id, x.text, x.agenda_item, x.due_on, x.owner, x.state, l_owner.text, x.ripens_on"
                           " FROM commitments x {label:x.owner} WHERE x.org = :org"
                           " AND x.agenda_item {in:items} AND x.archived_at IS NULL"
                           " AND {scope:x} ORDER BY x.id LIMIT :max",
                    .in = "org:id items:ids max:int",
                    .out = OUT},
    [Q_COUNT] = {.sql = "SELECT CAST(sum(CASE WHEN " COMMITMENT_SOON " THEN 1 ELSE 0 END) AS BIGINT),"
                        " CAST(sum(CASE WHEN x.due_on < :today AND coalesce(x.ripens_on, 0) < :today THEN 1"
                        " ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN " COMMITMENT_LATER " THEN 1 ELSE 0 END) AS BIGINT)"
                        " FROM commitments x WHERE x.org = :org AND x.owner = :account AND x.state = :open"
                        " AND x.archived_at IS NULL AND {scope:x}",
                 .in = "soon:int today:int later:int org:id account:id open:int",
                 .out = "open:int late:int later:int"},
    [Q_OWNED] = {.sql = "SELECT x.id FROM commitments x WHERE x.org = :org AND x.of_case = :case"
                        " AND x.owner = :account AND x.state = :open AND x.archived_at IS NULL"
                        " {unscoped:a hand-over moves them without reading} ORDER BY x.id LIMIT :max",
                 .in = "org:id case:id account:id open:int max:int", .out = "id:id"},
};

/* A task stands where the one it is about stands. */
static Fault follow_about(Ctx *c, Commitment *t) {
    if (t->head.unit || !t->about) return OK;
    Actor *a = ent_new(c, &actor_entity);
    Fault f = ent_load(c, &actor_entity, t->about, a);
    if (f == OK) t->head.unit = a->head.unit;
    return f == NOT_FOUND ? OK : f;
}

/* What belongs to a case is seen by its circle, or by its team alone, and done by somebody who is in it; what was
** promised about an item of an agenda, by those who see the item. */
static Fault follow_case(Ctx *c, const Commitment *was, Commitment *t) {
    int  room = t->agenda_item ? COMMITMENT_F_AGENDA_ITEM : COMMITMENT_F_OF_CASE;
    Id   id = t->agenda_item ? t->agenda_item : t->of_case;
    Head of;
    bool in = false;
    if (!id) return OK;
    TRY(ent_load_head(c, commitment_entity.fields[room].to, id, &of));
    t->head.unit = of.unit;
    t->head.visibility = VIS_TEAM;
    t->head.team = t->for_team == 1 && !t->agenda_item ? of.id : of.team;
    bool asked = t->state == COMMITMENT_STATE_OPEN && (!was || was->owner != t->owner);
    if (asked && t->owner && !c->who.system) TRY(scope_has(c, t->head.team, t->owner, &in));
    if (asked && t->owner && !c->who.system && !in) complain(c, "owner", T_COMMITMENT_NOT_IN_CASE);
    return OK;
}

/* A step of an initiative stands where the initiative stands, and is seen by whoever sees that. */
static Fault follow_initiative(Ctx *c, Commitment *t) {
    Head of;
    if (!t->initiative) return OK;
    TRY(ent_load_head(c, commitment_entity.fields[COMMITMENT_F_INITIATIVE].to, t->initiative, &of));
    t->head.unit = of.unit;
    t->head.visibility = of.visibility;
    t->head.team = of.team;
    return OK;
}

static Fault is_staff(Ctx *c, Id account, bool *ret_yes) {
    GrantRow *v;
    size_t    n;
    Who       kept = c->who;
    *ret_yes = false;
    c->who.system = true;
    Fault f = grant_list(c, account, &v, &n);
    c->who = kept;
    TRY(f);
    for (size_t i = 0; i < n; i++) {
        bool staff = (account_role(v[i].role) & ROLES_STAFF) != 0;
        *ret_yes = *ret_yes || (staff && !v[i].over);
    }
    return OK;
}

/* Whether a step of an initiative is done outside the unit is decided when it is taken on, and stays so when its owner
** joins or leaves the staff later. */
static Fault follow_owner(Ctx *c, const Commitment *was, Commitment *t) {
    bool staff;
    if (!t->initiative) return OK;
    if (!t->accepted_at) t->outside = -1;
    bool same = was && was->accepted_at && was->owner == t->owner && was->by_actor == t->by_actor;
    if (!t->accepted_at || same) return OK;
    t->outside = 1;
    if (t->by_actor) return OK;
    TRY(is_staff(c, t->owner, &staff));
    t->outside = !staff;
    return OK;
}

/* Whoever has left is not given anything more. */
static Fault owner_works(Ctx *c, const Commitment *was, const Commitment *t) {
    bool left, asked = t->state == COMMITMENT_STATE_OPEN && (!was || was->owner != t->owner);
    if (!asked || !t->owner || t->owner == c->who.account || c->who.system) return OK;
    TRY(accounts_left(c, &t->owner, 1, &left));
    if (left) complain(c, "owner", T_COMMITMENT_OWNER_LEFT);
    return OK;
}

/* Given to somebody else it waits until they take it on; one's own is taken on by writing it down or doing it. */
static void accept(const Ctx *c, const Commitment *was, Commitment *t) {
    bool own = t->owner == c->who.account;
    if (was && was->owner != t->owner) t->accepted_at = 0;
    if (own && !t->accepted_at && (!was || was->owner != t->owner || t->state != was->state)) {
        t->accepted_at = c->reader.now;
    }
}

/* What it grew on, and what it became, is another of the same case or initiative, seen by whoever sees this one;
** nothing grows on what grew on it. */
static Fault same_case(Ctx *c, const Commitment *t, int field, Id of) {
    enum { DEEP_MAX = 50 };
    const char *name = commitment_entity.fields[field].name;
    Id at = of;
    for (int deep = 0; at && deep < DEEP_MAX; deep++) {
        Commitment *other = ent_new(c, &commitment_entity);
        Fault f = ent_load(c, &commitment_entity, at, other);
        if (f != OK) return f == NOT_FOUND ? OK : f;  /* the check of the reference complains */
        bool here = (t->of_case && other->of_case == t->of_case) ||
                    (t->initiative && other->initiative == t->initiative);
        bool seen = t->for_team == 1 || other->for_team != 1;
        if (at == t->head.id) complain(c, name, T_COMMITMENT_ITSELF);
        else if (deep == 0 && !here) complain(c, name, T_COMMITMENT_OTHER_CASE);
        else if (deep == 0 && !seen) complain(c, name, T_COMMITMENT_NOT_SHOWN);
        else at = field == COMMITMENT_F_BECAME ? other->became : other->grew_from;
        if (complaint_of(c, name)) return OK;
    }
    return OK;
}

static Fault follow_growth(Ctx *c, const Commitment *was, const Commitment *t) {
    if (t->grew_from && (!was || was->grew_from != t->grew_from)) {
        TRY(same_case(c, t, COMMITMENT_F_GREW_FROM, t->grew_from));
    }
    if (!t->became || (was && was->became == t->became)) return OK;
    return same_case(c, t, COMMITMENT_F_BECAME, t->became);
}

enum { PAST_DAYS = 366 };                         /* what was due before that and is still open: a slip of the year */

Fault commitment_check(Ctx *c, const void *before, void *after) {
    const Commitment *was = before;
    Commitment       *t = after;
    if (!was && !t->owner && !t->by_actor) t->owner = c->who.account;
    if (!was) TRY(follow_about(c, t));
    TRY(follow_case(c, was, t));
    TRY(follow_initiative(c, t));
    TRY(follow_growth(c, was, t));
    TRY(owner_works(c, was, t));
    accept(c, was, t);
    TRY(follow_owner(c, was, t));
    bool done = t->state == COMMITMENT_STATE_DONE;
    if (done && !t->done_at) t->done_at = c->reader.now;
    if (!done) t->done_at = 0;
    bool gone = t->state == COMMITMENT_STATE_DROPPED || t->state == COMMITMENT_STATE_CHANGED;
    if (gone && !t->reason.n) complain(c, "reason", T_COMMITMENT_WHY);
    bool asked = t->state == COMMITMENT_STATE_OPEN && !c->who.system && (!was || was->due_on != t->due_on);
    if (asked && t->due_on && t->due_on < day_plus(c->reader.today, -PAST_DAYS)) {
        complain(c, "due_on", T_COMMITMENT_LONG_PAST);
    }
    return complaints_fault(c);
}

/* ---- the owner is told ---------------------------------------------------------------------------------------- */

enum { MORNING_HOUR = 7, SATURDAY = 6 };

static Fault tell(Ctx *c, const Commitment *t, const Account *a, Str site, bool given) {
    Reader r = c->reader;
    char id[ID_CHARS + 1];
    Buf day;
    (void)lang_parse(a->lang, &r.lang);
    buf_init(&day, 200);
    plain_day(&day, &r, t->due_on);
    Mail m = {.org = t->head.org, .to = a->email, .reader = r, .about = t->head.id, .n_args = 2,
              .subject = given ? T_COMMITMENT_MAIL_GIVEN : T_COMMITMENT_MAIL_DUE,
              .body = !given ? T_COMMITMENT_MAIL_DUE_TEXT
                             : t->due_on ? T_COMMITMENT_MAIL_GIVEN_DAY : T_COMMITMENT_MAIL_GIVEN_TEXT};
    m.args[0] = TR_ARG("name", a->name);
    m.args[1] = TR_ARG("day", arena_copy(c->arena, buf_str(&day)));
    buf_release(&day);
    if (!given) {
        Day on = day_weekday(t->due_on) == SATURDAY ? day_plus(t->due_on, -1) : t->due_on;
        m.not_before = stamp_of(on, MORNING_HOUR, 0, c->reader.zone);
    }
    id_print(id, t->head.id);
    m.link = arena_printf(c->arena, "%.*s/tasks/%s", STR_ARG(site), id);
    return mail_queue(c, &m);
}

static CommitmentMayTell may_tell;                /* set at the start, read-only from then on */

static CommitmentInCase in_case;                  /* the same */

void commitment_ask_before_telling(CommitmentMayTell fn) { may_tell = fn; }
void commitment_on_case(CommitmentInCase fn) { in_case = fn; }

static _Thread_local bool told_once;

void commitment_tell_once(bool on) { told_once = on; }

static Fault owner_told(Ctx *c, const Commitment *was, const Commitment *t) {
    Account *a = ent_new(c, &account_entity);
    Str site;
    bool may = true;
    if (c->who.system && !c->who.account) return OK;
    TRY(mail_forget(c, t->head.id));
    if (t->state != COMMITMENT_STATE_OPEN || t->head.archived_at || !t->owner) return OK;
    TRY(fact_get(c, "site", &site));
    if (site.n && t->of_case && may_tell) TRY(may_tell(c, t, &may));
    if (!site.n || !may) return OK;
    Fault f = account_by_id(c, t->owner, a);
    if (f != OK || !a->email.n) return f == NOT_FOUND ? OK : f;
    bool given = t->owner != c->who.account && (!was || was->owner != t->owner) && !told_once;
    if (given) TRY(tell(c, t, a, site, true));
    return t->due_on > c->reader.today ? tell(c, t, a, site, false) : OK;
}

Fault commitment_after(Ctx *c, const void *before, const void *after) {
    const Commitment *t = after;
    if (t->of_case && in_case) TRY(in_case(c, before, t));
    return owner_told(c, before, t);
}

/* ---- lists ---------------------------------------------------------------------------------------------------- */

static Fault rows_read(Ctx *c, Rows *r, size_t max, TaskList *l) {
    l->rows = ARENA_ARRAY(c->arena, TaskRow, max + 1);
    for (l->rows_n = 0; l->rows_n < max && rows_next(r); l->rows_n++) {
        Day due = (Day)rows_int(r, 3);
        int state = (int)rows_int(r, 5);
        bool open = state == COMMITMENT_STATE_OPEN;
        l->rows[l->rows_n] = (TaskRow){
            .id = rows_id(r, 0), .text = rows_copy(r, 1), .about = rows_id(r, 2), .due_on = due,
            .owner_id = rows_id(r, 4), .owner = rows_copy(r, 6),
            .late = open && due && due < c->reader.today && (Day)rows_int(r, 7) < c->reader.today,
            .today = open && due == c->reader.today, .done = state == COMMITMENT_STATE_DONE};
        if (l->rows[l->rows_n].owner_id == c->who.account) l->rows[l->rows_n].owner = (Str){0};
    }
    return rows_fault(r);
}

/* Links, and the names of those the tasks are about, as far as the reader may know them. */
static Fault rows_name(Ctx *c, TaskList *l, bool about) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, l->rows_n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, l->rows_n + 1);
    for (size_t i = 0; i < l->rows_n; i++) ids[i] = l->rows[i].about;
    if (about) TRY(ent_labels(c, ids, l->rows_n, names));
    for (size_t i = 0; i < l->rows_n; i++) {
        TaskRow *t = &l->rows[i];
        t->href = view_record_path(c, &commitment_entity, t->id);
        t->name = names[i];
        if (t->name.n) t->name_href = view_record_path(c, &actor_entity, t->about);
    }
    l->may_write = ent_may_write(c, &commitment_entity, NULL);
    return OK;
}

Day commitment_soon(const Ctx *c) { return day_plus(c->reader.today, SOON_DAYS); }

Fault commitment_mine(Ctx *c, size_t max, TaskList *ret_list) {
    if (max > TASK_ROWS_MAX) max = TASK_ROWS_MAX;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &COMMITMENT_QUERIES[Q_MINE],
                    VALS(v_id(c->who.org), v_id(c->who.account), v_int(COMMITMENT_STATE_OPEN),
                         v_int(commitment_soon(c)), v_int((int64_t)max)), &r));
        TRY(rows_read(c, &r, max, ret_list));
    }
    return rows_name(c, ret_list, true);
}

Fault commitment_about(Ctx *c, Id actor, size_t max, TaskList *ret_list) {
    if (max > TASK_ROWS_MAX) max = TASK_ROWS_MAX;
    if (ent_around_none(c, &commitment_entity.fields[COMMITMENT_F_ABOUT], actor)) return OK;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &COMMITMENT_QUERIES[Q_ABOUT],
                    VALS(v_id(c->who.org), v_id(actor), v_int(COMMITMENT_STATE_OPEN), v_int((int64_t)max)), &r));
        TRY(rows_read(c, &r, max, ret_list));
    }
    return rows_name(c, ret_list, false);
}

static Fault listed_of(Ctx *c, int query, const Id *of, size_t n, TaskList *ret_list) {
    enum { STEPS_MAX = 200 };
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &COMMITMENT_QUERIES[query], VALS(v_id(c->who.org), v_ids(of, n), v_int(STEPS_MAX)), &r));
        TRY(rows_read(c, &r, STEPS_MAX, ret_list));
    }
    return rows_name(c, ret_list, false);
}

Fault commitment_of_posts(Ctx *c, const Id *posts, size_t n, TaskList *ret_list) {
    return listed_of(c, Q_OF_POSTS, posts, n, ret_list);
}

Fault commitment_of_items(Ctx *c, const Id *items, size_t n, TaskList *ret_list) {
    return listed_of(c, Q_OF_ITEMS, items, n, ret_list);
}

Fault commitment_count(Ctx *c, TaskCount *ret_n) {
    AUTO(rows_end) Rows r = {0};
    Day soon = commitment_soon(c);
    TRY(db_rows(c, &COMMITMENT_QUERIES[Q_COUNT],
                VALS(v_int(soon), v_int(c->reader.today), v_int(soon), v_id(c->who.org), v_id(c->who.account),
                     v_int(COMMITMENT_STATE_OPEN)), &r));
    if (rows_next(&r)) *ret_n = (TaskCount){rows_int(&r, 0), rows_int(&r, 1), rows_int(&r, 2)};
    return rows_fault(&r);
}

Day commitment_in(Day today, int64_t days) {
    if (days < 28) return day_plus(today, (int32_t)days);
    int year = day_year(today), month = day_month(today) + 1, date = day_date(today);
    if (month > 12) year++, month = 1;
    while (date > 1 && !day_valid(day_of(year, month, date))) date--;
    return day_of(year, month, date);
}

Fault commitment_owned(Ctx *c, Id of_case, Id owner, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, &COMMITMENT_QUERIES[Q_OWNED],
                VALS(v_id(c->who.org), v_id(of_case), v_id(owner), v_int(COMMITMENT_STATE_OPEN), v_int((int64_t)max)),
                &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    TRY(rows_fault(&r));
    *ret_n = n;
    return OK;
}
