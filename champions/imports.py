"""Volunteers from a list, as champions who have applied. Nobody becomes active by an import."""

from datetime import date

from django.conf import settings
from django.db.models.functions import Lower

from champions.importing import Reading, RowRefused, TableImport, in_parts
from champions.models import Champion, ChampionLanguage, CheckLevel, OnboardingStep
from imports.headings import Field
from imports.report import FORMULA_MARKS
from imports.tables import TableRefused
from imports.text import words
from imports.values import (
    ANYWHERE,
    ANYWHERE_MILES,
    Check,
    Consent,
    NotUnderstood,
    look_up_each,
    read_check,
    read_consent,
    read_date,
    read_email,
    read_miles,
    read_phone,
)
from imports.wordings import DEVICES, WAYS
from places.models.area import normalise_postcode

LEVELS = {
    Check.BASIC: CheckLevel.BASIC,
    Check.STANDARD: CheckLevel.STANDARD,
    Check.ENHANCED: CheckLevel.ENHANCED,
}
NOTED_WAYS = {"prefers phone support": frozenset({"by_phone"})}
"""Whole phrases of the notes that say how somebody would meet. The notes are kept in any case."""


class ChampionImport(TableImport):
    model = Champion
    kind = "champion"
    salt = "champions.imports"
    fields = (
        Field("ref", "Reference", "ref,id,number,volunteer id,volunteer number,reference number"),
        Field("first_name", "First name", "forename,given name,christian name"),
        Field("last_name", "Surname", "last name,family name"),
        Field("name", "Full name", "name,volunteer,volunteer name"),
        Field("email", "E-mail", "email address,e-mail address,mail"),
        Field(
            "phone",
            "Phone",
            "mobile,telephone,mobile number,phone number,telephone number,mobile phone,tel,contact number",
        ),
        Field("postcode", "Postcode", "post code,home postcode"),
        Field("ward", "Ward", "area,ward name,home ward"),
        Field("languages", "Languages", "languages spoken,speaks,language,spoken languages,which languages speak"),
        Field("times", "Free half-days", "availability,times,available,best times,when available,days,days available"),
        Field("ways", "Ways of meeting", "how,how help,meeting,ways,support type"),
        Field("devices", "Devices", "device,devices taught,knows"),
        Field("dbs_level", "DBS level", "dbs,dbs check,dbs type,level of dbs"),
        Field("dbs_date", "DBS date", "date of dbs,dbs issued,dbs issue date,dbs date of issue"),
        Field(
            "signed_up",
            "Signed up",
            "sign up date,date signed up,date joined,joined,start date,registered,date registered",
        ),
        Field("source", "Source", "how heard,where heard,heard about us,referred by,recruited through"),
        Field(
            "miles",
            "Miles",
            "happy to travel miles,travel,happy to travel,travel distance,distance,how far travel,miles travel",
        ),
        Field("notes", "Notes", "skills notes,skills,comments,note,about you,other information,skills and experience"),
        Field(
            "consent",
            "Consent",
            "consent to contact,consent given,agreed,gdpr,gdpr consent,contact consent",
            required=True,
        ),
    )

    def check_columns(self) -> None:
        super().check_columns()
        if not {"name", "first_name", "last_name"} & self.matched.columns.keys():
            raise TableRefused(
                "No column was found for the name, so no row can be taken: say which it is with a mapping."
            )

    # Already there? -----------------------------------------------------------------------------------

    def identity(self, reading: Reading) -> list[str]:
        """A list's own reference with the name; without one the address, else all else that tells people apart."""
        name, email = words(self.name_of(reading)), self.email_of(reading)
        if ref := words(reading.text("ref")):
            return ["ref", ref, name]
        if email:
            return ["email", email]
        return ["person", name, phone_key(reading), normalise_postcode(reading.text("postcode"))]

    def names_of(self, reading: Reading, key: str) -> list[str]:
        email = self.email_of(reading)
        return [key, email] if email else [key]

    def look_for(self, reading: Reading, key: str) -> None:
        name, email = words(self.name_of(reading)), self.email_of(reading)
        if not name:
            raise RowRefused("There is no name")
        if key not in self.seen and self.name_at.get(email, name) != name:
            raise RowRefused("Another champion with another name has this e-mail address: is it the same person?")
        super().look_for(reading, key)

    def remember(self, reading: Reading, key: str, number: int, reference: str) -> None:
        super().remember(reading, key, number, reference)
        self.name_at[self.email_of(reading)] = words(self.name_of(reading))
        self.name_at.pop("", None)

    def load(self, rows: list[dict[str, str]]) -> None:
        super().load(rows)
        emails = (self.email_of(Reading(cells, self.labels)) for cells in rows)
        champions = Champion.objects.annotate(lower_email=Lower("email")).only("pk", "email", "name")
        self.name_at: dict[str, str] = {}
        for some in in_parts(filter(None, emails)):
            for champion in champions.filter(lower_email__in=some):
                self.seen[champion.lower_email] = (0, str(champion))
                self.name_at[champion.lower_email] = words(champion.name)

    @staticmethod
    def email_of(reading: Reading) -> str:
        try:
            return read_email(reading.text("email"))
        except NotUnderstood:
            return ""

    @staticmethod
    def name_of(reading: Reading) -> str:
        parts = (reading.text("first_name"), reading.text("last_name"))
        return reading.text("name") or " ".join(filter(None, parts))

    # One row ------------------------------------------------------------------------------------------

    def take(self, reading: Reading, key: str) -> Champion:
        name = self.name_of(reading)
        if len(name) > 150:
            raise RowRefused("The name is longer than 150 letters")
        if name.startswith(FORMULA_MARKS):
            reading.remarks.append("Name: it begins like a formula and was kept as text: put the right one in")
        self.insist_on_consent(reading)
        signed_up = reading.value("signed_up", read_date, today=self.today)
        if signed_up is None:
            reading.remark("signed_up", "no usable date, so today's was put in")
            signed_up = self.today
        postcode = self.postcode_of(reading)
        source = reading.text("source")
        if len(source) > 100:
            reading.leave_over("source", source)
        champion = Champion(
            name=name,
            email=reading.value("email", read_email) or "",
            phone=reading.value("phone", read_phone) or "",
            postcode=postcode,
            area=self.ward_of(reading, postcode),
            travel_miles=self.miles_of(reading),
            slots=reading.slots("times"),
            signed_up_on=signed_up,
            consent_on=signed_up,
            source=source[:100],
            import_key=key,
            **self.ways_and_devices_of(reading),
        )
        spoken = self.languages_of(reading, "languages")
        steps = self.steps_of(reading)
        if steps:
            champion.status = Champion.Status.ONBOARDING
        champion.notes = reading.with_leftovers(reading.long_text("notes"))
        self.say_if_notes_forbid_evenings(reading, champion)
        champion.save(force_insert=True)
        ChampionLanguage.objects.bulk_create(ChampionLanguage(champion=champion, language=each) for each in spoken)
        for step in steps:
            step.champion = champion
        OnboardingStep.objects.bulk_create(steps)
        return champion

    @staticmethod
    def insist_on_consent(reading: Reading) -> None:
        try:
            consent = read_consent(reading.cells["consent"])
        except NotUnderstood as problem:
            raise RowRefused(f"Consent: {problem}") from problem
        if consent is None:
            raise RowRefused("Nothing says that this person agreed to be contacted")
        if consent == Consent.NO:
            raise RowRefused("This person did not agree to be contacted")

    @staticmethod
    def postcode_of(reading: Reading) -> str:
        """A full postcode in its one form, else what was written."""
        written = reading.text("postcode")
        postcode = normalise_postcode(written)
        if written and not postcode:
            reading.remark("postcode", f"“{written}” is not a full postcode; it was kept as written")
        return postcode or written

    def miles_of(self, reading: Reading):
        miles = reading.value("miles", read_miles)
        if miles is not None and words(reading.text("miles")) in ANYWHERE:
            self.report.notes[f"Miles: “{reading.text('miles')}” was taken as {ANYWHERE_MILES} miles."] += 1
        return miles

    @staticmethod
    def ways_and_devices_of(reading: Reading) -> dict[str, bool]:
        """From their own columns, and from whole phrases of the notes such as 'iPhone + iPad'; other notes are only kept."""
        noted, _ = look_up_each(reading.text("notes"), DEVICES | NOTED_WAYS)
        return (
            reading.flags("ways", WAYS)
            | reading.flags("devices", DEVICES)
            | dict.fromkeys(frozenset().union(*noted), True)
        )

    def steps_of(self, reading: Reading) -> list[OnboardingStep]:
        """All the steps, with what the list says of the DBS check; none when it says of none."""
        check = reading.value("dbs_level", read_check)
        day = reading.value("dbs_date", read_date, today=self.today)
        if day is not None and check in (None, Check.NONE):
            if check == Check.NONE:
                reading.remark("dbs_date", "a date is given although the level says that there is no check")
                reading.leave_over("dbs_date", day.isoformat())
                return []
            check = Check.UNKNOWN
        if check in (None, Check.NONE):
            return []
        steps = {kind: OnboardingStep(kind=kind) for kind in OnboardingStep.Kind}
        self.fill_in_check(steps[OnboardingStep.Kind.DBS], check, day, reading)
        return list(steps.values())

    def fill_in_check(self, step: OnboardingStep, check: Check, day: date | None, reading: Reading) -> None:
        """A check counts as passed only with its level and its date; else it is under way, and a lead asks."""
        step.state, step.done_on, step.level = OnboardingStep.State.UNDER_WAY, day, LEVELS.get(check, CheckLevel.NONE)
        if check == Check.UNKNOWN:
            reading.remark(
                "dbs_level", "there is a check, but not which level: it does not count until somebody puts it in"
            )
        elif day is None:
            reading.remark(
                "dbs_date", "there is a check without a usable date: it does not count until somebody puts it in"
            )
        else:
            step.state, step.done_by, step.renew_by = OnboardingStep.State.PASSED, self.by, years_later(day)
            if step.is_overdue(self.today):
                reading.remark(
                    "dbs_date",
                    f"the check has run out: made on “{day:%d/%m/%Y}”, due again by “{step.renew_by:%d/%m/%Y}”",
                )

    @staticmethod
    def say_if_notes_forbid_evenings(reading: Reading, champion: Champion) -> None:
        if "no evenings" in words(champion.notes) and any(
            number % 3 == 2 for number in range(21) if champion.slots >> number & 1
        ):
            reading.remark("times", "evenings are given, but the notes say “no evenings”")


def phone_key(reading: Reading) -> str:
    """The number in its one form, so that two ways of writing it are the same; else the text."""
    text = reading.text("phone")
    try:
        return read_phone(text)
    except NotUnderstood:
        return words(text)


def years_later(day: date) -> date:
    """The day on which a DBS check of `day` is due to be renewed, as the scheme sets it."""
    year = day.year + settings.SCHEME_DBS_YEARS
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)
