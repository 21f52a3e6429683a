"""The ward that something lies in, from its postcode or its point."""

from places.models.area import Area, Postcode
from places.outlines import Outlines
from places.whereabouts import postcode_in


def ward_of(
    postcode: str = "", point: tuple[float, float] | None = None, outlines: Outlines | None = None
) -> Area | None:
    """The ward of today: that of the full postcode in the text, else the one whose outline lies around the point. None: not known.

    At most three queries. Nothing is written, so it may be asked about a confidential place too. Whoever asks often passes `outlines`.
    """
    outcode, incode = postcode_in(postcode or "")
    known = Postcode.objects.filter(pk=f"{outcode} {incode}").select_related("area").first() if incode else None
    if known:
        if known.area and known.area.kind == Area.Kind.WARD and known.area.is_current():
            return known.area
        point = known.latitude, known.longitude
    if point is None:
        return None
    key = int((outlines or Outlines.of_wards()).around([point[0]], [point[1]])[0])
    return Area.objects.filter(pk=key).first() if key else None


def point_of(postcode: str) -> tuple[float, float] | None:
    """(latitude, longitude) of a full postcode that the scheme knows, or None."""
    outcode, incode = postcode_in(postcode or "")
    known = Postcode.objects.filter(pk=f"{outcode} {incode}").first() if incode else None
    return (known.latitude, known.longitude) if known else None


def ward_that_follows(form, cleaned: dict) -> Area | None:
    """The ward to store from a form with the fields area and postcode. A ward that was chosen just now stays;
    one that stood there before gives way when the postcode was changed to one that the scheme knows."""
    chosen = cleaned.get("area")
    if chosen and ("area" in form.changed_data or "postcode" not in form.changed_data):
        return chosen
    return ward_of(cleaned.get("postcode", "")) or chosen
