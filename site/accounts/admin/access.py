"""What every view of records does first: turn away whom it is not for, as if nothing were there."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import AccessRecord


class ForRoles:
    """Only for those who hold one of `roles`; everybody else gets the 404 of an address that does not exist."""

    roles: tuple[str, ...] = ()

    def setup(self, request, *args, **kwargs):
        if not request.user.has_role(*self.roles):
            raise Http404
        super().setup(request, *args, **kwargs)


class OneRecord(ForRoles):
    """For one record out of `model.objects.shown_to(user)`, as `self.object`; a foreign one is a missing one."""

    request: HttpRequest
    model = None
    access_kind = ""
    """What access records call it, as 'learner'. Empty: no personal data, nothing is written."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(self.records(), pk=kwargs["pk"])

    def records(self):
        return self.model.objects.shown_to(self.request.user)

    def note_access(self, action: str) -> None:
        if self.access_kind:
            AccessRecord.write(self.request, action, self.access_kind, self.object)

    def get(self, request, *args, **kwargs):
        self.note_access(AccessRecord.Action.VIEWED)
        return super().get(request, *args, **kwargs)
