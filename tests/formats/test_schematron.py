"""Schematron: what our compiler makes of a schema, and whether others see the same."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from reviewer.core.errors import ReviewerError, UnreadableFile
from reviewer.core.ports import Problem
from reviewer.core.writing import (
    Demands,
)
from reviewer.formats.schematron import running
from reviewer.formats.validate import TeiValidator
from tests.formats.broken import BROKEN, SOUND
from tests.formats.editions import saved
from tests.helpers.browser import npm_package
from tests.helpers.needs import need, need_rules

NODE_SCHEMATRON = "2.1.0"
_HEAD = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
_TEI = '<ns prefix="tei" uri="http://www.tei-c.org/ns/1.0"/>'
_NODE = """
const fs = require("fs");
const { Schema } = require(process.argv[2]);
const schema = Schema.fromString(fs.readFileSync(process.argv[3], "utf-8"));
const told = process.argv.slice(4).map(name => {
  const results = schema.validateString(fs.readFileSync(name, "utf-8"));
  return results.map(one => one.message.replace(/\\s+/g, " ").trim()).sort();
});
console.log(JSON.stringify(told));
"""


@pytest.fixture(autouse=True)
def _rules_can_be_asked() -> None:
    need_rules()


def asked(rules: str, folder: Path, xml: str = SOUND["reading"]) -> list[Problem]:
    """What rules find in a file, our own checks left out."""
    schema = saved(folder, _HEAD + _TEI + rules + "</schema>", "rules.sch")
    found = TeiValidator().validate(saved(folder, xml), Demands(schematron=schema))
    return [one for one in found if not one.advice]


def texts(problems: list[Problem]) -> list[str]:
    return [one.text for one in problems]


def test_a_rule_says_its_words_with_what_the_file_says(tmp_path: Path) -> None:
    rules = """<pattern><rule context="tei:persName[@ref]">
      <let name="where" value="string(@ref)"/>
      <report test="$where">In <name/> within <name path=".."/>:
        <emph><value-of select="$where"/></emph>, <value-of select="count(//tei:p[1])"/></report>
    </rule></pattern>"""
    (problem,) = asked(rules, tmp_path)
    assert problem.text.startswith("In persName within p: #t1-pers-kennedy,")
    lines = SOUND["reading"].split("\n")
    assert "#t1-pers-kennedy" in lines[problem.line - 1]
    assert problem.spot is not None
    assert (problem.spot.page, problem.spot.word) == (1, "JFK")


def test_of_a_pattern_the_first_rule_that_fits_speaks(tmp_path: Path) -> None:
    rules = """<pattern>
      <rule context="tei:text//tei:date"><report test="true()">first</report></rule>
      <rule context="tei:text//tei:*[@when]"><report test="true()">second</report></rule>
    </pattern><pattern>
      <rule context="tei:text//tei:date/@when"><assert test=". = '1950'">third</assert></rule>
    </pattern>"""
    assert texts(asked(rules, tmp_path)) == ["first", "third"]


def test_abstract_patterns_and_rules_are_filled_in(tmp_path: Path) -> None:
    rules = """<pattern abstract="true" id="p"><rule context="$where">
        <report test="$what = '1963'">seen: $what</report></rule></pattern>
      <pattern is-a="p"><param name="where" value="tei:text//tei:date"/>
        <param name="what" value="@when"/></pattern>
      <pattern><rule abstract="true" id="r"><assert test="@ref">no ref</assert></rule>
        <rule context="tei:text//tei:unclear"><extends rule="r"/></rule></pattern>"""
    assert [text[:4] for text in texts(asked(rules, tmp_path))] == ["seen", "no r"]


def test_variables_keys_and_functions_of_the_whole_schema(tmp_path: Path) -> None:
    rules = """<let name="wanted" value="'1963'"/>
      <xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="k" match="tei:date"
        use="@when"/>
      <xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="tei:twice">
        <xsl:param name="x"/><xsl:sequence select="concat($x, $x)"/></xsl:function>
      <pattern><let name="all" value="count(//tei:date)"/><rule context="/">
        <report test="key('k', $wanted) and $all gt 1"><value-of select="tei:twice('x')"/></report>
      </rule></pattern>"""
    assert texts(asked(rules, tmp_path)) == ["xx"]


@pytest.mark.parametrize("role, severe", [("warning", False), ("nonfatal", True), ("", True)])
def test_what_only_warns_holds_nothing_back(role: str, severe: bool, tmp_path: Path) -> None:
    rules = f"""<pattern><rule context="tei:text"><report test="true()" role="{role}">x</report>
      </rule></pattern>"""
    (problem,) = asked(rules, tmp_path)
    assert problem.severe is severe


def test_rules_may_be_taken_in_from_files_beside(tmp_path: Path) -> None:
    more = f'{_HEAD}<pattern id="m"><rule context="tei:text"><report test="1">in</report></rule>'
    saved(tmp_path, f"{more}</pattern></schema>", "more.sch")
    assert texts(asked('<include href="more.sch#m"/>', tmp_path)) == ["in"]


@pytest.mark.parametrize(
    "rules, said",
    [
        ("", "no Schematron rules"),
        ('<include href="missing.sch"/>', "cannot be read"),
        ('<include href="https://example.org/x.sch"/>', "not there"),
        ('<pattern is-a="nothing"/>', "not there"),
        ('<pattern><rule context="tei:text"><extends rule="no"/></rule></pattern>', "not there"),
        ('<pattern><rule context="tei:text"><assert test="no()">x</assert></rule></pattern>', "no"),
        ('<pattern><rule context="1 +"><assert test="1">x</assert></rule></pattern>', "Schematron"),
    ],
)
def test_a_schema_that_cannot_be_used_is_refused(rules: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=said):
        asked(rules, tmp_path)


def test_rules_in_another_language_are_refused(tmp_path: Path) -> None:
    text = _HEAD.replace("xslt2", "xquery") + "<pattern><rule context='/'/></pattern></schema>"
    with pytest.raises(UnreadableFile, match="xquery"):
        TeiValidator().validate(
            saved(tmp_path, SOUND["reading"]),
            Demands(schematron=saved(tmp_path, text, "rules.sch")),
        )


@pytest.mark.parametrize(
    "call",
    ["doc('secret.xml')", "unparsed-text('secret.xml')", "doc('https://example.org/x')"],
)
def test_rules_read_nothing_beside_the_file(call: str, tmp_path: Path) -> None:
    saved(tmp_path, "<secret/>", "secret.xml")
    call = call.replace("secret.xml", (tmp_path / "secret.xml").as_uri())
    rules = f"""<pattern><rule context="/"><report test="true()"><value-of select="{call}"/>
      </report></rule></pattern>"""
    with pytest.raises(UnreadableFile, match="prohibited"):
        asked(rules, tmp_path)


def test_without_saxon_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(running, "find_spec", lambda _: None)
    with pytest.raises(ReviewerError) as caught:
        asked("<pattern><rule context='/'/></pattern>", tmp_path)
    assert "pip install" in caught.value.advice
    assert not TeiValidator().can_ask_rules()


def test_rules_among_the_definitions_of_a_grammar_are_the_same(
    shared: Path, tmp_path: Path
) -> None:
    for row in (row for row in BROKEN if row.rules):
        path = saved(tmp_path, row.xml)
        of_both = [
            texts(list(TeiValidator().validate(path, Demands(schematron=shared / "tei" / name))))
            for name in ("tei_all.sch", "tei_all.rng")
        ]
        assert of_both[0] == of_both[1], row.name


@pytest.mark.slow
def test_node_schematron_finds_the_same(shared: Path, tmp_path: Path) -> None:
    node = shutil.which("node")
    need(node, "node, for Schematron's other checker (Debian: nodejs)")
    package = npm_package("node-schematron", NODE_SCHEMATRON)
    rules = shared / "tei" / "tei_all.sch"
    files = [saved(tmp_path, xml, f"{name}.xml") for name, xml in SOUND.items()]
    files += [
        saved(tmp_path, row.xml, f"broken-{number}.xml")
        for number, row in enumerate(row for row in BROKEN if row.rules)
    ]
    files += sorted((shared / "tei").glob("example-*.xml"))
    script = saved(tmp_path, _NODE, "ask.js")
    done = subprocess.run(
        [str(node), str(script), str(package), str(rules), *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
    )
    for path, theirs in zip(files, json.loads(done.stdout), strict=True):
        tree = running.parse_bytes(path.read_bytes(), path.name).getroottree()
        ours = sorted(one.text for one in running.check_by(rules, tree))
        assert ours == theirs, path.name
