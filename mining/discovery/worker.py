"""What runs in the child process: reads a question as JSON and writes the answer part by part.

``python -m mining.discovery.worker`` writes one line of JSON for each part as soon as it has it, so that
a process that is stopped has told what it knew. Activities are numbers: names, which may hold anything,
never come here.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TextIO, TypeAlias

from mining.discovery.child import Question
from mining.discovery.pm4py_adapter import (
    AcceptingNet,
    TokenReplay,
    as_petri_net,
    code,
    coded,
    heuristics_edges,
    mine_tree,
    net_figures,
)
from mining.discovery.replay import conformance

if sys.platform != "win32":
    import resource

__all__ = ["answers"]

Part: TypeAlias = dict[str, object]


def answers(question: Question) -> Iterator[Part]:
    """Yield the parts of the answer: heuristics net, process tree with net, alignments, token replay.

    Alignments keep to a time of their own. Token replay mostly takes less, but has no limit but the end of
    the process, so it comes last.
    """
    yield {"heuristics": heuristics_edges(question)}
    tree = mine_tree(question)
    model = as_petri_net(tree)
    yield {"tree": coded(tree), **net_figures(model[0])}
    yield from _alignments(question, model)
    yield {"conformance": asdict(conformance(question.variants, TokenReplay(*model)))}


def _alignments(question: Question, model: AcceptingNet) -> Iterator[Part]:
    """Yield the costs of alignments, each time of more variants, in place of those before."""
    try:
        from mining.discovery.r4pm_adapter import alignment_costs, as_r4pm
    except ImportError:
        yield {"aligner_missing": True}
        return
    traces = (list(map(code, trace)) for trace, _ in question.variants)
    for costs in alignment_costs(as_r4pm(*model), traces, question.alignment_seconds):
        yield {"alignment_costs": costs}
    yield {"alignments_ended": True}


def _main(source: TextIO, target: TextIO) -> None:
    question = Question(**json.load(source))
    if sys.platform != "win32":
        limit = question.max_memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for answer in answers(question):
        target.write(json.dumps(answer) + "\n")
        target.flush()


if __name__ == "__main__":
    # What pm4py prints must not mix with the answer.
    with contextlib.redirect_stdout(sys.stderr):
        _main(sys.stdin, sys.__stdout__ or sys.stdout)
