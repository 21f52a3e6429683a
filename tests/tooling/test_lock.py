"""The locks name versions and hashes, for every Python we support, and no machine's addresses."""

import re

import pytest

from scheme.launch.install import LOCKS
from scheme.launch.place import ROOT


def pins(name):
    """{requirement: set of hashes}"""
    entries = re.split(r"^(?=\S)", (ROOT / name).read_text(), flags=re.MULTILINE)
    return {
        entry.split(" \\")[0].strip(): set(re.findall(r"--hash=(\S+)", entry)) for entry in entries if entry.strip()
    }


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_with_its_hashes(name):
    assert pins(name)
    for requirement, hashes in pins(name).items():
        assert re.match(r"[a-z0-9.\-]+(\[[a-z0-9,\-]+\])?==\S+( ;.*)?$", requirement)
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", each) for each in hashes)
        assert hashes


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_holds_no_address(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"https?:|file:|index-url|find-links| @ ", text)


def test_what_developers_test_is_what_runs():
    runtime, development = map(pins, LOCKS)
    assert runtime.items() <= development.items()
