"""What the account announces. Every signal is sent inside the transaction that made it true (docs/wiring.md).

settings_changed  sender=Account, account, was={field: value before}   an administrator changed settings of the account
rates_changed     sender=ExchangeRate, currencies={"USD", ...}         what these currencies are worth was written anew
"""

from django.dispatch import Signal

settings_changed = Signal()
rates_changed = Signal()
