"""The two tables that leave the site: the sites, and the log of what was asked and answered. No address, no postcode, no ward."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.admin.lists import inert
from reports.housing import Site


def sites_table(found: list[Site]) -> list[list]:
    """Rows, the first of them the headings."""
    heads = [
        _("Reference"), _("Place"), _("Kind"), _("Provider"), _("Residents"), _("Wifi, as we were told"), _("Free to residents"),
        _("Wifi in rooms"), _("No working wifi in rooms since"), _("Days"), _("Last check in a room"),
        _("Median download, Mbit/s"), _("Computers for residents"), _("Other devices"), _("Mobile data, £ a month"),
        _("Last asked on"), _("Last answered on"), _("Look at it again on"),
    ]  # fmt: skip
    rows: list[list] = [heads]
    for site in found:
        venue, record = site.venue, site.record
        rows.append([
            venue.reference, venue.name, venue.get_kind_display(), venue.organisation or "", record.get_residents_display(),
            venue.get_wifi_display(), _("Yes") if venue.wifi_is_free else _("No"), site.rooms.state.label,
            day(site.rooms.since), number(site.days_without), day(site.rooms.checked_at and timezone.localdate(site.rooms.checked_at)),
            "" if site.speed is None else f"{site.speed:.3g}", number(record.shared_computers), record.devices_note,
            number(record.data_pounds), day(site.last_request and site.last_request.asked_on),
            day(site.last_answer and site.last_answer.answered_on), day(record.next_review_on),
        ])  # fmt: skip
    return rows


def requests_table(found: list[Site]) -> list[list]:
    heads = [
        _("Reference"),
        _("Place"),
        _("Provider"),
        _("Asked on"),
        _("What was asked"),
        _("Answered on"),
        _("The answer"),
    ]
    return [heads] + [
        [
            site.venue.reference,
            site.venue.name,
            site.venue.organisation or "",
            day(each.asked_on),
            each.asked,
            day(each.answered_on),
            each.answer,
        ]
        for site in found
        for each in site.requests
    ]


def as_csv(rows: Iterable[list]) -> str:
    """With a mark that tells Excel it is UTF-8; no cell is a formula."""
    text = StringIO()
    csv.writer(text).writerows([inert(str(cell)) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def day(value) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def number(value) -> str:
    return "" if value is None else str(value)
