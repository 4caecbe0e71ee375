/* future_store.h - what the files of this folder share beside future.h. */
#ifndef RAKAZ_FUTURE_FUTURE_STORE_H
#define RAKAZ_FUTURE_FUTURE_STORE_H

#include "future/future.h"

enum { FUTURE_Q_N = 18, FUTURE_ROWS_MAX = 200 };
extern const Query FUTURE_QUERIES[FUTURE_Q_N];

/* Goals that came from a theme, and themes behind a goal, by their ids. */
Fault aims_of_theme(Ctx *c, Id theme, Id *ret_v, size_t max, size_t *ret_n) MUST;
Fault themes_of_aim(Ctx *c, Id aim, Id *ret_v, size_t max, size_t *ret_n) MUST;
Fault themes_of_wish(Ctx *c, Id wish, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* A place, what it lies in, and what that lies in: from the place upwards. */
enum { FUTURE_UP_MAX = 16 };
Fault places_up(Ctx *c, Id place, Id *ret_v, size_t max, size_t *ret_n) MUST;

/* An open link that asks residents of this place; ret_d->head.id 0: there is none. Whoever asks. */
Fault wish_door(Ctx *c, Id org, Id place, Door *ret_d) MUST;

/* How many wishes of a place there are, and how many wait to be sorted: those that the reader sees. */
Fault wishes_count(Ctx *c, Id place, int64_t *ret_all, int64_t *ret_waiting) MUST;

/* The number of the next telling of a place's desired future; and all of them, the newest first. */
Fault picture_next_number(Ctx *c, Id place, int64_t *ret_n) MUST;
Fault pictures_of(Ctx *c, Id place, Picture **ret_v, size_t *ret_n) MUST;

/* Is this an id in the list? */
bool is_among(const Id *v, size_t n, Id id);

/* Keeps of a list only those whose reference says so. */
static inline void list_of(ListSpec *s, int field, Id id) {
    s->filters[s->n_filters++] = (ListFilter){.field = &s->entity->fields[field], .op = LIST_EQ, .val = v_id(id)};
}

/* Condition of a list of wishes x: in the theme :theme. */
extern const char WISH_THEME_SQL[];

#endif
