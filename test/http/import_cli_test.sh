#!/bin/bash
# rakaz import: files that come in, files that are no tables, the same file again; what it says and its exit code.
set -u
cd "$(dirname "$0")/../.."
rakaz=${RAKAZ:-build/debug/src/rakaz}
n=0 bad=0
ok() {
    n=$((n + 1))
    if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$f/said"; bad=1; fi
}
f=$(mktemp -d)
trap 'rm -rf "$f"' EXIT

"$rakaz" init --data "$f/r.db" --name Test --admin-email a@example.org >/dev/null 2>&1
printf 'name,phone\nInn,0501234567\nHut,501234568\n' >"$f/good.csv"
printf 'phone,email\n0501234567,a@example.org\n0501234568,b@example.org\n' >"$f/nameless.csv"
printf '\n \n' >"$f/empty.csv"
printf '\377\330\377\340JFIF' >"$f/photo.csv"
bring() { "$rakaz" import --data "$f/r.db" --as a@example.org "$@" >"$f/said" 2>&1; }
rows() { sqlite3 "$f/r.db" "SELECT count(*) FROM $1"; }

bring "$f/empty.csv" "$f/nameless.csv" "$f/photo.csv" "$f/good.csv"
[ $? = 3 ] && [ "$(rows actors)" = 2 ]
ok $? "what is no table is told by its exit code, and the others come in"
grep -q "empty.csv: The file is empty" "$f/said" &&
    grep -q "nameless.csv: No column of the file holds a name" "$f/said" && grep -q "photo.csv: " "$f/said"
ok $? "each refused file is told with its reason"
[ "$(rows imports)" = 1 ] && [ "$(sqlite3 "$f/r.db" "SELECT state || target FROM imports")" = 5businesses ]
ok $? "only what came in stands in the list of imports"
bring "$f/good.csv" && grep -q "already: nothing changed" "$f/said" && [ "$(rows actors)" = 2 ]
ok $? "the same file a second time changes nothing"
bring --check "$f/nameless.csv"; [ $? = 3 ]
ok $? "a check refuses what the import refuses"
bring --known never "$f/good.csv"; [ $? = 2 ] && grep -q "^usage: rakaz import" "$f/said"
ok $? "a choice that is none gets the usage"
bring "$f/none.csv"; [ $? = 1 ] && grep -q none.csv "$f/said"
ok $? "a file that is not there is named"
echo "1..$n"
exit $bad
