"""Tasks and notes over HTTP."""

import re
from datetime import timedelta

import pytest
from django.template import RequestContext, Template
from django.urls import reverse
from django.utils import timezone

from accounts.models import AdminSight, Collaboration, Group, Membership, Notification, User
from activities import completing, keeping
from activities.models import Note, Task
from lists.paging import SIZE
from records import bin as recycling
from records.models import Act

pytestmark = pytest.mark.django_db
NEW_TASK, NEW_NOTE = "/tasks/new/", "/notes/new/"
HTMX = {"HTTP_HX_REQUEST": "true"}
NASTY = {
    "emoji": "Send 🎁 to 👩‍👩‍👧",
    "right to left": "שלום עולם ‮gnirts",
    "markup": "<script>alert(1)</script>",
    "long": "x" * 450,
    "quotes": "\"' & {{ x }} {% y %}",
}


def body(answer):
    return answer.content.decode()


# -- adding --------------------------------------------------


def test_a_task_is_added_and_can_be_taken_back(ann, as_):
    answer = as_(ann).post(NEW_TASK, {"text": "Call Graz", "due_date": "2026-12-01"}, follow=True)
    made = Task.objects.get()
    assert (made.text, made.owner, made.due_on.isoformat()) == ("Call Graz", ann, "2026-12-01")
    assert reverse("lists:undo", args=[Act.objects.get().pk]) in body(answer)
    as_(ann).post(reverse("lists:undo", args=[Act.objects.get().pk]))
    assert not Task.objects.live().exists()


def test_the_time_is_the_one_on_the_typists_wall(ann, as_):
    User.objects.filter(pk=ann.pk).update(time_zone="Europe/Berlin")
    as_(User.objects.get(pk=ann.pk)).post(NEW_TASK, {"text": "Call", "due_date": "2026-12-01", "due_time": "09:00"})
    assert Task.objects.get().due_at.isoformat() == "2026-12-01T08:00:00+00:00"


def test_a_task_is_given_away_and_its_owner_told(ann, dee, as_):
    answer = as_(ann).post(NEW_TASK, {"text": "Yours", "owner": dee.pk}, follow=True)
    assert Task.objects.get().owner == dee and Notification.objects.get().user == dee
    assert answer.redirect_chain[0][0] == reverse("activities:tasks")  # ann sees it no more


def test_who_may_not_reassign_gives_to_nobody_else(person, role, dee, as_):
    gus = person("Gus", role=role("Adds", add="own", view="own"))
    as_(gus).post(NEW_TASK, {"text": "Yours", "owner": dee.pk})
    assert Task.objects.get().owner == gus


@pytest.mark.parametrize("url", [NEW_TASK, NEW_NOTE])
def test_who_may_not_add_is_refused(dee, as_, url):
    assert as_(dee).get(url).status_code == as_(dee).post(url, {"text": "x"}).status_code == 403
    assert not Task.objects.exists() and not Note.objects.exists()


def test_a_note_is_written_with_tags(ann, as_):
    as_(ann).post(NEW_NOTE, {"text": "**Yes**", "tags": "Hospital, R-290, hospital", "is_important": "on"})
    made = Note.objects.get()
    assert made.is_important and made.owner == ann
    page = body(as_(ann).get(made.get_absolute_url()))
    assert "<strong>Yes</strong>" in page and page.count(">Hospital</a>") == 1 and ">R-290</a>" in page


@pytest.mark.parametrize("url, model", [(NEW_TASK, Task), (NEW_NOTE, Note)])
def test_a_double_submit_makes_one_record(ann, as_, url, model):
    sent = {"text": "Once", "form_token": "00000000-0000-4000-8000-000000000001"}
    assert [as_(ann).post(url, sent).status_code for _n in range(2)] == [302, 302]
    assert model.objects.count() == 1


@pytest.mark.parametrize("url, model", [(NEW_TASK, Task), (NEW_NOTE, Note)])
def test_every_form_has_a_mark_of_its_own(ann, as_, url, model):
    tokens = {re.search(r'name="form_token" value="([^"]+)"', body(as_(ann).get(url)))[1] for _n in range(2)}
    assert len(tokens) == 2


def test_something_is_added_about_a_record_one_may_view(ann, dee, kettle, as_):
    as_(ann).post(NEW_NOTE, {"text": "Whistles", "about": f"specimen.thing:{kettle.pk}"})
    assert (Note.objects.get().about_kind, Note.objects.get().about_id) == ("specimen.thing", kettle.pk)


@pytest.mark.parametrize(
    "about",
    ["specimen.thing:1", "specimen.thing:999", "accounts.user:1", "nonsense", "specimen.thing:x", "a.b:" + "9" * 30],
)
def test_a_record_that_is_not_there_is_not_written_about(cy, as_, kettle, person, role, about):
    gus = person("Gus", role=role("Adds", add="own", view="own"))
    assert as_(gus).get(NEW_NOTE, {"about": about}).status_code == 404
    answer = as_(gus).post(NEW_NOTE, {"text": "Typed", "about": about})
    assert answer.status_code == 422 and "Typed" in body(answer) and "not there any more" in body(answer)
    assert not Note.objects.exists()


def test_a_task_about_a_record_refuses_who_may_not_view_it_at_the_field(ann, dee, kettle, as_):
    # 17.3
    answer = as_(ann).post(NEW_TASK, {"text": "Typed", "owner": dee.pk, "about": f"specimen.thing:{kettle.pk}"})
    assert answer.status_code == 422 and not Task.objects.exists()
    assert re.search(r'id="id_owner_error"><p>Dee Doubt may not view', body(answer)) and "Typed" in body(answer)


# -- untidy input --------------------------------------------------


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
@pytest.mark.parametrize("url, model", [(NEW_TASK, Task), (NEW_NOTE, Note)])
def test_strange_text_is_kept_and_shown_as_text(ann, as_, url, model, text):
    assert as_(ann).post(url, {"text": text}).status_code == 302
    made = model.objects.get()
    assert made.text == text
    for page in (
        made.get_absolute_url(),
        reverse("home"),
        reverse("activities:tasks") + "?view=all",
        reverse("activities:notes"),
    ):
        assert "<script>alert" not in body(as_(ann).get(page))


BROKEN_TASKS = [
    ({"text": ""}, "id_text_error"),
    ({"text": "   "}, "id_text_error"),
    ({"text": "x" * 501}, "id_text_error"),
    ({"text": "nul\x00byte"}, "id_text_error"),
    ({"text": "Kept", "due_date": "0001-01-01"}, "id_due_date_error"),
    ({"text": "Kept", "due_date": "9999-12-31", "due_time": "23:59"}, "id_due_date_error"),
    ({"text": "Kept", "due_date": "2026-02-30"}, "id_due_date_error"),
    ({"text": "Kept", "due_date": "tomorrow"}, "id_due_date_error"),
    ({"text": "Kept", "due_time": "09:00"}, "id_due_date_error"),
    ({"text": "Kept", "due_date": "2026-12-01", "due_time": "99:99"}, "id_due_time_error"),
    ({"text": "Kept", "remind_at": "0001-01-01T00:00"}, "id_remind_at_error"),
    ({"text": "Kept", "remind_at": "9999-12-31T23:59"}, "id_remind_at_error"),
    ({"text": "Kept", "remind_at": "soon"}, "id_remind_at_error"),
    ({"text": "Kept", "owner": "999999"}, "id_owner_error"),
    ({"text": "Kept", "owner": "9" * 40}, "id_owner_error"),
    ({"text": "Kept", "owner": "nobody"}, "id_owner_error"),
    ({"text": "Kept", "details": "x" * 20001}, "id_details_error"),
    ({"text": "Kept", "form_token": "not-a-uuid"}, "damaged"),
    ({}, "id_text_error"),
]


@pytest.mark.parametrize("sent, said", BROKEN_TASKS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_broken_task_is_refused_at_the_field_and_nothing_is_lost(ann, as_, sent, said, headers):
    answer = as_(ann).post(NEW_TASK, sent, **headers)
    assert answer.status_code == 422 and said in body(answer)
    assert sent.get("text") != "Kept" or 'value="Kept"' in body(answer)
    assert not Task.objects.exists()


@pytest.mark.parametrize("sent, said", [(sent, said) for sent, said in BROKEN_TASKS if "form_token" not in sent])
def test_a_broken_edit_is_refused_the_same_way(ann, task, as_, sent, said):
    made = task("As it was")
    answer = as_(ann).post(reverse("activities:edit_task", args=[made.pk]), sent | {"version": 1})
    assert answer.status_code == 422 and said in body(answer)
    assert Task.objects.get().text == "As it was"


@pytest.mark.parametrize(
    "sent, said",
    [
        ({"text": ""}, "id_text_error"),
        ({"text": "x" * 100_001}, "id_text_error"),
        ({"text": "a\x00b"}, "id_text_error"),
        ({"text": "Kept", "tags": "x" * 61}, "id_tags_error"),
        ({"text": "Kept", "tags": "a\x00"}, "id_tags_error"),
        ({"text": "Kept", "form_token": "zzz"}, "damaged"),
        ({}, "id_text_error"),
    ],
)
def test_a_broken_note_is_refused_at_the_field(ann, note, as_, sent, said):
    made = note("As it was")
    answer = as_(ann).post(NEW_NOTE, sent)
    assert answer.status_code == 422 and said in body(answer) and Note.objects.count() == 1
    if "form_token" not in sent:
        answer = as_(ann).post(reverse("activities:edit_note", args=[made.pk]), sent | {"version": 1})
        assert answer.status_code == 422 and said in body(answer) and Note.objects.get().text == "As it was"


@pytest.mark.parametrize("version", ["abc", "-1", "9" * 30])
def test_a_damaged_version_is_no_server_error(ann, task, as_, version):
    answer = as_(ann).post(
        reverse("activities:edit_task", args=[task().pk]), {"text": "New", "version": version, "owner": ann.pk}
    )
    assert answer.status_code in {302, 409, 422}


@pytest.mark.parametrize(
    "query",
    [
        "owner=zzz",
        "owner=" + "9" * 30,
        "group=x",
        "view=zzz",
        "after=%00",
        "after=zzz",
        "q=%00",
        "q=" + "x" * 999,
        "tag=%00",
        "important=zzz",
    ],
)
@pytest.mark.parametrize("url", ["/tasks/", "/tasks/counts/", "/notes/"])
def test_a_nonsensical_address_shows_a_list(ann, as_, url, query):
    assert as_(ann).get(f"{url}?{query}").status_code == 200


# -- one at a time --------------------------------------------------


def test_done_with_one_click_and_taken_back(ann, task, as_):
    made = task()
    answer = as_(ann).post(reverse("activities:complete", args=[made.pk]), **HTMX)
    assert "activities-changed" in answer["HX-Trigger"] and answer["HX-Reswap"] == "none"
    act = Act.objects.latest("pk")
    assert reverse("lists:undo", args=[act.pk]) in body(answer) and Task.objects.get().is_done
    as_(ann).post(reverse("lists:undo", args=[act.pk]))
    assert not Task.objects.get().is_done


def test_a_second_click_changes_nothing(ann, task, as_):
    made = task()
    for _n in range(2):
        answer = as_(ann).post(reverse("activities:complete", args=[made.pk]), follow=True)
    assert "done already" in body(answer) and Task.objects.get().is_done


def test_a_deleted_task_is_in_the_bin(ann, task, as_):
    made = task()
    answer = as_(ann).post(reverse("activities:delete_task", args=[made.pk]), follow=True)
    assert "is in the bin" in body(answer) and not Task.objects.live().exists()
    assert as_(ann).get(made.get_absolute_url()).status_code == 404


def test_one_fact_is_edited_in_place(ann, task, as_):
    made, url = task(), None
    url = reverse("activities:edit_task", args=[made.pk]) + "?only=due"
    form = body(as_(ann).get(url, **HTMX))
    assert 'name="due_date"' in form and 'name="text"' not in form and "<html" not in form
    answer = as_(ann).post(url, {"due_date": "2026-12-24", "version": 1}, **HTMX)
    assert answer.status_code == 200 and "activities-changed" in answer["HX-Trigger"]
    assert Task.objects.get().due_on.isoformat() == "2026-12-24" and Task.objects.get().text == made.text


def test_an_unknown_fact_shows_the_whole_form(ann, task, as_):
    assert 'name="text"' in body(as_(ann).get(reverse("activities:edit_task", args=[task().pk]) + "?only=owner_id"))


def seen(form):
    """What a browser would send back of this form, unchanged."""
    inputs = dict(re.findall(r'<input[^>]*?name="([^"]+)"(?:[^>]*?value="([^"]*)")?', form))
    inputs |= dict(re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', form))
    chosen = re.search(r'<select[^>]*name="owner".*?<option value="(\d+)" selected', form, re.S)
    inputs.pop("csrfmiddlewaretoken", None)
    return inputs | ({"owner": chosen[1]} if chosen else {})


def test_two_editors_of_different_fields_both_get_their_way(ann, cy, task, as_):
    made = task(details="Old")
    url = reverse("activities:edit_task", args=[made.pk])
    first, second = seen(body(as_(ann).get(url))), seen(body(as_(cy).get(url)))
    assert as_(ann).post(url, first | {"text": "Ann's words"}).status_code == 302
    assert as_(cy).post(url, second | {"due_date": "2026-12-24"}).status_code == 302
    now = Task.objects.get()
    assert (now.text, now.due_on.isoformat(), now.details) == ("Ann's words", "2026-12-24", "Old")


def test_the_second_editor_is_shown_both_and_chooses(ann, cy, task, as_):
    made = task()
    url = reverse("activities:edit_task", args=[made.pk])
    first, second = seen(body(as_(ann).get(url))), seen(body(as_(cy).get(url)))
    as_(ann).post(url, first | {"text": "Ann's words"})
    answer = as_(cy).post(url, second | {"text": "Cy's words", "details": "Cy's details"})
    page = body(answer)
    assert answer.status_code == 409 and "Ann Archer" in page
    assert "Ann&#x27;s words" in page and "Cy&#x27;s words" in page and "Cy&#x27;s details" in page
    assert Task.objects.get().text == "Ann's words"
    again = seen(page.replace("&#x27;", "'"))
    assert as_(cy).post(url, again | {"choose-text": "mine"}).status_code == 302
    assert (Task.objects.get().text, Task.objects.get().details) == ("Cy's words", "Cy's details")


def test_the_second_editor_may_give_way(ann, cy, note, as_):
    made = note("First\nlines")
    url = reverse("activities:edit_note", args=[made.pk])
    first, second = seen(body(as_(ann).get(url))), seen(body(as_(cy).get(url)))
    as_(ann).post(url, first | {"text": "Ann's words", "tags": "Fair"})
    answer = as_(cy).post(url, second | {"text": "Cy's words", "is_important": "on"})
    assert answer.status_code == 409
    again = seen(body(answer).replace("&#x27;", "'"))
    as_(cy).post(url, again | {"choose-text": "theirs", "is_important": "on"})
    assert (Note.objects.get().text, Note.objects.get().is_important) == ("Ann's words", True)
    assert ">Fair</a>" in body(as_(cy).get(made.get_absolute_url()))


def test_line_ends_of_the_browser_are_no_conflict(ann, cy, note, as_):
    made = note("First\nlines")
    url = reverse("activities:edit_note", args=[made.pk])
    as_(ann).post(url, {"text": "First\r\nlines", "initial-text": "First\r\nlines", "tags": "Fair", "version": 1})
    answer = as_(cy).post(url, {"text": "First\r\nlines\r\nmore", "initial-text": "First\r\nlines", "version": 1})
    assert answer.status_code == 302 and Note.objects.get().text == "First\nlines\nmore"


def test_an_expired_session_leads_to_the_sign_in_page_and_back(task, client):
    answer = client.post(
        reverse("activities:complete", args=[task().pk]),
        HTTP_HX_REQUEST="true",
        HTTP_HX_CURRENT_URL="http://testserver/tasks/",
    )
    assert answer.status_code == 204 and answer["HX-Redirect"] == "/account/login/?next=%2Ftasks%2F"
    assert not Task.objects.get().is_done


def test_a_stranger_finds_nothing_and_changes_nothing(task, note, dee, as_):
    todo, made, browser = task(), note(), as_(dee)
    for name in ("task", "edit_task", "note", "edit_note"):
        pk = todo.pk if "task" in name else made.pk
        assert browser.get(reverse(f"activities:{name}", args=[pk])).status_code == 404
    for name, pk in (
        ("complete", todo.pk),
        ("reopen", todo.pk),
        ("delete_task", todo.pk),
        ("edit_task", todo.pk),
        ("delete_note", made.pk),
        ("edit_note", made.pk),
    ):
        assert browser.post(reverse(f"activities:{name}", args=[pk]), {"text": "x"}).status_code == 404
    for kind, pk in (
        ("activities.task", todo.pk),
        ("activities.note", made.pk),
        ("accounts.user", dee.pk),
        ("no.kind", 1),
    ):
        assert browser.get(reverse("activities:timeline", args=[kind, pk])).status_code == 404
        assert (
            browser.post(reverse("activities:add_collaborator", args=[kind, pk]), {"user": dee.pk}).status_code == 404
        )
    assert not Task.objects.get().is_done and Task.objects.live().exists() and Note.objects.live().exists()
    assert not Collaboration.objects.exists()


def test_what_an_admin_sees_only_as_admin_is_said_and_logged(task, note, boss, as_):
    # 14.22
    for record in (task(), note(is_restricted=True)):
        assert "because you are an administrator" in body(as_(boss).get(record.get_absolute_url()))
    assert AdminSight.objects.count() == 2


def test_a_collaborator_comes_and_goes(ann, bob, dee, task, as_):
    made = task()
    url = reverse("activities:add_collaborator", args=["activities.task", made.pk])
    as_(ann).post(url, {"user": bob.pk}, **HTMX)
    assert Collaboration.objects.get().user == bob
    for nobody in ("", "x", "999", dee.pk):
        assert as_(ann).post(url, {"user": nobody}, **HTMX).status_code == 200
    as_(bob).post(reverse("activities:remove_collaborator", args=["activities.task", made.pk, bob.pk]))
    assert not Collaboration.objects.exists()


# -- lists --------------------------------------------------


def test_the_worklists_hold_what_they_say(ann, bob, task, as_):
    now = timezone.now()
    task("Late", due_at=now - timedelta(days=2))
    task("Soon", due_at=now + timedelta(days=2))
    completing.complete(task("Over"), by=ann, at=now)
    task("Now", due_on=timezone.localdate())
    task("Bob's", owner=bob)
    held = {"upcoming": "Soon", "overdue": "Late", "done": "Over", "today": "Now"}
    for view, text in held.items():
        shown = re.findall(r'data-open title="([^"]+)"', body(as_(ann).get(f"/tasks/?view={view}")))
        assert shown == [text], view
    assert len(re.findall("data-open", body(as_(ann).get("/tasks/?view=all")))) == 4


def test_the_filters_narrow_down_by_owner_group_and_words(cy, ann, bob, task, as_):
    group = Group.objects.create(name="Fair team")
    Membership.objects.create(group=group, user=bob)
    task("Ann's offer"), task("Bob's offer", owner=bob)

    def shown(query):
        return re.findall(r'data-open title="([^&]+)', body(as_(cy).get(f"/tasks/?view=all&{query}")))

    assert shown("") == [] and shown("owner=all") == ["Bob", "Ann"]
    assert shown(f"owner={ann.pk}") == ["Ann"] and shown(f"owner=all&group={group.pk}") == ["Bob"]
    assert shown("owner=all&q=ann OFFER") == ["Ann"]


def test_a_manager_filters_by_team(person, role, ann, bob, task, as_):
    chief = person("Cleo Lead", role=role("Lead", view="team"))
    User.objects.filter(pk=ann.pk).update(manager=chief)
    task("Ann's", due_at=timezone.now() - timedelta(days=1)), task("Bob's", owner=bob)
    assert "Ann&#x27;s" in body(as_(chief).get("/tasks/?view=all&owner=team"))
    home = body(as_(chief).get("/"))
    assert f"?view=overdue&amp;owner={ann.pk}" in home and "Your team" in home


def test_a_long_list_goes_on_by_key(ann, task, as_):
    for n in range(40):
        task(f"Task {n}")
    first = body(as_(ann).get("/tasks/?view=all"))
    after = re.search(r"after=([\w-]+)", first)[1]
    rest = body(as_(ann).get(f"/tasks/?view=all&after={after}", **HTMX))
    assert rest.count("data-row") == 40 - SIZE and "<html" not in rest


def test_the_palette_finds_only_what_one_may_see(ann, dee, cy, task, note, as_):
    task("Kettle offer"), note("Kettle whistles", is_restricted=True)
    assert body(as_(ann).get("/search/?q=kettle")).count("Kettle") == 2
    assert body(as_(cy).get("/search/?q=kettle")).count("Kettle") == 1
    assert "Kettle" not in body(as_(dee).get("/search/?q=kettle"))


def test_notes_are_found_by_tag_flag_and_words(ann, note, as_):
    note("Hospital cold room", tags=["Fair"])
    note("Brewery", is_important=True)
    for query, found in (("tag=fair", "cold room"), ("important=on", "Brewery"), ("q=brew", "Brewery")):
        page = body(as_(ann).get(f"/notes/?{query}"))
        assert page.count("data-open") == 1 and found in page


def test_an_empty_home_offers_the_first_task(ann, as_):
    page = body(as_(ann).get("/"))
    assert "Your desk is clear" in page and NEW_TASK in page


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize(
    "url, statements",
    [("/", 14), ("/tasks/?view=all", 8), ("/tasks/?view=today", 8), ("/tasks/counts/", 11), ("/notes/", 10)],
)
def test_a_list_costs_the_same_for_one_and_for_many(
    rows, url, statements, ann, kettle, task, note, as_, django_assert_num_queries
):
    for n in range(rows):
        task(f"Task {n}", due_on=timezone.localdate(), about=kettle)
        note(f"Note {n}", about=kettle, tags=["Fair"])
    browser = as_(ann)
    browser.get(url)
    with django_assert_num_queries(statements):
        browser.get(url)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_task_page_costs_the_same_for_one_and_for_many(rows, ann, task, note, as_, django_assert_num_queries):
    made = task()
    for n in range(rows):
        note(f"Note {n}", about=made)
    browser = as_(ann)
    browser.get(made.get_absolute_url())
    with django_assert_num_queries(10):
        browser.get(made.get_absolute_url())


def test_django_admin_looks_up_and_does_not_change(boss, task, note, ann, as_):
    made, written = task("Kettle offer"), note()
    browser = as_(boss)
    assert "Kettle offer" in body(browser.get("/admin/activities/task/?q=KETTLE"))
    assert browser.get(f"/admin/activities/note/{written.pk}/change/").status_code == 200
    assert browser.post(f"/admin/activities/task/{made.pk}/change/", {"text": "x"}).status_code == 403
    assert browser.post(f"/admin/activities/task/{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert as_(ann).get("/admin/activities/task/").status_code == 302


def test_a_binned_task_is_not_in_the_palette(ann, task, as_, noon):
    recycling.delete(task("Kettle offer"), by=ann, at=noon)
    assert "Kettle" not in body(as_(ann).get("/search/?q=kettle")).replace('value="kettle"', "")


# -- on other records' pages --------------------------------------------------


def drawn(words, record, user, rf):
    """A piece of a record's page, drawn for this person."""
    request = rf.get("/somewhere/", {"text": "Typed before the tab was changed"})
    request.user = user
    return Template("{% load ui %}" + words).render(RequestContext(request, {"record": record}))


def test_another_kind_of_record_gets_both_composers(ann, kettle, rf):
    for key in ("note", "task"):
        words = '{% include "activities/composer.html" with compose="' + key + '" %}'
        page = drawn(words, kettle, ann, rf)
        assert f'value="specimen.thing:{kettle.pk}"' in page and "Typed before the tab" in page
        assert f'action="/{key}s/new/"' in page


def test_a_refused_composer_keeps_what_was_typed(ann, dee, kettle, as_):
    sent = {"place": "composer", "about": f"specimen.thing:{kettle.pk}", "text": "Typed", "owner": dee.pk}
    answer = as_(ann).post(NEW_TASK, sent, **HTMX)
    assert answer.status_code == 422 and "composer__foot" in body(answer) and "Dee Doubt may not view" in body(answer)
    assert ">Typed</textarea>" in body(answer) and "<html" not in body(answer)


def test_another_kind_of_record_shows_its_open_tasks(ann, kettle, task, rf):
    late = task("Descale", about=kettle, due_at=timezone.now() - timedelta(days=1))
    completing.complete(task("Over", about=kettle), by=ann, at=timezone.now())
    page = drawn("{% panels record %}", kettle, ann, rf)
    assert "Descale" in page and "Over" not in page and 'class="late"' in page
    assert reverse("activities:complete", args=[late.pk]) in page


def test_who_may_only_view_is_offered_nothing_to_change(kettle, task, person, role, rf, as_):
    # 14.10
    gus = person("Gus", role=role("Looks", view="all"))
    made = task(about=kettle)
    assert "composer" not in drawn('{% include "activities/composer.html" %}', kettle, gus, rf)
    page = body(as_(gus).get(made.get_absolute_url()))
    assert "Call back" in page and not re.search(r'action="/tasks/\d+|/edit/', page)


def test_the_rail_counts_again_after_each_act(ann, task, as_):
    made = task(due_at=timezone.now() - timedelta(days=1))
    assert re.search(r'id="count-tasks">1<', body(as_(ann).get("/")))
    answer = as_(ann).post(reverse("activities:complete", args=[made.pk]), **HTMX)
    assert re.search(r'id="count-tasks" hx-swap-oob="true" hidden><', body(answer))


# -- where one is afterwards -----------------------------------


def test_a_form_that_was_a_page_of_its_own_is_left_when_it_is_saved(ann, as_):
    task = keeping.add_task(by=ann, at=timezone.now(), text="Call").record
    at = reverse("activities:edit_task", args=[task.pk])
    sent = {"text": "Call twice", "version": task.version}
    alone = as_(ann).post(at, sent, **HTMX, HTTP_HX_CURRENT_URL=f"http://testserver{at}")
    assert alone["HX-Redirect"] == task.get_absolute_url()
    sent |= {"text": "Call thrice", "version": task.version + 1}
    dialog = as_(ann).post(at, sent, **HTMX, HTTP_HX_CURRENT_URL="http://testserver/tasks/")
    assert "HX-Redirect" not in dialog and "close-dialog" in dialog["HX-Trigger"]


@pytest.mark.parametrize(("shown", "rows"), [("45", 45), ("10", SIZE), ("x", SIZE), ("9" * 30, SIZE), ("99999", 50)])
def test_a_list_drawn_anew_is_as_long_as_it_had_been_scrolled(ann, as_, shown, rows):
    for number in range(50):
        keeping.add_task(by=ann, at=timezone.now(), text=f"Call {number}")
    answer = as_(ann).get("/tasks/", {"view": "all", "shown": shown}, **HTMX)
    assert body(answer).count("data-row") == rows


def test_e_finds_the_edit_of_each_row_only_for_those_who_may(ann, cy, as_):
    task = keeping.add_task(by=ann, at=timezone.now(), text="Call").record
    at = reverse("activities:edit_task", args=[task.pk])
    assert at in body(as_(ann).get("/tasks/?view=all&owner=all"))
    Task.objects.filter(pk=task.pk).update(owner=cy, created_by=cy)
    assert at not in body(as_(ann).get("/tasks/?view=all&owner=all"))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Call\nmore", "Call"),
        ("the **cold** room", "the cold room"),
        ("see [the offer](https://a.example) `now`", "see the offer now"),
        ("2 * 3 = 6", "2 * 3 = 6"),
        ("**", "**"),
        ("``", "``"),
    ],
)
def test_a_note_is_called_by_the_words_of_its_first_line(text, title):
    assert str(Note(text=text)) == title


def test_who_gives_a_task_out_of_their_own_sight_is_led_away_from_its_page(ann, dee, as_):
    task = keeping.add_task(by=ann, at=timezone.now(), text="Call").record
    at = reverse("activities:edit_task", args=[task.pk]) + "?only=owner"
    here = f"http://testserver{task.get_absolute_url()}"
    answer = as_(ann).post(at, {"owner": dee.pk, "version": task.version}, **HTMX, HTTP_HX_CURRENT_URL=here)
    assert answer["HX-Redirect"] == reverse("activities:tasks")
    assert as_(ann).get(task.get_absolute_url()).status_code == 404
