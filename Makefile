# Short names for `cargo xtask`; what each does is said there and in README.md.
BASE ?= /
XTASK := cargo run --quiet --package xtask --

# With CI set, everything cargo builds is kept in the user's cache, so that a fresh clone starts warm.
ifdef CI
export CARGO_TARGET_DIR ?= $(HOME)/.cache/kith/target
endif

.PHONY: run test dist size bench e2e tidy setup ci accuracy

run:
	$(XTASK) run

test:
	$(XTASK) test

dist:
	$(XTASK) dist --base "$(BASE)"

size:
	$(XTASK) size

bench:
	$(XTASK) bench

e2e:
	$(XTASK) e2e

accuracy:
	$(XTASK) accuracy --data "$(DATA)"

tidy:
	$(XTASK) tidy

setup:
	$(XTASK) setup --tests

ci:
	CI=1 ./.ci/run </dev/null
