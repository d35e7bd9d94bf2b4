"""People with several rows in a file: a post that is current counts, before one that is over or to come."""

from collections.abc import Collection, Sequence
from datetime import date

from bot.directory.batches import ENDS_ON, STARTS_ON, Batch, Post, is_over, places_not_current
from bot.directory.problems import Reject, Rejection
from bot.directory.rows import Row


class CurrentPosts:
    """`in_file` are the numbers that were taken. A post that is not current waits for the file's end, as far
    as anything hangs on it: a current one may follow.
    """

    def __init__(self, today: date) -> None:
        self._today = today.isoformat()
        self._waiting: dict[str, Post] = {}
        self._settled: set[str] = set()
        self._rejects: list[Reject] = []
        self.in_file: set[str] = set()

    def apart(self, batch: Batch) -> Sequence[Post]:
        """Take the posts out that are not current, and note who has one that is.

        Adds to the batch's rejects what stood in the file before.
        """
        others = places_not_current(batch.rows, self._today)
        posts = batch.take_out(others) if others else []
        self._leave_out_repeated(batch)
        batch.rejects += [post.left_out(Rejection.ENDED) for post in posts if post.number in self.in_file]
        return [post for post in posts if post.number not in self.in_file]

    def _leave_out_repeated(self, batch: Batch) -> None:
        numbers = [row[0] for row in batch.rows]
        if repeated := self.in_file.intersection(numbers):
            batch.leave_out({place for place, number in enumerate(numbers) if number in repeated})
        self.in_file.update(numbers)

    def put_aside(self, posts: Sequence[Post], *, changed: Collection[str]) -> list[Row]:
        """Returns the rows on which nothing hangs: over, of people nobody knows, or known as they are."""
        settled = []
        for post in posts:
            if post.number in changed or not is_over(post.row, self._today):
                self._wait(post)
            else:
                self._settled.add(post.number)
                settled.append(post.row)
        return settled

    def _wait(self, post: Post) -> None:
        """One of each person, the one that lasts longest."""
        other = self._waiting.setdefault(post.number, post)
        if other is not post:
            kept, void = sorted((other, post), key=self._rank, reverse=True)
            self._waiting[post.number] = kept
            self._rejects.append(void.left_out(Rejection.ENDED))

    def _rank(self, post: Post) -> tuple[bool, str, str]:
        row = post.row
        return not is_over(row, self._today), row[ENDS_ON] or "9", row[STARTS_ON] or ""

    def waiting(self) -> tuple[list[Row], list[Reject]]:
        """The rows of those who have no current post, and what is left out, once all of the file is known."""
        posts = list(self._waiting.values())
        rows = [post.row for post in posts if post.number not in self.in_file]
        void = [post.left_out(Rejection.ENDED) for post in posts if post.number in self.in_file]
        self.in_file.update(self._settled, self._waiting)
        return rows, sorted([*self._rejects, *void], key=lambda reject: reject.line)
