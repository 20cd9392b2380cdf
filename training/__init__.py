"""Builds what ships and cannot be written by hand: the model, from treebanks, entity corpora and gold reports."""
