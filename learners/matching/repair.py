"""After one change, the best matching again without starting afresh: two shortest paths instead of a run.

A learner who loses a place is placed anew along the cheapest chain of moves (`_place`), with the old place kept shut; then the old
place is opened and goes along the cheapest chain to whoever gains most from it (`_fill`). Prices move with every step and stay a
proof: `proven()` checks it over all pairs. The value is that of a fresh run; among equals it may be another matching, with fewer moves.
"""

import heapq
from copy import copy
from itertools import count

import numpy as np

from champions.availability import SLOT_COUNT
from learners.matching.arrays import Array
from learners.matching.objective import POINT
from learners.matching.prices import utility
from learners.matching.problem import NEVER, Doors, Matching, NotOptimal, Prices, Problem
from learners.matching.seats import seat

FAR = int(NEVER)


class Live:
    """A matching that is kept the best through changes. Learners and champions go by their numbers in `problem.people`."""

    def __init__(self, problem: Problem, found: Matching, prices: Prices):
        self.weights, self.aims, self.b = problem.weights, problem.aims, problem.aims.b
        self.m, self.per_slot = prices.doors.m, problem.weights.learners_per_slot
        self.champion_slots = problem.people.champions.slots
        self.slots = problem.people.learners.slots.tolist()
        self.pairs = _Pairs(problem)
        self.doors = _copied(prices.doors)
        self.price = prices.price.copy()
        self.gain = utility(problem, found, prices).tolist()
        self.at = found.door.tolist()
        self.pair = [-1] * len(self.at)
        self.inside = np.zeros(len(self.doors), np.int64)
        self.members: list[set[int]] = [set() for _ in range(len(self.doors))]
        self.load = np.zeros(self.m, np.int64)
        self.touched: set[int] = set()
        for learner in np.flatnonzero(found.champion >= 0).tolist():
            door, self.at[learner] = self.at[learner], -1
            self._move(learner, door, self.pairs.find(learner, int(found.champion[learner])))

    # What can happen. Each returns the numbers of the learners whose champion is not the one they had before.

    def decline(self, learner: int) -> set[int]:
        """The pair will not be: neither may be suggested to the other again."""
        before = self._begin()
        self.pairs.alive[self.pair[learner]] = False
        self._evict(learner)
        return self._settled(before)

    def freeze(self, learner: int) -> set[int]:
        """Accepted, or offered: the pair stands whatever comes."""
        before = self._begin()
        pair = self.pair[learner]
        rows = self.pairs.rows(learner)
        self.pairs.alive[rows] = False
        self.pairs.alive[pair] = True
        bonus = self.b * (int(self.aims.level.max(initial=1)) + 1)
        self.pairs.worth[pair] += bonus
        self.gain[learner] += bonus
        return self._settled(before)

    def leave(self, learner: int) -> set[int]:
        """Waits no more, with or without a suggestion."""
        before = self._begin()
        self.pairs.alive[self.pairs.rows(learner)] = False
        if self.at[learner] >= 0:
            self._evict(learner)
        self.gain[learner] = 0
        return self._settled(before)

    def arrive(self, slots: int, level: int, champions: Array, fit: Array) -> int:
        """A learner comes, or comes back changed: free `slots`, `level`, candidates and their points. Returns the new number."""
        before = self._begin()
        learner = len(self.at)
        self.at.append(-1)
        self.pair.append(-1)
        self.gain.append(0)
        self.slots.append(slots)
        self.pairs.add(champions, self.b * level + fit.astype(np.int64) * POINT)
        self._place(learner)
        self._settled(before)
        return learner

    def cost_of(self, learner: int, champion: int) -> int:
        """What it would cost all together to give this learner that candidate instead, in the objective's unit; nothing changes."""
        rows, pair = self.pairs.rows(learner), self.pairs.find(learner, champion)
        alive, bonus = self.pairs.alive[rows].copy(), self.b * (int(self.aims.level.max(initial=1)) + 1)
        twin = self._twin()
        twin._begin()
        try:
            self.pairs.alive[rows] = False
            self.pairs.alive[pair] = True
            self.pairs.worth[pair] += bonus
            if twin.at[learner] >= 0:
                twin._evict(learner)
            else:
                twin._place(learner)
            twin._settled(twin.before)
            forced = twin.value - bonus
        finally:
            self.pairs.alive[rows] = alive
            self.pairs.worth[pair] -= bonus
        return self.value - forced

    def _twin(self) -> "Live":
        twin = copy(self)
        twin.doors, twin.price, twin.inside = _copied(self.doors), self.price.copy(), self.inside.copy()
        twin.load, twin.gain, twin.at, twin.pair = self.load.copy(), self.gain[:], self.at[:], self.pair[:]
        twin.members = [set(members) for members in self.members]
        return twin

    def champion_of(self, learner: int) -> int:
        return -1 if self.at[learner] < 0 else int(self.pairs.champion[self.pair[learner]])

    @property
    def value(self) -> int:
        """The objective; matches frozen since the start count with what `freeze` added."""
        used = [pair for pair, door in zip(self.pair, self.at, strict=True) if door >= 0]
        return int(self.pairs.worth[used].sum()) - self.aims.spent(self.load)

    def proven(self) -> int:
        """The value, after checking it against what the prices allow over all pairs; raises NotOptimal."""
        rows = np.flatnonzero(self.pairs.alive[: self.pairs.size])
        learner, champion = self.pairs.learner[rows], self.pairs.champion[rows]
        shared = np.array(self.slots, np.uint32)[learner] & self.champion_slots[champion]
        gain = np.array(self.gain, np.int64)
        dear = Prices(self.doors, self.price).of(champion, shared)
        if (gain < 0).any() or (self.pairs.worth[rows] - dear > gain[learner]).any():
            raise NotOptimal("A pair would be better.")
        over = self.price[np.repeat(np.arange(self.m), self.aims.places)] - self.aims.step
        beyond = self.price[self.m :] - self.price[self.doors.owner]
        bound = gain.sum() + np.maximum(over, 0).sum() + self.per_slot * np.maximum(beyond, 0).sum()
        if self.value != int(bound) or (self.load > self.aims.places).any():
            raise NotOptimal(f"Worth {self.value}, the prices allow {int(bound)}.")
        return self.value

    # How.

    def _begin(self) -> dict[int, int]:
        self.touched, self.before = set(), {}
        return self.before

    def _settled(self, before: dict[int, int]) -> set[int]:
        """Open the half-days of champions whose learners now get in each other's way, until none do."""
        while self.touched:
            champion = self.touched.pop()
            if self.doors.row[champion] >= 0 or len(self.members[champion]) <= self.per_slot:
                continue
            members = sorted(self.members[champion])
            shared = [self.slots[member] & int(self.champion_slots[champion]) for member in members]
            seats = seat(shared, self.per_slot)
            if -1 in seats:
                self._open(champion, members, seats)
        return {learner for learner, champion in before.items() if self.champion_of(learner) != champion}

    def _open(self, champion: int, members: list[int], seats: list[int]) -> None:
        first = len(self.doors)
        self.doors.open(champion)
        self.price = np.concatenate([self.price, np.full(SLOT_COUNT, self.price[champion])])
        self.inside = np.concatenate([self.inside, np.zeros(SLOT_COUNT, np.int64)])
        self.members += [set() for _ in range(SLOT_COUNT)]
        standing = []
        for member, slot in zip(members, seats, strict=True):
            if slot >= 0:
                self._move(member, first + slot, self.pair[member])
            else:
                standing.append(member)
        for member in standing:
            self._evict(member)

    def _evict(self, learner: int) -> None:
        """Find the learner another place while nobody takes the old one, then give the old one to whoever gains most."""
        door = self.at[learner]
        champion = self._behind(door)
        self._move(learner, -1, -1)
        self.load[champion] += 1  # held
        self.inside[door] += 1
        self._place(learner)
        self._fill(door)
        self.load[champion] -= 1
        self.inside[door] -= 1

    def _behind(self, door: int) -> int:
        return door if door < self.m else self.doors.opened[(door - self.m) // SLOT_COUNT]

    def _doors_of(self, champion: int) -> range:
        first = self.m + SLOT_COUNT * int(self.doors.row[champion])
        return range(first, first + SLOT_COUNT)

    def _move(self, learner: int, door: int, pair: int) -> None:
        if hasattr(self, "before"):
            self.before.setdefault(learner, self.champion_of(learner))
        old = self.at[learner]
        if old >= 0:
            self.members[old].discard(learner)
            self.inside[old] -= 1
            self.load[self._behind(old)] -= 1
        self.at[learner], self.pair[learner] = door, pair
        if door >= 0:
            self.members[door].add(learner)
            self.inside[door] += 1
            champion = self._behind(door)
            self.load[champion] += 1
            self.touched.add(champion)

    def _ways(self, learner: int) -> tuple[Array, Array]:
        """(pairs, doors) open to a learner."""
        rows = self.pairs.rows(learner)
        rows = rows.start + np.flatnonzero(self.pairs.alive[rows])
        champion = self.pairs.champion[rows]
        which, door = self.doors.arcs(champion, np.uint32(self.slots[learner]) & self.champion_slots[champion])
        return rows[which], door

    def _place(self, learner: int) -> None:
        """Bring in a learner who is outside, by the cheapest chain of moves, or leave everything as it is."""
        pairs, doors = self._ways(learner)
        most = int((self.pairs.worth[pairs] - self.price[doors]).max(initial=0))
        self.gain[learner] = most
        search = _Search(len(self.price), bound=most)
        end: tuple[int, int] | None = None  # (door to end at, who drops out there or -1)

        def moves(who: int, so_far: int) -> None:
            pairs, doors = self._ways(who)
            search.reach(doors, so_far + self.gain[who] - self.pairs.worth[pairs] + self.price[doors], who, pairs)

        if most > 0:
            moves(learner, 0)
        for node, so_far in search:
            champion = self._behind(node)
            for member in self.members[node]:
                if so_far + self.gain[member] < search.bound:
                    search.bound, end = so_far + self.gain[member], (node, member)
            for member in self.members[node]:
                moves(member, so_far)
            if node < self.m:
                if self.load[node] < self.aims.places[node]:
                    step = int(self.aims.step[self.aims.first[node] + self.load[node]])
                    if so_far + step - self.price[node] < search.bound:
                        search.bound, end = int(so_far + step - self.price[node]), (node, -1)
                if self.doors.row[node] >= 0:
                    for door in self._doors_of(node):
                        if self.inside[door]:
                            search.step(door, int(so_far + self.price[door] - self.price[node]), node)
            elif self.inside[node] < self.per_slot:
                search.step(champion, int(so_far + self.price[champion] - self.price[node]), node)
        self._reprice(search, +1)
        self.gain[learner] -= search.bound
        if end is None:
            return
        node, dropped = end
        if dropped >= 0:
            self._move(dropped, -1, -1)
            self.gain[dropped] = 0
        while True:
            who, pair = search.who[node], search.pair[node]
            if who < 0:
                node = search.origin[node]
                continue
            before = self.at[who]
            self._move(who, node, pair)
            if who == learner:
                return
            node = before

    def _fill(self, freed: int) -> None:
        """Give away a place that is still held, at door `freed`, or let it stay empty."""
        search = _Search(len(self.price), bound=FAR)
        search.step(freed, 0, -1)
        end: tuple[int, int, int] | None = None  # (node, who comes in from outside or -1, pair)
        outside = np.array(self.at) < 0
        gain = np.array(self.gain, np.int64)
        at = np.array(self.at)
        slots = np.array(self.slots, np.uint32)
        for node, so_far in search:
            champion = self._behind(node)
            if node < self.m:
                if self.load[node] > 0:
                    last = int(self.aims.step[self.aims.first[node] + self.load[node] - 1])
                    if so_far + self.price[node] - last < search.bound:
                        search.bound, end = int(so_far + self.price[node] - last), (node, -1, -1)
                if self.doors.row[node] >= 0:
                    for door in self._doors_of(node):
                        if self.inside[door] < self.per_slot:
                            search.step(door, int(so_far + self.price[node] - self.price[door]), node)
                    continue
            elif self.inside[node]:
                search.step(champion, int(so_far + self.price[node] - self.price[champion]), node)
            pairs = self.pairs.of_champion(champion)
            pairs = pairs[self.pairs.alive[pairs]]
            who = self.pairs.learner[pairs]
            if node >= self.m:
                open_ = slots[who] >> np.uint32((node - self.m) % SLOT_COUNT) & 1 == 1
                open_ &= self.champion_slots[champion] >> np.uint32((node - self.m) % SLOT_COUNT) & 1 == 1
                pairs, who = pairs[open_], who[open_]
            far = so_far + gain[who] + self.price[node] - self.pairs.worth[pairs]
            new = np.flatnonzero(outside[who] & (far < search.bound))
            if len(new):
                best = new[far[new].argmin()]
                search.bound, end = int(far[best]), (node, int(who[best]), int(pairs[best]))
            old = np.flatnonzero(~outside[who] & (far < search.bound))
            search.reach(at[who[old]], far[old], who[old], pairs[old], origin=node)
        self._reprice(search, -1)
        node, comes, pair = end  # type: ignore[misc]  # letting it stay empty is always possible
        if comes >= 0:
            self._move(comes, node, pair)
            self.gain[comes] = int(self.pairs.worth[pair] - self.price[node])
        while node != freed:
            who, pair, to = search.who[node], search.pair[node], search.origin[node]
            if who >= 0:
                self._move(who, to, pair)
            node = to

    def _reprice(self, search: "_Search", sign: int) -> None:
        for node in search.done:
            change = sign * (search.bound - int(search.far[node]))
            if change:
                self.price[node] += change
                for member in self.members[node]:
                    self.gain[member] -= change


class _Search:
    """Dijkstra's shortest ways from door to door, as far as `bound`; iterating gives each node with its distance, nearest first."""

    def __init__(self, nodes: int, bound: int):
        self.far = np.full(nodes, FAR)
        self.bound, self.done = bound, []
        self.who, self.pair, self.origin = {}, {}, {}
        self.queue: list[tuple[int, int, int]] = []
        self.tie = count()
        self.seen = np.zeros(nodes, bool)

    def __iter__(self):
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

    def reach(self, nodes: Array, far: Array, who, pairs: Array, origin: int = -1) -> None:
        """By a learner's move: one learner `who`, or one for each node."""
        for place in np.flatnonzero((far < self.far[nodes]) & (far < self.bound)).tolist():
            node = int(nodes[place])
            if far[place] < self.far[node]:
                self.far[node] = far[place]
                self.who[node] = int(who if np.isscalar(who) else who[place])
                self.pair[node], self.origin[node] = int(pairs[place]), origin
                heapq.heappush(self.queue, (int(far[place]), next(self.tie), node))


class _Pairs:
    """All pairs by learner and by champion, with room to grow."""

    def __init__(self, problem: Problem):
        blocks, n = problem.candidates.blocks, len(problem.people.learners)
        self.learner = np.concatenate([block.learner for block in blocks] or [np.zeros(0, np.int32)])
        self.champion = np.concatenate([block.champion for block in blocks] or [np.zeros(0, np.int32)]).astype(np.int32)
        fit = np.concatenate([block.fit for block in blocks] or [np.zeros(0, np.int16)])
        self.worth = problem.worth(self.learner, fit)
        self.size = len(self.learner)
        self.alive = np.ones(self.size, bool)
        ends = np.cumsum(problem.candidates.count)
        self.ends, self.begins = ends.tolist(), [0, *ends[:-1].tolist()] if n else []
        self.by_champion = np.argsort(self.champion, kind="stable").astype(np.int64)
        self.first = np.searchsorted(self.champion[self.by_champion], np.arange(len(problem.people.champions) + 1))
        self.later: dict[int, list[int]] = {}

    def rows(self, learner: int) -> slice:
        return slice(self.begins[learner], self.ends[learner])

    def find(self, learner: int, champion: int) -> int:
        rows = self.rows(learner)
        return rows.start + int(np.searchsorted(self.champion[rows], champion))

    def of_champion(self, champion: int) -> Array:
        known = self.by_champion[self.first[champion] : self.first[champion + 1]]
        return np.append(known, self.later[champion]) if champion in self.later else known

    def add(self, champions: Array, worth: Array) -> None:
        """The pairs of one learner more, by champion."""
        end = self.size + len(champions)
        if end > len(self.learner):
            for name in ("learner", "champion", "worth", "alive"):
                column = getattr(self, name)
                setattr(self, name, np.concatenate([column, np.zeros(end + end // 8 - len(column), column.dtype)]))
        rows = slice(self.size, end)
        self.learner[rows], self.champion[rows] = len(self.begins), champions
        self.worth[rows], self.alive[rows] = worth, True
        for row, champion in zip(range(self.size, end), champions.tolist(), strict=True):
            self.later.setdefault(champion, []).append(row)
        self.begins.append(self.size)
        self.ends.append(end)
        self.size = end


def _copied(doors: Doors) -> Doors:
    twin = Doors(doors.m)
    for champion in doors.opened:
        twin.open(champion)
    return twin
