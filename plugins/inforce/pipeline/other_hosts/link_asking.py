"""Asks other hosts about addresses through LinkChecker, which runs as a program of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO
from xml.etree.ElementTree import Element, XMLPullParser

from inforce.domain.errors import InforceError
from inforce.domain.site.answers import Reply
from inforce.domain.site.policy import LinkPolicy
from inforce.pipeline.other_hosts.link_list import served
from inforce.pipeline.other_hosts.link_replies import reply_of

_SETTINGS = """\
[checking]
threads=10
timeout={timeout}
maxrequestspersecond={rate}
useragent=inforce/{version} (link check)
recursionlevel=1
[filtering]
checkextern=1
[output]
status=0
verbose=1
warnings=1
log=xml
[xml]
encoding=utf-8
"""
# A server's own words come with the result, and no XML may hold these.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOCAL = "127.0.0.1"
_WORD = "linkcheck"


def asked(addresses: Sequence[str], terms: LinkPolicy) -> Iterator[tuple[str, Reply]]:
    """Ask about each address once and yield (address, reply) as they come in, in no order.

    An address that is another way to write one before it has no reply. Raise InforceError where
    the program cannot do its work.
    """
    if not addresses:
        return
    wanted, heard = set(addresses), False
    with TemporaryDirectory() as folder, served(addresses) as page, TemporaryFile("w+") as errors:
        settings = Path(folder, "linkcheckerrc")
        settings.write_text(_settings(terms), encoding="utf-8")
        command = [sys.executable, "-P", "-m", _WORD, "--config", str(settings), page]
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
            env=_environment(os.environ),
        ) as process:
            try:
                for address, reply in _replies(process.stdout):
                    heard = True
                    if address in wanted:
                        wanted.remove(address)
                        yield address, reply
                    if not wanted:
                        break
            finally:
                process.kill()  # all is said, or nobody listens any longer
        if not heard:
            errors.seek(0)
            raise InforceError(f"links cannot be checked: linkchecker ended {_last(errors)}")


def _settings(terms: LinkPolicy) -> str:
    return _SETTINGS.format(timeout=terms.timeout, rate=terms.rate, version=version("inforce"))


def _environment(given: Mapping[str, str]) -> Mapping[str, str]:
    """Return an environment in which the program speaks English and reaches our own page."""
    direct = ",".join(filter(None, (given.get("NO_PROXY", given.get("no_proxy")), _LOCAL)))
    return {**given, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "NO_PROXY": direct, "no_proxy": direct}


def _replies(output: IO[str] | None) -> Iterator[tuple[str, Reply]]:
    parser: XMLPullParser[Element] = XMLPullParser(["end"])
    for line in output or ():
        parser.feed(_CONTROLS.sub("", line))
        for event in parser.read_events():
            told = event[-1]
            if isinstance(told, Element) and told.tag == "urldata":
                yield reply_of(told)
                told.clear()


def _last(errors: IO[str]) -> str:
    lines = [line.strip() for line in errors if line.strip()]
    return f"with {lines[-1]!r}" if lines else "without a word"
