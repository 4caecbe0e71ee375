/* guess_content.h - the values of a column as witnesses; for guess.c only. */
#ifndef RAKAZ_SHEET_GUESS_CONTENT_H
#define RAKAZ_SHEET_GUESS_CONTENT_H

#include "sheet/guess.h"

enum { DISTINCT_MAX = 64, CONTENT_CANNOT = -1 };

typedef struct ColumnStats {
    uint32_t    filled, empty, distinct;
    uint64_t    hashes[DISTINCT_MAX];
    Str         first;
    NumberStyle numbers;
    DateStyle   dates;
    /* how many of the filled cells are ... */
    uint32_t number, whole, money, date, email, url, phone, mobile, reg_number, person_id, yesno, lang_code;
    uint32_t lat, lon, itm_e, itm_n, post5, post7, house, hours, time, geometry, address, short_text, long_text;
    uint32_t hebrew, arabic, latin, words, serial, degrees, id_long;
} ColumnStats;

/* NULL or a blank cell counts as empty. */
void content_see(ColumnStats *st, const SheetCell *cell);

/* 0..100 for the kind; 0 knows nothing, CONTENT_CANNOT speaks against it. */
int content_points(const ColumnStats *st, GuessKind k);

/* "he", "ar", "en" or "". */
const char *content_lang(const ColumnStats *st);

#endif
