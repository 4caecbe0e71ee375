#!/bin/bash
# The description of the interface for programs, kept in test/golden/api; with GOLDEN_WRITE=1 written anew.
cd "$(dirname "$0")/../.." && exec build/debug/src/api-api_doc_test
