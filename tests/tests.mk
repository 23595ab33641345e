# Targets that test and measure; part of the Makefile.

$(CHECK_PROGRAMS) $(BENCH_PROGRAMS): LIBS += $(CHECK_LIBS)
CHECK_LIBS = $(shell pkg-config --libs check)
$(BUILD)/tests/unit/exact_mpfi: LIBS += -lmpfi

define check_program
$(BUILD)/tests/$(1)/%: tests/$(1)/%.c $(SUPPORT_OBJECTS) $(BUILD)/liborthant.a
	@mkdir -p $$(@D)
	$$(SAY) LD $$@
	$$(Q)$$(CC) $$(ALL_CFLAGS) -Itests/support $$< $$(SUPPORT_OBJECTS) $$(BUILD)/liborthant.a \
		$$(LDFLAGS) $$(LIBS) -pthread -o $$@
endef
$(foreach kind,unit property vectors bench,$(eval $(call check_program,$(kind))))

# The fuzz targets again, as plain programs that replay their corpus.
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay_main.c $(BUILD)/liborthant.a
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -pthread -o $@

# SCRIPTS: the scripted tests to run, all of them unless set. Those of COMPILED_SCRIPTS exercise the
# compiled programs and nothing else, so they are what another compiler or a sanitizer repeats.
SCRIPTS ?= tests/*/run_*.sh
COMPILED_SCRIPTS := tests/cases/run_*.sh tests/fuzz/run_*.sh
check: ## run every test, installing what is missing
	@sh tests/support/deps.sh build test $(if $(findstring clang,$(CC)),clang)
	@$(MAKE) --no-print-directory $(PARALLEL) programs man checkprograms
	@$(MAKE) --no-print-directory $(PARALLEL) BUILD=$(BUILD)/checking CHECKING=1 programs checkprograms
	@BUILD=$(BUILD) CC=$(CC) SCRIPTS='$(SCRIPTS)' sh tests/run.sh

.PHONY: checkprograms
checkprograms: $(CHECK_PROGRAMS) $(FUZZ_REPLAYS) $(BUILD)/tests/chaos/fail_malloc.so \
	$(BUILD)/tests/paper/paper
	@:

# Replaces the allocator of a program by LD_PRELOAD; never sanitized itself.
$(BUILD)/tests/chaos/fail_malloc.so: tests/chaos/fail_malloc.c
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) -std=c17 $(WARNINGS) -O1 -g -fPIC -shared -D_GNU_SOURCE $< -o $@

# Programs that start threads: those with "thread" in their name.
THREAD_PROGRAMS := $(foreach program,$(CHECK_PROGRAMS),$(if \
	$(findstring thread,$(notdir $(program))),$(program)))
.PHONY: threadprograms
threadprograms: $(THREAD_PROGRAMS)
	@:

sanitize: ## run the tests under ASan and UBSan, the threaded ones under TSan, some under valgrind
	@sh tests/support/deps.sh build test $(if $(findstring clang,$(CC)),clang)
	@$(MAKE) --no-print-directory $(PARALLEL) programs man checkprograms
	@$(MAKE) --no-print-directory $(PARALLEL) BUILD=$(BUILD)/asan CHECKING=1 CFLAGS='-O1 -g' \
		SANITIZE=address,undefined programs man checkprograms
	@$(MAKE) --no-print-directory $(PARALLEL) BUILD=$(BUILD)/tsan CHECKING=1 CFLAGS='-O1 -g' \
		SANITIZE=thread threadprograms
	@BUILD=$(BUILD) SCRIPTS='$(COMPILED_SCRIPTS)' sh tests/sanitize.sh

coverage: ## which lines and branches the tests reach: build/coverage/html and a summary
	@sh tests/support/deps.sh build test coverage
	@$(MAKE) --no-print-directory $(PARALLEL) BUILD=$(BUILD)/coverage CC=gcc CFLAGS='-O0 -g --coverage' \
		LDFLAGS=--coverage programs man checkprograms
	@find $(BUILD)/coverage -name '*.gcda' -delete
	@BUILD=$(BUILD)/coverage SCRIPTS='$(COMPILED_SCRIPTS)' sh tests/run.sh
	@mkdir -p $(BUILD)/coverage/html
	@gcovr --root . --object-directory $(BUILD)/coverage --filter core/ --filter cli/ \
		--exclude-throw-branches --html-details $(BUILD)/coverage/html/index.html \
		--txt $(BUILD)/coverage/summary.txt --print-summary $(BUILD)/coverage
	@echo "written: $(BUILD)/coverage/html/index.html, $(BUILD)/coverage/summary.txt"

# The laws of the paper, reproduced: tables and pictures into $(BUILD)/paper.
PAPER_SOURCES := $(wildcard tests/paper/*.c)
PAPER_OBJECTS := $(PAPER_SOURCES:%.c=$(BUILD)/obj/%.o)
PAPER_PROGRAM := $(BUILD)/tests/paper/paper

$(PAPER_PROGRAM): $(PAPER_OBJECTS) $(BUILD)/liborthant.a
	@mkdir -p $(@D)
	$(SAY) LD $@
	$(Q)$(CC) $(LDFLAGS) $^ $(LIBS) -pthread -o $@

paper: ## reproduce the laws of the paper: tables and pictures in $(BUILD)/paper
	@sh tests/support/deps.sh build $(if $(findstring clang,$(CC)),clang)
	@$(MAKE) --no-print-directory $(PARALLEL) $(PAPER_PROGRAM)
	@$(PAPER_PROGRAM) $(BUILD)/paper $(wildcard scenarios/paper/*.json)
	@sh tests/paper/figures.sh $(BUILD)/paper --write
	@echo "wrote $(BUILD)/paper/laws.txt, tables (.csv), pictures (.svg, .png), and the figures of tests/paper/README.md"

-include $(PAPER_OBJECTS:.o=.d)

.PHONY: paper
bench: ## measure speed, beside plain loops over the C library
	@sh tests/support/deps.sh build
	@$(MAKE) --no-print-directory $(PARALLEL) programs $(BENCH_PROGRAMS)
	@for program in $(BENCH_PROGRAMS); do ./$$program || exit 1; done

# Coverage-guided fuzzing by libFuzzer, each target in turn for FUZZ_SECONDS. What it finds new is
# kept in the build folder, what breaks a target in $(FUZZ_BUILD)/crash-*.
FUZZ_SECONDS ?= 600
FUZZ_BUILD := $(BUILD)/fuzz
FUZZ_FLAGS := -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz: ## fuzz each target for FUZZ_SECONDS (600) under the sanitizers, by clang
	@sh tests/support/deps.sh build clang
	@$(MAKE) --no-print-directory $(PARALLEL) BUILD=$(FUZZ_BUILD) CC=clang CHECKING=1 \
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
