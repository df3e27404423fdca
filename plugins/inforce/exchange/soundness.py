"""Whether a mapping fits the source and the site's families, before anything is read by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from inforce.domain.items.family import Attribute, AttributeType, Family, Level
from inforce.exchange.mapping import ImportMapping, OnCollision, Reading, Rule, Summary, pieces
from inforce.exchange.source import Source
from inforce.exchange.values import Conventions, reading_of, source_unit
from inforce.readers.units import convertible

_NUMERIC = frozenset({AttributeType.NUMBER, AttributeType.INTEGER, AttributeType.RANGE})
_TEXTUAL = frozenset({AttributeType.TEXT, AttributeType.CHOICE})
_DELIMITERS = {"\t": r'"\t"', ";": '";"', "|": '"|"', ",": '","'}
_READINGS = {
    AttributeType.NUMBER: {Reading.NUMBER, Reading.INTEGER},
    AttributeType.RANGE: {Reading.NUMBER, Reading.INTEGER},
    AttributeType.INTEGER: {Reading.INTEGER},
    AttributeType.BOOLEAN: {Reading.BOOLEAN},
    AttributeType.TEXT: set(Reading) - {Reading.BOOLEAN},
    AttributeType.CHOICE: {Reading.TEXT},
}


def faults(
    mapping: ImportMapping,
    families: Mapping[str, Family],
    locales: tuple[str, ...],
    source: Source,
) -> tuple[str, ...]:
    """Return a sentence for everything in ``mapping`` that a site cannot mean.

    ``families`` and ``locales`` are the site's.
    """
    conventions = Conventions(dict(mapping.units), dict(source.units), mapping.source.decimal)
    return (
        *_template_faults(mapping),
        *_text_faults(mapping, locales),
        *_path_faults(mapping, source),
        *_family_faults(mapping, families),
        *_spec_faults(mapping, families, conventions),
    )


def _template_faults(mapping: ImportMapping) -> Iterator[str]:
    templates = [("id", mapping.id.template), ("id.suffix", mapping.id.suffix or "")]
    for place, rule in mapping.rules():
        templates.append((place, rule.template or ""))
        templates += [(f"{place}.{key}", part.template or "") for key, part in rule.parts()]
    templates += [("images", image.file) for image in mapping.images]
    for place, template in templates:
        if any("{" in text or "}" in text for text in pieces(template)[::2]):
            yield f"{place}: braces in {template!r} enclose no field"
    if (mapping.id.on_collision is OnCollision.SUFFIX) != (mapping.id.suffix is not None):
        yield "id: on_collision: suffix and suffix go together"


def _text_faults(mapping: ImportMapping, locales: tuple[str, ...]) -> Iterator[str]:
    for place, rule in mapping.rules():
        for locale, text in rule.texts.items():
            if locale not in locales:
                yield f"{place}: the site has no language {locale!r}{_near(locale, locales)}"
            if text.locale is not None:
                yield f"{place}.{locale}: locale is said already"


def _path_faults(mapping: ImportMapping, source: Source) -> Iterator[str]:
    read = mapping.paths()
    for path in sorted(mapping.ignore.keys() & read.keys()):
        yield f"ignore: {path} is read by {read[path]}"
    if source.columns is None:
        return
    sign = _delimiter(source.columns)
    if sign and read.keys().isdisjoint(source.columns):
        yield f"source: the table has a single column, {source.columns[0]!r}; try delimiter: {sign}"
        return
    for path, place in (*read.items(), *((path, "ignore") for path in mapping.ignore)):
        if path not in source.columns:
            yield f"{place}: the source has no column {path!r}{_near(path, source.columns)}"


def _delimiter(columns: tuple[str, ...]) -> str:
    """Return, as YAML, what parts the cells of a table that has one column, or nothing."""
    found = [told for sign, told in _DELIMITERS.items() if sign in columns[0]]
    return found[0] if found and len(columns) == 1 else ""


def _family_faults(mapping: ImportMapping, families: Mapping[str, Family]) -> Iterator[str]:
    for name in _named_families(mapping):
        if name not in families:
            yield f"family: the site has no family {name!r}{_near(name, families)}"
        elif families[name].abstract:
            yield f"family: {name} is only a parent; products belong to its children"


def _named_families(mapping: ImportMapping) -> tuple[str, ...]:
    """Return the families that the mapping names itself; none where the source names them."""
    rule = mapping.family
    if rule.template is not None:
        return () if len(pieces(rule.template)) > 1 else (rule.template,)
    if rule.constant is not None:
        return (str(rule.constant),)
    return tuple(dict.fromkeys(str(family) for family in rule.table.values()))


def _spec_faults(
    mapping: ImportMapping, families: Mapping[str, Family], conventions: Conventions
) -> Iterator[str]:
    named = [families[name] for name in _named_families(mapping) if name in families]
    meant = named or [family for family in families.values() if not family.abstract]
    for key, rule in mapping.specs.items():
        attributes = [family.attributes[key] for family in meant if key in family.attributes]
        if not attributes:
            known = sorted({name for family in meant for name in family.attributes})
            yield f"specs.{key}: no family declares it{_near(key, known)}"
        of_products = [one for one in attributes if one.level is Level.PRODUCT]
        for attribute in (of_products or attributes)[:1]:
            for told in _rule_faults(rule, attribute, conventions):
                yield f"specs.{key}: {told}"


def _rule_faults(rule: Rule, attribute: Attribute, conventions: Conventions) -> Iterator[str]:
    kind = attribute.type
    ends = [] if rule.texts else [end for _, end in rule.parts()]
    if attribute.level is Level.VARIANT:
        yield "the family declares it for variants, which are not imported"
    if bool(ends) != (kind is AttributeType.RANGE):
        yield f"the family declares a {kind.value}; min and max are for a range"
        return
    if rule.texts and kind is not AttributeType.TEXT:
        yield "only a text has languages"
        return
    for end in ends or [*rule.texts.values()] or [rule]:
        yield from _value_faults(end, attribute, conventions)


def _value_faults(rule: Rule, attribute: Attribute, conventions: Conventions) -> Iterator[str]:
    kind = attribute.type
    if rule.locale is not None and kind is not AttributeType.TEXT:
        yield "only a text has a locale"
    told_as_text = rule.template is not None or rule.summary in {
        Summary.COUNT_BY_VALUE,
        Summary.JOIN,
    }
    if told_as_text and kind not in _TEXTUAL:
        yield f"a text, where the family declares a {kind.value}"
    if rule.path is not None and not told_as_text and rule.summary is not Summary.COUNT:
        reading = reading_of(rule, attribute)
        if reading not in _READINGS[kind]:
            yield f"read as {reading.value}, where the family declares a {kind.value}"
    if kind in _NUMERIC:
        yield from _unit_faults(rule, attribute, conventions)


def _unit_faults(rule: Rule, attribute: Attribute, conventions: Conventions) -> Iterator[str]:
    source = source_unit(rule, conventions)
    if rule.unit is not None and attribute.unit is None:
        yield "the family declares no unit to convert to"
    elif source is not None and attribute.unit is None:
        yield f"the source's figures are in {source}, the family declares no unit"
    elif source is not None and attribute.unit is not None and source != attribute.unit:
        told = convertible(source, attribute.unit)
        if told:
            yield told


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
