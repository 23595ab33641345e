# Targets that test and measure; part of the Makefile.

$(BUILD)/tests/unit/% $(BUILD)/tests/property/% $(BUILD)/tests/vectors/% $(BUILD)/tests/bench/%: LIBS += $(CHECK_LIBS)
CHECK_LIBS = $(shell pkg-config --libs check)

define check_program
$(BUILD)/tests/$(1)/%: tests/$(1)/%.c $(SUPPORT_OBJECTS) $(BUILD)/liborthant.a
	@mkdir -p $$(@D)
	$$(CC) $$(ALL_CFLAGS) -Itests/support $$< $$(SUPPORT_OBJECTS) $$(BUILD)/liborthant.a \
		$$(LDFLAGS) $$(LIBS) -pthread -o $$@
endef
$(foreach kind,unit property vectors bench,$(eval $(call check_program,$(kind))))

# The fuzz targets again, as plain programs that replay their corpus.
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c tests/fuzz/replay_main.c $(BUILD)/liborthant.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -pthread -o $@

check: ## run every test, installing what is missing
	@sh tests/support/deps.sh build test $(if $(findstring clang,$(CC)),clang)
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=$(BUILD) programs man checkprograms
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=$(BUILD)/checking CHECKING=1 programs checkprograms
	@BUILD=$(BUILD) CC=$(CC) sh tests/run.sh

.PHONY: checkprograms
checkprograms: $(CHECK_PROGRAMS) $(FUZZ_REPLAYS)
