"""Reads a whole site into one value; what is wrong with a file never hides the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import structs

from inforce.domain.items.content import PAGES
from inforce.domain.items.family import Family, inherit
from inforce.domain.items.parse import ParseError, decoded, parse
from inforce.domain.items.product import Product
from inforce.domain.prose.named_files import files_in
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.finding import Problem
from inforce.domain.site.policy import Approval, Brand
from inforce.readers.collector import collector_at_rest
from inforce.readers.family_schema import family_validator
from inforce.readers.feedback import read_feedback
from inforce.readers.interface import read_interface, symbols
from inforce.readers.ledgers import read_ledgers
from inforce.readers.media import Media
from inforce.readers.names import require_names
from inforce.readers.offering import read_offering
from inforce.readers.pages import Pages, read_pages
from inforce.readers.passed_over import (
    linked,
    misnamed,
    misnamed_pages,
    misplaced,
    passed_over,
    settings_passed_over,
)
from inforce.readers.records import Learn, Record, Records, family_of
from inforce.readers.schemas import Validator, validator
from inforce.readers.signatures import read_proofs
from inforce.readers.site import (
    BRAND,
    Settings,
    entries_in,
    misfit,
    read_octets,
    read_settings,
    relative,
    unreadable,
)
from inforce.readers.unit_names import misspelt_units
from inforce.readers.yaml_reader import Data, read_yaml

PRODUCTS = "content/products"
FAMILIES = "schemas/families"


@collector_at_rest()
def read_corpus(
    root: Path,
    *,
    databases: bool = False,
    digests: Mapping[str, bytes] | None = None,
    learn: Learn | None = None,
) -> Corpus:
    """Return all that stands in the site at ``root``, with the problems met.

    Where the settings have problems nothing else is read: it would be judged by the wrong policy.
    A database with the offering list is asked only where ``databases`` says so. ``digests`` are the
    SHA-256 of files by their path from ``root``, as far as they are known already; ``learn`` is who
    parses many files of which nothing is known, instead of this machine.
    Raise InforceError when the policy is missing or a file cannot be opened.
    """
    settings = read_settings(root)
    if settings.problems:
        return _corpus(settings, problems=settings.problems, usable=False)
    records = Records(root, digests, learn)
    families, family_problems = read_families(root)
    media = Media(root)
    products, paths, product_problems = _products(
        root, families, settings.policy.default_locale, records
    )
    pages = read_pages(root, settings.policy)
    ledgers, ledger_problems = (
        ({}, ()) if settings.policy.approval is Approval.OFF else read_ledgers(root, records)
    )
    records.keep()
    feedback, feedback_problems = read_feedback(root)
    interface, interface_problems = read_interface(root, settings.policy)
    signs = {locale: symbols(locale, interface) for locale in settings.policy.locales}
    offering = read_offering(root, settings.policy.offering, databases=databases)
    problems = (
        *family_problems,
        *product_problems,
        *pages.problems,
        *ledger_problems,
        *feedback_problems,
        *offering.problems,
        *interface_problems,
        *misplaced(root),
        *misnamed_pages(f"content/{PAGES}{path}" for path in sorted(pages.assets)),
        *settings_passed_over(root),
        *misspelt_units(families, signs.values()),
        *_media_problems(products, families, paths, media),
        *_page_file_problems(pages, media),
        *_logo_problems(root, settings.brand),
    )
    taken = {key: path for key, path in pages.paths.items() if key not in products}
    return _corpus(
        settings,
        families=families,
        products=products,
        pages={key: page for key, page in pages.pages.items() if key in taken},
        ledgers=ledgers,
        proofs=read_proofs(root, ledgers),
        files=media.facts,
        paths={**paths, **taken},
        sources={key: records.digest(path) for key, path in paths.items()},
        loose_pages=pages.loose,
        writings=pages.writings,
        assets=pages.assets,
        feedback=feedback,
        offering=offering.rows,
        offering_digest=offering.digest,
        interface=interface,
        symbols=signs,
        problems=(*problems, *_clashes(pages.paths, paths)),
    )


def _corpus(settings: Settings, **parts: object) -> Corpus:
    return Corpus(
        policy=settings.policy,
        people=settings.people,
        brand=settings.brand,
        waivers=settings.waivers,
        communication=settings.communication,
        **parts,  # type: ignore[arg-type]  # each caller names fields of Corpus
    )


def read_families(root: Path) -> tuple[Mapping[str, Family], tuple[Problem, ...]]:
    """Return the families of the site by id, parents' attributes filled in, and the problems."""
    families: dict[str, Family] = {}
    files = entries_in(root / FAMILIES, ".yaml")
    problems = [*passed_over(root, files, FAMILIES)]
    for file in files:
        path = relative(file, root)
        document = read_yaml(read_octets(file), path)
        found = document.problems or validator("family").problems(document.data, path)
        problems.extend(found)
        if found:
            continue
        try:
            family = parse(_choices_as_maps(document.data), Family)
        except ParseError as error:
            problems.append(misfit(error, path))
            continue
        if family.id != file.stem:
            facts = {"id": family.id, "fault": "differs from the file name", "other": file.stem}
            problems.append(Problem(code="SCH004", path=path, pointer="/id", facts=facts))
        families[family.id] = family
    return inherit(families), tuple(problems)


def _choices_as_maps(data: Data) -> Data:
    if isinstance(data, dict) and isinstance(data.get("attributes"), dict):
        for attribute in data["attributes"].values():  # type: ignore[union-attr]  # a dict, above
            if isinstance(attribute, dict) and isinstance(attribute.get("choices"), list):
                attribute["choices"] = {str(choice): str(choice) for choice in attribute["choices"]}  # type: ignore[union-attr]  # a list, above
    return data


def _products(
    root: Path, families: Mapping[str, Family], locale: str, records: Records
) -> tuple[dict[str, Product], dict[str, str], list[Problem]]:
    validators = {
        key: family_validator(family, locale)
        for key, family in families.items()
        if not family.abstract
    }
    products: dict[str, Product] = {}
    paths: dict[str, str] = {}
    files, others, links = _yaml_files(root, PRODUCTS)
    require_names((*files, *others, *links))
    problems = [*misnamed(others), *linked(links)]
    records.learn(files, validators)
    schemas = {key: judge.digest for key, judge in validators.items()}
    for path in files:
        product = _known(records.known(path), schemas) or _product(
            path, records, validators, problems
        )
        if product is None:
            continue
        if product.id in products:
            facts = {"id": product.id, "fault": "is taken", "other": paths[product.id]}
            problems.append(
                Problem(code="SCH004", path=path, pointer="/id", item=product.id, facts=facts)
            )
            continue
        products[product.id] = product
        paths[product.id] = path
    return products, paths, problems


def _known(record: Record, schemas: Mapping[str, bytes]) -> Product | None:
    """Return the product of a file that matched the schema of its family in an earlier run.

    ``schemas`` are the digests of the families' schemas.
    """
    if not record.schema:
        return None
    try:
        product = decoded(record.data, Product)
    except ParseError:
        return None
    return product if schemas.get(product.family) == record.schema else None


def _product(
    path: str, records: Records, validators: Mapping[str, Validator], problems: list[Problem]
) -> Product | None:
    document = records.read(path)
    problems.extend(document.problems)
    if document.data is None:
        if not document.problems:
            facts = {"problem": "the file is empty"}
            problems.append(Problem(code="SCH001", path=path, facts=facts, line=1, column=1))
        return None
    judge = validators.get(family_of(document.data)) or validator("product")
    found = judge.problems(document.data, path)
    problems.extend(found)
    if found:
        return None
    try:
        product = parse(document.data, Product)
    except ParseError as error:
        problems.append(misfit(error, path))
        return None
    if not document.problems:
        records.matches(path, document.data, judge.digest)
    return product


def _yaml_files(root: Path, folder: str) -> tuple[list[str], list[str], list[str]]:
    """Return what is below ``folder``, from the site's root: YAML files, other files, and links.

    Links are those to folders, into which nobody looks. All are sorted by folder.
    """
    files: list[str] = []
    others: list[str] = []
    links: list[str] = []
    for base, folders, names in os.walk(root / folder, onerror=unreadable):
        folders.sort()
        prefix = relative(base, root)
        links += (f"{prefix}/{name}" for name in folders if (Path(base) / name).is_symlink())
        for name in sorted(names):
            is_data = name.endswith((".yaml", ".yml")) and not name.startswith(".")
            (files if is_data else others).append(f"{prefix}/{name}")
    return files, others, links


def _media_problems(
    products: Mapping[str, Product],
    families: Mapping[str, Family],
    paths: Mapping[str, str],
    media: Media,
) -> Iterator[Problem]:
    for key, product in products.items():
        if all(map(media.facts.__contains__, product.attached())):
            continue  # as of most: many have their pictures in common
        for pointer, file in product.files():
            problem = media.problem(file, paths[key], pointer, key)
            if problem is not None:
                yield problem
    for key, family in families.items():
        if family.image is not None:
            problem = media.problem(family.image, f"{FAMILIES}/{key}.yaml", "/image", None)
            if problem is not None:
                yield problem


def _page_file_problems(pages: Pages, media: Media) -> Iterator[Problem]:
    for writing in filter(lambda one: one.item is not None, pages.writings):
        for name, line in files_in(writing.body, writing.page):
            if name in pages.assets:  # of what is not there the links' own rule tells
                problem = media.problem(f"{PAGES}{name}", writing.path, "", writing.item)
                if problem is not None:
                    yield structs.replace(problem, line=writing.line + line - 1, column=1)


def _logo_problems(root: Path, brand: Brand) -> Iterator[Problem]:
    for pointer, logo in (("/logo", brand.logo), ("/logo_dark", brand.logo_dark)):
        if logo is not None and not (root / logo).is_file():
            facts = {"file": logo, "fault": "does not exist"}
            yield Problem(code="SCH006", path=BRAND, pointer=pointer, facts=facts)


def _clashes(pages: Mapping[str, str], products: Mapping[str, str]) -> Iterator[Problem]:
    for key in sorted(pages.keys() & products.keys()):
        facts = {"id": key, "fault": "is taken", "other": products[key]}
        yield Problem(code="SCH004", path=pages[key], pointer="/control/id", item=key, facts=facts)
