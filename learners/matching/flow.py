"""The one place that calls OR-tools: learners through doors to champions to a sink, at least cost."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from learners.matching.arrays import Array
from learners.matching.objective import POINT
from learners.matching.problem import Doors, Matching, Pairs, Problem


def cheapest(tail: Array, head: Array, capacity: Array, cost: Array, supply: Array) -> Array:
    """(arcs,) int64 flow of least cost that sends all supplies (nodes,); raises ArithmeticError when there is none."""
    network = SimpleMinCostFlow()
    network.add_arcs_with_capacity_and_unit_cost(
        tail.astype(np.int32), head.astype(np.int32), capacity.astype(np.int64), cost.astype(np.int64)
    )
    network.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply.astype(np.int64))
    status = network.solve()
    if status != network.OPTIMAL:
        raise ArithmeticError(f"The solver ended with {status}.")
    return network.flows(np.arange(len(tail), dtype=np.int32))


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs and supplies, and which pair and door each of the first arcs stands for."""

    tail: Array
    head: Array
    capacity: Array
    cost: Array
    supply: Array
    pair: Array
    door: Array


def network(problem: Problem, pairs: Pairs, doors: Doors) -> Network:
    """Learners with a pair, then doors, then the sink. Whoever has no pair stays out anyway."""
    aims, m = problem.aims, doors.m
    pair, door = doors.arcs(pairs.champion, problem.shared(pairs.learner, pairs.champion))
    who, node = np.unique(pairs.learner[pair], return_inverse=True)
    k, extra, steps = len(who), len(doors) - m, len(aims.step)
    sink = k + len(doors)
    tail = np.concatenate([node, np.arange(k), k + m + np.arange(extra), k + np.repeat(np.arange(m), aims.places)])
    head = np.concatenate([k + door, np.full(k, sink), k + doors.owner, np.full(steps, sink)])
    capacity = np.ones(len(tail), np.int64)
    capacity[len(pair) + k : len(pair) + k + extra] = problem.weights.learners_per_slot
    cost = np.concatenate(
        [
            (aims.top - pairs.fit[pair].astype(np.int64)) * POINT,
            aims.top * POINT + aims.value[who],
            np.zeros(extra, np.int64),
            aims.step,
        ]
    )
    supply = np.zeros(sink + 1, np.int64)
    supply[:k], supply[sink] = 1, -k
    return Network(tail, head, capacity, cost, supply, pair, door)


def best(problem: Problem, pairs: Pairs, doors: Doors) -> Matching:
    """The best matching that uses only `pairs` and heeds half-days only where `doors` are opened."""
    net = network(problem, pairs, doors)
    used = np.flatnonzero(cheapest(net.tail, net.head, net.capacity, net.cost, net.supply)[: len(net.pair)])
    return matching(len(problem.people.learners), pairs, net.pair[used], net.door[used])


def matching(n: int, pairs: Pairs, chosen: Array, door: Array) -> Matching:
    found = Matching(np.full(n, -1, np.int32), np.zeros(n, np.int64), np.full(n, -1, np.int64))
    learner = pairs.learner[chosen]
    found.champion[learner] = pairs.champion[chosen]
    found.fit[learner] = pairs.fit[chosen]
    found.door[learner] = door
    return found
