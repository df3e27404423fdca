"""The feedback register and the list of requirements, as they stand in files."""

from datetime import date
from pathlib import Path

from inforce.domain.items.page import PageKind
from inforce.domain.site.communication import MetBy, Requirement
from inforce.domain.site.feedback import Channel, FeedbackKind, Result, Sender, Subject
from inforce.domain.text import Text
from inforce.readers.corpus_reader import read_corpus
from tests.sites import write_site

WHOLE = """\
id: FB-2026-014
kind: complaint
subject: accuracy
item: hx-100
revision: 1
channel: email
received: 2026-11-02
due: 2026-11-16
text: The flow on the page is wrong.
sender: {name: N. N., company: Water works, email: n@example.org, reference: A 7}
answered: 2026-11-05
answered_by: boris
outcome: corrected
answer: Corrected; thank you.
closed: 2026-11-10
corrected_in: 2
"""
SHORT = "id: {id}\nkind: enquiry\nreceived: 2026-11-02\ntext: What is the lead time?\n"


def _site(root: Path, files: dict[str, str]) -> Path:
    return write_site(root, dict(files))


def test_an_entry_is_read_whole(tmp_path: Path) -> None:
    path = "content/feedback/2026/FB-2026-014.yaml"
    corpus = read_corpus(_site(tmp_path, {path: WHOLE}))
    assert corpus.problems == ()
    entry = corpus.feedback["FB-2026-014"]
    assert (entry.kind, entry.subject) == (FeedbackKind.COMPLAINT, Subject.ACCURACY)
    assert (entry.item, entry.revision, entry.corrected_in) == ("hx-100", 1, 2)
    assert (entry.channel, entry.outcome) == (Channel.EMAIL, Result.CORRECTED)
    assert (entry.received, entry.due) == (date(2026, 11, 2), date(2026, 11, 16))
    assert (entry.answered, entry.closed) == (date(2026, 11, 5), date(2026, 11, 10))
    assert (entry.answered_by, entry.answer) == ("boris", "Corrected; thank you.")
    assert entry.path == path
    assert entry.sender == Sender(
        name="N. N.", company="Water works", email="n@example.org", reference="A 7"
    )


def test_every_broken_entry_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    folder = "content/feedback"
    files = {
        f"{folder}/FB-1.yaml": "kind: [",
        f"{folder}/FB-2.yaml": SHORT.format(id="FB-2") + "subjekt: email\n",
        f"{folder}/FB-3.yaml": SHORT.format(id="FB-4"),
        f"{folder}/FB-4.yaml": SHORT.format(id="FB-4"),
        f"{folder}/FB-5.yaml": SHORT.format(id="FB-5") + "revision: 1.0\n",
        f"{folder}/FB-6.yaml": SHORT.format(id="FB-6"),
    }
    corpus = read_corpus(_site(tmp_path, files))
    found = [(problem.code, problem.path.rpartition("/")[2]) for problem in corpus.problems]
    assert found[:2] == [("SCH001", "FB-1.yaml"), ("SCH003", "FB-2.yaml")]
    assert found[2:4] == [("SCH004", "FB-3.yaml"), ("SCH004", "FB-4.yaml")]
    assert found[4:] == [("SCH003", "FB-5.yaml")]
    assert set(corpus.feedback) == {"FB-4", "FB-6"}
    (hint,) = (one for one in corpus.problems if one.path.endswith("FB-2.yaml"))
    assert hint.facts["expected"] == "did you mean subject?"


def test_requirements_are_read(tmp_path: Path) -> None:
    text = "requirements:\n- {id: 8.2.1a, text: Products, met_by: products}\n"
    corpus = read_corpus(_site(tmp_path, {"site_config/communication.yaml": text}))
    wanted = Requirement(id="8.2.1a", text=Text("Products"), met_by=MetBy.PRODUCTS)
    assert corpus.communication == (wanted,)
    assert read_corpus(write_site(tmp_path / "without")).communication == ()


def test_a_requirement_stands_once(tmp_path: Path) -> None:
    text = "requirements:\n- {id: a, text: One}\n- {id: a, text: Two}\n"
    corpus = read_corpus(_site(tmp_path, {"site_config/communication.yaml": text}))
    assert [(problem.code, problem.pointer) for problem in corpus.problems] == [
        ("SCH004", "/requirements/1/id")
    ]


def test_a_page_says_what_it_is(tmp_path: Path) -> None:
    text = "---\ntitle: Offer\ncontrol: {id: offer, kind: offer, owner: sales}\n---\n\nText.\n"
    corpus = read_corpus(_site(tmp_path, {"content/pages/offer.md": text}))
    assert corpus.pages["offer"].kind is PageKind.OFFER
    assert corpus.pages["terms"].kind is PageKind.PAGE
