"""Rows of feedback; as with the other tables, nothing outside bot.storage imports them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Index, LargeBinary, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from bot.domain.feedback.items import AskedItem, For, Scale
from bot.domain.feedback.waves import WaveKind
from bot.domain.joining.enrolments import Role
from bot.storage.columns import belongs_to, one_of, workspace_key


class AskedItems(TypeDecorator[tuple[AskedItem, ...]]):
    """The questions of a wave, kept as JSON and read once for all who answer."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[AskedItem] | None, dialect: Dialect) -> str:
        return json.dumps([asdict(one) for one in value or ()])

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[AskedItem, ...]:
        return _items(value or "[]")


@lru_cache(maxsize=64)
def _items(written: str) -> tuple[AskedItem, ...]:
    return tuple(_item(one) for one in json.loads(written))


def _item(kept: dict[str, Any]) -> AskedItem:
    lists = {name: tuple(kept[name]) for name in ("options", "yes")}
    return AskedItem(**kept | lists | {"scale": Scale(kept["scale"]), "asked_of": For(kept["asked_of"])})


class FeedbackKeyRow(SQLModel, table=True):
    """The secret of an intake, encrypted; all its answers go with it on `dies_on`."""

    __tablename__ = "feedback_key"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    intake: str = Field(primary_key=True)
    secret: str = Field(sa_type=Text)
    dies_on: date


class WaveRow(SQLModel, table=True):
    __tablename__ = "wave"
    __table_args__ = (belongs_to("program", program_id="id"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    intake: str = Field(primary_key=True)
    kind: WaveKind = Field(sa_type=one_of(WaveKind), primary_key=True)
    opens_on: date
    closes_on: date
    items: tuple[AskedItem, ...] = Field(sa_type=AskedItems)
    frozen_on: date | None


class WavePlaceRow(SQLModel, table=True):
    """That somebody is asked, and whether they opened and finished it; not what they said."""

    __tablename__ = "wave_place"
    __table_args__ = (
        belongs_to("wave", program_id="program_id", intake="intake", kind="kind"),
        belongs_to("person", user_id="user_id"),
        Index("ix_wave_place_user", "workspace_id", "user_id"),
    )

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    intake: str = Field(primary_key=True)
    kind: WaveKind = Field(sa_type=one_of(WaveKind), primary_key=True)
    user_id: str = Field(primary_key=True)
    role: Role = Field(sa_type=one_of(Role))
    is_early: bool
    is_opened: bool
    is_finished: bool


class AnswerBlobRow(SQLModel, table=True):
    """The sealed answers of somebody; `key` is an HMAC of who it is."""

    __tablename__ = "answer_blob"
    __table_args__ = (belongs_to("feedback_key", program_id="program_id", intake="intake"),)

    workspace_id: str = workspace_key()
    program_id: str = Field(primary_key=True)
    intake: str = Field(primary_key=True)
    kind: WaveKind = Field(sa_type=one_of(WaveKind), primary_key=True)
    key: str = Field(primary_key=True)
    sealed: bytes = Field(sa_type=LargeBinary)


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


feedback_key = _table(FeedbackKeyRow)
wave = _table(WaveRow)
wave_place = _table(WavePlaceRow)
answer_blob = _table(AnswerBlobRow)
