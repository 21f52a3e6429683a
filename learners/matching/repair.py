"""After one change, the best matching again without starting afresh: two shortest paths instead of a run.

A learner who loses a place is placed anew along the cheapest chain of moves (`_place`), with the old place kept shut; then the old
place is opened and goes along the cheapest chain to whoever gains most from it (`_fill`). Prices move with every step and stay a
proof: `proven()` checks it over all pairs. The value is that of a fresh run; among equals it may be another matching, with fewer moves.
"""

from copy import copy

import numpy as np

from champions.availability import SLOT_COUNT
from learners.matching.arrays import Array
from learners.matching.ledger import DEAD, Ledger
from learners.matching.objective import POINT
from learners.matching.prices import utility
from learners.matching.problem import Doors, Matching, NotOptimal, Prices, Problem
from learners.matching.search import FAR, Search
from learners.matching.seats import seat


class Live:
    """A matching that is kept the best through changes. Learners and champions go by their numbers in `problem.people`."""

    def __init__(self, problem: Problem, found: Matching, prices: Prices):
        self.weights, self.aims, self.b = problem.weights, problem.aims, problem.aims.b
        self.m, self.per_slot = prices.doors.m, problem.weights.learners_per_slot
        self.champion_slots = problem.people.champions.slots
        self.slots = problem.people.learners.slots.copy()
        self.pairs = Ledger(problem)
        self.doors = _copied(prices.doors)
        self.price = prices.price.copy()
        self.low = self._lowest(np.arange(self.m))
        self.gain = utility(problem, found, prices)
        self.at = found.door.copy()
        self.pair = np.full(len(self.at), -1)
        self.inside = np.zeros(len(self.doors), np.int64)
        self.members: list[set[int]] = [set() for _ in range(len(self.doors))]
        self.load = np.zeros(self.m, np.int64)
        self.touched: set[int] = set()
        self.before: dict[int, int] = {}
        for learner in np.flatnonzero(found.champion >= 0).tolist():
            door, self.at[learner] = int(self.at[learner]), -1
            self._move(learner, door, self.pairs.find(learner, int(found.champion[learner])))

    # What can happen. Each returns the numbers of the learners whose champion is not the one they had before.

    def decline(self, learner: int) -> set[int]:
        """The pair will not be: neither may be suggested to the other again."""
        before = self._begin()
        pair = int(self.pair[learner])
        self.pairs.set(slice(pair, pair + 1), DEAD)
        self._evict(learner)
        return self._settled(before)

    def freeze(self, learner: int) -> set[int]:
        """Accepted, or offered: the pair stands whatever comes."""
        before = self._begin()
        pair = int(self.pair[learner])
        bonus = self.b * (int(self.aims.level.max(initial=1)) + 1)
        self.pairs.only(learner, pair, bonus)
        self.gain[learner] += bonus
        return self._settled(before)

    def leave(self, learner: int) -> set[int]:
        """Waits no more, with or without a suggestion."""
        before = self._begin()
        self.pairs.set(self.pairs.rows(learner), DEAD)
        if self.at[learner] >= 0:
            self._evict(learner)
        self.gain[learner] = 0
        return self._settled(before)

    def arrive(self, slots: int, level: int, champions: Array, fit: Array) -> int:
        """A learner comes, or comes back changed: free `slots`, `level`, candidates and their points. Returns the new number."""
        before = self._begin()
        learner = len(self.at)
        self.at, self.pair = np.append(self.at, -1), np.append(self.pair, -1)
        self.gain, self.slots = np.append(self.gain, 0), np.append(self.slots, np.uint32(slots))
        self.pairs.add(champions, self.b * level + fit.astype(np.int64) * POINT)
        self._place(learner)
        self._settled(before)
        return learner

    def cost_of(self, learner: int, champion: int) -> int:
        """What it would cost all together to give this learner that candidate instead, in the objective's unit; nothing changes."""
        rows, pair = self.pairs.rows(learner), self.pairs.find(learner, champion)
        before, bonus = self.pairs.worth[rows].copy(), self.b * (int(self.aims.level.max(initial=1)) + 1)
        twin = self._twin()
        twin._begin()
        try:
            self.pairs.only(learner, pair, bonus)
            if twin.at[learner] >= 0:
                twin._evict(learner)
            else:
                twin._place(learner)
            twin._settled(twin.before)
            forced = twin.value - bonus
        finally:
            self.pairs.set(rows, before)
        return self.value - forced

    def _twin(self) -> "Live":
        twin = copy(self)
        twin.doors, twin.price, twin.inside = _copied(self.doors), self.price.copy(), self.inside.copy()
        twin.load, twin.gain, twin.at, twin.pair = self.load.copy(), self.gain.copy(), self.at.copy(), self.pair.copy()
        twin.low = self.low.copy()
        twin.members = [set(members) for members in self.members]
        return twin

    def champion_of(self, learner: int) -> int:
        return -1 if self.at[learner] < 0 else int(self.pairs.champion[self.pair[learner]])

    @property
    def value(self) -> int:
        """The objective; matches frozen since the start count with what `freeze` added."""
        return int(self.pairs.worth[self.pair[self.at >= 0]].sum()) - self.aims.spent(self.load)

    def proven(self) -> int:
        """The value, after checking it against what the prices allow over all pairs; raises NotOptimal."""
        rows = np.flatnonzero(self.pairs.worth[: self.pairs.size] != DEAD)
        learner, champion = self.pairs.learner[rows], self.pairs.champion[rows]
        shared, gain = self.slots[learner] & self.champion_slots[champion], self.gain
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
            shared = [int(self.slots[member] & self.champion_slots[champion]) for member in members]
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
                self._move(member, first + slot, int(self.pair[member]))
            else:
                standing.append(member)
        for member in standing:
            self._evict(member)

    def _evict(self, learner: int) -> None:
        """Find the learner another place while nobody takes the old one, then give the old one to whoever gains most."""
        door = int(self.at[learner])
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
        self.before.setdefault(learner, self.champion_of(learner))
        old = int(self.at[learner])
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

    def _lowest(self, champions: Array) -> Array:
        """The least that any door of each of these champions costs."""
        low = self.price[champions]
        for place in np.flatnonzero(self.doors.row[champions] >= 0):
            doors = self._doors_of(int(champions[place]))
            low[place] = min(low[place], self.price[doors.start : doors.stop].min())
        return low

    def _ways(self, learner: int, within: int) -> tuple[Array, Array, Array]:
        """(pairs, doors, cost) of the doors open to a learner whose price leaves less than `within` to be desired."""
        rows = self.pairs.rows(learner)
        desired = self.gain[learner] - self.pairs.worth[rows]
        near = np.flatnonzero(desired + self.low[self.pairs.champion[rows]] < within)
        pairs = rows.start + near
        champion = self.pairs.champion[pairs]
        if (self.doors.row[champion] < 0).all():
            return pairs, champion, desired[near] + self.price[champion]
        which, door = self.doors.arcs(champion, self.slots[learner] & self.champion_slots[champion])
        return pairs[which], door, desired[near][which] + self.price[door]

    def _place(self, learner: int) -> None:
        """Bring in a learner who is outside, by the cheapest chain of moves, or leave everything as it is."""
        self.gain[learner] = 0
        most = max(0, -int(self._ways(learner, 0)[2].min(initial=0)))
        self.gain[learner] = most
        search = Search(len(self.price), bound=most)
        end: tuple[int, int] | None = None  # (door to end at, who drops out there or -1)

        def moves(who: int, so_far: int) -> None:
            pairs, doors, cost = self._ways(who, search.bound - so_far)
            search.reach(doors, so_far + cost, who, pairs)

        if most > 0:
            moves(learner, 0)
        for node, so_far in search:
            champion = self._behind(node)
            for member in self.members[node]:
                if so_far + self.gain[member] < search.bound:
                    search.bound, end = int(so_far + self.gain[member]), (node, member)
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
            before = int(self.at[who])
            self._move(who, node, pair)
            if who == learner:
                return
            node = before

    def _fill(self, freed: int) -> None:
        """Give away a place that is still held, at door `freed`, or let it stay empty."""
        search = Search(len(self.price), bound=FAR)
        search.step(freed, 0, -1)
        end: tuple[int, int, int] | None = None  # (node, who comes in from outside or -1, pair)
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
            for who, worth, pairs in self.pairs.of_champion(champion):
                far = self.gain[who] - worth
                far += so_far + self.price[node]
                near = np.flatnonzero(far < search.bound)
                if node >= self.m:
                    slot = np.uint32((node - self.m) % SLOT_COUNT)
                    both = self.slots[who[near]] & self.champion_slots[champion]
                    near = near[(both >> slot & np.uint32(1)) == 1]
                inside = self.at[who[near]] >= 0
                new, old = near[~inside], near[inside]
                if len(new):
                    best = new[far[new].argmin()]
                    search.bound, end = int(far[best]), (node, int(who[best]), int(pairs[best]))
                search.reach(self.at[who[old]], far[old], who[old], pairs[old], origin=node)
        self._reprice(search, -1)
        node, comes, pair = end  # type: ignore[misc]  # letting it stay empty is always possible
        if comes >= 0:
            self._move(comes, node, pair)
            self.gain[comes] = int(self.pairs.worth[pair] - self.price[node])
        while node != freed:
            moves, to = search.who[node], search.origin[node]
            if moves >= 0:
                self._move(moves, to, search.pair[node])
            node = to

    def _reprice(self, search: Search, sign: int) -> None:
        for node in search.done:
            change = sign * (search.bound - int(search.far[node]))
            if change:
                self.price[node] += change
                for member in self.members[node]:
                    self.gain[member] -= change
        behind = np.array([self._behind(node) for node in search.done], np.int64)
        self.low[behind] = self._lowest(behind)


def _copied(doors: Doors) -> Doors:
    twin = Doors(doors.m)
    for champion in doors.opened:
        twin.open(champion)
    return twin
