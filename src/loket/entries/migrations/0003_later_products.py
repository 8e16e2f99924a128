from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("entries", "0002_guards"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="product",
            index=models.Index(
                condition=models.Q(("family__isnull", False)), fields=["family"], name="product_of_family"
            ),
        ),
        migrations.AddIndex(
            model_name="product",
            index=models.Index(condition=models.Q(("act", "tarik")), fields=["paper"], name="product_taken_back"),
        ),
    ]
