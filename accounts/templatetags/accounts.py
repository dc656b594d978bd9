"""What pages for the signed out say about the account."""

from django import template

from accounts import demo, outbox
from accounts.models import Account

register = template.Library()


@register.simple_tag
def account():
    return Account.current()


@register.simple_tag
def demo_sign_ins():
    """[(address, what they are)]; empty anywhere but on a demo machine."""
    return demo.sign_ins()


@register.simple_tag
def demo_password():
    return demo.PASSWORD


@register.simple_tag
def outbox_is_open(user):
    return outbox.is_open_to(user)
