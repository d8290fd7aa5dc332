"""Loading drug files: a whole new vocabulary, or nothing changed."""

from __future__ import annotations

import datetime as dt
import os

import pytest
import sqlcipher3.dbapi2 as sqlite

from app.domain.medicine import Drug
from app.errors import Refused, Unavailable
from app.services import drug_loading, drug_process
from app.services.scan_values import ScanAnswer
from app.services.scanning import Scans
from app.services.vocabulary import Vocabulary
from app.store import drug_catalogue, drug_file
from app.store.drug_catalogue import Catalogue, Entry, Product
from tests import drug_files as made
from tests.make import make_command
from tests.shared_data import shared_data

SMALL = Catalogue(
    entries=(
        Entry("metformin", ("metformin",), 1, "6809", {"en": "diabetes", "es": "diabetes"}, (
            Product("500 mg", "tablet", is_common=True),
            Product("500 mg", "tablet", "Glucophage"),
            Product("850 mg", "tablet"),
        )),
        Entry("bupropion", ("bupropion",), 1, "42347", {"en": "depression", "es": "depresión"}, (
            Product("150 mg", "extended release tablet", is_common=True),
        )),
    ),
    other_names=(), high_alert=frozenset({"metformin"}), tall_man={"metformin": "metFORMIN"},
    look_alikes=frozenset(), not_slips=frozenset(), most_used=("metformin",),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _small_catalogue(monkeypatch):
    """The starter catalogue is large, and proven elsewhere."""
    monkeypatch.setattr(drug_catalogue, "read", lambda: SMALL)


@pytest.fixture
def drugs(tmp_path) -> Vocabulary:
    return Vocabulary(tmp_path / "data", make=drug_loading.make)


def names(drugs: Vocabulary, typed: str) -> list[str]:
    return [hit.name for hit in drugs.search(typed)]


def goes_on(_done: int, _total: int) -> bool:
    return True


def test_a_release_is_searched_as_soon_as_it_is_loaded(drugs, tmp_path):
    assert names(drugs, "zorvax") == []

    report = drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    assert names(drugs, "zorvax 25")[:2] == ["zorvaXINE sulfate 25 mg tablet"] * 2
    assert report.loaded[0].kept > 0
    assert [one.kind for one in drugs.loaded()] == ["rxnorm"]


def test_the_catalogue_and_the_release_are_one(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    plain, brand = drugs.search("glucophage 500")[0], drugs.search("metformin 500")[0]

    assert (plain.rxcui, plain.brand) == ("861008", "Glucophage")
    assert (brand.rxcui, brand.name) == ("861007", "metFORMIN 500 mg tablet")
    assert names(drugs, "metformin 850") == ["metFORMIN 850 mg tablet"]
    assert drugs.uses(drugs.resolve("zorvax", None), "en") is None
    assert drugs.uses(drugs.resolve("glucophage", None), "es") == "diabetes"


def test_releases_of_twelve_and_of_twenty_four_hours_are_never_one(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    hits = drugs.search("bupropion 150")

    assert {(hit.rxcui, hit.form) for hit in hits} == {
        ("993503", "extended release tablet (12 hour)"),
        ("993541", "extended release tablet (24 hour)"),
    }


def test_names_of_a_release_are_resolved_with_brand_and_precise_ingredient(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    brand = drugs.resolve("Zorvax 25 mg tablet", None)
    salt = drugs.resolve("zorvaxine sulfate 25 MG Oral Tablet", "9000010")
    mixture = drugs.resolve("metformin / zorvaxine", None)

    assert (brand.ingredients, brand.brand) == (frozenset({"zorvaxine"}), "Zorvax")
    assert salt.ingredients == frozenset({"zorvaxine"})
    assert mixture.is_high_alert


def test_a_code_without_a_name_is_its_product(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    drug = drugs.resolve("", "9000011")

    assert (drug.strength, drug.brand) == ("25 mg", "Zorvax")


def test_a_code_of_another_medicine_contradicts_the_name(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    assert not drugs.resolve("metformin 500 mg tablet", "9000010").is_known


def test_a_retired_code_is_not_searched_but_still_told(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    (package,) = drugs.resolve_ndc("99999009910")

    assert names(drugs, "zorvaxine 75") == []
    assert package.drug.strength == "75 mg"
    assert package.drug.ingredients == frozenset({"zorvaxine"})


def test_rxterms_adds_its_medicines_and_leaves_out_retired_ones(drugs, tmp_path):
    terms = tmp_path / "RxTerms202103.txt"
    brand = b"QUELP (Oral Pill)|Oral Pill|Tab|10 mg|||"
    terms.write_bytes(made.TERMS.replace(brand + b"|1|", brand + b"TRUE|1|"))

    drugs.load(terms, progress=goes_on)

    assert [(hit.name, hit.brand) for hit in drugs.search("quelp")] == [
        ("quelPRAMINE 10 mg tablet", None)
    ]
    assert names(drugs, "qpm") == ["quelPRAMINE 10 mg tablet"]
    assert drugs.loaded()[0].day == dt.date(2021, 3, 1)


def test_one_kind_is_replaced_and_the_others_stay(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)
    drugs.load(made.directory(tmp_path / "ndc"), progress=goes_on)

    smaller = made.CONSO.replace(b"zorvaxine", b"zirvaxine")
    drugs.load(made.rxnorm(tmp_path / "later", conso=smaller), progress=goes_on)

    assert [one.kind for one in drugs.loaded()] == ["ndc", "rxnorm"]
    assert not [name for name in names(drugs, "zorvaxine") if "zorva" in name]
    assert names(drugs, "zirvaxine 25")
    assert len(drugs.resolve_ndc("99999001601")) == 1


def test_a_package_is_told_with_what_it_holds(drugs, tmp_path):
    drugs.load(made.directory(tmp_path / "ndc"), progress=goes_on)

    (package,) = drugs.resolve_ndc("99999001601")

    assert (package.quantity, package.unit, package.labeler) == ("100", "tablet", "Example")
    assert (package.drug.brand, package.drug.strength) == ("Velmetra", "500 mg")
    assert package.drug.ingredients == frozenset({"metformin"})
    assert package.drug.is_high_alert


def test_a_package_that_may_be_two_medicines_is_both(drugs, tmp_path):
    """FDA tells no hours: the directory alone leaves open which release it is."""
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)
    drugs.load(made.directory(tmp_path / "ndc"), progress=goes_on)

    open_ones = drugs.resolve_ndc("99999001520")
    told = drugs.resolve_ndc("99999001510")

    assert {one.drug.rxcui for one in open_ones} == {"993503", "993541"}
    assert [one.drug.rxcui for one in told] == ["993541"]


@pytest.mark.parametrize("ndc", ["00000000000", "", "99999001", "' OR 1=1 --"])
def test_an_unknown_package_is_nothing(drugs, ndc):
    assert drugs.resolve_ndc(ndc) == ()


def test_an_older_release_is_asked_about_and_changes_nothing(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "RxNorm_full_11032025"), progress=goes_on)
    older = made.rxnorm(tmp_path / "RxNorm_full_01062025", conso=made.CONSO)
    before = (tmp_path / "data" / drug_file.FILE_NAME).read_bytes()

    report = drugs.load(older, progress=goes_on)

    assert report.asks is not None
    assert "2025-01-06" in report.asks
    assert report.loaded == ()
    assert (tmp_path / "data" / drug_file.FILE_NAME).read_bytes() == before

    assert drugs.load(older, progress=goes_on, is_sure=True).loaded


def test_a_release_of_half_the_size_is_asked_about(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "whole"), progress=goes_on)
    lines = made.CONSO.splitlines(keepends=True)
    half = tmp_path / "half"
    half.mkdir()
    (half / "RXNCONSO.RRF").write_bytes(b"".join(lines[:7]))

    report = drugs.load(half, progress=goes_on)

    assert "less than half" in (report.asks or "")
    assert names(drugs, "zorvax 25")


def test_a_release_without_a_usable_row_is_refused(drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)
    foreign = made.CONSO.replace(b"|RXNORM|", b"|MTHSPL|")

    for content in (foreign, b""):
        with pytest.raises(Refused, match="no row that can be used"):
            drugs.load(made.rxnorm(tmp_path / "other", conso=content), progress=goes_on)

    assert names(drugs, "zorvax 25")


def test_names_that_were_cut_off_do_not_fit_their_relations(drugs, tmp_path):
    first = made.CONSO.splitlines(keepends=True)[:1]

    with pytest.raises(Refused, match="cut off"):
        drugs.load(made.rxnorm(tmp_path / "rxnorm", conso=b"".join(first)), progress=goes_on)


def test_rejected_rows_are_reported_and_the_rest_is_loaded(drugs, tmp_path):
    damaged = made.CONSO + b"9|ENG|too short\n" + made.conso("IN", "quelp", "x") + b"\n"

    report = drugs.load(made.rxnorm(tmp_path / "rxnorm", conso=damaged), progress=goes_on)

    assert [(row.file, row.line) for row in report.rejected] == [
        ("RXNCONSO.RRF", 17), ("RXNCONSO.RRF", 18)
    ]  # fmt: skip
    assert all("quelp" not in row.reason for row in report.rejected)
    assert report.loaded[0].rejected == 2


@pytest.mark.parametrize("make", [drug_loading.make, drug_process.make])
def test_a_loading_that_is_stopped_changes_nothing(tmp_path, make):
    drugs = Vocabulary(tmp_path / "data", make=make)
    drugs.search("metformin")
    before = (tmp_path / "data" / drug_file.FILE_NAME).read_bytes()

    with pytest.raises(Refused, match="Nothing was changed"):
        drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=lambda _done, _total: False)

    assert (tmp_path / "data" / drug_file.FILE_NAME).read_bytes() == before
    assert [path.name for path in (tmp_path / "data").iterdir()] == [drug_file.FILE_NAME]


@pytest.mark.slow
def test_another_process_loads_it_as_well(tmp_path):
    drugs = Vocabulary(tmp_path / "data")
    moves = []

    report = drugs.load(
        made.rxnorm(tmp_path / "rxnorm"),
        progress=lambda done, total: moves.append((done, total)) or True,
    )

    assert report.loaded[0].kind == "rxnorm"
    assert names(drugs, "zorvax 25")
    assert all(0 <= done <= total for done, total in moves)


def test_what_another_process_refuses_is_refused_here(tmp_path):
    drugs = Vocabulary(tmp_path / "data")

    with pytest.raises(Refused, match="no row that can be used"):
        drugs.load(made.rxnorm(tmp_path / "rxnorm", conso=b""), progress=goes_on)


def test_a_new_file_that_cannot_take_its_place_leaves_the_old_one(drugs, tmp_path, monkeypatch):
    drugs.search("metformin")
    monkeypatch.setattr(os, "replace", _in_use)

    with pytest.raises(Unavailable, match="place of the old one"):
        drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    assert names(drugs, "metformin 850")
    assert len(list((tmp_path / "data").iterdir())) == 1


def _in_use(*_paths: object) -> None:
    raise PermissionError("in use")


def test_what_a_killed_program_left_is_removed_at_the_next_start(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    left = folder / f"{drug_file.FILE_NAME}.1{drug_file.HALF}"
    fresh = folder / f"{drug_file.FILE_NAME}.2{drug_file.HALF}"
    for half in (left, fresh):
        half.write_bytes(b"half")
    os.utime(left, (0, 0))

    Vocabulary(folder).search("metformin")

    assert not left.exists()
    assert fresh.exists()


def test_another_window_answers_from_the_new_file_too(drugs, tmp_path):
    other = Vocabulary(tmp_path / "data")
    assert names(other, "zorvax") == []

    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)

    assert names(other, "zorvax 25")


def test_a_new_program_keeps_the_releases_that_were_loaded(drugs, tmp_path, monkeypatch):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)
    monkeypatch.setattr(drug_catalogue, "digest", lambda: "another catalogue")

    later = Vocabulary(tmp_path / "data", make=drug_loading.make)

    assert names(later, "zorvax 25")
    assert [one.kind for one in later.loaded()] == ["rxnorm"]


def test_a_drug_that_was_taken_stays_as_it_was(drugs, tmp_path):
    """A session keeps the value: nothing in it leads back to the vocabulary."""
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)
    taken = drugs.resolve("Zorvax 25 mg tablet", "9000011")
    kept = Drug(**{name: getattr(taken, name) for name in Drug.__slots__})

    renamed = made.CONSO.replace(b"zorvaxine", b"zirvaxine").replace(b"Zorvax]", b"Zirvax]")
    drugs.load(made.rxnorm(tmp_path / "later", conso=renamed), progress=goes_on, is_sure=True)

    assert taken == kept
    assert not drugs.resolve("Zorvax 25 mg tablet", None).is_known


def test_a_session_keeps_the_drug_it_was_recorded_with(desk, drugs, tmp_path):
    drugs.load(made.rxnorm(tmp_path / "rxnorm"), progress=goes_on)
    taken = drugs.resolve("Zorvax 25 mg tablet", "9000011")
    saved = desk.started()
    desk.sessions.add_medicine(
        saved.session.id, taken, seen=saved.session.version, command=make_command(),
        by=desk.technician,
    )  # fmt: skip

    renamed = made.CONSO.replace(b"zorvaxine", b"zirvaxine").replace(b"Zorvax]", b"Zirvax]")
    drugs.load(made.rxnorm(tmp_path / "later", conso=renamed), progress=goes_on, is_sure=True)
    opened = desk.sessions.open(saved.session.id, by=desk.technician)

    (medicine,) = opened.session.medicines
    assert medicine.drug == taken
    assert "Zirvax" not in medicine.drug.name


def test_a_package_is_scanned_by_what_was_loaded(desk, drugs, tmp_path):
    drugs.load(made.directory(tmp_path / "ndc"), progress=goes_on)
    scans = Scans(desk.work, drugs)
    saved = desk.started()

    found = scans.look(saved.session.id, "99999-0016-01", by=desk.technician)

    assert [choice.drug.name for choice in found.choices] == ["metFORMIN 500 mg tablet"]
    assert found.answer is ScanAnswer.FOUND


def test_the_directory_of_packages_knows_nothing_of_a_patient(drugs, tmp_path):
    drugs.load(made.directory(tmp_path / "ndc"), progress=goes_on)
    db = sqlite.connect(str(tmp_path / "data" / drug_file.FILE_NAME))

    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    db.close()

    assert not {name for name in tables if "patient" in name or "session" in name}


FILES = (
    ("rxnorm_format_rows", True), ("rxnorm_format_rows/RXNCONSO_sample.RRF", True),
    ("rxnorm_format_rows/RxTerms202103_sample.txt", True),
    ("nlm_phr_rxterms/rxterms_rows_14col_from_nlm_tests.txt", True), ("nlm_phr_rxterms", True),
    ("fda_ndc/product_trimmed.txt", True), ("fda_ndc/package_trimmed.txt", True),
    ("fda_ndc/unfinished_product_trimmed.txt", True),
    ("fda_ndc/unfinished_package_trimmed.txt", True),
    ("fda_ndc/badutf8.txt", "no file of RxNorm"),
    ("fda_ndc/ndc_names_from_fda_2018.tsv.gz", "without strengths"),
    ("fda_ndc", "choose one"),
    ("fda_drugsatfda_2019/Products.txt", "Drugs@FDA"), ("fda_drugsatfda_2019", "Drugs@FDA"),
    ("fda_unii/UNII_Names.txt.gz", "UNII"),
    ("cumulus_rxnorm_lists/rxnconso.csv", "in CSV"),
    ("cumulus_rxnorm_lists/rxnrel.csv", "in CSV"),
    ("rxnorm_names_merged/rxcui_names.tsv", "without their kinds"),
    ("top_drugs_meps/meps_2022_drugs_by_purchases.csv", "no file of RxNorm"),
    ("keystroke_disambiguation/Top200KeystrokeDisambiguationAnalysis.xlsx", "no files of RxNorm"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "expected"), FILES)
def test_every_real_file_is_loaded_or_refused_for_the_right_reason(drugs, path, expected):
    real = shared_data(*path.split("/"))

    if expected is True:
        assert all(one.kept for one in drugs.load(real, progress=goes_on).loaded)
    else:
        with pytest.raises(Refused, match=expected):
            drugs.load(real, progress=goes_on)


@pytest.mark.slow
def test_the_whole_unfinished_directory_is_loaded_and_kept_out_of_the_search(drugs, tmp_path):
    report = drugs.load(shared_data("fda_ndc", "unfinished_product.txt.gz"), progress=goes_on)

    (one,) = report.loaded
    package = drugs.resolve_ndc("00002048504")
    assert (one.kind, one.rejected < one.read / 1000) == ("ndc_unfinished", True)
    assert one.kept > 50_000
    assert len(package) == 1
    assert package[0].quantity == "8000"
    assert drugs.search("dulaglutide") == ()
