import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='lúc')),
                ('action', models.CharField(max_length=80, verbose_name='việc')),
                ('subject_type', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=40)),
                ('subject_label', models.CharField(max_length=300, verbose_name='đối tượng')),
                ('home', models.CharField(blank=True, default='', max_length=60)),
                ('data', models.JSONField(default=dict)),
                ('digest', models.CharField(blank=True, default='', max_length=64)),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người làm')),
                ('acting_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='làm thay')),
            ],
            options={
                'verbose_name': 'dòng nhật ký',
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-id'], name='audit_entry_subject'), models.Index(fields=['actor', '-id'], name='audit_entry_actor'), models.Index(fields=['action', '-id'], name='audit_entry_action'), models.Index(fields=['at'], name='audit_entry_at')],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='lúc')),
                ('sealed', models.BigIntegerField(verbose_name='đã niêm phong')),
                ('unsealed', models.BigIntegerField(verbose_name='chờ niêm phong')),
                ('head', models.CharField(max_length=64)),
                ('broken_at', models.BigIntegerField(null=True, verbose_name='sai ở vị trí')),
                ('reason', models.CharField(blank=True, default='', max_length=200, verbose_name='lý do')),
            ],
        ),
        migrations.CreateModel(
            name='EntryValues',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='values', serialize=False, to='audit.entry')),
                ('salt', models.CharField(max_length=32)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False)),
                ('hash', models.CharField(max_length=64)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='audit.entry')),
            ],
        ),
        migrations.CreateModel(
            name='SensitiveRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='lúc')),
                ('what', models.CharField(max_length=40, verbose_name='dữ liệu')),
                ('subject_type', models.CharField(max_length=80)),
                ('subject_id', models.CharField(max_length=40)),
                ('why', models.CharField(max_length=200, verbose_name='để làm gì')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xem')),
            ],
            options={
                'verbose_name': 'lần xem dữ liệu nhạy cảm',
                'indexes': [models.Index(fields=['subject_type', 'subject_id', '-id'], name='audit_read_subject'), models.Index(fields=['reader', '-id'], name='audit_read_reader')],
            },
        ),
    ]
