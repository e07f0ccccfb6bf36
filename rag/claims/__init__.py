"""What two claims have to do with each other: opposed, answered, the same figure."""
