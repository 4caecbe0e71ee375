/* aid.c - when a track takes requests, and the lines of its conditions and documents. */
#include "referral/aid.h"

AidStanding aid_standing(const AidTrack *t, Day today) {
    if (t->state == AID_STATE_ENDED || t->head.archived_at) return AID_ENDED;
    if (t->closes_on && t->closes_on < today) return AID_OVER;
    if (t->state == AID_STATE_PAUSED) return AID_PAUSED;
    return t->opens_on > today ? AID_NOT_YET : AID_TAKES;
}

static bool is_digit(char ch) { return ch >= '0' && ch <= '9'; }

/* How many bytes of a line are its mark: "- ", "* ", "• ", "1. ", "12) ". */
static size_t mark_bytes(Str s) {
    static const char *const MARKS[] = {"-", "*", "\xE2\x80\xA2", "\xE2\x80\x93"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        Str mark = str_of(MARKS[i]);
        if (s.n > mark.n && str_starts(s, mark) && s.p[mark.n] == ' ') return mark.n;
    }
    size_t n = 0;
    while (n < s.n && n < 3 && is_digit(s.p[n])) n++;
    bool numbered = n > 0 && n + 1 < s.n && (s.p[n] == '.' || s.p[n] == ')') && s.p[n + 1] == ' ';
    return numbered ? n + 1 : 0;
}

bool aid_line(Str *rest, Str *ret_line) {
    Str line;
    while (str_split(rest, '\n', &line)) {
        line = str_trim(line);
        line = str_trim(str_sub(line, mark_bytes(line), line.n));
        if (!line.n) continue;
        *ret_line = line;
        return true;
    }
    return false;
}
