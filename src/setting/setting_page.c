/* setting_page.c - GET and POST /region/settings: what holds for the whole region, changed by its administrators. */
#include "setting/setting_page.h"

#include "ent/form.h"

enum { HISTORY_SHOWN = 20 };

static const Params *typed(const Page *pg) { return pg->rq->method == POST ? &pg->rq->form : NULL; }

void setting_field(Buf *b, const Page *pg, int field, const Setting *s) {
    ent_field_html(pg->c, b, &setting_entity, &setting_entity.fields[field], s, typed(pg));
}

void setting_errors(Buf *b, const Page *pg) { complaints_html(pg->c, b, &setting_entity); }

static bool has_code(Str codes, Str code) {
    Str one;
    while (str_split(&codes, ' ', &one)) {
        if (str_eq(one, code)) return true;
    }
    return false;
}

static Fault draw(Ctx *c, const Request *rq, Reply *rp, Setting *s) {
    SettingView v = {.s = s, .langs = ARENA_ARRAY(c->arena, SettingLang, LANG_N)};
    for (Lang l = 0; l < LANG_N; l++) {
        Str code = str_of(lang_code(l));
        v.langs[v.langs_n++] = (SettingLang){.code = code, .name = str_of(lang_name(l)),
                                             .first = str_eq(s->lang, code), .offered = has_code(s->languages, code)};
    }
    Page pg = page_new(c, rq, NAV_MORE, tr(c->reader.lang, T_ENT_SETTING));
    pg.crumbs[pg.n_crumbs++] = (Crumb){LIT("/more"), tr(c->reader.lang, T_PAGE_MORE)};
    pg.crumbs[pg.n_crumbs++] = (Crumb){{0}, pg.title};
    pg.has_errors = c->complaints.n > 0;
    if (s->head.id) {
        Buf b;
        buf_init(&b, 1 << 20);
        Fault f = history_html(c, &b, &setting_entity, s->head.id, HISTORY_SHOWN, page_hidden(&pg));
        v.history = html_keep(c->arena, &b);
        TRY(f);
    }
    return page_send(&pg, rp, setting_page, &v);
}

static Fault get_setting(Ctx *c, const Request *rq, Reply *rp) {
    Setting *s = ent_new(c, &setting_entity);
    TRY(setting_load(c, s));
    return draw(c, rq, rp, s);
}

/* The boxes that are ticked, as one text. */
static Str ticked(Ctx *c, const Params *form) {
    Str codes = {0};
    for (size_t i = 0; i < form->n; i++) {
        if (!str_eq(form->v[i].name, LIT("offered")) || form->v[i].value.n > 8) continue;
        codes = arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(codes), codes.n ? " " : "", STR_ARG(form->v[i].value));
    }
    return codes;
}

static Fault post_setting(Ctx *c, const Request *rq, Reply *rp) {
    Setting *s = ent_new(c, &setting_entity);
    int64_t version;
    TRY(setting_load(c, s));
    ent_form_read(c, &setting_entity, &rq->form, s);
    s->languages = ticked(c, &rq->form);
    if (!s->languages.n) s->languages = s->lang;
    if (s->head.id && str_int(params_get(&rq->form, "version"), &version)) s->head.version = version;
    Fault f = setting_save(c, s);
    if (f == INVALID) {
        rp->status = fault_status(INVALID);
        TRY(draw(c, rq, rp, s));
        return INVALID;
    }
    TRY(f);
    reply_go(c, rp, LIT("/region/settings"), T_SETTING_SAVED, NULL, 0);
    return OK;
}

static const Route ROUTES[] = {
    {.method = GET, .path = "/region/settings", .handler = get_setting, .kind = ROUTE_READ, .who = ROLE_ADMIN},
    {.method = POST, .path = "/region/settings", .handler = post_setting, .kind = ROUTE_WRITE, .who = ROLE_ADMIN},
};

const Module setting_module = {.name = "setting", .queries = SETTING_QUERIES, .n_queries = SETTING_Q_N,
                               .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};
