/* charset_table.h - the one-byte encodings; for charset.c and its neighbours only. */
#ifndef RAKAZ_SHEET_CHARSET_TABLE_H
#define RAKAZ_SHEET_CHARSET_TABLE_H

#include "sheet/charset.h"

/* The character of byte 0x80 + i; 0: unassigned. All zero for UTF-8 and UTF-16. */
extern const uint16_t CHARSET_HIGH[CHARSET_N][128];

#endif
