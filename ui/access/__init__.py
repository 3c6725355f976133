"""Who may do what: signing in, roles, the gate every action passes, and what is recorded of it."""
