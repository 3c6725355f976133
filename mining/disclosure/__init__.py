"""What may be told of a log without pointing at a person; docs/decisions/0010 says why it is done this way.

Everything that a person gets to see or to take along goes through here. Of a group of fewer than `hide_below`
cases nothing is told. All other counts are rounded to a multiple of `hide_below`, the counts of a process map
such that they still add up: totals less what is told then never give what is not. Figures of single cases are
another matter: see the decision.
"""
