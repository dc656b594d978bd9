"""Sign in, task, note, undo, second user, stranger: the first day with the product."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from activities import keeping
from activities.models import Note, Task
from tests.journeys.conftest import fill_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PAGES = [
    "/",
    "/tasks/",
    "/tasks/?view=overdue",
    "/tasks/?view=done",
    "/tasks/?view=all&owner=all",
    "/tasks/new/",
    "/notes/",
    "/notes/new/",
]


@pytest.fixture
def desk(ann):
    """Something on every list, with long and short words."""
    now, day = timezone.now(), timezone.localdate()
    late = keeping.add_task(
        by=ann,
        at=now,
        text="Send the revised offer to Nordström Kühltechnik Beteiligungsgesellschaft",
        due_at=now - timedelta(days=2),
        details="**3 %** off",
    ).record
    keeping.add_task(by=ann, at=now, text="Call Chiara", due_on=day)
    keeping.add_task(by=ann, at=now, text="Supercalifragilisticexpialidocious" * 5, due_on=day + timedelta(days=3))
    keeping.add_note(by=ann, at=now, text="Called twice", about=late, is_important=True)
    keeping.edit_task(late, {"details": "**4 %** off"}, by=ann, at=now)
    note = keeping.add_note(
        by=ann, at=now, text="## Fair\n\n- stand 14-B\n- " + "x" * 200, tags=["Fair", "R-290"], is_restricted=True
    ).record
    return [
        *PAGES,
        late.get_absolute_url(),
        f"{late.get_absolute_url()}edit/",
        note.get_absolute_url(),
        f"{note.get_absolute_url()}edit/",
    ]


def test_a_rep_adds_finishes_and_takes_back(window, ann, accessible):
    page = window(ann)
    expect(page.get_by_role("heading", name="Your desk is clear")).to_be_visible()
    accessible(page)
    page.locator("#blocks").get_by_role("link", name="New task").click()
    dialog = page.get_by_role("dialog")
    accessible(page)
    dialog.get_by_label("Task", exact=False).first.fill("Call Graz")
    dialog.get_by_label("Due on").fill(timezone.localdate().isoformat())
    dialog.get_by_role("button", name="Add task").click()
    expect(page.get_by_text("Task added.")).to_be_visible()
    expect(dialog).to_be_hidden()
    done = page.get_by_role("button", name="Mark “Call Graz” as done")
    done.click()
    expect(page.get_by_text("Done: Call Graz")).to_be_visible()
    expect(done).to_have_count(0)
    accessible(page)
    page.locator(".toast", has_text="Done: Call Graz").get_by_role("button", name="Undo").click()
    expect(done).to_be_visible()
    assert not Task.objects.get().is_done


def test_a_refused_form_stays_in_the_dialog_with_what_was_typed(window, ann):
    page = window(ann)
    page.keyboard.press("c")
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Task", exact=False).first.fill("Call Graz")
    dialog.get_by_label("Time", exact=True).fill("09:00")
    dialog.get_by_role("button", name="Add task").click()
    expect(dialog.get_by_text("A time needs a day.")).to_be_visible()
    expect(dialog.get_by_label("Task", exact=False).first).to_have_value("Call Graz")
    assert not Task.objects.exists()


def test_the_quick_row_adds_one_after_the_other(window, ann):
    page = window(ann)
    page.goto("/tasks/")
    for text in ("First", "Second"):
        page.get_by_label("Add a task").fill(text)
        page.get_by_label("Add a task").press("Enter")
        expect(page.get_by_role("link", name=text, exact=True)).to_be_visible()
        expect(page.get_by_label("Add a task")).to_have_value("")
    assert Task.objects.count() == 2


def test_the_cursor_stays_while_a_list_draws_itself_anew(window, ann):
    for text in ("First", "Second", "Third"):
        keeping.add_task(by=ann, at=timezone.now(), text=text, due_on=timezone.localdate())
    page = window(ann)
    page.goto("/tasks/")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(3)
    page.keyboard.press("j")
    following = rows.nth(1).locator("[data-open]").inner_text()
    page.keyboard.press("d")
    expect(rows).to_have_count(2)
    expect(page.locator(".is-cursor [data-open]")).to_have_text(following)
    page.keyboard.press("e")
    expect(page.get_by_role("dialog").get_by_label("Task")).to_have_value(following)


def test_facts_are_edited_and_notes_added_without_leaving_the_page(window, ann, desk, accessible):
    page = window(ann)
    page.goto(desk[-4])
    page.evaluate("window.stayed = true")
    page.get_by_role("link", name="Change the due date").click()
    page.get_by_label("Due on").fill("2031-05-06")
    page.locator("#fact-due").get_by_role("button", name="Save").click()
    expect(page.locator("#fact-due")).to_contain_text("6 May 2031")
    expect(page.locator("#timeline")).to_contain_text("changed this task")
    page.locator("#composer textarea").fill("The **key** is with Kim")
    page.locator("#composer").get_by_role("button", name="Save note").click()
    expect(page.locator("#timeline strong", has_text="key")).to_be_visible()
    expect(page.locator("#composer textarea")).to_have_value("")
    page.locator("#timeline").get_by_role("link", name="Changes").click()
    expect(page.locator("#timeline strong", has_text="key")).to_have_count(0)
    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("button", name="Reopen")).to_be_visible()
    accessible(page)
    assert page.evaluate("window.stayed") and Note.objects.filter(text__contains="key").count() == 1


def test_the_second_editor_is_asked_in_the_dialog(window, ann, cy, accessible):
    made = keeping.add_task(by=ann, at=timezone.now(), text="Call Graz").record
    page = window(cy)
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="Edit", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Task", exact=False).first.fill("Call Linz")
    keeping.edit_task(made, {"text": "Call Wels"}, by=ann, at=timezone.now())
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Ann Archer changed this")).to_be_visible()
    expect(dialog.locator("fieldset", has_text="Call Wels")).to_contain_text("Call Linz")
    accessible(page)
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Call Linz")).to_be_visible()


def test_a_colleague_sees_it_and_a_stranger_finds_nothing(window, ann, bob, dee, desk):
    address = desk[-4]
    page = window(bob)
    page.goto(address)
    expect(page.get_by_role("heading", name="Send the revised offer")).to_be_visible()
    expect(page.get_by_role("button", name="Delete")).to_have_count(0)
    page = window(dee, missing=[address])
    assert page.goto(address).status == 404
    page.goto("/tasks/?view=all&owner=all")
    expect(page.get_by_text("Send the revised offer")).to_have_count(0)


def test_everything_works_without_javascript(window, ann, dee, desk):
    page = window(ann, java_script_enabled=False)
    page.goto("/tasks/")
    page.get_by_label("Add a task").fill("By hand")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Task added.")).to_be_visible()
    page.get_by_role("button", name="Mark “By hand” as done").click()
    expect(page.get_by_text("Done: By hand")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Mark “By hand” as done")).to_be_visible()
    page.get_by_role("link", name="By hand", exact=True).click()
    page.get_by_role("link", name="Change the due date").click()
    page.get_by_label("Due on").fill("2031-05-06")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#fact-due")).to_contain_text("6 May 2031")
    page.locator("#composer textarea").fill("Kim has the key")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("#timeline")).to_contain_text("Kim has the key")
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("is in the bin")).to_be_visible()
    page.goto("/notes/new/")
    page.get_by_label("Note", exact=False).first.fill("")
    page.goto("/tasks/new/")
    page.get_by_label("Time", exact=True).fill("09:00")
    page.locator("input[name=text]").first.fill("Kept")
    page.get_by_role("button", name="Add task").click()
    expect(page.get_by_text("A time needs a day.")).to_be_visible()
    expect(page.get_by_label("Task", exact=False).first).to_have_value("Kept")


def test_it_speaks_german_to_a_german(window, ann, desk):
    User.objects.filter(pk=ann.pk).update(locale="de")
    page = window(ann)
    assert page.locator("html").get_attribute("lang") == "de"
    for path, heading in (("/tasks/", "Aufgaben"), ("/notes/", "Notizen"), ("/tasks/new/", "Neue Aufgabe")):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.mark.parametrize("width, scheme", [(1440, "light"), (390, "dark"), (320, "light")])
def test_every_page_is_accessible_and_fits(window, ann, desk, accessible, fits, width, scheme):
    page = window(ann, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in desk:
        page.goto(path)
        fits(page)
        if width > 320:
            accessible(page)


def test_a_session_that_ended_leads_to_sign_in_and_back(window, ann, desk):
    page = window(ann)
    page.goto("/tasks/")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Mark “Call Chiara” as done").click()
    page.wait_for_url("**/account/login/?next=%2Ftasks%2F")
    assert not Task.objects.done().exists()


def test_what_was_typed_is_there_again_after_signing_in(window, ann, cy, desk):
    for user, found in ((ann, "Kim has the key"), (cy, "")):
        page = window(ann)
        page.goto(desk[-4])
        page.locator("#composer textarea").fill("Kim has the key")
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
        page.locator("#composer").get_by_role("button", name="Save note").click()
        page.wait_for_url("**/account/login/?next=*")
        fill_in(page, user)
        expect(page.locator("#composer textarea")).to_have_value(found)
    assert Note.objects.count() == 2
