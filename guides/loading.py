"""Puts the guides and hard words that the project ships (guides/data/) on the site, and keeps its hands off what editors changed."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from wagtail.models import Page, Site

from guides.framework import DATA, read
from guides.models import (
    BookletEntry,
    BookletPage,
    GlossaryTerm,
    GuidePage,
    HomePage,
    LoadedPage,
    LoadedTerm,
    Skill,
    StandardPage,
    TopicPage,
)
from guides.models.loaded import digest_of

GUIDE_FIELDS = ["title", "what_you_will_do", "minutes", "level", "checked_on", "review_due_on"]


class Loader:
    """One run. `written` and `left` count pages and words that it wrote, and those that it left as an editor has them."""

    def __init__(self):
        self.written = 0
        self.left = 0
        self.guides: dict[str, GuidePage] = {}
        self.skills = {skill.code: skill for skill in Skill.objects.all()}

    def run(self) -> "Loader":
        site_pages = read("site.json")
        home = HomePage.objects.first() or self.make_home(site_pages["home"])
        for topic_data in site_pages["topics"]:
            topic = self.load(topic_data["slug"], TopicPage, home, topic_data)
            if topic is None:
                continue
            for slug in topic_data["guides"]:
                path = DATA / "guides" / f"{slug}.json"
                if path.exists():
                    guide = self.load(f"{topic_data['slug']}/{slug}", GuidePage, topic, guide_fields(path))
                    self.guides |= {slug: guide} if guide else {}
        for page_data in site_pages["pages"]:
            self.load(page_data["slug"], StandardPage, home, page_data)
        for booklet_data in site_pages["booklets"]:
            self.load(booklet_data["slug"], BookletPage, home, booklet_data)
        for term_data in read("glossary.json"):
            self.load_term(term_data)
        return self

    def make_home(self, data: dict) -> HomePage:
        """The home page, in place of the "Welcome" page that Wagtail's own migrations leave behind."""
        root = Page.get_first_root_node()
        welcome = root.get_children().filter(slug="home", content_type__model="page").first()
        if welcome and not welcome.get_children().exists():
            # Past save(), which would order an index entry for a page that is gone when its turn comes.
            Page.objects.filter(pk=welcome.pk).update(slug="wagtail-welcome")
        home = root.add_child(instance=HomePage(slug="home", **data))
        home.save_revision().publish()
        Site.objects.update_or_create(
            is_default_site=True, defaults={"root_page": home, "hostname": "localhost", "site_name": ""}
        )
        if welcome and not welcome.get_children().exists():
            welcome.refresh_from_db()
            welcome.delete()
        self.written += 1
        return home

    def load(self, key: str, model: type[Page], parent: Page, data: dict):
        """Make or renew one page, and return it; None when an editor has deleted or hidden it."""
        fields = {name: value for name, value in data.items() if name != "guides"}
        digest = digest_of(fields)
        record = LoadedPage.objects.filter(key=key).select_related("page").first()
        if record and (record.digest == digest or not record.is_untouched):
            self.left += record.page is not None and not record.is_untouched
            return record.page.specific if record.page and record.page.live else None
        page = (
            record.page.specific
            if record and record.page
            else parent.get_children().filter(slug=fields["slug"]).first()
        )
        if page and not record:
            self.left += 1  # somebody's own page of that name
            return page.specific if page.specific_class is model else None
        page = page or model()
        for name, value in fields.items():
            if name not in ("skills", "body", "entries") or model is StandardPage:
                setattr(page, name, value)
        if model is GuidePage:
            page.body = GuidePage._meta.get_field("body").to_python(json.dumps(fields["body"]))
        if model is BookletPage:
            page.entries = [
                BookletEntry(guide=self.guides[slug], sort_order=order)
                for order, slug in enumerate(fields["entries"])
                if slug in self.guides
            ]
        if not page.pk:
            parent.add_child(instance=page)
        if model is GuidePage:
            page.skills.set(self.skills[code] for code in fields["skills"] if code in self.skills)
        page.save_revision().publish()
        page.refresh_from_db()
        LoadedPage.objects.update_or_create(
            key=key, defaults={"page": page, "revision": page.latest_revision_id, "digest": digest}
        )
        self.written += 1
        return page

    def load_term(self, data: dict) -> None:
        """Make or renew one hard word, unless an editor has changed or deleted it, or has the word already."""
        fields = data | {"other_forms": "\n".join(data["other_forms"])}
        digest = digest_of(fields)
        record = LoadedTerm.objects.filter(key=data["word"]).select_related("term").first()
        if record and (record.digest == digest or not record.is_untouched):
            self.left += record.term is not None and not record.is_untouched
            return
        term = (record.term if record else None) or GlossaryTerm()
        for name, value in fields.items():
            setattr(term, name, value)
        try:
            term.full_clean()
        except ValidationError:  # a word of an editor's own has one of its names
            self.left += 1
            return
        term.save()
        LoadedTerm.objects.update_or_create(key=data["word"], defaults={"term": term, "digest": digest})
        self.written += 1


def guide_fields(path: Path) -> dict:
    """The fields of a GuidePage from one file of guides/data/guides/."""
    data = json.loads(path.read_text(encoding="utf-8"))
    body = [{"type": "steps", "value": group} for group in data["steps"]]
    for kind, field in (("problems", "problems"), ("stop", "signs"), ("facts", "facts")):
        if data.get(kind):
            body.append({"type": kind, "value": {field: data[kind]}})
    return {
        **{name: data[name] for name in GUIDE_FIELDS},
        "slug": path.stem,
        "what_you_need": "\n".join(data["what_you_need"]),
        "other_words": "\n".join(data["other_words"]),
        "body": body,
        "skills": data["skills"],
    }
