"""Fills an empty scheme with made-up venues and postcodes, then answers addresses from standard input with
'queries milliseconds processor-milliseconds'.

Usage: python -m scheme.bench.finder_visit VENUES POSTCODES
"""

import sys
from datetime import date, time, timedelta
from random import Random
from time import process_time as time_used

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from places.models import Area, ClosedDay, OpeningHours, Postcode, Venue, WifiCheck  # noqa: E402
from scheme.bench.look import look  # noqa: E402

WARDS = 200
HERE = {"latitude": 53.72, "longitude": -1.86}
NEAR = 100
"""Venues around HERE in a small scheme as in a large one: the same page is compared."""
POSTCODES = """
    INSERT INTO places_postcode (code, latitude, longitude)
    WITH RECURSIVE n(i) AS (SELECT CAST(0 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %s)
    SELECT substr('ABCDEFGHIJKLMNOPQRST', CAST(1 + i %% 20 AS integer), 1)
        || substr('ABCDEFGHIJKLMNOPQRST', CAST(1 + i / 20 %% 20 AS integer), 1)
        || CAST(1 + i / 400 %% 9 AS text) || CAST(i / 3600 %% 10 AS text) || ' 3'
        || substr('ABCDEFGHIJKLMNOPQRST', CAST(1 + i / 36000 %% 20 AS integer), 1)
        || substr('ABCDEFGHIJKLMNOPQRST', CAST(1 + i / 720000 %% 20 AS integer), 1),
        50.5 + i * 7919 %% 100000 / 20000.0, -3.5 + i * 104729 %% 100000 / 25000.0
    FROM n
"""


def fill(venues: int, postcodes: int) -> None:
    draws = Random(5)  # noqa: S311 - made-up places

    def point() -> dict[str, float]:
        return {"latitude": draws.uniform(50.5, 55.5), "longitude": draws.uniform(-3.5, 0.5)}

    def near() -> dict[str, float]:
        return {"latitude": draws.uniform(53.6, 53.84), "longitude": draws.uniform(-2.05, -1.67)}

    with connection.cursor() as cursor:
        cursor.execute(POSTCODES, [postcodes])
    Postcode.objects.get_or_create(code="AB12 3CD", defaults=HERE)
    wards = Area.objects.bulk_create(
        Area(code=f"E{n:08}", name=f"Ward {n}", kind="ward", **(HERE if n == 7 else point())) for n in range(WARDS)
    )
    made = Venue.objects.bulk_create(
        (
            Venue(
                name=f"Place {draws.random():.8f}",
                kind=draws.choice(["library", "community", "cafe"]),
                visibility=Venue.Visibility.PUBLIC,
                area=draws.choice(wards),
                wifi=draws.choice(["throughout", "communal", "unknown", "none"]),
                wifi_network="Guest",
                wifi_steps="Open any page.\nTap Accept.",
                is_step_free=draws.random() < 0.6,
                **(near() if n < NEAR else point() if draws.random() < 0.9 else {}),
            )
            for n in range(venues)
        ),
        batch_size=500,
    )
    OpeningHours.objects.bulk_create(
        (
            OpeningHours(
                venue=venue, weekday=day, opens=time(draws.randrange(7, 11)), closes=time(draws.choice([1, 16, 17, 20]))
            )
            for venue in made
            for day in draws.sample(range(8), 6)
        ),
        batch_size=2000,
    )
    day = timezone.localdate()
    ClosedDay.objects.bulk_create(
        (ClosedDay(venue=venue, first_day=day, last_day=day + timedelta(days=3)) for venue in made[::10]),
        batch_size=500,
    )
    ClosedDay.objects.bulk_create(
        (ClosedDay(venue=venue, first_day=date(2020, 12, 25), last_day=date(2020, 12, 26)) for venue in made),
        batch_size=500,
    )
    WifiCheck.objects.bulk_create(
        (
            WifiCheck(
                venue=venue, checked_as="champion", works=True, checked_at=timezone.now() - timedelta(days=30 * n)
            )
            for venue in made
            for n in range(1, 4)
        ),
        batch_size=500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    fill(int(sys.argv[1]), int(sys.argv[2]))
    client = Client(SERVER_NAME="localhost")
    for line in sys.stdin:
        began = time_used()
        queries, milliseconds = look(client, line.strip())
        print(queries, milliseconds, (time_used() - began) * 1000, flush=True)
