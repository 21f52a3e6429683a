"""The demonstration scheme: an invented one, Calderdale-like, of any size, the same each time for the same seed."""

from scheme.demo.loading import DemoRefused, load, scheme_exists

__all__ = ["DemoRefused", "load", "scheme_exists"]
