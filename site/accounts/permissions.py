"""The Wagtail group that goes with each staff role.

A group opens the admin and nothing else; each app adds what its own models need. Roles are given by invitation, and no
group may change users or groups, so Wagtail's own user screens raise nobody.
"""

from django.apps import apps as installed_apps

from accounts.models.role import GROUP_NAMES, STAFF_ROLES, Role

# (app, model, codename, name), as in Django's Permission
ADMIN_ACCESS = ("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
CHANGE_SITE = ("wagtailcore", "site", "change_site", "Can change site")
CHANGE_APPEARANCE = ("accounts", "appearance", "change_appearance", "Can change name, colours and logo")
WANTED = {
    Role.EDITOR: [ADMIN_ACCESS, CHANGE_APPEARANCE],
    Role.ADMINISTRATOR: [ADMIN_ACCESS, CHANGE_SITE, CHANGE_APPEARANCE],
}
"""What a role's group may do in Wagtail as far as this floor goes; a role that is missing opens the admin only."""


def group_for(role: str, apps=installed_apps):
    """The group of a staff role, made with its permissions where it is missing. `apps` lets a migration call this."""
    group, created = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP_NAMES[Role(role)])
    if created:
        allow(role, apps)
    return group


def allow(role: str, apps=installed_apps) -> None:
    """Give the group of `role` what WANTED says. A migration calls it again when something was added there."""
    group = apps.get_model("auth", "Group").objects.get(name=GROUP_NAMES[Role(role)])
    wanted = WANTED.get(Role(role), [ADMIN_ACCESS])
    group.permissions.add(*(_permission(apps, *each) for each in wanted))


def set_up_groups(apps=installed_apps) -> None:
    for role in sorted(STAFF_ROLES):
        group_for(role, apps)


def remove_groups(apps=installed_apps) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=GROUP_NAMES.values()).delete()


def _permission(apps, app: str, model: str, codename: str, name: str):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )[0]
