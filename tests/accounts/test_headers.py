"""Every response carries the protecting headers, whatever made it."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from accounts.models import Role
from tests.factories import UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


def broken(request):
    raise RuntimeError("the name of a table")


urlpatterns = [
    path("broken/", broken),
    path("admin/broken/", broken),
    path("plain/", lambda request: HttpResponse("x")),
    path("", include("scheme.urls")),
]

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=(), usb=()",
}
STRICT = {
    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
    "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'self'",
}  # fmt: skip


def directives(response) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


CASES = [
    ("get", "/sign-in/", 200),
    ("get", "/plain/", 200),
    ("get", "/no-such-page/", 404),
    ("post", "/sign-in/", 403),
    ("get", "/broken/", 500),
    ("get", "/admin/", 302),
    ("get", "/no-slash", 301),
]


@pytest.mark.parametrize(("method", "address", "status"), CASES)
def test_on_every_response_errors_too(visitor, method, address, status):
    response = getattr(visitor, method)(address)
    assert response.status_code == status
    assert {name: response[name] for name in EXPECTED} == EXPECTED
    if not address.startswith("/admin/"):
        assert directives(response) == STRICT


def test_on_a_request_for_another_host(visitor):
    response = visitor.get("/sign-in/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert directives(response) == STRICT


def test_scripts_in_the_page_are_allowed_in_the_admin_only(visitor):
    staff = signed_in(UserFactory(roles=[Role.LEAD]))
    assert "script-src 'self' 'unsafe-inline'" in directives(staff.get("/admin/"))
    assert "style-src 'self' 'unsafe-inline'" in directives(staff.get("/admin/no-such-page/"))
    assert directives(staff.get("/administration/")) == STRICT


def test_an_error_page_tells_nothing(visitor):
    body = visitor.get("/broken/").content.decode()
    assert "RuntimeError" not in body and "table" not in body


def test_a_form_that_is_too_old_gets_a_readable_page(visitor):
    body = visitor.post("/sign-in/").content.decode()
    assert "<h1" in body and "CSRF" not in body


@pytest.mark.parametrize("address", ["/plain/", "/sign-in/account/", "/no-such-page/", "/broken/", "/admin/"])
def test_nothing_is_kept_for_somebody_signed_in(settings, address):
    settings.ROOT_URLCONF = __name__
    client = signed_in(UserFactory(roles=[Role.CHAMPION]))
    client.raise_request_exception = False
    assert client.get(address)["Cache-Control"] == "no-store, private"


def test_a_plain_page_for_a_visitor_stays_cacheable(visitor):
    response = visitor.get("/plain/")
    assert "Cache-Control" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_sign_in_pages_are_never_kept(visitor):
    assert visitor.get("/sign-in/")["Cache-Control"] == "no-store, private"
    assert "no-store" in visitor.get("/invitation/abc/")["Cache-Control"]
