/* fold.c - any bytes: words lie in the text and apart, folding again changes nothing, a word sounds like itself,
** a telephone number read again is the same. */
#include "base/check.h"
#include "find/fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_word(const FoldWord *w) {
    uint8_t      cuts[FOLD_STEMS_MAX];
    SoundPattern p;
    SoundWord    heard;
    size_t       n_cuts = fold_stems(w->p, w->n, cuts);
    for (size_t i = 0; i < n_cuts; i++) CHECK(cuts[i] + 2 <= w->n);
    CHECK(fold_article(w->p, w->n) < w->n);
    CHECK(fold_distance(w, w, 2, false) == 0 && fold_distance(w, w, 2, true) == 0);
    Sound s = sound_code(w->p, w->n);
    sound_word(w->p, w->n, &heard);
    sound_pattern(&heard, &p);
    CHECK(p.n <= SOUND_MAX);
    CHECK(sound_length(s) < 2 || sound_fits(&p, s, false));
    CHECK(heard.n == 0 || sound_agrees(&heard, &heard, false));
    sound_shape(&heard);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    Str      s = {(const char *)data, n < 4096 ? n : 4096};
    FoldWalk walk = {.s = s};
    FoldWord w;
    uint32_t end = 0;
    while (fold_next(&walk, &w)) {
        CHECK(w.start >= end && w.end > w.start && w.end <= s.n && w.n > 0 && w.n <= FOLD_LETTERS_MAX);
        end = w.end;
        check_word(&w);
    }
    Arena a;
    arena_init(&a, 1 << 20);
    Str once = fold_text(&a, s);
    CHECK(str_eq(fold_text(&a, once), once));
    for (FoldKeys from = 0; from < FOLD_KEYS_N; from++) {
        for (FoldKeys to = 0; to < FOLD_KEYS_N; to++) fold_retype(&a, s, from, to);
    }
    char   digits[FOLD_PHONE_MAX], again[FOLD_PHONE_MAX];
    size_t n_digits = fold_phone(s, digits);
    if (n_digits > 0 && digits[0] == '0' && digits[1] != '0') {
        CHECK(fold_phone((Str){digits, n_digits}, again) == n_digits && memcmp(digits, again, n_digits) == 0);
    }
    arena_release(&a);
    return 0;
}
