# The one door: `make` lists what there is. Verbs that need the environment lay it first.

PY := .venv/bin/python
RUN_READY := .venv/.ready-run
DEV_READY := .venv/.ready-dev
SETUP := pyproject.toml constraints.txt scripts/setup.sh scripts/system_packages.py

TESTS ?= tests
JOBS ?= 2
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test test-core test-ui check format bench shots docs dictionaries weights \
	folds wheel lock clean

help: ## list the verbs
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' \
		$(MAKEFILE_LIST)

setup: $(DEV_READY) ## lay .venv and look for system packages (others do it by themselves)

run: $(RUN_READY) ## open the sample project in the window
	@scripts/run.sh

test: $(DEV_READY) ## run the tests (TESTS=tests/core for some, JOBS=0 in one process, ARGS=-x)
	$(PY) -m pytest -n $(JOBS) --dist worksteal $(TESTS) $(ARGS)

test-core: $(DEV_READY) ## run the tests that need no window, without loading Qt's test support
	$(PY) -m pytest -n $(JOBS) -p no:pytest-qt --ignore tests/ui --ignore tests/journeys $(ARGS)

test-ui: $(DEV_READY) ## run the tests of the window and the journeys through it
	$(PY) -m pytest -n $(JOBS) $(wildcard tests/ui tests/journeys) $(ARGS)

check: $(DEV_READY) ## check style, format, types and the floors
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

format: $(DEV_READY) ## put all code into the common format
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(DEV_READY) ## measure accuracy, speed, memory (ARGS=engine: one part); writes build/bench.json
	$(PY) -m benchmarks $(ARGS)

shots: $(DEV_READY) ## make the screenshots in docs/images
	$(PY) scripts/shots.py $(ARGS)

docs: $(DEV_READY) ## check that what the documents point at exists
	$(PY) scripts/docs.py

dictionaries: $(DEV_READY) ## build dictionaries/ from its sources
	$(PY) scripts/build_dictionaries.py $(ARGS)
	$(PY) scripts/count_ngrams.py --out dictionaries/en $(ARGS)

weights: $(DEV_READY) ## count letter confusions and fit the ranking network on the gold sets
	$(PY) scripts/fit.py --ship $(ARGS)

folds: $(DEV_READY) ## lay the dictionaries that the benchmark judges unseen documents by
	$(PY) scripts/fit.py $(ARGS)

wheel: $(DEV_READY) ## build the wheel into dist/
	$(PY) -m hatchling build -t wheel

lock: $(DEV_READY) ## renew constraints.txt with the newest versions allowed
	scripts/lock.sh

clean: ## remove what builds, tests and checks left (.venv stays)
	rm -rf build dist .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

$(RUN_READY): $(SETUP)
	scripts/setup.sh run

$(DEV_READY): $(SETUP)
	scripts/setup.sh dev
