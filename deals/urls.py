"""Addresses of deals and their board."""

from django.urls import include, path

from deals.views import board, bulk, index, moving, people, records

deals = [
    path("deals/", index.index, name="index"),
    path("deals/totals/", index.totals, name="totals"),
    path("deals/board/", board.board, name="board"),
    path("deals/board/more/", board.more, name="more"),
    path("deals/board/filter/", board.narrow, name="narrow"),
    path("deals/new/", records.new, name="new"),
    path("deals/reassign/", bulk.reassign_many, name="reassign_many"),
    path("deals/tag/", bulk.tag_many, name="tag_many"),
    path("deals/move/", bulk.move_many, name="move_many"),
    path("deals/delete/", bulk.delete_many, name="delete_many"),
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
