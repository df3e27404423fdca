"""What the system refuses is told with the file that it refuses."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from inforce.cli.output_file import put_file
from inforce.control.whole_file import write_whole
from inforce.domain.errors import line_of, naming
from inforce.pipeline.output import durable
from inforce.pipeline.output.put import put


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "a.yaml: No space left on device"),
        (OSError(errno.EIO, "Input/output error", "b.yaml"), "b.yaml: Input/output error"),
        (OSError("no number"), "no number"),
    ],
)
def test_an_error_without_a_name_gets_that_of_the_file(error: OSError, line: str) -> None:
    with pytest.raises(OSError) as caught, naming(Path("a.yaml")):  # noqa: PT011 - the line is held
        raise error
    assert line_of(caught.value) == line


def _settled(path: Path, octets: bytes) -> None:
    path.write_bytes(octets)
    durable.settle_entries(path)


@pytest.mark.parametrize(
    ("write", "call"),
    [(put, "write"), (write_whole, "fsync"), (put_file, "fsync"), (_settled, "fsync")],
)
def test_a_full_disk_is_told_with_the_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path, bytes], None],
    call: str,
) -> None:
    monkeypatch.setattr(os, call, full)
    file = tmp_path / "a.yaml"
    with pytest.raises(OSError, match="No space") as caught:
        write(file, b"a")
    assert line_of(caught.value) == f"{file}: No space left on device"


def test_a_device_that_is_full_is_told_by_its_name() -> None:
    device = Path("/dev/full")
    if not device.exists():
        pytest.skip("the system has no such device")
    with pytest.raises(OSError, match="No space") as caught:
        put_file(device, b"a")
    assert line_of(caught.value) == "/dev/full: No space left on device"
