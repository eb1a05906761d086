from pathlib import Path

import pytest

from reviewer.core.errors import UnreadableFile
from reviewer.core.marks import MarkName
from reviewer.core.model import Role
from reviewer.core.places import resources
from reviewer.core.profile import Side, Where
from reviewer.formats.profiles.reading import examine, read_profile
from reviewer.formats.profiles.shelf import ProfileShelf

SHIPPED = sorted((resources() / "profiles").glob("*.toml"))


def faults(tmp_path: Path, text: str | bytes) -> list[tuple[int, str]]:
    """Line and sentence of each fault of a file."""
    path = tmp_path / "house.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [(fault.line, fault.text) for fault in examine(path)[1]]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_profiles_that_come_with_the_program_are_fine(path: Path) -> None:
    assert examine(path)[1] == []
    assert read_profile(path).title


def test_there_are_two_of_them() -> None:
    assert [path.stem for path in SHIPPED] == ["dtabf-like", "frus-like"]


def test_what_is_declared_is_read(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        'title = "House"\nbased_on = "documentary"\n'
        '[namespaces]\nh = "http://house.example/ns"\n'
        '[roles.list_item]\nelement = "h:entry"\nwhere = "processing"\n'
        '[roles.stamp.kinds.time]\nwhere = "drop"\n'
        '[marks.person]\nattributes = { key = ["{idno.GND}", "{ref}"] }\n'
        '[corrections]\nsource = "new"\n'
    )
    made = read_profile(path)
    assert made.name == "house"
    assert made.roles[Role.LIST_ITEM].element == "h:entry"
    assert made.roles[Role.LIST_ITEM].where is Where.PROCESSING
    assert made.roles[Role.STAMP].of("time").drops
    assert not made.roles[Role.STAMP].of("receipt").drops
    assert made.marks[MarkName.PERSON].attributes == {"key": ("{idno.GND}", "{ref}")}
    assert made.sides["source"] is Side.NEW
    assert made.left_out() == ["roles.stamp.kinds.time", "corrections.source"]


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("\n[roles.stmp]\n", 2, "did you mean “stamp”"),
        ('include = "other.toml"\n', 1, "There is no “include”"),
        ('extends = "dtabf-like"\n', 1, "There is no “extends”"),
        ('based_on = "raeding"\n', 1, "is none of"),
        ('[roles.stamp]\nelement = "1x"\n', 2, "can't be a name"),
        ('[roles.stamp]\nelement = "a b"\n', 2, "can't be a name"),
        ('[roles.stamp]\nelement = "<x>"\n', 2, "can't be a name"),
        ('[roles.stamp]\nelement = "x:y"\n', 2, "can't be a name"),
        ('[roles.stamp]\nelement = ""\n', 2, "can't be a name"),
        ('[roles.stamp]\nattributes = { xmlns = "a" }\n', 2, "can't be a name"),
        ('[roles.stamp]\nattributes = { "a\\nb" = "a" }\n', 2, "can't be a name"),
        ("[roles.stamp]\nelement = 3\n", 2, "has to be words"),
        ("[roles]\nstamp = 3\n", 2, "has to be a table"),
        ('[roles.stamp]\nwhere = "mesage"\n', 2, "is none of"),
        ('[roles.body]\nwhere = "drop"\n', 1, "can't be left out"),
        ('[marks.person]\nattributes = { ref = "{rfe}" }\n', 2, "did you mean “{ref}”"),
        ('[marks.person]\nattributes = { ref = "{ref" }\n', 2, "brace"),
        ('[marks.person]\nattributes = { n = "{n:99999999}" }\n', 2, "brace"),
        ('[marks.person]\nattributes = { n = "{n:styles}" }\n', 2, "There is no “:styles”"),
        ('[marks.person]\nunwrap = true\nelement = "x"\n', 2, "only one of them"),
        ('[marks.person]\nunwrap = "yes"\n', 2, "true or false"),
        ('[divisions]\nshape = "flat"\n[roles.stamp]\nwhere = "processing"\n', 4, "flat"),
        ('[header.set]\n"fileDesc//title" = "x"\n', 2, "no path"),
        ('[header.set]\n"../x" = "x"\n', 2, "no path"),
        ('[header.set]\n"a[@b=\'c" = "x"\n', 2, "no path"),
        ('[header]\ndrop = ["(a+)+$"]\n', 2, "no path"),
        ('[header.set]\n"fileDesc/x" = "{titel}"\n', 2, "did you mean “{title}”"),
        ('[namespaces]\nxmlns = "http://a.example/"\n', 2, "can't be a name"),
        ('[namespaces]\na = "no address"\n', 2, "no namespace"),
        ('[root]\nnamespace = "\\"><x/>"\n', 2, "no namespace"),
        ('[validation]\nrng = "../../../etc/passwd"\n', 2, "not in the folder"),
        ('[validation]\nrng = "/etc/passwd"\n', 2, "not in the folder"),
        ('[validation]\nschematron = "a\\u0000b"\n', 2, "not in the folder"),
        ('[validation]\nrng = "missing.rng"\n', 2, "no file “missing.rng”"),
        ("title = \n", 1, "not TOML"),
        ('title = "a"\ntitle = "b"\n', 2, "not TOML"),
        ("x = " + "[" * 20000, 0, "deeply"),
        (b'title = "\xff"\n', 1, "not UTF-8"),
        ("#" * 300_000, 0, "longer than"),
    ],
)
def test_faults_are_told_with_their_line(
    tmp_path: Path, text: str | bytes, line: int, words: str
) -> None:
    found = faults(tmp_path, text)
    assert any(one == line and words in sentence for one, sentence in found), found


def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.rng").write_text("<x/>")
    home = tmp_path / "profiles"
    home.mkdir()
    (home / "own.rng").symlink_to(tmp_path / "secret.rng")
    assert "not in the folder" in faults(home, '[validation]\nrng = "own.rng"\n')[0][1]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text('based_on = "x"\n[roles.stmp]\n[marks.persn]\n')
    with pytest.raises(UnreadableFile) as error:
        read_profile(path)
    told = str(error.value)
    assert "Line 1" in told
    assert "Line 2" in told
    assert "Line 3" in told
    assert "reviewer profile check" in told


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read_profile(tmp_path / "none.toml")


def test_the_projects_own_profile_hides_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "frus-like.toml").write_text("title = 'Ours'\n")
    found = {writer.name: writer.path for writer in ProfileShelf().offered([tmp_path])}
    assert list(found) == ["profile:dtabf-like", "profile:frus-like"]
    assert found["profile:frus-like"].parent == tmp_path


def test_a_profile_is_named_by_its_file() -> None:
    shelf = ProfileShelf()
    writer = shelf.at("profile:/x/house.toml")
    assert writer is not None
    assert writer.path == Path("/x/house.toml")
    assert shelf.at("profile:house") is None
    assert shelf.at("/x/house.toml") is None
