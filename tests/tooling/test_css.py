"""The style sheets: Node makes them, nothing else needs Node, and CI sees when they are not what the sources make."""

import json

import pytest

from scheme.launch import commands, css


@pytest.fixture
def no_node(monkeypatch):
    monkeypatch.setattr(css.shutil, "which", lambda name: None)


@pytest.fixture
def built(monkeypatch, tmp_path):
    """The tree's style sheets in a folder, and a build that makes just these."""
    sources = {name: (css.ROOT / "static" / "css" / name).read_bytes() for name in css.NAMES}

    def build(folder):
        for name, content in sources.items():
            (folder / name).write_bytes(content)
        return [folder / name for name in css.NAMES]

    monkeypatch.setattr(css, "missing", lambda: "")
    monkeypatch.setattr(css, "build", build)
    return sources


def test_without_node_they_are_not_built_and_one_sentence_says_so(no_node, tmp_path):
    with pytest.raises(SystemExit, match="Node with npm is needed to build the style sheets"):
        css.build(tmp_path)


def test_without_node_they_are_not_checked_and_that_is_no_failure(no_node, capsys):
    assert commands.check_css() == 0
    assert "Not checked, since Node with npm is not here" in capsys.readouterr().out


def test_the_check_fails_when_one_is_not_what_the_sources_make(built, capsys):
    assert commands.check_css() == 0
    built["site.css"] += b"a{}"
    assert commands.check_css() == 1
    assert "site.css; run `make css`" in capsys.readouterr().out


def test_the_packages_are_locked_by_hash_and_without_an_address():
    lock = (css.SOURCE / "package-lock.json").read_text()
    packages = {name: each for name, each in json.loads(lock)["packages"].items() if name}
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert '"resolved"' not in lock
    assert not (css.SOURCE / "node_modules").exists()
