"""Speed and memory beside pm4py, on the same seeded files, each figure from a fresh process."""
