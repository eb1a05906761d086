"""How the tables came to be as they are: one script for each revision.

A new revision (also one without statements, where only the ledger learns a new act: older programs
must not open what they cannot read):

1. Add `versions/NNNN_words.py` with `down_revision` naming the one before. It may not import
   `reviewer.store.schema`, which goes on changing. Leave the triggers on `decision` in place, or
   make them again. There is no way down: `downgrade` is not written.
2. Change `schema.py` to the same result; add the revision to `REVISIONS` and make it `HEAD`.
3. Keep the schema as released: `python -m tests.store.dumps` writes the dumps.

Tests compare what the scripts make with what `schema.py` makes, and upgrade every dump.
"""
