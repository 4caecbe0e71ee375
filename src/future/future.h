/* future.h - what residents want their economy to be, and what becomes of it: wishes, themes, goals of places.
**
** A wish comes in by a public link (intake's Door of the kind "wish"), at a meeting or on paper; it has no name. Staff
** sort wishes into themes. A theme is ranked by its wishes, by votes on the public page (one for each device and theme,
** kept as a keyed hash that says nothing of the device) and by hands counted at meetings. A theme becomes a goal of the
** place or of its region; whoever asked to hear of it is written to once, and their address is forgotten with that.
** Nothing is public before somebody publishes it, and own words only where they are many (FUTURE_WORDS_LEAST) and
** marked as fit to show. */
#ifndef RAKAZ_FUTURE_FUTURE_H
#define RAKAZ_FUTURE_FUTURE_H

#include "case/case.h"
#include "future_ent.h"
#include "intake/intake.h"
#include "picture_ent.h"
#include "proposal_ent.h"

extern const Module future_module;
extern const Sheet  WISH_SHEET;
extern const Sheet  THEME_SHEET;
extern const Sheet  AIM_SHEET;
extern const Sheet  PICTURE_SHEET;
extern const Sheet  PROPOSAL_SHEET;

enum {
    FUTURE_WORDS_LEAST = 5,                       /* wishes in a theme before any of its words are shown to all */
    WISH_CALLER_HOUR_MAX = 30, WISH_DOOR_DAY_MAX = 500,
    VOTE_CALLER_HOUR_MAX = 200,
};

/* The entities' own hooks (future.ent). */
Fault wish_check(Ctx *c, const void *before, void *after);
Fault theme_check(Ctx *c, const void *before, void *after);
Fault hand_count_check(Ctx *c, const void *before, void *after);
Fault wish_page_check(Ctx *c, const void *before, void *after);
Fault aim_check(Ctx *c, const void *before, void *after);
/* Nothing that was told is changed; a new telling is the next version. */
Fault picture_check(Ctx *c, const void *before, void *after);
/* Closing wants the decision, its day, which view prevailed, and why. */
Fault proposal_check(Ctx *c, const void *before, void *after);
Fault opinion_check(Ctx *c, const void *before, void *after);
/* Whoever asked to hear what becomes of a wish of this theme is told, once. */
Fault aim_theme_after(Ctx *c, const void *before, const void *after);

/* What is asked on paper, as on the screen: fields of wish_entity. */
void wish_questions(const IntakeQuestion **ret_v, int *ret_n);

/* The themes of a place in their order: wishes and votes together, the most first. */
typedef struct Rank {
    Id      theme;
    Str     name;
    bool    shown;
    int64_t wishes, devices, hands, total;
} Rank;
Fault future_ranks(Ctx *c, Id place, Rank **ret_v, size_t *ret_n) MUST;

/* Own words of a theme that all may read: none below FUTURE_WORDS_LEAST wishes, else those marked as fit. Whoever
** asks. */
enum { FUTURE_WORDS_MAX = 40 };
typedef struct ThemeWords {
    Str words, lang;
} ThemeWords;
Fault theme_words(Ctx *c, Id theme, ThemeWords **ret_v, size_t *ret_n) MUST;

/* A vote of a device, or its taking back; the key of the page makes the hash. On the writer. */
Fault theme_vote(Ctx *c, const WishPage *pg, Id theme, Str device, bool back) MUST;
Fault theme_voted(Ctx *c, const WishPage *pg, Id theme, Str device, bool *ret_yes) MUST;

/* How many asked for a goal: wishes in its themes, each once, and votes on them. Whoever asks. */
typedef struct Asked {
    int64_t wishes, votes;
} Asked;
Fault aim_asked(Ctx *c, Id aim, Asked *ret_v) MUST;

/* Puts a wish into just these themes. On the writer. */
Fault wish_sort(Ctx *c, Wish *w, const Id *themes, size_t n) MUST;

/* Links a goal to just these themes. On the writer. */
Fault aim_link(Ctx *c, const Aim *a, const Id *themes, size_t n) MUST;

/* The public page of a place; NOT_FOUND. By its code only when it is published, whoever asks. */
Fault wish_page_of(Ctx *c, Id place, WishPage *ret_p) MUST;
Fault wish_page_by(Ctx *c, Str code, WishPage *ret_p) MUST;

/* Publishes the page of a place with the themes and goals there are, or takes it back; makes it the first time. On the
** writer. */
Fault future_publish(Ctx *c, Id place, bool shown, WishPage *ret_p) MUST;

#endif
