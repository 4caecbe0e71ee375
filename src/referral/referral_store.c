/* referral_store.c - referrals of a case, and their rules at the write. */
#include "referral/referral_page.h"

#include "actor/actor.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "base/utf8.h"
#include "db/scope.h"

enum { Q_OF_CASE };

const Query REFERRAL_QUERIES[REFERRAL_Q_N] = {
    [Q_OF_CASE] = {.sql = "SELECT x.id, x.asked, x.body, x.answer, x.sent_on, x.follow_up_on FROM referrals x"
                          " WHERE x.org = :org AND x.of_case = :case AND x.archived_at IS NULL AND {scope:x}"
                          " ORDER BY x.id DESC LIMIT :max",
                   .in = "org:id case:id max:int",
                   .out = "id:id asked:text body:id answer:int sent_on:int follow_up_on:int"},
};

/* ---- for the whole folder --------------------------------------------------------------------------------------- */

Fault case_team_has(Ctx *c, Id of_case, bool *ret_yes) {
    if (c->who.system) {
        *ret_yes = true;
        return OK;
    }
    return scope_has(c, of_case, c->who.account, ret_yes);
}

Fault case_task(Ctx *c, Id of_case, Str text, Day due_on, Id *ret_task) {
    Case       *k = ent_new(c, &case_entity);
    Commitment *t = ent_new(c, &commitment_entity);
    TRY(ent_load(c, &case_entity, of_case, k));
    t->text = text;
    t->kind = COMMITMENT_KIND_FOLLOW_UP;
    t->state = COMMITMENT_STATE_OPEN;
    t->owner = c->who.account;
    t->about = k->client;
    t->of_case = of_case;
    t->for_team = 1;
    t->due_on = due_on;
    t->is_demo = k->is_demo;
    TRY(ent_save(c, &commitment_entity, t));
    *ret_task = t->head.id;
    return OK;
}

Fault case_task_done(Ctx *c, Id task) {
    Commitment *t = ent_new(c, &commitment_entity);
    Fault f = task ? ent_load(c, &commitment_entity, task, t) : NOT_FOUND;
    if (f == NOT_FOUND) return OK;
    TRY(f);
    if (t->state != COMMITMENT_STATE_OPEN) return OK;
    t->state = COMMITMENT_STATE_DONE;
    return ent_save(c, &commitment_entity, t);
}

/* ---- referrals --------------------------------------------------------------------------------------------------- */

Fault referrals_of(Ctx *c, Id of_case, size_t max, ReferralRow **ret_v, size_t *ret_n) {
    ReferralRow *v = ARENA_ARRAY(c->arena, ReferralRow, max + 1);
    size_t n = 0;
    *ret_v = v;
    *ret_n = 0;
    if (ent_around_none(c, &referral_entity.fields[REFERRAL_F_OF_CASE], of_case)) return OK;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, &REFERRAL_QUERIES[Q_OF_CASE], VALS(v_id(c->who.org), v_id(of_case), v_int((int64_t)max)), &r));
        for (; n < max && rows_next(&r); n++) {
            v[n] = (ReferralRow){.id = rows_id(&r, 0), .asked = rows_copy(&r, 1), .body_id = rows_id(&r, 2),
                                 .answer = (int)rows_int(&r, 3), .sent_on = (Day)rows_int(&r, 4),
                                 .follow_up_on = (Day)rows_int(&r, 5)};
        }
        TRY(rows_fault(&r));
    }
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].body_id;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) v[i].body = names[i];
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* Of a track: who offers it. */
static Fault fill_body(Ctx *c, Referral *v, AidTrack *track) {
    Fault f = v->track ? ent_load(c, &aid_track_entity, v->track, track) : NOT_FOUND;
    if (f == OK && !v->body) v->body = track->body;
    if (f != OK && f != NOT_FOUND) return f;
    if (!v->body) complain(c, "body", T_REFERRAL_WANTS_BODY);
    return OK;
}

/* Nothing leaves the team without words written for it, and without the owner's consent today. */
static Fault check_sending(Ctx *c, Referral *v, const AidTrack *track) {
    if (!v->shared.n) complain(c, "shared", T_REFERRAL_WANTS_WORDS);
    if (track->head.id && aid_standing(track, v->sent_on) == AID_OVER) complain(c, "track", T_REFERRAL_TRACK_OVER);
    if (v->sent_on > c->reader.today) complain(c, "sent_on", T_AID_FIX_FUTURE);
    Fault f = case_needs(c, v->of_case, CONSENT_PURPOSE_AID, "sent_on");
    if (f != OK && f != INVALID) return f;
    if (!v->follow_up_on) v->follow_up_on = day_plus(v->sent_on, FOLLOW_UP_DAYS);
    return OK;
}

static void check_answer(Ctx *c, const Referral *was, Referral *v) {
    if (!v->sent_on) {
        v->answer = 0;
        v->answered_on = 0;
        return;
    }
    if (!v->answer) v->answer = REFERRAL_ANSWER_WAITING;
    if (v->answer == REFERRAL_ANSWER_WAITING) v->answered_on = 0;
    else if (!v->answered_on || (was && was->answer != v->answer)) v->answered_on = c->reader.today;
    if (v->answer == REFERRAL_ANSWER_DECLINED && !v->reason.n) complain(c, "reason", T_REFERRAL_WANTS_REASON);
}

Fault referral_check(Ctx *c, const void *before, void *after) {
    const Referral *was = before;
    Referral       *v = after;
    AidTrack       *track = ent_new(c, &aid_track_entity);
    if (!v->of_case) return complaints_fault(c);
    TRY(case_hold(c, v->of_case, true, &v->head));
    TRY(fill_body(c, v, track));
    if (v->follow_up_on && !was && v->follow_up_on < c->reader.today) complain(c, "follow_up_on", T_REFERRAL_PAST);
    bool sends = v->sent_on && (!was || !was->sent_on);
    if (sends) TRY(check_sending(c, v, track));
    bool changed = was && was->sent_on && (!str_eq(was->shared, v->shared) || was->body != v->body);
    if (changed) complain(c, str_eq(was->shared, v->shared) ? "body" : "shared", T_REFERRAL_SENT_FIXED);
    check_answer(c, was, v);
    return complaints_fault(c);
}

/* What the task of a follow-up says: "Ask {name} again: {what}". */
static Fault task_text(Ctx *c, const Referral *v, Str *ret_text) {
    enum { TEXT_MAX = 290 };
    Str body;
    Buf b;
    TRY(ent_labels(c, &v->body, 1, &body));
    buf_init(&b, 4000);
    tr_plain(&b, &c->reader, T_REFERRAL_TASK, (TrArg[]){TR_ARG("body", body), TR_ARG("asked", v->asked)}, 2);
    *ret_text = utf8_head(buf_keep(c->arena, &b), TEXT_MAX);
    return OK;
}

Fault referral_send(Ctx *c, Id id, Referral *ret_v) {
    Str text;
    TRY(ent_load(c, &referral_entity, id, ret_v));
    if (ret_v->sent_on || ret_v->head.archived_at) return fail(c, OVER, "referral", id);
    TRY(act_begin(c, T_REFERRAL_ACT_SENT, ret_v->asked));
    ret_v->sent_on = c->reader.today;
    ret_v->sent_by = c->who.account;
    if (ret_v->follow_up_on < c->reader.today) ret_v->follow_up_on = day_plus(c->reader.today, FOLLOW_UP_DAYS);
    TRY(task_text(c, ret_v, &text));
    TRY(case_task(c, ret_v->of_case, text, ret_v->follow_up_on, &ret_v->task));
    return ent_save(c, &referral_entity, ret_v);
}

Fault referral_answer(Ctx *c, Id id, int answer, Str reason, Referral *ret_v) {
    TRY(ent_load(c, &referral_entity, id, ret_v));
    if (!ret_v->sent_on || ret_v->head.archived_at) return fail(c, OVER, "referral", id);
    TRY(act_begin(c, T_REFERRAL_ACT_ANSWERED, ret_v->asked));
    ret_v->answer = answer;
    ret_v->reason = str_trim(reason);
    TRY(ent_save(c, &referral_entity, ret_v));
    return answer == REFERRAL_ANSWER_WAITING ? OK : case_task_done(c, ret_v->task);
}
