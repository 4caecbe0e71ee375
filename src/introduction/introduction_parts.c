/* introduction_parts.c - introductions on cases, on items and meetings of councils, on Today and the owner's page. */
#include "introduction/introduction_page.h"

#include "commitment_ent.h"
#include "council/council_store.h"
#include "db/facts.h"

/* ---- on a case --------------------------------------------------------------------------------------------------- */

static ListSpec newest(void) {
    return (ListSpec){.entity = &introduction_entity, .limit = INTRO_SHOWN, .sort_changed = true, .descending = true};
}

static void where(ListSpec *s, int field, ListOp op, Val val) {
    s->filters[s->n_filters++] = (ListFilter){.field = &introduction_entity.fields[field], .op = op, .val = val};
}

static Fault case_draw(Buf *b, const Page *pg, const void *rec) {
    const Case *k = rec;
    Ctx        *c = pg->c;
    IntroList   v = {.may_add = k->stage != CASE_STAGE_CLOSED && ent_may_write(c, &introduction_entity, NULL)};
    ListSpec    s = newest();
    where(&s, INTRODUCTION_F_OF_CASE, LIST_EQ, v_id(k->head.id));
    TRY(introduction_rows(c, &s, &v));
    v.add_href = arena_printf(c->arena, "/introductions/new?of_case=%.*s&one=%.*s",
                              STR_ARG(id_str(c->arena, k->head.id)), STR_ARG(id_str(c->arena, k->client)));
    if (v.rows_n || v.may_add) intro_card_html(b, pg, &v);
    return OK;
}

const RecordPart INTRO_CASE_PART = {.entity = &case_entity, .anchor = "introductions", .title = T_ENT_INTRODUCTION_MANY,
                                    .side = true, .order = 16, .draw = case_draw};

/* ---- from the minutes -------------------------------------------------------------------------------------------- */

static Fault item_draw(Buf *b, const Page *pg, const void *rec) {
    const AgendaItem *it = rec;
    Ctx      *c = pg->c;
    IntroList v = {.may_add = ent_may_write(c, &introduction_entity, NULL)};
    ListSpec  s = newest();
    Case     *k = ent_new(c, &case_entity);
    if (!(c->who.roles & introduction_entity.readers)) return OK;
    where(&s, INTRODUCTION_F_ITEM, LIST_EQ, v_id(it->head.id));
    TRY(introduction_rows(c, &s, &v));
    Fault f = it->of_case ? ent_load(c, &case_entity, it->of_case, k) : OK;
    if (f == NOT_FOUND) v.may_add = false;        /* who is not of its circle introduces it to nobody */
    else TRY(f);
    v.add_href = arena_printf(c->arena, "/introductions/new?item=%.*s%s%.*s", STR_ARG(id_str(c->arena, it->head.id)),
                              k->client ? "&one=" : "", STR_ARG(k->client ? id_str(c->arena, k->client) : (Str){0}));
    if (v.rows_n || v.may_add) intro_card_html(b, pg, &v);
    return OK;
}

const RecordPart INTRO_ITEM_PART = {.entity = &agenda_item_entity, .anchor = "introductions",
                                    .title = T_ENT_INTRODUCTION_MANY, .order = 40, .draw = item_draw};

/* Each meeting ends with at least one concrete help: how many promises and introductions came of it. */
static Fault meeting_draw(Buf *b, const Page *pg, const void *rec) {
    const Meeting *m = rec;
    Ctx        *c = pg->c;
    AgendaItem *items;
    size_t      n;
    IntroHelp   v = {0};
    ListSpec    s = {.entity = &commitment_entity};
    if (m->state != MEETING_STATE_HELD) return OK;
    TRY(items_of_meeting(c, m->head.id, &items, &n));
    Id *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[i] = items[i].head.id;
        if (s.n_filters == LIST_FILTERS_MAX) continue;
        s.filters[s.n_filters++] = (ListFilter){.field = &commitment_entity.fields[COMMITMENT_F_AGENDA_ITEM],
                                                .op = LIST_EQ, .val = v_id(ids[i])};
    }
    if (n) TRY(list_count(c, &s, &v.promises));
    TRY(introductions_of_items(c, ids, n, &v.introductions));
    v.none = !v.promises && !v.introductions;
    intro_help_html(b, pg, &v);
    return OK;
}

const RecordPart INTRO_MEETING_PART = {.entity = &meeting_entity, .anchor = "help", .title = T_INTRODUCTION_HELP,
                                       .side = true, .order = 8, .draw = meeting_draw};

/* ---- on the first page ------------------------------------------------------------------------------------------- */

/* Those of which it is to be asked what came of them. */
Fault introduction_dates(Ctx *c, TodayDates *into) {
    enum { SHOWN_MAX = 4 };
    IntroList v = {0};
    ListSpec  s = {.entity = &introduction_entity, .limit = SHOWN_MAX,
                   .sort = &introduction_entity.fields[INTRODUCTION_F_NEXT_ON]};
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    where(&s, INTRODUCTION_F_STATE, LIST_EQ, v_int(INTRO_STATE_BOTH_AGREED));
    where(&s, INTRODUCTION_F_NEXT_ON, LIST_LE, v_int(c->reader.today));
    TRY(introduction_rows(c, &s, &v));
    for (size_t i = 0; i < v.rows_n; i++) {
        const IntroRow *r = &v.rows[i];
        today_date(into, &(TodayDate){
            .name = arena_printf(c->arena, "%.*s · %.*s", STR_ARG(r->one), STR_ARG(r->other)), .sub = r->about,
            .href = r->href, .noun = T_ENT_INTRODUCTION, .what = T_INTRODUCTION_ASK_SINCE, .icon = "heart-handshake",
            .day = r->next_on, .due = r->next_on});
    }
    return OK;
}

/* ---- on the owner's page ----------------------------------------------------------------------------------------- */

/* Whom they are to meet, from either side, each behind the same page as the link opens. */
static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx          *c = pg->c;
    Id            ids[INTRO_SHOWN];
    size_t        n;
    Introduction *x = ent_new(c, &introduction_entity);
    IntroList     v = {.rows = ARENA_ARRAY(c->arena, IntroRow, INTRO_SHOWN)};
    TRY(introductions_of_actor(c, k->client, ids, INTRO_SHOWN, &n));
    for (size_t i = 0; i < n; i++) {
        Str one, other;
        TRY(introduction_load(c, ids[i], x));
        bool first = x->one == k->client, waits = introduction_waits(x, c->reader.today);
        int  says = first ? x->one_says : x->other_says;
        if (!waits && x->state != INTRO_STATE_BOTH_AGREED) continue;
        TRY(introduction_names(c, x, c->reader.lang, &one, &other));
        v.rows[v.rows_n++] = (IntroRow){
            .other = first ? other : one, .about = first ? x->why_one : x->why_other,
            .href = arena_printf(c->arena, "/introduced/%.*s", STR_ARG(first ? x->key_one : x->key_other)),
            .waits = waits && !says, .agreed = x->state == INTRO_STATE_BOTH_AGREED, .answered = says != 0};
    }
    if (v.rows_n) intro_mine_html(b, pg, &v);
    return OK;
}

const MinePart INTRO_MINE = {.order = 25, .waits = true, .draw = mine_draw};
