"""``inforce schema``: the JSON Schemas that editors complete and check by."""

from __future__ import annotations

import json

import click

from inforce.cli.options import SiteChoice, site_options
from inforce.domain.errors import InforceError
from inforce.domain.nearest import Names
from inforce.pipeline.schemas import compiled, write_schemas
from inforce.readers.corpus_reader import read_families
from inforce.readers.site import read_settings
from inforce.renderers.report.counted import counted


@click.command("schema")
@click.argument("family", required=False)
@site_options
def command(family: str | None, site: SiteChoice) -> None:
    """Write all schemas into schemas/, the families' into schemas/build/.

    With FAMILY its compiled schema is printed, and nothing is written.
    """
    locale = read_settings(site.root).policy.default_locale
    families, problems = read_families(site.root)
    if problems:
        raise InforceError("the families have problems; `inforce check --select SCH` shows them")
    if family is None:
        written = write_schemas(site.root, families, locale)
        click.echo(f"{counted(written, 'schema')} written to {site.root / 'schemas'}", err=True)
        return
    if family not in families:
        hint = Names(families).expected(family, f"there are: {', '.join(sorted(families))}")
        raise InforceError(f"no family is called {family}; {hint}")
    click.echo(json.dumps(compiled(families[family], locale), indent=2, ensure_ascii=False))
