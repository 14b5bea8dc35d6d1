"""The reports, one file each: they lay out what findings decided and judge nothing."""
