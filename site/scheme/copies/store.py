"""The copies of one process, in its memory."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

import brotli

Headers = list[tuple[str, str]]

MOST_ENTRIES = 2_000
MOST_BYTES = 32 * 1024 * 1024
OVERHEAD = 4_000  # bytes: what the headers and Python's own objects take, measured and rounded up
IN_304 = {"cache-control", "etag", "vary"}
OWN = {"content-encoding", "content-length", "etag"}
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=11),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
    "": lambda body: body,
}


class Variant:
    """One page in one encoding, with everything that a server needs to send it."""

    __slots__ = ("body", "etag", "headers", "not_changed")

    def __init__(self, headers: Headers, body: bytes, encoding: str):
        self.body = ENCODERS[encoding](body)
        # A page is another page when its policy has changed. The order of words in a policy is by chance in each process.
        words = sorted(f"{name}: {word}" for name, value in headers for word in value.replace(";", " ").split())
        digest = hashlib.sha256(" ".join(words).encode() + b"\n" + self.body)
        self.etag = f'"{digest.hexdigest()[:20]}"'
        self.headers = [*headers, ("Content-Length", str(len(self.body))), ("ETag", self.etag)]
        if encoding:
            self.headers.append(("Content-Encoding", encoding))
        self.not_changed = [header for header in self.headers if header[0].lower() in IN_304]


class Copy:
    """One page in every encoding; `viewed` is the key of the guide it shows, or None."""

    __slots__ = ("size", "variants", "viewed")

    def __init__(self, headers: Headers, body: bytes, viewed: int | None):
        kept = sorted((name, value) for name, value in headers if name.lower() not in OWN)
        self.variants = {encoding: Variant(kept, body, encoding) for encoding in ENCODERS}
        self.size = OVERHEAD + sum(len(variant.body) for variant in self.variants.values())
        self.viewed = viewed


class Store:
    """Holds copies of one generation only; the least recently used goes when there are too many, or too large ones."""

    def __init__(self, entries: int = MOST_ENTRIES, size: int = MOST_BYTES):
        self.most_entries, self.most_bytes = entries, size
        self.lock = threading.Lock()
        self.copies: OrderedDict[Hashable, Copy] = OrderedDict()
        self.generation: Hashable = None
        self.size = 0

    def get(self, key: Hashable, generation: Hashable) -> Copy | None:
        if generation != self.generation:
            return None
        copy = self.copies.get(key)
        if copy is not None:
            try:  # noqa: SIM105 - at every request, and twice as fast as `suppress`
                self.copies.move_to_end(key)
            except KeyError:
                pass  # another thread has just put it out; it is still good
        return copy

    def put(self, key: Hashable, generation: Hashable, copy: Copy) -> None:
        with self.lock:
            if generation != self.generation:
                self.copies.clear()
                self.size, self.generation = 0, generation
            if (old := self.copies.pop(key, None)) is not None:
                self.size -= old.size
            self.copies[key] = copy
            self.size += copy.size
            while len(self.copies) > self.most_entries or self.size > self.most_bytes:
                self.size -= self.copies.popitem(last=False)[1].size
