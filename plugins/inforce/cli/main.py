"""The program ``inforce``; each command is loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import final

import click

from inforce.domain.errors import InforceError, line_of
from inforce.readers.collector import collector_asleep_at_the_end, collector_in_large_steps

VERBOSE = "inforce.verbose"
_COMMANDS = {
    "approve": ("approve", "Authorise revisions for issue."),
    "brochure": ("brochure", "Set the data sheets of single products as PDFs."),
    "build": ("build", "Build every output of every audience."),
    "bulletin": ("bulletin", "Set the bulletins of notices as PDFs."),
    "cascade": ("cascade", "Show everything that still names a product."),
    "catalogue": ("catalogue", "Set a PDF catalogue."),
    "check": ("check", "Check the whole site; changes nothing."),
    "diff": ("diff", "Show what differs between two revisions."),
    "evidence": ("evidence", "Write the evidence of document control for an audit."),
    "export": ("export", "Export products to CSV, XLSX, JSON-LD or BMEcat."),
    "import": ("import_", "Bring in products from CSV or foreign YAML."),
    "init": ("init", "Begin a site, empty or with an example."),
    "log": ("log", "Show the history of an item."),
    "new": ("new", "Begin a page, a product, a family or an entry of feedback."),
    "publish": ("publish", "Publish a built folder, incrementally; bring an edition back."),
    "quote": ("quote", "Set a quotation for order codes as a PDF."),
    "recall": ("recall", "Recall products for safety reasons."),
    "reinstate": ("reinstate", "Bring products back on sale."),
    "review": ("review", "Record that items were held against reality."),
    "revise": ("revise", "Start a revision: say what it changes."),
    "rule": ("rule", "Explain a rule, or list them all."),
    "schema": ("schema", "Write the JSON Schemas that editors use."),
    "status": ("status", "Show where each item stands."),
    "verify": ("verify", "Hold a folder, a live site or a PDF against the registers."),
    "withdraw": ("withdraw", "Take products out under one notice."),
}


@final
class Program(click.Group):
    """The group of commands: knows their names, loads one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load a command."""
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"inforce.cli.{_COMMANDS[cmd_name][0]}").command
        assert isinstance(command, click.Command)  # noqa: S101 - a mistake of ours, not the user's
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; what makes it impossible is one line and exit code 2."""
        collector_in_large_steps()
        collector_asleep_at_the_end()
        try:
            return super().invoke(ctx)
        except (InforceError, OSError) as error:
            if isinstance(error, BrokenPipeError) and _nobody_reads():
                raise  # click ends without a word
            _fail(ctx, line_of(error))
        except UnicodeEncodeError as error:
            sign = error.object[error.start]
            _fail(ctx, f"{error.encoding} has no {sign!r}; set PYTHONIOENCODING=utf-8")
        except KeyboardInterrupt:
            click.echo(err=True)  # the terminal shows ^C
            _fail(ctx, "broken off; the same command begins anew, or goes on where it was")
        return None


def _nobody_reads() -> bool:
    """Whether what is printed goes nowhere any more, as behind ``| head``."""
    import select

    outlet = select.poll()
    try:
        outlet.register(sys.stdout, select.POLLOUT)
    except OSError:  # it is no file of the system
        return False
    return any(state & (select.POLLERR | select.POLLHUP) for _, state in outlet.poll(0))


def _fail(ctx: click.Context, lines: str) -> None:
    if ctx.meta.get(VERBOSE):
        import traceback

        traceback.print_exc()
    from inforce.renderers.report.sentences import one_line

    for line in lines.split("\n"):
        click.echo(f"inforce: {one_line(line)}", err=True)
    ctx.exit(2)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"inforce {version('inforce')}")
        ctx.exit()


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version.",
)
def main() -> None:
    """Keep product information approved, current and published from one edition."""
