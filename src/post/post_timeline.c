/* post_timeline.c - the timeline on the page of an actor: by days, by kind, from the newest on. */
#include "post/post_page.h"

#include "actor/actor.h"
#include "lang/show.h"

static const struct {
    const char *icon, *colour;
} LOOKS[POST_KIND_N] = {
    [POST_KIND_NOTE] = {"note", ""},          [POST_KIND_CALL] = {"phone", "wadi"},
    [POST_KIND_VISIT] = {"map-pin", "clay"},  [POST_KIND_MEETING] = {"users", "dusk"},
    [POST_KIND_MESSAGE] = {"message-circle", "acacia"},
};

static const TextKey SHOWN_TO[] = {T_POST_TO_PUBLIC, T_POST_TO_MEMBERS, T_POST_TO_UNIT, T_POST_TO_TEAM, T_POST_TO_ME};

/* ---- rows ----------------------------------------------------------------------------------------------------- */

/* The mention whose name stands at the beginning of `rest`: the longest, when one name begins with another. */
static const MentionRow *named_here(Str rest, const MentionRow *v, size_t n) {
    const MentionRow *best = NULL;
    for (size_t i = 0; i < n; i++) {
        bool here = v[i].name.n && v[i].href.n && str_starts(rest, v[i].name);
        if (here && (!best || v[i].name.n > best->name.n)) best = &v[i];
    }
    return best;
}

/* The text with a link where somebody is named whom the reader may know; other names are just words. */
static Html linked(Arena *a, Str text, const MentionRow *v, size_t n) {
    Buf b;
    buf_init(&b, 1 << 20);
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        const MentionRow *m = text.p[i] == '@' ? named_here(str_sub(text, i + 1, text.n), v, n) : NULL;
        if (!m) continue;
        put_text(&b, str_sub(text, from, i - from));
        buf_lit(&b, "<a href=\"");
        put_link(&b, m->href);
        buf_lit(&b, "\">");
        show_name(&b, m->name);
        buf_lit(&b, "</a>");
        i += m->name.n;
        from = i + 1;
    }
    put_text(&b, str_sub(text, from, text.n));
    return html_keep(a, &b);
}

static Fault mentions_fill(Ctx *c, PostRow *v, size_t n, const Id *posts) {
    MentionRow *m;
    size_t k;
    TRY(post_mentions(c, posts, n, &m, &k));
    Id  *ids = ARENA_ARRAY(c->arena, Id, k + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, k + 1);
    for (size_t i = 0; i < k; i++) ids[i] = m[i].actor;
    if (k) TRY(ent_names(c, &actor_entity, ids, k, names));
    for (size_t i = 0; i < n; i++) {
        MentionRow *own = ARENA_ARRAY(c->arena, MentionRow, k + 1);
        size_t      own_n = 0;
        v[i].beside = ARENA_ARRAY(c->arena, MentionRow, k + 1);
        for (size_t j = 0; j < k; j++) {
            if (m[j].post != v[i].id || !names[j].n) continue;
            m[j].label = names[j];
            m[j].href = view_record_path(c, &actor_entity, m[j].actor);
            own[own_n++] = m[j];
            if (!m[j].name.n) v[i].beside[v[i].beside_n++] = m[j];
        }
        v[i].body = linked(c->arena, v[i].text, own, own_n);
    }
    return OK;
}

static Fault steps_fill(Ctx *c, PostRow *v, size_t n, const Id *posts) {
    TaskList list = {0};
    TRY(commitment_of_posts(c, posts, n, &list));
    for (size_t i = 0; i < n; i++) {
        v[i].steps = ARENA_ARRAY(c->arena, TaskRow, list.rows_n + 1);
        for (size_t k = 0; k < list.rows_n; k++) {
            if (list.rows[k].about == v[i].id) v[i].steps[v[i].steps_n++] = list.rows[k];
        }
    }
    return OK;
}

static Fault files_fill(Ctx *c, PostRow *v, size_t n, const Id *posts) {
    FileRow *files;
    size_t k;
    TRY(files_of_posts(c, posts, n, &files, &k));
    for (size_t i = 0; i < n; i++) {
        v[i].files = ARENA_ARRAY(c->arena, FileRow, k + 1);
        for (size_t j = 0; j < k; j++) {
            if (files[j].post == v[i].id) v[i].files[v[i].files_n++] = files[j];
        }
    }
    return OK;
}

/* Whom a note is about is told where it stands on the page of somebody whom it only names. */
static Fault about_fill(Ctx *c, PostRow *v, size_t n, Id on) {
    Id  *ids = ARENA_ARRAY(c->arena, Id, n + 1);
    Str *names = ARENA_ARRAY(c->arena, Str, n + 1);
    for (size_t i = 0; i < n; i++) ids[i] = v[i].about == on ? 0 : v[i].about;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    for (size_t i = 0; i < n; i++) {
        if (!ids[i] || !names[i].n) continue;
        v[i].about_name = names[i];
        v[i].about_href = view_record_path(c, &actor_entity, ids[i]);
    }
    return OK;
}

Fault post_rows_fill(Ctx *c, PostRow *v, size_t n, Id on) {
    Id *posts = ARENA_ARRAY(c->arena, Id, n + 1);
    if (!n) return OK;
    for (size_t i = 0; i < n; i++) {
        PostRow *row = &v[i];
        posts[i] = row->id;
        row->day = stamp_day(row->happened_at, c->reader.zone);
        row->changed_on = stamp_day(row->changed_at, c->reader.zone);
        row->href = view_record_path(c, &post_entity, row->id);
        row->kind_label = choice_label(&post_kind_choices, row->kind);
        row->visibility_label = SHOWN_TO[row->visibility];
        row->icon = str_of(LOOKS[row->kind].icon);
        row->colour = str_of(LOOKS[row->kind].colour);
    }
    TRY(about_fill(c, v, n, on));
    TRY(mentions_fill(c, v, n, posts));
    TRY(files_fill(c, v, n, posts));
    return steps_fill(c, v, n, posts);
}

/* ---- the card ------------------------------------------------------------------------------------------------- */

/* "notes=call" and "older=MS-ID" in the address of the record. What cannot be read is the beginning of all. */
static PostCut cut_of(const Request *rq) {
    PostCut cut = {.kind = choice_value(&post_kind_choices, params_get(&rq->args, "notes"))};
    Str     rest = params_get(&rq->args, "older"), at;
    if (!str_split(&rest, '-', &at) || !str_int(at, &cut.older_at) || !id_parse(rest, &cut.older_id)) cut.older_at = 0;
    return cut;
}

static Str address(Ctx *c, Str path, int kind, const PostRow *last) {
    const Choice *choice = choice_of(&post_kind_choices, kind);
    char id[ID_CHARS + 1] = "";
    if (last) id_print(id, last->id);
    Str notes = choice ? arena_printf(c->arena, "notes=%s", choice->name) : (Str){0};
    Str older = last ? arena_printf(c->arena, "older=%lld-%s", (long long)last->happened_at, id) : (Str){0};
    return arena_printf(c->arena, "%.*s%s%.*s%s%.*s#timeline", STR_ARG(path), notes.n || older.n ? "?" : "",
                        STR_ARG(notes), notes.n && older.n ? "&" : "", STR_ARG(older));
}

static void filters_fill(Ctx *c, Str path, int kind, PostPart *v) {
    v->filters = ARENA_ARRAY(c->arena, PostFilter, POST_KIND_N);
    v->filters[v->filters_n++] = (PostFilter){.href = address(c, path, 0, NULL), .name = T_POST_ALL, .current = !kind};
    for (int k = 1; k < POST_KIND_N; k++) {
        v->filters[v->filters_n++] = (PostFilter){.href = address(c, path, k, NULL), .current = kind == k,
                                                  .name = choice_label(&post_kind_choices, k)};
    }
}

/* Rows come newest first; those of one day stand together. */
static void days_fill(Ctx *c, PostRow *rows, size_t n, PostPart *v) {
    v->days = ARENA_ARRAY(c->arena, PostDay, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool more = v->days_n && v->days[v->days_n - 1].day == rows[i].day;
        if (!more) v->days[v->days_n++] = (PostDay){.day = rows[i].day, .rows = &rows[i]};
        v->days[v->days_n - 1].rows_n++;
    }
}

Fault post_timeline_draw(Buf *b, const Page *pg, const PostOn *on) {
    Ctx     *c = pg->c;
    PostRow *rows = ARENA_ARRAY(c->arena, PostRow, POST_PAGE_ROWS + 1);
    PostCut  cut = cut_of(pg->rq);
    PostPart v = {.heard_at = on->heard_at, .heard_on = stamp_day(on->heard_at, c->reader.zone),
                  .filtered = cut.kind || cut.older_at, .may_write = on->may_write};
    size_t n;
    cut.of_case = on->of_case;
    if (v.may_write) TRY(note_form_fill(c, pg->rq, on, &v.form));
    TRY(post_of(c, on->actor, &cut, rows, POST_PAGE_ROWS + 1, &n));
    bool more = n > POST_PAGE_ROWS;
    if (more) n = POST_PAGE_ROWS;
    TRY(post_rows_fill(c, rows, n, on->actor));
    v.listed = n > 0 || v.filtered;
    days_fill(c, rows, n, &v);
    filters_fill(c, on->path, cut.kind, &v);
    if (more) v.older = address(c, on->path, cut.kind, &rows[n - 1]);
    if (cut.older_at) v.newest = address(c, on->path, cut.kind, NULL);
    post_part_html(b, pg, &v);
    return OK;
}

static Fault timeline_draw(Buf *b, const Page *pg, const void *rec) {
    const Actor *a = rec;
    Ctx *c = pg->c;
    PostOn on = {.actor = a->head.id, .path = view_record_path(c, &actor_entity, a->head.id), .heard_at = a->heard_at,
                 .may_write = ent_may_write(c, &post_entity, NULL) && !a->head.archived_at};
    if (!(c->who.roles & ROLES_MEMBER)) return OK;
    return post_timeline_draw(b, pg, &on);
}

const RecordPart POST_TIMELINE = {.entity = &actor_entity, .anchor = "timeline", .title = T_POST_TIMELINE,
                                  .order = 10, .draw = timeline_draw};
