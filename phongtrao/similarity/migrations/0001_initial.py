import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import phongtrao.base.fields
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('orgs', '0001_initial'),
        ('web', '0002_cache_table'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
                ('among', models.PositiveIntegerField(default=0)),
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
                ('moment', models.DateTimeField(blank=True, null=True)),
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
                ('moment', models.DateTimeField(null=True)),
                ('status', models.CharField(choices=[('waiting', 'Chờ đọc'), ('done', 'Đã đọc'), ('failed', 'Chưa đọc được'), ('replaced', 'Đã thay')], default='waiting', max_length=10)),
                ('fault', models.CharField(blank=True, default='', max_length=300)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('read_at', models.DateTimeField(null=True)),
                ('common', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='similarity.commonphrases')),
            ],
            options={
                'verbose_name': 'văn bản để đối chiếu',
            },
        ),
        migrations.CreateModel(
            name='ReferenceLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(blank=True, default='', max_length=500)),
                ('dated', models.DateField(null=True)),
                ('made_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('work', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='web.work')),
            ],
            options={
                'verbose_name': 'lần thêm văn bản tham chiếu',
            },
        ),
        migrations.CreateModel(
            name='ReferenceText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=400, verbose_name='tên')),
                ('origin', models.CharField(blank=True, default='', max_length=500, verbose_name='lấy từ đâu')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='ngày của văn bản')),
                ('words', models.TextField(verbose_name='nội dung')),
                ('digest', models.CharField(max_length=64)),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='thêm lúc')),
                ('out_since', models.DateTimeField(blank=True, null=True, verbose_name='thôi dùng từ')),
                ('search_text', models.TextField(default='', editable=False)),
                ('sort_key', phongtrao.base.fields.SortKeyField(db_collation='C', default='', editable=False, max_length=800)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thêm')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'văn bản tham chiếu',
            },
        ),
        migrations.CreateModel(
            name='ReferenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=500, verbose_name='tệp')),
                ('status', models.CharField(choices=[('waiting', 'Chờ đọc'), ('added', 'Đã thêm'), ('same', 'Đã có sẵn'), ('refused', 'Không đọc được'), ('opened', 'Đã mở tệp nén')], default='waiting', max_length=10, verbose_name='kết quả')),
                ('said', models.TextField(blank=True, default='', verbose_name='vì sao')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('load', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='files', to='similarity.referenceload')),
                ('text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='similarity.referencetext')),
            ],
            options={
                'verbose_name': 'tệp của lần thêm',
            },
        ),
        migrations.CreateModel(
            name='TextGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('found_on', models.DateField(verbose_name='thấy từ ngày')),
                ('size', models.PositiveIntegerField(verbose_name='số văn bản')),
                ('units', models.PositiveIntegerField(verbose_name='số đơn vị')),
                ('sources', models.PositiveIntegerField(default=0)),
                ('first_day', models.DateField(verbose_name='nộp sớm nhất')),
                ('last_day', models.DateField(verbose_name='nộp muộn nhất')),
                ('share', models.FloatField(verbose_name='trùng nhiều nhất')),
                ('links', models.JSONField(default=list)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(blank=True, default='', max_length=1000, verbose_name='ghi chú')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'nhóm trùng nội dung',
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=30)),
                ('number', models.BigIntegerField()),
                ('thing', models.BigIntegerField()),
                ('day', models.DateField()),
                ('is_source', models.BooleanField(default=False)),
                ('title', models.CharField(blank=True, default='', max_length=300)),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.unit')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='similarity.textgroup')),
            ],
            options={
                'verbose_name': 'văn bản của nhóm',
                'ordering': ['group', 'place'],
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
                ('is_given_up', models.BooleanField(default=False, verbose_name='thôi đặt riêng')),
                ('threshold', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='levels', to='similarity.threshold')),
            ],
            options={
                'verbose_name': 'mức ngưỡng đối chiếu',
            },
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['kind', 'thing'], name='similarity_check_thing'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['kind', 'number'], name='similarity_check_text'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(condition=models.Q(('status__in', ('waiting', 'running', 'failed'))), fields=['id'], name='similarity_check_open'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ('waiting', 'running'))), fields=('kind', 'number'), name='similarity_one_open_check'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('draft', ''), ('number__isnull', False)), models.Q(('number', None), models.Q(('draft', ''), _negated=True)), _connector='OR'), name='similarity_check_of_text_or_draft'),
        ),
        migrations.AddIndex(
            model_name='indexedtext',
            index=models.Index(condition=models.Q(('status', 'done'), _negated=True), fields=['id'], name='similarity_text_open'),
        ),
        migrations.AddConstraint(
            model_name='indexedtext',
            constraint=models.UniqueConstraint(fields=('kind', 'number', 'common'), name='similarity_text_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='indexedtext',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'done')), fields=('kind', 'thing'), name='similarity_text_answers'),
        ),
        migrations.AddConstraint(
            model_name='referencetext',
            constraint=models.UniqueConstraint(fields=('owner', 'digest'), name='similarity_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='referencefile',
            constraint=models.UniqueConstraint(fields=('load', 'name'), name='similarity_file_once'),
        ),
        migrations.AddConstraint(
            model_name='referencefile',
            constraint=models.CheckConstraint(condition=models.Q(('file', None), ('status', 'waiting'), _connector='OR'), name='similarity_file_waits'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(fields=('group', 'place'), name='similarity_member_place'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(fields=('kind', 'number'), name='similarity_member_once'),
        ),
        migrations.AddConstraint(
            model_name='thresholdlevels',
            constraint=models.UniqueConstraint(fields=('threshold', 'holds_from'), name='similarity_levels_day', violation_error_message='Đã có mức áp dụng từ ngày này.'),
        ),
        migrations.AddConstraint(
            model_name='thresholdlevels',
            constraint=models.CheckConstraint(condition=models.Q(('ask__lte', models.F('refuse')), ('look__lte', models.F('ask')), ('refuse__lte', 100)), name='similarity_levels_rise', violation_error_message='Ba mức xem lại, hỏi tác giả, đề nghị không xét phải tăng dần và không quá 100.'),
        ),
    ]
