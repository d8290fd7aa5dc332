"""The demo: a whole session that walks by itself through the real window.

    main.py demo [--patient BUNDLE.json] [--language es] [--on DATE] [--out FOLDER]

It uses the same widgets and services as a person. It reaches the right end for whoever comes: the
papers of an adult, a child through the representative, a refusal in words for somebody who has
died, and an emergency that is cleared before it goes on. The exit code is 0 when that end was
reached. The folder then holds a picture of every screen and the papers that are due.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from app import bootstrap
from app.arguments import Words
from app.domain.case import TalkTold, WholeCase
from app.errors import Refused, Unavailable
from models.vocabulary import PaperKind, SessionState
from resources.language import _
from resources.library import as_path
from ui.application import Program
from ui.demo.clock import DemoClock
from ui.demo.hands import CannotGoOn, Hands
from ui.demo.papers import choose_file, save_all
from ui.demo.pictures import Pictures
from ui.demo.reviewing import claim, clear_flags, decide_everything, sign
from ui.demo.talking import at_the_card, is_covered, send, walk
from ui.immortal import never_let_constants_go
from ui.screens.session import SessionScreen
from ui.screens.sign_in import PRACTICE_PASSWORD
from ui.theme import THEME

PRACTICE_CASE = "practice/scenario_02_spanish_and_a_pain_tablet.json"
RELEASED_PAPERS = (PaperKind.MEDICATION_LIST, PaperKind.PHARMACIST_PAGE)


def main(words: Sequence[str]) -> int:
    """Walk one session. 0 where the right end was reached, 1 where not."""
    arguments = _parser().parse_args(words)
    _without_screen()
    out: Path = arguments.out
    out.mkdir(parents=True, exist_ok=True)
    with as_path(PRACTICE_CASE) as practice:
        path = arguments.patient or practice
        try:
            case = bootstrap.read_case(path, arguments.on)
            told = Demo(case, path, out, arguments.language).run()
        except (Refused, CannotGoOn) as error:
            sys.stderr.write(f"{error}\n")
            return 1
        except Unavailable as error:
            sys.stderr.write(f"{error.message} {error.remedy}\n")
            return 1
    sys.stdout.write("\n".join(told) + "\n")
    return 0


def _parser() -> Words:
    parser = Words(prog="main.py demo", description=__doc__.splitlines()[0])
    parser.add_argument("--patient", type=Path, metavar="BUNDLE.json")
    parser.add_argument("--language", choices=("en", "es"))
    parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE")
    parser.add_argument("--out", type=Path, default=Path("demo"), metavar="FOLDER")
    return parser


def _without_screen() -> None:
    """Draw off the screen where there is none."""
    is_bare = sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if is_bare:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


class Demo:
    """One case from the first sign-in to its end. `run` answers with what happened, in words."""

    def __init__(self, case: WholeCase, path: Path, out: Path, language: str | None) -> None:
        self._case, self._path, self._out = case, path, out
        self._wished = language
        first = case.talks[0].authored if case.talks else None
        self._clock = DemoClock(first.date() if first is not None else case.on)
        self._told: list[str] = []

    def run(self) -> list[str]:
        """Raises CannotGoOn where the window did not do what a person would wait for."""
        app = _application()
        data = Path(tempfile.mkdtemp(prefix="brownbag-demo-", dir=self._out))
        opened = partial(bootstrap.light, clock=self._clock, profile=data)
        program = Program(data, opened)
        try:
            self._hands = Hands(program.window)
            self._pictures = Pictures(program.window, self._out)
            program.show()
            self._walk_through()
        except CannotGoOn:
            self._pictures.take("stuck")
            raise
        finally:
            program.close()
            app.processEvents()
            shutil.rmtree(data, ignore_errors=True)
        pictures = len(self._pictures.taken)
        self._told.append(_("{count} pictures in {out}").format(count=pictures, out=self._out))
        return self._told

    def _walk_through(self) -> None:
        hands, pictures = self._hands, self._pictures
        hands.find("set_up.practice")
        pictures.take("set-up")
        hands.press("set_up.practice")
        self._sign_in("technician")
        pictures.take("today")
        self._import()
        if self._case.is_deceased:
            self._be_refused()
            return
        hands.press("patient.start")
        screen = hands.find_as(SessionScreen, "session")
        language = self._choose_language(screen)
        for number, talk in enumerate(self._case.talks or (None,)):
            screen = self._talk(screen, talk, language, is_first=number == 0)
        send(hands, screen)
        self._review(language)

    def _sign_in(self, who: str) -> None:
        self._hands.find("sign_in.enter")
        self._pictures.take(f"sign-in-{who}")
        self._hands.press(f"sign_in.as.{who}")
        self._hands.find("workplace")

    def _import(self) -> None:
        hands = self._hands
        hands.key("Ctrl+I", on=hands.window)
        choose_file(hands, self._path)
        hands.find("import.open")
        self._pictures.take("import")
        hands.press("import.open")
        hands.find("patient")
        self._pictures.take("patient")

    def _be_refused(self) -> None:
        """Nobody reviews the medicines of somebody who has died; the window says so."""
        said = self._hands.find("patient.sentence")
        if self._hands.find("patient.start").isEnabled() or not said.isVisible():
            raise CannotGoOn("A session could be started for somebody who has died.")
        self._pictures.take("refused")
        self._told.append(
            _("This patient has died: no session was started, and the window said so.")
        )

    def _choose_language(self, screen: SessionScreen) -> str:
        """The language asked for, where every line to be printed has its words in it."""
        told = [talk.answers.get("identity.language") for talk in self._case.talks]
        wished = self._wished or next((str(one) for one in told if one), "en")
        if wished == "en":
            return "en"
        names = {m.drug.name for m in screen.workspace.session.medicines}
        worded = {n for n, text in self._case.verified.items() if text.directions.get(wished)}
        if self._case.verified and worded:
            return wished
        if not names:
            return wished
        self._told.append(_("There are no texts in this language: the papers come in English."))
        return "en"

    def _talk(
        self, screen: SessionScreen, talk: TalkTold | None, language: str, *, is_first: bool
    ) -> SessionScreen:
        hands, pictures = self._hands, self._pictures
        if not is_first and talk is not None:
            screen = self._take_up_again(talk.authored)
        screen = walk(hands, pictures, self._case, talk, language)
        while is_covered(screen):
            screen = self._emergency(screen, talk)
            screen = walk(hands, pictures, self._case, talk, language)
        return screen

    def _emergency(self, screen: SessionScreen, talk: TalkTold | None) -> SessionScreen:
        """The card, the sheet, the pharmacist who clears it, and the technician goes on."""
        hands, pictures = self._hands, self._pictures
        at_the_card(hands, pictures, screen, talk)
        hands.press("emergency.sheet")
        save_all(hands, pictures, self._out, (PaperKind.EMERGENCY_SHEET,))
        hands.press("papers.back")
        self._change_to("pharmacist")
        review = claim(hands, pictures)
        cleared = clear_flags(hands, pictures, review)
        self._told.append(
            _("{count} red flags were cleared by the pharmacist.").format(count=cleared)
        )
        hands.press("review.return")
        hands.type("return_with.words", "Please go on with the session.")
        hands.press("return_with.do")
        hands.wait("the review to be left", lambda: hands.see("review") is None)
        self._change_to("technician")
        screen = hands.find_as(SessionScreen, "session")
        hands.wait("the card to leave", lambda: not is_covered(screen))
        return screen

    def _take_up_again(self, when: dt.datetime | None) -> SessionScreen:
        """Put it down, and take it up on the day of the next talk."""
        hands = self._hands
        hands.key("Ctrl+P", on=hands.find("session"))
        hands.wait("the session to be put down", lambda: hands.see("session") is None)
        if when is not None:
            self._clock.set_day(when.date())
        hands.key("Alt+1", on=hands.window)
        rows = ("today.returned.row", "today.put_down.row")
        row = hands.wait("the session in the list", lambda: next(filter(hands.see, rows), None))
        self._pictures.take("today-again")
        hands.key("Return", on=hands.find(row))
        if row == rows[0]:
            hands.type("answer_return.words", "The patient is back and well.")
            hands.press("answer_return.do")
        return hands.find_as(SessionScreen, "session")

    def _change_to(self, who: str) -> None:
        self._hands.key("Ctrl+Shift+L", on=self._hands.window)
        self._sign_in(who)

    def _review(self, language: str) -> None:
        hands, pictures = self._hands, self._pictures
        self._change_to("pharmacist")
        screen = claim(hands, pictures)
        clear_flags(hands, pictures, screen)
        left_out = decide_everything(hands, pictures, screen, self._case)
        sign(hands, pictures, screen, PRACTICE_PASSWORD)
        hands.press("released.papers")
        papers = save_all(hands, pictures, self._out, RELEASED_PAPERS)
        if screen.workspace.session.state is not SessionState.RELEASED:
            raise CannotGoOn("The session is not released.")
        if left_out:
            words = _("Left out, to be asked: {names}")
            self._told.append(words.format(names=", ".join(left_out)))
        named = ", ".join(path.name for path in papers)
        self._told.append(
            _("Signed in {language}: {papers}").format(language=language, papers=named)
        )


def _application() -> QApplication:
    never_let_constants_go()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["Brownbag"])
    THEME.dress(app)
    return app
