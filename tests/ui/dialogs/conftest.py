from tests.ui.sweep import swept

__all__ = ["swept"]
