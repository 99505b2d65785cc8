.PHONY: check lint types layers test samples
check: lint types layers test
lint:
	ruff check .
	ruff format --check .
types:
	mypy
layers:
	lint-imports
test:
	pytest
samples:
	python -m benchmarks.samples
