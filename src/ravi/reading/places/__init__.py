"""Where: names of places in the text, and which place of the gazetteer each means."""
