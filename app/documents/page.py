"""The sizes of all papers: sheets, margins, letters, lines. They live here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import inch

LEAST_LETTERS, MOST_LETTERS = 14, 22
"""What a patient reads is 14 point at least (CMS) and 22 at most."""

INK = HexColor("#15232A")
MUTED = HexColor("#4A5A62")
RULE = HexColor("#15232A")
HAIR = HexColor("#76858B")
DRAFT = Color(0.5, 0.5, 0.5, alpha=0.22)

HEAD_AT = 0.5 * inch
FOOT_AT = 0.42 * inch
HEAD_GAP = 12
DRAFT_LINE_AT = 0.26 * inch
DRAFT_LETTERS = 50
DRAFT_ANGLE = 30
DRAFT_SHARE = 0.94
DRAFT_LINE_LETTERS = 11
FOOT_LETTERS = 14
FOOT_LETTERS_STAFF = 8
DIGEST_LETTERS = 7
BAG_HEIGHT = 17
BAG_HEIGHT_STAFF = 11
BAG_SINKS, BAG_GAP = 0.12, 0.6
FOOT_SHARE = 0.7
DIGEST_BELOW = 14
LEADING, LEADING_TIGHT, LEADING_OF_HEADS, LEADING_OF_CODE = 1.28, 1.22, 1.2, 1.45
AFTER, AFTER_TIGHT = 0.35, 0.2
TITLE, BAND, HEADING, NOTE, SMALL = 1.5, 1.4, 1.12, 0.9, 0.86
"""Sizes of letters as parts of the letter size of the paper; so are the spaces around them."""
AROUND_TITLE, BEFORE_HEADING, AFTER_HEADING, AROUND_BOX_HEADING = 0.45, 0.8, 0.3, 0.22
MOST_OF_HEAD = 16
HEADS = (1, 0.7, 0.5, 0.35, 0.2)
"""A head that would fill the page is set smaller, until it takes a quarter of it at most."""
HEAD_SHARE = 0.25
FEET = (1, 0.85, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)
THICK, THIN = 1.4, 0.6
CELL_ABOVE, CELL_BELOW, CELL_BESIDE = 5, 6, 10
TIGHT_ABOVE, TIGHT_BELOW, TIGHT_BESIDE = 2.5, 3, 8
AFTER_TABLE = 8
SHRINK_STEP = 0.25
SLACK = 2
ENDLESS = 100_000
BLANK_ROW = 0.4 * inch
BLANK_ROWS = 3
NOTE_LINE = 0.38 * inch
NOTE_LINES = 3
COLUMNS_OF_LIST = (3764, 2701, 2701, 3784)
"""Measured widths of the four columns of the medication list (`domain.md` 1.3)."""
COLUMNS_IN_LARGE_PRINT = (3500, 4150, 2650, 2650)
"""In large letters the directions need the room, or a page holds one medicine."""
LARGE_PRINT = 17
COLUMNS_OF_FLAGS = (14, 58, 28)
COLUMNS_OF_REVIEW = (28, 24, 24, 24)
STAFF_LETTERS = 9.2
COLUMNS_OF_COVERAGE = (38, 62)
LANE, LANE_INK, LANE_MARK, HATCH, TICK = 13, 8, 3, 4, 3
"""A lane of days covered: its height, that of its ink, of a mark above, a hatch's width, a tick."""
COLUMNS_OF_IDENTITY = (13, 37, 13, 37)
EMERGENCY_LETTERS = 12
COLUMNS_OF_FACTS = (34, 66)
COLUMNS_OF_EMERGENCY = (64, 36)
COLUMNS_OF_DOSES = (40, 36, 24)
KIT_LETTERS = 12.5
CODE_LETTERS = 25
GROUPS_IN_A_LINE = 3
QR_SIDE = 1.75 * inch
POINT_INDENT = 14
BADGE_PADDING = 2
SIGN_LINE = 0.42 * inch
RECORD_LETTERS, RECORD_NAME, RECORD_SMALL, RECORD_CELL = 9, 10.5, 8, 8
"""The administration record: 10 point and more for a medicine's name, 8 in its cells (5.6)."""
RECORD_LEAST = 5.5
DAY_WIDTH, TIME_WIDTH = 0.2 * inch, 0.5 * inch
RECORD_ROW, RECORD_HEAD, RECORD_PAD = 18, 15, 3
RECORD_HATCH = 3.6
SHADE = HexColor("#DADFE1")
ALARM = HexColor("#B3261E")
COLUMNS_OF_NEEDED = (7, 6, 24, 17, 6, 25, 9, 6)
COLUMNS_OF_EXCEPTIONS = (7, 7, 26, 18, 34, 8)
COLUMNS_OF_SIGNATURES = (8, 40, 4, 8, 40)
LOG_LINE = 15
NEEDED_LINES, EXCEPTION_LINES, SIGNATURE_LINES = 20, 8, 6
"""An as-needed log has at least 20 lines (5.6)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper size with its margins, in points."""

    width: float
    height: float
    margin: float
    is_for_staff: bool = False
    foot: float = 0
    """Room kept for the foot of the page, where the margin is too narrow for it."""

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin


LIST = Sheet(LETTER[1], LETTER[0], inch)
LIST_IN_LARGE_PRINT = Sheet(LETTER[1], LETTER[0], 0.75 * inch)
STAFF = Sheet(LETTER[0], LETTER[1], 0.62 * inch, is_for_staff=True)
RECORD = Sheet(LETTER[1], LETTER[0], 0.4 * inch, is_for_staff=True, foot=0.62 * inch)
LETTER_SHEET = Sheet(LETTER[0], LETTER[1], inch)
