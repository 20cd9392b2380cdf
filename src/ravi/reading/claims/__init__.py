"""What is claimed: events, their actors, whose account they are, and how they are told."""
