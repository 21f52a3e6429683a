from django.urls import path, reverse
from django.utils.text import capfirst
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from accounts.models import Role


class RolePolicy(BasePermissionPolicy):
    """What Wagtail's listing asks: may this person look, and is there an Add button."""

    def __init__(self, model, roles, *, can_add: bool):
        super().__init__(model)
        self.roles = roles
        self.actions = {"view", "add"} if can_add else {"view"}

    def user_has_permission(self, user, action):
        return action in self.actions and user.has_role(*self.roles)

    def instances_user_has_any_permission_for(self, user, actions):
        rows = self.model.objects
        return rows.shown_to(user) if self.user_has_any_permission(user, actions) else rows.none()


class RecordViewSet(ViewSet):
    """A list and a case file of one model, for some roles; forms and actions only where a subclass names them."""

    model = None
    roles: tuple[str, ...] = (Role.LEAD,)
    access_kind = ""
    list_view_class = None
    record_view_class = None
    add_view_class = None
    edit_view_class = None
    actions: dict[str, type] = {}
    """{last part of the address and name of the route: ActionView}"""
    per_page = 50
    ordering: str | tuple[str, ...] = ViewSet.UNDEFINED  # type: ignore[assignment]
    filterset_class = ViewSet.UNDEFINED
    search_fields: tuple[str, ...] = ()

    @property
    def menu_label(self):
        return capfirst(self.model._meta.verbose_name_plural)

    @property
    def menu_url(self):
        return reverse(self.get_url_name("index"))

    @property
    def menu_item_class(self):
        roles = self.roles

        class RecordMenuItem(MenuItem):
            def is_shown(self, request):
                return request.user.has_role(*roles)

        return RecordMenuItem

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            model=self.model,
            roles=self.roles,
            access_kind=self.access_kind,
            header_icon=self.icon,
            permission_policy=RolePolicy(self.model, self.roles, can_add=self.add_view_class is not None),
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            inspect_url_name=self.get_url_name("inspect"),
            add_url_name=self.get_url_name("add") if self.add_view_class else None,
            edit_url_name=self.get_url_name("edit") if self.edit_view_class else "",
            **kwargs,
        )

    def list_view(self, **kwargs):
        return self.construct_view(
            self.list_view_class,
            paginate_by=self.per_page,
            default_ordering=self.ordering,
            filterset_class=self.filterset_class,
            search_fields=self.search_fields,
            export_filename=self.url_namespace,
            **kwargs,
        )

    def get_urlpatterns(self):
        urls = [
            path("", self.list_view(), name="index"),
            path("results/", self.list_view(results_only=True), name="index_results"),
        ]
        if self.add_view_class:
            urls.append(path("new/", self.construct_view(self.add_view_class), name="add"))
        if self.record_view_class:
            urls.append(path("<int:pk>/", self.construct_view(self.record_view_class), name="inspect"))
        if self.edit_view_class:
            urls.append(path("<int:pk>/edit/", self.construct_view(self.edit_view_class), name="edit"))
        for name, view_class in self.actions.items():
            urls.append(path(f"<int:pk>/{name.replace('_', '-')}/", self.construct_view(view_class), name=name))
        return urls
