"""
Names of people as Indonesians write and misspell them: words, keys to look for, and how alike two names are and why.

It knows no resident and no register; a name is a text, and what it returns is a text, a number or a sentence.
"""

from loket.core.naming.folding import EDGE as EDGE
from loket.core.naming.folding import fold as fold
from loket.core.naming.folding import grams as grams
from loket.core.naming.folding import key as key
from loket.core.naming.folding import resembles as resembles
from loket.core.naming.likeness import Likeness as Likeness
from loket.core.naming.likeness import says_part_of as says_part_of
from loket.core.naming.likeness import similarity as similarity
from loket.core.naming.spellings import halves as halves
from loket.core.naming.spellings import nearest as nearest
from loket.core.naming.spellings import spellings as spellings
from loket.core.naming.words import words as words
