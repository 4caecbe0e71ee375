#!/bin/bash
# The schemas that ent/ makes of two made-up entities, kept in test/golden/schema; with GOLDEN_WRITE=1 written anew.
cd "$(dirname "$0")/../.." && exec build/debug/src/ent-ent_schema_test
