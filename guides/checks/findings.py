"""What an editor is told about a guide before it is published. Pure: a draft and the day go in, findings come out."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guides.checks.actions import actions
from guides.checks.draft import Draft, Group
from guides.checks.reading import reading_of, sentences, syllables, words

OLDEST_READER = 9
"""Years: the reading age that guides are written for. Most adults read well above it, but not in a hurry, in a second language."""

LONGEST_SENTENCE = 20
"""Words. GOV.UK's limit is 25; ours is that of guides/data."""

FACT_LASTS = datetime.timedelta(days=365)
CONTACT = re.compile(r"\b0\d{2,4} ?\d{3} ?\d{3,4}\b|\b7726\b|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HARD_WORDS_SHOWN = 5


@dataclass(frozen=True)
class Finding:
    kind: str
    """Which check found it, as "two-actions"."""
    text: str
    """A sentence that says what and where, and mostly what to do."""
    block: str = ""
    """The id of the block that it is about; "" for the guide as a whole."""
    is_serious: bool = False
    """The guide should not go out like this."""


def findings(draft: Draft, today: datetime.date) -> list[Finding]:
    """Everything there is to say, the serious first; else in the order of the guide."""
    found = [finding for check in CHECKS for finding in check(draft, today)]
    return sorted(found, key=lambda finding: not finding.is_serious)


def place(number: int, group: Group) -> str:
    """ "Step 4 of “Android phone”", or "Step 4" where every device shares the steps."""
    if group.label:
        return _("Step %(number)s of “%(device)s”") % {"number": number, "device": group.label}
    return _("Step %(number)s") % {"number": number}


def readable(draft: Draft) -> Iterator[tuple[str, str, str]]:
    """(where, text, block) of everything that somebody reads from top to bottom."""
    yield _("“What you will do”"), draft.what_you_will_do, ""
    for need in draft.needs:
        yield _("“What you need”"), need, ""
    for number, group, step in draft.steps():
        yield place(number, group), step.do, step.block
        yield _("“You should see” in %(place)s") % {"place": place(number, group)}, step.see, step.block
    for problem in draft.problems:
        yield _("“If it goes wrong”"), problem.problem, problem.block
        yield _("“If it goes wrong”"), problem.answer, problem.block
    for sign in draft.signs:
        yield _("“Stop and ask someone if”"), sign, ""
    for fact in draft.facts:
        yield _("A fact"), fact.text, fact.block


def parts(draft: Draft, today) -> Iterator[Finding]:
    if not any(group.steps for group in draft.groups):
        yield Finding("no-steps", _("There are no steps yet. Add a “Steps” block."), is_serious=True)
    for group in draft.groups:
        if not group.steps and len(draft.groups) > 1:
            yield Finding("no-steps", _("A “Steps” block is empty. Add a step, or take the block out."), group.block)
    if not draft.signs:
        yield Finding(
            "no-stop",
            _("There is no “Stop and ask someone if” block. Say when the reader should not go on alone."),
            is_serious=True,
        )
    if not draft.problems:
        yield Finding("no-problems", _("There is no “If it goes wrong” block. Say what to do when a step fails."))


def both_phones(draft: Draft, today) -> Iterator[Finding]:
    used = {group.device for group in draft.groups}
    for one, other in (("android", "iphone"), ("iphone", "android")):
        if one in used and other not in used:
            missing = _("iPhone") if other == "iphone" else _("Android phone")
            text = _("There are steps for one kind of phone only. Add those for “%(device)s”, if they differ.")
            yield Finding("one-phone", text % {"device": missing})


def two_actions(draft: Draft, today) -> Iterator[Finding]:
    for number, group, step in draft.steps():
        found = actions(step.do)
        if len(found) > 1:
            text = ngettext(
                "%(place)s has %(count)s action: “%(text)s”. Make a step of it.",
                "%(place)s has %(count)s actions: “%(text)s”. Make a step of each.",
                len(found),
            )
            values = {"place": place(number, group), "count": len(found), "text": step.do.rstrip(".")}
            yield Finding("two-actions", text % values, step.block)


def long_sentences(draft: Draft, today) -> Iterator[Finding]:
    for where, text, block in readable(draft):
        for sentence in sentences(text):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                said = _("%(place)s has a sentence of %(count)s words: “%(text)s”. Make two of it.")
                values = {"place": where, "count": count, "text": " ".join(sentence.split()[:8]) + " …"}
                yield Finding("long-sentence", said % values, block)


def reading_age(draft: Draft, today) -> Iterator[Finding]:
    text = "\n".join(text for _where, text, _block in readable(draft))
    age = reading_of(text).age
    if age > OLDEST_READER:
        hard = sorted({word.lower() for word in words(text) if syllables(word) > 3}, key=syllables, reverse=True)
        said = _("The reading age is about %(age)s years; aim for %(aim)s. Use shorter words and sentences.")
        said %= {"age": round(age), "aim": OLDEST_READER}
        if hard:
            said += " " + _("Hard words: %(words)s.") % {"words": ", ".join(hard[:HARD_WORDS_SHOWN])}
        yield Finding("reading-age", said)


def alternatives(draft: Draft, today) -> Iterator[Finding]:
    for number, group, step in draft.steps():
        if step.lacks_alternative:
            text = _("The picture in %(place)s has no description. Say what it shows, or tick that it is decoration.")
            yield Finding("no-alternative", text % {"place": place(number, group)}, step.block, is_serious=True)


def dates(draft: Draft, today) -> Iterator[Finding]:
    if draft.checked_on is None:
        yield Finding("not-checked", _("There is no date on which somebody followed every step."), is_serious=True)
    elif draft.checked_on > today:
        yield Finding("checked-later", _("“Checked on” is a day that has not come yet."), is_serious=True)
    if draft.review_due_on is None:
        yield Finding("no-review", _("There is no date by which it is to be checked again."))
    elif draft.review_due_on < today:
        text = _("It was to be checked again by %(day)s. Follow every step, and set “checked on”.")
        yield Finding("review-due", text % {"day": written(draft.review_due_on)}, is_serious=True)


def facts(draft: Draft, today) -> Iterator[Finding]:
    for fact in draft.facts:
        short = " ".join(fact.text.split()[:8])
        if fact.checked_on is None:
            yield Finding("old-fact", _("The fact “%(text)s …” has no date.") % {"text": short}, fact.block)
        elif fact.checked_on + FACT_LASTS < today:
            text = _("The fact “%(text)s …” was last looked at on %(day)s. Look again.")
            yield Finding("old-fact", text % {"text": short, "day": written(fact.checked_on)}, fact.block)
        if fact.is_confirmed and not fact.source:
            text = _("The fact “%(text)s …” is confirmed, but does not say where it comes from.")
            yield Finding("no-source", text % {"text": short}, fact.block)


def loose_contacts(draft: Draft, today) -> Iterator[Finding]:
    """Numbers and addresses change: each stands among the dated facts too."""
    dated = " ".join(fact.text for fact in draft.facts)
    told = set()
    for where, text, block in readable(draft):
        for contact in CONTACT.findall(text):
            if contact not in dated and contact not in told:
                told.add(contact)
                said = _("%(place)s names %(contact)s, which can change. Put it among the facts too, with its date.")
                yield Finding("loose-contact", said % {"place": where, "contact": contact}, block)


def owner(draft: Draft, today) -> Iterator[Finding]:
    if not draft.has_owner:
        text = _("Nobody looks after this guide. Choose somebody under “Checks and skills”.")
        yield Finding("no-owner", text)


def written(day: datetime.date) -> str:
    return date_format(day, "j F Y")


CHECKS = (
    parts,
    alternatives,
    dates,
    two_actions,
    long_sentences,
    reading_age,
    loose_contacts,
    facts,
    both_phones,
    owner,
)
