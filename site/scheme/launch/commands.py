"""One function for each `make` target."""

import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import venv
from contextlib import ExitStack
from pathlib import Path

from scheme.launch import browser, css, html, postgres, serve
from scheme.launch.install import install
from scheme.launch.lint import keys as fresh_keys
from scheme.launch.lint import lint as run_lint
from scheme.launch.place import PYTHON, ROOT, VENV, environment, sealed, writable

RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"


def main(words: list[str]) -> None:
    """Run one command by name; exits with its code."""
    name = words[0] if words else ""
    command = COMMANDS.get(name)
    if command is None:
        sys.exit(f"There is no command {name!r}: choose from {', '.join(COMMANDS)}")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda signum, frame: sys.exit(128 + signum))
    try:
        sys.exit(command())
    except KeyboardInterrupt:
        sys.exit(130)


def say(text: str) -> None:
    print(text, flush=True)


def demo() -> int:
    at = serve.port()
    var = ROOT / "var" / "demo"
    writable(var)
    env = sealed(SCHEME_DEMO="1", DEBUG="0", SCHEME_VAR=str(var), BASE_URL=f"http://localhost:{at}")
    env.pop("ALLOWED_HOSTS", None)
    os.environ["SCHEME_DEMO"] = "1"
    say(f"1/5 Python {sys.version.split()[0]} and the locked packages, in {VENV.name}")
    say(f"    {install(RUNTIME)}")
    _manage(env, "2/5 Database", "migrate", "--verbosity", "0")
    _collect_static(env, "3/5 Style sheets, scripts and pictures", var / "static.sha256")
    _manage(env, "4/5 The demonstration scheme", "load_demo", "--once")
    say("5/5 Starting the web server and the background worker")

    accounts = subprocess.Popen(serve.manage("demo_accounts"), cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)

    def ready() -> None:
        say(f"\n    The demonstration is at  http://localhost:{at}/\n")
        say(accounts.communicate()[0].rstrip())
        say("\n    Stop it with Ctrl-C. The data stays in var/demo; `make demo-reset` starts afresh.")

    return _run({"web server": serve.web(at), "background worker": serve.worker()}, env, at, ready)


def _collect_static(env: dict[str, str], title: str, stamp: Path) -> None:
    """Hash and compress the static files: ten seconds, so only when one of them, or a package, has changed."""
    digest = hashlib.sha256((ROOT / RUNTIME).read_bytes())
    for path in sorted(
        path for folder in ("static", "*/static", "site/*/static") for path in ROOT.glob(f"{folder}/**/*")
    ):
        if path.is_file():
            digest.update(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return say(f"{title}: unchanged")
    _manage(env, title, "collectstatic", "--clear", "--no-input", "--verbosity", "0")
    stamp.write_text(digest.hexdigest())
    return None


def demo_reset() -> int:
    serve.port()  # while a demonstration runs, its data is not pulled away from under it
    shutil.rmtree(ROOT / "var" / "demo", ignore_errors=True)
    return demo()


def dev() -> int:
    at = serve.port()
    var = ROOT / "var" / "dev"
    writable(var)
    os.environ.setdefault("SCHEME_VAR", str(var))
    env = environment(DEBUG="1", SCHEME_DEMO="1", BASE_URL=f"http://localhost:{at}")
    say(f"1/4 Python and the locked packages, in {VENV.name}: {install(DEVELOPMENT)}")
    _manage(env, "2/4 Database", "migrate", "--verbosity", "0")
    _manage(env, "3/4 The demonstration scheme", "load_demo", "--once")
    say("4/4 Starting the reloading server and the background worker")
    children = {"web server": serve.manage("runserver", str(at)), "background worker": serve.worker()}
    return _run(children, env, at, lambda: say(f"\n    The site is at  http://localhost:{at}/  (Ctrl-C stops it)\n"))


def production() -> int:
    at = serve.port()
    children = {"web server": serve.web(at), "background worker": serve.worker()}
    return _run(children, environment(), at, lambda: say(f"Answering on port {at}"))


def _run(children: dict[str, list[str]], env: dict[str, str], at: int, ready) -> int:
    env.setdefault("DJANGO_SETTINGS_MODULE", "scheme.settings.base")
    return serve.together(children, env, at, ready)


def _manage(env: dict[str, str], title: str, *words: str) -> None:
    say(title)
    code = subprocess.run(serve.manage(*words), cwd=ROOT, env=env, check=False).returncode
    if code:
        sys.exit(f"The step “{title}” failed (manage.py {words[0]}): the reason is above.")


def test() -> int:
    return _test()


def test_postgres() -> int:
    return _test(postgresql=True)


def _test(postgresql: bool = False) -> int:
    if postgresql:
        postgres.binaries()  # if there is none, say so before the long work
    writable(ROOT)
    say(f"1/3 Python {sys.version.split()[0]} and the locked packages, in {VENV.name}: {install(DEVELOPMENT)}")
    path = browser.provide()
    say(f"2/3 Browser: {path or 'the one Playwright brought'}")
    with ExitStack() as stack:
        var = stack.enter_context(tempfile.TemporaryDirectory(prefix="scheme-tests-", ignore_cleanup_errors=True))
        env = sealed(BROWSER_PATH=path, SCHEME_VAR=var)
        for name in ("DJANGO_SETTINGS_MODULE", "SCHEME_DEMO"):
            env.pop(name, None)
        if postgresql:
            env["DATABASE_URL"] = stack.enter_context(postgres.temporary())
        say(f"3/3 Tests, on {'a PostgreSQL of their own' if postgresql else 'SQLite'}")
        words = shlex.split(os.environ.get("ARGS") or "")
        return _wait([str(PYTHON), "-m", "pytest", "-n", "auto", "-q", *words], env)


def _wait(command: list[str], env: dict[str, str]) -> int:
    """Run to the end. Ctrl-C reaches the child as well: give it time to tidy up, then let our own tidying go on."""
    child = subprocess.Popen(command, cwd=ROOT, env=env)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue
        except SystemExit:  # asked to end by a signal that the child did not get
            child.terminate()
            child.wait()
            raise


def lint() -> int:
    install(DEVELOPMENT)
    return min(1, run_lint())


def bench() -> int:
    install(DEVELOPMENT)
    with tempfile.TemporaryDirectory(prefix="scheme-bench-") as var:
        env = sealed(SCHEME_DEMO="1", DEBUG="0", SCHEME_VAR=var)
        env.setdefault("DJANGO_SETTINGS_MODULE", "scheme.settings.base")
        return _wait([str(PYTHON), "-m", "scheme.bench", *(os.environ.get("ARGS") or "").split()], env)


def build_css() -> int:
    for path in css.build(ROOT / "static" / "css"):
        say(f"{path.relative_to(ROOT)}: {path.stat().st_size:,} bytes")
    return 0


def check_css() -> int:
    """For CI: whether the style sheets in the tree are what their sources make. Without Node there is nothing to check with."""
    if missing := css.missing():
        say(f"Not checked, since {missing} is not here")
        return 0
    with tempfile.TemporaryDirectory() as name:
        stale = [path.name for path in css.build(Path(name)) if css.differs(path, ROOT / "static" / "css" / path.name)]
    say(
        f"Not what the sources make: {', '.join(stale)}; run `make css`"
        if stale
        else "The style sheets are what the sources make"
    )
    return min(1, len(stale))


def check_html() -> int:
    """Every kind of page through the Nu HTML checker, where Java and npm are there to run and to fetch it."""
    if missing := html.missing():
        say(f"Not checked, since {missing} is not here")
        return 0
    install(DEVELOPMENT)
    with tempfile.TemporaryDirectory(prefix="scheme-html-") as var:
        env = sealed(SCHEME_VAR=var, HTML_CHECKER=str(html.checker()))
        for name in ("DJANGO_SETTINGS_MODULE", "SCHEME_DEMO"):
            env.pop(name, None)
        return _wait([str(PYTHON), "-m", "pytest", "-q", "-p", "no:xdist", str(html.PAGES)], env)


def lock() -> int:
    """Both locks, resolved for every Python from 3.11 on, with hashes and without addresses."""
    with tempfile.TemporaryDirectory() as name:
        venv.create(name, with_pip=True)
        python = str(Path(name) / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "uv"], check=True)
        common = [python, "-m", "uv", "pip", "compile", "--quiet", "pyproject.toml", "--universal", "--python-version"]
        common += ["3.11", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--upgrade"]
        for lock_file, more in ((DEVELOPMENT, ["--group", "dev"]), (RUNTIME, ["--constraint", DEVELOPMENT])):
            say(f"{lock_file} …")
            subprocess.run([*common, *more, "-o", lock_file], cwd=ROOT, check=True)
    return 0


def keys() -> int:
    for name, value in fresh_keys().items():
        say(f"{name}={value}")
    return 0


def clean() -> int:
    caches = [".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", "var/test"]
    for folder in [VENV, *(ROOT / cache for cache in caches)]:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


COMMANDS = {
    "demo": demo,
    "demo-reset": demo_reset,
    "dev": dev,
    "serve": production,
    "test": test,
    "test-postgres": test_postgres,
    "lint": lint,
    "bench": bench,
    "css": build_css,
    "check-css": check_css,
    "check-html": check_html,
    "lock": lock,
    "keys": keys,
    "clean": clean,
}
