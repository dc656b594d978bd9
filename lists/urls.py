"""Addresses of the bin, of jobs and of taking back."""

from django.urls import path

from lists import views

app_name = "lists"
urlpatterns = [
    path("undo/<int:act>/", views.undo, name="undo"),
    path("lists/arrange/", views.arrange, name="arrange"),
    path("lists/columns/<str:kind>/", views.columns, name="columns"),
    path("bin/", views.bin, name="bin"),
    path("bin/<str:kind>/<int:pk>/restore/", views.restore, name="restore"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job>/", views.job, name="job"),
    path("jobs/<int:job>/cancel/", views.cancel_job, name="cancel_job"),
]
