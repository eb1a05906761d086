"""Schematron made to XSLT: a mode for each pattern, a template for each rule.

Of the rules of one pattern the first that fits a node speaks, hence falling priorities. A rule that
finds something writes a `found` with the place of the node: the numbers of the elements from the
outermost down, which name one element whatever stands in the file.
"""

from lxml import etree

from reviewer.formats.schematron.reading import XSL, Rules, name_of, sch
from reviewer.formats.xml import local

_MILD = {"warning", "warn", "info", "information", "hint"}
_PLACE = "string-join(ancestor-or-self::*/string(1 + count(preceding-sibling::*)), ' ')"


def _xsl(name: str) -> str:
    return f"{{{XSL}}}{name}"


def compiled(rules: Rules) -> bytes:
    """The stylesheet of some rules."""
    # A prefix may stand for another namespace than ours: `x` is taken only where it is free.
    own = next(name for name in ("xsl", "xslt", "x-s-l-t") if rules.prefixes.get(name, XSL) == XSL)
    namespaces = {key: uri for key, uri in rules.prefixes.items() if key and uri} | {own: XSL}
    sheet = etree.Element(_xsl("stylesheet"), {"version": "3.0"}, nsmap=namespaces)
    default = rules.prefixes.get("")
    if default:
        sheet.set("xpath-default-namespace", default)
    etree.SubElement(sheet, _xsl("output"), method="xml", encoding="UTF-8")
    for one in rules.foreign:
        sheet.append(one)
    for one in (*rules.lets, *(let for p in rules.patterns for let in p.findall(sch("let")))):
        _variable(sheet, one)
    start = etree.SubElement(sheet, _xsl("template"), match="/", priority="1")
    told = etree.SubElement(start, "told")
    for number, pattern in enumerate(rules.patterns):
        mode = f"pattern{number}"
        etree.SubElement(told, _xsl("apply-templates"), select="/", mode=mode)
        etree.SubElement(sheet, _xsl("mode"), {"name": mode, "on-no-match": "shallow-skip"})
        found = pattern.findall(sch("rule"))
        for place, rule in enumerate(found):
            _template(sheet, rule, mode, len(found) - place)
    return etree.tostring(sheet, xml_declaration=True, encoding="UTF-8")


def _template(sheet: etree._Element, rule: etree._Element, mode: str, priority: int) -> None:
    template = etree.SubElement(
        sheet,
        _xsl("template"),
        {"match": rule.get("context", ""), "mode": mode, "priority": str(priority)},
    )
    for child in rule:
        kind = name_of(child)
        if kind == "let":
            _variable(template, child)
        elif kind in ("assert", "report"):
            _test(template, child, rule, negated=kind == "assert")
    etree.SubElement(template, _xsl("apply-templates"), select="@*, node()", mode="#current")


def _variable(parent: etree._Element, let: etree._Element) -> None:
    variable = etree.SubElement(parent, _xsl("variable"), name=let.get("name", ""))
    if let.get("value") is not None:
        variable.set("select", let.get("value", ""))
        return
    variable.text = let.text
    for child in let:
        variable.append(child)


def _test(
    parent: etree._Element, said: etree._Element, rule: etree._Element, *, negated: bool
) -> None:
    test = said.get("test", "")
    when = etree.SubElement(parent, _xsl("if"), test=f"not({test})" if negated else test)
    role = (said.get("role") or rule.get("role") or "").lower()
    severe = "no" if role in _MILD else "yes"
    found = etree.SubElement(when, "found", severe=severe)
    subject = said.get("subject") or rule.get("subject") or "."
    each = etree.SubElement(found, _xsl("attribute"), name="place")
    walked = etree.SubElement(each, _xsl("for-each"), select=f"({subject})[1]")
    etree.SubElement(walked, _xsl("value-of"), select=_PLACE)
    _sentence(found, said)


def _sentence(parent: etree._Element, said: etree._Element) -> None:
    """The words of an assertion, with what is asked of the node among them."""
    _text(parent, said.text)
    for child in said:
        kind = name_of(child)
        if kind == "value-of":
            etree.SubElement(parent, _xsl("value-of"), select=child.get("select", ""))
        elif kind == "name":
            path = child.get("path")
            etree.SubElement(parent, _xsl("value-of"), select=f"name({path})" if path else "name()")
        elif local(child):
            _sentence(parent, child)
        _text(parent, child.tail)


def _text(parent: etree._Element, text: str | None) -> None:
    if text:
        etree.SubElement(parent, _xsl("text")).text = text
