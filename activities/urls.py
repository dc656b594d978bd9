"""Addresses of home, tasks, notes and timelines."""

from django.urls import include, path

from activities import views
from activities.models import Task
from records.naming import kind_of

TASKS = {"kind": kind_of(Task)}

activities = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/counts/", views.task_counts, name="task_counts"),
    path("tasks/new/", views.new_task, name="new_task"),
    path("tasks/complete/", views.do_many, TASKS | {"deed": "complete"}, name="complete_many"),
    path("tasks/reschedule/", views.reschedule_many, TASKS, name="reschedule_many"),
    path("tasks/reassign/", views.reassign_many, TASKS, name="reassign_many"),
    path("tasks/set/", views.set_many, TASKS, name="set_many"),
    path("tasks/delete/", views.do_many, TASKS | {"deed": "delete"}, name="delete_many"),
    path("tasks/<int:pk>/", views.task, name="task"),
    path("tasks/<int:pk>/edit/", views.edit_task, name="edit_task"),
    path("tasks/<int:pk>/complete/", views.complete, name="complete"),
    path("tasks/<int:pk>/reopen/", views.reopen, name="reopen"),
    path("tasks/<int:pk>/delete/", views.delete_task, name="delete_task"),
    path("notes/", views.notes, name="notes"),
    path("notes/new/", views.new_note, name="new_note"),
    path("notes/<int:pk>/", views.note, name="note"),
    path("notes/<int:pk>/edit/", views.edit_note, name="edit_note"),
    path("notes/<int:pk>/delete/", views.delete_note, name="delete_note"),
    path("timeline/<str:kind>/<int:pk>/", views.timeline, name="timeline"),
    path("collaborators/<str:kind>/<int:pk>/", views.add_collaborator, name="add_collaborator"),
    path("collaborators/<str:kind>/<int:pk>/<int:user>/", views.remove_collaborator, name="remove_collaborator"),
]
urlpatterns = [path("", views.home, name="home"), path("", include((activities, "activities")))]
