"""Shortest ways from door to door, for repairs."""

import heapq
from collections.abc import Iterator
from itertools import count

import numpy as np

from learners.matching.arrays import Array
from learners.matching.problem import NEVER

FAR = int(NEVER)


class Search:
    """Dijkstra's shortest ways from door to door, as far as `bound`; iterating gives each node with its distance, nearest first."""

    def __init__(self, nodes: int, bound: int):
        self.far = np.full(nodes, FAR)
        self.bound = bound
        self.done: list[int] = []
        self.who: dict[int, int] = {}
        self.pair: dict[int, int] = {}
        self.origin: dict[int, int] = {}
        self.queue: list[tuple[int, int, int]] = []
        self.tie = count()
        self.seen = np.zeros(nodes, bool)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        while self.queue:
            so_far, _, node = heapq.heappop(self.queue)
            if so_far >= self.bound:
                return
            if self.seen[node]:
                continue
            self.seen[node] = True
            self.done.append(node)
            yield node, so_far

    def step(self, node: int, far: int, origin: int) -> None:
        """Within one champion: from a half-day to its champion, or back."""
        if far < self.far[node] and far < self.bound:
            self.far[node] = far
            self.who[node], self.pair[node], self.origin[node] = -1, -1, origin
            heapq.heappush(self.queue, (far, next(self.tie), node))

    def reach(self, nodes: Array, far: Array, who: int | Array, pairs: Array, origin: int = -1) -> None:
        """By a learner's move: one learner `who`, or one for each node."""
        for place in np.flatnonzero((far < self.far[nodes]) & (far < self.bound)).tolist():
            node = int(nodes[place])
            if far[place] < self.far[node]:
                self.far[node] = far[place]
                self.who[node] = who if isinstance(who, int) else int(who[place])
                self.pair[node], self.origin[node] = int(pairs[place]), origin
                heapq.heappush(self.queue, (int(far[place]), next(self.tie), node))
