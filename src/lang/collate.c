/* collate.c - order for people, by the collation of ICU. */
#include "lang/collate.h"

#include "base/check.h"
#include "base/utf8.h"

#include <pthread.h>
#include <stdlib.h>
#include <unicode/ucol.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

/* The key is cut anyway: more characters than these cannot reach into it. */
enum { CHARS_MAX = 160, SCRIPTS_MAX = 4, OWN_SCRIPTS_MAX = 8, OURS_VERSION = 1 };

/* The collators of one thread, opened at their first use. ICU keeps state in a collator. */
typedef struct Collators {
    UCollator *of[LANG_N];
} Collators;

static pthread_key_t  collators_key;
static pthread_once_t collators_once = PTHREAD_ONCE_INIT;

static void collators_free(void *p) {
    Collators *c = p;
    for (int l = 0; l < LANG_N; l++) {
        if (c->of[l]) ucol_close(c->of[l]);
    }
    free(c);
}

static void make_key(void) {
    CHECK(pthread_key_create(&collators_key, collators_free) == 0);
}

/* The scripts in the order of the reader: his own, then Hebrew, Arabic, Latin, each once. */
static int32_t script_order(Lang l, int32_t order[SCRIPTS_MAX]) {
    static const int32_t ours[] = {USCRIPT_HEBREW, USCRIPT_ARABIC, USCRIPT_LATIN};
    UErrorCode           error = U_ZERO_ERROR;
    UScriptCode          own[OWN_SCRIPTS_MAX];
    int32_t              n = 0, found = uscript_getCode(lang_code(l), own, OWN_SCRIPTS_MAX, &error);
    if (U_SUCCESS(error) && found > 0 && own[0] > USCRIPT_INHERITED) order[n++] = own[0];
    for (size_t k = 0; k < sizeof ours / sizeof ours[0]; k++) {
        if (found < 1 || own[0] != ours[k]) order[n++] = ours[k];
    }
    return n;
}

static UCollator *collator_open(Lang l) {
    int32_t    order[SCRIPTS_MAX];
    UErrorCode error = U_ZERO_ERROR;
    UCollator *c = ucol_open(lang_code(l), &error);
    CHECK(U_SUCCESS(error));
    ucol_setReorderCodes(c, order, script_order(l, order), &error);
    ucol_setAttribute(c, UCOL_NUMERIC_COLLATION, UCOL_ON, &error);
    CHECK(U_SUCCESS(error));
    return c;
}

static const UCollator *collator_of(Lang l) {
    CHECK((unsigned)l < LANG_N);
    pthread_once(&collators_once, make_key);
    Collators *c = pthread_getspecific(collators_key);
    if (!c) {
        c = calloc(1, sizeof *c);
        CHECK(c != NULL && pthread_setspecific(collators_key, c) == 0);
    }
    if (!c->of[l]) c->of[l] = collator_open(l);
    return c->of[l];
}

Str collate_key(Arena *a, Lang l, Str s) {
    UChar      text[CHARS_MAX * 2];
    int32_t    n = 0;
    UErrorCode error = U_ZERO_ERROR;
    Str        head = utf8_head(s, CHARS_MAX);
    if (head.n == 0) return (Str){0};
    u_strFromUTF8WithSub(text, CHARS_MAX * 2, &n, head.p, (int32_t)head.n, 0xFFFD, NULL, &error);
    CHECK(U_SUCCESS(error));
    const UCollator *c = collator_of(l);
    uint8_t          small[512], *key = small;
    int32_t          size = ucol_getSortKey(c, text, n, small, sizeof small);
    CHECK(size > 0);
    if ((size_t)size > sizeof small) {
        key = arena_alloc(a, (size_t)size);
        ucol_getSortKey(c, text, n, key, size);
    }
    /* Without the NUL that ICU writes behind a key; cut keys sort by what they have. */
    size_t keep = (size_t)size - 1;
    if (keep > COLLATE_BYTES_MAX) keep = COLLATE_BYTES_MAX;
    return arena_copy(a, (Str){(const char *)key, keep});
}

uint32_t collate_version(void) {
    UVersionInfo v;
    ucol_getVersion(collator_of((Lang)0), v);
    return (uint32_t)v[0] << 24 | (uint32_t)v[1] << 16 | (uint32_t)v[2] << 8 |
           (uint32_t)(v[3] + OURS_VERSION);
}
