/* paper.c - papers as PDF: GET /papers/KIND/ID?lang=..., on a slow thread. */
#include "paper/paper.h"

#include "base/utf8.h"
#include "consortium_ent.h"
#include "council_ent.h"
#include "db/facts.h"
#include "db/region.h"
#include "export/take.h"
#include "mine/mine.h"
#include "paper/paper_page.h"
#include "session_ent.h"

#include <unistd.h>

/* ---- what papers are made of ------------------------------------------------------------------------------------ */

enum { INDENT = 14, NAME_CHARS = 80 };

void paper_head(Paper *p, Str text) {
    ink_skip(p->k, 10);
    ink_need(p->k, 40);
    ink_paragraph(p->k, text, INK_HEAD, ink_left(p->k), ink_right(p->k));
    ink_skip(p->k, 3);
}

void paper_text(Paper *p, Str text) {
    Str line;
    while (str_split(&text, '\n', &line)) {
        if (line.n) ink_paragraph(p->k, line, INK_WORDS, ink_left(p->k), ink_right(p->k));
        ink_skip(p->k, line.n ? 3 : 6);
    }
}

void paper_small(Paper *p, Str text) {
    if (text.n) ink_paragraph(p->k, text, INK_SMALL, ink_left(p->k), ink_right(p->k));
}

void paper_pair(Paper *p, TextKey label, Str value) {
    Buf b;
    if (!value.n) return;
    if (str_find_byte(value, '\n') >= 0) {
        ink_paragraph(p->k, tr(p->c->reader.lang, label), INK_STRONG, ink_left(p->k), ink_right(p->k));
        paper_text(p, value);
        return;
    }
    buf_init(&b, 1 << 14);
    buf_add(&b, tr(p->c->reader.lang, label));
    buf_lit(&b, ": ");
    plain_name(&b, value);
    ink_paragraph(p->k, buf_str(&b), INK_WORDS, ink_left(p->k), ink_right(p->k));
    ink_skip(p->k, 2);
    buf_release(&b);
}

void paper_day(Paper *p, TextKey label, Day day) {
    Buf b;
    if (!day) return;
    buf_init(&b, 200);
    plain_day(&b, &p->c->reader, day);
    paper_pair(p, label, buf_str(&b));
    buf_release(&b);
}

void paper_item(Paper *p, Str text) {
    Ink   *k = p->k;
    double x0 = ink_left(k), x1 = ink_right(k);
    bool   rtl = ink_rtl(k);
    ink_need(k, 16);
    ink_box(k, INK_MARK, rtl ? x1 - 5 : x0, rtl ? x1 : x0 + 5, ink_y(k) + 5, 5);
    ink_paragraph(k, text, INK_WORDS, rtl ? x0 : x0 + INDENT, rtl ? x1 - INDENT : x1);
    ink_skip(k, 3);
}

void paper_sign_line(Paper *p, TextKey below) {
    Ink   *k = p->k;
    double x0 = ink_left(k), x1 = ink_right(k), wide = (x1 - x0) / 2;
    bool   rtl = ink_rtl(k);
    ink_skip(k, 36);
    ink_need(k, 30);
    ink_box(k, INK_LINE, rtl ? x1 - wide : x0, rtl ? x1 : x0 + wide, ink_y(k), 0.8);
    ink_skip(k, 4);
    paper_small(p, tr(p->c->reader.lang, below));
}

/* ---- which paper ------------------------------------------------------------------------------------------------ */

typedef struct Kind {
    const char *word;
    TextKey     title;
    Fault     (*draw)(Paper *p, const Case *k);   /* of a case; NULL: of a session or a meeting */
} Kind;

static const Kind KINDS[] = {
    {"agreement", T_PAPER_AGREEMENT, paper_agreement},
    {"plan", T_PAPER_PLAN, paper_plan},
    {"review", T_PAPER_REVIEW, paper_review},
    {"session", T_PAPER_SESSION, NULL},
    {"minutes", T_PAPER_MINUTES, NULL},
    {"pack", T_PAPER_PACK, NULL},
    {"blank", T_PAPER_BLANK, NULL},
    {"initiative", T_ENT_INITIATIVE, NULL},
    {"bid", T_CONSORTIUM_BID_PACK, NULL},
    {"sharing", T_CONSORTIUM_SHARING, NULL},
};
enum { KINDS_N = sizeof KINDS / sizeof *KINDS };

static const Kind *kind_named(Str word) {
    for (size_t i = 0; i < KINDS_N; i++) {
        if (str_eq(word, str_of(KINDS[i].word))) return &KINDS[i];
    }
    return NULL;
}

/* The language that was asked for; of the case's own papers otherwise; else the reader's. */
static void take_language(Ctx *c, const Request *rq, const Case *k) {
    if (lang_parse(params_get(&rq->args, "lang"), &c->reader.lang)) return;
    if (k) c->reader.lang = case_language(k->lang, c->reader.lang);
}

typedef struct Making {
    const Request *rq;
    const Kind    *kind;
    int            fd;
    Str            name;                          /* of the file, without its ending */
    Door          *door;                          /* of a blank */
} Making;

static Fault draw(Ctx *c, Making *m, const Case *k, Str title) {
    Paper p = {.c = c};
    Str   region;
    Buf   b;
    Fault f;
    TRY(fact_name(c, c->reader.lang, &region));
    buf_init(&b, 1000);
    buf_add(&b, region);
    buf_lit(&b, "   \xC2\xB7   ");
    plain_day(&b, &c->reader, c->reader.today);
    Str under = buf_keep(c->arena, &b);
    m->name = arena_printf(c->arena, "%.*s – %.*s", STR_ARG(tr(c->reader.lang, m->kind->title)), STR_ARG(title));
    TRY(ink_open(c, m->fd, &(InkOptions){.title = m->name, .foot = m->name}, &p.k));
    ink_paragraph(p.k, tr(c->reader.lang, m->kind->title), INK_TITLE, ink_left(p.k), ink_right(p.k));
    ink_paragraph(p.k, title, INK_HEAD, ink_left(p.k), ink_right(p.k));
    paper_small(&p, under);
    ink_skip(p.k, 10);
    if (m->kind->draw) f = m->kind->draw(&p, k);
    else if (m->door) f = paper_blank(&p, m->rq, m->door);
    else if (m->kind->title == T_ENT_INITIATIVE) f = paper_initiative(&p, m->rq->ids[0]);
    else if (m->kind->title == T_PAPER_SESSION) f = paper_session(&p, m->rq->ids[0]);
    else if (m->kind->title == T_CONSORTIUM_BID_PACK) f = paper_bid(&p, m->rq->ids[0]);
    else if (m->kind->title == T_CONSORTIUM_SHARING) f = paper_sharing(&p, m->rq->ids[0]);
    else if (m->kind->title == T_PAPER_PACK) f = paper_pack(&p, m->rq->ids[0]);
    else f = paper_minutes(&p, m->rq->ids[0]);
    if (f == OK) return ink_close(p.k);
    ink_drop(p.k);
    return f;
}

static Fault make(Ctx *c, Making *m) {
    Case *k = ent_new(c, &case_entity);
    Id    of_case = m->rq->ids[0];
    Str   title;
    if (m->kind->title == T_PAPER_BLANK) {
        take_language(c, m->rq, NULL);
        m->door = ent_new(c, &door_entity);
        TRY(paper_blank_title(c, m->rq->ids[0], m->door, &title));
        return draw(c, m, NULL, title);
    }
    if (m->kind->title == T_ENT_INITIATIVE) {
        take_language(c, m->rq, NULL);
        TRY(paper_initiative_title(c, m->rq->ids[0], &title));
        return draw(c, m, NULL, title);
    }
    if (m->kind->title == T_CONSORTIUM_BID_PACK || m->kind->title == T_CONSORTIUM_SHARING) {
        take_language(c, m->rq, NULL);
        TRY(paper_joint_title(c, m->rq->ids[0], &title));
        return draw(c, m, NULL, title);
    }
    if (m->kind->title == T_PAPER_MINUTES || m->kind->title == T_PAPER_PACK) {
        take_language(c, m->rq, NULL);
        TRY(paper_minutes_title(c, m->rq->ids[0], &title));
        return draw(c, m, NULL, title);
    }
    if (m->kind->title == T_PAPER_SESSION) TRY(paper_session_title(c, m->rq->ids[0], &title, &of_case));
    TRY(ent_load(c, &case_entity, of_case, k));
    take_language(c, m->rq, k);
    case_opened(c, of_case);
    return draw(c, m, k, tri_best(&k->title, c->reader.lang, NULL));
}

static Fault get_paper(Ctx *c, const Request *rq, Reply *rp) {
    Making m = {.rq = rq, .kind = kind_named(rq->words[0])};
    if (!m.kind) return fail(c, NOT_FOUND, "page", 0);
    TRY(take_temp(request_temp(rq), &m.fd));
    Fault f = region_read_begin(c->region, c);
    if (f == OK) {
        f = make(c, &m);
        region_read_end(c->region, c);
    }
    if (f == OK && lseek(m.fd, 0, SEEK_SET) != 0) f = BROKEN;
    if (f != OK) {
        close(m.fd);
        return f;
    }
    rp->fd = m.fd;
    rp->type = "application/pdf";
    rp->file_name = arena_printf(c->arena, "%.*s.pdf", STR_ARG(utf8_head(m.name, NAME_CHARS)));
    return OK;
}

/* ---- on the page of a case -------------------------------------------------------------------------------------- */

static Fault papers_draw(Buf *b, const Page *pg, const void *rec) {
    Ctx *c = pg->c;
    PapersPart v = {.id = id_str(c->arena, ((const Head *)rec)->id),
                    .rows = ARENA_ARRAY(c->arena, PaperRow, KINDS_N)};
    for (size_t i = 0; i < KINDS_N; i++) {
        if (KINDS[i].draw) v.rows[v.rows_n++] = (PaperRow){str_of(KINDS[i].word), KINDS[i].title};
    }
    papers_part_html(b, pg, &v);
    return OK;
}

static const RecordPart PAPERS = {.entity = &case_entity, .anchor = "papers", .title = T_PAPER_PAPERS, .side = true,
                                  .order = 90, .draw = papers_draw};

/* On the page of a session or a meeting: one paper, once it was held; of a committee that comes together, its pack. */
static void one_draw(Buf *b, const Page *pg, Id id, const char *word, TextKey name) {
    PaperRow   row = {str_of(word), name};
    PapersPart v = {.id = id_str(pg->c->arena, id), .rows = &row, .rows_n = 1};
    papers_part_html(b, pg, &v);
}

static Fault session_draw(Buf *b, const Page *pg, const void *rec) {
    const CaseSession *s = rec;
    if (s->state == SESSION_STATE_HELD) one_draw(b, pg, s->head.id, "session", T_PAPER_SESSION);
    return OK;
}

static Fault meeting_draw(Buf *b, const Page *pg, const void *rec) {
    const Meeting *m = rec;
    Body          *body = ent_new(pg->c, &body_entity);
    Fault f = m->state == MEETING_STATE_PLANNED ? ent_load(pg->c, &body_entity, m->body, body) : NOT_FOUND;
    if (f != OK && f != NOT_FOUND) return f;
    if (body->kind == BODY_KIND_STEERING || body->kind == BODY_KIND_OPERATIONS) {
        one_draw(b, pg, m->head.id, "pack", T_PAPER_PACK);
    }
    if (m->state == MEETING_STATE_HELD) one_draw(b, pg, m->head.id, "minutes", T_PAPER_MINUTES);
    return OK;
}

/* On the page of a consortium: what a buyer is handed, and what the members sign. */
static Fault joint_draw(Buf *b, const Page *pg, const void *rec) {
    const Consortium *k = rec;
    PaperRow   rows[] = {{LIT("sharing"), T_CONSORTIUM_SHARING}, {LIT("bid"), T_CONSORTIUM_BID_PACK}};
    bool       offers = k->form != CONSORTIUM_FORM_PURCHASE;
    PapersPart v = {.id = id_str(pg->c->arena, k->head.id), .rows = rows, .rows_n = offers ? 2 : 1};
    papers_part_html(b, pg, &v);
    return OK;
}

static const RecordPart JOINT_PAPERS = {.entity = &consortium_entity, .anchor = "papers", .title = T_PAPER_PAPERS,
                                        .side = true, .order = 60, .draw = joint_draw};
static const RecordPart SESSION_PAPER = {.entity = &case_session_entity, .anchor = "papers", .title = T_PAPER_PAPERS,
                                         .side = true, .order = 60, .draw = session_draw};
static const RecordPart MEETING_PAPER = {.entity = &meeting_entity, .anchor = "papers", .title = T_PAPER_PAPERS,
                                         .side = true, .order = 60, .draw = meeting_draw};

/* On the owner's page: in their own language, the others stand on the case. */
static Fault mine_draw(Buf *b, const Page *pg, const Case *k) {
    Ctx *c = pg->c;
    PapersPart v = {.id = id_str(c->arena, k->head.id), .lang = str_of(lang_code(c->reader.lang)),
                    .rows = ARENA_ARRAY(c->arena, PaperRow, KINDS_N)};
    for (size_t i = 0; i < KINDS_N; i++) {
        if (KINDS[i].draw) v.rows[v.rows_n++] = (PaperRow){str_of(KINDS[i].word), KINDS[i].title};
    }
    papers_mine_html(b, pg, &v);
    return OK;
}

static const MinePart MINE = {.order = 60, .draw = mine_draw};

static const Route ROUTES[] = {
    {GET, "/papers/{word}/{id}", get_paper, ROUTE_SLOW, ROLES_MEMBER, 0, NULL, false},
};

static void paper_start(Region *r) {
    (void)r;
    view_register_part(&PAPERS);
    view_register_part(&SESSION_PAPER);
    view_register_part(&MEETING_PAPER);
    view_register_part(&JOINT_PAPERS);
    mine_register(&MINE);
}

const Module paper_module = {.name = "paper", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES,
                             .start = paper_start};
