/* view_hit.c - how one record stands in the answer of a search: its name with what was typed marked in it, a line that
** says what and where it is, and, when the name does not show it, by which words it was found. */
#include "view/view_find.h"

#include "base/check.h"
#include "base/utf8.h"

enum { LINE_BYTES_MAX = 1 << 16, SNIPPET_BEFORE = 40, SNIPPET_CHARS = 110 };

/* ---- marks ------------------------------------------------------------------------------------------------------ */

/* Where a piece of a text begins and ends, in bytes. */
typedef struct Piece {
    size_t from, to;
} Piece;

static bool in_piece(const FindMark *m, size_t text, Piece p) {
    return m->field == text && m->start >= p.from && (size_t)m->start + m->n <= p.to;
}

static bool has_marks(const SeekHit *h, size_t text) {
    for (size_t i = 0; i < h->find.n_marks; i++) {
        const FindMark *m = &h->find.marks[i];
        if (m->field == text && seek_marked(m, h->texts[text].text)) return true;
    }
    return false;
}

/* The piece of a text of the hit, its marks in <mark>. */
static void put_marked(Buf *b, const SeekHit *h, size_t text, Piece p) {
    Str    s = h->texts[text].text;
    size_t at = p.from;
    for (size_t i = 0; i < h->find.n_marks; i++) {
        const FindMark *m = &h->find.marks[i];
        if (!in_piece(m, text, p) || m->start < at || !seek_marked(m, s)) continue;
        put_text(b, str_sub(s, at, m->start - at));
        buf_lit(b, "<mark>");
        put_text(b, str_sub(s, m->start, m->n));
        buf_lit(b, "</mark>");
        at = (size_t)m->start + m->n;
    }
    put_text(b, str_sub(s, at, p.to - at));
}

static size_t letters_back(Str s, size_t at, size_t n) {
    while (at > 0 && n > 0) {
        at--;
        while (at > 0 && ((unsigned char)s.p[at] & 0xC0) == 0x80) at--;
        n--;
    }
    return at;
}

/* The line in which the first mark stands, and of a long one what is around it, from a word's beginning. */
static Piece around_mark(const SeekHit *h, size_t text) {
    Str    s = h->texts[text].text;
    size_t first = 0;
    for (size_t i = 0; i < h->find.n_marks; i++) {
        if (h->find.marks[i].field != text || !seek_marked(&h->find.marks[i], s)) continue;
        first = h->find.marks[i].start;
        break;
    }
    Piece p = {first, first};
    while (p.from > 0 && s.p[p.from - 1] != '\n') p.from--;
    while (p.to < s.n && s.p[p.to] != '\n') p.to++;
    size_t near = letters_back(s, first, SNIPPET_BEFORE);
    if (near > p.from) {
        p.from = near;
        while (p.from < first && s.p[p.from] != ' ') p.from++;
        if (p.from < first) p.from++;
    }
    size_t end = p.from + utf8_head(str_sub(s, p.from, s.n), SNIPPET_CHARS).n;
    if (end < p.to) p.to = end;
    return p;
}

/* ---- the name --------------------------------------------------------------------------------------------------- */

/* The first reference that a list shows stands for the name of a record that has none: a note is called by whom it is
** about. */
static const Field *name_field(const Entity *e) {
    for (int i = 0; e->label < 0 && i < e->n_fields; i++) {
        if (e->fields[i].type == F_REF && (e->fields[i].flags & FIELD_LIST)) return &e->fields[i];
    }
    return NULL;
}

static Str name_of(const Ctx *c, const Entity *e, const void *rec, const RefNames *names) {
    const Field *f = name_field(e);
    Str name = f ? ref_name(names, *(const Id *)field_in(f, rec)) : view_name(c, e, rec);
    return name.n ? name : tr(c->reader.lang, e->one);
}

/* The text of the hit that is its name for this reader; n_texts: none of them. */
static size_t name_text(const Ctx *c, const SeekHit *h) {
    const Field *label = h->entity->label >= 0 ? &h->entity->fields[h->entity->label] : NULL;
    Lang from = c->reader.lang;
    if (label && label->type == F_TRI) (void)tri_best(field_in(label, h->rec), c->reader.lang, &from);
    for (size_t i = 0; label && i < h->n_texts; i++) {
        if (h->texts[i].field == label && (label->type != F_TRI || h->texts[i].lang == from)) return i;
    }
    return h->n_texts;
}

/* ---- what and where it is --------------------------------------------------------------------------------------- */

static bool is_told(const Ctx *c, const Entity *e, const Field *f, const void *rec) {
    bool kind = f->type == F_ENUM && (f->flags & FIELD_LIST), place = f->type == F_REF && (f->flags & FIELD_SEARCH);
    bool day = (f->type == F_DAY || f->type == F_STAMP) && (f->flags & FIELD_LIST) && e->label < 0;
    if (f->flags & (FIELD_HIDDEN | FIELD_SECRET)) return false;
    if ((f->flags & FIELD_STAFF) && !(c->who.roles & ROLES_STAFF)) return false;
    return (kind || place || day || f->type == F_PHONE) && value_known(f, rec);
}

static bool is_marked(const SeekHit *h, const Field *f) {
    for (size_t i = 0; h && i < h->n_texts; i++) {
        if (h->texts[i].field != f) continue;
        for (size_t k = 0; k < h->find.n_marks; k++) {
            if (h->find.marks[k].field == i) return true;
        }
    }
    return false;
}

static void put_value(const Page *pg, Buf *b, const Field *f, const void *rec, const RefNames *names) {
    if (f->type == F_REF) show_name(b, ref_name(names, *(const Id *)field_in(f, rec)));
    else if (f->type == F_STAMP) show_day_near(b, pg->r, stamp_day(*(const Stamp *)field_in(f, rec), pg->r->zone));
    else if (f->type == F_DAY) show_day_near(b, pg->r, *(const Day *)field_in(f, rec));
    else if (f->type == F_PHONE) show_phone(b, pg->r, *(const Str *)field_in(f, rec)); /* the whole hit is a link */
    else value_show(pg->c, b, f, rec);
}

/* Kind, field, town, telephone: what tells apart two of one name. */
static void put_facts(const Page *pg, Buf *b, const Entity *e, const void *rec, const SeekHit *h,
                      const RefNames *names) {
    enum { FACTS_MAX = 4 };
    int  n = 0;
    bool phone = false;                           /* another number only when it is the one that was asked for */
    for (int k = 0; k < 2 * e->n_fields && n < FACTS_MAX; k++) {
        const Field *f = &e->fields[k % e->n_fields];
        if ((f->type == F_PHONE) != (k >= e->n_fields)) continue; /* telephones behind the rest */
        if (!is_told(pg->c, e, f, rec) || f == name_field(e)) continue;
        if (f->type == F_REF && !ref_name(names, *(const Id *)field_in(f, rec)).n) continue;
        if (f->type == F_PHONE && phone && !is_marked(h, f)) continue;
        phone = phone || f->type == F_PHONE;
        buf_lit(b, "<span>");
        bool marked = (f->type == F_REF || f->type == F_PHONE) && is_marked(h, f);
        if (marked) buf_lit(b, "<mark>");
        put_value(pg, b, f, rec, names);
        if (marked) buf_lit(b, "</mark>");
        buf_lit(b, "</span>");
        n++;
    }
}

/* ---- why -------------------------------------------------------------------------------------------------------- */

/* "Also written: …", "In words: …": the best text that the reader does not see yet. */
static bool put_text_found(const Page *pg, Buf *b, const SeekHit *h, size_t name) {
    size_t best = h->n_texts;
    for (size_t i = 0; i < h->n_texts; i++) {
        const SeekText *t = &h->texts[i];
        if (i == name || t->part == FIND_PLACE || t->part == FIND_PHONE || !has_marks(h, i)) continue;
        if (best == h->n_texts || i == h->find.field) best = i;
    }
    if (best == h->n_texts) return false;
    const Field *f = h->texts[best].field;
    bool label = h->entity->label >= 0 && f == &h->entity->fields[h->entity->label];
    Piece p = around_mark(h, best);
    Buf   found;
    buf_init(&found, LINE_BYTES_MAX);
    buf_lit(&found, "<bdi>");
    if (p.from > 0 && h->texts[best].text.p[p.from - 1] != '\n') buf_lit(&found, "\u2026 ");
    put_marked(&found, h, best, p);
    if (p.to < h->texts[best].text.n && h->texts[best].text.p[p.to] != '\n') buf_lit(&found, " \u2026");
    buf_lit(&found, "</bdi>");
    Html text = html_keep(pg->c->arena, &found);
    if (label) tr_html(b, pg->r, T_FIND_ALSO, (TrArg[]){TR_MARKUP("name", text)}, 1);
    else {
        tr_html(b, pg->r, T_FIND_IN_FIELD,
                (TrArg[]){TR_ARG("field", tr(pg->r->lang, f->label)), TR_MARKUP("text", text)}, 2);
    }
    return true;
}

static void put_why(const Page *pg, Buf *b, const SeekHit *h, size_t name) {
    bool named = name < h->n_texts && has_marks(h, name);
    if (!named && put_text_found(pg, b, h, name)) return;
    FindClass cls = h->find.cls;
    if (h->find.group == FIND_TOLERANT || h->find.group == FIND_KEYS_TOLERANT || cls == FIND_TYPO) {
        tr_html(b, pg->r, T_FIND_NEARLY, NULL, 0);
    } else if (cls == FIND_SOUND_NEAR || cls == FIND_SOUND || cls == FIND_SOUND_HEAD) {
        tr_html(b, pg->r, T_FIND_SOUNDS, NULL, 0);
    }
}

/* ---- a hit ------------------------------------------------------------------------------------------------------ */

static Html tile_of(const Page *pg, const Sheet *s, const void *rec) {
    Buf b;
    buf_init(&b, LINE_BYTES_MAX);
    if (s && s->tile) {
        s->tile(&b, pg, rec);
    } else {
        buf_lit(&b, "<span class=\"tile big wadi\">");
        page_icon(&b, s && s->icon ? s->icon : "file-text");
        buf_lit(&b, "</span>");
    }
    return html_keep(pg->c->arena, &b);
}

static FindLink link_of(const Page *pg, const Entity *e, const void *rec, const SeekHit *h, const RefNames *names) {
    Ctx       *c = pg->c;
    const Head *head = rec;
    size_t     name = h ? name_text(c, h) : 0;
    FindLink   l = {.id = head->id, .name = name_of(c, e, rec, names), .href = view_record_path(c, e, head->id)};
    Buf b;
    buf_init(&b, LINE_BYTES_MAX);
    buf_lit(&b, "<bdi>");
    if (h && name < h->n_texts) put_marked(&b, h, name, (Piece){0, h->texts[name].text.n});
    else put_text(&b, l.name);
    buf_lit(&b, "</bdi>");
    l.title = html_keep(c->arena, &b);
    buf_init(&b, LINE_BYTES_MAX);
    put_facts(pg, &b, e, rec, h, names);
    l.facts = html_keep(c->arena, &b);
    buf_init(&b, LINE_BYTES_MAX);
    if (h) put_why(pg, &b, h, name);
    l.why = html_keep(c->arena, &b);
    l.tile = tile_of(pg, view_sheet(str_of(e->name)), rec);
    return l;
}

FindLink hit_link(const Page *pg, const SeekHit *h, const RefNames *names) {
    return link_of(pg, h->entity, h->rec, h, names);
}

FindLink plain_link(const Page *pg, const Entity *e, const void *rec, const RefNames *names) {
    return link_of(pg, e, rec, NULL, names);
}

Fault hit_names(Ctx *c, const SeekHit *hits, size_t n, RefNames *ret_names) {
    enum { REFS_EACH = 8 };
    Id    *ids = ARENA_ARRAY(c->arena, Id, n * REFS_EACH + 1);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        const Entity *e = hits[i].entity;
        int each = 0;
        for (int k = 0; k < e->n_fields && each < REFS_EACH; k++) {
            const Field *f = &e->fields[k];
            if (f->type != F_REF || (!(f->flags & FIELD_SEARCH) && f != name_field(e))) continue;
            Id id = *(const Id *)field_in(f, hits[i].rec);
            if (id) ids[m++] = id;
            each++;
        }
    }
    return ref_names(c, ids, m, ret_names);
}
