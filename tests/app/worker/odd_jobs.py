"""Jobs for the worker that go wrong in every way a job can."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading

from app.errors import NotAllowed, Refused, Unavailable


def echo(value):
    return value


def pid():
    return os.getpid()


def refuse():
    raise Refused("Not like this.", "letter_size")


def forbid():
    raise NotAllowed("Not you.")


def give_up():
    raise Unavailable("The disk is full.", "Wait.")


def fail(words):
    raise ValueError(words)


def hang(progress=None):
    threading.Event().wait()


def die():
    os._exit(3)


def connect():
    with socket.socket() as line:
        line.connect(("127.0.0.1", 9))


def spawn():
    subprocess.run([sys.executable, "--version"], check=False)


def hoard():
    return len(bytearray(3 * 1024**3))


def count(to, progress=None):
    for number in range(to):
        if progress is not None:
            progress(number, to)
    return to


def hang_after_news(progress):
    progress(1, 2)
    threading.Event().wait()
