"""What is computed from bed counts: gap formulas, the measures a user can choose, the funnel, national sums."""
