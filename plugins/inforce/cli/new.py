"""``inforce new``: begin a page, a product, a family, an entry of the feedback register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import click

from inforce.cli.options import DAY, SiteChoice, site_options
from inforce.cli.said import name_of, texts_of
from inforce.control.draft import Begun, put
from inforce.control.new_communication import new_communication
from inforce.control.new_family import new_family
from inforce.control.new_feedback import new_feedback
from inforce.control.new_page import PageOrder, new_page
from inforce.control.new_product import ProductOrder, new_product
from inforce.domain.items.page import PageKind
from inforce.domain.items.product import PUBLIC
from inforce.domain.site.feedback import Channel, Feedback, FeedbackKind, Sender, Subject
from inforce.domain.text import Text
from inforce.readers.site import read_settings

_CommandT = TypeVar("_CommandT", bound=Callable[..., object])
_KINDS = [kind.value for kind in PageKind]


def _dry_run(command: _CommandT) -> _CommandT:
    about = "Print what would be written; write nothing."
    return click.option("--dry-run", is_flag=True, help=about)(command)


@click.group("new")
def command() -> None:
    """Begin a file: proved first, and never in the place of one that exists."""


@command.command("page")
@click.argument("key", metavar="ID")
@click.option("--kind", type=click.Choice(_KINDS), default="page", help="What it is.")
@click.option("--owner", metavar="ROLE", help="The role that owns it. Default: that of most pages.")
@click.option("--audience", default=PUBLIC, help="Who may see it. Default: public.")
@click.option(
    "--title",
    "titles",
    multiple=True,
    metavar="[LOCALE=]TEXT",
    help="Its title; once a locale. Default: that of the template.",
)
@_dry_run
@site_options
def page(  # noqa: PLR0917 - one parameter an option
    key: str,
    kind: str,
    owner: str | None,
    audience: str,
    titles: tuple[str, ...],
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Begin the controlled page ID in every locale, from the template of its kind."""
    texts = texts_of(titles, "--title", read_settings(site.root).policy)
    order = PageOrder(
        id=key,
        kind=PageKind(kind),
        owner=owner,
        audience=audience,
        title=Text(texts) if texts else None,
    )
    _finish(lambda: new_page(site.root, order), site, dry_run=dry_run)


@command.command("product")
@click.argument("key", metavar="ID")
@click.option("--family", required=True, help="Its family.")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="[LOCALE=]TEXT",
    help="What it is called; once a locale. Default: its id in capitals.",
)
@click.option("--owner", metavar="ROLE", help="The role that owns it. Default: as its siblings.")
@_dry_run
@site_options
def product(
    key: str,
    family: str,
    names: tuple[str, ...],
    owner: str | None,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Begin the product ID, with a place for all that its family asks for."""
    name = name_of(names, "--name", read_settings(site.root).policy)
    order = ProductOrder(id=key, family=family, name=name, owner=owner)
    _finish(lambda: new_product(site.root, order), site, dry_run=dry_run)


@command.command("family")
@click.argument("key", metavar="ID")
@click.option("--parent", metavar="FAMILY", help="The family whose attributes it inherits.")
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="[LOCALE=]TEXT",
    help="What its products are called; once a locale. Default: from its id.",
)
@_dry_run
@site_options
def family(
    key: str, parent: str | None, names: tuple[str, ...], dry_run: bool, site: SiteChoice
) -> None:
    """Begin the family ID."""
    name = name_of(names, "--name", read_settings(site.root).policy)
    _finish(lambda: new_family(site.root, key, parent, name), site, dry_run=dry_run)


@command.command("feedback")
@click.option(
    "--kind",
    required=True,
    type=click.Choice([kind.value for kind in FeedbackKind]),
    help="What kind of message it is.",
)
@click.option("--text", required=True, help="What was said.")
@click.option(
    "--subject",
    type=click.Choice([subject.value for subject in Subject]),
    default="other",
    help="What it is about.",
)
@click.option("--item", metavar="ID", help="The product or page it is about.")
@click.option("--revision", type=click.IntRange(min=1), help="The revision the sender had.")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    default="other",
    help="How it came.",
)
@click.option("--received", type=DAY, help="The day it came in. Default: today.")
@click.option("--from", "sender", metavar="NAME", help="Who wrote; stays inside.")
@_dry_run
@site_options
def feedback(  # noqa: PLR0917 - one parameter an option
    kind: str,
    text: str,
    subject: str,
    item: str | None,
    revision: int | None,
    channel: str,
    received: date | None,
    sender: str | None,
    dry_run: bool,
    site: SiteChoice,
) -> None:
    """Enter what a customer told us under the next free number; print the path of the entry.

    It is answered by editing that file.
    """
    today = site.today(read_settings(site.root).policy)
    entry = Feedback(
        id="",
        kind=FeedbackKind(kind),
        received=received or today,
        text=text,
        subject=Subject(subject),
        item=item,
        revision=revision,
        channel=Channel(channel),
        sender=Sender(name=sender),
    )
    _finish(lambda: new_feedback(site.root, entry, today), site, dry_run=dry_run)


@command.command("communication")
@_dry_run
@site_options
def communication(dry_run: bool, site: SiteChoice) -> None:
    """Begin site_config/communication.yaml: what customers must be told."""
    _finish(new_communication, site, dry_run=dry_run)


def _finish(begin: Callable[[], Begun], site: SiteChoice, *, dry_run: bool) -> None:
    begun = put(site.root, begin, dry_run=dry_run)
    for draft in begun.drafts:
        click.echo(draft.path)
        if dry_run:
            click.echo(draft.text)
    for note in begun.notes:
        click.echo(note, err=True)
