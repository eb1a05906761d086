"""What an operation touched. A screen redraws only for that."""

from dataclasses import dataclass, field

from reviewer.core.ids import DocumentId, PageId


@dataclass(frozen=True, slots=True)
class Changes:
    """A summary of what changed: pages whose reading, findings or standing differ, and documents.

    `listing`: documents or pages came or went. `settings`: a project setting changed.
    """

    readings: frozenset[PageId] = field(default_factory=frozenset)
    findings: frozenset[PageId] = field(default_factory=frozenset)
    standings: frozenset[PageId] = field(default_factory=frozenset)
    documents: frozenset[DocumentId] = field(default_factory=frozenset)
    listing: bool = False
    settings: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            self.readings | other.readings,
            self.findings | other.findings,
            self.standings | other.standings,
            self.documents | other.documents,
            self.listing or other.listing,
            self.settings or other.settings,
        )

    def __bool__(self) -> bool:
        return self != Changes()

    @property
    def pages(self) -> frozenset[PageId]:
        """All pages that differ in any way."""
        return self.readings | self.findings | self.standings
