"""TEI written for tests, and printed documents of it."""

from io import BytesIO

from reviewer.core.printed import Block, Kind, Piece, Printed, plain_text
from reviewer.formats.printed import printed_document

HEADER = """
<fileDesc><titleStmt><title type="main">A letter on ice</title>
<title type="sub">from the river office</title><author>Office of Rivers</author>
<respStmt xml:id="x-ed1"><resp>review</resp><persName>Ada Reviewer</persName></respStmt>
<respStmt xml:id="x-ed2"><resp>approval</resp><persName>Bob Editor</persName></respStmt></titleStmt>
<editionStmt><edition n="4">Reviewed</edition></editionStmt>
<publicationStmt><publisher>River Archive</publisher><date when="2026-03-02">2 March 2026</date>
<idno type="URI">https://rivers.example/1</idno>
<availability><licence target="https://terms.example/by">Free to use</licence></availability>
</publicationStmt>
<sourceDesc><msDesc><msIdentifier><settlement>Ferryport</settlement>
<repository>River Archive</repository><idno type="shelfmark">R 7</idno></msIdentifier></msDesc>
</sourceDesc></fileDesc>
<encodingDesc><editorialDecl n="reading"><p/></editorialDecl></encodingDesc>
<profileDesc><correspDesc><correspAction type="sent"><persName>Agnes Flood</persName>
<placeName>Ferryport</placeName><date when="1931-02-03">3 February 1931</date></correspAction>
<correspAction type="received"><orgName>Office of Rivers</orgName></correspAction></correspDesc>
<particDesc><listPerson><person xml:id="x-pers-flood"><persName>Flood, Agnes</persName>
<idno type="VIAF">77</idno></person></listPerson></particDesc>
<settingDesc><listPlace><place xml:id="x-plc-ferryport"><placeName>Ferryport</placeName></place>
</listPlace></settingDesc></profileDesc>
<revisionDesc status="{status}">
<change n="4" when="2026-03-01T10:00:00Z" who="#x-ed2" status="approved">Approved.</change>
<change n="3" when="2026-02-01T10:00:00Z" who="#x-ed1" status="candidate">Done.</change>
</revisionDesc>
"""


def tei(body: str, status: str = "approved") -> bytes:
    """A file with this in the division that its document is."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="x" xml:lang="en">'
        f"<teiHeader>{HEADER.format(status=status)}</teiHeader>"
        f'<text><body><div type="document" xml:id="x-d1">{body}</div></body></text></TEI>'
    ).encode()


def printed(body: str, status: str = "approved") -> Printed:
    """The printed document of such a file."""
    return printed_document(BytesIO(tei(body, status)))


def pieces(body: str) -> list[Piece]:
    return list(printed(body).pieces)


def blocks(body: str) -> list[tuple[Kind, str]]:
    """Kind and text of each block."""
    return [
        (one.kind, plain_text(one.runs).strip()) for one in pieces(body) if isinstance(one, Block)
    ]
