"""What a page shows, as a frozen value, and the query of a link that says the same."""
