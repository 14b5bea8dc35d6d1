"""Plain-text copies of articles: lines → an Article (pure)."""
