/* future_store.c - wishes, themes, votes and goals of places: statements, and rules at the write. */
#include "future/future_store.h"

#include "account/account.h"
#include "base/rand.h"
#include "db/facts.h"
#include "place_ent.h"

#include <sodium.h>
#include <stdlib.h>

enum {
    Q_RANKS, Q_WORDS, Q_WISHES_OF, Q_VOTE_ADD, Q_VOTE_DROP, Q_VOTED, Q_PAGE_CODE, Q_PAGE_PLACE, Q_ASKED, Q_ASKED_VOTES,
    Q_AIMS_OF, Q_THEMES_OF, Q_WISH_LINKS, Q_AIM_LINKS, Q_THEMES_OF_WISH, Q_TO_TELL, Q_COUNT, Q_PICTURE_LAST,
};
_Static_assert(Q_PICTURE_LAST + 1 == FUTURE_Q_N, "as many as the header says");

#define LIVE(x) x ".archived_at IS NULL AND " x ".merged_into IS NULL"
#define WISHES_IN(theme)                                                                                              \
    "(SELECT CAST(count(DISTINCT l.wish) AS BIGINT) FROM wish_themes l JOIN wishes w ON w.id = l.wish"                \
    " WHERE l.org = :s_org AND l.theme = " theme " AND l.archived_at IS NULL AND " LIVE("w") ")"
#define DEVICES_OF(theme) "(SELECT CAST(count(*) AS BIGINT) FROM theme_votes v WHERE v.theme = " theme ")"
#define HANDS_OF(theme)                                                                                               \
    "(SELECT CAST(coalesce(sum(h.hands), 0) AS BIGINT) FROM hand_counts h WHERE h.org = :s_org AND h.theme = " theme \
    " AND h.archived_at IS NULL)"
#define BEHIND "SELECT a.theme FROM aim_themes a WHERE a.org = :s_org AND a.aim = :aim AND a.archived_at IS NULL"

const char WISH_THEME_SQL[] = "EXISTS (SELECT 1 FROM wish_themes l WHERE l.org = x.org AND l.wish = x.id"
                              " AND l.theme = :theme AND l.archived_at IS NULL)";

const Query FUTURE_QUERIES[FUTURE_Q_N] = {
    [Q_RANKS] = {.sql = "SELECT t.id, t.shown, " WISHES_IN("t.id") ", " DEVICES_OF("t.id") ", " HANDS_OF("t.id")
                        " FROM themes t WHERE t.org = :org AND t.place = :place AND " LIVE("t")
                        " {unscoped:how many want what, without names} ORDER BY t.id",
                 .in = "org:id place:id", .out = "id:id shown:int wishes:int devices:int hands:int"},
    [Q_WORDS] = {.sql = "SELECT DISTINCT w.id, w.words, w.lang FROM wish_themes l JOIN wishes w ON w.id = l.wish"
                        " WHERE l.org = :s_org AND l.theme = :theme AND l.archived_at IS NULL AND w.fit = 1"
                        " AND " LIVE("w")
                        " {unscoped:words that staff marked for all} ORDER BY w.id DESC LIMIT :max",
                 .in = "theme:id max:int", .out = "id:id words:text lang:text"},
    [Q_WISHES_OF] = {.sql = "SELECT " WISHES_IN(":theme") " {unscoped:how many}", .in = "theme:id", .out = "n:int"},
    [Q_VOTE_ADD] = {.sql = "INSERT INTO theme_votes (theme, device) VALUES (:theme, :device)"
                           " ON CONFLICT (theme, device) DO NOTHING",
                    .in = "theme:id device:text"},
    [Q_VOTE_DROP] = {.sql = "DELETE FROM theme_votes WHERE theme = :theme AND device = :device",
                     .in = "theme:id device:text"},
    [Q_VOTED] = {.sql = "SELECT v.theme FROM theme_votes v WHERE v.theme = :theme AND v.device = :device",
                 .in = "theme:id device:text", .out = "theme:id"},
    [Q_PAGE_CODE] = {.sql = "SELECT p.id, p.org FROM wish_pages p WHERE p.code = :code AND p.shown = 1 AND " LIVE("p")
                            " {unscoped:whoever opens a public page is nobody} LIMIT 1",
                     .in = "code:text", .out = "id:id org:id"},
    [Q_PAGE_PLACE] = {.sql = "SELECT p.id FROM wish_pages p WHERE p.org = :org AND p.place = :place AND " LIVE("p")
                             " {unscoped:that there is one; it is loaded as its reader} LIMIT 1",
                      .in = "org:id place:id", .out = "id:id"},
    [Q_ASKED] = {.sql = "SELECT CAST(count(DISTINCT l.wish) AS BIGINT) FROM wish_themes l"
                        " JOIN wishes w ON w.id = l.wish WHERE l.org = :s_org AND l.theme IN (" BEHIND ")"
                        " AND l.archived_at IS NULL AND " LIVE("w") " {unscoped:how many}",
                 .in = "aim:id", .out = "n:int"},
    [Q_ASKED_VOTES] = {.sql = "SELECT CAST(coalesce(sum(" DEVICES_OF("t.id") " + " HANDS_OF("t.id") "), 0) AS BIGINT)"
                              " FROM themes t WHERE t.id IN (" BEHIND ") AND " LIVE("t") " {unscoped:how many}",
                       .in = "aim:id", .out = "n:int"},
    [Q_AIMS_OF] = {.sql = "SELECT a.aim FROM aim_themes a WHERE a.org = :org AND a.theme = :theme"
                          " AND a.archived_at IS NULL {unscoped:ids; each is loaded as its reader} ORDER BY a.aim",
                   .in = "org:id theme:id", .out = "aim:id"},
    [Q_THEMES_OF] = {.sql = "SELECT a.theme FROM aim_themes a WHERE a.org = :org AND a.aim = :aim"
                            " AND a.archived_at IS NULL {unscoped:ids; each is loaded as its reader} ORDER BY a.theme",
                     .in = "org:id aim:id", .out = "theme:id"},
    [Q_WISH_LINKS] = {.sql = "SELECT l.id, l.theme FROM wish_themes l WHERE l.org = :org AND l.wish = :wish"
                             " AND l.archived_at IS NULL AND {scope:l} ORDER BY l.id",
                      .in = "org:id wish:id", .out = "id:id theme:id"},
    [Q_AIM_LINKS] = {.sql = "SELECT a.id, a.theme FROM aim_themes a WHERE a.org = :org AND a.aim = :aim"
                            " AND a.archived_at IS NULL AND {scope:a} ORDER BY a.id",
                     .in = "org:id aim:id", .out = "id:id theme:id"},
    [Q_THEMES_OF_WISH] = {.sql = "SELECT l.theme FROM wish_themes l WHERE l.org = :org AND l.wish = :wish"
                                 " AND l.archived_at IS NULL AND {scope:l} ORDER BY l.theme",
                          .in = "org:id wish:id", .out = "theme:id"},
    [Q_TO_TELL] = {.sql = "SELECT DISTINCT w.id FROM wish_themes l JOIN wishes w ON w.id = l.wish"
                          " WHERE l.org = :s_org AND l.theme = :theme AND l.archived_at IS NULL AND w.hears = 1"
                          " AND w.heard_at IS NULL"
                          " AND w.email IS NOT NULL AND " LIVE("w")
                          " {unscoped:who asked to be written to, told to nobody} ORDER BY w.id LIMIT 2000",
                   .in = "theme:id", .out = "id:id"},
    [Q_COUNT] = {.sql = "SELECT CAST(count(*) AS BIGINT),"
                        " CAST(coalesce(sum(CASE WHEN w.coded = 1 THEN 0 ELSE 1 END), 0) AS BIGINT) FROM wishes w"
                        " WHERE w.org = :org AND w.place = :place AND " LIVE("w") " AND {scope:w}",
                 .in = "org:id place:id", .out = "n:int waiting:int"},
    [Q_PICTURE_LAST] = {.sql = "SELECT max(p.number) FROM pictures p WHERE p.org = :org AND p.place = :place"
                               " {unscoped:numbers go on, whoever sees the earlier ones}",
                        .in = "org:id place:id", .out = "number:int"},
};

static const Query *q(int i) { return &FUTURE_QUERIES[i]; }

bool is_among(const Id *v, size_t n, Id id) {
    for (size_t i = 0; i < n; i++) {
        if (v[i] == id) return true;
    }
    return false;
}

/* ---- at the write ------------------------------------------------------------------------------------------------ */

/* Being told is taken back: before the mail went out it is recalled (mails_recall), and the address, which only the
** mail still has, waits for another goal; what was sent was told. What was recalled and is done again was not. */
static Fault told_back(Ctx *c, const Wish *was, Wish *w) {
    if (was->heard_at && !w->heard_at && !w->email.n) {
        TRY(mail_waits(c, w->head.id, &w->email));
        if (!w->email.n) w->heard_at = was->heard_at;
    }
    if (!was->heard_at && w->heard_at && w->email.n) w->heard_at = 0;
    return OK;
}

/* A wish is the staff's of its place; however its form was sent, no wider. */
Fault wish_check(Ctx *c, const void *before, void *after) {
    Wish *w = after;
    w->words = str_trim(w->words);
    w->head.unit = w->place;
    w->head.visibility = VIS_UNIT;
    if (!w->way) w->way = WISH_WAY_PAPER;
    if (!w->told_on) w->told_on = c->reader.today;
    if (w->told_on > c->reader.today) complain(c, "told_on", T_FUTURE_FIX_TO_COME);
    if (!w->lang.n) w->lang = str_of(lang_code(c->reader.lang));
    if (!before) w->coded = w->coded == 1;
    else TRY(told_back(c, before, w));
    if (w->email.n && w->hears != 1) complain(c, "hears", T_FUTURE_FIX_HEARS);
    if (!w->email.n && w->hears == 1 && !w->heard_at) complain(c, "email", T_FUTURE_FIX_EMAIL);
    return complaints_fault(c);
}

Fault theme_check(Ctx *c, const void *before, void *after) {
    Theme *t = after;
    (void)c;
    (void)before;
    t->head.unit = t->place;
    return OK;
}

Fault hand_count_check(Ctx *c, const void *before, void *after) {
    HandCount *h = after;
    (void)before;
    if (h->held_on > c->reader.today) complain(c, "held_on", T_FUTURE_FIX_TO_COME);
    return complaints_fault(c);
}

Fault wish_page_check(Ctx *c, const void *before, void *after) {
    WishPage *p = after;
    (void)before;
    p->head.unit = p->place;
    if (!p->code.n) p->code = str_sub(key_new(c), 0, 12);
    if (!p->salt.n) p->salt = key_new(c);
    return OK;
}

static bool tri_empty(const Tri *t) {
    for (int i = 0; i < LANG_N; i++) {
        if (t->v[i].n) return false;
    }
    return true;
}

Fault aim_check(Ctx *c, const void *before, void *after) {
    Aim *a = after;
    (void)before;
    a->head.unit = a->place;
    if (!a->state) a->state = GOAL_STATE_OPEN;
    bool asks = a->state == GOAL_STATE_CHANGED || a->state == GOAL_STATE_LET_GO;
    if (asks && tri_empty(&a->reason)) complain(c, "reason", T_FUTURE_FIX_REASON);
    return complaints_fault(c);
}

/* ---- who asked to hear ------------------------------------------------------------------------------------------- */

static Fault tell_one(Ctx *c, Wish *w, Str link) {
    Mail m = {.org = w->head.org, .to = w->email, .reader = c->reader, .about = w->head.id, .n_args = 1,
              .subject = T_FUTURE_MAIL, .body = T_FUTURE_MAIL_TEXT, .link = link, .passing = true};
    Reader r = c->reader;
    (void)lang_parse(w->lang, &m.reader.lang);
    Str place;
    c->reader.lang = m.reader.lang;
    Fault f = ent_labels(c, &w->place, 1, &place);
    c->reader.lang = r.lang;
    TRY(f);
    m.args[0] = TR_ARG("place", place);
    TRY(mail_queue(c, &m));
    w->email = (Str){0};                          /* it has served */
    w->heard_at = c->reader.now;
    return ent_save(c, &wish_entity, w);
}

static Fault tell_all(Ctx *c, Id theme, Str site) {
    enum { TOLD_MAX = 2000 };
    Id    *ids = ARENA_ARRAY(c->arena, Id, TOLD_MAX);
    size_t n = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(Q_TO_TELL), VALS(v_id(theme)), &r));
        while (n < TOLD_MAX && rows_next(&r)) ids[n++] = rows_id(&r, 0);
        TRY(rows_fault(&r));
    }
    for (size_t i = 0; i < n; i++) {
        Wish     *w = ent_new(c, &wish_entity);
        WishPage *p = ent_new(c, &wish_page_entity);
        Str       link = {0};
        TRY(ent_load(c, &wish_entity, ids[i], w));
        Fault f = wish_page_of(c, w->place, p);
        if (f != OK && f != NOT_FOUND) return f;
        if (f == OK && p->shown == 1) {
            link = arena_printf(c->arena, "%.*s/future/%.*s", STR_ARG(site), STR_ARG(p->code));
        }
        TRY(tell_one(c, w, link));
    }
    return OK;
}

/* Without an address of its own the region sends no mail; then they are told by a later goal. */
Fault aim_theme_after(Ctx *c, const void *before, const void *after) {
    const AimTheme *x = after;
    Str site;
    if (before || x->head.archived_at) return OK;
    TRY(fact_get(c, "site", &site));
    if (!site.n) return OK;
    const Who kept = c->who;
    c->who.system = true;
    Fault f = tell_all(c, x->theme, site);
    c->who = kept;
    return f;
}

/* ---- ranks and words --------------------------------------------------------------------------------------------- */

static int rank_order(const void *a, const void *b) {
    const Rank *x = a, *y = b;
    if (x->total != y->total) return x->total < y->total ? 1 : -1;
    if (x->wishes != y->wishes) return x->wishes < y->wishes ? 1 : -1;
    return (x->theme > y->theme) - (x->theme < y->theme);
}

Fault future_ranks(Ctx *c, Id place, Rank **ret_v, size_t *ret_n) {
    Rank  *v = ARENA_ARRAY(c->arena, Rank, FUTURE_ROWS_MAX);
    Id    *ids = ARENA_ARRAY(c->arena, Id, FUTURE_ROWS_MAX);
    Str   *names = ARENA_ARRAY(c->arena, Str, FUTURE_ROWS_MAX);
    size_t n = 0;
    if (!ent_around_none(c, &theme_entity.fields[THEME_F_PLACE], place)) {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(Q_RANKS), VALS(v_id(c->who.org), v_id(place)), &r));
        for (; n < FUTURE_ROWS_MAX && rows_next(&r); n++) {
            v[n] = (Rank){.theme = rows_id(&r, 0), .shown = rows_int(&r, 1) == 1, .wishes = rows_int(&r, 2),
                          .devices = rows_int(&r, 3), .hands = rows_int(&r, 4)};
            v[n].total = v[n].wishes + v[n].devices + v[n].hands;
            ids[n] = v[n].theme;
        }
        TRY(rows_fault(&r));
    }
    if (n) TRY(ent_labels(c, ids, n, names));
    for (size_t i = 0; i < n; i++) v[i].name = names[i];
    qsort(v, n, sizeof *v, rank_order);
    *ret_v = v;
    *ret_n = n;
    return OK;
}

Fault theme_words(Ctx *c, Id theme, ThemeWords **ret_v, size_t *ret_n) {
    ThemeWords *v = ARENA_ARRAY(c->arena, ThemeWords, FUTURE_WORDS_MAX);
    int64_t     all;
    size_t      n = 0;
    *ret_v = v;
    *ret_n = 0;
    TRY(db_int(c, q(Q_WISHES_OF), VALS(v_id(theme)), &all));
    if (all < FUTURE_WORDS_LEAST) return OK;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(Q_WORDS), VALS(v_id(theme), v_int(FUTURE_WORDS_MAX)), &r));
    for (; n < FUTURE_WORDS_MAX && rows_next(&r); n++) v[n] = (ThemeWords){rows_copy(&r, 1), rows_copy(&r, 2)};
    *ret_n = n;
    return rows_fault(&r);
}

Fault wishes_count(Ctx *c, Id place, int64_t *ret_all, int64_t *ret_waiting) {
    AUTO(rows_end) Rows r = {0};
    *ret_all = *ret_waiting = 0;
    TRY(db_rows(c, q(Q_COUNT), VALS(v_id(c->who.org), v_id(place)), &r));
    if (rows_next(&r)) {
        *ret_all = rows_int(&r, 0);
        *ret_waiting = rows_int(&r, 1);
    }
    return rows_fault(&r);
}

/* ---- votes ------------------------------------------------------------------------------------------------------- */

/* Made of the page's key, the theme and what the device keeps: two votes of one device have nothing in common. */
static Str device_hash(Ctx *c, const WishPage *pg, Id theme, Str device) {
    enum { BYTES = 32 };
    unsigned char raw[BYTES];
    char          hex[2 * BYTES + 1];
    Str           text = arena_printf(c->arena, "%.*s %.*s", STR_ARG(id_str(c->arena, theme)), STR_ARG(device));
    crypto_generichash(raw, BYTES, (const unsigned char *)text.p, text.n,
                       (const unsigned char *)pg->salt.p, pg->salt.n);
    sodium_bin2hex(hex, sizeof hex, raw, BYTES);
    return arena_copy(c->arena, str_of(hex));
}

Fault theme_vote(Ctx *c, const WishPage *pg, Id theme, Str device, bool back) {
    return db_run(c, q(back ? Q_VOTE_DROP : Q_VOTE_ADD),
                  VALS(v_id(theme), v_text(device_hash(c, pg, theme, device))));
}

Fault theme_voted(Ctx *c, const WishPage *pg, Id theme, Str device, bool *ret_yes) {
    int64_t id;
    *ret_yes = false;
    if (!device.n) return OK;
    Fault f = db_int(c, q(Q_VOTED), VALS(v_id(theme), v_text(device_hash(c, pg, theme, device))), &id);
    *ret_yes = f == OK;
    return f == NOT_FOUND ? OK : f;
}

/* ---- goals ------------------------------------------------------------------------------------------------------- */

Fault aim_asked(Ctx *c, Id aim, Asked *ret_v) {
    TRY(db_int(c, q(Q_ASKED), VALS(v_id(aim)), &ret_v->wishes));
    return db_int(c, q(Q_ASKED_VOTES), VALS(v_id(aim)), &ret_v->votes);
}

static Fault ids_of(Ctx *c, int query, Id of, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(query), VALS(v_id(c->who.org), v_id(of)), &r));
    while (n < max && rows_next(&r)) ret_v[n++] = rows_id(&r, 0);
    TRY(rows_fault(&r));
    *ret_n = ids_sort(ret_v, n);
    return OK;
}

Fault aims_of_theme(Ctx *c, Id theme, Id *ret_v, size_t max, size_t *ret_n) {
    return ids_of(c, Q_AIMS_OF, theme, ret_v, max, ret_n);
}

Fault themes_of_aim(Ctx *c, Id aim, Id *ret_v, size_t max, size_t *ret_n) {
    return ids_of(c, Q_THEMES_OF, aim, ret_v, max, ret_n);
}

Fault themes_of_wish(Ctx *c, Id wish, Id *ret_v, size_t max, size_t *ret_n) {
    return ids_of(c, Q_THEMES_OF_WISH, wish, ret_v, max, ret_n);
}

/* ---- links of wishes and goals to themes ------------------------------------------------------------------------- */

typedef struct Links {
    Id     ids[FUTURE_ROWS_MAX], themes[FUTURE_ROWS_MAX];
    size_t n;
} Links;

static Fault links_load(Ctx *c, int query, Id of, Links *ret_l) {
    ret_l->n = 0;
    AUTO(rows_end) Rows r = {0};
    TRY(db_rows(c, q(query), VALS(v_id(c->who.org), v_id(of)), &r));
    for (; ret_l->n < FUTURE_ROWS_MAX && rows_next(&r); ret_l->n++) {
        ret_l->ids[ret_l->n] = rows_id(&r, 0);
        ret_l->themes[ret_l->n] = rows_id(&r, 1);
    }
    return rows_fault(&r);
}

/* Archives the links that are not wanted any more. */
static Fault links_drop(Ctx *c, const Entity *e, const Links *l, const Id *themes, size_t n) {
    for (size_t i = 0; i < l->n; i++) {
        if (!is_among(themes, n, l->themes[i])) TRY(ent_archive(c, e, l->ids[i]));
    }
    return OK;
}

Fault wish_sort(Ctx *c, Wish *w, const Id *themes, size_t n) {
    Links l;
    TRY(links_load(c, Q_WISH_LINKS, w->head.id, &l));
    TRY(links_drop(c, &wish_theme_entity, &l, themes, n));
    for (size_t i = 0; i < n; i++) {
        if (is_among(l.themes, l.n, themes[i]) || is_among(themes, i, themes[i])) continue;
        WishTheme *x = ent_new(c, &wish_theme_entity);
        x->wish = w->head.id;
        x->theme = themes[i];
        TRY(ent_save(c, &wish_theme_entity, x));
    }
    w->coded = 1;
    return ent_save(c, &wish_entity, w);
}

Fault aim_link(Ctx *c, const Aim *a, const Id *themes, size_t n) {
    Links l;
    TRY(links_load(c, Q_AIM_LINKS, a->head.id, &l));
    TRY(links_drop(c, &aim_theme_entity, &l, themes, n));
    for (size_t i = 0; i < n; i++) {
        if (is_among(l.themes, l.n, themes[i]) || is_among(themes, i, themes[i])) continue;
        AimTheme *x = ent_new(c, &aim_theme_entity);
        x->aim = a->head.id;
        x->theme = themes[i];
        TRY(ent_save(c, &aim_theme_entity, x));
    }
    return OK;
}

Fault picture_next_number(Ctx *c, Id place, int64_t *ret_n) {
    int64_t last = 0;
    Fault   f = db_int(c, q(Q_PICTURE_LAST), VALS(v_id(c->who.org), v_id(place)), &last);
    *ret_n = f == OK ? last + 1 : 1;
    return f == NOT_FOUND ? OK : f;
}

/* ---- the public page --------------------------------------------------------------------------------------------- */

Fault wish_page_of(Ctx *c, Id place, WishPage *ret_p) {
    int64_t id;
    if (ent_around_none(c, &wish_page_entity.fields[WISH_PAGE_F_PLACE], place)) {
        return fail(c, NOT_FOUND, "wish_page", place);
    }
    TRY(db_int(c, q(Q_PAGE_PLACE), VALS(v_id(c->who.org), v_id(place)), &id));
    return ent_load(c, &wish_page_entity, (Id)id, ret_p);
}

Fault wish_page_by(Ctx *c, Str code, WishPage *ret_p) {
    Id id = 0, org = 0;
    {
        AUTO(rows_end) Rows r = {0};
        TRY(db_rows(c, q(Q_PAGE_CODE), VALS(v_text(code)), &r));
        if (rows_next(&r)) {
            id = rows_id(&r, 0);
            org = rows_id(&r, 1);
        }
        TRY(rows_fault(&r));
    }
    if (!id) return fail(c, NOT_FOUND, "wish_page", 0);
    const Who kept = c->who;
    c->who = door_system(org);
    Fault f = ent_load(c, &wish_page_entity, id, ret_p);
    c->who = kept;
    return f;
}

/* Those of a place that are not shown yet. */
static Fault show_all(Ctx *c, const Entity *e, int place_field, int shown_field, Id place) {
    ListSpec s = {.entity = e, .limit = FUTURE_ROWS_MAX};
    void    *rows;
    size_t   n;
    list_of(&s, place_field, place);
    TRY(list_run(c, &s, true, &rows, &n, NULL));
    for (size_t i = 0; i < n; i++) {
        void *rec = (char *)rows + i * e->size;
        int  *shown = field_at(&e->fields[shown_field], rec);
        if (*shown == 1) continue;
        *shown = 1;
        TRY(ent_save(c, e, rec));
    }
    return OK;
}

Fault future_publish(Ctx *c, Id place, bool shown, WishPage *ret_p) {
    Fault f = wish_page_of(c, place, ret_p);
    if (f != OK && f != NOT_FOUND) return f;
    if (f == NOT_FOUND) {
        ent_clear(&wish_page_entity, ret_p);
        ret_p->place = place;
    }
    ret_p->shown = shown;
    ret_p->shown_at = shown ? c->reader.now : 0;
    TRY(ent_save(c, &wish_page_entity, ret_p));
    if (!shown) return OK;
    TRY(show_all(c, &theme_entity, THEME_F_PLACE, THEME_F_SHOWN, place));
    return show_all(c, &aim_entity, AIM_F_PLACE, AIM_F_SHOWN, place);
}

Fault places_up(Ctx *c, Id place, Id *ret_v, size_t max, size_t *ret_n) {
    size_t n = 0;
    for (Id at = place; at && n < max && !is_among(ret_v, n, at);) {
        Place *p = ent_new(c, &place_entity);
        ret_v[n++] = at;
        Fault f = ent_load(c, &place_entity, at, p);
        if (f != OK && f != NOT_FOUND) return f;
        at = f == OK ? p->parent : 0;
    }
    *ret_n = n;
    return OK;
}

Fault wish_door(Ctx *c, Id org, Id place, Door *ret_d) {
    const Who kept = c->who;
    ListSpec  s = {.entity = &door_entity, .limit = FUTURE_ROWS_MAX};
    void     *rows = NULL;
    size_t    n = 0;
    list_of(&s, DOOR_F_PLACE, place);
    s.filters[s.n_filters++] = (ListFilter){.field = &door_entity.fields[DOOR_F_KIND], .op = LIST_EQ,
                                            .val = v_int(DOOR_KIND_WISH)};
    c->who = door_system(org);
    Fault f = list_run(c, &s, true, &rows, &n, NULL);
    c->who = kept;
    TRY(f);
    ent_clear(&door_entity, ret_d);
    for (size_t i = 0; i < n; i++) {
        const Door *d = &((const Door *)rows)[i];
        if (door_is_open(c, d)) *ret_d = *d;
    }
    return OK;
}
