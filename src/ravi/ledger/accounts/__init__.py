"""What is known of an incident: which voices are independent, what each says, where they differ, how well it stands."""
