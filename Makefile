# One door for everything. Each target sets up what it needs first; nothing is installed outside .venv.
PYTHON ?= python3
ARGS ?=

ifeq ($(OS),Windows_NT)
venv_python := .venv/Scripts/python
else
venv_python := .venv/bin/python
endif

words := resources/locale/zh_CN/LC_MESSAGES/guildbook
fonts := resources/fonts/built-from.txt
install := $(venv_python) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
ready := .venv/program $(words).mo $(fonts)
offscreen := QT_QPA_PLATFORM=offscreen
pytest := $(offscreen) $(venv_python) -m pytest -n 2
PIP_TOOLS := pip-tools==7.6.2

.PHONY: help run setup test proof window check format bench bundle translations requirements clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' Makefile

run: $(ready) ## start Guildbook; ARGS="club.guildbook" opens a file, ARGS="--help" lists the commands
	@$(venv_python) main.py $(ARGS)

setup: $(ready) ## prepare everything `make run` needs: packages, fonts, translations

test: .venv/tools $(ready) ## run the tests, offscreen
	@$(pytest) -m "not proof" $(ARGS)

proof: .venv/tools $(ready) ## run the long proofs
	@$(pytest) -m proof --timeout 900 $(ARGS)
	@$(MAKE) --no-print-directory window

window: $(ready)
	@mkdir -p build && rm -f build/proof.guildbook
	@$(venv_python) main.py new build/proof.guildbook --name Sample --sample
	@if command -v Xvfb xdotool >/dev/null; then \
	  .ci/window build/proof.png $(venv_python) main.py build/proof.guildbook; \
	else echo "No window was opened: install xvfb and xdotool."; fi

check: .venv/tools $(ready) ## format, lint and types, then the tests
	@$(venv_python) -m ruff format --no-cache --check .
	@$(venv_python) -m ruff check --no-cache .
	@$(venv_python) -m mypy
	@$(MAKE) --no-print-directory test

format: .venv/tools ## lay the source out as `make check` wants it
	@$(venv_python) -m ruff format --no-cache .
	@$(venv_python) -m ruff check --no-cache --fix .

bench: .venv/tools $(ready) ## measure the speed, each figure beside its yardstick
	@$(offscreen) $(venv_python) -m benchmarks $(ARGS)

bundle: .venv/tools $(ready) ## build dist/guildbook, a program that needs no Python
	@$(venv_python) -m PyInstaller --noconfirm --log-level ERROR pyinstaller.spec

translations: .venv/program ## bring the catalogue up to the messages in the source
	@$(venv_python) -m resources.catalogue update
	@$(venv_python) -m resources.catalogue compile

requirements: build/pip-tools ## pin anew what pyproject.toml asks for, with hashes and without hosts
	@for file in requirements.txt "requirements-dev.txt --extra dev"; do \
	  build/pip-tools/bin/python -m piptools compile --quiet --upgrade --allow-unsafe \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	    --strip-extras --no-header --output-file $$file pyproject.toml || exit 1; \
	done

clean: ## remove what was built; the packages in .venv and the fonts stay
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis $(words).mo
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Guildbook needs Python 3.11 or newer: install it, then say which one, as in: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
	  echo "Python cannot make an environment: install its venv module (on Debian and Ubuntu the package python3-venv)." >&2; exit 1; }
	@touch $@

.venv/program: requirements.txt | .venv/made
	@echo "Installing the packages Guildbook needs …"
	@$(install) -r requirements.txt
	@touch $@

.venv/tools: requirements-dev.txt .venv/program
	@echo "Installing the tools for tests and bundles …"
	@$(install) -r requirements-dev.txt
	@touch $@

$(fonts): .venv/program reports/fonts.py
	@echo "Building the fonts, once; this takes about a minute …"
	@$(venv_python) -m reports.fonts
	@touch $@

$(words).mo: $(words).po .venv/program
	@$(venv_python) -m resources.catalogue compile

build/pip-tools:
	@$(PYTHON) -m venv $@
	@$@/bin/python -m pip install --quiet --disable-pip-version-check $(PIP_TOOLS)
