"""What records announce. Every signal is sent inside the transaction that made it true (docs/wiring.md).

changed       sender=Model, changes=[Change, ...], act   rows were added, edited, deleted or restored; one call per act
                                                         (None: each row has an act of its own)
transitioned  sender=Model, steps=[Step, ...]            statuses took a step (each: record, transition); a receiver
                                                         that fails undoes all of them
purged        sender=Model, ids=[...]                    rows left the bin for good
queued        sender=Job, job                            a job was written
finished      sender=Job, job                            a job ended, whichever way
"""

from django.dispatch import Signal

changed = Signal()
transitioned = Signal()
purged = Signal()
queued = Signal()
finished = Signal()
