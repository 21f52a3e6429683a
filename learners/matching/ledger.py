"""All pairs by learner and by champion, with what they are worth, for a matching that is kept up."""

from collections.abc import Iterator

import numpy as np

from learners.matching.arrays import Array
from learners.matching.problem import NEVER, Problem

DEAD = -int(NEVER) // 2
"""The worth of a pair that may not be."""


class Ledger:
    """Pairs go by their place here, which they keep; those of later learners are added at the end."""

    def __init__(self, problem: Problem):
        blocks, n = problem.candidates.blocks, len(problem.people.learners)
        self.learner = np.concatenate([block.learner for block in blocks] or [np.zeros(0, np.int32)])
        self.champion = np.concatenate([block.champion for block in blocks] or [np.zeros(0, np.int32)]).astype(np.int32)
        fit = np.concatenate([block.fit for block in blocks] or [np.zeros(0, np.int16)])
        self.worth = problem.worth(self.learner, fit)
        self.size = len(self.learner)
        ends = np.cumsum(problem.candidates.count)
        self.ends, self.begins = ends.tolist(), [0, *ends[:-1].tolist()] if n else []
        self.order = np.argsort(self.champion, kind="stable")
        self.first = np.searchsorted(self.champion[self.order], np.arange(len(problem.people.champions) + 1)).tolist()
        self.column = np.empty(self.size, np.int64)
        self.column[self.order] = np.arange(self.size)
        self.learners, self.worths = self.learner[self.order], self.worth[self.order]  # once more, by champion
        self.known = self.size
        self.later: dict[int, list[int]] = {}

    def rows(self, learner: int) -> slice:
        return slice(self.begins[learner], self.ends[learner])

    def find(self, learner: int, champion: int) -> int:
        rows = self.rows(learner)
        return rows.start + int(np.searchsorted(self.champion[rows], champion))

    def set(self, pairs: slice, worth) -> None:
        self.worth[pairs] = worth
        rows = np.arange(pairs.start, pairs.stop)
        known = rows < self.known
        self.worths[self.column[rows[known]]] = self.worth[rows[known]]

    def only(self, learner: int, pair: int, bonus: int) -> None:
        """This pair and no other of the learner, at a bonus that outweighs all else."""
        worth = self.worth[pair] + bonus
        self.set(self.rows(learner), DEAD)
        self.set(slice(pair, pair + 1), worth)

    def of_champion(self, champion: int) -> Iterator[tuple[Array, Array, Array]]:
        """(learners, worth, pairs): those known from the start, and those who came later."""
        rows = slice(self.first[champion], self.first[champion + 1])
        yield self.learners[rows], self.worths[rows], self.order[rows]
        if champion in self.later:
            pairs = np.array(self.later[champion])
            yield self.learner[pairs], self.worth[pairs], pairs

    def add(self, champions: Array, worth: Array) -> None:
        """The pairs of one learner more, by champion."""
        end = self.size + len(champions)
        if end > len(self.learner):
            for name in ("learner", "champion", "worth"):
                column = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros(end + end // 8 - len(column), column.dtype)]))
        rows = slice(self.size, end)
        self.learner[rows], self.champion[rows], self.worth[rows] = len(self.begins), champions, worth
        for row, champion in zip(range(self.size, end), champions.tolist(), strict=True):
            self.later.setdefault(champion, []).append(row)
        self.begins.append(self.size)
        self.ends.append(end)
        self.size = end
