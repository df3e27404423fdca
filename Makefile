# What a person, pre-commit and .ci/run all call. `make` lists the targets.

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
PYTEST_ARGS ?=
LOCK_ARGS ?=
BENCH_ARGS ?= --sizes 100 1000 --rounds 5

# The coverage gate, line and branch: `make coverage` holds each part to its figure.
COVERAGE_DOMAIN := 100
COVERAGE_CONTROL := 100
COVERAGE_WHOLE := 95

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-annotate --custom-compile-command "make lock" $(LOCK_ARGS)

export NO_MKDOCS_2_WARNING := 1
export PATH := $(abspath $(BIN)):$(PATH)

.DEFAULT_GOAL := help
# Of an environment that could not be finished, as where Debian has no python3-venv, nothing is taken for one.
.DELETE_ON_ERROR:
.PHONY: help demo pictures test coverage lint style spelling dependencies dead-code types imports smoke lock bench clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /|/' | awk -F '|' '{printf "  make %-12s %s\n", $$1, $$2}'

demo: $(VENV)/.run  ## build the example site with its PDFs and its API
	$(BIN)/inforce schema
	$(BIN)/inforce build --out build
	@echo
	@echo "The public website is in build/public, the dealers' in build/dealer. To see it:"
	@echo "    $(PYTHON) -m http.server --directory build/public 8000"
	@echo "and open http://localhost:8000/ (Russian: http://localhost:8000/ru/)."
	@echo "The catalogues are build/public/downloads/*.pdf, the API is build/public/api/v1/."

pictures: $(VENV)/.dev  ## take the pictures of the README anew (Chromium, Poppler)
	docs/images/take.sh

# Files go to the processes in their order: the last ones are short, so that both end together.
test: $(VENV)/.dev  ## run the whole suite
	$(BIN)/pytest --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

coverage:  ## run the suite and hold its coverage to the gate
	rm -f .coverage .coverage.*
	$(MAKE) test PYTEST_ARGS="$(PYTEST_ARGS) --cov --cov-report="
	$(MAKE) --keep-going --no-print-directory coverage-domain coverage-control coverage-whole

.PHONY: coverage-domain coverage-control coverage-whole
coverage-domain:
	$(BIN)/coverage report --include='plugins/inforce/domain/*' --fail-under=$(COVERAGE_DOMAIN)
coverage-control:
	$(BIN)/coverage report --include='plugins/inforce/control/*' --fail-under=$(COVERAGE_CONTROL)
coverage-whole:
	$(BIN)/coverage report --fail-under=$(COVERAGE_WHOLE)

lint: style spelling dependencies dead-code  ## style, spelling, unused or undeclared dependencies, dead code

style: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
spelling: $(VENV)/.dev
	$(BIN)/codespell
dependencies: $(VENV)/.dev
	$(BIN)/deptry plugins tests
dead-code: $(VENV)/.dev
	$(BIN)/vulture

types: $(VENV)/.dev  ## mypy --strict
	$(BIN)/mypy

imports: $(VENV)/.dev  ## who may import whom
	$(BIN)/lint-imports

smoke: $(VENV)/.run  ## build the wheel and try it in an empty environment
	rm -rf build/wheel build/smoke
	$(PIP) wheel --no-deps --no-build-isolation --wheel-dir build/wheel .
	$(PYTHON) -m venv build/smoke
	build/smoke/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --requirement requirements/build.txt
	build/smoke/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --no-build-isolation --requirement requirements/run.txt
	build/smoke/bin/python -m pip --disable-pip-version-check --quiet install build/wheel/*.whl
	build/smoke/bin/python -m pip --disable-pip-version-check check
	build/smoke/bin/inforce --version
	build/smoke/bin/inforce check
	build/smoke/bin/mkdocs build --strict --quiet --site-dir build/smoke-site

lock: $(VENV)/.dev  ## pin what pyproject.toml asks for, with hashes; LOCK_ARGS=--upgrade takes the newest
	$(LOCK) --output-file requirements/run.txt pyproject.toml
	$(LOCK) --output-file requirements/dev.txt --constraint requirements/run.txt --group dev pyproject.toml
	$(LOCK) --output-file requirements/build.txt --constraint requirements/dev.txt --group build
	$(LOCK) --output-file requirements/bench.txt --constraint requirements/dev.txt --group bench

bench: $(VENV)/.bench  ## how long it takes, beside Hugo, MkDocs and others; BENCH_ARGS="--sizes 100 10000"
	$(BIN)/python -m tests.benchmarks.website --out build/bench $(BENCH_ARGS)

clean:  ## remove everything that was made
	rm -rf $(VENV) build site schemas/build .cache/inforce .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "inforce needs Python 3.11 or later; say which with make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/build.txt requirements/run.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/build.txt
	$(PIP) install --require-hashes --no-build-isolation --requirement requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) install --require-hashes --no-build-isolation --requirement requirements/dev.txt
	touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	$(PIP) install --require-hashes --no-build-isolation --requirement requirements/bench.txt
	touch $@
