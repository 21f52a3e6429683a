import pytest

from accounts.models import Role
from guides.models import Language, Skill
from tests.factories import SkillFactory, UserFactory
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return signed_in(UserFactory(roles=[Role.LEAD]))


def test_a_lead_adds_a_skill_of_their_own(lead):
    area = SkillFactory().area
    answer = lead.post(
        "/admin/scheme/skills/new/", {"name": "Park by app", "area": area.pk, "code": "OWN1", "order": 9}
    )
    skill = Skill.objects.get(code="OWN1")
    assert answer.url == f"/admin/scheme/skills/{skill.pk}/"
    assert "Park by app" in lead.get(answer.url).text
    assert "Park by app" in lead.get("/admin/scheme/skills/?q=park").text


def test_a_code_that_is_taken_is_refused_and_nothing_typed_is_lost(lead):
    skill = SkillFactory()
    sent = {"name": "Park by app", "area": skill.area.pk, "code": skill.code, "order": 9}
    answer = lead.post("/admin/scheme/skills/new/", sent)
    assert answer.status_code == 200
    assert 'value="Park by app"' in answer.text


def test_a_lead_adds_a_language_and_its_other_names(lead):
    lead.post(
        "/admin/scheme/languages/new/", {"name": "Yoruba", "code": "yo", "other_names": "Yariba", "script": "latin"}
    )
    assert Language.objects.get(code="yo").names == {"yoruba", "yariba"}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_others_do_not_find_it(role):
    client = signed_in(UserFactory(roles=[role]))
    for path in ("/admin/scheme/skills/", "/admin/scheme/skill-areas/", "/admin/scheme/languages/new/"):
        assert client.get(path).status_code == 404
