#!/bin/bash
# The generators refuse each bad file with just the expected messages, and make just the expected output of each
# good one. A case is one file: "== NAME" begins a file that it is made of, "== expect" what the tool says.
# test/golden/<tool>/{bad,good}/*. With GOLDEN_WRITE=1 the expectations are written anew: review the diff.
set -u
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
count=0

# Splits a case into files under $work/case.
unpack() {
    rm -rf "$work/case"
    mkdir -p "$work/case/out"
    awk -v dir="$work/case" '
        /^== / { file = dir "/" $2; sub("/[^/]*$", "", $2); if (file != dir "/" $2) system("mkdir -p " dir "/" $2)
                 printf "" > file; next }
        { print > file }' "$1"
}

# One line of TAP; rewrites the expectation when asked to.
verdict() { # case actual-file
    count=$((count + 1))
    if [ -n "${GOLDEN_WRITE:-}" ]; then
        sed '/^== expect$/,$d' "$1" >"$work/new"
        { cat "$work/new"; echo '== expect'; cat "$2"; } >"$1"
        cp "$2" "$work/case/expect"
    fi
    if diff "$work/case/expect" "$2" >"$work/diff" 2>&1; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        sed 's/^/# /' "$work/diff"
    fi
}

# How a tool is called on the files of a case, in its folder; what it says or makes goes to standard output.
run_po() { "$root/build/debug/tools/poc" out/texts.h out/texts.c $(find lang -name '*.po' | sort) 2>&1 && cat out/*; }
run_ent() { "$root/build/debug/tools/entc" out $(find src -name '*.ent' | sort) 2>&1 && tail -n +1 out/*; }
run_page() { "$root/build/debug/tools/pagec" out/page.c page.html 2>&1 && cat out/page.c; }
run_pack() {
    "$root/build/debug/tools/pack" web out/assets.h out/assets.c 2>&1 && cat out/* || return 1
    node -e 'const fs = require("fs"), z = require("zlib");
        for (const f of fs.readdirSync("web").filter((n) => /\.(gz|br)$/.test(n))) {
            const unpack = f.endsWith(".gz") ? z.gunzipSync : z.brotliDecompressSync;
            const same = unpack(fs.readFileSync("web/" + f)).equals(fs.readFileSync("web/" + f.slice(0, -3)));
            console.log(f, same ? "unpacks to the file" : "DIFFERS");
        }'
}
run_lint() { "$root/build/debug/tools/lint" . 2>&1; }

for tool in po ent page pack lint; do
    for case in test/golden/$tool/bad/* test/golden/$tool/good/*; do
        [ -f "$case" ] || continue
        unpack "$case"
        (cd "$work/case" && "run_$tool") >"$work/actual"
        rc=$?
        case $case in
            */bad/*) [ $rc = 1 ] || echo "ended with $rc instead of 1" >>"$work/actual" ;;
            */good/*) [ $rc = 0 ] || echo "ended with $rc" >>"$work/actual" ;;
        esac
        verdict "$case" "$work/actual"
    done
done
