# Everything on a fresh machine: `make app` starts the assistant, `make test` runs every test.
# A plain Python 3.11 is enough; the environment lives in .venv and is made once.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PORT ?= 8501
export HF_HUB_OFFLINE ?= 1

.PHONY: app test check gate evals bench soak screenshots speed audit clean

.venv/app: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 eller nyere er nødvendig; sæt fx PYTHON=/sti/til/python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev: .venv/app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@

app: .venv/app
	$(BIN)/praktik ingest
	$(BIN)/praktik app --port $(PORT)

test: .venv/dev
	$(BIN)/python -m pytest -n auto --dist loadfile

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --dist loadfile
	$(MAKE) gate

gate: .venv/dev
	$(BIN)/praktik ingest
	$(BIN)/python -m evals.gate

evals: .venv/dev
	$(BIN)/praktik ingest
	$(BIN)/praktik evals

bench: .venv/dev
	$(BIN)/praktik ingest
	$(BIN)/praktik bench

# The long forms, half an hour: fifty kills of an ingest, thousands of made-up questions and texts, fifty users at once.
soak: .venv/dev
	$(BIN)/python -m tests.ingest.kills --runs 50
	PRAKTIK_FUZZ=3000 PRAKTIK_TIMED=1 $(BIN)/python -m pytest --timeout 1800 tests/assistant/test_question_fuzz.py \
		tests/assistant/test_understand.py tests/ingest/test_segment_fuzz.py
	$(BIN)/praktik ingest
	$(BIN)/praktik bench --users 50 --seconds 300

screenshots: .venv/dev
	$(BIN)/python -m tests.browser.screenshots

speed: .venv/dev
	$(BIN)/python -m tests.browser.speed

audit: .venv/dev
	$(BIN)/python .ci/audit.py

clean:
	rm -rf .venv build dist *.egg-info
