"""Small drug files in the shape of the real ones, made by us."""

from __future__ import annotations

from pathlib import Path


def conso(sort: str, text: str, code: int | str, suppressed: str = "N") -> bytes:
    """A line of RXNCONSO without its end."""
    line = f"{code}|ENG||||||{code}|{code}|{code}||RXNORM|{sort}|{code}|{text}||{suppressed}|4096|"
    return line.encode()


def rel(subject: int, relation: str, other: int) -> bytes:
    """A line of RXNREL: subject, relation, object."""
    return f"{other}||CUI|RO|{subject}||CUI|{relation}|R{subject}||RXNORM||||N|4096|\n".encode()


def sat(code: int, ndc: str, source: str = "RXNORM") -> bytes:
    """A line of RXNSAT that gives a package code."""
    return f"{code}||||CUI|{code}|AT{code}||NDC|{source}|{ndc}|N|4096|\n".encode()


NAMES = (
    ("IN", "metformin", 6809), ("PIN", "metformin hydrochloride", 235743),
    ("IN", "zorvaxine", 9000001), ("PIN", "zorvaxine sulfate", 9000002),
    ("BN", "Zorvax", 9000003), ("IN", "bupropion", 42347),
    ("SCD", "metformin hydrochloride 500 MG Oral Tablet", 861007),
    ("PSN", "metFORMIN HCl 500 MG Oral Tablet", 861007),
    ("TMSY", "metFORMIN hydrochloride 500 MG Oral Tablet", 861007),
    ("SBD", "metformin hydrochloride 500 MG Oral Tablet [Glucophage]", 861008),
    ("SCD", "zorvaxine sulfate 25 MG Oral Tablet", 9000010),
    ("TMSY", "zorvaXINE sulfate 25 MG Oral Tablet", 9000010),
    ("SBD", "zorvaxine sulfate 25 MG Oral Tablet [Zorvax]", 9000011),
    ("SCD", "12 HR bupropion hydrochloride 150 MG Extended Release Oral Tablet", 993503),
    ("SCD", "24 HR bupropion hydrochloride 150 MG Extended Release Oral Tablet", 993541),
    ("SCD", "metformin hydrochloride 500 MG / zorvaxine sulfate 25 MG Oral Tablet", 9000012),
)  # fmt: skip
CONSO = b"".join(conso(sort, text, code) + b"\n" for sort, text, code in NAMES)
RETIRED = conso("SCD", "zorvaxine sulfate 75 MG Oral Tablet", 9000020, "O") + b"\n"
REL = (
    rel(235743, "form_of", 6809) + rel(9000002, "form_of", 9000001)
    + rel(9000011, "tradename_of", 9000010) + rel(9000003, "tradename_of", 9000001)
)  # fmt: skip
SAT = (
    sat(861007, "00093104801") + sat(9000010, "99999000110") + sat(993541, "99999001510")
    + sat(9000020, "99999009910")
)  # fmt: skip

TERMS = (
    b"RXCUI|GENERIC_RXCUI|TTY|FULL_NAME|RXN_DOSE_FORM|FULL_GENERIC_NAME|BRAND_NAME|DISPLAY_NAME|"
    b"ROUTE|NEW_DOSE_FORM|STRENGTH|SUPPRESS_FOR|DISPLAY_NAME_SYNONYM|IS_RETIRED|SXDG_RXCUI|"
    b"SXDG_TTY|SXDG_NAME|PSN\n"
    b"9100001||SCD|quelpramine 10 MG Oral Tablet|Oral Tablet|quelpramine 10 MG Oral Tablet||"
    b"quelPRAMINE (Oral Pill)|Oral Pill|Tab|10 mg||QPM||1|SCDG|x|quelPRAMINE 10 MG Oral Tablet\n"
    b"9100002|9100001|SBD|quelpramine 10 MG Oral Tablet [Quelp]|Oral Tablet|"
    b"quelpramine 10 MG Oral Tablet|QUELP|QUELP (Oral Pill)|Oral Pill|Tab|10 mg||||1|SBDG|x|x\n"
)

NDC_PRODUCT = (
    b"PRODUCTID\tPRODUCTNDC\tPRODUCTTYPENAME\tPROPRIETARYNAME\tPROPRIETARYNAMESUFFIX\t"
    b"NONPROPRIETARYNAME\tDOSAGEFORMNAME\tROUTENAME\tSTARTMARKETINGDATE\tENDMARKETINGDATE\t"
    b"MARKETINGCATEGORYNAME\tAPPLICATIONNUMBER\tLABELERNAME\tSUBSTANCENAME\t"
    b"ACTIVE_NUMERATOR_STRENGTH\tACTIVE_INGRED_UNIT\tPHARM_CLASSES\tDEASCHEDULE\t"
    b"NDC_EXCLUDE_FLAG\tLISTING_RECORD_CERTIFIED_THROUGH\n"
    b"99999-015_a\t99999-015\tHUMAN PRESCRIPTION DRUG\tBupropion\tXL\tbupropion hydrochloride\t"
    b"TABLET, FILM COATED, EXTENDED RELEASE\tORAL\t20180101\t\tANDA\tANDA1\tExample Labs\t"
    b"BUPROPION HYDROCHLORIDE\t150\tmg/1\t\t\tN\t20191231\n"
    b"99999-016_b\t99999-016\tHUMAN PRESCRIPTION DRUG\tVelmetra\t\tmetformin hydrochloride\t"
    b"TABLET\tORAL\t20180101\t\tANDA\tANDA2\tExample\tMETFORMIN HYDROCHLORIDE\t500\tmg/1\t\t\tN\t"
    b"20191231\n"
)
NDC_PACKAGE = (
    b"PRODUCTID\tPRODUCTNDC\tNDCPACKAGECODE\tPACKAGEDESCRIPTION\tSTARTMARKETINGDATE\t"
    b"ENDMARKETINGDATE\tNDC_EXCLUDE_FLAG\tSAMPLE_PACKAGE\n"
    b"99999-015_a\t99999-015\t99999-015-10\t30 TABLET, FILM COATED, EXTENDED RELEASE in 1 BOTTLE "
    b"(99999-015-10)\t20180101\t\tN\tN\n"
    b"99999-015_a\t99999-015\t99999-015-20\t90 TABLET, FILM COATED, EXTENDED RELEASE in 1 BOTTLE "
    b"(99999-015-20)\t20180101\t\tN\tN\n"
    b"99999-016_b\t99999-016\t99999-016-01\t100 TABLET in 1 BOTTLE (99999-016-01)\t20180101\t\t"
    b"N\tN\n"
)


def rxnorm(folder: Path, *, conso: bytes = CONSO + RETIRED) -> Path:
    """A small release of RxNorm in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "RXNCONSO.RRF").write_bytes(conso)
    (folder / "RXNREL.RRF").write_bytes(REL)
    (folder / "RXNSAT.RRF").write_bytes(SAT)
    return folder


def directory(folder: Path) -> Path:
    """A small NDC directory in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "product.txt").write_bytes(NDC_PRODUCT)
    (folder / "package.txt").write_bytes(NDC_PACKAGE)
    return folder
