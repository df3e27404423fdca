"""The pictures of a product, as its page, its card and its recall show them."""

from __future__ import annotations

from inforce.domain.editions.edition import EditionProduct
from inforce.domain.views.reading import Reading
from inforce.domain.views.values import Picture


def pictures(product: EditionProduct, reading: Reading) -> tuple[Picture, ...]:
    """Return the pictures whose file is part of the edition."""
    content = product.content
    found = (
        (reading.file(content.published(image.file)), image) for image in content.product.images
    )
    return tuple(Picture(file=file, alt=reading.phrase(image.alt)) for file, image in found if file)
