"""``inforce build``: every output of every audience."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs

from inforce.cli.options import SiteChoice, site_options
from inforce.domain.errors import InforceError
from inforce.pipeline.order import Order
from inforce.pipeline.output.staging import clear
from inforce.pipeline.publishing.build_memory import BuildMemory, Built
from inforce.pipeline.publishing.host import find_host
from inforce.readers.spread import at_most
from inforce.renderers.report.counted import counted

if TYPE_CHECKING:
    from inforce.pipeline.leaves.crew import Crew
    from inforce.pipeline.output.live_output import LiveOutputs
    from inforce.pipeline.publishing.host_memory import HostMemory


@click.command("build")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the folders of the audiences go. Default: build in the site's folder.",
)
@click.option("--audience", "audiences", multiple=True, help="Only this one; may be repeated.")
@click.option("--locale", "locales", multiple=True, help="Only this one, and the default one.")
@click.option("--no-pdf", is_flag=True, help="Leave the PDFs out.")
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Over how many processes. Default: all cores."
)
@click.option("--preview", is_flag=True, help="Show working copies, marked as not approved.")
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read files, make pages on the Dask cluster at tcp://HOST:PORT; local: by workers here.",
)
@click.option(
    "--exchange",
    metavar="PLACE",
    help="A folder that the workers see too, or s3://BUCKET/FOLDER; nothing stays there.",
)
@site_options
def command(
    *,
    out: Path | None,
    audiences: tuple[str, ...],
    locales: tuple[str, ...],
    no_pdf: bool,
    jobs: int | None,
    preview: bool,
    cluster: str | None,
    exchange: str | None,
    site: SiteChoice,
) -> None:
    """Build website, API and PDFs into OUT/<audience>, one audience after the other.

    Each folder is swapped in whole. Exit code 1: the check found what must not be published, and
    nothing was built.
    """
    click.get_current_context().with_resource(at_most(jobs))
    crew = _crew(cluster, exchange)
    host = find_host()
    asked = Order(
        root=site.root,
        out=out or site.root / "build",
        today=date.min,  # it is asked of the policy
        locales=locales,
        preview=preview,
        pdf=not no_pdf,
    )
    rests = host.rests(site.root)
    memory = BuildMemory(asked, audiences, rests)
    kept = memory.recalled(site.today)
    for one in kept:
        clear(Path(one.out))
        _tell(one)
        click.echo(f"{one.audience}: nothing has changed since it was built", err=True)
    if not kept:
        from inforce.pipeline.output.live_output import LiveOutputs

        with closing(LiveOutputs(asked.root, asked.out, audiences)) as live:
            from inforce.pipeline.publishing.host_memory import HostMemory

            if live.waited:  # the site may be another by now
                rests = host.rests(site.root)
                memory = BuildMemory(asked, audiences, rests)
            hosting = HostMemory(host, site.root, rests, memory.digests, memory.untouched)
            _build(site, asked, audiences, memory, hosting, live=live, crew=crew)


def _build(
    site: SiteChoice,
    asked: Order,
    audiences: tuple[str, ...],
    memory: BuildMemory,
    hosting: HostMemory,
    *,
    live: LiveOutputs,
    crew: Crew | None,
) -> None:
    """Build what was ``asked`` for in the place of ``live``, for today, with the host's share."""
    from inforce.cli.gate import stop
    from inforce.pipeline.checking.gate import GateError
    from inforce.pipeline.publishing.publish import open_publications
    from inforce.readers.corpus_reader import read_corpus

    settings = hosting.settings()
    learn = None
    if crew is not None:
        crew.prove()
        learn = crew.read
    corpus = read_corpus(site.root, digests=memory.digests, learn=learn)
    order = structs.replace(
        asked,
        today=site.today(corpus.policy),
        origin=settings.origin,
        search=settings.search,
    )
    outputs = []
    try:
        for publication in open_publications(corpus, order, audiences, crew, live):
            hosting.build(publication)
            outputs.append(publication.built())
            _tell(outputs[-1])
            audience = publication.edition.audience
            if publication.reused:
                reused = counted(publication.reused, "product")
                click.echo(f"{audience}: {reused} as in the build before", err=True)
            if publication.printed.told:
                click.echo(f"{audience}: {publication.printed.told}", err=True)
    except GateError as error:
        stop(error)
    memory.keep(tuple(outputs), corpus)


def _tell(one: Built) -> None:
    for remark in one.remarks:
        click.echo(f"warning: {remark}", err=True)
    click.echo(
        f"{one.audience}: {counted(one.products, 'product')} as of {one.as_of.isoformat()} "
        f"in {one.out}",
        err=True,
    )


def _crew(cluster: str | None, exchange: str | None) -> Crew | None:
    """Return the cluster that was asked for, None for this machine."""
    if cluster is None:
        if exchange is not None:
            raise InforceError("--exchange is for builds on a cluster: name one with --cluster")
        return None
    from inforce.cli.progress import shown
    from inforce.pipeline.cluster.crew import DaskCrew

    return DaskCrew(cluster, exchange, datetime.now(UTC), shown)
