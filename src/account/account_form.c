/* account_form.c - parts of the pages of this folder: fields that belong to no entity, names of roles, and the end of
** every way of signing in. */
#include "account/account_page.h"

#include "base/check.h"
#include "base/utf8.h"

/* ---- fields, as ent_field_html draws them --------------------------------------------------------------------- */

static void put_tr(Buf *b, const Page *pg, TextKey key) { put_text(b, tr(pg->r->lang, key)); }

static void put_label(Buf *b, const Page *pg, const char *name, TextKey label, bool optional) {
    buf_printf(b, "<div class=\"field%s\"><label for=\"f-%s\">", complaint_of(pg->c, name) ? " bad" : "", name);
    put_tr(b, pg, label);
    if (optional) {
        buf_lit(b, " <span class=\"opt\">");
        put_tr(b, pg, T_FORM_OPTIONAL);
        buf_lit(b, "</span>");
    }
    buf_lit(b, "</label>");
}

static void put_hint(Buf *b, const Page *pg, const char *name, TextKey hint) {
    if (hint != T_NONE) {
        buf_printf(b, "<p class=\"hint\" id=\"f-%s-hint\">", name);
        put_tr(b, pg, hint);
        buf_lit(b, "</p>");
    }
    complaint_line(pg->c, b, name);
}

static void put_described(Buf *b, const Page *pg, const char *name, TextKey hint) {
    bool bad = complaint_of(pg->c, name) != NULL;
    if (hint != T_NONE && bad) buf_printf(b, " aria-describedby=\"f-%s-hint f-%s-err\"", name, name);
    else if (hint != T_NONE || bad) buf_printf(b, " aria-describedby=\"f-%s-%s\"", name, bad ? "err" : "hint");
    if (bad) buf_lit(b, " aria-invalid=\"true\"");
}

void input_html(Buf *b, const Page *pg, const Input *in) {
    bool code = strcmp(in->type, "text") != 0 || in->numeric;
    put_label(b, pg, in->name, in->label, in->optional);
    put_hint(b, pg, in->name, in->hint);
    buf_printf(b, "<input id=\"f-%s\" name=\"%s\" type=\"%s\" class=\"%s\" maxlength=\"%d\"", in->name, in->name,
               in->type, in->numeric ? "short" : pg->bare ? "wide" : "mid", in->numeric ? 12 : PASSWORD_MAX + 54);
    buf_printf(b, " autocomplete=\"%s\"%s", in->autocomplete ? in->autocomplete : "off",
               in->numeric ? " inputmode=\"numeric\"" : "");
    if (code) buf_lit(b, " dir=\"ltr\" autocapitalize=\"off\" spellcheck=\"false\"");
    else buf_lit(b, " dir=\"auto\" placeholder=\" \"");
    if (!in->optional) buf_lit(b, " required");
    put_described(b, pg, in->name, in->hint);
    if (in->value.n) {
        buf_lit(b, " value=\"");
        put_attr(b, in->value);
        buf_lit(b, "\"");
    }
    buf_lit(b, "></div>");
}

static void put_option(Buf *b, Str value, Str name, bool chosen) {
    buf_lit(b, "<option value=\"");
    put_attr(b, value);
    buf_printf(b, "\"%s>", chosen ? " selected" : "");
    put_text(b, name);
    buf_lit(b, "</option>");
}

void choose_html(Buf *b, const Page *pg, const Choose *ch) {
    put_label(b, pg, ch->name, ch->label, false);
    put_hint(b, pg, ch->name, ch->hint);
    buf_printf(b, "<select id=\"f-%s\" name=\"%s\" class=\"mid\"", ch->name, ch->name);
    put_described(b, pg, ch->name, ch->hint);
    buf_lit(b, ">");
    if (ch->none != T_NONE) put_option(b, (Str){0}, tr(pg->r->lang, ch->none), false);
    for (size_t i = 0; i < ch->options_n; i++) {
        put_option(b, ch->options[i].value, ch->options[i].name, ch->options[i].chosen);
    }
    buf_lit(b, "</select></div>");
}

Choose choose_lang(Ctx *c, Str chosen) {
    Choose ch = {.name = "lang", .label = T_ENT_ACCOUNT_LANG, .options = ARENA_ARRAY(c->arena, Option, LANG_N)};
    for (Lang l = 0; l < LANG_N; l++) {
        Str code = str_of(lang_code(l));
        ch.options[ch.options_n++] = (Option){code, str_of(lang_name(l)), str_eq(code, chosen)};
    }
    return ch;
}

/* On some place at least; which places, the store decides. */
Choose choose_role(Ctx *c, Str chosen) {
    const Choices *roles = &grant_role_choices;
    Choose ch = {.name = "role", .label = T_ENT_GRANT_ROLE, .none = T_FORM_CHOOSE,
                 .options = ARENA_ARRAY(c->arena, Option, GRANT_ROLE_N)};
    for (int i = 0; i < roles->n; i++) {
        if (!c->who.system && !account_may_grant(c->who.roles, roles->v[i].value)) continue;
        Str name = str_of(roles->v[i].name);
        ch.options[ch.options_n++] = (Option){name, tr(c->reader.lang, roles->v[i].label), str_eq(name, chosen)};
    }
    return ch;
}

void field_html(Buf *b, const Page *pg, const Entity *e, int field, const void *rec) {
    ent_field_html(pg->c, b, e, &e->fields[field], rec, pg->rq->method == POST ? &pg->rq->form : NULL);
}

void address_html(Buf *b, const Page *pg, int address) {
    const Params *typed = pg->rq->method == POST ? &pg->rq->form : NULL;
    Str chosen = typed ? params_get(typed, "address") : (Str){0};
    buf_lit(b, "<fieldset class=\"field\"><legend>");
    put_tr(b, pg, T_ENT_ACCOUNT_ADDRESS);
    buf_lit(b, "</legend><div class=\"chips\">");
    for (int i = 0; i < address_form_choices.n; i++) {
        const Choice *one = &address_form_choices.v[i];
        int shown = address ? address : ADDRESS_FORM_NEUTRAL;
        bool on = chosen.n ? str_eq(chosen, str_of(one->name)) : one->value == shown;
        buf_printf(b, "<label class=\"chip\"><input type=\"radio\" name=\"address\" value=\"%s\"%s> ", one->name,
                   on ? " checked" : "");
        put_tr(b, pg, one->label);
        buf_lit(b, "</label>");
    }
    buf_lit(b, "</div></fieldset>");
}

void errors_html(Buf *b, const Page *pg) { complaints_html(pg->c, b, NULL); }

/* ---- names ----------------------------------------------------------------------------------------------------- */

Str role_name(const Ctx *c, int role) {
    const Choices *roles = &grant_role_choices;
    return role >= 1 && role <= roles->n ? tr(c->reader.lang, roles->v[role - 1].label) : (Str){0};
}

Str role_at(Ctx *c, int role, Str where) {
    Str name = role_name(c, role);
    if (!where.n) return name;
    TrArg args[] = {TR_ARG("role", name), TR_ARG("place", where)};
    return tr_str(c->arena, &c->reader, T_ACCOUNT_ROLE_AT, args, 2);
}

Fault role_rows(Ctx *c, Id account, bool ends, RoleRow **ret_v, size_t *ret_n) {
    GrantRow *rows;
    size_t n;
    TRY(grant_list(c, account, &rows, &n));
    RoleRow *v = ARENA_ARRAY(c->arena, RoleRow, n + 1);
    for (size_t i = 0; i < n; i++) {
        v[i] = (RoleRow){.id = rows[i].id, .what = role_at(c, rows[i].role, rows[i].where), .from_on = rows[i].from_on,
                         .until_on = rows[i].until_on, .over = rows[i].over,
                         .to_come = rows[i].from_on > c->reader.today};
        if (ends && !v[i].over) TRY(account_may_give(c, rows[i].role, rows[i].place, &v[i].may_end));
    }
    *ret_v = v;
    *ret_n = n;
    return OK;
}

void initials_html(Buf *b, Str name, Id id) {
    enum { TINTS = 5 };
    Str rest = name, word, letters[2] = {{0}};
    int n = 0;
    while (n < 2 && str_split(&rest, ' ', &word)) {
        if (word.n) letters[n++] = utf8_head(word, 1);
    }
    buf_printf(b, "<span class=\"avatar t%d\" aria-hidden=\"true\">", (int)(id % TINTS) + 1);
    put_text(b, letters[0]);
    if (n == 2) {
        buf_lit(b, "\xE2\x80\x8C");               /* keeps two Arabic letters apart */
        put_text(b, letters[1]);
    }
    buf_lit(b, "</span>");
}

/* ---- pages ----------------------------------------------------------------------------------------------------- */

Page guest_page(Ctx *c, const Request *rq, TextKey title) {
    Page pg = page_new(c, rq, NAV_NONE, tr(c->reader.lang, title));
    pg.bare = true;
    return pg;
}

Fault page_again(Page *pg, Reply *rp, PageFn fn, const void *view) {
    pg->has_errors = true;
    rp->status = fault_status(INVALID);
    TRY(page_send(pg, rp, fn, view));
    return INVALID;
}

Fault sign_in_go(Ctx *c, const Request *rq, Reply *rp, const Account *a, SignInWay way) {
    Str cookie;
    TRY(session_begin(c, a, way, agent_name(c->arena, request_header(rq, "user-agent")), &cookie));
    reply_cookie(c, rp, COOKIE_SESSION, cookie, SESSION_DAYS * 24 * 3600);
    return OK;
}

Str link_address(Ctx *c, const Request *rq, const char *path, Str key) {
    Str site = request_site(rq);
    return arena_printf(c->arena, "%.*s%s%.*s", STR_ARG(site), path, STR_ARG(key));
}

/* Answers with headers of their own are not kept for a second sending (http/once.c). */
void reply_once_only(Ctx *c, Reply *rp) { reply_header(c, rp, "Pragma", LIT("no-cache")); }
