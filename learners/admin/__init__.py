"""The scheme leads' side: lists, case files and what can be done, in the Wagtail admin."""
