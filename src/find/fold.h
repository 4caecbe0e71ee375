/* fold.h - one spelling for every way to write a word, in Hebrew, Arabic and Latin letters.
**
** Folding drops niqqud, cantillation, harakat, tatweel and Latin accents, makes final letters, alef and ya
** forms, ta marbuta, hamza carriers, presentation forms and capitals equal, turns Arabic and Persian digits
** into 0-9, and drops quotes, geresh and gershayim inside words. Hyphen and maqaf part words, as does a
** change between the three scripts. The tables are fold.def; the rules for sounds are sound.def.
**
** A folded letter is one byte: '0'-'9', 'a'-'z', 0x80.. Hebrew, 0xA0.. Arabic; a letter of any other script
** is three bytes, the first from 0xE0 up. Folded text is for memory only: its values may change. */
#ifndef RAKAZ_FIND_FOLD_H
#define RAKAZ_FIND_FOLD_H

#include "base/arena.h"

enum {
    FOLD_LETTERS_MAX = 40,      /* what a longer word has beyond is not looked at */
    FOLD_STEMS_MAX = 4,
    SOUND_MAX = 12,             /* consonants of a code */
    SOUND_FEW = 3               /* consonants of a word that is too short for rare correspondences */
};

typedef enum FoldScript {
    FOLD_OTHER,
    FOLD_DIGITS,
    FOLD_LATIN,
    FOLD_HEBREW,
    FOLD_ARABIC,
    FOLD_SCRIPT_N
} FoldScript;

typedef struct FoldWord {
    uint32_t start, end;        /* bytes [start, end) of the text: what to mark */
    bool     glued;             /* nothing but a hyphen, an elision or a change of script before it */
    uint8_t  script;            /* FoldScript of its first letter */
    uint8_t  n;
    uint8_t  p[FOLD_LETTERS_MAX];
} FoldWord;

/* Walks over the words of a text: FoldWalk w = {.s = text}; while (fold_next(&w, &word)) ... Bytes that are
** not UTF-8 part words. The text is at most 4 GB. */
typedef struct FoldWalk {
    Str    s;
    size_t i;
    bool   word_before;         /* a word ended and no space came since */
} FoldWalk;
bool fold_next(FoldWalk *w, FoldWord *ret_word);

/* The folded words of a text with one space between them, as UTF-8: a key under which two spellings of one
** name are equal ("Shefa-'Amr" gives "shefa amr"). */
Str fold_text(Arena *a, Str s);

/* How many letters may be cut off the head of a folded word as a prefix: the Hebrew ha-, ve-, be-, ke-, le-,
** mi-, she- and their pairs, the Arabic al-, wal-, bal-, lil-, wa-, bi-, the Latin al-, el-, ha-, ba-.
** Returns how many ways there are (0 .. FOLD_STEMS_MAX) and writes the lengths, shortest first. At least two
** letters remain. */
size_t fold_stems(const uint8_t *p, size_t n, uint8_t ret_cuts[FOLD_STEMS_MAX]);

/* The same for the article alone (al-, el- in the three scripts, the Hebrew ha-), which another spelling
** leaves out as often as not. 0 if there is none. */
size_t fold_article(const uint8_t *p, size_t n);

/* A bare article, which other spellings write with its word: al-, el-, in Latin letters ar-, esh- and the like before a
** word that begins so, and an a- or alef with a hyphen. */
bool fold_bare_article(const FoldWord *w, const FoldWord *next);

/* A telephone number in its national form, digits only: "+972-50-123 4567" and "0501234567" are one. Foreign
** numbers keep their country code, without 00 or +. Returns the number of digits, 0 when there are fewer than
** three or more than FOLD_PHONE_MAX, or anything but digits and the marks people put between them. */
enum { FOLD_PHONE_MAX = 15 };
size_t fold_phone(Str s, char ret_digits[FOLD_PHONE_MAX]);

/* Edit distance of two folded words: letters put in, left out, changed, or two neighbours swapped. Gives up
** above `most` (then most + 1). With `head`, the least distance to any head of b. */
unsigned fold_distance(const FoldWord *a, const FoldWord *b, unsigned most, bool head);

/* ---- Sounds: one code for a word in three scripts.
**
** A code is the consonants of a word as classes of 5 bits, first at the top, 0 behind the last; vowels, alef,
** ayin, hamza, yod and inner waw carry none. Only in words of one consonant do the vowels around it count.
** Since scripts do not agree on consonants, what is compared is a code with a pattern: for each consonant of
** the asker's word, the classes that may stand for it. That finds candidates quickly; whether two words do sound
** alike is then said by sound_agrees, which looks at their letters. */
typedef uint64_t Sound;

Sound    sound_code(const uint8_t *p, size_t n);
unsigned sound_length(Sound s);
static inline unsigned sound_at(Sound s, unsigned i) { return (unsigned)(s >> (59 - 5 * i)) & 31; }

/* What is heard, letter by letter; two letters of one sound are one step. */
typedef struct SoundStep {
    uint8_t code;               /* the class that it gives to the code; 0: none */
    uint8_t class;              /* the class that it is as a consonant; 0: none */
    uint8_t vowel;              /* what it is as a vowel, in bits; 0: none. It may be either */
    uint8_t letter;
} SoundStep;

typedef struct SoundWord {
    SoundStep p[FOLD_LETTERS_MAX];
    uint8_t   n;                /* 0: a word without a consonant, or with digits, sounds like nothing */
    uint8_t   heard;            /* consonants */
    uint8_t   script;           /* FoldScript */
} SoundWord;

void sound_word(const uint8_t *p, size_t n, SoundWord *ret_word);

typedef struct SoundPattern {
    unsigned n;
    uint32_t any[SOUND_MAX];    /* bit c: class c may stand here */
    bool     skip[SOUND_MAX];   /* or nothing */
} SoundPattern;

/* Where i and u are written between the consonants, and which of these are sh: tells apart what the code
** makes equal, as Muhammad and Mahmoud. Equal shapes mean a closer likeness, different ones mean little. */
uint64_t sound_shape(const SoundWord *w);

void sound_pattern(const SoundWord *w, SoundPattern *ret_pattern);

/* The pattern with consonants i and i + 1 in each other's place, as in Shfaram and Shefa-'Amr, none of them missing and
** each as it is regularly written; false: there are not so many, or no more than SOUND_FEW. */
bool sound_swapped(const SoundWord *w, unsigned i, SoundPattern *ret_pattern);

/* Whether a code fits a pattern; with `head`, whether a head of it does. */
bool sound_fits(const SoundPattern *p, Sound s, bool head);

/* Whether two words sound alike by their letters; with `head`, whether b begins as a sounds.
**
** In two scripts each consonant must be one that regularly stands for the other, and the vowels that a script does
** write must stand in the other word too: a yod asks for an i or e, an ayin for some vowel, a last i for a last yod.
** From four consonants on (SOUND_FEW is three) the rarer correspondences count as well, except for the first
** consonant. In one script words are spelled and not heard: only the same consonants, with vowels that are
** written now one way and now another, as Levi and Levy. */
bool sound_agrees(const SoundWord *a, const SoundWord *b, bool head);

/* Two names are the same by sound, word by word, in any script each. For proposals, never for decisions. */
bool fold_sounds_alike(Str a, Str b);

/* A number that is equal for nearly all texts that sound alike (and for many that do not): to find whom to compare.
** 0 for texts with too few consonants to tell anything. */
uint64_t fold_sound_key(Str s);

/* ---- The wrong keyboard: what the same keys give in another layout. */
typedef enum FoldKeys { FOLD_KEYS_LATIN, FOLD_KEYS_HEBREW, FOLD_KEYS_ARABIC, FOLD_KEYS_N } FoldKeys;

/* The layout that a text was most likely typed in: that of its first letter; FOLD_KEYS_N for none. */
FoldKeys fold_keys_of(Str s);
Str      fold_retype(Arena *a, Str s, FoldKeys from, FoldKeys to);

#endif
