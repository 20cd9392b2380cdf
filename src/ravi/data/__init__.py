"""What the package knows: event types, labels, the gazetteer, calendars, the model."""
