"""What leaves are made from, as a value that can be sent to another machine."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from inforce.domain.editions.edition import Edition
from inforce.domain.editions.lookups import Lookups
from inforce.domain.interface import Interface
from inforce.domain.views.reading import Reading
from inforce.pipeline.leaves.leaf_run import LeafRun
from inforce.pipeline.leaves.locale_sites import locale_site
from inforce.pipeline.press.downloads import Downloads
from inforce.readers.wording import wording
from inforce.renderers.website.shell import Shell


class Commission(Struct, frozen=True, kw_only=True):
    """All that a run of leaves rests on, beside the program itself.

    ``interface`` are the site's own words by locale, ``shells`` the host's pages by locale and
    place; ``origin`` and ``search`` are those of the plan.
    """

    edition: Edition
    interface: Mapping[str, Interface]
    shells: Mapping[str, Mapping[str, Shell]]
    printed: Downloads
    origin: str = ""
    search: bool = True

    def run(self) -> LeafRun:
        """Return a run of its own, as good as that of the one who commissions it."""
        lookups = Lookups(self.edition)
        sites = {
            locale: locale_site(
                Reading(lookups.edition, wording(locale, self.interface)),
                self.printed,
                origin=self.origin,
                search=self.search,
            )
            for locale in self.shells
        }
        return LeafRun(lookups, sites, self.shells, self.printed, self.origin)
