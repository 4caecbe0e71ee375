#!/bin/bash
# Every header compiles alone: whoever includes it needs to know nothing else.
set -u
cd "$(dirname "$0")/../.."
check() {
    if message=$(gcc -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only -include src/base/banned.h -Isrc \
        -Ibuild/debug/src $(pkg-config --cflags libpq) -isystem node_modules/better-sqlite3/deps/sqlite3 -x c - <<<"#include \"${1#src/}\"" 2>&1); then
        echo "ok $1"
    else
        echo "not ok $1"
        echo "$message" | head -5 | sed 's/^/# /'
    fi
}
export -f check
find src -name '*.h' -print0 | sort -z | xargs -0 -P "$(nproc)" -I{} bash -c 'check {}'
