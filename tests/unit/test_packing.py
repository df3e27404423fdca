import gzip

import pytest

from inforce.renderers.packing import packed


def test_packed_file_holds_what_it_was_given() -> None:
    assert gzip.decompress(packed(b"HX 100")) == b"HX 100"


@pytest.mark.parametrize("system", [b"\x03", b"\xff"])
def test_packed_file_does_not_tell_which_python_made_it(
    monkeypatch: pytest.MonkeyPatch, system: bytes
) -> None:
    made = gzip.compress(b"HX 100", mtime=0)
    monkeypatch.setattr(gzip, "compress", lambda *_, **__: made[:9] + system + made[10:])
    assert packed(b"HX 100") == made[:9] + b"\x03" + made[10:]
