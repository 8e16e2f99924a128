"""The one table of the API: tokens, of which only the digest is kept."""

from django.db import models


class ApiToken(models.Model):
    """
    A token of one officer. `person` is a person of the offices app.

    Revoked tokens stay, so that it can be told later which program acted for whom.
    """

    digest = models.CharField(max_length=64, unique=True)
    person = models.BigIntegerField()
    name = models.CharField(max_length=100)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_date = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
