"""A web on loopback for benchmarks of live checks: its world, its server, the shortest time in which it can be checked, and who checks it."""
