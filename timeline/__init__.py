"""Timeline Builder: articles in, an auditable chronology out."""

import os

# The parser's matrices are small: more threads only get in each other's way, and --jobs is there for more cores. To be said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
