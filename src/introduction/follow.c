/* follow.c - states, days and rests of an introduction. */
#include "introduction/follow.h"

#include "introduction_ent.h"

int intro_state_of(int one_says, int other_says) {
    bool no = one_says == INTRO_ANSWER_NO || other_says == INTRO_ANSWER_NO;
    int  yes = (one_says == INTRO_ANSWER_YES) + (other_says == INTRO_ANSWER_YES);
    if (no) return INTRO_STATE_DECLINED;
    return yes == 2 ? INTRO_STATE_BOTH_AGREED : yes ? INTRO_STATE_ONE_AGREED : INTRO_STATE_ASKED;
}

size_t follow_days(Str text, int ret_v[FOLLOW_MAX]) {
    size_t  n = 0, at = 0;
    int64_t last = 0;
    while (at < text.n) {
        size_t from = at;
        while (at < text.n && text.p[at] != ',' && text.p[at] != ' ') at++;
        Str     part = str_sub(text, from, at - from);
        int64_t day;
        at++;
        if (!part.n) continue;
        if (n == FOLLOW_MAX || !str_int(part, &day) || day <= last || day > FOLLOW_DAYS_MAX) return 0;
        ret_v[n++] = (int)(last = day);
    }
    return n;
}

Day follow_next(Day agreed_on, const int *days, size_t n, Day today) {
    for (size_t i = 0; agreed_on && i < n; i++) {
        Day d = day_plus(agreed_on, days[i]);
        if (d > today) return d;
    }
    return 0;
}

bool pair_rests(Day declined_on, Day today) {
    return declined_on && day_number(today) - day_number(declined_on) < PAIR_RESTS_DAYS;
}
