/* workday.c - working days. */
#include "spend/workday.h"

#include "event/feast.h"

enum { FRIDAY = 5, SATURDAY = 6 };

/* Feasts on which people work nonetheless. */
static bool is_worked(TextKey feast) {
    return feast == T_EVENT_HANUKKAH || feast == T_EVENT_TU_BISHVAT || feast == T_EVENT_LAG_BAOMER ||
           feast == T_EVENT_RAMADAN;
}

bool workday(Day d) {
    Feast  f[FEASTS_A_DAY];
    int    weekday = day_weekday(d);
    size_t n = feasts_on(d, f);
    if (weekday == FRIDAY || weekday == SATURDAY) return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_worked(f[i].name)) return false;
    }
    return true;
}

Day workday_after(Day from, int n) {
    Day d = day_valid(from) ? from : 0;
    while (d && n > 0) {
        d = day_plus(d, 1);
        if (d && workday(d)) n--;
    }
    return d;
}
