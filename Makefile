# make run   everything up to a working product on http://127.0.0.1:8000
# make test  everything up to a passing test run
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run test lint bench screenshots lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

.venv/run.stamp: requirements.txt pyproject.toml
	@echo "[1/2] environment in .venv"
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Yizhan needs Python 3.11 or newer: make PYTHON=python3.x run")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "[2/2] packages (a few minutes the first time)"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements.txt
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --editable .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	@echo "[+] packages for checking"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements-dev.txt
	@touch $@

run: .venv/run.stamp ## start on http://127.0.0.1:8000, with the demo city on first start
	@$(BIN)/yizhan demo --if-empty
	@$(BIN)/yizhan serve

test: .venv/dev.stamp ## the whole test run
	@sh .ci/browser
	@$(BIN)/python -m pytest -n auto $(TESTS)

lint: .venv/dev.stamp ## ruff, mypy strict, import-linter
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

bench: .venv/dev.stamp ## timings, as ratios taken in one run
	@$(BIN)/python -m bench

screenshots: .venv/dev.stamp ## what the pages look like, into screenshots/
	@sh .ci/browser
	@$(BIN)/python -m tests.screenshots

lock: ## pin requirements from the .in files (needs uv)
	@uv pip compile requirements.in -q --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate -o requirements.txt
	@uv pip compile requirements-dev.in -q --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate -c requirements.txt -o requirements-dev.txt

clean: ## remove everything that was made
	@rm -rf .venv var build *.egg-info .pytest_cache .mypy_cache .ruff_cache screenshots
