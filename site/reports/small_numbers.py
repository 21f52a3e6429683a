"""What may be published of a count of places where people are housed, so that no single place shows."""

SMALLEST = 5
"""Fewer are not told, none included: that there are none would say something too."""

ROUND_TO = 5
"""Other counts are rounded, so that from one edition to the next no single place that came or went can be worked out."""


def publishable(counts: dict[str, int]) -> dict[str, int | None]:
    """{name: the count rounded to 5, or None where it is below 5}, and "total".

    The total is the sum of what is told, and None as soon as one count is not told: no second figure stands there from
    which a hidden one could be taken away (complementary suppression).
    """
    told: dict[str, int | None] = {name: rounded(count) for name, count in counts.items()}
    known = [count for count in told.values() if count is not None]
    told["total"] = sum(known) if len(known) == len(counts) else None
    return told


def rounded(count: int) -> int | None:
    return None if count < SMALLEST else (count + ROUND_TO // 2) // ROUND_TO * ROUND_TO
