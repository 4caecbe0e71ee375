/* fold_letters.h - the bytes of folded letters, for the files of this folder. */
#ifndef RAKAZ_FIND_FOLD_LETTERS_H
#define RAKAZ_FIND_FOLD_LETTERS_H

#include "find/fold.h"

enum {
#define FOLD_LETTER(name, byte, c) LETTER_##name = byte,
#include "find/fold.def"
#undef FOLD_LETTER
    HEBREW_FIRST = 0x80,
    ARABIC_FIRST = 0xA0,
    FOREIGN_FIRST = 0xE0
};

/* The script that a folded letter (the first byte of one) belongs to. */
FoldScript fold_script(uint8_t letter);

#endif
