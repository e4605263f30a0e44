# Nothing else to know: make setup, make run, make demo, make test, make check.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test check bench sustained judge soak fuzz format lock

bin := .venv/bin
python := $(bin)/python
# The browser tests use the system's Chromium, or the one Playwright keeps inside the environment.
export PLAYWRIGHT_BROWSERS_PATH := 0

# Sizes of the long runs: make soak KILLS=1000 FILES=2000
KILLS ?= 200
FILES ?= 300
CASES ?= 2000
SEED ?= 1
PAGES ?= 60
PEER_PAGES ?= 12
MANY_PAGES ?= 2000
COUNT ?= 120
LEVEL ?= office
SCALE ?= 1
MINUTES ?= 5

help: ## Show what there is to call
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' Makefile

setup: ## Make the environment in .venv/, system packages where it may
	@scripts/setup.sh

setup-dev:
	@scripts/setup.sh --dev

run: setup ## Start everything on this machine's own address, data in ./data
	@$(bin)/dossier run --data ./data --samples sample_scans

demo: setup ## File the sample scans into a fresh folder and show what is missing
	@$(bin)/dossier demo sample_scans

test: setup-dev ## All tests in their short form
	@$(python) -m pytest -m "not long" -n 3 --dist loadfile

check: setup-dev ## Lint, types, import contracts, size limits
	$(bin)/ruff check .
	$(bin)/ruff format --check .
	$(bin)/mypy
	$(bin)/lint-imports
	$(if $(TESTS_FOLLOW),,$(python) -m pytest -q -m "not long" tests/architecture)

bench: setup-dev ## Measured figures into docs/benchmarks.md (PAGES, PEER_PAGES, SCALE, SEED)
	$(python) bench/run.py --pages $(PAGES) --peer-pages $(PEER_PAGES) --scale $(SCALE) $(if $(filter command line,$(origin SEED)),--seed $(SEED))

sustained: setup-dev ## Thousands of pages in one go, beside OCRmyPDF (MANY_PAGES)
	$(python) bench/sustained.py --pages $(MANY_PAGES)

judge: setup-dev ## Draw papers never seen before and tell how much is decided right (COUNT, LEVEL, SEED)
	$(python) bench/judge.py --level $(LEVEL) --count $(COUNT) $(if $(filter command line,$(origin SEED)),--seed $(SEED))

soak: setup-dev ## The long fault and load runs (KILLS, FILES, SEED)
	$(python) bench/soak.py --kills $(KILLS) --files $(FILES) --seed $(SEED)

fuzz: setup-dev ## Damaged files of every format, then whole pages in odd shapes (CASES, MINUTES, SEED)
	$(python) bench/fuzz.py --cases $(CASES) --seed $(SEED)
	$(python) bench/shapes.py --minutes $(MINUTES) --seed $(SEED)

format: setup-dev
	$(bin)/ruff check --fix .
	$(bin)/ruff format .

lock: ## Resolve every version anew into constraints.txt
	rm -rf build/lock && python3 -m venv build/lock
	build/lock/bin/pip install --quiet --disable-pip-version-check --upgrade setuptools setuptools-scm -e '.[dev]'
	{ grep '^#' constraints.txt; build/lock/bin/pip freeze --all --exclude-editable | grep -v '^pip==' | LC_ALL=C sort -f; } >build/constraints.txt
	mv build/constraints.txt constraints.txt
