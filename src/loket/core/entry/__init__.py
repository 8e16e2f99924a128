"""
What an operator enters for an application, and the life events that follow: forms as data, one small file per kind.

It knows the printed forms and the register's events, and refuses to know cases, offices and databases.
"""

from loket.core.entry.filled import Filled as Filled
from loket.core.entry.filled import Known as Known
from loket.core.entry.model import Block as Block
from loket.core.entry.model import EntryForm as EntryForm
from loket.core.entry.model import Field as Field
from loket.core.entry.model import FieldKind as FieldKind
from loket.core.entry.reading import Raw as Raw
from loket.core.entry.reading import Read as Read
from loket.core.entry.reading import Ref as Ref
from loket.core.entry.reading import Values as Values
from loket.core.entry.reading import read as read
