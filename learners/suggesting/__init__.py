"""From the engine to the lead's screen: runs in the background, what they found, whether it still holds, what is done with it.

run      runs.py      ask_for_run, last_run, run_under_way, changed_since, Changes
carried out           carrying_out.py (the worker's part), keeping.py (storing), supposing.py (what if)
said     saying.py    told_suggestions, helps_in_words, effect_in_words, assumptions
         choices.py   costs_elsewhere
checked  staleness.py stale
done     doing.py     hold, let_go, rule_out, allow_again, offer_all, Outcome
"""

from learners.suggesting.choices import costs_elsewhere
from learners.suggesting.doing import Outcome, allow_again, hold, let_go, offer_all, rule_out
from learners.suggesting.runs import Changes, ask_for_run, changed_since, last_run, run_under_way
from learners.suggesting.saying import assumptions, effect_in_words, helps_in_words, told_suggestions
from learners.suggesting.staleness import stale

__all__ = [
    "Changes",
    "Outcome",
    "allow_again",
    "ask_for_run",
    "assumptions",
    "changed_since",
    "costs_elsewhere",
    "effect_in_words",
    "helps_in_words",
    "hold",
    "last_run",
    "let_go",
    "offer_all",
    "rule_out",
    "run_under_way",
    "stale",
    "told_suggestions",
]
