"""One process of the matching benchmark: measures what its first word names, and prints it as JSON."""

import json
import random
import resource
import sys
import time
from dataclasses import replace

import django

django.setup()

import numpy as np  # noqa: E402
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: E402

from learners.matching.arrays import Listed, People  # noqa: E402
from learners.matching.canonical import canonical  # noqa: E402
from learners.matching.certify import certify, worth  # noqa: E402
from learners.matching.explain import reasons  # noqa: E402
from learners.matching.flow import matching, network  # noqa: E402
from learners.matching.objective import Weights  # noqa: E402
from learners.matching.prices import utility  # noqa: E402
from learners.matching.problem import Doors, Matching, Pairs, Problem  # noqa: E402
from learners.matching.repair import Live  # noqa: E402
from learners.matching.run import prepared, run  # noqa: E402
from learners.matching.seats import groups, half_days, seat  # noqa: E402
from learners.matching.solve import objections, solve  # noqa: E402
from scheme.bench.crowd import crowd  # noqa: E402
from scheme.bench.greedy import greedy  # noqa: E402

PLAIN = Weights(stickiness=0)
AT_ONCE = Weights(stickiness=0, learners_per_slot=21)
CHANGES = 40


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(everybody: People, weights: Weights = PLAIN) -> dict:
    """A whole run; (seconds of processor time, MiB beyond the columns)"""
    none, before = np.full(len(everybody.learners), -1), peak()
    began = time.process_time()
    problem = Problem.of(*prepared(everybody, weights, none, none))
    candidates = time.process_time()
    found, prices = solve(problem)
    proof = certify(problem, found, prices)
    times = half_days(found.champion, problem.meeting(found.champion), weights.learners_per_slot)
    reasons(problem, found, prices)
    whole = time.process_time()
    chosen, prices = canonical(problem, found, prices, proof.indifferent)
    certify(problem, chosen, prices)
    end = time.process_time()
    placed = found.champion >= 0
    seen = found.champion[placed].astype(np.int64) * 32 + times[placed]
    return {
        "candidates": candidates - began,
        "whole": whole - began,
        "canonical": end - whole,
        "peak": peak() - before,
        "pairs": len(problem.candidates),
        "value": proof.value,
        "placed": int(placed.sum()),
        "fit": float(found.fit[placed].mean()),
        "levels": int(problem.aims.level[placed].sum()),
        "clashes": int(placed.sum()) - len(np.unique(seen)),
        "problem": problem,
        "found": (chosen, prices),
    }


def every_pair(problem: Problem) -> Pairs:
    blocks = problem.candidates.blocks
    return Pairs(
        np.concatenate([block.learner for block in blocks]),
        np.concatenate([block.champion for block in blocks]).astype(np.int32),
        np.concatenate([block.fit for block in blocks]),
    )


def solver_alone(problem: Problem, heeding: bool) -> tuple[float, Matching]:
    """(seconds of solve() alone, its matching) on all pairs."""
    pairs, doors = every_pair(problem), Doors(len(problem.people.champions))
    for champion in range(doors.m if heeding else 0):
        doors.open(champion)
    net = network(problem, pairs, doors)
    solver = SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(
        net.tail.astype(np.int32), net.head.astype(np.int32), net.capacity, net.cost
    )
    solver.set_nodes_supplies(np.arange(len(net.supply), dtype=np.int32), net.supply)
    began = time.process_time()
    status = solver.solve()
    took = time.process_time() - began
    if status != solver.OPTIMAL:
        raise SystemExit(f"The solver ended with {status}.")
    used = np.flatnonzero(solver.flows(np.arange(len(net.pair), dtype=np.int32)))
    return took, matching(len(problem.people.learners), pairs, net.pair[used], net.door[used])


def turns(everybody: People, rounds: int) -> dict:
    names = ("whole", "canonical", "alone", "aware", "greedy")
    times: dict[str, list[float]] = {name: [] for name in names}
    for round_ in range(rounds):
        mine = ours(everybody)
        if not round_:
            memory = mine["peak"]
        problem = mine["problem"]
        alone, blind = solver_alone(problem, heeding=False)
        began = time.process_time()
        first_come = greedy(problem)
        by_greedy = time.process_time() - began
        for name, took in zip(names, (mine["whole"], mine["canonical"], alone, 0, by_greedy), strict=True):
            times[name].append(took)
        if round_ < 3:  # it takes as long as all the rest
            times["aware"][-1], aware = solver_alone(problem, heeding=True)
    times["aware"] = [took for took in times["aware"] if took]
    placed = first_come.champion >= 0
    change, repaired = changes(everybody, problem, *mine["found"])
    shared = problem.meeting(blind.champion)
    asked = objections(problem, mine["found"][1], utility(problem, *mine["found"]))
    return times | {
        "peak": memory,
        "pairs": mine["pairs"],
        "places": int(problem.aims.places.sum()),
        "placed": mine["placed"],
        "fit": mine["fit"],
        "levels": mine["levels"],
        "greedy_placed": int(placed.sum()),
        "blind_placed": int((blind.champion >= 0).sum()),
        "blind_greedy_placed": int((greedy(replace(problem, weights=AT_ONCE)).champion >= 0).sum()),
        "greedy_fit": float(first_come.fit[placed].mean()),
        "greedy_levels": int(problem.aims.level[placed].sum()),
        "same": worth(problem, aware) == mine["value"],
        "objections": sum(int((gain > 0).sum()) for _, gain in asked),
        "clashes": mine["clashes"],
        "blind_clashes": sum(seat(shared[group].tolist(), 1).count(-1) for group in groups(blind.champion)),
        "change": change,
        "repaired": repaired,
    }


def changes(everybody: People, problem: Problem, found: Matching, prices) -> tuple[list[float], bool]:
    """(seconds of each decline, whether the value after all of them is that of a run afresh)"""
    live, draw, times = Live(problem, found, prices), random.Random(1), []  # noqa: S311 - the same declines each time
    declined = list(zip(*(numbers.tolist() for numbers in everybody.declined.pairs), strict=True))
    for _ in range(CHANGES):
        learner = draw.choice([number for number in range(len(everybody.learners)) if live.at[number] >= 0])
        declined.append((learner, live.champion_of(learner)))
        began = time.process_time()
        live.decline(learner)
        times.append(time.process_time() - began)
    none = np.full(len(everybody.learners), -1)
    fresh = run(replace(everybody, declined=Listed.of(declined)), PLAIN, none, none)
    return times, live.proven() == fresh.certificate.value


def main(what: str, learners: int, champions: int, rounds: int) -> dict:
    everybody = crowd(learners, champions)
    if what == "turns":
        return turns(everybody, rounds)
    heeding = not what.endswith("-blind")
    weights = PLAIN if heeding else AT_ONCE
    if what.startswith("ours"):
        return {name: value for name, value in ours(everybody, weights).items() if name not in ("problem", "found")}
    none, before = np.full(learners, -1), peak()
    problem = Problem.of(*prepared(everybody, weights, none, none))
    took, found = solver_alone(problem, heeding)
    return {"alone": took, "peak": peak() - before, "value": worth(problem, found)}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], *map(int, sys.argv[2:]))))
