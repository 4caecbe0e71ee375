/* referral_module.c - what this folder brings to the program. */
#include "referral/referral_page.h"

static void referral_start(Region *r) {
    (void)r;
    aid_start();
}

const Module referral_module = {
    .name = "referral", .queries = AID_QUERIES, .n_queries = AID_Q_N, .routes = AID_ROUTES, .n_routes = AID_ROUTES_N,
    .start = referral_start,
};
