"""Conclusion sensitivity: whether the ranking holds if the log is read in another way that it leaves open."""
