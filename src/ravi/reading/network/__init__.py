"""The neural network: what goes in, what runs, what its outputs mean."""
