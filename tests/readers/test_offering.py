import sqlite3
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

from inforce.domain.items.offering import Offered, OfferingSource
from inforce.readers import database
from inforce.readers.offering import OfferingList, read_offering

FILE = "site_config/offering.csv"


def read(root: Path, octets: bytes | None, **source: object) -> OfferingList:
    """Read a list of these bytes; None leaves the file out."""
    if octets is not None:
        (root / "site_config").mkdir(exist_ok=True)
        (root / FILE).write_bytes(octets)
    given = OfferingSource(**{"file": FILE, **source})  # type: ignore[arg-type]  # a policy's keys
    return read_offering(root, given)


def faults(found: OfferingList) -> list[tuple[str, str, str]]:
    return [
        (problem.pointer, problem.facts["found"], problem.facts["expected"])
        for problem in found.problems
    ]


def test_no_source_no_list(tmp_path: Path) -> None:
    assert read_offering(tmp_path, None) == OfferingList()


def test_a_plain_list(tmp_path: Path) -> None:
    found = read(tmp_path, b"\xef\xbb\xbfcode,name\nHX100 ,Pump\n\nHX110,\n")
    assert found.problems == ()
    assert found.rows == (
        Offered(code="HX100", on_sale=True, line=2),
        Offered(code="HX110", on_sale=True, line=4),
    )


def test_a_list_with_status_and_day(tmp_path: Path) -> None:
    text = '№;артикул;статус;дата\n1;НХ-1;активен;31.01.2026\n2;"НХ\n2";стоп;2026-02-01\n'
    found = read(
        tmp_path, text.encode("cp1251"), encoding="cp1251", delimiter=";", code="артикул",
        status="статус", on_sale=("активен",), dated="дата",
    )  # fmt: skip
    assert found.problems == ()
    assert found.rows == (
        Offered(code="НХ-1", on_sale=True, line=2, status="активен", day=date(2026, 1, 31)),
        Offered(code="НХ\n2", on_sale=False, line=3, status="стоп", day=date(2026, 2, 1)),
    )


def test_a_bad_row_does_not_hide_the_others(tmp_path: Path) -> None:
    found = read(tmp_path, b"code,day\n,2026-01-01\nHX100,soon\nHX110,\n", dated="day")
    assert [row.code for row in found.rows or ()] == ["HX100", "HX110"]
    assert faults(found) == [
        ("/line/2", "nothing", "a code"),
        ("/HX100/day", "soon", "2026-01-31 or 31.01.2026"),
        ("/HX110/day", "nothing", "2026-01-31 or 31.01.2026"),
    ]
    assert [problem.line for problem in found.problems] == [2, 3, 4]


@pytest.mark.parametrize(
    ("octets", "source", "fault"),
    [
        (None, {}, ("/offering/file", f"{FILE} is missing", "a CSV file")),
        (b"", {"file": "../x"}, ("/offering/file", "../x lies outside", "a file of the site")),
        (b"", {"sql": "ERP"}, ("/offering", "both file and sql", "one of the two")),
        (b"code\n", {}, ("/offering", "no row with a code", "what is sold")),
        (b"", {}, ("/offering", "no row with a code", "what is sold")),
        (b"kode\nA\n", {}, ("/offering/code", "no column code", "did you mean kode?")),
        (b"code,x,code\nA,b,C\n", {}, ("/offering/code", "2 columns code", "one of that name")),
        (b"code,x\nA,b\n", {"status": "s"}, ("/offering/status", "no column s", "one of code, x")),
        (b"code,x\nA\n", {}, ("/offering/delimiter", f"{FILE}:2: 1 cells", "2, as in the head")),
        (b'code\n"A\n', {}, ("/offering/file", f"{FILE}:2: unexpected end of data", "a CSV file")),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_used(
    tmp_path: Path, octets: bytes | None, source: dict[str, object], fault: tuple[str, str, str]
) -> None:
    found = read(tmp_path, octets, **source)
    assert found.rows is None
    assert faults(found) == [fault]


def test_a_list_in_another_encoding(tmp_path: Path) -> None:
    found = read(tmp_path, "code\nНХ\n".encode("cp1251"))
    assert found.rows is None
    ((pointer, words, expected),) = faults(found)
    assert (pointer, expected) == ("/offering/file", "text in utf-8")
    assert words.startswith(FILE)


QUERY = "select code, state, day from articles order by code"


@pytest.fixture
def erp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a small database; its address stands in the environment."""
    pytest.importorskip("sqlalchemy")
    file = tmp_path / "erp.db"
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("create table articles (code text, state text, day text)")
        rows = [
            ("HX100", "A", "2026-11-01"),
            ("HX110", "X", "2026-11-02"),
            (None, "A", "2026-11-02"),
        ]
        connection.executemany("insert into articles values (?, ?, ?)", rows)
    connection.close()
    monkeypatch.setenv("ERP_DATABASE", f"sqlite:///{file}")
    return file


def ask(root: Path, **source: object) -> OfferingList:
    given: dict[str, object] = {
        "sql": "ERP_DATABASE",
        "query": QUERY,
        "timeout": 5,
        "status": "state",
        "on_sale": ("A",),
        "dated": "day",
    }
    return read_offering(root, OfferingSource(**given | source), databases=True)  # type: ignore[arg-type]  # a policy's keys


def test_a_database_answers(tmp_path: Path, erp: Path) -> None:
    before = erp.read_bytes()
    found = ask(tmp_path)
    assert found.rows == (
        Offered(code="HX100", on_sale=True, status="A", day=date(2026, 11, 1)),
        Offered(code="HX110", on_sale=False, status="X", day=date(2026, 11, 2)),
    )
    assert faults(found) == [("/line/0", "nothing", "a code")]
    assert erp.read_bytes() == before


@pytest.mark.usefixtures("erp")
@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"query": "delete from articles"}, "the query is not a single SELECT"),
        ({"query": "select 1; delete from articles"}, "the query is not a single SELECT"),
        ({"query": "with x as (select 1) delete from articles"}, "attempt to write a readonly"),
        ({"query": "select code from nowhere"}, "no such table: nowhere"),
        ({"sql": "NO_SUCH_NAME"}, "the environment variable NO_SUCH_NAME is not set"),
        ({"sql": "sqlite://no/where/"}, "Invalid SQLite URL"),
        ({"sql": "x://"}, "x"),
        ({"sql": "sqlite+x+y:://"}, "the address is not of the form dialect://host/database"),
        ({"sql": "postgresql://me:secret@host/db"}, "name an environment variable instead"),
        ({"code": "kode"}, "no column kode"),
        (
            {
                "query": "with recursive n(x) as (select 1 union all select x + 1 from n"
                " where x < 2000000) select max(x) from n",
                "timeout": 0,
            },
            "no answer within 0 seconds",
        ),
    ],
)
def test_a_database_that_does_not_answer(
    tmp_path: Path, source: dict[str, object], words: str
) -> None:
    found = ask(tmp_path, **source)
    assert found.rows is None
    ((_, told, _),) = faults(found)
    assert words in told
    assert "secret" not in told
    assert "\n" not in told


def test_a_database_is_asked_only_when_it_may(tmp_path: Path) -> None:
    found = read_offering(tmp_path, OfferingSource(sql="ERP_DATABASE", query=QUERY))
    assert faults(found)[0][1] == "the database was not asked"


@pytest.mark.usefixtures("erp")
def test_days_that_a_driver_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(_: OfferingSource) -> database.Answer:
        moment = datetime(2026, 1, 2, 3)  # noqa: DTZ001 - as drivers give them
        return ("code", "day"), [("A", date(2026, 1, 1)), (7, moment)]

    monkeypatch.setattr("inforce.readers.offering.answer", answer)
    found = ask(tmp_path, status=None, on_sale=())
    assert [(row.code, row.day) for row in found.rows or ()] == [
        ("A", date(2026, 1, 1)),
        ("7", date(2026, 1, 2)),
    ]


def test_the_extra_is_named_where_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy.engine", None)
    ((_, words, _),) = faults(ask(tmp_path))
    assert words == "SQLAlchemy is missing: pip install 'inforce[sql]'"


@pytest.mark.parametrize(
    ("address", "limits"),
    [
        ("postgresql://h/d", {"connect_timeout": 7, "options": "-c statement_timeout=7s"}),
        ("mysql+pymysql://h/d", {"connect_timeout": 7, "read_timeout": 7}),
        ("mssql+pyodbc://h/d", {"timeout": 7}),
        ("oracle://h/d", {}),
    ],
)
def test_drivers_are_told_their_time(address: str, limits: dict[str, object]) -> None:
    engine = pytest.importorskip("sqlalchemy.engine")
    assert database._limits(engine.make_url(address), 7) == limits


def test_a_password_is_never_told() -> None:
    engine = pytest.importorskip("sqlalchemy.engine")
    url = engine.make_url("postgresql://me:secret@h/d")
    assert database._told(ValueError("no secret here\nmore"), url) == "no … here"
    assert database._told(ValueError(), engine.make_url("sqlite://")) == "ValueError"
