"""Every string reaches the paper as it was typed, whatever it looks like."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab import rl_config
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from app.documents import fonts
from app.documents.canvas import PaperCanvas
from app.documents.styles import style
from app.documents.text import P, clean, collecting_missing, runs
from app.documents.wording import Strong, Words
from tests.app.documents.reading import letters, words

PLAIN = style("plain", 14)
TYPED = {
    "MRK-02": "hold if BP <systolic 90 and HR >100",
    "MRK-03": "INR <target",
    "MRK-05": "K <a> 3.5",
    "MRK-07": "if BP &lt;90 call",
    "MRK-08": "AT&T; R&D",
    "MRK-10": "<!-- hidden --> visible",
    "MRK-12": "</para></font>",
    "MRK-13": '<para alignment="right">x',
    "MRK-15": '<font color="toColor(1)">x',
    "MRK-17": '<img src="/etc/hostname"/>',
    "MRK-18": '<img src="\\\\127.0.0.1\\s\\x.png"/>',
    "MRK-20": '<onDraw name="save" label="x"/>',
    "MRK-22": '<unichar code="__import__(0)"/>',
    "MRK-23": '<a href="file:///C:/Windows/System32/calc.exe">see</a>',
    "MRK-25": "javascript:alert(1)",
    "MRK-27": "x" * 20_000,
    "MRK-35": "{{7*7}} ${7*7} <%=7*7%> #{7*7}",
    "NAM-34": "Johnson & Johnson",
    "NAM-36": "<b>Bold</b>",
    "comment in data": "<![CDATA[x]]> <?php x ?> &#65; &amp;amp;",
    "signs": "☐ ☑ ☒ ✓ ✗ → ← ↑ ↓ ≤ ≥ ≠ ½",
    "Vietnamese": "Nguyễn Thị Ánh Tuyết",
    "Cyrillic and Greek": "Жанна Αλέξης",
}
watched: list[str] | None = None


def _watch(event: str, details: tuple[object, ...]) -> None:
    if watched is not None and (event == "open" or event.startswith("socket.")):
        watched.append(f"{event} {details[0]!r}")


sys.addaudithook(_watch)


def printed(typed: Words) -> bytes:
    target = BytesIO()
    document = BaseDocTemplate(target, pagesize=(612, 792), invariant=1)
    document.addPageTemplates(PageTemplate(frames=[Frame(72, 72, 468, 648)]))
    document.build([P(typed, PLAIN)], canvasmaker=PaperCanvas)
    return target.getvalue()


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_what_is_printed_is_what_was_typed(typed):
    assert letters(words(printed(typed))) == letters(typed)


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED.keys())
def test_bold_words_are_printed_as_typed_too(typed):
    assert letters(words(printed(Strong(typed)))) == letters(typed)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "S", "Zs")), max_size=80))
def test_any_latin_text_survives(typed):
    assert letters(words(printed(typed))) == letters(clean(typed))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_at_all_stops_a_paper(typed):
    assert printed(typed).startswith(b"%PDF")


@pytest.mark.parametrize("typed", [TYPED["MRK-17"], TYPED["MRK-18"], TYPED["MRK-23"]])
def test_no_markup_opens_a_file_or_a_socket(typed):
    global watched
    printed("warm")
    watched = []

    printed(typed)

    opened, watched = watched, None
    assert opened == []


def test_no_markup_makes_a_link():
    pdf = printed(TYPED["MRK-23"] + " https://example.org " + TYPED["MRK-25"])

    assert b"/Annots" not in pdf
    assert b"/URI" not in pdf


def test_reportlab_trusts_no_host_and_no_scheme():
    assert rl_config.trustedHosts == []
    assert rl_config.trustedSchemes == []


def test_an_override_of_the_writing_direction_is_shown():
    assert words(printed("\u202e1 gm 01 ekat")) == "[RLO]1 gm 01 ekat"


def test_invisible_characters_and_controls_are_left_out():
    assert clean("An\u200bna\x00 \ufeffSm\u00adith\x07") == "Anna Smith"


def test_many_blank_lines_become_one():
    assert clean("a" + "\n" * 5000 + "b") == "a\n\nb"


def test_lines_that_were_typed_stay_lines():
    paragraph = P("one\ntwo\r\nthree", PLAIN)

    paragraph.wrap(400, 400)

    assert len(paragraph.blPara.lines) == 3


def test_a_lone_surrogate_becomes_the_marker():
    assert clean("a\ud800b") == f"a{fonts.REPLACEMENT}b"


def test_a_letter_that_no_font_has_is_marked_and_reported():
    with collecting_missing() as missing:
        pdf = printed("Shalom שלום")

    assert words(pdf) == "Shalom " + fonts.REPLACEMENT * 4
    assert missing == {"U+05E9", "U+05DC", "U+05D5", "U+05DD"}


def test_nothing_is_reported_where_nothing_is_missing():
    with collecting_missing() as missing:
        printed("Nguyễn Жанна محمد ☐ 20 µg/mL ≥ 5 °C")

    assert missing == set()


def test_a_word_stands_in_one_font():
    faces = [run.face for run in runs("Mrs. Nguyễn and Жанна ☐ here")]

    assert "Atkinson" in faces
    assert runs("Nguyễn") == runs("Nguyễn")[:1]


def test_arabic_letters_are_joined():
    (run,) = runs("محمد")

    assert run.face == "NotoArabic"
    assert run.text == "\ufee3\ufea4\ufee4\ufeaa"


def test_arabic_words_are_drawn_from_right_to_left():
    paragraph = P(("for ", Strong("محمد عبد"), ", born"), PLAIN)
    paragraph.wrap(400, 400)

    drawn = words(printed(("for ", Strong("محمد عبد"), ", born")))

    assert drawn.startswith("for ")
    assert drawn.endswith(", born")
    assert paragraph.spoken == "for محمد عبد, born"


def test_a_very_wide_letter_does_not_break_the_layout():
    assert printed("\ufdfd" * 200).startswith(b"%PDF")


def test_a_space_between_pieces_is_kept():
    assert words(printed(("List for ", Strong("Ann"), ", today"))) == "List for Ann, today"
