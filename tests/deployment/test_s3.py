"""Publication to S3, as a server in this process speaks it."""

import re
from pathlib import Path

import pytest
from s3fs import S3FileSystem

from inforce.pipeline.output.manifest import NAME, STORE
from tests.cli.program import run
from tests.deployment.editions import built


def test_editions_go_to_a_bucket_and_come_back(site: Path, store: S3FileSystem) -> None:
    address = "s3://bucket/www"
    first, later = site / "build" / "public", site.parent / "later"
    assert run("publish", address, "--site", site)[0] == 0
    assert tree(store, address) == built(first)
    assert head(store, f"{address}/index.html") == ("text/html; charset=utf-8", "no-cache")
    assert head(store, f"{address}/{NAME}") == ("application/json", "no-cache")
    media = next(path for path in built(first) if path.startswith("media/"))
    assert head(store, f"{address}/{media}")[1] == "public, max-age=31536000, immutable"
    assert run("publish", address, "--site", site, "--from", later)[0] == 0
    assert tree(store, address) == built(later)
    assert "up to date" in run("publish", address, "--site", site, "--from", later)[2]
    assert run("publish", address, "--site", site, "--rollback")[0] == 0
    assert tree(store, address) == built(first)
    assert head(store, f"{address}/index.html") == ("text/html; charset=utf-8", "no-cache")
    code, out, _ = run("publish", address, "--site", site, "--list")
    assert code == 0
    assert re.fullmatch(r"2026-01-01-\S+  live .*\n2026-01-02-\S+  kept .*\n", out)


def test_folders_as_consoles_make_them_are_no_files(site: Path, store: S3FileSystem) -> None:
    address = "s3://bucket/made"
    for key in ("", f"{STORE}/", f"{STORE}/runs/", ".well-known/"):
        store.call_s3("put_object", Bucket="bucket", Key=f"made/{key}", Body=b"")
    assert run("publish", address, "--site", site)[0] == 0
    done = run("publish", address, "--site", site, "--prune")
    assert (done[0], "up to date" in done[2], "note" in done[2]) == (0, True, False)


def tree(store: S3FileSystem, address: str) -> dict[str, bytes]:
    """Return all that readers find at an address."""
    store.invalidate_cache()
    start = address.removeprefix("s3://") + "/"
    files = {path.removeprefix(start): store.cat_file(path) for path in store.find(address)}
    return {path: octets for path, octets in files.items() if not path.startswith(STORE)}


def head(store: S3FileSystem, address: str) -> tuple[str, str]:
    """Return type and caching of a file."""
    key = address.removeprefix("s3://bucket/")
    told = store.call_s3("head_object", Bucket="bucket", Key=key)
    return told["ContentType"], told["CacheControl"]


@pytest.mark.usefixtures("store")
def test_a_bucket_that_is_not_there_is_one_line(site: Path) -> None:
    code, _, errors = run("publish", "s3://elsewhere/www", "--site", site)
    assert code == 2
    assert re.fullmatch(
        r"inforce: s3://elsewhere/www/\S+ cannot be written: The specified bucket does not exist\n",
        errors,
    )
    code, _, errors = run("publish", "s3://", "--site", site)
    assert (code, "names no bucket: s3://BUCKET/FOLDER" in errors) == (2, True)


@pytest.mark.usefixtures("store")
def test_missing_credentials_are_one_line(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    code, _, errors = run("publish", "s3://bucket", "--site", site)
    assert code == 2
    assert re.fullmatch(
        rf"inforce: s3://bucket/{NAME} cannot be read: Unable to locate credentials; "
        r"set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\n",
        errors,
    )


@pytest.mark.usefixtures("store")
def test_a_server_that_does_not_answer_is_one_line(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(S3FileSystem, "retries", 1)
    code, _, errors = run("publish", "s3://bucket", "--site", site)
    assert code == 2
    assert re.fullmatch(
        rf"inforce: s3://bucket/{NAME} cannot be read: Could not connect to the endpoint .*\n",
        errors,
    )
