/* stay_parts.c - spending on the pages of a place, a case and a business; the sheets, and the module. */
#include "stay/stay_page.h"

#include "http/http.h"

enum { PART_ROWS = 8 };

/* ---- on other pages ---------------------------------------------------------------------------------------------- */

static Fault place_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    Str  id = id_str(c->arena, ((const Head *)rec)->id);
    if (!(c->who.roles & ROLES_STAFF)) return OK;
    LeakCard v = {.href = arena_printf(c->arena, "/places/%.*s/leaks", STR_ARG(id)),
                  .studies = arena_printf(c->arena, "/lm3-studies?place=%.*s", STR_ARG(id))};
    if (ent_may_write(c, &outlay_entity, NULL)) v.add = arena_printf(c->arena, "/outlays/new?place=%.*s", STR_ARG(id));
    leak_card_html(b, pg, &v);
    return OK;
}

/* A month's or a year's amount as it was told. */
static Str amount_of(Ctx *c, const Outlay *o) {
    Str money = stay_money(c, (LeakRange){o->low, o->high == NUMBER_NONE ? o->low : o->high});
    TextKey key = o->per == OUTLAY_PER_MONTH ? T_STAY_A_MONTH : T_STAY_A_YEAR;
    return tr_str(c->arena, &c->reader, key, (TrArg[]){TR_ARG("amount", money)}, 1);
}

static Fault lines_of(Ctx *c, int field, Id id, OutlayPart *v) {
    ListSpec s = {.entity = &outlay_entity, .limit = PART_ROWS, .n_filters = 1};
    void    *rows;
    size_t   n;
    s.filters[0] = (ListFilter){.field = &outlay_entity.fields[field], .op = LIST_EQ, .val = v_id(id)};
    v->rows = ARENA_ARRAY(c->arena, OutlayLine, PART_ROWS);
    if (ent_around_none(c, s.filters[0].field, id)) return OK;
    TRY(list_run(c, &s, false, &rows, &n, NULL));
    Id  places[PART_ROWS];
    Str names[PART_ROWS];
    for (size_t i = 0; i < n; i++) places[i] = ((const Outlay *)rows)[i].bought_in;
    if (n) TRY(ent_names(c, &place_entity, places, n, names));
    for (size_t i = 0; i < n; i++) {
        const Outlay *o = (const Outlay *)rows + i;
        TextKey       label = choice_label(&outlay_where_choices, o->bought);
        v->rows[v->rows_n++] = (OutlayLine){.what = o->what, .href = view_record_path(c, &outlay_entity, o->head.id),
                                            .amount = amount_of(c, o),
                                            .where = names[i].n ? names[i] : tr(c->reader.lang, label)};
    }
    return OK;
}

static Fault case_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx        *c = pg->c;
    const Case *k = rec;
    OutlayPart  v = {0};
    if (!(c->who.roles & outlay_entity.readers)) return OK;
    TRY(lines_of(c, OUTLAY_F_OF_CASE, k->head.id, &v));
    if (k->stage != CASE_STAGE_CLOSED && !k->head.archived_at && ent_may_write(c, &outlay_entity, &k->head)) {
        v.add = arena_printf(c->arena, "/outlays/new?of_case=%.*s&spender=%.*s&kind=business&place=%.*s",
                             STR_ARG(id_str(c->arena, k->head.id)), STR_ARG(id_str(c->arena, k->client)),
                             STR_ARG(id_str(c->arena, k->head.unit)));
    }
    if (v.add.n && k->head.unit) {
        v.sheet = arena_printf(c->arena, "/places/%.*s/leaks/sheet?of_case=%.*s&spender=%.*s",
                               STR_ARG(id_str(c->arena, k->head.unit)), STR_ARG(id_str(c->arena, k->head.id)),
                               STR_ARG(id_str(c->arena, k->client)));
    }
    if (v.rows_n || v.add.n) outlay_part_html(b, pg, &v);
    return OK;
}

/* A business's own, of those who may read them; a person's is not drawn here. */
static Fault actor_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx         *c = pg->c;
    const Actor *a = rec;
    OutlayPart   v = {0};
    if (!(c->who.roles & outlay_entity.readers) || a->kind == ACTOR_KIND_PERSON) return OK;
    TRY(lines_of(c, OUTLAY_F_SPENDER, a->head.id, &v));
    if (!a->head.archived_at && ent_may_write(c, &outlay_entity, &a->head)) {
        v.add = arena_printf(c->arena, "/outlays/new?spender=%.*s&kind=business&place=%.*s",
                             STR_ARG(id_str(c->arena, a->head.id)), STR_ARG(id_str(c->arena, a->locality)));
    }
    if (v.rows_n || v.add.n) outlay_part_html(b, pg, &v);
    return OK;
}

const RecordPart STAY_OF_PLACE = {.entity = &place_entity, .anchor = "leaks", .title = T_STAY_TITLE, .side = true,
                                  .order = 13, .draw = place_draw};
const RecordPart STAY_OF_CASE = {.entity = &case_entity, .anchor = "spending", .title = T_ENT_OUTLAY_MANY, .order = 62,
                                 .draw = case_draw};
const RecordPart STAY_OF_ACTOR = {.entity = &actor_entity, .anchor = "spending", .title = T_ENT_OUTLAY_MANY,
                                  .side = true, .order = 34, .draw = actor_draw};

/* What is invented says so, on the page of each. */
Fault stay_head(Buf *b, const Page *pg, const void *rec, const Entity *e) {
    const Field *f = field_named(e, LIT("is_demo"));
    if (*(const int *)field_in(f, rec) != 1) return OK;
    buf_lit(b, "<p class=\"tags\"><span class=\"tag demo\">");
    put_text(b, tr(pg->r->lang, T_ACTOR_DEMO));
    buf_lit(b, "</span></p>");
    return OK;
}

static Fault outlay_head(Buf *b, const Page *pg, const void *rec) { return stay_head(b, pg, rec, &outlay_entity); }
/* What is asked most: this year, by the month. */
static Fault outlay_fresh(Ctx *c, void *rec) {
    Outlay *o = rec;
    if (o->year == NUMBER_NONE) o->year = day_year(c->reader.today);
    if (!o->per) o->per = OUTLAY_PER_MONTH;
    if (!o->kind && o->spender) o->kind = SPENDER_KIND_BUSINESS;
    return OK;
}

static Fault spare_head(Buf *b, const Page *pg, const void *rec) { return stay_head(b, pg, rec, &spare_entity); }

/* ---- sheets ------------------------------------------------------------------------------------------------------ */

const Sheet OUTLAY_SHEET = {
    .entity = &outlay_entity, .path = "/outlays", .nav = NAV_MORE, .icon = "receipt", .title = T_ENT_OUTLAY_MANY,
    .empty = T_STAY_EMPTY, .first_step = T_STAY_ADD, .add = T_STAY_ADD,
    .columns = (const int[]){OUTLAY_F_WHAT, OUTLAY_F_CATEGORY, OUTLAY_F_PLACE, OUTLAY_F_KIND, OUTLAY_F_SPENDER,
                             OUTLAY_F_LOW, OUTLAY_F_PER, OUTLAY_F_YEAR, OUTLAY_F_BOUGHT, -1},
    .filters = (const int[]){OUTLAY_F_CATEGORY, OUTLAY_F_PLACE, OUTLAY_F_BOUGHT, OUTLAY_F_KIND, OUTLAY_F_WAY, -1},
    .bulk = (const int[]){OUTLAY_F_CATEGORY, OUTLAY_F_BOUGHT, -1}, .head = outlay_head,
    .fresh = outlay_fresh,
    .first = (const int[]){OUTLAY_F_WHAT, OUTLAY_F_CATEGORY, OUTLAY_F_LOW, OUTLAY_F_HIGH, OUTLAY_F_PER, OUTLAY_F_BOUGHT,
                           OUTLAY_F_BOUGHT_IN, OUTLAY_F_SELLER, OUTLAY_F_PLACE, OUTLAY_F_KIND, OUTLAY_F_SPENDER, -1},
    .form = (const int[]){OUTLAY_F_WHAT, OUTLAY_F_CATEGORY, OUTLAY_F_LOW, OUTLAY_F_HIGH, OUTLAY_F_PER, OUTLAY_F_YEAR,
                          OUTLAY_F_BOUGHT, OUTLAY_F_BOUGHT_IN, OUTLAY_F_SELLER, OUTLAY_F_SELLER_WORDS, OUTLAY_F_PLACE,
                          OUTLAY_F_KIND, OUTLAY_F_SPENDER, OUTLAY_F_WAY, OUTLAY_F_SURE, OUTLAY_F_OF_CASE, -1},
};

const Sheet SPARE_SHEET = {
    .entity = &spare_entity, .path = "/spares", .nav = NAV_MORE, .icon = "package", .title = T_ENT_SPARE_MANY,
    .empty = T_STAY_SPARE_EMPTY, .first_step = T_STAY_SPARE_ADD, .add = T_STAY_SPARE_ADD,
    .called = (const int[]){SPARE_F_ACTOR, SPARE_F_CATEGORY, -1},
    .columns = (const int[]){SPARE_F_ACTOR, SPARE_F_CATEGORY, SPARE_F_FREE, SPARE_F_TOLD_ON, -1},
    .filters = (const int[]){SPARE_F_CATEGORY, -1}, .bulk = (const int[]){-1}, .head = spare_head,
};

const Sheet PLUG_SHEET = {
    .entity = &plug_entity, .path = "/plugs", .nav = NAV_MORE, .icon = "flag", .title = T_ENT_PLUG_MANY,
    .empty = T_STAY_PLUG_EMPTY, .first_step = T_STAY_PLUG_ADD, .add = T_STAY_PLUG_ADD,
    .columns = (const int[]){PLUG_F_TITLE, PLUG_F_PLACE, PLUG_F_CATEGORY, PLUG_F_WAY, PLUG_F_STARTED_ON, -1},
    .filters = (const int[]){PLUG_F_PLACE, PLUG_F_CATEGORY, PLUG_F_WAY, -1}, .bulk = (const int[]){-1},
};

VIEW_HANDLERS(outlay, OUTLAY_SHEET)
VIEW_HANDLERS(spare, SPARE_SHEET)
VIEW_HANDLERS(plug, PLUG_SHEET)
VIEW_HANDLERS(lm3_study, LM3_STUDY_SHEET)
VIEW_HANDLERS(lm3_payee, LM3_PAYEE_SHEET)

/* What came of a step may stand in files of payments, so that its page is drawn on a slow thread. */
static Fault get_plug_page(Ctx *c, const Request *rq, Reply *rp) {
    TRY(region_read_begin(c->region, c));
    Fault f = get_plug(c, rq, rp);
    region_read_end(c->region, c);
    return f;
}

/* ---- the module -------------------------------------------------------------------------------------------------- */

enum { OUTLAY_READERS = ROLE_COORDINATOR | ROLE_CONSULTANT };

static const Route ROUTES[] = {
    {GET, "/spend/{word}", get_spend_ask, ROUTE_READ, ROLES_ALL, 0, NULL, false},
    {POST, "/spend/{word}", post_spend_ask, ROUTE_WRITE, ROLES_ALL, 1 << 16, NULL, false},
    {GET, "/leaks", get_leak_places, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/leaks/multipliers", get_multipliers, ROUTE_READ, ROLES_STAFF, 0, NULL, false},
    {POST, "/leaks/multipliers", post_multipliers, ROUTE_WRITE, ROLES_STAFF, 1 << 18, NULL, false},
    {GET, "/places/{id}/leaks", get_leaks, ROUTE_READ, ROLES_STAFF, 0, NULL, true},
    {GET, "/places/{id}/leaks/sheet", get_spend_sheet, ROUTE_READ, OUTLAY_READERS, 0, NULL, false},
    {POST, "/places/{id}/leaks/sheet", post_spend_sheet, ROUTE_WRITE, OUTLAY_READERS, 1 << 16, NULL, false},
    {GET, "/places/{id}/leaks/sheets", get_sheets, ROUTE_READ, OUTLAY_READERS, 0, NULL, false},
    {POST, "/places/{id}/leaks/sheets", post_sheet, ROUTE_WRITE, OUTLAY_READERS, 1 << 16, NULL, false},
    {POST, "/places/{id}/leaks", post_leak_plug, ROUTE_WRITE, OUTLAY_READERS, 1 << 16, NULL, false},
    VIEW_ROUTES(outlay, "/outlays", OUTLAY_READERS, OUTLAY_READERS),
    VIEW_ROUTES(spare, "/spares", ROLES_STAFF, ROLES_STAFF),
    {GET, "/plugs", get_plug_list, ROUTE_READ, OUTLAY_READERS, 0, NULL, true},
    {GET, "/plugs/new", get_plug_form, ROUTE_READ, OUTLAY_READERS, 0, NULL, false},
    {POST, "/plugs", post_plug, ROUTE_WRITE, OUTLAY_READERS, 1 << 20, NULL, false},
    {POST, "/plugs/bulk", post_plug_bulk, ROUTE_SLOW, OUTLAY_READERS, 2 << 20, NULL, false},
    {GET, "/plugs/{id}", get_plug_page, ROUTE_SLOW, OUTLAY_READERS, 0, NULL, false},
    {GET, "/plugs/{id}/edit", get_plug_form, ROUTE_READ, OUTLAY_READERS, 0, NULL, false},
    {POST, "/plugs/{id}", post_plug, ROUTE_WRITE, OUTLAY_READERS, 1 << 20, NULL, false},
    {POST, "/plugs/{id}/bought", post_plug_bought, ROUTE_WRITE, OUTLAY_READERS, 1 << 16, NULL, false},
    {POST, "/plugs/{id}/archive", post_plug_archive, ROUTE_WRITE, OUTLAY_READERS, 0, NULL, false},
    {POST, "/plugs/{id}/unarchive", post_plug_unarchive, ROUTE_WRITE, OUTLAY_READERS, 0, NULL, false},
    VIEW_ROUTES(lm3_study, "/lm3-studies", ROLES_STAFF, ROLES_STAFF),
    VIEW_ROUTES(lm3_payee, "/lm3-payees", OUTLAY_READERS, OUTLAY_READERS),
};

static void stay_start(Region *r) {
    static const Sheet *const SHEETS[] = {&OUTLAY_SHEET, &SPARE_SHEET, &PLUG_SHEET, &LM3_STUDY_SHEET, &LM3_PAYEE_SHEET};
    static const RecordPart *const PARTS[] = {&STAY_OF_PLACE, &STAY_OF_CASE, &STAY_OF_ACTOR,
                                             &PLUG_DEALS,    &PLUG_EFFECT,  &LM3_RESULT,  &LM3_PAYEES};
    (void)r;
    erase_also_add(stay_erase);
    for (size_t i = 0; i < sizeof SHEETS / sizeof *SHEETS; i++) view_register(SHEETS[i]);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) view_register_part(PARTS[i]);
}

const Module stay_module = {.name = "stay", .queries = STAY_QUERIES, .n_queries = STAY_Q_N, .routes = ROUTES,
                            .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = stay_start};
