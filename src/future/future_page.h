/* future_page.h - what the pages and templates of this folder share. */
#ifndef RAKAZ_FUTURE_FUTURE_PAGE_H
#define RAKAZ_FUTURE_FUTURE_PAGE_H

#include "future/future_store.h"
#include "intake/intake_page.h"
#include "today/today_part.h"

/* One of several to tick or to choose. */
typedef struct SortTheme {
    Str  value, name;
    bool chosen;
} SortTheme;

/* ---- goals and themes as rows: future_rows.c --------------------------------------------------------------------- */

typedef struct AimRow {
    Id      id;
    Str     text, measure, reason, href, tint, place;
    TextKey line, state;
    int64_t horizon, wishes, votes;
    bool    shown, open;
    bool    foreign;                              /* of another place than the page's: its region */
} AimRow;

typedef struct HandRow {
    int64_t hands;
    Day     held_on;
    Str     held_at;
} HandRow;

typedef struct ThemeRow {
    Id          id;
    Str         name, href, wishes_href, place_path, action;
    int64_t     place, wishes, votes, devices, hands;       /* place: first, second, ... */
    HandRow    *meetings;
    size_t      meetings_n;
    ThemeWords *words;
    size_t      words_n;
    AimRow     *aims;
    size_t      aims_n;
    bool        shown, voted, may_vote, may_write, few;
} ThemeRow;

PAGE_FN(future_theme, ThemeRow)
PAGE_FN(future_aim, AimRow)
void future_anchor(Buf *b, Id theme);           /* the place on the page that a vote comes back to */

/* The goals of a list, with what was asked, as a page of this place shows them. */
typedef struct AimWant {
    Id   place;
    bool only_shown;                              /* those that were published */
} AimWant;
Fault aim_rows(Ctx *c, const Id *ids, size_t n, AimWant want, AimRow **ret_v, size_t *ret_n) MUST;

/* The goals of a place itself. */
Fault aims_of_place(Ctx *c, Id place, bool only_shown, AimRow **ret_v, size_t *ret_n) MUST;

/* One theme with its meetings and goals. */
Fault theme_row(Ctx *c, const Rank *r, Id place, bool only_shown, ThemeRow *ret_t) MUST;

/* ---- the desired future of a place: future_picture.c ------------------------------------------------------------- */

typedef struct PictureRow {
    Id      id;
    Str     text, lang, signatories, missing, href;   /* missing: languages in which it was not told */
    int64_t horizon, number;
    Day     told_on, read_on;
    bool    shown, due;
} PictureRow;
PictureRow picture_row(Ctx *c, const Picture *p);

typedef struct PictureCard {
    PictureRow *now;                              /* NULL: not told yet */
    Str         id, back;
    int64_t     older_n;
    bool        may_write;
} PictureCard;
PAGE_FN(picture_card, PictureCard)

typedef struct PicturePart {
    PictureRow *now, *versions;
    size_t      versions_n;
    bool        newest, may_write;
} PicturePart;
PAGE_FN(picture_part, PicturePart)

typedef struct PictureTwo {
    PictureRow *old, *now;
    Str         lang;
    Html        left, right, signed_left, signed_right;
    bool        signs;
} PictureTwo;
PAGE_FN(picture_two, PictureTwo)

Fault picture_card_draw(Buf *b, const Page *pg, const void *place) MUST;
Fault picture_part_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault picture_fresh(Ctx *c, void *rec) MUST;
Fault post_picture_read(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_picture_show(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_picture_beside(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault picture_dates(Ctx *c, TodayDates *into) MUST;

/* ---- proposals: future_proposal.c -------------------------------------------------------------------------------- */

typedef struct OpinionRow {
    Str     words, who, tint;
    TextKey view;
    Day     told_on;
    bool    both;
} OpinionRow;

typedef struct ProposalRow {
    Id          id;
    Str         title, what, href, brought_by, decision, why;
    TextKey     state, prevailed;
    Day         brought_on, decided_on;
    OpinionRow *experts, *residents;
    size_t      experts_n, residents_n;
    bool        decided, shown;
} ProposalRow;
PAGE_FN(proposal_two, ProposalRow)

typedef struct ProposalPart {
    ProposalRow *row;
    SortTheme   *standings, *views;
    size_t       standings_n, views_n;
    bool         may_say;
} ProposalPart;
PAGE_FN(proposal_part, ProposalPart)

typedef struct ProposalActs {
    Str  path;
    bool may_decide, decided, shown;
} ProposalActs;
PAGE_FN(proposal_acts, ProposalActs)

Fault proposals_of(Ctx *c, Id place, bool only_shown, ProposalRow **ret_v, size_t *ret_n) MUST;
Fault proposal_part_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault proposal_acts_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault post_opinion_new(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_proposal_decide(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_proposal_decide(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_proposal_show(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- what anybody may open: future_public.c ---------------------------------------------------------------------- */

typedef struct WishAsk {
    const AskView *w;
    Html           words, email;
    SortTheme     *groups;
    size_t         groups_n;
    Str            action, page;                  /* page: the public page, or empty */
    Day            until;
    bool           hears, fold, bad_group;
} WishAsk;
PAGE_FN(wish_ask, WishAsk)
PAGE_FN(wish_thanks, WishAsk)

typedef struct FuturePublic {
    Str       region, place, path, ask;           /* ask: where answers are given, or empty */
    ThemeRow *themes;
    size_t    themes_n;
    AimRow   *aims;
    size_t    aims_n;
    PictureRow  *picture;                         /* NULL: none was published */
    ProposalRow *proposals;
    size_t       proposals_n;
    bool      voting, no_device;
    Day       until;
} FuturePublic;
PAGE_FN(future_public, FuturePublic)

Fault get_wish_ask(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_wish_ask(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_future_public(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_future_vote(Ctx *c, const Request *rq, Reply *rp) MUST;

/* ---- the page of a place, for those who work with it: future_desk.c ---------------------------------------------- */

typedef struct DoorRow {
    Str  name, href, address;
    Day  until;
    bool open;
} DoorRow;

typedef struct FutureDesk {
    Str       path, place, place_path, id, public_path, public_address;
    int64_t   wishes, waiting;
    DoorRow  *doors;
    size_t    doors_n;
    ThemeRow *themes;
    size_t    themes_n;
    AimRow   *aims;
    size_t    aims_n;
    ProposalRow *proposals;
    size_t       proposals_n;
    bool      staff, may_theme, may_aim, may_publish, shown, open;
    Day       shown_on;
} FutureDesk;
PAGE_FN(future_desk, FutureDesk)
PAGE_FN(future_part, FutureDesk)
PAGE_FN(theme_part, ThemeRow)

typedef struct SortNext {
    Str href, words;
} SortNext;
typedef struct SortView {
    Str        path, desk, place, action, name;   /* name: the new theme as typed */
    Wish      *w;                                 /* NULL: nothing waits */
    Str        lang;
    TextKey    way, describes;
    Html       errors;
    SortTheme *themes;
    size_t     themes_n;
    SortNext  *next;
    size_t     next_n;
    int64_t    waiting;
    bool       fit;
} SortView;
PAGE_FN(wish_sort_desk, SortView)

Fault get_future_desk(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_wish_sort(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_wish_sort(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_future_publish(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_theme_show(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_theme_hands(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault future_part_draw(Buf *b, const Page *pg, const void *place) MUST;
Fault theme_part_draw(Buf *b, const Page *pg, const void *theme) MUST;
Str   future_path(Ctx *c, Id place);

/* ---- a wish: future_page.c --------------------------------------------------------------------------------------- */

typedef struct WishActs {
    Str sort;
} WishActs;
PAGE_FN(wish_acts, WishActs)

typedef struct WishContact {
    Str  email;
    bool hears, bad;
} WishContact;
PAGE_FN(wish_contact, WishContact)

typedef struct WishPart {
    const Wish *w;
    SortNext   *themes;
    size_t      themes_n;
    bool        waits;
    Day         heard_on;
} WishPart;
PAGE_FN(wish_part, WishPart)

/* ---- goals: future_aim.c ----------------------------------------------------------------------------------------- */

typedef struct AimForm {
    Str        action, back, version;
    TextKey    title;
    Html       errors, fields;
    SortTheme *themes;
    size_t     themes_n;
} AimForm;
PAGE_FN(aim_form, AimForm)

typedef struct AimHead {
    Str     tint, place, place_href, owner;
    TextKey line, state;
    int64_t horizon, wishes, votes;
    Day     taken_on;
    bool    shown;
} AimHead;
PAGE_FN(aim_head, AimHead)

typedef struct AimPart {
    ThemeRow *themes;
    size_t    themes_n;
    int64_t   goals;
    bool      few, sums;                          /* few: of fewer businesses than are told */
} AimPart;
PAGE_FN(aim_part, AimPart)

typedef struct AimActs {
    Str  path;
    bool may_take, may_leave, may_show, shown;
} AimActs;
PAGE_FN(aim_acts, AimActs)

typedef struct GoalAim {
    Str  value, name, place;
    bool chosen;
} GoalAim;
typedef struct GoalAims {
    GoalAim *aims;
    size_t   aims_n;
    bool     none;
} GoalAims;
PAGE_FN(goal_aims, GoalAims)

Fault get_aim_form(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_aim_form(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_aim_take(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_aim_show(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault aim_head_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault aim_acts_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault aim_part_draw(Buf *b, const Page *pg, const void *rec) MUST;
Fault goal_aims_draw(Buf *b, Page *pg, const void *rec) MUST;

#endif
