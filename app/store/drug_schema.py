"""The tables of the drug vocabulary's own file: what is searched, and what the releases said."""

from __future__ import annotations

from typing import Final

FORMAT: Final = "2"

SCHEMA: Final = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE ingredient (
    name TEXT PRIMARY KEY, rxcui TEXT, is_high_alert INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, key TEXT NOT NULL, shown TEXT NOT NULL,
    ingredients TEXT NOT NULL, rank INTEGER NOT NULL, use_en TEXT NOT NULL, use_es TEXT NOT NULL);
CREATE TABLE product (
    id INTEGER PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entry (id), rxcui TEXT,
    strength TEXT NOT NULL, strength_key TEXT NOT NULL, form TEXT NOT NULL,
    brand TEXT NOT NULL, brand_key TEXT NOT NULL,
    is_common INTEGER NOT NULL, is_otc INTEGER NOT NULL);
CREATE TABLE name (
    key TEXT NOT NULL, shown TEXT NOT NULL, ingredients TEXT NOT NULL, brand TEXT NOT NULL,
    strength TEXT NOT NULL, is_high_alert INTEGER NOT NULL,
    PRIMARY KEY (key, ingredients, brand)) WITHOUT ROWID;
CREATE TABLE look_alike (name TEXT, other TEXT, PRIMARY KEY (name, other)) WITHOUT ROWID;
CREATE TABLE not_a_slip (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE word (
    id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, rank INTEGER NOT NULL,
    is_name INTEGER NOT NULL);
CREATE TABLE gram (
    gram TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (gram, word)) WITHOUT ROWID;
CREATE TABLE gram_size (gram TEXT PRIMARY KEY, words INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE code (rxcui INTEGER PRIMARY KEY, product INTEGER NOT NULL);
CREATE TABLE fda_product_is (
    listed INTEGER NOT NULL, product INTEGER NOT NULL,
    PRIMARY KEY (listed, product)) WITHOUT ROWID;
CREATE VIRTUAL TABLE product_text USING fts5(
    names, brand, rest, content='', detail='column', prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0 tokenchars '.%'");

CREATE TABLE release (
    kind TEXT PRIMARY KEY, day TEXT, loaded_at TEXT NOT NULL, read INTEGER NOT NULL,
    kept INTEGER NOT NULL, rejected INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE rxn_name (
    rxcui INTEGER NOT NULL, tty TEXT NOT NULL, text TEXT NOT NULL, suppressed TEXT NOT NULL);
CREATE TABLE rxn_relation (
    rxcui INTEGER NOT NULL, relation TEXT NOT NULL, other INTEGER NOT NULL);
CREATE TABLE rxn_ndc (ndc TEXT NOT NULL, rxcui INTEGER NOT NULL, source TEXT NOT NULL);
CREATE TABLE rxn_retired (
    rxcui INTEGER NOT NULL, tty TEXT NOT NULL, text TEXT NOT NULL, became INTEGER);
CREATE TABLE term (
    rxcui INTEGER NOT NULL, generic INTEGER, tty TEXT NOT NULL, full_name TEXT NOT NULL,
    form TEXT NOT NULL, generic_name TEXT NOT NULL, brand TEXT NOT NULL,
    display_name TEXT NOT NULL, route TEXT NOT NULL, strength TEXT NOT NULL,
    synonyms TEXT NOT NULL, is_retired INTEGER NOT NULL, prescribable TEXT NOT NULL);
CREATE TABLE term_ingredient (
    rxcui INTEGER NOT NULL, name TEXT NOT NULL, ingredient INTEGER NOT NULL);
CREATE TABLE fda_product (
    id INTEGER PRIMARY KEY, listing TEXT NOT NULL, ndc TEXT NOT NULL, sort TEXT NOT NULL,
    brand TEXT NOT NULL, suffix TEXT NOT NULL, generic TEXT NOT NULL, form TEXT NOT NULL,
    route TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL, labeler TEXT NOT NULL,
    substances TEXT NOT NULL, amounts TEXT NOT NULL, units TEXT NOT NULL, dea TEXT NOT NULL,
    is_unfinished INTEGER NOT NULL);
CREATE TABLE fda_package (
    ndc TEXT NOT NULL, listing TEXT NOT NULL, description TEXT NOT NULL, ends TEXT NOT NULL,
    is_unfinished INTEGER NOT NULL);
"""
"""`rxn_*`, `term*` and `fda_*` hold what the releases said, the others what is made of it."""

INDEXES: Final = (
    "CREATE INDEX product_of_entry ON product (entry)",
    "CREATE INDEX rxn_name_by_code ON rxn_name (rxcui)",
    "CREATE INDEX rxn_relation_by_code ON rxn_relation (rxcui)",
    "CREATE INDEX rxn_ndc_by_ndc ON rxn_ndc (ndc)",
    "CREATE INDEX rxn_retired_by_code ON rxn_retired (rxcui)",
    "CREATE INDEX term_by_code ON term (rxcui)",
    "CREATE INDEX fda_product_by_listing ON fda_product (listing)",
    "CREATE INDEX fda_package_by_ndc ON fda_package (ndc)",
)
"""Made when all rows are there: that is faster than keeping them in order on the way."""

COLUMNS: Final = {
    "rxn_name": 4,
    "rxn_relation": 3,
    "rxn_ndc": 3,
    "rxn_retired": 4,
    "term": 13,
    "term_ingredient": 3,
    "fda_product": 17,
    "fda_package": 5,
}
"""How many values a row of each release table has."""

TABLES: Final = {
    "rxnorm": ("rxn_name", "rxn_relation", "rxn_ndc", "rxn_retired"),
    "rxterms": ("term", "term_ingredient"),
    "ndc": ("fda_product", "fda_package"),
    "ndc_unfinished": ("fda_product", "fda_package"),
}
"""The tables of each kind of release. The two of FDA share theirs, told apart by a column."""
