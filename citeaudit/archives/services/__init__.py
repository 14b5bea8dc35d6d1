"""The archives that are asked, one file each."""
