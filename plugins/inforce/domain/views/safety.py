"""The warnings of a product in words, the gravest first."""

from __future__ import annotations

from inforce.domain.items.product import Product, WarningLevel
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import WarningRow


def warning_rows(product: Product, reading: Reading) -> tuple[WarningRow, ...]:
    """Return the warnings of ``product`` with their signal words, by level.

    Those of one level keep the order in which their editor put them.
    """
    return tuple(
        WarningRow(
            level=level.value,
            signal=reading.say(f"warning.{level.value}"),
            text=reading.phrase(warning.text),
        )
        for level in WarningLevel
        for warning in product.warnings
        if warning.level is level
    )
