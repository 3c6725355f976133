"""Many people at once in one app process: what they wait for, and what the process holds meanwhile."""
