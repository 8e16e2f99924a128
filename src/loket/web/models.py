"""The one table of the screens: attempts to sign in, kept only as long as they count."""

from django.db import models


class SignInAttempt(models.Model):
    """
    One attempt that has not (yet) succeeded.

    A row for each attempt, not a counter: two attempts at once can then never be counted as one, in any number of
    server processes. `who` is a digest of user name and address, so the table tells nothing about either.
    """

    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="attempts_of_one")]

    def __str__(self) -> str:
        return f"{self.who[:8]} {self.at}"
