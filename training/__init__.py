"""Builds what the package ships and cannot write by hand: the model, from treebanks, entity corpora and gold reports."""
