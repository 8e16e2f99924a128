# One command for each thing a person wants from this tree; `make` alone lists them.

PORT ?= 8000
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
export DJANGO_SETTINGS_MODULE := loket.config.settings

# Stamps live inside the environment, so that removing it is a fresh start.
VENV := .venv/.made
RUNTIME := .venv/.runtime
DEV := .venv/.dev
BENCH := .venv/.bench
SOURCES_OF_MESSAGES := $(wildcard src/loket/locale/*/LC_MESSAGES/*.po src/loket/*/locale/*/LC_MESSAGES/*.po)
MESSAGES := $(SOURCES_OF_MESSAGES:.po=.mo)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check audit sbom format bench lock clean

help: ## Show this list
	@echo "Loket: an office run by its own SOPs"
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(RUNTIME) $(MESSAGES) ## Install Loket into .venv; the second time there is nothing to do
	@echo "Ready: $(BIN)/loket --help"

run: $(RUNTIME) $(MESSAGES) ## Serve the demo offices at http://127.0.0.1:8000 (PORT=9000 for another port)
	@$(BIN)/loket run --port $(PORT)

test: $(DEV) $(MESSAGES) ## Run every test: the core with every branch, SQLite, the browser, PostgreSQL
	@tools/test.sh

check: $(DEV) $(MESSAGES) ## Run the checks that need no eyes: style, types, layers, migrations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m django check --fail-level WARNING
	$(BIN)/python -m django makemigrations --check --dry-run

audit: ## Ask a public database for known holes in what runs (says so when it does not answer)
	tools/audit.py

sbom: $(RUNTIME) ## Write the list of parts, build/loket.cdx.json
	$(BIN)/python tools/sbom.py build/loket.cdx.json

format: $(DEV) ## Bring the code into the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(BENCH) $(MESSAGES) ## Measure the figures that the README quotes
	$(BIN)/python -m benchmarks

lock: ## Remake the lock files from pyproject.toml (LOCK_FLAGS=--upgrade for newer versions)
	tools/lock.sh $(LOCK_FLAGS)

clean: ## Remove what setup and tests made; databases and uploads stay
	rm -rf .venv .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f $(MESSAGES)

$(VENV):
	@tools/make_venv.sh
	@touch $@

$(RUNTIME): requirements.lock pyproject.toml | $(VENV)
	@echo "Installing Loket and what it needs (about a minute) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@echo "Installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(BENCH): requirements-bench.lock $(DEV)
	@echo "Installing the peers that the benchmark measures beside us ..."
	@$(PIP) install --require-hashes -r requirements-bench.lock
	@touch $@

%.mo: %.po $(RUNTIME)
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@
