"""A small site to import into, with sources and mappings as short as the tests need them."""

from collections.abc import Mapping
from pathlib import Path

from inforce.domain.yaml_text import Plain, to_yaml
from inforce.exchange.importing import plan_import, write
from inforce.exchange.report import ImportReport
from inforce.readers.yaml_reader import Data, read_yaml

FAMILIES = {
    "equipment": """
id: equipment
name: Equipment
abstract: true
attributes:
  weight: {label: Weight, type: number, unit: kg}
""",
    "lamp": """
id: lamp
name: Lamps
parent: equipment
attributes:
  power: {label: Power, type: number, unit: W}
  sockets: {label: Sockets, type: integer}
  temperature: {label: Ambient temperature, type: range, unit: Cel}
  dimmable: {label: Dimmable, type: boolean}
  colour: {label: Colour, type: choice, choices: [white, red]}
  ports: {label: Ports, type: text}
  made: {label: Made on, type: text}
  bare: {label: A figure without unit, type: number}
  cable: {label: Cable, type: text, level: variant}
""",
    "wire": """
id: wire
name: Wires
parent: equipment
attributes:
  length: {label: Length, type: number, unit: m}
""",
}
MAPPING: Mapping[str, Plain] = {
    "mapping": "lamps",
    "source": {"format": "csv"},
    "id": {"template": "{code}"},
    "name": "{name}",
    "family": "lamp",
}


class Workshop:
    """One site, and whatever is imported into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "site"
        for name, text in FAMILIES.items():
            self.put(f"site/schemas/families/{name}.yaml", text)
        self.put("site/mkdocs.yml", "site_name: Lamps\nplugins: [inforce]\n")
        self.put("site/site_config/policy.yaml", "approval: off\nlocales: [en]\n")

    def put(self, path: str, text: str | bytes) -> Path:
        """Write a file below the test's folder."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def mapping(self, **parts: Plain) -> Path:
        """Write the mapping, changed by ``parts``; a part that is None is left out."""
        data = {key: part for key, part in {**MAPPING, **parts}.items() if part is not None}
        return self.put("mapping.yaml", to_yaml(data))

    def table(self, text: str | bytes) -> Path:
        """Write the source as a CSV file."""
        return self.put("lamps.csv", text)

    def take(self, source: Path, /, **parts: Plain) -> ImportReport:
        """Import ``source`` by the mapping, changed by ``parts``, into the products' folder."""
        return self.take_into("content/products", source, **parts)

    def take_into(self, into: str, source: Path, /, **parts: Plain) -> ImportReport:
        """Import ``source`` into the folder ``into``."""
        plan = plan_import(self.root, source, self.mapping(**parts), into)
        write(plan, self.root)
        return plan.report

    def product(self, key: str, folder: str = "") -> Mapping[str, Data]:
        """Return the data of an imported product."""
        path = self.root / "content/products" / folder / f"{key}.yaml"
        document = read_yaml(path.read_bytes(), path.name)
        assert document.problems == ()
        assert isinstance(document.data, dict)
        return document.data

    def specs(self, key: str) -> Data:
        """Return the specs of an imported product."""
        return self.product(key).get("specs")

    def files(self) -> dict[str, bytes]:
        """Return everything below content/ by path."""
        content = self.root / "content"
        return {
            path.relative_to(content).as_posix(): path.read_bytes()
            for path in sorted(content.rglob("*"))
            if path.is_file()
        }
