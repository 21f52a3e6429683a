"""The accommodation register of the demonstration, and what a lead has to look at. All of it is made up."""

from datetime import timedelta

from accounts.models import Role
from places.models import AccommodationRecord, PlannedCheck, ProviderRequest, WifiMatter
from scheme.demo.bulk import Writer
from scheme.demo.places import Places
from scheme.demo.recipe import Recipe

RECORDS = [  # residents, computers, other devices, pounds a month, days without, days to the next look
    ("26-50", 2, "Most have a phone of their own, few have data.", "15.00", 74, 20),
    ("11-25", 0, "Phones only.", "12.00", None, 41),
    ("1-10", 1, "", None, 130, -3),
]
REQUESTS = [  # house, days ago, what was asked, days until the answer, the answer
    (0, 70, "When will the wifi reach the bedrooms?", 9, "The router is to be moved upstairs by the end of the month."),
    (0, 25, "The router is still in the hall. When will it be moved?", None, ""),
    (2, 120, "Please put wifi into the rooms on the second floor.", 30, "There is no money for it this year."),
]


def write_housing(recipe: Recipe, writer: Writer, places: Places, sign_ins: dict) -> None:
    lead, houses = sign_ins[Role.LEAD], places.houses
    writer.write(
        AccommodationRecord,
        [
            AccommodationRecord(
                venue=house,
                residents=residents,
                shared_computers=computers,
                devices_note=devices,
                data_pounds=pounds,
                without_since=recipe.ago(without) if without else None,
                next_review_on=recipe.ago(-review),
            )
            for house, (residents, computers, devices, pounds, without, review) in zip(houses, RECORDS, strict=True)
        ],
    )
    writer.write(
        ProviderRequest,
        [
            ProviderRequest(
                venue=houses[house],
                asked_on=recipe.ago(ago),
                asked=asked,
                asked_by=lead,
                answered_on=None if after is None else recipe.ago(ago - after),
                answer=answer,
                answered_by=None if after is None else sign_ins[Role.PARTNER],
            )
            for house, ago, asked, after, answer in REQUESTS
        ],
    )
    told = recipe.at(recipe.ago(2), 15, 10)
    matters = [
        (houses[0], WifiMatter.Reason.CONTRADICTS, "Somebody's own room: works", 1),
        (places.public[0], WifiMatter.Reason.DISAGREE, "A shared room: does not work", 2),
    ]
    writer.write(
        WifiMatter,
        [
            WifiMatter(
                venue=venue, reason=reason, detail=detail, times=times, first_at=told - timedelta(days=3), last_at=told
            )
            for venue, reason, detail, times in matters
        ],
    )
    champion = sign_ins[Role.CHAMPION]
    until, asked_at = recipe.ago(-12), recipe.at(recipe.ago(2), 9, 30)
    plan = PlannedCheck(venue=houses[1], champion=champion, until=until, asked_by=lead, asked_at=asked_at)
    writer.write(PlannedCheck, [plan])
