"""Staff files with the same few columns, and what becomes of them."""

from dataclasses import dataclass

from bot.directory.rows import ROW
from bot.errors import UserFacingError
from tests.directory_files import staff_file
from tests.field.shapes import shape

HEAD = "No,Mail,Grp,Boss,Start,End,St"
MAPPING = """
columns: {{employee_id: No, email: Mail, profession: Grp, manager_id: Boss, starts_on: Start, ends_on: End,
  status: St}}
codes:
  profession: {{N: nurse}}
status: {{active: [A], leave: [L], left: [X]}}
date_format: "{date_format}"
delimiter: "{delimiter}"
encoding: utf-8
"""


@dataclass
class Read:
    """`rows` is None where the file is refused; `said` is that sentence, or the warnings."""

    rows: list | None
    rejects: list[str]
    said: str

    @property
    def count(self):
        return None if self.rows is None else len(self.rows)


def read_as(folder, content):
    """Make a function that reads text or bytes under that mapping."""

    def read(raw, *, date_format="DD/MM/YYYY", delimiter=",", more="", whole=""):
        path, mapping = folder / "staff.csv", folder / "mapping.yml"
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        text = MAPPING.format(date_format=date_format, delimiter=delimiter)
        mapping.write_text(whole or text + more, encoding="utf-8")
        try:
            file = staff_file(path, mapping, content=content)
            batches = list(file.batches())
        except UserFacingError as error:
            return Read(None, [], str(error).replace(str(folder), ""))
        rows = [dict(zip(ROW, row, strict=True)) for batch in batches for row in batch.rows]
        rejects = [one.reason for batch in batches for one in batch.rejects]
        return Read(rows, rejects, str([(one.field, one.cell) for one in file.warnings]))

    return read


def lines(*rows, head=HEAD):
    return "\n".join((head, *rows, ""))


def person(number="E1", *, mail="a@h.example", boss="", start="01/02/2020", end="", status="A"):
    """One row, as it stands in the file."""
    return ",".join((number, mail, "N", boss, start, end, status))


def more(sub, *rows):
    """Rows of a table beyond those that were reported; of each what it is, then its values."""
    return [shape(f"O+{sub}-{place}", what, *values) for place, (what, *values) in enumerate(rows, start=1)]
