# make run     set up, then open the page on http://127.0.0.1:7860
# make test    set up, then lint, type check and test
# make install set up alone; TORCH_INDEX_URL=... chooses another build of torch

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench
BENCH ?= ../shared/bench
BENCH_WORK ?= bench-results
ATTACKS ?= ../shared/attacks

.PHONY: run install test test-slow bench bench-model clean

run: install
	$(BIN)/python app.py

install: $(STAMP)

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Dateline needs Python 3.11 or newer; $(PYTHON) is older. Try make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian or Ubuntu, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --upgrade pip

$(STAMP): requirements.txt | $(BIN)/pip
	$(BIN)/python -m pip install --quiet $(if $(TORCH_INDEX_URL),--index-url $(TORCH_INDEX_URL)) "$$(grep '^torch==' requirements.txt | cut -d' ' -f1)"
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(STAMP)
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

$(BENCH_STAMP): requirements-bench.txt $(STAMP)
	$(BIN)/python -m pip install --quiet -r requirements-bench.txt
	@touch $@

test: $(DEV_STAMP)
	@sh tests/browser/install_chromium.sh $(BIN)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# The long runs: crash tests in the hundreds, file mutants in the thousands.
test-slow: $(DEV_STAMP)
	@sh tests/browser/install_chromium.sh $(BIN)
	$(BIN)/python -m pytest -m slow

# News questions with gold answers, scored by the scorers of their folder.
# Beside them stands the usual way (LangChain's default), whose index takes a quarter of an hour the first time.
bench: $(BENCH_STAMP)
	$(BIN)/python -m tests.benchmarks.bench $(BENCH) --work $(BENCH_WORK)

# What is checked of a language model's sentences: altered and faithful ones, orders hidden in articles, harmless texts.
bench-model: $(DEV_STAMP)
	$(BIN)/python -m tests.benchmarks.verifier $(BENCH)
	$(BIN)/python -m tests.benchmarks.injection $(ATTACKS) $(BENCH)
	$(BIN)/python -m tests.benchmarks.harmless $(ATTACKS)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
