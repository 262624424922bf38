"""The days of a plan as a calendar file (RFC 5545), for the caseworker's own calendar; it names no citizen."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from assistant.plan import Plan, Stretch

_TITLES = {
    "first": "Sidste dag uden forlængelse",
    "extension": "Sidste dag med forlængelse",
    "further": "Sidste dag med endnu en forlængelse",
}


def calendar(plan: Plan, at: datetime) -> bytes:
    """One all-day event on the last day of each stretch to come; `at` is when the file is made."""
    found = Calendar()
    found.add("prodid", "-//Praktikvejleder//da")
    found.add("version", "2.0")
    for stretch in plan.stretches:
        if stretch.kind in _TITLES:
            found.add_component(_event(stretch, at))
    return bytes(found.to_ical())


def _event(stretch: Stretch, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{stretch.kind}-{stretch.first:%Y%m%d}-{stretch.last:%Y%m%d}@praktikvejleder")
    event.add("dtstamp", at)
    event.add("dtstart", stretch.last)
    event.add("dtend", stretch.last + timedelta(days=1))
    event.add("summary", f"{_TITLES[stretch.kind]}: {stretch.weeks} uger")
    event.add("description", f"{stretch.text} ({'; '.join(stretch.references)})")
    return event
