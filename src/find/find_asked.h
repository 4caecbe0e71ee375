/* find_asked.h - the words of a query and what they match, for the files of this folder. */
#ifndef RAKAZ_FIND_FIND_ASKED_H
#define RAKAZ_FIND_FIND_ASKED_H

#include "find/find_seg.h"

typedef unsigned Classes;               /* bit c: FindClass c */

#define CLASS_BIT(c) (1u << (c))

enum {
    CLASSES_SPELLED = CLASS_BIT(FIND_EXACT) | CLASS_BIT(FIND_HEAD) | CLASS_BIT(FIND_STEM) | CLASS_BIT(FIND_STEM_HEAD),
    CLASSES_MISSPELLED = CLASSES_SPELLED | CLASS_BIT(FIND_TYPO),
    CLASSES_STRICT = CLASSES_SPELLED | CLASS_BIT(FIND_SOUND_NEAR) | CLASS_BIT(FIND_SOUND),
    CLASSES_BEGUN = CLASSES_STRICT | CLASS_BIT(FIND_SOUND_HEAD),
    CLASSES_TOLERANT = CLASSES_STRICT | CLASS_BIT(FIND_TYPO),
    CLASSES_ALL = CLASSES_BEGUN | CLASSES_TOLERANT,
    /* for the halves of a word taken apart */
    CLASSES_HALF = CLASS_BIT(FIND_EXACT) | CLASS_BIT(FIND_HEAD) | CLASS_BIT(FIND_SOUND_NEAR) |
                   CLASS_BIT(FIND_SOUND) | CLASS_BIT(FIND_SOUND_HEAD),
    FIND_PATTERNS_MAX = 2,
    FIND_DIGITS_WAYS = 3
};

/* One word of a query and all that is worked out about it once. */
typedef struct Asked {
    FoldWord     word;                  /* without letters when it can only be a telephone number */
    bool         head;                  /* the heads of words match too */
    Classes      classes;
    uint8_t      cuts[FOLD_STEMS_MAX + 1];      /* 0 and the prefix letters that may be cut off */
    size_t       n_cuts;
    SoundWord    sounds[FIND_PATTERNS_MAX];     /* whole, and without its article */
    SoundPattern patterns[FIND_PATTERNS_MAX];
    size_t       n_patterns;
    uint64_t     shapes[FIND_PATTERNS_MAX];
    unsigned     typos;                 /* edits forgiven, 0..2 */
    bool         typos_head;            /* to the head of a word too */
    uint8_t      ways[FIND_DIGITS_WAYS][1 + FOLD_PHONE_MAX];    /* PHONE_MARK and digits */
    uint8_t      ways_n[FIND_DIGITS_WAYS];
    size_t       n_ways;
    uint8_t      tail[FOLD_PHONE_MAX];  /* the digits that a number may end in */
    size_t       tail_n;
} Asked;

typedef struct Plan {
    Asked  *asked;
    size_t  n;
} Plan;

/* The words of a text, at most FIND_ASKED_MAX, in the arena. Digits in groups become one telephone number. */
Plan plan_of(Arena *a, Str text, bool whole);

/* The plan of what was typed, had the keys been those of another layout, in these classes only; n == 0 when so few
** letters come out that they would be the head of anything. `ret_meant` is the text, in the arena. */
typedef struct Retyping {
    Str      text;
    FoldKeys from, to;
    bool     whole;
    Classes  classes;
} Retyping;
Plan plan_retyped(Arena *a, const Retyping *r, Str *ret_meant);

/* The plan with every word in these classes only. */
Plan plan_with(Arena *a, const Plan *p, Classes classes);

/* The plan with words i and i + 1 written as one; n == 0 when they cannot be. */
Plan plan_joined(Arena *a, const Plan *p, size_t i);

/* The plan with word i taken apart before its letter `at`; n == 0 when it cannot be. */
Plan plan_split(Arena *a, const Plan *p, size_t i, size_t at);

/* The best class in which a word of a segment matches, of those in `classes`. */
FindClass asked_class(const Asked *q, const Segment *s, uint32_t word, Classes classes);

typedef struct Ranges {
    Range *p;
    size_t n, cap;
} Ranges;

/* All words of a segment that match in a class; may name one twice, and also words of a better class. */
Ranges asked_words(const Asked *q, const Segment *s, FindClass cls, Arena *a);

#endif
