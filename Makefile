# make audit: environment + the main job on the first article.   make test: environment + lint + types + layers + all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: audit test lint bench clean

audit: $(VENV)/.installed
	$(BIN)/citeaudit audit examples/human-rights-in-kazakhstan.txt --title "Human rights in Kazakhstan" --lang en --subject KZ --out . || [ $$? -eq 4 ]

# Half of the tests' time is waiting, so four workers fill two cores. Each worker reads all tests: that takes four times as long if none is compiled.
test: $(VENV)/.installed-test lint
	PYTHONDONTWRITEBYTECODE= SHARED_FOLDER=$(abspath $(SHARED)) $(BIN)/python -m pytest -n 4 --dist worksteal

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.installed-bench
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV)

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.installed-test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[test,bench]'
	touch $@ $(VENV)/.installed-test $(VENV)/.installed
