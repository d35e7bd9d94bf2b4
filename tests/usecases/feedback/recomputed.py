"""Every figure of a closed wave worked out a second time, from what was tapped and the seed of the noise.

Nothing of the product is imported here, and nothing is read but the file of the questions, the template of
the program, who was asked, and the taps as they came from Slack: who, the button's action, and what it
carries. The intervals are counted out by brute force.
"""

import random
from collections import defaultdict
from functools import cache
from math import comb
from pathlib import Path

import yaml

CONTENT = Path(__file__).parents[3] / "bot" / "content" / "en"
ANSWERED, TAKEN_BACK = "wave.answer", ("wave.skip", "wave.rather_not")
YES = {"agree5": {3, 4}, "conf5": {3, 4}, "zero_to_ten": {9, 10}}
THIRD, OF_A_CHOICE = (1, 3), (7, 12)
ENOUGH_ASKED, ENOUGH_FOR_A_CHOICE, ENOUGH_ANSWERED = 10, 30, 5


def answers_in(taps):
    """By wave and person, their last answer to each question; `taps` are (who, action, value)."""
    said: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for who, action, value in taps:
        if action == ANSWERED:
            _, wave, number, _, key = value.split(":", 4)
            said[wave, who][key] = int(number)
        elif action in TAKEN_BACK:
            _, wave, _, key = value.split(":", 3)
            said[wave, who].pop(key, None)
    return said


@cache
def questions(template, wave):
    """Of a program in pairs: key, role, scale, options, those that are a yes, the question at the start."""
    file = yaml.safe_load((CONTENT / "surveys.yml").read_text(encoding="utf-8"))
    program = yaml.safe_load((CONTENT / "programs" / f"{template}.yml").read_text(encoding="utf-8"))
    found = []
    for one in file["items"]:
        in_pairs = one["role"] != "circle" and template in one.get("programs", [template])
        if one["wave"] != wave or not in_pairs:
            continue
        options = one.get("options", [])
        # This language takes the word `yes` for the value.
        yes = {options.index(each) for each in one.get(True, [])} or YES.get(one["scale"], set())
        for about in program["confidence_items"] if one.get("repeat_for") else [""]:
            key, since = (f"{one['id']}:{about}", one.get("since")) if about else (one["id"], None)
            # What is asked again at the end is compared, and no yes by itself.
            counted = set() if about else yes
            found.append((key, one["role"], one["scale"], options, counted, since and f"{since}:{about}"))
    return found


def counts(template, wave, people, said):
    """By kind and group: how many said yes, and how many could. `people` are {who: mentee or mentor}."""
    yeses: defaultdict[tuple[str, str], int] = defaultdict(int)
    could: defaultdict[tuple[str, str], int] = defaultdict(int)
    for who, role in people.items():
        mine, before = said.get((wave, who), {}), said.get(("baseline", who), {})
        asked = [one for one in questions(template, wave) if one[1] in ("both", role)]
        for kind, group, is_yes in (
            ("answered", f"{wave}:{role}", bool(mine)),
            *compared(asked, mine, before),
            *by_question(asked, mine),
        ):
            yeses[kind, group] += is_yes
            could[kind, group] += 1
        if wave == "end" and role == "mentee":
            # Nobody wrote a goal here; it is a cell all the same.
            yeses["goals_moved", ""] += 0
            could["goals_moved", ""] += 1
    return {one: (yeses[one], could[one]) for one in could}


def compared(asked, mine, before):
    found = [(key, since) for key, *_, since in asked if since]
    both = [key for key, since in found if key in mine and since in before]
    yield from [("moved_up", key, key in both and mine[key] > before[since]) for key, since in found]
    if found:
        yield "answered_both", "", bool(both)


def by_question(asked, mine):
    for key, _, scale, options, yes, since in asked:
        if yes and not since:
            yield "agrees", key, mine.get(key) in yes
        elif scale == "choice":
            yield from [("chosen", f"{key}/{one}", mine.get(key) == one) for one in range(len(options))]


def with_noise(counted, rng):
    """As it is drawn: cell by cell in their order, each the difference of two runs."""
    return {
        key: (yeses + drawn(rng, OF_A_CHOICE if key[0] == "chosen" else THIRD), could)
        for key, (yeses, could) in sorted(counted.items())
    }


def drawn(rng, ratio):
    runs = []
    for _ in range(2):
        length = 0
        while rng.randrange(ratio[1]) < ratio[0]:
            length += 1
        runs.append(length)
    return runs[0] - runs[1]


def figures(template, wave, cells):
    """What the page says of each question: (share, what it may lie between, about how many answered)."""
    found = {}
    for key, role, scale, options, yes, since in questions(template, wave):
        whole = [
            cells[one]
            for one in sorted(cells)
            if one[0] == "answered" and role in ("both", one[1].split(":")[1])
        ]
        if since:
            whole = [cells["answered_both", ""]]
            found[key] = figure(cells["moved_up", key], whole, THIRD, ENOUGH_ASKED)
        elif yes:
            found[key] = figure(cells["agrees", key], whole, THIRD, ENOUGH_ASKED)
        elif scale == "choice":
            for number in range(len(options)):
                cell = cells["chosen", f"{key}/{number}"]
                found[f"{key}/{number}"] = figure(cell, whole, OF_A_CHOICE, ENOUGH_FOR_A_CHOICE)
    if ("goals_moved", "") in cells:
        found["goal moved"] = figure_of_all(*cells["goals_moved", ""])
    return found


def figure_of_all(value, could):
    """Of everybody who was asked: nothing but the yeses has noise."""
    if could < ENOUGH_ASKED:
        return "not shown", "", ""
    low, high = interval_of_all(value, could)
    return share(value, could), f"{five(low)} to {five(high)} %", "None"


def figure(cell, whole, ratio, enough):
    (value, could), answered, asked = cell, sum(one for one, _ in whole), sum(most for _, most in whole)
    of = band(min(max(answered, 0), asked)) if asked >= ENOUGH_ASKED else "not shown"
    if could < enough or answered < ENOUGH_ANSWERED:
        return "not shown", "", of
    answered = min(answered, asked)
    low, high = interval(value, answered, asked, len(whole), ratio)
    return share(value, answered), f"{five(low)} to {five(high)} %", of


def share(value, whole):
    yeses = min(max(value, 0), whole)
    percent, edge = five(100 * yeses / whole), -(-20 // whole) * 5
    if yeses <= 1 or percent < edge:
        return f"{edge} % or less"
    if whole - yeses <= 1 or percent > 100 - edge:
        return f"{100 - edge} % or more"
    return f"about {percent} %"


def band(count):
    return f"about {int((count + 2) // 5 * 5)}" if count >= 5 else "fewer than 5"


def five(number):
    return int((number + 2.5) // 5 * 5)


def noise(ratio):
    share = ratio[0] / ratio[1]
    return {one: (1 - share) / (1 + share) * share ** abs(one) for one in range(-60, 61)}


@cache
def together(cells):
    """How likely the noise of so many cells adds up to each number."""
    sums = {0: 1.0}
    for _ in range(cells):
        more: defaultdict[int, float] = defaultdict(float)
        for one, likely in sums.items():
            for other, also in noise(THIRD).items():
                more[one + other] += likely * also
        sums = {one: likely for one, likely in more.items() if likely > 1e-12}
    return sums


@cache
def interval(value, answered, asked, cells, ratio):
    """The shares, of every whole percent, under which neither tail is below one in twenty."""
    seen = min(max(value, 0), answered)
    likely = {one: together(cells).get(answered - one, 0.0) for one in range(asked + 1)}
    likely = {one: chance for one, chance in likely.items() if chance >= max(likely.values()) / 1000}
    tails = []
    for percent in range(101):
        below = 0.0
        for whole, chance in likely.items():
            for yeses in range(whole + 1):
                by_chance = (
                    comb(whole, yeses) * (percent / 100) ** yeses * (1 - percent / 100) ** (whole - yeses)
                )
                below += chance * by_chance * tail(seen - yeses, ratio)
        tails.append(below / sum(likely.values()))
    enough = [percent for percent in range(101) if 1 - tails[percent] >= 0.05]
    low = min(enough) if enough else 100
    high = max([percent for percent in range(101) if tails[percent] >= 0.05], default=low)
    return low, max(high, low)


def interval_of_all(value, could):
    """The same where nothing but the yeses has noise; what can't be is read, and counted, as none or all."""
    seen, tails = min(max(value, 0), could), []
    for percent in range(101):
        by_chance = [
            comb(could, yeses) * (percent / 100) ** yeses * (1 - percent / 100) ** (could - yeses)
            for yeses in range(could + 1)
        ]
        kept: defaultdict[int, float] = defaultdict(float)
        for yeses, chance in enumerate(by_chance):
            for far, likely in noise(THIRD).items():
                kept[min(max(yeses + far, 0), could)] += chance * likely
        tails.append(sum(likely for one, likely in kept.items() if one < seen) + kept[seen] / 2)
    low = min([percent for percent in range(101) if 1 - tails[percent] >= 0.05], default=100)
    return low, max([percent for percent in range(101) if tails[percent] >= 0.05] + [low])


@cache
def tail(far, ratio):
    """How likely the noise is less than this, and half of how likely it is this."""
    each = noise(ratio)
    return sum(likely for one, likely in each.items() if one < far) + each.get(far, 0.0) / 2


def recompute(template, waves, people, taps, *, seed):
    """By wave, what its page says; `waves` as they closed, `people` those who were asked in each."""
    said, rng, found = answers_in(taps), random.Random(seed), {}
    for wave in waves:
        cells = with_noise(counts(template, wave, people[wave], said), rng)
        found[wave] = figures(template, wave, cells)
    return found
