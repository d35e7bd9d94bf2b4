"""The same kind of patients: what pairs are worth, and what each sentence claims."""

from bot.matching.people import Candidate
from tests.matching.judged import NOT_SAID, Judged, Said, Worth

JUDGED = Judged(
    worth=[
        Worth(Candidate("a", patient_setting="wards"), Candidate("b", patient_setting="wards"), 1),
        Worth(Candidate("a", patient_setting="none"), Candidate("b", patient_setting="none"), 1),
        Worth(Candidate("a", patient_setting="wards"), Candidate("b", patient_setting="theatre"), 0),
        Worth(Candidate("a", patient_setting="wards"), Candidate("b"), NOT_SAID),
    ],
    said=[
        Said(Candidate("a", patient_setting="none"), Candidate("b", patient_setting="none"), None),
    ],
    claims={
        "You look after the same kind of patients.": lambda two: two.same("patient_setting"),
    },
)
