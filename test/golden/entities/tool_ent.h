/* Written by entc from src/tool/tool.ent. Do not edit. */
#ifndef RAKAZ_TOOL_ENT_H
#define RAKAZ_TOOL_ENT_H

#include "ent/ent.h"

enum {
    TOOL_STATE_IDEA = 1,
    TOOL_STATE_PILOT,
    TOOL_STATE_EMBEDDED,
    TOOL_STATE_RETIRED,
    TOOL_STATE_N
};
extern const Choices tool_state_choices;

enum {
    TOOL_SECTOR_BUSINESS = 1,
    TOOL_SECTOR_CIVIL,
    TOOL_SECTOR_PUBLIC,
    TOOL_SECTOR_N
};
extern const Choices tool_sector_choices;

enum {
    TOOL_STEP_SHOWN = 1,
    TOOL_STEP_TRIED,
    TOOL_STEP_IN_USE,
    TOOL_STEP_LET_GO,
    TOOL_STEP_N
};
extern const Choices tool_step_choices;

typedef struct Tool {
    Head     head;
    Tri      title;
    Tri      what_for;
    Tri      steps;
    int64_t  needs;                             /* set need_kind */
    int64_t  areas;                             /* set consultant_area */
    int64_t  trades;                            /* set trade_group */
    int64_t  sizes;                             /* set size_class */
    int64_t  sectors;                           /* set tool_sector */
    int64_t  lines;                             /* set survey_line */
    int      state;                             /* enum tool_state */
    Tri      evidence;
    Str      ready;
} Tool;

/* Index into tool_entity.fields. */
enum {
    TOOL_F_TITLE,
    TOOL_F_WHAT_FOR,
    TOOL_F_STEPS,
    TOOL_F_NEEDS,
    TOOL_F_AREAS,
    TOOL_F_TRADES,
    TOOL_F_SIZES,
    TOOL_F_SECTORS,
    TOOL_F_LINES,
    TOOL_F_STATE,
    TOOL_F_EVIDENCE,
    TOOL_F_READY,
    TOOL_F_N
};
extern const Entity tool_entity;

typedef struct ToolVariant {
    Head     head;
    Id       tool;                              /* ref tool */
    Str      title;
    Id       place;                             /* ref place */
    Str      changed;
    Str      why;
    int      state;                             /* enum tool_state */
    Str      result;
    Day      shared_on;
    int      is_demo;
} ToolVariant;

/* Index into tool_variant_entity.fields. */
enum {
    TOOL_VARIANT_F_TOOL,
    TOOL_VARIANT_F_TITLE,
    TOOL_VARIANT_F_PLACE,
    TOOL_VARIANT_F_CHANGED,
    TOOL_VARIANT_F_WHY,
    TOOL_VARIANT_F_STATE,
    TOOL_VARIANT_F_RESULT,
    TOOL_VARIANT_F_SHARED_ON,
    TOOL_VARIANT_F_IS_DEMO,
    TOOL_VARIANT_F_N
};
extern const Entity tool_variant_entity;

typedef struct ToolUse {
    Head     head;
    Id       of_case;                           /* ref case */
    Id       tool;                              /* ref tool */
    Id       variant;                           /* ref tool_variant */
    int      step;                              /* enum tool_step */
    Day      shown_on;
    Day      tried_on;
    Day      used_on;
    Day      let_go_on;
    Str      reason;
    Str      result;
    Day      ask_on;
    Day      kept_on;
    int      trade;                             /* enum trade_group */
    int      is_demo;
} ToolUse;

/* Index into tool_use_entity.fields. */
enum {
    TOOL_USE_F_OF_CASE,
    TOOL_USE_F_TOOL,
    TOOL_USE_F_VARIANT,
    TOOL_USE_F_STEP,
    TOOL_USE_F_SHOWN_ON,
    TOOL_USE_F_TRIED_ON,
    TOOL_USE_F_USED_ON,
    TOOL_USE_F_LET_GO_ON,
    TOOL_USE_F_REASON,
    TOOL_USE_F_RESULT,
    TOOL_USE_F_ASK_ON,
    TOOL_USE_F_KEPT_ON,
    TOOL_USE_F_TRADE,
    TOOL_USE_F_IS_DEMO,
    TOOL_USE_F_N
};
extern const Entity tool_use_entity;

typedef struct ToolNote {
    Head     head;
    Id       of_use;                            /* ref tool_use */
    Id       of_case;                           /* ref case */
    Str      text;
} ToolNote;

/* Index into tool_note_entity.fields. */
enum {
    TOOL_NOTE_F_OF_USE,
    TOOL_NOTE_F_OF_CASE,
    TOOL_NOTE_F_TEXT,
    TOOL_NOTE_F_N
};
extern const Entity tool_note_entity;

#endif
