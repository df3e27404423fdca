"""The PDFs that an edition gets: what there is to print, and what was printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from inforce.domain import address
from inforce.domain.editions.edition import Edition
from inforce.domain.site.policy import Policy
from inforce.renderers.api.values import ApiPdf
from inforce.renderers.report.counted import counted

# The folder beside an output under construction where its PDFs wait.
PRINTED = "printed"


class Task(Struct, frozen=True):
    """A PDF to print: the brochure of ``product``, the bulletin of ``notice``, or the catalogue."""

    locale: str
    product: str | None = None
    notice: str | None = None

    @property
    def path(self) -> str:
        """The path of the PDF from the site's root."""
        if self.product is not None:
            return address.brochure(self.product, self.locale)
        if self.notice is not None:
            return address.bulletin(self.notice, self.locale)
        return address.catalogue(self.locale)


class PrintedFile(Struct, frozen=True, kw_only=True):
    """A PDF that was printed: ``copy`` is its path with the revision in its name, if it has one.

    ``dated`` is the day that it is of. ``key`` is the digest of what decides its bytes, where it
    can be kept for other builds; ``reused`` says that one had kept it.
    """

    task: Task
    dated: date
    size: int
    sha256: str
    copy: str | None = None
    key: str = ""
    reused: bool = False


class Downloads(Struct, frozen=True, kw_only=True):
    """The PDFs that stand beside a website, and what came out less well than it should."""

    files: tuple[PrintedFile, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def digests(self) -> Mapping[str, str]:
        """The SHA-256 in hex of all PDFs by their path from the site's root.

        Copies with their revisions are among them.
        """
        return {
            path: file.sha256
            for file in self.files
            for path in (file.task.path, file.copy)
            if path is not None
        }

    @property
    def told(self) -> str:
        """How many sheets were set, and how many are those of an earlier build, in words."""
        brochures = [file for file in self.files if file.task.product is not None]
        bulletins = [file for file in self.files if file.task.notice is not None]
        sheets = brochures + bulletins
        kinds = ((len(brochures), "brochure"), (len(bulletins), "bulletin"))
        counts = ", ".join(counted(number, kind) for number, kind in kinds if number)
        if not sheets:
            return ""
        reused = sum(file.reused for file in sheets)
        as_before = "kept as it was" if reused == 1 else "kept as they were"
        kept = f", {reused} {as_before}" if reused else ""
        return f"{counts}: {len(sheets) - reused} set{kept}"

    def keys(self) -> Iterator[tuple[str, str]]:
        """Yield the key of each sheet that can be kept, with the SHA-256 of its bytes."""
        yield from ((file.key, file.sha256) for file in self.files if file.key)

    def brochures(self) -> Mapping[str, Mapping[str, ApiPdf]]:
        """Return the brochures as the API tells of them, by product and locale."""
        found: dict[str, dict[str, ApiPdf]] = {}
        for file in self.files:
            if file.task.product is not None:
                found.setdefault(file.task.product, {})[file.task.locale] = _told(file)
        return found

    def bulletins(self) -> Mapping[str, Mapping[str, ApiPdf]]:
        """Return the bulletins as the API tells of them, by the notice's address and locale."""
        found: dict[str, dict[str, ApiPdf]] = {}
        for file in self.files:
            if file.task.notice is not None:
                at = address.notice(file.task.notice)
                found.setdefault(at, {})[file.task.locale] = _told(file)
        return found


def tasks(edition: Edition, policy: Policy, locales: Iterable[str]) -> tuple[Task, ...]:
    """Return what is to be printed: catalogues, which take longest, bulletins, then brochures.

    An edition without products has no catalogue. Notices of one address have one bulletin.
    """
    if not edition.products:
        return ()
    told = tuple(locales)
    wanted = [
        product.id
        for product in edition.products.values()
        if policy.wants_brochure(product.content.family.id, product.content.family.lineage)
    ]
    notices: dict[str, str] = {}
    for notice in edition.notices if policy.bulletins else ():
        notices.setdefault(address.notice(notice.number), notice.number)
    return (
        *(Task(locale) for locale in told),
        *(Task(locale, notice=number) for number in notices.values() for locale in told),
        *(Task(locale, key) for key in wanted for locale in told),
    )


def _told(file: PrintedFile) -> ApiPdf:
    return ApiPdf(
        path=file.task.path,
        dated=file.dated,
        size=file.size,
        sha256=file.sha256,
        revision_path=file.copy,
    )
