# Works on a fresh Debian or Ubuntu: `make demo` and `make test` install what is missing first.

.PHONY: help demo test lint bench bench-restore bench-pages bench-handwriting bench-parse \
	bench-batch test-faults readme lock clean

BIN := .venv/bin
DEMO := fixtures/commune-plan

help:
	@echo "make demo    convert a poor scan (made up) and print its YAML"
	@echo "make test    ruff, mypy --strict and all tests; what .ci/run calls"
	@echo "make lint    ruff and mypy alone"
	@echo "make bench   word error rates and seconds beside plain tesseract -l vie"
	@echo "make bench-restore  restoration alone, all tests and baselines; ARGS=--help says more"
	@echo "make bench-handwriting  numbers and days by hand; ARGS=--help says more"
	@echo "make bench-pages  pages read, beside plain Tesseract and OCRmyPDF; ARGS=--help says more"
	@echo "make bench-parse  the parser against labelled documents; ARGS=--help says more"
	@echo "make bench-batch  what a batch costs and gains; ARGS=--help says more"
	@echo "make test-faults  processes killed, files damaged; some minutes; ARGS=--help says more"
	@echo "make readme  renew the examples in the README files"
	@echo "make lock    pin the newest dependencies in requirements*.lock"
	@echo "make clean   remove what was built, but not .venv"

demo: .venv/ready
	@$(BIN)/vnplan convert $(DEMO)/poor.pdf

test: lint .venv/chromium
	$(BIN)/python -m pytest -q

lint: .venv/ready
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: .venv/ready
	$(BIN)/python -m bench

bench-restore: .venv/ready
	$(BIN)/python -m bench.restoration $(ARGS)

bench-handwriting: .venv/ready
	$(BIN)/python -m bench.handwriting $(ARGS)

bench-pages: .venv/ready
	$(BIN)/python -m bench.pages $(ARGS)

bench-parse: .venv/ready
	$(BIN)/python -m bench.parse $(ARGS)

bench-batch: .venv/ready
	$(BIN)/python -m bench.batch $(ARGS)

test-faults: .venv/ready
	$(BIN)/python -m bench.faults $(ARGS)

readme: .venv/ready
	$(BIN)/python -m tools.renew_readme

# The lock files hold for every system and Python from 3.11 on, one version a package, with hashes.
COMPILE := uv pip compile --quiet --upgrade --universal --all-extras --fork-strategy fewest --generate-hashes \
	--python-version 3.11 --custom-compile-command "make lock" pyproject.toml

lock: .venv/ready
	$(BIN)/python -m pip install --quiet uv==0.13.8
	$(BIN)/$(COMPILE) -o requirements.lock
	$(BIN)/$(COMPILE) --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find vnplan tests tools bench -name __pycache__ -prune -exec rm -rf {} +

# Only the tests of the review need a browser; `make demo` does without.
.venv/chromium: .venv/ready
	@sh .ci/setup chromium
	@touch $@

.venv/ready: .ci/setup requirements-dev.lock pyproject.toml setup.py vnplan/clean/_marks.c vnplan/restore/_decoder.c \
		vnplan/source/_fax.c
	@PYTHON="$(PYTHON)" sh .ci/setup
