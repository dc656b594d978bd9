"""The planted list of things and their planted pages together."""

from tests.activities import record_urls
from tests.lists import planted_urls

urlpatterns = [*planted_urls.urlpatterns[:-1], *record_urls.urlpatterns[1:]]
