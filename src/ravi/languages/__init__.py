"""Lexicons: what a language's words mean to the reader, one folder a language, the same file names in each."""
