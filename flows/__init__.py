"""The SOP as flows: readable by someone who knows only the paper procedure."""
