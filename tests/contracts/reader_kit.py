"""What every reader must do. Subclass, and give `reader` and `samples`.

class TestMine(ReaderKit):
    reader = MyReader()
    samples = (Sample("letter.txt", b"Dear Sir", "Dear Sir"),)
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewer.core.archive import archive_of
from reviewer.core.errors import UnreadableFile
from reviewer.core.model import Line
from reviewer.core.ports import Holds, Reader
from reviewer.core.text import cut_tokens


@dataclass(frozen=True)
class Sample:
    """A file that the reader takes: its name, bytes, and the text of its pages joined."""

    name: str
    data: bytes
    text: str
    pages: int = 1


class ReaderKit:
    reader: ClassVar[Reader]
    samples: ClassVar[tuple[Sample, ...]]

    @pytest.fixture
    def files(self, tmp_path: Path) -> list[tuple[Sample, Path]]:
        found = []
        for i, sample in enumerate(self.samples):
            folder = tmp_path / str(i)
            folder.mkdir()
            path = folder / sample.name
            path.write_bytes(sample.data)
            found.append((sample, path))
        return found

    def test_says_how_sure_it_is_and_why(self, files: list[tuple[Sample, Path]]) -> None:
        assert self.reader.name
        assert self.reader.holds in Holds
        for sample, path in files:
            verdict = self.reader.sniff(path, sample.data[: 1 << 16])
            assert 0 < verdict.score <= 1, sample.name
            assert verdict.reason

    # The kit's tests are one function that each subclass runs.
    @settings(suppress_health_check=[HealthCheck.differing_executors])
    @given(head=st.binary(max_size=300))
    def test_sniffing_never_fails(self, head: bytes) -> None:
        verdict = self.reader.sniff(Path("nowhere"), head)
        assert 0 <= verdict.score <= 1
        assert verdict.reason

    def test_keeps_the_text(self, files: list[tuple[Sample, Path]]) -> None:
        for sample, path in files:
            assert "".join(page.text for page in self.reader.read(path).pages) == sample.text

    def test_numbers_pages_lines_and_tokens(self, files: list[tuple[Sample, Path]]) -> None:
        for sample, path in files:
            pages = list(self.reader.read(path).pages)
            assert [page.number for page in pages] == list(range(1, sample.pages + 1)), sample.name
            for page in pages:
                assert [line.n for line in page.lines] == list(range(len(page.lines)))
                assert [token.n for token in page.tokens] == list(range(len(page.tokens)))
                assert all(_spans(line) == list(cut_tokens(line.text)) for line in page.lines)

    def test_names_where_the_text_came_from(self, files: list[tuple[Sample, Path]]) -> None:
        for sample, path in files:
            new = self.reader.read(path)
            assert new.title.strip()
            if archive := archive_of(new):  # the origin is that of the file once imported
                assert archive.sha256 == hashlib.sha256(sample.data).hexdigest()
                continue
            assert new.origin.filename == sample.name
            assert new.origin.sha256 == hashlib.sha256(sample.data).hexdigest()
            assert new.origin.size == len(sample.data)
            assert new.origin.format == self.reader.name

    def test_reads_the_same_twice(self, files: list[tuple[Sample, Path]]) -> None:
        for _, path in files:
            one, other = self.reader.read(path), self.reader.read(path)
            assert list(one.pages) == list(other.pages)
            assert (one.title, one.origin, one.header) == (other.title, other.origin, other.header)

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        path = tmp_path / "missing"
        with pytest.raises(UnreadableFile) as caught:
            list(self.reader.read(path).pages)
        assert "missing" in str(caught.value)


def _spans(line: Line) -> list[tuple[int, int]]:
    return [(token.start, token.end) for token in line.tokens]
