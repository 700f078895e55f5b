"""The one door to the figures: contract, store, derived tables, and named queries that carry their sources."""
