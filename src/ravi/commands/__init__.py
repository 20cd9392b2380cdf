"""The command's parts: what each asks for, and which plain function does it."""
