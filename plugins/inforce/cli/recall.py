"""``inforce recall``: tell customers to stop using a product."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from inforce.cli.edits import notice_options, tell, tell_cascade
from inforce.cli.options import DAY, SiteChoice
from inforce.cli.said import text_of, text_option
from inforce.control.recall import RecallOrder, recall
from inforce.domain.errors import InforceError
from inforce.readers.site import read_settings

_ResultT = TypeVar("_ResultT")
_TEXTS = {
    "hazard": "What can happen, in plain words.",
    "affected": "Which batches or serial numbers.",
    "identify": "Where on the product they are found.",
    "sold": "When, where and by whom it was sold, where that is known.",
    "action": "What to do: stop using it at once, and then?",
    "remedies": "Repair, replacement, refund: what is offered.",
    "contact": "A free telephone number or an online service.",
}
_OPTIONAL = "sold"


def _text_options(command: Callable[..., _ResultT]) -> Callable[..., _ResultT]:
    for key, about in reversed(_TEXTS.items()):
        command = text_option(f"--{key}", about, required=key != _OPTIONAL)(command)
    return command


@click.command("recall")
@click.argument("items", nargs=-1, metavar="[ID]...")
@click.option("--family", help="All products of this family and the families below it.")
@click.option("--notice", required=True, metavar="NO", help="The number of the notice.")
@click.option("--date", "day", required=True, type=DAY, help="The day it is made public.")
@_text_options
@notice_options
def command(  # noqa: PLR0917 - one parameter an option
    items: tuple[str, ...],
    family: str | None,
    notice: str,
    day: date,
    by: str | None,
    add: bool,
    dry_run: bool,
    site: SiteChoice,
    **texts: Any,  # noqa: ANN401 - the options that _text_options adds
) -> None:
    """Write a safety recall into the working copies of the products ID.

    Its content is that of EU 2023/988, Art. 36; words that make the hazard smaller are refused.
    """
    if not (items or family):
        raise InforceError("name the products to recall, or use --family")
    policy = read_settings(site.root).policy
    said = {key: text_of(texts[key], f"--{key}", policy) for key in _TEXTS}
    order = RecallOrder(
        items=items,
        family=family,
        notice=notice,
        day=day,
        texts={key: text for key, text in said.items() if text is not None},
        today=site.today(policy),
        by=by,
        add=add,
        dry_run=dry_run,
    )
    edit = recall(site.root, order)
    tell(edit, dry_run=dry_run)
    tell_cascade(site.root, edit, order.today)
