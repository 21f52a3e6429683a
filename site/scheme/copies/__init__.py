"""Public pages, handed out ready and compressed in front of Django. docs/caching.md tells the whole story."""

from scheme.copies.wrapper import Copies

__all__ = ["Copies"]
