"""What a first visit of each page weighs over the wire, in the real browser, as the production server sends it."""

import http.client
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageFilter

from guides.framework import DATA, read
from scheme.launch.place import ROOT, sealed
from tests.conftest import PHONE
from tests.database import copy_migrated

pytestmark = pytest.mark.browser

MOST, MOST_WITH_PICTURES, MOST_REQUESTS = 13_000, 25_000, 2
PATHS = ["/", *(f"/{topic['slug']}/" for topic in read("site.json")["topics"])] + [
    f"/{topic['slug']}/{slug}/" for topic in read("site.json")["topics"] for slug in topic["guides"]
]
PICTURED = "/talk/send-an-email/"

WITH_A_PICTURE = f"""
import json
from django.core.files.base import ContentFile
from guides.models import GuidePage, Picture
picture = Picture.objects.create(title="A phone", file=ContentFile(open(PATH, "rb").read(), "photo.jpg"))
guide = GuidePage.objects.get(slug="{PICTURED.split("/")[2]}")
body = [dict(block) for block in guide.body.get_prep_value()]
first = body[0]["value"]["steps"][0]
first.get("value", first)["picture"] = picture.pk
guide.body = GuidePage._meta.get_field("body").to_python(json.dumps(body))
guide.save_revision().publish()
"""


def photograph(path: Path) -> Path:
    """1,600 x 1,200 pixels with the texture of a real one: soft shapes, edges, and the noise of a small camera."""
    shapes = Pillow.effect_mandelbrot((1600, 1200), (-1.6, -0.9, 0.6, 0.9), 60)
    noise = Pillow.effect_noise((1600, 1200), 28).filter(ImageFilter.GaussianBlur(1))
    bands = [Pillow.blend(shapes.point(lambda x, k=k: x * k // 10), noise, 0.25) for k in (7, 9, 10)]
    Pillow.merge("RGB", bands).save(path, "JPEG", quality=90)
    return path


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """The production server over the shipped guides and collected static files; gives its address."""
    var = tmp_path_factory.mktemp("weight")
    copy_migrated(var / "scheme.sqlite3")
    env = sealed(
        SCHEME_VAR=str(var),
        SCHEME_DEMO="1",
        DEBUG="0",
        CACHE_URL="locmemcache://",
        DJANGO_SETTINGS_MODULE="scheme.settings.base",
    )
    photo = photograph(var / "photo.jpg")
    ours_alone = ["-i", "wagtail*", "-i", "taggit*", "-i", "django*", "-i", "mfa*", "-i", "account*"]
    picture = WITH_A_PICTURE.replace("PATH", repr(str(photo)))
    for words in (
        ["collectstatic", "--no-input", *ours_alone],
        ["load_guides"],
        ["shell", "--no-imports", "-c", picture],
    ):
        made = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stderr
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "--no-ws",
        "--log-level",
        "warning",
    ]
    with subprocess.Popen([*server, "scheme.wsgi:application"], cwd=ROOT, env=env) as run:
        try:
            wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            run.terminate()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().close()
        except OSError:
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.1)  # for another process, not for the code under test
        finally:
            connection.close()


class Scales:
    """One page of the browser without a cache, and what it received since `visit`."""

    def __init__(self, page, home: str):
        self.page, self.home = page, home
        self.asked: dict[str, str] = {}
        self.statuses: list[int] = []
        self.bytes = 0
        tools = page.context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        tools.on("Network.requestWillBeSent", self.sent)
        tools.on("Network.responseReceived", lambda came: self.statuses.append(came["response"]["status"]))
        tools.on("Network.loadingFinished", self.finished)

    def sent(self, event):
        if not event["request"]["url"].startswith("data:"):
            self.asked[event["requestId"]] = event["request"]["url"]

    def finished(self, event):
        if event["requestId"] in self.asked:
            self.bytes += event["encodedDataLength"]

    def visit(self, path: str) -> "Scales":
        self.asked, self.statuses, self.bytes = {}, [], 0
        self.page.goto(self.home + path, wait_until="load")
        return self


@pytest.fixture
def scales(browser, production):
    context = browser.new_context(viewport=PHONE)
    yield Scales(context.new_page(), production)
    context.close()


def test_the_first_visit_of_home_every_topic_and_every_guide_is_light(scales):
    assert len(PATHS) == 49 and len(list((DATA / "guides").glob("*.json"))) == 40
    weights = {}
    for path in PATHS:
        if path == PICTURED:
            continue
        scales.visit(path)
        weights[path] = scales.bytes
        assert len(scales.asked) <= MOST_REQUESTS, scales.asked
        assert set(scales.statuses) == {200}, (path, scales.statuses)
    heaviest = sorted(weights, key=weights.get, reverse=True)[:5]
    sys.stdout.write("".join(f"{weights[path]:>7,} bytes {path}\n" for path in heaviest))
    assert weights[heaviest[0]] <= MOST, [(path, weights[path]) for path in heaviest]


def test_a_guide_with_a_photograph_read_to_its_end_is_light_too(scales):
    scales.visit(PICTURED)
    picture = scales.page.locator("main picture img")
    picture.scroll_into_view_if_needed()
    scales.page.wait_for_function("() => [...document.images].every(image => image.complete && image.naturalWidth)")
    scales.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    scales.page.wait_for_load_state("networkidle")
    kind = [url for url in scales.asked.values() if "/media/" in url]
    assert len(kind) == 1 and re.search(r"\.(avif|webp)$", kind[0])
    assert picture.get_attribute("loading") == "lazy" and picture.get_attribute("width")
    sys.stdout.write(f"{scales.bytes:>7,} bytes {PICTURED} with a photograph\n")
    assert scales.bytes <= MOST_WITH_PICTURES, scales.asked
    assert set(scales.statuses) == {200}
