"""What is said to be planted is really there, counted over the files."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sample_logs.planted import PLANTED

KEYS = pytest.mark.parametrize("key", PLANTED)
Logs = dict[str, pd.DataFrame]

CITIZENS = {"Resident", "Customer", "Applicant"}
ACCOUNTS = {"SYSTEM", "svc-crm-link", "svc-batch-01", "svc-payments"}


def of(log: pd.DataFrame, activity: str) -> pd.DataFrame:
    return log[log.activity == activity]


def share_repeated(log: pd.DataFrame, activity: str) -> float:
    """Share of the cases with an activity in which it happens more than once."""
    return float(of(log, activity).groupby("case").size().gt(1).mean())


@KEYS
def test_every_name_is_an_activity_of_the_log(key: str, logs: Logs) -> None:
    planted, known = PLANTED[key], set(logs[key].activity)
    named = {name for pair in planted.re_keying for name in pair}
    for names in (
        planted.rework,
        planted.chasers,
        planted.already_automated,
        planted.keep_with_people,
        planted.citizen_waits,
        planted.worth_automating,
    ):
        named |= set(names)
    assert named <= known
    assert not set(planted.worth_automating) & (
        set(planted.keep_with_people) | set(planted.already_automated) | set(planted.chasers)
    )


@pytest.mark.parametrize(
    ("key", "value"), [("missed_bins", "Property ref"), ("council_tax_moves", "Account no")]
)
def test_re_keying_is_the_same_officer_at_once_in_another_system(key: str, value: str, logs: Logs) -> None:
    log = logs[key]
    ((read, typed),) = PLANTED[key].re_keying
    pairs = of(log, read).merge(of(log, typed), on="case", suffixes=("", "_typed"), validate="one_to_one")
    assert len(pairs) == len(of(log, read)) == len(of(log, typed))
    assert pairs.resource_typed.eq(pairs.resource).all()
    assert pairs.system_typed.ne(pairs.system).all()
    minutes = (pairs.time_typed - pairs.time).dt.total_seconds() / 60
    assert minutes.min() > 0 and minutes.max() < 15
    assert minutes.quantile(0.75) / minutes.quantile(0.25) < 1.6
    # Next to each other, but for the rare colleague who answers a chaser in those minutes.
    assert pairs.next.eq(typed).mean() > 0.99
    same_value = pairs[f"{value}_typed"].eq(pairs[value])
    assert 0.96 < same_value.mean() < 1, "a few slips, no more"
    assert log[value][~log.activity.isin([read, typed])].eq("").all()


@KEYS
def test_nothing_else_looks_like_re_keying(key: str, logs: Logs) -> None:
    log = logs[key]
    planted = {typed for _, typed in PLANTED[key].re_keying}
    swivel = (
        log.previous.ne("")
        & log.resource.eq(log.resource.shift())
        & ~log.resource.isin(CITIZENS | ACCOUNTS)
        & log.system.ne(log.system.shift())
        & log.gap_minutes.lt(15)
    )
    assert (swivel & ~log.activity.isin(planted)).sum() <= 0.005 * log.case.nunique()


@KEYS
def test_rework_is_repeated(key: str, logs: Logs) -> None:
    assert PLANTED[key].rework
    for activity in PLANTED[key].rework:
        assert share_repeated(logs[key], activity) > 0.05, activity


@KEYS
def test_worth_automating_is_frequent_fixed_and_done_by_officers(key: str, logs: Logs) -> None:
    log = logs[key]
    for activity in PLANTED[key].worth_automating:
        rows = of(log, activity)
        assert rows.case.nunique() > 0.85 * log.case.nunique(), activity
        before = rows.previous.value_counts(normalize=True).iloc[0]
        then = rows.next.value_counts(normalize=True).iloc[0]
        # A fixed neighbour on at least one side; both on average.
        assert max(before, then) > 0.8 and before + then > 1.2, activity
        assert share_repeated(log, activity) < 0.1, activity
        assert rows.resource.str.startswith("Officer").all(), activity


@KEYS
def test_automated_steps_are_done_by_one_account_and_only_they_are(key: str, logs: Logs) -> None:
    log = logs[key]
    for activity in PLANTED[key].already_automated:
        assert set(of(log, activity).resource) <= ACCOUNTS
        assert of(log, activity).resource.nunique() == 1
    assert set(log.activity[log.resource.isin(ACCOUNTS)]) == set(PLANTED[key].already_automated)


@KEYS
def test_whatever_citizens_do_is_never_worth_automating(key: str, logs: Logs) -> None:
    log, planted = logs[key], PLANTED[key]
    theirs = set(log.activity[log.resource.isin(CITIZENS)])
    assert theirs <= {*planted.keep_with_people, *planted.chasers}
    assert set(planted.citizen_waits) <= theirs
    assert log.resource[log.activity.isin(theirs)].isin(CITIZENS).all()


@KEYS
def test_waits_on_the_citizen_take_days(key: str, logs: Logs) -> None:
    for activity in PLANTED[key].citizen_waits:
        assert of(logs[key], activity).gap_minutes.median() > 2 * 24 * 60


@pytest.mark.parametrize("key", ["missed_bins", "council_tax_moves"])
def test_chasers_come_after_long_waits(key: str, logs: Logs) -> None:
    log = logs[key]
    (chaser,) = PLANTED[key].chasers
    rows = of(log, chaser)
    assert rows.case.nunique() > 0.2 * log.case.nunique()
    assert rows.gap_minutes.median() > log.gap_minutes.quantile(0.75)
    assert rows.channel.value_counts(normalize=True)["Phone"] > 0.5
    # Cases that were chased took longer.
    throughput = log.groupby("case").time.agg(np.ptp)
    chased = throughput.index.isin(rows.case)
    assert throughput[chased].median() > 1.3 * throughput[~chased].median()


def test_blue_badge_has_no_chasers_and_no_re_keying() -> None:
    assert PLANTED["blue_badge"].chasers == PLANTED["blue_badge"].re_keying == ()


def test_missed_bins_physical_work_is_done_by_crews_alone(logs: Logs) -> None:
    log = logs["missed_bins"]
    crews = log.resource.str.startswith("Crew")
    assert set(log.activity[crews]) == {"Collect missed bin"}
    assert of(log, "Collect missed bin").resource.str.startswith("Crew").all()


def test_missed_bins_closing_is_done_by_rote(logs: Logs) -> None:
    closed = of(logs["missed_bins"], "Close report in CRM")
    assert closed.next.eq("Send outcome message").mean() > 0.97


def test_council_tax_forms_sent_back_are_checked_again(logs: Logs) -> None:
    returned = of(logs["council_tax_moves"], "Return form for correction")
    assert set(returned.previous) == {"Check form"}
    assert returned.next.eq("Check form").mean() > 0.9


def test_council_tax_emailed_forms_are_sent_back_far_more_often(logs: Logs) -> None:
    log = logs["council_tax_moves"]
    channel = of(log, "Submit change of address").set_index("case").channel
    sent_back = channel.index.isin(of(log, "Return form for correction").case)
    share = pd.Series(sent_back, index=channel.to_numpy()).groupby(level=0).mean()
    assert share["Email"] > 3 * share["Web"]


def test_council_tax_bills_come_in_the_evening_and_cases_are_closed_next_morning(logs: Logs) -> None:
    log = logs["council_tax_moves"]
    assert set(of(log, "Generate bill").time.dt.hour) == {19}
    closed = of(log, "Close case in CRM")
    assert closed.time.dt.hour.between(8, 12).mean() > 0.8


def test_council_tax_dirt(raw: Logs) -> None:
    frame, planted = raw["council_tax_moves"], PLANTED["council_tax_moves"]
    assert frame.duplicated().sum() == planted.exact_duplicates == 1
    assert frame["Date and time"].isin(["31/11/2025 10:14:00", "see notes"]).sum() == 2
    assert planted.unreadable_times == 2


@pytest.mark.parametrize("key", ["missed_bins", "blue_badge"])
def test_the_other_files_are_clean(key: str, raw: Logs) -> None:
    assert not raw[key].duplicated().any()
    assert PLANTED[key].unreadable_times == PLANTED[key].exact_duplicates == 0


def test_blue_badge_judgement_is_as_regular_as_the_paperwork(logs: Logs) -> None:
    # Only the guard-rail can keep these out of the list: frequent, one neighbour, never repeated.
    log = logs["blue_badge"]
    assess = of(log, "Assess eligibility (professional judgement)")
    assert assess.case.nunique() > 0.9 * log.case.nunique()
    assert assess.next.value_counts(normalize=True).iloc[0] > 0.8
    assert not assess.case.duplicated().any()
    mobility = of(log, "Mobility assessment by occupational therapist")
    assert mobility.next.value_counts(normalize=True).iloc[0] > 0.95
    assert not mobility.case.duplicated().any()


def test_blue_badge_safeguarding_is_too_rare_to_score(logs: Logs) -> None:
    assert 3 <= len(of(logs["blue_badge"], "Record safeguarding concern")) < 20


def test_blue_badge_replacements_skip_the_assessment(logs: Logs) -> None:
    log = logs["blue_badge"]
    kind = log.groupby("case")["Application type"].first()
    assessed = kind.index.isin(log.case[log.activity.str.contains("Assess|assess")])
    share = pd.Series(assessed, index=kind.to_numpy()).groupby(level=0).mean()
    assert share["Replacement"] < 0.15
    assert share[["New", "Renewal"]].min() > 0.95
