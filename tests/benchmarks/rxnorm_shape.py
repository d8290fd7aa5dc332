"""Releases in RxNorm's shape with made-up names, as large as wanted: RRF files in a folder.

The share of each kind of row follows RxNorm: of forty names of an ingredient ten are products, each
also with a prescribable name, half of them with a synonym; rows of other sources lie between.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

START = [
    "am",
    "bra",
    "ce",
    "dol",
    "e",
    "flu",
    "gli",
    "ha",
    "ibu",
    "ke",
    "lo",
    "me",
    "na",
    "ome",
    "pra",
    "qui",
    "ri",
    "so",
    "ta",
    "u",
    "va",
    "xe",
    "zo",
    "ti",
    "cla",
]
MIDDLE = [
    "va",
    "li",
    "to",
    "me",
    "da",
    "ro",
    "na",
    "pi",
    "zo",
    "fe",
    "ra",
    "ti",
    "lu",
    "xi",
    "co",
    "mo",
    "be",
    "du",
    "sa",
    "ni",
]
END = [
    "pril",
    "statin",
    "olol",
    "sartan",
    "azole",
    "mycin",
    "cillin",
    "pine",
    "tidine",
    "formin",
    "done",
    "pam",
    "zepam",
    "vir",
    "mab",
]
SALTS = ("hydrochloride", "sodium", "succinate", "tartrate", "maleate", "phosphate")
FORMS = (
    ("Oral Tablet", "MG"), ("Oral Capsule", "MG"), ("Extended Release Oral Tablet", "MG"),
    ("Oral Solution", "MG/ML"), ("Injectable Solution", "MG/ML"), ("Topical Cream", "MG/ML"),
    ("Delayed Release Oral Capsule", "MG"), ("Chewable Tablet", "MG"),
)  # fmt: skip
STRENGTHS = ("0.5", "1", "2", "2.5", "5", "10", "12.5", "20", "25", "40", "50", "100", "250", "500")
NAMES_OF_ONE = 38
SHARE_OF_BRANDS, SHARE_OF_SYNONYMS = 0.65, 0.5


def write(folder: Path, names: int, *, with_relations: bool = True) -> list[str]:
    """A release with about so many names of RxNorm's own; the ingredients in it."""
    chance = random.Random(7)
    words = _words(chance, max(1, names // NAMES_OF_ONE))
    with (
        (folder / "RXNCONSO.RRF").open("w", newline="\n") as conso,
        (folder / "RXNREL.RRF").open("w", newline="\n") as rel,
        (folder / "RXNSAT.RRF").open("w", newline="\n") as sat,
    ):
        code = itertools.count(3_000_000)
        for number, word in enumerate(words):
            brands = [f"{word[:4].title()}{_ending(chance)}{vowel}x" for vowel in "oi"]
            for line, others in _ingredient(chance, code, number, word, brands):
                conso.write(line)
                if with_relations:
                    rel.writelines(others[0])
                    sat.writelines(others[1])
    if not with_relations:
        (folder / "RXNREL.RRF").unlink()
        (folder / "RXNSAT.RRF").unlink()
    return words


Others = tuple[list[str], list[str]]
NONE: Others = ([], [])


def _ingredient(
    chance: random.Random, code: Iterator[int], number: int, word: str, brands: list[str]
) -> Iterator[tuple[str, Others]]:
    ingredient, precise = next(code), next(code)
    salt = f"{word} {chance.choice(SALTS)}"
    yield _name(ingredient, "IN", word), NONE
    yield _name(ingredient, "SY", f"{word} base"), NONE
    yield _foreign(ingredient, word), NONE
    yield _name(precise, "PIN", salt), (_both(precise, "form_of", "has_form", ingredient), [])
    brand_codes = [next(code) for _ in brands]
    for brand, brand_code in zip(brands, brand_codes, strict=True):
        yield _name(brand_code, "BN", brand), (
            _both(brand_code, "tradename_of", "has_tradename", ingredient), [])  # fmt: skip
    for form, unit in chance.sample(FORMS, 2):
        plain, branded_form, dose_form = next(code), next(code), 317541 + FORMS.index((form, unit))
        at_form = _both(plain, "has_ingredient", "ingredient_of", ingredient)
        at_form += _both(plain, "has_dose_form", "dose_form_of", dose_form)
        yield _name(plain, "SCDF", f"{word} {form}"), (at_form, [])
        branded = _both(branded_form, "tradename_of", "has_tradename", plain)
        yield _name(branded_form, "SBDF", f"{word} {form} [{brands[0]}]"), (branded, [])
        for strength in chance.sample(STRENGTHS, 3):
            part = f"{salt} {strength} {unit}"
            part_code, product = next(code), next(code)
            about = _both(part_code, "has_ingredient", "ingredient_of", ingredient)
            about += _both(part_code, "has_precise_ingredient", "precise_ingredient_of", precise)
            yield _name(part_code, "SCDC", part), (about, [])
            common = _both(product, "consists_of", "constitutes", part_code)
            common += _both(product, "has_dose_form", "dose_form_of", dose_form)
            common += _both(product, "isa", "inverse_isa", plain)
            yield from _product(chance, product, f"{part} {form}", common, number)
            if chance.random() < SHARE_OF_BRANDS:
                at = chance.randrange(2)
                branded_code = next(code)
                about = _both(branded_code, "tradename_of", "has_tradename", product)
                about += _both(branded_code, "has_ingredient", "ingredient_of", brand_codes[at])
                about += _both(branded_code, "has_dose_form", "dose_form_of", dose_form)
                about += _both(branded_code, "isa", "inverse_isa", branded_form)
                yield _name(branded_code, "SBD", f"{part} {form} [{brands[at]}]"), (about, [])
                yield _name(branded_code, "PSN", f"{brands[at]} {strength} {unit} {form}"), NONE


def _product(
    chance: random.Random, code: int, name: str, relations: list[str], number: int
) -> Iterator[tuple[str, Others]]:
    packages = [
        f"{code}||||CUI|{code}|AT{code}{n}||NDC|RXNORM|"
        f"{number % 100_000:05}{code % 10_000:04}{n:02}|N|4096|\n"
        for n in range(8)
    ]
    packages.append(f"{code}||||CUI|{code}|AT{code}||RXN_HUMAN_DRUG|RXNORM|US|N|4096|\n")
    packages.append(f"{code}||||AUI|{code}|AT{code}||LABEL_TYPE|MTHSPL|OTC|N|4096|\n")
    yield _name(code, "SCD", name), (relations, packages)
    yield _name(code, "PSN", name.replace(" MG/ML ", " mg/mL ")), NONE
    yield _foreign(code, name.upper()), NONE
    yield _foreign(code, f"{name} Product"), NONE
    if chance.random() < SHARE_OF_SYNONYMS:
        yield _name(code, "SY", f"{name} formula"), NONE


def _both(one: int, relation: str, inverse: str, other: int) -> list[str]:
    """Each relation stands there twice, once from either side: "RXCUI2 RELA RXCUI1"."""
    return [
        f"{other}||CUI|RO|{one}||CUI|{relation}|R{one}||RXNORM||||N|4096|\n",
        f"{one}||CUI|RO|{other}||CUI|{inverse}|R{other}||RXNORM||||N|4096|\n",
    ]


def _name(code: int, kind: str, text: str) -> str:
    return f"{code}|ENG||||||{code}|{code}|{code}||RXNORM|{kind}|{code}|{text}||N|4096|\n"


def _foreign(code: int, text: str) -> str:
    return f"{code}|ENG||||||{code}|{code}|{code}||MTHSPL|DP|{code}|{text}||N|4096|\n"


def _ending(chance: random.Random) -> str:
    return chance.choice(MIDDLE) + chance.choice(("r", "l", "v", "n", "d"))


def _words(chance: random.Random, count: int) -> list[str]:
    found: dict[str, None] = {}
    while len(found) < count:
        middle = "".join(chance.choices(MIDDLE, k=chance.choice((1, 2, 2, 3))))
        found[f"{chance.choice(START)}{middle}{chance.choice(END)}"] = None
    return list(found)
