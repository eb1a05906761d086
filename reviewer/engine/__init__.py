"""Word search and judgement: what on a page is doubtful, and what it may stand for.

Nothing heavy is imported here; `reviewer.engine.pipeline.Engine` is the door.
"""

import os

# The matrices here are small: a second thread costs more than it brings, and each process of a
# pool would start its own. It has to be said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
