"""Everything that comes in: settings, connectors and readers."""
