PYTHON ?= python
DATA ?= ../shared/data

.PHONY: check format lint types test floors bench

check: lint types test floors

format:
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

lint:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

test:
	$(PYTHON) -m pytest

# The accuracy that may not be lost; needs the data, and says so where they are not.
floors:
	$(PYTHON) eval/floors.py --data $(DATA)

bench:
	$(PYTHON) bench/bench.py --data $(DATA)
