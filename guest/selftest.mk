# SPDX-License-Identifier: GPL-2.0-only
# Read behind the Makefile of a kernel's selftest: makes it, or of it PROGRAM
# alone, and copies what runs in the guest into $(O)/files. The file $(O)/list
# has a line for each: "program NAME", in the order in which they run, "file NAME".
tests := $(strip $(TEST_GEN_PROGS) $(TEST_CUSTOM_PROGS) $(TEST_PROGS))
wanted := $(if $(PROGRAM),$(filter $(PROGRAM) %/$(PROGRAM),$(tests)),$(tests))
beside := $(TEST_GEN_PROGS_EXTENDED) $(TEST_PROGS_EXTENDED) $(TEST_GEN_FILES) \
	$(TEST_FILES)
goals := $(if $(PROGRAM),$(wanted) $(TEST_GEN_FILES),all)

.PHONY: backport-list
backport-list: $(if $(wanted),$(goals),backport-none)
	mkdir -p $(O)/files
	cp -rL $(wanted) $(if $(PROGRAM),$(wildcard $(beside)),$(beside)) $(O)/files
	for f in $(notdir $(wanted)); do echo "program $$f"; done >$(O)/list.new
	cd $(O)/files && find . -type f | sort | sed 's,^\./,file ,' >>../list.new
	mv $(O)/list.new $(O)/list

.PHONY: backport-none
backport-none:
	@echo "error: no program $(PROGRAM) in TEST_GEN_PROGS and TEST_PROGS of its Makefile" >&2
	@false
