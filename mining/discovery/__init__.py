"""How cases flow: directly-follows graph, variants, discovered models."""
