import pytest

from learners.suggesting import ask_for_run
from learners.suggesting.carrying_out import carry_out


@pytest.fixture
def a_run():
    """Asks for a run and carries it out, as the worker does; gives the run as it was stored."""

    def run(by=None, supposing=()):
        asked = ask_for_run(by, supposing)
        carry_out(asked.pk)
        asked.refresh_from_db()
        return asked

    return run
