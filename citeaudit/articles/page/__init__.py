"""Saved pages of MediaWiki wikis: the tree of a page → an Article (pure)."""
