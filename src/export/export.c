/* export.c - the module: its routes, and the notes of what was taken. */
#include "export/export_page.h"
#include "export/health.h"
#include "export/ink.h"
#include "export/whole.h"

#include "db/region.h"

typedef struct Noting {
    Taking *t;
} Noting;

/* As the system, in the name of who asked: the log of takings is not theirs to read. */
static Fault note_run(Ctx *c, void *arg) {
    Who who = c->who;
    c->who.system = true;
    Fault f = act_begin(c, T_ACT_TAKE, (Str){0});
    if (f == OK) f = ent_save(c, &taking_entity, ((Noting *)arg)->t);
    c->who = who;
    return f;
}

Fault taking_note(Ctx *c, Taking *t) { return region_write(c->region, c, note_run, &(Noting){t}); }

static void start(Region *r) {
    ink_start(r);
    region_page_start(r);
    for (int i = 0; TAKE_FILES[i]; i++) view_register_file(TAKE_FILES[i]);
}

static void stop(Region *r) {
    region_page_stop(r);
    ink_stop(r);
}

static const Route ROUTES[] = {
    {GET, "/region", get_region, ROUTE_READ, ROLE_ADMIN | ROLE_HQ, 0, NULL, false},
    {GET, "/region/archive.zip", get_region_archive, ROUTE_SLOW, ROLE_ADMIN | ROLE_HQ, 0, NULL, false},
    {POST, "/region/drill", post_region_drill, ROUTE_SLOW, ROLE_ADMIN | ROLE_HQ, 0, NULL, false},
    {POST, "/region/check", post_region_check, ROUTE_SLOW, ROLE_ADMIN | ROLE_HQ, 0, NULL, false},
    {GET, "/export/{word}", get_export, ROUTE_SLOW, VIEW_TAKERS, 0, NULL, false},
    {GET, "/export/{word}/{id}/{word}", get_export_record, ROUTE_SLOW, ROLES_MEMBER, 0, NULL, false},
};

static const Command COMMANDS[] = {
    {"archive", "archive --data FILE|ADDRESS --to FILE.zip [--org N]   everything, readable without rakaz",
     export_archive},
};

const Module export_module = {
    .name = "export", .routes = ROUTES, .n_routes = sizeof ROUTES / sizeof *ROUTES, .start = start,
    .stop = stop, .commands = COMMANDS, .n_commands = sizeof COMMANDS / sizeof *COMMANDS,
};
