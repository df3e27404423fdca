"""``inforce review``: what to look at, and the record that it was looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import click
from msgspec import Struct

from inforce.cli.links import as_last_asked
from inforce.cli.options import INTERVAL, SiteChoice, site_options
from inforce.control.review import Review, review
from inforce.control.selection import chosen, settled
from inforce.domain.checking.choice import Choice
from inforce.domain.editions.edition import Edition
from inforce.domain.errors import InforceError
from inforce.domain.interval import Interval
from inforce.domain.items.product import PUBLIC
from inforce.domain.nearest import Names
from inforce.domain.registers.register import Outcome
from inforce.domain.site.corpus import Corpus
from inforce.domain.standings.review import wants_review
from inforce.domain.standings.standing import Standing, standings
from inforce.domain.standings.worklist import Task, worklist
from inforce.domain.views.reading import Reading
from inforce.pipeline.checking.check import check_corpus
from inforce.readers.corpus_reader import read_corpus
from inforce.readers.site import read_settings
from inforce.readers.wording import wording
from inforce.renderers.schedule import tasks

_OUTCOMES = [outcome.value for outcome in Outcome]
_FORMATS: Mapping[str, Callable[[tuple[Task, ...], Reading, date], str]] = {
    "text": tasks.tasks_text,
    "json": tasks.tasks_json,
    "markdown": tasks.tasks_markdown,
}


class _Wanted(Struct, frozen=True):
    """Which items are to be looked at; an empty part asks for all that is due soon or late."""

    items: tuple[str, ...]
    family: str | None
    owner: str | None
    within: Interval | None


@click.command("review")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--family", help="All products of this family and the families below it.")
@click.option("--owner", metavar="ROLE", help="To look at: only items that this role owns.")
@click.option("--due-within", type=INTERVAL, help="To look at: what is due within this time.")
@click.option(
    "--format", "form", type=click.Choice(list(_FORMATS)), help="To look at. Default: text."
)
@click.option("--locale", help="To look at: the language of texts. Default: the site's first.")
@click.option("--by", metavar="PERSON", help="Who reviewed, as in people.yaml.")
@click.option("--outcome", type=click.Choice(_OUTCOMES), help="What was found; it is recorded.")
@click.option("--note", help="What it was held against, or what is to be done.")
@click.option("--dry-run", is_flag=True, help="Say what would be recorded; write nothing.")
@site_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    family: str | None,
    owner: str | None,
    due_within: Interval | None,
    form: str | None,
    locale: str | None,
    by: str | None,
    outcome: str | None,
    note: str | None,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Show what to look at in the items ID, or record with --outcome that it was.

    Without ID, --family, --owner or --due-within it shows what is due soon or late. ID@DIGEST
    records a review only of what has this digest: what was looked at. Only the outcome no_change
    confirms an item and starts its interval anew.
    """
    if outcome is None:
        if by or note or dry_run:
            raise InforceError("--by, --note and --dry-run go with --outcome")
        names = tuple(item.partition("@")[0] for item in items)
        _show(site, _Wanted(names, family, owner, due_within), form or "text", locale)
        return
    if owner or due_within or form or locale:
        raise InforceError(
            "--owner, --due-within, --format and --locale show what to look at; no --outcome"
        )
    if not (items or family):
        raise InforceError("name the items that were reviewed, or use --family")
    if by is None:
        raise InforceError("--by PERSON says who reviewed")
    named = [item.partition("@") for item in items]
    order = Review(
        by=by,
        on=site.today(read_settings(site.root).policy),
        outcome=Outcome(outcome),
        items=tuple(item for item, _, _ in named),
        seen={item: digest for item, at, digest in named if at},
        family=family,
        note=note,
        dry_run=dry_run,
    )
    for item, entry in review(site.root, order):
        would = "would be " if dry_run else ""
        click.echo(f"{item}: revision {entry.revision} {would}reviewed on {entry.on}, {outcome}")


def _show(site: SiteChoice, wanted: _Wanted, form: str, locale: str | None) -> None:
    corpus = as_last_asked(read_corpus(site.root, databases=True), site.root)
    today = site.today(corpus.policy)
    where = standings(corpus, today)
    found = check_corpus(corpus, site.root, today, Choice(), where).findings
    listed = worklist(corpus, where, today, found, _asked_for(corpus, where, today, wanted))
    click.echo(_FORMATS[form](listed, _reading(corpus, today, locale), today), nl=False)
    if not listed:
        click.echo("nothing is to be reviewed", err=True)


def _reading(corpus: Corpus, today: date, locale: str | None) -> Reading:
    """Return the words in which a reviewer reads: those of the site's first locale by default."""
    policy = corpus.policy
    spoken = locale or policy.default_locale
    if spoken not in policy.locales:
        hint = Names(policy.locales).expected(spoken, f"there are {', '.join(policy.locales)}")
        raise InforceError(f"unknown locale {spoken!r}; {hint}")
    blank = Edition(as_of=today, audience=PUBLIC, locales=policy.locales, brand=corpus.brand)
    return Reading(blank, wording(spoken, corpus.interface))


def _asked_for(
    corpus: Corpus, where: Mapping[str, Standing], today: date, wanted: _Wanted
) -> Iterator[str]:
    named = bool(wanted.items or wanted.family)
    among = chosen(settled(corpus), wanted.items, wanted.family) if named else tuple(where)
    if wanted.owner is not None and wanted.owner not in corpus.people.roles:
        hint = Names(corpus.people.roles).expected(wanted.owner, "site_config/people.yaml has them")
        raise InforceError(f"no role is called {wanted.owner}; {hint}")
    soon = Interval(f"P{corpus.policy.review.due_soon}D")
    until = None if named and wanted.within is None else (wanted.within or soon).after(today)
    for key in among:
        place = where[key]
        if (wanted.owner is None or place.owner == wanted.owner) and (
            until is None or wants_review(place.review, until)
        ):
            yield key
