"""Where reports come from: bytes of a file or a pipe become texts to read."""
