"""What is known of each language, as data; ``load`` is the one door to it."""
