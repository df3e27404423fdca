"""Everything that was read of a site, as one value."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from inforce.domain.interface import Interface
from inforce.domain.items.content import FileFact, Item
from inforce.domain.items.family import Family
from inforce.domain.items.offering import Offered
from inforce.domain.items.page import Page
from inforce.domain.items.product import Product
from inforce.domain.prose.writing import Writing
from inforce.domain.registers.register import Ledger, Proof
from inforce.domain.site.communication import Requirement
from inforce.domain.site.feedback import Feedback
from inforce.domain.site.finding import Problem
from inforce.domain.site.link_record import LinkRecord
from inforce.domain.site.policy import Brand, People, Policy, Waiver


class Corpus(Struct, frozen=True, kw_only=True):
    """What stands in ``content/``, ``schemas/`` and ``site_config/``.

    ``products`` and ``pages`` are the working copies by id; ``paths`` gives the file of each
    working copy by item id; ``ledgers`` what is issued, by item id; ``families`` have their
    parents' attributes filled in; ``loose_pages`` are the paths of pages without control, by name;
    ``writings`` is every Markdown file as written, ``assets`` the other files beside them;
    ``proofs`` says of each signed entry, by its seal, whether the signature holds;
    ``sources`` are the SHA-256 of the files that ``products`` were read from, by their id;
    ``files`` are the files below ``content/`` that items refer to, by path, as they are now;
    ``feedback`` is the feedback register by id, ``communication`` what pages must answer;
    ``offering`` is what is really sold, None where the policy names no list or it is not readable;
    ``offering_digest`` is the SHA-256 in hex of the file that it was read from, empty without one;
    ``interface`` are the site's own interface texts, by locale;
    ``symbols`` are those of units, by the locales of the policy and by their code;
    ``links`` is what other hosts answered, None where they were not asked;
    ``usable`` says that the settings have no problems: nothing else was read by such.
    """

    policy: Policy
    people: People
    brand: Brand
    families: Mapping[str, Family] = {}
    products: Mapping[str, Product] = {}
    pages: Mapping[str, Page] = {}
    ledgers: Mapping[str, Ledger] = {}
    proofs: Mapping[str, Proof] = {}
    files: Mapping[str, FileFact] = {}
    paths: Mapping[str, str] = {}
    sources: Mapping[str, bytes] = {}
    loose_pages: Mapping[str, str] = {}
    writings: tuple[Writing, ...] = ()
    assets: frozenset[str] = frozenset()
    feedback: Mapping[str, Feedback] = {}
    communication: tuple[Requirement, ...] = ()
    offering: tuple[Offered, ...] | None = None
    offering_digest: str = ""
    interface: Mapping[str, Interface] = {}
    symbols: Mapping[str, Mapping[str, str]] = {}
    links: LinkRecord | None = None
    waivers: tuple[Waiver, ...] = ()
    problems: tuple[Problem, ...] = ()
    usable: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was found: no item, nothing issued, not even a problem."""
        return not (self.products or self.pages or self.ledgers or self.problems)

    def items(self) -> Mapping[str, Item]:
        """Return the working copies of products and pages by id."""
        return {**self.products, **self.pages}
