"""What the lists app adds to the pages."""

from django.utils.translation import gettext_lazy as _

from lists.binned import name_job
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
registry.shot.add(key="bin", url="lists:bin", as_="rep", order=80)
registry.shot.add(key="jobs", url="lists:jobs", as_="rep", order=85)
