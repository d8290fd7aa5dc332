from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Refused, Unavailable
from app.store import drug_catalogue, drug_file, drugs
from app.store.drug_file import FILE_NAME, open_vocabulary


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("vocabulary")


@pytest.fixture(scope="module")
def db(folder: Path) -> Iterator[sqlite.Connection]:
    connection = open_vocabulary(folder)
    yield connection
    connection.close()


def names(db: sqlite.Connection, typed: str, limit: int = 12) -> list[str]:
    return [found.name for found in drugs.search(db, typed, limit=limit)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("metf 500", "metFORMIN 500 mg tablet"),
        ("metformin er 500", "metFORMIN 500 mg extended release tablet"),
        ("lisinopril 20", "lisinopril 20 mg tablet"),
        ("20 lisinopril", "lisinopril 20 mg tablet"),
        ("hctz 12.5", "hydroCHLOROthiazide 12.5 mg capsule"),
        ("levothyroxine 0.1", "levoTHYROxine 100 mcg tablet"),
        ("vitamin d3 1000", "cholecalciferol 1000 units tablet"),
        ("warf", "warfarin 1 mg tablet"),
        ("toprol xl 50", "metoprolol succinate 50 mg extended release tablet"),
        ("naprox", "naproxen 500 mg tablet"),
        ("METFORMIN 500MG", "metFORMIN 500 mg tablet"),
    ],
)
def test_what_was_typed_comes_first(db: sqlite.Connection, typed: str, first: str) -> None:
    found = names(db, typed)

    assert found[0].casefold() == first.casefold()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("metroprolol", "metoprolol"),
        ("hydroclorothiazide", "hydrochlorothiazide"),
        ("lisinipril", "lisinopril"),
        ("atrovastatin", "atorvastatin"),
        ("amlodopine", "amlodipine"),
        ("gabapentine", "gabapentin"),
        ("omeprozole", "omeprazole"),
        ("levothyroxin", "levothyroxine"),
        ("warferin", "warfarin"),
        ("synthriod", "levothyroxine"),
        ("elequis", "apixaban"),
        ("metropro", "metoprolol"),
    ],
)
def test_a_misspelt_name_is_found(db: sqlite.Connection, typed: str, meant: str) -> None:
    found = drugs.search(db, typed, limit=12)

    assert meant in found[0].ingredients


def test_most_used_medicines_come_first(db: sqlite.Connection) -> None:
    found = drugs.search(db, "met", limit=12)

    assert found[0].entry_name == "metformin"
    assert "metoprolol succinate" in [one.entry_name for one in found[:6]]


def test_a_brand_is_asked_for_by_its_name_alone(db: sqlite.Connection) -> None:
    by_brand = drugs.search(db, "lipitor", limit=12)
    by_ingredient = drugs.search(db, "atorvastatin 20", limit=2)

    assert {found.brand for found in by_brand} == {"Lipitor"}
    assert by_brand[0].ingredients == ("atorvastatin",)
    assert by_ingredient[0].brand == ""


def test_look_alike_names_are_marked_where_they_stand_together(db: sqlite.Connection) -> None:
    found = {one.entry_name: one.mark for one in drugs.search(db, "hydr", limit=12)}

    assert "not hydrOXYzine" in found["hydralazine"]
    assert "not hydrALAZINE" in found["hydroxyzine hydrochloride"]


KEYSTROKES = [
    ("metf 500", "metFORMIN 500 mg tablet"),
    ("hctz 12.5", "hydroCHLOROthiazide"),
    ("lisinopril 20", "lisinopril"),
    ("warf 5", "warfarin"),
    ("atorv 40", "atorvastatin"),
]


@pytest.mark.parametrize(("typed", "meant"), KEYSTROKES)
def test_after_every_letter_what_is_meant_and_used_most_stands_first(
    db: sqlite.Connection, typed: str, meant: str
) -> None:
    """From the third letter on; a number that is half typed never brings another medicine first."""
    for length in range(3, len(typed) + 1):
        found = names(db, typed[:length])

        assert found[0].startswith(meant), typed[:length]
        assert len(found) == len(set(found)), typed[:length]


@pytest.mark.parametrize("typed", ["m", "me", "h", "a", "l"])
def test_one_or_two_letters_find_medicines_that_begin_so_before_any_brand(
    db: sqlite.Connection, typed: str
) -> None:
    found = drugs.search(db, typed, limit=6)

    assert all(one.entry_name.startswith(typed) for one in found)
    assert all(one.rank == 1 for one in found)


def test_the_number_at_the_end_chooses_among_the_strengths(db: sqlite.Connection) -> None:
    assert names(db, "metf 5")[:3] == [
        "metFORMIN 500 mg tablet",
        "metFORMIN 500 mg extended release tablet",
        "metFORMIN 500 mg/5 mL oral solution",
    ]
    assert names(db, "warf 1")[0] == "warfarin 1 mg tablet"


@pytest.mark.parametrize(("length", "others"), [(3, "metroNIDAZOLE"), (7, "metroNIDAZOLE")])
def test_while_a_look_alike_is_in_the_list_it_is_set_apart(
    db: sqlite.Connection, length: int, others: str
) -> None:
    found = drugs.search(db, "metformin"[:length], limit=12)
    there = {one.entry_shown for one in found}

    marks = {one.mark for one in found if one.entry_name == "metformin"}

    assert (marks == {f"not {others}"}) == (others in there)


def test_a_misspelt_look_alike_is_marked_although_the_other_is_not_shown(
    db: sqlite.Connection,
) -> None:
    found = drugs.search(db, "hydroxizine", limit=3)

    assert all("not hydrALAZINE" in one.mark for one in found)


def test_another_release_and_mixtures_are_marked(db: sqlite.Connection) -> None:
    marks = {one.name: one.mark for one in drugs.search(db, "metformin 500", limit=12)}

    assert "other release" in marks["metFORMIN 500 mg extended release tablet"]
    assert "two ingredients" in marks.values()


def test_a_strength_that_is_not_sold_is_not_replaced_by_another(db: sqlite.Connection) -> None:
    assert names(db, "lisinopril 17") == []


ABUSE = [
    "' OR '1'='1",
    "_",
    "%",
    "a%' ESCAPE '!' --",
    '"unbalanced',
    "\u00c9lan",
    "; ATTACH DATABASE '/tmp/x' AS x; --",
    "name; DROP TABLE users",
    "NEAR(a b)",
    "names : x",
    "metformin AND",
    "*",
    "^met",
    "-met",
    "met*",
    "(",
    "\x00",
    "\ud800",
    "\u202emet",
    "½ 1,5 -1 1e9",
    "",
    "   ",
]


@pytest.mark.parametrize("typed", ABUSE)
def test_nothing_typed_is_ever_a_command(db: sqlite.Connection, typed: str) -> None:
    before = db.execute("SELECT count(*) FROM product").fetchone()

    found = drugs.search(db, typed, limit=12)

    assert len(found) <= 12
    assert db.execute("SELECT count(*) FROM product").fetchone() == before


def test_a_search_of_more_than_200_letters_is_refused(db: sqlite.Connection) -> None:
    with pytest.raises(Refused) as refused:
        drugs.search(db, "a" * 201, limit=12)

    assert refused.value.field == "search"
    assert drugs.search(db, "a" * 200, limit=12) == ()


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=200), limit=st.integers(0, 20))
def test_any_text_can_be_searched(db: sqlite.Connection, typed: str, limit: int) -> None:
    assert len(drugs.search(db, typed, limit=limit)) <= limit


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 400), length=st.integers(4, 20))
def test_every_beginning_of_a_name_finds_that_name(
    db: sqlite.Connection, at: int, length: int
) -> None:
    (name,) = db.execute(
        "SELECT entry.name FROM entry WHERE EXISTS"
        " (SELECT 1 FROM product WHERE product.entry = entry.id)"
        " ORDER BY entry.id LIMIT 1 OFFSET ?",
        (at,),
    ).fetchone()

    found = drugs.search(db, name[:length], limit=100)

    assert found
    if length >= len(name):
        assert name in {one.entry_name for one in found}


def test_the_search_answers_within_a_frame(db: sqlite.Connection) -> None:
    typed = [name[:n] for name in ("metformin", "hydroxizine", "lipitor") for n in range(1, 12)]
    times = []
    for words in typed * 3:
        began = time.thread_time()
        drugs.search(db, words, limit=12)
        times.append(time.thread_time() - began)

    assert sorted(times)[len(times) // 2] < 0.010


def test_the_vocabulary_cannot_be_written_through_its_connection(db: sqlite.Connection) -> None:
    with pytest.raises(sqlite.OperationalError):
        db.execute("DELETE FROM product")


def test_the_vocabulary_is_built_once_and_used_again(folder: Path, db: sqlite.Connection) -> None:
    built = (folder / FILE_NAME).stat().st_mtime_ns

    open_vocabulary(folder).close()

    assert (folder / FILE_NAME).stat().st_mtime_ns == built
    assert [entry.name for entry in folder.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 5000]
)
def test_a_broken_vocabulary_is_built_again(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)

    db = open_vocabulary(tmp_path)

    assert names(db, "metformin 500")
    db.close()


def test_a_changed_catalogue_builds_another_vocabulary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_vocabulary(tmp_path).close()
    monkeypatch.setattr(drug_file.drug_catalogue, "digest", lambda: "another")

    db = open_vocabulary(tmp_path)

    assert dict(db.execute("SELECT name, value FROM about"))["digest"] == "another"
    db.close()


def test_a_folder_that_cannot_hold_it_is_told_in_words(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")

    with pytest.raises(Unavailable) as unavailable:
        open_vocabulary(in_the_way)

    assert unavailable.value.remedy


def test_a_failed_build_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> drug_catalogue.Catalogue:
        raise ValueError("planted")

    monkeypatch.setattr(drug_file.drug_catalogue, "read", fails)

    with pytest.raises(ValueError, match="planted"):
        open_vocabulary(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_two_programs_may_build_it_at_the_same_time(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as both:
        found = list(both.map(_opens_and_finds, [tmp_path, tmp_path]))

    assert found == ["metFORMIN 500 mg tablet"] * 2
    assert [entry.name for entry in tmp_path.iterdir()] == [FILE_NAME]


def _opens_and_finds(folder: Path) -> str:
    db = open_vocabulary(folder)
    first = names(db, "metformin 500")[0]
    db.close()
    return first
