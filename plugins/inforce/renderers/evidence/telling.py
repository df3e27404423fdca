"""The pack in an auditor's words: figures, names, and where each figure leads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from urllib.parse import quote

from babel import Locale
from babel.units import format_unit
from msgspec import Struct

from inforce.domain.checking.rule import message, remedy
from inforce.domain.editions.edition import Edition
from inforce.domain.evidence.figure import Figure, Grid, Naming, Part, Row, Source, Unit
from inforce.domain.evidence.pack import Pack
from inforce.domain.evidence.study import NOBODY
from inforce.domain.interval import Interval
from inforce.domain.items.content import Content
from inforce.domain.items.difference import differences
from inforce.domain.items.product import Product
from inforce.domain.registers.digest import short
from inforce.domain.registers.register import Approved, Assigned, Entry, Reviewed
from inforce.domain.rules import rules
from inforce.domain.site.finding import Finding
from inforce.domain.text import Phrase, Text
from inforce.domain.views.difference import change_rows
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import ChangeRow
from inforce.domain.wording import Wording

_NBSP = "\N{NO-BREAK SPACE}"
# The language of the rules, whatever that of the pack.
_RULES = "en"


class Mention(Struct, frozen=True, kw_only=True):
    """A source in words: whose, what, when, and its address from the pack's root."""

    item: str
    name: Phrase
    what: str
    day: str
    seal: str
    href: str


class Telling(Struct, frozen=True):
    """A pack and the words to tell it in."""

    pack: Pack
    wording: Wording

    def say(self, key: str, **facts: object) -> str:
        """Return a text of the pack."""
        return self.wording.say(
            f"evidence.{key}", **{name: str(fact) for name, fact in facts.items()}
        )

    def phrase(self, text: Text | None) -> Phrase:
        """Return ``text`` for this reader."""
        locales = self.pack.study.corpus.policy.locales
        return Phrase("") if text is None else text.phrase(self.wording.locale, locales)

    def day(self, day: date | None) -> str:
        """Return a day in words, a dash where there is none."""
        return "–" if day is None else self.wording.day(day)

    def number(self, value: int) -> str:
        """Return a whole number."""
        return self.wording.number(Decimal(value))

    def days(self, value: int) -> str:
        """Return a length of time, in the grammar of the language."""
        return self._length(value, "day")

    def figure(self, figure: Figure) -> str:
        """Return a figure: ``12``, ``12 of 14``, ``313 days``; a dash where nothing can be said."""
        if figure.value is None:
            return "–"
        match figure.unit:
            case Unit.COUNT:
                return self.number(figure.value)
            case Unit.SHARE:
                part, whole = self.number(figure.value), self.number(figure.whole or 0)
                return self.say("of", part=part, whole=whole)
            case Unit.DAYS:
                return self.days(figure.value)

    def percent(self, figure: Figure) -> str:
        """Return a share in hundredths, a dash where there is nothing to divide by."""
        share = figure.percent
        if share is None:
            return "–"
        shown = share.to_integral_value() if share == share.to_integral_value() else share
        return f"{self.wording.number(shown)}{_NBSP}%"

    def interval(self, written: str) -> str:
        """Return a review interval, such as ``12 months``."""
        interval = Interval(written)
        parts = ((interval.months, "month"), (interval.days, "day"))
        return ", ".join(self._length(value, unit) for value, unit in parts if value) or written

    def row(self, grid: Grid, row: Row) -> Phrase:
        """Return the name of a row."""
        corpus = self.pack.study.corpus
        match grid.naming:
            case Naming.WORD:
                name = Phrase(self.say(f"row.{row.name}"))
            case Naming.FAMILY:
                family = corpus.families.get(row.name)
                name = Phrase(row.name) if family is None else self.phrase(family.name)
            case Naming.ROLE:
                name = self.role(row.name)
            case Naming.PERSON:
                name = self.person(row.name)
            case Naming.INTERVAL:
                name = Phrase(self.interval(row.name))
            case Naming.CODE:
                lang = "" if self.wording.locale.partition("-")[0] == _RULES else _RULES
                name = Phrase(f"{row.name} {rules()[row.name].title}", lang)
            case Naming.REQUIREMENT:
                needs = {need.id: need.text for need in corpus.communication}
                name = self.phrase(needs[row.name])
            case Naming.MONTH | Naming.YEAR:
                name = Phrase(row.name)
        return name

    def role(self, key: str) -> Phrase:
        """Return the name of a role, its key where it is not known."""
        if key == NOBODY:
            return Phrase(self.say("nobody"))
        role = self.pack.study.corpus.people.roles.get(key)
        return Phrase(key) if role is None else self.phrase(role.name)

    def person(self, key: str) -> Phrase:
        """Return the name of a person, the key where nobody is known by it."""
        person = self.pack.study.corpus.people.people.get(key)
        return Phrase(key) if person is None else self.phrase(person.name)

    def name(self, item: str) -> Phrase:
        """Return the name of an item, its id where nothing of it can be read."""
        trail = self.pack.study.trails.get(item)
        shown = None if trail is None else trail.standing.item
        if shown is None:
            return Phrase(item)
        return self.phrase(shown.name if isinstance(shown, Product) else shown.title)

    def href(self, figure: Figure) -> str:
        """Return where a figure leads: its only source, the list of them, or nowhere."""
        if not figure.sources:
            return ""
        if len(figure.sources) == 1:
            return address(figure.sources[0])
        return f"figures/{quote(figure.key)}.html"

    def changes(self, before: Content, after: Content) -> tuple[ChangeRow, ...]:
        """Return what differs between two revisions, in words, the texts of every language."""
        study = self.pack.study
        policy, day = study.corpus.policy, study.period.until
        bare = Edition(as_of=day, audience="", locales=policy.locales, brand=study.corpus.brand)
        reading = Reading(bare, self.wording)
        return change_rows(differences(before, after), reading, every_locale=True)

    def mention(self, source: Source) -> Mention:
        """Return a source in words."""
        what, day = self._what(source)
        return Mention(
            item=source.item,
            name=self.name(source.item) if source.item else Phrase(self.say("whole_site")),
            what=what,
            day=self.day(day) if day else "",
            seal=short(source.seal) if source.seal else "",
            href=address(source),
        )

    def entry(self, entry: Entry) -> str:
        """Return what a register entry is."""
        match entry:
            case Approved():
                return self.say("entry.approved", revision=entry.revision)
            case Reviewed():
                return self.say("entry.reviewed", revision=entry.revision)
            case Assigned():
                return self.say("entry.assigned")

    def finding(self, finding: Finding) -> tuple[str, str]:
        """Return what is wrong and what to do."""
        rule = rules()[finding.code]
        return message(finding, rule), remedy(finding, rule)

    def _what(self, source: Source) -> tuple[str, date | None]:
        study = self.pack.study
        match source.part:
            case Part.ENTRY:
                trail = study.trails[source.item]
                dated = {issue.number: issue.made for issue in trail.issues}
                dated |= {check.number: check.entry.on for check in trail.checks}
                return self.entry(trail.ledger.entries[source.number - 1]), dated[source.number]
            case Part.FINDING:
                finding = study.findings[source.number - 1]
                return f"{finding.code} {self.finding(finding)[0]}", None
            case Part.WAIVER:
                waiver = study.corpus.waivers[source.number - 1]
                return f"{waiver.rule} {waiver.item}", waiver.until
            case Part.FEEDBACK:
                known = sorted(study.corpus.feedback)[source.number - 1]
                return known, study.corpus.feedback[known].received
            case Part.OFFER:
                return self.pack.offer[source.number - 1].code, None
            case Part.ITEM:
                return self.say("working_copy"), None

    def _length(self, value: int, unit: str) -> str:
        locale = Locale.parse(self.wording.locale, sep="-")
        text: str = format_unit(value, f"duration-{unit}", "long", locale=locale)
        return text.replace(" ", _NBSP)


def address(source: Source) -> str:
    """Return where a source stands, from the pack's root."""
    match source.part:
        case Part.ITEM | Part.ENTRY:
            return f"items/{quote(source.item)}.html#{source.anchor}"
        case Part.FINDING:
            return f"findings.html#{source.anchor}"
        case Part.WAIVER | Part.OFFER:
            return f"index.html#{source.anchor}"
        case Part.FEEDBACK:
            return f"feedback.html#{source.anchor}"
