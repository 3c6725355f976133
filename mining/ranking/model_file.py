"""The model on disk: a skops file that cannot run code, and a description that must agree with it.

A file is inspected before anything in it is built: its size, then every type it names against a pinned
list, then its digest and the features it was fitted for.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from sklearn.pipeline import Pipeline

from mining.errors import ModelRefused
from mining.ranking.classifier import FeatureSchema, MeanAndCentred, SuitabilityModel
from mining.ranking.statistics import Floats
from mining.ranking.training_table import TrainingLog

__all__ = ["MODEL_FOLDER", "MODEL_NAME", "ModelDescription", "load_model", "save_model"]

MODEL_FOLDER = Path(__file__).parent / "model"
"""Where the committed model lives; it works without the logs and without a network."""
MODEL_NAME = "suitability.skops"
MAX_BYTES = 1_000_000
_ROUNDED = 1e-4

_OURS = f"{MeanAndCentred.__module__}.{MeanAndCentred.__qualname__}"
ALLOWED_TYPES = frozenset(
    [
        _OURS,
        "sklearn.pipeline.Pipeline",
        "sklearn.linear_model._logistic.LogisticRegression",
        "numpy.ndarray",
        *(f"builtins.{name}" for name in ("dict", "list", "tuple", "str")),
    ]
)
"""Every type a model file may name. Anything else is refused, even what skops itself would trust."""
ALLOWED_LOADERS = frozenset(
    ["ObjectNode", "DictNode", "ListNode", "TupleNode", "JsonNode", "NdArrayNode", "TypeNode"]
)
"""Every way of building a value that skops may be asked for; none calls a function the file names."""


@dataclass(frozen=True)
class ModelDescription:
    """What stands beside the model file, in JSON.

    Attributes
    ----------
    criteria, definitions_version
        The features, and the version of their formulas.
    logs, n_rows, n_positives, n_organisations
        What it was fitted to, and how much that is.
    weight_covariance
        How sure the fit is of its weights, in log-odds squared.
    libraries, model_sha256
        Versions it was fitted with, and the digest of the model file.
    """

    criteria: tuple[str, ...]
    definitions_version: int
    logs: tuple[TrainingLog, ...]
    n_rows: int
    n_positives: int
    n_organisations: int
    weight_covariance: tuple[tuple[float, ...], ...]
    libraries: dict[str, str] = field(default_factory=dict)
    model_sha256: str = ""


def save_model(model: SuitabilityModel, logs: tuple[TrainingLog, ...], folder: Path = MODEL_FOLDER) -> Path:
    """Write the model and its description into a folder; the same model gives the same bytes.

    Returns
    -------
    pathlib.Path
        The model file.
    """
    content = _reproducible(skops.io.dumps(model.pipeline))
    description = ModelDescription(
        criteria=model.schema.keys,
        definitions_version=model.schema.definitions_version,
        logs=logs,
        n_rows=sum(log.n_rows for log in logs),
        n_positives=sum(log.n_positives for log in logs),
        n_organisations=len({log.organisation for log in logs}),
        weight_covariance=tuple(tuple(round(one, 6) for one in row) for row in model.covariance),
        libraries={name: version(name) for name in ("scikit-learn", "numpy", "skops")},
        model_sha256=hashlib.sha256(content).hexdigest(),
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / MODEL_NAME
    path.write_bytes(content)
    text = json.dumps(asdict(description), indent=2, ensure_ascii=False)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return path


def load_model(path: Path = MODEL_FOLDER / MODEL_NAME) -> SuitabilityModel:
    """Return the model of a file, after checking that it is one of ours.

    Parameters
    ----------
    path
        The model file; its description lies beside it, with the suffix ``.json``.

    Raises
    ------
    ModelRefused
        It is too large, damaged, names a type outside the pinned list, has no description, or the
        description tells of other bytes or other features.
    """
    content = _bytes(path)
    named = set(_named_types(content, path.name))
    if strangers := sorted(named - ALLOWED_TYPES):
        message = (
            f"{path.name} is not trusted as a model: it names the type {strangers[0]}, which no model of this "
            "program needs. Nothing in it was run. Use the model that came with the program."
        )
        raise ModelRefused(message)
    described = _description(path)
    _agree(described, content, path.name)
    pipeline = _our_pipeline(_built(content, path.name), path.name)
    return SuitabilityModel.of(pipeline, FeatureSchema(), _covariance(described, path.name))


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        message = f"The model file {path.name} cannot be read. Put it back, or fit it anew with 'train'."
        raise ModelRefused(message) from error
    if not content:
        message = (
            f"The model file {path.name} has {size:,} bytes; a model has some, and {MAX_BYTES:,} at most."
        )
        raise ModelRefused(message)
    return content


def _named_types(content: bytes, name: str) -> Iterator[str]:
    """Full names of all types that a model file mentions, read as plain JSON."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                message = (
                    f"The model file {name} unpacks to more than {MAX_BYTES:,} bytes, so it is no model."
                )
                raise ModelRefused(message)
            tree = json.loads(archive.read("schema.json"))
        yield from _types_below(tree)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
        message = f"{name} is not in the format of a model, or is damaged. Use the model that came with the program."
        raise ModelRefused(message) from error


def _built(content: bytes, name: str) -> object:
    try:
        return skops.io.loads(content, trusted=[_OURS])
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        message = (
            f"{name} is damaged: its parts do not fit together. Use the model that came with the program."
        )
        raise ModelRefused(message) from error


def _types_below(node: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(node, dict):
        if "__class__" in node or "__module__" in node:
            yield f"{node.get('__module__')}.{node.get('__class__')}"
            if node.get("__loader__", "TypeNode") not in ALLOWED_LOADERS:
                yield f"skops loader {node.get('__loader__')}"
        for value in node.values():
            yield from _types_below(value)
    elif isinstance(node, list):
        for value in node:
            yield from _types_below(value)


def _description(path: Path) -> dict[str, Any]:
    beside = path.with_suffix(".json")
    try:
        described = json.loads(_bytes(beside))
    except ValueError as error:
        message = f"{beside.name}, the description of the model, is no JSON. Fit the model anew with 'train'."
        raise ModelRefused(message) from error
    return described if isinstance(described, dict) else {}


def _agree(described: dict[str, Any], content: bytes, name: str) -> None:
    if described.get("model_sha256") != hashlib.sha256(content).hexdigest():
        message = f"{name} is not the model its description tells of (the digests differ). Fit it anew with 'train'."
        raise ModelRefused(message)
    schema = FeatureSchema()
    told = (tuple(described.get("criteria", ())), described.get("definitions_version"))
    if told != (schema.keys, schema.definitions_version):
        message = (
            f"{name} was fitted for other criteria ({', '.join(map(str, told[0]))}; version {told[1]}) than this "
            f"program computes ({', '.join(schema.keys)}; version {schema.definitions_version}). "
            "Fit it anew with 'train'."
        )
        raise ModelRefused(message)


def _covariance(described: dict[str, Any], name: str) -> Floats:
    """Return the covariance of the weights if it can be one."""
    n = len(FeatureSchema().keys)
    with suppress(ValueError, TypeError):
        told = np.array(described.get("weight_covariance"), dtype=float)
        if told.shape == (n, n) and np.allclose(told, told.T) and np.linalg.eigvalsh(told).min() > -_ROUNDED:
            return told
    message = f"The description of {name} does not tell how sure its weights are. Fit it anew with 'train'."
    raise ModelRefused(message)


def _our_pipeline(pipeline: object, name: str) -> Pipeline:
    """Return the pipeline if it has the shape this program fits."""
    steps = pipeline.steps if isinstance(pipeline, Pipeline) else []
    if [step for step, _ in steps] == ["spread", "logistic"]:
        coefficients = getattr(steps[1][1], "coef_", None)
        columns = len(FeatureSchema().keys) + 1
        if (
            isinstance(coefficients, np.ndarray)
            and coefficients.shape == (1, columns)
            and np.isfinite(coefficients).all()
        ):
            return pipeline
    message = f"{name} holds no suitability classifier of this program. Use the model that came with it."
    raise ModelRefused(message)


def _reproducible(content: bytes) -> bytes:
    """Return the archive with fixed dates, and with memory addresses replaced by their order."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    schema = members.pop("schema.json").decode()
    order = {
        found: str(number) for number, found in enumerate(dict.fromkeys(re.findall(r"\b\d{9,}\b", schema)), 1)
    }

    def renamed(text: str) -> str:
        return re.sub(r"\b\d{9,}\b", lambda found: order[found.group(0)], text)

    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        ordered = sorted((renamed(name), data) for name, data in members.items())
        for name, data in [*ordered, ("schema.json", renamed(schema).encode())]:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
