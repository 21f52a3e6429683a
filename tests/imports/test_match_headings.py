import pytest

from champions.imports import ChampionImport
from imports.headings import match_headings, read_mapping
from imports.tables import TableRefused
from learners.imports import ReferralImport
from tests.tables import sample

CHAMPION = ChampionImport.fields
REFERRAL = ReferralImport.fields


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-MAIL", "email"),
        ("Your email address", "email"),
        ("e mail", "email"),
        ("Tel.", "phone"),
        ("Mobile number", "phone"),
        ("Forename", "first_name"),
        ("Family name", "last_name"),
        ("Volunteer's name", "name"),
        ("Languages spoken", "languages"),
        ("Availability (e.g. Mon am)", "times"),
        ("Happy to travel (miles)", "miles"),
        ("Skills / notes", "notes"),
        ("Date of DBS", "dbs_date"),
        ("Consent to contact?", "consent"),
        ("POSTCODE\nif known", "postcode"),
    ],
)
def test_a_heading_is_matched_by_what_it_means(heading, field):
    assert match_headings([heading], CHAMPION).columns == {field: 0}


@pytest.mark.parametrize(
    "heading", ["Consent (photos)", "Emergency contact phone", "Next of kin name", "Column1", "x" * 5000]
)
def test_a_heading_with_other_words_is_not_taken_for_something_like_it(heading):
    matched = match_headings([heading], CHAMPION)
    assert matched.columns == {}
    assert matched.unknown == [heading]


def test_every_heading_of_the_samples_is_matched():
    for name, fields in (("volunteers", CHAMPION), ("referrals", REFERRAL)):
        headings = sample(name).headings
        matched = match_headings(headings, fields)
        assert len(matched.columns) == len(headings) == 16, matched


def test_two_headings_for_one_field_are_reported_and_neither_is_read():
    matched = match_headings(["Phone", "Mobile", "Name"], CHAMPION)
    assert matched.columns == {"name": 2}
    assert matched.notes == [
        "“Phone” and “Mobile” could each be the field phone, so none was read: say which with a mapping."
    ]


def test_a_mapping_comes_before_the_words():
    headings = ["Phone", "Mobile", "Name", "Sprachen"]
    chosen = read_mapping(["mobile=phone", "Sprachen=languages", "Name="], headings, CHAMPION)
    matched = match_headings(headings, CHAMPION, chosen)
    assert matched.columns == {"phone": 1, "languages": 3}


@pytest.mark.parametrize(
    ("pair", "says"),
    [
        ("Nothing=phone", "names no heading"),
        ("Name", "names no heading"),
        ("Name=phome", "There is no field “phome”"),
        ("Note=notes", "stands 2 times"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(pair, says):
    with pytest.raises(TableRefused, match=says):
        read_mapping([pair], ["Name", "Note", "Note"], CHAMPION)


def test_one_field_is_not_given_to_two_headings():
    with pytest.raises(TableRefused, match="given to two headings"):
        read_mapping(["A=phone", "B=phone"], ["A", "B"], CHAMPION)


@pytest.mark.parametrize("fields", [CHAMPION, REFERRAL])
def test_no_wording_belongs_to_two_fields(fields):
    for field in fields:
        for wording in (field.label, *field.wordings.split(",")):
            if wording:
                assert match_headings([wording], fields).columns == {field.name: 0}, wording
