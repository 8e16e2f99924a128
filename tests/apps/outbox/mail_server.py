"""A server of mail, small and real: it speaks enough SMTP to take a mail, and misbehaves where it is told to."""

import contextlib
import socket
import threading
from collections.abc import Mapping
from types import TracebackType


class MailServer:
    """
    Answers each word with what `answers` says, else as it should; `hangs_after` is the word it goes silent behind.

    `mails` are the texts that came whole.
    """

    def __init__(self, answers: Mapping[str, str] | None = None, hangs_after: str = "", dies_after: str = "") -> None:
        self._answers, self._hangs, self._dies = answers or {}, hangs_after, dies_after
        self.mails: list[str] = []
        self._asleep = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"smtp://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> "MailServer":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._asleep.set()
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(timeout=10)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                with caller, contextlib.suppress(OSError):
                    self._serve(caller)

    def _serve(self, line: socket.socket) -> None:
        line.sendall(b"220 uji\r\n")
        stream = line.makefile("rb")
        while word := stream.readline().decode().strip():
            name = word.partition(" ")[0].upper()
            if name == "DATA" and self._said(line, "DATA", "354 mulai"):
                self.mails.append(self._text(stream))
                name = "END"
                if not self._said(line, "END", "250 diterima"):
                    return
            elif name != "DATA" and not self._said(line, name, "221 sampai jumpa" if name == "QUIT" else "250 ya"):
                return

    def _said(self, line: socket.socket, word: str, usual: str) -> bool:
        if word == self._dies:
            return False
        if word == self._hangs:
            self._asleep.wait(30)
            return False
        answer = self._answers.get(word, usual)
        line.sendall(f"{answer}\r\n".encode())
        return answer[0] in "23"

    def _text(self, stream: object) -> str:
        lines = []
        while (line := stream.readline().decode()) not in (".\r\n", ""):  # type: ignore[attr-defined]
            lines.append(line)
        return "".join(lines)
