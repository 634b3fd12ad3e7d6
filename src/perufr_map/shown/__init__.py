"""What is on screen, once: readings, words, colours, shapes, and the payload of the map."""
