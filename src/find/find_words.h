/* find_words.h - a growing set of folded words, for building segments. */
#ifndef RAKAZ_FIND_FIND_WORDS_H
#define RAKAZ_FIND_FIND_WORDS_H

#include <stddef.h>
#include <stdint.h>

typedef struct Words {
    uint32_t *slots;            /* open hash table of word + 1 */
    size_t    n_slots;
    uint32_t  n;
    uint32_t *at;               /* n + 1 places in text */
    size_t    at_cap;
    uint8_t  *text;
    size_t    text_cap;
} Words;

void     words_release(Words *w);
uint32_t words_add(Words *w, const uint8_t *p, size_t n);       /* its number, from 0 in order of arrival */

static inline size_t words_n(const Words *w, uint32_t word) { return w->at[word + 1] - w->at[word]; }
static inline const uint8_t *words_p(const Words *w, uint32_t word) { return w->text + w->at[word]; }

/* The numbers of all words in byte order of the words; the caller frees it. */
uint32_t *words_sorted(const Words *w);

#endif
