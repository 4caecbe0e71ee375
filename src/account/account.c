/* account.c - the rules of signing in: roles, passwords, keys. No SQL. */
#include "account/account.h"

#include "base/check.h"
#include "base/rand.h"
#include "base/utf8.h"

#include <sodium.h>

/* ---- roles --------------------------------------------------------------------------------------------------- */

_Static_assert(ROLE_ADMIN == 1 << (GRANT_ROLE_ADMIN - 1) && ROLE_FUNDER == 1 << (GRANT_ROLE_FUNDER - 1),
               "the choices of grant_role stand in the order of the bits of Role");

unsigned account_role(int grant_role) {
    CHECK(grant_role >= 1 && grant_role < GRANT_ROLE_N);
    return 1u << (grant_role - 1);
}

int account_level(int grant_role) {
    return account_role(grant_role) & (ROLES_STAFF | ROLE_TRUSTEE) ? VIS_UNIT : VIS_MEMBERS;
}

bool account_may_grant(unsigned roles, int grant_role) {
    unsigned role = account_role(grant_role);
    if (roles & ROLE_ADMIN) return true;
    if (roles & ROLE_HQ) return role != ROLE_ADMIN;
    return (roles & ROLE_COORDINATOR) && !(role & (ROLE_ADMIN | ROLE_HQ | ROLE_COORDINATOR));
}

bool account_role_is_wide(int grant_role) { return account_role(grant_role) & (ROLE_ADMIN | ROLE_HQ); }

Str email_normal(Arena *a, Str email) {
    email = str_trim(email);
    char *out = arena_alloc(a, email.n + 1);
    for (size_t i = 0; i < email.n; i++) {
        char ch = email.p[i];
        out[i] = ch >= 'A' && ch <= 'Z' ? (char)(ch - 'A' + 'a') : ch;
    }
    return (Str){out, email.n};
}

/* ---- passwords ----------------------------------------------------------------------------------------------- */

enum { HASH_PASSES = 2, HASH_MEMORY = 19 << 20, PASSWORD_BYTES_MAX = 4 * PASSWORD_MAX };

Fault password_hash(Ctx *c, Str password, Str *ret_hash) {
    char out[crypto_pwhash_STRBYTES];
    CHECK(password.n >= 1 && password.n <= PASSWORD_BYTES_MAX);
    if (crypto_pwhash_str(out, password.p, password.n, HASH_PASSES, HASH_MEMORY)) {
        return fail(c, BUSY, "memory", 0);
    }
    *ret_hash = arena_copy(c->arena, str_of(out));
    return OK;
}

/* A hash that no password fits, made with the costs above. */
static const char NOBODY[] = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                             "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

bool password_fits(Str hash, Str password) {
    char z[crypto_pwhash_STRBYTES] = {0};
    bool known = hash.n > 0 && hash.n < sizeof z;
    memcpy(z, known ? hash.p : NOBODY, known ? hash.n : sizeof NOBODY);
    if (password.n > PASSWORD_BYTES_MAX) password = (Str){0};
    bool fits = crypto_pwhash_str_verify(z, password.n ? password.p : "", password.n) == 0;
    return fits && known;
}

/* Passwords that are tried first everywhere, of our minimum length. */
static const char *const COMMON[] = {
    "1234567890", "0123456789", "12345678910", "123456789a", "password12", "password123", "password1234",
    "qwertyuiop", "qwerty1234", "1q2w3e4r5t", "1qaz2wsx3edc", "abcdefghij", "iloveyou12", "administrator",
    "letmein123", "welcome123", "0987654321", "9876543210", "qwerty12345", "1234512345", "123123123123",
    "q1w2e3r4t5", "zaq12wsxcde3", "israel1234", "palestine1", "jerusalem1",
};

static bool is_common(Str password) {
    for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++) {
        if (str_eq_nocase(password, str_of(COMMON[i]))) return true;
    }
    size_t at = 0;
    uint32_t first = utf8_next(password, &at);
    while (at < password.n) {
        if (utf8_next(password, &at) != first) return false;
    }
    return true;
}

/* The address itself, or what stands before its @. */
static bool is_own_mail(Str password, Str email) {
    ptrdiff_t at = str_find_byte(email, '@');
    if (!email.n || str_eq_nocase(password, email)) return email.n > 0;
    return at > 0 && str_eq_nocase(password, str_sub(email, 0, (size_t)at));
}

void password_check(Ctx *c, const char *field, Str password, Str email) {
    size_t length = utf8_length(password);
    if (length < PASSWORD_MIN) {
        complain_n(c, field, T_ACCOUNT_FIX_PASSWORD_SHORT, PASSWORD_MIN);
    } else if (length > PASSWORD_MAX) {
        complain_n(c, field, T_ACCOUNT_FIX_PASSWORD_LONG, PASSWORD_MAX);
    } else if (is_common(password) || is_own_mail(password, email)) {
        complain(c, field, T_ACCOUNT_FIX_PASSWORD_COMMON);
    }
}

/* ---- keys ---------------------------------------------------------------------------------------------------- */

Str key_new(Ctx *c) {
    unsigned char raw[16];
    char out[sodium_base64_ENCODED_LEN(sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
    secret_bytes(raw, sizeof raw);
    sodium_bin2base64(out, sizeof out, raw, sizeof raw, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return arena_copy(c->arena, str_of(out));
}

Str key_hash(Ctx *c, Str key) {
    unsigned char raw[32];
    char out[2 * sizeof raw + 1];
    crypto_generichash(raw, sizeof raw, (const unsigned char *)(key.p ? key.p : ""), key.n, NULL, 0);
    sodium_bin2hex(out, sizeof out, raw, sizeof raw);
    return arena_copy(c->arena, str_of(out));
}

/* ---- browsers ------------------------------------------------------------------------------------------------ */

typedef struct Agent {
    const char *mark, *name;
} Agent;

/* In the order in which they are looked for: each browser names those before it. */
static const Agent BROWSERS[] = {
    {"Edg", "Edge"},       {"OPR/", "Opera"},  {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"},
    {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"},                 {"Safari/", "Safari"},
};
static const Agent SYSTEMS[] = {
    {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"},  {"Windows", "Windows"},
    {"CrOS", "ChromeOS"},   {"Mac OS X", "Mac"},  {"Linux", "Linux"},
};

static const char *agent_find(const Agent *v, size_t n, Str user_agent) {
    for (size_t i = 0; i < n; i++) {
        if (str_find(user_agent, str_of(v[i].mark)) >= 0) return v[i].name;
    }
    return NULL;
}

Str agent_name(Arena *a, Str user_agent) {
    const char *browser = agent_find(BROWSERS, sizeof BROWSERS / sizeof *BROWSERS, user_agent);
    const char *system = agent_find(SYSTEMS, sizeof SYSTEMS / sizeof *SYSTEMS, user_agent);
    if (browser && system) return arena_printf(a, "%s, %s", browser, system);
    return str_of(browser ? browser : system);
}
