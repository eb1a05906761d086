"""The project report."""

from reviewer.ui.actions import PROJECT, Action, Context, Entries, Menu, Need, needs

_REPORT = needs(Need.REPORT)

ACTIONS = (
    Action("report", ("Ctrl+Shift+U",), Context.WINDOW, PROJECT),
    Action("report_html", ("Alt+1",), Context.REPORT, _REPORT),
    Action("report_pdf", ("Alt+2",), Context.REPORT, _REPORT),
    Action("report_csv", ("Alt+3",), Context.REPORT, _REPORT),
    Action("report_json", ("Alt+4",), Context.REPORT, _REPORT),
    Action("report_days", ("Alt+5",), Context.REPORT, _REPORT),
    Action("report_documents", ("Alt+6",), Context.REPORT, _REPORT),
)

_STEPS = (
    "report_html",
    "report_pdf",
    "report_csv",
    "report_json",
    None,
    "report_days",
    "report_documents",
)

ENTRIES: Entries = {"view": ("report", Menu("report", _STEPS))}
