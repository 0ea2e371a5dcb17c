import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CommonPhrases',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('learned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('texts', models.PositiveIntegerField()),
                ('codes', models.BinaryField()),
            ],
            options={
                'verbose_name': 'cụm từ dùng chung',
            },
        ),
        migrations.CreateModel(
            name='IndexedText',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('number', models.BigIntegerField()),
                ('thing', models.BigIntegerField()),
                ('day', models.DateField()),
                ('status', models.CharField(choices=[('waiting', 'Chờ đọc'), ('done', 'Đã đọc'), ('failed', 'Chưa đọc được'), ('replaced', 'Đã thay')], default='waiting', max_length=10)),
                ('fault', models.CharField(blank=True, default='', max_length=300)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True)),
                ('common', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='similarity.commonphrases')),
            ],
            options={
                'verbose_name': 'văn bản để đối chiếu',
                'indexes': [models.Index(condition=models.Q(('status', 'done'), _negated=True), fields=['id'], name='similarity_text_open')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'number', 'common'), name='similarity_text_once', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('status', 'done')), fields=('kind', 'thing'), name='similarity_text_answers')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('pk', models.CompositePrimaryKey('code', 'text_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('code', models.IntegerField()),
                ('text', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='similarity.indexedtext')),
            ],
            options={
                'verbose_name': 'dấu vết câu chữ',
            },
        ),
    ]
