"""
Bytes as letters that people can read aloud and a QR can pack: Crockford's thirty-two, without look-alikes.

One spelling only. It refuses to know what the bytes are.
"""

from typing import Final

CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE: Final = {letter: value for value, letter in enumerate(CROCKFORD)}


def letters_of(data: bytes) -> str:
    """The bytes as letters of five bits each; the last letter is filled up with zero bits."""
    length = -(-len(data) * 8 // 5)
    number = int.from_bytes(data) << (length * 5 - len(data) * 8)
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(length)))


def bytes_of(letters: str, size: int) -> bytes:
    """
    The `size` bytes that `letters_of` spells like this.

    Raises ValueError for any other length, letter, or bits behind the last byte.
    """
    if len(letters) != -(-size * 8 // 5) or not _VALUE.keys() >= set(letters):
        raise ValueError("Not the letters of so many bytes.")
    number = 0
    for letter in letters:
        number = number << 5 | _VALUE[letter]
    spare = len(letters) * 5 - size * 8
    if number & ((1 << spare) - 1):
        raise ValueError("The last letter says more than the bytes.")
    return (number >> spare).to_bytes(size)
