"""What the lists app adds to the pages."""

from django.utils.translation import gettext_lazy as _

from lists.binned import name_job
from lists.places import find_views
from lists.searching import find_tags
from records import undoing
from ui import registry

name_job(undoing.JOB, _("Undo"))

registry.settings_page.add(key="bin", label=_("Bin"), url_name="lists:bin", icon="trash-2", order=80)
registry.settings_page.add(key="jobs", label=_("Jobs"), url_name="lists:jobs", icon="loader", order=85)
registry.palette.add(
    key="bin", label=_("Bin"), url_name="lists:bin", icon="trash-2", keywords=_("trash deleted"), order=80
)
registry.palette.add(
    key="jobs", label=_("Jobs"), url_name="lists:jobs", icon="loader", keywords=_("progress"), order=85
)
registry.palette_source.add(key="views", label=_("Lists"), find=find_views, order=50)
registry.searchers.add(key="tags", label=_("Tags"), search=find_tags, order=90)
registry.shot.add(key="bin", url="lists:bin", as_="rep", order=80)
registry.shot.add(key="jobs", url="lists:jobs", as_="rep", order=85)
