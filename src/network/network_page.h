/* network_page.h - what the files and templates of this folder share. */
#ifndef RAKAZ_NETWORK_NETWORK_PAGE_H
#define RAKAZ_NETWORK_NETWORK_PAGE_H

#include "mine/mine.h"
#include "network/network.h"
#include "network/reckon.h"
#include "weave/weave.h"

enum { NETWORK_Q_N = 3, NETWORK_TIES_MAX = 200, NETWORK_OFFERS_SHOWN = 6, NETWORK_POOL_MAX = 400 };
extern const Query NETWORK_QUERIES[NETWORK_Q_N];

/* ---- network_store.c ------------------------------------------------------------------------------------------- */

/* Where each of some places lies, seen from one of them. 0 is a place that is not known. */
Fault network_near(Ctx *c, Id from, const Id *places, size_t n, NetNear *ret_v) MUST;

/* Of every needed tie of cases that agree that their results are counted: the group and how long it took. */
typedef struct WantedFigure {
    Id  of_case;
    int trade;
    Day wanted_on, active_on;                     /* active_on 0: it is not active */
} WantedFigure;
Fault wanted_figures(Ctx *c, WantedFigure **ret_v, size_t *ret_n) MUST;

/* ---- the network of one case: network_load.c ------------------------------------------------------------------- */

typedef struct NetHas {
    Id      tie, other;
    int     role;
    NetNear near;
    Str     name, what, href;
    TextKey role_label, near_label;
    Str     state;                                /* class of its shape: "active", "outside" */
    Day     from_on;
    bool    dormant;
} NetHas;

typedef struct NetWant {
    Id      id, candidate;
    int     role, state;
    Str     why, href, who, candidate_name, candidate_href, reason, select, introduce;
    TextKey role_label, state_label;
    Day     wanted_on, due_on, ended_on;
    bool    late, open, active, let_go, may_write, selected, chosen, asked;
} NetWant;

typedef struct NetMissing {
    Id      id;
    int     role;
    Str     why;
    TextKey role_label;
    int64_t n;
} NetMissing;

typedef struct Network {
    const Case *k;
    Id          client, here;
    int         trade;
    int64_t     languages;
    NetHas     *has;
    size_t      has_n;
    NetWant    *open, *closed;
    size_t      open_n, closed_n;
    NetMissing *missing;
    size_t      missing_n;
    int64_t     all, local, outside, unplaced, lacking;   /* of all ties that are needed or there */
    bool        ready;                            /* the region has a ready set */
    const WantedTie *rows;                        /* as stored */
    size_t      rows_n;
} Network;

Fault network_load(Ctx *c, const Case *k, Network *ret_net) MUST;

/* ---- the drawing: network_draw.c ------------------------------------------------------------------------------- */

void network_svg(Buf *b, const Page *pg, const Network *net);

/* ---- candidates: network_offer.c ------------------------------------------------------------------------------- */

typedef struct NetCandidate {
    Id   id;
    Str  name, href;
    Html why;                                     /* one sentence */
    WeaveStep *way;                               /* who leads to them, step by step */
    size_t way_n;
} NetCandidate;

/* Whoever could play the role of a needed tie, best first: not who has this role already, nor who was let go. */
Fault network_offers(Ctx *c, const Network *net, const WantedTie *w, NetCandidate **ret_v, size_t *ret_n) MUST;

/* ---- pages: network_page.c, network_sums.c, network_mine.c ----------------------------------------------------- */

typedef struct NetPerson {
    Str value, name;
    bool chosen;
} NetPerson;
typedef struct NetRole {
    Str     value;
    TextKey name;
} NetRole;

typedef struct NetworkView {
    Network       net;
    Str           path, name, case_href, more_href;
    NetCandidate *offers;
    size_t        offers_n;
    const NetWant *wanted;                        /* whose candidates are shown; NULL: nobody's */
    NetPerson    *people;
    size_t        people_n;
    NetRole      *roles;
    size_t        roles_n;
    size_t        first_n;                        /* of those looked for, how many the card shows */
    Html          errors;
    bool          may_write, may_template, none, team;
} NetworkView;
PAGE_FN(network_page, NetworkView)
PAGE_FN(network_card, NetworkView)
PAGE_FN(network_legend, NetworkView)
PAGE_FN(network_want, NetWant)
PAGE_FN(network_mine, NetworkView)
void network_drawn(Buf *b, const Page *pg, const NetworkView *v);

typedef struct NetSum {
    TextKey name;
    int64_t cases, needed, active;
    Str     share;
    bool    hidden, total;
} NetSum;
typedef struct NetSums {
    NetSum *rows;
    size_t  rows_n;
    bool    some_hidden;
} NetSums;
PAGE_FN(network_sums, NetSums)

Fault get_network_sums(Ctx *c, const Request *rq, Reply *rp) MUST;
void  network_beside(Buf *b, const Page *pg);
void  network_take_ready(Buf *b, const Page *pg);
PAGE_FN(network_ready, NetworkView)
PAGE_FN(network_ways, NetworkView)

extern const RecordPart NETWORK_CARD;
extern const MinePart   NETWORK_MINE;

#endif
