"""What most schemes do: one learner after the other, each to the best champion who is still free. To compare with."""

import numpy as np

from learners.matching.problem import Matching, Problem
from learners.matching.seats import seat


def greedy(problem: Problem) -> Matching:
    """The longest and most urgent wait first; the best champion who has room and, beside the learners so far, a half-day."""
    learners, champions, per_slot = problem.people.learners, problem.people.champions, problem.weights.learners_per_slot
    left, taken = problem.aims.places.copy(), [[] for _ in range(len(champions))]
    found = Matching(
        np.full(len(learners), -1, np.int32), np.zeros(len(learners), np.int64), np.full(len(learners), -1)
    )
    size = len(problem.candidates.blocks[0].start) - 1
    for learner in np.lexsort((learners.id, -learners.days, -problem.aims.level)).tolist():
        block = problem.candidates.blocks[learner // size]
        rows = slice(block.start[learner - block.first], block.start[learner - block.first + 1])
        who, fit = block.champion[rows], block.fit[rows]
        open_ = np.flatnonzero(left[who] > 0)
        for place in open_[np.argsort(-fit[open_], kind="stable")].tolist():
            champion = int(who[place])
            shared = int(learners.slots[learner] & champions.slots[champion])
            if -1 not in seat([*taken[champion], shared], per_slot):
                taken[champion].append(shared)
                left[champion] -= 1
                found.champion[learner], found.fit[learner] = champion, fit[place]
                break
    return found
