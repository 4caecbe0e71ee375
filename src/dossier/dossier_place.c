/* dossier_place.c - the chapters of one place with the numbers of the registry beside them; its card and its print. */
#include "dossier/dossier_page.h"

#include "account_ent.h"
#include "actor/actor.h"
#include "db/facts.h"
#include "event/event.h"
#include "listing/listing.h"
#include "place/place.h"

enum { TRADES_SHOWN = 10, COUNTS_MAX = TRADES_SHOWN + 4 };

Str dossier_path(Ctx *c, Id place) {
    return arena_printf(c->arena, "%.*s/dossier", STR_ARG(view_record_path(c, &place_entity, place)));
}

/* ---- what there is ----------------------------------------------------------------------------------------------- */

static ListSpec of_place(const Entity *e, int field, Id place) {
    ListSpec s = {.entity = e, .limit = DOSSIER_LEADERS_MAX, .n_filters = 1};
    s.filters[0] = (ListFilter){.field = &e->fields[field], .op = LIST_EQ, .val = v_id(place)};
    return s;
}

Fault dossier_chapters(Ctx *c, Id place, bool texts, const PlaceChapter *ret_v[CHAPTER_KIND_N]) {
    ListSpec s = of_place(&place_chapter_entity, PLACE_CHAPTER_F_PLACE, place);
    void    *at;
    size_t   n;
    for (int i = 0; i < CHAPTER_KIND_N; i++) ret_v[i] = NULL;
    TRY(list_run(c, &s, texts, &at, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        const PlaceChapter *v = (const PlaceChapter *)at + i;
        if (v->kind > 0 && v->kind < CHAPTER_KIND_N) ret_v[v->kind] = v;
    }
    return OK;
}

Fault dossier_leaders(Ctx *c, Id place, const PlaceLeader **ret_v, size_t *ret_n) {
    ListSpec s = of_place(&place_leader_entity, PLACE_LEADER_F_PLACE, place);
    void    *at;
    TRY(list_run(c, &s, false, &at, ret_n, NULL));
    *ret_v = at;
    return OK;
}

/* ---- numbers beside the words ------------------------------------------------------------------------------------ */

static void add_count(DossierChapter *ch, TextKey label, int64_t n, Str href) {
    if (ch->counts_n < COUNTS_MAX) ch->counts[ch->counts_n++] = (DossierCount){.label = label, .n = n, .href = href};
}

static Fault add_actors(Ctx *c, DossierChapter *ch, TextKey label, Str query) {
    int64_t n;
    TRY(actors_counted(c, query, &n));
    add_count(ch, label, n, arena_printf(c->arena, "/actors?%.*s", STR_ARG(query)));
    return OK;
}

static Fault add_kind(Ctx *c, DossierChapter *ch, Id place, int kind) {
    const Choice *k = choice_of(&actor_kind_choices, kind);
    return add_actors(c, ch, k->label, arena_printf(c->arena, "local=%.*s&kind=%s", STR_ARG(id_str(c->arena, place)),
                                                    k->name));
}

static Fault add_trades(Ctx *c, DossierChapter *ch, Id place) {
    Coverage v = {0};
    TRY(coverage_of(c, place, &v));
    for (size_t i = 0; i < v.rows_n && ch->counts_n < TRADES_SHOWN + 1; i++) {
        bool wanted = v.rows[i].inner || v.rows[i].name == choice_label(&actor_kind_choices, ACTOR_KIND_BUSINESS);
        if (wanted) add_count(ch, v.rows[i].name, v.rows[i].n.all, v.rows[i].href);
    }
    return OK;
}

static Fault add_assets(Ctx *c, DossierChapter *ch, Id place) {
    Params   args;
    ListSpec s;
    int64_t  n;
    Str q = arena_printf(c->arena, "kind=asset&place=%.*s", STR_ARG(id_str(c->arena, place)));
    if (!params_parse(c->arena, q, 8, &args)) return BAD_REQUEST;
    TRY(list_parse(c, &listing_entity, &args, &s));
    TRY(list_count(c, &s, &n));
    add_count(ch, T_DOSSIER_ASSETS, n, arena_printf(c->arena, "/listings?%.*s", STR_ARG(q)));
    return OK;
}

/* The events of a place that are to come. */
static Fault add_events(Ctx *c, DossierChapter *ch, Id place) {
    Str q = arena_printf(c->arena, "/events?coming=1&place=%.*s", STR_ARG(id_str(c->arena, place)));
    int64_t n;
    TRY(events_coming(c, place, &n));
    add_count(ch, T_EVENT_COMING, n, q);
    return OK;
}

static void add_words(Ctx *c, DossierChapter *ch, const Place *p, int field) {
    const Field *f = &place_entity.fields[field];
    Buf          b;
    if (!value_known(f, p)) return;
    buf_init(&b, 4 << 10);
    value_show(c, &b, f, p);
    ch->counts[ch->counts_n++] = (DossierCount){.label = f->label, .words = html_keep(c->arena, &b)};
}

static Fault fill_counts(Ctx *c, const Place *p, int kind, DossierChapter *ch) {
    Id place = p->head.id;
    switch (kind) {
    case CHAPTER_KIND_PEOPLE:
        add_words(c, ch, p, PLACE_F_POPULATION);
        add_words(c, ch, p, PLACE_F_LANGUAGES);
        return OK;
    case CHAPTER_KIND_SECTORS: return add_trades(c, ch, place);
    case CHAPTER_KIND_AUTHORITY: return add_kind(c, ch, place, ACTOR_KIND_PUBLIC_BODY);
    case CHAPTER_KIND_NATURE: return add_assets(c, ch, place);
    case CHAPTER_KIND_FACTS:
        add_words(c, ch, p, PLACE_F_KIND);
        add_words(c, ch, p, PLACE_F_STANDING);
        add_words(c, ch, p, PLACE_F_CODE);
        return OK;
    case CHAPTER_KIND_CALENDAR: return add_events(c, ch, place);
    case CHAPTER_KIND_ACTIVITIES:
        TRY(add_kind(c, ch, place, ACTOR_KIND_ORGANISATION));
        return add_events(c, ch, place);
    case CHAPTER_KIND_ECONOMY: return add_kind(c, ch, place, ACTOR_KIND_BUSINESS);
    default: return OK;
    }
}

/* ---- leaders ----------------------------------------------------------------------------------------------------- */

static Fault fill_leaders(Ctx *c, Id place, Str back, DossierChapter *ch) {
    const PlaceLeader *v;
    size_t             n;
    TRY(dossier_leaders(c, place, &v, &n));
    ch->leaders = ARENA_ARRAY(c->arena, DossierLeader, n + 1);
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].actor;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        Str            path = view_record_path(c, &place_leader_entity, v[i].head.id);
        DossierLeader *row = &ch->leaders[ch->leaders_n++];
        *row = (DossierLeader){.role = tri_best(&v[i].role, c->reader.lang, NULL), .name = names[i],
                               .field = choice_label(&leader_field_choices, v[i].field), .knows_on = v[i].knows_on,
                               .informal = v[i].standing == LEADER_STANDING_INFORMAL,
                               .over = v[i].until_on && v[i].until_on < c->reader.today,
                               .may_write = ent_may_write(c, &place_leader_entity, &v[i].head)};
        if (names[i].n) row->href = view_record_path(c, &actor_entity, v[i].actor);
        row->edit_href = arena_printf(c->arena, "%.*s/edit?back=%.*s", STR_ARG(path), STR_ARG(back));
    }
    return OK;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static Fault names_of(Ctx *c, const PlaceChapter *v, DossierChapter *ch) {
    Id  ids[2] = {v->written_by, v->looked_by};
    Str names[2];
    TRY(ent_names(c, &account_entity, ids, 2, names));
    ch->by = names[0];
    ch->looked_by = names[1];
    return OK;
}

static Fault fill_chapter(Ctx *c, const Place *p, int kind, const PlaceChapter *v, const Dossier *d,
                          DossierChapter *ch) {
    const Choice *k = choice_of(&chapter_kind_choices, kind);
    Str           id = id_str(c->arena, p->head.id);
    *ch = (DossierChapter){.name = k->label, .anchor = str_of(k->name), .known = v != NULL, .may_write = d->may_write,
                           .is_leaders = kind == CHAPTER_KIND_LEADERSHIP,
                           .counts = ARENA_ARRAY(c->arena, DossierCount, COUNTS_MAX + 4)};
    ch->add_href = arena_printf(c->arena, "/place-chapters/new?place=%.*s&kind=%s&back=%.*s", STR_ARG(id), k->name,
                                STR_ARG(d->path));
    if (ch->is_leaders) {
        ch->leader_href = arena_printf(c->arena, "/place-leaders/new?place=%.*s&back=%.*s", STR_ARG(id),
                                       STR_ARG(d->path));
        TRY(fill_leaders(c, p->head.id, d->path, ch));
    }
    TRY(fill_counts(c, p, kind, ch));
    if (!v) return OK;
    Str path = view_record_path(c, &place_chapter_entity, v->head.id);
    ch->text = tri_best(&v->text, c->reader.lang, NULL);
    ch->source = v->source;
    ch->written_on = v->written_on;
    ch->looked_on = v->looked_on > v->written_on ? v->looked_on : 0;
    ch->months = months_between(v->written_on, c->reader.today);
    ch->old = chapter_old(v, c->reader.today);
    ch->may_write = ent_may_write(c, &place_chapter_entity, &v->head);
    ch->edit_href = arena_printf(c->arena, "%.*s/edit?back=%.*s", STR_ARG(path), STR_ARG(d->path));
    ch->history_href = arena_printf(c->arena, "/history/place_chapter/%.*s", STR_ARG(id_str(c->arena, v->head.id)));
    ch->confirm_path = arena_printf(c->arena, "%.*s/confirm", STR_ARG(path));
    return names_of(c, v, ch);
}

/* Whoever works in this place, or in the whole organisation, writes about it. */
static bool may_write_here(Ctx *c, Id place) {
    Head head = {.id = 1, .org = c->who.org, .unit = place, .visibility = VIS_UNIT, .version = 1};
    return ent_may_write(c, &place_chapter_entity, &head);
}

static void fill_head(Ctx *c, const Place *p, Dossier *d) {
    d->place = p->head.id;
    d->name = tri_best(&p->name, c->reader.lang, NULL);
    d->path = dossier_path(c, p->head.id);
    d->place_href = view_record_path(c, &place_entity, p->head.id);
    d->coverage_href = arena_printf(c->arena, "%.*s/coverage", STR_ARG(d->place_href));
    d->print_href = arena_printf(c->arena, "%.*s/print", STR_ARG(d->path));
    d->today = c->reader.today;
    if (c->who.roles & (ROLE_HQ | ROLE_ADMIN)) d->all_href = LIT("/dossiers");
}

static Fault fill(Ctx *c, const Place *p, bool counted, Dossier *d) {
    const PlaceChapter *v[CHAPTER_KIND_N];
    fill_head(c, p, d);
    TRY(dossier_chapters(c, p->head.id, counted, v));
    if (counted) d->may_write = may_write_here(c, p->head.id);
    if (counted) TRY(fact_name(c, c->reader.lang, &d->org));
    d->chapters = ARENA_ARRAY(c->arena, DossierChapter, CHAPTER_KIND_N);
    for (int kind = 1; kind < CHAPTER_KIND_N; kind++) {
        DossierChapter *ch = &d->chapters[d->chapters_n++];
        if (counted) {
            TRY(fill_chapter(c, p, kind, v[kind], d, ch));
        } else {
            const Choice *k = choice_of(&chapter_kind_choices, kind);
            *ch = (DossierChapter){.name = k->label, .anchor = str_of(k->name), .known = v[kind] != NULL,
                                   .old = v[kind] && chapter_old(v[kind], c->reader.today)};
            if (ch->known) ch->months = months_between(chapter_day(v[kind]), c->reader.today);
        }
        d->all++;
        d->known += v[kind] != NULL;
        d->old += ch->old;
        d->demo = d->demo || (v[kind] && v[kind]->is_demo == 1);
    }
    return OK;
}

/* ---- pages ------------------------------------------------------------------------------------------------------- */

Fault get_dossier(Ctx *c, const Request *rq, Reply *rp) {
    Place  *p = ent_new(c, &place_entity);
    Dossier d = {0};
    TRY(ent_load(c, &place_entity, rq->ids[0], p));
    TRY(fill(c, p, true, &d));
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_DOSSIER_TITLE));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/places"), tr(c->reader.lang, T_ENT_PLACE_MANY)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){d.place_href, d.name};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    return page_send(&pg, rp, dossier_page, &d);
}

/* GET /places/ID/dossier/print?in=ar: one paper in the language that is asked for. */
Fault get_dossier_print(Ctx *c, const Request *rq, Reply *rp) {
    static const Lang OFFERED[] = {LANG_HE, LANG_AR, LANG_EN};
    Place  *p = ent_new(c, &place_entity);
    Dossier d = {.langs = ARENA_ARRAY(c->arena, DossierLang, LANG_N)};
    (void)lang_parse(params_get(&rq->args, "in"), &c->reader.lang);
    TRY(ent_load(c, &place_entity, rq->ids[0], p));
    TRY(fill(c, p, true, &d));
    for (size_t i = 0; i < sizeof OFFERED / sizeof *OFFERED; i++) {
        Lang l = OFFERED[i];
        d.langs[d.langs_n++] = (DossierLang){
            .href = arena_printf(c->arena, "%.*s?in=%s", STR_ARG(d.print_href), lang_code(l)),
            .name = tr(l, T_LANGUAGE_NAME), .chosen = l == c->reader.lang};
    }
    Page pg = page_new(c, rq, NAV_PLACES, tr(c->reader.lang, T_DOSSIER_TITLE));
    pg.bare = true;
    return page_send(&pg, rp, dossier_print_page, &d);
}

/* POST /place-chapters/ID/confirm */
Fault post_chapter_confirm(Ctx *c, const Request *rq, Reply *rp) {
    PlaceChapter *v = ent_new(c, &place_chapter_entity);
    TRY(chapter_confirm(c, rq->ids[0], v));
    Str back = arena_printf(c->arena, "%.*s#%s", STR_ARG(dossier_path(c, v->place)),
                            choice_of(&chapter_kind_choices, v->kind)->name);
    reply_go(c, rp, back, T_DOSSIER_CONFIRMED, NULL, 0);
    return OK;
}

/* ---- on the page of a place -------------------------------------------------------------------------------------- */

static Fault part_draw(Buf *b, const Page *pg, const void *rec) {
    Dossier d = {0};
    if (!(pg->c->who.roles & place_chapter_entity.readers)) return OK;
    TRY(fill(pg->c, rec, false, &d));
    dossier_part_html(b, pg, &d);
    return OK;
}

const RecordPart DOSSIER_PART = {.entity = &place_entity, .anchor = "dossier", .title = T_DOSSIER_TITLE, .order = 1,
                                 .draw = part_draw};
