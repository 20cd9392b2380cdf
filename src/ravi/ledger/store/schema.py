"""The tables of a ledger, one schema for SQLite and PostgreSQL.

``reports`` and ``claims`` are what was read, ``incidents`` which claims speak of one event,
``links`` the machine's reasons for it and ``judgements`` a person's, which nothing overwrites.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """A point in time that comes back with its zone: SQLite keeps none, and what it kept is in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment, in UTC where the database names no zone."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


migrations = Table(
    "migrations",
    metadata,
    Column("name", Text, primary_key=True),
    Column("applied", Moment, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    # The hash of the text's normalised words: the same for every spelling of one text.
    Column("text_key", Text, nullable=False, index=True),
    Column("language", Text, nullable=False),
    Column("publisher", Text, index=True),
    Column("published", Date, index=True),
    Column("published_at", Text),  # the minute on the publisher's clock, ISO 8601 without a zone
    Column("published_why", Text, nullable=False, default=""),
    Column("title", Text),
    Column("name", Text),  # the id that the report brought along
    Column("url", Text, index=True),
    Column("source", Text, nullable=False, default=""),
    Column("added", Moment, nullable=False),
    Column("reader", Text, nullable=False, index=True),
    Column("signature", LargeBinary, nullable=False),
    Column("copy_of", Text, index=True),
    Column("replaces", Text),
    Column("current", Boolean, nullable=False, default=True),
    Column("words", LargeBinary),  # the words of its first lines that linking compares, packed (``packing``)
)

bands = Table(
    "bands",
    metadata,
    Column("band", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    Column("a", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("b", Text, ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("alike", Float, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("place", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", Text),
    # The days it is about: its own time, else the day of publication.
    Column("first_day", Date),
    Column("last_day", Date),
    Column("incident", Text),
    Column("profile", LargeBinary),  # what linking compares, packed (``packing``); null: not linked
    Column("mass", Float),  # how much it counts in its incident (``linking.Profile.mass``)
    Column(
        "data", JSON, nullable=False
    ),  # the claim as ``docs/format.md`` has it, with its reasons, less what is empty
    Index("claims_by_incident", "incident"),
    # Questions are answered from these without the claims themselves, whose rows are long.
    Index("claims_by_type", "type", "first_day", "last_day", "incident"),
    Index("claims_by_day", "first_day", "last_day", "incident"),
    Index("claims_by_country", "country", "first_day"),
    Index("claims_by_spot", "latitude", "longitude"),
)

names = Table(
    "names",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),  # agent, target, place, area (round the place), voice, origin
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),  # a known actor's name, else the consonants (``reading.name_keys``)
    Index("names_by_key", "key", "role"),
    sqlite_with_rowid=False,
)

counts = Table(
    "counts",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("low", Integer),
    Column("high", Integer),
    sqlite_with_rowid=False,
)

blocks = Table(
    "blocks",
    metadata,
    Column(
        "key", BigInteger, primary_key=True, autoincrement=False
    ),  # the key of ``linking.blocks`` as a number, its days first
    Column("claim", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

# Pairs of claims by their numbers, the lower one first; ``reasons`` are packed (``packing``).
links = Table(
    "links",
    metadata,
    Column("a", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True),
    Column("b", Integer, ForeignKey("claims.number", ondelete="CASCADE"), primary_key=True, index=True),
    Column("value", Float, nullable=False),
    Column("reasons", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# What a person decided of two claims, in order; a decision (about several pairs) is taken back by a later one.
judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("decision", Text, nullable=False, index=True),
    Column("a", Text, nullable=False, index=True),
    Column("b", Text, nullable=False, index=True),
    Column("verdict", Text, nullable=False),  # same, different, open
    Column("who", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
)

# What each incident comes to, kept for asking; follows from its claims alone.
incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("place", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("changed", Moment, nullable=False),
    Index("incidents_by_day", "first_day", "id"),
    Index("incidents_by_type", "type", "first_day"),
)

# What a person says of a claim's reading, in order; nothing is overwritten, the latest of a field counts.
# Named by the claim's id, and by its trigger and type for when a later reader gives it another id.
corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, index=True),  # one act of a person, which may be about several fields
    Column("claim", Text, nullable=False, index=True),
    Column("report", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("field", Text, nullable=False),  # verdict, or a field of the claim in ``docs/format.md``
    Column("value", JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("at", Moment, nullable=False),
)

# How each voice of an incident stands among the others; follows from the incident's claims alone.
standings = Table(
    "standings",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("voice", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("others", Integer, nullable=False),  # independent voices beside it
    Column("contradicted", Boolean, nullable=False),
    Index("standings_by_name", "kind", "name"),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("state", JSON, nullable=False),
)
