"""How many inputs from outside are tried: about a thousand in all with every commit, and as many as wanted by night.

`OUTSIDE_EXAMPLES=10000 python -m tests -m outside`; what was ever found to break something stands as an `@example` beside its test.
"""

from __future__ import annotations

import os

#: Inputs for one test.
EXAMPLES = int(os.environ.get("OUTSIDE_EXAMPLES", "100"))
