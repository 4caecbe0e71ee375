/* finance.c - which stage of a request for money follows on which. */
#include "referral/referral_page.h"

static const int NEXT[FINANCE_STAGE_N][FINANCE_MOVES_MAX] = {
    [FINANCE_STAGE_PREPARING] = {FINANCE_STAGE_DOCUMENTS, FINANCE_STAGE_SENT, FINANCE_STAGE_WITHDRAWN},
    [FINANCE_STAGE_DOCUMENTS] = {FINANCE_STAGE_SENT, FINANCE_STAGE_WITHDRAWN},
    [FINANCE_STAGE_SENT] = {FINANCE_STAGE_APPROVED, FINANCE_STAGE_MORE_ASKED, FINANCE_STAGE_REFUSED,
                            FINANCE_STAGE_WITHDRAWN},
    [FINANCE_STAGE_MORE_ASKED] = {FINANCE_STAGE_SENT, FINANCE_STAGE_APPROVED, FINANCE_STAGE_REFUSED,
                                  FINANCE_STAGE_WITHDRAWN},
    [FINANCE_STAGE_APPROVED] = {FINANCE_STAGE_RECEIVED, FINANCE_STAGE_REFUSED, FINANCE_STAGE_WITHDRAWN},
    [FINANCE_STAGE_REFUSED] = {FINANCE_STAGE_PREPARING},
    [FINANCE_STAGE_RECEIVED] = {FINANCE_STAGE_REPAID},
    [FINANCE_STAGE_WITHDRAWN] = {FINANCE_STAGE_PREPARING},
};

int finance_next(int stage, int ret_stages[FINANCE_MOVES_MAX]) {
    int n = 0;
    if (stage < 0 || stage >= FINANCE_STAGE_N) return 0;
    while (n < FINANCE_MOVES_MAX && NEXT[stage][n]) {
        ret_stages[n] = NEXT[stage][n];
        n++;
    }
    return n;
}

bool finance_may(int from, int to) {
    int next[FINANCE_MOVES_MAX];
    for (int i = finance_next(from, next) - 1; i >= 0; i--) {
        if (next[i] == to) return true;
    }
    return from == to;
}
