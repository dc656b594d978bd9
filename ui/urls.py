from django.urls import path

from ui import views

app_name = "ui"

urlpatterns = [
    path("search/", views.palette, name="palette"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("switch/theme/", views.theme, name="theme"),
    path("switch/language/", views.language, name="language"),
    path("preview/", views.preview, name="preview"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
]
