"""Beginning a family of products."""

from __future__ import annotations

from pathlib import Path

from inforce.control.draft import Begun, Draft, hold_id, hold_known
from inforce.control.selection import settled
from inforce.domain.checking.offer import family_names
from inforce.domain.errors import InforceError
from inforce.domain.text import Text
from inforce.domain.yaml_text import Plain, to_yaml
from inforce.readers.corpus_reader import FAMILIES, read_corpus

_ATTRIBUTES = """\
attributes: {}  # put the lines below in its place, and add your own
# groups:
#   - {id: performance, label: Performance}
# attributes:
#   flow_max:
#     label: Maximum flow   # or one a locale: {en: Maximum flow}
#     type: number          # number, integer, range, text, boolean, choice
#     unit: m3/h            # UCUM; EUR and the like for money
#     group: performance
#     digits: 1             # the most decimals a figure may have
#     required: true
"""


def new_family(root: Path, key: str, parent: str | None, name: Text | None) -> Begun:
    """Return the file of a new family, below ``parent`` where one is named.

    Raise InforceError for an id that is taken and an unknown parent.
    """
    corpus = settled(read_corpus(root))
    hold_id(key)
    if key in family_names(corpus):
        raise InforceError(f"the family {key} exists: {FAMILIES}/{key}.yaml")
    data: dict[str, Plain] = {
        "id": key,
        "name": key.replace("-", " ").capitalize() if name is None else name.plain(),
    }
    if parent is not None:
        hold_known(parent, corpus.families, "family", "schemas/families holds them")
        data["parent"] = parent
    head = "# yaml-language-server: $schema=../family.schema.json\n"
    return Begun(drafts=(Draft(f"{FAMILIES}/{key}.yaml", head + to_yaml(data) + _ATTRIBUTES),))
