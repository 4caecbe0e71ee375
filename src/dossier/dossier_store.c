/* dossier_store.c - the rules of chapters and of roles of leadership at the write. */
#include "dossier/dossier_page.h"

enum { Q_SAME };

const Query DOSSIER_QUERIES[DOSSIER_Q_N] = {
    [Q_SAME] = {.sql = "SELECT x.id FROM place_chapters x WHERE x.org = :org AND x.place = :place AND x.kind = :kind"
                       " AND x.id <> :me AND x.archived_at IS NULL {unscoped:a chapter stands once in a place} LIMIT 1",
                .in = "org:id place:id kind:int me:id", .out = "id:id"},
};

/* ---- chapters ---------------------------------------------------------------------------------------------------- */

static bool same_words(const PlaceChapter *a, const PlaceChapter *b) {
    return value_eq(&place_chapter_entity.fields[PLACE_CHAPTER_F_TEXT], a, b);
}

/* Whoever brings an earlier wording back brings its day and its writer. */
static void hold_day(Ctx *c, const PlaceChapter *was, PlaceChapter *v) {
    Day today = c->reader.today;
    if (was && same_words(was, v)) {
        if (!v->written_on) v->written_on = was->written_on;
    } else {
        if (was && v->written_on == was->written_on && v->written_by == was->written_by) v->written_on = 0;
        if (!was || v->written_by == was->written_by) v->written_by = c->who.account;
    }
    if (!v->written_on) v->written_on = today;
    if (v->written_on > today) complain(c, "written_on", T_DOSSIER_FUTURE);
}

Fault place_chapter_check(Ctx *c, const void *before, void *after) {
    const PlaceChapter *was = before;
    PlaceChapter       *v = after;
    int64_t             other;
    if (v->head.visibility < VIS_UNIT) v->head.visibility = VIS_UNIT;
    if (v->place) v->head.unit = v->place;
    hold_day(c, was, v);
    if (!v->place || !v->kind || v->head.archived_at) return complaints_fault(c);
    Fault f = db_int(c, &DOSSIER_QUERIES[Q_SAME],
                     VALS(v_id(c->who.org), v_id(v->place), v_int(v->kind), v_id(v->head.id)), &other);
    if (f == OK) complain(c, "kind", T_DOSSIER_ALREADY);
    else if (f != NOT_FOUND) return f;
    return complaints_fault(c);
}

Fault chapter_confirm(Ctx *c, Id id, PlaceChapter *ret_v) {
    TRY(ent_load(c, &place_chapter_entity, id, ret_v));
    ret_v->looked_on = c->reader.today;
    ret_v->looked_by = c->who.account;
    return ent_save(c, &place_chapter_entity, ret_v);
}

/* ---- roles of leadership ----------------------------------------------------------------------------------------- */

Fault place_leader_check(Ctx *c, const void *before, void *after) {
    PlaceLeader *v = after;
    (void)before;
    if (v->head.visibility < VIS_UNIT) v->head.visibility = VIS_UNIT;
    if (v->place) v->head.unit = v->place;
    if (v->knows_on > c->reader.today) complain(c, "knows_on", T_DOSSIER_FUTURE);
    if (v->standing == LEADER_STANDING_INFORMAL) {
        if (!v->actor) complain(c, "actor", T_DOSSIER_INFORMAL_WHO);
        if (!v->knows_on) complain(c, "knows_on", T_DOSSIER_INFORMAL_KNOWS);
        if (!v->knows_how.n) complain(c, "knows_how", T_DOSSIER_INFORMAL_HOW);
    }
    return complaints_fault(c);
}
