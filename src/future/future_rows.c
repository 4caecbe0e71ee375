/* future_rows.c - themes and goals as the rows that pages show. */
#include "future/future_page.h"

#include "place_ent.h"

void future_anchor(Buf *b, Id theme) {
    char id[ID_CHARS + 1];
    id_print(id, theme);
    buf_printf(b, "<span id=\"t-%s\"></span>", id);
}

static AimRow aim_row(Ctx *c, const Aim *a, Id place) {
    static const char *const TINTS[GOAL_STATE_N] = {
        [GOAL_STATE_OPEN] = "", [GOAL_STATE_REACHED] = "ok", [GOAL_STATE_CHANGED] = "info", [GOAL_STATE_LET_GO] = "",
    };
    Lang l = c->reader.lang;
    return (AimRow){.id = a->head.id, .text = tri_best(&a->text, l, NULL), .measure = tri_best(&a->measure, l, NULL),
                    .reason = tri_best(&a->reason, l, NULL), .href = view_record_path(c, &aim_entity, a->head.id),
                    .tint = str_of(TINTS[a->state]), .line = choice_label(&goal_line_choices, a->line),
                    .state = choice_label(&goal_state_choices, a->state),
                    .horizon = a->horizon == NUMBER_NONE ? 0 : a->horizon, .shown = a->shown == 1,
                    .open = a->state == GOAL_STATE_OPEN, .foreign = a->place != place};
}

static Fault rows_made(Ctx *c, const ListSpec *s, Id place, bool only_shown, AimRow **ret_v, size_t *ret_n) {
    void  *at;
    size_t n, m = 0;
    TRY(list_run(c, s, true, &at, &n, NULL));
    AimRow *v = ARENA_ARRAY(c->arena, AimRow, n + 1);
    Id     *places = ARENA_ARRAY(c->arena, Id, n + 1);
    Str    *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Aim *a = &((const Aim *)at)[i];
        Asked      asked;
        if (only_shown && a->shown != 1) continue;
        TRY(aim_asked(c, a->head.id, &asked));
        places[m] = a->place;
        v[m] = aim_row(c, a, place);
        v[m].wishes = asked.wishes;
        v[m++].votes = asked.votes;
    }
    if (m) TRY(ent_names(c, &place_entity, places, m, names));
    for (size_t i = 0; i < m; i++) v[i].place = names[i];
    *ret_v = v;
    *ret_n = m;
    return OK;
}

Fault aim_rows(Ctx *c, const Id *ids, size_t n, AimWant want, AimRow **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &aim_entity, .ids = ids, .n_ids = n, .ids_only = true, .limit = FUTURE_ROWS_MAX};
    *ret_n = 0;
    return n ? rows_made(c, &s, want.place, want.only_shown, ret_v, ret_n) : OK;
}

Fault aims_of_place(Ctx *c, Id place, bool only_shown, AimRow **ret_v, size_t *ret_n) {
    ListSpec s = {.entity = &aim_entity, .limit = FUTURE_ROWS_MAX};
    list_of(&s, AIM_F_PLACE, place);
    return rows_made(c, &s, place, only_shown, ret_v, ret_n);
}

static Fault meetings_of(Ctx *c, ThemeRow *t) {
    ListSpec s = {.entity = &hand_count_entity, .limit = FUTURE_ROWS_MAX, .descending = true,
                  .sort = &hand_count_entity.fields[HAND_COUNT_F_HELD_ON]};
    void    *rows;
    size_t   n;
    list_of(&s, HAND_COUNT_F_THEME, t->id);
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    t->meetings = ARENA_ARRAY(c->arena, HandRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        const HandCount *h = &((const HandCount *)rows)[i];
        t->meetings[t->meetings_n++] = (HandRow){h->hands, h->held_on, h->held_at};
    }
    return OK;
}

Fault theme_row(Ctx *c, const Rank *r, Id place, bool only_shown, ThemeRow *ret_t) {
    Id     aims[FUTURE_ROWS_MAX];
    size_t n;
    char   id[ID_CHARS + 1];
    id_print(id, r->theme);
    *ret_t = (ThemeRow){.id = r->theme, .name = r->name, .wishes = r->wishes, .votes = r->devices + r->hands,
                        .devices = r->devices, .hands = r->hands, .shown = r->shown,
                        .few = r->wishes < FUTURE_WORDS_LEAST,
                        .href = arena_printf(c->arena, "/themes/%s", id),
                        .wishes_href = arena_printf(c->arena, "/wishes?theme=%s", id)};
    TRY(meetings_of(c, ret_t));
    TRY(aims_of_theme(c, r->theme, aims, FUTURE_ROWS_MAX, &n));
    return aim_rows(c, aims, n, (AimWant){place, only_shown}, &ret_t->aims, &ret_t->aims_n);
}
