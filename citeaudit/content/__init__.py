"""What a page is: its title, its text, and the signs of a page that only looks like one (pure)."""
