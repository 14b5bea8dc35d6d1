"""What an editor should look at, and every figure of the reports; one file each (pure)."""
