/* asset.h - the files that are part of the program: style, script, icons, fonts (tools/pack makes assets.h). */
#ifndef RAKAZ_HTTP_ASSET_H
#define RAKAZ_HTTP_ASSET_H

#include "assets.h"
#include "base/str.h"

/* By the name that pages use ("app.css") and by the path that browsers ask for; NULL if there is none. */
const Asset *asset_named(Str name);
const Asset *asset_at(Str path);

/* "/a/app-3F2A9C1B.css" of "app.css"; the name must exist. */
Str asset_path(const char *name);

#endif
