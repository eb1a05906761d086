"""Word search and judgement: what on a page is doubtful, and what it may stand for.

Nothing heavy is imported here; `reviewer.engine.pipeline.Engine` is the door.
"""
