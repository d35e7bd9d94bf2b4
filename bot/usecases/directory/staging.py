"""An import under way: rows are staged in many short transactions, and shown all at once by a last one."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import partial

from bot.directory.batches import Batch
from bot.directory.problems import Reject
from bot.directory.rows import Row
from bot.domain.directory import Change, DirectoryEntry, DirectoryImport, KnownBy, has_left
from bot.storage.database import Database
from bot.storage.directory.imports import Compared, Piece
from bot.storage.repositories import Repositories
from bot.usecases.directory.changes import SLACK_ID, Known, Sorted, sort_out
from bot.usecases.directory.clearing import MOST_READ, MOST_ROWS, clear_away
from bot.usecases.directory.current_posts import CurrentPosts
from bot.usecases.directory.posts import Posts

MOST_CLAIMS = 100


class Overtaken(Exception):
    """What was compared is not so any more: another import was quicker, or somebody was deleted."""


class Staging:
    """First begin, then take each piece, then what waits, then count who left; then settle and
    show it, or give up.

    With `stores` False it only counts.
    """

    def __init__(self, db: Database, workspace_id: str, *, today: date, stores: bool) -> None:
        self._db, self._workspace_id, self._today = db, workspace_id, today
        self._stores = stores
        self._number: int | None = None
        self._latest: DirectoryImport | None = None
        self._forgotten: dict[str, str] = {}
        self._posts = Posts(workspace_id, {})
        self._is_first = False
        self._current = CurrentPosts(today)
        self._unread: set[str] = set()
        self._nameless = 0
        self._claims: list[tuple[str, str]] = []
        self._has_staged = False
        self._touched = 0
        self.known = 0
        self.unplaced = 0
        self.changes: Counter[Change] = Counter()

    async def begin(self) -> None:
        """Raises NotFound for a workspace that is unknown."""
        if self._stores:
            await self._db.in_one_trip(self._reserve)
        async with self._db.reading() as repos:
            await repos.workspaces.get(self._workspace_id)
            self._latest = await repos.directory_imports.find_latest(self._workspace_id)
            self._is_first = await repos.directory_imports.is_empty(self._workspace_id)
            self._forgotten = await repos.forgetting.list_forgotten(self._workspace_id)
            self._posts = Posts(self._workspace_id, self._forgotten)
            self.known = await repos.directory.count(self._workspace_id, self._today)

    async def _reserve(self, repos: Repositories) -> None:
        await repos.workspaces.get(self._workspace_id)
        self._number = await repos.directory_imports.begin(self._workspace_id)
        await self._hold(repos)

    async def take(self, batch: Batch) -> None:
        """Add to the batch's rejects who stood in the file before."""
        if posts := self._current.apart(batch):
            async with self._db.reading() as repos:
                compared = await self._compare(repos, [post.row for post in posts])
            await self._take(self._current.put_aside(posts, changed=compared.changed))
        self._note_unread(batch.rejects)
        await self._take(batch.rows)

    async def take_waiting(self) -> Sequence[Reject]:
        """Once the whole file is taken: those without a current post. Returns the posts that are left out."""
        rows, rejects = self._current.waiting()
        for at in range(0, len(rows), MOST_READ):
            await self._take(rows[at : at + MOST_READ])
        return rejects

    async def _take(self, given: Sequence[Row]) -> None:
        rows = self._posts.without_forgotten(given)
        # Nobody waits for what is read; whether it is still so is asked again where it is written.
        touched = self._touched
        async with self._db.reading() as repos:
            compared = await self._compare(repos, rows)
        news = [row for row in rows if row[0] in compared.fresh or row[0] in compared.changed]
        self.changes[Change.UNCHANGED] += len(rows) - len(news)
        for at in range(0, len(news), MOST_ROWS):
            await self._take_piece(news[at : at + MOST_ROWS], compared, touched)

    async def _take_piece(self, rows: Sequence[Row], compared: Compared, touched: int) -> None:
        async with self._db.reading() as repos:
            known = await self._know(repos, rows, compared)
        piece = self._sort(rows, known)
        if self._number is not None and (piece.added or piece.changed):
            piece = await self._db.in_one_trip(partial(self._stage, self._number, rows, touched, piece))
            self._has_staged = True
        self._claims += piece.claims
        self.changes += piece.counts

    def _note_unread(self, rejects: Sequence[Reject]) -> None:
        """For a row that cannot be read, nobody counts as gone."""
        unread = {one.employee_id for one in rejects if one.employee_id}
        self._nameless += sum(one.loses and one.employee_id is None for one in rejects)
        self._unread.update(unread, self._posts.of(unread))

    async def _know(self, repos: Repositories, rows: Sequence[Row], compared: Compared) -> Known:
        numbers = {row[0] for row in rows}
        entries = await self._entries(repos, compared.changed & numbers)
        linked = await self._linked(repos, [row[SLACK_ID] for row in rows if row[SLACK_ID]])
        return Known(compared.fresh & numbers, entries, linked)

    async def _compare(self, repos: Repositories, rows: Sequence[Row]) -> Compared:
        if self._is_first:
            return Compared(frozenset(row[0] for row in rows), frozenset())
        hashes = {row[0]: row[-1] for row in rows}
        return await repos.directory_imports.compare(self._workspace_id, hashes)

    async def _entries(self, repos: Repositories, numbers: Collection[str]) -> Mapping[str, DirectoryEntry]:
        if not numbers:
            return {}
        entries = await repos.directory_imports.list_by_ids(self._workspace_id, list(numbers))
        if len(entries) < len(numbers):
            raise Overtaken
        return entries

    async def _linked(self, repos: Repositories, user_ids: Sequence[str]) -> frozenset[str]:
        if not user_ids:
            return frozenset()
        imports = repos.directory_imports
        return await imports.linked_users(self._workspace_id, user_ids, number=self._number)

    def _sort(self, rows: Sequence[Row], known: Known) -> Sorted:
        fresh = self._posts.without_namesakes([row for row in rows if row[0] in known.fresh])
        return sort_out(
            rows,
            known,
            fresh=fresh,
            today=self._today,
            may_link=lambda user_id: not self._posts.has_forgotten(user_id),
        )

    async def _stage(
        self, number: int, rows: Sequence[Row], touched: int, piece: Sorted, repos: Repositories
    ) -> Sorted:
        await self._hold(repos)
        if self._touched != touched:
            known = await self._know(repos, rows, await self._compare(repos, rows))
            piece = self._sort(rows, known)
        if piece.added:
            await repos.directory_imports.add_rows(self._workspace_id, piece.added, number=number)
        await repos.directory_imports.save_changed(piece.changed, number=number)
        return piece

    async def _hold(self, repos: Repositories) -> None:
        """Nobody is linked meanwhile; note how often somebody was."""
        held = await repos.directory_imports.hold(self._workspace_id)
        if held is None or self._number is None or held.over >= self._number:
            raise Overtaken
        self._touched = held.touched

    async def count_leavers(self) -> None:
        """Once the whole file is taken. `unplaced` are rows of which nobody knows whose they are."""
        self._current.in_file.update(self._posts.numbers)
        lost = self._unread - self._current.in_file
        after: str | None = ""
        while after is not None:
            piece = await self._next(after, limit=MOST_READ)
            if piece:
                gone = [one for one in self._gone(piece) if one in piece.there]
                self.changes[Change.LEFT] += len(gone)
                lost.difference_update(piece.stay)
            after = piece.until if piece else None
        self.unplaced = self._nameless + len(lost)

    async def _next(self, after: str, *, limit: int) -> Piece | None:
        async with self._db.reading() as repos:
            return await repos.directory_imports.list_piece(
                self._workspace_id, today=self._today, after=after, limit=limit
            )

    def _gone(self, piece: Piece) -> list[str]:
        in_file, unread = self._current.in_file, self._unread
        return [one for one in piece.stay if one not in in_file and one not in unread]

    async def show(self, *, file_key: str) -> int:
        """All of it, at once; returns how many Slack ids stay with somebody else.

        Raises Overtaken, and then nothing is shown.
        """
        assert self._number is not None
        self._has_staged = await self._says_something(self._number)
        lost = await self._complete(self._number) if self._has_staged else 0
        await self._db.in_one_trip(partial(self._switch, self._number, file_key))
        return lost

    async def _switch(self, number: int, file_key: str, repos: Repositories) -> None:
        await self._hold(repos)
        if await repos.forgetting.list_forgotten(self._workspace_id) != self._forgotten:
            raise Overtaken
        for manager, of_slack in self._posts.found.items():
            await repos.forgetting.remember_number(self._workspace_id, manager, of_slack)
        if latest := self._last(number, file_key):
            await repos.directory_imports.save(latest)
        await repos.directory_imports.finish(self._workspace_id)

    def _last(self, number: int, file_key: str) -> DirectoryImport | None:
        """None where all is as it was, and the file too."""
        if self._has_staged or self._latest is None:
            return DirectoryImport(self._workspace_id, number, file_key, self._today)
        if self._latest.file_key == file_key:
            return None
        return DirectoryImport(self._workspace_id, self._latest.number, file_key, self._today)

    async def _says_something(self, number: int) -> bool:
        """Stage what is known of posts, and say whether anything is to be shown."""
        is_news = await self._db.in_one_trip(partial(self._stage_posts, number))
        return self._has_staged or is_news or bool(self.changes[Change.LEFT] or self._posts.found)

    async def _stage_posts(self, number: int, repos: Repositories) -> bool:
        """Whether anything is new of them."""
        posts = self._posts.entries()
        await self._hold(repos)
        before = await repos.directory_imports.list_by_ids(
            self._workspace_id, [one.employee_id for one in posts]
        )
        news = [(one, 0) for one in posts if before.get(one.employee_id) != one]
        await repos.directory_imports.save_changed(news, number=number)
        return bool(news)

    async def _complete(self, number: int) -> int:
        """With all who are as they were, and those who left."""
        after: str | None = ""
        while after is not None:
            piece = await self._next(after, limit=MOST_ROWS)
            if piece:
                await self._db.in_one_trip(partial(self._copy, number, after, piece))
            after = piece.until if piece else None
        for manager, post in self._posts.renamed():
            await self._db.in_one_trip(partial(self._rename, number, manager, post))
        return await self._settle_claims(number)

    async def _copy(self, number: int, after: str, piece: Piece, repos: Repositories) -> None:
        await self._hold(repos)
        await repos.directory_imports.copy(
            self._workspace_id,
            number=number,
            after=after,
            until=piece.until,
            left=self._gone(piece),
            today=self._today,
        )

    async def _rename(self, number: int, manager: str, post: str, repos: Repositories) -> None:
        await self._hold(repos)
        await repos.directory_imports.name_post(self._workspace_id, number=number, manager=manager, post=post)

    async def _settle_claims(self, number: int) -> int:
        """Now that all is known: people may have changed places, or somebody has left who had the id."""
        pieces = [self._claims[at : at + MOST_CLAIMS] for at in range(0, len(self._claims), MOST_CLAIMS)]
        for piece in pieces:
            await self._db.in_one_trip(partial(self._make_room, number, piece))
        return sum([await self._db.in_one_trip(partial(self._link, number, piece)) for piece in pieces])

    async def _make_room(self, staged: int, claims: Sequence[tuple[str, str]], repos: Repositories) -> None:
        await self._hold(repos)
        for number, user_id in claims:
            mine = await repos.directory.find(self._workspace_id, number, staged=staged)
            if mine and mine.user_id not in (None, user_id):
                await repos.directory.unlink(self._workspace_id, number, staged=staged)

    async def _link(self, staged: int, claims: Sequence[tuple[str, str]], repos: Repositories) -> int:
        await self._hold(repos)
        directory, workspace_id, lost = repos.directory, self._workspace_id, 0
        for number, user_id in claims:
            holder = await directory.find_by_user(workspace_id, user_id, staged=staged)
            if holder and holder.employee_id != number and has_left(holder, self._today):
                await directory.unlink(workspace_id, holder.employee_id, staged=staged)
            if not self._posts.has_forgotten(user_id):
                by = KnownBy.SLACK_ID
                lost += not await directory.link(workspace_id, number, user_id, by, staged=staged)
        return lost

    async def give_up(self) -> None:
        """Take away what was staged."""
        if self._number is not None:
            await clear_away(self._db, self._workspace_id, number=self._number)
