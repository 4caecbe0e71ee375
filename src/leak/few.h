/* few.h - which sums of spending may be told to who may not read the single ones. Pure.
**
** Sums are told for each place of a tree (it and all below it), by field and by several definitions of local: how much
** is bought inside, outside, and not known where. Whoever reads all of them may take one from another: the page of a
** region less those of its towns, one definition less the next. So the spendings of a field are cut into cells, those
** that all definitions told there, and of the places above, take alike; a definition is told of a place when each cell
** passes: nobody is in it, or CELL_LEAST spenders or more are, and on every step up to the top what is left of the
** place above, once those that may be told were taken off it, is not less either (base/cells.h). */
#ifndef RAKAZ_LEAK_FEW_H
#define RAKAZ_LEAK_FEW_H

#include "base/arena.h"

#include <stdbool.h>

enum { FEW_TOP = UINT32_MAX, FEW_DEFINITIONS_MAX = 16 };

/* One spending of the field, anywhere in the tree. */
typedef struct FewFact {
    uint32_t place;                               /* index in the tree */
    uint32_t spender;
    uint64_t inside, outside;                     /* bit d: by definition d; in neither of them: not known */
} FewFact;

typedef struct FewTree {
    const uint32_t *parent;                       /* of each place: another one, or FEW_TOP */
    uint32_t        n;
} FewTree;

/* The page of a place, which offers its own definition and those of the places above. */
typedef struct FewPage {
    uint32_t place;
    uint32_t whose[FEW_DEFINITIONS_MAX];          /* of which place each definition is */
    unsigned definitions;
} FewPage;

/* By which definitions the sums of the field may be told on a page, as bits. Earlier ones are taken first; one that
** would give away something together with those is left out. Scratch memory from `a`, 25 bytes a fact. Parents lead to
** the top. */
uint64_t few_told(Arena *a, const FewTree *t, const FewFact *v, size_t n, const FewPage *page);

#endif
