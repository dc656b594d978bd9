"""`python -m bench.places`: where in the database the measured requests lead, for each person, as JSON."""

import json

import django

django.setup()

from typing import Any  # noqa: E402

from accounts.models import User  # noqa: E402
from contacts.models import Contact  # noqa: E402
from contacts.tables import CONTACTS  # noqa: E402
from deals.models import Deal  # noqa: E402
from leads.models import Lead  # noqa: E402
from lists.paging import token  # noqa: E402
from sellcrm.volume.people import ADMIN, MANAGER, REP  # noqa: E402
from sellcrm.volume.words import LARGE, SMALL, TIERS  # noqa: E402


def places_of(user: User) -> dict[str, Any]:
    seen = Contact.objects.visible_to(user)
    order = CONTACTS.sorted_by("name").order
    middle = seen.order_by(*order)[seen.count() // 2]
    person = seen.people().exclude(employer=None).order_by("pk").first() or middle
    company = seen.companies().order_by("pk").first() or middle
    where = {"v": 1, "all": [{"field": "custom.tier", "op": "is", "value": TIERS[0]}]}
    return {
        "deep": token(middle, order),
        "city": LARGE[1],
        "rare_city": SMALL[-1],
        "tier": json.dumps(where),
        "rare": middle.email,
        "common": "anna",
        "nobody": "qqqzzzxxx",
        "contact": person.pk,
        "company": company.pk,
        "deal": Deal.objects.visible_to(user).order_by("pk").values_list("pk", flat=True).first() or 0,
        "lead": Lead.objects.visible_to(user).open().order_by("pk").values_list("pk", flat=True).first() or 0,
        "sees": seen.count(),
    }


def main() -> None:
    people = {"rep": REP, "manager": MANAGER, "admin": ADMIN}
    print(json.dumps({who: places_of(User.objects.get(email=email)) for who, email in people.items()}))


if __name__ == "__main__":
    main()
