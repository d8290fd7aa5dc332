"""What is told apart, what is refused before anything is read, and what a damaged row becomes."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.interchange import drug_files, ndc, rxnorm, rxterms
from app.interchange.drug_lines import LONGEST_LINE, Rows, blocks
from app.interchange.drug_parts import Kind, Role
from app.interchange.package_text import contents
from tests.drug_files import CONSO, NDC_PACKAGE, NDC_PRODUCT, TERMS, conso
from tests.shared_data import shared_data


def read(reader: Callable, content: bytes, name: str = "file") -> tuple[list, Rows]:
    rows = Rows(name)
    told = blocks(io.BytesIO(content), rows, lambda _count: None)
    return list(reader(told, rows)), rows


def packed(path: Path, members: dict[str, bytes], **how: int) -> Path:
    with zipfile.ZipFile(path, "w", **({"compression": zipfile.ZIP_DEFLATED} | how)) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_a_folder_is_told_by_what_is_in_it(tmp_path):
    (tmp_path / "rrf").mkdir()
    (tmp_path / "rrf" / "RXNCONSO.RRF").write_bytes(CONSO)
    (tmp_path / "RxTerms202103.txt").write_bytes(TERMS)
    (tmp_path / "product.txt").write_bytes(NDC_PRODUCT)
    (tmp_path / "package.txt").write_bytes(NDC_PACKAGE)
    (tmp_path / "readme.txt").write_bytes(b"nothing of ours\n")

    found = {one.kind: one for one in drug_files.releases(tmp_path)}

    assert found.keys() == {Kind.RXNORM, Kind.RXTERMS, Kind.NDC}
    assert {part.role for part in found[Kind.NDC].parts} == {Role.PRODUCTS, Role.PACKAGES}
    assert found[Kind.RXTERMS].day == dt.date(2021, 3, 1)


def test_a_zip_of_rxnorm_tells_its_day_and_the_full_files_go_first(tmp_path):
    members = {"prescribe/rrf/RXNCONSO.RRF": b"x" * 99, "rrf/RXNCONSO.RRF": CONSO}
    path = packed(tmp_path / "RxNorm_full_11032025.zip", members)

    (release,) = drug_files.releases(path)

    assert release.day == dt.date(2025, 11, 3)
    assert [part.size for part in release.parts] == [len(CONSO)]


def test_the_day_of_rxnorm_is_read_from_its_list_of_sources(tmp_path):
    (tmp_path / "RXNCONSO.RRF").write_bytes(CONSO)
    (tmp_path / "RXNSAB.RRF").write_bytes(b"|C1|RXNORM_20AA_200504F|RXNORM|RxNorm|\n")

    (release,) = drug_files.releases(tmp_path)

    assert release.day == dt.date(2020, 5, 4)


def test_one_file_brings_its_brothers(tmp_path):
    (tmp_path / "RXNCONSO_small.RRF").write_bytes(CONSO)
    (tmp_path / "RXNREL_small.RRF").write_bytes(b"")
    (tmp_path / "RXNSAT_other.RRF").write_bytes(b"")

    (release,) = drug_files.releases(tmp_path / "RXNCONSO_small.RRF")

    assert {part.role for part in release.parts} == {Role.NAMES, Role.RELATIONS}


def test_a_part_without_its_main_file_is_refused(tmp_path):
    (tmp_path / "RXNREL.RRF").write_bytes(b"")

    with pytest.raises(Refused, match="RXNCONSO"):
        drug_files.releases(tmp_path / "RXNREL.RRF")


def test_two_files_for_one_part_are_asked_about(tmp_path):
    (tmp_path / "product.txt").write_bytes(NDC_PRODUCT)
    (tmp_path / "product_old.txt").write_bytes(NDC_PRODUCT)

    with pytest.raises(Refused, match="choose one"):
        drug_files.releases(tmp_path)


@pytest.mark.parametrize("name", ["../../evil.rrf", "/abs/RXNCONSO.RRF", "C:\\x.rrf", "a\\..\\b"])
def test_a_zip_with_names_that_lead_out_of_it_is_refused(tmp_path, name):
    path = packed(tmp_path / "x.zip", {"RXNCONSO.RRF": CONSO, name: b"x"})

    with pytest.raises(Refused, match="lead out"):
        drug_files.releases(path)


def test_a_zip_bomb_is_refused_before_it_is_read(tmp_path):
    path = packed(tmp_path / "x.zip", {"RXNCONSO.RRF": b"0" * 50_000_000})

    with pytest.raises(Refused, match="far more"):
        drug_files.releases(path)


def test_a_bomb_in_gzip_is_stopped_while_it_is_read(tmp_path):
    path = tmp_path / "product.txt.gz"
    path.write_bytes(gzip.compress(NDC_PRODUCT + b"x\n" * 20_000_000))
    (release,) = drug_files.releases(path)

    with pytest.raises(Refused, match="far more"), release.parts[0].open() as stream:
        stream.read(100_000_000)


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_zip_that_was_cut_off_is_refused(tmp_path, share):
    whole = packed(tmp_path / "x.zip", {"RXNCONSO.RRF": CONSO}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(Refused, match="cut off"):
        drug_files.releases(tmp_path / "cut.zip")


def test_a_zip_with_a_wrong_checksum_is_refused_while_it_is_read(tmp_path):
    path = packed(tmp_path / "x.zip", {"RXNCONSO.RRF": CONSO}, compression=zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[200] ^= 0xFF
    path.write_bytes(bytes(content))
    (release,) = drug_files.releases(path)

    with pytest.raises(Refused, match="checksum"), release.parts[0].open() as stream:
        stream.read()


def test_a_zip_with_a_password_is_refused(tmp_path):
    path = packed(tmp_path / "x.zip", {"RXNCONSO.RRF": CONSO})
    content = path.read_bytes()
    at = content.rindex(b"PK\x01\x02")
    path.write_bytes(content[: at + 8] + b"\x01" + content[at + 9 :])

    with pytest.raises(Refused, match="password"):
        drug_files.releases(path)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_end_of_line_is_one(end):
    found, rows = read(rxnorm.names, CONSO.replace(b"\n", end))

    assert len(found) == CONSO.count(b"|N|4096|\n")
    assert rows.rejected_count == 0


def test_mixed_ends_of_lines_keep_the_numbers():
    content = conso("IN", "one", 1) + b"\r\n\n" + conso("IN", "two", 2) + b"\r" + b"3|broken\n"

    found, rows = read(rxnorm.names, content)

    assert [text for _code, _type, text, _s in found] == ["one", "two"]
    assert [(row.line, row.reason) for row in rows.rejected] == [(4, rxnorm.COLUMNS)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"198440|ENG|P\n", rxnorm.COLUMNS),
        (conso("IN", "x", "") + b"\n", rxnorm.NO_KEY),
        (conso("IN", "x", "12a") + b"\n", rxnorm.NO_KEY),
        (conso("IN", "", 5) + b"\n", rxnorm.NO_NAME),
        (conso("IN", "a\x07b", 5) + b"\n", rxnorm.NO_NAME),
        (conso("IN", "caf\xe9", 5).decode().encode("latin-1") + b"\n", rxnorm.NOT_UTF8),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(line, reason):
    found, rows = read(rxnorm.names, conso("IN", "one", 1) + b"\n" + line)

    assert [text for _code, _type, text, _s in found] == ["one"]
    assert [(row.line, row.reason) for row in rows.rejected] == [(2, reason)]


def test_only_what_rxnorm_says_is_read():
    foreign = conso("SU", "mesna", 44).replace(b"|RXNORM|", b"|MTHSPL|")

    found, rows = read(rxnorm.names, foreign + b"\n" + conso("IN", "mesna", 44) + b"\n")

    assert len(found) == 1
    assert rows.read == 2


def test_quotes_and_backslashes_are_only_letters():
    found, _rows = read(rxnorm.names, conso("IN", 'a "b" \\c', 1) + b"\n")

    assert found[0][2] == 'a "b" \\c'


def test_a_file_that_ends_within_a_row_is_refused():
    with pytest.raises(Refused, match="cut off"):
        read(rxnorm.names, conso("IN", "one", 1) + b"\n" + conso("IN", "two", 2)[:30])


def test_a_line_that_never_ends_is_refused():
    with pytest.raises(Refused, match="never ends"):
        read(rxnorm.names, b"x" * (3 * LONGEST_LINE))


def test_a_file_of_another_kind_is_refused_by_its_many_bad_rows():
    _found, rows = read(rxnorm.names, CONSO + b"rubbish\n" * 50)

    with pytest.raises(Refused, match="50 of"):
        rows.check()


def test_relations_are_read_from_their_object_to_their_subject():
    line = b"6809||CUI|RN|235743||CUI|form_of|R1||RXNORM||||N|4096|\n"

    found, _rows = read(rxnorm.relations, line)

    assert found == [("235743", "form_of", "6809")]


def test_package_codes_get_eleven_digits():
    lines = (
        b"1||||CUI|1|A||NDC|RXNORM|00069294030|N|4096|\n"
        b"2||||AUI|2|A||NDC|MTHSPL|0069-2940-30|N|4096|\n"
        b"3||||AUI|3|A||NDC|VANDF|00069294030|N|4096|\n"
        b"4||||CUI|4|A||NDC|RXNORM|69294030|N|4096|\n"
    )

    found, rows = read(rxnorm.codes, lines)

    assert [(code, rxcui[:1], source) for code, rxcui, source in found] == [
        ("00069294030", "1", "RXNORM"),
        ("00069294030", "2", "MTHSPL"),
    ]
    assert [(row.line, row.reason) for row in rows.rejected] == [(4, rxnorm.NO_NDC)]


@given(st.binary(max_size=300), st.integers(0, 400))
def test_no_bytes_make_a_reader_fail(noise, at):
    content = CONSO[:at] + noise + CONSO[at:]
    for reader in (
        rxnorm.names, rxnorm.relations, rxnorm.codes, rxnorm.archived, rxterms.terms, ndc.products
    ):  # fmt: skip
        with suppress(Refused):
            read(reader, content)


@given(st.binary(max_size=200))
def test_damaged_and_whole_blocks_are_read_alike(noise):
    """A damaged line makes its block be read another way, which must find the same rows."""
    first = noise.replace(b"\n", b"").replace(b"\r", b"").replace(b"|", b"")
    whole, _rows = read(rxnorm.names, CONSO)

    slow, rows = read(rxnorm.names, first + b"!\n" + CONSO)

    assert [(code.split("|")[0], *rest) for code, *rest in whole] == [tuple(one) for one in slow]
    assert rows.rejected_count == 1


def test_rxterms_is_read_with_14_and_with_18_columns():
    old = b"\n".join(b"|".join(line.split(b"|")[:14]) for line in TERMS.splitlines())

    new_rows, _rows = read(rxterms.terms, TERMS)
    old_rows, _rows = read(rxterms.terms, old)

    assert len(new_rows) == len(old_rows) == 2
    assert [row[:12] for row in new_rows] == [row[:12] for row in old_rows]


def test_the_directory_is_read_in_utf_8_and_in_windows_1252():
    windows = NDC_PRODUCT.replace(b"Example Labs", "Laboratórios".encode("cp1252"))
    utf8 = NDC_PRODUCT.replace(b"Example Labs", "Laboratórios".encode())

    (first, *_), rows = read(ndc.products, windows)
    (second, *_), _rows = read(ndc.products, utf8)

    assert first[10] == second[10] == "Laboratórios"
    assert rows.in_windows_1252 == 1


def test_a_byte_that_is_in_no_alphabet_is_a_rejected_row():
    found, rows = read(ndc.products, NDC_PRODUCT.replace(b"Example Labs", b"\x81\x8d"))

    assert len(found) == 1
    assert [(row.line, row.reason) for row in rows.rejected] == [(2, ndc.NO_TEXT)]


def test_a_stray_tab_is_a_rejected_row():
    found, rows = read(ndc.products, NDC_PRODUCT.replace(b"Example Labs", b"Example\tLabs"))

    assert len(found) == 1
    assert rows.rejected[0].line == 2


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("60 TABLET, FILM COATED in 1 BOTTLE, PLASTIC (0003-0893-21)", ("60", "tablet")),
        ("1 BOTTLE in 1 CARTON (0003-0857-22)  > 30 TABLET in 1 BOTTLE", ("30", "tablet")),
        ("1 VIAL in 1 CARTON (0002-0800-01)  > 10 mL in 1 VIAL", ("10", "mL")),
        ("3 BLISTER PACK in 1 CARTON > 10 CAPSULE in 1 BLISTER PACK", ("30", "capsule")),
        (".5 mL in 1 SYRINGE", ("0.5", "mL")),
        ("1 KIT in 1 CARTON  *  1 mL in 1 VIAL *  2 mL in 1 SYRINGE", None),
        ("1 BOTTLE in 1 CARTON > 30 TABLET in 1 JAR", None),
        ("thirty tablets", None),
        ("", None),
        ("1 TABLET in 0 BOTTLE", None),
    ],
)
def test_what_a_package_holds(description, expected):
    assert contents(description) == expected


def test_nearly_every_package_of_the_directory_of_2018_is_counted():
    path = shared_data("fda_ndc", "ndc_names_from_fda_2018.tsv.gz")
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as lines:
        told = [line.rpartition(") ")[0] + ")" for line in lines][1:30_000]
    described = [text[text.rindex(") ", 0, -1) + 2 :] for text in told if text.count(") ") == 1]

    counted = sum(contents(text) is not None for text in described)

    assert len(described) > 3_000
    assert counted / len(described) > 0.9
