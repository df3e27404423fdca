"""Splices new data into YAML text at the places that the composer gives.

Positions are those of the composer's marks. Every cut is made on the old text, so that no edit
moves another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import yaml

from inforce.control.yaml_parts import Group, Part, additions, body_of, same, wanted_parts
from inforce.domain.yaml_text import Layout, Plain, quoted, to_flow, to_yaml

_LINE_BREAK = re.compile(r"\r?\n")
_LINE_END = re.compile(r"\r?\n|\Z")
_COLON = re.compile(r"[ \t]*:")
_DASH = re.compile(r"[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ ]*(-)")
_REST = re.compile(r"[ \t]*,?[ \t]*(?:#[^\r\n]*)?")
_KEPT_BREAKS = re.compile(r"[|>]\d?\+")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_WIDEST = 100
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Splicer:
    """One file's text and the cuts to be made in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = cast("yaml.Node", yaml.compose(text, Loader=_LOADER))
        self._line_break = next(iter(_LINE_BREAK.findall(text)), "\n")
        self._layout = _layout(self._root)
        self._cuts: list[tuple[int, int, str]] = []

    def spliced(self, old: Mapping[str, Plain], new: Mapping[str, Plain]) -> str | None:
        """Return the text with ``new`` in place of ``old``, None where its form forbids that."""
        if not self._change(self._root, old, new):
            return None
        done, at = [], 0
        for start, end, text in sorted(self._cuts, key=lambda cut: cut[:2]):
            done += [self._text[at:start], text.replace("\n", self._line_break)]
            at = end
        return "".join([*done, self._text[at:]])

    def _change(self, node: yaml.Node, old: Plain, new: Plain) -> bool:
        """Change a map or list part by part; False, with nothing done, where that cannot be."""
        parts, wanted = self._parts(node, old), wanted_parts(old, new)
        known = {part.name: part for part in parts}
        kept = [known[name] for name in wanted if name in known]
        gone = [part for part in parts if part.name not in wanted]
        if not kept:
            return False
        if not (_is_flow(node) or all(self._leads(part) or parts[1] in kept for part in gone)):
            return False  # what stands behind a dash goes only where the next part can move up
        for part in kept:
            self._set(part, wanted[part.name], within_flow=_is_flow(node))
        insert = self._insert_flow if _is_flow(node) else self._insert_lines
        for anchor, group in additions(wanted, known):
            before = anchor is None and (_is_flow(node) or self._leads(parts[0]))
            insert(anchor or kept[0], group, before=before)
        for part in gone:
            if _is_flow(node):
                self._cut_flow(part, parts, kept)
            else:
                self._cut_lines(part, following=parts[1].begin)
        return True

    def _parts(self, node: yaml.Node, old: Plain) -> list[Part]:
        """Return the parts of a map or list; none of anything else, or of an unusual form."""
        if isinstance(node, yaml.MappingNode) and isinstance(old, Mapping):
            heads = [_COLON.match(self._text, key.end_mark.index) for key, _ in node.value]
            return [
                Part(key.value, key.start_mark.index, head.end(), value, old[key.value])
                for (key, value), head in zip(node.value, heads, strict=True)
                if head is not None
            ]
        if isinstance(node, yaml.SequenceNode):
            begins = self._begins(node)
            return [
                Part(index, begin, begin + 1, node.value[index], value)
                for index, (begin, value) in enumerate(
                    zip(begins, cast("Sequence[Plain]", old), strict=True)
                )
            ]
        return []

    def _begins(self, node: yaml.SequenceNode) -> Iterator[int]:
        """Yield where each item begins: its dash in block style, else its value."""
        for index, item in enumerate(node.value):
            if node.flow_style:
                yield item.start_mark.index
            elif index == 0:
                yield node.start_mark.index
            else:
                found = _DASH.match(self._text, self._end(node.value[index - 1]))
                yield cast("re.Match[str]", found).start(1)

    def _set(self, part: Part, new: Plain, *, within_flow: bool) -> None:
        node = part.node
        if same(part.old, new):
            return
        outgrown = not within_flow and self._outgrown(node, part.old, new)
        if not outgrown and self._change(node, part.old, new):
            return
        if within_flow:
            self._cuts.append((node.start_mark.index, node.end_mark.index, _inline(node, new)))
            return
        first, line_break, rest = self._after_head(part, new, fits=not outgrown).partition("\n")
        end = self._line_end(self._end(node))
        self._cuts.append((part.head, end, f"{first}{self._comment(part)}{line_break}{rest}"))

    def _outgrown(self, node: yaml.Node, old: Plain, new: Plain) -> bool:
        """Whether a map on one line gets keys for which the line has no room."""
        return (
            isinstance(node, yaml.MappingNode)
            and _is_flow(node)
            and node.start_mark.line == node.end_mark.line
            and isinstance(old, Mapping)
            and isinstance(new, Mapping)
            and not new.keys() <= old.keys()
            and not _fits(node, new)
        )

    def _after_head(self, part: Part, new: Plain, *, fits: bool) -> str:
        """Return what comes after ``key:`` or the dash, without the last line break."""
        node = part.node
        if _quotable(node, new):
            return f" {_inline(node, new)}"
        if _is_flow(node) and not isinstance(new, str) and fits and _fits(node, new):
            return f" {to_flow(new)}"
        indent = " " * self._column(part.begin)
        body: Plain = [new] if isinstance(part.name, int) else {"k": new}
        text = to_yaml(body, indent=indent, layout=self._layout).removesuffix("\n")
        return text[len(indent) + (1 if isinstance(part.name, int) else 2) :]

    def _comment(self, part: Part) -> str:
        """Return the comment that stands behind a value, or behind its head."""
        node, head_end = part.node, self._line_end(part.head)
        if node.start_mark.index > head_end or _is_block_text(node):
            found = _COMMENT.search(self._text, part.head, head_end)
            return found[0] if found else ""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            return ""
        end = self._end(node)
        return self._text[end : self._line_end(end)].rstrip()

    def _insert_lines(self, anchor: Part, group: Group, *, before: bool) -> None:
        column = " " * self._column(anchor.begin)
        lines = to_yaml(body_of(anchor, group), indent=column, layout=self._layout)
        if before:
            at = self._line_start(anchor.begin)
            self._cuts.append((at, at, lines))
        else:
            at = self._line_end(self._end(anchor.node))
            self._cuts.append((at, at, "\n" + lines.removesuffix("\n")))

    def _insert_flow(self, anchor: Part, group: Group, *, before: bool) -> None:
        text = to_flow(body_of(anchor, group))[1:-1]
        at = anchor.begin if before else self._end(anchor.node)
        self._cuts.append((at, at, f"{text}, " if before else f", {text}"))

    def _cut_lines(self, part: Part, *, following: int) -> None:
        """Take the lines of a part out, with the line break before them.

        Behind a dash, what is ``following`` moves up to it.
        """
        start, end = self._line_start(part.begin), self._line_end(self._end(part.node))
        if not self._leads(part):
            start, end = part.begin, following
        elif start == 0:
            end = self._next_line(end)
        else:
            start = self._break_before(start)
        self._cuts.append((start, end, ""))

    def _cut_flow(self, part: Part, parts: list[Part], kept: list[Part]) -> None:
        index = parts.index(part)
        if any(part.begin < other.begin for other in kept):
            self._cuts.append((part.begin, parts[index + 1].begin, ""))
            return
        before = self._end(parts[index - 1].node)
        start, end = before, self._end(part.node)
        if "\n" in self._text[before : part.begin]:
            start = self._break_before(self._line_start(part.begin))
            end = cast("re.Match[str]", _REST.match(self._text, end)).end()
        self._cuts.append((start, end, ""))

    def _end(self, node: yaml.Node) -> int:
        """Return where the last character of a value ends; marks reach on over empty lines."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        start, end = node.start_mark.index, node.end_mark.index
        if not _is_block_text(node):
            return int(end)
        text = self._text[start:end]
        if _KEPT_BREAKS.match(text):
            return int(start) + len(text.removesuffix("\n").removesuffix("\r"))
        return int(start) + len(text.rstrip())

    def _leads(self, part: Part) -> bool:
        """Whether a part stands first in its line."""
        return not self._text[self._line_start(part.begin) : part.begin].strip(" ")

    def _column(self, at: int) -> int:
        return at - self._line_start(at)

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        return cast("re.Match[str]", _LINE_END.search(self._text, at)).start()

    def _next_line(self, at: int) -> int:
        return cast("re.Match[str]", _LINE_END.search(self._text, at)).end()

    def _break_before(self, at: int) -> int:
        """Return where the line break before the line that starts ``at`` begins."""
        return at - 2 if self._text[at - 2 : at] == "\r\n" else at - 1


def _is_flow(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _is_block_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}


def _fits(node: yaml.Node, new: Plain) -> bool:
    return int(node.start_mark.column) + len(to_flow(new)) <= _WIDEST


def _quotable(node: yaml.Node, new: Plain) -> bool:
    """Whether the new value can stand between the quotes of the old one."""
    quotes = isinstance(node, yaml.ScalarNode) and node.style in {"'", '"'}
    return quotes and isinstance(new, str) and new.isprintable()


def _inline(node: yaml.Node, new: Plain) -> str:
    if not _quotable(node, new):
        return to_flow(new)
    text = str(new)
    return (
        quoted(text)
        if cast("yaml.ScalarNode", node).style == '"'
        else "'" + text.replace("'", "''") + "'"
    )


def _layout(root: yaml.Node) -> Layout:
    """Return how the text is indented, from its first nested map and its first nested list."""
    maps, lists = None, None
    for parent, child in _nested(root):
        step = " " * (child.start_mark.column - parent.start_mark.column)
        if isinstance(child, yaml.MappingNode):
            maps = step if maps is None else maps
        else:
            lists = step if lists is None else lists
    usual = Layout()
    return Layout(
        maps=maps or lists or usual.maps, lists=(maps or usual.lists) if lists is None else lists
    )


def _nested(parent: yaml.Node) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield each block map with the block maps and lists in it, in their order."""
    for value in parent.value:
        child = value[1] if isinstance(value, tuple) else value
        if isinstance(child, yaml.CollectionNode) and not child.flow_style:
            if isinstance(value, tuple):
                yield parent, child
            yield from _nested(child)
