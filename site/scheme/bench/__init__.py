"""Measurements. Each module has `measure() -> list of lines to print`; `make bench ARGS="server"` runs one by name."""
