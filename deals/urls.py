"""Addresses of deals and their board."""

from django.urls import include, path

from activities.views import do_many, reassign_many, set_many, tag_many
from deals.models import Deal
from deals.views import board, index, moving, people, records
from records.naming import kind_of

MANY = {"kind": kind_of(Deal)}

deals = [
    path("deals/", index.index, name="index"),
    path("deals/totals/", index.totals, name="totals"),
    path("deals/board/", board.board, name="board"),
    path("deals/board/more/", board.more, name="more"),
    path("deals/board/filter/", board.narrow, name="narrow"),
    path("deals/new/", records.new, name="new"),
    path("deals/reassign/", reassign_many, MANY, name="reassign_many"),
    path("deals/tag/", tag_many, MANY, name="tag_many"),
    path("deals/set/", set_many, MANY, name="set_many"),
    path("deals/move/", moving.move_many, name="move_many"),
    path("deals/delete/", do_many, MANY | {"deed": "delete"}, name="delete_many"),
    path("deals/<int:pk>/", records.show, name="show"),
    path("deals/<int:pk>/edit/", records.edit, name="edit"),
    path("deals/<int:pk>/delete/", records.delete, name="delete"),
    path("deals/<int:pk>/move/", moving.move, name="move"),
    path("deals/<int:pk>/hot/", moving.hot, name="hot"),
    path("deals/<int:pk>/chance/", moving.reset_chance, name="reset_chance"),
    path("deals/<int:pk>/people/", people.add_person, name="add_person"),
    path("deals/<int:pk>/people/<int:contact>/primary/", people.make_primary, name="make_primary"),
    path("deals/<int:pk>/people/<int:contact>/remove/", people.remove_person, name="remove_person"),
]
urlpatterns = [path("", include((deals, "deals")))]
