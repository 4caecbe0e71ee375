/* identity.c - logins kept in memory.
**
** 2,048 places by the hash of the token, the newer one wins a place. What is stored of a token is a keyed hash of
** 128 bits; the key is made at start. A change of a session or an account drops its own logins; a change of grants,
** tokens or organisations drops all, because a grant row does not tell the account; so does a change of which
** another process knows the rows. */
#include "http/identity.h"

#include "base/check.h"
#include "base/rand.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 2048, HASH_BYTES = 16 };

typedef struct Kept {
    unsigned char hash[HASH_BYTES];
    bool          used;
    Day           day;
    Login         login;
} Kept;

struct Logins {
    pthread_mutex_t lock;
    unsigned char   key[crypto_generichash_KEYBYTES];
    uint64_t        stamp;
    Kept            v[PLACES];
};

Logins *logins_new(void) {
    Logins *l = calloc(1, sizeof *l);
    CHECK(l != NULL && pthread_mutex_init(&l->lock, NULL) == 0);
    secret_bytes(l->key, sizeof l->key);
    return l;
}

void logins_free(Logins *l) {
    if (!l) return;
    pthread_mutex_destroy(&l->lock);
    free(l);
}

static size_t token_place(const Logins *l, enum LoginKind kind, Str token, unsigned char hash[HASH_BYTES]) {
    crypto_generichash_state st;
    unsigned char            k = (unsigned char)kind;
    size_t                   place;
    crypto_generichash_init(&st, l->key, sizeof l->key, HASH_BYTES);
    crypto_generichash_update(&st, &k, 1);
    crypto_generichash_update(&st, (const unsigned char *)token.p, token.n);
    crypto_generichash_final(&st, hash, HASH_BYTES);
    memcpy(&place, hash, sizeof place);
    return place % PLACES;
}

bool logins_find(Logins *l, enum LoginKind kind, Str token, const Reader *now, Login *ret_login) {
    unsigned char hash[HASH_BYTES];
    Kept         *k = &l->v[token_place(l, kind, token, hash)];
    pthread_mutex_lock(&l->lock);
    bool found = k->used && memcmp(k->hash, hash, HASH_BYTES) == 0 && k->day == now->today &&
                 (k->login.ends_at == 0 || k->login.ends_at > now->now);
    if (found) *ret_login = k->login;
    pthread_mutex_unlock(&l->lock);
    return found;
}

uint64_t logins_stamp(Logins *l) {
    pthread_mutex_lock(&l->lock);
    uint64_t stamp = l->stamp;
    pthread_mutex_unlock(&l->lock);
    return stamp;
}

void logins_keep(Logins *l, enum LoginKind kind, Str token, const Reader *now, uint64_t stamp,
                 const Login *login) {
    Kept  kept = {.used = true, .day = now->today, .login = *login};
    Kept *k = &l->v[token_place(l, kind, token, kept.hash)];
    pthread_mutex_lock(&l->lock);
    if (stamp == l->stamp) *k = kept;
    pthread_mutex_unlock(&l->lock);
}

/* Forgets the logins of one session or account. */
static void drop(Logins *l, Id session, Id account) {
    for (size_t i = 0; i < PLACES; i++) {
        Kept *k = &l->v[i];
        if (k->used && ((session && k->login.session == session) || (account && k->login.who.account == account))) {
            k->used = false;
        }
    }
}

void logins_changed(void *logins, const Changed *v, size_t n) {
    static const char *const ALL[] = {"grants", "tokens", "orgs"};
    Logins *l = logins;
    for (size_t i = 0; i < n; i++) {
        Str  table = str_of(v[i].table);
        bool all = table.n == 0, session = str_eq(table, LIT("sessions")), account = str_eq(table, LIT("accounts"));
        for (size_t j = 0; j < sizeof ALL / sizeof *ALL; j++) all |= str_eq(table, str_of(ALL[j]));
        if (!all && !session && !account) continue;
        pthread_mutex_lock(&l->lock);
        l->stamp++;
        if (all) {
            for (size_t j = 0; j < PLACES; j++) l->v[j].used = false;
        } else {
            drop(l, session ? v[i].id : 0, account ? v[i].id : 0);
        }
        pthread_mutex_unlock(&l->lock);
    }
}
