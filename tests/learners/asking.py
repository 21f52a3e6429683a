"""What a person types when asking for help, for the tests of the pages that ask."""

import uuid

from tests.factories import LanguageFactory


def request_for_help(**changes) -> dict:
    """A complete form from the person themselves; `changes` overwrite fields, and None takes one out."""
    english = str(LanguageFactory().pk)
    typed = {
        "submission_id": str(uuid.uuid4()),
        "source": "self",
        "preferred_name": "Sahar",
        "contact": "07700 900123",
        "postcode": "",
        "area": "",
        "speaks": [english],
        "reads": [english],
        "needs": ["online", "talk"],
        "text": "I want to see my sister when we talk.",
        "devices": ["android"],
        "connection": "data",
        "ways": ["in_person", "by_phone"],
        "slots": ["0", "4"],
        "champion_gender": "woman",
        "consent": "on",
    } | changes
    return {name: value for name, value in typed.items() if value is not None}
