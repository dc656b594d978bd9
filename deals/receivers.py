"""What deals do when something is announced."""

from django.utils import timezone

from accounts.models import Account, ExchangeRate
from accounts.signals import rates_changed, settings_changed
from contacts.models import Contact
from deals import recounting
from deals.models import Deal
from records.choices import ChangeVerb
from records.signals import changed, transitioned
from records.wiring import on


@on(transitioned, sender=Deal)
def contacts_follow_their_deal(steps, **kwargs):
    """A deal that changed stage may make prospects and customers, or unmake them (6.15 to 6.20)."""
    recounting.after_steps(steps)


@on(transitioned, sender=Deal)
def the_way_through_the_stages_is_kept(steps, **kwargs):
    """Every change of stage is a row for the reports, with the value at the time (7.13)."""
    recounting.keep_ways(steps)


@on(transitioned, sender=Deal)
def money_follows_the_stage(steps, **kwargs):
    """A deal that is closed or open now counts at the rate of another day (9.9)."""
    recounting.price_steps(steps)


@on(changed, sender=Deal)
def contacts_follow_who_is_on_a_deal(changes, **kwargs):
    """A deal added, deleted or restored, and contacts that came onto it or left it, settle the statuses (6.15)."""
    recounting.after_changes(changes)


@on(changed, sender=Deal)
def money_follows_the_deal(changes, **kwargs):
    """A new value, currency or day of closing is worth something else in the account's currency (9.8, 9.11)."""
    recounting.price(changes)


@on(changed, sender=Contact)
def who_comes_back_is_settled(changes, **kwargs):
    """A contact that comes out of the bin has the statuses that its deals give it by now."""
    back = [change for change in changes if change.verb == ChangeVerb.RESTORED]
    for change in back:
        recounting.after_return(change)


@on(settings_changed, sender=Account)
def statuses_and_money_follow_the_account(account, was, **kwargs):
    """Another account currency revalues all deals (9.10); another rule for companies settles all statuses (6.20)."""
    recounting.after_settings(set(was), at=timezone.now())


@on(rates_changed, sender=ExchangeRate)
def money_follows_the_rates(currencies, **kwargs):
    """Deals in these currencies are worth something else."""
    recounting.after_rates(currencies, at=timezone.now())
