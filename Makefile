# Two commands do everything on a fresh machine: `make run` and `make test`. Each makes its own environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two workers at most: the analyses are memory-bound, and machines with two cores are common.
WORKERS ?= 2
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types imports browser hostile fuzz mutate bench measure lock clean

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
	$(if $(STORE),THROUGHLINE_STORE="$(STORE)",THROUGHLINE_SAMPLE=missed_bins) $(BIN)/streamlit run serve.py --server.port=$(PORT)

test: $(BIN)/.dev chromium java openid ## Run every test, the browser's and Spark's included
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

OPENID := tests/servers/openid
.PHONY: openid
openid: $(OPENID)/node_modules/.package-lock.json ## Install the OpenID provider that tests of sign-in start; Node where there is none

$(OPENID)/node_modules/.package-lock.json: $(OPENID)/package-lock.json
	@command -v npm >/dev/null || (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm)
	npm ci --prefix $(OPENID) --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

browser: $(BIN)/.dev chromium openid ## Only the browser tests
	$(BIN)/python -m pytest -m "browser and not measured"

hostile: $(BIN)/.dev ## Only the corpus of hostile inputs
	$(BIN)/python -m pytest -m hostile

fuzz: $(BIN)/.dev ## Fuzz the ways in for 10 minutes, or MINUTES=60; exit code 1 where something is found
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),10)

mutate: $(BIN)/.dev ## Change the code on purpose and see what the tests notice: EACH=30 mutants a module, 0 is all
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.mutation --each $(or $(EACH),30)

bench: $(BIN)/.dev ## Time every task beside pm4py at 100k, 1M and 10M events, or SIZES="50000000"
	$(BIN)/python -m benchmarks $(SIZES)

measure: $(BIN)/.dev chromium ## Time filters and page loads in the browser, on a million events
	$(BIN)/python -m pytest -m measured tests/browser -q

.PHONY: kills
kills: $(BIN)/.dev ## Kill each command and the app 50 times at seeded moments, or KILLS=200, and look what is left
	KILLS=$(or $(KILLS),50) $(BIN)/python -m pytest tests/faults/test_kills.py tests/faults/test_restarts.py -q

.PHONY: load
load: $(BIN)/.dev chromium ## Let 20 people at once use a million events for 150 s, and write docs/reliability.md
	$(BIN)/python -m benchmarks.load

lock: $(BIN)/.dev ## Pin and hash requirements anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements-spark.in -c requirements.txt -o requirements-spark.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements-connect.in -c requirements.txt -o requirements-connect.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" requirements-dev.in -c requirements.txt -o requirements-dev.txt

.PHONY: audit sbom
audit: $(BIN)/.dev ## Ask a public service whether the locked packages have known vulnerabilities
	@$(BIN)/uv tool run --from pip-audit==2.10.1 pip-audit --strict --disable-pip --require-hashes -r requirements.txt || \
	  { echo "Not passed. Either a vulnerability is listed above, or the service could not be asked: then nothing was" \
	  "audited, and the same command has to be run on a machine that reaches pypi.org (docs/security.md)."; exit 1; }

sbom: $(BIN)/.dev ## Write out/sbom.json: every locked package with its hashes, as CycloneDX
	@mkdir -p out
	$(BIN)/uv tool run --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements.txt --pyproject pyproject.toml \
	  --mc-type application --output-reproducible --validate --of JSON -o out/sbom.json

clean: ## Remove the environment and everything computed
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage*
