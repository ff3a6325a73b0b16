# Sailau: `make` alone prints what there is.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
TOOLS := $(VENV)/tools
COMPILE := $(TOOLS)/bin/pip-compile -q --strip-extras --no-emit-index-url --no-emit-find-links --no-header --generate-hashes
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST PYTHON

PO := $(wildcard elections/translations/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test fault check bench lint format messages lock licences sbom clean

help: ## print this help
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

# Where others reach this server: the codes on papers lead there. A server for all addresses is called by one that phones know.
run: export SAILAU_ADDRESS ?= http://$(or $(if $(filter 0.0.0.0 ::,$(HOST)),$(firstword $(shell hostname -I 2>/dev/null))),$(HOST)):$(PORT)
run: $(VENV)/.run $(MO) ## install what is missing, load the demo campaign, serve it on http://127.0.0.1:8000
	@if (exec 3<>/dev/tcp/$(HOST)/$(PORT)) 2>/dev/null; then \
	    echo "Port $(PORT) is taken. End what listens there, or take another: make run PORT=$$(($(PORT) + 1))" >&2; exit 1; fi
	@$(BIN)/flask db upgrade
	@$(BIN)/flask demo load --if-empty
	@echo "Sailau: http://$(HOST):$(PORT) (Ctrl-C ends it)"
	@case "$$SAILAU_ADDRESS" in *//127.*|*//localhost*) echo "The codes on papers lead to $$SAILAU_ADDRESS, which no phone reaches: make run HOST=0.0.0.0, or set SAILAU_ADDRESS" ;; esac
	@exec ./docs/install/serve.sh

test: $(VENV)/.test $(MO) ## install what the tests need, run them all, ask for the branches they must take
	$(BIN)/pytest --cov
	$(BIN)/coverage report --fail-under=100 --include="$$($(BIN)/python -m tests.house.pure)"

fault: $(VENV)/.test $(MO) ## cause the faults alone, each many times; print what was lost and what is there twice
	SAILAU_FAULT_TRIES=$${SAILAU_FAULT_TRIES:-5} $(BIN)/pytest -n 0 tests/faults

check: lint test ## format, lint, types, contracts, templates, catalogues, tests

bench: $(VENV)/.test $(MO) ## measure what is to be fast, as ratios to a named peer in the same run
	$(BIN)/python -m benchmarks

lint: $(VENV)/.test ## the checks without the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates

format: $(VENV)/.test ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: $(VENV)/.test ## gather the texts of the code into the catalogues
	@mkdir -p instance
	$(BIN)/pybabel -q extract -F babel.cfg -k lazy_gettext --no-location --sort-output --omit-header -o instance/messages.pot .
	for language in ru kk; do $(BIN)/pybabel -q update -i instance/messages.pot -d elections/translations -l $$language \
	    --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 120; done

lock: $(TOOLS)/.installed ## pin all dependencies anew with the hashes of their files, to versions that Debian 12's Python takes
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra dev -o requirements-dev.txt pyproject.toml
	printf '%s\n' cyclonedx-bom pip-tools | $(COMPILE) --allow-unsafe -o requirements-tools.txt -
	@$(BIN)/pip install -q --dry-run --no-deps --ignore-installed --only-binary :all: --python-version 3.11.2 \
	    --target $(VENV)/none --require-hashes -r requirements-dev.txt || \
	    { echo "Debian 12 has Python 3.11.2, which cannot take these pins: make clean and make lock with that Python" >&2; exit 1; }

licences: $(VENV)/.test ## write docs/licences.md out of what the pinned libraries say
	$(BIN)/python -m tests.house.licences

sbom: $(TOOLS)/.installed ## write what is delivered as CycloneDX 1.6, to instance/sbom.cdx.json
	@rm -rf $(VENV)/delivered
	$(PYTHON) -m venv $(VENV)/delivered
	$(VENV)/delivered/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(VENV)/delivered/bin/pip uninstall -q -y setuptools pip
	@mkdir -p instance
	$(TOOLS)/bin/cyclonedx-py environment --sv 1.6 --of JSON --output-reproducible --pyproject pyproject.toml \
	    --mc-type application -o instance/sbom.cdx.json $(VENV)/delivered/bin/python
	@rm -rf $(VENV)/delivered

clean: ## take away what was installed and made, but not the data in instance/
	rm -rf $(VENV) $(MO) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .coverage htmlcov

%.mo: %.po | $(VENV)/.run
	$(BIN)/pybabel -q compile -i $< -o $@

# What pip installs; what Debian must have for it is looked for first, and installed only when it is missing.
$(BIN)/python:
	@./docs/install/packages.sh run
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(BIN)/python
	@./docs/install/packages.sh run
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt | $(BIN)/python
	@./docs/install/packages.sh run test
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run

# What neither serves nor tests, and so lies apart: what makes the lock files and the list of what is delivered.
$(TOOLS)/.installed: requirements-tools.txt | $(BIN)/python
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@
