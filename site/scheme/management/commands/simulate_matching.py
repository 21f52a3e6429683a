"""Waiting times over two made-up years under three ways of deciding who gets which champion: a table and a picture."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from scheme.bench.weeks import ARRIVALS, BANDS, CHAMPIONS, HEADS, TOGETHER, Story, stories

SHADES = ("#b8d4e8", "#7fb0d0", "#3a739c", "#1d4a6b", "#a4262c")
WIDTH, LEFT, BAR, GAP = 760, 210, 34, 20


class Command(BaseCommand):
    help = "Simulate a made-up scheme week by week: fit only, greedy, ours. Nothing is read from the database or written to it."

    def add_arguments(self, parser):
        parser.add_argument("--weeks", type=int, default=104)
        parser.add_argument("--picture", type=Path, default=Path("waiting.svg"), help="where to write the picture")

    def handle(self, *, weeks: int, picture: Path, **options):
        if weeks < 1:
            raise CommandError("--weeks must be 1 or more.")
        self.stdout.write(
            f"{weeks} weeks, {ARRIVALS} made-up learners a week, {CHAMPIONS} champions, a pair meets for {TOGETHER} weeks. Waits in days."
        )
        found = list(stories(weeks))
        rows = [HEADS, *(story.row for story in found)]
        wide = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
        for row in rows:
            cells = (text.rjust(width) for text, width in zip(row[1:], wide[1:], strict=True))
            self.stdout.write("  ".join([row[0].ljust(wide[0]), *cells]))
        picture.write_text(drawn(found, weeks), encoding="utf-8")
        self.stdout.write(f"Picture: {picture}")


def drawn(found: list[Story], weeks: int) -> str:
    """SVG: a bar for each way of deciding, split by how long people waited, or have waited so far."""
    people = len(found[0].waits) + len(found[0].still)
    height = 96 + len(found) * (BAR + GAP) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif" font-size="14">',
        f"<title>How long made-up learners waited over {weeks} weeks, by way of deciding</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="16" y="28" font-size="17" font-weight="bold">How long {people:,} made-up learners waited</text>',
    ]
    for place, ((_, label), shade) in enumerate(zip(BANDS, SHADES, strict=True)):
        at = 16 + place * 146
        parts.append(
            f'<rect x="{at}" y="46" width="14" height="14" fill="{shade}"/><text x="{at + 20}" y="58">{label}</text>'
        )
    for row, story in enumerate(found):
        y, x = 84 + row * (BAR + GAP), float(LEFT)
        parts.append(f'<text x="16" y="{y + 22}">{story.name}</text>')
        for place, share in enumerate(story.bands):
            width = share * (WIDTH - LEFT - 16)
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{SHADES[place]}"/>')
            if width > 34:
                ink = "#000" if place < 2 else "#fff"
                parts.append(
                    f'<text x="{x + width / 2:.1f}" y="{y + 22}" fill="{ink}" text-anchor="middle">{share:.0%}</text>'
                )
            x += width
    parts.append(
        f'<text x="16" y="{height - 18}" fill="#444">Made-up people, no forecast. Who still waits counts with the wait so far.</text>'
    )
    return "\n".join([*parts, "</svg>\n"])
