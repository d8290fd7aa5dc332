"""Days covered on the pharmacist's page, drawn and in words, and on no paper of a patient."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest
from reportlab.graphics.shapes import Line, Polygon, Rect

from app.documents.papers import RENDERERS
from app.documents.pharmacist_page import render
from app.documents.timeline import drawing, svg
from app.domain.administration import Customs, MonthSheet
from app.rules.coverage.estimate import of_session
from app.rules.coverage.told import equivalent
from tests.app.documents.printing import make_picture
from tests.app.documents.reading import words
from tests.app.rules.administration.records import make_chart, make_order
from tests.make import NOON, make_fill, make_patient, make_session, make_stay

ON = dt.date(2025, 7, 15)
WIDTH = 400.0
PHARMACIST_ONLY = "pharmacist_page"


def filled(name, *days, supply=30):
    return tuple(
        make_fill(name, filled_on=dt.date(2025, *map(int, day.split("-"))), days_supply=supply)
        for day in days
    )


STATIN = filled("atorvastatin", "01-10", "02-08", "04-25", "05-24", "06-22")


def session(*fills, **patient):
    return make_session(patient=make_patient(fills=fills, **patient))


def drawn(*fills, **patient):
    found = of_session(session(*fills, **patient), on=ON)
    return found.rows[0], found


def shapes(row, kind):
    return [shape for shape in drawing(row, WIDTH).contents if isinstance(shape, kind)]


def test_each_fill_is_ink_where_it_is_used_and_a_gap_stays_white():
    row, _found = drawn(*STATIN)

    lane, *inks = shapes(row, Rect)
    assert lane.width == WIDTH
    assert len(inks) == 5
    day = WIDTH / 187
    assert inks[1].x + inks[1].width == pytest.approx(60 * day)
    assert inks[2].x == pytest.approx(105 * day)


def test_what_lies_behind_the_period_is_cut():
    row, _found = drawn(*STATIN)

    assert max(one.x + one.width for one in shapes(row, Rect)) == pytest.approx(WIDTH)


def test_a_fill_that_was_carried_forward_has_its_mark():
    row, _found = drawn(*STATIN)

    assert len(shapes(row, Polygon)) == 3


def test_each_product_has_its_lane():
    row, _found = drawn(*filled("lisinopril", "01-10"), *filled("losartan", "01-20"))

    assert len({one.y for one in shapes(row, Rect)}) == 2


def test_a_stay_is_hatched():
    stay = make_stay(began=dt.date(2025, 3, 1), ended=dt.date(2025, 3, 20))
    without, _found = drawn(*STATIN)
    with_stay, _other = drawn(*STATIN, stays=(stay,))

    assert len(shapes(with_stay, Line)) > len(shapes(without, Line))


def test_the_drawing_is_the_same_as_svg_with_its_words_as_the_title():
    row, found = drawn(*STATIN)

    picture = ElementTree.fromstring(svg(row, found, WIDTH))

    rects = list(picture.iter("{http://www.w3.org/2000/svg}rect"))
    assert len(rects) == len(shapes(row, Rect))
    assert picture[0].text == equivalent(row, found)
    assert "without a supply 03/11/2025 to 04/24/2025 (45 days)" in equivalent(row, found)


def test_the_pharmacist_reads_the_figure_the_gaps_and_what_lies_ahead():
    text = words(render(make_picture(session(*STATIN), on=ON)))

    assert "Days covered" in text
    assert "Estimate from this pharmacy's fills, as of 07/15/2025" in text
    assert "142 of 187 days covered, 75.94 % (below 80 %)" in text
    assert "03/11/2025 to 04/24/2025 (45 days)" in text
    assert "26 more days may be missed" in text


def test_lanes_of_several_products_are_named():
    fills = (*filled("lisinopril", "01-10"), *filled("losartan", "01-20"))

    text = words(render(make_picture(session(*fills), on=ON)))

    assert "From the top: lisinopril, losartan." in text


def test_of_what_no_measure_counts_only_what_is_low_is_told():
    low, well = filled("sertraline", "01-10"), filled("amlodipine", "01-10", supply=300)

    text = words(render(make_picture(session(*low, *well), on=ON)))

    assert "sertraline: 30 of 187 days covered" in text
    assert "amlodipine: " not in text


def test_without_fills_nothing_is_said():
    assert "Days covered" not in words(render(make_picture(session(), on=ON)))


@pytest.mark.parametrize("kind", sorted(RENDERERS))
def test_no_paper_of_a_patient_tells_days_covered(kind):
    if str(kind) == PHARMACIST_ONLY:
        return

    record = MonthSheet(make_chart(make_order()), Customs(), ON, NOON, is_filled=True)
    picture = make_picture(session(*STATIN), on=ON, sheet=record)
    text = words(RENDERERS[kind](picture))

    assert not any(said in text for said in ("75.94", "days covered", "Days covered", "142 of 187"))
