"""Every page of the table through the Nu HTML checker. Its name keeps it out of `make test`: `make check-html` runs it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.accessibility.pages import PAGES


@pytest.mark.django_db
def test_the_nu_html_checker_finds_no_error(answers, tmp_path):
    for number, page in enumerate(PAGES):
        (tmp_path / f"{number}.html").write_text(answers[page.name])
    command = ["java", "-jar", os.environ["HTML_CHECKER"], "--format", "json", "--stdout", "--exit-zero-always"]
    told = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=True)
    found = [
        f"{PAGES[int(Path(each['url']).stem)]}: {each['message']}\n    {each.get('extract', '')}"
        for each in json.loads(told.stdout)["messages"]
    ]
    assert not found, "\n".join(found)
