"""Venues from a list or a feed: new ones are added, known ones brought up to date, and nothing confidential is ever made public."""

import re
from uuid import UUID

from django.db import DatabaseError, transaction

from imports.headings import Field, match_headings
from imports.reading import AlreadyThere, RowReading, RowRefused
from imports.report import Outcome, Report, RowReport
from imports.tables import Row, Table, TableRefused
from imports.text import words
from imports.values import index_names, look_up_each
from places.distance import miles_between
from places.import_values import (
    ACCOMMODATION,
    HINTS,
    KINDS,
    NAME_HINTS,
    VISIBILITIES,
    WIFI,
    closures_of,
    hours_of,
    plain,
    quoted,
    values_of,
)
from places.models import Area, ClosedDay, OpeningHours, Organisation, Postcode, Venue
from places.models.area import normalise_postcode
from places.models.venue import CODE_SIGNS
from places.open_data import hours
from places.opening import HOLIDAY

LONGEST_NAME = 150
NEAR_ENOUGH = 3  # miles to the middle of a ward that is taken for a place's own
PLACE = ("address", "postcode", "point")
PARTNERS_FACTS = ("wifi", "wifi_is_free", "wifi_network", "wifi_needs_sign_up", "wifi_steps", "wifi_minutes")


OPENNESS: list[str] = [Venue.Visibility.CONFIDENTIAL, Venue.Visibility.RESIDENTS, Venue.Visibility.PUBLIC]


class VenueReading(RowReading):
    """A row, and whether it changed the venue that it is about."""

    has_changed = False

    def change(self, name: str, sentence: str) -> None:
        self.has_changed = True
        self.remark(name, sentence)


class VenueImport:
    """Rows stand alone: each is stored whole, or not at all. An empty cell, or a column that is not there, changes nothing.

    A venue is known by its id or code, else by name and postcode. Wifi facts that those who look after it have confirmed stay
    as they are unless `overwrite` is set. Raises TableRefused when there is no column for the name.
    """

    kind = "venue"
    fields = (
        Field("id", "Id", "uuid,service id"),
        Field("code", "Code", "venue code"),
        Field("name", "Name", "venue,venue name,place,place name,site,site name,location", required=True),
        Field("kind", "Kind", "type,category,venue type,kind of place,type of place"),
        Field("visibility", "Who may know", "visibility"),
        Field("address", "Address", "street,street address,full address"),
        Field("postcode", "Postcode", "post code"),
        Field("latitude", "Latitude", "lat,y"),
        Field("longitude", "Longitude", "long,lng,lon,x"),
        Field("ward", "Ward", "ward name,area"),
        Field("ward_code", "Ward code"),
        Field("organisation", "Organisation", "organization,run by,provider,operator"),
        Field("opening_hours", "Opening hours", "hours,opening times,open"),
        Field("opening_note", "Note on opening", "opening notes"),
        Field("closed_days", "Closed days", "closures"),
        Field("wifi", "Wifi", "has wifi,wi-fi,internet"),
        Field("wifi_is_free", "Free of charge", "free,wifi free"),
        Field("wifi_network", "Network name", "network,ssid,wifi name"),
        Field("wifi_needs_sign_up", "Sign-up needed", "sign up,registration needed,wifi sign up"),
        Field("wifi_steps", "How to connect", "steps,instructions"),
        Field("wifi_minutes", "Time limit in minutes", "time limit,minutes"),
        Field("is_step_free", "Step-free", "step free access,wheelchair,wheelchair access"),
        Field("has_accessible_toilet", "Accessible toilet", "disabled toilet"),
        Field("has_hearing_loop", "Hearing loop", "induction loop"),
        Field("access_note", "Note on access", "access notes,accessibility"),
        Field("computers", "Computers to use", "computers,number of computers,public computers"),
        Field("has_sockets", "Sockets", "charging"),
        Field("is_quiet", "Quiet place to sit", "quiet,quiet space"),
    )

    def __init__(self, table: Table, *, by=None, chosen: dict[int, str] | None = None, overwrite: bool = False):
        self.table, self.by, self.overwrite = table, by, overwrite
        self.matched = match_headings(table.headings, self.fields, chosen)
        if self.matched.missing(self.fields):
            raise TableRefused(
                "No column was found for the name, so no row can be taken: say which it is with a mapping."
            )
        self.labels = {field.name: field.label for field in self.fields}
        self.report = Report(empty_rows=table.empty_rows)

    def run(self, *, dry_run: bool = False) -> Report:
        """A dry run does all the same and takes it back, so that its report is the real one's."""
        for note in (*self.table.notes, *self.matched.notes):
            self.report.notes[note] = 0
        if "visibility" not in self.matched.columns:
            self.report.notes["No column says who may know, so what is new was taken as public."] = 0
        with transaction.atomic():
            self.load()
            for row in self.table.rows:
                self.report.rows.append(self.row_report(row))
            transaction.set_rollback(dry_run)
        return self.report

    def load(self) -> None:
        """What rows are compared with; one query for each kind of record."""
        self.ids: dict[UUID, int] = {}
        self.codes: dict[str, int] = {}
        self.names: dict[tuple[str, str], int] = {}
        self.seen: dict[int, int] = {}  # {venue: row}
        for key, number, code, name, postcode, visibility in Venue.objects.values_list(
            "pk", "public_id", "code", "name", "postcode", "visibility"
        ):
            self.ids[number], self.codes[code] = key, key
            hidden = visibility == Venue.Visibility.CONFIDENTIAL  # its postcode is sealed
            self.names[words(name), "hidden" if hidden else postcode] = key
        wards = list(Area.objects.current().wards())
        self.ward_names = index_names((ward.name, ward) for ward in wards)
        self.wards = {ward.code: ward for ward in wards}
        self.organisations = {words(each.name): each for each in Organisation.objects.all()}

    def row_report(self, row: Row) -> RowReport:
        if row.has_extra:
            remark = "It has more cells than there are headings, so they may have moved"
            return RowReport(row.number, Outcome.NOT_TAKEN, [remark])
        reading = VenueReading({name: row.cells[column] for name, column in self.matched.columns.items()}, self.labels)
        try:
            with transaction.atomic():
                venue, outcome = self.take(reading, row.number)
        except AlreadyThere as there:
            return RowReport(row.number, Outcome.ALREADY_THERE, [there.remark], there.reference)
        except RowRefused as refusal:
            return RowReport(row.number, Outcome.NOT_TAKEN, [str(refusal)])
        except DatabaseError:
            return RowReport(row.number, Outcome.NOT_TAKEN, ["It could not be stored: try it again"])
        self.note(venue, row.number)
        return RowReport(row.number, outcome, reading.remarks, venue.name)

    def note(self, venue: Venue, number: int) -> None:
        self.seen[venue.pk] = number
        self.ids[venue.public_id], self.codes[venue.code] = venue.pk, venue.pk
        self.names[words(venue.name), "hidden" if venue.is_confidential else venue.postcode] = venue.pk

    # One row ------------------------------------------------------------------------------------------

    def take(self, reading: VenueReading, number: int) -> tuple[Venue, Outcome]:
        name = plain(reading.text("name"))
        if not name:
            raise RowRefused("There is no name")
        if len(name) > LONGEST_NAME:
            raise RowRefused("The name is longer than 150 letters")
        key = self.key_of(reading, name)
        if key in self.seen:
            raise AlreadyThere(f"The same place as in row {self.seen[key]}", name)
        if key is None:
            return self.add(reading, name)
        return self.update(Venue.objects.select_related("area", "organisation").get(pk=key), reading)

    def key_of(self, reading: VenueReading, name: str) -> int | None:
        """The key of the venue that this row is about."""
        number = uuid_of(reading.text("id"))
        if number in self.ids:
            return self.ids[number]
        if reading.text("code") in self.codes:
            return self.codes[reading.text("code")]
        postcode = normalise_postcode(reading.text("postcode"))
        return self.names.get((words(name), postcode), self.names.get((words(name), "hidden")))

    def add(self, reading: VenueReading, name: str) -> tuple[Venue, Outcome]:
        kind = self.kind_of(reading) or Venue.Kind.OTHER
        organisation = self.organisation_of(reading)
        visibility = self.visibility_of(reading) or Venue.Visibility.PUBLIC
        self.insist_on_secrecy(reading, name, kind, visibility, organisation)
        venue = Venue(name=name, kind=kind, visibility=visibility, organisation=organisation)
        code, number = reading.text("code"), uuid_of(reading.text("id"))
        if number:
            venue.public_id = number
        if re.fullmatch(f"[{CODE_SIGNS}]{{8}}", code):
            venue.code = code
        for field, value in values_of(reading, WIFI).items():
            setattr(venue, field, value)
        place = self.place_of(reading, venue)
        venue.area = self.ward_of(reading, place)
        venue.set_place(**place)
        venue.save(force_insert=True)
        self.set_hours(venue, reading, is_new=True)
        self.add_closures(venue, reading, is_new=True)
        return venue, Outcome.WITH_REMARKS if reading.remarks else Outcome.IMPORTED

    def update(self, venue: Venue, reading: VenueReading) -> tuple[Venue, Outcome]:
        """Each change becomes a remark: what it was, what it is now."""
        asked = self.visibility_of(reading)
        visibility = asked or (Venue.Visibility.PUBLIC if venue.is_confidential else venue.visibility)
        if OPENNESS.index(visibility) > OPENNESS.index(venue.visibility):
            raise RowRefused("Not everybody may know of this venue, and an import does not change that: do it by hand")
        found: dict = {"name": plain(reading.text("name")), **values_of(reading, WIFI)}
        if kind := self.kind_of(reading):
            found["kind"] = kind
        if organisation := self.organisation_of(reading):
            found["organisation"] = organisation
        if reading.text("ward") or reading.text("ward_code"):
            found["area"] = self.named_ward(reading) or venue.area
        kind, organisation = found.get("kind", venue.kind), found.get("organisation", venue.organisation)
        self.insist_on_secrecy(reading, found["name"], kind, visibility, organisation)
        place = venue.place
        self.change(venue, self.without_partners(venue, found, reading), reading)
        new_place = self.place_of(reading, venue)
        if new_place != place or visibility != venue.visibility:
            self.say_place(place, new_place, visibility, reading)
            if visibility != venue.visibility:
                reading.change(
                    "visibility", f"{quoted(venue, 'visibility')} becomes {quoted(venue, 'visibility', visibility)}"
                )
            venue.visibility = visibility
            venue.set_place(**new_place)
        self.set_hours(venue, reading)
        self.add_closures(venue, reading)
        if not reading.has_changed:
            return venue, Outcome.ALREADY_THERE
        venue.save()
        return venue, Outcome.UPDATED

    def without_partners(self, venue: Venue, found: dict, reading: VenueReading) -> dict:
        """Without the wifi facts that those who look after the venue have confirmed."""
        if self.overwrite or not venue.wifi_confirmed_at:
            return found
        for name in PARTNERS_FACTS:
            if name in found and found[name] != getattr(venue, name):
                day = venue.wifi_confirmed_at.strftime("%d/%m/%Y")
                old, new = quoted(venue, name), quoted(venue, name, found[name])
                reading.remark(
                    name, f"kept as {old}, confirmed on “{day}” by those who look after it; the file says {new}"
                )
                self.report.notes["Wifi facts that those who look after a venue have confirmed were kept."] += 1
        return {name: value for name, value in found.items() if name not in PARTNERS_FACTS}

    def change(self, venue: Venue, found: dict, reading: VenueReading) -> None:
        for name, value in found.items():
            if getattr(venue, name) != value:
                label = "ward" if name == "area" else name
                reading.change(label, f"{quoted(venue, name)} becomes {quoted(venue, name, value)}")
                setattr(venue, name, value)

    @staticmethod
    def say_place(old: dict, new: dict, visibility: str, reading: VenueReading) -> None:
        """Where a confidential venue is stands in no report."""
        for name in PLACE:
            if old[name] != new[name]:
                label = "latitude" if name == "point" else name
                hidden = visibility == Venue.Visibility.CONFIDENTIAL
                reading.change(label, "changed" if hidden else f"“{old[name] or ''}” becomes “{new[name] or ''}”")

    # What cells stand for -----------------------------------------------------------------------------

    @staticmethod
    def insist_on_secrecy(reading, name: str, kind: str, visibility: str, organisation: Organisation | None) -> None:
        """Where people are housed is never public, and a refuge is not even for its residents to see on the site."""
        if visibility != Venue.Visibility.PUBLIC:
            if kind == Venue.Kind.ASYLUM and visibility != Venue.Visibility.CONFIDENTIAL:
                raise RowRefused("Asylum accommodation is always confidential")
            return
        runs_housing = organisation is not None and organisation.kind == Organisation.Kind.ACCOMMODATION
        hinted = HINTS & set(words(reading.text("kind")).split()) or NAME_HINTS & set(words(name).split())
        if kind in ACCOMMODATION or hinted or runs_housing:
            raise RowRefused(
                "People seem to be housed here, so it is not made public: say “confidential”, or put it in by hand"
            )

    def kind_of(self, reading: VenueReading) -> str:
        """The first kind that is known; what houses people comes before all else. '' when none is given."""
        text = reading.text("kind")
        found, unknown = look_up_each(text, KINDS)
        housing = [kind for kind in found if kind in ACCOMMODATION]
        if not found and unknown:
            reading.remark("kind", f"“{text[:100]}” is no kind that we know, so it counts as other")
        return (housing or found or [Venue.Kind.OTHER if unknown else ""])[0]

    @staticmethod
    def visibility_of(reading: VenueReading) -> str:
        text = reading.text("visibility")
        if text and words(text) not in VISIBILITIES:
            raise RowRefused(f"Who may know: “{text}” is none of public, residents and confidential")
        return VISIBILITIES[words(text)] if text else ""

    def organisation_of(self, reading: VenueReading) -> Organisation | None:
        name = reading.text("organisation")
        found = self.organisations.get(words(name))
        if name and found is None:
            self.report.notes[f"Organisation: “{name}” is none that we know, so it was left out."] += 1
        return found

    def place_of(self, reading: VenueReading, venue: Venue) -> dict:
        """What the row says of the place, and what was known before."""
        known = venue.place
        address, written = plain(reading.long_text("address"))[:500], reading.text("postcode")
        postcode = normalise_postcode(written)
        if written and not postcode:
            reading.remark("postcode", "it is not a full postcode, so it was left out")
        point = self.point_of(reading)
        if point is None and postcode and (postcode != known["postcode"] or known["point"] is None):
            found = Postcode.objects.filter(pk=postcode).first()
            point = (found.latitude, found.longitude) if found else None
        return {
            "address": address or known["address"],
            "postcode": postcode or known["postcode"],
            "point": point or known["point"],
        }

    @staticmethod
    def point_of(reading: VenueReading) -> tuple[float, float] | None:
        texts = reading.text("latitude"), reading.text("longitude")
        if not any(texts):
            return None
        try:
            latitude, longitude = (float(text) for text in texts)
        except ValueError:
            latitude = longitude = 999
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return latitude, longitude
        reading.remark("latitude", "latitude and longitude are not a point in degrees, so they were left out")
        return None

    def named_ward(self, reading: VenueReading) -> Area | None:
        name, code = reading.text("ward"), reading.text("ward_code")
        ward = self.wards.get(code) or self.ward_names.get(words(name))
        if ward is None and name:
            reading.remark("ward", f"“{name}” is no ward that we know")
        return ward

    def ward_of(self, reading: VenueReading, place: dict) -> Area:
        """The one that is named, else where the postcode lies, else the nearest, which is said."""
        if ward := self.named_ward(reading):
            return ward
        known = Postcode.objects.filter(pk=place["postcode"], area__kind=Area.Kind.WARD).select_related("area").first()
        if known and known.area:
            return known.area
        if place["point"]:
            distances = {
                ward.code: miles_between(place["point"], ward.point) for ward in self.wards.values() if ward.point
            }
            nearest = min(distances, key=lambda code: distances[code], default=None)
            if nearest and distances[nearest] <= NEAR_ENOUGH:
                reading.remark("ward", f"the nearest was taken: “{self.wards[nearest]}”")
                return self.wards[nearest]
        raise RowRefused("No ward of this scheme is given, and neither postcode nor point tell which it is")

    # What belongs to a venue --------------------------------------------------------------------------

    @staticmethod
    def set_hours(venue: Venue, reading: VenueReading, *, is_new: bool = False) -> None:
        """Hours that do not speak of bank holidays (PH) leave those as they are."""
        spells = hours_of(reading)
        rows = list(venue.opening_hours.all())
        if spells and "PH" not in reading.text("opening_hours"):
            spells += [(row.weekday, row.opens, row.closes) for row in rows if row.weekday == HOLIDAY]
        if not spells or spells == [(row.weekday, row.opens, row.closes) for row in rows]:
            return
        new = [OpeningHours(venue=venue, weekday=day, opens=opens, closes=closes) for day, opens, closes in spells]
        if not is_new:
            reading.change("opening_hours", f"“{hours.write(rows)}” becomes “{hours.write(new)}”")
            venue.opening_hours.all().delete()
        OpeningHours.objects.bulk_create(new)

    @staticmethod
    def add_closures(venue: Venue, reading: VenueReading, *, is_new: bool = False) -> None:
        known = set(venue.closed_days.values_list("first_day", "last_day"))
        new = [days for days in closures_of(reading) if days not in known]
        ClosedDay.objects.bulk_create(ClosedDay(venue=venue, first_day=first, last_day=last) for first, last in new)
        if not is_new:
            for first, last in new:
                reading.change("closed_days", f"“{first}/{last}” is added")


def uuid_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
