"""Areas, postcodes, organisations, venues, and a year of wifi checks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import partial
from math import inf
from random import Random

from django.utils.text import slugify

from accounts.models import Role
from places.distance import miles_between
from places.models import (
    Area,
    ClosedDay,
    OpeningHours,
    Organisation,
    Postcode,
    Venue,
    WifiCheck,
)
from places.models.venue import CODE_SIGNS
from scheme.demo import place_facts as facts
from scheme.demo.bulk import Writer
from scheme.demo.recipe import Recipe, uuid_from

POSTCODES_EACH = 6


@dataclass(frozen=True)
class Places:
    wards: list[Area]
    postcodes: dict[int, list[str]]
    """{ward key: postcodes}"""
    organisations: dict[str, Organisation]
    public: list[Venue]
    houses: list[Venue]
    near: dict[int, list[Venue]]
    """{ward key: the three nearest public venues}; a house counts as its ward."""


def write_places(recipe: Recipe, writer: Writer) -> Places:
    draws = recipe.draws("places")
    authority = writer.write(Area, [_area(Area.Kind.AUTHORITY, *facts.AUTHORITY)])[0]
    writer.write(Area, [_area(Area.Kind.OUTCODE, code, code, *point) for code, point in facts.OUTCODES.items()])
    writer.write(
        Area,
        [
            _area(Area.Kind.TOWN, f"town-{slugify(name)}", name, *point, parent=authority)
            for name, point in facts.TOWNS.items()
        ],
    )
    wards = writer.write(
        Area,
        [
            _area(
                Area.Kind.WARD,
                f"E0{facts.FIRST_WARD + number}",
                name,
                latitude,
                longitude,
                parent=authority,
                valid_from=date(2026, 5, 7),
                is_under_served=name in facts.UNDER_SERVED,
                under_served_source=facts.UNDER_SERVED_SOURCE if name in facts.UNDER_SERVED else "",
            )
            for number, (name, latitude, longitude, _outcode) in enumerate(facts.WARDS)
        ],
    )
    postcodes = writer.write(Postcode, _postcodes(wards, draws))
    by_ward: dict[int, list[str]] = {}
    for postcode in postcodes:
        by_ward.setdefault(postcode.area_id, []).append(postcode.code)
    organisations = {
        role: Organisation(name=name, kind=kind, email=f"{role}@example.org")
        for role, (name, kind) in facts.ORGANISATIONS.items()
    }
    public_ids = recipe.draws("public ids of organisations")
    for organisation in organisations.values():
        organisation.public_id = uuid_from(public_ids)
    writer.write(Organisation, organisations.values())
    venues = _write_venues(recipe, writer, {ward.name: ward for ward in wards}, by_ward, organisations)
    public = [venue for venue in venues if venue.visibility == Venue.Visibility.PUBLIC]
    return Places(
        wards=wards,
        postcodes=by_ward,
        organisations=organisations,
        public=public,
        houses=[venue for venue in venues if venue.is_confidential],
        near={
            ward.pk: sorted(
                public,
                key=partial(_apart, ward),
            )[:3]
            for ward in wards
        },
    )


def _apart(ward: Area, venue: Venue) -> float:
    """Miles between the two; endless when it is not known where one of them is."""
    here, there = ward.point, venue.point
    return miles_between(here, there) if here and there else inf


def _area(kind, code, name, latitude, longitude, **more) -> Area:
    return Area(kind=kind, code=code, name=name, latitude=latitude, longitude=longitude, **more)


def _postcodes(wards: list[Area], draws: Random) -> Iterator[Postcode]:
    numbers: dict[str, int] = {}
    for ward, (_name, latitude, longitude, outcode) in zip(wards, facts.WARDS, strict=True):
        for _ in range(POSTCODES_EACH):
            number = numbers[outcode] = numbers.get(outcode, 0) + 1
            letters = facts.NEVER_ISSUED[number // 6 % 6] + facts.NEVER_ISSUED[number % 6]
            yield Postcode(
                code=f"{outcode} {1 + number // 36 % 9}{letters}",
                area=ward,
                latitude=round(latitude + draws.uniform(-0.008, 0.008), 5),
                longitude=round(longitude + draws.uniform(-0.012, 0.012), 5),
            )


def _write_venues(recipe, writer, ward_named, postcodes, organisations) -> list[Venue]:
    draws = recipe.draws("venues")
    venues = []
    for name, ward, computers, step_free, toilet, loop, quiet in facts.LIBRARIES:
        venue = Venue(
            name=name,
            kind=Venue.Kind.LIBRARY,
            visibility=Venue.Visibility.PUBLIC,
            organisation=organisations["library"],
            area=ward_named[ward],
            wifi=Venue.Wifi.THROUGHOUT,
            wifi_network="Library-Demo-Wifi",
            wifi_needs_sign_up=False,
            wifi_steps=facts.LIBRARY_STEPS,
            opening_note=facts.DEMONSTRATION_HOURS,
            access_note=facts.DEMONSTRATION_FACTS,
            is_step_free=step_free,
            has_accessible_toilet=toilet,
            has_hearing_loop=loop,
            computers=computers,
            has_sockets=True,
            is_quiet=quiet,
        )
        venues.append(_placed(venue, draws, postcodes))
    for name, kind, visibility, owner, ward, wifi, seats in facts.OTHER_VENUES:
        venue = Venue(
            name=name,
            kind=kind,
            visibility=visibility,
            organisation=organisations.get(owner),
            area=ward_named[ward],
            wifi=wifi,
            wifi_network="" if wifi == "unknown" else "Guest-Demo",
            wifi_needs_sign_up=kind == "cafe",
            wifi_minutes=120 if kind == "cafe" else None,
            wifi_steps="Ask at the counter for the password." if kind == "cafe" else "",
            opening_note=facts.DEMONSTRATION_HOURS,
            access_note=facts.DEMONSTRATION_FACTS,
            is_step_free=kind != "faith",
            has_accessible_toilet=kind == "community",
            computers=seats,
            has_sockets=kind != "faith",
            is_quiet=kind == "faith",
        )
        venues.append(_placed(venue, draws, postcodes))
    for name, kind, owner, ward, wifi, address, postcode in facts.HOUSES:
        point = (
            ward_named[ward].latitude + draws.uniform(-0.004, 0.004),
            ward_named[ward].longitude + draws.uniform(-0.004, 0.004),
        )
        venues.append(
            Venue(
                name=name,
                kind=kind,
                visibility=Venue.Visibility.CONFIDENTIAL,
                organisation=organisations[owner],
                area=ward_named[ward],
                sealed_place=json.dumps({"address": address, "postcode": postcode, "point": point}),
                wifi=wifi,
                wifi_network="Guest-Demo",
                wifi_steps="Ask the house manager for the password.",
                access_note=facts.DEMONSTRATION_FACTS,
                is_step_free=name == "House 2",
                has_sockets=True,
            )
        )
    codes = recipe.draws("venue codes")
    public_ids = recipe.draws("public ids of venues")
    for venue in venues:
        venue.code = "".join(codes.choices(CODE_SIGNS, k=8))
        venue.public_id = uuid_from(public_ids)
    writer.write(Venue, venues)
    writer.write(OpeningHours, _hours(venues))
    writer.write(ClosedDay, _closures(recipe, venues))
    return venues


def _placed(venue: Venue, draws, postcodes) -> Venue:
    ward = venue.area
    point = (
        round(ward.latitude + draws.uniform(-0.004, 0.004), 5),
        round(ward.longitude + draws.uniform(-0.004, 0.004), 5),
    )
    venue.set_place(f"Demonstration address, {ward.name}", draws.choice(postcodes[ward.pk]), point)
    return venue


def _hours(venues):
    for venue in venues:
        if venue.is_confidential or venue.name in facts.HOURS_NOT_KNOWN:
            continue
        week = (
            facts.LIBRARY_HOURS
            if venue.kind == Venue.Kind.LIBRARY
            else facts.HOURS_OF_A_KIND.get(venue.kind, facts.OTHER_HOURS)
        )
        week = facts.HOURS_OF_ONE.get(venue.name, week)
        for weekday, spells in week.items():
            for opens, closes in spells:
                yield OpeningHours(
                    venue=venue, weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)
                )


def _closures(recipe, venues):
    christmas = date(recipe.today.year, 12, 25)
    for venue in venues:
        if venue.kind == Venue.Kind.LIBRARY:
            yield ClosedDay(
                venue=venue, first_day=christmas, last_day=christmas + timedelta(days=1), reason="Christmas"
            )
    yield ClosedDay(venue=venues[3], first_day=recipe.ago(1), last_day=recipe.ago(-5), reason="Building work")
    yield ClosedDay(venue=venues[6], first_day=recipe.ago(-9), last_day=recipe.ago(-9), reason="Staff training")


def write_wifi_checks(recipe: Recipe, writer: Writer, places: Places, checkers: list[int], partner: int) -> None:
    """About one check a venue in three weeks, for a year; the accommodation's own partner checks its houses."""
    draws = recipe.draws("wifi checks")
    rows = []
    for venue in [*places.public, *places.houses]:
        if venue.wifi == Venue.Wifi.UNKNOWN:
            continue
        private = venue.is_confidential
        day = 365 - draws.randrange(20)
        while day > 1:
            works = draws.random() < (0.72 if private else 0.94)
            by_partner = private and draws.random() < 0.6
            speed = draws.uniform(1, 14) if private else draws.uniform(8, 60)
            where = draws.choice(["communal", "room"]) if private else "communal"
            if where == "room" and venue.wifi == Venue.Wifi.COMMUNAL:
                works = False
            rows.append(
                WifiCheck(
                    client_id=uuid_from(draws),
                    venue=venue,
                    checked_at=recipe.at(recipe.ago(day), draws.randrange(10, 17), draws.randrange(60)),
                    checked_by_id=partner if by_partner else draws.choice(checkers),
                    checked_as=Role.PARTNER if by_partner else Role.CHAMPION,
                    where=where,
                    works=works,
                    down_mbit_s=round(speed, 2) if works else None,
                    up_mbit_s=round(speed / 4, 2) if works else None,
                    note="" if works else draws.choice(["No signal.", "Connected, but no page opened."]),
                )
            )
            day -= draws.randrange(12, 34)
    writer.write(WifiCheck, sorted(rows, key=lambda check: check.checked_at))
