"""The source rules, one file each."""
