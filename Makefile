# SPDX-License-Identifier: GPL-2.0-only
# make            build ./backport
# make deps       install what the build, the tests and the matrix need (apt)
# make check      all tests, again under ASan and UBSan; installs what is missing
# make check T=apply   one test, without installing: tests/t/apply.t and the unit
#                 tests of that name or folder; T may be several words
# make check-fast the plain build's tests alone
# make check-builds   clang, musl, arm64, ppc64el, a Debian package: what is here
# make asan valgrind   the tests under the sanitizers, some of them under memcheck
# make fuzz FUZZ_S=600   each fuzzer for ten minutes
# make repeat     the main job over stubs, ten times in fresh clones
# make coverage   which lines of core/ the tests and the fuzzers reach
# make compile_commands.json   for clangd and the like
# make lint bench install clean

CC	?= cc
PREFIX	?= /usr/local
VERSION	:= 0.3
B	?= build
PKGS	:= libgit2 jansson libelf libdw sqlite3 libcrypto zlib
# Not linked but loaded: tools/sys/os/libarchive.h
LOADED	:= libarchive
CFLAGS	?= -O2 -g
WARN	:= -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes
# Asked once, and only when something is compiled: pkg-config may not be there yet.
PKGCFLAGS = $(eval PKGCFLAGS := $(shell pkg-config --cflags $(PKGS) $(LOADED)))$(PKGCFLAGS)
LDLIBS	= $(eval LDLIBS := $(shell pkg-config --libs $(PKGS)) -lpthread -ldl)$(LDLIBS)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE -DVERSION='"$(VERSION)"' \
	-DPREFIX='"$(PREFIX)"' $(WARN) -Itools -I. \
	$(PKGCFLAGS) -MMD -MP $(CPPFLAGS) $(CFLAGS) $(SAME)
# The same bytes in any folder: no paths in them, and one order of linking.
SAME	= -ffile-prefix-map='$(CURDIR)'=.

CORE	:= $(sort $(shell find tools/core -name '*.c'))
SYS	:= $(sort $(shell find tools/sys -name '*.c'))
CMD	:= $(sort $(shell find tools/cmd -name '*.c')) tools/backport.c
UNIT	:= $(wildcard tests/unit/*/*.c)
FUZZ	:= $(wildcard tests/fuzz/fuzz-*.c)
OBJ	= $(patsubst %.c,$(B)/%.o,$(1))
UNITBIN	:= $(patsubst tests/unit/%.c,$(B)/unit/%,$(UNIT))
# Not PIE: at each start of one, 140,000 pointers of the sanitizers' own are
# relocated.
SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -fno-pie -no-pie
FUZZ_S	?= 60

# The shell tests, those that take longest first, so that none of them is left
# over at the end; they and the unit tests run side by side, two more than there
# are processors, since the first of them wait for timers most of the time.
SLOW	:= $(wildcard $(patsubst %,tests/t/%.t,slurm faults boot sandbox \
	apply-hostile evidence build inject oracle hostile rebase-refresh matrix \
	verdict fixes report-page steps touched affected interrupt deps checkout \
	distcc apply modes add-killed))
TESTS	:= $(SLOW) $(filter-out $(SLOW),$(wildcard tests/t/*.t))
JOBS	?= $(shell echo $$(($$(nproc) + 2)))
PROVE	= MAKEFLAGS= TMPDIR=$$(tests/scratch.sh) prove --exec tests/run-one.sh --timer --failures --comments \
	-j$(JOBS)

.PHONY: fuzz-keep faults repeat bench-port all objects compile_commands.json deps check check-builds check-fast check-unit tested lint lint-house \
	asan valgrind fuzz coverage bench install clean

all: backport $(B)/backport.1 build/seal-log $(B)/backport-told

backport: $(B)/backport
	@cp $< $@.tmp && mv $@.tmp $@

# A program that tests run appears whole, by mv: tests may run beside a build.
$(B)/backport: $(call OBJ,$(CMD) $(SYS) $(CORE))
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@.tmp $^ $(LDLIBS) && mv $@.tmp $@

# For the tests of reports: it takes verdicts as the fixtures tell them.
$(B)/backport-told: $(call OBJ,$(CMD) $(SYS) $(CORE) tests/report/told.c)
	$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--wrap=judge_branch -o $@.tmp $^ $(LDLIBS) && mv $@.tmp $@

# With a page per command beside it.
$(B)/backport.1: man/backport.1 share/man.sh $(B)/backport
	share/man.sh $(B)/backport $< $(B)/man
	share/man.sh $(B)/backport $< >$@.tmp && mv $@.tmp $@

# Asked of make itself, so that it says what is really run.
compile_commands.json:
	@$(MAKE) -Bns $(call OBJ,$(CMD) $(SYS) $(CORE)) $(UNITBIN) | \
		share/compile-commands.pl >$@.tmp && mv $@.tmp $@

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The page's template is part of the program.
$(B)/tools/core/report/page/template.o $(B)/fuzz/tools/core/report/page/template.o: share/report.html

# The unit tests link the core alone: what is not pure does not link.
$(B)/core.a: $(call OBJ,$(CORE))
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/unit/%: tests/unit/%.c $(B)/core.a tests/unit/unit.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MF $@.d -Itests/unit -o $@ $< $(B)/core.a -lcmocka -ljansson -ldw -lelf -lz

# What the stubs for QEMU seal their consoles with.
build/seal-log: tests/stub/seal-log.c tests/seal-log.h build/core.a
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -Itools -I. -o $@.tmp $< build/core.a -lz && mv $@.tmp $@

# All that is compiled of the program, unlinked.
objects: $(call OBJ,$(CMD) $(SYS) $(CORE))

deps:
	share/deps.sh

# Clang builds the fuzzers much later: that they compile is seen with the tests.
FUZZOBJ	:= $(patsubst tests/fuzz/%.c,$(B)/compiles/%.o,$(wildcard tests/fuzz/*.c))

$(B)/compiles/%.o: tests/fuzz/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -c -o $@ $<

check-unit: $(UNITBIN) $(FUZZOBJ)
	$(PROVE) $(UNITBIN)

# What the tests of the plain build run
tested: all $(UNITBIN) $(FUZZOBJ)

check-fast: tested
	BACKPORT=$(CURDIR)/backport $(PROVE) $(TESTS) $(UNITBIN)

# By other compilers, with musl, for other machines, as a Debian package: those of
# them that can be tried here, or BUILDS='clang musl ...'
check-builds:
	tests/builds.sh $(BUILDS)

# Once more, with every access out of bounds and every undefined step fatal, but
# without the tests that would run the same code on the same bytes again: those of
# scripts and documents, that which kills add at each of its writes, and those that
# wait for other programs (clusters, compilers' daemons, a browser) or for time to
# pass.
UNSANITIZED := add-killed ci completion deps distcc inject install interrupt \
	lint man matrix readme report-page slurm watch
ASANTESTS := $(filter-out $(UNSANITIZED:%=tests/t/%.t),$(TESTS))

asan: build/seal-log
	$(MAKE) B=build/asan CFLAGS="$(SANITIZE)" LDFLAGS="$(SANITIZE)" build/asan/check-asan

$(B)/check-asan: $(B)/backport $(B)/backport-told $(UNITBIN)
	BACKPORT=$(CURDIR)/$< ASAN_OPTIONS=detect_leaks=1 \
		LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 \
		$(PROVE) $(ASANTESTS) $(UNITBIN)

# What the sanitizers can't see: values that were never set.
valgrind: all $(UNITBIN)
	@for t in $(UNITBIN); do echo "# $$t"; COMMAND=$$t tests/under-valgrind.sh >$(B)/valgrind.log 2>&1 || \
		{ cat $(B)/valgrind.log; exit 1; }; done
	BACKPORT=$(CURDIR)/tests/under-valgrind.sh $(PROVE) tests/t/apply.t

# Tests, and what the fuzzers were seeded with and have found, under gcov.
coverage: build/seal-log
	$(MAKE) B=build/coverage CFLAGS='-O0 -g --coverage' LDFLAGS=--coverage SAME= \
		build/coverage/run

REPLAY	:= $(patsubst tests/fuzz/%.c,$(B)/replay/%,$(FUZZ))

$(B)/replay/%: tests/fuzz/%.c tests/fuzz/replay.c $(B)/rest.a $(B)/core.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes -MF $@.d -o $@ $^ $(LDLIBS)

# What reads files: for the fuzzers of configurations, results and archives.
REST	:= $(SYS) $(wildcard tools/cmd/evidence/bundle.c tools/cmd/evidence/manifest.c)

$(B)/rest.a: $(call OBJ,$(REST))
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/run: $(B)/backport $(B)/backport-told $(UNITBIN) $(REPLAY)
	find $(B) -name '*.gcda' -delete
	-BACKPORT=$(CURDIR)/$< $(PROVE) $(ASANTESTS) $(UNITBIN)
	-for f in $(FUZZ:tests/fuzz/%.c=%); do \
		mkdir -p $(B)/corpus-$$f; tests/fuzz/seed.sh $$f $(B)/corpus-$$f; \
		find $(B)/corpus-$$f build/fuzz/corpus-$$f -type f 2>/dev/null | \
			xargs -r $(B)/replay/$$f >/dev/null; done
	share/coverage.sh $(B)

# On all processors, unless make was told how many
SIDE_BY_SIDE = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

ifdef T
ONE	:= $(wildcard $(T:%=tests/t/%.t)) $(foreach t,$(T), \
	$(filter $(B)/unit/$(t)/% $(B)/unit/%/$(t),$(UNITBIN)))

check: all $(filter $(B)/%,$(ONE))
	$(if $(strip $(ONE)),,$(error no test '$(T)' in tests/t or tests/unit))
	BACKPORT=$(CURDIR)/backport $(PROVE) $(ONE)
else
# With the same seed each time: what the fuzzers find is the fault of a change.
check: deps
	$(MAKE) $(SIDE_BY_SIDE) lint tested
	$(MAKE) check-fast
	$(MAKE) $(SIDE_BY_SIDE) asan
	FUZZ_SEED=$${FUZZ_SEED:-1} $(MAKE) $(SIDE_BY_SIDE) fuzz FUZZ_S=20
endif

lint:
	share/lint.sh

# The rules of the house alone, below DIR, with a table per folder.
lint-house:
	@share/lint/house.pl --counts $(DIR)

CLANG	?= clang
FUZZFLAGS := -std=c11 -D_GNU_SOURCE -g -O1 -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined -Itools -I.

$(B)/fuzz/tools/%.o: tools/%.c
	@mkdir -p $(@D)
	$(CLANG) $(FUZZFLAGS) -DVERSION='"$(VERSION)"' \
		-DPREFIX='"$(PREFIX)"' $(PKGCFLAGS) \
		-fsanitize=fuzzer-no-link -MMD -MP -c -o $@ $<

$(B)/fuzz/core.a: $(patsubst %.c,$(B)/fuzz/%.o,$(CORE))
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/fuzz/rest.a: $(patsubst %.c,$(B)/fuzz/%.o,$(REST))
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/fuzz/%: tests/fuzz/%.c $(B)/fuzz/rest.a $(B)/fuzz/core.a
	$(CLANG) $(FUZZFLAGS) $(PKGCFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

fuzz: $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(FUZZ))
	tests/fuzz/run.sh $(FUZZ_S) $^

# What the runs found, minimised, into tests/fuzz/corpus
fuzz-keep: $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(FUZZ))
	tests/fuzz/keep.sh $^

# A fault at each call that reads or writes, over every command: an hour. Some of
# them, the same each time, are tests/t/inject.t.
faults: all $(B)/seal-log
	TMPDIR=$$(tests/scratch.sh) tests/inject.sh $(FAULTS)

# The main job over stubs, each time in a fresh clone with nothing in the cache.
repeat: all $(B)/seal-log
	tests/repeat.sh $(N)

# How well real backports are carried, beside other tools: make bench-port CORPUS=DIR
bench-port: all
	tests/bench/port.sh $(CORPUS)

# The same of the fixes that are proved: make bench-fixes TREES=REPO [LINUX=DIR]
.PHONY: bench-fixes
bench-fixes: all
	tests/bench/fixes.sh $(TREES) $(LINUX)

bench: all
	tests/bench/run.sh
	tests/bench/matrix.sh
	tests/bench/kernels.sh

# Below DESTDIR, for PREFIX. Defaults for what a project may have itself (guest,
# kconfig, targets) are in share/backport, beside the scripts.
BIN	= $(DESTDIR)$(PREFIX)/bin
DATA	= $(DESTDIR)$(PREFIX)/share
UNITS	= $(DESTDIR)$(PREFIX)/lib/systemd/user
ZSHDIR	?= $(PREFIX)/share/zsh/site-functions
SHARED	= $(shell find guest kconfig share/ci share/schema share/targets \
	share/init share/deps.sh share/busybox.sh share/matrix.sh \
	share/slurm.sh -type f 2>/dev/null)

install: $(B)/backport $(B)/backport.1
	install -D -m 755 $(B)/backport $(BIN)/backport
	ln -sf backport $(BIN)/git-backport
	install -D -m 644 -t $(DATA)/man/man1 $(B)/backport.1 $(B)/man/*.1
	echo '.so man1/backport.1' >$(DATA)/man/man1/git-backport.1
	install -D -m 644 -t $(DATA)/man/man5 man/backport.conf.5
	set -e; for f in $(SHARED); do \
		mode=644; [ ! -x "$$f" ] || mode=755; \
		install -D -m $$mode "$$f" "$(DATA)/backport/$${f#share/}"; done
	install -D -m 644 share/completion/backport.bash \
		$(DATA)/bash-completion/completions/backport
	install -D -m 644 share/completion/backport.zsh \
		$(DESTDIR)$(ZSHDIR)/_backport
	install -D -m 644 -t $(UNITS) share/systemd/*

clean:
	rm -rf build backport compile_commands.json

-include $(shell find $(B) -name '*.d' -type f 2>/dev/null)
