"""What the benchmark of archive look-ups is made of: the stand of ../shared (a web and a Wayback Machine), and the yardsticks that ask it."""
