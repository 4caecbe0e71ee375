/* introduction_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_INTRODUCTION_INTRODUCTION_PAGE_H
#define RAKAZ_INTRODUCTION_INTRODUCTION_PAGE_H

#include "introduction/introduction.h"
#include "mine/mine.h"
#include "today/today_part.h"

enum { INTRO_Q_N = 5, INTRO_SHOWN = 20 };
extern const Query INTRO_QUERIES[INTRO_Q_N];

/* Those that an actor takes part in and that are not over, whoever asks: for the page of its owner. */
Fault introductions_of_actor(Ctx *c, Id actor, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* How many came of items of an agenda, as far as the reader sees them. */
Fault introductions_of_items(Ctx *c, const Id *items, size_t n, int64_t *ret_n) MUST;

/* As the program: for who holds a key, or whose own business it is. */
Fault introduction_load(Ctx *c, Id id, Introduction *ret_v) MUST;

/* The language of a side, and the names of the two in it. */
Lang  introduction_lang(const Ctx *c, const Introduction *v, int side);
Fault introduction_names(Ctx *c, const Introduction *v, Lang l, Str *ret_one, Str *ret_other) MUST;

/* One line of a list. */
typedef struct IntroRow {
    Id      id;
    Str     about, one, other, href, key_href;
    TextKey state;
    Str     tint;
    Day     on, next_on;
    bool    waits, agreed, ask, answered;
} IntroRow;
typedef struct IntroList {
    IntroRow *rows;
    size_t    rows_n;
    Str       add_href, path;
    bool      may_add;
} IntroList;
Fault introduction_rows(Ctx *c, ListSpec *s, IntroList *v) MUST;
Str   introduction_tint(int state);

PAGE_FN(intro_card, IntroList)
PAGE_FN(intro_mine, IntroList)

/* One side on the record's page. */
typedef struct IntroSide {
    Str     name, href, why, why_lang, message, phone_href;
    TextKey says, how;
    Day     on;
    Html    gives;
    Str     value;                                /* "one", "other" */
    bool    open, agreed, declined;
    IntroContact contact;                         /* of the other, when both agreed */
    bool    has_contact;
    Str     path;
} IntroSide;
typedef struct IntroTold {
    TextKey met, came, proof;
    Str     words;
    int64_t value;
    Day     told_on;
} IntroTold;
typedef struct IntroView {
    const Introduction *v;
    IntroSide  sides[2];
    size_t     sides_n;
    IntroTold *told;
    size_t     told_n;
    Html       fields, errors;
    Str        path, reason, tie_href, plug_href, plug;
    TextKey    state;
    Str        tint;
    Day        next_on;
    bool       waits, agreed, declined, lapsed, may_write, staff, asks;
    const char *currency;
} IntroView;
PAGE_FN(intro_record, IntroView)
PAGE_FN(intro_side, IntroSide)
PAGE_FN(intro_head, IntroView)

/* Hidden fields that a link brings into the form of a new one. */
typedef struct IntroForm {
    Str of_case, wanted, item, plug;
} IntroForm;
PAGE_FN(intro_form, IntroForm)

/* What a side sees behind its link. */
typedef struct IntroOpen {
    Str  region, other, why, why_lang, about, path, phone, phone_href, mail_href, asked_by;
    IntroContact contact;
    bool waits, answered, agreed, both, declined, over, has_phone, has_email;
} IntroOpen;
PAGE_FN(intro_open, IntroOpen)

/* The ways to reach them that a side ticked, as a set of contact_kind. */
int64_t intro_gives(const Request *rq);

Fault get_intro_open(Ctx *c, const Request *rq, Reply *rp) MUST;
Fault post_intro_open(Ctx *c, const Request *rq, Reply *rp) MUST;

/* Concrete help that came of a meeting. */
typedef struct IntroHelp {
    int64_t promises, introductions;
    bool    none;
} IntroHelp;
PAGE_FN(intro_help, IntroHelp)

extern const RecordPart INTRO_CASE_PART, INTRO_ITEM_PART, INTRO_MEETING_PART;
extern const MinePart   INTRO_MINE;
Fault introduction_dates(Ctx *c, TodayDates *into) MUST;

#endif
