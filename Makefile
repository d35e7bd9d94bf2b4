# Every target does its own set-up into .venv; nothing but Python 3.11 (or newer) and make is needed.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Folders that tests start processes in are read anew by each of them, unless what was compiled is kept.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo run doctor test laws near chaos check bench house pictures manifests lock browser clean

help:
	@echo "make demo      an invented hospital in a local workspace, in your browser"
	@echo "make run       the bot on Slack, with the settings in .env"
	@echo "make test      every test, laws on a part of their examples"
	@echo "make laws      laws on all their examples, and what is too long for every commit"
	@echo "make near      the tests near what has changed since main; SINCE=HEAD: since the last commit"
	@echo "make chaos     the bot is killed 200 times while messages fall due, on both databases"
	@echo "make check     formatter, linter, types, import contracts, dead code"
	@echo "make bench     speed, as ratios to floors measured in the same run"
	@echo "make house     how the code is laid out: folders, sizes, names of topics, the ways through it"
	@echo "make pictures  the pictures of README and docs"
	@echo "make manifests the app's manifests as JSON, from the YAML"

demo: .venv/run
	@$(BIN)/python -m bot demo $(ARGS)

run: .venv/run
	@$(BIN)/python -m bot run

doctor: .venv/run
	@$(BIN)/python -m bot doctor

test: .venv/dev browser
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

laws: .venv/dev
	$(BIN)/python -m pytest --numprocesses 2 --dist load -m "hypothesis or laws" --hypothesis-profile full

near: .venv/dev
	@$(BIN)/python tools/near.py $(SINCE)

chaos: .venv/dev
	$(BIN)/python -m tests.chaos $(ARGS)

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests benchmarks tools
	$(BIN)/lint-imports
	$(BIN)/vulture

bench: .venv/dev
	$(BIN)/python -m benchmarks

house: .venv/dev
	@$(BIN)/python -m tools.house $(ARGS)

pictures: .venv/dev browser
	PYTHONPATH=. $(BIN)/python docs/pictures.py
	PYTHONPATH=. $(BIN)/python docs/timing_pictures.py

manifests: .venv/dev
	@$(BIN)/python tools/manifests.py

lock: .venv/dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

browser:
	@sh tests/browser/ensure_browser.sh

clean:
	rm -rf .venv

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Lamplight needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

# The command from anywhere: it reads .env from the folder it is called in.
.venv/bin/lamplight: Makefile | .venv/made
	@printf '%s\n' '#!/bin/sh' 'here=$$(cd "$$(dirname "$$0")" && pwd)' \
		'PYTHONPATH="$$here/../.." exec "$$here/python" -P -m bot "$$@"' > $@
	@chmod +x $@

.venv/run: requirements.txt | .venv/made .venv/bin/lamplight
	@echo "Setting up (once, about a minute) ..."
	$(PIP) install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/made .venv/bin/lamplight
	@echo "Setting up for development (once, about two minutes) ..."
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run
