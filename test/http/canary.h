/* canary.h - a case full of words: every field of every noun that belongs to a case holds one of its own, found out
** from the tables of entities, so that a new field or noun is among them by itself. */
#ifndef RAKAZ_TEST_CANARY_H
#define RAKAZ_TEST_CANARY_H

#include "house.h"

#include "actor_ent.h"
#include "barrier_ent.h"
#include "case/case.h"
#include "commitment_ent.h"
#include "council_ent.h"
#include "finance_ent.h"
#include "place_ent.h"
#include "post_ent.h"
#include "referral_ent.h"
#include "response_ent.h"
#include "session_ent.h"
#include "survey_ent.h"
#include "told_ent.h"
#include "wave_ent.h"

#define CANARY "zqcanary"                         /* and three digits behind it */
#define CANARY_MONEY "73,100,0"                   /* how every amount begins, written for people... */
#define CANARY_MINOR "731000"                     /* ...and for programs */

enum { SEEDS_MAX = 80, WORDS_MAX = 900 };

/* Who may find a word. */
typedef enum Level {
    LEVEL_TEAM = 1, LEVEL_CIRCLE = 2, LEVEL_ITEM = 4, LEVEL_OWN = 8,
    LEVEL_KNOWN = 16,                             /* beside the case: a council, a barrier */
} Level;

typedef struct Seed {
    const Entity *e;
    Id            id;
    int           level;
} Seed;

typedef struct CanaryWord {
    const Entity *e;
    const Field  *f;
    int           level;
    bool          seen;                           /* by somebody of the team */
    bool          gone;                           /* the store puts something else there */
} CanaryWord;

typedef struct Canary {
    House *h;
    Seed   v[SEEDS_MAX];
    int    n;
    CanaryWord words[WORDS_MAX];
    int    n_words, without;                      /* without: fields that hold none */
    Id     place, category, client, contact, of_case, circle, version, item, text[CONSENT_PURPOSE_N];
    Person lead, coordinator, owner, council;
} Canary;

/* Makes the case with its people, all consents and all seeds. Fails when one cannot be made, or a field stays without a
** word and is not among those known to take none. */
void canary_make(Canary *k, House *h);

/* Withdraws the consents of a purpose, as the owner does. */
void canary_withdraw(Canary *k, int purpose);

/* The first word in the text that `may` does not open; NULL: none. Words that are found are marked when `seen`. */
const CanaryWord *canary_in(Canary *k, Str text, int may, bool seen);

/* Does the id of a record of the case stand in the text that `may` does not open? */
bool canary_id(const Canary *k, Str text, int may, Id *ret_id);

#endif
