"""Which text each hand-written page is made from: the edition's, a translation's, or a fallback."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from inforce.domain.editions.edition import EditionPage
from inforce.domain.editions.page_files import bound, withheld
from inforce.pipeline.publishing.publication import Publication

# Windows' own files, those of open documents in Office, and copies of editors.
_LEFT_BEHIND = re.compile(r"(?:.*/)?(?:Thumbs\.db|desktop\.ini|~\$[^/]*|[^/]*~)", re.IGNORECASE)


@final
class Sources:
    """The Markdown files of one locale.

    ``foreign`` gives the language of each page that is not translated, ``left_out`` the pages to
    which no navigation leads: not part of the edition, or withdrawn. Both go by path below the
    pages' folder.
    """

    def __init__(self, publication: Publication, locale: str) -> None:
        """Choose for readers of ``locale``."""
        self._publication = publication
        self._locale = locale
        self._policy = publication.corpus.policy
        self.foreign: dict[str, str] = {}
        self.left_out: set[str] = set()

    def arrange(self, files: Files, config: MkDocsConfig) -> None:
        """Leave in ``files`` one source for each page of the edition, and each loose page."""
        pages = {page.content.page.path: page for page in self._publication.edition.pages.values()}
        for name, variants in self._taken(files).items():
            path = f"{name}.md"
            if path in pages:
                continue
            if self._publication.loose(path):
                files.append(self._chosen(path, variants, config))
            else:
                self.left_out.add(path)
        for path, page in pages.items():
            files.append(self._issued(path, page, config))
            if page.withdrawn:
                self.left_out.add(path)
        self._withhold(files, config)
        self._bind(files, config)

    def _withhold(self, files: Files, config: MkDocsConfig) -> None:
        """Take the files out that pages outside the edition brought; what settings name stays.

        What systems and editors left behind, at times with the name of a user, goes in any case.
        """
        for left in [file for file in files if _LEFT_BEHIND.fullmatch(file.src_uri)]:
            files.remove(left)
        settings = Path(config.config_file_path).read_text(encoding="utf-8")
        for path in withheld(self._publication.corpus, self._publication.edition):
            file = files.get_file_from_path(path)
            if file is not None and path not in settings:
                files.remove(file)

    def _bind(self, files: Files, config: MkDocsConfig) -> None:
        """Give the files that pages of the edition name the bytes that go with their texts."""
        for path, file in bound(self._publication.edition).items():
            put_in(files, File.generated(config, path, content=self._publication.octets(file)))

    def _taken(self, files: Files) -> dict[str, dict[str, File]]:
        """Take every page out of ``files``: its variants by locale, by name."""
        found: dict[str, dict[str, File]] = {}
        for file in list(files.documentation_pages()):
            stem = file.src_uri.rpartition(".")[0]
            name, _, suffix = stem.rpartition(".")
            translated = bool(name) and suffix in self._policy.locales
            locale = suffix if translated else self._policy.default_locale
            found.setdefault(name if translated else stem, {})[locale] = file
            files.remove(file)
        return found

    def _chosen(self, path: str, variants: dict[str, File], config: MkDocsConfig) -> File:
        order = (self._locale, *self._policy.locales)
        locale = next(code for code in order if code in variants)
        if locale != self._locale:
            self.foreign[path] = locale
        return File.generated(config, path, abs_src_path=variants[locale].abs_src_path or "")

    def _issued(self, path: str, page: EditionPage, config: MkDocsConfig) -> File:
        reading = self._publication.site(self._locale).reading
        content = page.content.page
        body = reading.phrase(content.body)
        if body.lang:
            self.foreign[path] = body.lang
        meta = {"title": reading.phrase(content.title).text}
        if content.description is not None:
            meta["description"] = reading.phrase(content.description).text
        if content.kind.form and not page.withdrawn:
            meta["inforce_form"] = content.kind.value
        return File.generated(
            config,
            path,
            content=front_matter(meta) + body.text,
            inclusion=InclusionLevel.NOT_IN_NAV if page.withdrawn else InclusionLevel.UNDEFINED,
        )


def put_in(files: Files, file: File) -> None:
    """Put ``file`` in the place of what has its path, if anything has."""
    known = files.get_file_from_path(file.src_uri)
    if known is not None:
        files.remove(known)
    files.append(file)


def front_matter(meta: dict[str, str]) -> str:
    """Return front matter; JSON strings are YAML strings that need no further quoting."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", ""])
