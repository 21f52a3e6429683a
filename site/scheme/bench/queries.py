"""Says how many queries one page takes that is built anew: `python -m scheme.bench.queries /`."""

import sys

import django

django.setup()

from django.test import Client  # noqa: E402

from scheme.bench.look import look  # noqa: E402

client = Client(SERVER_NAME="localhost")
look(client, sys.argv[1])  # the first fills caches
print(look(client, sys.argv[1])[0])
