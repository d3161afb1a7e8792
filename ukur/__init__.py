"""Benchmarks: side by side with what a user would pick instead, alternating in one run, as ratios of CPU time."""
