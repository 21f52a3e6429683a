"""The editor of a guide: who may be its owner, the checks beside it, its pictures, its previews."""

import json
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.models import Role
from guides.models import GuidePage, Picture
from guides.models.guide_panels import GuideForm
from tests.factories import ChampionFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor():
    return UserFactory(name="Edith Editor", roles=[Role.EDITOR])


@pytest.fixture
def guide(site):
    return GuidePage.objects.get(slug="join-free-wifi")


def edit_page(guide) -> str:
    return reverse("wagtailadmin_pages:edit", args=[guide.pk])


def with_body(guide, body: list) -> GuidePage:
    guide.body = GuidePage._meta.get_field("body").to_python(json.dumps(body))
    return guide


def steps(*do: str, **values) -> list:
    return [{"type": "steps", "value": {"device": "", "steps": [{"do": text, **values} for text in do]}}]


@pytest.fixture
def picture():
    content = BytesIO()
    Pillow.new("RGB", (40, 20), "red").save(content, format="PNG")
    return Picture.objects.create(title="IMG_4711", file=SimpleUploadedFile("IMG_4711.png", content.getvalue()))


def test_only_editors_are_offered_as_owners(editor, guide):
    ChampionFactory(user__name="Charlie Champion")
    UserFactory(name="Lena Lead", roles=[Role.LEAD])
    gone = UserFactory(name="Gone Editor", roles=[Role.EDITOR])
    gone.end_role(Role.EDITOR)
    text = signed_in(editor).get(edit_page(guide)).text
    assert "Edith Editor" in text
    assert not any(name in text for name in ("Charlie Champion", "Lena Lead", "Gone Editor"))


def test_nobody_else_can_be_made_the_owner(editor, guide):
    lead = UserFactory(roles=[Role.LEAD])
    form_class = GuidePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, GuideForm)
    field = form_class(instance=guide, for_user=editor).fields["looked_after_by"]
    assert field.clean(str(editor.pk)) == editor
    with pytest.raises(ValidationError):
        field.clean(str(lead.pk))


def test_the_checks_stand_beside_the_page(editor, guide):
    GuidePage.objects.filter(pk=guide.pk).update(checked_on=timezone.localdate())
    with_body(guide, [*steps("Tap Settings and then choose Wifi."), *list(guide.body.raw_data)])
    guide.save_revision()
    text = signed_in(editor).get(edit_page(guide)).text
    assert 'id="guide-checks"' in text
    assert "Step 1 has 2 actions: “Tap Settings and then choose Wifi”." in text
    assert "Nobody looks after this guide." in text


def test_other_pages_have_no_checks_of_guides(editor, guide):
    topic = guide.get_parent()
    assert "Is it easy to follow?" not in signed_in(editor).get(edit_page(topic)).text


def form_of(client, guide) -> dict:
    """What the editor's form sends back when nothing was touched."""
    form = client.get(edit_page(guide)).context["form"]
    values = {name: value for name, value in form.initial.items() if name in form.fields and value is not None}
    values["body"] = streamfield([])
    return nested_form_data(values)


def test_saving_a_draft_brings_its_checks_along(editor, guide):
    client = signed_in(editor)
    sent = form_of(client, guide) | {
        "skills": [],
        "go_live_at": "",
        "expire_at": "",
        "looked_after_by": "",
        "what_next-count": "0",
    }
    answer = client.post(edit_page(guide), sent, headers={"Accept": "application/json"}).json()
    assert answer["success"], answer
    assert 'data-w-teleport-target-value="#guide-checks"' in answer["html"]
    assert "There are no steps yet." in answer["html"]


def test_a_guide_without_steps_may_be_kept_as_a_draft_but_not_published(guide):
    block = guide.body.stream_block
    empty = with_body(guide, []).body
    with pytest.raises(ValidationError) as refusal:
        block.clean(empty)
    assert "A guide needs steps." in str(refusal.value.as_json_data())
    block.clean_deferred(empty)


def test_no_picture_is_published_without_words_for_those_who_do_not_see_it(guide, picture):
    block = guide.body.stream_block
    bare = {"image": picture.pk, "decorative": False, "alt_text": ""}
    with pytest.raises(ValidationError):
        block.clean(with_body(guide, steps("Tap “Wi-Fi”.", picture=bare)).body)
    for words in ({"alt_text": "The wifi symbol: three arcs."}, {"decorative": True}):
        block.clean(with_body(guide, steps("Tap “Wi-Fi”.", picture=bare | words)).body)


def test_a_picture_is_read_out_as_described_in_its_step(guide, picture, client):
    described = {"image": picture.pk, "decorative": False, "alt_text": "Three arcs above a dot"}
    with_body(guide, steps("Tap “Wi-Fi”.", picture=described)).save_revision().publish()
    assert 'alt="Three arcs above a dot"' in client.get(guide.url).text


@pytest.mark.parametrize("description", ["A wifi symbol", ""])
def test_a_picture_from_before_keeps_its_own_description_and_never_reads_out_the_name_of_its_file(
    guide, picture, client, description
):
    Picture.objects.filter(pk=picture.pk).update(description=description)
    old = with_body(guide, steps("Tap “Wi-Fi”.", picture=picture.pk))
    old.save_revision(clean=False).publish()
    text = client.get(guide.url).text
    assert "<img" in text and "IMG_4711" not in text
    assert (f'alt="{description}"' in text) or (not description and " alt " in text)
    lacking = [finding.kind for finding in GuidePage.objects.get(pk=guide.pk).findings()]
    assert ("no-alternative" in lacking) is not bool(description)


def test_a_guide_is_previewed_on_a_phone_and_as_each_device_shows_it(guide, rf):
    assert guide.default_preview_size == "phone" and guide.preview_sizes[0]["device_width"] == 360
    assert [name for name, _label in guide.preview_modes] == ["android", "iphone", "computer"]
    shown = {name: guide.make_preview_request(preview_mode=name).render().text for name, _label in guide.preview_modes}
    assert "It is in a corner of the screen" in shown["computer"] and "It is in a corner" not in shown["iphone"]
    assert "Tap “Join”." in shown["iphone"]


def test_a_guide_that_is_the_same_on_every_device_has_one_preview(guide):
    plain = with_body(guide, steps("Ask at the desk."))
    assert [name for name, _label in plain.preview_modes] == [""]
    assert "Ask at the desk." in plain.make_preview_request(preview_mode="").render().text
    assert "Ask at the desk." in plain.make_preview_request(preview_mode="iphone").render().text
