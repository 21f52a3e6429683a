"""The body of an answer of Django's, as it was before the middleware compressed it."""

import gzip
from collections.abc import Iterable


def unpacked(headers: list[tuple[str, str]], body: Iterable[bytes]) -> bytes:
    try:
        content = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    is_packed = any(name.lower() == "content-encoding" and value == "gzip" for name, value in headers)
    return gzip.decompress(content) if is_packed else content
