"""The audit log: who did what with which log, written so that a changed or missing record shows."""
