/* account_page.h - what the pages of this folder show. */
#ifndef RAKAZ_ACCOUNT_ACCOUNT_PAGE_H
#define RAKAZ_ACCOUNT_ACCOUNT_PAGE_H

#include "account/account_store.h"
#include "page/page.h"

typedef struct SignInView {
    Str     email, back;
    TextKey refused;                              /* T_NONE: nothing went wrong */
} SignInView;

PAGE_FN(sign_in, SignInView)

enum { ACCOUNT_ROUTES_N = 3 };
extern const Route ACCOUNT_ROUTES[ACCOUNT_ROUTES_N];

#endif
