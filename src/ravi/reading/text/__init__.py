"""From a text as it came in to one spelling, sentences and tokens, every character kept track of."""
