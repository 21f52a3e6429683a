import sys
from importlib import import_module

ALL = ("lists", "server", "web", "phone")
ALONE = ("matching", "matching_site", "finder")  # take minutes

for name in sys.argv[1:] or ALL:
    if name not in (*ALL, *ALONE):
        sys.exit(f"There is no benchmark {name!r}: choose from {', '.join((*ALL, *ALONE))}")
    print(f"== {name}", flush=True)
    for line in import_module(f"scheme.bench.{name}").measure():
        print(line, flush=True)
