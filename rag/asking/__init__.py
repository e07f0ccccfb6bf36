"""What a question asks: its speakers, topic and days, made whole from the conversation. Begin at `question.py`."""
