/* note_form.c - the form of a note: one screen of a phone, on a page of its own or within a record. */
#include "post/post_page.h"

#include "actor/actor.h"

static const struct {
    int         kind;
    const char *icon;
} KINDS[] = {
    {POST_KIND_CALL, "phone"}, {POST_KIND_VISIT, "map-pin"}, {POST_KIND_MEETING, "users"},
    {POST_KIND_MESSAGE, "message-circle"}, {POST_KIND_NOTE, "note"},
};
enum { KINDS_N = sizeof KINDS / sizeof *KINDS };

void note_wrong(Buf *b, const Page *pg, const char *field) {
    const Complaint *one = complaint_of(pg->c, field);
    if (!one) return;
    buf_printf(b, "<p class=\"err\" id=\"f-%s-err\">", field);
    page_icon(b, "alert-triangle");
    buf_lit(b, "<span>");
    complaint_html(pg->c, b, one);
    buf_lit(b, "</span></p>");
}

static void kinds_fill(Ctx *c, const Params *from, NoteForm *v) {
    int chosen = choice_value(&post_kind_choices, params_get(from, "kind"));
    v->kinds = ARENA_ARRAY(c->arena, NoteKind, KINDS_N);
    for (int i = 0; i < KINDS_N; i++) {
        const Choice *choice = choice_of(&post_kind_choices, KINDS[i].kind);
        v->kinds[v->kinds_n++] = (NoteKind){str_of(choice->name), str_of(KINDS[i].icon), choice->label,
                                            chosen ? chosen == KINDS[i].kind : i == 0};
    }
}

static void ins_fill(Ctx *c, const Params *from, NoteForm *v) {
    static const struct {
        const char *days;
        TextKey     label;
    } INS[] = {{"0", T_POST_IN_0}, {"1", T_POST_IN_1}, {"7", T_POST_IN_7}, {"30", T_POST_IN_30}};
    v->ins = ARENA_ARRAY(c->arena, NoteIn, sizeof INS / sizeof *INS);
    for (size_t i = 0; i < sizeof INS / sizeof *INS; i++) {
        Str days = str_of(INS[i].days);
        v->ins[v->ins_n++] = (NoteIn){days, INS[i].label, str_eq(days, params_get(from, "step_in"))};
    }
}

/* People chosen before the form came back. */
static Fault mentions_fill(Ctx *c, const Params *from, NoteForm *v) {
    Id  ids[NOTE_MENTIONS_MAX];
    Str names[NOTE_MENTIONS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < from->n && n < NOTE_MENTIONS_MAX; i++) {
        if (str_eq(from->v[i].name, LIT("mention")) && id_parse(from->v[i].value, &ids[n])) n++;
    }
    if (!n) return OK;
    TRY(ent_names(c, &actor_entity, ids, n, names));
    v->mentions = ARENA_ARRAY(c->arena, MentionRow, n);
    for (size_t i = 0; i < n; i++) {
        if (names[i].n) v->mentions[v->mentions_n++] = (MentionRow){.id = ids[i], .label = names[i]};
    }
    return OK;
}

static Fault about_fill(Ctx *c, const Params *from, NoteForm *v) {
    Id id = v->about;
    if (!id && !id_parse(params_get(from, "about"), &id)) id = 0;
    v->about_name = params_get(from, "about.name");
    if (!id) return OK;
    v->about_id = id_str(c->arena, id);
    return v->about_name.n ? OK : ent_names(c, &actor_entity, &id, 1, &v->about_name);
}

static Html visibility_of(Ctx *c, const Params *typed) {
    Buf b;
    buf_init(&b, 1 << 16);
    ent_visibility_html(c, &b, ent_new(c, &post_entity), typed);
    return html_keep(c->arena, &b);
}

static Html errors_of(Ctx *c) {
    Buf b;
    buf_init(&b, 1 << 16);
    complaints_html(c, &b, &post_entity);
    return html_keep(c->arena, &b);
}

Fault note_form_fill(Ctx *c, const Request *rq, const PostOn *within, NoteForm *ret_form) {
    const Params *typed = rq->method == POST ? &rq->form : NULL, *from = typed ? typed : &rq->args, none = {0};
    if (within) from = &none;                     /* the address of a record is not about its form */
    NoteForm v = {.typed = typed, .about = within ? within->actor : 0, .within = within != NULL};
    v.of_case = within && within->of_case ? id_str(c->arena, within->of_case) : params_get(from, "of_case");
    kinds_fill(c, from, &v);
    TRY(about_fill(c, from, &v));
    TRY(mentions_fill(c, from, &v));
    v.text = params_get(from, "text");
    v.when = params_get(from, "happened_at");
    v.minutes = params_get(from, "minutes");
    v.names = params_get(from, "mention.name");
    v.step_text = params_get(from, "step_text");
    v.step_due = params_get(from, "step_due");
    v.step_owner = params_get(from, "step_owner");
    v.step_owner_name = params_get(from, "step_owner.name");
    ins_fill(c, from, &v);
    v.files_lost = typed && rq->n_files > 0;
    TRY(file_limit(c, &v.file_mb));
    if (!v.of_case.n) v.visibility = visibility_of(c, typed);
    v.errors = errors_of(c);
    v.step_open = v.step_text.n || v.step_due.n || complaint_of(c, "step_text") || complaint_of(c, "step_owner");
    v.more_open = v.names.n || v.mentions_n || v.when.n || complaint_of(c, "happened_at") || complaint_of(c, "minutes");
    *ret_form = v;
    return OK;
}
