"""What the command's exit codes mean."""

OK, FAILED, BAD_INPUT = 0, 1, 2
