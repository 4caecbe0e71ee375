/* place_version.c - pages of versions: the card on a place, the form of the next one or of a correction, freezing. */
#include "place/place_page.h"

#include "base/check.h"

#include <math.h>
#include <unistd.h>

enum { SHOWN_MAX = 30, COUNTED_MAX = 6, CORNERS_MAX = 200, OUTLINE_BYTES_MAX = 2000000 };

static const Query *q(int i) { return &PLACE_QUERIES[i]; }

static Str value_of(Ctx *c, Id place, int64_t number, bool frozen) {
    char text[ID_CHARS + 1];
    id_print(text, place);
    return arena_printf(c->arena, "%s.%lld%s", text, (long long)number, frozen ? ".frozen" : "");
}

/* ---- the card ---------------------------------------------------------------------------------------------------- */

static void row_state(const Ctx *c, VersionRow *row) {
    Day today = c->reader.today;
    row->over = row->until && row->until < today;
    row->to_come = row->from && row->from > today;
    row->in_force = !row->over && !row->to_come;
}

static void row_links(Ctx *c, Id place, VersionRow *row) {
    row->list_href = arena_printf(c->arena, "/actors?local=%.*s", STR_ARG(value_of(c, place, row->number, false)));
    if (row->frozen_on) {
        row->frozen_href = arena_printf(c->arena, "/actors?local=%.*s", STR_ARG(value_of(c, place, row->number, true)));
    }
    if (row->number > 1) {
        row->compare_href = arena_printf(c->arena, "/places/compare?a=%.*s&b=%.*s",
                                         STR_ARG(value_of(c, place, row->number - 1, false)),
                                         STR_ARG(value_of(c, place, row->number, false)));
    }
}

static Fault rows_of(Ctx *c, Id place, VersionPart *v) {
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(PLACE_Q_VERSIONS_SHOWN), VALS(v_int(place)), &r));
    while (v->rows_n < SHOWN_MAX && rows_next(&r)) {
        VersionRow *row = &v->rows[v->rows_n++];
        Stamp frozen = rows_int(&r, 5);
        *row = (VersionRow){.id = rows_id(&r, 0), .number = rows_int(&r, 1), .from = (Day)rows_int(&r, 3),
                            .until = (Day)rows_int(&r, 4), .why = rows_copy(&r, 6), .who = rows_copy(&r, 7),
                            .method = choice_label(&place_method_choices, (int)rows_int(&r, 2)),
                            .frozen_on = frozen ? stamp_day(frozen, c->reader.zone) : 0};
        row_state(c, row);
        row_links(c, place, row);
        row->may_write = v->may_write;
    }
    return rows_fault(&r);
}

Fault place_versions_draw(Buf *b, const Page *pg, const void *rec) {
    const Head *place = rec;
    Ctx *c = pg->c;
    VersionPart v = {.rows = ARENA_ARRAY(c->arena, VersionRow, SHOWN_MAX), .place = place->id};
    v.may_write = ent_may_write(c, &place_version_entity, place) && !place->archived_at;
    TRY(rows_of(c, place->id, &v));
    for (size_t i = 0; i < v.rows_n && i < COUNTED_MAX; i++) {
        TRY(place_members_count(c, v.rows[i].id, &v.rows[i].members));
        v.rows[i].counted = true;
    }
    place_versions_html(b, pg, &v);
    return OK;
}

/* ---- the form ---------------------------------------------------------------------------------------------------- */

/* The outline as the field shows it: a corner a line where that says everything, else GeoJSON. */
static Str outline_shown(Ctx *c, Str shape) {
    GeoShape s;
    if (!shape.n || geo_read(c->arena, shape, NULL, &s) != GEO_FINE) return shape;
    if (s.n != 1 || s.rings[0].n > CORNERS_MAX) return shape;
    Buf b;
    buf_init(&b, 16 << 10);
    for (int i = 0; i < s.rings[0].n; i++) buf_printf(&b, "%.6f, %.6f\n", s.rings[0].v[i].lat, s.rings[0].v[i].lon);
    return buf_keep(c->arena, &b);
}

/* The conditions of a rule that have a field of their own in the form, as indexes into the fields of the actor. */
static size_t rule_fields(const Entity *e, int *ret_v) {
    static const char *const NAMES[] = {"kind", "category", "locality", "size", "life"};
    size_t n = 0;
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const Field *f = field_named(e, str_of(NAMES[i]));
        if (f) ret_v[n++] = (int)(f - e->fields);
    }
    return n;
}
enum { RULE_FIELDS_MAX = 5 };

/* A rule of one "is" a field fits the form; any other stays an address. */
static bool rule_fits_form(Ctx *c, const Entity *e, const PlaceRule *rule, void *actor) {
    ListSpec s;
    int fields[RULE_FIELDS_MAX];
    size_t n = rule_fields(e, fields);
    if (!rule->address.n) return true;
    if (!place_rule_spec(c, rule->address, &s) || s.sort || s.archived) return false;
    for (int i = 0; i < s.n_filters; i++) {
        const ListFilter *f = &s.filters[i];
        bool ours = false;
        for (size_t k = 0; k < n && !ours; k++) ours = f->field == &e->fields[fields[k]];
        if (!ours || f->op != LIST_EQ || value_known(f->field, actor)) return false;
        if (!value_read(c, f->field, actor, c->reader.lang, f->text)) return false;
    }
    return true;
}

static Str real_text(Ctx *c, bool known, double x) {
    return known ? arena_printf(c->arena, "%.6g", x) : (Str){0};
}

static void rule_fill(Ctx *c, Buf *b, const PlaceVersion *pv, const Params *typed, VersionForm *v) {
    const Entity *e = entity_named(LIT("actor"));
    PlaceRule rule = {0};
    void *actor = ent_new(c, e);
    int fields[RULE_FIELDS_MAX];
    size_t n = rule_fields(e, fields), complaints = c->complaints.n;
    bool known = pv->rule.n && place_rule_read(c->arena, pv->rule, &rule);
    if (known && !rule_fits_form(c, e, &rule, actor)) {
        ent_clear(e, actor);
        v->rule_list = rule.address;
    }
    c->complaints.n = complaints;
    known = known && rule.ring.km > 0;
    v->lat = real_text(c, known, rule.ring.lat);
    v->lon = real_text(c, known, rule.ring.lon);
    v->km = real_text(c, known, rule.ring.km);
    if (typed) {
        v->rule_list = params_get(typed, "rule_list");
        v->lat = params_get(typed, "ring_lat");
        v->lon = params_get(typed, "ring_lon");
        v->km = params_get(typed, "ring_km");
    }
    for (size_t i = 0; i < n; i++) ent_field_html(c, b, e, &e->fields[fields[i]], actor, typed);
}

static Html wrong_html(Ctx *c, const char *field) {
    Buf b;
    buf_init(&b, 8 << 10);
    const Complaint *one = complaint_of(c, field);
    if (one) complaint_html(c, &b, one);
    return html_keep(c->arena, &b);
}

static Html field_html(Ctx *c, const PlaceVersion *pv, int field, const Params *typed) {
    Buf b;
    buf_init(&b, 64 << 10);
    ent_field_html(c, &b, &place_version_entity, &place_version_entity.fields[field], pv, typed);
    return html_keep(c->arena, &b);
}

/* Drawing begins around the place; one without a position, around the nearest above it that has one. */
static Fault bounds_of(Ctx *c, Id place, Str *ret_bounds) {
    enum { UP_MAX = 8 };
    double reach = 0.05;                          /* degrees: a town and what lies around it */
    Place *p = ent_new(c, &place_entity);
    *ret_bounds = (Str){0};
    for (int up = 0; up < UP_MAX && place; up++, reach = 0.3) {
        Fault f = ent_load(c, &place_entity, place, p);
        if (f == NOT_FOUND) return OK;
        TRY(f);
        if (!isnan(p->lat) && !isnan(p->lon)) {
            *ret_bounds = arena_printf(c->arena, "%.4f,%.4f,%.4f,%.4f", p->lon - reach, p->lat - reach, p->lon + reach,
                                       p->lat + reach);
            return OK;
        }
        place = p->parent;
    }
    return OK;
}

static Fault form_send(Ctx *c, const Request *rq, Reply *rp, const PlaceVersion *pv, Str action) {
    const Params *typed = rq->method == POST ? &rq->form : NULL;
    Str  name = {0};
    Buf  rule, errors;
    bool is_new = pv->head.id == 0;
    VersionForm v = {.action = action, .back = view_record_path(c, &place_entity, pv->place), .is_new = is_new,
                     .number = pv->number, .version = arena_printf(c->arena, "%lld", (long long)pv->head.version)};
    TRY(ent_labels(c, &pv->place, 1, &name));
    TRY(bounds_of(c, pv->place, &v.bounds));
    buf_init(&rule, 1 << 20);
    buf_init(&errors, 64 << 10);
    v.method = field_html(c, pv, PLACE_VERSION_F_METHOD, typed);
    v.from = field_html(c, pv, PLACE_VERSION_F_VALID_FROM, typed);
    v.until = field_html(c, pv, PLACE_VERSION_F_VALID_UNTIL, typed);
    v.source = field_html(c, pv, PLACE_VERSION_F_SOURCE, typed);
    v.outline = typed ? params_get(typed, "outline") : outline_shown(c, pv->shape);
    rule_fill(c, &rule, pv, typed, &v);
    complaints_html(c, &errors, &place_version_entity);
    v.rule = html_keep(c->arena, &rule);
    v.errors = html_keep(c->arena, &errors);
    v.outline_wrong = wrong_html(c, "shape");
    v.rule_wrong = wrong_html(c, "rule");
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, is_new ? T_PLACE_VERSION_NEW : T_PLACE_VERSION_CORRECT));
    pg.map = true;
    pg.has_errors = c->complaints.n > 0;
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/places"), tr(c->reader.lang, T_ENT_PLACE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){v.back, name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    v.name = name;
    return page_send(&pg, rp, place_version_form_page, &v);
}

static Fault may_write(Ctx *c, Id place) {
    Place *p = ent_new(c, &place_entity);
    TRY(ent_load(c, &place_entity, place, p));
    return ent_may_write(c, &place_version_entity, &p->head) ? OK : fail(c, NOT_ALLOWED, "place", place);
}

static Str new_action(Ctx *c, Id place) {
    return arena_printf(c->arena, "%.*s/versions", STR_ARG(view_record_path(c, &place_entity, place)));
}

static Str own_action(Ctx *c, Id version) {
    char id[ID_CHARS + 1];
    id_print(id, version);
    return arena_printf(c->arena, "/versions/%s", id);
}

/* GET /places/ID/versions/new: begins as what is in force now. */
Fault get_version_new(Ctx *c, const Request *rq, Reply *rp) {
    PlaceVersion *v = ent_new(c, &place_version_entity), *next = ent_new(c, &place_version_entity);
    TRY(may_write(c, rq->ids[0]));
    Fault f = place_version_on(c, rq->ids[0], c->reader.today, v);
    if (f != OK && f != NOT_FOUND) return f;
    next->place = rq->ids[0];
    next->method = f == OK ? v->method : PLACE_METHOD_LIST;
    next->shape = v->shape;
    next->rule = v->rule;
    next->source = v->source;
    next->valid_from = c->reader.today;
    return form_send(c, rq, rp, next, new_action(c, rq->ids[0]));
}

/* GET /versions/ID/edit: a correction of one that is not frozen. */
Fault get_version_edit(Ctx *c, const Request *rq, Reply *rp) {
    PlaceVersion *v = ent_new(c, &place_version_entity);
    TRY(ent_load(c, &place_version_entity, rq->ids[0], v));
    TRY(may_write(c, v->place));
    if (v->frozen_at) return fail(c, FROZEN, "place_version", v->head.id);
    return form_send(c, rq, rp, v, own_action(c, v->head.id));
}

/* ---- what was typed ---------------------------------------------------------------------------------------------- */

/* An uploaded outline goes before a typed one. */
static Fault outline_typed(Ctx *c, const Request *rq, Str *ret_text) {
    *ret_text = params_get(&rq->form, "outline");
    for (size_t i = 0; i < rq->n_files; i++) {
        const Upload *up = &rq->files[i];
        if (!str_eq(up->field, LIT("file")) || !up->size) continue;
        if (up->size > OUTLINE_BYTES_MAX) {
            complain(c, "shape", T_PLACE_TOO_MANY_POINTS);
            return OK;
        }
        *ret_text = up->bytes;
        if (up->fd < 0 || up->bytes.n) continue;
        char   *p = arena_alloc(c->arena, (size_t)up->size);
        ssize_t n = pread(up->fd, p, (size_t)up->size, 0);
        if (n != up->size) return fail(c, BROKEN, "upload", n);
        *ret_text = (Str){p, (size_t)n};
    }
    return OK;
}

static void ring_typed(Ctx *c, const Params *form, PlaceRing *ret_ring) {
    Str lat = str_trim(params_get(form, "ring_lat")), lon = str_trim(params_get(form, "ring_lon"));
    Str km = str_trim(params_get(form, "ring_km"));
    PlaceRing r;
    if (!lat.n && !lon.n && !km.n) return;
    bool good = str_real(lat, &r.lat) && str_real(lon, &r.lon) && str_real(km, &r.km) && r.km > 0 &&
                r.km <= PLACE_RING_KM_MAX && geo_valid((GeoPoint){r.lon, r.lat});
    if (good) *ret_ring = r;
    else complain(c, "rule", T_PLACE_RING_WRONG);
}

/* The fields of a rule as the address of a list; an address that was given whole goes before them. */
static Str rule_typed(Ctx *c, const Params *form) {
    const Entity *e = entity_named(LIT("actor"));
    Str list = str_trim(params_get(form, "rule_list"));
    void *actor = ent_new(c, e);
    int fields[RULE_FIELDS_MAX];
    size_t n = rule_fields(e, fields);
    Params p = {.v = ARENA_ARRAY(c->arena, Param, n + 1)}, own = {.v = ARENA_ARRAY(c->arena, Param, 2 * n + 1)};
    for (size_t i = 0; i < form->n && own.n < 2 * n; i++) {
        for (size_t k = 0; k < n; k++) {
            Str name = str_of(e->fields[fields[k]].name), at = form->v[i].name;
            bool named = str_eq(at, arena_printf(c->arena, "%.*s.name", STR_ARG(name)));
            if (own.n < 2 * n && (str_eq(at, name) || named)) own.v[own.n++] = form->v[i];
        }
    }
    ent_form_read(c, e, &own, actor);
    for (size_t i = 0; i < n; i++) {
        const Field *f = &e->fields[fields[i]];
        Buf b;
        if (!value_known(f, actor)) continue;
        buf_init(&b, 4 << 10);
        value_print(&b, f, actor, c->reader.lang);
        p.v[p.n++] = (Param){str_of(f->name), arena_copy(c->arena, buf_str(&b))};
        buf_release(&b);
    }
    if (list.n) return list;
    Buf b;
    buf_init(&b, 8 << 10);
    params_print(&b, &p);
    list = buf_keep(c->arena, &b);
    return list;
}

static Fault version_read(Ctx *c, const Request *rq, PlaceVersion *v) {
    Str text;
    v->shape = (Str){0};
    v->rule = (Str){0};
    ent_form_read(c, &place_version_entity, &rq->form, v);
    if (v->method == PLACE_METHOD_SHAPE) {
        GeoShape s;
        TRY(outline_typed(c, rq, &text));
        if (str_trim(text).n && place_outline_read(c, text, &s)) v->shape = place_outline_text(c, &s);
        else if (!c->complaints.n) complain(c, "shape", T_PLACE_SHAPE_MISSING);
    } else if (v->method == PLACE_METHOD_RULE) {
        PlaceRule rule = {0};
        rule.address = rule_typed(c, &rq->form);
        ring_typed(c, &rq->form, &rule.ring);
        if (rule.address.n || rule.ring.km > 0) v->rule = place_rule_make(c, rule);
        else if (!c->complaints.n) complain(c, "rule", T_PLACE_RULE_EMPTY);
    }
    return OK;
}

static Fault version_kept(Ctx *c, const Request *rq, Reply *rp, PlaceVersion *v, Str action) {
    Id   was = v->head.id;
    TRY(version_read(c, rq, v));
    Fault f = c->complaints.n ? INVALID : was ? place_version_change(c, v) : ent_save(c, &place_version_entity, v);
    if (f == INVALID) {
        rp->status = 422;
        TRY(form_send(c, rq, rp, v, action));
        return INVALID;
    }
    TRY(f);
    Str to = view_record_path(c, &place_entity, v->place);
    if (v->head.id != was && v->number > 1) {
        Str before = value_of(c, v->place, v->number - 1, false), now = value_of(c, v->place, v->number, false);
        to = arena_printf(c->arena, "/places/compare?a=%.*s&b=%.*s", STR_ARG(before), STR_ARG(now));
    }
    reply_go(c, rp, to, T_PLACE_VERSION_KEPT,
             (TrArg[]){TR_ARG("number", arena_printf(c->arena, "%lld", (long long)v->number))}, 1);
    return OK;
}

/* POST /places/ID/versions */
Fault post_version_new(Ctx *c, const Request *rq, Reply *rp) {
    PlaceVersion *v = ent_new(c, &place_version_entity);
    TRY(may_write(c, rq->ids[0]));
    v->place = rq->ids[0];
    return version_kept(c, rq, rp, v, new_action(c, rq->ids[0]));
}

/* POST /versions/ID: a frozen one stays, and the next begins. */
Fault post_version(Ctx *c, const Request *rq, Reply *rp) {
    PlaceVersion *v = ent_new(c, &place_version_entity);
    int64_t version;
    TRY(ent_load(c, &place_version_entity, rq->ids[0], v));
    if (str_int(params_get(&rq->form, "version"), &version)) v->head.version = version;
    return version_kept(c, rq, rp, v, own_action(c, v->head.id));
}

/* POST /versions/ID/freeze */
Fault post_version_freeze(Ctx *c, const Request *rq, Reply *rp) {
    PlaceVersion *v = ent_new(c, &place_version_entity);
    Str why = str_trim(params_get(&rq->form, "why"));
    TRY(ent_load(c, &place_version_entity, rq->ids[0], v));
    TRY(may_write(c, v->place));
    Str home = arena_printf(c->arena, "%.*s#versions", STR_ARG(view_record_path(c, &place_entity, v->place)));
    if (!why.n) {
        reply_go(c, rp, home, T_PLACE_FREEZE_WHY_MISSING, NULL, 0);
        return OK;
    }
    TRY(place_freeze(c, v->head.id, why));
    reply_go(c, rp, home, T_PLACE_FROZEN_NOW,
             (TrArg[]){TR_ARG("number", arena_printf(c->arena, "%lld", (long long)v->number))}, 1);
    return OK;
}
