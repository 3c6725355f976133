"""The core: from an event log to a ranked, explained list of steps. Knows no screen and no source."""
