"""Spark, for stores that outgrow one machine: the same tables as Parquet, asked by the same Ibis expressions.

Importing this needs PySpark, which is an optional extra (requirements-spark.txt).
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pyarrow as pa
from ibis.backends.pyspark import Backend
from ibis.formats.pyarrow import PyArrowData
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from mining.errors import EngineMissing
from mining.folder import BUCKET
from mining.intake.store import TABLES

__all__ = ["Spark", "open_spark"]

_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "100000",
    "spark.ui.enabled": "false",
}
# Nothing on this machine listens to others, and small tables are not cut into 200 pieces.
_LOCAL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",
}
_OF_PANDAS = "PySpark does not yet fully support pandas"
"""What Spark remarks of its pandas functions when they are loaded; none is used."""


class Spark(Backend):  # type: ignore[misc]
    """Ibis on Spark, with tables that come and go as Arrow: by way of pandas, whole numbers would become floats."""

    def to_pyarrow(self, expr: Any, /, **_options: Any) -> Any:  # noqa: ANN401
        """Return a result as Arrow."""
        table = expr.as_table()
        self._run_pre_execute_hooks(table)
        found = self._session.sql(self.compile(table)).toArrow()
        return expr.__pyarrow_result__(PyArrowData.convert_table(found, table.schema()))

    def _register_in_memory_table(self, op: Any) -> None:  # noqa: ANN401
        data: pa.Table = op.data.to_pyarrow(op.schema)
        self._session.createDataFrame(data).createOrReplaceTempView(op.name)


def open_spark(folder: Path, master: str) -> Spark:
    """Return Spark with the tables of a store that `mining.folder.export_store` wrote.

    Parameters
    ----------
    folder
        The store; on a cluster, where every worker sees it.
    master
        Spark master, for instance "spark://host:7077" or "local[2]".

    Raises
    ------
    EngineMissing
        Java is not installed, or the master cannot be reached.
    """
    warnings.filterwarnings("ignore", _OF_PANDAS, FutureWarning)
    Spark.register_options()
    engine: Spark = Spark().connect(_session(master))
    for name in TABLES:
        found = engine._session.read.parquet(str(folder.absolute() / name))
        found.drop(BUCKET).createOrReplaceTempView(name)
    return engine


def _session(master: str) -> SparkSession:
    builder = SparkSession.builder.master(master).appName("Throughline")
    for name, value in {**_SETTINGS, **(_LOCAL if master.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        message = f"Spark did not start at {master}. It needs Java 17; check the address of the master."
        raise EngineMissing(message) from error
    session.sparkContext.setLogLevel("ERROR")
    return session
