"""The commands of `python -m rag`, one file each. A new command is a file and an entry in ALL."""

from rag.commands import ask, brief, compare, doctor, user, who

ALL = (ask.add, compare.add, who.add, brief.add, doctor.add, user.add)
