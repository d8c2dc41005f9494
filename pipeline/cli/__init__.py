"""The command line. Data goes to stdout, progress and logs to stderr; exit 0 all well, 1 some files failed, 2 wrong
use.

A module of this package that defines ``COMMANDS`` (functions for Typer) adds its commands; heavy imports stay inside
them, so that ``baocao --help`` is quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import typer

from pipeline.cli._terminal import complain
from pipeline.errors import NO_ROOM, BaocaoError, StorageFull


def build() -> typer.Typer:
    """The application with the commands of all modules, in alphabetical order."""
    app = typer.Typer(
        help="baocao: đọc báo cáo hành chính, trích số liệu có dẫn chứng, tổng hợp nhiều đơn vị thành một báo cáo.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for info in sorted(iter_modules(__path__), key=lambda item: item.name):
        if not info.name.startswith("_"):
            module = import_module(f"{__name__}.{info.name}")
            for command in module.COMMANDS:
                app.command()(command)
            for name, group in getattr(module, "GROUPS", {}).items():
                app.add_typer(group, name=name)
    return app


def main() -> None:
    """Entry point of ``baocao``."""
    try:
        build()()
    except BaocaoError as error:
        complain(error)
        sys.exit(2)
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.exit(0)
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        complain(StorageFull(str(error)))
        sys.exit(2)


if __name__ == "__main__":
    main()
