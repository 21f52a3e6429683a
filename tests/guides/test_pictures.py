from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from wagtail.images.forms import get_image_form

from guides.models import Picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def photograph(kind: str) -> bytes:
    """40 x 20 pixels, taken sideways at 53 degrees north by a camera that says so."""
    exif = Pillow.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Spying camera"
    exif.get_ifd(0x8825)[2] = (53.0, 43.0, 12.0)
    content = BytesIO()
    Pillow.new("RGB", (40, 20), "red").save(content, format=kind, exif=exif)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_forgets_where_it_was_taken_and_with_what(kind):
    assert b"Spying camera" in photograph(kind)
    upload = SimpleUploadedFile(f"Fatima at home.{kind.lower()}", photograph(kind))
    picture = Picture.objects.create(title="A phone", file=upload)
    with picture.file.open() as stored:
        content = stored.read()
    assert b"Spying camera" not in content
    with Pillow.open(BytesIO(content)) as opened:
        assert not dict(opened.getexif())
        assert opened.size == (20, 40)
    assert (picture.width, picture.height) == (20, 40)
    assert picture.file_size == len(content)


def test_a_picture_is_stored_under_a_name_that_tells_nothing():
    picture = Picture.objects.create(title="A", file=SimpleUploadedFile("Fatima.png", photograph("PNG")))
    assert "Fatima" not in picture.file.name


def test_renditions_are_clean_too():
    picture = Picture.objects.create(title="A", file=SimpleUploadedFile("a.jpg", photograph("JPEG")))
    with picture.get_rendition("width-10").file.open() as stored:
        assert b"Spying camera" not in stored.read()


def test_readers_get_the_rendition_and_nobody_gets_what_was_uploaded(client):
    picture = Picture.objects.create(title="A", file=SimpleUploadedFile("a.jpg", photograph("JPEG")))
    response = client.get(picture.get_rendition("width-10|format-webp").url)
    assert response["Content-Type"] == "image/webp"
    assert b"".join(response.streaming_content).startswith(b"RIFF")
    assert client.get(picture.file.url).status_code == 404
    assert client.get("/media/images/..%2f..%2fscheme.sqlite3").status_code == 404
    assert client.get("/media/images/" + "a" * 5000).status_code == 404


def test_the_form_for_a_picture_says_what_its_description_is_for():
    form = get_image_form(Picture)()
    assert "cannot see it" in form["description"].help_text
