"""What stands behind each `make` target. Standard library only: it runs before anything is installed."""
