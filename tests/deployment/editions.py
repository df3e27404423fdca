"""Small outputs as a build writes them, and the places they are published to."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from posixpath import dirname, join, normpath

import msgspec

from inforce.pipeline.deployment.plan import Asked, plan
from inforce.pipeline.deployment.run import Run
from inforce.pipeline.deployment.source import BuiltFolder, KeptEdition, Source
from inforce.pipeline.deployment.state import earlier, read_state
from inforce.pipeline.deployment.target import Target
from inforce.pipeline.output.manifest import NAME, STORE, Manifest, digests, inventory

Tree = dict[str, bytes]
_HREF = re.compile(rb'href="([^"]+)"')


def build(  # noqa: PLR0913 - one for each thing that differs between editions
    folder: Path,
    products: Mapping[str, str],
    *,
    day: int = 1,
    style: str = "plain",
    audience: str = "public",
    preview: bool = False,
    extra: Mapping[str, str] | None = None,
) -> Path:
    """Write an edition with these products, whose texts are given, into ``folder``."""
    css = f"assets/site-{sha256(style.encode()).hexdigest()[:8]}.css"
    names = sorted(products)
    pages = [f"products/{name}/index.html" for name in names]
    texts = {
        css: style,
        "index.html": page(0, css, "products/index.html", "families/pump/index.html"),
        "products/index.html": page(1, css, *pages),
        "families/pump/index.html": page(
            2, css, *(f"products/{name}/index.html" for name in names)
        ),
        "feeds/notices.xml": f"<feed>{' '.join(names)}</feed>",
        "api/v1/products.json": f"{names}",
        **(extra or {}),
    }
    for number, name in enumerate(names):
        media = f"media/{sha256(products[name].encode()).hexdigest()[:12]}/{name}.txt"
        following = names[(number + 1) % len(names)]
        links = (css, media, f"products/{following}/index.html", "index.html")
        texts[media] = products[name]
        texts[f"products/{name}/index.html"] = f"{page(2, *links)}{products[name]}"
        texts[f"api/v1/products/{name}.json"] = products[name]
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    _seal(folder, day, audience, preview=preview)
    return folder


def page(depth: int, *links: str) -> str:
    return "".join(f'<a href="{"../" * depth}{link}"></a>' for link in links)


def _seal(folder: Path, day: int, audience: str, *, preview: bool) -> None:
    edition = folder / "api/v1/edition.json"
    edition.write_text(f'{{"files": "{inventory(digests(folder))}"}}', encoding="utf-8")
    manifest = Manifest(
        as_of=date(2026, 1, day),
        audience=audience,
        edition="sha256-jcs-1:0",
        preview=preview,
        items={},
        files=digests(folder),
    )
    (folder / NAME).write_bytes(msgspec.json.encode(manifest))


def publish(address: str | Path, folder: Path, *, jobs: int = 1, asked: Asked | None = None) -> int:
    """Publish a built folder; return how many files were uploaded."""
    target = Target(str(address))
    return _run(target, BuiltFolder(folder), asked or Asked(), jobs)


def roll_back(address: str | Path, name: str | None = None, asked: Asked | None = None) -> int:
    """Bring an earlier edition back; return how many files were written."""
    target = Target(str(address))
    state = read_state(target)
    kept = KeptEdition(target, state, earlier(state, name))
    return _run(target, kept, asked or Asked(), 1)


def _run(target: Target, source: Source, asked: Asked, jobs: int) -> int:
    deployment = plan(read_state(target, whole=asked.prune), source.edition, asked)
    if not deployment.nothing:
        run = Run(target, deployment, source, jobs)
        assert sum(1 for _ in run.carry_out()) == run.steps
    return len(deployment.uploads)


def tree(address: str | Path) -> Tree:
    """Return all that readers find at a place."""
    return {path: octets for path, octets in whole(address).items() if not _apart(path)}


def whole(address: str | Path) -> Tree:
    """Return everything at a place."""
    target = Target(str(address))
    paths = {**target.files(), **target.files(STORE)}  # some servers hide `.inforce`
    return {path: target.read(path) or b"" for path in paths}


def kept(address: str | Path) -> list[str]:
    """Return the days of the kept editions, oldest first."""
    state = read_state(Target(str(address)))
    return [str(one.edition.manifest.as_of) for one in state.kept]


def built(folder: Path) -> Tree:
    """Return the files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def dead_links(there: Tree) -> list[str]:
    """Return what leads nowhere from the files of the live manifest, else from the home page."""
    listed = msgspec.json.decode(there[NAME], type=Manifest).files if NAME in there else {}
    waiting = [path for path in listed or ("index.html",) if path in there]
    seen = set(waiting)
    dead = [path for path in listed if path not in there]
    while waiting:
        path = waiting.pop()
        for to in _links(path, there[path]):
            if to not in there:
                dead.append(f"{path} -> {to}")
            elif to not in seen:
                seen.add(to)
                waiting.append(to)
    return dead


def _links(path: str, octets: bytes) -> Iterator[str]:
    if path.endswith(".html"):
        for href in _HREF.findall(octets):
            yield normpath(join(dirname(path), href.decode()))


def _apart(path: str) -> bool:
    return path.partition("/")[0] == STORE
