# Two commands do everything on a fresh Debian or Ubuntu machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
OUT ?= out/demo
JOBS ?= 2
# What the readers of scans and old formats call, and the font of the samples.
SYSTEM := tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui poppler-utils fonts-croscore

.PHONY: demo test check bench samples system clean

demo: $(VENV)/.run
	@# Status 1 says that some files failed: one sample is damaged on purpose.
	$(BIN)/baocao run samples/reports --profile samples/profile --period 2024 --out $(OUT) || [ $$? -eq 1 ]
	@echo "Kết quả: $(OUT)/consolidated.docx, $(OUT)/consolidated.xlsx, $(OUT)/consolidated.json; $(OUT)/reports/ (từng báo cáo); $(OUT)/failures.csv"

test: system $(VENV)/.dev
	$(BIN)/python -m pytest -n $(JOBS) --cov --cov-report=term

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks.speed

samples: $(VENV)/.dev
	$(BIN)/python -m samples.make

# As root the system packages are installed; otherwise what is missing is named and its tests say that they are skipped.
system:
	@missing=""; for package in $(SYSTEM); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  else echo "Not installed (tests that need them are skipped):$$missing"; fi; fi

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null; } || \
	  { echo "Please install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e '.[all]'
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) install -c constraints.txt -e '.[all,dev]'
	@touch $@

clean:
	rm -rf $(VENV) out build dist .coverage* .pytest_cache .mypy_cache .ruff_cache
