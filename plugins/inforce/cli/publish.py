"""``inforce publish``: a built output goes where readers find it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.cli.progress import shown
from inforce.domain.errors import InforceError
from inforce.domain.items.product import PUBLIC
from inforce.pipeline.deployment.admission import refuse_mixture, refuse_overlap
from inforce.pipeline.deployment.plan import KEEP, Asked, Deployment, plan
from inforce.pipeline.deployment.run import JOBS, Run
from inforce.pipeline.deployment.source import BuiltFolder, KeptEdition, Source
from inforce.pipeline.deployment.state import State, earlier, read_state
from inforce.pipeline.deployment.target import Target
from inforce.renderers.report.counted import counted
from inforce.renderers.report.sentences import one_line

_BEFORE = "the one before"
_UNFINISHED = (
    "a publication there was interrupted, or is under way; what it may have touched is done anew"
)


@click.command("publish")
@click.argument("address", metavar="TARGET")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The built folder. Default: build/AUDIENCE in the site's folder.",
)
@click.option("--audience", help="For whom; it must be that of the build. Default: public.")
@click.option("--preview", is_flag=True, help="Publish a preview, onto a place for previews.")
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    default=KEEP,
    help=f"How many earlier editions can be brought back. Default: {KEEP}.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1, max=64),
    default=JOBS,
    help=f"How many files at once. Default: {JOBS}.",
)
@click.option("--all", "everything", is_flag=True, help="Upload unchanged files too.")
@click.option("--prune", is_flag=True, help="Delete files there that inforce did not publish.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option(
    "--rollback",
    is_flag=False,
    flag_value=_BEFORE,
    metavar="[EDITION]",
    help="Bring an earlier edition back; without EDITION the one before.",
)
@click.option("--list", "listing", is_flag=True, help="List the editions there.")
@site_options
def command(
    address: str,
    *,
    source: Path | None,
    audience: str | None,
    preview: bool,
    keep: int,
    jobs: int,
    everything: bool,
    prune: bool,
    dry_run: bool,
    rollback: str | None,
    listing: bool,
    site: SiteChoice,
) -> None:
    """Publish a built folder at TARGET: a folder, or an address such as s3://bucket/site.

    Only what has changed is uploaded, pages before what leads to them, deletions last. Broken off
    anywhere, the same command finishes it.
    """
    asked = Asked(keep=keep, everything=everything, prune=prune)
    target = Target(address)
    if listing:
        _list(read_state(target))
    elif rollback is not None:
        if everything or preview or audience or source is not None:
            raise InforceError("--rollback takes an edition as it was kept: leave the options out")
        state = read_state(target, whole=prune)
        kept = earlier(state, None if rollback == _BEFORE else rollback)
        _publish(target, state, KeptEdition(target, state, kept), asked, jobs=jobs, trial=dry_run)
    else:
        built = BuiltFolder(source or site.root / "build" / (audience or PUBLIC))
        _refuse_other(built, audience, preview)
        refuse_overlap(target, built.folder, site.root)
        state = read_state(target, whole=prune)
        _publish(target, state, built, asked, jobs=jobs, trial=dry_run)


def _refuse_other(built: BuiltFolder, audience: str | None, preview: bool) -> None:
    manifest = built.edition.manifest
    if audience not in {None, manifest.audience}:
        raise InforceError(f"{built.folder} is for {manifest.audience}, not for {audience}")
    if manifest.preview and not preview:
        raise InforceError(
            f"{built.folder} is a preview of working copies; publish it with --preview, "
            "where nobody takes it for approved"
        )


def _publish(
    target: Target, state: State, source: Source, asked: Asked, *, jobs: int, trial: bool
) -> None:
    refuse_mixture(target, state, source.edition.manifest)
    deployment = plan(state, source.edition, asked)
    for remark in _remarks(deployment, asked):
        click.echo(f"note: {one_line(remark)}", err=True)
    if trial:
        for line in _rehearsed(deployment, source):
            click.echo(one_line(line))  # what is there may be called anything
        click.echo(f"{_summary(target, deployment, source)}; nothing was written", err=True)
    elif deployment.nothing:
        click.echo(f"{target.shown} is up to date: edition {source.edition.name}", err=True)
    else:
        told = _summary(target, deployment, source)
        run = Run(target, deployment, source, jobs)
        deque(shown(run.carry_out(), "Publishing", run.steps), maxlen=0)
        click.echo(told, err=True)
        kept = ", ".join(one.edition.name for one in deployment.keeping.kept)
        click.echo(f"kept for --rollback: {kept or 'none'}", err=True)


def _list(state: State) -> None:
    """Print the editions, the live one first; what is wrong goes to stderr."""
    if state.live is None and state.octets is not None:
        click.echo(f"note: the live edition is unknown: {one_line(state.fault)}", err=True)
    if state.begun:
        click.echo(f"note: {_UNFINISHED}", err=True)
    live = state.live
    editions = [(live, "live")] if live else []
    editions += [(one.edition, "kept") for one in reversed(state.kept) if one.edition != live]
    for edition, place in editions:
        count = counted(len(edition.files), "file")
        click.echo(f"{edition.name}  {place}  {edition.manifest.audience}  {count}")


def _remarks(deployment: Deployment, asked: Asked) -> Iterator[str]:
    state = deployment.state
    if state.begun:
        yield _UNFINISHED
    if state.live is None and state.octets is not None:
        yield f"what is live there cannot be trusted, all is uploaded anew: {state.fault}"
    strangers = state.strangers - deployment.edition.files.keys()
    if strangers and not asked.prune:
        files = counted(len(strangers), "file stays", "files stay")
        yield f"{files} there that inforce did not publish; --prune deletes such files"
    live = state.live
    if live is not None and live.manifest.as_of > deployment.edition.manifest.as_of:
        before, after = live.manifest.as_of, deployment.edition.manifest.as_of
        yield (
            f"live is the edition of {before}; this one, of {after}, is older, and tells nothing "
            "of what was withdrawn or recalled since"
        )


def _rehearsed(deployment: Deployment, source: Source) -> Iterator[str]:
    for path in deployment.uploads:
        yield f"upload  {source.size(path):>9}  {path}"
    for path in deployment.deletes:
        yield f"delete  {'':>9}  {path}"


def _summary(target: Target, deployment: Deployment, source: Source) -> str:
    uploads = deployment.uploads
    octets = sum(source.size(path) for path in uploads)
    manifest = source.edition.manifest
    return (
        f"{target.shown}: edition {source.edition.name} for {manifest.audience}: "
        f"{counted(len(uploads), 'upload')} ({octets / 1_000_000:.1f} MB), "
        f"{counted(len(deployment.deletes), 'deletion')}, "
        f"{len(source.edition.files) - len(uploads)} unchanged"
    )
