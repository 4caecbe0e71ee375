/* sending_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_SENDING_SENDING_PAGE_H
#define RAKAZ_SENDING_SENDING_PAGE_H

#include "aid_ent.h"
#include "case/case.h"
#include "listing_ent.h"
#include "mine/mine.h"
#include "sending/fit.h"
#include "sending/sending.h"
#include "today/today_part.h"

enum { SENDING_Q_N = 10, SENDING_BUSINESSES_MAX = 10000, SENDING_ITEMS_MAX = 400, MAIL_WAITS_MINUTES = 10 };
extern const Query SENDING_QUERIES[SENDING_Q_N];

/* ---- what is passed on: sending_items.c -------------------------------------------------------------------------- */

/* An opportunity, a resource or an aid track, whichever the id is; NOT_FOUND. Texts of all languages are loaded. */
typedef struct Item {
    FitItem  fit;
    Tri      name;
    int      aid;                                 /* of aid_kind; 0: a listing */
    Str      href, list;                          /* its own page; "listing=ID" or "track=ID", for lists of notices */
    Id       body;                                /* who offers it */
    bool     over;                                /* its last day is past */
} Item;
Fault item_load(Ctx *c, Id id, Item *ret_v) MUST;
Fault item_of_notice(Ctx *c, const Notice *n, Item *ret_v) MUST;   /* as the program */
void  item_of_listing(Ctx *c, const Listing *l, Item *ret_v);
void  item_of_track(Ctx *c, const AidTrack *t, Item *ret_v);
TextKey item_kind(const Item *v);

/* Everything that is live, as far as the reader sees it: what closes first stands first. `until` 0: all; else those
** whose last day is no later. */
Fault items_live(Ctx *c, Day until, Item **ret_v, size_t *ret_n) MUST;

/* ---- businesses: sending_pool.c ---------------------------------------------------------------------------------- */

/* The businesses of the reader's places with what is known of each, rising by id. `told` stands for no item yet. */
typedef struct Pool {
    FitBusiness *v;
    Id          *towns;
    size_t       n;
    bool         more;                            /* there are more than SENDING_BUSINESSES_MAX */
} Pool;
Fault pool_load(Ctx *c, Pool *ret_p) MUST;

/* How many businesses of the pool an item fits that may be told and were not; how many were told; how many are
** interested and have not applied. */
typedef struct Reached {
    int64_t fits, told, waiting;
} Reached;

/* One notice of an item. */
typedef struct Given {
    Id  id, item, actor;
    int state;
    Day told_on;
} Given;
/* All live notices that the reader sees, of one item (0: of all), by item and actor. */
Fault notices_given(Ctx *c, Id item, Given **ret_v, size_t *ret_n) MUST;
Reached pool_reach(Pool *p, const FitItem *item, const Given *v, size_t n, Day today);

/* ---- the store: sending_store.c ---------------------------------------------------------------------------------- */

/* As the program: what a business said, the newest if there are two; ret_v->head.id is 0 when it said nothing. */
Fault interest_of(Ctx *c, Id actor, Interest *ret_v) MUST;

/* Sets what a business said in the name of its owner; the caller has decided that it is theirs. On the writer. */
Fault interest_say(Ctx *c, Interest *v) MUST;

/* How many notices each of some businesses got within NOTICES_DAYS, by actor. */
typedef struct Lately {
    Id      actor;
    int64_t n;
} Lately;
Fault notices_lately(Ctx *c, Lately **ret_v, size_t *ret_n) MUST;

/* May this business be told of that kind now, how, and in which language? */
typedef struct NoticeMay {
    FitOut out;
    int    way, lang, is_demo;
} NoticeMay;
Fault   notice_may(Ctx *c, Id actor, int kind, NoticeMay *ret_m) MUST;
TextKey sending_why(FitOut out);                  /* in words; T_NONE: they may be told */

/* Passes an item on to some businesses: one act. Those whom it does not fit, and who may not be told, are left out. */
typedef struct Sent {
    int64_t mails, phones;
} Sent;
Fault notices_send(Ctx *c, const Item *item, const Id *actors, size_t n, Sent *ret_sent) MUST;

/* As the program: a notice of the reader's own business. */
Fault notice_own(Ctx *c, Id id, Notice *ret_n) MUST;

/* The notice behind a link, whoever holds it; NOT_FOUND. */
Fault notice_by_key(Ctx *c, Str key, Notice *ret_n) MUST;

/* May it still be answered: the item is live, and they did not say that they are written to no more. */
Fault notice_waits(Ctx *c, const Notice *n, bool *ret_yes) MUST;

/* A step by whoever holds the link (EXPIRED when it waits no more), and by staff. On the writer. */
Fault notice_answer(Ctx *c, Str key, int state, Str reason, Notice *ret_n) MUST;
Fault notice_move(Ctx *c, Id id, int state, Str reason, Notice *ret_n) MUST;

/* How many stand where, of one item as far as the reader sees it. */
typedef struct NoticeCounts {
    int64_t to_tell, told, opened, interested, declined, applied, received;
} NoticeCounts;
Fault notice_counts(Ctx *c, Id item, NoticeCounts *ret_n) MUST;

/* The notices of a business that wait or were answered well, newest first, whoever asks: for its owner's page. */
Fault notices_of_actor(Ctx *c, Id actor, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* The case told that somebody withdrew being written to (case_on_consent). */
Fault sending_on_consent(Ctx *c, const Consent *before, const Consent *after) MUST;

/* An item was changed: reminders follow its last day (listing_on_change, aid_on_change). */
Fault sending_on_listing(Ctx *c, const Listing *before, const Listing *after) MUST;
Fault sending_on_track(Ctx *c, const AidTrack *before, const AidTrack *after) MUST;

/* The language in which a business is written to. */
int  sending_lang(int chosen, int64_t languages, Lang otherwise);
Lang sending_lang_of(int lang, Lang otherwise);

/* ---- pages ------------------------------------------------------------------------------------------------------- */

typedef struct ReasonTag {
    Str  text;
    bool ask;
} ReasonTag;
enum { REASONS_MAX = 8 };
typedef struct FitRow {
    Id         id;
    Str        name, href, town;
    ReasonTag  tags[REASONS_MAX];
    size_t     tags_n;
    TextKey    way;
    bool       unasked;                           /* they were never asked whether they want to hear */
    TextKey    why;                               /* left out */
    Fit        fit;
} FitRow;
typedef struct GivenRow {
    Id      id;
    Str     name, href, path, message, phone_href, wa_href, message_lang, reason;
    TextKey state, way;
    Str     tint;
    Day     on;
    bool    to_tell, told, interested, applied, declined, said_no;
} GivenRow;
typedef struct FitView {
    const Item *item;
    Str      path, name, place, body, body_href;
    TextKey  kind;
    Day      closes_on;
    FitRow  *rows, *out;
    size_t   rows_n, out_n;
    GivenRow *given;
    size_t   given_n;
    Reached  n;
    int64_t  cap, days;
    bool     may_send, more, shown_less, over, not_live;
    Html     counts;
} FitView;
PAGE_FN(sending_fit, FitView)

/* One notice: where it stands, with the day of each step. */
typedef struct NoticeDay {
    TextKey name;
    Day     on;
} NoticeDay;
typedef struct NoticeHead {
    TextKey   state, way;
    Str       tint, fit_href;
    NoticeDay days[8];
    size_t    days_n;
} NoticeHead;
PAGE_FN(notice_head, NoticeHead)

typedef struct CountView {
    NoticeCounts n;
    Str  all_href, fit_href;                      /* the notices of the item; whom it fits */
    Day  closes_on;
    bool over, any;
} CountView;
PAGE_FN(sending_counts, CountView)
PAGE_FN(sending_card, CountView)

typedef struct InterestPart {
    const Interest *v;
    Str     href, list;
    TextKey way;
    Html    kinds, not_kinds;
    bool    none, said_no, may_write;
} InterestPart;
PAGE_FN(interest_part, InterestPart)

typedef struct OfferRow {
    Str     name, text, href;
    TextKey state;
    Day     closes_on;
    bool    waits;
} OfferRow;
typedef struct OfferMine {
    OfferRow *rows;
    size_t    rows_n;
    Str       hear_href;
} OfferMine;
PAGE_FN(sending_mine, OfferMine)
PAGE_FN(hear_mine, OfferMine)

typedef struct HearView {
    Str  path, name;
    Html fields, errors, offers;                  /* offers: what was passed on to them */
    bool none;                                    /* no business is known to be theirs */
} HearView;
PAGE_FN(hear, HearView)

typedef struct OfferOpen {
    Str     region, business, title, details, place, link, path, phone, phone_href, lang;
    TextKey kind, state;
    Day     closes_on;
    bool    waits, over, stopped, interested, declined, applied, answered;
} OfferOpen;
PAGE_FN(offer_open, OfferOpen)

Fault get_offer(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_offer(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault get_hear(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_hear(Ctx *c, const Request *rq, Reply *rp) MUST;

/* What is live, one line each. */
typedef struct LiveRow {
    const Item *item;
    Str     name, href, place, body, fit_href, told_href, waiting_href;
    TextKey kind;
    Day     closes_on;
    bool    soon;
    Reached n;
} LiveRow;
typedef struct LiveChoice {
    Str  value, name;
    bool chosen;
} LiveChoice;
typedef struct LiveView {
    LiveRow    *rows;
    LiveChoice *kinds, *places;
    size_t      rows_n, kinds_n, places_n;
    int64_t     days;
    bool        staff, soon, filtered;            /* soon: only what closes within `days` */
} LiveView;
PAGE_FN(sending_live, LiveView)
PAGE_FN(sending_today, LiveView)
Fault get_live(Ctx *c, const Request *rq, Reply *rp) MUST;
extern const TodayPart SENDING_TODAY;

extern const RecordPart SENDING_LISTING_PART, SENDING_TRACK_PART, INTEREST_PART;
extern const MinePart   SENDING_MINE, HEAR_MINE;

#endif
