"""``inforce check --links``: asks other hosts, and keeps what they answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from msgspec import structs

from inforce.cli.progress import shown
from inforce.control.whole_file import write_whole
from inforce.domain.checking.rule import Inspection
from inforce.domain.site.corpus import Corpus
from inforce.domain.site.link_record import LinkRecord
from inforce.domain.standings.standing import standings
from inforce.readers.answers import answers_text, read_answers
from inforce.readers.cache import CACHE
from inforce.readers.host_links import host_links, own_address
from inforce.renderers.report.counted import counted

FILE = "links.json"


def asked_about(
    corpus: Corpus, root: Path, today: date, paths: tuple[str, ...], cache: Path | None
) -> Inspection:
    """Return the site with what other hosts say of the links below ``paths``, of all without any.

    What they say is kept in the file ``cache``. Nothing is asked by a policy that cannot be read.
    """
    from inforce.pipeline.other_hosts.link_asking import asked
    from inforce.pipeline.other_hosts.link_check import check_links

    file = root / CACHE / FILE if cache is None else cache
    record = _record(root, file)
    known = structs.replace(corpus, links=record)
    look = Inspection(corpus=known, today=today, standings=standings(known, today))
    if not corpus.usable:
        return look
    done = check_links(
        look,
        paths,
        lambda some: shown(asked(some, corpus.policy.links), "Asking other hosts", len(some)),
    )
    if done.answers != record.answers:
        _keep(file, answers_text(done.answers), own=cache is None)
    click.echo(
        f"{counted(done.addresses, 'link', 'links')} to other hosts: {done.asked} asked, "
        f"{done.addresses - done.asked} known from before, {done.unsaid} left unsaid",
        err=True,
    )
    told = structs.replace(record, answers=done.answers)
    return structs.replace(look, corpus=structs.replace(known, links=told))


def as_last_asked(corpus: Corpus, root: Path) -> Corpus:
    """Return the site with what other hosts said when they were last asked; nobody is asked."""
    return structs.replace(corpus, links=_record(root, root / CACHE / FILE))


def _record(root: Path, file: Path) -> LinkRecord:
    return LinkRecord(
        answers=read_answers(file), elsewhere=tuple(host_links(root)), own=own_address(root)
    )


def _keep(file: Path, text: str, *, own: bool) -> None:
    """Write the memory; a folder of our own is kept out of git."""
    write_whole(file, text.encode())
    if own:
        write_whole(file.with_name(".gitignore"), b"*\n")
