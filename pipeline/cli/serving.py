"""Command serve: the local web page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli._terminal import say


def serve(
    library: Annotated[Path, typer.Option("--library", help="Tệp library.db, hoặc thư mục kết quả có tệp ấy.")] = Path(
        "out"
    ),
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng; 0 là cổng trống bất kỳ.")] = 8000,
) -> None:
    """Mở trang web xem báo cáo, chỉ trên máy này (127.0.0.1)."""
    from pipeline.library import Library  # noqa: PLC0415
    from pipeline.web import Site, serve  # noqa: PLC0415

    path = library / "library.db" if library.is_dir() else library
    if not path.exists():
        raise typer.BadParameter(f"Không có thư viện “{path}”. Chạy baocao run trước, hoặc chỉ ra bằng --library.")
    with Library.open(path) as opened:
        try:
            server = serve(Site(opened, path.parent), port)
        except OSError as error:
            raise typer.BadParameter(
                f"Không mở được cổng {port} ({error.strerror}); chọn cổng khác bằng --port."
            ) from error
        say(f"Mở trình duyệt tại http://127.0.0.1:{server.server_port} - nhấn Ctrl+C để dừng.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Đã dừng.")
        finally:
            server.server_close()


COMMANDS = (serve,)
