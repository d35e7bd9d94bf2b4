"""Messages that could not be delivered, in every variant."""

from bot.views.delivery import undelivered
from bot.views.delivery.undelivered import (
    REASONS,
    REASONS_IN_A_CHANNEL,
    REASONS_TOGETHER,
    NotDelivered,
    UndeliveredPage,
)

WHY = [*REASONS, "restricted_action"]


def variants(program):
    introduction = NotDelivered(1, "Introduction", ("UNIA", "UOMAR"), WHY[0])
    all_reasons = [NotDelivered(number, "A note", (), why) for number, why in enumerate(WHY)]
    together = [
        NotDelivered(number, "Introduction", ("UNIA", "UOMAR"), why)
        for number, why in enumerate(REASONS_TOGETHER)
    ]
    in_a_channel = [
        NotDelivered(number, "Summary of the program", (), why, channel_id="C1")
        for number, why in enumerate((*REASONS_IN_A_CHANNEL, "is_archived", "not_in_channel"))
    ]
    return {
        "undelivered_in_a_channel": undelivered.undelivered(
            UndeliveredPage(program, in_a_channel, count=len(in_a_channel))
        ),
        "undelivered": undelivered.undelivered(UndeliveredPage(program, [introduction], count=1)),
        "undelivered_reasons": undelivered.undelivered(UndeliveredPage(program, all_reasons, count=len(WHY))),
        "undelivered_reasons_together": undelivered.undelivered(
            UndeliveredPage(program, together, count=len(together))
        ),
        "undelivered_page_2": undelivered.undelivered(
            UndeliveredPage(program, [introduction] * 20, count=50, page=1, pages=3),
            said="We'll try again, at a time that suits its readers.",
        ),
        "undelivered_nothing": undelivered.undelivered(UndeliveredPage(program, [], count=0)),
    }
