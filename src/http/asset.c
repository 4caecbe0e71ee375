/* asset.c - see asset.h. A few dozen files: a walk over them costs less than a table would. */
#include "http/asset.h"

#include "base/check.h"

const Asset *asset_named(Str name) {
    for (size_t i = 0; i < ASSETS_N; i++) {
        if (str_eq(name, str_of(ASSETS[i].name))) return &ASSETS[i];
    }
    return NULL;
}

const Asset *asset_at(Str path) {
    for (size_t i = 0; i < ASSETS_N; i++) {
        if (str_eq(path, str_of(ASSETS[i].path))) return &ASSETS[i];
    }
    return NULL;
}

Str asset_path(const char *name) {
    const Asset *a = asset_named(str_of(name));
    CHECK(a != NULL);
    return str_of(a->path);
}
