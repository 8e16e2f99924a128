"""Made-up names as they are met in Indonesia: one word, several, short, long; never taken from a list of real people."""

import random
from typing import Final

from loket.core.register.codes import Sex

MEN: Final = (
    *("Agus", "Ahmad", "Andi", "Arif", "Bambang", "Bayu", "Budi", "Dani", "Dedi", "Dimas", "Eko", "Fajar", "Galih"),
    *("Hadi", "Hendra", "Ilham", "Indra", "Irfan", "Joko", "Kurnia", "Lukman", "Made", "Muhammad", "Nanda", "Nur"),
    *("Putra", "Rahmat", "Rizky", "Rudi", "Slamet", "Soleh", "Sugeng", "Syahrul", "Teguh", "Tono", "Umar", "Wahyu"),
    *("Wayan", "Yanto", "Yohanes", "Yusuf", "Zainal"),
)
WOMEN: Final = (
    *("Aisyah", "Ani", "Ayu", "Citra", "Desi", "Dewi", "Dian", "Eka", "Endang", "Fatimah", "Fitri", "Hasnah", "Ida"),
    *("Indah", "Intan", "Kartika", "Ketut", "Lestari", "Lina", "Maria", "Maya", "Mega", "Nabila", "Ningsih", "Nur"),
    *("Putri", "Rahmawati", "Ratna", "Rina", "Rosmiati", "Sari", "Siti", "Sri", "Sulastri", "Suminah", "Tuti"),
    *("Wati", "Wulan", "Yanti", "Yuliana", "Zahra"),
)
ENDINGS_OF_MEN: Final = (
    *("Saputra", "Wijaya", "Santoso", "Hidayat", "Pratama", "Kurniawan", "Setiawan", "Nugroho", "Firmansyah"),
    *("Ramadhan", "Siregar", "Nasution", "Simanjuntak", "Harahap", "Gunawan", "Maulana", "Prasetyo", "Susanto"),
    *("Hakim", "Abdullah", "Effendi", "Tanjung", "Lubis", "Purnama", "Syahputra", "Wibowo"),
)
ENDINGS_OF_WOMEN: Final = (
    *("Lestari", "Handayani", "Rahayu", "Wulandari", "Anggraini", "Permatasari", "Kusumawati", "Safitri", "Astuti"),
    *("Maharani", "Utami", "Puspitasari", "Oktaviani", "Siregar", "Nasution", "Harahap", "Hasanah", "Khairunnisa"),
    *("Damayanti", "Agustina", "Marlina", "Novitasari", "Purnamasari", "Ramadhani", "Tanjung", "Lubis"),
)
_OLD: Final = 1985
_SHARES: Final = ((0.62, 1), (0.30, 2), (0.06, 3))
_VERY_LONG: Final = 0.01
LONGEST: Final = 60


def name(chance: random.Random, sex: Sex, born_year: int) -> str:
    """A name of one to five words; of one word alone, as law wants it, only for those born long ago."""
    firsts, endings = (MEN, ENDINGS_OF_MEN) if sex is Sex.MALE else (WOMEN, ENDINGS_OF_WOMEN)
    words = [chance.choice(firsts)]
    if born_year < _OLD and chance.random() < 0.15:
        return words[0]
    words += [chance.choice(endings) for _ in range(_how_many(chance))]
    if chance.random() < _VERY_LONG:
        words[1:1] = [chance.choice(firsts), chance.choice(endings)]
    distinct = list(dict.fromkeys(words))
    if len(distinct) == 1:
        distinct.append(next(word for word in endings if word != distinct[0]))
    while len(" ".join(distinct)) > LONGEST:
        distinct.pop()
    return " ".join(distinct)


def _how_many(chance: random.Random) -> int:
    drawn = chance.random()
    for share, count in _SHARES:
        if drawn < share:
            return count
        drawn -= share
    return 1
