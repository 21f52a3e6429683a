"""Starting and stopping: what goes wrong is said in one sentence, and nothing is left running."""

import ast
import os
import signal
import socket
import subprocess
import sys
import textwrap
from contextlib import contextmanager

import pytest

from scheme.launch import install, serve
from scheme.launch.place import ROOT, environment, sealed, writable


@contextmanager
def python(code, *words, **env):
    """A Python of its own that runs `code`; gone at the end, whatever happens."""
    command = [sys.executable, "-c", textwrap.dedent(code), *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment(**env), **pipes) as run:
        try:
            yield run
            run.wait(30)
        finally:
            run.terminate()


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def is_one_sentence(words):
    return len(words.strip().splitlines()) == 1 and "Traceback" not in words


@pytest.mark.parametrize("command", ["demo", "demo-reset", "dev", "serve"])
def test_a_taken_port_is_said_in_one_sentence_with_the_way_out(command, taken_port):
    with python(
        "import sys; from scheme.launch.commands import main; main(sys.argv[1:])", command, PORT=str(taken_port)
    ) as run:
        words = run.stderr.read()
    assert run.returncode == 1
    assert is_one_sentence(words)
    assert f"Port {taken_port}" in words
    assert f"PORT={taken_port + 1}" in words


@pytest.mark.parametrize("text", ["abc", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(text, monkeypatch):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(SystemExit, match="is not a port"):
        serve.port()


def test_a_demonstration_is_never_offered_to_the_network(monkeypatch):
    monkeypatch.setenv("WEB_HOST", "0.0.0.0")  # noqa: S104
    assert serve.host() == "0.0.0.0"  # noqa: S104
    for yes in ("1", "true", "Yes", "on"):
        monkeypatch.setenv("SCHEME_DEMO", yes)
        assert serve.host() == "127.0.0.1"


def test_an_old_python_says_so():
    pretend = """
        import runpy, sys
        sys.version_info, sys.version = (3, 10, 2, "final", 0), "3.10.2 (main)"
        runpy.run_module("scheme.launch", run_name="__main__")
        """
    with python(pretend) as run:
        words = run.stderr.read()
    assert run.returncode == 1
    assert is_one_sentence(words)
    assert "3.11 or newer" in words
    assert "3.10.2" in words


def test_old_pythons_can_read_the_door():
    for file in ("site/scheme/__init__.py", "site/scheme/launch/__init__.py", "site/scheme/launch/__main__.py"):
        ast.parse((ROOT / file).read_text(), feature_version=(3, 7))


def test_a_folder_that_cannot_be_written_to_is_said_in_one_sentence(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="cannot be written to") as refusal:
        writable(tmp_path / "file" / "var")
    assert is_one_sentence(str(refusal.value))


@pytest.mark.parametrize(
    ("pip_says", "told"),
    [
        ("ERROR: Could not find a version that satisfies the requirement anyascii", "registry was not reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "differs from the one"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
    ],
)
def test_packages_that_cannot_be_had_are_said_in_one_sentence(pip_says, told, tmp_path, monkeypatch):
    pip = tmp_path / "python"
    pip.write_text(f"#!/bin/sh\necho '{pip_says}'\nexit 1\n")
    pip.chmod(0o755)
    monkeypatch.setattr(install, "PYTHON", pip)
    monkeypatch.setattr(install, "VENV", tmp_path)
    with pytest.raises(SystemExit, match=told) as refusal:
        install._pip_install("requirements.txt")
    assert is_one_sentence(str(refusal.value))
    assert pip_says in (tmp_path / "install.log").read_text()


def test_a_half_made_environment_is_made_again(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(install.venv, "create", lambda folder, **how: made.append(folder))
    for name, value in {
        "VENV": tmp_path / "v",
        "UNFINISHED": tmp_path / "v/unfinished",
        "STAMP": tmp_path / "v/stamp",
    }.items():
        monkeypatch.setattr(install, name, value)
    (tmp_path / "v" / "rubbish").mkdir(parents=True)
    (tmp_path / "v" / "unfinished").touch()
    install._make()
    assert made == [tmp_path / "v"]
    assert not (tmp_path / "v" / "rubbish").exists()


def test_demonstration_and_tests_are_kept_from_real_data(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://real")
    monkeypatch.setenv("EMAIL_URL", "smtp://real")
    assert not {"DATABASE_URL", "EMAIL_URL"} & sealed().keys()
    assert sealed()["SCHEME_ENV_FILE"] == ""
    assert sealed(DATABASE_URL="postgres://own")["DATABASE_URL"] == "postgres://own"


TOGETHER = """
    import os, sys
    from scheme.launch import serve
    port, second = int(sys.argv[1]), sys.argv[2]
    children = {
        "web server": [sys.executable, "-c", sys.argv[3], str(port)],
        "background worker": [sys.executable, "-c", second],
    }
    sys.exit(serve.together(children, dict(os.environ), port, lambda: print("ready", flush=True)))
    """
WAITS = "import os, signal; print(os.getpid(), flush=True); signal.pause()"


ANSWERS = """
import http.server, sys
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.BaseHTTPRequestHandler).serve_forever()
"""


def runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_ends_the_web_server_and_the_worker(number, free_port):
    with python(TOGETHER, str(free_port), WAITS, ANSWERS) as run:
        lines = {run.stdout.readline().strip(), run.stdout.readline().strip()}
        (worker,) = lines - {"ready"}
        run.send_signal(number)
        run.stdout.read()
    assert run.returncode == 0
    assert not runs(int(worker))
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", free_port)) != 0


def test_when_one_ends_by_itself_so_does_the_other(free_port):
    with python(TOGETHER, str(free_port), "raise SystemExit(3)", ANSWERS) as run:
        words = run.stderr.read()
    assert run.returncode == 1
    assert "The background worker ended by itself (exit code 3)" in words
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", free_port)) != 0
