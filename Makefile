# The same names as dev.py, for those who type make. ARGS="..." passes arguments on.
PYTHON ?= python3
.PHONY: demo test lint bench docs setup lock

demo test lint bench docs setup lock:
	@$(PYTHON) dev.py $@ $(ARGS)
