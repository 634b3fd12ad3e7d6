# make serve   start the dashboard           make test   run every test but the slow ones
# make lint    style and types               make check  style, types and the fastest tests
# make geo     redraw the borders            make test-slow  every test, measuring coverage
# make web     bundle the map's scripts      make test-web  run their tests (in test and check too)
# make lock    pin the dependencies anew     make pictures  take docs/images anew
# make tiers   measure the tiers of the tests  make sbom   list the libraries for scanners
# make test-oldest  run the fast tests with the oldest libraries that pyproject.toml allows
# make fuzz    try random bytes on what reads files, FUZZ seconds for each
# make docs    build the documentation as a site, in build/docs
# make bench   measure ours and its peers, some half an hour, on an idle machine

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

WEB := src/perufr_map/web
NPM := npm --prefix $(WEB) --silent
NO_TOOLS := npm is missing or cannot reach its packages

.PHONY: serve check test test-slow test-oldest tiers lint lint-web test-web fuzz geo borders-check web lock pictures bench docs sbom clean
.DELETE_ON_ERROR:

serve: $(VENV)/run
	$(BIN)/perufr-map serve

# Two processes share the tests, and whoever is done takes over from the other.
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal

check: lint test-web
	$(PYTEST) tests/unit tests/cli

test: $(VENV)/dev $(VENV)/browser test-web
	$(PYTEST)

test-slow: $(VENV)/dev $(VENV)/browser test-web
	HYPOTHESIS_PROFILE=many $(PYTEST) -m '' tests --cov --cov-report=term:skip-covered --cov-report=json:build/coverage.json
	-$(BIN)/python tests/covered.py build/coverage.json

# The tools are of today: only what the package itself asks for is old, and may warn of what is newer.
OLDEST := build/oldest
test-oldest: $(VENV)/dev
	$(BIN)/python -m venv --clear $(OLDEST)
	$(BIN)/uv pip compile --quiet --resolution lowest-direct --no-header --output-file $(OLDEST)/libraries.txt pyproject.toml
	$(BIN)/uv pip install --quiet --python $(OLDEST)/bin/python --constraint $(OLDEST)/libraries.txt --editable .[geo,test]
	$(OLDEST)/bin/python -m pytest -W default -n 2 --dist worksteal tests/unit tests/cli \
	  --ignore tests/unit/test_dependencies.py

tiers: $(VENV)/dev
	$(BIN)/python tests/measure.py

lint: $(VENV)/dev lint-web
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy

lint-web: $(WEB)/node_modules/tools
	@if [ -e $< ]; then $(NPM) run lint; else echo "$(NO_TOOLS): the map's scripts are not checked."; fi

test-web: $(WEB)/node_modules/tools
	@if [ -e $< ]; then $(NPM) test; else echo "$(NO_TOOLS): the map's scripts are not tested."; fi

web: $(VENV)/run $(WEB)/node_modules/tools
	@[ -e $(WEB)/node_modules/tools ] || { echo "$(NO_TOOLS)."; exit 1; }
	$(BIN)/python $(WEB)/payload_types.py
	$(NPM) run build

geo: $(VENV)/dev
	$(BIN)/python geo/build.py

# REF is a file of polygons that you have fetched: docs/borders-accuracy.md.
borders-check: $(VENV)/dev
	@[ -n "$(REF)" ] || { echo "make borders-check REF=cshapes.geojson"; exit 1; }
	$(BIN)/python geo/check.py $(REF)

pictures: $(VENV)/dev $(VENV)/browser
	$(BIN)/python docs/images/make.py

# The limits of an input are those of an upload: 5 s, 200 MB more than the readers themselves take.
FUZZ ?= 60

fuzz: $(VENV)/dev
	@if $(PIP) install atheris==3.0.0; then mkdir -p build/fuzz && cd build/fuzz; \
	  for target in dates sheets zips books events; do \
	    $(abspath $(BIN))/python $(CURDIR)/tests/hostile/fuzz.py $$target -verbosity=0 -print_final_stats=1 \
	      -max_total_time=$(FUZZ) -timeout=5 -rss_limit_mb=450 || exit 1; \
	  done; \
	else echo "atheris does not install here: no random bytes are tried."; fi

# Peers' pages fetch scripts, which are served from npm's packages.
bench: $(VENV)/dev $(VENV)/browser
	@command -v npm >/dev/null || { echo "make bench needs npm"; exit 1; }
	$(PIP) install --no-deps -r benchmarks/requirements.txt
	$(BIN)/python benchmarks/run.py

lock: $(VENV)/dev $(WEB)/node_modules/tools
	$(BIN)/uv pip compile --quiet --universal --no-header --no-emit-index-url --no-emit-find-links --generate-hashes \
	  --upgrade --output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --no-header --no-emit-index-url --no-emit-find-links --generate-hashes \
	  --upgrade --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml
	$(NPM) run lock

docs: $(VENV)/dev
	$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --conf-dir docs --doctree-dir build/doctrees . build/docs
	@echo build/docs/docs/index.html

# CycloneDX, which scanners of known faults read, of an environment that holds the package and no tool.
sbom: $(VENV)/run
	$(BIN)/python -m venv --clear build/sbom
	build/sbom/bin/python -m pip install --quiet -r requirements.txt
	build/sbom/bin/python -m pip install --quiet --no-deps .
	$(PIP) install cyclonedx-bom==7.5.0
	$(BIN)/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml \
	  --output-file build/sbom.json build/sbom/bin/python

clean:
	rm -rf $(VENV) $(WEB)/node_modules build dist

# Debian keeps venv in a package of its own.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "perufr-map needs Python 3.11 or newer: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null \
	  || { [ "$$(id -u)" = 0 ] && apt-get -qq update && apt-get -qq install -y python3-venv; } \
	  || { echo "Python's venv is missing: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install -r requirements.txt
	$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	$(PIP) install -r requirements-dev.txt
	@touch $@

# Node's tools bundle and check the map's scripts; whoever only uses the project needs none.
$(WEB)/node_modules/tools: $(WEB)/package-lock.json
	@if command -v npm >/dev/null && $(NPM) ci --no-audit --no-fund; then touch $@; fi

# A browser for the tests: the system's, or Debian's by apt, or Playwright's own.
$(VENV)/browser: | $(VENV)/dev
	@command -v chromium >/dev/null \
	  || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	       && apt-get -qq update && apt-get -qq install -y chromium; } \
	  || $(BIN)/playwright install chromium \
	  || { echo "No browser could be had: tests that need one are skipped."; exit 0; } && touch $@
