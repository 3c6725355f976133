"""The one place that speaks to pm4py: models from variants. Activities are numbers, never names.

It takes seconds to load and minutes on unkind logs, so only `mining.discovery.worker` may import it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, TypeAlias

from pm4py.algo.conformance.tokenreplay.variants import token_replay
from pm4py.algo.discovery.heuristics.variants import classic as heuristics_miner
from pm4py.algo.discovery.inductive.dtypes.im_ds import IMDataStructureUVCL
from pm4py.algo.discovery.inductive.variants.abc import Parameters
from pm4py.algo.discovery.inductive.variants.im import IMUVCL
from pm4py.algo.discovery.inductive.variants.imf import IMFUVCL, IMFParameters
from pm4py.algo.evaluation.simplicity.variants import arc_degree
from pm4py.objects.conversion.process_tree.variants import to_petri_net
from pm4py.objects.log.obj import EventLog, Trace
from pm4py.objects.petri_net.obj import Marking, PetriNet
from pm4py.objects.petri_net.semantics import execute, is_enabled
from pm4py.objects.petri_net.utils import align_utils, petri_utils
from pm4py.objects.process_tree.obj import Operator, ProcessTree
from pm4py.objects.process_tree.utils.generic import fold

from mining.discovery.child import Question
from mining.discovery.replay import Ending, Step
from mining.discovery.windows import windows

if TYPE_CHECKING:
    from mining.discovery.process_tree import CodedTree

__all__ = [
    "AcceptingNet",
    "TokenReplay",
    "as_petri_net",
    "code",
    "coded",
    "heuristics_edges",
    "mine_tree",
    "net_figures",
]

_MAX_SILENT_STEPS = 50  # looked ahead in replay: pm4py's own limit


AcceptingNet: TypeAlias = tuple[PetriNet, Marking, Marking]
"""A Petri net with its initial and its final marking."""


def code(number: int) -> str:
    """Return an activity as pm4py sees it; codes sort as the numbers, hence as the names, do."""
    return f"a{number:06d}"


def _number(code: str) -> int:
    return int(code[1:])


def heuristics_edges(question: Question) -> list[tuple[int, int, int, float]]:
    """Return the heuristics net: (source, target, times followed, dependency), in order.

    The net equals the one from the events because the miner is given pairs, pairs two steps apart
    and triples, each weighted by cases; pairs alone would miss loops of length two. The edges of such
    a loop bear a dependency of 0: they are in the net on other grounds.

    References
    ----------
    Weijters, van der Aalst, Alves de Medeiros (2006), Process mining with the HeuristicsMiner algorithm.
    """
    counts = windows((list(map(code, trace)), n_cases) for trace, n_cases in question.mined)
    net = heuristics_miner.apply_heu_dfg(
        counts.pairs,
        activities=list(counts.singles),
        activities_occurrences=counts.singles,
        start_activities={},
        end_activities={},
        dfg_window_2=counts.apart,
        freq_triples=counts.triples,
        parameters={heuristics_miner.Parameters.DEPENDENCY_THRESH: question.dependency_threshold},
    )
    return sorted(
        (_number(node.node_name), _number(target.node_name), edge.dfg_value, edge.dependency_value)
        for node in net.nodes.values()
        for target, edges in node.output_connections.items()
        for edge in edges
    )


def mine_tree(question: Question) -> ProcessTree:
    """Return the process tree of the inductive miner, infrequent where the noise threshold is above 0.

    The classes behind pm4py's own function are used because that function wants every event; they
    take variants with their numbers of cases and give the same tree.

    References
    ----------
    Leemans, Fahland, van der Aalst (2013), Discovering block-structured process models from event logs
    containing infrequent behaviour.
    """
    log = Counter({tuple(map(code, trace)): n_cases for trace, n_cases in question.mined})
    parameters = {IMFParameters.NOISE_THRESHOLD: question.noise_threshold, Parameters.MULTIPROCESSING: False}
    miner = IMFUVCL(parameters) if question.noise_threshold > 0 else IMUVCL(parameters)
    tree = fold(miner.apply(IMDataStructureUVCL(log), parameters))
    _sort_branches(tree, question.branch_keys)
    return tree


def _sort_branches(tree: ProcessTree, keys: Sequence[int]) -> int:
    """Order the branches of choices and parallel blocks by the sums of their activities' keys."""
    if not tree.children:
        return 0 if tree.label is None else keys[_number(tree.label)]
    sums = {id(child): _sort_branches(child, keys) for child in tree.children}
    if tree.operator in {Operator.XOR, Operator.PARALLEL}:
        tree.children.sort(key=lambda child: sums[id(child)])
    return sum(sums.values())


def coded(tree: ProcessTree) -> CodedTree:
    """Return a tree as JSON holds it."""
    if tree.operator is None:
        return None if tree.label is None else _number(tree.label)
    return [tree.operator.value, *map(coded, tree.children)]


def as_petri_net(tree: ProcessTree) -> AcceptingNet:
    """Return the Petri net that stands for a process tree."""
    return to_petri_net.apply(tree)  # type: ignore[no-any-return]


def net_figures(net: PetriNet) -> dict[str, object]:
    """Return the size of a Petri net (places, transitions, silent ones, arcs) and its simplicity."""
    silent = sum(transition.label is None for transition in net.transitions)
    return {
        "net": [len(net.places), len(net.transitions), silent, len(net.arcs)],
        "simplicity": arc_degree.apply(net),
    }


class TokenReplay:
    """The token game on the Petri net of a process tree, played by pm4py one activity at a time.

    pm4py replays whole traces only, and after each looks for everything that could come next, which is
    by far the slowest part; here its own moves are made singly, and that search where it is needed.

    Parameters
    ----------
    net
        The Petri net; visible transitions are labelled with codes, each label once.
    initial, final
        Its markings.
    """

    def __init__(self, net: PetriNet, initial: Marking, final: Marking) -> None:
        self._net, self._final = net, final
        self._transitions = {transition.label: transition for transition in net.transitions}
        self._paths = petri_utils.get_places_shortest_path_by_hidden(net, _MAX_SILENT_STEPS)
        self._markings: list[Marking] = []
        self._numbers: dict[tuple[tuple[str, int], ...], int] = {}
        self._steps: dict[tuple[int, int], Step] = {}
        self._endings: dict[int, Ending] = {}
        self._allowed: dict[int, frozenset[int]] = {}
        self.n_initial_tokens = sum(initial.values())
        self.start = self._number_of(initial)

    def knows(self, activity: int) -> bool:
        """Return whether the net has the activity."""
        return code(activity) in self._transitions

    def step(self, marking: int, activity: int) -> Step:
        """Return what an activity does, the silent steps that lead to it included."""
        if (marking, activity) not in self._steps:
            self._steps[marking, activity] = self._fire(self._markings[marking], activity)
        return self._steps[marking, activity]

    def ending(self, marking: int) -> Ending:
        """Return what it takes to reach the final marking by silent steps."""
        if marking not in self._endings:
            self._endings[marking] = self._end(self._markings[marking])
        return self._endings[marking]

    def allowed(self, marking: int) -> frozenset[int]:
        """Return the activities that can come next, directly or after silent steps."""
        if marking not in self._allowed:
            found = align_utils.get_visible_transitions_eventually_enabled_by_marking(
                self._net, self._markings[marking]
            )
            self._allowed[marking] = frozenset(_number(transition.label) for transition in found)
        return self._allowed[marking]

    def _fire(self, before: Marking, activity: int) -> Step:
        transition = self._transitions[code(activity)]
        marking, fired, missing = copy(before), [], 0
        if not is_enabled(transition, self._net, marking):
            _, marking, fired, _ = token_replay.apply_hidden_trans(
                transition,
                self._net,
                marking,
                self._paths,
                [],
                0,
                set(),
                [],
                exhaustive_invisible_exploration=False,
            )
        if not is_enabled(transition, self._net, marking):
            missing, _ = token_replay.add_missing_tokens(transition, marking)
        fired = [*fired, transition]
        return Step(
            self._number_of(execute(transition, self._net, marking)),
            missing,
            consumed=sum(len(one.in_arcs) for one in fired),
            produced=sum(len(one.out_arcs) for one in fired),
        )

    def _end(self, before: Marking) -> Ending:
        parameters = {
            token_replay.Parameters.PLACES_SHORTEST_PATH_BY_HIDDEN: self._paths,
            token_replay.Parameters.SHOW_PROGRESS_BAR: False,
        }
        (played,) = token_replay.apply(EventLog([Trace()]), self._net, before, self._final, parameters)
        return Ending(
            played["missing_tokens"],
            played["consumed_tokens"],
            # pm4py counts the tokens it starts with as produced.
            played["produced_tokens"] - sum(before.values()),
            played["remaining_tokens"],
        )

    def _number_of(self, marking: Marking) -> int:
        """Return the number of a marking, the same for equal markings."""
        key = tuple(sorted((place.name, tokens) for place, tokens in marking.items() if tokens))
        if key not in self._numbers:
            self._numbers[key] = len(self._markings)
            self._markings.append(marking)
        return self._numbers[key]
