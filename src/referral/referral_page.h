/* referral_page.h - what this folder's files and templates share. */
#ifndef RAKAZ_REFERRAL_REFERRAL_PAGE_H
#define RAKAZ_REFERRAL_REFERRAL_PAGE_H

#include "referral/referral.h"

/* ---- tracks: aid_page.c, aid_store.c ------------------------------------------------------------------------ */

enum { AID_Q_N = 1, AID_ROUTES_N = VIEW_ROUTES_EACH };
extern const Query AID_QUERIES[AID_Q_N];
extern const Route AID_ROUTES[AID_ROUTES_N];

/* Registers the sheet of tracks and its cards. */
void aid_start(void);

typedef struct AidRow {
    Id      id;
    Str     name, href;
    TextKey kind, standing;
    Str     tone;                                 /* of the tag: "ok", "warn" or none */
    Day     closes_on;
} AidRow;

typedef struct AidPart {
    AidRow *rows;
    size_t  rows_n;
    Id      body;
    bool    may_write;
} AidPart;

/* Whether requests are taken, in words, and the tone of the tag that says so. */
void aid_told(const AidTrack *t, Day today, TextKey *ret_key, Str *ret_tone);

/* Tracks of one body, those that take requests first. */
Fault aid_of(Ctx *c, Id body, size_t max, AidRow **ret_v, size_t *ret_n) MUST;

typedef struct AidHead {
    TextKey kind, standing;
    Str     tone;
    Str     body, body_href;
    Str     amounts;                              /* "up to 50,000", in its currency; empty: not known */
    Day     opens_on, closes_on;
    bool    over, not_yet, counts;                /* counts: a last day that is still ahead */
} AidHead;

typedef struct AidLine {
    Str text;
} AidLine;

typedef struct AidLines {
    AidLine *rows;
    size_t   rows_n;
    Str      lang, text;                          /* text: told as it stands, instead of lines */
} AidLines;

PAGE_FN(aid_part, AidPart)
PAGE_FN(aid_head, AidHead)
PAGE_FN(aid_lines, AidLines)

#endif
