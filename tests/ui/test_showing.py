"""What views are shown of a page, made from a page of our own without any window."""

from datetime import UTC, datetime, timedelta

import pytest

from reviewer.core import decisions as d
from reviewer.core.findings import Finding, Kind, Suggestion
from reviewer.core.fold import fold
from reviewer.core.ids import DecisionId, DocumentId, PageId
from reviewer.core.messages import Catalogue, Message
from reviewer.core.model import Document, Origin, Page
from reviewer.core.ports import PageRow
from reviewer.core.text import split_page
from reviewer.core.workflow import State, standing
from reviewer.services.approval import changes_of
from reviewer.services.pages import PageView
from reviewer.ui import showing

SAY = Catalogue.load()
NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
