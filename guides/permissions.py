"""What editors may do: write and publish the public pages and their hard words, and nothing else."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from guides.models import GlossaryTerm

PAGE_PERMISSIONS = ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"]
WORD_PERMISSIONS = ["add_glossaryterm", "change_glossaryterm", "delete_glossaryterm", "view_glossaryterm"]
PICTURE_PERMISSIONS = ["add_image", "change_image", "choose_image"]  # Wagtail keeps them on its own model


def set_up_editors(group: Group) -> None:
    """Give `group`, which `accounts.permissions.group_for` made, all pages, pictures and words. May be called again."""
    root = Page.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), codename__in=PAGE_PERMISSIONS
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    collection = Collection.get_first_root_node()
    for permission in Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(Image), codename__in=PICTURE_PERMISSIONS
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)
    words = ContentType.objects.get_for_model(GlossaryTerm)
    group.permissions.add(*Permission.objects.filter(content_type=words, codename__in=WORD_PERMISSIONS))
