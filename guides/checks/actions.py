"""Does one step ask for two things? English only, by the verbs that guides are written with."""

import re
from collections.abc import Iterator

TOUCHING = [
    "tap", "click", "double-click", "press", "tick", "choose", "select", "touch", "slide", "swipe", "drag", "pull", "open", "close",
]  # fmt: skip
"""What a hand does to the screen. Typing goes with the box it is typed in; reading, looking and waiting are no action."""

ASIDE = re.compile(
    r"^(?:or|if|when|on (?:some|older|a|an|other|new)|in (?:some|older)|for|to|do not|don['’]t|never|you may|you can|it (?:may|can|is))\b",
    re.I,
)
"""How a sentence begins that tells of another case, or explains: it is not one thing more to do."""

OCCASION = re.compile(r"^(?:to|when|if|on|in|at|for|before|after)\b[^,]*,\s+", re.I)
"""When you finish, ..."""

CLAUSE = re.compile(r"(?:,\s*|;\s*|\s+)(?:and\s+then|then|and)\s+|;\s+|,\s+(?=(?:" + "|".join(TOUCHING) + r")\b)", re.I)
LEAD_IN = re.compile(r"^(?:now|then|next|please|first|and|[^:“]{1,40}:)[\s,]+", re.I)
NAMED = re.compile(r"^(?:[“\"‘'A-Z]|the\b)")
"""Tap Settings, then Wifi: the second verb is left out."""

SAME_AGAIN = re.compile(r"^(?:" + "|".join(TOUCHING) + r") (?:it|them)\b", re.I)
"""Tap the picture. Touch it with the soft part of your finger: said once more, not done once more."""

SENTENCE = re.compile(r"(?<=[.!?])[”\"’')]*\s+")


def actions(text: str) -> list[str]:
    """The things that one step asks the hand to do, each as it is written, in order."""
    found: list[str] = []
    question = False
    for sentence in SENTENCE.split(text.strip()):
        is_answer, question = question, sentence.endswith("?")
        if is_answer or question or (found and (ASIDE.match(sentence) or SAME_AGAIN.match(sentence))):
            continue
        found += in_sentence(OCCASION.sub("", sentence))
    return found


def in_sentence(sentence: str) -> list[str]:
    found: list[str] = []
    for joint, clause in clauses(sentence):
        clause = LEAD_IN.sub("", clause.strip())
        verb = clause.split(" ", 1)[0].strip(",.").lower()
        if verb in TOUCHING or (found and joint.endswith("then") and NAMED.match(clause)):
            found.append(clause.rstrip(" .!"))
    return found


def clauses(sentence: str) -> Iterator[tuple[str, str]]:
    """(what joins it to the one before, clause), as ("and then", "choose Wifi.")."""
    joint, start = "", 0
    for found in CLAUSE.finditer(sentence):
        yield joint, sentence[start : found.start()]
        joint, start = found[0].strip(" ,;").lower(), found.end()
    yield joint, sentence[start:]
