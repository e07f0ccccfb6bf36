"""A language model writes from numbered passages, and nothing stands that is not verified. Begin at `model_answer.py`."""
