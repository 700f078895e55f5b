"""Estimate (試算) of the 病床機能再編支援 subsidy and of what planned reductions do to the gap."""
