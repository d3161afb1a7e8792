# Everything works on a machine with only Python 3.11, make and git.
PY ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SIAP := $(VENV)/.siap
# two processes of tests; a file stays in one of them, because it may share a server. In the order of their names the
# long ones (alur, sistem) come before the many small ones (unit), so that both processes end together.
SERENTAK := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: demo uji uji-lengkap cek mulai ukur bersih

demo: $(SIAP)  ## one month of the fictional regency, end to end
	$(BIN)/dip demo

uji: $(SIAP)  ## all tests of the daily suite
	$(BIN)/python -m pytest -q -m "not lambat" $(SERENTAK)

uji-lengkap: $(SIAP)  ## the slower ones too, and properties with new examples each time
	$(BIN)/python -m pytest -q --hypothesis-profile=lengkap $(SERENTAK)

cek: $(SIAP)  ## style, types, and the house's own rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/rumah

mulai: $(SIAP)  ## server, worker and preview until Ctrl-C
	@$(BIN)/dip mulai

ukur: $(SIAP)  ## benchmarks, side by side with what a user would pick instead
	$(BIN)/python -m ukur

$(SIAP): pyproject.toml constraints.txt
	@test -n "$(PY)" || { echo "Perlu Python 3.11"; exit 1; }
	$(PY) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[uji]'
	touch $@

bersih:
	rm -rf $(VENV) hasil-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
