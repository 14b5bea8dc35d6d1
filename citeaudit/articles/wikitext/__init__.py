"""Wikitext: tags and templates → an Article (pure)."""
