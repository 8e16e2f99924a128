"""Forms filled with people of the register, as a clerk might have: for demonstrations and tests. Nobody in them exists."""

from loket.entries.sample.asking import Asked as Asked
from loket.entries.sample.asking import ask as ask
from loket.entries.sample.pool import Pool as Pool
from loket.entries.sample.pool import pool_of as pool_of
