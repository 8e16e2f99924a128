"""What a process remembers of offices, and when it must not."""

from loket.offices.memory import Memory


class TestMemory:
    def test_reads_once(self) -> None:
        memory, reads = Memory[int](), [1, 2]
        assert [memory.get("bintan", lambda: reads.pop(0)) for _ in range(2)] == [1, 1]

    def test_keeps_nothing_that_was_read_before_a_change(self) -> None:
        memory = Memory[str]()

        def read_while_it_changes() -> str:
            memory.forget()
            return "lama"

        assert memory.get("bintan", read_while_it_changes) == "lama"
        assert memory.get("bintan", lambda: "baru") == "baru"
