# callboard. `make run` and `make check` install what they need (Debian, Ubuntu); plain `make` never installs.
#
#   make                 builds build/callboard        make run        builds it and starts it
#   make check           every test (UPDATE=1 rewrites the expected screens and data; CONFIG=posix tests that build)
#   make unit-NAME       one unit test                 make style      the floors, sizes and banned functions
#   make pictures        draws the README's pictures anew    make recording   records the demo anew, which they show
#   make check-asan      check-tsan  check-sdk  check-valgrind  coverage  bench  tidy  format  fuzz-NAME
#   make install         uninstall  (DESTDIR= PREFIX=/usr/local)       make dist  man  clean  compile_commands.json

CONFIG  ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
V       ?= 0

# Only an unpacked tarball holds .version; there, git would describe whatever repository lies around it.
VERSION := $(shell cat .version 2>/dev/null || git describe --tags --always --dirty 2>/dev/null || echo 0.1.0)

# ---- floors: what each may use besides itself. tests/style/floors.sh holds the include lines to this table. ----

BELOW_base    :=
BELOW_wire    := base
BELOW_model   := base
BELOW_rules   := model base
BELOW_plan    := model base
BELOW_decode  := model wire base
BELOW_project := rules plan decode model wire base
BELOW_http    := wire base
BELOW_connect := base
BELOW_client  := base
BELOW_snippet := model base
BELOW_demo    := client base
BELOW_report  := project $(BELOW_project)
BELOW_ui      := client snippet project $(BELOW_project)
BELOW_views   := ui client snippet connect report project $(BELOW_project)
BELOW_front   := views ui snippet connect report demo client http project $(BELOW_project)
FLOORS        := front $(BELOW_front)

# The front ends (src/*.c) are the top floor; main() is left out of it, so that tests can bring their own.
sources_of = $(if $(filter front,$(1)),$(filter-out src/main.c,$(wildcard src/*.c)),$(wildcard src/$(1)/*.c))
SOURCES   := src/main.c $(foreach floor,$(FLOORS),$(call sources_of,$(floor)))

# ---- libraries ----

PKG_CONFIG ?= pkg-config
packages    = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
INCLUDES   := -Isrc $(call packages,--cflags-only-I zlib libcjson libmicrohttpd gnutls ncursesw libpcre2-8 libcurl)
LIBS_wire  := $(call packages,--libs zlib)
LIBS_model := $(call packages,--libs libcjson) -lm
LIBS_plan  := $(call packages,--libs libpcre2-8)
LIBS_http  := $(call packages,--libs libmicrohttpd gnutls)
LIBS_client := $(call packages,--libs libcurl)
LIBS_ui    := $(call packages,--libs ncursesw) -lm

# ---- configurations, each in its own tree ----

CFLAGS   ?= -O2 -g
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla -Wundef \
            -Wcast-qual -Wwrite-strings -Wimplicit-fallthrough
CONFIG_asan     := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined
CONFIG_tsan     := -O1 -fno-omit-frame-pointer -fsanitize=thread
CONFIG_fuzz     := -O1 -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
CONFIG_coverage := -O0 --coverage
CONFIG_posix    := -DCALLBOARD_POSIX
CONFIGS         := release asan tsan posix fuzz coverage
ifeq ($(filter $(CONFIG),$(CONFIGS)),)
$(error CONFIG=$(CONFIG) is none of $(CONFIGS))
endif
ifeq ($(CONFIG),fuzz)
CC := clang
endif

BUILD    := build/$(CONFIG)
PROGRAM  := $(if $(filter release,$(CONFIG)),build,$(BUILD))/callboard
LANGUAGE := -std=c11 -D_GNU_SOURCE $(INCLUDES) -I$(BUILD)/made -pthread
COMPILE   = $(CC) $(LANGUAGE) $(WARNINGS) $(WERROR) $(CPPFLAGS) $(CFLAGS) $(CONFIG_$(CONFIG))
LINK      = $(CC) -pthread $(CFLAGS) $(CONFIG_$(CONFIG)) $(LDFLAGS)

# What every call goes through is compiled so that the program can be optimised as a whole when it is linked (gcc; some seconds
# for a twentieth more calls). Tests link the same objects as they are.
WHOLE_FLOORS := base wire model decode rules plan project
WHOLE_release := -O3 -flto=auto -ffat-lto-objects
is_gcc = $(findstring Free Software Foundation,$(shell $(CC) --version 2>/dev/null))
accepted = $(shell $(CC) $(1) -x c -c -o /dev/null /dev/null 2>/dev/null && echo '$(1)')
WHOLE := $(if $(WHOLE_$(CONFIG)),$(if $(is_gcc),$(call accepted,$(WHOLE_$(CONFIG)))))
LINK_PROGRAM  = $(LINK) $(WHOLE)
LINK_TEST     = $(LINK) $(if $(WHOLE),-fno-lto)

# One quiet line per step; V=1 shows the commands.
say = @$(if $(filter 0,$(V)),printf '  %-5s %s\n' $(1) $(2))
Q  := $(if $(filter 0,$(V)),@)

# ---- the program ----

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
# What only pattern rules ask for would be deleted after use.
.PRECIOUS: $(BUILD)/tests/%.o $(BUILD)/%.o $(BUILD)/%.stamp $(BUILD)/%.packages
.PHONY: all run deps FORCE
all: $(PROGRAM)

archive  = $(BUILD)/lib$(1).a
# A floor and those below it, in the order the linker wants: what uses before what is used.
archives = $(foreach floor,$(1) $(BELOW_$(1)),$(call archive,$(floor)))
libs     = $(foreach floor,$(1) $(BELOW_$(1)),$(LIBS_$(floor)))

$(PROGRAM): $(BUILD)/main.o $(call archives,front)
	$(call say,LINK,$@)
	$(Q)$(LINK_PROGRAM) -o $@ $^ $(call libs,front)

define floor_rule
$(call archive,$(1)): $(patsubst src/%.c,$(BUILD)/%.o,$(call sources_of,$(1))) $(BUILD)/sources.stamp
	$$(call say,AR,$$@)
	$$(Q)rm -f $$@ && $(AR) rcs $$@ $$(filter %.o,$$^)
endef
$(foreach floor,$(FLOORS),$(eval $(call floor_rule,$(floor))))

$(BUILD)/%.o: src/%.c $(BUILD)/flags.stamp | $(BUILD)/build.packages
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) $(DEFINES) $(AS_WHOLE) -MMD -MP -c -o $@ $<
$(foreach floor,$(WHOLE_FLOORS),$(eval $(BUILD)/$(floor)/%.o: private AS_WHOLE = $(WHOLE)))

# Each of these is known to one file only, so that a commit or another PREFIX does not rebuild the tree.
$(BUILD)/versions.o: private DEFINES = -DCALLBOARD_VERSION='"$(VERSION)"'
$(BUILD)/versions.o: $(BUILD)/version.stamp
$(BUILD)/ui/theme_load.o: private DEFINES = -DCALLBOARD_DATADIR='"$(PREFIX)/share/callboard"'
$(BUILD)/ui/theme_load.o: $(BUILD)/prefix.stamp

# What is data in the sources is text in the program: FILE.inc is a C string of it, flows.inc a row for each definition.
in_quotes = sed -e 's/[\\"?]/\\&/g' -e 's/.*/"&\\n"/'
FLOWS := $(sort $(wildcard src/flows/*.flow))
$(BUILD)/made/%.inc: src/%
	@mkdir -p $(@D)
	$(Q)$(in_quotes) $< >$@
$(BUILD)/made/flows.inc: $(FLOWS) $(BUILD)/flows.stamp
	@mkdir -p $(@D)
	$(Q)for file in $(FLOWS); do echo "{\"$$file\","; $(in_quotes) $$file; echo '},'; done >$@
$(BUILD)/plan/builtin.o: $(BUILD)/made/plan/b2b.json.inc
$(BUILD)/demo/story.o: $(BUILD)/made/demo/story.kv.inc
$(BUILD)/project/flows_builtin.o: $(BUILD)/made/flows.inc

# A stamp changes when its text does: what depends on it is made again then, and only then.
STAMP_flags   = $(filter-out -Werror,$(COMPILE)) $(WHOLE)
STAMP_sources = $(SOURCES)
STAMP_flows   = $(FLOWS)
STAMP_version = $(VERSION)
STAMP_prefix  = $(PREFIX)
$(BUILD)/%.stamp: FORCE
	@mkdir -p $(@D)
	@echo '$(STAMP_$*)' | cmp -s - $@ || echo '$(STAMP_$*)' >$@

# Looked for once per tree; a missing package is named before the compiler stumbles over it.
$(BUILD)/%.packages: tests/tools/deps.sh
	@mkdir -p $(@D)
	@tests/tools/deps.sh verify $*
	@touch $@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# Make again, now that the packages are there, on every processor unless told otherwise.
AGAIN = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))

run:
	@tests/tools/deps.sh install build
	+@$(AGAIN) all
	@exec $(PROGRAM) $(ARGS)

deps:
	@tests/tools/deps.sh install build test

# ---- tests: how they are built ----

named  = $(patsubst tests/$(1)%.c,%,$(wildcard tests/$(1)*.c))
UNITS := $(call named,unit/test_)
FUZZ  := $(call named,fuzz/fuzz_)
TOOLS := $(call named,tools/)
floor_of = $(shell sed -n '1s|^/\* floor: \([a-z]*\) \*/$$|\1|p' tests/unit/test_$(1).c)
$(foreach unit,$(UNITS),$(eval FLOOR_$(unit) := $(call floor_of,$(unit))))

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags.stamp | $(BUILD)/build.packages $(BUILD)/test.packages
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) -MMD -MP -c -o $@ $<

# A unit test is linked with its floor and those below it and with nothing else: an upward call is a link error.
define unit_rule
$(BUILD)/unit/$(1): $(BUILD)/tests/unit/test_$(1).o $(if $(FLOOR_$(1)),$(call archives,$(FLOOR_$(1))))
	@mkdir -p $$(@D)
	$$(if $(filter $(FLOORS),$(FLOOR_$(1))),,$$(error tests/unit/test_$(1).c: its first line has to be /* floor: NAME */))
	$$(call say,LINK,$$@)
	$$(Q)$$(LINK_TEST) -o $$@ $$^ $$(call libs,$(FLOOR_$(1))) -lcmocka
endef
$(foreach unit,$(UNITS),$(eval $(call unit_rule,$(unit))))

# Everything else that tests are made of may use every floor.
define linked_rule
$(BUILD)/$(1)/%: $(2) $(call archives,front)
	@mkdir -p $$(@D)
	$$(call say,LINK,$$@)
	$$(Q)$$(LINK_TEST) -o $$@ $$^ $$(call libs,front) $(3)
endef
$(eval $(call linked_rule,tools,$(BUILD)/tests/tools/%.o,-lvterm -lutil))
$(eval $(call linked_rule,replay,$(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o))
$(eval $(call linked_rule,fuzz,$(BUILD)/tests/fuzz/fuzz_%.o,-fsanitize=fuzzer))

# ---- tests: how they are run ----

.PHONY: check check-asan check-tsan check-sdk check-valgrind layers bench style tidy format coverage floors
LAYERS      ?= style unit rules decode flows stories filter schema fuzz screens pictures e2e
UNIT_FLOORS ?= $(FLOORS)
CHOSEN_UNITS = $(foreach unit,$(UNITS),$(if $(FLOOR_$(unit)),$(if $(filter $(UNIT_FLOORS),$(FLOOR_$(unit))),$(unit)),$(unit)))
RUN_LAYERS   = UPDATE='$(UPDATE)' STORM_SECONDS='$(STORM_SECONDS)' STORM_SEED='$(STORM_SEED)' UNITS='$(CHOSEN_UNITS)' tests/run.sh $(BUILD) $(PROGRAM)
STRICTLY     = $(AGAIN) WERROR=-Werror
SANITIZED   := unit rules decode flows stories filter schema fuzz screens e2e

layers: $(PROGRAM) $(TOOLS:%=$(BUILD)/tools/%) $(CHOSEN_UNITS:%=$(BUILD)/unit/%) $(FUZZ:%=$(BUILD)/replay/%)
	@$(RUN_LAYERS) $(LAYERS)

check: deps
	+@$(STRICTLY) layers

check-asan: deps
	+@$(STRICTLY) layers CONFIG=asan LAYERS='$(SANITIZED)' STORM_SECONDS=120

# What threads share: the sink, the journal, the world. Address space randomisation can land where ThreadSanitizer does
# not expect memory, and containers may forbid switching it off.
check-tsan: deps
	+@$(shell setarch -R true 2>/dev/null && echo setarch -R) \
	 $(STRICTLY) layers CONFIG=tsan LAYERS='unit e2e' UNIT_FLOORS='wire http project'

check-valgrind: deps
	+@WRAP='valgrind -q --error-exitcode=99 --leak-check=full' $(STRICTLY) layers LAYERS=unit

# npm reads the user's own settings, which the environment of the tests hides: so it runs before them.
check-sdk: deps $(if $(shell command -v npm),tests/sdk/node_modules/.package-lock.json)
	+@$(STRICTLY) layers LAYERS=sdk
tests/sdk/node_modules/.package-lock.json: tests/sdk/package-lock.json
	cd tests/sdk && npm ci --silent --no-audit --no-fund
	@touch $@

unit-%: $(BUILD)/unit/%
	@UNITS=$* tests/run.sh $(BUILD) $(PROGRAM) unit

style:
	@$(RUN_LAYERS) style

# The README's pictures, drawn from the program's own screens; `make check` holds them to it.
.PHONY: pictures
pictures:
	+@UPDATE=1 $(AGAIN) layers LAYERS=pictures

# What the golden screens and the pictures show, from the demo itself; `make check` holds it to that. UPDATE=1 make check follows.
.PHONY: recording
RECORDING := tests/screens/data/demo.ndjson
recording: $(PROGRAM) $(BUILD)/tools/term
	$(call say,DEMO,$(RECORDING))
	$(Q)CALLBOARD=$(abspath $(PROGRAM)) TOOLS=$(abspath $(BUILD))/tools tests/tools/recording.sh >$(BUILD)/demo.ndjson
	$(Q)cp $(BUILD)/demo.ndjson $(RECORDING)

# The table of floors, for the check of the include lines.
floors:
	@$(foreach floor,$(FLOORS),echo '$(floor): $(BELOW_$(floor))';)

bench: $(PROGRAM) $(BUILD)/tools/filters
	@FILTERS=$(abspath $(BUILD)/tools/filters) CALLBOARD=$(abspath $(PROGRAM)) BUILD=$(abspath $(BUILD))/bench tests/bench/run.sh

# New inputs are kept in the build tree; one that crashes goes to the corpus, where `make check` replays it from then on.
FUZZ_SECONDS ?= 60
fuzz-%:
	+@$(AGAIN) CONFIG=fuzz build/fuzz/fuzz/$*
	@mkdir -p build/fuzz/found/$*
	build/fuzz/fuzz/$* -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -rss_limit_mb=1024 -timeout=10 \
	 $(patsubst %,-dict=%,$(wildcard tests/fuzz/$*.dict)) \
	 -artifact_prefix=tests/fuzz/corpus/$*/ build/fuzz/found/$* tests/fuzz/corpus/$*

coverage: deps
	+@$(AGAIN) layers CONFIG=coverage LAYERS='$(SANITIZED)'
	@tests/tools/coverage.sh build/coverage

# ---- tools for the people who write it ----

tidy: build/compile_commands.json
	@printf '%s\n' $(SOURCES) | xargs -P $$(nproc) -n 8 clang-tidy --quiet -p build

format:
	clang-format -i $(wildcard src/*.[ch] src/*/*.[ch] tests/*/*.[ch])

# Where clangd and clang-tidy look for it without being told.
.PHONY: compile_commands.json
compile_commands.json: build/compile_commands.json
build/compile_commands.json: FORCE
	@mkdir -p $(@D)
	@{ sep='['; for file in $(SOURCES); do printf '%s\n{"directory": "%s", "file": "%s", "command": "%s"}' \
	 "$$sep" '$(CURDIR)' "$$file" '$(COMPILE) -c '"$$file"; sep=','; done; printf '\n]\n'; } >$@

# ---- manual, installation, distribution ----

.PHONY: man install uninstall dist clean
SHARE := $(DESTDIR)$(PREFIX)/share
man: build/callboard.1

# Keys and options come from the program, so the manual cannot say anything else than the program does.
build/callboard.1: src/doc/callboard.1.in $(PROGRAM)
	$(call say,MAN,$@)
	$(Q)$(PROGRAM) keys --man >$@.keys
	$(Q)$(PROGRAM) --help-man >$@.options
	$(Q)sed -e '/^@KEYS@$$/{r $@.keys' -e 'd;}' -e '/^@OPTIONS@$$/{r $@.options' -e 'd;}' $< >$@

install: $(PROGRAM) build/callboard.1
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/callboard/themes $(SHARE)/callboard/flows $(SHARE)/man/man1
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/callboard
	install -m 644 themes/*.theme $(SHARE)/callboard/themes
	install -m 644 $(FLOWS) $(SHARE)/callboard/flows
	install -m 644 build/callboard.1 $(SHARE)/man/man1
	install -D -m 644 src/doc/callboard.bash $(SHARE)/bash-completion/completions/callboard
	install -D -m 644 src/doc/callboard.zsh $(SHARE)/zsh/site-functions/_callboard
	install -D -m 644 src/doc/callboard.fish $(SHARE)/fish/vendor_completions.d/callboard.fish

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/callboard $(SHARE)/man/man1/callboard.1 \
	 $(SHARE)/bash-completion/completions/callboard $(SHARE)/zsh/site-functions/_callboard \
	 $(SHARE)/fish/vendor_completions.d/callboard.fish
	rm -rf $(SHARE)/callboard

# What is packed is what is committed.
dist: RELEASE = $(VERSION:%-dirty=%)
dist:
	@mkdir -p build
	@echo '$(RELEASE)' >build/.version
	git archive --prefix=callboard-$(RELEASE)/ --add-file=build/.version -o build/callboard-$(RELEASE).tar.gz HEAD

clean:
	rm -rf build
