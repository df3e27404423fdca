"""A small site that its editors never leave alone: its files, and what they do to them."""

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from msgspec import Struct

from tests.site.conftest import FAMILY, FILES, HX_90, HX_100, MKDOCS
from tests.sites import POLICY, approved, write_site

APPROVED = date(2026, 1, 5)
VALVE = """\
id: valve
name: {en: Valves, ru: Клапаны}
attributes:
  bore: {label: {en: Bore, ru: Проход}, type: integer, unit: mm, required: true, key: true}
  body: {label: Body, type: choice, choices: {iron: {en: Iron, ru: Чугун}, brass: Brass}}
"""
_PUMP = """\
id: {id}
name: {{en: {name} pump, ru: Насос {name}}}
family: pump
summary: {{en: "One of [ours](/terms/)."}}
specs: {{flow: 11.25, price: 40000}}
images: [{{file: media/pump.svg, alt: Drawing}}]
control: {{owner: sales, change: {{class: substantive, summary: First issue}}}}
"""
_VALVE = """\
id: {id}
name: {{en: {name} valve, ru: Клапан {name}}}
family: valve
specs: {{bore: 15, body: iron}}
relations: [{{type: accessory, product: hx-100}}]
control: {{owner: sales, change: {{class: substantive, summary: First issue}}}}
"""
# Valid on some of the days on which the site is built.
_CERTIFICATE = "certificates: [{id: C-1, body: Testers, valid_to: 2026-03-31}]\n"


def new_product(key: str) -> str:
    """Return a product that was never there, of the family that its id tells."""
    form = _VALVE if key.startswith("v") else _PUMP
    return form.format(id=key, name=key.upper().replace("-", " "))


SITE: Mapping[str, str | None] = {
    **FILES,
    "mkdocs.yml": MKDOCS.replace("as_of: 2026-06-01", "search: true")
    .replace("font: false", "font: false, custom_dir: site_config/overrides")
    .replace("secret.md, late.md", "secret.md, loose.md"),
    "site_config/policy.yaml": f"{POLICY}uncontrolled_pages: [index, loose]\n",
    "site_config/overrides/partials/footer.html": "<footer>Made here.</footer>\n",
    "site_config/locales/en.yaml": "texts: {site: {products: Products}}\n",
    "schemas/families/pump.yaml": FAMILY,
    "schemas/families/valve.yaml": VALVE,
    "content/pages/loose.md": (
        '# Loose\n\nHX 100 moves {{ spec("hx-100", "flow") }}. [Plan](plan.txt)\n'
    ),
    "content/pages/terms.md": f"{FILES['content/pages/terms.md']}\n[Plan](plan.txt)\n",
    "content/pages/plan.txt": "Plan 1.\n",
    "content/products/hx-100.yaml": HX_100,
    "content/products/hx-90.yaml": HX_90,
    **{f"content/products/{key}.yaml": new_product(key) for key in ("vx-10", "vx-20")},
    "content/products/hx-80.yaml": f"{new_product('hx-80')}{_CERTIFICATE}",
}


class Edit(Struct, frozen=True):
    """Words that take the place of what matches ``pattern`` in files that match ``files``."""

    files: str
    pattern: str
    words: tuple[str, ...]


_PRODUCT = "content/products/*.yaml"
_FAMILY = "schemas/families/*.yaml"
_POLICY = "site_config/policy.yaml"
NAME = Edit(_PRODUCT, r"name: \{en: \w+", ("name: {en: HX", "name: {en: HY", "name: {en: Hydra"))
# Words of one length beside others: an edit may leave a file as long as it was, and as old.
PRODUCTS = (
    Edit(_PRODUCT, r"flow: [\d.]+", ("flow: 12.50", "flow: 13.75", "flow: 8.5")),
    Edit(_PRODUCT, r"bore: \d+", ("bore: 15", "bore: 20")),
    NAME,
    Edit(_PRODUCT, r"price: \d+", ("price: 77123", "price: 41999")),
    Edit(_PRODUCT, r"product: \S+", ("product: hx-100", "product: hx-80", "product: nowhere")),
    Edit(_PRODUCT, r"last_order: \S+", ("last_order: 2026-01-31", "last_order: 2026-07-31")),
    Edit(
        _PRODUCT,
        r"(?sm)\A(?!.*^lifecycle:)",
        (
            "lifecycle: {not_recommended_from: 2026-06-15}\n",
            "lifecycle: {available_from: 2026-05-20}\n",
            "lifecycle: {last_order: 2026-06-15}\n",
        ),
    ),
    Edit(_PRODUCT, r"level: \w+", ("level: notice", "level: danger")),
    Edit(_PRODUCT, r"class: \w+", ("class: substantive", "class: editorial")),
    Edit(_PRODUCT, r"\A", ("# A word among editors\n", "specs: [\n")),
)
FAMILIES = (
    Edit(_FAMILY, r"en: (Flow|Rate|Bore)\b", ("en: Flow", "en: Rate", "en: Bore")),
    Edit(_FAMILY, r"unit: (m3/h|L/min)", ("unit: m3/h", "unit: L/min")),
    Edit(_FAMILY, r"iron: \{en: \w+", ("iron: {en: Iron", "iron: {en: Cast")),
    Edit(_FAMILY, r"key: \w+", ("key: true", "key: false")),
    Edit(_FAMILY, r"en: (Pumps|Movers)\b", ("en: Pumps", "en: Movers")),
    Edit(_FAMILY, r"en: (Series|Range)\b", ("en: Series", "en: Range")),
)
SETTINGS = (
    Edit("mkdocs.yml", r"- (More|Further):", ("- More:", "- Further:")),
    Edit("mkdocs.yml", r"\.example/\w+/", (".example/shop/", ".example/mall/", ".example/s/")),
    Edit("mkdocs.yml", r"More: \w+", ("More: Ещё", "More: Тут", "More: Прочее")),
    Edit("mkdocs.yml", r"search: \w+", ("search: true", "search: false")),
    Edit(_POLICY, r"(?m)^locales: .*", ("locales: [en, ru]", "locales: [ru, en]", "locales: [en]")),
    Edit(
        _POLICY,
        r"audiences: .*",
        (
            "audiences: {public: {}, dealer: {includes: [public]}}",
            "audiences: {public: {}, dealer: {}, staff: {}}",
        ),
    ),
    Edit(_POLICY, r"required_locales: .*", ("required_locales: [en]", "required_locales: [ru]")),
    Edit(_POLICY, r"\Z", ("review: {every: P3M}\n", "severity: {RVW002: error}\n")),
    Edit("site_config/people.yaml", r"name: (Sales|Trade)", ("name: Sales", "name: Trade")),
    Edit("site_config/brand.yaml", r"info@\w+", ("info@maker", "info@shops", "info@m")),
    Edit("site_config/brand.yaml", r"#\w{6}", ("#123456", "#654321")),
    Edit(
        "site_config/brand.yaml",
        r"tagline: \{en: \w+",
        ("tagline: {en: Good", "tagline: {en: Fine"),
    ),
    Edit("site_config/locales/*", r"products: \w+", ("products: Products", "products: Articles")),
    Edit("site_config/overrides/**/*.html", r"Made \w+", ("Made here", "Made well", "Made")),
)
PAGES = (
    Edit("content/pages/*.md", r"(Welcome|Hello) *\w*", ("Welcome", "Hello to")),
    Edit("content/pages/*.md", r"We \w+", ("We deliver", "We collect", "We may")),
    Edit("content/pages/*.md", r"title: \w+", ("title: Terms", "title: Rules", "title: New")),
    Edit("content/pages/loose.md", r'"\w+"\) }}', ('"flow") }}', '"price") }}', '"gone") }}')),
    Edit("content/pages/*.txt", r"Plan \d", ("Plan 1", "Plan 2", "Plan 3")),
    Edit("content/media/*", r"svg'.*/>", ("svg'/>", "svg' id='a'/>", "svg' id='b'/>")),
    Edit("content/media/*.txt", r"\d+|it", ("99999", "it")),
)


class State(Struct, frozen=True):
    """The sources of a site at one moment: the bytes of each file, and when it was written."""

    files: Mapping[str, tuple[bytes, int]]


class Editors:
    """What people do to the sources of the site at ``root``, and to what lies beside them."""

    def __init__(self, root: Path) -> None:
        """Write the site, approved but for one product."""
        self.root = write_site(root, SITE)
        approved(root, day=APPROVED)
        write_site(
            root,
            dict.fromkeys(self.state().files)
            | {"content/products/hx-200.yaml": new_product("hx-200")},
        )

    def sources(self) -> list[Path]:
        """Return the files that the site is made from, sorted."""
        parts = ("content", "schemas", "site_config")
        found = [file for part in parts for file in (self.root / part).rglob("*")]
        return sorted([self.root / "mkdocs.yml", *(file for file in found if file.is_file())])

    def state(self) -> State:
        """Return what the sources are now."""
        return State(
            {
                file.relative_to(self.root).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
                for file in self.sources()
            }
        )

    def restore(self, state: State, *, dated: bool) -> None:
        """Bring the sources back to ``state``, with the times of their files where ``dated``.

        As git does, it leaves no folder without a file.
        """
        now = self.state()
        for path in now.files.keys() - state.files.keys():
            (self.root / path).unlink()
            with suppress(OSError):
                os.removedirs((self.root / path).parent)
        for path, (octets, written) in state.files.items():
            if now.files.get(path, (b"", 0))[0] != octets or path not in now.files:
                self.put(path, octets, written if dated else None)

    def put(self, path: str, octets: bytes, written: int | None = None) -> None:
        """Write a file, as if at the time ``written``."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(octets)
        if written is not None:
            os.utime(file, ns=(written, written))

    def edit(self, edit: Edit, pick: int, *, unseen: bool) -> None:
        """Make an edit in one of its files; it keeps its time where it is to be ``unseen``."""
        texts = {file: file.read_text("utf-8") for file in sorted(self.root.glob(edit.files))}
        fitting = [file for file, text in texts.items() if re.search(edit.pattern, text)]
        if fitting:
            file = fitting[pick % len(fitting)]
            words = edit.words[pick % len(edit.words)]
            written = file.stat().st_mtime_ns if unseen else None
            changed = re.sub(edit.pattern, lambda _: words, texts[file], count=1)
            self.put(file.relative_to(self.root).as_posix(), changed.encode(), written)

    def rename(self, pick: int, new: str) -> None:
        """Give a product another id, the old one being told, and its file the name of it."""
        files = sorted(self.root.glob(_PRODUCT))
        if files:
            file = files[pick % len(files)]
            text = re.sub(r"(?m)^former_ids: .*\n", "", file.read_text("utf-8"))
            told = f"id: {new}\nformer_ids: [{file.stem}]"
            file.unlink()
            self.put(f"content/products/{new}.yaml", re.sub(r"(?m)^id: .*", told, text).encode())

    def delete(self, pick: int, *, record: bool) -> None:
        """Delete a product, or a page; with its record of approvals where ``record``."""
        files = sorted([*self.root.glob(_PRODUCT), *self.root.glob("content/pages/*.md")])
        if files:
            file = files[pick % len(files)]
            file.unlink()
            if record:
                shutil.rmtree(self.root / "content/issued" / file.stem, ignore_errors=True)
