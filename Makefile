# Lists of commands; the work is in meson.build, tools/ and test/.
#   make run                  demo region on http://localhost:8080
#   make check                the developer's loop: everything that needs no PostgreSQL, server or browser
#   make test                 everything
#   make t=place              build, lint and the unit tests of one folder
#   make lint                 the rules of the house
#   make golden               rewrite the expected outputs under test/golden; review the diff
#   make fuzz t=csv           fuzz one parser (seconds=60)
#   make bench [b=NAME]       measure against the references
#   make language l=fr        start a new language
.DEFAULT_GOAL := check-fast
JOBS ?= $(shell nproc)
NINJA = ninja -j$(JOBS) --quiet
seconds ?= 60
export CCACHE_NOHASHDIR = 1
SHELL = /bin/bash
export t b

DEBUG = -Dbuildtype=debug -Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false
RELEASE = -Dbuildtype=release -Doptimization=2 -Db_pie=true
FUZZ = $(DEBUG) -Dwerror=false

.PHONY: run test check check-fast build debug release setup golden fuzz bench lint language install deb clean

setup:
	@tools/setup
	@tools/sources build/sources.txt

build/debug/build.ninja: | setup
	@CC_LD=lld meson setup build/debug $(DEBUG) >build/debug.log || { cat build/debug.log; exit 1; }
build/release/build.ninja: | setup
	@meson setup build/release $(RELEASE) >build/release.log || { cat build/release.log; exit 1; }
build/fuzz/build.ninja: | setup
	@CC=clang-14 CC_LD=lld meson setup build/fuzz $(FUZZ) >build/fuzz.log || { cat build/fuzz.log; exit 1; }

debug: setup build/debug/build.ninja
	@$(NINJA) -C build/debug build.ninja >build/debug.log || { cat build/debug.log; exit 1; }
	@$(NINJA) -C build/debug | grep -v 'no work to do'; exit $${PIPESTATUS[0]}
release: setup build/release/build.ninja
	@$(NINJA) -C build/release build.ninja >build/release.log || { cat build/release.log; exit 1; }
	@$(NINJA) -C build/release | grep -v 'no work to do'; exit $${PIPESTATUS[0]}
build: debug release

check-fast: debug
	@tools/run-tests lint unit fuzz
check: debug
	@tools/run-tests lint unit golden store fuzz
test: debug release
	@tools/pg-test-cluster tools/run-tests lint unit golden store fuzz http browser crash
lint: debug
	@tools/run-tests lint
golden: debug
	@GOLDEN_WRITE=1 tools/run-tests golden
fuzz: setup build/fuzz/build.ninja
	@$(NINJA) -C build/fuzz test/fuzz-$(t)
	@mkdir -p build/corpus/$(t) test/fuzz/$(t)
	@build/fuzz/test/fuzz-$(t) -max_total_time=$(seconds) -artifact_prefix=build/ build/corpus/$(t) test/fuzz/$(t)

run: release
	@mkdir -p run
	@exec build/release/src/rakaz demo run
bench: release
	@bench/run $(b)
install: release
	@meson install -C build/release --no-rebuild
deb: release
	@tools/deb build/release
clean:
	@rm -rf build
language: debug
	@test -n "$(l)" -a ! -e lang/$(l)
	@mkdir -p lang/$(l)
	@build/debug/tools/poc --start $(l) $$(ls lang/*/*.po build/debug/src/ent.*.po 2>/dev/null) >lang/$(l)/all.po
