"""A server of S3 on the loopback, a process of its own."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

import boto3

SERVER = "from moto.server import main; import sys; main(sys.argv[1:])"
Put = Callable[[str, str, bytes], None]


@contextmanager
def serve_s3(folder: Path) -> Iterator[tuple[dict[str, str], Put]]:
    """The variables that send S3's users to the server, and a function that puts (bucket, name, content) there."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with (folder / "s3.log").open("wb") as log:
        server = subprocess.Popen([sys.executable, "-c", SERVER, "-p", str(port)], stdout=log, stderr=log)
    try:
        _wait(url)
        variables = {
            "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_DEFAULT_REGION": "us-east-1",
        }  # fmt: skip

        client = boto3.client("s3", endpoint_url=url, region_name="us-east-1", aws_access_key_id="nobody",
                              aws_secret_access_key="nothing")  # fmt: skip

        def put(bucket: str, name: str, content: bytes) -> None:
            client.create_bucket(Bucket=bucket)
            client.put_object(Bucket=bucket, Key=name, Body=content)

        yield variables, put
    finally:
        server.kill()
        server.wait()


def _wait(url: str) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url).close()
        except urllib.error.URLError:
            assert time.monotonic() < until, "no S3 server answers"
            time.sleep(0.1)
        else:
            return
