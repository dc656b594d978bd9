"""Filters worked out in plain Python, row by row, without a thought for databases: what the engine is measured by.

A row is a dict of values; None, "" and [] are nothing. Related rows stand in it under the relation's key.
"""

from datetime import date, datetime, timedelta

from tests.lists.filtering.conftest import NOW, VIENNA

TODAY = NOW.date()


def holds(node, row):
    if "all" in node:
        said = [answer for each in node["all"] if (answer := holds(each, row)) is not None]
        return all(said) if said else None
    if "any" in node:
        said = [answer for each in node["any"] if (answer := holds(each, row)) is not None]
        return any(said) if said else None
    if "not" in node:
        answer = holds(node["not"], row)
        return None if answer is None else not answer
    if "has" in node or "hasnt" in node:
        rows = row[node.get("has") or node["hasnt"]]
        found = any(holds(node["where"], each) is not False for each in rows)
        return found == ("has" in node)
    return asked(row[node["field"]], node["op"], node.get("value"), row["me"])


def asked(held, op, value, me):
    nothing = held in (None, "", [])
    negative = {"is_not": "is", "contains_not": "contains", "none": "any", "filled": "empty"}
    if op in negative:
        return not asked(held, negative[op], value, me)
    if op == "empty":
        return nothing
    if isinstance(held, list):
        wanted = [me if each == "me" else each for each in value or [me]]
        return all(each in held for each in wanted) if op == "all" else any(each in held for each in wanted)
    if nothing:
        return False
    if isinstance(held, bool):
        return held is value
    if isinstance(held, date):
        return dated(held, op, value)
    if op in {"any", "me"} or isinstance(value, list) and op == "is":
        return held in [me if each == "me" else each for each in value or [me]]
    if isinstance(held, str):
        return worded(held.lower(), op, value.lower())
    return numbered(float(held), op, value)


def worded(held, op, value):
    return {"is": held == value, "contains": value in held, "starts": held.startswith(value)}[op]


def numbered(held, op, value):
    if op == "between":
        return min(value) <= held <= max(value)
    return {"is": held == value, "gt": held > value, "gte": held >= value, "lt": held < value, "lte": held <= value}[op]


def dated(held, op, value):
    day = held.astimezone(VIENNA).date() if isinstance(held, datetime) else held
    if op in {"on", "before", "after"}:
        value = date.fromisoformat(value)
        return {"on": day == value, "before": day < value, "after": day > value}[op]
    if op == "between":
        return min(value) <= day.isoformat() <= max(value)
    if op == "during":
        return in_period(day, value)
    away = timedelta(days=value["n"] * {"days": 1, "weeks": 7}[value["unit"]])
    return {
        "last": TODAY - away <= day <= TODAY,
        "next": TODAY <= day <= TODAY + away,
        "ago": day < TODAY - away,
        "ahead": day > TODAY + away,
    }[op]


def in_period(day, name):
    which, _, unit = name.partition("_")
    if not unit:
        return day == TODAY + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[name])
    index = {
        "week": lambda each: (each - timedelta(days=each.weekday())).toordinal() // 7,
        "month": lambda each: each.year * 12 + each.month,
        "quarter": lambda each: each.year * 4 + (each.month - 1) // 3,
        "year": lambda each: each.year,
    }[unit]
    return index(day) == index(TODAY) + {"last": -1, "this": 0, "next": 1}[which]
