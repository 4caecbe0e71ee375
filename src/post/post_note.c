/* post_note.c - a note as people write it: who is named, what comes next, all in one act. */
#include "post/post_page.h"

#include "actor/actor.h"
#include "base/utf8.h"
#include "db/scope.h"

enum { NAME_WORDS_MAX = 5, NAME_BYTES_MAX = 160, NAMES_LOOKED_UP = 8 };

/* ---- who is named --------------------------------------------------------------------------------------------- */

/* Where "@name" stands in the text; -1. */
static ptrdiff_t named_at(Ctx *c, Str text, Str name) {
    return name.n ? str_find(text, arena_printf(c->arena, "@%.*s", STR_ARG(name))) : -1;
}

static void mention_add(Note *n, Id actor, Str name) {
    for (size_t i = 0; i < n->mentioned_n; i++) {
        if (n->mentioned[i].actor != actor) continue;
        if (!n->mentioned[i].name.n) n->mentioned[i].name = name;
        return;
    }
    if (n->mentioned_n < NOTE_MENTIONS_MAX) n->mentioned[n->mentioned_n++] = (Mentioned){actor, name};
}

/* The actor that a name leads to; 0 when it leads to none or to several. Says nothing. */
static Id actor_named(Ctx *c, Str name) {
    size_t   said = c->complaints.n;
    Mention *m = ent_new(c, &mention_entity);
    bool     found = value_read(c, &mention_entity.fields[MENTION_F_ACTOR], m, LANG_EN, name);
    c->complaints.n = said;
    return found ? m->actor : 0;
}

/* The ends of the first words of `s`, the longest last. */
static size_t word_ends(Str s, size_t ends[NAME_WORDS_MAX]) {
    size_t n = 0;
    for (size_t i = 1; i <= s.n && n < NAME_WORDS_MAX; i++) {
        if ((i == s.n || s.p[i] == ' ') && s.p[i - 1] != ' ') ends[n++] = i;
    }
    return n;
}

/* Without the full stop or comma that ends a sentence behind a name. */
static Str unpointed(Str s) {
    static const char POINTS[] = ".,:;?)\"";
    while (s.n && strchr(POINTS, s.p[s.n - 1])) s.n--;
    return s;
}

/* The text behind an @: the most words of it that are somebody's name. */
static void mention_written(Ctx *c, Note *n, Str rest) {
    size_t    ends[NAME_WORDS_MAX];
    ptrdiff_t line = str_find_byte(rest, '\n'), next = str_find_byte(rest, '@');
    if (line >= 0) rest.n = (size_t)line;
    if (next >= 0 && (size_t)next < rest.n) rest.n = (size_t)next;
    rest = str_sub(rest, 0, NAME_BYTES_MAX);
    for (size_t k = word_ends(rest, ends); k > 0; k--) {
        Str words = str_sub(rest, 0, ends[k - 1]), bare = unpointed(words);
        Id  found = actor_named(c, words);
        Str name = words;
        if (!found && bare.n && bare.n < words.n) found = actor_named(c, bare), name = bare;
        if (!found) continue;
        mention_add(n, found, name);
        return;
    }
}

static bool is_known(const Note *n, Str rest) {
    for (size_t i = 0; i < n->mentioned_n; i++) {
        if (n->mentioned[i].name.n && str_starts(rest, n->mentioned[i].name)) return true;
    }
    return false;
}

/* Names typed behind an @ without being chosen from a list. Mail addresses have something before their @. */
static void mentions_of_text(Ctx *c, Note *n) {
    Str text = n->post->text;
    int looked_up = 0;
    for (size_t i = 0; i < text.n && looked_up < NAMES_LOOKED_UP; i++) {
        bool starts = text.p[i] == '@' && (i == 0 || strchr(" \n(", text.p[i - 1]));
        Str  rest = str_sub(text, i + 1, text.n);
        if (!starts || is_known(n, rest)) continue;
        mention_written(c, n, rest);
        looked_up++;
    }
}

/* From here on complaints are about `name`: what was read belongs to another record than the form's own. */
static void complaints_about(Ctx *c, size_t from, const char *name) {
    for (size_t i = from; i < c->complaints.n; i++) c->complaints.v[i].field = name;
}

static void mentions_named(Ctx *c, Note *n, Str names) {
    Str one;
    size_t said = c->complaints.n;
    while (str_split(&names, ',', &one)) {
        Mention *m = ent_new(c, &mention_entity);
        one = str_trim(one);
        if (one.n && value_read(c, &mention_entity.fields[MENTION_F_ACTOR], m, LANG_EN, one)) {
            mention_add(n, m->actor, (Str){0});
        }
    }
    complaints_about(c, said, "mention");
}

static Fault mentions_read(Ctx *c, const Params *form, Note *n) {
    Id  ids[NOTE_MENTIONS_MAX];
    Str names[NOTE_MENTIONS_MAX];
    size_t k = 0;
    for (size_t i = 0; i < form->n && k < NOTE_MENTIONS_MAX; i++) {
        if (str_eq(form->v[i].name, LIT("mention")) && id_parse(form->v[i].value, &ids[k])) k++;
    }
    if (k) TRY(ent_labels(c, ids, k, names));
    for (size_t i = 0; i < k; i++) {
        if (names[i].n) mention_add(n, ids[i], named_at(c, n->post->text, names[i]) >= 0 ? names[i] : (Str){0});
    }
    mentions_named(c, n, params_get(form, "mention.name"));
    mentions_of_text(c, n);
    return OK;
}

/* ---- what comes next ------------------------------------------------------------------------------------------ */

static void step_day(Ctx *c, const Params *form, Commitment *t) {
    Str     due = str_trim(params_get(form, "step_due"));
    int64_t days;
    if (due.n) {
        if (!day_parse(due, &t->due_on)) complain(c, "step_due", T_FORM_FIX_DATE);
    } else if (str_int(params_get(form, "step_in"), &days) && days >= 0 && days <= 366) {
        t->due_on = commitment_in(c->reader.today, days);
    }
}

/* Whom the name means; the reader, when there is none. */
static void step_owner(Ctx *c, const Params *form, Commitment *t) {
    Str    typed = str_trim(params_get(form, "step_owner.name")), chosen = params_get(form, "step_owner"), name = {0};
    size_t said = c->complaints.n;
    Id     id = 0;
    if (!typed.n) return;
    bool known = id_parse(chosen, &id) && ent_labels(c, &id, 1, &name) == OK && str_eq(name, typed);
    if (known) t->owner = id;
    else (void)value_read(c, &commitment_entity.fields[COMMITMENT_F_OWNER], t, LANG_EN, typed);
    complaints_about(c, said, "step_owner");
}

static void step_read(Ctx *c, const Params *form, Note *n) {
    Str text = utf8_clean_line(c->arena, params_get(form, "step_text"));
    const Field *f = &commitment_entity.fields[COMMITMENT_F_TEXT];
    if (!text.n) {
        if (str_trim(params_get(form, "step_due")).n) complain(c, "step_text", T_POST_STEP_MISSING);
        return;
    }
    Commitment *t = ent_new(c, &commitment_entity);
    t->text = text;
    t->kind = COMMITMENT_KIND_NEXT_STEP;
    t->state = COMMITMENT_STATE_OPEN;
    if ((int64_t)utf8_length(text) > f->max) complain_n(c, "step_text", T_FORM_FIX_SHORTER, f->max);
    step_day(c, form, t);
    step_owner(c, form, t);
    n->step = t;
}

/* ---- the whole note ------------------------------------------------------------------------------------------- */

Fault note_place(Ctx *c, Post *p) {
    const Reach *reach;
    size_t n;
    if (p->about) {
        Actor *a = ent_new(c, &actor_entity);
        TRY(ent_load(c, &actor_entity, p->about, a));
        p->head.unit = a->head.unit;
        return OK;
    }
    if (c->who.system || (c->who.roles_everywhere & (ROLES_STAFF | ROLE_TRUSTEE))) return OK;
    TRY(scope_reach(c, &reach, &n));
    for (size_t i = 0; i < n && !p->head.unit; i++) {
        if (reach[i].level >= VIS_UNIT) p->head.unit = reach[i].place;
    }
    return OK;
}

/* Written without a network and sent later: of the moment of writing, as far as the device's clock can be believed. */
static void written_at(Ctx *c, const Params *form, Post *p) {
    Stamp at;
    if (p->happened_at || !stamp_parse(params_get(form, "written_at"), &at)) return;
    p->happened_at = at < c->reader.now ? at : c->reader.now;
}

Fault note_read(Ctx *c, const Request *rq, Note *ret_note) {
    *ret_note = (Note){.post = ent_new(c, &post_entity)};
    ent_form_read(c, &post_entity, &rq->form, ret_note->post);
    Post *p = ret_note->post;
    written_at(c, &rq->form, p);
    p->lang = str_of(lang_code(c->reader.lang));
    p->text = utf8_clean_text(c->arena, p->text);
    TRY(mentions_read(c, &rq->form, ret_note));
    step_read(c, &rq->form, ret_note);
    return c->complaints.n ? OK : note_place(c, p);
}

static Fault mention_save(Ctx *c, Id post, Mentioned who) {
    Mention *m = ent_new(c, &mention_entity);
    m->post = post;
    m->actor = who.actor;
    m->name = who.name;
    return ent_save(c, &mention_entity, m);
}

Fault note_save(Ctx *c, Note *n) {
    Post *p = n->post;
    TRY(act_begin(c, T_ACT_NOTE, (Str){0}));
    TRY(ent_save(c, &post_entity, p));
    for (size_t i = 0; i < n->mentioned_n; i++) TRY(mention_save(c, p->head.id, n->mentioned[i]));
    if (n->files) TRY(files_attach(c, n->files, p->head.id, p->about));
    if (!n->step) return OK;
    n->step->post = p->head.id;
    n->step->about = p->about;
    n->step->of_case = p->of_case;
    n->step->for_team = p->of_case ? 1 : n->step->for_team;
    n->step->head.unit = p->head.unit;
    n->step->head.visibility = p->head.visibility;
    return ent_save(c, &commitment_entity, n->step);
}

Fault note_mentions_follow(Ctx *c, const Post *p) {
    Note now = {.post = ent_new(c, &post_entity)};
    MentionRow *v;
    size_t n;
    now.post->text = p->text;
    TRY(post_mentions(c, &p->head.id, 1, &v, &n));
    for (size_t i = 0; i < n; i++) {
        bool gone = v[i].name.n && named_at(c, p->text, v[i].name) < 0;
        if (gone) TRY(ent_archive(c, &mention_entity, v[i].id));
        else mention_add(&now, v[i].actor, v[i].name);
    }
    size_t kept = now.mentioned_n;
    mentions_of_text(c, &now);
    for (size_t i = kept; i < now.mentioned_n; i++) TRY(mention_save(c, p->head.id, now.mentioned[i]));
    return OK;
}

/* ---- a paper that was signed ------------------------------------------------------------------------------------- */

Fault post_signed_paper(Ctx *c, const SignedPaper *paper, Id *ret_post) {
    Post *p = ent_new(c, &post_entity);
    p->kind = POST_KIND_NOTE;
    p->about = paper->about;
    p->head.unit = paper->unit;
    p->head.team = paper->team;
    p->text = arena_printf(c->arena, "%.*s: %.*s", STR_ARG(tr(c->reader.lang, paper->what)), STR_ARG(paper->name));
    p->lang = str_of(lang_code(c->reader.lang));
    TRY(ent_save(c, &post_entity, p));
    TRY(files_attach(c, paper->files, p->head.id, paper->about));
    *ret_post = p->head.id;
    return OK;
}
