"""The command line as tests call it: inside this process, or as a program of its own."""

import subprocess
import sys

from click.testing import CliRunner, Result

from aktenlage.cli.main import main

PROGRAM = [sys.executable, "-c", "from aktenlage.cli.main import main; main()"]


def call(*arguments: str, given: str | bytes = b"") -> Result:
    """Calls a command; what it is not expected to raise goes on to the test."""
    return CliRunner(catch_exceptions=False).invoke(main, arguments, input=given)


def start(*arguments: str) -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    return subprocess.Popen([*PROGRAM, *arguments], stdin=pipe, stdout=pipe, stderr=pipe)


def get_complaint(result: Result) -> str:
    """What stands on standard error, which must be one line of ours."""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("aktenlage: ")
    return lines[0].removeprefix("aktenlage: ")
