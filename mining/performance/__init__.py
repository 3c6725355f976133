"""How long things take: throughput time of cases."""
