# Targets that test and measure; part of the Makefile.

# ---------------------------------------------------------------- programs

# gold links in half the time; the tests are linked often, and only their own sanitizers need bfd.
TEST_LDFLAGS := $(if $(SANITIZE),,$(if $(shell command -v ld.gold),-fuse-ld=gold))
CHECK_LIBS = $(eval CHECK_LIBS := $(shell pkg-config --libs check))$(CHECK_LIBS)
$(CHECK_PROGRAMS) $(BENCH_PROGRAMS): LIBS += $(CHECK_LIBS)
$(BUILD)/tests/unit/exact_mpfi: LIBS += -lmpfi
$(BUILD)/obj/tests/%.o: ALL_CFLAGS += -Itests/support

# An archive: a program takes the parts that it uses, and changes with them alone.
$(BUILD)/libsupport.a: $(SUPPORT_OBJECTS)
	@rm -f $@
	$(SAY) AR $@
	$(Q)ar rcs $@ $^

define check_program
$(BUILD)/tests/$(1)/%: $(BUILD)/obj/tests/$(1)/%.o $(BUILD)/libsupport.a $(BUILD)/liborthant.a
	@mkdir -p $$(@D)
	$$(SAY) LD $$@
	$$(Q)$$(CC) $(TEST_LDFLAGS) $$^ $$(LDFLAGS) $$(LIBS) -pthread -o $$@
endef
$(foreach kind,unit property vectors thorough tuning safety launch fits bench,$(eval $(call check_program,$(kind))))

# The fuzz targets again, as plain programs that replay their corpus.
$(BUILD)/tests/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/replay_main.o \
		$(BUILD)/liborthant.a
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(TEST_LDFLAGS) $^ $(LDFLAGS) $(LIBS) -pthread -o $@

# Replaces the allocator of a program by LD_PRELOAD, and runs programs so; never sanitized itself.
CHAOS_CFLAGS = -std=c17 $(WARNINGS) -O1 -g -D_GNU_SOURCE
$(BUILD)/tests/chaos/fail_malloc.so: tests/chaos/fail_malloc.c
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CHAOS_CFLAGS) -fPIC -shared $< -o $@
$(BUILD)/tests/chaos/chaos: tests/chaos/chaos.c
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(CHAOS_CFLAGS) $< -o $@
$(BUILD)/tests/chaos/inputs/made: tests/chaos/inputs.sh $(BUILD)/orthant
	@rm -rf $(@D)
	@BUILD=$(BUILD) sh $< $(@D)
	@touch $@
CHAOS_TOOLS := $(addprefix $(BUILD)/tests/chaos/,fail_malloc.so chaos inputs/made)

PAPER_OBJECTS := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/paper/*.c))
PAPER_PROGRAM := $(BUILD)/tests/paper/paper
$(PAPER_PROGRAM): $(PAPER_OBJECTS) $(BUILD)/liborthant.a
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(LDFLAGS) $^ $(LIBS) -pthread -o $@

-include $(patsubst %.c,$(BUILD)/obj/%.d,$(wildcard tests/*/*.c))

# ---------------------------------------------------------------- which tests there are

# A test is called by its place under tests/. Its folder is its kind.
PROGRAM_TESTS := $(CHECK_SOURCES:tests/%.c=%)
FUZZ_TESTS := $(FUZZ_TARGETS:%=fuzz/%)
CHAOS_TESTS := $(addprefix chaos/,$(shell sed -n 's/^\([a-z][a-z-]*\) .*/\1/p' tests/chaos/commands))
SCRIPT_TESTS := $(patsubst tests/%.sh,%,$(wildcard tests/*/run_*.sh))
# Programs that start threads: those with "thread" in their name.
THREAD_TESTS := $(foreach test,$(PROGRAM_TESTS),$(if $(findstring thread,$(test)),$(test)))

# KINDS: the kinds to run; those of COMPILED exercise the compiled programs and nothing else, so
# they are what another compiler or a sanitizer repeats; "thorough", "cluster", "browser" and others
# have targets of their own. TEST: only tests with one of these words in their name.
QUICK := unit property vectors cases
COMPILED := $(QUICK) fuzz
KINDS ?= $(COMPILED) chaos evm install paper schema
TEST ?=
of_kind = $(filter $(KINDS:%=%/%),$(1))
named = $(strip $(foreach word,$(TEST),$(findstring $(word),$(1))))
wanted = $(foreach test,$(of_kind),$(if $(TEST),$(if $(call named,$(test)),$(test)),$(test)))
# Words of TEST that no test has; a word that runs nothing is not to look like one that passed.
unknown = $(strip $(foreach word,$(TEST),$(if $(findstring $(word),$(call of_kind,$(EVERY_TEST))),,$(word))))
define know_words
@$(foreach word,$(unknown),echo "no test has '$(word)' in its name, of the kinds $(KINDS)" >&2;) \
	$(if $(unknown),exit 2,:)
endef

# The slowest come first, so that no core is idle at the end.
SLOWEST := thorough/cost_moves evm/run_evm cases/run_plan cases/run_simulate paper/run_paper evm/run_plan \
	chaos/certify-plan schema/run_schema property/plan_points property/twins property/arbitrage \
	property/exact cases/run_cli cases/run_same_bytes
slowest_first = $(foreach test,$(SLOWEST),$(filter $(test),$(1))) $(filter-out $(SLOWEST),$(1))

# What has to be compiled for the tests wanted.
.PHONY: testprograms
testprograms: $(addprefix $(BUILD)/tests/,$(call wanted,$(PROGRAM_TESTS) $(FUZZ_TESTS))) \
	$(if $(call wanted,$(CHAOS_TESTS)),$(CHAOS_TOOLS)) \
	$(if $(call wanted,paper/run_paper),$(PAPER_PROGRAM))
	@:

# ---------------------------------------------------------------- running them

# tests/run.sh decides by content whether a test runs again; so it is called each time. What the
# programs may read is looked at once for all of them.
INPUTS := $(BUILD)/inputs
$(INPUTS): FORCE
	@mkdir -p $(@D)
	@find scenarios tests/cases tests/vectors -type f -exec sha256sum {} + | sort > $@
define test_rules # the build folder
$(PROGRAM_TESTS:%=$(1)/tests/%.passed): $(1)/tests/%.passed: FORCE $(INPUTS)
	@BUILD=$(1) INPUTS=$(INPUTS) sh tests/run.sh $$@ tests/$$*.c $(1)/tests/$$*
$(FUZZ_TESTS:%=$(1)/tests/%.passed): $(1)/tests/fuzz/fuzz_%.passed: FORCE $(INPUTS)
	@BUILD=$(1) INPUTS=$(INPUTS) sh tests/run.sh $$@ tests/fuzz/fuzz_$$*.c $(1)/tests/fuzz/fuzz_$$* tests/fuzz/corpus/$$*
$(CHAOS_TESTS:%=$(1)/tests/%.passed): $(1)/tests/chaos/%.passed: FORCE $(INPUTS)
	@BUILD=$(1) INPUTS=$(INPUTS) sh tests/run.sh $$@ tests/chaos/chaos.c $(1)/tests/chaos/chaos $(1)/orthant \
		$(1)/tests/chaos/fail_malloc.so tests/chaos/commands $(1)/tests/chaos/inputs $$*
$(SCRIPT_TESTS:%=$(1)/tests/%.passed): $(1)/tests/%.passed: FORCE
	@BUILD=$(1) CC='$(CC)' sh tests/run.sh $$@ tests/$$*.sh sh tests/$$*.sh
$(filter $(1)/tests/cases/run_simulate.passed $(1)/tests/schema/%,$(SCRIPT_TESTS:%=$(1)/tests/%.passed)): \
	| tests/schema/node_modules/.package-lock.json
$(filter $(1)/tests/browser/%,$(SCRIPT_TESTS:%=$(1)/tests/%.passed)): | tests/browser/node_modules/.package-lock.json
$(1)/tests/support/valgrind.passed: FORCE
	@BUILD=$(1) sh tests/run.sh $$@ tests/support/valgrind.sh sh tests/support/valgrind.sh
endef
$(foreach build,$(addprefix $(BUILD),/. /checking /asan /tsan /coverage),\
	$(eval $(call test_rules,$(build:/.=))))

# The judges of JSON schemas and of pages, for the scripts that ask them.
tests/schema/node_modules/.package-lock.json tests/browser/node_modules/.package-lock.json: \
		tests/%/node_modules/.package-lock.json: tests/%/package-lock.json
	-@npm ci --prefix tests/$* --no-audit --no-fund >/dev/null

# Runs stamps, slowest first, and adds up.
define run_tests
$(if $(strip $(1)),,@echo "there is no test of the kinds $(KINDS)" >&2; exit 2)
@mkdir -p $(BUILD) && touch $(BUILD)/begun
@code=0; $(if $(TEST)$(AGAIN),ORTH_TEST_AGAIN=1) $(MAKE) --no-print-directory --keep-going \
	--output-sync=target $(PARALLEL) $(1) || code=$$?; \
	sh tests/support/sum.sh $(BUILD)/begun $$code $(1)
endef
stamps = $(patsubst %,$(1)/tests/%.passed,$(call slowest_first,$(call wanted,$(2))))
EVERY_TEST := $(PROGRAM_TESTS) $(FUZZ_TESTS) $(CHAOS_TESTS) $(SCRIPT_TESTS)
# Those that run compiled code and need no other tool for it.
COMPILED_TESTS := $(PROGRAM_TESTS) $(FUZZ_TESTS) $(filter cases/%,$(SCRIPT_TESTS))

COMPILER := $(if $(findstring clang,$(CC)),clang)
INSTALL_BUILD_DEPS = @sh tests/support/deps.sh build $(COMPILER)
INSTALL_DEPS = @sh tests/support/deps.sh build test $(COMPILER)
SUBMAKE = @$(MAKE) --no-print-directory $(PARALLEL)

CHECKED = $(call stamps,$(BUILD)/checking,$(PROGRAM_TESTS) $(FUZZ_TESTS))
.PHONY: quick check thorough tuning safety launch fits sanitize coverage
check: ## run every test, installing what is missing; TEST='word ...' for those with one in their name
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) KINDS='$(KINDS)' programs man testprograms
	$(if $(CHECKED),$(SUBMAKE) KINDS='$(KINDS)' BUILD=$(BUILD)/checking CHECKING=1 programs testprograms)
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)) $(CHECKED))

quick: KINDS := $(QUICK)
quick: ## run the tests that a change needs first, in one build, those that it can have changed
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) KINDS='$(KINDS)' $(BUILD)/orthant man testprograms
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

thorough: KINDS := thorough
thorough: ## run the tests that take long: Monte Carlo on pools that really trade
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) KINDS='$(KINDS)' $(BUILD)/orthant testprograms
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

tuning: KINDS := tuning
tuning: ## run 400 studies of pure noise and of planted optima: how often tuning is fooled
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) KINDS='$(KINDS)' $(BUILD)/orthant testprograms
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

safety: KINDS := safety
safety: ## let an attacker who knows no formula search 10,000 pools for what is called safe and is not
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) KINDS='$(KINDS)' testprograms
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

launch: KINDS := launch
launch: ## hold thousands of token sales against a second program that shares no code with the library
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) KINDS='$(KINDS)' $(BUILD)/orthant testprograms
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

fits: KINDS := fits
fits: ## fit markets whose parameters are known: how often the intervals cover them
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) KINDS='$(KINDS)' testprograms
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

.PHONY: check-python
check-python: KINDS := python
check-python: ## build the Python package in an environment of its own, and run its tests
	$(know_words)
	@sh tests/support/deps.sh build python $(COMPILER)
	$(SUBMAKE) $(BUILD)/orthant $(BUILD)/liborthant.a
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

.PHONY: check-browser
check-browser: KINDS := browser
check-browser: ## open the report pages in a headless Chromium: requests, contrast, narrow screens, paper
	$(know_words)
	@sh tests/support/deps.sh build browser $(COMPILER)
	$(SUBMAKE) $(BUILD)/orthant
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

.PHONY: check-packages
check-packages: KINDS := packages
check-packages: ## build the Debian packages twice; install, use and remove them in a bare Debian 12
	$(know_words)
	@sh tests/support/deps.sh build python packages
	$(SUBMAKE) $(BUILD)/orthant
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

.PHONY: cluster
cluster: KINDS := cluster
cluster: ## run sweeps on a Slurm of two nodes that it starts here, and by GNU parallel
	$(know_words)
	@sh tests/support/deps.sh build cluster $(COMPILER)
	$(SUBMAKE) $(BUILD)/orthant
	$(call run_tests,$(call stamps,$(BUILD),$(EVERY_TEST)))

.PHONY: valgrindprograms threadprograms
valgrindprograms: $(BUILD)/orthant $(BUILD)/tests/unit/decimal $(BUILD)/tests/unit/scenario
	@:
threadprograms: $(THREAD_TESTS:%=$(BUILD)/tests/%)
	@:

# An exit code of its own, which no test expects. (detect_stack_use_after_return stays off: with it
# gcc 12 puts 64-byte vectors on a stack of its own without aligning them, its bug 110027.)
sanitize: export ASAN_OPTIONS := exitcode=99:detect_leaks=1:detect_stack_use_after_return=0
sanitize: export LSAN_OPTIONS := exitcode=99
sanitize: export UBSAN_OPTIONS := exitcode=99:print_stacktrace=1
sanitize: export TSAN_OPTIONS := exitcode=99:halt_on_error=1
sanitize: KINDS := $(COMPILED)
sanitize: ## run the tests under ASan and UBSan, the threaded ones under TSan, some under valgrind
	$(know_words)
	$(INSTALL_DEPS)
	$(SUBMAKE) valgrindprograms
	$(SUBMAKE) KINDS='$(KINDS)' BUILD=$(BUILD)/asan CHECKING=1 CFLAGS='-O1 -g' \
		SANITIZE=address,undefined programs man testprograms
	$(SUBMAKE) BUILD=$(BUILD)/tsan CHECKING=1 CFLAGS='-O1 -g' SANITIZE=thread \
		threadprograms
	$(call run_tests,$(BUILD)/tests/support/valgrind.passed \
		$(call stamps,$(BUILD)/asan,$(COMPILED_TESTS)) \
		$(call stamps,$(BUILD)/tsan,$(THREAD_TESTS)))

coverage: KINDS := $(COMPILED)
coverage: AGAIN := 1
coverage: ## which lines and branches the tests reach: build/coverage/html and a summary
	@sh tests/support/deps.sh build test coverage
	$(SUBMAKE) KINDS='$(KINDS)' BUILD=$(BUILD)/coverage CC=gcc CFLAGS='-O0 -g --coverage' \
		LDFLAGS=--coverage programs man testprograms
	@find $(BUILD)/coverage -name '*.gcda' -delete
	$(call run_tests,$(call stamps,$(BUILD)/coverage,$(COMPILED_TESTS)))
	@mkdir -p $(BUILD)/coverage/html
	@gcovr --root . --object-directory $(BUILD)/coverage --filter core/ --filter cli/ \
		--exclude-throw-branches --html-details $(BUILD)/coverage/html/index.html \
		--txt $(BUILD)/coverage/summary.txt --print-summary $(BUILD)/coverage
	@echo "written: $(BUILD)/coverage/html/index.html, $(BUILD)/coverage/summary.txt"

.PHONY: paper
paper: ## reproduce the laws of the paper: tables and pictures in $(BUILD)/paper
	$(INSTALL_BUILD_DEPS)
	$(SUBMAKE) $(PAPER_PROGRAM)
	@$(PAPER_PROGRAM) $(BUILD)/paper $(wildcard scenarios/paper/*.json)
	@sh tests/paper/figures.sh $(BUILD)/paper --write
	@echo "wrote $(BUILD)/paper/laws.txt, tables (.csv), pictures (.svg, .png), and the figures of tests/paper/README.md"

.PHONY: bench bench-python fuzz
bench: ## measure speed, beside plain loops over the C library
	$(INSTALL_BUILD_DEPS)
	$(SUBMAKE) programs $(BENCH_PROGRAMS)
	@for program in $(BENCH_PROGRAMS); do ./$$program || exit 1; done

bench-python: ## measure the Python package, as `make check-python` installed it, beside the C calls
	$(INSTALL_BUILD_DEPS)
	$(SUBMAKE) $(BUILD)/tests/bench/package
	@test -x $(BUILD)/python/venv/bin/python || \
		{ echo "no package in $(BUILD)/python/venv: make check-python" >&2; exit 1; }
	@$(BUILD)/python/venv/bin/python tests/bench/package.py $(BUILD)/tests/bench/package

# Coverage-guided fuzzing by libFuzzer, each target in turn for FUZZ_SECONDS. What it finds new is
# kept in the build folder, what breaks a target in $(FUZZ_BUILD)/crash-*.
FUZZ_SECONDS ?= 600
FUZZ_BUILD := $(BUILD)/fuzz
FUZZ_FLAGS := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz: ## fuzz each target for FUZZ_SECONDS (600) under the sanitizers, by clang
	@sh tests/support/deps.sh build clang
	$(SUBMAKE) BUILD=$(FUZZ_BUILD) CC=clang CHECKING=1 \
		CFLAGS="-O1 -g $(FUZZ_FLAGS)" LDFLAGS="$(FUZZ_FLAGS)" fuzzprograms
	@set -e; for target in $(FUZZ_TARGETS); do \
		mkdir -p $(FUZZ_BUILD)/corpus/$$target; \
		$(FUZZ_BUILD)/libfuzzer/$$target -max_total_time=$(FUZZ_SECONDS) -timeout=20 \
			-print_final_stats=1 -artifact_prefix=$(FUZZ_BUILD)/ \
			$$(test -f tests/fuzz/$${target#fuzz_}.dict && \
				echo -dict=tests/fuzz/$${target#fuzz_}.dict) \
			$(FUZZ_BUILD)/corpus/$$target tests/fuzz/corpus/$${target#fuzz_}; \
	done

.PHONY: fuzzprograms
fuzzprograms: $(FUZZ_TARGETS:%=$(BUILD)/libfuzzer/%)

$(BUILD)/libfuzzer/%: tests/fuzz/%.c $(BUILD)/liborthant.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) -fsanitize=fuzzer $(LIBS) -pthread -o $@
