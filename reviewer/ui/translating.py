"""Qt's own words in the person's language: its dialogs, the menus of its fields, names of keys."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_NAME = "words of Qt"


def translate(qt: QCoreApplication, language: str) -> bool:
    """Let Qt speak a language from now on; whether it can. Where it cannot, it speaks English."""
    for former in qt.findChildren(QTranslator, _NAME):
        qt.removeTranslator(former)
        former.deleteLater()
    words = QTranslator(qt)
    words.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{language}", folder) and words.language().startswith(language):
        return qt.installTranslator(words)
    words.deleteLater()
    return False
