"""Wards from a table or from outlines, and what happens when wards change."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import places
from places.models import Area, AreaOutline, LoadedData
from places.outlines import Outlines, middle, thinned
from places.whereabouts import whereabouts
from tests.factories import AreaFactory, VenueFactory

pytestmark = pytest.mark.django_db

WARDS = """code,name,parent,latitude,longitude,valid_from
E05016483,Brighouse,E08000033,53.699,-1.757,2026-05-07
E05016484,Elland,E08000033,53.685,-1.825,07/05/2026
E05016489,Illingworth & Mixenden,E08000033,53.765,-1.908,2026-05-07
"""


@pytest.fixture
def authority():
    return AreaFactory(code="E08000033", name="Calderdale", kind=Area.Kind.AUTHORITY)


def run(tmp_path, content, *options, name="wards.csv", encoding="utf-8") -> str:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    out = StringIO()
    call_command("import_areas", str(file), *options, stdout=out, stderr=out)
    return out.getvalue()


def square(west, south, size=0.02) -> dict:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def outlines(*wards, **more) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {"WD26CD": code, "WD26NM": name, "LAD26CD": parent, "LAD26NM": "Calderdale"},
            "geometry": geometry,
        }
        for code, name, parent, geometry in wards
    ]
    return json.dumps({"type": "FeatureCollection", "features": features} | more)


def test_the_lists_that_come_with_the_project_make_an_empty_site_know_its_places():
    folder = Path(places.__file__).parent / "data" / "calderdale"
    for name, kind in (("wards", "ward"), ("towns", "town"), ("outcodes", "outcode")):
        call_command("import_areas", str(folder / f"{name}.csv"), "--kind", kind, stdout=StringIO())
    assert Area.objects.get(kind=Area.Kind.AUTHORITY).name == "Calderdale"
    assert Area.objects.current().wards().count() == 18
    assert [whereabouts(typed).label for typed in ("halifax", "HX2 9ZZ", "warley")] == ["Halifax", "HX2", "Warley"]
    assert not Area.objects.exclude(kind="authority").filter(parent=None).exists()


def test_wards_come_from_a_table_with_their_points_and_days(authority, tmp_path):
    assert "3 imported\n" in run(tmp_path, WARDS)
    elland = Area.objects.get(code="E05016484")
    assert (elland.name, elland.kind, elland.parent, elland.point) == ("Elland", "ward", authority, (53.685, -1.825))
    assert elland.valid_from == date(2026, 5, 7)


def test_run_again_nothing_is_taken_twice_and_a_new_name_is_taken_over(authority, tmp_path):
    run(tmp_path, WARDS)
    told = run(tmp_path, WARDS.replace("Elland", "Elland & West Vale"))
    assert "1 imported\n" in told and "2 already there" in told
    assert Area.objects.wards().count() == 3
    assert Area.objects.get(code="E05016484").name == "Elland & West Vale"


def test_what_a_lead_set_stays_when_the_file_says_nothing_about_it(authority, tmp_path):
    run(tmp_path, WARDS)
    Area.objects.filter(code="E05016484").update(is_under_served=True, under_served_source="2026 survey")
    run(tmp_path, "WD26CD,WD26NM,LAD26CD\nE05016484,Elland,E08000033\n")
    elland = Area.objects.get(code="E05016484")
    assert elland.is_under_served and elland.point == (53.685, -1.825) and elland.valid_from


def test_a_national_list_gives_the_scheme_its_own_wards_only(authority, tmp_path):
    told = run(
        tmp_path,
        "WD26CD,WD26NM,LAD26CD,LAD26NM\nE05016484,Elland,E08000033,Calderdale\nE05000001,Aldersgate,E09000001,London\n",
    )
    assert "of other authorities, left out (1 rows)" in told
    assert [ward.name for ward in Area.objects.wards()] == ["Elland"]


def test_an_empty_site_gets_the_authority_with_its_wards(tmp_path):
    run(
        tmp_path,
        "WD26CD,WD26NM,LAD26CD,LAD26NM\nE05016484,Elland,E08000033,Calderdale\nE05000001,Aldersgate,E09000001,London\n",
        "--authority=E08000033",
    )
    assert Area.objects.get(kind=Area.Kind.AUTHORITY).name == "Calderdale"
    assert Area.objects.wards().get().parent.code == "E08000033"


def test_an_empty_site_asks_which_authority_of_several(tmp_path):
    with pytest.raises(CommandError, match="2 authorities.*--authority E08000033"):
        run(tmp_path, "WD26CD,WD26NM,LAD26CD\nE05016484,Elland,E08000033\nE05000001,Aldersgate,E09000001\n")
    assert not Area.objects.exists()


def test_each_row_that_is_not_taken_says_why(authority, tmp_path):
    report = tmp_path / "report.csv"
    told = run(
        tmp_path,
        WARDS
        + "E05016484,Elland,E08000033,,,\n,Nowhere,E08000033,,,\nE05016485,,E08000033,,,\nE05016486,Park,E08000033,-1.8,53.7,\n"
        "E05016487,Ryburn,E08000033,,,soon\nE08000033,Calderdale,E08000033,,,\n",
        "--report",
        str(report),
    )
    assert "6 not taken" in told
    saved = report.read_text()
    for why in (
        "same code stands in row 3",
        "no code",
        "no name",
        "outside the United Kingdom",
        "“soon” is not a date",
    ):
        assert why in saved
    assert "known as a local authority already" in saved


def test_a_dry_run_changes_nothing(authority, tmp_path):
    assert "3 imported\n" in run(tmp_path, WARDS, "--dry-run")
    assert not Area.objects.wards().exists() and not LoadedData.objects.exists()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"code,name,parent\n", "no rows"),
        (b"\x00\x01\x02\xff\xfe" * 40, "no text|not text|No column"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"town;people\nElland;12\n", "No column was found for the code"),
        (b'{"type": "FeatureCollection", "features": [', "broken off"),
        (b'{"hello": 1}', "holds no areas"),
        (b"[" * 100_000, "broken off"),
        (b"code,name,parent\nE05000001,Aldersgate,E09000001\n", "belongs to E08000033"),
        (b"code,name\n!!,Elland\n", "No row could be taken: “!!” is no code"),
    ],
)
def test_a_wrong_file_is_answered_with_a_sentence(authority, tmp_path, content, why):
    with pytest.raises(CommandError, match=why):
        run(tmp_path, content)
    assert not Area.objects.wards().exists()


def test_a_list_from_old_excel_keeps_its_letters(authority, tmp_path):
    run(tmp_path, "code;name;parent\nW05001234;Ynys Môn;E08000033\n", encoding="cp1252")
    assert Area.objects.wards().get().name == "Ynys Môn"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be opened: No such file"):
        call_command("import_areas", str(tmp_path / "nowhere.csv"))


def test_outlines_are_kept_apart_and_give_the_middle(authority, tmp_path):
    run(tmp_path, outlines(("E05016484", "Elland", "E08000033", square(-1.84, 53.67))), name="wards.geojson")
    elland = Area.objects.wards().get()
    assert elland.point == pytest.approx((53.68, -1.83))
    corners = {tuple(corner) for corner in elland.outline.polygons[0][0]}
    assert corners == {(-1.84, 53.67), (-1.82, 53.67), (-1.82, 53.69), (-1.84, 53.69)}
    again = run(tmp_path, outlines(("E05016484", "Elland", "E08000033", square(-1.84, 53.67))), name="wards.geojson")
    assert "1 already there" in again and AreaOutline.objects.count() == 1


def test_outlines_in_grid_references_are_turned_into_degrees(authority, tmp_path):
    metres = {
        "type": "Polygon",
        "coordinates": [[[409000, 425000], [410000, 425000], [410000, 426000], [409000, 425000]]],
    }
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}}
    run(tmp_path, outlines(("E05016484", "Elland", "E08000033", metres), **crs), name="wards.geojson")
    west, south = Area.objects.wards().get().outline.polygons[0][0][0]
    assert (west, south) == pytest.approx((-1.86509, 53.72128), abs=0.0002)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": [[[400000, 5], [1, 2], [3, 4], [5, 6]]]},
    ]
    + [
        {"type": "Polygon", "coordinates": wrong}
        for wrong in (None, 7, [], [[]], [[1, 2]], [["a"] * 5], [[[None, 1]] * 5])
    ],
)
def test_a_ward_with_an_outline_that_is_none_is_taken_without_it(authority, tmp_path, geometry):
    told = run(tmp_path, outlines(("E05016484", "Elland", "E08000033", geometry)), name="wards.geojson")
    assert "It has no point" in told
    assert not AreaOutline.objects.exists()


def test_wards_end_only_when_a_day_is_named(authority, tmp_path):
    old = AreaFactory(name="Skircoat", parent=authority)
    run(tmp_path, WARDS)
    assert old in Area.objects.current()
    told = run(tmp_path, WARDS.replace("2026-05-07", "").replace("07/05/2026", ""), "--on", "2026-05-07")
    old.refresh_from_db()
    assert old.valid_to == date(2026, 5, 6)
    assert "Ended: Skircoat" in told
    assert old not in Area.objects.current(date(2026, 5, 7)) and old in Area.objects.current(date(2026, 5, 6))


def test_a_ward_that_is_back_in_the_list_begins_again_only_with_a_day(authority, tmp_path):
    run(tmp_path, WARDS)
    Area.objects.filter(code="E05016484").update(valid_to=date(2026, 6, 1))
    assert "It ended on 2026-06-01 and stays so" in run(tmp_path, WARDS)
    run(tmp_path, WARDS, "--on", "2026-07-01")
    assert Area.objects.get(code="E05016484").valid_to is None


def test_a_venue_keeps_pointing_to_a_ward_that_ended(authority, tmp_path):
    venue = VenueFactory(area=AreaFactory(name="Skircoat", parent=authority))
    run(tmp_path, WARDS, "--on", "2026-05-07")
    venue.refresh_from_db()
    assert venue.area.name == "Skircoat"


def test_wards_of_another_authority_do_not_end(authority, tmp_path):
    bradford = AreaFactory(code="E08000032", name="Bradford", kind=Area.Kind.AUTHORITY)
    theirs = AreaFactory(name="Queensbury", parent=bradford)
    run(tmp_path, WARDS, "--on", "2026-05-07", "--authority=E08000033")
    theirs.refresh_from_db()
    assert theirs.valid_to is None


def test_a_point_lies_in_the_ward_around_it_and_not_in_its_hole():
    around = square(-1.84, 53.67)["coordinates"]
    hole = square(-1.835, 53.675, 0.002)["coordinates"]
    two = Outlines([(1, [[*around, *hole]]), (2, [square(-1.80, 53.67)["coordinates"]])])
    points = [(53.671, -1.839), (53.676, -1.834), (53.68, -1.79), (50.0, 0.0), (float("inf"), float("nan"))]
    assert two.around(*zip(*points, strict=True)).tolist() == [1, 0, 2, 0, 0]


def test_thinning_leaves_corners_and_drops_points_on_a_line():
    ring = [[0.0, 0.0], [0.5, 0.00001], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]
    assert thinned([[ring]]) == [[[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]]]
    assert middle([[ring]]) == pytest.approx((0.5, 0.5), abs=0.001)
