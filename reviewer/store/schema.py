"""The tables, and what guards them. Each released form is frozen in `migrations/versions`.

Words are those of the glossary; the ledger's table holds one `decision` a row. Columns that lists
need (counts, state) are kept beside the page, so that no list has to fold anything.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from reviewer.core.states import State
from reviewer.store.columns import Json, Moment, Verbatim

HEAD = "0005"
"""The revision of the tables as they stand here."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005")
"""All revisions that this version can open, oldest first; those before HEAD are upgraded."""

APPLICATION = "reviewer"
APPLICATION_ID = 0x52565752
"""Stands in the header of every project.db ("RVWR"), so that file(1) and we know our own."""

IN_BATCH = text("batch <> ''")
IS_OPEN = text("is_open")
OPEN_NAME = text("is_open AND kind = 'name variant'")
"""Conditions of partial indexes. A query that should take the index says them in the same words."""
WHERE = "where"
"""What an index is told of its condition; databases hear of it when tables are made."""


def pages_in(state: State) -> str:
    """The column that counts a document's pages in a state."""
    return f"pages_{state.name.lower()}"


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Alembic's own table, laid here too so that a new project needs no Alembic. It is the one place
# where the revision stands.
alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)

project = Table(
    "project",
    metadata,
    Column("application", String(32), primary_key=True),
    Column("created", Moment, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Verbatim, nullable=False, unique=True),
    Column("title", Verbatim, nullable=False),
    Column("filename", Verbatim, nullable=False),
    Column("sha256", Verbatim, nullable=False, index=True),
    Column("format", Verbatim, nullable=False),
    Column("encoding", Verbatim, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("language", Verbatim, nullable=False),
    Column("header", Json, nullable=False),
    Column("imported_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("settled", Integer, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,  # an id that once named a document never names another
)

# `settled` is the revision that the last decision made which is more than talk: what people say to
# one another keeps nobody from deciding (`store.ledger`). Of a document, it is that of its header.
#
# `findings` to `decided` are what services say of the page; `queued` is how many of its rows in
# `finding` are open, kept by the store itself, because counting a million rows takes too long.
page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", Verbatim, nullable=False),
    Column("image_path", Verbatim),
    Column("image_width", Integer),
    Column("image_height", Integer),
    Column("image_mime", Verbatim),
    Column("tokens", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(32), nullable=False),
    Column("findings", Integer, nullable=False),
    Column("open_findings", Integer, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("queued", Integer, nullable=False),
    Column("engine", Verbatim),
    Column("dictionary", Verbatim),
    Column("settled", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("(engine IS NULL) = (dictionary IS NULL)", name="stamp"),
    Index("ix_page_order", "document_id", "number", unique=True),
    sqlite_autoincrement=True,
)

# `words` is NULL where the tokens are those that core.text.cut_tokens gives and have neither box
# nor confidence, as in all plain text; else each is [start, end, confidence] and, where it has a
# box, left, top, right, bottom, and then a list of its alternatives, where it has any.
line = Table(
    "line",
    metadata,
    Column("page_id", ForeignKey("page.id"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("text", Verbatim, nullable=False),
    Column("end", Verbatim, nullable=False),
    Column("role", String(32), nullable=False),
    Column("left", Integer),
    Column("top", Integer),
    Column("right", Integer),
    Column("bottom", Integer),
    Column("words", Json),
    PrimaryKeyConstraint("page_id", "n"),
    sqlite_with_rowid=False,  # the lines of a page lie together
)

# What a source with a layout says of its page and lines beyond text and boxes; plain text has none.
layout = Table(
    "layout",
    metadata,
    Column("page_id", ForeignKey("page.id"), primary_key=True, autoincrement=False),
    Column("record", Json, nullable=False),
)

# The files that pages were read from, packed by zlib.
original = Table(
    "original",
    metadata,
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("name", Verbatim, nullable=False),
    Column("sha256", Verbatim, nullable=False),
    Column("format", Verbatim, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("document_id", "name"),
)

# Each page's text to search in, as core.page_text says: as imported, and as it reads now where that
# differs (else NULL), with the words where they are no plain pieces, and the same folded, which a
# search in the database looks at. `revision` is that of the page when `present` was written; where
# the page has another one by now, the present text is behind. An empty source has a row too.
page_text = Table(
    "page_text",
    metadata,
    Column("page_id", ForeignKey("page.id"), primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("source_folded", Verbatim, nullable=False),
    Column("present_folded", Verbatim),
    Column("source", Verbatim, nullable=False),
    Column("source_words", Json),
    Column("present", Verbatim),
    Column("present_words", Json),
)

# What another run of OCR made of the page's picture.
second_reading = Table(
    "second_reading",
    metadata,
    Column("page_id", ForeignKey("page.id"), primary_key=True, autoincrement=False),
    Column("engine", Verbatim, nullable=False),
    Column("record", Json, nullable=False),
)

# `position` is the revision that the decision made of its place. Two partial indexes hold it
# unique, because NULL page ids count as different in a plain one. `person` is the name folded,
# `login` that of the database, empty where it has none.
decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("page_id", ForeignKey("page.id")),
    Column("position", Integer, nullable=False),
    Column("by", Verbatim, nullable=False),
    Column("person", Verbatim, nullable=False),
    Column("at", Moment, nullable=False),
    Column("act", String(32), nullable=False),
    Column("record", Json, nullable=False),
    Column("grounds", Json, nullable=False),
    Column("batch", Verbatim, nullable=False),
    Column("login", Verbatim, nullable=False, server_default=text("''")),
    Index("ix_decision_document", "document_id", "id"),
    Index("ix_decision_person", "person", "id"),
    Index(
        "ix_decision_page_position",
        "page_id",
        "position",
        unique=True,
        info={WHERE: text("page_id IS NOT NULL")},
    ),
    Index(
        "ix_decision_document_position",
        "document_id",
        "position",
        unique=True,
        info={WHERE: text("page_id IS NULL")},
    ),
    Index(
        "ix_decision_batch",
        "batch",
        "id",
        info={WHERE: IN_BATCH},
    ),
    sqlite_autoincrement=True,  # ids are the order of the ledger and are never given twice
)

# What the list of documents shows, kept with whatever changes it: pages by state, words, open
# findings and threads, who did what last. `folded` is name and title to search in, `due` a day
# (YYYY-MM-DD).
listing = Table(
    "listing",
    metadata,
    Column("document_id", ForeignKey("document.id"), primary_key=True, autoincrement=False),
    Column("folded", Verbatim, nullable=False),
    Column("state", String(32), nullable=False),
    *(Column(pages_in(state), Integer, nullable=False) for state in State),
    Column("words", Integer, nullable=False),
    Column("open_findings", Integer, nullable=False),
    Column("threads", Integer, nullable=False),
    Column("questions", Integer, nullable=False),
    Column("submitted_by", Verbatim, nullable=False),
    Column("approved_by", Verbatim, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment),
    Column("changed_by", Verbatim, nullable=False),
    Column("due", String(10)),
)

# Who decided anything where; page 0 is the document's header. `person` is the name folded.
worker = Table(
    "worker",
    metadata,
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("person", Verbatim, nullable=False),
    Column("page_id", Integer, nullable=False),
    PrimaryKeyConstraint("document_id", "person", "page_id"),
    Index("ix_worker_person", "person", "page_id"),
    Index("ix_worker_page", "page_id"),
)

# The threads of pages, and (page NULL) of headers; the id is that of the decision that opened it.
# `person` opened it, `people` are all who spoke, each between line ends; all names are folded, and
# so is `said`, all that was said.
thread = Table(
    "thread",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("document_id", ForeignKey("document.id"), nullable=False),
    Column("page_id", ForeignKey("page.id")),
    Column("person", Verbatim, nullable=False),
    Column("people", Verbatim, nullable=False),
    Column("said", Verbatim, nullable=False),
    Column("asks", Boolean, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("last", Integer, nullable=False),
    Index("ix_thread_place", "document_id", "page_id"),
    Index("ix_thread_last", "last"),
    Index("ix_thread_open", "last", info={WHERE: IS_OPEN}),
    Index("ix_thread_person", "person", "last"),
)

# Document and number of the page stand here again: the queue is in page order over the whole
# project, and only an index over this one table answers it without sorting. The source of both
# never changes, so they cannot grow stale. `form` (as core.text.fold_case has it) to `probability`
# stand in the record too, `first` is the text of its first suggestion, empty where it has none;
# `confidence` is the lowest that OCR gave the tokens, NULL for none. Queues go by these.
finding = Table(
    "finding",
    metadata,
    Column("page_id", ForeignKey("page.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("document_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("form", Verbatim, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("probability", Float, nullable=False),
    Column("first", Verbatim, nullable=False),
    Column("confidence", Float),
    Column("record", Json, nullable=False),
    PrimaryKeyConstraint("page_id", "ordinal"),
    Index(
        "ix_finding_open",
        "document_id",
        "number",
        "ordinal",
        info={WHERE: IS_OPEN},
    ),
    Index(
        "ix_finding_form",
        "form",
        "first",
        "document_id",
        "number",
        "ordinal",
        info={WHERE: IS_OPEN},
    ),
    Index(
        "ix_finding_name",
        "first",
        "document_id",
        "number",
        "ordinal",
        info={WHERE: OPEN_NAME},
    ),
    Index(
        "ix_finding_confidence",
        "confidence",
        info={WHERE: IS_OPEN},
    ),
)

# What people put off; `person` is the name folded, `key` that of a finding of the page.
skipped = Table(
    "skipped",
    metadata,
    Column("person", Verbatim, nullable=False),
    Column("page_id", ForeignKey("page.id"), nullable=False),
    Column("key", Text, nullable=False),
    PrimaryKeyConstraint("person", "page_id", "key"),
)

# What an approved page taught, at which revision of it, its source judged by which engine.
lesson = Table(
    "lesson",
    metadata,
    Column("page_id", ForeignKey("page.id"), primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("engine", Verbatim, nullable=False),
    Column("dictionary", Verbatim, nullable=False),
    Column("record", Json, nullable=False),
)

# The project's layer of the lexicon.
entry = Table(
    "entry",
    metadata,
    Column("kind", String(32), nullable=False),
    Column("preferred", Verbatim, nullable=False),
    Column("record", Json, nullable=False),
    PrimaryKeyConstraint("kind", "preferred"),
)

# The value is wrapped in a list of one, so that the JSON value null differs from NULL.
setting = Table(
    "setting",
    metadata,
    Column("name", Verbatim, primary_key=True),
    Column("value", Json, nullable=False),
)
