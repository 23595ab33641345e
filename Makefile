# orthant. `make help` lists the targets. Those that show, test and measure install the packages that
# are missing; plain `make` names them and stops.

CC      ?= gcc
ifeq ($(origin CC),default)
CC      := gcc
endif
PREFIX  ?= /usr/local
# Debian's libraries are in lib/x86_64-linux-gnu.
LIBDIR  ?= $(PREFIX)/lib
BUILD   ?= build
CHECKING ?= 0
SANITIZE ?=
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
PARALLEL = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(JOBS))

# WERROR=1, as .ci/run does: a warning is an error.
WERROR ?= 0
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow $(if $(filter 1,$(WERROR)),-Werror)
# -ffp-contract=off: every fused multiply-add is written out, so that each compiler and each kernel
# rounds at the same places.
CFLAGS  ?= -O2 -g
ALL_CFLAGS := -std=c17 $(WARNINGS) $(CFLAGS) -ffp-contract=off -fno-math-errno -fPIC \
	-fvisibility=hidden -D_GNU_SOURCE -Iinclude -Icore -MMD -MP -pthread
ifeq ($(CHECKING),1)
ALL_CFLAGS += -DORTH_CHECKING
endif
ifneq ($(SANITIZE),)
# gcc's flow warnings see things in instrumented code that are not there; the plain builds are strict.
ALL_CFLAGS += -Wno-error
ALL_CFLAGS += -fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all
LDFLAGS    += -fsanitize=$(SANITIZE)
endif
# V=1 shows the whole commands.
ifeq ($(V),1)
SAY = @:
Q =
else
SAY = @printf '  %-4s %s\n'
Q = @
endif
LIBS := -lmpfr -lgmp -ljansson -lsleef -lmd -lz -lsqlite3 -lnlopt -lm

# One source a kernel, compiled once for each instruction set (core/kernel/isa/simd.h).
ISAS := avx512 avx2 scalar
ISA_FLAGS_avx512 := -O3 -mavx512f -mavx512dq -mavx512vl -mfma -DORTH_ISA_AVX512
ISA_FLAGS_avx2   := -O3 -mavx2 -mfma -DORTH_ISA_AVX2
ISA_FLAGS_scalar := -O3 -mfma -DORTH_ISA_SCALAR

# The words' loops over four limbs are worth unrolling.
$(BUILD)/obj/core/contract/%.o: ALL_CFLAGS += $(if $(filter -O2,$(CFLAGS)),-O3)

# Places of a likelihood are lanes of eight, rows of a term are 64.
$(BUILD)/obj/core/fit/market_garch.o $(BUILD)/obj/core/fit/market_merton.o: ALL_CFLAGS += $(if $(filter -O2,$(CFLAGS)),-O3)

LIB_SOURCES := $(wildcard core/*/*.c)
ISA_SOURCES := $(wildcard core/kernel/isa/*.c)
CLI_SOURCES := $(wildcard cli/*.c)
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/obj/%.o) \
	$(foreach isa,$(ISAS),$(ISA_SOURCES:%.c=$(BUILD)/obj/%.$(isa).o))
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(BUILD)/obj/%.o)

# Each file under these folders is one Check program.
CHECK_SOURCES := $(wildcard $(foreach kind,unit property vectors thorough tuning safety launch fits,tests/$(kind)/*.c))
CHECK_PROGRAMS := $(CHECK_SOURCES:%.c=$(BUILD)/%)
SUPPORT_SOURCES := $(wildcard tests/support/*.c)
SUPPORT_OBJECTS := $(SUPPORT_SOURCES:%.c=$(BUILD)/obj/%.o)
BENCH_PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c))
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

.SECONDARY:
.PHONY: all programs deps demo format layout man install uninstall clean help
.DEFAULT_GOAL := all

all: ## build the program, the libraries and the man pages
	@sh tests/support/deps.sh --tell build $(COMPILER)
	@$(MAKE) --no-print-directory $(PARALLEL) programs man

programs: $(BUILD)/orthant $(BUILD)/liborthant.a $(BUILD)/liborthant.so
	@:

include tests/tests.mk

# ---------------------------------------------------------------- objects and libraries

define compile_isa
$(BUILD)/obj/core/kernel/isa/%.$(1).o: core/kernel/isa/%.c
	@mkdir -p $$(@D)
	$$(SAY) CC $$@
	$$(Q)$$(CC) $$(ALL_CFLAGS) $$(ISA_FLAGS_$(1)) -c $$< -o $$@
endef
$(foreach isa,$(ISAS),$(eval $(call compile_isa,$(isa))))

$(BUILD)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) CC $@
	$(Q)$(CC) $(ALL_CFLAGS) -c $< -o $@

# Where install puts the scenarios; compiled in again when PREFIX changes.
$(BUILD)/obj/cli/list_files.o: ALL_CFLAGS += -DORTH_SHARE_DIR='"$(PREFIX)/share/orthant"'
$(BUILD)/obj/cli/list_files.o: $(BUILD)/prefix
$(BUILD)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX)' | cmp -s - $@ || echo '$(PREFIX)' > $@
.PHONY: FORCE

$(BUILD)/liborthant.a: $(LIB_OBJECTS)
	@rm -f $@
	$(SAY) AR $@
	$(Q)ar rcs $@ $^

$(BUILD)/liborthant.so: $(LIB_OBJECTS)
	$(SAY) LD $@
	$(Q)$(CC) -shared -Wl,-soname,$(SONAME) -Wl,-z,defs $(LDFLAGS) $^ $(LIBS) -pthread -o $@

$(BUILD)/orthant: $(CLI_OBJECTS) $(BUILD)/liborthant.a
	$(SAY) LD $@
	$(Q)$(CC) $(LDFLAGS) $^ $(LIBS) -pthread -o $@

# ---------------------------------------------------------------- set-up, manual, installation

deps: ## install the packages that the build needs (apt; sudo only when not root)
	$(INSTALL_BUILD_DEPS)

DEMO_STEPS := 1,10,100,1000,7200
demo: ## compare schedules of a real move: a table, and JSON and pictures in demo/
	$(INSTALL_BUILD_DEPS)
	$(SUBMAKE) programs
	@mkdir -p demo
	@$(BUILD)/orthant compare scenarios/btc-usdc-50-90.json --steps $(DEMO_STEPS) \
		-o demo/comparison.json --plot demo/losses.png >/dev/null
	@$(BUILD)/orthant compare scenarios/btc-usdc-50-90.json --steps $(DEMO_STEPS) \
		--plot demo/losses.svg > demo/table.txt
	@$(BUILD)/orthant report scenarios/btc-usdc-with-fee.json --price-volatility 0.811 \
		-o demo/report.html >/dev/null 2>&1
	@echo
	@cat demo/table.txt
	@echo
	@echo "Written: demo/comparison.json, demo/losses.svg, demo/losses.png, demo/table.txt,"
	@echo "demo/report.html (one page to decide on)"

COMMANDS = $(shell sed -n 's/^ *{"\([a-z-]*\)",.*/\1/p' cli/commands.c)
MAN_PAGES = $(BUILD)/man/orthant.1 $(COMMANDS:%=$(BUILD)/man/orthant-%.1)
FORMAT_PAGES = $(patsubst scenarios/%,$(BUILD)/man/%,$(wildcard scenarios/*.5))
man: $(MAN_PAGES) $(FORMAT_PAGES) ## generate the man pages from the program's own help and cli/man
	@:

# A page a command: cli/man/page.sh makes it from `orthant COMMAND --help` and cli/man/COMMAND.h2m.
# A command that has no such file yet gets a page all the same; tests/cases/run_manual.sh wants it.
MAN_INCLUDES = $(addprefix cli/man/,page.sh page.awk exit_status) cli/commands.c $(wildcard cli/man/*.h2m)
$(BUILD)/man/orthant.1: $(BUILD)/orthant $(MAN_INCLUDES)
	@mkdir -p $(@D)
	$(SAY) MAN $@
	$(Q)sh cli/man/page.sh $< '$(VERSION)' > $@.new && mv $@.new $@
$(BUILD)/man/orthant-%.1: $(BUILD)/orthant $(MAN_INCLUDES)
	@mkdir -p $(@D)
	$(SAY) MAN $@
	$(Q)sh cli/man/page.sh $< '$(VERSION)' $* > $@.new && mv $@.new $@
# `orthant help` looks for all pages beside the program.
$(BUILD)/man/%.5: scenarios/%.5
	@mkdir -p $(@D)
	@cp $< $@
# Before 1.0 the ABI changes with the second number: programs of another find no library to run with.
SONAME = liborthant.so.$(basename $(VERSION))
VERSION = $(shell sed -n 's/.*ORTH_VERSION "\(.*\)"/\1/p' include/orthant/api.h)

define PC_FILE
prefix=$(PREFIX)
libdir=$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR))
includedir=$${prefix}/include

Name: orthant
Description: costs of changing the weights of a geometric-mean pool
Version: $(VERSION)
Libs: -L$${libdir} -lorthant
Libs.private: $(LIBS) -pthread
Cflags: -I$${includedir}
endef

# The prices that a scenario names lie beside it.
SCENARIO_FILES = $(wildcard scenarios/*.json scenarios/*/*.json scenarios/*/*.csv)
# Folders that are not there yet are written down, so that uninstall removes them, if they are empty
# then, and no others.
INSTALL_TO = $(DESTDIR)$(PREFIX)
INSTALL_FOLDERS = $(addprefix $(INSTALL_TO)/,bin include/orthant share/man/man1 share/man/man5 \
	share/orthant share/bash-completion/completions share/zsh/site-functions) \
	$(DESTDIR)$(LIBDIR)/pkgconfig
install: programs man ## install under PREFIX (default /usr/local), DESTDIR and LIBDIR respected
	@LC_ALL=C mkdir -pv $(INSTALL_FOLDERS) > $(BUILD)/folders
	@sed -n "s|^mkdir: created directory '$(DESTDIR)\(.*\)'$$|\1/|p" $(BUILD)/folders \
		>> $(INSTALL_TO)/share/orthant/folders
	@install $(BUILD)/orthant $(DESTDIR)$(PREFIX)/bin/
	@install -m 644 $(BUILD)/liborthant.a $(DESTDIR)$(LIBDIR)/
	@install $(BUILD)/liborthant.so $(DESTDIR)$(LIBDIR)/$(SONAME)
	@ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/liborthant.so
	@install -m 644 include/orthant/*.h $(DESTDIR)$(PREFIX)/include/orthant/
	@install -m 644 $(MAN_PAGES) $(DESTDIR)$(PREFIX)/share/man/man1/
	@install -m 644 scenarios/*.5 $(DESTDIR)$(PREFIX)/share/man/man5/
	@for file in $(SCENARIO_FILES); do \
		install -D -m 644 $$file $(DESTDIR)$(PREFIX)/share/orthant/$$file || exit 1; \
	done
	@$(BUILD)/orthant completion bash > $(BUILD)/completion
	@install -m 644 $(BUILD)/completion $(INSTALL_TO)/share/bash-completion/completions/orthant
	@$(BUILD)/orthant completion zsh > $(BUILD)/completion
	@install -m 644 $(BUILD)/completion $(INSTALL_TO)/share/zsh/site-functions/_orthant
	$(file >$(BUILD)/orthant.pc,$(PC_FILE))
	@install -m 644 $(BUILD)/orthant.pc $(DESTDIR)$(LIBDIR)/pkgconfig/
	@echo "installed under $(DESTDIR)$(PREFIX)"

uninstall: ## remove what install put there
	@mkdir -p $(BUILD)
	@LC_ALL=C sort -r $(INSTALL_TO)/share/orthant/folders > $(BUILD)/folders 2>/dev/null || :
	@rm -f $(DESTDIR)$(PREFIX)/bin/orthant $(DESTDIR)$(LIBDIR)/liborthant.* \
		$(DESTDIR)$(LIBDIR)/pkgconfig/orthant.pc \
		$(DESTDIR)$(PREFIX)/share/man/man1/orthant.1 $(DESTDIR)$(PREFIX)/share/man/man1/orthant-*.1 \
		$(DESTDIR)$(PREFIX)/share/man/man5/orthant-*.5 \
		$(INSTALL_TO)/share/bash-completion/completions/orthant \
		$(INSTALL_TO)/share/zsh/site-functions/_orthant
	@rm -rf $(DESTDIR)$(PREFIX)/include/orthant $(DESTDIR)$(PREFIX)/share/orthant
	@while read -r folder; do rmdir "$(DESTDIR)$$folder" 2>/dev/null || :; done < $(BUILD)/folders
	@echo "removed from $(DESTDIR)$(PREFIX)"

format: ## lay out the sources with clang-format
	@sh tests/support/deps.sh format
	@clang-format -i $$(find core include cli tests -name node_modules -prune -o -name '*.[ch]' -print)

layout: ## fail where `make format` would change a file
	@sh tests/support/deps.sh format
	@sh tests/unit/run_layout.sh

.PHONY: wheel sdist
PACKAGE = @sh tests/support/deps.sh build python $(COMPILER) && BUILD=$(BUILD)
wheel: ## make a Python wheel with all libraries inside, in $(BUILD)/python/dist
	$(SUBMAKE) $(BUILD)/liborthant.a
	$(PACKAGE) sh include/python/package.sh wheel
sdist: ## make a source distribution of the Python package, likewise
	@mkdir -p $(BUILD)
	$(PACKAGE) sh include/python/package.sh sdist

dist: ## make a tarball that builds without git, in $(BUILD)/dist: the same bytes from the same commit
	@BUILD=$(BUILD) VERSION=$(VERSION) sh cli/debian/dist.sh

deb: ## make the Debian packages in $(BUILD)/deb: orthant, liborthant0, liborthant-dev, python3-orthant
	@sh tests/support/deps.sh build python packages
	@mkdir -p $(BUILD)
	@BUILD=$(BUILD) VERSION=$(VERSION) JOBS=$(JOBS) sh cli/debian/deb.sh

# What the library is linked with.
.PHONY: libs dist deb
libs: ; @echo $(LIBS) -pthread

clean: ## remove what was built
	rm -rf build demo

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d)
