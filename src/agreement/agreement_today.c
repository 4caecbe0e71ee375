/* agreement_today.c - on the first page: promises that wait for the reader, agreements to be looked at again, and for
** headquarters how many units have no agreement with their authority. */
#include "agreement/agreement_page.h"

#include "place_ent.h"

enum { SHOWN_MAX = 6 };

static Fault fill_promises(Ctx *c, AgreementsToday *v) {
    ListSpec s = {.entity = &undertaking_entity, .sort = &undertaking_entity.fields[UNDERTAKING_F_BY_ON],
                  .limit = SHOWN_MAX, .extras = {undertaking_waits(c), undertaking_soon(c)}, .n_extras = 2};
    void *rows;
    TRY(list_run(c, &s, false, &rows, &v->promises_n, NULL));
    v->promises = ARENA_ARRAY(c->arena, PromiseRow, v->promises_n + 1);
    for (size_t i = 0; i < v->promises_n; i++) {
        const Undertaking *u = (const Undertaking *)rows + i;
        Agreement *a = ent_new(c, &agreement_entity);
        TRY(ent_load(c, &agreement_entity, u->agreement, a));
        v->promises[i] = promise_row(c, u, a);
        v->promises[i].about = a->title;
        v->promises[i].about_href = view_record_path(c, &agreement_entity, a->head.id);
    }
    return OK;
}

/* Of those that the reader looks after, or coordinates the unit of. */
Fault agreement_dates(Ctx *c, TodayDates *into) {
    AgreementRow *v;
    size_t        n;
    ListSpec s = {.entity = &agreement_entity, .sort = &agreement_entity.fields[AGREEMENT_F_REVIEW_ON],
                  .limit = SHOWN_MAX, .extras = {agreement_due(c)}, .n_extras = 1};
    if (!(c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    if (!(c->who.roles & ROLE_COORDINATOR)) {
        s.extras[s.n_extras++] = (ListExtra){.name = "mine", .val = v_id(c->who.account), .text = LIT("1"),
                                             .sql = "(x.owner = :mine OR x.account = :mine)"};
    }
    TRY(agreement_rows(c, &s, false, &v, &n));
    for (size_t i = 0; i < n; i++) {
        today_date(into, &(TodayDate){.name = v[i].title, .sub = v[i].other, .href = v[i].href, .noun = T_ENT_AGREEMENT,
                                      .what = T_AGREEMENT_REVIEW_TAG, .icon = "calendar",
                                      .day = v[i].review_on, .due = v[i].review_on});
    }
    return OK;
}

static Fault fill_bare(Ctx *c, AgreementsToday *v) {
    ListSpec s = {.entity = &place_entity, .extras = {unit_without(c)}, .n_extras = 1};
    if (!(c->who.roles & ROLE_HQ)) return OK;
    return list_count(c, &s, &v->bare);
}

static Fault today_draw(Buf *b, const Page *pg) {
    AgreementsToday v = {0};
    if (!(pg->c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(fill_promises(pg->c, &v));
    TRY(fill_bare(pg->c, &v));
    if (v.promises_n || v.bare) agreements_today_html(b, pg, &v);
    return OK;
}

const TodayPart AGREEMENT_TODAY = {.order = 45, .draw = today_draw};
