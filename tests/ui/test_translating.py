"""Qt's own words in the person's language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from reviewer.core.messages import PSEUDO
from reviewer.ui.translating import translate
from reviewer.ui.views.parts import key_words


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    translate(qapp, "en")


def test_qt_speaks_the_language_of_the_window(qapp: QApplication) -> None:
    assert translate(qapp, "de")
    assert QCoreApplication.translate("QWidgetTextControl", "&Paste") == "Einf&ügen"
    assert key_words("Ctrl+Shift+Del") == "Strg+Umschalt+Entf"
    assert key_words("Ctrl+Return") == "Strg+Enter"
    assert key_words("PgDown") == "Bild ab"


def test_a_language_that_qt_has_not_leaves_its_english(qapp: QApplication) -> None:
    translate(qapp, "de")
    for language in (PSEUDO, "en"):
        translate(qapp, language)
        assert key_words("Ctrl+Shift+Del") == "Ctrl+Shift+Del"
