"""The model card, written from the figures; nobody types it."""

from __future__ import annotations

from collections.abc import Sequence

from mining.ranking.automated import AUTOMATED_FROM, MIN_KNOWN
from mining.ranking.classifier import INVERSE_PENALTY, MEAN_SCALE, SuitabilityModel
from mining.ranking.criteria import CRITERIA
from mining.ranking.evaluation import Evaluation
from mining.ranking.training_table import TrainingLog

__all__ = ["markdown_table", "model_card"]


def model_card(model: SuitabilityModel, evaluation: Evaluation, logs: Sequence[TrainingLog]) -> str:
    """Return the model card as Markdown.

    Parameters
    ----------
    model
        The fitted classifier.
    evaluation
        Its leave-one-organisation-out figures.
    logs
        What it was fitted to.
    """
    parts = (
        _purpose(evaluation),
        _label(logs),
        _weights(model),
        _results(evaluation),
        _reading(evaluation),
        _limits(evaluation),
        _transparency(),
    )
    return "\n\n".join(("# Model card: the suitability ranking", _NOTE, *parts)) + "\n"


_NOTE = (
    "Written by `python -m mining train FOLDER` from the logs and by nothing else. The figures can be computed "
    "again without the logs, from `mining/ranking/model/training_table.csv`."
)


def markdown_table(rows: Sequence[dict[str, str]]) -> str:
    """Return rows with the same keys as a Markdown table."""
    heads = list(rows[0])
    lines = [heads, ["---"] * len(heads), *(list(row.values()) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _purpose(evaluation: Evaluation) -> str:
    return f"""## What it is for

It puts the steps of one process in an order in which to look at them for automation. It gives a *suitability
score* from 0 to 100. The score is not a probability: no public log says which steps ought to be automated, and
{evaluation.n_positives} examples of what was automated are too few to calibrate one.

It is not for: deciding about citizens, judging or watching staff, or deciding without a person. Guard-rails keep
steps of judgement, safeguarding, identity, physical work and waits on the citizen out of its reach, whatever the
score."""


def _label(logs: Sequence[TrainingLog]) -> str:
    rows = [
        {
            "Log": f"`{log.file}`",
            "Organisation": log.organisation,
            "Steps": str(log.n_rows),
            "Run by a system": str(log.n_positives),
        }
        for log in logs
    ]
    n_rows, n_positives = sum(log.n_rows for log in logs), sum(log.n_positives for log in logs)
    n_organisations = len({log.organisation for log in logs})
    return f"""## What it learnt from

{n_rows} steps of {len(logs)} public logs from {n_organisations} organisations; {n_positives} of them are run by a
system account. A step counts as such where systems performed at least {AUTOMATED_FROM:.0%} of its executions with a
known performer, and {MIN_KNOWN} of those or more are known. Unknown performers are missing, not human. A row is one
activity of one process: starts and completions are paired first, so lifecycle transitions are no rows of their own.

{markdown_table(rows)}

The label says what these organisations once chose to automate. Steps that people did may be just as automatable.
Who performed a step makes the label and is never a feature; nor is anything that is a symptom of automation, such as
gaps of no length. None of the organisations is a council."""


def _weights(model: SuitabilityModel) -> str:
    rows = [
        {
            "Criterion": criterion.question,
            "Suitable if": criterion.suitable,
            "Weight": f"{weight:.3f}",
            "Formula": criterion.reference,
        }
        for criterion, weight in zip(CRITERIA, model.weights, strict=True)
    ]
    fallen = (
        "A fitted weight was negative, so **equal weights are in use**."
        if model.uses_equal_weights
        else "All fitted weights are positive; had one not been, equal weights would be in use."
    )
    return f"""## How it works

Each criterion is turned into a percentile rank z within the log, 1 the most suitable, among steps done 20 times or
more (8 such steps at least). A ridge logistic regression (C = {INVERSE_PENALTY}) on [{MEAN_SCALE:.0f} × mean(z − ½),
z − ½] shrinks towards equal weights. Log-odds = {model.intercept:.3f} + the sum of weight × (z − ½), exactly; the
explanation of a score is those terms. The score shown is the logistic of that sum without the intercept, so 50 means
that as much speaks for a step as against it. {fallen}

{markdown_table(rows)}"""


def _results(evaluation: Evaluation) -> str:
    low, high = evaluation.champion_minus_equal.interval_90
    lowest, highest = evaluation.champion_minus_equal.interval_95
    return f"""## How well it transfers

Each organisation is left out in turn and ranked by a model fitted to the others. Average precision (AP) and NDCG@5
are taken for each of {evaluation.n_lists} lists, averaged within the organisation, then over
{len(evaluation.organisations)} organisations. Prevalence is {evaluation.prevalence:.3f}. Intervals resample the steps
within each list and hold the fitted models.

{markdown_table(evaluation.rows())}

Classifier minus equal weights, paired: AP {evaluation.champion_minus_equal.value:+.3f}, 90 % [{low:+.3f},
{high:+.3f}], 95 % [{lowest:+.3f}, {highest:+.3f}].

{evaluation.n_trials} variants of the definitions were tried on these logs. Those in use were set by the method's text
before the figures were seen, and not changed for them."""


def _reading(evaluation: Evaluation) -> str:
    low, high = evaluation.champion_minus_equal.interval_95
    if low > 0:
        verdict = "On these lists the classifier does better than equal weights."
    elif high < 0:
        verdict = "On these lists **the classifier does worse than equal weights**."
    else:
        verdict = (
            "The interval holds nought: **learning adds nothing that can be measured here**. Equal weights, which "
            "learn nothing, do as well as far as these lists can tell."
        )
    return f"""### What may be claimed

{verdict} Random cross-validation on such data would report far more; it is not reported because rows of one log share
their process. Before the classifier may be said to beat equal weights, the lower end of the paired interval must be
above nought on five organisations or on 100 verdicts of analysts."""


def _limits(evaluation: Evaluation) -> str:
    return f"""## Limits

- {len(evaluation.organisations)} organisations and {evaluation.n_positives} positives; with so few, one step more or
  less at the top of a list moves the figures visibly. Resampled lists hold a step twice at times, which lifts AP:
  intervals lean upwards.
- Good order among steps that *are* automated does not show good order among steps that *could* be. No public log
  measures that.
- The criteria see how regular a step's course is. They do not see rules, data, interfaces or discretion.
- Percentile ranks depend on the list: the same step scores otherwise among other steps. Raw values are shown with
  every reason.
- Guard-rails read English labels and the names of performers. A label that hides what it means is not caught.
- Rank intervals resample cases (in up to 512 groups). They hold what is due to chance in the cases, not what is due
  to the choice of criteria or weights."""


def _transparency() -> str:
    return """## Draft for an algorithmic transparency record

| Field | Entry |
| --- | --- |
| Task | Orders the steps of a process for review by an analyst |
| Decision it informs | Which steps to study for automation; a person decides, with the reasons before them |
| Personal data | Case ids and performer names are read from the log; no score is given to a person or a case |
| Human oversight | Every recommendation shows reasons for and against, its cases, and how firm its place is |
| Model | Ridge logistic regression of eight percentile ranks; stored as data that cannot run code |
| Risks | Automating judgement or failure demand; answered by guard-rails and by the verdict *redesign* |"""
