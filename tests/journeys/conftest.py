"""The journeys as a workspace of its own goes through them, and as one of an Enterprise organisation."""

import pytest

from bot.sandbox.sandbox import Sandbox
from tests.examples import some

# Here in both shapes at every commit; the others in the second by `make laws`.
ALWAYS_IN_BOTH = "test_cohort"
# Processes of their own, with taps that were made before.
APART = ("test_chaos", "test_kill_nine")
ALONE, IN_ORGANISATION = "alone", "in_organisation"


def pytest_generate_tests(metafunc):
    """Have each journey gone through in both shapes; those of one module share theirs."""
    module = metafunc.module.__name__.rpartition(".")[2]
    if module in APART:
        return
    shapes = some([ALONE, IN_ORGANISATION], 2 if module == ALWAYS_IN_BOTH else 1)
    metafunc.parametrize("shape", shapes, scope="module", indirect=True)


@pytest.fixture(scope="module", autouse=True)
def shape(request):
    """The shape in which the sandbox speaks of people and workspaces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "in_organisation", getattr(request, "param", ALONE) == IN_ORGANISATION)
        yield


@pytest.fixture(params=some([False, True], 1), ids=["usual", "rates"])
def with_rates(request):
    """Whether Slack keeps to its limits on how often it is called."""
    return request.param
