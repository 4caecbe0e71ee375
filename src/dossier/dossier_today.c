/* dossier_today.c - chapters that want looking at again, on the first page of who coordinates the place. */
#include "dossier/dossier_page.h"

enum { SHOWN_MAX = 5 };

ListExtra chapter_to_look_at(const Ctx *c) {
    return (ListExtra){.name = "old", .val = v_int(year_before(c->reader.today)), .text = LIT("1"),
                       .sql = "((CASE WHEN x.looked_on > x.written_on THEN x.looked_on ELSE x.written_on END) < :old)"};
}

static Day look_again_on(const PlaceChapter *p) {
    Day last = p->looked_on > p->written_on ? p->looked_on : p->written_on;
    return day_plus(last, 365);
}

Fault dossier_dates(Ctx *c, TodayDates *into) {
    ListSpec s = {.entity = &place_chapter_entity, .sort = &place_chapter_entity.fields[PLACE_CHAPTER_F_WRITTEN_ON],
                  .limit = SHOWN_MAX, .extras = {chapter_to_look_at(c)}, .n_extras = 1};
    void  *at;
    size_t n;
    if (!(c->who.roles & ROLE_COORDINATOR)) return OK;
    TRY(list_run(c, &s, false, &at, &n, NULL));
    const PlaceChapter *rows = at;
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = rows[i].place;
    TRY(ent_names(c, &place_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        const Choice *kind = choice_of(&chapter_kind_choices, rows[i].kind);
        Str           path = dossier_path(c, rows[i].place);
        today_date(into, &(TodayDate){.name = tr(c->reader.lang, kind->label), .sub = names[i],
                                      .noun = T_ENT_PLACE_CHAPTER, .what = T_DOSSIER_LOOK_BY, .icon = "map-pin",
                                      .href = arena_printf(c->arena, "%.*s#%s", STR_ARG(path), kind->name),
                                      .day = look_again_on(&rows[i]),
                                      .due = look_again_on(&rows[i])});
    }
    return OK;
}
