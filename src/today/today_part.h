/* today_part.h - what other modules show on the first page: a card each, in the column of what waits. Writes nothing
** when there is nothing. Registered at a module's start; lower `order` stands higher. */
#ifndef RAKAZ_TODAY_TODAY_PART_H
#define RAKAZ_TODAY_TODAY_PART_H

#include "page/page.h"

typedef struct TodayPart {
    int     order;
    Fault (*draw)(Buf *b, const Page *pg);
} TodayPart;
void today_register(const TodayPart *p);

#endif
