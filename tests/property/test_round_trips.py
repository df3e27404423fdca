"""What is written reads back as the same value, for every kind of file."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from msgspec import Struct, structs

from inforce.control.record import append_entry, write_snapshot
from inforce.domain.items.content import PageContent, ProductContent
from inforce.domain.items.family import Family
from inforce.domain.items.page import Page
from inforce.domain.items.parse import decoded, parse
from inforce.domain.items.product import Product
from inforce.domain.registers.digest import content_digest, digest, plain, seal
from inforce.domain.registers.register import Approved, Assigned, Entry, Reviewed
from inforce.domain.site.communication import Communication
from inforce.domain.site.feedback import Feedback
from inforce.domain.site.policy import Brand, People, Policy, Waiver
from inforce.domain.yaml_text import to_yaml
from inforce.readers.ledgers import parse_snapshot
from inforce.readers.packed_product import packed
from inforce.readers.yaml_reader import read_yaml
from tests.property.shapes import made

# Not shrunk: that would take minutes, and the type says where to look.
PATIENT = settings(
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
FILES = (Product, Page, Family, Policy, People, Brand, Waiver, Communication, Feedback)
ENTRIES = (Approved, Reviewed, Assigned)
CONTENTS = (ProductContent, PageContent)


def read_back(text: str, kind: Any) -> Any:  # noqa: ANN401 - any type of the model
    document = read_yaml(text.encode(), "x.yaml")
    assert document.problems == ()
    value = parse(document.data, kind)
    if kind is Product:
        assert same(decoded(packed(document.data), kind), value)
    return value


def same(one: Struct, other: Struct) -> bool:
    """Whether two values are equal, digit by digit and hour by hour."""
    return one == other and to_yaml(plain(one)) == to_yaml(plain(other))


@pytest.mark.parametrize("kind", [*FILES, *CONTENTS])
@pytest.mark.parametrize("full", [True, False])
def test_a_file_reads_back(
    kind: type[Struct],
    full: bool,  # noqa: FBT001 - pytest passes it
) -> None:
    @PATIENT
    @given(made(kind, full=full))
    def check(value: Any) -> None:  # noqa: ANN401 - of that kind
        assert same(read_back(to_yaml(plain(value)), kind), value)

    check()


@pytest.mark.parametrize("kind", ENTRIES)
def test_a_register_reads_back(kind: type[Entry]) -> None:
    """With the very bytes that are appended: twice, so that the second follows the first."""

    @PATIENT
    @given(made(kind), made(kind, full=True))
    def check(first: Any, second: Any) -> None:  # noqa: ANN401 - of that kind
        with TemporaryDirectory() as folder:
            root = Path(folder)
            for entry in (first, second):
                append_entry(root, "a", entry)
            text = (root / "content/issued/a/register.yaml").read_text(encoding="utf-8")
        entries = read_back(text, tuple[Entry, ...])
        assert len(entries) == 2
        for read, entry in zip(entries, (first, second), strict=True):
            assert same(read, entry)
            assert seal(read) == seal(entry)

    check()


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_snapshot_reads_back(kind: type[Struct]) -> None:
    @PATIENT
    @given(made(kind))
    def check(content: Any) -> None:  # noqa: ANN401 - of that kind
        content = structs.replace(content, files={})  # their bytes would be kept as well
        with TemporaryDirectory() as folder:
            write_snapshot(Path(folder), "a", 1, content)
            octets = (Path(folder) / "content/issued/a/1.yaml").read_bytes()
        read = parse_snapshot(octets)
        assert same(read, content)
        assert (digest(read), content_digest(read)) == (digest(content), content_digest(content))

    check()
