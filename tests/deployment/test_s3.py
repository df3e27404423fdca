"""Publication to S3, as a server in this process speaks it."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import s3fs
from moto.server import ThreadedMotoServer

from inforce.pipeline.manifest import NAME
from tests.cli.program import run
from tests.deployment.editions import build, built, tree
from tests.sites import write_site

ONE = {"hx-100": "one"}
TWO = {"hx-80": "two"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of an empty S3."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture
def bucket(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket, with credentials for it in the environment."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    settings = {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": server,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    name = re.sub(r"[^a-z0-9]+", "-", tmp_path.name.lower()).strip("-")
    s3fs.S3FileSystem(skip_instance_cache=True).mkdir(name)
    return f"s3://{name}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = write_site(tmp_path / "site")
    build(site / "build" / "public", ONE, day=1)
    build(tmp_path / "later", TWO, day=2)
    return site


def test_editions_go_to_a_bucket_and_come_back(site: Path, bucket: str) -> None:
    address = f"{bucket}/www"
    fs = s3fs.S3FileSystem(skip_instance_cache=True)
    first, later = site / "build" / "public", site.parent / "later"
    assert run("publish", address, "--site", site)[0] == 0
    assert tree(address) == built(first)
    assert head(fs, f"{address}/index.html") == ("text/html; charset=utf-8", "no-cache")
    assert head(fs, f"{address}/{NAME}") == ("application/json", "no-cache")
    media = next(path for path in built(first) if path.startswith("media/"))
    assert head(fs, f"{address}/{media}")[1] == "public, max-age=31536000, immutable"
    assert run("publish", address, "--site", site, "--from", later)[0] == 0
    assert tree(address) == built(later)
    assert "up to date" in run("publish", address, "--site", site, "--from", later)[2]
    assert run("publish", address, "--site", site, "--rollback")[0] == 0
    assert tree(address) == built(first)
    assert head(fs, f"{address}/index.html") == ("text/html; charset=utf-8", "no-cache")
    code, out, _ = run("publish", address, "--site", site, "--list")
    assert code == 0
    assert re.fullmatch(r"2026-01-01-\S+  live .*\n2026-01-02-\S+  kept .*\n", out)


def head(fs: Any, address: str) -> tuple[str, str]:  # noqa: ANN401 - of no typed library
    """Return type and caching of a file."""
    bucket, _, key = address.removeprefix("s3://").partition("/")
    told = fs.call_s3("head_object", Bucket=bucket, Key=key)
    return told["ContentType"], told["CacheControl"]


def test_a_bucket_that_is_not_there_is_one_line(site: Path, bucket: str) -> None:
    code, _, errors = run("publish", f"{bucket}-else/www", "--site", site)
    assert code == 2
    assert re.fullmatch(
        rf"inforce: {bucket}-else/www/\S+ cannot be written: The specified bucket does not exist\n",
        errors,
    )
    code, _, errors = run("publish", "s3://", "--site", site)
    assert (code, "names no bucket: s3://BUCKET/FOLDER" in errors) == (2, True)


def test_missing_credentials_are_one_line(
    site: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    code, _, errors = run("publish", bucket, "--site", site)
    assert code == 2
    assert re.fullmatch(
        rf"inforce: {bucket}/{NAME} cannot be read: Unable to locate credentials; "
        r"set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY\n",
        errors,
    )


def test_a_server_that_does_not_answer_is_one_line(
    site: Path, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    code, _, errors = run("publish", bucket, "--site", site)
    assert code == 2
    assert re.fullmatch(
        rf'inforce: {bucket}/{NAME} cannot be read: Could not connect to the endpoint URL: "\S+"\n',
        errors,
    )
