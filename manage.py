#!/usr/bin/env python
"""Django's command line, with the site/ source root on the path."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    root = Path(__file__).resolve().parent
    sys.path[:0] = [str(root), str(root / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scheme.settings.base")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
