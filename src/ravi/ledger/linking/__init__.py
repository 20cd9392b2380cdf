"""Links claims of many reports into incidents (``docs/linking.md``). Pure: no store, no clock.

1. ``profile`` takes from a claim what linking needs; 2. ``blocks`` gives the keys of claims worth comparing;
3. ``score`` says how likely two claims are one incident, and why; 4. ``cluster`` puts linked claims
together, with a person's judgements (``settle``); 5. ``about`` says which incidents a report is about.
"""

from ravi.ledger.linking.abouts import about, leaders, leading
from ravi.ledger.linking.blocking import blocks, pairs
from ravi.ledger.linking.clustering import LEAST, THRESHOLD, Judgement, cluster, components, settle
from ravi.ledger.linking.profiles import Profile, Spot
from ravi.ledger.linking.profiling import profile
from ravi.ledger.linking.scoring import Ground, Score, score

__all__ = [
    "LEAST",
    "THRESHOLD",
    "Ground",
    "Judgement",
    "Profile",
    "Score",
    "Spot",
    "about",
    "blocks",
    "cluster",
    "components",
    "leaders",
    "leading",
    "pairs",
    "profile",
    "score",
    "settle",
]
