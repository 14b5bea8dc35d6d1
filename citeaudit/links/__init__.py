"""What may be said of a link after what was seen of it (pure)."""
