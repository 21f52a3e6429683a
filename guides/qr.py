"""QR codes of addresses, drawn here: no other company learns who looks at which guide."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_drawing(address: str) -> SafeString:
    """An <svg> of black squares on white, in dark mode too: a camera finds no code in white on black.

    It has no size of its own, and it prints where browsers leave out backgrounds.
    """
    code = segno.make_qr(address, error="m")
    drawing = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawing)  # noqa: S308  drawn by segno: squares, nothing of the address
