"""The desktop: one face of the App. Qt is imported only when a window is asked for."""
