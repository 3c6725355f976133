"""The process model of a log: discovered from its variants in a child process, within limits."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypedDict, cast

from mining.discovery.alignments import alignments
from mining.discovery.bpmn import bpmn_xml
from mining.discovery.child import Limits, Question, Reply, ask
from mining.discovery.process_model import Dependency, PetriNetSize, ProcessModel
from mining.discovery.process_tree import CodedTree, ProcessTree
from mining.discovery.selection import LogSize, Selection, WeightedTrace, by_frequency, select
from mining.errors import ThroughlineError
from mining.results import Unanswered
from mining.units import Share

__all__ = [
    "Dependency",
    "LogSize",
    "ModelSettings",
    "PetriNetSize",
    "ProcessModel",
    "WeightedTrace",
    "discover",
]


@dataclass(frozen=True)
class ModelSettings:
    """How a model is discovered.

    Attributes
    ----------
    noise_threshold
        For the inductive miner, 0..1: what follows an activity more rarely than this share of its most
        frequent successor is taken for noise. 0 keeps everything.
    dependency_threshold
        For the heuristics miner, -1..1: weaker dependencies are left out.
    seconds
        Time allowed; what is not known by then stays unanswered.
    alignment_seconds
        Time allowed for alignments within that; the most frequent variants come first, and those that
        are not reached are counted and told.
    coverage, max_variants
        The model is made from the most frequent variants: as few as cover this share of the cases
        (0..1), but at most so many. It is measured on the `max_variants` most frequent, so that leaving
        variants out does not flatter it. Variants of equal frequency go by their activities.
    max_memory_mb
        Address space the discovery may take, in MiB; not kept on Windows.

    Raises
    ------
    ThroughlineError
        If a value lies outside its range.
    """

    noise_threshold: float = 0.2
    dependency_threshold: float = 0.5
    seconds: float = 60.0
    alignment_seconds: float = 10.0
    coverage: float = 0.9
    max_variants: int = 1000
    max_memory_mb: int = 3072

    def __post_init__(self) -> None:
        for name, value, low, high in (
            ("noise threshold", self.noise_threshold, 0, 1),
            ("dependency threshold", self.dependency_threshold, -1, 1),
            ("share of cases to cover", self.coverage, 0, 1),
        ):
            if not low <= value <= high:
                raise ThroughlineError(f"The {name} must lie between {low} and {high}; {value} was given.")
        if self.max_variants < 1:
            raise ThroughlineError("A model needs at least one variant; allow one or more.")

    @property
    def rule(self) -> str:
        """Which variants a model is made from, in words."""
        return (
            f"the most frequent are kept until they cover {self.coverage:.0%} of cases, "
            f"but at most {self.max_variants:,}"
        )


class _Found(TypedDict):
    """What the child tells of a model, as it comes through JSON."""

    heuristics: list[tuple[int, int, int, float]]
    tree: CodedTree
    net: tuple[int, int, int, int]
    simplicity: float


class _Measured(TypedDict):
    """What the child tells of how a model and the log agree."""

    fitness: float
    n_fitting: int
    precision: float | None


def discover(
    variants: Iterable[WeightedTrace],
    settings: ModelSettings | None = None,
    should_stop: Callable[[], bool] | None = None,
    whole: LogSize | None = None,
) -> ProcessModel | Unanswered:
    """Return the model of a log, or why there is none.

    Parameters
    ----------
    variants
        The traces of the log, or no more than the most frequent; their order makes no difference.
    settings
        How to discover, and how much time and memory that may take.
    should_stop
        Asked about twenty times a second; once it says yes, the discovery is stopped.
    whole
        Size of the log before anything was left out of `variants`; not needed where nothing was.

    Returns
    -------
    ProcessModel or Unanswered
        A model whose measures may be unanswered if time ran out after it was found.
    """
    settings = settings or ModelSettings()
    every = by_frequency(variants)
    if not every:
        return Unanswered("There is no process model, because the log has no cases.")
    whole = whole or LogSize.of(every)
    chosen = select(every, settings.max_variants, settings.coverage, whole.n_cases)
    reply = ask(_question(chosen, settings), Limits(settings.seconds, should_stop))
    if "tree" not in reply.parts:
        return Unanswered(f"There is no process model. {reply.trouble}")
    return _model(reply, chosen, settings, whole)


def _question(chosen: Selection, settings: ModelSettings) -> Question:
    numbers = {name: number for number, name in enumerate(chosen.names)}
    return Question(
        variants=[([numbers[name] for name in trace.activities], trace.n_cases) for trace in chosen.measured],
        n_mined=chosen.n_used,
        branch_keys=[_branch_key(name) for name in chosen.names],
        noise_threshold=settings.noise_threshold,
        dependency_threshold=settings.dependency_threshold,
        alignment_seconds=settings.alignment_seconds,
        max_memory_mb=settings.max_memory_mb,
    )


def _branch_key(name: str) -> int:
    """Return the number by which pm4py orders branches; it would take it of the name itself."""
    return int(hashlib.md5(name.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest(), 16)


def _model(reply: Reply, chosen: Selection, settings: ModelSettings, whole: LogSize) -> ProcessModel:
    found = cast(_Found, reply.parts)
    names, used, measured = chosen.names, chosen.used, chosen.measured
    tree = ProcessTree.from_coded(found["tree"], names)
    size = LogSize.of(measured)
    fitness, fitting_share, precision = _agreement(reply, size.n_cases)
    return ProcessModel(
        method=f"inductive miner, noise {settings.noise_threshold:g}",
        tree=tree,
        bpmn_xml=bpmn_xml(tree),
        net=PetriNetSize(*found["net"]),
        heuristics_net=tuple(
            Dependency(names[source], names[target], n, dependency)
            for source, target, n, dependency in found["heuristics"]
        ),
        start_activities=_counted((trace.activities[0], trace.n_cases) for trace in used),
        end_activities=_counted((trace.activities[-1], trace.n_cases) for trace in used),
        activities_left_out=tuple(sorted(set(names).difference(tree.activities()))),
        whole=whole,
        used=LogSize.of(used),
        measured=size,
        rule=settings.rule,
        fitness=fitness,
        fitting_share=fitting_share,
        precision=precision,
        alignments=alignments(reply, measured, tree.n_fewest(), settings.alignment_seconds),
        simplicity=found["simplicity"],
    )


def _agreement(
    reply: Reply, n_cases: int
) -> tuple[float | Unanswered, Share | Unanswered, float | Unanswered]:
    """Return fitness, share of fitting cases, and precision."""
    if "conformance" not in reply.parts:
        missing = Unanswered(f"Not measured. {reply.trouble}")
        return missing, missing, missing
    measured = cast(_Measured, reply.parts["conformance"])
    precision = measured["precision"]
    nothing = Unanswered("The model allows no activity at all, so it has no precision.")
    return (
        measured["fitness"],
        Share(measured["n_fitting"] / n_cases),
        nothing if precision is None else precision,
    )


def _counted(ends: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for activity, n_cases in ends:
        counts[activity] += n_cases
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
