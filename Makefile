# Everything a newcomer types. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
MEMBERS := $(patsubst %/pyproject.toml,%,$(wildcard shared/*/pyproject.toml services/*/pyproject.toml simulation/pyproject.toml devstack/pyproject.toml tools/pyproject.toml))
CODE := shared services simulation devstack tools tests $(wildcard bench)
INSTALLED := $(VENV)/.installed

.PHONY: help setup run test unit check format bench evaluate train contracts docs lock clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup: $(INSTALLED) ## make the virtual environment with everything pinned

# uv is quick; where only pip is told where packages come from, pip does the same slowly.
$(INSTALLED): requirements/build.txt requirements/dev.txt $(addsuffix /pyproject.toml,$(MEMBERS))
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	export PATH="$(CURDIR)/$(BIN):$$PATH" VIRTUAL_ENV="$(CURDIR)/$(VENV)"
	uv pip install --quiet --require-hashes -r requirements/dev.txt \
	  || python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	uv pip install --quiet --no-deps --no-build-isolation $(addprefix -e ./,$(MEMBERS)) \
	  || python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(addprefix -e ./,$(MEMBERS))
	touch $@

run: setup ## the whole system on this machine: four personas talk, and you with them
	exec $(BIN)/piyasa up $(ARGS)

test: setup ## every test, real broker and database included
	rm -f .coverage .coverage.*
	$(BIN)/python -m coverage run -m pytest tests/unit tests/contracts tests/integration $(ARGS)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --fail-under=90 --include='shared/*,*/domain/*'
	$(BIN)/python -m pytest tests/e2e $(ARGS)

unit: setup ## the fast tests only
	$(BIN)/python -m pytest -q tests/unit tests/contracts $(ARGS)

check: setup ## formatting, lint, types, boundaries, complexity, secrets, drift
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy $(addsuffix /src,$(MEMBERS)) tests
	$(BIN)/lint-imports
	$(BIN)/complexipy --max-complexity-allowed 15 --failed --color no shared services simulation devstack tools
	git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --baseline .secrets.baseline --exclude-files '^(requirements|tests)/|\.tsv$$'
	$(BIN)/python -m piyasa.contracts.exports --check

format: setup ## format and mend what can be mended
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

bench: setup ## what messages, drafts and simulated days cost, beside raw references
	$(BIN)/python -m bench $(ARGS)

evaluate: setup ## precision and recall of the text rules on labelled lines
	$(BIN)/python tests/evaluation/measure.py $(ARGS)

train: setup ## learn the weights of the guards' classifiers from tests/evaluation/training
	$(BIN)/python tests/evaluation/train.py $(ARGS)

contracts: setup ## write the exported contracts
	$(BIN)/python -m piyasa.contracts.exports

docs: setup ## write the tables of docs/ from the code
	PYTHONPATH=tests $(BIN)/python -m support.documents

lock: setup ## pin everything anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --group dev -o requirements/dev.txt $(ARGS)
	printf 'uv\nuv-build\n' | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -c requirements/dev.txt -o requirements/build.txt -

clean: ## remove the virtual environment and local data
	rm -rf $(VENV) .piyasa
