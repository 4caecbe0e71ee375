/* Written by entc from src/learn/learn.ent. Do not edit. */
#ifndef RAKAZ_LEARN_ENT_H
#define RAKAZ_LEARN_ENT_H

#include "ent/ent.h"

enum {
    LEARNING_STATE_OPEN = 1,
    LEARNING_STATE_REACHED,
    LEARNING_STATE_LET_GO,
    LEARNING_STATE_N
};
extern const Choices learning_state_choices;

typedef struct LearningGoal {
    Head     head;
    Str      text;
    Str      how;
    Day      by_on;
    int      state;                             /* enum learning_state */
    Str      came;
    Id       account;                           /* ref account */
    int      is_demo;
} LearningGoal;

/* Index into learning_goal_entity.fields. */
enum {
    LEARNING_GOAL_F_TEXT,
    LEARNING_GOAL_F_HOW,
    LEARNING_GOAL_F_BY_ON,
    LEARNING_GOAL_F_STATE,
    LEARNING_GOAL_F_CAME,
    LEARNING_GOAL_F_ACCOUNT,
    LEARNING_GOAL_F_IS_DEMO,
    LEARNING_GOAL_F_N
};
extern const Entity learning_goal_entity;

typedef struct Training {
    Head     head;
    Str      title;
    Day      held_on;
    Str      held_by;
    Str      learned;
    Id       account;                           /* ref account */
    int      is_demo;
} Training;

/* Index into training_entity.fields. */
enum {
    TRAINING_F_TITLE,
    TRAINING_F_HELD_ON,
    TRAINING_F_HELD_BY,
    TRAINING_F_LEARNED,
    TRAINING_F_ACCOUNT,
    TRAINING_F_IS_DEMO,
    TRAINING_F_N
};
extern const Entity training_entity;

#endif
