# Wherry: what a person does with the sources. `make help` lists it.

PREFIX ?= /usr/local
DESTDIR ?=
PROGRAMS := wherry wherryd wherry-runtime wherry-shim
RELEASE := swift build --configuration release --static-swift-stdlib
COMPLETIONS := bash:share/bash-completion/completions/wherry zsh:share/zsh/site-functions/_wherry fish:share/fish/vendor_completions.d/wherry.fish

.PHONY: help packages build test test-peers test-vm demo bench install uninstall format lint clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "make %-10s %s\n", $$1, $$2 }'

packages: ## Install the Debian packages that building and testing need
	@Scripts/install-packages

build: packages ## Build the four release programs into bin/
	@for program in $(PROGRAMS); do $(RELEASE) --product $$program || exit 1; done
	@mkdir -p bin
	@for program in $(PROGRAMS); do \
		strip -o bin/$$program "$$($(RELEASE) --show-bin-path)/$$program" || exit 1; \
	done
	@ls -l bin

test: packages ## Build and run every test, those of test-peers and test-vm too; the last line counts them
	@Scripts/test

test-peers: packages ## Run the runtime's scenarios on runc and crun, which checks the scenarios
	@swift build --build-tests
	@Scripts/test-peers

test-vm: packages ## Run the suites of the runtime and of cgroups on emulated machines that have cgroups of v2 alone
	@swift build --build-tests
	@Scripts/test-vm

demo: build ## Show it at work on an image pushed to and pulled from a real registry
	@Scripts/demo

bench: build ## Measure it beside docker and podman, and write docs/BENCHMARKS.md
	@Scripts/bench

install: ## Install the programs, systemd units and completions under PREFIX (after `make build`)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/systemd/system
	install -m 755 $(addprefix bin/,$(PROGRAMS)) $(DESTDIR)$(PREFIX)/bin
	for unit in wherry.service wherry.socket; do \
		sed 's|@PREFIX@|$(PREFIX)|g' Packaging/systemd/$$unit > $(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit; \
	done
	for entry in $(COMPLETIONS); do \
		install -d "$$(dirname $(DESTDIR)$(PREFIX)/$${entry#*:})"; \
		bin/wherry completion $${entry%%:*} > $(DESTDIR)$(PREFIX)/$${entry#*:} || exit 1; \
	done

uninstall: ## Remove what install made
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,$(PROGRAMS))
	rm -f $(DESTDIR)$(PREFIX)/lib/systemd/system/wherry.service $(DESTDIR)$(PREFIX)/lib/systemd/system/wherry.socket
	rm -f $(foreach entry,$(COMPLETIONS),$(DESTDIR)$(PREFIX)/$(lastword $(subst :, ,$(entry))))

format: ## Put the sources into the project's form
	swift format --in-place --parallel --recursive Package.swift Sources Tests

lint: ## Check the sources' form
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

clean: ## Remove what was built
	rm -rf .build bin
