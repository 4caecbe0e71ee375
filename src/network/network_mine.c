/* network_mine.c - on the owner's page: whom we look for together, and who is in charge of it; adding one. */
#include "network/network_page.h"

static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx        *c = pg->c;
    NetworkView v = {.path = arena_printf(c->arena, "%.*s/network", STR_ARG(case_path(c, k->head.id)))};
    TRY(network_load(c, k, &v.net));
    v.case_href = case_path(c, k->head.id);
    v.may_write = k->stage != CASE_STAGE_CLOSED && ent_may_write(c, &wanted_tie_entity, NULL);
    if (!v.net.open_n && !v.net.has_n && !v.may_write) return OK;
    v.roles = ARENA_ARRAY(c->arena, NetRole, TIE_ROLE_N);
    for (int r = 1; r < TIE_ROLE_N; r++) {
        v.roles[v.roles_n++] = (NetRole){str_of(choice_of(&tie_role_choices, r)->name),
                                         choice_label(&tie_role_choices, r)};
    }
    network_mine_html(b, pg, &v);
    return OK;
}

const MinePart NETWORK_MINE = {.order = 35, .draw = mine_draw};
