"""The domain names what is wrong in its own words; where that stands on a form is said here."""

import ast
from pathlib import Path

from bot.domain.answers import InvalidAnswer, Part
from bot.errors import InvalidInput, NotNow
from bot.handlers.fields import FIELD_OF, fields_of
from bot.views.ids import Field

DOMAIN = Path(__file__).parents[2] / "bot" / "domain"


def nodes_of_domain():
    for path in DOMAIN.rglob("*.py"):
        yield from ((path.name, node) for node in ast.walk(ast.parse(path.read_text())))


def test_every_part_has_a_field_of_its_own():
    assert set(FIELD_OF) == set(Part)
    assert len(set(FIELD_OF.values())) == len(Part)


def test_what_is_wrong_is_said_beside_its_field():
    assert fields_of(InvalidAnswer({Part.PAUSE_END: "Later."})) == {"pause_date": "Later."}
    assert fields_of(InvalidInput({Field.NAME: "Shorter."})) == {"name": "Shorter."}
    assert fields_of(NotNow("It has ended.")) == {}


def test_the_domain_knows_no_form():
    """A value or an attribute of its own may be spelled like a field."""
    seen, own = set(), set()
    for name, node in nodes_of_domain():
        match node:
            case ast.ImportFrom(module="bot.errors", names=names):
                assert "InvalidInput" not in {one.name for one in names}, name
            case ast.ClassDef(body=body):
                own |= {value_of(one) for one in body}
                own |= {ast.unparse(one.target) for one in body if isinstance(one, ast.AnnAssign)}
            case ast.Constant(value=str(text)) if text in set(Field):
                seen.add((name, text))
    assert {one for one in seen if one[1] not in own} == set()


def value_of(node):
    """What a line of a class assigns, as in an enumeration."""
    return node.value.value if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) else None
