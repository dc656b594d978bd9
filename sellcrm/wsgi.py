"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

from sellcrm.warming import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sellcrm.settings")
application = get_wsgi_application()
warm_up()
