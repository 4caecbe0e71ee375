/* dossier_today.c - chapters that want looking at again, on the first page of who coordinates the place. */
#include "dossier/dossier_page.h"

enum { SHOWN_MAX = 5 };

ListExtra chapter_to_look_at(const Ctx *c) {
    return (ListExtra){.name = "old", .val = v_int(year_before(c->reader.today)), .text = LIT("1"),
                       .sql = "((CASE WHEN x.looked_on > x.written_on THEN x.looked_on ELSE x.written_on END) < :old)"};
}

static Fault today_draw(Buf *b, const Page *pg) {
    Ctx     *c = pg->c;
    ListSpec s = {.entity = &place_chapter_entity, .sort = &place_chapter_entity.fields[PLACE_CHAPTER_F_WRITTEN_ON],
                  .limit = SHOWN_MAX, .extras = {chapter_to_look_at(c)}, .n_extras = 1};
    void    *at;
    size_t   n;
    int64_t  all;
    if (!(c->who.roles & ROLE_COORDINATOR)) return OK;
    TRY(list_run(c, &s, false, &at, &n, &all));
    if (!n) return OK;
    const PlaceChapter *rows = at;
    DossierToday        v = {.rows = ARENA_ARRAY(c->arena, DossierTodayRow, n), .more = all > (int64_t)n};
    Id                 *ids = ARENA_ARRAY(c->arena, Id, n);
    Str                *names = ARENA_ARRAY(c->arena, Str, n);
    for (size_t i = 0; i < n; i++) ids[i] = rows[i].place;
    TRY(ent_labels(c, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        const Choice *kind = choice_of(&chapter_kind_choices, rows[i].kind);
        Str           path = dossier_path(c, rows[i].place);
        v.rows[v.rows_n++] = (DossierTodayRow){
            .place = names[i], .kind = kind->label,
            .href = arena_printf(c->arena, "%.*s#%s", STR_ARG(path), kind->name),
            .months = months_between(rows[i].written_on, c->reader.today)};
    }
    dossier_today_html(b, pg, &v);
    return OK;
}

const TodayPart DOSSIER_TODAY = {.order = 60, .draw = today_draw};
