"""A guide as plain values, so that the checks know no page, no block and no database."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    do: str
    see: str = ""
    lacks_alternative: bool = False
    """It has a picture that is neither described nor marked as decoration."""
    block: str = ""
    """The id of its block in the editor, to lead there; the same in the classes below."""


@dataclass(frozen=True)
class Group:
    device: str
    """"android", "iphone", "computer"; "" when it is the same on every device."""
    label: str
    """What the editor calls it: "Android phone"; "" like `device`."""
    steps: tuple[Step, ...]
    block: str = ""


@dataclass(frozen=True)
class Problem:
    problem: str
    answer: str
    block: str = ""


@dataclass(frozen=True)
class Fact:
    text: str
    source: str = ""
    checked_on: datetime.date | None = None
    is_confirmed: bool = False
    block: str = ""


@dataclass(frozen=True)
class Draft:
    what_you_will_do: str
    needs: tuple[str, ...]
    groups: tuple[Group, ...]
    problems: tuple[Problem, ...]
    signs: tuple[str, ...]
    """Ends of the sentence "stop and ask someone if"."""
    facts: tuple[Fact, ...]
    has_owner: bool
    checked_on: datetime.date | None
    review_due_on: datetime.date | None

    def steps(self) -> Iterator[tuple[int, Group, Step]]:
        """(number within its group, group, step) of each."""
        for group in self.groups:
            for number, step in enumerate(group.steps, 1):
                yield number, group, step


def draft_of(guide) -> Draft:
    """What a `GuidePage` holds, published or not; a draft may lack anything."""
    groups, problems, signs, facts = [], [], [], []
    for block in guide.body:
        if block.block_type == "steps":
            groups.append(group_of(block))
        elif block.block_type == "problems":
            problems += [problem_of(each) for each in block.value["problems"].bound_blocks]
        elif block.block_type == "stop":
            signs += [sign for sign in block.value["signs"] if sign]
        elif block.block_type == "facts":
            facts += [fact_of(each) for each in block.value["facts"].bound_blocks]
    return Draft(
        what_you_will_do=guide.what_you_will_do or "",
        needs=tuple(guide.needs),
        groups=tuple(groups),
        problems=tuple(problems),
        signs=tuple(signs),
        facts=tuple(facts),
        has_owner=guide.looked_after_by_id is not None,
        checked_on=guide.checked_on,
        review_due_on=guide.review_due_on,
    )


def group_of(block) -> Group:
    device = block.value["device"] or ""
    labels = dict(block.block.child_blocks["device"].field.choices)
    steps = tuple(step_of(each) for each in block.value["steps"].bound_blocks)
    return Group(device, str(labels[device]) if device in labels and device else "", steps, block.id or "")


def step_of(block) -> Step:
    picture = block.value["picture"]
    lacks_alternative = bool(picture) and not picture.decorative and not picture.contextual_alt_text
    return Step(block.value["do"] or "", block.value["see"] or "", lacks_alternative, block.id or "")


def problem_of(block) -> Problem:
    return Problem(block.value["problem"] or "", block.value["answer"] or "", block.id or "")


def fact_of(block) -> Fact:
    value = block.value
    return Fact(
        value["text"] or "", value["source"] or "", value["checked_on"], bool(value["is_confirmed"]), block.id or ""
    )
