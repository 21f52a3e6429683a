"""The base of every screen of the Wagtail admin that shows people's records.

Wagtail's own viewsets bring history, usage, copying, deleting, bulk actions, choosers and reports along, and most of the
permission bypasses of 2026 were in those. Ours begin with nothing and name what they have: a list, a case file, forms.
"""

from accounts.admin.columns import BadgeColumn, WhenColumn
from accounts.admin.lists import RecordList
from accounts.admin.records import ActionView, AddView, EditView, RecordView
from accounts.admin.viewset import RecordViewSet

__all__ = [
    "ActionView",
    "AddView",
    "BadgeColumn",
    "EditView",
    "RecordList",
    "RecordView",
    "RecordViewSet",
    "WhenColumn",
]
