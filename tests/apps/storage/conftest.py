"""The two stores: a folder, and a bucket of a server that speaks S3 and runs in a process of its own."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3  # type: ignore[import-untyped]
import pytest
from pytest_django import Settings

from tests.apps.served import free_port, served


@dataclass(frozen=True)
class Bucket:
    """A bucket of its own at a server: its address and the file of credentials."""

    endpoint: str
    name: str
    credentials: Path


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """The address of moto's server, which keeps what it is given in memory."""
    port = free_port()
    serve = [sys.executable, "-c", "from moto.server import main; main()", "-H", "127.0.0.1", "-p", str(port)]
    with served(serve, port, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def bucket(s3_server: str, tmp_path: Path, settings: Settings) -> Bucket:
    """A fresh bucket that the settings name."""
    credentials = tmp_path / "kredensial"
    credentials.write_text("kunci\nrahasia\n")
    made = Bucket(s3_server, f"loket-{uuid.uuid4().hex[:12]}", credentials)
    client = boto3.client(
        "s3",
        endpoint_url=s3_server,
        aws_access_key_id="kunci",
        aws_secret_access_key="rahasia",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=made.name)
    settings.STORE, settings.STORE_ENDPOINT = f"s3://{made.name}/kantor", s3_server
    settings.STORE_CREDENTIALS, settings.STORE_REGION = str(credentials), "us-east-1"
    return made


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> str:
    """Either store, empty."""
    if request.param == "s3":
        request.getfixturevalue("bucket")
    else:
        settings.STORE, settings.MEDIA_ROOT = "", tmp_path / "berkas"
    return str(request.param)
