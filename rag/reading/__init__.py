"""Reading the grammar of a question and of the few sentences that may answer it: who does what to whom, and why."""
