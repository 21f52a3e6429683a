import pytest
from django import forms

from champions.availability import ALL_SLOTS, slot_bit
from champions.forms.availability import AdminSlotGrid, SlotsField

TUESDAY_AFTERNOON = slot_bit(1, 1)


class WeekForm(forms.Form):
    slots = SlotsField()


class AdminWeekForm(forms.Form):
    slots = SlotsField(widget=AdminSlotGrid)


def test_ticked_boxes_become_one_number():
    form = WeekForm({"slots": ["4", "20"]})
    assert form.is_valid()
    assert form.cleaned_data["slots"] == TUESDAY_AFTERNOON | slot_bit(6, 2)


def test_nothing_ticked_is_no_slot():
    form = WeekForm({})
    assert form.is_valid()
    assert form.cleaned_data["slots"] == 0


@pytest.mark.parametrize("wrong", ["21", "-1", "x", "1 or 1=1", ""])
def test_a_slot_that_does_not_exist_is_refused_with_a_sentence(wrong):
    form = WeekForm({"slots": [wrong]})
    assert not form.is_valid()
    assert form.errors["slots"] == ["Choose only from the half-days shown."]


def test_the_stored_number_ticks_its_boxes_again():
    html = str(WeekForm(initial={"slots": TUESDAY_AFTERNOON})["slots"])
    assert html.count("checked") == 1
    assert "Tuesday afternoon" in html


@pytest.mark.parametrize("stored", [0, TUESDAY_AFTERNOON, ALL_SLOTS])
def test_sending_the_form_back_untouched_changes_nothing(stored):
    sent = [box.data["value"] for box in WeekForm(initial={"slots": stored})["slots"] if box.data["selected"]]
    form = WeekForm({"slots": sent}, initial={"slots": stored})
    assert form.is_valid()
    assert not form.has_changed()
    assert form.cleaned_data["slots"] == stored


def test_in_the_admin_the_week_is_a_table_with_a_name_for_every_box():
    html = str(AdminWeekForm(initial={"slots": TUESDAY_AFTERNOON})["slots"])
    assert html.count('<th scope="row">') == 7
    assert html.count('type="checkbox"') == 21
    assert 'aria-label="Tuesday afternoon"' in html
    assert html.count("checked") == 1
