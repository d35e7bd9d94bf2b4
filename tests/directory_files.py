"""Exports and mappings for the directory's tests: those that are shipped, and small ones made on the spot."""

import csv
from datetime import date

from bot.content import load_content
from bot.directory import StaffFile, load_mapping
from bot.directory.mapping import SAMPLE

MAPPING = SAMPLE / "mapping.yml"
PEOPLE = SAMPLE / "people.csv"
TODAY = date(2026, 3, 2)
COLUMNS = {
    "number": "Employee number",
    "slack_id": "Slack",
    "email": "Email",
    "profession": "Group",
    "department": "Department",
    "site": "Site",
    "stage": "Grade",
    "manager": "Manager",
    "ends_on": "End",
    "leave_from": "From",
    "leave_until": "Until",
    "status": "Status",
}
SMALL_MAPPING = """
columns:
  employee_id: "Employee number"
  slack_id: "Slack"
  email: "Email"
  profession: "Group"
  department: "Department"
  site: "Site"
  career_stage: "Grade"
  manager_id: "Manager"
  ends_on: "End"
  leave_from: "From"
  leave_until: "Until"
  status: "Status"
codes:
  profession: {N: nurse, D: doctor}
  site: {NF: Northfield, HR: "Harbour Road"}
status: {active: [A], leave: [L], left: [X]}
"""


def somebody(number, **more):
    """One row; an active nurse in critical care unless said otherwise."""
    usual = {"profession": "N", "department": "critical_care", "status": "A"}
    return {"number": number, **usual, **more}


def write_export(path, rows):
    with path.open("w", newline="", encoding="utf-8") as text:
        writer = csv.DictWriter(text, list(COLUMNS), restval="")
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    return path


def small_mapping(folder):
    path = folder / "mapping.yml"
    path.write_text(SMALL_MAPPING, encoding="utf-8")
    return path


def staff_file(path, mapping=MAPPING, *, content=None):
    people = (content or load_content()).people
    return StaffFile(path, load_mapping(mapping, people=people), people=people, name=path.name)
