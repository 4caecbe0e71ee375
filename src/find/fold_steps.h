/* fold_steps.h - the classes and vowels of sounds, for the files of this folder. */
#ifndef RAKAZ_FIND_FOLD_STEPS_H
#define RAKAZ_FIND_FOLD_STEPS_H

#include "find/fold_letters.h"

enum {
    SOUND_NONE,
#define SOUND_CLASS(name, regular, far) CLASS_##name,
#include "find/sound.def"
#undef SOUND_CLASS
    CLASS_COUNT
};

_Static_assert(CLASS_COUNT <= 32, "a class is five bits");

/* What a step is as a vowel. */
enum {
    VOWEL_A = 1,
    VOWEL_E = 2,
    VOWEL_I = 4,
    VOWEL_U = 8,                /* and o */
    VOWEL_AYIN = 16,
    VOWEL_HE = 32,              /* the last he of Hebrew and Arabic, the last h of Latin */
    VOWEL_SILENT = 64
};

/* The classes that regularly stand for one (class), and those that do so now and then. */
extern const uint32_t SOUND_REGULAR[CLASS_COUNT], SOUND_FAR[CLASS_COUNT];

#endif
