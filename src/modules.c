/* modules.c - the one list of what the program is made of. */
#include "account/account.h"
#include "actor/actor.h"
#include "agreement/agreement.h"
#include "alert/alert.h"
#include "api/api.h"
#include "barrier/barrier.h"
#include "board/board.h"
#include "budget/budget.h"
#include "case/case.h"
#include "chain/chain.h"
#include "commitment/commitment.h"
#include "consortium/consortium.h"
#include "consultant/consultant.h"
#include "council/council.h"
#include "dossier/dossier.h"
#include "event/event.h"
#include "export/export.h"
#include "file/file.h"
#include "future/future.h"
#include "handover/handover.h"
#include "http/server.h"
#include "initiative/initiative.h"
#include "import/import.h"
#include "intake/intake.h"
#include "introduction/introduction.h"
#include "keep/keep.h"
#include "learn/learn.h"
#include "leverage/leverage.h"
#include "listing/listing.h"
#include "map/map.h"
#include "matching/matching.h"
#include "measure/measure.h"
#include "mine/mine.h"
#include "ops/ops.h"
#include "page/shell.h"
#include "place/place.h"
#include "pledge/facility.h"
#include "pledge/pledge.h"
#include "post/post.h"
#include "referral/referral.h"
#include "sending/sending.h"
#include "service/service.h"
#include "session/feedback.h"
#include "session/session.h"
#include "network/network.h"
#include "outreach/outreach.h"
#include "paper/paper.h"
#include "response/response.h"
#include "setting/setting.h"
#include "stay/stay.h"
#include "survey/answer.h"
#include "survey/survey.h"
#include "survey/told.h"
#include "feed/feed.h"
#include "spend/coming.h"
#include "spend/guest.h"
#include "spend/spend.h"
#include "tally/tally.h"
#include "tie/tie.h"
#include "tool/tool.h"
#include "today/today.h"
#include "view/view.h"
#include "weave/weave.h"
#include "wave/wave.h"

const Module *const MODULES[] = {
    &HTTP_MODULE,
    &PAGE_MODULE,
    &account_module,
    &matching_module,
    &weave_module,
    &tally_module,
    &view_module,
    &place_module,
    &actor_module,
    &feed_module,
    &tie_module,
    &chain_module,
    &measure_module,
    &listing_module,
    &file_module,
    &post_module,
    &commitment_module,
    &intake_module,
    &case_module,
    &future_module,
    &keep_module,
    &mine_module,
    &leverage_module,
    &network_module,
    &introduction_module,
    &paper_module,
    &response_module,
    &initiative_module,
    &budget_module,
    &pledge_module,
    &spend_module,
    &guest_module,
    &coming_module,
    &consortium_module,
    &facility_module,
    &council_module,
    &barrier_module,
    &event_module,
    &dossier_module,
    &consultant_module,
    &principle_module,
    &conflict_module,
    &assign_module,
    &agreement_module,
    &handover_module,
    &learn_module,
    &aid_module,
    &referral_module,
    &finance_module,
    &session_module,
    &feedback_module,
    &work_module,
    &wave_module,
    &tool_module,
    &service_module,
    &sending_module,
    &alert_module,
    &stay_module,
    &board_module,
    &map_module,
    &today_module,
    &outreach_module,
    &import_module,
    &export_module,
    &api_module,
    &setting_module,
    &survey_module,
    &told_module,
    &answer_module,
    &ops_module,
};
const int MODULES_N = sizeof MODULES / sizeof *MODULES;
