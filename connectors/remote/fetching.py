"""Fetching: pages go to disk some at a time, so that a killed program goes on where it was and loses nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from connectors.remote.landed import landed_table
from connectors.remote.source import Remote
from mining.errors import EngineMissing, NotReadable, ThroughlineError
from mining.rawtable import RawTable

if TYPE_CHECKING:
    from dlt import Pipeline
    from dlt.extract import DltSource

    from connectors.remote.paging import Memory

__all__ = ["discard", "pull"]

_SOURCE, _LANDED = "remote", "landed"


def pull(
    remote: Remote,
    secret: SecretStr,
    folder: Path,
    progress: Callable[[str], None] = lambda _stage: None,
) -> RawTable:
    """Fetch all events of a service, and return them for `EventLog.from_table`.

    Parameters
    ----------
    remote, secret
        The service, and what it wants to be shown (`connectors.remote.secret_of`).
    folder
        Where the fetched events lie until `discard`; only this user may look into it. What an earlier,
        unfinished pull of the same service left there is not fetched again. One program at a time.
    progress
        Told what is being done.

    Raises
    ------
    NotReadable
        The service refuses, cannot be reached, or does not hand out all it has.
    EngineMissing
        dlt is not installed.
    """
    try:
        from connectors.remote.paging import Memory  # dlt is an optional extra, and slow to load
    except ImportError as error:
        message = (
            "Reading from a service needs dlt, which is not installed. Run: "
            "pip install --no-deps --require-hashes -r requirements-connect.txt"
        )
        raise EngineMissing(message) from error
    home = folder / f"pull-{remote.fingerprint}"
    pipeline = _pipeline(home)
    if _is_finished(pipeline):
        shutil.rmtree(home)
        pipeline = _pipeline(home)
    memory = Memory()
    while not _is_finished(pipeline):
        _fetch_some(pipeline, remote, secret, memory)
        progress(f"Fetched {_how_far(pipeline).get('rows', 0):,} events from {remote.name}")
    noted = _how_far(pipeline)
    told = (noted["least"], noted["most"]) if "least" in noted else None
    return landed_table(home / _LANDED, remote, noted.get("rows", 0), told)


def discard(remote: Remote, folder: Path) -> None:
    """Delete what was fetched of a service."""
    shutil.rmtree(folder / f"pull-{remote.fingerprint}", ignore_errors=True)


def _pipeline(home: Path) -> Pipeline:
    import dlt

    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = dlt.destinations.filesystem(home.resolve().as_uri())
    return dlt.pipeline(_SOURCE, pipelines_dir=str(home / "state"), destination=target, dataset_name=_LANDED)


def _how_far(pipeline: Pipeline) -> dict[str, Any]:
    """State of the resource: rows so far, what comes next, whether that was all."""
    sources: dict[str, Any] = dict(pipeline.state.get("sources", {}))
    found: dict[str, Any] = sources.get(_SOURCE, {}).get("resources", {}).get("events", {})
    return found


def _is_finished(pipeline: Pipeline) -> bool:
    """Whether the last page came, and all pages are where they are read from."""
    return bool(_how_far(pipeline).get("finished")) and not pipeline.has_pending_data


def _fetch_some(pipeline: Pipeline, remote: Remote, secret: SecretStr, memory: Memory) -> None:
    """Fetch some pages and put them on disk, together with the note of what comes next."""
    from requests import RequestException

    try:
        if pipeline.has_pending_data:
            pipeline.run()  # what a killed program left on its way
        else:
            some = _source(remote, secret, memory).add_limit(remote.patience.pages_at_a_time)
            pipeline.run(some, loader_file_format="parquet")
    except Exception as error:
        causes = _causes(error)
        refusal = next((cause for cause in causes if isinstance(cause, ThroughlineError)), None)
        failed = next((cause for cause in causes if isinstance(cause, RequestException)), None)
        if refusal:
            raise refusal from None
        if failed is None:
            raise
        raise NotReadable(_gave_up(remote, failed)) from None  # dlt's own words repeat addresses
    finally:
        # dlt notes every run in a pickle; nobody reads it, and nothing of ours should be in one.
        (Path(pipeline.working_dir) / "trace.pickle").unlink(missing_ok=True)


def _gave_up(remote: Remote, failed: Exception) -> str:
    from requests.exceptions import SSLError

    status = getattr(getattr(failed, "response", None), "status_code", 0)
    if isinstance(failed, SSLError):
        return (
            f"{remote.name} shows a certificate that this computer does not trust, so nothing was sent. "
            "Ask your network team which certificate to add (REQUESTS_CA_BUNDLE)."
        )
    what = (
        f"answered {status}, a fault on its side" if status else "did not answer, or broke off its response"
    )
    return (
        f"{remote.name} {what}, {remote.patience.attempts} times in a row. Start again later: the server may be "
        "busy, and what was fetched is kept."
    )


def _causes(error: BaseException) -> list[BaseException]:
    """An error and all that led to it."""
    found: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in found:
        found.append(following)
        following = following.__cause__ or following.__context__
    return found


def _source(remote: Remote, secret: SecretStr, memory: Memory) -> DltSource:
    from dlt.sources.rest_api import rest_api_source

    from connectors.remote.events import as_row, row_columns
    from connectors.remote.paging import EVENTS, paginator_for
    from connectors.remote.transport import session_for

    parts = urlsplit(remote.url)
    source: DltSource = rest_api_source(
        {
            "client": {
                "base_url": f"{parts.scheme}://{parts.netloc}",
                "session": session_for(remote, secret),
                "paginator": paginator_for(remote, memory),
            },
            "resources": [
                {
                    "name": EVENTS,
                    "endpoint": {"path": remote.url, "data_selector": remote.events},
                    "columns": row_columns(remote),
                    "processing_steps": [{"map": as_row(remote)}],
                }
            ],
        },
        name=_SOURCE,
    )
    return source
