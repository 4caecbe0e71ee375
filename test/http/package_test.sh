#!/bin/bash
# The package's own words to the program: the service starts with them, and every command explains itself.
set -u
cd "$(dirname "$0")/../.."
rakaz=${RAKAZ:-build/debug/src/rakaz}
n=0 bad=0
ok() { n=$((n + 1)); if [ "$1" = 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; bad=1; fi; }
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null; wait; rm -rf "$folder"' EXIT

. packaging/rakaz.default
words=${RAKAZ_SERVE//\/var\/lib\/rakaz/$folder}
"$rakaz" init --data "$folder/region.db" --name Test --admin-email a@example.org >"$folder/init" 2>&1
ok $? "a region is made as the package says"
# shellcheck disable=SC2086
"$rakaz" serve $words --listen 127.0.0.1:0 >"$folder/log" 2>&1 &
server=$!
for _ in $(seq 300); do grep -q "^rakaz serves" "$folder/log" || ! kill -0 $server 2>/dev/null && break; sleep 0.1; done
grep -q "^rakaz serves" "$folder/log"
ok $? "the service starts with the words of its package"
port=$(sed -n 's/.*(port \([0-9]*\)).*/\1/p' "$folder/log")
"$rakaz" serve $words --listen "127.0.0.1:$port" 2>&1 | grep -q "another program listens there"
ok $? "a port that is taken is told in words"
"$rakaz" serve $words --listen 127.0.0.1:0 --temp "$folder/none" 2>&1 | grep -q "none: no such folder"
ok $? "a folder for uploads that is not there is told in words"

for name in serve $("$rakaz" help | sed -n 's/^ *rakaz \([a-z]*\) .*/\1/p'); do
    "$rakaz" help "$name" 2>&1 | grep -q "rakaz $name"
    ok $? "help $name"
done
echo "1..$n"
exit $bad
