/* place_switch.c - pages of the definition of "local": the switch, and what changes when it does. */
#include "place/place_page.h"

#include "base/check.h"

enum { CHOICES_MAX = 8, OPTIONS_MAX = 120, SHOWN_MAX = 100 };

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

/* ---- the switch -------------------------------------------------------------------------------------------------- */

/* The address of the page without what the switch sets. */
static Str page_without_local(Ctx *c, const Request *rq) {
    Params p = {.v = ARENA_ARRAY(c->arena, Param, rq->args.n + 1)};
    for (size_t i = 0; i < rq->args.n; i++) {
        Str n = rq->args.v[i].name;
        bool ours = str_starts(n, LIT("local")) || str_eq(n, LIT("page")) || str_eq(n, LIT("part"));
        if (!ours) p.v[p.n++] = rq->args.v[i];
    }
    Buf b;
    buf_init(&b, 1 << 16);
    buf_add(&b, rq->path);
    if (p.n) buf_lit(&b, "?");
    params_print(&b, &p);
    return buf_keep(c->arena, &b);
}

static Fault choices_of(Ctx *c, Id current, PlaceChoice **ret_v, size_t *ret_n) {
    PlaceChoice *v = ARENA_ARRAY(c->arena, PlaceChoice, CHOICES_MAX);
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_SWITCH), VALS(v_int(PLACE_STANDING_PERCEIVED)), &r));
    while (n < CHOICES_MAX && rows_next(&r)) {
        v[n++] = (PlaceChoice){.value = id_str(c->arena, rows_id(&r, 0)), .name = rows_copy(&r, 1),
                               .chosen = rows_id(&r, 0) == current};
    }
    *ret_v = v;
    *ret_n = n;
    return rows_fault(&r);
}

static Str compare_href(Ctx *c, Str a, Str b) {
    return arena_printf(c->arena, "/places/compare?a=%.*s&b=%.*s", STR_ARG(a), STR_ARG(b));
}

Fault place_switch(Ctx *c, const Request *rq, Page *pg) {
    PlaceLocal  l, before;
    PlaceSwitch v = {.back = page_without_local(c, rq)};
    Buf         b;
    TRY(place_local(c, rq, &l));
    TRY(choices_of(c, l.place, &v.choices, &v.choices_n));
    v.is_on = l.version != 0;
    v.words = place_local_words(c, &l);
    v.name = v.is_on ? l.name : v.words;
    if (v.is_on) {
        TRY(place_local_before(c, &before));
        v.href = view_record_path(c, &place_entity, l.place);
        Str than = before.version && before.version != l.version ? before.value : LIT("all");
        v.compare_href = compare_href(c, than, l.value);
    }
    buf_init(&b, 1 << 18);
    place_switch_html(&b, pg, &v);
    pg->place_switch = html_keep(c->arena, &b).s;
    return OK;
}

/* POST /local: a button's `local`, or a place as typed. Comes back to the page with the choice in its address. */
Fault post_local(Ctx *c, const Request *rq, Reply *rp) {
    Str        value = params_get(&rq->form, "local"), back = params_get(&rq->form, "back");
    PlaceLocal l;
    if (!path_is_ours(back)) back = LIT("/actors");
    if (!value.n) {
        Belonging *b = ent_new(c, &belonging_entity);
        ent_form_read(c, &belonging_entity, &rq->form, b);
        c->complaints.n = 0;
        if (b->place) value = id_str(c->arena, b->place);
    }
    bool everywhere = str_eq(value, LIT("all"));
    TRY(place_local_read(c, value, &l));
    if (!l.version && !everywhere) {
        reply_go(c, rp, back, T_PLACE_NOT_KNOWN, NULL, 0);
        return OK;
    }
    TRY(place_local_keep(c, value));
    Str to = arena_printf(c->arena, "%.*s%clocal=%.*s", STR_ARG(back), str_find_byte(back, '?') < 0 ? '?' : '&',
                          STR_ARG(value));
    reply_go(c, rp, to, T_PLACE_LOCAL_NOW, (TrArg[]){TR_ARG("version", place_local_words(c, &l))}, 1);
    return OK;
}

/* ---- who enters and who leaves ----------------------------------------------------------------------------------- */

/* Actors by what the address would say: in `in`, not in `out`; "all" limits nothing. */
static Fault part_of(Ctx *c, const PlaceLocal *in, const PlaceLocal *out, PlacePart *ret_part) {
    const Entity *e = entity_named(LIT("actor"));
    const Sheet  *s = view_sheet(LIT("actor"));
    Param         args[2];
    size_t        n;
    void         *rows;
    Request       rq = {.args = {.v = args}};
    ListSpec      spec = {.entity = e, .limit = SHOWN_MAX};
    CHECK(e && s);
    args[rq.args.n++] = (Param){LIT("local"), in->version ? in->value : LIT("all")};
    if (out) args[rq.args.n++] = (Param){LIT("local_not"), out->value};
    TRY(place_local_extra(c, &rq, &spec));
    TRY(list_run(c, &spec, false, &rows, &n, &ret_part->total));
    ret_part->rows = ARENA_ARRAY(c->arena, PlaceMember, n + 1);
    for (size_t i = 0; i < n; i++) {
        const Head *h = (const Head *)((const char *)rows + i * e->size);
        const Field *name = &e->fields[e->label];
        ret_part->rows[ret_part->rows_n++] = (PlaceMember){
            .name = tri_best(field_in(name, h), c->reader.lang, NULL), .href = view_record_path(c, e, h->id)};
    }
    Buf b;
    buf_init(&b, 4 << 10);
    params_print(&b, &rq.args);
    ret_part->href = arena_printf(c->arena, "%s?%.*s", s->path, STR_ARG(buf_str(&b)));
    ret_part->file = arena_printf(c->arena, "/export/actor.csv?%.*s", STR_ARG(buf_str(&b)));
    buf_release(&b);
    ret_part->more = ret_part->total > (int64_t)ret_part->rows_n;
    return OK;
}

/* How many are in, without the rows. */
static Fault count_of(Ctx *c, const PlaceLocal *in, int64_t *ret_n) {
    Param    args[1] = {{LIT("local"), in->version ? in->value : LIT("all")}};
    Request  rq = {.args = {.v = args, .n = 1}};
    ListSpec spec = {.entity = entity_named(LIT("actor")), .limit = 1};
    void    *rows;
    size_t   n;
    TRY(place_local_extra(c, &rq, &spec));
    return list_run(c, &spec, false, &rows, &n, ret_n);
}

static Fault options_add(Ctx *c, const PlaceLocal *l, PlaceChoice *v, size_t *n) {
    AUTO(rows_end) Rows r = {0};
    if (!l->version) return OK;
    TRY(db_rows(c, q(PLACE_Q_SWITCH_VERSIONS), VALS(v_int(l->place)), &r));
    while (*n + 2 < OPTIONS_MAX && rows_next(&r)) {
        PlaceLocal at;
        Str place = id_str(c->arena, l->place);
        Str value = arena_printf(c->arena, "%.*s.%lld", STR_ARG(place), (long long)rows_int(&r, 0));
        for (int frozen = 0; frozen <= !rows_null(&r, 1); frozen++) {
            if (frozen) value = arena_printf(c->arena, "%.*s.frozen", STR_ARG(value));
            TRY(place_local_read(c, value, &at));
            v[(*n)++] = (PlaceChoice){.value = value, .name = place_local_words(c, &at)};
        }
    }
    return rows_fault(&r);
}

/* Everything that can be chosen on one side: the usual places, and each version of the two that are compared. */
static Fault options_of(Ctx *c, const PlaceLocal *mine, const PlaceLocal *other, PlaceChoice **ret_v, size_t *ret_n) {
    PlaceChoice *v = ARENA_ARRAY(c->arena, PlaceChoice, OPTIONS_MAX + CHOICES_MAX), *usual;
    size_t n = 0, usual_n;
    bool chosen = false;
    v[n++] = (PlaceChoice){.value = LIT("all"), .name = tr(c->reader.lang, T_PLACE_EVERYWHERE)};
    TRY(choices_of(c, 0, &usual, &usual_n));
    for (size_t i = 0; i < usual_n; i++) v[n++] = usual[i];
    TRY(options_add(c, mine, v, &n));
    if (other->place != mine->place) TRY(options_add(c, other, v, &n));
    Str value = mine->version ? mine->value : LIT("all");
    for (size_t i = 0; i < n; i++) chosen = (v[i].chosen = !chosen && str_eq(v[i].value, value)) || chosen;
    if (!chosen) v[n++] = (PlaceChoice){.value = value, .name = place_local_words(c, mine), .chosen = true};
    *ret_v = v;
    *ret_n = n;
    return OK;
}

/* GET /places/compare?a=...&b=...: from one definition of "local" to another. */
Fault get_compare(Ctx *c, const Request *rq, Reply *rp) {
    PlaceLocal   a, b;
    PlaceCompare v = {0};
    TRY(place_local_read(c, params_get(&rq->args, "a"), &a));
    TRY(place_local_read(c, params_get(&rq->args, "b"), &b));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_PLACE_COMPARE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/places"), tr(c->reader.lang, T_ENT_PLACE_MANY)};
    if (b.version) pg.crumbs[pg.n_crumbs++] = (Crumb){view_record_path(c, &place_entity, b.place), b.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    v.a_words = place_local_words(c, &a);
    v.b_words = place_local_words(c, &b);
    TRY(options_of(c, &a, &b, &v.a, &v.a_n));
    TRY(options_of(c, &b, &a, &v.b, &v.b_n));
    if (a.version) TRY(part_of(c, &b, &a, &v.enter));
    if (b.version) TRY(part_of(c, &a, &b, &v.leave));
    TRY(count_of(c, &a, &v.a_total));
    TRY(count_of(c, &b, &v.b_total));
    v.stay = v.b_total - v.enter.total;
    v.may_take = (c->who.roles & (ROLES_STAFF | ROLE_TRUSTEE)) != 0;
    v.same = a.version == b.version && a.frozen == b.frozen;
    return page_send(&pg, rp, place_compare_page, &v);
}
