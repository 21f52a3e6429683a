"""The HTML checker: an extra where Java is; nothing needs it."""

import json
import shutil

import pytest

from scheme.launch import commands, html


@pytest.mark.parametrize("name", ["npm", "java"])
def test_where_it_cannot_run_one_sentence_says_so_and_that_is_no_failure(monkeypatch, capsys, name):
    here = shutil.which
    monkeypatch.setattr(html.shutil, "which", lambda wanted: None if wanted == name else here("true"))
    monkeypatch.setattr(html.subprocess, "run", lambda *args, **kwargs: pytest.fail("nothing is run"))
    assert commands.check_html() == 0
    assert capsys.readouterr().out.startswith("Not checked, since ")


def test_the_checker_is_locked_by_hash_and_without_an_address():
    lock = (html.SOURCE / "package-lock.json").read_text()
    packages = {name: each for name, each in json.loads(lock)["packages"].items() if name}
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert '"resolved"' not in lock
    assert json.loads((html.SOURCE / "package.json").read_text())["dependencies"] == {
        "vnu-jar": packages["node_modules/vnu-jar"]["version"]
    }
    assert html.PAGES.exists()
