# Thin on purpose: each target is one line, and the work is in site/scheme/launch/ (standard library only).

VENV ?= .venv
PORT ?= 8000
ARGS ?=
PYTHONPATH = site
export VENV PORT ARGS PYTHONPATH

# A finished environment's own Python; else the newest that is new enough and can make an environment.
FIND_PYTHON = test -f $(VENV)/installed.json && candidates=$(VENV)/bin/python; \
	for p in $$candidates python3.13 python3.12 python3.11 python3; do \
		$$p -c 'import sys, venv, ensurepip, sqlite3, ssl; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		&& echo $$p && exit; \
	done; command -v python3
ifndef PYTHON
PYTHON := $(shell $(FIND_PYTHON))
endif
RUN = @$(or $(PYTHON),$(error No Python was found: install Python 3.11 or newer)) -m scheme.launch

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

demo: ## see a living scheme: demonstration data, the production server, on this computer only (PORT=8000)
	$(RUN) demo
demo-reset: ## throw the demonstration data away and start afresh
	$(RUN) demo-reset
dev: ## for developers: a server that reloads, and the background worker (PORT=8000)
	$(RUN) dev
test: ## every test, in parallel, in a real browser where it matters (ARGS="-k words tests/places")
	$(RUN) test
test-postgres: ## the same tests on a PostgreSQL of their own, thrown away after
	$(RUN) test-postgres
lint: ## style, templates, import floors, types, migrations, deployment checks
	$(RUN) lint
bench: ## measure speed (ARGS="server" for one benchmark)
	$(RUN) bench
css: ## build the style sheets from static/css/source (needs Node; running the site does not)
	$(RUN) css
check-css:
	$(RUN) check-css
check-html: ## run the Nu HTML checker over every kind of page (needs Java, and Node to fetch it)
	$(RUN) check-html
lock: ## refresh both lock files from pyproject.toml
	$(RUN) lock
keys: ## print fresh secret keys for a real site
	$(RUN) keys
clean: ## remove the environment and caches; data in var/ stays
	$(RUN) clean

.DEFAULT_GOAL := help
.PHONY: help demo demo-reset dev test test-postgres lint bench css check-css check-html lock keys clean
