"""A run reads one moment and keeps nobody from writing meanwhile; what it remembers is the same in every process."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connection, connections

from learners.models import Learner
from learners.suggesting.digests import (
    CHAMPION_FIELDS,
    LEARNER_FIELDS,
    MARK,
    champion_digest,
    changed,
    learner_digest,
)
from learners.suggesting.snapshot import snapshot
from learners.suggesting.staleness import CHAMPION_SAYS, LEARNER_SAYS
from tests.factories import LearnerFactory
from tests.learners.matching.test_rules import CHAMPION, LEARNER

DIGEST = """
import django; django.setup()
from learners.suggesting.digests import champion_digest, learner_digest
from tests.learners.matching.test_rules import CHAMPION, LEARNER
print(learner_digest(LEARNER), champion_digest(CHAMPION))
"""


@pytest.mark.django_db(transaction=True)
def test_others_write_while_a_run_reads_and_it_goes_on_seeing_what_it_saw():
    def another_comes():
        try:
            LearnerFactory()
        finally:
            connections.close_all()

    LearnerFactory()
    with snapshot():
        assert Learner.objects.count() == 1
        with ThreadPoolExecutor(1) as pool:
            pool.submit(another_comes).result(timeout=15)
        assert Learner.objects.count() == 1
    assert Learner.objects.count() == 2
    if connection.vendor == "sqlite":
        assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_a_digest_is_the_same_in_every_process(seed):
    env = os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "scheme.settings.test"}
    env["PYTHONPATH"] = os.pathsep.join(sys.path)
    out = subprocess.run([sys.executable, "-c", DIGEST], env=env, check=True, stdout=subprocess.PIPE, text=True).stdout
    assert out.split() == [learner_digest(LEARNER), champion_digest(CHAMPION)]


def test_days_and_room_are_in_no_digest_and_every_other_field_is():
    assert learner_digest(replace(LEARNER, days_waiting=500)) == learner_digest(LEARNER)
    assert champion_digest(replace(CHAMPION, room=9, room_left=0)) == champion_digest(CHAMPION)
    assert len(learner_digest(LEARNER)) == MARK * len(LEARNER_FIELDS) <= 128
    assert len(champion_digest(CHAMPION)) == MARK * len(CHAMPION_FIELDS) <= 128


def test_what_changed_is_named_and_has_a_sentence():
    after = replace(LEARNER, slots=1, speaks=frozenset({"English"}))
    assert changed(LEARNER_FIELDS, learner_digest(LEARNER), learner_digest(after)) == ["speaks", "slots"]
    assert set(LEARNER_SAYS) == set(LEARNER_FIELDS)
    assert set(CHAMPION_SAYS) == set(CHAMPION_FIELDS)
