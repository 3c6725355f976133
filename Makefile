# Two commands do everything on a fresh machine: `make run` and `make test`. Each makes its own environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two workers at most: the analyses are memory-bound, and machines with two cores are common.
WORKERS ?= 2
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types imports browser hostile bench measure lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

# The lists of requirements are complete, so pip must not look for more: it would meet newer, unhashed releases.
$(BIN)/.run: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	touch $@

$(BIN)/.dev: requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	touch $@ $(BIN)/.run

run: $(BIN)/.run ## Serve the app on a sample log, or on a STORE=path, at http://127.0.0.1:8501
	$(if $(STORE),THROUGHLINE_STORE="$(STORE)",THROUGHLINE_SAMPLE=missed_bins) $(BIN)/streamlit run app.py --server.port=$(PORT)

test: $(BIN)/.dev chromium java ## Run every test, the browser's and Spark's included
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --cov --cov-report=term

check: $(BIN)/.dev format lint types imports map-tests ## Format, lint, types, import rules; then the tests
	$(MAKE) test

format: $(BIN)/.dev
	$(BIN)/ruff format --check .

lint: $(BIN)/.dev
	$(BIN)/ruff check .

types: $(BIN)/.dev
	$(BIN)/mypy

imports: $(BIN)/.dev
	$(BIN)/lint-imports

.PHONY: map-tests chromium java
map-tests: ## Logic of the map component, where Node is installed
	@if command -v node >/dev/null; then node --test ui/map/; else echo "Node is not installed: the map's own tests are left out"; fi

chromium: ## Install Debian's Chromium for the browser tests, if there is none
	@command -v chromium >/dev/null || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium)

java: ## Install Debian's Java 17 for the tests on Spark, if there is none
	@command -v java >/dev/null || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless)

browser: $(BIN)/.dev chromium ## Only the browser tests
	$(BIN)/python -m pytest -m "browser and not measured"

hostile: $(BIN)/.dev ## Only the corpus of hostile inputs
	$(BIN)/python -m pytest -m hostile

bench: $(BIN)/.dev ## Time every task beside pm4py at 100k, 1M and 10M events, or SIZES="50000000"
	$(BIN)/python -m benchmarks $(SIZES)

measure: $(BIN)/.dev chromium ## Time filters and page loads in the browser, on a million events
	$(BIN)/python -m pytest -m measured tests/browser -q

.PHONY: load
load: $(BIN)/.dev chromium ## Let 20 people at once use a million events for 150 s, and write docs/reliability.md
	$(BIN)/python -m benchmarks.load

lock: $(BIN)/.dev ## Pin and hash requirements anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements-spark.in -c requirements.txt -o requirements-spark.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements-dev.in -c requirements.txt -o requirements-dev.txt

clean: ## Remove the environment and everything computed
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage*
