"""Named queries: each returns a typed DataFrame with the sources of its figures. No SQL stands outside this package."""
