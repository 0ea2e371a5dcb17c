import django.db.models.deletion
from django.conf import settings
from phongtrao.base.first_tables import FirstMigration
from django.db import migrations, models


class Migration(FirstMigration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0001_initial'),
        ('orgs', '0001_initial'),
        ('plans', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('draft', 'Đang soạn'), ('sent', 'Đang thu báo cáo'), ('closed', 'Đã kết thúc')], default='draft', max_length=8, verbose_name='tình trạng')),
                ('title', models.CharField(max_length=200, verbose_name='tên báo cáo')),
                ('guide', models.TextField(blank=True, default='', verbose_name='yêu cầu, hướng dẫn')),
                ('basis', models.CharField(blank=True, default='', max_length=300, verbose_name='căn cứ')),
                ('due_on', models.DateField(verbose_name='hạn nộp')),
                ('is_yearly', models.BooleanField(default=False, verbose_name='lặp lại hằng năm')),
                ('fields', models.JSONField(blank=True, default=list)),
                ('audience', models.TextField(blank=True, default='')),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_requests', to='documents.officialdocument', verbose_name='văn bản yêu cầu')),
                ('earlier', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='reports.reportrequest')),
                ('in_charge', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='lãnh đạo phụ trách')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_requests', to='orgs.unit', verbose_name='đơn vị yêu cầu')),
            ],
            options={
                'verbose_name': 'yêu cầu báo cáo',
                'indexes': [models.Index(fields=['owner', '-due_on'], name='reports_request_newest')],
            },
        ),
        migrations.CreateModel(
            name='RequestAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('open', 'Chưa nộp'), ('submitted', 'Đã nộp, chờ duyệt'), ('returned', 'Bị trả lại'), ('accepted', 'Đã duyệt')], default='open', max_length=10, verbose_name='tình trạng')),
                ('due_on', models.DateField(verbose_name='hạn nộp')),
                ('put_off_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='lý do gia hạn')),
                ('values', models.JSONField(blank=True, default=dict)),
                ('handed_in', models.JSONField(blank=True, default=dict)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='nộp lúc')),
                ('reviewed_at', models.DateTimeField(blank=True, null=True)),
                ('return_reason', models.TextField(blank=True, default='', verbose_name='lý do trả lại')),
                ('reminded_on', models.DateField(blank=True, null=True, verbose_name='nhắc ngày')),
                ('writer_due_on', models.DateField(blank=True, null=True, verbose_name='hạn trong đơn vị')),
                ('writer_note', models.TextField(blank=True, default='', verbose_name='lời dặn')),
                ('written_at', models.DateTimeField(blank=True, null=True, verbose_name='viết xong lúc')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reports.reportrequest')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='orgs.unit', verbose_name='đơn vị')),
                ('writer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers_to_write', to=settings.AUTH_USER_MODEL, verbose_name='người viết')),
            ],
            options={
                'verbose_name': 'báo cáo theo yêu cầu',
                'indexes': [models.Index(fields=['unit', 'status'], name='reports_answer_unit'), models.Index(condition=models.Q(('status__in', ('open', 'returned'))), fields=['due_on'], name='reports_answer_owed')],
                'constraints': [models.UniqueConstraint(fields=('request', 'unit'), name='reports_answer_once'), models.CheckConstraint(condition=models.Q(('status', 'open'), ('submitted_at__isnull', False), _connector='OR'), name='reports_handed_in_has_moment'), models.CheckConstraint(condition=models.Q(models.Q(('writer', None), ('writer_due_on', None), ('written_at', None)), models.Q(('writer__isnull', False), ('writer_due_on__isnull', False)), _connector='OR'), name='reports_writer_has_day', violation_error_message='Hãy chọn người viết và hạn trong đơn vị.')],
            },
        ),
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=10)),
                ('is_handed_in', models.BooleanField(default=False)),
                ('evidence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answer_files', to='documents.evidence')),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reports.requestanswer')),
            ],
            options={
                'verbose_name': 'tệp của báo cáo theo yêu cầu',
                'constraints': [models.UniqueConstraint(fields=('answer', 'key', 'is_handed_in'), name='reports_answer_file_once')],
            },
        ),
        migrations.CreateModel(
            name='RequestReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='số liệu đến ngày')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='request_report', to='documents.paper')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consolidations', to='reports.reportrequest')),
            ],
            options={
                'verbose_name': 'báo cáo tổng hợp theo yêu cầu',
                'indexes': [models.Index(models.F('request'), models.OrderBy(models.F('as_of'), descending=True), name='reports_request_report')],
            },
        ),
        migrations.CreateModel(
            name='SavedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='tên mẫu')),
                ('fields', models.JSONField(default=list)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_forms', to='orgs.unit', verbose_name='của đơn vị')),
            ],
            options={
                'verbose_name': 'mẫu báo cáo đã lưu',
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('owner', 'title'), name='reports_saved_form_once', violation_error_message='Đơn vị đã có mẫu tên này. Hãy đặt tên khác.')],
            },
        ),
        migrations.CreateModel(
            name='MovementReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('as_of', models.DateField(verbose_name='số liệu đến ngày')),
                ('movement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cumulations', to='plans.movement', verbose_name='phong trào')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='movement_report', to='documents.paper')),
            ],
            options={
                'verbose_name': 'báo cáo lũy kế của phong trào',
                'indexes': [models.Index(fields=['movement', '-as_of'], name='reports_movement_newest')],
            },
        ),
        migrations.CreateModel(
            name='PlanReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', models.CharField(max_length=10, verbose_name='kỳ báo cáo')),
                ('as_of', models.DateField(verbose_name='số liệu đến ngày')),
                ('movement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consolidations', to='plans.movement', verbose_name='phong trào')),
                ('paper', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan_report', to='documents.paper')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consolidations', to='plans.plan', verbose_name='kế hoạch')),
            ],
            options={
                'verbose_name': 'báo cáo tổng hợp',
                'indexes': [models.Index(fields=['plan', '-as_of'], name='reports_plan_newest')],
            },
        ),
    ]
