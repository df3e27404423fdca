"""What the policy asks of an approval: who, how many, and whether they sign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from inforce.domain.items.content import Content, ProductContent, item_of
from inforce.domain.items.control import ChangeClass
from inforce.domain.items.page import PageKind
from inforce.domain.items.product import PUBLIC
from inforce.domain.site.policy import ApprovalTerm, Policy

PRODUCT = "product"
KINDS = (PRODUCT, *(kind.value for kind in PageKind))


class Quorum(Struct, frozen=True, kw_only=True):
    """The approvals that a revision needs before it is issued.

    ``roles`` are those that may approve; ``four_eyes`` keeps the author of the change out.
    """

    roles: tuple[str, ...]
    count: int = 1
    every_role: bool = False
    four_eyes: bool = True
    signed: bool = False

    @property
    def needs(self) -> int:
        """How many people must approve."""
        return max(self.count, len(self.roles)) if self.every_role else self.count

    def missing(self, given: Iterable[str]) -> tuple[str, ...]:
        """Return the roles that must still approve when those ``given`` have."""
        done = frozenset(given)
        return tuple(role for role in self.roles if self.every_role and role not in done)

    def open_to(self, given: Iterable[str]) -> tuple[str, ...]:
        """Return the roles in which the next person may approve when those ``given`` have.

        Where as many people are left as roles are missing, only a missing role helps.
        """
        done = tuple(given)
        missing = self.missing(done)
        others = tuple(role for role in self.roles if role not in missing)
        return missing + (others if self.needs - len(done) > len(missing) else ())


def requirement(policy: Policy, content: Content, change_class: ChangeClass, day: date) -> Quorum:
    """Return what ``policy`` asks for a change of ``content`` that is approved on ``day``.

    The first term that fits applies. Terms carry dates, so that a new one does not judge what was
    approved before it.
    """
    for term in policy.approvals:
        if _fits(term, content, change_class, day):
            return Quorum(
                roles=term.roles or policy.approvers,
                count=term.count,
                every_role=term.every_role,
                four_eyes=term.four_eyes,
                signed=term.signed,
            )
    return Quorum(roles=policy.approvers)


def reviewing_roles(policy: Policy, owner: str | None) -> tuple[str, ...]:
    """Return the roles that may review an item of ``owner``: that one, and who may approve."""
    return tuple(dict.fromkeys([*([owner] if owner else []), *policy.approvers]))


def _fits(term: ApprovalTerm, content: Content, change_class: ChangeClass, day: date) -> bool:
    return (
        (term.kind is None or term.kind in _kinds(content))
        and (term.family is None or term.family in _families(content))
        and term.audience in {None, _audience(content)}
        and term.change in {None, change_class}
        and (term.from_ is None or term.from_ <= day)
        and (term.until is None or day <= term.until)
    )


def _kinds(content: Content) -> frozenset[str]:
    if isinstance(content, ProductContent):
        return frozenset({PRODUCT})
    return frozenset({PageKind.PAGE.value, content.page.kind.value})


def _families(content: Content) -> frozenset[str]:
    if isinstance(content, ProductContent):
        return frozenset({content.family.id, *content.family.lineage})
    return frozenset()


def _audience(content: Content) -> str:
    own = item_of(content).audience
    return content.family.audience if isinstance(content, ProductContent) and own == PUBLIC else own
