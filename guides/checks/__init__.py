"""What makes a guide hard to follow, found before it is published."""

from guides.checks.draft import Draft, Fact, Group, Problem, Step, draft_of
from guides.checks.findings import Finding, findings

__all__ = ["Draft", "Fact", "Finding", "Group", "Problem", "Step", "draft_of", "findings"]
