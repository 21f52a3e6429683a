"""Every pair that breaks no rule, with its points of fit, found in blocks of learners.

Learners alike in what a rule looks at share its answer; answers are rows of bits, so ten rules for 64 champions are ten operations.
A block keeps 4 bytes a pair (2 where it is, 2 for its points) and is all that a later step ever unfolds at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from learners.matching.arrays import Array, Learners, People
from learners.matching.fit import PARTS, points
from learners.matching.objective import Weights
from learners.matching.rules import RULES, Listing, holds

BLOCK = 512
KEEP = 48_000_000
"""Cells of a table worth keeping from block to block, about 96 MB of points at most."""
AT_ONCE = 1_000_000
"""Cells worked out in one go: what they take on the way stays small."""


@dataclass(frozen=True, slots=True)
class Block:
    """The pairs of learners `first` to `first + len(start) - 1`, by learner, then champion."""

    first: int
    start: Array
    """(learners + 1,) int64: those of learner `first + r` are start[r]:start[r + 1]."""
    champion: Array
    """uint16, or int32 where there are more than 65,535 champions."""
    fit: Array
    """int16, the bonus for a standing suggestion included."""

    @property
    def learner(self) -> Array:
        return np.repeat(np.arange(self.first, self.first + len(self.start) - 1, dtype=np.int32), np.diff(self.start))


@dataclass(frozen=True, slots=True)
class Candidates:
    blocks: list[Block]
    left: Array
    """(n, rules) int32: champions left for each learner after each rule, in the order in which rules are told."""

    def __len__(self) -> int:
        return sum(len(block.champion) for block in self.blocks)

    @property
    def count(self) -> Array:
        """(n,) how many champions each learner could have."""
        return np.concatenate([np.diff(block.start) for block in self.blocks] or [np.zeros(0, np.int64)])


class _Shared:
    """Rows of a table over champions, worked out once for all learners who are alike in the columns `looks_at`."""

    def __init__(self, learners: Learners, looks_at: tuple[str, ...], row: Callable[[Learners], Array], cells: int):
        self.learners, self.row, self.step = learners, row, max(1, AT_ONCE // max(1, cells))
        self.kind, self.example = _kinds(learners, looks_at)
        self.table = self._worked_out(self.example) if len(self.example) * cells <= KEEP else None

    def rows(self, a: int, b: int) -> Array:
        """(b - a, ...) of learners a to b, or (1, ...) where all are alike."""
        if self.table is not None and len(self.table) == 1:
            return self.table
        if self.table is not None:
            return self.table[self.kind[a:b]]
        kinds, where = np.unique(self.kind[a:b], return_inverse=True)
        return self._worked_out(self.example[kinds])[where]

    def _worked_out(self, examples: Array) -> Array:
        parts = [examples[a : a + self.step] for a in range(0, len(examples), self.step)] or [examples]
        first = self.row(self.learners.pick(parts[0]).down())
        table = np.empty((len(examples), *first.shape[1:]), first.dtype)
        table[: len(first)] = first
        for place, part in enumerate(parts[1:], 1):
            table[place * self.step : place * self.step + len(part)] = self.row(self.learners.pick(part).down())
        return table


def _kinds(learners: Learners, looks_at: tuple[str, ...]) -> tuple[Array, Array]:
    """((n,) the kind of each learner, (kinds,) a learner of each kind)"""
    kind = np.zeros(len(learners), np.int64)
    for name in looks_at:
        column = getattr(learners, name)
        for part in [column] if column.ndim == 1 else column.T:
            _, code = np.unique(part, return_inverse=True)
            _, kind = np.unique(kind * (int(code.max(initial=0)) + 1) + code, return_inverse=True)
    _, example = np.unique(kind, return_index=True)
    return kind, example


def candidates(everybody: People, weights: Weights, fixed: Array, standing: Array, block: int = BLOCK) -> Candidates:
    """All pairs that no rule forbids.

    `fixed`: (n,) champion number of a match that stands, the learner's one candidate whatever the rules say now, or -1.
    `standing`: (n,) champion number of the suggestion that stands, which gets the bonus for staying, or -1.
    """
    learners, champions = everybody.learners, everybody.champions
    n, m = len(learners), len(champions)
    wide = -(-m // 64) * 64
    small = np.uint16 if m <= 1 << 16 else np.int32

    def packed(rule) -> Callable[[Learners], Array]:
        def row(some: Learners) -> Array:
            table = np.zeros((len(some), wide), bool)
            table[:, :m] = holds(rule, everybody, some, champions)
            return np.packbits(table, axis=1, bitorder="little").view(np.uint64)

        return row

    def scored(part) -> Callable[[Learners], Array]:
        return lambda some: points(part, weights, some, champions)

    rules = [
        _forbidden(rule, everybody) if isinstance(rule, Listing) else _Shared(learners, rule.looks_at, packed(rule), m)
        for rule in RULES
    ]
    parts = [_Shared(learners, part.looks_at, scored(part), m) for part in PARTS]
    left = np.zeros((n, len(RULES)), np.int32)
    blocks = []
    for a in range(0, n, block):
        b = min(a + block, n)
        bits = np.full((b - a, wide // 64), ~np.uint64(0))
        for place, rule in enumerate(rules):
            if isinstance(rule, _Shared):
                bits &= rule.rows(a, b)
            else:
                low, high = np.searchsorted(rule[0], (a, b))
                champion = rule[1][low:high]
                np.bitwise_and.at(
                    bits, (rule[0][low:high] - a, champion >> 6), ~(np.uint64(1) << (champion & 63).astype(np.uint64))
                )
            left[a:b, place] = np.bitwise_count(bits).sum(axis=1, dtype=np.int32)
        held = np.flatnonzero(fixed[a:b] >= 0)
        bits[held] = 0
        bits[held, fixed[a:b][held] >> 6] = np.uint64(1) << (fixed[a:b][held] & 63).astype(np.uint64)
        total = np.zeros((b - a, m), np.int16)
        for part in parts:
            total += part.rows(a, b)
        total[held] = 0
        kept = np.flatnonzero(standing[a:b] >= 0)
        total[kept, standing[a:b][kept]] += weights.stickiness
        open_ = np.unpackbits(bits.view(np.uint8), axis=1, bitorder="little")[:, :m].view(bool)
        start = np.concatenate([[0], np.cumsum(np.bitwise_count(bits).sum(axis=1, dtype=np.int64))])
        where = np.broadcast_to(np.arange(m, dtype=small), open_.shape)[open_]
        blocks.append(Block(a, start, where, total[open_]))
    return Candidates(blocks, left)


def _forbidden(rule: Listing, everybody: People) -> tuple[Array, Array]:
    return getattr(everybody, rule.field).pairs
