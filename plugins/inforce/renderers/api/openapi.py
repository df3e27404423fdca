"""The static API in the form of the OpenAPI Specification 3.1: its files and what each holds."""

from __future__ import annotations

from inforce.domain.editions.edition import Edition

_JSON = "application/json"
_Part = dict[str, object]


def openapi(edition: Edition, base: str) -> _Part:
    """Return the description; ``base`` is the folder of the API from the site's root.

    The server is named relative to the description itself, so that it holds wherever the site
    stands. A schema is referred to where it lies, beside it.
    """
    name = edition.brand.name.phrase(edition.locales[0], edition.locales).text
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{name}: product information",
            "version": "1",
            "description": (
                "The approved edition of the product information, as files. Figures keep their "
                "digits, units are UCUM codes, texts stand in every language of the site. "
                f"Files named with `path` and `url` are relative to the folder above `{base}`."
            ),
        },
        "servers": [{"url": ".", "description": "The folder in which this description lies"}],
        "paths": {
            "/edition.json": _file("edition", "Day, audience and digest of the edition"),
            "/products.json": _file("products", "Every product with its state and order codes"),
            "/products/{id}.json": {
                "parameters": [_id(edition)],
                **_file("product", "All that this audience may know of one product", lost=True),
            },
            "/notices.json": _file("notices", "Notices, and what each revision changed"),
        },
    }


def _file(name: str, summary: str, *, lost: bool = False) -> _Part:
    schema = {"$ref": f"schemas/{name}.schema.json"}
    responses: _Part = {
        "200": {"description": summary, "content": {_JSON: {"schema": schema}}},
    }
    if lost:
        responses["404"] = {"description": "This audience knows no product of that id"}
    return {"get": {"operationId": name, "summary": summary, "responses": responses}}


def _id(edition: Edition) -> _Part:
    known = next(iter(edition.products), None)
    return {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The permanent id of a product, as in products.json",
        "schema": {"type": "string", "pattern": "^[a-z0-9][a-z0-9._-]*$"},
        **({} if known is None else {"example": known}),
    }
