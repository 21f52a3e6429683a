"""What all public pages share: they are kept ready, and they are found with few queries."""

from copy import copy

from django.conf import settings
from django.db.models import Exists
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction, Site, SiteRootPath

from accounts.lasting import lasting
from guides.ready import keep


class PublicPage:
    """Goes before `Page` among the bases."""

    views_are_counted = False

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        return keep(request, response, viewed=self.pk if self.views_are_counted else None)

    def route(self, request, path_components):
        """As Wagtail's, which asks twice for each page on the way: as a page, then as what it is."""
        site = Site.find_for_request(request)
        if self.pk == site.root_page_id and not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            # There is one home page, so every page's address begins here: Wagtail need not look that up in the cache.
            root = SiteRootPath(site.pk, self.url_path, site.root_url, "")
            request._wagtail_cached_site_root_paths = [root]
        for model in self.allowed_subpage_models() if path_components else ():
            child = self.child(request, model, path_components[0])
            if child is not None:
                child._cached_parent_obj = self
                return child.route(request, path_components[1:])
        return super().route(request, path_components)

    def child(self, request, model, slug):
        """The page below this one, or None. Those with pages below them lie on many ways, and are kept until something changes."""

        def find():
            found = model.objects.child_of(self).filter(slug=slug).order_by()
            return next(iter(found.annotate(is_any_private=Exists(PageViewRestriction.objects.all()))), None)

        if not model.allowed_subpage_models():
            return find()
        return copy(lasting(request, (model, self.path, slug), find))

    @cached_property
    def private_paths(self) -> list[str]:
        """The tree paths below which pages are not for everybody."""
        return list(PageViewRestriction.objects.values_list("page__path", flat=True))

    def get_view_restrictions(self):
        """As Wagtail's, which asks for the pages above first. Those are at hand here, and seldom is anything restricted."""
        line: list[Page] = [self]
        while (above := getattr(line[-1], "_cached_parent_obj", None)) is not None:
            line.append(above)
        if line[-1].depth > 2 or any(page.alias_of_id for page in line):
            return super().get_view_restrictions()
        self.__dict__.pop("private_paths", None)  # asked anew each time: pages may live long
        if self.__dict__.pop("is_any_private", True) is False:
            self.private_paths = []  # what `route` has just learned
        paths = [path for path in self.private_paths if self.path.startswith(path)]
        restrictions = PageViewRestriction.objects
        return restrictions.filter(page__path__in=paths) if paths else restrictions.none()

    def without_private(self, pages) -> list:
        """`pages` that everybody may read: `.public()` without a query of its own."""
        return [page for page in pages if not any(page.path.startswith(path) for path in self.private_paths)]
