"""Sections of 推進区域シミュレーター: what a scenario comes to, why, how firm it is, and what its files hold."""
