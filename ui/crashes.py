"""The last net: whatever nobody caught is told without a value, and the program goes on.

A report names the kind of mistake and its places in the program, never its words: they may hold
what a patient said. Qt's own warnings go the same way, without their text.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from ui.notices import report

_LOG = logging.getLogger("brownbag.window")
_GRAVE = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


class Crashes(QObject):
    """Takes over the hooks of the interpreter and of Qt until `let_go`. `crashed` is told here."""

    crashed = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        qInstallMessageHandler(_on_qt)

    def let_go(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.critical("a mistake of ours: %s", report(error.with_traceback(trace)))
        if isinstance(error, Exception):
            self.crashed.emit(error)

    def _on_thread_error(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self._on_error(told.exc_type, told.exc_value, told.exc_traceback)


def _on_qt(kind: QtMsgType, context: QMessageLogContext, _text: str) -> None:
    level = logging.ERROR if kind in _GRAVE else logging.DEBUG
    _LOG.log(level, "Qt said something in %s", context.category or "default")
