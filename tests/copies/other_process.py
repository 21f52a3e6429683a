"""A web process of its own, for tests: reads addresses from standard input, answers each with a line of JSON."""

import json
import sys

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from scheme.copies import Copies  # noqa: E402
from tests.copies.asking import Counting, ask  # noqa: E402

application = Counting(WSGIHandler())
copies = Copies(application)
for line in sys.stdin:
    before = application.asked
    answer = ask(copies, line.strip())
    built = application.asked > before
    sys.stdout.write(json.dumps({"status": answer.status, "text": answer.text, "built": built}) + "\n")
    sys.stdout.flush()
