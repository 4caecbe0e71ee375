/* ent_history.c - the history of a record for people: who, when, what it was and what it became. */
#include "ent/form.h"

#include "base/check.h"
#include "ent/ent_inner.h"
#include "lang/show.h"

#include <jansson.h>
#include <string.h>

enum { UNDO_MS_MAX = 24 * 3600 * 1000 };

static const TextKey SENTENCES[] = {
    [CHANGE_CREATE] = T_HISTORY_CREATED,       [CHANGE_UPDATE] = T_HISTORY_UPDATED,
    [CHANGE_ARCHIVE] = T_HISTORY_ARCHIVED,     [CHANGE_UNARCHIVE] = T_HISTORY_UNARCHIVED,
    [CHANGE_MERGE] = T_HISTORY_MERGED,         [CHANGE_UNMERGE] = T_HISTORY_UNMERGED,
    [CHANGE_ERASE] = T_HISTORY_ERASED,
};

/* One value of a change as people read it. */
static void put_value(Ctx *c, Buf *b, const Entity *e, void *rec, Str name, json_t *v) {
    const Field *f = field_named(e, name);
    if (f) {
        value_clear(f, rec);
        if (value_json_read(c, f, rec, v)) value_show(c, b, f, rec);
        return;
    }
    Head *h = rec;
    if (!head_json_read(c, h, name, v)) return;
    if (str_eq(name, LIT("visibility"))) {
        put_text(b, tr(c->reader.lang, visibility_label(h->visibility)));
        return;
    }
    Id id = str_eq(name, LIT("unit")) ? h->unit : h->team;
    Str label = {0};
    if (id && ent_labels(c, &id, 1, &label) != OK) label = (Str){0};
    show_name(b, label);
}

static Str label_of(Ctx *c, const Entity *e, Str name) {
    const Field *f = field_named(e, name);
    if (f) return tr(c->reader.lang, f->label);
    return tr(c->reader.lang, str_eq(name, LIT("visibility")) ? T_VISIBILITY_LABEL : T_VISIBILITY_UNIT_LABEL);
}

/* "Phone: 052… -> 053…" for each field that differs. */
static void put_fields(Ctx *c, Buf *b, const Change *h) {
    json_t *before = json_loadb(h->before.p ? h->before.p : "", h->before.n, 0, NULL);
    json_t *after = json_loadb(h->after.p ? h->after.p : "", h->after.n, 0, NULL), *v;
    void *rec = ent_new(c, h->entity);
    const char *name;
    size_t complaints = c->complaints.n;
    buf_lit(b, "<dl class=\"facts\">");
    json_object_foreach(after, name, v) {
        const Field *f = field_named(h->entity, str_of(name));
        if (f && !field_readable(c, f)) continue;
        json_t *was = json_object_get(before, name);
        buf_lit(b, "<dt>");
        put_text(b, label_of(c, h->entity, str_of(name)));
        buf_lit(b, "</dt><dd class=\"diff\">");
        if (was) {
            buf_lit(b, "<del><span class=\"vh\">");
            put_text(b, tr(c->reader.lang, T_HISTORY_WAS));
            buf_lit(b, " </span>");
            put_value(c, b, h->entity, rec, str_of(name), was);
            buf_lit(b, "</del> <ins><span class=\"vh\">");
            put_text(b, tr(c->reader.lang, T_HISTORY_NOW));
            buf_lit(b, " </span>");
        }
        put_value(c, b, h->entity, rec, str_of(name), v);
        buf_add(b, was ? LIT("</ins></dd>") : LIT("</dd>"));
    }
    buf_lit(b, "</dl>");
    /* A choice that has been given up since is no mistake of the reader. */
    c->complaints.n = complaints;
    json_decref(before);
    json_decref(after);
}

static void put_undo(Ctx *c, Buf *b, const Change *h, Html hidden) {
    bool own = h->account && h->account == c->who.account;
    if (!hidden.s.n || !own || c->reader.now - h->at > UNDO_MS_MAX) return;
    buf_lit(b, "<form method=\"post\" action=\"/acts/");
    buf_id(b, h->act);
    buf_lit(b, "/undo\">");
    put_html(b, hidden);
    buf_lit(b, "<button class=\"btn quiet small\">");
    put_text(b, tr(c->reader.lang, T_HISTORY_UNDO));
    buf_lit(b, "</button></form>");
}

static Id merged_into(const Change *h) {
    json_t *after = json_loadb(h->after.p ? h->after.p : "", h->after.n, 0, NULL);
    const char *text = json_string_value(json_object_get(after, "merged_into"));
    Id id;
    if (!text || !id_parse(str_of(text), &id)) id = 0;
    json_decref(after);
    return id;
}

Fault history_html(Ctx *c, Buf *b, const Entity *e, Id record, size_t limit, Html hidden) {
    Change *v;
    size_t n;
    TRY(ent_history(c, e, record, limit, &v, &n));
    Id *ids = ARENA_ARRAY(c->arena, Id, 2 * n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        ids[i] = v[i].account;
        ids[n + i] = v[i].kind == CHANGE_MERGE ? merged_into(&v[i]) : 0;
    }
    TRY(ent_labels(c, ids, 2 * n, names));
    if (!n) {
        buf_lit(b, "<p class=\"muted\">");
        put_text(b, tr(c->reader.lang, T_HISTORY_EMPTY));
        buf_lit(b, "</p>");
        return OK;
    }
    buf_lit(b, "<div class=\"feed\"><ol>");
    for (size_t i = 0; i < n; i++) {
        Str who = names[i].n ? names[i] : tr(c->reader.lang, T_HISTORY_SOMEBODY);
        TrArg args[] = {TR_ARG("who", who), TR_ARG("record", names[n + i])};
        CHECK(v[i].kind >= CHANGE_CREATE && v[i].kind <= CHANGE_ERASE);
        buf_lit(b, "<li class=\"entry sys\"><span class=\"dot\"></span><p class=\"title\">");
        tr_html(b, &c->reader, SENTENCES[v[i].kind], args, 2);
        buf_lit(b, "</p><p class=\"muted\">");
        show_stamp(b, &c->reader, v[i].at);
        buf_lit(b, "</p>");
        if (v[i].kind == CHANGE_UPDATE) put_fields(c, b, &v[i]);
        put_undo(c, b, &v[i], hidden);
        buf_lit(b, "</li>");
    }
    buf_lit(b, "</ol></div>");
    return OK;
}

/* The oldest `before` of each field is how it stood. */
Fault ent_as_of(Ctx *c, const Entity *e, const void *now, Stamp at, void *ret_was) {
    enum { WRITES_MAX = 200 };
    const size_t complaints = c->complaints.n;
    Change *v;
    size_t  n;
    memcpy(ret_was, now, e->size);
    TRY(ent_history(c, e, ((const Head *)now)->id, WRITES_MAX, &v, &n));
    for (size_t i = 0; i < n && v[i].at > at; i++) {
        json_t     *before = json_loadb(v[i].before.p ? v[i].before.p : "", v[i].before.n, 0, NULL), *value;
        const char *name;
        json_object_foreach(before, name, value) {
            const Field *f = field_named(e, str_of(name));
            if (!f || f->type == F_TRI) continue;
            value_clear(f, ret_was);
            (void)value_json_read(c, f, ret_was, value);
        }
        json_decref(before);
    }
    c->complaints.n = complaints;                 /* a choice given up since is no mistake of the reader */
    return OK;
}
