"""
Made-up names as they are met in Indonesia: one word, several, short, long, in old and new spelling, with apostrophes.

Words are common given names; they are put together by chance and never taken from a list of real people.
"""

import random
from typing import Final

from loket.core.register.codes import Sex

MEN: Final = (
    *("Abdul", "Ade", "Aditya", "Agung", "Agus", "Ahmad", "Achmad", "Akbar", "Aldi", "Alfian", "Ali", "Alif", "Amir"),
    *("Anang", "Andi", "Andika", "Anton", "Ardi", "Ari", "Arif", "Arifin", "Asep", "Aziz", "Bagas", "Bagus", "Bahar"),
    *("Bambang", "Basri", "Bayu", "Benny", "Bima", "Budi", "Burhan", "Cahyo", "Chandra", "Dadang", "Dani", "Darma"),
    *("Daud", "Dedi", "Deni", "Dian", "Didik", "Dimas", "Djoko", "Dodi", "Doni", "Edi", "Eko", "Elang", "Emil"),
    *("Fahmi", "Faisal", "Fajar", "Farhan", "Fauzan", "Ferdi", "Firman", "Galih", "Ganda", "Gilang", "Guntur", "Habib"),
    *("Hadi", "Hafiz", "Hamzah", "Hanif", "Hari", "Haris", "Hasan", "Hendra", "Heri", "Herman", "Husein", "Ibrahim"),
    *("Idris", "Ilham", "Imam", "Indra", "Irfan", "Irwan", "Iskandar", "Ismail", "Iwan", "Jaka", "Jamal", "Joko"),
    *("Jonathan", "Kadek", "Kamal", "Karim", "Khairul", "Kurnia", "Latif", "Lukman", "Made", "Mahmud", "Malik"),
    *("Ma'ruf", "Michael", "Moh.", "Mohammad", "Muh.", "Muhammad", "Mukhtar", "Mulyadi", "Mustafa", "Nanda", "Nasir"),
    *("Nur", "Nyoman", "Panji", "Parlindungan", "Petrus", "Poltak", "Purwanto", "Putra", "Rafi", "Rahman", "Rahmat"),
    *("Raka", "Rangga", "Reza", "Ridwan", "Rizal", "Rizky", "Robby", "Roni", "Rudi", "Rusdi", "Saiful", "Samsul"),
    *("Sandi", "Satria", "Sigit", "Slamet", "Soleh", "Stefanus", "Subur", "Sugeng", "Suharto", "Sulaiman", "Surya"),
    *("Syahrul", "Syarif", "Taufik", "Teguh", "Tigor", "Tono", "Umar", "Usman", "Wahid", "Wahyu", "Wawan", "Wayan"),
    *("Wisnu", "Yanto", "Yohanes", "Yoga", "Yudi", "Yunus", "Yusuf", "Zainal", "Zaki", "Zulkifli"),
)
WOMEN: Final = (
    *("Ade", "Adinda", "Agustina", "Aini", "Aisyah", "Alya", "Amelia", "Amina", "Anggun", "Ani", "Anisa", "Annisa"),
    *("Aprilia", "Arum", "Asih", "Asma", "Asri", "Astri", "Atika", "Aulia", "Ayu", "Bella", "Bunga", "Cahaya", "Citra"),
    *("Clara", "Cut", "Dahlia", "Dara", "Desi", "Devi", "Dewi", "Dia", "Dian", "Dina", "Dinda", "Eka", "Elisabeth"),
    *("Elly", "Elvira", "Endah", "Endang", "Erna", "Ester", "Evi", "Fadilah", "Farida", "Fatimah", "Fatma", "Fitri"),
    *("Fitriani", "Gita", "Halimah", "Hana", "Hanifah", "Hasnah", "Henny", "Hesti", "Ida", "Ika", "Ima", "Indah"),
    *("Intan", "Ira", "Irma", "Isnaini", "Jamilah", "Jihan", "Juliana", "Kartika", "Kartini", "Ketut", "Khadijah"),
    *("Khairani", "Komariah", "Laila", "Laras", "Lastri", "Leni", "Lestari", "Lia", "Lilis", "Lina", "Lusi", "Luh"),
    *("Mardiana", "Maria", "Mariam", "Marni", "Maya", "Mega", "Melati", "Meri", "Mira", "Misnah", "Mutia", "Nabila"),
    *("Nadia", "Nani", "Ni'mah", "Nia", "Nina", "Ningsih", "Novi", "Nur", "Nur'aini", "Nurhayati", "Nurul", "Okta"),
    *("Partini", "Puji", "Puspa", "Putri", "Rahma", "Rahmawati", "Rani", "Ratih", "Ratna", "Rika", "Rina", "Rini"),
    *("Risma", "Rita", "Rohani", "Rosa", "Rosmiati", "Rukmini", "Ruth", "Salma", "Salmah", "Santi", "Sari", "Sekar"),
    *("Septi", "Sinta", "Siti", "Soleha", "Sri", "Suci", "Sulastri", "Suminah", "Sumiati", "Suryani", "Susi", "Tati"),
    *("Theresia", "Tika", "Tini", "Titik", "Tuti", "Ulfa", "Umi", "Vera", "Wahyuni", "Wati", "Wiwik", "Wulan"),
    *("Yanti", "Yati", "Yuliana", "Yulia", "Yuni", "Zahra", "Zainab", "Zubaidah"),
)
CLANS: Final = (
    *("Siregar", "Nasution", "Simanjuntak", "Harahap", "Tanjung", "Lubis", "Sihombing", "Hutabarat", "Ginting"),
    *("Sembiring", "Tarigan", "Pangaribuan", "Sinaga", "Situmorang", "Panjaitan", "Chaniago", "Koto", "Piliang"),
    *("Sikumbang", "Daulay", "Pohan", "Batubara", "Manurung", "Silalahi", "Wenas", "Rumengan", "Tan", "Lim", "Halim"),
    *("Kusuma", "Tampubolon", "Hutagalung", "Matondang", "Rangkuti", "Dalimunthe"),
)
ENDINGS_OF_MEN: Final = (
    *("Saputra", "Wijaya", "Santoso", "Hidayat", "Pratama", "Kurniawan", "Setiawan", "Nugroho", "Firmansyah"),
    *("Ramadhan", "Ramadan", "Gunawan", "Maulana", "Prasetyo", "Susanto", "Hakim", "Abdullah", "Effendi", "Efendi"),
    *("Purnama", "Syahputra", "Wibowo", "Wicaksono", "Hartono", "Haryanto", "Suryadi", "Supriyadi", "Sutrisno"),
    *("Soetrisno", "Sudirman", "Suparman", "Suherman", "Sunarto", "Sukardi", "Suwarno", "Suyanto", "Riyanto"),
    *("Rianto", "Rachman", "Rahman", "Rosyid", "Salim", "Saleh", "Samad", "Siswanto", "Subagyo", "Subagio", "Sugiarto"),
    *("Sumarno", "Supriyanto", "Surya", "Syarifuddin", "Syafrudin", "Tanoto", "Triyono", "Utomo", "Oetomo", "Wardana"),
    *("Wardhana", "Widodo", "Yulianto", "Yusuf", "Jusuf", "Zulfikar", "Adinata", "Aditama", "Alamsyah", "Amin"),
    *("Anshori", "Anwar", "Ardiansyah", "Arifin", "Aryanto", "Atmaja", "Budiman", "Darmawan", "Dharmawan", "Fadillah"),
    *("Fauzi", "Febrian", "Ghozali", "Hamid", "Hasibuan", "Ibrahim", "Irawan", "Iskandar", "Ismail", "Junaidi"),
    *("Kusnadi", "Laksono", "Mahendra", "Mansur", "Marzuki", "Mulyono", "Nugraha", "Nurdin", "Pamungkas", "Pranoto"),
    *CLANS,
)
ENDINGS_OF_WOMEN: Final = (
    *("Lestari", "Handayani", "Rahayu", "Wulandari", "Anggraini", "Permatasari", "Kusumawati", "Safitri", "Astuti"),
    *("Maharani", "Utami", "Puspitasari", "Oktaviani", "Hasanah", "Khairunnisa", "Damayanti", "Agustina", "Marlina"),
    *("Novitasari", "Purnamasari", "Ramadhani", "Aminah", "Andriani", "Anjani", "Apriani", "Aryani", "Azizah"),
    *("Dewanti", "Fadhilah", "Fauziah", "Febrianti", "Fitria", "Hartati", "Haryati", "Hayati", "Hidayah", "Hidayati"),
    *("Indrawati", "Irawati", "Ismawati", "Juwita", "Karlina", "Kartikasari", "Kurniasih", "Kurniawati", "Kusuma"),
    *("Larasati", "Mardiana", "Maryati", "Mawarni", "Melinda", "Mulyani", "Muslimah", "Mustika", "Nirmala", "Nuraini"),
    *("Nurhaliza", "Nurjanah", "Nurlela", "Nursanti", "Pertiwi", "Pratiwi", "Purwanti", "Puspita", "Rachmawati"),
    *("Rahmadani", "Ratnasari", "Rohmah", "Rosdiana", "Rosita", "Sartika", "Setiawati", "Setyawati", "Sholihah"),
    *("Suharti", "Sukmawati", "Sulistyowati", "Sulistiowati", "Sundari", "Suprihatin", "Suryaningsih", "Susanti"),
    *("Susilawati", "Tarmini", "Trisnawati", "Widiastuti", "Widyastuti", "Wijayanti", "Winarti", "Yuliani", "Yulianti"),
    *("Yuningsih", "Zahara", "Zulaikha", *CLANS),
)
_INSTEAD: Final = ("Zaini", "Sani", "Yusra", "Azhari", "Sabri", "Munir")
"""Endings for either sex, where a drawn clan would not be the family's."""
_OLD: Final = 1985
_RULE: Final = 2020
"""Whoever is born since has a name without signs and abbreviations. Basis: Permendagri 73/2022 ps. 5, with a margin."""
_FULL: Final = {"Moh.": "Mohammad", "Muh.": "Muhammad"}
_SHARES: Final = ((0.62, 1), (0.30, 2), (0.06, 3))
_VERY_LONG: Final = 0.01
LONGEST: Final = 60


def name(chance: random.Random, sex: Sex, born_year: int) -> str:
    """A name of one to five words; of one word alone, as law wants it, only for those born long ago."""
    firsts, endings = (MEN, ENDINGS_OF_MEN) if sex is Sex.MALE else (WOMEN, ENDINGS_OF_WOMEN)
    words = [_one(chance, firsts)]
    if born_year < _OLD and not words[0].endswith(".") and chance.random() < 0.15:
        return words[0]
    words += [_one(chance, endings) for _ in range(_how_many(chance))]
    if chance.random() < _VERY_LONG:
        words[1:1] = [_one(chance, firsts), _one(chance, endings)]
    if born_year >= _RULE:
        words = [_FULL.get(word, word).replace("'", "") for word in words]
    distinct = list(dict.fromkeys(words))
    if len(distinct) == 1:
        distinct.append(next(word for word in endings if word != distinct[0]))
    while len(" ".join(distinct)) > LONGEST:
        distinct.pop()
    return " ".join(distinct)


def of_kin(named: str, kin: str) -> str:
    """The name borne by a child or father of `kin`: with the same clan as the last word, or with none."""
    *words, last = named.split()
    clan = kin.rsplit(maxsplit=1)[-1]
    if clan in CLANS:
        if last not in CLANS:
            words.append(last)
        told = " ".join((*words, clan))
        return told if len(told) <= LONGEST else f"{words[0]} {clan}"
    if last in CLANS:
        words.append(_INSTEAD[CLANS.index(last) % len(_INSTEAD)])
        return " ".join(words)
    return named


def _one(chance: random.Random, words: tuple[str, ...]) -> str:
    return words[int(chance.random() * len(words))]


def _how_many(chance: random.Random) -> int:
    drawn = chance.random()
    for share, count in _SHARES:
        if drawn < share:
            return count
        drawn -= share
    return 1
