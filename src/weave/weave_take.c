/* weave_take.c - the network as a file: GraphML (Brandes et al. 2001) for programs that draw networks, and the
** ties as a table. What somebody is called in them is what the reader sees. */
#include "weave/weave_page.h"

#include "actor/actor.h"
#include "ent/form.h"

static const char *kind_of(const WeaveTie *t) { return choice_of(&tie_kind_choices, t->kind)->name; }

static void data_text(Buf *b, const char *key, Str text) {
    if (!text.n) return;
    buf_printf(b, "<data key=\"%s\">", key);
    put_text(b, text);
    buf_lit(b, "</data>");
}

static void node_out(Buf *b, const Weave *w, uint32_t v, Str place) {
    const WeaveActor *a = &w->actors[v];
    const Choice     *trade = choice_of(&trade_group_choices, a->trade);
    buf_lit(b, "<node id=\"");
    buf_id(b, a->id);
    buf_lit(b, "\">");
    data_text(b, "name", a->name);
    data_text(b, "kind", str_of(choice_of(&actor_kind_choices, a->kind)->name));
    if (trade) data_text(b, "sector", str_of(trade->name));
    data_text(b, "place", place);
    buf_printf(b, "<data key=\"local\">%s</data><data key=\"group\">%u</data><data key=\"between\">%.6g</data>",
               a->local ? "true" : "false", w->group[v], w->between[v]);
    buf_printf(b, "<data key=\"cuts\">%u</data></node>\n", w->lost[v]);
}

static void tie_out(Buf *b, const Weave *w, const WeaveTie *t) {
    buf_lit(b, "<edge id=\"");
    buf_id(b, t->id);
    buf_lit(b, "\" source=\"");
    buf_id(b, w->actors[t->from].id);
    buf_lit(b, "\" target=\"");
    buf_id(b, w->actors[t->to].id);
    buf_printf(b, "\"><data key=\"tie\">%s</data>", kind_of(t));
    if (t->strength) buf_printf(b, "<data key=\"strength\">%lld</data>", (long long)t->strength);
    buf_lit(b, "</edge>\n");
}

static Fault places_of(Ctx *c, const Weave *w, Str **ret_names) {
    Id *places = ARENA_ARRAY(c->arena, Id, w->n + 1);
    *ret_names = ARENA_ARRAY(c->arena, Str, w->n + 1);
    for (uint32_t v = 0; v < w->n; v++) places[v] = w->actors[v].place;
    return ent_names(c, &place_entity, places, w->n, *ret_names);
}

Fault get_weave_graphml(Ctx *c, const Request *rq, Reply *rp) {
    static const struct {
        const char *key, *of, *type;
    } KEYS[] = {{"name", "node", "string"},   {"kind", "node", "string"},  {"sector", "node", "string"},
                {"place", "node", "string"},  {"local", "node", "boolean"}, {"group", "node", "int"},
                {"between", "node", "double"}, {"cuts", "node", "int"},     {"tie", "edge", "string"},
                {"strength", "edge", "int"}};
    Net  net;
    Str *places;
    Buf *b = rp->body;
    TRY(net_load(c, rq, &net));
    TRY(places_of(c, &net.w, &places));
    buf_lit(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        buf_printf(b, "<key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", KEYS[i].key, KEYS[i].of,
                   KEYS[i].key, KEYS[i].type);
    }
    buf_lit(b, "<graph edgedefault=\"directed\">\n<desc>");
    put_text(b, place_local_words(c, &net.local));
    buf_lit(b, "</desc>\n");
    for (uint32_t v = 0; v < net.w.n; v++) node_out(b, &net.w, v, places[v]);
    for (size_t i = 0; i < net.w.ties_n; i++) tie_out(b, &net.w, &net.w.ties[i]);
    buf_lit(b, "</graph>\n</graphml>\n");
    rp->type = "application/xml; charset=utf-8";
    rp->file_name = LIT("network.graphml");
    return OK;
}

static void day_cell(Ctx *c, Buf *b, Day d) {
    Str s = d ? arena_printf(c->arena, "%04d-%02d-%02d", (int)(d / 10000), (int)(d / 100 % 100), (int)(d % 100))
              : (Str){0};
    csv_cell(b, false, s, false);
}

Fault get_weave_csv(Ctx *c, const Request *rq, Reply *rp) {
    static const TextKey HEADS[] = {T_ENT_TIE_FROM_ACTOR, T_ENT_TIE_KIND,    T_ENT_TIE_TO_ACTOR, T_ENT_TIE_STATE,
                                    T_ENT_TIE_STRENGTH,   T_ENT_TIE_FROM_ON, T_ENT_TIE_USED_ON,  T_WEAVE_DEFINITION};
    Net  net;
    Buf *b = rp->body;
    Lang l = c->reader.lang;
    TRY(net_load(c, rq, &net));
    Str words = place_local_words(c, &net.local);
    buf_lit(b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof HEADS / sizeof *HEADS; i++) csv_cell(b, i == 0, tr(l, HEADS[i]), true);
    buf_lit(b, "\r\n");
    for (size_t i = 0; i < net.w.ties_n; i++) {
        const WeaveTie *t = &net.w.ties[i];
        csv_cell(b, true, net.w.actors[t->from].name, true);
        csv_cell(b, false, tr(l, choice_label(&tie_kind_choices, t->kind)), true);
        csv_cell(b, false, net.w.actors[t->to].name, true);
        csv_cell(b, false, tr(l, choice_label(&tie_state_choices, t->dormant ? TIE_STATE_DORMANT : TIE_STATE_ACTIVE)),
                 true);
        csv_cell(b, false, t->strength ? arena_printf(c->arena, "%lld", (long long)t->strength) : (Str){0}, false);
        day_cell(c, b, t->from_on);
        day_cell(c, b, t->used_on);
        csv_cell(b, false, words, true);
        buf_lit(b, "\r\n");
    }
    rp->type = "text/csv; charset=utf-8";
    rp->file_name = LIT("ties.csv");
    return OK;
}
