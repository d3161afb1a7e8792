"""Task wrappers: timeouts, tags, artifacts around the rooms. No domain logic, bodies of at most 20 lines."""
