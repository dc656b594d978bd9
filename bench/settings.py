"""The product's settings, and a count of statements for whoever asks for it."""

from sellcrm.settings import *  # noqa: F403
from sellcrm.settings import MIDDLEWARE as OURS

MIDDLEWARE = ["bench.counting.Counted", *OURS]
