"""Addresses of smart lists, of the bin, of jobs and of taking back."""

from django.urls import path

from lists.views import building, history, pages, smart

app_name = "lists"
urlpatterns = [
    path("undo/<int:act>/", history.undo, name="undo"),
    path("lists/", smart.index, name="index"),
    path("lists/arrange/", history.arrange, name="arrange"),
    path("lists/build/", building.build, name="build"),
    path("lists/columns/<str:kind>/", history.columns, name="columns"),
    path("lists/counts/", smart.counts, name="counts"),
    path("lists/new/", smart.new, name="new"),
    path("lists/<int:pk>/edit/", smart.edit, name="edit"),
    path("lists/<int:pk>/save/", smart.save, name="save"),
    path("lists/<int:pk>/copy/", smart.copy, name="copy"),
    path("lists/<int:pk>/delete/", smart.delete, name="delete"),
    path("lists/<int:pk>/restore/", smart.restore, name="restore_list"),
    path("lists/<int:pk>/pin/", smart.pin, name="pin"),
    path("lists/<int:pk>/move/", smart.move, name="move"),
    path("lists/<int:pk>/first/", smart.first, name="first"),
    path("settings/pages/", pages.page_layouts, name="page_layouts"),
    path("settings/pages/<str:kind>/", pages.page_layout, name="page_layout"),
    path("bin/", history.bin, name="bin"),
    path("bin/<str:kind>/<int:pk>/restore/", history.restore, name="restore"),
    path("jobs/", history.jobs, name="jobs"),
    path("jobs/running/", history.running, name="running"),
    path("jobs/<int:job>/errors.csv", history.job_errors, name="job_errors"),
    path("jobs/<int:job>/", history.job, name="job"),
    path("jobs/<int:job>/cancel/", history.cancel_job, name="cancel_job"),
]
