# The commands of this project. Each installs what it needs and this machine lacks.

# Where the tools that have to be compiled go: once for all clones.
export TOOLS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/im2cost
export PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(HOME)/.cargo/bin:$(PATH)
PORT ?= 8080

.PHONY: help serve build test bench lint native browser
.NOTPARALLEL:

help: ## Lists these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

serve: ## Builds the page and serves it on a local port, again after each change
	@scripts/setup.sh page
	@trunk serve --offline --dist target/serve --port $$(node scripts/free-port.mjs $(PORT))

build: ## Leaves a release of the page in dist/, for any path of any static server
	@scripts/setup.sh page
	@trunk build --offline
	@echo 'The page is in dist/.'

test: ## Runs everything that CI runs
	@scripts/setup.sh tests
	@$(MAKE) --no-print-directory lint native browser
	@echo 'Everything passed.'

bench: build ## Measures the analysis natively, and in a browser typing, pointing and opening
	@scripts/setup.sh tests
	cargo bench --locked --bench analysis
	node benches/keystroke.mjs
	node benches/hover.mjs
	node benches/opening.mjs

lint: # format, and lints on both targets
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --lib --bins --target wasm32-unknown-unknown -- -D warnings

native: # the tests that need no browser
	cargo test --locked

browser: build # the tests of the built page
	node --test --test-reporter=spec tests/browser/*.test.mjs
