# Two commands matter: `make run` and `make test`. Both need only python3 (3.11 or newer, with venv) and make.
.DEFAULT_GOAL := help
.PHONY: help run test lint shots chaos bench messages lock development packages interpreter

PYTHON ?= python3
NAMES ?=
ROWS ?= 1000000
ARGS ?=
APPS := sellcrm leads deals contacts activities lists accounts records ui outside
IN := .venv/bin/python
COMPILE := $(IN) -m uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header --python-version 3.11

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: packages ## start the product on http://localhost:8000 (PORT=8001 another port, DEMO=0 without the demo company)
	@exec $(IN) -m sellcrm.starting

test: development ## the suite that needs no installed service (ARGS="-k name" for a part, ARGS="-m ''" for browser journeys and slow ones too)
	@$(IN) -m pytest -n auto --maxprocesses 4 -m "not journey and not slow" $(ARGS)

lint: development ## style, types, layers
	@$(IN) -m ruff check .
	@$(IN) -m ruff format --check .
	@find templates $(APPS) -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	@$(IN) -m mypy $(APPS)
	@.venv/bin/lint-imports

shots: development ## photograph every page of the demo company into var/shots
	@browser=$$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { \
		echo "No Chromium was found. Install it with:  sudo apt-get install chromium" >&2; exit 1; }; \
		$(IN) -m sellcrm.throwaway $(IN) manage.py shots --chromium "$$browser" $(ARGS)

chaos: development ## break things on purpose and count what is lost (NAMES="sqlite", default all)
	@$(IN) -m chaos $(NAMES) $(ARGS)

bench: development ## each page beside the trivial reference page on PostgreSQL (ROWS=100000 the quick one, NAMES="contacts", ARGS="--who rep")
	@$(IN) -m bench $(NAMES) --rows $(ROWS) $(ARGS)

messages: development ## extract translatable text into locale/ and say what is missing
	@$(IN) manage.py messages $(ARGS)

lock: development ## renew requirements/*.lock from the .in files (ARGS=--upgrade for newer versions)
	@cd requirements && for name in base dev installer; do \
		../$(COMPILE) $(ARGS) $$name.in $$([ $$name = dev ] && echo "--constraints base.lock") -o $$name.lock; done

packages: interpreter
	@$(PYTHON) sellcrm/bootstrap.py base

development: interpreter
	@$(PYTHON) sellcrm/bootstrap.py dev
	@mkdir -p var/static
	@LOCAL=1 $(IN) manage.py messages --compile >/dev/null

interpreter:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) was not found. Install Python 3.11 or newer:" \
		"sudo apt-get install python3 python3-venv   or   sudo dnf install python3   or   brew install python@3.12" >&2; exit 1; }
