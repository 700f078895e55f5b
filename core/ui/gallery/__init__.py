"""Parts of 好事例ギャラリー."""
