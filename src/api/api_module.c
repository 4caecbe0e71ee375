/* api_module.c - the routes of the interface for programs. A noun is open to programs when it stands in this table;
** what its rows may do is said by their entity file, not here. */
#include "api/api_inner.h"

#include "file/file.h"
#include "import/import.h"
#include "spend/spend.h"

/* JSON Schemas are written with ' for ". */
#define ID_SCHEMA    "{'type':'string','pattern':'^[0-9a-z]{13}$'}"
#define REF(name)    "{'$ref':'#/components/schemas/" name "'}"
#define LIST_OF(ref) "{'type':'object','additionalProperties':false,'properties':{'items':{'type':'array','items':"   \
                     REF(ref) "}},'required':['items']}"
#define WITH_ID(name) "{'type':'object','additionalProperties':false,'properties':{'" name "':" ID_SCHEMA "},"        \
                      "'required':['" name "']}"

#define OP(...)   (&(const ApiOp){__VA_ARGS__})

/* Reading: everybody may ask, the entity's readers are answered. */
#define READS(table, entity, One, Many, kind)                                                                         \
    {GET, API_ROOT "/" table, api_list, ROUTE_READ, ROLES_ALL, 0,                                                     \
     OP("list" Many, T_API_LIST, entity, NULL, "list", NULL, MAY_READ, kind), false},                                 \
    {GET, API_ROOT "/" table "/{id}", api_get, ROUTE_READ, ROLES_ALL, 0,                                              \
     OP("get" One, T_API_GET, entity, NULL, "one", "fields:string", MAY_READ, kind), false},                          \
    {GET, API_ROOT "/" table "/{id}/history", api_history, ROUTE_READ,                                                \
     ROLES_STAFF | ROLE_TRUSTEE | ROLE_OWNER, 0,                                                                      \
     OP("history" One, T_API_HISTORY, entity, NULL, LIST_OF("Change"), NULL, MAY_READ, kind), false}

#define CREATES(table, entity, One, kind, args)                                                                       \
    {POST, API_ROOT "/" table, api_create, ROUTE_WRITE, ROLES_MEMBER, API_BODY_BYTES_MAX,                             \
     OP("create" One, T_API_CREATE, entity, "new", "one", args, MAY_WRITE, kind), false}

#define CHANGES(table, entity, One, kind)                                                                             \
    {PUT, API_ROOT "/" table "/{id}", api_replace, ROUTE_WRITE, ROLES_MEMBER, API_BODY_BYTES_MAX,                     \
     OP("replace" One, T_API_REPLACE, entity, "whole", "one", NULL, MAY_WRITE, kind), false},                         \
    {PATCH, API_ROOT "/" table "/{id}", api_change, ROUTE_WRITE, ROLES_MEMBER, API_BODY_BYTES_MAX,                    \
     OP("change" One, T_API_CHANGE, entity, "part", "one", NULL, MAY_WRITE, kind), false}

#define ARCHIVES(table, entity, One, kind)                                                                            \
    {DELETE, API_ROOT "/" table "/{id}", api_archive, ROUTE_WRITE, ROLES_MEMBER, 0,                                   \
     OP("archive" One, T_API_ARCHIVE, entity, NULL, "one", NULL, MAY_WRITE, kind), false},                            \
    {POST, API_ROOT "/" table "/{id}/unarchive", api_unarchive, ROUTE_WRITE, ROLES_MEMBER, 0,                         \
     OP("unarchive" One, T_API_UNARCHIVE, entity, NULL, "one", NULL, MAY_WRITE, kind), false}

#define WRITES(table, entity, One, kind, args)                                                                        \
    CREATES(table, entity, One, kind, args), CHANGES(table, entity, One, kind), ARCHIVES(table, entity, One, kind)

/* A noun that goes all its ways: what its rules forbid they refuse themselves. */
#define OPEN(table, entity, One, Many, kind) \
    READS(table, entity, One, Many, kind), WRITES(table, entity, One, kind, NULL)

/* What is only added and put away. */
#define ADDS(table, entity, One, kind) CREATES(table, entity, One, kind, NULL), ARCHIVES(table, entity, One, kind)

#define MERGES(table, entity, One, kind)                                                                              \
    {POST, API_ROOT "/" table "/{id}/merge", api_merge, ROUTE_WRITE, ROLES_STAFF, 0,                                  \
     OP("merge" One, T_API_MERGE, entity, WITH_ID("loser"), "one", NULL, MAY_WRITE, kind), false},                    \
    {POST, API_ROOT "/" table "/{id}/unmerge", api_unmerge, ROUTE_WRITE, ROLES_STAFF, 0,                              \
     OP("unmerge" One, T_API_UNMERGE, entity, NULL, "one", NULL, MAY_WRITE, kind), false}

/* A step of one record: POST with a small body, or none (NULL). */
#define STEP(table, entity, step, handler, id, summary, body, who, kind)                                              \
    {POST, API_ROOT "/" table "/{id}/" step, handler, ROUTE_WRITE, who, API_BODY_BYTES_MAX,                           \
     OP(id, summary, entity, body, "one", NULL, MAY_WRITE, kind), false}

#define TEXT_SCHEMA  "{'type':['string','null']}"
#define REASON       "{'type':'object','additionalProperties':false,'properties':{'reason':" TEXT_SCHEMA "}}"
#define REASON_GIVEN "{'type':'object','additionalProperties':false,'properties':{'reason':{'type':'string'}},"       \
                     "'required':['reason']}"
#define ACCEPT       "{'type':'object','additionalProperties':false,'properties':{'who':{'type':'string','pattern':"  \
                     "'^([0-9a-z]{13}|business|person|none)$'},'step':" TEXT_SCHEMA ",'due_on':{'type':['string',"    \
                     "'null'],'format':'date'}},'required':['who']}"

#define LINK_TOLD    "{'type':'object','additionalProperties':false,'properties':{'link':{'type':'string','format':"  \
                     "'uri'},'message':{'type':'string'}},'required':['link','message']}"
#define NUMBER_OR_NULL "{'type':['integer','null']}"
#define OBJECT(members) "{'type':'object','additionalProperties':false,'properties':{" members "}}"
#define ARRAY_OF(item)  "{'type':'array','items':" item "}"
#define NAMES           ARRAY_OF("{'type':'string'}")
#define COLUMNS_SAID    OBJECT("'into':" TEXT_SCHEMA ",'table':" NUMBER_OR_NULL ",'head':" NUMBER_OR_NULL            \
                               ",'charset':" NUMBER_OR_NULL ",'columns':" ARRAY_OF(TEXT_SCHEMA) ",'whose':{'enum':"   \
                               "['said','one','houses',null]},'rhythm':{'enum':['said','month','year','payments',"     \
                               "null]},'buyer':" TEXT_SCHEMA ",'place':" TEXT_SCHEMA ",'year':" NUMBER_OR_NULL)
#define COLUMNS_TOLD    "{'type':'object','additionalProperties':false,'properties':{'into':{'type':'string'},"      \
                        "'table':"                                                                                    \
                        "{'type':'integer'},'head':{'type':'integer'},'charset':{'type':'string'},'columns':"         \
                        ARRAY_OF(OBJECT("'name':{'type':'string'},'kind':" TEXT_SCHEMA ",'sure':{'type':'boolean'}")) \
                        ",'kinds':" NAMES ",'targets':" NAMES ",'whose':{'type':'string'},'rhythm':{'type':"          \
                        "'string'},'buyer':{'type':'string'},'place':{'type':'string'},'year':{'type':'integer'}},"   \
                        "'required':['into','table','head','charset','columns','kinds','targets']}"
#define CHOICES_SAID    OBJECT("'known':{'enum':['update','fill','leave',null]},'twins':{'enum':['proposed','same',"  \
                               "'new','skip',null]},'rows':" ARRAY_OF(OBJECT("'row':{'type':'integer'},'choice':"     \
                               "{'enum':['same','new','skip']}")) ",'towns':" ARRAY_OF(OBJECT("'choice':{'enum':"     \
                               "['text','make','is']},'place':" TEXT_SCHEMA)) ",'words':"                     \
                               ARRAY_OF(OBJECT("'id':" TEXT_SCHEMA)))

/* A step of an import, on a slow thread. */
#define IMPORTS(step, handler, id, summary, body)                                                                     \
    {POST, API_ROOT "/imports/{id}/" step, handler, ROUTE_SLOW, ROLES_STAFF, API_BODY_BYTES_MAX,                      \
     OP(id, summary, "import", body, "one", NULL, MAY_WRITE, OF_REST), false}

/* A step that a page has already, and who may see its noun asks for it. */
#define VIA(table, entity, step, id, summary, body, kind)                                                             \
    STEP(table, entity, step, api_via, id, summary, body, ROLES_MEMBER, kind)

#define VIA_SLOW(table, entity, step, id, summary, body, kind)                                                        \
    {POST, API_ROOT "/" table "/{id}/" step, api_via, ROUTE_SLOW, ROLES_MEMBER, API_BODY_BYTES_MAX,                   \
     OP(id, summary, entity, body, "one", NULL, MAY_WRITE, kind), false}

/* A page's own form makes one. */
#define MAKES(table, entity, One, body, kind)                                                                         \
    {POST, API_ROOT "/" table, api_via, ROUTE_WRITE, ROLES_MEMBER, API_BODY_BYTES_MAX,                                \
     OP("create" One, T_API_CREATE, entity, body, "one", NULL, MAY_WRITE, kind), false}

#define GIVEN(members, names) "{'type':'object','additionalProperties':false,'properties':{" members "},'required':["  \
                              names "]}"
#define WORDS(name)   "'" name "':" TEXT_SCHEMA
#define WORD(name)    "'" name "':{'type':'string'}"
#define DAY(name)     "'" name "':{'type':['string','null'],'format':'date'}"
#define WHOLE(name)   "'" name "':" NUMBER_OR_NULL
#define REAL(name)    "'" name "':{'type':['number','null']}"
#define REF_TO(name)  "'" name "':" ID_SCHEMA
#define FLAG(name)    "'" name "':{'type':'boolean'}"
#define TRI(name)     "'" name "':{'type':'object','additionalProperties':{'type':'string'}}"
#define PAYMENT_ROWS  GIVEN(REF_TO("buyer") "," WORDS("name") ",'rows':" ARRAY_OF("{'type':'object'}"),               \
                           "'buyer','rows'")
enum { PAYMENT_ROWS_BYTES = 8 << 20 };
#define ON_OR_OFF     GIVEN(FLAG("on"), "'on'")

#define STAGE_GIVEN   GIVEN("'stage':{'enum':['pre_client','diagnosis','plan','doing','follow_up','closed']},"         \
                            WORDS("why") "," WORDS("words"), "'stage'")
#define LINE_GIVEN    GIVEN("'line':{'enum':['economic','social','environmental']}," WORDS("why"), "'line'")
#define SIGN_GIVEN    GIVEN("'agree':{'type':'array','minItems':1,'items':{'enum':['accompany','council','aid',"       \
                            "'contact','results']}},'way':{'enum':['screen','spoken']}," WORD("signed_by") ","         \
                            "'signed_on':{'type':'string','format':'date'}", "'agree','way','signed_by','signed_on'")
#define ROUND_GIVEN   GIVEN("'of_case':" ID_SCHEMA ",'survey':" ID_SCHEMA ",'answered_on':{'type':'string','format':"  \
                            "'date'},'way':{'enum':['together','owner','team']}",                                     \
                            "'of_case','survey','answered_on','way'")
#define REPLY_GIVEN   GIVEN("'reply':{'enum':['yes','no']}", "'reply'")
#define MINUTES_GIVEN GIVEN("'version':{'type':'integer'}," WORDS("discussion") "," WORDS("decision") ","              \
                            WORDS("incomplete_why") ",'do':{'enum':['keep','discussed','postponed']}," WORDS("step")   \
                            "," WORDS("step_owner") "," DAY("step_due") ","                                            \
                            "'way_on':{'enum':['go_on','lighter','goodbye']}," WORDS("way_why"), "'version'")
#define ANSWER_GIVEN  GIVEN("'answer':{'enum':['waiting','accepted','declined','no_answer','recalled']},"              \
                            WORDS("reason"), "'answer'")
#define MOVE_GIVEN    GIVEN("'to':{'enum':['preparing','documents','sent','more_asked','approved','refused',"          \
                            "'received','repaid','withdrawn']}," WHOLE("asked") "," DAY("asked_on") ","                \
                            WHOLE("approved") "," DAY("approved_on") "," WHOLE("received") "," DAY("received_on") ","  \
                            WORDS("proof") "," WORDS("refusal") "," WORDS("reason"), "'to'")
#define HAVE_GIVEN    GIVEN("'have':{'enum':['needed','have','sent','missing']}", "'have'")
#define WAVE_GIVEN    OBJECT(WORDS("life") "," DAY("life_on") "," REAL("jobs") "," REAL("jobs_local") ","              \
                             REAL("jobs_women") "," REAL("jobs_men") "," WORDS("proof") "," WORDS("level") ","         \
                             WORDS("changed") "," WORDS("part") "," WORDS("part_words") "," WORDS("signed_name") ","   \
                             WORDS("turnover_range") "," WHOLE("turnover") "," WORDS("income_range") ","               \
                             WHOLE("income") "," WORDS("money_proof"))
#define PAPER_GIVEN   GIVEN(WORD("signed_by") ",'signed_on':{'type':'string','format':'date'}," DAY("review_on") ","   \
                            WORDS("no_ours") "," WORDS("no_theirs"), "'signed_by','signed_on'")
#define PLEDGE_KEPT   GIVEN(DAY("kept_on") "," WORD("evidence") "," WORDS("witness") "," WORDS("witness_actor"),       \
                            "'evidence'")
#define BOOKING_GIVEN GIVEN(WORDS("who") "," WORDS("own") ",'on_day':{'type':'string','format':'date'},"               \
                            WORD("from_time") "," WORD("until_time") "," WORD("purpose") "," WHOLE("people"),          \
                            "'on_day','from_time','until_time','purpose'")
#define SIDE_GIVEN    GIVEN("'side':{'enum':['one','other']},'says':{'enum':['yes','no']},'gives':"                   \
                            ARRAY_OF("{'enum':['phone','email']}") "," WORDS("reason"), "'side','says'")
#define END_GIVEN     OBJECT(WORDS("learned") ",'lives_on':{'enum':['unit','shared','independent','ended',null]},"     \
                             WORDS("what_lives_on"))
#define PAIR_WORDS    TRI("asks") "," WORDS("asks_more") "," TRI("gives") "," WORDS("gives_more")
#define PAIR_GIVEN    GIVEN(REF_TO("holder") "," REF_TO("place") "," PAIR_WORDS, "'holder','place','asks','gives'")
#define SIDE_OF_PAIR  GIVEN("'side':{'enum':['asks','gives']}," FLAG("open"), "'side','open'")
#define SEND_GIVEN    OBJECT("'actor':" ARRAY_OF(ID_SCHEMA) "," FLAG("all"))
#define NOTICE_GIVEN  GIVEN("'state':{'enum':['told','interested','declined','applied','received']}," WORDS("reason"), \
                            "'state'")
#define BECOMES_GIVEN GIVEN(WORD("reason") "," WORD("text") ",'kind':{'enum':['step','infrastructure']},"             \
                            REF_TO("owner") "," REF_TO("goal") "," DAY("due_on") "," DAY("ripens_on") ","             \
                            WORDS("enables"), "'reason','text','kind'")
#define ASSIGN_GIVEN  GIVEN(REF_TO("account") ",'role':{'enum':['lead','helper','mentor','coach',null]},"             \
                            WHOLE("minutes") "," WORDS("reason"), "'account'")
#define SHOWN_GIVEN   OBJECT("'show':" ARRAY_OF("{'enum':['future','recommendations','exit_check','hours']}") ","      \
                             WORDS("share"))
#define STEP_GIVEN    GIVEN(WORD("text") "," REF_TO("owner") "," REF_TO("by_actor") "," FLAG("agreed") ","             \
                            DAY("due_on") "," DAY("ripens_on") "," FLAG("infra") "," WORDS("enables") ","              \
                            REF_TO("grew_from"), "'text'")
#define DECISION      GIVEN(TRI("decision") "," DAY("decided_on") ",'prevailed':{'enum':['experts','residents',"       \
                            "'together','neither']}," TRI("why"), "'decision','decided_on','prevailed','why'")
#define THEMES_GIVEN  OBJECT("'theme':" ARRAY_OF(ID_SCHEMA) "," WORDS("name") "," FLAG("none") "," FLAG("fit"))
#define TOOL_GIVEN    GIVEN("'step':{'enum':['shown','tried','in_use','let_go']}," DAY("on") "," WORDS("reason") ","   \
                            WORDS("result"), "'step'")

enum {
    OF_PLACES   = 1 << (TOKEN_NOUN_PLACE - 1),
    OF_ACTORS   = 1 << (TOKEN_NOUN_ACTOR - 1),
    OF_TIES     = 1 << (TOKEN_NOUN_TIE - 1),
    OF_LISTINGS = 1 << (TOKEN_NOUN_LISTING - 1),
    OF_POSTS    = 1 << (TOKEN_NOUN_POST - 1),
    OF_TASKS    = 1 << (TOKEN_NOUN_COMMITMENT - 1),
    OF_CASES    = 1 << (TOKEN_NOUN_CASE - 1),
    OF_COUNCILS = 1 << (TOKEN_NOUN_COUNCIL - 1),
    OF_UNIT     = 1 << (TOKEN_NOUN_BARRIER - 1),
    OF_WORK     = 1 << (TOKEN_NOUN_CONSULTANT - 1),
    OF_FUTURE   = 1 << (TOKEN_NOUN_FUTURE - 1),
    OF_MONEY    = 1 << (TOKEN_NOUN_MONEY - 1),
    OF_REST     = 1 << 30,                        /* of no kind that a key could be limited to */
};

static const Route ROUTES[] = {
    READS("actors", "actor", "Actor", "Actors", OF_ACTORS),
    WRITES("actors", "actor", "Actor", OF_ACTORS, "sure:boolean"),
    MERGES("actors", "actor", "Actor", OF_ACTORS),
    VIA("actors", "actor", "calendar", "calendarActor", T_API_TRUST, ON_OR_OFF, OF_ACTORS),
    OPEN("categories", "category", "Category", "Categories", OF_ACTORS),
    MERGES("categories", "category", "Category", OF_ACTORS),
    OPEN("actor_dates", "actor_date", "ActorDate", "ActorDates", OF_ACTORS),
    OPEN("acquaintances", "acquaintance", "Acquaintance", "Acquaintances", OF_ACTORS),
    OPEN("interests", "interest", "Interest", "Interests", OF_ACTORS),
    OPEN("places", "place", "Place", "Places", OF_PLACES),
    MERGES("places", "place", "Place", OF_PLACES),
    VIA("places", "place", "calendar", "calendarPlace", T_API_CALENDAR, ON_OR_OFF, OF_PLACES),
    VIA("places", "place", "future", "futurePlace", T_API_PUBLISH_FUTURE, ON_OR_OFF, OF_PLACES),
    OPEN("place_versions", "place_version", "PlaceVersion", "PlaceVersions", OF_PLACES),
    VIA("place_versions", "place_version", "freeze", "freezePlaceVersion", T_API_FREEZE, GIVEN(WORD("why"), "'why'"),
        OF_PLACES),
    OPEN("belongings", "belonging", "Belonging", "Belongings", OF_PLACES),
    VIA("belongings", "belonging", "end", "endBelonging", T_API_END, NULL, OF_PLACES),
    OPEN("benchmarks", "benchmark", "Benchmark", "Benchmarks", OF_PLACES),
    OPEN("ties", "tie", "Tie", "Ties", OF_TIES),
    OPEN("value_chains", "value_chain", "ValueChain", "ValueChains", OF_TIES),
    VIA("value_chains", "value_chain", "use", "useValueChain", T_API_USE_CHAIN, GIVEN(REF_TO("place"), "'place'"),
        OF_TIES),
    OPEN("chain_stages", "chain_stage", "ChainStage", "ChainStages", OF_TIES),
    VIA("chain_stages", "chain_stage", "open", "openChainStage", T_API_OPEN_STAGE, NULL, OF_TIES),
    OPEN("stage_actors", "stage_actor", "StageActor", "StageActors", OF_TIES),
    OPEN("introductions", "introduction", "Introduction", "Introductions", OF_TIES),
    VIA("introductions", "introduction", "phone", "phoneIntroduction", T_API_PHONE, SIDE_GIVEN, OF_TIES),
    VIA("introductions", "introduction", "again", "againIntroduction", T_API_ASK_AGAIN, NULL, OF_TIES),
    READS("intro_outcomes", "intro_outcome", "IntroOutcome", "IntroOutcomes", OF_TIES),
    CREATES("intro_outcomes", "intro_outcome", "IntroOutcome", OF_TIES, NULL),
    OPEN("listings", "listing", "Listing", "Listings", OF_LISTINGS),
    MERGES("listings", "listing", "Listing", OF_LISTINGS),
    VIA("listings", "listing", "send", "sendListing", T_API_PASS_ON, SEND_GIVEN, OF_LISTINGS),
    VIA("listings", "listing", "alert", "alertListing", T_API_ALERT, OBJECT(WORDS("way")), OF_LISTINGS),
    OPEN("alerts", "alert", "Alert", "Alerts", OF_LISTINGS),
    VIA("alerts", "alert", "seen", "seenAlert", T_API_SEEN, OBJECT(WORDS("listing") "," WORDS("actor")), OF_LISTINGS),
    READS("notices", "notice", "Notice", "Notices", OF_LISTINGS),
    CHANGES("notices", "notice", "Notice", OF_LISTINGS),
    ARCHIVES("notices", "notice", "Notice", OF_LISTINGS),
    VIA("notices", "notice", "step", "stepNotice", T_API_ANSWERED, NOTICE_GIVEN, OF_LISTINGS),
    READS("leverages", "leverage", "Leverage", "Leverages", OF_LISTINGS),
    MAKES("leverages", "leverage", "Leverage", PAIR_GIVEN, OF_LISTINGS),
    ARCHIVES("leverages", "leverage", "Leverage", OF_LISTINGS),
    VIA("leverages", "leverage", "words", "wordLeverage", T_API_CHANGE, OBJECT(PAIR_WORDS), OF_LISTINGS),
    VIA("leverages", "leverage", "show", "showLeverage", T_API_SHOW, ON_OR_OFF, OF_LISTINGS),
    VIA("leverages", "leverage", "side", "sideLeverage", T_API_SIDE, SIDE_OF_PAIR, OF_LISTINGS),
    OPEN("takers", "taker", "Taker", "Takers", OF_LISTINGS),
    VIA("takers", "taker", "answer", "answerTaker", T_API_ANSWERED, GIVEN(FLAG("yes"), "'yes'"), OF_LISTINGS),
    OPEN("intakes", "intake", "Intake", "Intakes", OF_LISTINGS),
    VIA("intakes", "intake", "take", "takeIntake", T_API_TAKE, NULL, OF_LISTINGS),
    VIA("intakes", "intake", "accept", "acceptIntake", T_API_ACCEPT, ACCEPT, OF_LISTINGS),
    VIA("intakes", "intake", "refuse", "refuseIntake", T_API_REFUSE, REASON_GIVEN, OF_LISTINGS),
    VIA("intakes", "intake", "close", "closeIntake", T_API_CLOSE, REASON, OF_LISTINGS),
    OPEN("doors", "door", "Door", "Doors", OF_LISTINGS),
    VIA("doors", "door", "open", "openDoor", T_API_OPEN, NULL, OF_LISTINGS),
    VIA("doors", "door", "shut", "shutDoor", T_API_SHUT, NULL, OF_LISTINGS),
    OPEN("posts", "post", "Post", "Posts", OF_POSTS),
    READS("files", "file", "File", "Files", OF_POSTS),
    {GET, API_ROOT "/files/{id}/content", file_get, ROUTE_SLOW, ROLES_MEMBER, 0,
     OP("getFileContent", T_API_FILE, "file", NULL, "bytes", NULL, MAY_READ, OF_POSTS), false},
    {POST, API_ROOT "/posts/{id}/files", api_post_files, ROUTE_SLOW, ROLES_MEMBER, FILES_BODY_MAX,
     OP("createPostFiles", T_API_FILES, "post", "files", LIST_OF("File"), NULL, MAY_WRITE, OF_POSTS), false},
    OPEN("mentions", "mention", "Mention", "Mentions", OF_POSTS),
    OPEN("commitments", "commitment", "Commitment", "Commitments", OF_TASKS),
    STEP("commitments", "commitment", "done", api_commitment_done, "doneCommitment", T_API_DONE,
         OBJECT(WORDS("evidence")), ROLES_MEMBER, OF_TASKS),
    VIA("commitments", "commitment", "reopen", "reopenCommitment", T_API_REOPEN, NULL, OF_TASKS),
    STEP("commitments", "commitment", "accept", api_commitment_accept, "acceptCommitment", T_API_STEP_ACCEPT, NULL,
         ROLES_MEMBER, OF_TASKS),
    VIA("commitments", "commitment", "move", "moveCommitment", T_API_LATER,
        GIVEN("'by':{'type':'integer','minimum':1}", "'by'"), OF_TASKS),
    VIA("commitments", "commitment", "change", "becomeCommitment", T_API_STEP_CHANGE, BECOMES_GIVEN, OF_TASKS),

    OPEN("cases", "case", "Case", "Cases", OF_CASES),
    STEP("cases", "case", "stage", api_case_stage, "moveCase", T_API_STAGE, STAGE_GIVEN, ROLES_STAFF, OF_CASES),
    VIA("cases", "case", "why", "whyCase", T_API_WHY, LINE_GIVEN, OF_CASES),
    VIA("cases", "case", "agree", "agreeCase", T_API_AGREE, NULL, OF_CASES),
    VIA("cases", "case", "discussed", "discussedCase", T_API_DISCUSSED, NULL, OF_CASES),
    {POST, API_ROOT "/cases/{id}/assign", api_via, ROUTE_WRITE, ROLES_MEMBER, API_BODY_BYTES_MAX,
     OP("assignCase", T_API_ASSIGN, "case", ASSIGN_GIVEN, WITH_ID("case"), NULL, MAY_WRITE, OF_CASES), false},
    VIA("cases", "case", "near", "nearCase", T_API_NEAR, GIVEN(WORD("why"), "'why'"), OF_CASES),
    VIA("cases", "case", "steps_left", "stepsLeftCase", T_API_STEPS_LEFT, GIVEN(REF_TO("account"), "'account'"),
        OF_CASES),
    VIA("cases", "case", "ask_council", "askCouncilCase", T_API_ASK_COUNCIL,
        GIVEN(WORD("question") "," WORDS("share"), "'question'"), OF_CASES),
    VIA("cases", "case", "help", "helpCase", T_API_HELP, GIVEN(WORD("text"), "'text'"), OF_CASES),
    VIA_SLOW("cases", "case", "consents", "signCase", T_API_SIGN, SIGN_GIVEN, OF_CASES),
    OPEN("case_members", "case_member", "CaseMember", "CaseMembers", OF_CASES),
    OPEN("consent_texts", "consent_text", "ConsentText", "ConsentTexts", OF_CASES),
    READS("consents", "consent", "Consent", "Consents", OF_CASES),
    {POST, API_ROOT "/consents/{id}/withdraw", api_via, ROUTE_WRITE, ROLES_MEMBER, API_BODY_BYTES_MAX,
     OP("withdrawConsent", T_API_WITHDRAW, "consent", OBJECT(WORDS("why")), WITH_ID("consent"), NULL, MAY_WRITE,
        OF_CASES), false},
    READS("visions", "vision", "Vision", "Visions", OF_CASES),
    CREATES("visions", "vision", "Vision", OF_CASES, NULL),
    VIA("visions", "vision", "read", "readVision", T_API_READ_AGAIN, NULL, OF_CASES),
    OPEN("goals", "goal", "Goal", "Goals", OF_CASES),
    OPEN("case_needs", "case_need", "CaseNeed", "CaseNeeds", OF_CASES),
    OPEN("case_sessions", "case_session", "CaseSession", "CaseSessions", OF_CASES),
    VIA("case_sessions", "case_session", "cancel", "cancelCaseSession", T_API_CANCEL, NULL, OF_CASES),
    VIA("case_sessions", "case_session", "inside", "insideCaseSession", T_API_INSIDE, OBJECT(WORDS("text")), OF_CASES),
    READS("session_insides", "session_inside", "SessionInside", "SessionInsides", OF_CASES),
    READS("surveys", "survey", "Survey", "Surveys", OF_CASES),
    READS("survey_versions", "survey_version", "SurveyVersion", "SurveyVersions", OF_CASES),
    READS("survey_areas", "survey_area", "SurveyArea", "SurveyAreas", OF_CASES),
    READS("survey_items", "survey_item", "SurveyItem", "SurveyItems", OF_CASES),
    READS("answer_sheets", "answer_sheet", "AnswerSheet", "AnswerSheets", OF_CASES),
    {POST, API_ROOT "/answer_sheets", api_round_begin, ROUTE_WRITE, ROLES_STAFF, API_BODY_BYTES_MAX,
     OP("beginAnswerSheet", T_API_ROUND, "answer_sheet", ROUND_GIVEN, "one", NULL, MAY_WRITE, OF_CASES), false},
    CHANGES("answer_sheets", "answer_sheet", "AnswerSheet", OF_CASES),
    VIA("answer_sheets", "answer_sheet", "finish", "finishAnswerSheet", T_API_FINISH, NULL, OF_CASES),
    VIA("answer_sheets", "answer_sheet", "reopen", "reopenAnswerSheet", T_API_REOPEN, NULL, OF_CASES),
    VIA("answer_sheets", "answer_sheet", "ask_owner", "askOwnerAnswerSheet", T_API_ASK_OWNER, NULL, OF_CASES),
    VIA("answer_sheets", "answer_sheet", "show", "showAnswerSheet", T_API_SHOW_OWNER,
        OBJECT(WORDS("words") "," FLAG("notes")), OF_CASES),
    READS("told_rounds", "told_round", "ToldRound", "ToldRounds", OF_CASES),
    VIA("told_rounds", "told_round", "take_back", "takeBackToldRound", T_API_TAKE_BACK, NULL, OF_CASES),
    VIA("told_rounds", "told_round", "send", "sendToldRound", T_API_SEND_ANSWERS, NULL, OF_CASES),
    READS("told_answers", "told_answer", "ToldAnswer", "ToldAnswers", OF_CASES),
    {POST, API_ROOT "/told_rounds/{id}/answers", api_told_answer, ROUTE_WRITE, ROLES_MEMBER, API_BODY_BYTES_MAX,
     OP("answerToldRound", T_API_ANSWERED, "told_answer", "new", "one", NULL, MAY_WRITE, OF_CASES), false},
    CHANGES("told_answers", "told_answer", "ToldAnswer", OF_CASES),
    READS("answers", "answer", "Answer", "Answers", OF_CASES),
    CREATES("answers", "answer", "Answer", OF_CASES, NULL),
    CHANGES("answers", "answer", "Answer", OF_CASES),
    OPEN("referrals", "referral", "Referral", "Referrals", OF_CASES),
    VIA("referrals", "referral", "send", "sendReferral", T_API_SEND, NULL, OF_CASES),
    VIA("referrals", "referral", "answer", "answerReferral", T_API_ANSWERED, ANSWER_GIVEN, OF_CASES),
    OPEN("finance_requests", "finance_request", "FinanceRequest", "FinanceRequests", OF_CASES),
    VIA("finance_requests", "finance_request", "move", "moveFinanceRequest", T_API_MOVE, MOVE_GIVEN, OF_CASES),
    VIA("finance_requests", "finance_request", "fill", "fillFinanceRequest", T_API_FILL, NULL, OF_CASES),
    OPEN("finance_documents", "finance_document", "FinanceDocument", "FinanceDocuments", OF_CASES),
    VIA("finance_documents", "finance_document", "have", "haveFinanceDocument", T_API_HAVE, HAVE_GIVEN, OF_CASES),
    READS("waves", "wave", "Wave", "Waves", OF_CASES),
    VIA("waves", "wave", "answer", "answerWave", T_API_WAVE_ANSWER, WAVE_GIVEN, OF_CASES),
    VIA("waves", "wave", "missed", "missedWave", T_API_MISSED, NULL, OF_CASES),
    VIA("waves", "wave", "confirm", "confirmWave", T_API_CONFIRM, NULL, OF_CASES),
    READS("wave_moneys", "wave_money", "WaveMoney", "WaveMoneys", OF_CASES),
    READS("barrier_cases", "barrier_case", "BarrierCase", "BarrierCases", OF_CASES),
    ADDS("barrier_cases", "barrier_case", "BarrierCase", OF_CASES),
    READS("response_cases", "response_case", "ResponseCase", "ResponseCases", OF_CASES),
    OPEN("services", "service", "Service", "Services", OF_CASES),
    VIA("cases", "case", "opportunities", "passOnCase", T_API_PASS_ON, GIVEN(REF_TO("listing"), "'listing'"), OF_CASES),
    OPEN("tools", "tool", "Tool", "Tools", OF_CASES),
    OPEN("tool_variants", "tool_variant", "ToolVariant", "ToolVariants", OF_CASES),
    VIA("tool_variants", "tool_variant", "share", "shareToolVariant", T_API_SHARE, NULL, OF_CASES),
    VIA("tool_variants", "tool_variant", "unshare", "unshareToolVariant", T_API_UNSHARE, NULL, OF_CASES),
    OPEN("tool_uses", "tool_use", "ToolUse", "ToolUses", OF_CASES),
    VIA("tool_uses", "tool_use", "move", "moveToolUse", T_API_TOOL_MOVE, TOOL_GIVEN, OF_CASES),
    VIA("tool_uses", "tool_use", "kept", "keptToolUse", T_API_TOOL_KEPT, NULL, OF_CASES),
    READS("tool_notes", "tool_note", "ToolNote", "ToolNotes", OF_CASES),
    ADDS("tool_notes", "tool_note", "ToolNote", OF_CASES),
    OPEN("tie_templates", "tie_template", "TieTemplate", "TieTemplates", OF_CASES),
    OPEN("wanted_ties", "wanted_tie", "WantedTie", "WantedTies", OF_CASES),
    VIA("wanted_ties", "wanted_tie", "choose", "chooseWantedTie", T_API_CHOOSE, GIVEN(REF_TO("actor"), "'actor'"),
        OF_CASES),
    VIA("wanted_ties", "wanted_tie", "asked", "askedWantedTie", T_API_ASKED, NULL, OF_CASES),
    VIA("wanted_ties", "wanted_tie", "active", "activeWantedTie", T_API_ACTIVE, NULL, OF_CASES),
    VIA("wanted_ties", "wanted_tie", "let_go", "letGoWantedTie", T_API_LET_GO, REASON_GIVEN, OF_CASES),
    VIA("wanted_ties", "wanted_tie", "again", "againWantedTie", T_API_WANTED_AGAIN, NULL, OF_CASES),

    OPEN("bodies", "body", "Body", "Bodies", OF_COUNCILS),
    OPEN("seats", "seat", "Seat", "Seats", OF_COUNCILS),
    OPEN("meetings", "meeting", "Meeting", "Meetings", OF_COUNCILS),
    VIA("meetings", "meeting", "invite", "inviteMeeting", T_API_INVITE, NULL, OF_COUNCILS),
    VIA("meetings", "meeting", "reply", "replyMeeting", T_API_REPLY, REPLY_GIVEN, OF_COUNCILS),
    VIA("meetings", "meeting", "held", "heldMeeting", T_API_HELD, NULL, OF_COUNCILS),
    VIA("meetings", "meeting", "cancel", "cancelMeeting", T_API_CANCEL, REASON_GIVEN, OF_COUNCILS),
    READS("attendances", "attendance", "Attendance", "Attendances", OF_COUNCILS),
    CREATES("attendances", "attendance", "Attendance", OF_COUNCILS, NULL),
    CHANGES("attendances", "attendance", "Attendance", OF_COUNCILS),
    OPEN("agenda_items", "agenda_item", "AgendaItem", "AgendaItems", OF_COUNCILS),
    VIA("agenda_items", "agenda_item", "minutes", "minutesAgendaItem", T_API_MINUTES, MINUTES_GIVEN, OF_COUNCILS),
    VIA("agenda_items", "agenda_item", "reply", "replyAgendaItem", T_API_REPLY, REPLY_GIVEN, OF_COUNCILS),
    VIA("agenda_items", "agenda_item", "show", "showAgendaItem", T_API_SHOW_COUNCIL, SHOWN_GIVEN, OF_COUNCILS),
    VIA("agenda_items", "agenda_item", "interest", "interestAgendaItem", T_API_INTEREST, OBJECT(WORDS("why")),
        OF_COUNCILS),
    VIA("agenda_items", "agenda_item", "recuse", "recuseAgendaItem", T_API_RECUSE,
        GIVEN("'who':" ID_SCHEMA "," WORDS("why"), "'who'"), OF_COUNCILS),
    READS("recusals", "recusal", "Recusal", "Recusals", OF_COUNCILS),

    READS("barriers", "barrier", "Barrier", "Barriers", OF_UNIT),
    WRITES("barriers", "barrier", "Barrier", OF_UNIT, "sure:boolean"),
    VIA("barriers", "barrier", "take", "takeBarrier", T_API_TAKE, NULL, OF_UNIT),
    VIA("barriers", "barrier", "answer", "answerBarrier", T_API_BARRIER_ANSWER,
        GIVEN(WORD("answer") "," WORDS("answer_from"), "'answer'"), OF_UNIT),
    VIA("barriers", "barrier", "removed", "removedBarrier", T_API_REMOVED, NULL, OF_UNIT),
    VIA("barriers", "barrier", "stays", "staysBarrier", T_API_STAYS, REASON_GIVEN, OF_UNIT),
    OPEN("responses", "response", "Response", "Responses", OF_UNIT),
    OPEN("outlays", "outlay", "Outlay", "Outlays", OF_CASES),
    OPEN("spares", "spare", "Spare", "Spares", OF_UNIT),
    OPEN("plugs", "plug", "Plug", "Plugs", OF_UNIT),
    VIA("plugs", "plug", "bought", "boughtPlug", T_API_BOUGHT,
        GIVEN("'introduction':{'type':'string'},'amount':{'type':'integer','minimum':1}," FLAG("instead"),
              "'introduction','amount'"), OF_UNIT),
    VIA("places", "place", "leave_out_sheet", "leaveOutSheet", T_API_LEAVE_OUT_SHEET,
        GIVEN("'sheet':{'type':'integer','minimum':1}," WORDS("why") "," FLAG("back"), "'sheet'"), OF_UNIT),
    OPEN("lm3_studies", "lm3_study", "Lm3Study", "Lm3Studies", OF_UNIT),
    OPEN("lm3_payees", "lm3_payee", "Lm3Payee", "Lm3Payees", OF_UNIT),
    OPEN("events", "event", "Event", "Events", OF_UNIT),
    VIA("events", "event", "publish", "publishEvent", T_API_PUBLISH, NULL, OF_UNIT),
    VIA("events", "event", "cancel", "cancelEvent", T_API_CANCEL, REASON_GIVEN, OF_UNIT),
    VIA("events", "event", "reopen", "reopenEvent", T_API_REOPEN, NULL, OF_UNIT),
    READS("event_bodies", "event_body", "EventBody", "EventBodies", OF_UNIT),
    READS("place_calendars", "place_calendar", "PlaceCalendar", "PlaceCalendars", OF_UNIT),
    OPEN("place_chapters", "place_chapter", "PlaceChapter", "PlaceChapters", OF_UNIT),
    VIA("place_chapters", "place_chapter", "confirm", "confirmPlaceChapter", T_API_CONFIRM, NULL, OF_UNIT),
    OPEN("place_leaders", "place_leader", "PlaceLeader", "PlaceLeaders", OF_UNIT),
    OPEN("aid_tracks", "aid_track", "AidTrack", "AidTracks", OF_UNIT),
    VIA("aid_tracks", "aid_track", "send", "sendAidTrack", T_API_PASS_ON, SEND_GIVEN, OF_UNIT),

    OPEN("initiatives", "initiative", "Initiative", "Initiatives", OF_FUTURE),
    VIA("initiatives", "initiative", "accept", "acceptInitiative", T_API_LEAD, NULL, OF_FUTURE),
    VIA("initiatives", "initiative", "start", "startInitiative", T_API_START,
        OBJECT("'lead':" ID_SCHEMA "," DAY("from_on") "," WORDS("why_new")), OF_FUTURE),
    VIA("initiatives", "initiative", "close", "closeInitiative", T_API_CLOSE, END_GIVEN, OF_FUTURE),
    VIA("initiatives", "initiative", "steps", "stepInitiative", T_API_STEP, STEP_GIVEN, OF_FUTURE),
    READS("initiative_bases", "initiative_base", "InitiativeBase", "InitiativeBases", OF_FUTURE),
    ADDS("initiative_bases", "initiative_base", "InitiativeBase", OF_FUTURE),
    OPEN("initiative_partners", "initiative_partner", "InitiativePartner", "InitiativePartners", OF_FUTURE),
    OPEN("initiative_reviews", "initiative_review", "InitiativeReview", "InitiativeReviews", OF_FUTURE),
    OPEN("pictures", "picture", "Picture", "Pictures", OF_FUTURE),
    VIA("pictures", "picture", "read", "readPicture", T_API_READ_AGAIN, NULL, OF_FUTURE),
    VIA("pictures", "picture", "show", "showPicture", T_API_SHOW, ON_OR_OFF, OF_FUTURE),
    OPEN("wishes", "wish", "Wish", "Wishes", OF_FUTURE),
    VIA("wishes", "wish", "sort", "sortWish", T_API_SORT, THEMES_GIVEN, OF_FUTURE),
    READS("wish_themes", "wish_theme", "WishTheme", "WishThemes", OF_FUTURE),
    READS("wish_pages", "wish_page", "WishPage", "WishPages", OF_FUTURE),
    OPEN("themes", "theme", "Theme", "Themes", OF_FUTURE),
    VIA("themes", "theme", "show", "showTheme", T_API_SHOW, ON_OR_OFF, OF_FUTURE),
    READS("hand_counts", "hand_count", "HandCount", "HandCounts", OF_FUTURE),
    ADDS("hand_counts", "hand_count", "HandCount", OF_FUTURE),
    OPEN("aims", "aim", "Aim", "Aims", OF_FUTURE),
    VIA("aims", "aim", "take", "takeAim", T_API_TAKE, OBJECT(FLAG("back")), OF_FUTURE),
    VIA("aims", "aim", "show", "showAim", T_API_SHOW, ON_OR_OFF, OF_FUTURE),
    READS("aim_themes", "aim_theme", "AimTheme", "AimThemes", OF_FUTURE),
    ADDS("aim_themes", "aim_theme", "AimTheme", OF_FUTURE),
    OPEN("proposals", "proposal", "Proposal", "Proposals", OF_FUTURE),
    VIA("proposals", "proposal", "decide", "decideProposal", T_API_DECIDE, DECISION, OF_FUTURE),
    VIA("proposals", "proposal", "show", "showProposal", T_API_SHOW, ON_OR_OFF, OF_FUTURE),
    READS("opinions", "opinion", "Opinion", "Opinions", OF_FUTURE),
    ADDS("opinions", "opinion", "Opinion", OF_FUTURE),

    OPEN("agreements", "agreement", "Agreement", "Agreements", OF_MONEY),
    VIA_SLOW("agreements", "agreement", "sign", "signAgreement", T_API_SIGN_AGREEMENT, PAPER_GIVEN, OF_MONEY),
    VIA("agreements", "agreement", "review", "reviewAgreement", T_API_REVIEW,
        GIVEN(DAY("reviewed_on") "," DAY("review_on") "," WORDS("review_words"), "'reviewed_on'"), OF_MONEY),
    VIA("agreements", "agreement", "end", "endAgreement", T_API_END, GIVEN(WORD("end_reason"), "'end_reason'"),
        OF_MONEY),
    OPEN("undertakings", "undertaking", "Undertaking", "Undertakings", OF_MONEY),
    VIA("undertakings", "undertaking", "kept", "keptUndertaking", T_API_KEPT, OBJECT(WORDS("evidence")), OF_MONEY),
    VIA("undertakings", "undertaking", "changed", "changedUndertaking", T_API_CHANGED, REASON_GIVEN, OF_MONEY),
    OPEN("pledges", "pledge", "Pledge", "Pledges", OF_MONEY),
    VIA("pledges", "pledge", "keep", "keepPledge", T_API_KEEP_PLEDGE, PLEDGE_KEPT, OF_MONEY),
    VIA("pledges", "pledge", "let_go", "letGoPledge", T_API_LET_GO, REASON_GIVEN, OF_MONEY),
    VIA("pledges", "pledge", "show", "showPledge", T_API_SHOW, ON_OR_OFF, OF_MONEY),
    OPEN("pledge_givens", "pledge_given", "PledgeGiven", "PledgeGivens", OF_MONEY),
    VIA("pledge_givens", "pledge_given", "confirm", "confirmPledgeGiven", T_API_CONFIRM, NULL, OF_MONEY),
    OPEN("hire_counts", "hire_count", "HireCount", "HireCounts", OF_MONEY),
    OPEN("facilities", "facility", "Facility", "Facilities", OF_UNIT),
    VIA("facilities", "facility", "ask", "askFacility", T_API_ASK_FACILITY, BOOKING_GIVEN, OF_UNIT),
    OPEN("bookings", "booking", "Booking", "Bookings", OF_UNIT),
    VIA("bookings", "booking", "agree", "agreeBooking", T_API_AGREE_BOOKING, NULL, OF_UNIT),
    VIA("bookings", "booking", "refuse", "refuseBooking", T_API_REFUSE_BOOKING, REASON_GIVEN, OF_UNIT),
    VIA("bookings", "booking", "used", "usedBooking", T_API_USED_BOOKING, NULL, OF_UNIT),
    VIA("bookings", "booking", "withdraw", "withdrawBooking", T_API_WITHDRAW_BOOKING, NULL, OF_UNIT),
    OPEN("funds", "fund", "Fund", "Funds", OF_MONEY),
    VIA("funds", "fund", "paste", "pasteFund", T_API_PASTE, GIVEN(WORD("rows"), "'rows'"), OF_MONEY),
    OPEN("budget_lines", "budget_line", "BudgetLine", "BudgetLines", OF_MONEY),
    OPEN("spendings", "spending", "Spending", "Spendings", OF_MONEY),
    READS("payment_files", "payment_file", "PaymentFile", "PaymentFiles", OF_MONEY),
    {POST, API_ROOT "/payment_files", api_payments_bring, ROUTE_SLOW, ROLES_STAFF, SPEND_FILE_BYTES,
     OP("createPaymentFile", T_API_PAYMENTS, "payment_file", "files", "one", "buyer:string!", MAY_WRITE, OF_MONEY),
     false},
    {POST, API_ROOT "/payment_files/rows", api_payments_rows, ROUTE_SLOW, ROLES_STAFF, PAYMENT_ROWS_BYTES,
     OP("createPaymentFileOfRows", T_API_PAYMENT_ROWS, "payment_file", PAYMENT_ROWS, "one", NULL, MAY_WRITE, OF_MONEY),
     false},
    ARCHIVES("payment_files", "payment_file", "PaymentFile", OF_MONEY),
    VIA_SLOW("payment_files", "payment_file", "count", "countPaymentFile", T_API_COUNT_PAYMENTS, NULL, OF_MONEY),
    READS("payee_matches", "payee_match", "PayeeMatch", "PayeeMatches", OF_MONEY),
    ARCHIVES("payee_matches", "payee_match", "PayeeMatch", OF_MONEY),
    OPEN("spend_marks", "spend_mark", "SpendMark", "SpendMarks", OF_MONEY),
    OPEN("coming_purchases", "coming_purchase", "ComingPurchase", "ComingPurchases", OF_MONEY),
    OPEN("quote_requests", "quote_request", "QuoteRequest", "QuoteRequests", OF_MONEY),
    VIA("quote_requests", "quote_request", "ask", "askQuoteRequest", T_API_ASK_QUOTES, NULL, OF_MONEY),
    VIA("quote_requests", "quote_request", "close", "closeQuoteRequest", T_API_CLOSE_QUOTES,
        GIVEN(WORDS("chosen") "," WORD("chosen_why"), "'chosen_why'"), OF_MONEY),
    OPEN("quotes", "quote", "Quote", "Quotes", OF_MONEY),
    OPEN("consortia", "consortium", "Consortium", "Consortia", OF_MONEY),
    VIA("consortia", "consortium", "agree", "agreeConsortium", T_API_CONSORTIUM_AGREE, NULL, OF_MONEY),
    VIA("consortia", "consortium", "offer", "offerConsortium", T_API_CONSORTIUM_OFFER, NULL, OF_MONEY),
    VIA("consortia", "consortium", "won", "wonConsortium", T_API_CONSORTIUM_WON, NULL, OF_MONEY),
    VIA("consortia", "consortium", "lost", "lostConsortium", T_API_CONSORTIUM_LOST, REASON_GIVEN, OF_MONEY),
    VIA("consortia", "consortium", "deliver", "deliverConsortium", T_API_CONSORTIUM_DELIVER, NULL, OF_MONEY),
    VIA("consortia", "consortium", "end", "endConsortium", T_API_END, REASON, OF_MONEY),
    VIA("consortia", "consortium", "reopen", "reopenConsortium", T_API_REOPEN, NULL, OF_MONEY),
    VIA("consortia", "consortium", "sold", "soldConsortium", T_API_CONSORTIUM_SOLD,
        GIVEN("'on_day':{'type':'string','format':'date'},'packages':{'type':'integer','minimum':1}",
              "'on_day','packages'"), OF_MONEY),
    OPEN("consortium_parts", "consortium_part", "ConsortiumPart", "ConsortiumParts", OF_MONEY),
    OPEN("consortium_members", "consortium_member", "ConsortiumMember", "ConsortiumMembers", OF_MONEY),
    VIA("consortium_members", "consortium_member", "agree", "agreeConsortiumMember", T_API_CONSORTIUM_YES,
        OBJECT(WORDS("agreed_words") "," FLAG("contact")), OF_MONEY),
    VIA("consortium_members", "consortium_member", "leave", "leaveConsortiumMember", T_API_CONSORTIUM_LEAVE,
        REASON_GIVEN, OF_MONEY),
    OPEN("consortium_quotes", "consortium_quote", "ConsortiumQuote", "ConsortiumQuotes", OF_MONEY),
    VIA("consortium_quotes", "consortium_quote", "choose", "chooseConsortiumQuote", T_API_CONSORTIUM_CHOOSE, NULL,
        OF_MONEY),
    READS("consortium_signings", "consortium_signing", "ConsortiumSigning", "ConsortiumSignings", OF_MONEY),
    OPEN("consortium_deliveries", "consortium_delivery", "ConsortiumDelivery", "ConsortiumDeliveries", OF_MONEY),
    OPEN("day_guests", "day_guest", "DayGuest", "DayGuests", OF_MONEY),

    OPEN("consultants", "consultant", "Consultant", "Consultants", OF_WORK),
    READS("consultant_places", "consultant_place", "ConsultantPlace", "ConsultantPlaces", OF_WORK),
    ADDS("consultant_places", "consultant_place", "ConsultantPlace", OF_WORK),
    OPEN("principle_texts", "principle_text", "PrincipleText", "PrincipleTexts", OF_WORK),
    VIA("principle_texts", "principle_text", "in_force", "inForcePrincipleText", T_API_IN_FORCE, NULL, OF_WORK),
    READS("principle_signatures", "principle_signature", "PrincipleSignature", "PrincipleSignatures", OF_WORK),
    OPEN("funding_sources", "funding_source", "FundingSource", "FundingSources", OF_WORK),
    READS("work_times", "work_time", "WorkTime", "WorkTimes", OF_WORK),
    ADDS("work_times", "work_time", "WorkTime", OF_WORK),
    VIA("work_times", "work_time", "correct", "correctWorkTime", T_API_CORRECT,
        GIVEN("'minutes':{'type':'integer','minimum':0}", "'minutes'"), OF_WORK),
    READS("month_statements", "month_statement", "MonthStatement", "MonthStatements", OF_WORK),
    OPEN("learning_goals", "learning_goal", "LearningGoal", "LearningGoals", OF_WORK),
    OPEN("trainings", "training", "Training", "Trainings", OF_WORK),

    READS("imports", "import", "Import", "Imports", OF_REST),
    {POST, API_ROOT "/imports", api_import_bring, ROUTE_SLOW, ROLES_STAFF, IMPORT_BYTES_MAX,
     OP("createImport", T_API_IMPORT, "import", "files", "one", NULL, MAY_WRITE, OF_REST), false},
    {GET, API_ROOT "/imports/{id}/columns", api_import_columns, ROUTE_SLOW, ROLES_STAFF, 0,
     OP("getImportColumns", T_API_IMPORT_COLUMNS, "import", NULL, COLUMNS_TOLD,
        "into:string table:integer head:integer charset:integer", MAY_READ, OF_REST), false},
    IMPORTS("columns", api_import_columns_set, "setImportColumns", T_API_IMPORT_COLUMNS_SET, COLUMNS_SAID),
    IMPORTS("check", api_import_check, "checkImport", T_API_IMPORT_CHECK, CHOICES_SAID),
    IMPORTS("run", api_import_run, "runImport", T_API_IMPORT_RUN, CHOICES_SAID),
    IMPORTS("stop", api_import_stop, "stopImport", T_API_IMPORT_STOP, NULL),
    IMPORTS("undo", api_import_undo, "undoImport", T_API_IMPORT_UNDO, NULL),
    {GET, API_ROOT "/imports/{id}/left", get_import_left, ROUTE_SLOW, ROLES_STAFF, 0,
     OP("getImportLeft", T_API_IMPORT_LEFT, "import", NULL, "bytes", NULL, MAY_READ, OF_REST), false},
    READS("accounts", "account", "Account", "Accounts", OF_REST),
    {PATCH, API_ROOT "/accounts/{id}", api_account_change, ROUTE_WRITE, ROLES_STAFF, API_BODY_BYTES_MAX,
     OP("changeAccount", T_API_CHANGE, "account", "part", "one", NULL, MAY_WRITE, OF_REST), false},
    STEP("accounts", "account", "stop", api_account_stop, "stopAccount", T_API_STOP, NULL, ROLES_STAFF, OF_REST),
    STEP("accounts", "account", "allow", api_account_allow, "allowAccount", T_API_ALLOW, NULL, ROLES_STAFF, OF_REST),
    STEP("accounts", "account", "step_off", api_account_step_off, "stepOffAccount", T_API_STEP_OFF, NULL, ROLES_STAFF,
         OF_REST),
    {POST, API_ROOT "/accounts/{id}/link", api_account_link, ROUTE_WRITE, ROLES_STAFF, 0,
     OP("linkAccount", T_API_LINK, "account", NULL, LINK_TOLD, NULL, MAY_WRITE, OF_REST), false},
    READS("grants", "grant", "Grant", "Grants", OF_REST),
    {POST, API_ROOT "/grants", api_grant_give, ROUTE_WRITE, ROLES_STAFF, API_BODY_BYTES_MAX,
     OP("createGrant", T_API_CREATE, "grant", "new", "one", NULL, MAY_WRITE, OF_REST), false},
    STEP("grants", "grant", "end", api_grant_end, "endGrant", T_API_END, NULL, ROLES_STAFF, OF_REST),
    READS("invites", "invite", "Invite", "Invites", OF_REST),
    {POST, API_ROOT "/invites", api_invite, ROUTE_WRITE, ROLES_STAFF, API_BODY_BYTES_MAX,
     OP("createInvite", T_API_CREATE, "invite", "new", REF("Invited"), NULL, MAY_WRITE, OF_REST), false},
    {DELETE, API_ROOT "/invites/{id}", api_archive, ROUTE_WRITE, ROLES_STAFF, 0,
     OP("endInvite", T_API_INVITE_END, "invite", NULL, "one", NULL, MAY_WRITE, OF_REST), false},
    {GET, API_ROOT "/settings", api_settings, ROUTE_READ, ROLE_ADMIN, 0,
     OP("getSettings", T_API_SETTINGS, "setting", NULL, "one", NULL, MAY_READ, OF_REST), false},
    {PATCH, API_ROOT "/settings", api_settings_change, ROUTE_WRITE, ROLE_ADMIN, API_BODY_BYTES_MAX,
     OP("changeSettings", T_API_SETTINGS_CHANGE, "setting", "part", "one", NULL, MAY_WRITE, OF_REST), false},
    OPEN("refusals", "refusal", "Refusal", "Refusals", OF_REST),
    READS("views", "view", "View", "Views", OF_REST),
    READS("takings", "taking", "Taking", "Takings", OF_REST),

    {GET, API_ROOT "/me", api_me, ROUTE_READ, ROLES_ALL, 0,
     OP("getMe", T_API_ME, NULL, NULL, REF("Me"), NULL, 0, 0), false},
    {GET, API_ROOT "/search", api_search, ROUTE_READ, ROLES_ALL, 0,
     OP("search", T_API_SEARCH, NULL, NULL, LIST_OF("Hit"), "q:string! noun:string limit:integer", MAY_READ, 0), false},
    {GET, API_ROOT "/changes", api_changes, ROUTE_READ, ROLES_STAFF | ROLE_TRUSTEE, 0,
     OP("listChanges", T_API_CHANGES, NULL, NULL, REF("Changes"), "since:integer limit:integer",
        MAY_READ | MAY_EXPORT, 0), false},
    {GET, API_ROOT "/acts", api_acts, ROUTE_READ, ROLES_MEMBER, 0,
     OP("listActs", T_API_ACTS, NULL, NULL, LIST_OF("Act"), NULL, MAY_READ, 0), false},
    {POST, API_ROOT "/acts/{id}/undo", api_undo, ROUTE_WRITE, ROLES_MEMBER, 0,
     OP("undoAct", T_API_UNDO, NULL, NULL, WITH_ID("act"), NULL, MAY_WRITE, 0), false},
    {GET, API_ROOT "/openapi.json", api_openapi, ROUTE_READ, ROLES_ALL, 0,
     OP("getOpenapi", T_API_OPENAPI, NULL, NULL, "{'type':'object'}", NULL, 0, 0), true},
    {GET, "/api", get_api_page, ROUTE_READ, ROLES_ALL, 0, NULL, true},
};

/* A noun stands above or here: a test holds that each one was decided. */
const ApiKept API_KEPT[] = {
    {"conflict", "read on its own page alone, by whoever it is about and who coordinates"},
    {"feed", "the secret address of a calendar, which its owner makes and ends"},
    {"token", "no key makes keys"},
};
const int API_KEPT_N = sizeof API_KEPT / sizeof *API_KEPT;

const Module api_module = {.name = "api", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES};
