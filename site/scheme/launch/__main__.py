"""The door. Old Pythons must be able to read this one file, so that they can answer in a sentence."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 or newer is needed, and this is " + sys.version.split()[0] + ": install one, "
        "or name it, for example: make demo PYTHON=/usr/local/bin/python3.11"
    )

from scheme.launch.commands import main

main(sys.argv[1:])
