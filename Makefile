# Every command of the project. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PORT ?= 5005
ACTION_PORT ?= 5055
TOKEN ?=
OPTIONS ?=
MODEL := models/back-spasm.tar.gz
PYTHON := .venv/bin/python
RASA := .venv/bin/rasa
UV := .tools/bin/uv
SOURCES := triage assistant actions hearer evaluation tests benchmarks docs

# Health data: nothing is reported to third parties. The rest keeps TensorFlow and SQLAlchemy quiet and small.
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export TF_CPP_MIN_LOG_LEVEL := 2
export TF_INTRA_OP_PARALLELISM_THREADS := 1
export TF_INTER_OP_PARALLELISM_THREADS := 1
export OMP_NUM_THREADS := 1
export PYTHONPATH := $(CURDIR)
# not PORT: the process runner gives each process a PORT of its own
export RASA_PORT := $(PORT)
unexport PORT
export ACTION_PORT TOKEN MODEL

HOST_PYTHON := $(shell for python in python3.10 python3 python3.11 python3.12 python3.13 python; do \
  "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 && { echo "$$python"; break; }; done)

.PHONY: help
help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- install -------------------------------------------------------------------------------------------

.tools/installed: requirements.uv.lock
	@test -n "$(HOST_PYTHON)" || { echo "No Python 3.8 or newer with venv was found. Install one (Debian: apt-get install python3-venv) and run make again."; exit 1; }
	@echo "[1/2] installer ..."
	@"$(HOST_PYTHON)" -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.uv.lock \
	  || { echo "The installer could not be fetched. Is the package index reachable? Then run make again."; exit 1; }
	@touch $@

.venv/installed: requirements.lock .python-version | .tools/installed
	@echo "[2/2] Rasa and its libraries (about 250 MB to download, 2 GB on disk) ..."
	@test -x $(PYTHON) || $(UV) venv --quiet --python "$$(cat .python-version)" .venv \
	  || { echo "Python 3.10 was neither found nor could it be fetched. Install it (pyenv install 3.10) and run make again."; exit 1; }
	@$(UV) pip sync --python $(PYTHON) --require-hashes --compile-bytecode requirements.lock \
	  || { echo "Installing failed. Check the network and the free disk space, then run make again."; exit 1; }
	@# for a bare `rasa` command in this environment too: no telemetry, ever, and the action server's usual port
	@echo 'import os; os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false"); os.environ.setdefault("ACTION_PORT", "5055"); os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")' \
	  > "$$($(PYTHON) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/project_environment.pth"
	@touch $@

.PHONY: install lock
install: .venv/installed ## install everything into .venv
lock: .tools/installed ## renew the locks from requirements.in and hearer/requirements.in
	$(UV) pip compile requirements.in --override overrides.txt --python-version 3.10 --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock
	$(UV) pip compile hearer/requirements.in --python-version 3.10 --generate-hashes --no-header --no-annotate --quiet --output-file hearer/requirements.lock

# --- the assistant -------------------------------------------------------------------------------------

$(MODEL): .venv/installed config.yml domain.yml $(wildcard data/*/*.yml triage/*.yml triage/*.py assistant/*.py hearer/messages/*.jsonl hearer/model/*)
	@echo "Training (about two minutes) ..."
	@$(RASA) train --fixed-model-name back-spasm || { echo "Training failed: the lines above name the file. Try make validate."; exit 1; }
	@touch $@

.PHONY: train run serve-api shell
train: $(MODEL) ## train if the data changed
run: $(MODEL) ## install, train and start everything; Ctrl-C stops it
	@PATH="$(CURDIR)/.venv/bin:$$PATH" .venv/bin/honcho start || test $$? -eq 130  # stopped by Ctrl-C
serve-api: $(MODEL) ## like run, with Rasa's tracker API: make serve-api TOKEN=...
	@test -n "$(TOKEN)" || { echo "Give a token: make serve-api TOKEN=something-secret"; exit 1; }
	@PATH="$(CURDIR)/.venv/bin:$$PATH" RASA_API="--enable-api --auth-token $(TOKEN)" .venv/bin/honcho start || test $$? -eq 130
shell: $(MODEL) ## talk to it in the terminal, with the action server behind it
	@SANIC_HOST=127.0.0.1 $(PYTHON) -m rasa_sdk --actions actions --port $(ACTION_PORT) --quiet & actions=$$!; \
	trap 'kill $$actions' EXIT; $(RASA) shell --model $(MODEL) --quiet

# --- checks --------------------------------------------------------------------------------------------

.PHONY: lint types validate unit stories nlu scenarios channels browser page test docs bench bench-web pictures transcripts
lint: .venv/installed ## style of the code
	.venv/bin/ruff format --check $(SOURCES)
	.venv/bin/ruff check $(SOURCES)
types: .venv/installed ## types of our packages
	.venv/bin/mypy triage assistant actions hearer evaluation
validate: .venv/installed ## the data fits together
	$(RASA) data validate --fail-on-warnings --quiet
unit: .venv/installed ## the clinical core, components, policy, actions, words
	.venv/bin/pytest -q tests/unit
stories: $(MODEL) ## whole conversations against the model
	$(RASA) test core --stories tests/stories --model $(MODEL) --fail-on-prediction-errors --out .cache/stories --quiet
nlu: $(MODEL) ## understanding, on messages held out of everything else
	.venv/bin/pytest -q tests/nlu
scenarios: $(MODEL) ## the running servers over HTTP, also with parts of them killed
	.venv/bin/pytest -q tests/scenarios
channels: $(MODEL) ## the chat page's channel and the others, against the running servers
	.venv/bin/pytest -q tests/channels
browser: .venv/installed ## make sure that there is a Chromium for the tests of the page
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || ls -d ~/.cache/ms-playwright/chromium* >/dev/null 2>&1 \
	  || { echo "Installing Chromium ..."; if test "$$(id -u)" = 0 && command -v apt-get >/dev/null; \
	       then apt-get update -qq && apt-get install -y -qq chromium >/dev/null; else $(PYTHON) -m playwright install chromium; fi; } \
	  || { echo "There is no Chromium. Install one (Debian: sudo apt-get install chromium) and run make again."; exit 1; }
page: $(MODEL) browser ## the chat page in a real browser: journeys, keyboard, barriers, faults of the line
	.venv/bin/pytest -q tests/browser
test: ## everything that CI runs
	@$(MAKE) --no-print-directory lint types validate
	@$(MAKE) --no-print-directory stories
	@$(MAKE) --no-print-directory browser
	@.venv/bin/pytest -q tests/unit tests/nlu tests/scenarios tests/channels tests/browser
docs: .venv/installed ## renew docs/clinical_sources.md from the data
	$(PYTHON) -m triage.report_sources > docs/clinical_sources.md
transcripts: $(MODEL) ## renew docs/transcripts from the running servers
	PYTHONPATH=$(CURDIR):tests:tests/scenarios $(PYTHON) tests/scenarios/write_transcripts.py
bench: $(MODEL) ## cost of a message and of its parts
	$(PYTHON) -m benchmarks.message_cost
bench-web: $(MODEL) browser ## weight of the chat page, and its first message on a bad line
	PYTHONPATH=.:tests:tests/browser $(PYTHON) -m benchmarks.web_page
pictures: $(MODEL) browser ## renew docs/pictures from the running assistant
	PYTHONPATH=.:tests:tests/browser $(PYTHON) docs/take_pictures.py

# --- the hearer ----------------------------------------------------------------------------------------

.cache/hearer/installed: hearer/requirements.lock .python-version | .tools/installed
	@echo "PyTorch and the published encoder (about 3 GB to download) ..."
	@$(UV) venv --quiet --clear --python "$$(cat .python-version)" .cache/hearer
	@$(UV) pip sync --python .cache/hearer/bin/python --require-hashes hearer/requirements.lock
	@touch $@

.PHONY: hearer thresholds evaluate
hearer: .cache/hearer/installed ## train the hearer anew from hearer/messages (half an hour or more on two cores)
	.cache/hearer/bin/python -m hearer.train $(OPTIONS)
	@echo "Now: make thresholds, make train, make evaluate; then the hash in tests/unit/assistant/test_hearer.py and hearer/README.md."
thresholds: .venv/installed ## set triage/hearing.yml on hearer/validation
	$(PYTHON) -m evaluation.thresholds
evaluate: $(MODEL) ## score the held-out messages, write docs/evaluation.md; note the look in docs/evaluation_log.md
	$(PYTHON) -m evaluation
