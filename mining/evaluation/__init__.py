"""How good the judgements are: against what is planted in made-up logs, and against labels of real ones."""
