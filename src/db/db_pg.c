/* db_pg.c - PostgreSQL. */
#include "db/writer.h"

#include <stdio.h>

Fault db_open_pg(const DbOptions *o, Db **ret_db, char *message) {
    (void)o, (void)ret_db;
    snprintf(message, DB_MESSAGE_MAX, "this build speaks to SQLite only");
    return DB_LOST;
}

Fault listener_start(Region *r, Listener **ret_l) {
    (void)r, (void)ret_l;
    return DB_LOST;
}

void listener_stop(Listener *l) {
    (void)l;
}
