"""The regions and code lists that come with Loket."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from loket.register.code_lists import shipped
from loket.register.regions import Shipped


def load(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    region: Any = apps.get_model("register", "Region")
    source = Shipped()
    region.objects.bulk_create([region(source=source.name, **row._asdict()) for row in source.rows()])
    entry: Any = apps.get_model("register", "CodeEntry")
    entry.objects.bulk_create([entry(**row._asdict()) for row in shipped()])


class Migration(migrations.Migration):
    dependencies = [("register", "0002_guards")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
