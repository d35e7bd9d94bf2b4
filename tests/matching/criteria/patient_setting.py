"""The same kind of patients: what pairs are worth, and what each sentence claims."""

from tests.matching.judged import NOT_SAID, Case, Judged

JUDGED = Judged(
    scores=[
        Case({"patient_setting": "wards"}, {"patient_setting": "wards"}, 1),
        Case({"patient_setting": "none"}, {"patient_setting": "none"}, 1),
        Case({"patient_setting": "wards"}, {"patient_setting": "theatre"}, 0),
        Case({"patient_setting": "wards"}, {}, NOT_SAID),
    ],
    sentences=[
        Case({"patient_setting": "none"}, {"patient_setting": "none"}, None),
    ],
    of_two={
        "You look after the same kind of patients.": lambda two: two.same("patient_setting"),
    },
)
