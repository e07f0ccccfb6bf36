"""From a question to a checked answer. `NewsAssistant` is all that a page or a program needs."""
