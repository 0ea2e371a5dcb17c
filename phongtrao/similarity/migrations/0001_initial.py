import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('number', models.IntegerField(primary_key=True, serialize=False)),
                ('postings', models.BinaryField()),
            ],
            options={
                'verbose_name': 'dấu vết câu chữ',
            },
        ),
        migrations.CreateModel(
            name='CommonPhrases',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('learned_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('texts', models.PositiveIntegerField()),
                ('codes', models.BinaryField()),
                ('words', models.BinaryField(default=b'')),
            ],
            options={
                'verbose_name': 'cụm từ dùng chung',
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('thing', models.BigIntegerField()),
                ('number', models.BigIntegerField(blank=True, null=True)),
                ('day', models.DateField()),
                ('draft', models.CharField(blank=True, default='', max_length=64)),
                ('status', models.CharField(choices=[('waiting', 'Chờ đối chiếu'), ('running', 'Đang đối chiếu'), ('done', 'Đã đối chiếu'), ('failed', 'Chưa đối chiếu được')], default='waiting', max_length=10)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('started_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('engine', models.CharField(blank=True, default='', max_length=20)),
                ('against', models.PositiveIntegerField(default=0)),
                ('syllables', models.PositiveIntegerField(default=0)),
                ('share', models.FloatField(default=0)),
                ('own_share', models.FloatField(default=0)),
                ('fault', models.CharField(blank=True, default='', max_length=300)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lần đối chiếu',
                'indexes': [models.Index(fields=['kind', 'thing'], name='similarity_check_thing'), models.Index(fields=['kind', 'number'], name='similarity_check_text'), models.Index(condition=models.Q(('status__in', ('waiting', 'running', 'failed'))), fields=['id'], name='similarity_check_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('waiting', 'running'))), fields=('kind', 'number'), name='similarity_one_open_check'), models.CheckConstraint(condition=models.Q(models.Q(('draft', ''), ('number__isnull', False)), models.Q(('number', None), models.Q(('draft', ''), _negated=True)), _connector='OR'), name='similarity_check_of_text_or_draft')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('number', models.BigIntegerField()),
                ('day', models.DateField()),
                ('share', models.FloatField()),
                ('is_own', models.BooleanField(default=False)),
                ('is_later', models.BooleanField(default=False)),
                ('is_weak', models.BooleanField(default=False)),
                ('passages', models.JSONField()),
                ('check_made', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='similarity.check')),
            ],
            options={
                'verbose_name': 'nguồn trùng',
                'ordering': ['check_made', 'is_weak', 'is_own', 'is_later', '-share', 'pk'],
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
            name='Threshold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị đặt ngưỡng')),
            ],
            options={
                'verbose_name': 'ngưỡng đối chiếu',
            },
        ),
        migrations.CreateModel(
            name='ThresholdLevels',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holds_from', models.DateField(verbose_name='áp dụng từ ngày')),
                ('look', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='xem lại từ (%)')),
                ('ask', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='hỏi tác giả từ (%)')),
                ('refuse', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='đề nghị không xét từ (%)')),
                ('drafts_a_day', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='số lần tự đối chiếu bản nháp mỗi ngày')),
                ('linked', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='đưa vào một nhóm từ (%)')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ')),
                ('threshold', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='similarity.threshold')),
            ],
            options={
                'verbose_name': 'mức ngưỡng đối chiếu',
                'constraints': [models.UniqueConstraint(fields=('threshold', 'holds_from'), name='similarity_levels_day', violation_error_message='Đã có mức áp dụng từ ngày này.'), models.CheckConstraint(condition=models.Q(('ask__lte', models.F('refuse')), ('look__lte', models.F('ask')), ('refuse__lte', 100)), name='similarity_levels_rise', violation_error_message='Ba mức xem lại, hỏi tác giả, đề nghị không xét phải tăng dần và không quá 100.')],
            },
        ),
    ]
