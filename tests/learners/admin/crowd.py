"""Eight processes that do something to the test database at the same moment, as eight web processes would."""

import multiprocessing
import os
from collections.abc import Callable, Sequence

AT_ONCE = 8
PATIENCE = 120  # seconds until all have started and answered

_spawn = multiprocessing.get_context("spawn")


class Crowd:
    """Started once for a file of tests: a process of its own takes seconds to begin."""

    def __init__(self, database: str):
        self.ready = _spawn.Barrier(AT_ONCE)
        self.answers = _spawn.Queue()
        self.jobs = [_spawn.Queue() for _ in range(AT_ONCE)]
        self.processes = [
            _spawn.Process(target=work, args=(database, jobs, self.answers, self.ready), daemon=True)
            for jobs in self.jobs
        ]
        for process in self.processes:
            process.start()

    def does(self, what: Callable, things: Sequence) -> list[str]:
        """What became of each: '' when it went through, else the sentence of the refusal. `what` is a function of a module."""
        for number, (jobs, thing) in enumerate(zip(self.jobs, things, strict=True)):
            jobs.put((number, what, thing))
        answers = dict(self.answers.get(timeout=PATIENCE) for _ in things)
        assert len({process.pid for process in self.processes}) == AT_ONCE
        return [answers[number] for number in range(len(things))]

    def go(self) -> None:
        for jobs in self.jobs:
            jobs.put(None)
        for process in self.processes:
            process.join(PATIENCE)


def work(database: str, jobs, answers, ready) -> None:
    """One process: wait for a job, wait until all others have one, do it, tell."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "scheme.settings.test"
    import django

    django.setup()
    from django.db import connection

    from learners.models import MatchRefused

    connection.settings_dict["NAME"] = database
    while job := jobs.get():
        number, what, thing = job
        connection.ensure_connection()
        ready.wait(PATIENCE)
        try:
            what(thing)
            answers.put((number, ""))
        except MatchRefused as refusal:
            answers.put((number, str(refusal)))
        except Exception as fault:  # told to the test, which fails over it
            answers.put((number, f"{type(fault).__name__}: {fault}"))
        finally:
            connection.close()


def offer_pair(pair: tuple[int, int]) -> None:
    """(id of a learner, id of a champion)"""
    from champions.models import Champion
    from learners.models import Learner
    from learners.offering import offer

    offer(Learner.objects.get(pk=pair[0]), Champion.objects.get(pk=pair[1]), by=None)


def offer_suggestion(pk: int) -> None:
    from learners.models import MatchRefused
    from learners.suggesting import offer_all

    (outcome,) = offer_all([pk], None)
    if not outcome.was_offered:
        raise MatchRefused(outcome.says)


def accept(pk: int) -> None:
    from learners.models import Match

    match = Match.objects.get(pk=pk)
    match.accept(by=match.champion.user)


def take_back_or_accept(job: tuple[str, int]) -> None:
    """("accept" or "take_back", id of an offer)"""
    from learners.models import Match

    what, pk = job
    getattr(Match.objects.get(pk=pk), what)(by=None)


def stand_down_or_accept(job: tuple[str, int]) -> None:
    """("accept" or "stand_down", id of an offer)"""
    from learners.models import Match
    from learners.standing_down import stand_down

    what, pk = job
    match = Match.objects.get(pk=pk)
    match.accept(by=None) if what == "accept" else stand_down(match.champion, by=None)


def ask_and_carry_out(_thing) -> None:
    from learners.suggesting import ask_for_run
    from learners.suggesting.carrying_out import carry_out

    carry_out(ask_for_run(None).pk)
