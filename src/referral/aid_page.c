/* aid_page.c - the catalogue of tracks: list, record, and the card on the page of a body. */
#include "actor/actor.h"
#include "lang/show.h"
#include "referral/aid_match.h"
#include "referral/referral_page.h"

void aid_told(const AidTrack *t, Day today, TextKey *ret_key, Str *ret_tone) {
    static const struct {
        TextKey     key;
        const char *tone;
    } TOLD[] = {
        [AID_TAKES] = {T_AID_TAKES, "ok"}, [AID_NOT_YET] = {T_AID_NOT_YET, "info"}, [AID_OVER] = {T_AID_OVER, ""},
        [AID_PAUSED] = {T_AID_PAUSED, "warn"}, [AID_ENDED] = {T_AID_ENDED, ""},
    };
    AidStanding s = aid_standing(t, today);
    *ret_key = TOLD[s].key;
    *ret_tone = str_of(TOLD[s].tone);
}

/* ---- the record ----------------------------------------------------------------------------------------------- */

static void put_amount(Buf *b, const Ctx *c, int64_t whole, const char *currency) {
    plain_money(b, &c->reader, whole * 100, currency);
}

/* "50,000 to 200,000", "up to 50,000", "from 50,000", in the currency of the track. */
static Str amounts_text(Ctx *c, const AidTrack *t) {
    bool low = t->amount_min != NUMBER_NONE, high = t->amount_max != NUMBER_NONE;
    const char *currency = arena_z(c->arena, t->currency);
    Buf from, to, b;
    if (!low && !high) return (Str){0};
    buf_init(&from, 200);
    buf_init(&to, 200);
    buf_init(&b, 600);
    if (low) put_amount(&from, c, t->amount_min, currency);
    if (high) put_amount(&to, c, t->amount_max, currency);
    TrArg args[] = {TR_ARG("from", buf_str(&from)), TR_ARG("to", buf_str(&to))};
    if (low && high) tr_plain(&b, &c->reader, T_AID_AMOUNT_BETWEEN, args, 2);
    else tr_plain(&b, &c->reader, low ? T_AID_AMOUNT_FROM : T_AID_AMOUNT_TO, low ? args : args + 1, 1);
    buf_release(&from);
    buf_release(&to);
    return buf_keep(c->arena, &b);
}

static Fault aid_head_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    const AidTrack *t = rec;
    AidHead v = {.kind = choice_label(&aid_kind_choices, t->kind), .amounts = amounts_text(c, t),
                 .opens_on = t->opens_on, .closes_on = t->closes_on};
    aid_told(t, c->reader.today, &v.standing, &v.tone);
    v.over = t->closes_on && t->closes_on < c->reader.today;
    v.counts = t->closes_on && !v.over;
    v.not_yet = t->opens_on > c->reader.today;
    TRY(ent_labels(c, &t->body, 1, &v.body));
    if (v.body.n) v.body_href = view_record_path(c, &actor_entity, t->body);
    aid_head_html(b, pg, &v);
    return OK;
}

static Fault draw_lines(Buf *b, const Page *pg, const Tri *t, bool as_list) {
    enum { LINES_MAX = 60 };
    Ctx *c = pg->c;
    Lang l = c->reader.lang;
    Str  rest = tri_best(t, c->reader.lang, &l);
    AidLines v = {.rows = ARENA_ARRAY(c->arena, AidLine, LINES_MAX), .lang = str_of(lang_code(l))};
    if (!rest.n) return OK;
    if (!as_list) v.text = rest;
    while (as_list && v.rows_n < LINES_MAX && aid_line(&rest, &v.rows[v.rows_n].text)) v.rows_n++;
    if (v.rows_n || v.text.n) aid_lines_html(b, pg, &v);
    return OK;
}

static Fault fits_draw(Buf *b, const Page *pg, const void *rec) {
    return draw_lines(b, pg, &((const AidTrack *)rec)->fits, false);
}
static Fault criteria_draw(Buf *b, const Page *pg, const void *rec) {
    return draw_lines(b, pg, &((const AidTrack *)rec)->criteria, true);
}
static Fault documents_draw(Buf *b, const Page *pg, const void *rec) {
    return draw_lines(b, pg, &((const AidTrack *)rec)->documents, true);
}

/* ---- on the page of the body ---------------------------------------------------------------------------------- */

static Fault aid_part_draw(Buf *b, const Page *pg, const void *rec) {
    enum { SHOWN_MAX = 50 };
    Ctx *c = pg->c;
    AidPart v = {.body = ((const Head *)rec)->id};
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    TRY(aid_of(c, v.body, SHOWN_MAX, &v.rows, &v.rows_n));
    for (size_t i = 0; i < v.rows_n; i++) v.rows[i].href = view_record_path(c, &aid_track_entity, v.rows[i].id);
    v.may_write = ent_may_write(c, &aid_track_entity, NULL);
    if (v.rows_n) aid_part_html(b, pg, &v);
    return OK;
}

/* ---- the list ------------------------------------------------------------------------------------------------- */

static Fault aid_extras(Ctx *c, const Request *rq, ListSpec *s) {
    const struct {
        const char *name, *sql;
        Day         on;
    } EXTRAS[] = {
        {"takes", "(x.state = 1 AND (x.closes_on IS NULL OR x.closes_on >= :takes)"
                  " AND (x.opens_on IS NULL OR x.opens_on <= :takes))", c->reader.today},
        {"soon", "(x.state = 1 AND x.closes_on <= :soon AND x.closes_on >= :s_today)",
         day_plus(c->reader.today, AID_SOON_DAYS)},
        {"over", "(x.state = 3 OR x.closes_on < :over)", c->reader.today},
        {"unsure", "(x.state = 1 AND (x.confirmed_on IS NULL OR x.confirmed_on < :unsure))",
         day_plus(c->reader.today, -AID_CONFIRM_DAYS)},
    };
    for (size_t i = 0; i < sizeof EXTRAS / sizeof *EXTRAS; i++) {
        if (!params_on(&rq->args, EXTRAS[i].name)) continue;
        s->extras[s->n_extras++] = (ListExtra){.name = EXTRAS[i].name, .val = v_int(EXTRAS[i].on), .text = LIT("1"),
                                               .sql = EXTRAS[i].sql};
    }
    if (params_on(&rq->args, "soon") && !params_has(&rq->args, "sort")) {
        s->sort = &aid_track_entity.fields[AID_TRACK_F_CLOSES_ON];
    }
    return OK;
}
_Static_assert(AID_STATE_OPEN == 1 && AID_STATE_ENDED == 3, "the conditions above name these states by number");

const Sheet AID_SHEET = {
    .entity = &aid_track_entity,
    .path = "/aid",
    .nav = NAV_MORE,
    .icon = "receipt",
    .title = T_ENT_AID_TRACK_MANY,
    .empty = T_AID_EMPTY,
    .first_step = T_AID_ADD,
    .add = T_AID_ADD,
    .columns = (const int[]){AID_TRACK_F_BODY, AID_TRACK_F_KIND, AID_TRACK_F_AMOUNT_MAX, AID_TRACK_F_CLOSES_ON,
                             -1},
    .filters = (const int[]){AID_TRACK_F_KIND, AID_TRACK_F_BODY, AID_TRACK_F_PLACE, AID_TRACK_F_STATE, -1},
    .bulk = (const int[]){AID_TRACK_F_STATE, -1},
    .tabs = (const SheetTab[]){{"takes=1", T_AID_TAB_TAKES}, {"soon=1", T_AID_TAB_SOON}, {"over=1", T_AID_TAB_OVER},
                               {"unsure=1", T_AID_TAB_UNSURE}, {0}},
    .extras = aid_extras,
    .extra_names = (const char *const[]){"takes", "soon", "over", "unsure", NULL},
    .first = (const int[]){AID_TRACK_F_NAME, AID_TRACK_F_BODY, AID_TRACK_F_KIND, AID_TRACK_F_STATE,
                           AID_TRACK_F_CLOSES_ON, AID_TRACK_F_FITS, AID_TRACK_F_CRITERIA, AID_TRACK_F_DOCUMENTS, -1},
    .told = (const int[]){AID_TRACK_F_NAME, AID_TRACK_F_BODY, AID_TRACK_F_KIND, AID_TRACK_F_STATE,
                          AID_TRACK_F_AMOUNT_MIN, AID_TRACK_F_AMOUNT_MAX, AID_TRACK_F_CURRENCY, AID_TRACK_F_OPENS_ON,
                          AID_TRACK_F_CLOSES_ON, AID_TRACK_F_FITS, AID_TRACK_F_CRITERIA, AID_TRACK_F_DOCUMENTS, -1},
    .head = aid_head_draw,
};

static const RecordPart PARTS[] = {
    {.entity = &aid_track_entity, .anchor = "fits", .title = T_ENT_AID_TRACK_FITS, .order = 10, .draw = fits_draw},
    {.entity = &aid_track_entity, .anchor = "criteria", .title = T_ENT_AID_TRACK_CRITERIA, .order = 20,
     .draw = criteria_draw},
    {.entity = &aid_track_entity, .anchor = "documents", .title = T_ENT_AID_TRACK_DOCUMENTS, .order = 30,
     .draw = documents_draw},
    {.entity = &actor_entity, .anchor = "aid", .title = T_ENT_AID_TRACK_MANY, .side = true, .order = 35,
     .draw = aid_part_draw},
};

VIEW_HANDLERS(aid, AID_SHEET)

static const Route ROUTES[] = {VIEW_ROUTES(aid, "/aid", ROLES_MEMBER, ROLES_STAFF)};

static void aid_start(Region *r) {
    (void)r;
    view_register(&AID_SHEET);
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) view_register_part(&PARTS[i]);
    view_register_part(&AID_FOR_CASE);
    view_register_part(&AID_CASES);
}

const Module aid_module = {
    .name = "aid", .queries = AID_QUERIES, .n_queries = AID_Q_N, .routes = ROUTES,
    .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = aid_start,
};
