import os
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewer.core.errors import Cancelled, RecognitionFailed
from reviewer.core.model import Image
from reviewer.core.ports import RecognitionOptions, Recognizer
from reviewer.formats.recognition import tesseract
from reviewer.formats.recognition.tesseract import Tesseract, find, three_letters
from tests.formats.recognition.drawing import drawn, saved
from tests.formats.recognition.kit import RecognizerKit

ENGLISH = "Tesseract with its English data (apt-get install tesseract-ocr tesseract-ocr-eng)"


class TestInstalled(RecognizerKit):
    @pytest.fixture
    def recognizer(self, need: Callable[[object, str], None]) -> Recognizer:
        made = Tesseract()
        need("en" in made.languages(), ENGLISH)
        return made

    def test_its_own_name_of_a_language_serves_too(
        self, recognizer: Recognizer, image: Image
    ) -> None:
        page = recognizer.recognize(image, RecognitionOptions(languages=("eng",)))
        assert page.lines[0].text == "Telegram from London"


needs_scripts = pytest.mark.skipif(
    sys.platform == "win32", reason="a program of a few lines cannot be called there by its name"
)


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a program that answers Tesseract's questions, and does `body` when it is to read."""

    def make(body: str) -> Path:
        path = tmp_path / "tesseract"
        path.write_text(
            f"#!{sys.executable}\n"
            + textwrap.dedent(
                """\
                import os, sys, time
                from pathlib import Path
                if "--version" in sys.argv:
                    sys.exit(print("tesseract v9.1\\n leptonica-1"))
                if "--list-langs" in sys.argv:
                    print("List of available languages (5):", "eng", "deu_latf", "deu", "osd",
                          "script/Latin", sep="\\n")
                    sys.exit()
                """
            )
            + textwrap.dedent(body),
            "utf-8",
        )
        path.chmod(0o755)
        return path

    return make


@pytest.fixture
def image(tmp_path: Path) -> Image:
    return saved(drawn(), tmp_path / "page.png")


@needs_scripts
class TestProgram:
    def test_its_version_and_languages(self, program: Callable[[str], Path]) -> None:
        made = Tesseract(program(""))
        assert made.languages() == ("de", "en")
        assert made.health().text == "v9.1, languages: de, en."

    def test_how_it_is_called(
        self, program: Callable[[str], Path], image: Image, tmp_path: Path
    ) -> None:
        said = tmp_path / "said"
        made = Tesseract(
            program(
                f"""\
                names = "level page_num block_num par_num line_num word_num left top width height"
                Path(sys.argv[2] + ".tsv").write_text(
                    "\\t".join([*names.split(), "conf", "text"]) + "\\n"
                    + "\\t".join("5 1 1 1 1 1 10 20 30 40 90 word".split()) + "\\n")
                Path({str(said)!r}).write_text(
                    " ".join(sys.argv[3:]) + "|" + os.environ["OMP_THREAD_LIMIT"])
                """
            )
        )
        options = RecognitionOptions(languages=("de", "en"), segmentation="one block")
        page = made.recognize(image, options)
        assert said.read_text() == "-l deu+eng --psm 6 -c tessedit_create_tsv=1|1"
        (token,) = page.tokens
        assert (page.form(0), token.confidence) == ("word", 0.9)

    def test_what_it_complains_of_is_passed_on(
        self, program: Callable[[str], Path], image: Image
    ) -> None:
        made = Tesseract(program("sys.exit('first\\nError during processing.')"))
        with pytest.raises(RecognitionFailed, match="“Error during processing”"):
            made.recognize(image, RecognitionOptions())

    def test_no_table_is_a_failure(self, program: Callable[[str], Path], image: Image) -> None:
        with pytest.raises(RecognitionFailed, match="no table"):
            Tesseract(program("")).recognize(image, RecognitionOptions())

    def test_it_is_ended_when_the_person_has_had_enough(
        self, program: Callable[[str], Path], image: Image, tmp_path: Path
    ) -> None:
        begun, done = tmp_path / "begun", tmp_path / "done"
        made = Tesseract(
            program(
                f"""\
                Path({str(begun)!r}).write_text(str(os.getpid()))
                time.sleep(60)
                Path({str(done)!r}).touch()
                """
            )
        )
        with pytest.raises(Cancelled):
            made.recognize(image, RecognitionOptions(), lambda: bool(_said(begun)))
        assert not done.exists()
        assert not _runs(int(_said(begun)))

    def test_it_is_given_up_after_a_while(
        self,
        program: Callable[[str], Path],
        image: Image,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(tesseract, "TIMEOUT", 0.0)
        with pytest.raises(RecognitionFailed, match="not done"):
            Tesseract(program("time.sleep(60)")).recognize(image, RecognitionOptions())

    def test_a_file_that_is_no_program(self, tmp_path: Path, image: Image) -> None:
        path = tmp_path / "tesseract"
        path.write_text("not a program")
        made = Tesseract(path)
        assert not made.health().fine
        with pytest.raises(RecognitionFailed, match="not found"):
            made.recognize(image, RecognitionOptions())

    def test_without_any_data_it_says_so(self, program: Callable[[str], Path]) -> None:
        path = program("")
        path.write_text(path.read_text().replace('"eng", "deu_latf", "deu", ', ""))
        health = Tesseract(path).health()
        assert not health.fine
        assert health.advice


def _said(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


class TestMissing:
    @pytest.fixture(autouse=True)
    def nowhere(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv(tesseract.VARIABLE, raising=False)
        monkeypatch.setattr(tesseract, "_PLACES", ())

    @pytest.mark.parametrize("system", ["linux", "darwin", "win32", "plan9"])
    def test_how_to_get_it_is_said(self, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
        monkeypatch.setattr(tesseract.sys, "platform", system)
        health = Tesseract().health()
        assert not health.fine
        assert "all else works without it" in health.advice
        assert not Tesseract().languages()

    def test_reading_fails_with_that_advice(self, image: Image) -> None:
        with pytest.raises(RecognitionFailed, match="not found") as caught:
            Tesseract().recognize(image, RecognitionOptions())
        assert caught.value.advice == Tesseract().health().advice

    def test_the_environment_may_name_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        path = tmp_path / "my-tesseract"
        monkeypatch.setenv(tesseract.VARIABLE, str(path))
        assert find() is None
        path.touch()
        assert find() == path

    def test_usual_places_are_looked_at(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        path = tmp_path / "tesseract.exe"
        path.touch()
        monkeypatch.setattr(tesseract, "_PLACES", (str(tmp_path / "none"), str(path)))
        assert find() == path


@pytest.mark.parametrize(
    "code, name", [("en", "eng"), ("de", "deu"), ("ru", "rus"), ("zh", "chi_sim"), ("xx", "")]
)
def test_codes_of_two_letters_have_names_there(code: str, name: str) -> None:
    assert three_letters(code) == name
