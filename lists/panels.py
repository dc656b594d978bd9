"""What the lists app adds to the pages."""

from django.utils.translation import gettext_lazy as _

from accounts import leaving
from lists import demo, demo_fields, photographed, retyping
from lists.binned import name_job
from lists.places import find_views
from lists.searching import find_tags
from lists.smart_keeping import hand_over, lists_of
from lists.smart_places import COLUMNS, find_lists, find_recent, pinned, pinned_rows
from records import defining, undoing
from ui import registry

name_job(undoing.JOB, _("Undo"))
demo.join()
leaving.estates.append(leaving.Estate(lists_of, hand_over))
name_job(defining.INDEX, _("Index of a custom field"))
name_job(defining.RECALCULATE, _("Formulas and words to search by"))
name_job(retyping.JOB, _("Another type for a custom field"))
demo_fields.join()


def keeps_pages(user):
    return user.is_admin


registry.settings_page.add(
    key="pages", label=_("Pages"), url_name="lists:page_layouts", icon="layout-template", order=75, when=keeps_pages
)
registry.shot.add(key="page-layouts", url="lists:page_layouts", as_="admin", order=81)
registry.shot.add(key="page-layout", url="/settings/pages/leads.lead/", as_="admin", order=81)
registry.settings_page.add(key="bin", label=_("Bin"), url_name="lists:bin", icon="trash-2", order=80)
registry.settings_page.add(key="jobs", label=_("Jobs"), url_name="lists:jobs", icon="loader", order=85)
registry.palette.add(
    key="bin", label=_("Bin"), url_name="lists:bin", icon="trash-2", keywords=_("trash deleted"), order=80
)
registry.palette.add(
    key="jobs", label=_("Jobs"), url_name="lists:jobs", icon="loader", keywords=_("progress"), order=85
)
registry.pins.set(pinned_rows, COLUMNS, pinned)
registry.palette_source.add(key="recent", label=_("Recently viewed"), find=find_recent, order=10)
registry.palette_source.add(key="smart-lists", label=_("Smart lists"), find=find_lists, order=45)
registry.palette_source.add(key="views", label=_("Lists"), find=find_views, order=50)
registry.palette.add(
    key="smart-lists",
    label=_("Smart lists"),
    url_name="lists:index",
    icon="bookmark",
    keywords=_("saved lists"),
    order=75,
)
registry.searchers.add(key="tags", label=_("Tags"), search=find_tags, order=90)
registry.shot.add(key="bin", url="lists:bin", as_="rep", order=80)
registry.shot.add(key="jobs", url="lists:jobs", as_="rep", order=85)
registry.shot.add(key="lists", url="lists:index", as_="rep", order=78)
for key, page in (("list-smart", photographed.some_list), ("list-smart-changed", photographed.some_changed_list)):
    registry.shot.add(key=key, url=page, as_="rep", order=79)
registry.shot.add(key="list-share", url=photographed.some_sharing, as_="manager", order=79)
