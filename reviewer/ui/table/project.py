"""Projects and files: opening, bringing in, giving out."""

from reviewer.ui.actions import PAGE, PROJECT, Action, Entries, Menu

ACTIONS = (
    Action("new", ("Ctrl+N",)),
    Action("open", ("Ctrl+O",)),
    Action("sample"),
    Action("import", ("Ctrl+I",)),
    Action("import_folder", ("Ctrl+Shift+I",)),
    Action("export", ("Ctrl+E",), when=PROJECT),
    Action("ocr", ("Ctrl+Shift+O",), when=PROJECT),
    Action("second_reading", when=PROJECT),
    Action("find_pictures", when=PROJECT),
    Action("page_picture", when=PAGE),
    Action("close", ("Ctrl+W",), when=PROJECT),
    Action("quit", ("Ctrl+Q",)),
)

ENTRIES: Entries = {
    "project": (
        "new",
        "open",
        "sample",
        None,
        "import",
        "import_folder",
        "export",
        None,
        Menu("pictures", ("ocr", "second_reading", None, "find_pictures", "page_picture")),
        None,
        "close",
        "quit",
    )
}
