"""The national postcode files: what is kept, what is brought up to date, what a wrong file is told."""

import zipfile
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from places import postcode_files
from places.grid import to_degrees
from places.models import Area, AreaOutline, LoadedData, Postcode
from tests.factories import AreaFactory

pytestmark = pytest.mark.django_db

HEAD = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,lad26cd,wd26cd,lat,long\n"
CODE_POINT_HEAD = (
    "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n"
    "Postcode,Positional_quality_indicator,Eastings,Northings,Country_code,NHS_regional_HA_code,NHS_HA_code,"
    "Admin_county_code,Admin_district_code,Admin_ward_code\n"
)


@pytest.fixture
def ward():
    authority = AreaFactory(code="E08000033", name="Calderdale", kind=Area.Kind.AUTHORITY)
    return AreaFactory(code="E05016486", name="Halifax Town", parent=authority)


def row(code="HX1 1UN", authority="E08000033", ward="E05016486", lat="53.722500", long="-1.863100", ended="") -> str:
    packed = code.replace(" ", "")
    return f"{packed:<7},{packed:<8},{code},198001,{ended},0,409000,425000,{authority},{ward},{lat},{long}\n"


def point_row(code="HX1 1UN", east=409000, north=425000, authority="E08000033", ward="E05016486") -> str:
    return f'"{code}",10,{east},{north},"E92000001","E19000001","E18000002","","{authority}","{ward}"\n'


def run(path, *options) -> str:
    out = StringIO()
    call_command("import_postcodes", str(path), *options, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def load(tmp_path):
    def load(content, *options, name="NSPL_AUG_2026_UK.csv") -> str:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return run(tmp_path / name, *options)

    return load


def test_a_postcode_is_kept_with_its_ward_and_point(ward, load):
    load(HEAD + row())
    postcode = Postcode.objects.get()
    assert (postcode.code, postcode.area, postcode.latitude, postcode.longitude) == ("HX1 1UN", ward, 53.7225, -1.8631)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (row("BD1 1AA", authority="E08000032"), "of other authorities"),
        (row("HX1 1ZZ", ended="202001"), "no longer in use"),
        (row("BT1 1AA"), "of Northern Ireland"),
        (row("HX1 1ZZ", lat="99.999999", long="0.000000"), "without a place"),
        (row("HX1 1ZZ", lat="", long="east"), "without a place"),
        (row("HX1 1ZZ", lat="nan", long="nan"), "without a place"),
        (row("HX1"), "without a whole postcode"),
        ("HX1 1ZZ,HX1\n", "too few columns"),
    ],
)
def test_a_row_that_is_not_ours_live_and_somewhere_is_left_out_and_counted(ward, load, other, why):
    told = load(HEAD + row() + other + "\n")
    assert why in told
    assert Postcode.objects.get().code == "HX1 1UN"


@pytest.mark.parametrize(
    "head",
    [
        "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,oslaua,osward,lat,long\n",
        "PCD7,PCD8,PCDS,DOINTR,DOTERM,USERTYPE,OSEAST1M,OSNRTH1M,LAUA,WARD,LAT,LONG\n",
        "\ufeffpcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,lad31cd,wd31cd,lat,long\n",
    ],
)
def test_columns_are_known_whatever_the_year_calls_them(ward, load, head):
    load(head + row())
    assert Postcode.objects.get().area == ward


def test_grid_references_serve_where_degrees_are_missing(ward, load):
    load("pcds,lad26cd,wd26cd,east1m,north1m\nHX1 1UN,E08000033,E05016486,409000,425000\n")
    found = Postcode.objects.get()
    assert (found.latitude, found.longitude) == pytest.approx((53.72128, -1.86509), abs=0.0002)


def test_the_grid_agrees_with_what_ordnance_survey_publishes():
    """The worked example of its guide to coordinate systems, Caister water tower: 651409.903 m, 313177.270 m."""
    latitudes, longitudes = to_degrees([651409.903], [313177.270])
    assert latitudes[0] == pytest.approx(52 + 39 / 60 + 28.8282 / 3600, abs=0.0001)
    assert longitudes[0] == pytest.approx(1 + 42 / 60 + 57.8663 / 3600, abs=0.0001)


def test_an_ons_zip_is_read_without_its_pieces_and_documents(ward, tmp_path):
    path = tmp_path / "NSPL.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("Data/NSPL_AUG_2026_UK.csv", HEAD + row())
        packed.writestr("Data/multi_csv/NSPL_AUG_2026_UK_HX.csv", HEAD + row("HX9 9XX"))
        packed.writestr("Documents/LAD (Dec 2026) names and codes.csv", "LAD26CD,LAD26NM\nE08000033,Calderdale\n")
    run(path)
    assert Postcode.objects.get().code == "HX1 1UN"
    assert LoadedData.objects.get().source == "nspl"


def test_a_code_point_zip_is_read_with_its_headings_in_another_file(ward, tmp_path):
    path = tmp_path / "codepo_gb.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Doc/Code-Point_Open_Column_Headers.csv", CODE_POINT_HEAD)
        packed.writestr("Data/CSV/hx.csv", point_row() + point_row("HX2 9ZZ", 0, 0))
        packed.writestr("Data/CSV/ol.csv", point_row("OL146AB") + point_row("OL1 1AA", authority="E08000004"))
    told = run(path)
    assert set(Postcode.objects.values_list("code", flat=True)) == {"HX1 1UN", "OL14 6AB"}
    assert "1 left out: without a place" in told
    assert LoadedData.objects.get().source == "code-point"


def test_a_folder_and_a_file_with_its_own_headings_are_read_too(ward, tmp_path):
    (tmp_path / "hx.csv").write_text(point_row())
    (tmp_path / "hd.CSV").write_text(CODE_POINT_HEAD.splitlines()[0] + "\n" + point_row("HD6 1AA"))
    run(tmp_path)
    assert Postcode.objects.count() == 2


def test_run_again_changes_what_changed_and_takes_away_what_vanished(ward, load):
    others = [f"HX2 {number}AA" for number in range(10)]
    load(HEAD + row() + row("HX1 1ZZ") + "".join(map(row, others)))
    new = AreaFactory(code="E05016487", parent=ward.parent)
    told = load(
        HEAD + row(ward="E05016487") + row("HX1 1ZZ", ended="202608") + row("HX3 1AA") + "".join(map(row, others))
    )
    assert "1 added" in told and "1 changed" in told and "10 as they were" in told and "1 taken away" in told
    assert Postcode.objects.get(pk="HX1 1UN").area == new
    assert not Postcode.objects.filter(pk="HX1 1ZZ").exists()


def test_run_again_with_the_same_file_writes_nothing(ward, load):
    load(HEAD + row() + row("HX1 1ZZ"))
    assert "2 as they were" in load(HEAD + row() + row("HX1 1ZZ"))


def test_many_batches_hold_the_same_as_one(ward, load, monkeypatch):
    monkeypatch.setattr(postcode_files, "AT_ONCE", 7)
    codes = [f"HX{number} {sector}AA" for number in range(1, 5) for sector in range(10)]
    load(HEAD + "".join(map(row, codes)) + row(codes[0], lat="53.700000"))
    assert Postcode.objects.count() == len(codes)
    assert Postcode.objects.get(pk=codes[0]).latitude == 53.7


def test_a_file_of_one_postcode_area_leaves_the_others_alone(ward, load):
    load(HEAD + row() + row("HD6 1AA") + row("H1 1AA"))
    load(HEAD + row("HX7 7AA") + row(), "--take-many-away")
    assert set(Postcode.objects.values_list("code", flat=True)) == {"HX1 1UN", "HX7 7AA", "HD6 1AA", "H1 1AA"}


def test_a_file_that_would_take_many_away_takes_none_until_it_is_told_to(ward, load):
    load(HEAD + "".join(row(f"HX2 {number}AA") for number in range(10)))
    with pytest.raises(CommandError, match="9 of 10 postcodes are not in this file.*--take-many-away"):
        load(HEAD + row("HX2 1AA"))
    assert Postcode.objects.count() == 10
    load(HEAD + row("HX2 1AA"), "--take-many-away")
    assert Postcode.objects.count() == 1


def test_a_file_without_the_scheme_in_it_changes_nothing(ward, load):
    load(HEAD + row())
    with pytest.raises(CommandError, match="None of the 1 rows lies in E08000033"):
        load(HEAD + row("HX1 1ZZ", authority="E08000032"))
    assert Postcode.objects.get().code == "HX1 1UN"


def test_authorities_can_be_named_or_all_taken(ward, load):
    theirs = row("BD1 1AA", authority="E08000032")
    load(HEAD + row() + theirs, "--authority", "E08000032")
    assert Postcode.objects.get().code == "BD1 1AA"
    load(HEAD + row() + theirs, "--everywhere")
    assert Postcode.objects.count() == 2


def test_without_an_authority_the_command_says_what_to_do(load):
    with pytest.raises(CommandError, match="knows no local authority yet"):
        load(HEAD + row())


def test_a_ward_that_is_not_known_is_told_and_an_old_one_is_not_used(ward, load):
    AreaFactory(code="E05008511", name="Town", valid_to=date(2026, 5, 6))
    told = load(HEAD + row(ward="E05008511") + row("HX1 1ZZ", ward="E05009999"))
    assert "1 postcodes have ward E05009999" in told and "1 postcodes have ward E05008511" in told
    assert set(Postcode.objects.values_list("area", flat=True)) == {None}


def test_an_old_file_finds_the_new_ward_by_its_outline(ward, load):
    ring = [[-1.9, 53.7], [-1.8, 53.7], [-1.8, 53.8], [-1.9, 53.8], [-1.9, 53.7]]
    AreaOutline.objects.create(area=ward, polygons=[[ring]])
    load(HEAD + row(ward="E05008511"))
    assert Postcode.objects.get().area == ward


def test_first_halves_become_areas_at_the_middle_of_their_postcodes(ward, load):
    AreaFactory(code="HX2", kind=Area.Kind.OUTCODE, name="HX2", latitude=1.0)
    load(HEAD + row("HX1 1UN", lat="53.7") + row("HX1 1ZZ", lat="53.8") + row("HX2 1AA"))
    assert Area.objects.get(code="HX1").point == pytest.approx((53.75, -1.8631))
    assert Area.objects.get(code="HX2").latitude == 1.0


def test_a_ward_without_a_point_gets_the_middle_of_its_postcodes(ward, load):
    Area.objects.filter(pk=ward.pk).update(latitude=None, longitude=None)
    load(HEAD + row())
    ward.refresh_from_db()
    assert ward.point == pytest.approx((53.7225, -1.8631))


def test_rows_of_ours_that_were_not_taken_are_saved_with_the_reason(ward, load, tmp_path):
    report = tmp_path / "report.csv"
    load(HEAD + row() + row("=HX1 1", lat="53.7") + row("HX1 1ZZ", lat="99.999999"), "--report", str(report))
    lines = report.read_text().splitlines()
    assert len(lines) == 3
    assert "“HX1 1ZZ” is without a place" in lines[2] and lines[2].split(",")[1] == "4"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no postcode file that we know"),
        (b"name,email\nAda,ada@example.org\n", "is no postcode file that we know"),
        (b"pcds,lat,long\nHX1 1UN,53.7,-1.8\n", "has no column for authority: its columns are pcds, lat, long"),
        (b"pcds,lad26cd\nHX1 1UN,E08000033\n", "no column for latitude and longitude"),
        (bytes(range(256)) * 50, "is no postcode file that we know"),
        (b"%PDF-1.7\n", "is no postcode file that we know"),
        (b'"' + b"x" * 300_000, "is no postcode file that we know"),
        ((HEAD + row() + '"' + "x" * 200_000).encode(), "cannot be read after row 1"),
        ("\ufeffpcds,lad26cd\n".encode("utf-16"), "is no postcode file that we know"),
    ],
)
def test_a_wrong_file_is_answered_with_a_sentence(ward, load, content, why):
    with pytest.raises(CommandError, match=why):
        load(content)


def test_a_zip_that_breaks_off_says_so(ward, tmp_path):
    whole, broken = tmp_path / "whole.zip", tmp_path / "broken.zip"
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("Data/NSPL.csv", HEAD + row() * 500)
    content = bytearray(whole.read_bytes())
    content[20_000:20_010] = b"0000000000"
    broken.write_bytes(content)
    with pytest.raises(CommandError, match="breaks off after row"):
        run(broken)
    broken.write_bytes(bytes(content[:30_000]))
    with pytest.raises(CommandError, match="is no postcode file that we know"):
        run(broken)


def test_letters_of_another_encoding_do_no_harm(ward, load):
    load((HEAD.strip() + ",note\n" + row().strip() + ",Ynys Môn\n").encode("cp1252"))
    assert Postcode.objects.count() == 1


def test_a_file_that_is_not_there_is_named(ward, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be opened: No such file"):
        run(tmp_path / "nowhere.csv")


def test_progress_is_told_while_it_reads(ward, load, monkeypatch):
    monkeypatch.setattr(postcode_files, "SAY_EVERY", 2)
    assert "2 rows read, 1 kept" in load(HEAD + row() + row("HX1 1ZZ") + row("HX1 1YY"))
