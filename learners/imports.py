"""Referrals from a list. Each waits in the lead's list of referrals, like one that was made on the site."""

import re

from champions.importing import Reading, RowRefused, TableImport
from champions.models import Gender
from guides.models import Language, Skill
from imports.headings import Field
from imports.report import FORMULA_MARKS
from imports.text import words
from imports.values import (
    Consent,
    NotUnderstood,
    look_up_each,
    read_consent,
    read_date,
    read_email,
    read_phone,
    read_yes_no,
)
from imports.wordings import DEVICES, WAYS
from learners.models import Learner, Referral
from learners.wordings import CONNECTIONS, CONTACTS, NEEDS, NOT_AN_ORGANISATION, TELLING
from places.models import Organisation, Venue
from places.models.area import normalise_postcode


class ReferralImport(TableImport):
    model = Referral
    kind = "referral"
    salt = "learners.imports"
    fields = (
        Field(
            "referrer_name",
            "Referred by",
            "referrer,referrer name,name of referrer,worker,worker name,referring worker",
        ),
        Field("organisation", "Organisation", "organization,agency,referring organisation,service,team"),
        Field(
            "referrer_contact",
            "Referrer's contact",
            "referrer email,referrer e-mail,referrer phone,worker email,referrer contact",
        ),
        Field(
            "name",
            "Name",
            "learner first name,learner name,first name,client name,client first name,person,learner",
            required=True,
        ),
        Field(
            "contact",
            "Contact",
            "learner contact,phone,mobile,telephone,client phone,contact number,phone number,email",
        ),
        Field("postcode", "Postcode or accommodation", "postcode,accommodation,address,where living,post code"),
        Field("ward", "Ward", "area,ward name"),
        Field(
            "speaks", "Speaks", "language,languages,languages spoken,spoken language,spoken languages,first language"
        ),
        Field("reads", "Reads", "reading language,languages read,reads languages,can read"),
        Field("needs", "Needs", "help wanted,need,wants help,wants to learn,what help,goals,reason for referral"),
        Field("devices", "Device", "devices,device owned,phone type"),
        Field("connection", "Internet at home", "internet,connection,wifi at home,home internet,broadband"),
        Field("times", "Best times", "availability,times,available,when,best time,days"),
        Field("ways", "How", "way of meeting,ways of meeting,how meet,meeting,support type"),
        Field(
            "woman_only",
            "Woman worker only",
            "woman only,female worker only,female only,women only,woman champion only",
        ),
        Field(
            "consent", "Consent", "consent given,consent to refer,agreed,consented,consent to referral", required=True
        ),
        Field("referred_on", "Date", "date referred,referral date,date of referral,referred on,received"),
        Field("notes", "Notes", "note,comments,other information,anything else"),
    )

    # Already there? -----------------------------------------------------------------------------------

    def identity(self, reading: Reading) -> list[str]:
        """All that says who was referred, by whom and when. What they need may be corrected in the list later."""
        return [
            words(reading.text("name")),
            self.contact_of(reading, remark=False),
            normalise_postcode(reading.text("postcode")) or words(reading.text("postcode")),
            words(reading.text("speaks")),
            words(reading.text("referrer_name")),
            words(reading.text("organisation")),
            reading.text("referrer_contact").lower(),
            self.day_key(reading),
        ]

    def day_key(self, reading: Reading) -> str:
        text = reading.text("referred_on")
        try:
            return str(read_date(text, today=self.today) or "")
        except NotUnderstood:
            return words(text)

    # Look-ups, made once for the whole file -----------------------------------------------------------

    def load(self, rows: list[dict[str, str]]) -> None:
        super().load(rows)
        self.skills = {skill.code: skill for skill in Skill.objects.current()}
        self.houses = {house_key(venue.name): venue for venue in Venue.objects.confidential().filter(closed_on=None)}
        self.organisations = {words(each.name): each for each in Organisation.objects.all()}

    # One row ------------------------------------------------------------------------------------------

    def take(self, reading: Reading, key: str) -> Referral:
        name = reading.text("name")
        if not name:
            raise RowRefused("There is no name")
        if len(name) > 100:
            raise RowRefused("The name is longer than 100 letters")
        if name.startswith(FORMULA_MARKS):
            reading.remarks.append("Name: it begins like a formula and was kept as text: put the right one in")
        by_word = self.insist_on_consent(reading)
        organisation, organisation_name = self.organisation_of(reading)
        accommodation, postcode = self.home_of(reading)
        referral = Referral(
            source=Referral.Source.IMPORT,
            made_by=self.by,
            organisation=organisation,
            organisation_name=organisation_name,
            referrer_name=reading.text("referrer_name"),
            referrer_contact=reading.text("referrer_contact"),
            preferred_name=name,
            contact=self.contact_of(reading),
            postcode=postcode,
            accommodation=accommodation,
            area=self.ward_of(reading, postcode),
            connection=self.connection_of(reading),
            champion_gender=Gender.WOMAN if reading.value("woman_only", read_yes_no) else "",
            consent=True,
            consent_by_word=by_word,
            referred_on=self.day_of(reading),
            slots=reading.slots("times"),
            import_key=key,
            **reading.flags("ways", WAYS),
            **reading.flags("devices", DEVICES),
        )
        self.say_what_either_means(reading)
        speaks, reads = self.languages_of(reading, "speaks"), self.languages_read(reading)
        needs, wanted = self.needs_of(reading)
        referral.text = reading.with_leftovers("\n".join(filter(None, [wanted, reading.long_text("notes")])))
        referral.save(force_insert=True)
        link(Referral.speaks, "language", referral, speaks)
        link(Referral.reads, "language", referral, reads)
        link(Referral.needs, "skill", referral, needs)
        return referral

    @staticmethod
    def insist_on_consent(reading: Reading) -> bool:
        """Whether consent was given by word of mouth; RowRefused when there is none."""
        try:
            consent = read_consent(reading.cells["consent"])
        except NotUnderstood as problem:
            raise RowRefused(f"Consent: {problem}") from problem
        if consent is None:
            raise RowRefused("Nothing says that this person agreed to be referred")
        if consent == Consent.NO:
            raise RowRefused("This person did not agree to be referred")
        return consent == Consent.BY_WORD

    def organisation_of(self, reading: Reading) -> tuple[Organisation | None, str]:
        """One that we know by this name, so that its partners see the referral; else the name as text."""
        name = reading.text("organisation")
        if not name or words(name) in NOT_AN_ORGANISATION:
            return None, ""
        organisation = self.organisations.get(words(name))
        if organisation is None:
            self.report.notes[f"Organisation: “{name}” is none that we know, so its name is kept as text only."] += 1
        return organisation, name[:150]

    def home_of(self, reading: Reading) -> tuple[Venue | None, str]:
        """A confidential venue by its working name, or a postcode; else the text, which is kept encrypted."""
        written = reading.text("postcode")
        postcode = normalise_postcode(written)
        house = self.houses.get(house_key(written)) if written else None
        if house is not None:
            return house, ""
        if written and not postcode:
            reading.remark(
                "postcode", f"“{written}” is no postcode and no accommodation that we know; it was kept as written"
            )
        return None, postcode or written

    @staticmethod
    def contact_of(reading: Reading, *, remark: bool = True) -> str:
        """A telephone number or an address in its one form, else the text: 'via staff' is a way to reach somebody too."""
        text = reading.text("contact")
        try:
            return read_email(text) if "@" in text else read_phone(text)
        except NotUnderstood as problem:
            if remark and words(text) not in CONTACTS:
                reading.remark("contact", f"{problem}; it was kept as written")
            return text

    @staticmethod
    def connection_of(reading: Reading) -> str:
        found = reading.each("connection", CONNECTIONS, "is a wording that we do not know")
        return found[0] if len(found) == 1 else Learner.Connection.UNKNOWN

    def day_of(self, reading: Reading):
        day = reading.value("referred_on", read_date, today=self.today)
        if day is None:
            reading.remark("referred_on", "no usable date, so today's was put in")
        return day or self.today

    def say_what_either_means(self, reading: Reading) -> None:
        if len(WAYS.get(words(reading.text("ways")), ())) > 1:
            self.report.notes[f"How: “{reading.text('ways')}” was taken as in person, by phone and by video."] += 1

    def languages_read(self, reading: Reading) -> list[Language]:
        """'none' is nothing read. A language without writing, such as BSL, cannot be read."""
        if words(reading.text("reads")) in ("none", "no", "cannot read"):
            return []
        found = self.languages_of(reading, "reads")
        for language in found:
            if language.script == Language.Script.NONE:
                reading.remark("reads", f"{language} is not written, so it was left out")
        return [language for language in found if language.script != Language.Script.NONE]

    def needs_of(self, reading: Reading) -> tuple[list[Skill], str]:
        """The skills that the wordings ask for, and the text of the request without what would tell too much."""
        written = reading.long_text("needs")
        found, unknown = look_up_each(written, NEEDS)
        for piece in unknown:
            reading.remark("needs", f"“{piece}” is a wording that we do not know; it was kept as written")
        codes = sorted(frozenset().union(*found))
        missing = [code for code in codes if code not in self.skills]
        if missing:
            self.report.notes[f"Needs: the scheme's list of skills lacks {', '.join(missing)}; the text was kept."] += 1
        return [self.skills[code] for code in codes if code in self.skills], self.tell_no_status(written)

    def tell_no_status(self, written: str) -> str:
        for wording, instead in TELLING.items():
            kept = re.sub(rf"\b{wording}\b", instead, written, flags=re.IGNORECASE)
            if kept != written:
                self.report.notes[f"Needs: what would tell of immigration status is kept as “{instead}” only."] += 1
            written = kept
        return written


def house_key(name: str) -> str:
    """'The Hotel' and 'hotel' are one working name."""
    return words(name).removeprefix("the ")


def link(relation, field: str, referral: Referral, found: list) -> None:
    """Add to a new referral's many-to-many relation in one query, without asking what is there."""
    relation.through.objects.bulk_create(relation.through(referral=referral, **{field: each}) for each in found)
