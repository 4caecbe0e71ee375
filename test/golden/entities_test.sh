#!/bin/bash
# The structs that entc makes of our own entities are kept in test/golden/entities, so that a change of an .ent file
# shows its whole effect in review. With GOLDEN_WRITE=1 they are written anew.
set -u
cd "$(dirname "$0")/../.."
kept=test/golden/entities
if [ -n "${GOLDEN_WRITE:-}" ]; then
    rm -rf $kept
    mkdir -p $kept
    for ent in $(find src -name '*.ent'); do cp "build/debug/src/$(basename "$ent" .ent)_ent.h" $kept; done
fi
count=0
for ent in $(find src -name '*.ent' | sort); do
    count=$((count + 1))
    header=$(basename "$ent" .ent)_ent.h
    if difference=$(diff "$kept/$header" "build/debug/src/$header" 2>&1); then
        echo "ok $count - $header"
    else
        echo "not ok $count - $header: if the change is meant, make golden"
        echo "$difference" | sed 's/^/# /'
    fi
done
