"""
A store of files that speaks S3, for installations whose server has no disk that lasts: put once, read, taken away.

It needs `boto3`, which comes with `loket[s3]`. Who may use the bucket stands in a file, never in a setting.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from loket.core.problems import Refusal

_CONNECT_SECONDS: Final = 3
_READ_SECONDS: Final = 20
_NAMES_AT_ONCE: Final = 1000
_ABSENT: Final = {"404", "NoSuchKey", "NotFound"}
_THERE: Final = {"412", "PreconditionFailed", "ConditionalRequestConflict"}


class StoreAway(Refusal):
    """The store did not do what was asked of it: out of reach, or it refuses this server."""

    id = "store-away"
    sentence = "Tempat penyimpanan berkas tidak menjawab, jadi berkas tidak dapat disimpan atau dibuka."
    hint = "Coba lagi sebentar lagi. Bila berulang, hubungi pengelola sistem."


class StoreConflict(Refusal):
    """Under this name something else stands already, and nothing in the store is ever overwritten."""

    id = "store-conflict"
    sentence = "Di tempat penyimpanan sudah ada berkas lain dengan nama yang sama, jadi tidak ada yang ditimpa."
    hint = "Jangan dihapus. Hubungi pengelola sistem agar isinya diperiksa."


def keep(name: str, content: bytes) -> None:
    """The bytes under their name; what stands there already, of the same length, stays. Raises StoreAway and StoreConflict."""
    if (length := _length(name)) is None:
        _answered("put_object", name, Body=content, ContentLength=len(content), IfNoneMatch="*")
        # Of two that put at once one was first; and an old server may have taken part of it for all.
        length = _length(name)
    if length != len(content):
        raise StoreConflict


def kept(name: str) -> bytes | None:
    """What stands under a name; None when there is nothing. Raises StoreAway."""
    found = _answered("get_object", name)
    if found is None:
        return None
    try:
        content: bytes = found["Body"].read()
    except Exception as broken:  # The stream breaks off with errors of three libraries.
        raise StoreAway from broken
    return content


def remove(name: str) -> None:
    """Take away what stands under a name, if anything does. Raises StoreAway."""
    _answered("delete_object", name)


def names() -> list[str]:
    """Every name in the store, in no order. Raises StoreAway."""
    bucket, start = _place()
    found: list[str] = []
    more: dict[str, str] = {}
    while True:
        page = _asked("list_objects_v2", Bucket=bucket, Prefix=start, MaxKeys=_NAMES_AT_ONCE, **more)
        found.extend(one["Key"].removeprefix(start) for one in page.get("Contents", ()))
        if not page.get("IsTruncated"):
            return found
        more = {"ContinuationToken": page["NextContinuationToken"]}


def _length(name: str) -> int | None:
    found = _answered("head_object", name)
    return None if found is None else int(found["ContentLength"])


def _place() -> tuple[str, str]:
    """The bucket, and what every key in it begins with."""
    bucket, _, prefix = settings.STORE.removeprefix("s3://").partition("/")
    return bucket, f"{prefix}/".lstrip("/")


def _answered(what: str, name: str, **more: Any) -> Any:
    bucket, start = _place()
    return _asked(what, Bucket=bucket, Key=f"{start}{name}", **more)


def _asked(what: str, **words: Any) -> Any:
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        return getattr(_client(), what)(**words)
    except ClientError as refused:
        code = str(refused.response.get("Error", {}).get("Code", ""))
        # A bucket that is not there is not a file that is not there.
        if code in _ABSENT or code in _THERE:
            return None
        raise StoreAway from refused
    except (BotoCoreError, OSError, ValueError) as away:  # The last: an address or credentials of another form.
        raise StoreAway from away


def _client() -> Any:
    return _made(settings.STORE_ENDPOINT, settings.STORE_REGION, Path(settings.STORE_CREDENTIALS).read_text("utf-8"))


@lru_cache(maxsize=4)
def _made(endpoint: str, region: str, credentials: str) -> Any:
    import boto3  # type: ignore[import-untyped]  # noqa: PLC0415
    from botocore.config import Config  # type: ignore[import-untyped]  # noqa: PLC0415

    key, secret = credentials.split()
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"total_max_attempts": 3, "mode": "standard"},
        # Servers other than Amazon's know buckets by path, and not every new checksum.
        s3={"addressing_style": "path" if endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    session = boto3.session.Session(aws_access_key_id=key, aws_secret_access_key=secret, region_name=region)
    return session.client("s3", endpoint_url=endpoint or None, config=config)
