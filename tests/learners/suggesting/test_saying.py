"""What is stored as numbers, told as it is now."""

import pytest

from champions.models import Champion
from learners.models import MatchingRun, Suggestion
from learners.suggesting import (
    ask_for_run,
    assumptions,
    costs_elsewhere,
    effect_in_words,
    helps_in_words,
    hold,
    rule_out,
    told_suggestions,
)
from tests.factories import AreaFactory, ChampionFactory, LanguageFactory, LearnerFactory

pytestmark = pytest.mark.django_db
HALIFAX, LEEDS = {"latitude": 53.7219, "longitude": -1.8611}, {"latitude": 53.7997, "longitude": -1.5492}


def told(suggestion):
    return told_suggestions([suggestion])[suggestion.pk]


def tigrinya():
    return LanguageFactory(code="ti", name="Tigrinya")


def test_a_suggestion_says_what_speaks_for_it_and_who_would_be_next(a_run):
    area = AreaFactory(**HALIFAX)
    LearnerFactory(area=area, by_phone=True)
    near, far = ChampionFactory(area=area), ChampionFactory(area=AreaFactory(**LEEDS))
    a_run()
    suggestion = Suggestion.objects.get()
    assert suggestion.champion == near
    about = told(suggestion)
    assert "Both speak English" in about.says
    assert "Less than half a mile apart" in about.says
    assert "First meeting: Monday morning" in about.says
    assert "Has waited 0 days" in about.says
    assert [most for _what, _points, most in about.parts] == [350, 250, 200, 150, 50]
    assert about.other_id == far.pk
    assert about.other_says.startswith("This would cost at least ")
    hold(suggestion, None)
    a_run()
    assert told(Suggestion.objects.get()).other_says == "A lead keeps these two together."


def test_what_has_changed_since_is_not_told_as_if_it_still_spoke_for_the_pair(a_run):
    learner = LearnerFactory(by_phone=True)
    ChampionFactory()
    a_run()
    learner.speaks.set([tigrinya()])
    assert not any("speak" in says for says in told(Suggestion.objects.get()).says)


def test_who_gets_nobody_is_told_rule_by_rule(a_run):
    LearnerFactory(speaks=[tigrinya()])
    ChampionFactory()
    a_run()
    about = told(Suggestion.objects.get())
    assert about.says == ["Of 1 champions none of them share a language with the learner (Tigrinya)."]


def test_whose_pair_was_ruled_out_is_told_that_the_next_run_looks_further(a_run):
    learner, champion = LearnerFactory(by_phone=True), ChampionFactory()
    a_run()
    rule_out(learner, champion, "Neighbours.", None)
    assert told(Suggestion.objects.get()).says == [
        "The champion suggested before was ruled out. The next run looks for somebody else."
    ]


def test_a_page_of_suggestions_is_told_in_the_same_number_of_queries(a_run, django_assert_num_queries):
    for _ in range(2):
        for _ in range(4):
            LearnerFactory(by_phone=True), ChampionFactory()
        a_run()
        with django_assert_num_queries(19):
            assert len(told_suggestions(list(Suggestion.objects.all()))) == Suggestion.objects.count()


def test_what_would_help_names_language_and_place_and_how_many(a_run, django_assert_num_queries):
    area = AreaFactory(name="Park", **HALIFAX)
    language = tigrinya()
    learners = [LearnerFactory(area=area, speaks=[language]) for _ in range(3)]
    ChampionFactory(area=area, room=1)
    run = a_run()
    with django_assert_num_queries(1):
        helps = {says: set(whom) for says, whom in helps_in_words(run)}
    assert helps["A champion in Park who speaks Tigrinya could take any of 3 people who have nobody."] == {
        learner.pk for learner in learners
    }
    assert (
        "3 people who have nobody would each get a champion if they alone could have an interpreter arranged." in helps
    )


def test_somebody_else_costs_what_the_place_is_meant_for_and_the_one_suggested_costs_nothing(
    a_run, django_assert_num_queries
):
    area = AreaFactory(**HALIFAX)
    learner, other = (LearnerFactory(area=area, by_phone=True) for _ in range(2))
    champions = ChampionFactory(area=area, room=1), ChampionFactory(area=area, room=1, slots=1)
    free = ChampionFactory(area=area, speaks=[tigrinya()], room=2)
    a_run()
    own = Suggestion.objects.get(learner=learner)
    (second,) = {champion.pk for champion in champions} - {own.champion_id}
    with django_assert_num_queries(1):
        costs = costs_elsewhere(learner, own, {own.champion_id: 1, second: 1, free.pk: 2})
    assert str(other) in costs[second] or "Would cost" in costs[second]
    assert costs[own.champion_id] == costs[free.pk] == ""


def test_what_if_tells_the_effect_and_touches_nothing(a_run):
    park = AreaFactory(name="Park", **HALIFAX)
    language = tigrinya()
    urgent, other = (LearnerFactory(area=park, speaks=[language]) for _ in range(2))
    urgent.is_vulnerable = True
    urgent.save()
    ChampionFactory(area=park)
    a_run()
    before = list(Suggestion.objects.values())
    run = a_run([{"language": "Tigrinya", "areas": [park.pk], "count": 1}])
    assert run.status == MatchingRun.Status.DONE
    assert list(Suggestion.objects.values()) == before
    assert Champion.objects.count() == 1
    assert run.figures["gained"] == [urgent.pk, other.pk]
    assert effect_in_words(run) == [
        "2 more learners would get a champion: 2 instead of 0 of the 2 who wait.",
        "By language: Tigrinya 2.",
        "By area: Park 2.",
        "Those who would come in have waited 0 days on average.",
        f"1 of them is urgent: {urgent}.",
    ]
    first, second = assumptions(run)
    assert first == "1 champion who speaks Tigrinya, in Park, travelling up to 3 miles, with room for 2."
    assert second.startswith("They are thought of as free at all times")


def test_a_what_if_does_not_keep_a_real_run_waiting():
    area = AreaFactory()
    LanguageFactory()
    supposing = [{"language": "English", "areas": [area.pk], "count": 2}]
    asked = ask_for_run(None, supposing)
    assert ask_for_run(None, supposing) == asked
    assert ask_for_run(None) != asked


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"language": "Klingon"}, "language"),
        ({"areas": []}, "area"),
        ({"areas": [999999]}, "area"),
        ({"count": 0}, "from 1 to 500"),
        ({"room": 99}, "Room is 1 to 20"),
    ],
)
def test_a_what_if_that_makes_no_sense_is_told_so(wrong, says):
    LanguageFactory()
    right = {"language": "English", "areas": [AreaFactory().pk], "count": 2}
    with pytest.raises(ValueError, match=says):
        ask_for_run(None, [right | wrong])
