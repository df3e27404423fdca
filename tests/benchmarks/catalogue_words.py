"""What the products of a made catalogue are: attributes, kinds and sentences, in both languages."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Kind(Enum):
    """How a figure is drawn and written."""

    NUMBER = "number"
    INTEGER = "integer"
    RANGE = "range"
    CHOICE = "choice"
    BOOLEAN = "boolean"


class Trait(Struct, frozen=True):
    """An attribute: key, labels, kind, unit, group, and the steps or the choices it is drawn from.

    A number is ``low`` and so many steps of ``step``; its digits are those of ``step``.
    """

    key: str
    en: str
    ru: str
    kind: Kind
    group: str
    unit: str = ""
    low: str = "0"
    step: str = "1"
    steps: int = 1
    choices: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Choice(Struct, frozen=True):
    """A value that is chosen from a list, in both languages."""

    key: str
    en: str
    ru: str


GROUPS = (
    ("hydraulics", "Hydraulics", "Гидравлика"),
    ("operating", "Operating limits", "Условия эксплуатации"),
    ("design", "Design", "Конструкция"),
    ("drive", "Drive", "Привод"),
    ("ordering", "Ordering", "Данные для заказа"),
)
_KEY = ("key", "filterable", "comparable")
_WIDE = ("filterable", "comparable")
_N, _I, _R, _C, _B = Kind.NUMBER, Kind.INTEGER, Kind.RANGE, Kind.CHOICE, Kind.BOOLEAN

# Twenty of each product.
TRAITS = (
    Trait("flow_max", "Maximum flow", "Максимальная подача", _N, "hydraulics", "m3/h", "1.5",
          "0.5", 300, (), _KEY),
    Trait("head_max", "Maximum head", "Максимальный напор", _N, "hydraulics", "m", "6.0", "0.5",
          180, (), _KEY),
    Trait("efficiency", "Efficiency at duty point", "КПД в рабочей точке", _N, "hydraulics", "%",
          "38.0", "0.5", 84, (), ("comparable",)),
    Trait("npsh", "NPSH required", "Кавитационный запас (NPSH)", _N, "hydraulics", "m", "0.8",
          "0.1", 42, (), ("comparable",)),
    Trait("speed", "Rated speed", "Номинальная частота вращения", _I, "hydraulics", "/min", "960",
          "10", 200),
    Trait("viscosity_max", "Maximum viscosity", "Максимальная вязкость", _I, "hydraulics", "mPa.s",
          "20", "5", 90),
    Trait("pressure_max", "Maximum operating pressure", "Максимальное рабочее давление", _N,
          "operating", "bar", "6.0", "0.5", 68, (), _WIDE),
    Trait("temperature", "Medium temperature", "Температура среды", _R, "operating", "Cel", "-20",
          "5", 20, (), ("key", "comparable")),
    Trait("ambient", "Ambient temperature", "Температура окружающей среды", _R, "operating", "Cel",
          "-40", "5", 16),
    Trait("altitude_max", "Maximum altitude", "Максимальная высота над уровнем моря", _I,
          "operating", "m", "1000", "100", 30),
    Trait("solids_max", "Largest solids passed", "Наибольший размер твёрдых частиц", _N,
          "operating", "mm", "0.5", "0.5", 60),
    Trait("body_material", "Casing material", "Материал корпуса", _C, "design",
          choices=("cast-iron", "steel-1.4301", "steel-1.4408", "bronze"), marks=_WIDE),
    Trait("impeller", "Impeller material", "Материал рабочего колеса", _C, "design",
          choices=("steel-1.4301", "steel-1.4408", "bronze"), marks=("comparable",)),
    Trait("seal", "Shaft seal", "Уплотнение вала", _C, "design",
          choices=("carbon-epdm", "sic-fkm", "sic-epdm"), marks=_WIDE),
    Trait("dry_run", "Dry-run protection", "Защита от сухого хода", _B, "design",
          marks=("filterable",)),
    Trait("weight", "Weight", "Масса", _N, "design", "kg", "8.0", "0.5", 400, (), ("comparable",)),
    Trait("length", "Overall length", "Длина", _I, "design", "mm", "310", "5", 200),
    Trait("power", "Rated motor power", "Номинальная мощность двигателя", _N, "drive", "kW",
          "0.25", "0.05", 700, (), _KEY),
    Trait("current", "Rated current", "Номинальный ток", _N, "drive", "A", "0.9", "0.1", 400),
    Trait("ingress", "Degree of protection", "Степень защиты", _C, "drive",
          choices=("IP54", "IP55", "IP65", "IP67", "IP68"), marks=_WIDE),
)  # fmt: skip

# The four variants of each product are told apart by these two.
VARIANT_TRAITS = (
    Trait("voltage", "Supply voltage", "Напряжение питания", _C, "ordering",
          choices=("AC230", "AC400"), marks=("filterable",)),
    Trait("connection", "Connection", "Присоединение", _C, "ordering",
          choices=("flange", "thread"), marks=("filterable",)),
)  # fmt: skip

CHOICES = {
    choice.key: choice
    for choice in (
        Choice("cast-iron", "Cast iron EN-GJL-250", "Чугун EN-GJL-250"),
        Choice("steel-1.4301", "Stainless steel 1.4301", "Нержавеющая сталь 1.4301"),
        Choice("steel-1.4408", "Stainless steel 1.4408", "Нержавеющая сталь 1.4408"),
        Choice("bronze", "Bronze CC480K", "Бронза CC480K"),
        Choice("carbon-epdm", "Carbon and silicon carbide, EPDM", "Графит и карбид кремния, EPDM"),
        Choice("sic-fkm", "Silicon carbide, FKM", "Карбид кремния, FKM"),
        Choice("sic-epdm", "Silicon carbide, EPDM", "Карбид кремния, EPDM"),
        Choice("AC230", "1~ 230 V 50 Hz", "1~ 230 В 50 Гц"),
        Choice("AC400", "3~ 400 V 50 Hz", "3~ 400 В 50 Гц"),
        Choice("flange", "Flange to EN 1092-1", "Фланец по EN 1092-1"),
        Choice("thread", "Pipe thread to ISO 228-1", "Трубная резьба по ISO 228-1"),
        *(Choice(code, code, code) for code in ("IP54", "IP55", "IP65", "IP67", "IP68")),
    )
}

# What a family is called: one of the builds, for one of the duties.
BUILDS = (
    ("End-suction pumps", "Консольные насосы", "end-suction pump", "консольный насос"),
    ("In-line pumps", "Линейные насосы", "in-line pump", "линейный насос"),
    ("Multistage pumps", "Многоступенчатые насосы", "multistage pump", "многоступенчатый насос"),
    ("Submersible pumps", "Погружные насосы", "submersible pump", "погружной насос"),
    ("Side-channel pumps", "Вихревые насосы", "side-channel pump", "вихревой насос"),
    ("Gear pumps", "Шестерённые насосы", "gear pump", "шестерённый насос"),
    ("Screw pumps", "Винтовые насосы", "screw pump", "винтовой насос"),
    ("Vacuum pumps", "Вакуумные насосы", "vacuum pump", "вакуумный насос"),
    ("Diaphragm pumps", "Мембранные насосы", "diaphragm pump", "мембранный насос"),
    ("Piston pumps", "Поршневые насосы", "piston pump", "поршневой насос"),
)
DUTIES = (
    ("water supply", "водоснабжения"),
    ("cooling circuits", "контуров охлаждения"),
    ("heating plants", "котельных"),
    ("washing plants", "моечных установок"),
    ("fire fighting", "пожаротушения"),
    ("irrigation", "орошения"),
    ("food and drink", "пищевых производств"),
    ("chemicals", "химических сред"),
    ("waste water", "сточных вод"),
    ("shipbuilding", "судостроения"),
)
TRAITS_OF_USE = (
    ("Bearings are greased for life", "Подшипники смазаны на весь срок службы"),
    ("The motor can be changed without opening the line", "Двигатель меняется без разборки линии"),
    ("Wear rings are renewable", "Щелевые уплотнения сменные"),
    ("Feet and flanges fit the earlier series", "Лапы и фланцы как у прежней серии"),
    ("Spare seals come as one set", "Запасные уплотнения поставляются комплектом"),
    ("Runs with a frequency converter", "Работает с преобразователем частоты"),
)
