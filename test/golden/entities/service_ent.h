/* Written by entc from src/service/service.ent. Do not edit. */
#ifndef RAKAZ_SERVICE_ENT_H
#define RAKAZ_SERVICE_ENT_H

#include "ent/ent.h"

enum {
    SERVICE_KIND_TRAINING = 1,
    SERVICE_KIND_INFORMATION,
    SERVICE_KIND_N
};
extern const Choices service_kind_choices;

enum {
    SERVICE_CAME_USED = 1,
    SERVICE_CAME_UNUSED,
    SERVICE_CAME_N
};
extern const Choices service_came_choices;

typedef struct Service {
    Head     head;
    Id       of_case;                           /* ref case */
    int      kind;                              /* enum service_kind */
    Str      what;
    Day      on_day;
    int64_t  minutes;
    int64_t  participants;
    Str      given_by;
    Id       writer;                            /* ref account */
    Id       response;                          /* ref response */
    Id       listing;                           /* ref listing */
    int      came;                              /* enum service_came */
    Str      result;
    int      is_demo;
} Service;

/* Index into service_entity.fields. */
enum {
    SERVICE_F_OF_CASE,
    SERVICE_F_KIND,
    SERVICE_F_WHAT,
    SERVICE_F_ON_DAY,
    SERVICE_F_MINUTES,
    SERVICE_F_PARTICIPANTS,
    SERVICE_F_GIVEN_BY,
    SERVICE_F_WRITER,
    SERVICE_F_RESPONSE,
    SERVICE_F_LISTING,
    SERVICE_F_CAME,
    SERVICE_F_RESULT,
    SERVICE_F_IS_DEMO,
    SERVICE_F_N
};
extern const Entity service_entity;

#endif
