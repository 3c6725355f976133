"""How a source is read from the command line: its options, told once for every command that reads one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

import typer

from mining.console import console
from mining.errors import MappingProblem
from mining.mapping import Mapping, ReadingRules
from mining.privacy.rules import LONGEST, PrivacyRules
from mining.rawtable import RawTable

if TYPE_CHECKING:
    from mining.evaluation.truth import PlantedLog

__all__ = ["Reading", "Sources", "opened_source", "reading_options"]

Column = Annotated[str, typer.Option(help="Name of the column; left out, it is proposed.")]
DateOrders = Literal["dmy", "mdy", "ymd"]


@dataclass(frozen=True)
class Sources:
    """How the command line reaches its sources.

    Attributes
    ----------
    open
        Opens a file, with reading options (encoding, delimiter, sheet, member), as a raw table.
    propose
        Proposes a mapping for a file from its names and contents, and gives a reason for each part.
    planted
        Makes logs with known truths, of the set that is named; none where the program comes without them.
    """

    open: Callable[[Path, dict[str, str]], RawTable]
    propose: Callable[[Path, dict[str, str]], tuple[Mapping, tuple[str, ...]]]
    planted: Callable[[str], Iterable[PlantedLog]] = lambda _which: ()


@dataclass(frozen=True)
class Reading:
    """What a person may say about a source; each attribute is an option of the command line."""

    case: Column = ""
    activity: Column = ""
    timestamp: Column = ""
    start: Column = ""
    resource: Column = ""
    channel: Column = ""
    system: Column = ""
    lifecycle: Column = ""
    tz: Annotated[str, typer.Option(help="Time zone of times written without one.")] = "Europe/London"
    date_order: Annotated[DateOrders | None, typer.Option(help="Order in dates such as 03/04/2025.")] = None
    drop_duplicates: Annotated[bool, typer.Option(help="Drop rows equal in every mapped column.")] = False
    keep_identities: Annotated[
        str, typer.Option(metavar="REASON", help="Keep case ids and people as written, and why.")
    ] = ""
    keep_months: Annotated[
        int, typer.Option(min=1, max=LONGEST, help="Months for which the store may be kept.")
    ] = 12
    sheet: Annotated[str, typer.Option(help="Worksheet of a workbook.")] = ""
    member: Annotated[str, typer.Option(help="File inside a zip.")] = ""
    encoding: Annotated[str, typer.Option(help="Text encoding, where it cannot be told.")] = ""

    @property
    def mapping(self) -> Mapping:
        """The columns that were named."""
        names = (self.case, self.activity, self.timestamp, self.start, self.lifecycle)
        return Mapping(*names, "", self.resource, self.channel, self.system)

    @property
    def rules(self) -> ReadingRules:
        """What was said about times, duplicates and people."""
        return ReadingRules(
            self.tz,
            self.date_order,
            drop_duplicates=self.drop_duplicates,
            privacy=PrivacyRules(self.keep_identities, self.keep_months),
        )

    @property
    def options(self) -> dict[str, str]:
        """What was said about the file."""
        return {"sheet": self.sheet, "member": self.member, "encoding": self.encoding}


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `Reading` in place of its parameter ``reading``."""

    @wraps(command)
    def with_options(**given: Any) -> None:  # noqa: ANN401
        said = {field.name: given.pop(field.name) for field in fields(Reading)}
        command(**given, reading=Reading(**said))

    hints = get_type_hints(Reading, include_extras=True)
    own = inspect.signature(command, eval_str=True).parameters.values()
    kept = [one for one in own if one.name != "reading"]
    keyword = inspect.Parameter.KEYWORD_ONLY
    options = [
        inspect.Parameter(field.name, keyword, default=field.default, annotation=hints[field.name])
        for field in fields(Reading)
    ]
    parameters = [one.replace(kind=keyword) for one in kept] + options
    with_options.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {one.name: one.annotation for one in parameters}
    return with_options


def opened_source(
    sources: Sources, file: Path, said: Mapping, options: dict[str, str]
) -> tuple[RawTable, Mapping]:
    """Return the rows of a file and its mapping; parts that were not said are proposed, with the reason told."""
    if not file.is_file():
        message = f"There is no file {file}. Check the name."
        raise MappingProblem(message)
    raw = sources.open(file, options)
    mapping = raw.mapping or Mapping()
    if not raw.mapping and not (said.case and said.activity and said.timestamp):
        mapping, reasons = sources.propose(file, options)
        for reason in reasons:
            console.print(f"  {reason}", style="dim", markup=False, soft_wrap=True)
    # No analysis reads further attributes yet, and they are where citizens' data mostly stand.
    return raw, mapping.overlaid(said).without_attributes()
